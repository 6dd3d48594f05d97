//! Findings and codes as lists of links, for the pages about either.

use ::codes::{Notation, Row, Table};
use diagnosis::{Finding, Severity};
use wire::{LegKind, Stage};

use words::{Key, Words, key};
use yew::prelude::*;

use super::document::marked;
use super::model::{code_path, finding_path};
use crate::view::breakable::breakable;
use crate::view::causes::severity;
use crate::view::place;

/// Findings as links, each with its id.
pub(super) fn list<'a>(words: &Words, findings: impl Iterator<Item = &'a Finding>) -> Html {
    html! {
        <ul class="findings">
            { for findings.map(|finding| html! {
                <li>
                    <a href={finding_path(finding.id)}>{ marked(&words.title(finding)) }</a>
                    <span class="id" translate="no">{ finding.id }</span>
                    if let Some(badge) = badge(finding.severity) {
                        <span class="badge" data-severity={severity(finding.severity)}>{ words.text(badge) }</span>
                    }
                </li>
            }) }
        </ul>
    }
}

/// Findings under the heading of their stage, in the order of a connection; then those of stages that only other legs
/// have, such as a gateway's, last those of no stage.
pub(super) fn by_stage<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<(Option<Stage>, Vec<&'a Finding>)> {
    let findings: Vec<&Finding> = findings.collect();
    let to_computer = |stage: &Stage| LegKind::ToComputer.number(*stage).is_some();
    let elsewhere = Stage::ALL.into_iter().filter(|stage| !to_computer(stage));
    let stages = LegKind::ToComputer.stages().chain(elsewhere).map(Some).chain([None]);
    let groups = stages.map(|stage| {
        let of_this = findings.iter().copied().filter(|finding| group_of(finding) == stage);
        (stage, of_this.collect::<Vec<_>>())
    });
    groups.filter(|(_, findings)| !findings.is_empty()).collect()
}

/// The heading of a stage's findings.
pub(super) fn heading(words: &Words, stage: Option<Stage>) -> String {
    match stage {
        // A step of a gateway has no number among those of the computer.
        Some(stage) if LegKind::ToComputer.number(stage).is_none() => words.stage(stage),
        Some(stage) => words.text_with(key::PAGE_FINDING_STEP_VALUE, &place(words, stage)),
        None => words.text(key::PAGE_FINDINGS_ANY_STEP),
    }
}

/// The stage of a finding; none for those about the network, which can show at any.
pub(super) fn group_of(finding: &Finding) -> Option<Stage> {
    (!finding.id.starts_with("RDP-NET-")).then_some(finding.stage)
}

/// The word for what does not stop a connection.
pub(super) fn badge(severity: Severity) -> Option<Key> {
    match severity {
        Severity::Error => None,
        Severity::Warning => Some(key::PAGE_BADGE_WARNING),
        Severity::Info => Some(key::PAGE_BADGE_INFO),
    }
}

/// What somebody typed, no longer than a heading should be.
pub(super) fn shortened(asked: &str) -> String {
    if asked.chars().count() <= LONGEST_ECHO {
        return asked.to_owned();
    }
    asked.chars().take(LONGEST_ECHO).chain(['…']).collect()
}

/// Codes as links, by code space.
pub(super) fn code_links(words: &Words, rows: &[&Row]) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    let of_table = |table: Table| rows.iter().copied().filter(move |row| row.table == table);
    html! {
        <dl class="codes">
            { for Table::ALL.into_iter().filter(|table| of_table(*table).next().is_some()).map(|table| html! {
                <div>
                    <dt>{ words.space(table) }</dt>
                    <dd>
                        <ul class="chips">
                            { for of_table(table).map(|row| html! { <li>{ code_link(row) }</li> }) }
                        </ul>
                    </dd>
                </div>
            }) }
        </dl>
    }
}

/// A code as its programs write it, and its name.
pub(super) fn code_link(row: &Row) -> Html {
    let href = format!("{}#{}", code_path(row.number), row.table.name());
    html! {
        <>
            <a {href} translate="no">{ usual(row) }</a>
            if let Some(symbol) = &row.symbol {
                { " " }<span class="id" translate="no">{ breakable(symbol) }</span>
            }
        </>
    }
}

/// The number as the programs of its table write it.
pub(super) fn usual(row: &Row) -> String {
    let shown = row.table.shown().first();
    shown.map_or_else(
        || Notation::Hex.write(row.number),
        |shown| shown.notation.write(row.number),
    )
}

/// Longer than any id and most codes.
pub(super) const LONGEST_ECHO: usize = 60;
