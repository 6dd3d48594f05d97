//! Every scenario, played once in memory, and everything that must hold of the one report: a test of its own for each.
//!
//! `cargo test -p suite --test scenarios closed-at` plays those whose name holds `closed-at`.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::{Arc, LazyLock, OnceLock};

use diagnosis::{Confidence, Finding};
use libtest_mimic::{Arguments, Failed, Trial};
use redact::redact;
use suite::acquittal;
use suite::expectation::compare;
use suite::memory;
use suite::scenario::{Expectation, Scenario};
use wire::{Disclosure, Failure, LONGEST_REPORT, Node, Outcome, Report, Signal, Stage, StageReport};
use words::Words;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let cases: Arc<[Case]> = Scenario::all().into_iter().map(Case::new).collect();
    let scenarios = (0..cases.len()).map(|place| {
        let cases = Arc::clone(&cases);
        let name = cases
            .get(place)
            .map_or_else(String::new, |case| case.scenario.id.clone());
        Trial::test(name, move || cases.get(place).map_or(Ok(()), Case::check)).with_kind("memory")
    });
    let of_all: [(_, CheckOfAll); 4] = [
        ("whatever_a_finding_calls_in_order_is_proven_in_every_report", |_| {
            acquittals_are_proven()
        }),
        (
            "every_finding_is_reached_or_listed_as_out_of_reach",
            every_finding_is_reached,
        ),
        ("some_servers_fall_silent", some_servers_fall_silent),
        ("some_servers_blame_the_password", some_servers_blame_the_password),
    ];
    let of_all = of_all.map(|(name, check)| {
        let cases = Arc::clone(&cases);
        Trial::test(name, move || check(&cases))
    });
    libtest_mimic::run(&arguments, scenarios.chain(of_all).collect()).exit_code()
}

/// What looks at all scenarios together.
type CheckOfAll = fn(&[Case]) -> Result<(), Failed>;

/// A scenario, and what came of it once somebody has asked.
struct Case {
    scenario: Scenario,
    played: OnceLock<Played>,
}

struct Played {
    report: Report,
    findings: Vec<Finding>,
}

impl Case {
    fn new(scenario: Scenario) -> Self {
        let played = OnceLock::new();
        Self { scenario, played }
    }

    fn played(&self) -> &Played {
        self.played.get_or_init(|| {
            let report = memory::play(&self.scenario);
            let findings = diagnosis::diagnose(&report);
            Played { report, findings }
        })
    }

    /// Everything that is wrong with the report, in one message.
    fn check(&self) -> Result<(), Failed> {
        let played = self.played();
        let expect = &self.scenario.expect;
        let first = played.findings.first().map_or("", |finding| finding.id);
        let mut wrong = compare(expect, played.stages(expect), first);
        wrong.extend(played.broken_before(expect));
        for id in expect.unexpected(played.certain()) {
            wrong.push(format!("{id} claims to be certain"));
        }
        wrong.extend(
            Disclosure::ALL
                .into_iter()
                .flat_map(|level| played.lost_by_redaction(level)),
        );
        wrong.extend(played.silence_that_is_called_closed());
        wrong.extend(played.blame_without_a_reason());
        let said = played.findings.iter().map(|finding| (finding, said(finding)));
        wrong.extend(said.flat_map(|(finding, said)| {
            let unproven = acquittal::unproven(&played.report, finding.leg, &said).into_iter();
            unproven.map(|sentence| format!("{} acquits without proof: {sentence}", finding.id))
        }));
        if wrong.is_empty() {
            return Ok(());
        }
        Err(format!("{}:\n  {}", self.scenario.name, wrong.join("\n  ")).into())
    }
}

impl Played {
    fn certain(&self) -> impl Iterator<Item = &str> {
        let certain = |finding: &&Finding| finding.confidence == Confidence::Certain;
        self.findings.iter().filter(certain).map(|finding| finding.id)
    }

    /// The stages that the scenario is about: where it names none of a gateway's own, those behind the gateway.
    fn stages(&self, expect: &Expectation) -> &[StageReport] {
        let of_gateway = |stage: &Stage| matches!(stage, Stage::Answer | Stage::SignIn | Stage::Tunnel);
        let behind = self.report.legs.iter().find(|leg| leg.from == Node::Gateway);
        let behind = behind.filter(|_| !expect.stages.keys().any(of_gateway));
        match (behind, self.report.gateway()) {
            (Some(leg), _) | (None, Some(leg)) => leg.walked(),
            (None, None) => self.report.stages(),
        }
    }

    /// What broke on the way to a leg that the scenario is about.
    fn broken_before(&self, expect: &Expectation) -> Option<String> {
        let gateway = self.report.gateway()?;
        let before = !core::ptr::eq(self.stages(expect), gateway.walked());
        let broken = gateway.broken().filter(|_| before)?;
        Some(format!("{} broke on the way there", broken.stage().name()))
    }

    fn is_silent(&self) -> bool {
        self.report
            .broken()
            .is_some_and(|stage| stage.outcome == Outcome::Silent)
    }

    /// What keeps the report from being read again at this level, or from meaning the same.
    fn lost_by_redaction(&self, level: Disclosure) -> Vec<String> {
        let shown = redact(&self.report, level);
        let ids = |findings: &[Finding]| -> Vec<_> {
            findings.iter().map(|finding| (finding.id, finding.severity)).collect()
        };
        let mut lost = Vec::new();
        if let Some(fault) = shown.fault() {
            lost.push(format!("{level:?}: not taken back: {fault:?}"));
        }
        let (seen, meant) = (ids(&diagnosis::diagnose(&shown)), ids(&self.findings));
        if seen != meant {
            lost.push(format!("{level:?}: findings {meant:?} become {seen:?}"));
        }
        let length = serde_json::to_string(&shown).expect("a report is JSON").len();
        if length > LONGEST_REPORT {
            lost.push(format!("{level:?}: {length} bytes"));
        }
        lost
    }

    fn silence_that_is_called_closed(&self) -> Vec<String> {
        let silent = self.findings.iter().filter(|_| self.is_silent());
        let called = silent.filter_map(|finding| {
            let said = self.said(finding);
            let words = ["closed", "hangs up", "hung up", "reset"];
            let word = words.into_iter().find(|word| said.contains(word))?;
            Some(format!("{} says {word:?} of silence: {said}", finding.id))
        });
        called.collect()
    }

    /// Sentences of the findings that blame the password.
    fn blame(&self) -> impl Iterator<Item = String> {
        self.findings.iter().filter_map(|finding| {
            let said = self.said(finding);
            // Of what a program shows that knows the password.
            let judged = said.replace("if your app says the password is wrong", "");
            let phrases = [
                "wrong password",
                "password is wrong",
                "password was wrong",
                "the user name or the password",
            ];
            let blames = phrases.into_iter().any(|phrase| judged.contains(phrase));
            blames.then(|| format!("{} blames the password: {said}", finding.id))
        })
    }

    fn blame_without_a_reason(&self) -> Vec<String> {
        let server_did = server_refuses_a_sign_in(&self.report);
        self.blame().filter(|_| !server_did).collect()
    }

    /// What a finding says of what happened, in lower case; what can be done about it may speak of anything.
    fn said(&self, finding: &Finding) -> String {
        let mut said = vec![said(finding)];
        if let Some(stage) = self.report.stage(finding.stage) {
            said.push(WORDS.row(stage));
        }
        said.join("\n").to_lowercase()
    }
}

/// The sentences of a finding.
fn said(finding: &Finding) -> String {
    [WORDS.title(finding), WORDS.meaning(finding)].join("\n")
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::english);

fn server_refuses_a_sign_in(report: &Report) -> bool {
    let failure = report.broken().and_then(|stage| stage.failure.as_ref());
    let refused = matches!(failure, Some(Failure::CredsspStatus { .. }));
    let said = |signal: &Signal| matches!(signal, Signal::LogonError { .. });
    refused || report.signals().any(|(_, signal)| said(&signal.signal))
}

/// In the reports made by hand as well, which reach every finding.
fn acquittals_are_proven() -> Result<(), Failed> {
    let mut wrong = Vec::new();
    for (_, report) in fixtures::reports::table() {
        for finding in diagnosis::diagnose(&report) {
            let unproven = acquittal::unproven(&report, finding.leg, &said(&finding)).into_iter();
            wrong.extend(unproven.map(|sentence| format!("{} at {:?}: {sentence}", finding.id, finding.stage)));
        }
    }
    wrong.sort();
    wrong.dedup();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(wrong.join("\n").into())
}

fn every_finding_is_reached(cases: &[Case]) -> Result<(), Failed> {
    let findings = cases.iter().flat_map(|case| &case.played().findings);
    let reached: BTreeSet<&str> = findings.map(|finding| finding.id).collect();
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
    let ids = diagnosis::catalogue::findings().map(|finding| finding.id);
    let unreached: Vec<&str> = ids
        .filter(|id| !reached.contains(id) && !elsewhere.contains(id))
        .collect();
    let listed: Vec<&&str> = elsewhere.intersection(&reached).collect();
    if unreached.is_empty() && listed.is_empty() {
        return Ok(());
    }
    Err(format!("not reached: {unreached:?}; reached, though listed: {listed:?}").into())
}

/// The checks of what is said of silence look at something.
fn some_servers_fall_silent(cases: &[Case]) -> Result<(), Failed> {
    let silent = cases.iter().filter(|case| case.played().is_silent()).count();
    if silent > 10 {
        return Ok(());
    }
    Err(format!("only {silent}").into())
}

/// The checks of who blames the password look at something.
fn some_servers_blame_the_password(cases: &[Case]) -> Result<(), Failed> {
    if cases.iter().any(|case| case.played().blame().next().is_some()) {
        return Ok(());
    }
    Err(Failed::from("none does"))
}

/// Findings that speak of what a scripted server does not bring along, by what that is. Reports made by hand reach them
/// in the tests of `diagnosis`.
const ELSEWHERE: &[(&str, &[&str])] = &[
    (
        "a real path; see `servers`, `hostile` and `faults`",
        &[
            "RDP-DNS-011",
            "RDP-NET-001",
            "RDP-NET-006",
            "RDP-NET-011",
            "RDP-NET-013",
        ],
    ),
    (
        "what a kernel measures on long, narrow or lossy paths",
        &[
            "RDP-NEG-010",
            "RDP-NEG-031",
            "RDP-NET-002",
            "RDP-NET-007",
            "RDP-NET-008",
            "RDP-NET-010",
            "RDP-NET-012",
            "RDP-NET-014",
            "RDP-TCP-019",
        ],
    ),
    (
        "a policy or a system that keeps whoever checks from it; see `gateway`",
        &["RDP-GW-003"],
    ),
    ("the client of a person's sign-in; see `seal`", &["RDP-SES-032"]),
    (
        "another name, another port or an address of a private network",
        &["RDP-NEG-035", "RDP-DNS-001", "RDP-TCP-012", "RDP-TCP-015"],
    ),
    (
        "a resolver that fails for one kind of record, late or with a rare code",
        &["RDP-DNS-006", "RDP-DNS-009", "RDP-DNS-010"],
    ),
    (
        "names and addresses that lead nowhere; see `servers`",
        &[
            "RDP-DNS-014",
            "RDP-DNS-015",
            "RDP-DNS-016",
            "RDP-DNS-017",
            "RDP-TCP-021",
            "RDP-TCP-022",
            "RDP-TCP-023",
            "RDP-TCP-024",
        ],
    ),
    (
        "the relay's own policy, network and limits",
        &[
            "RDP-DNS-008",
            "RDP-DNS-013",
            "RDP-NET-003",
            "RDP-SES-027",
            "RDP-TCP-007",
            "RDP-TCP-008",
            "RDP-TCP-009",
            "RDP-TCP-020",
        ],
    ),
    (
        "the reader's own browser, which a scripted server does not bring along",
        &[
            "RDP-VAN-001",
            "RDP-VAN-002",
            "RDP-VAN-003",
            "RDP-VAN-004",
            "RDP-VAN-005",
        ],
    ),
    (
        "an account; see `sign_in`",
        &[
            "RDP-NLA-005",
            "RDP-NLA-006",
            "RDP-NLA-007",
            "RDP-NLA-008",
            "RDP-NLA-009",
            "RDP-NLA-010",
            "RDP-NLA-011",
            "RDP-NLA-016",
            "RDP-NLA-027",
            "RDP-NLA-028",
            "RDP-NLA-029",
            "RDP-NLA-030",
            "RDP-NLA-031",
            "RDP-NLA-034",
            "RDP-NLA-035",
            "RDP-NLA-036",
        ],
    ),
    (
        "a server that goes on to its picture from a licensing error, which no script plays",
        &["RDP-LIC-009"],
    ),
    (
        "what no check records at present, or only where nothing else fits",
        &["RDP-NEG-030", "RDP-NET-004"],
    ),
];
