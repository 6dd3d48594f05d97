use diagnosis::diagnose;
use fixtures::reports::*;
use redact::redact;
use wire::{Dialed, Disclosure, Failure, Leg, Node, Outcome, Place, Report, Service, Signal, Stage, StageReport};

use crate::{Beside, Origin, Words, page_source};

const LINK: &str = "https://relay.example/r/0123456789abcdefghijkl";

fn nla_required() -> Report {
    broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 })
}

fn silent_port() -> Report {
    unconnected("pc.example.org", &[("203.0.113.7", Dialed::Silent)])
}

const SHARED: Beside<'_> = Beside {
    link: Some(LINK),
    note: None,
    origin: Origin::Check,
};

fn text(report: &Report) -> String {
    Words::english().as_text(report, &diagnose(report), SHARED)
}

fn markdown(report: &Report) -> String {
    Words::english().as_markdown(report, &diagnose(report), SHARED)
}

/// The lines above the findings.
fn top(text: &str) -> &str {
    text.split("What it means").next().unwrap().trim_end()
}

/// That these stand in the text, in this order.
fn in_order(text: &str, landmarks: &[&str]) {
    let mut rest = text;
    for landmark in landmarks {
        let at = rest.find(landmark);
        rest = &rest[at.unwrap_or_else(|| panic!("no {landmark:?} in its place in\n{text}"))..];
    }
}

#[test]
fn a_run_that_passed_is_told_in_its_steps_and_needs_no_remedy() {
    let text = text(&nla());

    assert_eq!(
        top(&text),
        "\
Everything works up to the sign-in

RDP-NLA-025 · Reaches the sign-in · password not tested · 61 ms

Computer: pc.example.org:3389
Checked: 2026-03-01 00:00 UTC by the clock of the device that checked, took 61 ms
Link: https://relay.example/r/0123456789abcdefghijkl

The steps
---------

1 Resolve              passed       20 ms  The name leads to 203.0.113.7
2 Connect              passed       20 ms  Port 3389 answers at 203.0.113.7 after 18 ms
3 Negotiate            passed       20 ms  Asked for TLS or NLA, the computer chose NLA
4 Secure               passed       20 ms  TLS 1.3, certificate for pc.example.org, valid until 2026-04-30
5 Authenticate         passed       20 ms  PC01 in the domain EXAMPLE, Windows Server 2022 (10.0.20348), clock correct (the rest needs a password)
6 Settings to 13 Stay  not checked         Not checked, because it needs a password"
    );
    assert!(!text.contains("What you can do"), "{text}");
    assert!(!text.contains("other tools"), "{text}");
}

#[test]
fn a_refusal_is_told_first_and_what_to_do_by_whom_below() {
    let text = text(&nla_required());

    assert_eq!(
        top(&text),
        "\
The computer only accepts Network Level Authentication (stopped at step 3 of 13, Negotiate)

RDP-NEG-005 · stopped at negotiate (3/13) · server wants NLA · 61 ms

Computer: pc.example.org:3389
Checked: 2026-03-01 00:00 UTC by the clock of the device that checked, took 61 ms
Link: https://relay.example/r/0123456789abcdefghijkl

The steps
---------

1 Resolve            passed       20 ms  The name leads to 203.0.113.7
2 Connect            passed       20 ms  Port 3389 answers at 203.0.113.7 after 18 ms
3 Negotiate          failed       19 ms  The computer requires NLA
4 Secure to 13 Stay  not reached"
    );
    in_order(
        &text,
        &[
            "\nRDP-NEG-005: The computer only accepts Network Level Authentication\n",
            "Who can fix it: You · How sure: certain · stops the connection\n\n",
            "What you can do\n  1. ",
            "     .rdp: enablecredsspsupport:i:1\n",
            "On Windows and in the network\n  1. ",
            "     PowerShell: Set-ItemProperty 'HKLM:",
            "With xrdp, GNOME, or FreeRDP\n  1. ",
            "\nFacts of step 3, Negotiate\n--------------------------\n\nAsked for: ",
            "The same step with other tools\n",
            "\nTerminal: nmap -Pn -n -p 3389 --script rdp-enum-encryption pc.example.org\n",
        ],
    );
}

#[test]
fn a_silent_port_in_markdown_has_a_table_and_fenced_commands() {
    let text = markdown(&silent_port());

    assert_eq!(
        top(&text),
        "\
## The computer is off, or a firewall blocks port 3389 (stopped at step 2 of 13, Connect)

RDP-TCP-002 · stopped at connect (2/13) · no answer on the port · 61 ms

- Computer: pc.example.org:3389
- Checked: 2026-03-01 00:00 UTC by the clock of the device that checked, took 61 ms
- Link: <https://relay.example/r/0123456789abcdefghijkl>

### The steps

| Step | Result | Time | What we saw |
|---|---|---|---|
| 1 Resolve | passed | 20 ms | The name leads to 203.0.113.7 |
| 2 Connect | failed | 19 ms | No answer from 203.0.113.7 on port 3389 for 5 s |
| 3 Negotiate to 13 Stay | not reached |  |  |

###"
    );
    in_order(
        &text,
        &[
            "\n#### RDP-TCP-002: The computer is off, or a firewall blocks port 3389",
            "\n**What you can do**\n\n1. ",
            "\n**On Windows and in the network**\n\n1. ",
            "\n   ```powershell\n   Enable-NetFirewallRule -Group '@FirewallAPI.dll,-28752'\n   ```\n2. ",
            "\n**Where the logs confirm it**\n\n1. ",
            "\n   ```text\n   Microsoft-Windows-TerminalServices",
            "\n#### RDP-TCP-010: ",
            "\n### Facts of step 2, Connect\n\n- Attempt: no answer from 203.0.113.7 for 5 s\n",
            "\n```powershell\nTest-NetConnection pc.example.org -Port 3389\n```\n",
        ],
    );
}

#[test]
fn what_a_peer_said_is_neither_markup_nor_a_control_in_any_form() {
    let hostile = "220 *x* [a](http://evil.example) <img src=x> `y` | www.evil.example\u{1b}[31m";
    let banner = hostile.into();
    let mut report = broken(
        Stage::Negotiate,
        Failure::NotRdp {
            service: Service::Smtp { banner },
        },
    );
    resolve(&mut report, |facts| facts.aliases = vec!["<b>|alias".into()]);

    let (text, markdown) = (text(&report), markdown(&report));

    assert!(text.contains("*x* [a](http://evil.example)"), "{text}");
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
    assert!(
        markdown.contains(r"\*x\* \[a\](http:\//evil.example) \<img src=x\> \`y\` \| www\.evil.example"),
        "{markdown}"
    );
    assert!(!markdown.replace(r"\<", "").contains("<img"), "{markdown}");
}

#[test]
fn a_redacted_result_says_what_was_left_out_and_in_public_no_time_of_day() {
    let mut report = nla_required();
    report.started_at_ms += 3_723_000;
    let support = text(&redact(&report, Disclosure::Support));
    let public = text(&redact(&report, Disclosure::Public));

    assert!(support.contains("\nChecked: 2026-03-01 01:02 UTC by"), "{support}");
    assert!(support.contains("\nLeft out: user names, cookies"), "{support}");
    assert!(public.contains("\nChecked: 2026-03-01 by"), "{public}");
    assert!(
        public.contains("\nLeft out: everything that names a computer"),
        "{public}"
    );
    assert!(!text(&report).contains("Left out"));
}

#[test]
fn warnings_show_the_facts_of_their_step() {
    let expired = certified(|certificate| certificate.not_after = NOW - 3 * DAY);

    in_order(
        &text(&expired),
        &[
            "\nRDP-TLS-021: ",
            "What you can do\n",
            "Facts of step 4, Secure",
            "Valid until: 2026-02-26",
        ],
    );
}

#[test]
fn one_line_ends_with_the_link_and_is_one_line() {
    let words = Words::english();
    let report = broken_after(
        Signal::Redirection { target: "a".into() },
        Stage::Logon,
        Failure::Redirected,
    );
    let findings = diagnose(&report);

    let line = words.one_line(&report, &findings, Some(LINK));

    assert_eq!(line, format!("{} · {LINK}", words.one_line(&report, &findings, None)));
    assert!(!line.contains('\n'));
}

#[test]
fn note_of_the_person_who_shared_stands_above_the_link() {
    let beside = Beside {
        note: Some("My app said:\n0x4"),
        ..SHARED
    };
    let report = silent_port();

    let text = Words::english().as_text(&report, &diagnose(&report), beside);

    let note = text
        .find("Note from the person who shared this: My app said: 0x4")
        .unwrap();
    assert!(note < text.find(LINK).unwrap(), "{text}");
}

/// The page has a part of the sentences only.
#[test]
fn the_page_says_the_same_as_the_relay() {
    let (page, relay) = (Words::of_page(page_source("en").unwrap()).unwrap(), Words::english());
    for report in all_reports() {
        let findings = diagnose(&report);
        let text = page.as_text(&report, &findings, SHARED);

        assert_eq!(text, relay.as_text(&report, &findings, SHARED));
        assert!(!text.contains("{$") && !text.contains("text-"), "{text}");
    }
}

#[test]
fn every_leg_has_its_steps_under_its_name() {
    let mut report = nla();
    let mut gateway = Leg::new(Node::Relay, Node::Gateway, Place::Relay);
    gateway.replace(StageReport {
        outcome: Outcome::Silent,
        failure: Some(Failure::TimedOut { received: 0 }),
        elapsed_ms: Some(ms(10_000)),
        ..StageReport::not_reached(Stage::Resolve)
    });
    report.legs.insert(0, gateway);

    let text = text(&report);

    in_order(
        &text,
        &[
            "rdptrace server → Gateway",
            "1 Resolve",
            "2 Connect to 6 Tunnel",
            "rdptrace server → Computer",
            "13 Stay",
        ],
    );
    assert!(text.contains("stopped at resolve (1/6)"), "{text}");
}

#[test]
fn steps_behind_a_gateway_begin_where_the_gateway_has_connected() {
    let report = gateway_through(nla());

    let text = text(&report);

    in_order(
        &text,
        &[
            "rdptrace server → Gateway",
            "6 Tunnel",
            "Gateway → Computer",
            "3 Negotiate",
            "13 Stay",
        ],
    );
    let behind = text.split("Gateway → Computer").nth(1).unwrap();
    assert!(!behind.contains("1 Resolve") && !behind.contains("2 Connect"), "{text}");
    assert!(text.contains("up to the sign-in"), "{text}");
}

#[test]
fn cause_of_several_places_is_told_once_with_the_places() {
    let refused = || broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 });
    let report = from_places([
        (None, refused()),
        (Some("branch-7"), refused()),
        (Some("branch-9"), healthy()),
    ]);

    let text = text(&report);

    in_order(
        &text,
        &[
            "Checked from:",
            "rdptrace server, branch-7, branch-9",
            "rdptrace server → Computer",
            "branch-7 → Computer",
            "stops the connection · checked from: rdptrace server, branch-7",
            "RDP-DSK-002",
            "checked from: branch-9",
        ],
    );
    assert_eq!(text.matches("RDP-NEG-005: ").count(), 1, "{text}");
}
