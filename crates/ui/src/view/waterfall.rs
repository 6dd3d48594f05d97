//! A run on one axis of time: when each step and each connection began and how long it took.

use wire::{Connection, Elapsed, Node, StageReport};
use words::{Words, key};
use yew::prelude::*;

use super::evidence::purpose;
use super::stage_row::state_name;
use crate::{Progress, Run};

/// The steps that were walked on every leg and the connections that were opened; nothing where none was.
///
/// It counts in whole microseconds: numbers with a point would weigh more than all of this file.
pub(crate) fn waterfall(words: &Words, run: &Run) -> Html {
    let report = run.report();
    // A sign-in comes later, and counts from its own beginning.
    let ways = report.ways().filter(|leg| !leg.is_sign_in());
    let mut tunnel = 0;
    let legs = ways.map(|leg| {
        let begun = if leg.from == Node::Gateway { tunnel } else { 0 };
        let (spans, ended) = spans(&leg.stages, begun);
        if leg.to == Node::Gateway {
            tunnel = ended;
        }
        (leg, spans, ended)
    });
    let legs: Vec<_> = legs.filter(|(_, spans, _)| !spans.is_empty()).collect();
    let last = legs.iter().map(|(_, _, ended)| *ended).max().unwrap_or_default();
    let end = last.max(micros(report.elapsed_ms));
    if legs.is_empty() || end == 0 {
        return Html::default();
    }
    let only = legs.first().filter(|_| legs.len() == 1).map(|(leg, ..)| *leg);
    html! {
        <section class="waterfall" aria-labelledby="waterfall-title">
            <h2 id="waterfall-title">
                { words.text(key::PAGE_WATERFALL) }
                if let Some(leg) = only.filter(|_| report.has_places()) {
                    { " · " }{ words.places(core::iter::once(leg)) }
                }
            </h2>
            <div class="lines">
                { for legs.iter().map(|(leg, spans, ended)| html! {
                    <>
                        if only.is_none() {
                            <h3>{ words.leg(leg) }</h3>
                        }
                        <ol>{ for spans.iter().map(|span| step(words, span, end)) }</ol>
                        { connections(words, &leg.connections, *ended, end) }
                    </>
                }) }
            </div>
        </section>
    }
}

fn step(words: &Words, (stage, start, length): &Span<'_>, end: u64) -> Html {
    let state = state_name(Progress::Ended(stage.outcome));
    let time = stage.elapsed_ms.map(|time| words.time(time)).unwrap_or_default();
    bar(words.stage(stage.stage()), state, time, [*start, *length, end])
}

/// The connections of a leg that `ended` then, in a run that took `end`.
fn connections(words: &Words, connections: &[Connection], ended: u64, end: u64) -> Html {
    if connections.is_empty() {
        return Html::default();
    }
    let lines = connections.iter().enumerate().map(|(place, it)| {
        let until = connections.get(place + 1).map_or(ended, began);
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
        <>
            <h3>{ words.text(key::PAGE_CONNECTIONS) }</h3>
            <ol>{ for lines }</ol>
        </>
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

/// A stage with its start and its length.
type Span<'a> = (&'a StageReport, u64, u64);

/// The stages that were walked from `begun` on, and when the last of them ended. A stage begins with its first message,
/// and where none is known, with the end of the one before it.
fn spans(stages: &[StageReport], begun: u64) -> (Vec<Span<'_>>, u64) {
    let mut last = begun;
    let walked = stages
        .iter()
        .filter_map(|stage| Some((stage, micros(stage.elapsed_ms?))));
    let spans = walked.map(|(stage, length)| {
        let first = stage.exchanges.first().map_or(last, |it| micros(it.at_ms));
        let start = first.max(last);
        last = start + length;
        (stage, start, length)
    });
    (spans.collect(), last)
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
