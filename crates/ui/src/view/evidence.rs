//! What a row rests on: its facts, the messages themselves, and how to see the same with other tools.

use core::time::Duration;

use diagnosis::{Command, Parameter, replicate};
use wire::{Connection, Direction, Exchange, KernelFacts, Purpose, ServerSignal, Signal, Stage};
use words::Words;
use yew::prelude::*;

use super::hex_dump::hex_dump;
use crate::Run;

/// Whether facts and messages are folded away.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fold {
    /// They stand open.
    Open,
    /// They are, because something more urgent stands above them.
    Folded,
}

/// The evidence of one stage; nothing where there is none.
pub(crate) fn evidence(words: &Words, run: &Run, stage: Stage, fold: Fold) -> Html {
    let Some(report) = run.stage(stage) else {
        return Html::default();
    };
    let mut facts = words.facts(report);
    facts.extend(report.signals.iter().map(|it| signal(words, it)));
    let connections: &[Connection] = if stage == Stage::Connect {
        run.report().connections()
    } else {
        &[]
    };
    let tools = if stage == Stage::Relay {
        Vec::new()
    } else {
        replicate(run.report(), stage)
    };
    let nothing = facts.is_empty() && connections.is_empty() && report.exchanges.is_empty();
    html! {
        <>
            if !nothing {
                <details class="evidence" open={fold == Fold::Open}>
                    <summary>{ words.text("page-evidence") }</summary>
                    { table(&facts) }
                    { for connections.iter().map(|it| connection(words, it)) }
                    { for report.exchanges.iter().map(|it| exchange(words, it)) }
                </details>
            }
            if !tools.is_empty() {
                <details class="tools">
                    <summary>{ words.text("page-other-tools") }</summary>
                    { for tools.iter().map(command) }
                </details>
            }
        </>
    }
}

/// A line to type, with the place to type it.
pub(crate) fn command(command: &Command) -> Html {
    html! {
        <figure class="command">
            <figcaption>{ command.shell }</figcaption>
            <pre tabindex="0" translate="no"><code>{ command.line.clone() }</code></pre>
        </figure>
    }
}

fn table(facts: &[(String, String)]) -> Html {
    if facts.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="facts">
            { for facts.iter().map(|(label, value)| html! {
                <div><dt>{ label }</dt><dd dir="auto">{ value }</dd></div>
            }) }
        </dl>
    }
}

fn exchange(words: &Words, exchange: &Exchange) -> Html {
    let bytes = exchange.bytes.as_bytes();
    let (direction, label) = match exchange.direction {
        Direction::Sent => ("sent", words.text("page-sent")),
        Direction::Received => ("received", words.text("page-received")),
    };
    let mut values: Vec<(_, Parameter)> = vec![
        ("length", exchange.length.into()),
        ("time", words.time(exchange.at_ms).into()),
    ];
    let shown = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let key = if bytes.is_empty() || exchange.length <= shown {
        "page-exchange"
    } else {
        values.push(("shown", shown.into()));
        "page-exchange-cut"
    };
    html! {
        <figure class="exchange" data-direction={direction}>
            <figcaption>
                <b>{ label }{ " " }</b>
                <span translate="no">{ &exchange.pdu }</span>
                <span class="measure">{ words.text_with(key, &values) }</span>
            </figcaption>
            if !bytes.is_empty() {
                <pre tabindex="0" translate="no"><code>{ hex_dump(bytes) }</code></pre>
            }
        </figure>
    }
}

/// One thing that the server said of its own accord, with the time at which it did.
fn signal(words: &Words, signal: &ServerSignal) -> (String, String) {
    let hexadecimal = |code: u32| Parameter::from(format!("0x{code:08X}"));
    let (key, values) = match &signal.signal {
        Signal::ErrorInfo { code } => ("page-signal-error-info", vec![("code", hexadecimal(*code))]),
        Signal::Ultimatum { reason } => ("page-signal-ultimatum", vec![("reason", u32::from(*reason).into())]),
        Signal::LoggedOn { user } => ("page-signal-logged-on", vec![("user", user.as_str().into())]),
        Signal::LogonError { notification, data } => (
            "page-signal-logon-error",
            vec![
                ("notification", hexadecimal(*notification)),
                ("data", hexadecimal(*data)),
            ],
        ),
        Signal::LicenseError { code, transition } => (
            "page-signal-license-error",
            vec![("code", hexadecimal(*code)), ("transition", hexadecimal(*transition))],
        ),
        Signal::Redirection { target } => ("page-signal-redirection", vec![("target", target.as_str().into())]),
        Signal::DeactivateAll => ("page-signal-deactivate-all", Vec::new()),
    };
    let label = words.text_with("page-signal-at", &[("time", words.time(signal.at_ms).into())]);
    (label, words.text_with(key, &values))
}

fn connection(words: &Words, connection: &Connection) -> Html {
    let purpose = match connection.purpose {
        Purpose::Main => words.text("page-purpose-main"),
        Purpose::WithoutCookie => words.text("page-purpose-without-cookie"),
        Purpose::RawNtlm => words.text("page-purpose-raw-ntlm"),
        Purpose::TlsOnly => words.text("page-purpose-tls-only"),
        Purpose::Standard => words.text("page-purpose-standard"),
        Purpose::TlsHello { version } => {
            let name = tls_version(version);
            words.text_with("page-purpose-tls-hello", &[("version", name.into())])
        }
    };
    let mut facts = vec![
        (words.text("page-connection-address"), connection.address.to_string()),
        (
            words.text("page-connection-opened"),
            words.time(connection.opened_at_ms),
        ),
        (
            words.text("page-connection-handshake"),
            words.time(connection.handshake_ms),
        ),
    ];
    facts.extend(connection.kernel.iter().flat_map(|it| kernel(words, it)));
    html! {
        <section class="connection">
            <h4>{ purpose }</h4>
            { table(&facts) }
        </section>
    }
}

fn kernel(words: &Words, kernel: &KernelFacts) -> [(String, String); 4] {
    let time = |micros: u32| Parameter::from(words.time(Duration::from_micros(micros.into()).into()));
    let round_trip = [("time", time(kernel.rtt_us)), ("spread", time(kernel.rtt_var_us))];
    let again = [
        ("again", kernel.retransmits.into()),
        ("segments", kernel.segments_out.into()),
    ];
    [
        (
            words.text("page-kernel-round-trip"),
            words.text_with("page-kernel-round-trip-value", &round_trip),
        ),
        (
            words.text("page-kernel-retransmits"),
            words.text_with("page-kernel-retransmits-value", &again),
        ),
        (words.text("page-kernel-segment"), kernel.send_mss.to_string()),
        (words.text("page-kernel-mtu"), kernel.path_mtu.to_string()),
    ]
}

fn tls_version(version: u16) -> String {
    match version {
        0x0301 => "TLS 1.0".to_owned(),
        0x0302 => "TLS 1.1".to_owned(),
        0x0303 => "TLS 1.2".to_owned(),
        0x0304 => "TLS 1.3".to_owned(),
        other => format!("0x{other:04X}"),
    }
}
