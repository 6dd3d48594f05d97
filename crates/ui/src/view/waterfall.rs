//! A run on one axis of time: when each step and each connection began and how long it took.

use wire::{Connection, Elapsed, StageReport};
use words::{Words, key};
use yew::prelude::*;

use super::evidence::purpose;
use super::stage_row::state_name;
use crate::{Progress, Run};

/// The steps that were walked and the connections that were opened; nothing where none was.
///
/// It counts in whole microseconds: numbers with a point would weigh more than all of this file.
pub(crate) fn waterfall(words: &Words, run: &Run) -> Html {
    let report = run.report();
    let Some(leg) = report.way().or_else(|| report.computer()) else {
        return Html::default();
    };
    let spans = spans(&leg.stages);
    let last = spans.last().map_or(0, |(_, start, length)| start + length);
    let end = last.max(micros(report.elapsed_ms));
    if spans.is_empty() || end == 0 {
        return Html::default();
    }
    let bars = spans.iter().map(|(stage, start, length)| {
        let state = state_name(Progress::Ended(stage.outcome));
        let time = stage.elapsed_ms.map(|time| words.time(time)).unwrap_or_default();
        bar(words.stage(stage.stage()), state, time, [*start, *length, end])
    });
    let connections = &leg.connections;
    let lines = connections.iter().enumerate().map(|(place, it)| {
        let until = connections.get(place + 1).map_or(end, began);
        let again = it
            .kernel
            .map(|kernel| words.text_with(key::PAGE_SENT_AGAIN, &[("count", kernel.retransmits.into())]));
        let span = [began(it), until.saturating_sub(began(it)), end];
        bar(
            purpose(words, it.purpose),
            "connection",
            again.unwrap_or_default(),
            span,
        )
    });
    html! {
        <section class="waterfall" aria-labelledby="waterfall-title">
            <h2 id="waterfall-title">
                { words.text(key::PAGE_WATERFALL) }
                if report.has_places() {
                    { " · " }{ words.places(core::iter::once(leg)) }
                }
            </h2>
            <div class="lines">
                <ol>{ for bars }</ol>
                if !connections.is_empty() {
                    <h3>{ words.text(key::PAGE_CONNECTIONS) }</h3>
                    <ol>{ for lines }</ol>
                }
            </div>
        </section>
    }
}

/// One bar, from its start on as long as it took, in a run that took `end`.
fn bar(label: String, state: &'static str, said: String, [start, length, end]: [u64; 3]) -> Html {
    let x = (start * WIDTH / end).min(WIDTH);
    // What took no time is still to be seen.
    let width = (length * WIDTH / end).clamp(LEAST, WIDTH);
    html! {
        <li data-state={state}>
            <span>{ label }</span>
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect x={x.to_string()} y="0" width={width.to_string()} height="10" />
            </svg>
            <span class="time">{ said }</span>
        </li>
    }
}

/// The stages that were walked, each with its start and its length. A stage begins with its first message, and where none
/// is known, with the end of the one before it.
fn spans(stages: &[StageReport]) -> Vec<(&StageReport, u64, u64)> {
    let mut last = 0;
    let walked = stages
        .iter()
        .filter_map(|stage| Some((stage, micros(stage.elapsed_ms?))));
    walked
        .map(|(stage, length)| {
            let first = stage.exchanges.first().map_or(last, |it| micros(it.at_ms));
            let start = first.max(last);
            last = start + length;
            (stage, start, length)
        })
        .collect()
}

/// When the handshake of a connection began.
fn began(connection: &Connection) -> u64 {
    micros(connection.opened_at_ms).saturating_sub(micros(connection.handshake_ms))
}

fn micros(elapsed: Elapsed) -> u64 {
    elapsed.as_micros().into()
}

/// The width that bars are drawn in; the page stretches it.
const WIDTH: u64 = 1000;
/// The shortest bar.
const LEAST: u64 = 4;
