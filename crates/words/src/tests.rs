//! Tests over the whole locale, and examples of what people read.

use crate::key;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use diagnosis::catalogue::{self, WITHDRAWN};
use diagnosis::{Audience, diagnose, replicate};
use fixtures::reports::*;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use wire::{
    Dialed, Facts, Failure, LegKind, Outcome, RdpFileError, Refusal, RelayFacts, Report, Service, Stage, StageReport,
    TargetError, TlsFault, TlsHello, TlsHelloAnswer, TransportEnd,
};

use super::pattern::{Part, Pattern};
use super::*;

mod findings;

/// Reports with every kind of fact, failure and attempt in them.
fn all_reports() -> Vec<Report> {
    let mut all = vec![healthy(), nla(), legacy(), second_connection(TransportEnd::Silent)];
    for at in LegKind::ToComputer.stages() {
        all.extend(every_failure().into_iter().map(|failure| broken(at, failure)));
    }
    let attempts = [
        Dialed::Refused,
        Dialed::Silent,
        NO_HOST,
        NO_ROUTE,
        Dialed::LocallyBlocked,
        Dialed::LocalFault { errno: 24 },
        Dialed::Abandoned,
    ];
    all.extend(attempts.map(|dialed| unconnected("pc", &[("203.0.113.7", dialed)])));
    let several = attempts.map(|dialed| ("203.0.113.7", dialed));
    all.push(unconnected("pc", &several));
    let answers = [
        TlsHelloAnswer::ServerHello {
            version: 0x0301,
            cipher: 0x2f,
        },
        TlsHelloAnswer::Alert { code: 70 },
        TlsHelloAnswer::Closed,
        TlsHelloAnswer::Reset,
        TlsHelloAnswer::Silent,
        TlsHelloAnswer::NotTls,
        TlsHelloAnswer::NotReached,
    ];
    let mut hellos = tls(Failure::Reset { received: 0 }, &[]);
    secure(&mut hellos, |facts| {
        facts.hellos = answers
            .map(|answer| TlsHello {
                offered: 0x0303,
                answer,
            })
            .into();
    });
    all.push(hellos);
    for end in ENDS {
        all.push(tried_twice(healthy(), end, None));
        let closed = broken(Stage::Negotiate, Failure::Closed { received: 0 });
        all.push(tried_twice(closed, TransportEnd::Closed, Some(end)));
    }
    for service in services() {
        all.push(broken(Stage::Negotiate, Failure::NotRdp { service }));
    }
    for fault in [
        TlsFault::NotTls,
        TlsFault::NothingInCommon,
        TlsFault::BadCertificate,
        TlsFault::BadSignature,
        TlsFault::ProtocolViolation,
        TlsFault::TooLarge,
    ] {
        all.push(broken(Stage::Secure, Failure::TlsUnusable { fault }));
    }
    all
}

fn locale(language: &Language) -> Locale {
    Locale::read(language.messages()).unwrap()
}

fn services() -> Vec<Service> {
    let banner = || "220 hello".into();
    vec![
        Service::Ssh { banner: banner() },
        Service::Http { banner: banner() },
        Service::Tls,
        Service::Smtp { banner: banner() },
        Service::Ftp { banner: banner() },
        Service::Vnc { banner: banner() },
        Service::Mail { banner: banner() },
        Service::Mysql,
        Service::Smb,
        Service::BareMcs,
        Service::Unknown,
    ]
}

fn target_errors() -> Vec<TargetError> {
    let suggestion = || "pc.example.org".to_owned();
    vec![
        TargetError::Empty,
        TargetError::TooLong { length: 5000 },
        TargetError::Character { found: ' ' },
        TargetError::Character { found: '!' },
        TargetError::Character { found: '\0' },
        TargetError::Scheme {
            suggestion: suggestion(),
        },
        TargetError::UserPart {
            suggestion: suggestion(),
        },
        TargetError::Path {
            suggestion: suggestion(),
        },
        TargetError::Port {
            given: "70000".to_owned(),
        },
        TargetError::Port { given: String::new() },
        TargetError::Brackets,
        TargetError::NotAnAddress,
        TargetError::WrappedV4 {
            suggestion: core::net::Ipv4Addr::LOCALHOST,
        },
        TargetError::Zone,
        TargetError::Encoded {
            label: "xn--a".to_owned(),
        },
        TargetError::Label {
            label: "-pc".to_owned(),
        },
        TargetError::Label { label: String::new() },
    ]
}

/// Everything that is said about these reports, and all that needs none.
fn everything_said(words: &Words) -> Vec<String> {
    let mut said = Vec::new();
    let add_step = |step: Step, said: &mut Vec<String>| {
        said.push(step.text);
        said.extend(step.command.map(|command| command.line));
    };
    for report in all_reports() {
        let findings = diagnose(&report);
        said.push(words.verdict(&report, &findings));
        said.push(summary(words, &report, &findings));
        for known in report.stages() {
            said.push(words.row(known));
            let facts = words.facts(known);
            said.extend(facts.into_iter().flat_map(|(label, value)| [label, value]));
        }
        for finding in &findings {
            said.push(words.title(finding));
            said.push(words.meaning(finding));
            for audience in [Audience::User, Audience::Administrator, Audience::LinuxAdministrator] {
                for step in words.steps(finding, audience) {
                    add_step(step, &mut said);
                }
            }
            for step in words.confirmation(finding) {
                add_step(step, &mut said);
            }
        }
        said.extend(
            LegKind::ToComputer
                .stages()
                .flat_map(|stage| replicate(&report, stage))
                .map(|command| command.line),
        );
    }
    for stage in Stage::ALL {
        said.push(words.stage(stage));
        said.push(words.waiting(stage, ms(10_000)));
    }
    said.extend(target_errors().iter().map(|error| words.target_error(error)));
    said
}

/// What a message depends on: the names of its values, and the options that it chooses from.
#[derive(Default)]
struct Mentions {
    values: BTreeSet<String>,
    options: BTreeSet<String>,
}

impl Mentions {
    fn of(pattern: Pattern<'_>) -> Self {
        let mut mentions = Self::default();
        mentions.gather(pattern);
        mentions
    }

    fn gather(&mut self, pattern: Pattern<'_>) {
        for part in pattern {
            match part {
                Part::Text(_) => {}
                Part::Value(name) => {
                    self.values.insert(name.to_owned());
                }
                Part::Choice(choice) => {
                    self.values.insert(choice.value.to_owned());
                    for variant in choice {
                        self.options.insert(variant.key.to_owned());
                        self.gather(variant.pattern);
                    }
                }
            }
        }
    }
}

fn mentions(locale: &Locale) -> BTreeMap<String, Mentions> {
    let patterns = locale.patterns().iter();
    patterns
        .map(|(key, pattern)| ((*key).to_owned(), Mentions::of(Pattern(pattern))))
        .collect()
}

/// The files of a locale, as they are written.
fn sources(tag: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(tag);
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|file| fs::read_to_string(file).unwrap()).collect()
}

fn number(language: &'static Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(language.number(number.value)),
        FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
    }
}

/// The Fluent project's own reader, set to write numbers as ours does.
fn reference(tag: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![tag.parse().unwrap()]);
    bundle.set_use_isolating(false);
    // A formatter holds nothing, so there is one per language.
    bundle.set_formatter(Some(match tag {
        "en" => |value, _| number(&ENGLISH, value),
        "de" => |value, _| number(&GERMAN, value),
        other => panic!("{other}"),
    }));
    for source in sources(tag) {
        bundle.add_resource(FluentResource::try_new(source).unwrap()).unwrap();
    }
    bundle
}

#[test]
fn every_message_reads_as_the_fluent_project_reads_it() {
    for language in LANGUAGES {
        assert_reads_as_the_reference(language);
    }
}

fn assert_reads_as_the_reference(language: &'static Language) {
    let bundle = reference(language.tag);
    let locale = locale(language);
    for (key, Mentions { values: names, options }) in mentions(&locale) {
        let key = key.as_str();
        let leak = |text: &String| -> &'static str { text.clone().leak() };
        let names: BTreeSet<&'static str> = names.iter().map(leak).collect();
        let variants: BTreeSet<&'static str> = options.iter().map(leak).collect();
        // A number that stands as a key is chosen by a number only.
        let texts = variants.into_iter().map(|key| {
            key.parse::<f64>()
                .map_or_else(|_| Parameter::from(key), Parameter::from)
        });
        let numbers = [0.0, 1.0, 2.9, 12_345.0].map(Parameter::from);
        for chosen in texts.chain(numbers).chain([Parameter::from("some text")]) {
            for others in [Parameter::from(1.0), Parameter::from(7.0)] {
                for picked in names.iter().map(Some).chain([None]) {
                    let value = |name| {
                        if picked.is_none_or(|picked| picked == name) {
                            &chosen
                        } else {
                            &others
                        }
                    };
                    let values: Vec<_> = names.iter().map(|name| (*name, value(name).clone())).collect();

                    assert_eq!(
                        locale.format(key, &values),
                        theirs(&bundle, key, &values),
                        "{key} {values:?}"
                    );
                }
            }
        }
        assert_eq!(
            locale.format(key, &[]),
            theirs(&bundle, key, &[]),
            "{key} without values"
        );
    }
}

fn theirs(bundle: &FluentBundle<FluentResource>, key: &str, values: &[(&'static str, Parameter)]) -> String {
    let (id, attribute) = key.split_once('.').map_or((key, None), |(id, name)| (id, Some(name)));
    let message = bundle.get_message(id).unwrap();
    let pattern = match attribute {
        Some(name) => message.get_attribute(name).unwrap().value(),
        None => message.value().unwrap(),
    };
    let mut arguments = FluentArgs::new();
    for (name, value) in values {
        match value {
            Parameter::Text(text) => arguments.set(*name, text.as_str()),
            Parameter::Number(number) => arguments.set(*name, *number),
        }
    }
    bundle
        .format_pattern(pattern, Some(&arguments), &mut Vec::new())
        .into_owned()
}

/// Every key of a locale.
fn keys(locale: &Locale) -> BTreeSet<String> {
    locale.patterns().iter().map(|(key, _)| (*key).to_owned()).collect()
}

/// The code of all crates that say something.
fn code() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders: Vec<_> = ["crates/ui/src", "crates/words/src", "frontend/src", "relay/src"]
        .map(|folder| root.join(folder))
        .into();
    let mut code = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                code.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    code
}

/// The keys whose constants stand in `code`.
fn named_in(code: &str) -> BTreeSet<String> {
    let constants = code.split("key::").skip(1);
    let name = |rest: &str| -> String {
        let word = rest
            .chars()
            .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '_');
        word.collect()
    };
    constants.map(name).collect()
}

fn constant(key: &str) -> String {
    key.to_uppercase().replace(['-', '.'], "_")
}

#[test]
fn every_message_is_used() {
    let mut used = BTreeSet::new();
    for finding in catalogue::findings() {
        used.extend(["", ".short", ".meaning"].map(|part| format!("{}{part}", finding.id)));
        used.extend(finding.remedies.iter().map(|remedy| format!("step-{}", remedy.key())));
    }
    used.extend(WITHDRAWN.map(|id| format!("withdrawn-{id}")));
    for stage in Stage::ALL {
        used.extend(["stage", "waiting"].map(|family| format!("{family}-{}", stage.name())));
    }
    used.extend(Verdict::ALL.map(|verdict| format!("verdict-name-{}", verdict.name())));
    used.extend(Phase::ALL.map(|phase| format!("phase-{}", phase.name())));
    for kind in ATTEMPTS {
        used.extend(["row", "short"].map(|family| format!("{family}-{kind}")));
    }
    used.extend(ENDS.map(|end| format!("end-{}", row::transport_end(end))));
    let named = named_in(&code());
    let written = sources("en").concat();
    let keys = keys(&locale(&ENGLISH));
    let unused: Vec<&String> = keys
        .iter()
        // Those about codes have a test of their own.
        .filter(|key| !key.starts_with("decode-") && !key.starts_with("outcome-") && !used.contains(*key))
        .filter(|key| !named.contains(&constant(key)) && !written.contains(&format!("{{ {key} }}")))
        .collect();

    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn nothing_that_is_said_lacks_a_value_or_a_message() {
    let keys = keys(&locale(&ENGLISH));
    let families = [
        "row-", "failure-", "fact-", "short-", "stage-", "waiting-", "step-", "target-", "outcome-",
    ];
    for said in Words::in_every_language().iter().flat_map(everything_said) {
        assert!(!said.contains("{$"), "{said}");
        assert!(!said.is_empty());
        // A key that shows in place of its message has no spaces and the form of one.
        let looks_like_a_key = families.iter().any(|family| said.starts_with(family)) && !said.contains(' ');
        assert!(!looks_like_a_key, "{said}");
        assert!(!keys.contains(&said), "{said}");
        assert!(!said.contains('\u{2068}') && !said.contains("  "), "{said:?}");
    }
}

#[test]
fn words_without_values_are_there_for_every_state() {
    let keys = keys(&locale(&ENGLISH));
    for words in Words::in_every_language() {
        let said = words_without_values(&words);

        assert!(
            said.iter().all(|text| !keys.contains(text) && !text.contains('{')),
            "{said:?}"
        );
    }
}

fn words_without_values(words: &Words) -> Vec<String> {
    let mut said = Vec::new();
    for outcome in [
        Outcome::Passed,
        Outcome::Failed,
        Outcome::Silent,
        Outcome::NotReached,
        Outcome::NotChecked,
    ] {
        said.push(words.outcome(outcome));
    }
    for actor in [
        Actor::You,
        Actor::Network,
        Actor::Administrator,
        Actor::RelayOwner,
        Actor::Nobody,
    ] {
        said.push(words.actor(actor));
    }
    for confidence in [Confidence::Certain, Confidence::Likely, Confidence::Possible] {
        said.push(words.confidence(confidence));
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        said.push(words.severity(severity));
    }
    said.extend(Verdict::ALL.map(|verdict| words.verdict_name(verdict)));
    said.extend(Phase::ALL.map(|phase| words.phase(phase)));
    for refusal in [
        Refusal::UnreadableMessage,
        Refusal::BadTarget,
        Refusal::TargetForbidden,
        Refusal::PortalGone,
        Refusal::Busy,
        Refusal::NoSuchPlace,
        Refusal::RunGone,
        Refusal::Overloaded,
        Refusal::ShuttingDown,
    ] {
        said.push(words.refusal(&refusal));
    }
    for error in [
        RdpFileError::TooLong,
        RdpFileError::NotAConnectionFile,
        RdpFileError::NoAddress,
        RdpFileError::Address(TargetError::Empty),
    ] {
        said.push(words.rdp_file_error(&error));
    }
    said
}

fn row(report: &Report, at: Stage) -> String {
    Words::english().row(report.stage(at).unwrap())
}

#[test]
fn rows_say_what_was_found() {
    let healthy = healthy();
    let said: Vec<String> = LegKind::ToComputer.stages().map(|at| row(&healthy, at)).collect();

    assert_eq!(
        said,
        [
            "The name leads to 203.0.113.7",
            "Port 3389 answers at 203.0.113.7 after 18 ms",
            "Asked for TLS or NLA, the computer chose TLS",
            "TLS 1.3, certificate for pc.example.org, valid until 2026-04-30",
            "Not used, because the computer doesn't ask for a password here",
            "Settings exchanged, the computer uses RDP 10.8",
            "2 channels joined",
            "Client details sent",
            "The computer doesn't ask for a license",
            "The computer offers a session of 1024 × 768 pixels",
            "The session has started",
            "The first picture came, 12,345 bytes",
            "The session stayed open for 3 s, with 4 updates",
        ]
    );
}

#[test]
fn a_challenge_names_computer_system_and_clock_and_what_needs_a_password() {
    let told = |offset, version| {
        let report = nla_with(|facts| {
            let challenge = facts.challenge.as_mut().unwrap();
            challenge.clock_offset_ms = Some(offset);
            challenge.version = version;
        });
        row(&report, Stage::Authenticate)
    };

    assert_eq!(
        told(420_000, Some((10, 0, 20348))),
        "PC01 in the domain EXAMPLE, Windows Server 2022 (10.0.20348), clock 7 minutes ahead (the rest needs a password)"
    );
    assert_eq!(
        told(-200, Some((10, 0, 9))),
        "PC01 in the domain EXAMPLE, Windows (10.0.9), clock right (the rest needs a password)"
    );
    assert_eq!(row(&nla(), Stage::Stay), "Not checked, because it needs a password");
}

#[test]
fn a_challenge_is_told_also_where_the_stage_counts_as_not_checked() {
    let mut report = nla();
    stage(&mut report, Stage::Authenticate).outcome = Outcome::NotChecked;

    assert!(row(&report, Stage::Authenticate).starts_with("PC01 in the domain EXAMPLE"));
}

#[test]
fn broken_rows_say_how_it_ended() {
    let refused = unconnected("pc", &[("192.0.2.7", Dialed::Refused)]);
    let mixed = unconnected("pc", &[("192.0.2.7", Dialed::Refused), ("192.0.2.8", Dialed::Silent)]);
    let silent = broken(Stage::Negotiate, Failure::TimedOut { received: 0 });
    let ssh = broken(
        Stage::Negotiate,
        Failure::NotRdp {
            service: Service::Ssh {
                banner: "SSH-2.0-OpenSSH_9.2".into(),
            },
        },
    );

    assert_eq!(
        row(&refused, Stage::Connect),
        "192.0.2.7 refused the connection, nothing listens on port 3389"
    );
    assert_eq!(
        row(&mixed, Stage::Connect),
        "192.0.2.7 refused after 18 ms, no answer from 192.0.2.8 for 5 s"
    );
    assert_eq!(
        row(&silent, Stage::Negotiate),
        "No answer for 10 s, the connection stayed open"
    );
    assert_eq!(
        row(&ssh, Stage::Negotiate),
        "SSH answers on this port: SSH-2.0-OpenSSH_9.2"
    );
    assert_eq!(row(&silent, Stage::Secure), "Not reached");
}

#[test]
fn rows_of_facts_that_are_not_known_stay_sentences() {
    for stage in Stage::ALL {
        let report = StageReport {
            outcome: Outcome::Passed,
            ..StageReport::not_reached(stage)
        };
        for words in Words::in_every_language() {
            let said = words.row(&report);

            assert!(!said.contains('{') && !said.is_empty(), "{stage:?}: {said}");
        }
    }
}

#[test]
fn the_browsers_leg_has_a_row_too() {
    let mut report = StageReport::not_reached(Stage::Relay);
    report.outcome = Outcome::Passed;
    report.facts = Facts::Relay(RelayFacts {
        greeted_after_ms: Some(ms(12)),
    });

    assert_eq!(
        Words::english().row(&report),
        "Your browser reached this server after 12 ms"
    );
}

#[test]
fn facts_are_labelled_and_empty_ones_are_left_out() {
    let words = Words::english();
    let facts = words.facts(nla().stage(Stage::Authenticate).unwrap());

    assert!(facts.contains(&("Computer".to_owned(), "PC01".to_owned())));
    assert!(facts.contains(&("NLA".to_owned(), "required".to_owned())));
    assert!(
        facts
            .iter()
            .all(|(label, value)| !label.is_empty() && !value.is_empty())
    );
    assert!(!facts.iter().any(|(label, _)| label == "Forest"));
}

#[test]
fn the_verdict_says_where_it_stopped_and_why() {
    let words = Words::english();
    let verdict = |report: &Report| words.verdict(report, &diagnose(report));
    let reset = TlsHelloAnswer::Reset;
    let expired = certified(|certificate| certificate.not_after = NOW - DAY);

    assert_eq!(
        verdict(&tls(Failure::Reset { received: 0 }, &[reset, reset, reset])),
        "The computer can't use its Remote Desktop certificate (stopped at step 4 of 13, Secure)"
    );
    assert_eq!(verdict(&nla()), "Everything works up to the sign-in");
    assert_eq!(
        verdict(&expired),
        "It works, with one warning: The computer's certificate has expired"
    );
}

#[test]
fn the_summary_is_one_line_for_a_ticket() {
    let words = Words::english();
    let line = |report: &Report| summary(&words, report, &diagnose(report));

    assert_eq!(
        line(&broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 })),
        "RDP-NEG-005 · stopped at negotiate (3/13) · server wants NLA · 61 ms"
    );
    assert_eq!(
        line(&healthy()),
        "RDP-DSK-002 · passed · works up to the first picture · 61 ms"
    );
}

#[test]
fn short_reasons_are_short() {
    for locale in LANGUAGES.map(locale) {
        for rule in catalogue::findings() {
            let short = locale.format(&format!("{}.short", rule.id), &[]);
            let title = locale.format(rule.id, &[]);

            // Selects are longer in source than any of their variants.
            assert!(short.chars().count() <= 45, "{}: {short}", rule.id);
            let fits = title.chars().count() <= 110 && !title.ends_with('.');
            assert!(fits, "{}: {title}", rule.id);
        }
    }
}

#[test]
fn steps_name_the_target_in_their_commands() {
    let words = Words::english();
    let report = unconnected("[2001:db8::7]:3390", &[("2001:db8::7", Dialed::Silent)]);
    let finding = &diagnose(&report)[0];
    let lines: Vec<String> = words
        .steps(finding, Audience::Administrator)
        .into_iter()
        .filter_map(|step| step.command)
        .map(|command| command.line)
        .collect();

    assert!(
        lines.contains(&"Test-NetConnection 2001:db8::7 -Port 3390".to_owned()),
        "{lines:?}"
    );
    assert!(
        lines
            .iter()
            .all(|line| !line.contains("{host}") && !line.contains("{port}"))
    );
}

#[test]
fn a_row_tells_of_both_requests() {
    let words = Words::english();
    let row = |report: &Report| words.row(report.stage(Stage::Negotiate).unwrap());
    let closed = broken(Stage::Negotiate, Failure::Closed { received: 0 });
    let twice = tried_twice(closed.clone(), TransportEnd::Closed, Some(TransportEnd::Closed));
    let refused = broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 });

    assert_eq!(
        row(&twice),
        "The computer closed the connection after 19 ms, before answering (a second try was closed)"
    );
    assert_eq!(
        row(&tried_twice(healthy(), TransportEnd::Silent, None)),
        "Asked for TLS or NLA, the computer chose TLS (a first try got no answer for 7 s)"
    );
    assert_eq!(
        row(&tried_twice(legacy(), TransportEnd::Closed, Some(TransportEnd::Closed))),
        "Asked for TLS or NLA, the computer chose Standard RDP Security (two tries that offered more were closed)"
    );
    assert_eq!(
        row(&tried_twice(refused, TransportEnd::Reset, None)),
        "The computer requires NLA (a first try was reset after 19 ms)"
    );
    assert_eq!(
        row(&tried_twice(
            closed,
            TransportEnd::Closed,
            Some(TransportEnd::NotConnected)
        )),
        "The computer closed the connection after 19 ms, before answering (a second try couldn't connect)"
    );
}

#[test]
fn what_was_typed_is_shown_with_what_would_be_right() {
    let words = Words::english();
    let said = |text: &str| words.target_error(&text.parse::<wire::Target>().unwrap_err());

    assert_eq!(
        said("pc:70000"),
        "\"70000\" isn't a port. Ports are whole numbers from 1 to 65535, and Remote Desktop uses 3389."
    );
    assert_eq!(
        said("https://pc.example.org/x"),
        "This is a link. Enter only the computer: pc.example.org"
    );
    assert_eq!(
        said("my pc"),
        "Computer names don't contain spaces. Enter it like pc-01.example.org."
    );
}

const ENDS: [TransportEnd; 5] = [
    TransportEnd::Closed,
    TransportEnd::Reset,
    TransportEnd::Silent,
    TransportEnd::NotConnected,
    TransportEnd::Garbled,
];
const ATTEMPTS: [&str; 8] = [
    "answered",
    "refused",
    "host-unreachable",
    "network-unreachable",
    "silent",
    "locally-blocked",
    "local-fault",
    "abandoned",
];

#[test]
fn page_is_given_its_sentences_and_no_others() {
    for (words, check) in Words::in_every_language()
        .iter()
        .zip(["Find the problem", "Ursache finden"])
    {
        let page = Words::of_page(page_source(words.language()).unwrap()).unwrap();

        assert_eq!(page.language(), words.language());
        assert_eq!(page.text(key::PAGE_CHECK), check);
        assert_eq!(page.text(key::DECODE_EMPTY), "decode-empty");
        for report in all_reports() {
            let findings = diagnose(&report);
            assert_eq!(page.verdict(&report, &findings), words.verdict(&report, &findings));
        }
    }
    assert_eq!(page_source("tlh"), None);
}

#[test]
fn every_language_says_everything_with_the_same_values_and_choices() {
    let english = mentions(&locale(&ENGLISH));
    for language in LANGUAGES {
        let other = mentions(&locale(language));
        let tag = language.tag;
        for (key, wanted) in &english {
            let found = &other[key];
            // Languages have plural categories of their own.
            let choices = |mentions: &Mentions| -> BTreeSet<String> {
                let is_plural = |key: &String| ["zero", "one", "two", "few", "many", "other"].contains(&key.as_str());
                let options = mentions.options.iter();
                options.filter(|key| !is_plural(key)).cloned().collect()
            };

            assert_eq!(found.values, wanted.values, "{tag}: {key}");
            assert_eq!(choices(found), choices(wanted), "{tag}: {key}");
        }
    }
}

#[test]
fn no_german_sentence_was_left_in_english() {
    let (english, german) = (locale(&ENGLISH), locale(&GERMAN));
    let same: BTreeSet<String> = keys(&english)
        .into_iter()
        .map(|key| english.format(&key, &[]))
        .zip(keys(&english).into_iter().map(|key| german.format(&key, &[])))
        .filter(|(english, german)| english == german)
        .map(|(english, _)| english)
        // What consists of values alone.
        .filter(|text| {
            text.split(' ')
                .any(|word| word.starts_with(|first: char| first.is_ascii_alphabetic()))
        })
        .collect();
    let names: BTreeSet<String> = SAME_IN_GERMAN.map(str::to_owned).into();

    assert!(same.is_subset(&names), "{:?}", same.difference(&names));
    assert!(same == names, "{:?}", names.difference(&same));
}

/// Names, and words that German has taken over.
const SAME_IN_GERMAN: [&str; 33] = [
    "Agent",
    "Browser",
    "Code {$code}",
    "Codes",
    "Computer",
    "Desktop",
    "Flags",
    "FreeRDP",
    "GNOME Remote Desktop",
    "Gateway",
    "Guacamole",
    "HTML",
    "IronRDP",
    "JSON",
    "KRDP (KDE)",
    "Link",
    "Linux",
    "Markdown",
    "NLA",
    "OK",
    "Remmina",
    "Server",
    "Standard RDP Security",
    "Status",
    "System",
    "Teleport",
    "Text",
    "Tunnel",
    "Version",
    "Windows App",
    "Windows",
    "rdesktop",
    "xrdp",
];

#[test]
fn german_speaks_to_its_reader_politely_and_with_its_own_marks() {
    let locale = locale(&GERMAN);
    for key in keys(&locale) {
        let text = locale.format(&key, &[]);
        let word = |wanted: &str| text.split(|c: char| !c.is_alphabetic()).any(|word| word == wanted);

        for familiar in ["du", "dein", "deine", "deinem", "deinen", "deiner", "dir", "dich"] {
            assert!(!word(familiar), "{key}: {text}");
        }
        assert!(!text.contains(['"', '”']), "{key}: {text}");
        assert_eq!(text.matches('„').count(), text.matches('“').count(), "{key}: {text}");
        // Windows calls it so.
        assert!(!text.to_lowercase().contains("passwort"), "{key}: {text}");
    }
}

#[test]
fn a_report_reads_in_german() {
    let words = Words::german();
    let healthy = healthy();
    let said: Vec<String> = LegKind::ToComputer
        .stages()
        .map(|at| words.row(healthy.stage(at).unwrap()))
        .collect();
    let silent = broken(Stage::Negotiate, Failure::TimedOut { received: 0 });
    let findings = diagnose(&silent);

    assert_eq!(words.language(), "de");
    assert_eq!(said[1], "Port 3389 antwortet bei 203.0.113.7 nach 18 ms");
    assert_eq!(said[3], "TLS 1.3, Zertifikat für pc.example.org, gültig bis 2026-04-30");
    assert_eq!(said[11], "Das erste Bild kam, 12.345 Bytes");
    assert_eq!(
        words.verdict(&silent, &findings),
        "Der Computer nimmt die Verbindung an, aber Remotedesktop antwortet nicht (Abbruch bei Schritt 3 von 13, \
         Aushandeln)"
    );
    assert_eq!(words.time(ms(2900)), "2,9 s");
    assert_eq!(words.span(7.0 * 86_400_000.0), "7 Tage");
    assert_eq!(
        words.target_error(&"pc:70000".parse::<wire::Target>().unwrap_err()),
        "„70000“ ist kein Port. Ports sind ganze Zahlen von 1 bis 65535, und Remotedesktop nutzt 3389."
    );
}

#[test]
fn steps_that_were_not_tried_have_no_facts() {
    let words = Words::english();
    let report = nla();

    for stage in LegKind::ToComputer.stages().filter(|stage| *stage > Stage::Settings) {
        let row = report.stage(stage).unwrap();

        assert_eq!(row.outcome, Outcome::NotChecked);
        assert_eq!(words.facts(row), [], "{}", stage.name());
    }
    let healthy = healthy();
    assert!(!words.facts(healthy.stage(Stage::Stay).unwrap()).is_empty());
}
