//! Tests over the whole locale, and examples of what people read.

use super::language::{ENGLISH, GERMAN, LANGUAGES, Language};
use super::locale::Locale;
use super::pattern::{Part, Pattern};
use super::*;
use crate::key;
use diagnosis::catalogue::{self, WITHDRAWN};
use diagnosis::{Actor, Audience, Confidence, Parameter, Severity, Verdict, diagnose, replicate};
use fixtures::reports::*;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use wire::{
    Dialed, Facts, Failure, LegKind, Node, Outcome, Phase, Place, RdpFileError, Refusal, RelayFacts, Report, Service,
    Stage, StageReport, TargetError, TlsFault, TlsHello, TlsHelloAnswer, TransportEnd,
};

mod findings;
mod german;
mod reference;
mod rows;
mod used;

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
        Service::Other {
            protocol: "Redis".into(),
            banner: banner(),
        },
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

/// Every key of a locale.
fn keys(locale: &Locale) -> BTreeSet<String> {
    locale.patterns().iter().map(|(key, _)| (*key).to_owned()).collect()
}

/// The files of a locale, as they are written.
fn sources(tag: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(tag);
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|file| fs::read_to_string(file).unwrap()).collect()
}
