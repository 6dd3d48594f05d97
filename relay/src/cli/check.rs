//! `rdptrace check`: one run, shown as it goes in a terminal, line by line behind a pipe, or as one JSON object.

use core::pin::pin;
use core::time::Duration;
use std::io::{self, IsTerminal as _, Write};

use codes::Tried;
use diagnosis::diagnose;
use futures_util::FutureExt as _;
use probe::{Credentials, Identity, RunOptions, ThroughGateway};
use tokio::sync::{mpsc, oneshot};
use tokio::time::interval;
use wire::{Place, Report};
use words::Words;

use super::capture::Capture;
use super::exit::{self, Exit};
use super::told;
use super::view::{Color, Detail, Lines, Table};
use crate::driver::{self, RunEvent};
use crate::net::Way;
use crate::net::dial::Network;
use crate::printed::Printed;
use crate::{Error, route};

/// Checks the computer at the end of `way`, signed in with `account` where there is one and `through` its gateway where
/// somebody may, and prints what comes out, beside
/// what network tools told that `tried` it; what went over the network is written into `capture`.
///
/// # Errors
///
/// Where nothing can be printed, or the capture cannot be written.
pub(crate) async fn check(
    way: Way,
    network: &Network,
    account: Option<Credentials>,
    through: Option<ThroughGateway>,
    form: Form,
    capture: Option<Capture>,
    tried: &[Tried],
) -> Result<Checked, Error> {
    let out = io::stdout().lock();
    let words = Words::english().in_own_terminal();
    let mut view = match form {
        Form::Json => View::Json(out),
        Form::People(detail) if out.is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb") => {
            let color = Color::wanted(&out);
            View::Table(Table::new(out, &words, color, detail))
        }
        Form::People(detail) => View::Lines(Lines::new(out, &words, detail)),
    };
    let mut options = RunOptions {
        place: Place::Terminal,
        through_gateway: through,
        ..RunOptions::default()
    };
    if let Some(account) = account {
        options.identity = Identity::Account(account);
    }
    // What a run tells is bounded by the run itself, and read at once.
    let (events, mut told) = mpsc::unbounded_channel();
    let events = move |event| {
        // Nobody listens any more where the run is given up, and then it does not go on either.
        let _heard = events.send(event);
    };
    // The run is stopped by dropping its other end.
    let (stop, stopped) = oneshot::channel::<()>();
    let cancel = stopped.map(|_| ());
    let record = capture.as_ref().map(Capture::record);
    let mut run = pin!(route::run(way, options, network, record, events, cancel));
    let mut stop = Some(stop);
    let mut interrupt = pin!(ctrl_c().fuse());
    let mut interrupted = false;
    let mut tick = interval(TICK);
    let live = matches!(view, View::Table(_));
    let driver::Run { mut report, recording } = loop {
        let shown = tokio::select! {
            // What was told is shown before what came of it.
            biased;
            Some(event) = told.recv() => view.hear(event),
            run = &mut run => break run,
            () = &mut interrupt => {
                interrupted = true;
                drop(stop.take());
                Ok(())
            }
            _ = tick.tick(), if live => view.tick(),
        };
        if shown.is_err() {
            // Nobody reads what is printed.
            drop(stop.take());
        }
    };
    if let Some(leg) = codes::told(tried, &report) {
        view.hear(RunEvent::Leg(told::started(&report, &leg)))
            .map_err(Error::Output)?;
        report.legs.push(leg);
    }
    let printed = view.finish(&report, &words).map_err(Error::Output);
    if let (Some(capture), Some(recording)) = (capture, recording) {
        capture.write(&recording)?;
    }
    printed?;
    let exit = if interrupted {
        Exit::Interrupted
    } else {
        exit::of_report(&report)
    };
    Ok(Checked { report, exit })
}

/// A check that is over and printed.
#[derive(Debug)]
pub(crate) struct Checked {
    /// What it found.
    pub(crate) report: Report,
    /// What it is to a script.
    pub(super) exit: Exit,
}

pub(super) async fn ctrl_c() {
    // An error means that the system has no such thing.
    if tokio::signal::ctrl_c().await.is_err() {
        core::future::pending().await
    }
}

/// For whom a run is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// For people.
    People(Detail),
    /// For programs.
    Json,
}

enum View<'a, W: Write> {
    Json(W),
    Table(Table<'a, W>),
    Lines(Lines<'a, W>),
}

impl<W: Write> View<'_, W> {
    fn hear(&mut self, event: RunEvent) -> io::Result<()> {
        match self {
            Self::Json(_) => Ok(()),
            Self::Table(table) => table.hear(event),
            Self::Lines(lines) => lines.hear(event),
        }
    }

    fn tick(&mut self) -> io::Result<()> {
        match self {
            Self::Table(table) => table.draw(),
            Self::Json(_) | Self::Lines(_) => Ok(()),
        }
    }

    fn finish(&mut self, report: &Report, words: &Words) -> io::Result<()> {
        let findings = diagnose(report);
        match self {
            Self::Json(out) => {
                serde_json::to_writer_pretty(&mut *out, &Printed::new(report, &findings, words))?;
                writeln!(out)?;
                out.flush()
            }
            Self::Table(table) => table.finish(report, &findings),
            Self::Lines(lines) => lines.finish(report, &findings),
        }
    }
}

/// How often a table shows how long a step has been running.
const TICK: Duration = Duration::from_secs(1);
