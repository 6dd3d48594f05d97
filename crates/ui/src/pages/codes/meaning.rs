//! What a number means, under the heading of what it is to the program that shows it.

use std::collections::BTreeSet;
use std::sync::Arc;
use words::{Key, key};

use codes::{Meaning, Notation, Role, Row, Status, Table};
use diagnosis::Finding;
use words::Words;
use yew::prelude::*;

use crate::pages::library::Library;
use crate::pages::lists::{by_stage, heading, list, usual};
use crate::pages::source;
use crate::view::breakable::breakable;

/// Under which heading a meaning stands: as what programs show the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Error,
    Extended,
    Exit,
    Log,
    Field,
}

impl Kind {
    pub(super) const ALL: [Self; 5] = [Self::Error, Self::Extended, Self::Exit, Self::Log, Self::Field];

    fn of(role: Role) -> Self {
        match role {
            Role::Error | Role::ClientReason => Self::Error,
            Role::Extended => Self::Extended,
            Role::Exit => Self::Exit,
            Role::SessionReason
            | Role::Status
            | Role::Alert
            | Role::Errno
            | Role::Http
            | Role::Negotiation
            | Role::Fatal => Self::Log,
            Role::Field | Role::Remark => Self::Field,
        }
    }

    fn heading(self) -> Key {
        match self {
            Self::Error => key::PAGE_CODE_ERROR,
            Self::Extended => key::PAGE_CODE_EXTENDED,
            Self::Exit => key::PAGE_CODE_EXIT,
            Self::Log => key::PAGE_CODE_LOG,
            Self::Field => key::PAGE_CODE_FIELD,
        }
    }

    fn lead(self) -> Option<Key> {
        match self {
            Self::Extended => Some(key::PAGE_CODE_EXTENDED_LEAD),
            Self::Field => Some(key::PAGE_CODE_FIELD_LEAD),
            Self::Error | Self::Exit | Self::Log => None,
        }
    }
}

/// What already stands further up on a page.
#[derive(Default)]
pub(super) struct Told {
    /// The tables that links can lead to.
    tables: BTreeSet<Table>,
}

/// The meanings of one kind; nothing where there are none.
pub(super) fn section(library: &Library, kind: Kind, meanings: &[&Meaning], told: &mut Told) -> Html {
    let words = &library.words;
    let shown: Vec<Meaning> = of_kind(kind, meanings);
    if shown.is_empty() {
        return Html::default();
    }
    let groups = shown.chunk_by(|one, next| same_findings(library, one, next));
    let groups = groups.map(|group| {
        let cards: Vec<Html> = group
            .iter()
            .map(|meaning| {
                let table = meaning.row.table;
                card(words, meaning, told.tables.insert(table).then(|| table.name()))
            })
            .collect();
        let found = group.first().map(|meaning| findings_of(library, &meaning.row));
        html! { <>{ for cards }{ found.unwrap_or_default() }</> }
    });
    html! {
        <details class="kind">
            <summary><h2>{ words.text(kind.heading()) }</h2></summary>
            if let Some(lead) = kind.lead() {
                <p class="about">{ words.text(lead) }</p>
            }
            { for groups }
        </details>
    }
}

/// The meanings that stand under one heading, those of one row together. What programs show does not stand once more
/// inside the protocol.
fn of_kind(kind: Kind, meanings: &[&Meaning]) -> Vec<Meaning> {
    let mut shown: Vec<Meaning> = Vec::new();
    let elsewhere = |meaning: &Meaning| {
        let same = |other: &&&Meaning| Arc::ptr_eq(&other.row, &meaning.row) && Kind::of(other.role) != Kind::Field;
        kind == Kind::Field && meanings.iter().any(|other| same(&other))
    };
    for meaning in meanings
        .iter()
        .filter(|meaning| Kind::of(meaning.role) == kind && !elsewhere(meaning))
    {
        match shown.iter_mut().find(|known| Arc::ptr_eq(&known.row, &meaning.row)) {
            Some(known) => known.programs.extend(&meaning.programs),
            None => shown.push(Meaning::clone(meaning)),
        }
    }
    // A family says less than any code of it.
    shown.sort_by_key(|meaning| meaning.row.table == Table::MstscReasonClass);
    shown
}

fn same_findings(library: &Library, one: &Meaning, next: &Meaning) -> bool {
    library.relations.findings(&one.row) == library.relations.findings(&next.row)
}

/// One meaning: who shows it, what it says, and how well that is known. Links lead to its `anchor`.
pub(super) fn card(words: &Words, meaning: &Meaning, anchor: Option<&'static str>) -> Html {
    let row = &meaning.row;
    let (status, why) = how_well(meaning.status);
    let written = usual(row);
    let said = words.code_meaning(row);
    html! {
        <article
            class="meaning-card" id={anchor} data-status={meaning.status.name()}
        >
            <h3>{ words.programs(&meaning.programs) }</h3>
            <p class="of">
                { words.space(row.table) }
                if let Some(symbol) = &row.symbol {
                    { ": " }<code translate="no">{ breakable(symbol) }</code>
                }
                if written != Notation::Hex.write(row.number) {
                    { " · " }{ words.text_with(key::PAGE_CODE_WRITTEN, &[("code", written.into())]) }
                }
            </p>
            <p class="meaning" lang={said.language}>{ breakable(said.text) }</p>
            <p class="about">{ words.text_with(key::PAGE_CODE_PLACE, &[("place", words.place(row.place).into())]) }</p>
            <p class="of"><span class="badge">{ words.text(status) }</span>{ " " }{ words.text(why) }</p>
            <div class="from">
                <span>{ words.text(key::PAGE_SOURCES) }{ ":" }</span>
                { source::sources(row.sources()) }
            </div>
        </article>
    }
}

/// What a check may find where a program shows this.
fn findings_of(library: &Library, row: &Row) -> Html {
    let words = &library.words;
    let ids = library.relations.findings(row);
    let findings: Vec<&Finding> = ids.iter().filter_map(|id| library.finding(id)).collect();
    if findings.is_empty() {
        return Html::default();
    }
    html! {
            <div class="found">
                <h3>{ words.text(key::PAGE_CODE_FINDINGS) }</h3>
                { for by_stage(findings.iter().copied()).iter().map(|(stage, findings)| html! {
                    <>
                        <h4>{ heading(words, *stage) }</h4>
                        { list(words, findings.iter().copied()) }
                    </>
                }) }
            </div>
    }
}

/// Whether a check can find what leads to one of `meanings`.
pub(super) fn can_be_checked(library: &Library, meanings: &[&Meaning]) -> bool {
    let mut rows = meanings.iter().map(|meaning| &meaning.row);
    rows.any(|row| !library.relations.findings(row).is_empty())
}

/// The answer in short: what the number means in each app, those first that people see.
pub(super) fn in_short(words: &Words, meanings: &[&Meaning]) -> Html {
    let shown = Kind::ALL.into_iter().flat_map(|kind| of_kind(kind, meanings));
    html! {
        <dl class="in-short">
            { for shown.take(IN_SHORT).map(|meaning| {
                let said = words.code_meaning(&meaning.row);
                let end = said.text.find(". ").map_or(said.text.len(), |at| at + 1);
                html! {
                    <div>
                        <dt>{ words.programs(&meaning.programs) }</dt>
                        <dd lang={said.language}>{ said.text.get(..end).unwrap_or_default().to_owned() }</dd>
                    </div>
                }
            }) }
        </dl>
    }
}

/// The word for a status, and what it says.
fn how_well(status: Status) -> (Key, Key) {
    match status {
        Status::Documented => (key::PAGE_CODE_DOCUMENTED, key::PAGE_CODE_DOCUMENTED_WHY),
        Status::Observed => (key::PAGE_CODE_OBSERVED, key::PAGE_CODE_OBSERVED_WHY),
        Status::Inferred => (key::PAGE_CODE_INFERRED, key::PAGE_CODE_INFERRED_WHY),
        Status::Weak => (key::PAGE_CODE_WEAK, key::PAGE_CODE_WEAK_WHY),
    }
}

/// More than these nobody reads at once.
const IN_SHORT: usize = 4;
