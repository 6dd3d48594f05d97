//! What findings call in order, and what in the report proves it.
//!
//! A sentence that acquits something sends its reader past it. So each such sentence has an entry here, with the proof
//! that has to be in the report, and one without an entry is as wrong as one without its proof.

use wire::{Facts, Failure, Leg, LegKind, Nla, Node, Outcome, Report, Stage};

/// The sentences of `said`, about the leg number `leg`, that acquit what the report does not prove.
pub fn unproven(report: &Report, leg: usize, said: &str) -> Vec<String> {
    // What proves it was seen from the same place.
    let mut report = report.clone();
    if report
        .legs
        .get(leg)
        .is_some_and(|leg| leg.kind() == LegKind::ToComputer)
    {
        report.legs.swap(0, leg);
    }
    let said = said.to_lowercase();
    let sentences = said
        .split(['.', '\n'])
        .map(str::trim)
        .filter(|sentence| acquits(sentence));
    let wrong = sentences.filter(|sentence| {
        let entry = ACQUITTALS.iter().find(|(phrase, _)| sentence.contains(phrase));
        entry.is_none_or(|(_, is_proven)| !is_proven(&report))
    });
    wrong.map(str::to_owned).collect()
}

/// Whether a sentence calls something in order, without a condition.
fn acquits(sentence: &str) -> bool {
    const CALLS: [&str; 5] = ["fine", "work", "works", "worked", "healthy"];
    const LEAVES_OPEN: [&str; 12] = [
        "if", "could", "can", "possibly", "probably", "would", "may", "some", "only", "other", "fails", "until",
    ];
    let has = |known: &[&str]| {
        let mut words = sentence.split(|c: char| !c.is_alphanumeric() && c != '\'');
        words.any(|word| known.contains(&word))
    };
    let calls = has(&CALLS)
        || ["isn't the problem", "isn't the reason", "in order"]
            .iter()
            .any(|call| sentence.contains(call));
    calls && !has(&LEAVES_OPEN) && !sentence.contains("as long as")
}

type Proof = fn(&Report) -> bool;

/// Parts of sentences, and what proves them.
const ACQUITTALS: &[(&str, Proof)] = &[
    // The check sends no password, so none can have been judged.
    ("your password isn't the problem", |_| true),
    ("so yours isn't the problem", |_| true),
    ("so the user name isn't the reason", |report| tried_again(report)),
    ("everything before this step worked", everything_before),
    ("everything before the session worked", everything_before),
    ("everything before the picture worked", everything_before),
    ("the network path and the port work", spoken_to),
    ("the network path works up to whatever accepts this port", connected),
    ("the name, the network path, and the service work", |report| {
        passed(report, Stage::Negotiate)
    }),
    ("encryption works", encrypted),
    ("encryption are fine", encrypted),
    ("encryption work up to the password", encrypted),
    ("encryption, licensing, and session work", |report| {
        encrypted(report) && passed(report, Stage::Stay)
    }),
    ("everything works up to the sign-in", |report| {
        passed(report, Stage::Authenticate) || passed(report, Stage::Stay)
    }),
    ("the sign-in works", |report| {
        let signed_in = |leg: &Leg| leg.stage(Stage::Authenticate).map(|known| known.outcome);
        report.legs.iter().any(|leg| signed_in(leg) == Some(Outcome::Passed))
    }),
    ("remote desktop works and sends a picture", |report| {
        passed(report, Stage::Desktop)
    }),
    ("that works, but it's less safe", lets_in_without_nla),
    ("the computer's messages were in order", ended_by_the_client),
    ("others work normally", |report| passed(report, Stage::Resolve)),
    ("apps that know a newer one work normally", |_| true),
];

fn passed(report: &Report, stage: Stage) -> bool {
    report
        .stage(stage)
        .is_some_and(|known| known.outcome == Outcome::Passed)
}

/// Behind a gateway, the gateway says so with its channel.
fn connected(report: &Report) -> bool {
    let behind = report.computer().is_some_and(|leg| leg.from == Node::Gateway);
    let channel = report.gateway().and_then(|leg| leg.stage(Stage::Tunnel));
    let opened = channel.is_some_and(|known| known.outcome == Outcome::Passed);
    passed(report, Stage::Connect) || (behind && opened)
}

/// Whether the computer said anything at all.
fn spoken_to(report: &Report) -> bool {
    let answered = report.stage(Stage::Negotiate).is_some_and(|known| {
        known.outcome == Outcome::Passed
            || matches!(
                known.failure,
                Some(
                    Failure::NegotiationFailure { .. }
                        | Failure::UnofferedProtocol { .. }
                        | Failure::DisconnectRequest { .. }
                )
            )
    });
    connected(report) && answered
}

fn encrypted(report: &Report) -> bool {
    let Some(known) = report.stage(Stage::Secure) else {
        return false;
    };
    let Facts::Secure(facts) = &known.facts else {
        return false;
    };
    known.outcome == Outcome::Passed && facts.version.is_some() && facts.standard.is_none()
}

fn lets_in_without_nla(report: &Report) -> bool {
    let facts = report.stage(Stage::Authenticate).map(|known| &known.facts);
    matches!(facts, Some(Facts::Authenticate(facts)) if facts.nla == Some(Nla::Optional))
}

fn everything_before(report: &Report) -> bool {
    let broken = report.broken().map_or(Stage::Stay, wire::StageReport::stage);
    let walked = report.computer().map_or(&[][..], Leg::walked);
    let before = walked.iter().filter(|known| known.stage() < broken);
    before.clone().count() > 0 && before.clone().all(|known| known.outcome == Outcome::Passed)
}

/// That failure is told only where every message had its place and could be read.
fn ended_by_the_client(report: &Report) -> bool {
    let failure = report.broken().and_then(|stage| stage.failure.as_ref());
    matches!(failure, Some(Failure::ClientGaveUp))
}

fn tried_again(report: &Report) -> bool {
    let Some(Facts::Negotiate(facts)) = report.stage(Stage::Negotiate).map(|known| &known.facts) else {
        return false;
    };
    facts.second_try.is_some()
}
