//! A run on one axis of time: when each step and each connection began and how long it took.

use words::{Words, key};
use yew::prelude::*;

use super::evidence::purpose;
use super::stage_row::state_name;
use crate::{Progress, Run};
use wire::{Connection, StageReport};

/// The steps that were walked and the connections that were opened; nothing where none was.
pub(crate) fn waterfall(words: &Words, run: &Run) -> Html {
    let report = run.report();
    let whole = report.elapsed_ms.as_millis();
    let spans = spans(report.stages());
    let end = spans
        .iter()
        .map(|(_, start, length)| start + length)
        .fold(whole, f64::max);
    if spans.is_empty() || end <= 0.0 {
        return Html::default();
    }
    let bars = spans.iter().map(|(stage, start, length)| {
        let label = words.stage(stage.stage());
        let state = state_name(Progress::Ended(stage.outcome));
        row(
            &label,
            state,
            &words.time(stage.elapsed_ms.unwrap_or_default()),
            [*start / end, *length / end],
        )
    });
    let connections = report.connections();
    let lines = connections.iter().enumerate().map(|(place, it)| {
        let next = connections.get(place + 1).map_or(end, began);
        let again = it.kernel.map(|kernel| {
            let count = f64::from(kernel.retransmits);
            words.text_with(key::PAGE_SENT_AGAIN, &[("count", count.into())])
        });
        row(
            &purpose(words, it.purpose),
            "connection",
            &again.unwrap_or_default(),
            [began(it) / end, (next - began(it)) / end],
        )
    });
    html! {
        <section class="waterfall" aria-labelledby="waterfall-title">
            <h2 id="waterfall-title">{ words.text(key::PAGE_WATERFALL) }</h2>
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

/// One bar. Where it begins and how long it is are parts of the whole, from 0 to 1.
fn row(label: &str, state: &'static str, said: &str, [start, length]: [f64; 2]) -> Html {
    let x = (start * WIDTH).clamp(0.0, WIDTH);
    // What took no time is still to be seen.
    let width = (length * WIDTH).clamp(LEAST, WIDTH - x + LEAST);
    html! {
        <li data-state={state}>
            <span>{ label }</span>
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect x={format!("{x:.0}")} y="0" width={format!("{width:.0}")} height="10" />
            </svg>
            <span class="time">{ said }</span>
        </li>
    }
}

/// The stages that were walked, each with its start and its length in milliseconds. A stage begins with its first message,
/// and where none is known, with the end of the one before it.
fn spans(stages: &[StageReport]) -> Vec<(&StageReport, f64, f64)> {
    let mut last = 0.0_f64;
    let walked = stages
        .iter()
        .filter_map(|stage| Some((stage, stage.elapsed_ms?.as_millis())));
    walked
        .map(|(stage, length)| {
            let first = stage.exchanges.iter().map(|it| it.at_ms.as_millis()).reduce(f64::min);
            let start = first.map_or(last, |first| first.max(last));
            last = start + length;
            (stage, start, length)
        })
        .collect()
}

/// When the handshake of a connection began, in milliseconds.
fn began(connection: &Connection) -> f64 {
    (connection.opened_at_ms.as_millis() - connection.handshake_ms.as_millis()).max(0.0)
}

/// The width that bars are drawn in; the page stretches it.
const WIDTH: f64 = 1000.0;
/// The shortest bar.
const LEAST: f64 = 4.0;
