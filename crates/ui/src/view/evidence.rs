//! What a row rests on: its facts, the messages themselves, and how to see the same with other tools.

use core::time::Duration;

use diagnosis::{Command, Parameter, replicate};
use wire::{Connection, Direction, Exchange, KernelFacts, Purpose, ServerSignal, Signal, Stage};
use words::{Key, Words, key};
use yew::prelude::*;

use super::breakable::breakable;
use super::hex_dump::hex_dump;
use crate::Run;

/// The evidence of one stage; nothing where there is none.
pub(crate) fn evidence(words: &Words, run: &Run, stage: Stage) -> Html {
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
                { table(&facts) }
                { for connections.iter().map(|it| connection(words, it)) }
                { for report.exchanges.iter().map(|it| exchange(words, it)) }
            }
            if !tools.is_empty() {
                <details class="tools">
                    <summary>{ words.text(key::PAGE_OTHER_TOOLS) }</summary>
                    { for tools.iter().map(|it| command(words, it)) }
                </details>
            }
        </>
    }
}

/// A line to type, with the place to type it.
pub(crate) fn command(words: &Words, command: &Command) -> Html {
    html! {
        <figure class="command">
            <figcaption>{ &command.shell }</figcaption>
            <pre tabindex="0" translate="no"><code>{ breakable(&command.line) }</code></pre>
            { copy_command(words, key::PAGE_COMMAND_COPY, "one") }
        </figure>
    }
}

/// A button that copies the line before it (`one`), or every line of its tab (`all`). Scripts carry it out and, on pages
/// that work without them, show it.
pub(crate) fn copy_command(words: &Words, label: Key, which: &'static str) -> Html {
    html! {
        <button type="button" class="scripted" data-command={which} data-done={words.text(key::PAGE_COMMAND_COPIED)}>
            { words.text(label) }
        </button>
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
        Direction::Sent => ("sent", words.text(key::PAGE_SENT)),
        Direction::Received => ("received", words.text(key::PAGE_RECEIVED)),
    };
    let mut values: Vec<(_, Parameter)> = vec![
        ("length", exchange.length.into()),
        ("time", words.time(exchange.at_ms).into()),
    ];
    let shown = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let key = if bytes.is_empty() || exchange.length <= shown {
        key::PAGE_EXCHANGE
    } else {
        values.push(("shown", shown.into()));
        key::PAGE_EXCHANGE_CUT
    };
    html! {
        <figure class="exchange" data-direction={direction}>
            <figcaption>
                <b>{ label }{ " " }</b>
                <span translate="no">{ exchange.pdu.name() }</span>
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
        Signal::ErrorInfo { code } => (key::PAGE_SIGNAL_ERROR_INFO, vec![("code", hexadecimal(*code))]),
        Signal::Ultimatum { reason } => (key::PAGE_SIGNAL_ULTIMATUM, vec![("reason", u32::from(*reason).into())]),
        Signal::LoggedOn { user } => (key::PAGE_SIGNAL_LOGGED_ON, vec![("user", user.as_str().into())]),
        Signal::LogonError { notification, data } => (
            key::PAGE_SIGNAL_LOGON_ERROR,
            vec![
                ("notification", hexadecimal(*notification)),
                ("data", hexadecimal(*data)),
            ],
        ),
        Signal::LicenseError { code, transition } => (
            key::PAGE_SIGNAL_LICENSE_ERROR,
            vec![("code", hexadecimal(*code)), ("transition", hexadecimal(*transition))],
        ),
        Signal::Redirection { target } => (key::PAGE_SIGNAL_REDIRECTION, vec![("target", target.as_str().into())]),
        Signal::DeactivateAll => (key::PAGE_SIGNAL_DEACTIVATE_ALL, Vec::new()),
    };
    let label = words.text_with(key::PAGE_SIGNAL_AT, &[("time", words.time(signal.at_ms).into())]);
    (label, words.text_with(key, &values))
}

/// What a connection was opened for.
pub(crate) fn purpose(words: &Words, purpose: Purpose) -> String {
    match purpose {
        Purpose::Main => words.text(key::PAGE_PURPOSE_MAIN),
        Purpose::WithoutCookie => words.text(key::PAGE_PURPOSE_WITHOUT_COOKIE),
        Purpose::BareTls => words.text(key::PAGE_PURPOSE_BARE_TLS),
        Purpose::Spnego => words.text(key::PAGE_PURPOSE_SPNEGO),
        Purpose::RawNtlm => words.text(key::PAGE_PURPOSE_RAW_NTLM),
        Purpose::TlsOnly => words.text(key::PAGE_PURPOSE_TLS_ONLY),
        Purpose::Standard => words.text(key::PAGE_PURPOSE_STANDARD),
        Purpose::TlsHello { version } => {
            let name = tls_version(version);
            words.text_with(key::PAGE_PURPOSE_TLS_HELLO, &[("version", name.into())])
        }
    }
}

fn connection(words: &Words, connection: &Connection) -> Html {
    let mut facts = vec![
        (words.text(key::PAGE_CONNECTION_ADDRESS), connection.address.to_string()),
        (
            words.text(key::PAGE_CONNECTION_OPENED),
            words.time(connection.opened_at_ms),
        ),
        (
            words.text(key::PAGE_CONNECTION_HANDSHAKE),
            words.time(connection.handshake_ms),
        ),
    ];
    facts.extend(connection.kernel.iter().flat_map(|it| kernel(words, it)));
    html! {
        <section class="connection">
            <h4>{ purpose(words, connection.purpose) }</h4>
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
            words.text(key::PAGE_KERNEL_ROUND_TRIP),
            words.text_with(key::PAGE_KERNEL_ROUND_TRIP_VALUE, &round_trip),
        ),
        (
            words.text(key::PAGE_KERNEL_RETRANSMITS),
            words.text_with(key::PAGE_KERNEL_RETRANSMITS_VALUE, &again),
        ),
        (words.text(key::PAGE_KERNEL_SEGMENT), kernel.send_mss.to_string()),
        (words.text(key::PAGE_KERNEL_MTU), kernel.path_mtu.to_string()),
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
