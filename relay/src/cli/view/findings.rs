//! What is printed about findings below the steps.

use std::io::{self, Write};

use diagnosis::{Audience, Finding, Severity};
use wire::{Facts, Report};
use words::{Step, Words, key};

use super::step::Detail;

/// Every finding in as much detail as is wanted, and what was not looked at.
pub(super) fn write_findings(
    out: &mut impl Write,
    words: &Words,
    detail: Detail,
    report: &Report,
    findings: &[Finding],
) -> io::Result<()> {
    let mut after_a_line = false;
    for finding in findings {
        let line_only = detail == Detail::Troubles && finding.severity == Severity::Info;
        if !(line_only && after_a_line) {
            writeln!(out)?;
        }
        writeln!(out, "{}  {}", finding.id, words.title(finding))?;
        if !line_only {
            write_details(out, words, detail, finding)?;
        }
        after_a_line = line_only;
    }
    writeln!(out, "\n{}", not_tested(report, findings))?;
    out.flush()
}

fn write_details(out: &mut impl Write, words: &Words, detail: Detail, finding: &Finding) -> io::Result<()> {
    writeln!(out, "  {}", words.meaning(finding))?;
    let nothing = words.text(key::STEP_NOTHING_TO_DO);
    for (heading, mut steps) in [
        ("What you can do", words.steps(finding, Audience::User)),
        (
            "For the administrator of Windows and the network",
            words.steps(finding, Audience::Administrator),
        ),
        (
            "For the administrator of xrdp, GNOME, or FreeRDP",
            words.steps(finding, Audience::LinuxAdministrator),
        ),
        ("What the logs say", words.confirmation(finding)),
    ] {
        if detail == Detail::Troubles {
            steps.retain(|step| step.text != nothing);
        }
        write_steps(out, heading, &steps)?;
    }
    Ok(())
}

fn write_steps(out: &mut impl Write, heading: &str, steps: &[Step]) -> io::Result<()> {
    if steps.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  {heading}:")?;
    for (number, step) in (1..).zip(steps) {
        writeln!(out, "  {number}. {}", step.text)?;
        if let Some(command) = &step.command {
            writeln!(out, "     {}: {}", command.shell, command.line)?;
        }
    }
    Ok(())
}

/// A check from a terminal sees the network that it is made in, and not this.
fn not_tested(report: &Report, findings: &[Finding]) -> &'static str {
    let stages = report.legs.iter().flat_map(|leg| &leg.stages);
    let is_answered = |facts: &Facts| matches!(facts, Facts::Authenticate(facts) if facts.sign_in.is_some());
    if findings.iter().any(|finding| finding.id == ON_SCREEN) {
        NOT_TESTED_ON_SCREEN
    } else if stages.into_iter().any(|stage| is_answered(&stage.facts)) {
        NOT_TESTED_SIGNED_IN
    } else {
        NOT_TESTED
    }
}

/// The computer checks passwords on its own screen, and told nobody what came of this one.
const ON_SCREEN: &str = "RDP-NLA-031";
const NOT_TESTED_ON_SCREEN: &str =
    "Not tested: your password, and UDP. This computer checks passwords on its own screen.";
const NOT_TESTED_SIGNED_IN: &str = "Not tested: Kerberos, and UDP. We signed in with NTLM.";
const NOT_TESTED: &str = "Not tested: signing in, and UDP.";

#[cfg(test)]
mod tests {
    use wire::{Outcome, Stage};

    use super::*;

    /// What is printed about a computer of which all is well, or about one where the first step of `broken` failed.
    fn findings(broken: Option<Stage>, detail: Detail) -> String {
        let mut report = Report::new("pc.example.org".parse().unwrap(), wire::Place::Relay, 0);
        for stage in &mut report.computer_mut().unwrap().stages {
            stage.outcome = match broken {
                Some(at) if stage.stage() == at => Outcome::Silent,
                Some(at) if stage.stage() > at => Outcome::NotReached,
                Some(_) | None => Outcome::Passed,
            };
            if Some(stage.stage()) == broken {
                stage.failure = Some(wire::Failure::TimedOut { received: 0 });
            }
        }
        let (mut out, words) = (Vec::new(), Words::english());
        write_findings(&mut out, &words, detail, &report, &diagnosis::diagnose(&report)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_was_not_tested_depends_on_who_saw_the_password() {
        let mut report = Report::new("pc.example.org".parse().unwrap(), wire::Place::Relay, 0);
        assert_eq!(not_tested(&report, &[]), NOT_TESTED);

        let on_screen = diagnosis::catalogue::findings().find(|finding| finding.id == ON_SCREEN);
        assert_eq!(not_tested(&report, &[on_screen.unwrap()]), NOT_TESTED_ON_SCREEN);

        for stage in &mut report.computer_mut().unwrap().stages {
            if let Facts::Authenticate(facts) = &mut stage.facts {
                facts.sign_in = Some(wire::SignInStep::Delegated);
            }
        }
        assert_eq!(not_tested(&report, &[]), NOT_TESTED_SIGNED_IN);
    }

    #[test]
    fn what_is_only_worth_knowing_gets_a_line_unless_everything_is_asked_for() {
        let (short, full) = (findings(None, Detail::Troubles), findings(None, Detail::Full));

        let lines: Vec<_> = short.lines().filter(|line| !line.is_empty()).collect();
        assert!(
            lines.len() > 1 && lines.iter().all(|line| line.starts_with("RDP-") || *line == NOT_TESTED),
            "{short}"
        );
        assert!(!short.contains("What you can do"), "{short}");
        assert!(full.contains("What you can do") && full.len() > short.len(), "{full}");
    }

    #[test]
    fn errors_are_printed_with_all_that_can_be_done() {
        let printed = findings(Some(Stage::Negotiate), Detail::Troubles);

        assert!(
            printed.contains("RDP-NEG-012  The computer accepts the connection"),
            "{printed}"
        );
        for heading in [
            "What you can do:",
            "For the administrator of Windows and the network:",
            "What the logs say:",
        ] {
            assert!(printed.contains(heading), "{heading}: {printed}");
        }
    }

    #[test]
    fn a_step_that_says_that_nothing_has_to_be_done_is_left_out() {
        let words = Words::english();
        let nothing = words.text(key::STEP_NOTHING_TO_DO);
        let with_nothing = diagnosis::catalogue::findings().find(|finding| {
            let steps = words.steps(finding, Audience::User);
            steps.iter().any(|step| step.text == nothing)
        });
        let finding = with_nothing.unwrap();
        let printed = |detail| {
            let mut out = Vec::new();
            write_details(&mut out, &words, detail, &finding).unwrap();
            String::from_utf8(out).unwrap()
        };

        assert!(!printed(Detail::Troubles).contains(&nothing));
        assert!(printed(Detail::Full).contains(&nothing));
    }
}
