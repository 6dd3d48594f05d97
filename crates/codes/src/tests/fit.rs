use diagnosis::diagnose;
use fixtures::reports::{
    broken, broken_after, certified, gateway_broken, gateway_through, healthy, legacy, nla, unconnected,
};
use wire::{Dialed, Failure, Report, RunEnd, Signal, Stage};

use super::*;

fn fits(text: &str, report: &Report) -> Fit {
    fit(&decode(&codes(), text), report, &diagnose(report))
}

fn how(fit: &Fit) -> Option<(MatchKind, Stage)> {
    match fit {
        Fit::Explains(found) => Some((found.kind, found.stage)),
        Fit::DoesNotFit(_) | Fit::SaysNothing(_) | Fit::Reach(_) => None,
    }
}

fn mismatch(fit: &Fit) -> Option<(Place, Option<Stage>)> {
    match fit {
        Fit::DoesNotFit(mismatch) => Some((mismatch.spoken, mismatch.seen)),
        Fit::Explains(_) | Fit::SaysNothing(_) | Fit::Reach(_) => None,
    }
}

const RESET: Failure = Failure::Reset { received: 0 };

#[test]
fn a_bare_four_is_explained_by_a_connection_that_breaks_without_a_reason() {
    let cases = [
        (RESET, MatchKind::Reset),
        (Failure::Closed { received: 0 }, MatchKind::Closed),
        (Failure::TimedOut { received: 0 }, MatchKind::Silent),
        (Failure::PathBroken, MatchKind::Broken),
    ];
    for (failure, expected) in cases {
        for stage in [Stage::Negotiate, Stage::Secure, Stage::Stay] {
            let found = fits("0x4", &broken(stage, failure.clone()));
            assert_eq!(how(&found), Some((expected, stage)));
        }
    }
}

#[test]
fn a_bare_four_does_not_fit_where_nothing_was_lost_or_a_reason_was_given() {
    assert_eq!(mismatch(&fits("0x4", &healthy())), Some((Place::Transport, None)));
    let refused = unconnected("pc", &[("203.0.113.7", Dialed::Refused)]);
    assert_eq!(
        mismatch(&fits("0x4", &refused)),
        Some((Place::Transport, Some(Stage::Connect)))
    );
    let told = broken(Stage::Negotiate, Failure::NegotiationFailure { code: 3 });
    assert_eq!(
        mismatch(&fits("0x4", &told)),
        Some((Place::Transport, Some(Stage::Negotiate)))
    );
    // The X.224 failure 4 has the same number and is another code.
    let four = broken(Stage::Negotiate, Failure::NegotiationFailure { code: 4 });
    assert_eq!(how(&fits("0x4", &four)), None);
    assert_eq!(
        how(&fits("INCONSISTENT_FLAGS", &four)),
        Some((MatchKind::SameReason, Stage::Negotiate))
    );
}

#[test]
fn a_failed_connect_goes_with_the_codes_that_speak_of_connecting() {
    let silent = unconnected("pc", &[("203.0.113.7", Dialed::Silent)]);
    let refused = unconnected("pc", &[("203.0.113.7", Dialed::Refused)]);

    for text in ["0x204", "516", "ERRCONNECT_CONNECT_FAILED", "ETIMEDOUT"] {
        assert_eq!(
            how(&fits(text, &silent)),
            Some((MatchKind::SameStage, Stage::Connect)),
            "{text}"
        );
    }
    assert_eq!(
        how(&fits("0x204", &refused)),
        Some((MatchKind::SameStage, Stage::Connect))
    );
    // A time-out is no refusal.
    assert_eq!(how(&fits("0x108", &silent)), Some((MatchKind::Silent, Stage::Connect)));
    assert_eq!(
        mismatch(&fits("0x108", &refused)),
        Some((Place::Path, Some(Stage::Connect)))
    );
    // What the relay itself could not do says nothing about the program.
    for own in [Dialed::LocallyBlocked, Dialed::Abandoned] {
        let blocked = unconnected("pc", &[("203.0.113.7", own)]);
        let nothing = Fit::SaysNothing(NoVerdictReason::NotWalked);
        assert_eq!(fits("0x204", &blocked), nothing, "{own:?}");
    }
}

#[test]
fn the_very_reason_that_the_server_gave_is_recognised() {
    let denied = broken_after(
        Signal::ErrorInfo { code: 7 },
        Stage::Logon,
        Failure::Ultimatum { reason: 1 },
    );
    for text in [
        "mstsc\nError code: 0x904\nExtended error code: 0x7",
        "ERRINFO_SERVER_DENIED_CONNECTION (0x7)",
    ] {
        assert_eq!(
            how(&fits(text, &denied)).map(|(how, _)| how),
            Some(MatchKind::SameReason),
            "{text}"
        );
    }
    // Zero is no reason, whoever says it.
    let silent = broken_after(
        Signal::ErrorInfo { code: 0 },
        Stage::Logon,
        Failure::Ultimatum { reason: 1 },
    );
    let said = how(&fits("mstsc\nError code: 0x904\nExtended error code: 0x0", &silent));
    assert_ne!(said.map(|(how, _)| how), Some(MatchKind::SameReason));
    assert_eq!(how(&fits("ERRINFO_SUCCESS", &silent)), None);
    let alert = broken(Stage::Secure, Failure::TlsAlert { code: 40 });
    assert_eq!(
        how(&fits("handshake_failure", &alert)),
        Some((MatchKind::SameReason, Stage::Secure))
    );
    let status = broken(Stage::Authenticate, Failure::CredsspStatus { status: 0xC000_0234 });
    assert_eq!(
        how(&fits("STATUS_ACCOUNT_LOCKED_OUT", &status)),
        Some((MatchKind::SameReason, Stage::Authenticate))
    );
}

#[test]
fn codes_about_nla_go_with_a_server_that_requires_it() {
    for text in [
        "0xB09",
        "2825",
        "ERRCONNECT_HYBRID_REQUIRED_BY_SERVER",
        "HYBRID_REQUIRED_BY_SERVER",
        "The connection cannot proceed because authentication is not enabled and the remote computer requires that authentication be enabled to connect.",
    ] {
        assert_eq!(
            how(&fits(text, &nla())),
            Some((MatchKind::NlaRequired, Stage::Authenticate)),
            "{text}"
        );
    }
    let file = "full address:s:pc01.example.net\nenablecredsspsupport:i:0\n";
    let file = explain(&codes(), file.as_bytes()).decoded;
    assert_eq!(
        how(&fit(&file, &nla(), &diagnose(&nla()))),
        Some((MatchKind::NlaRequired, Stage::Authenticate))
    );
    assert_eq!(mismatch(&fits("0xB09", &healthy())), Some((Place::Negotiate, None)));
}

#[test]
fn codes_about_certificates_go_with_findings_about_them() {
    let expired = certified(|certificate| certificate.not_after = 0);

    let found = fits("0x907", &expired);

    assert!(
        matches!(how(&found), Some((MatchKind::Finding(id), Stage::Secure)) if id.starts_with("RDP-")),
        "{found:?}"
    );
    assert_eq!(mismatch(&fits("0x907", &healthy())), Some((Place::Secure, None)));
}

#[test]
fn a_code_about_another_step_than_the_broken_one_does_not_fit() {
    let report = broken(Stage::Secure, Failure::TlsAlert { code: 80 });

    assert_eq!(
        mismatch(&fits("0x104", &report)),
        Some((Place::Resolve, Some(Stage::Secure)))
    );
    assert_eq!(
        mismatch(&fits("0x807", &report)),
        Some((Place::Authenticate, Some(Stage::Secure)))
    );
}

#[test]
fn codes_that_are_shown_for_several_steps_fit_each_of_them() {
    let alert = broken(Stage::Secure, Failure::TlsAlert { code: 80 });
    assert_eq!(how(&fits("0x904", &alert)), Some((MatchKind::BrokenOff, Stage::Secure)));
    assert_eq!(how(&fits("0x207", &alert)), Some((MatchKind::SameStage, Stage::Secure)));
    let status = broken(Stage::Authenticate, Failure::CredsspStatus { status: 0xC000_006D });
    assert_eq!(
        how(&fits("0x207", &status)),
        Some((MatchKind::SameStage, Stage::Authenticate))
    );
    let refused = unconnected("pc", &[("203.0.113.7", Dialed::Refused)]);
    assert_eq!(
        how(&fits("0x2000C", &refused)),
        Some((MatchKind::SameStage, Stage::Connect))
    );
}

#[test]
fn what_a_check_cannot_see_is_left_open() {
    let nothing = |text: &str, report: &Report| match fits(text, report) {
        Fit::SaysNothing(why) => Some(why),
        Fit::Explains(_) | Fit::DoesNotFit(_) | Fit::Reach(_) => None,
    };

    assert_eq!(nothing("hello", &healthy()), Some(NoVerdictReason::NotUnderstood));
    assert_eq!(nothing("Event ID 261", &healthy()), Some(NoVerdictReason::NoReason));
    assert_eq!(nothing("0x300001C", &healthy()), Some(NoVerdictReason::AboutTheGateway));
    assert_eq!(nothing("0x6000003", &healthy()), Some(NoVerdictReason::AboutTheClient));
    // Without a password, nobody can say whether the password is right.
    assert_eq!(nothing("0x807", &nla()), Some(NoVerdictReason::NotWalked));
    assert_eq!(nothing("0xC000006D", &nla()), Some(NoVerdictReason::NotWalked));
    assert_eq!(nothing("0x807", &healthy()), Some(NoVerdictReason::NotWalked));
    for report in [legacy(), healthy()] {
        let why = nothing("ERRINFO_IDLE_TIMEOUT", &report);
        assert_eq!(why, Some(NoVerdictReason::NotWalked));
    }
    assert_eq!(
        nothing("mstsc Error code: 0x3 Extended error code: 0x0", &healthy()),
        Some(NoVerdictReason::NoReason)
    );
    assert_eq!(nothing("0x12", &healthy()), Some(NoVerdictReason::SeveralMeanings));
    let mut stopped = nla();
    stopped.end = RunEnd::Cancelled;
    assert_eq!(nothing("0x4", &stopped), Some(NoVerdictReason::NotWalked));
}

#[test]
fn codes_of_a_client_that_goes_through_a_gateway_are_held_against_the_computer_behind_it() {
    let reset = gateway_through(broken(Stage::Negotiate, RESET));

    assert_eq!(how(&fits("0x4", &reset)), Some((MatchKind::Reset, Stage::Negotiate)));
    assert_eq!(
        how(&fits("0xB09", &gateway_through(nla()))),
        Some((MatchKind::NlaRequired, Stage::Authenticate))
    );
    // On the direct way the name is unknown, which no such client comes to know.
    assert_eq!(
        mismatch(&fits("0x104", &reset)),
        Some((Place::Resolve, Some(Stage::Negotiate)))
    );
    // Nobody got through, and that the direct way is whole says nothing of the other one.
    let shut = gateway_broken(Stage::SignIn, Failure::HttpStatus { status: 401 });
    assert_eq!(fits("0x4", &shut), Fit::SaysNothing(NoVerdictReason::NotWalked));
}
