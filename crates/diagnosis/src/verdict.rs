use serde::Serialize;
use wire::{Failure, Leg, NotChecked, Outcome, Report, RunEnd, Stage, StageReport};

use crate::finding::{Actor, Finding, Severity};

/// What a report comes to, in one of few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Something answered and did not let the connection through, or the name leads nowhere.
    Blocked,
    /// Nothing, or not enough, came back until the limit.
    NoAnswer,
    /// Everything up to the sign-in works; what lies behind it needs a password, so it was not looked at.
    ReachesSignIn,
    /// The first picture came, and the session stayed open.
    Works,
    /// Nothing broke as far as it was looked at, and the check did not get to its end: somebody stopped it, its time ran
    /// out, or the security is one whose inside is not walked.
    PartlyChecked,
    /// The check could not be made where it runs: its policy, its network or its own computer stood in the way. It says
    /// nothing about the computer.
    NotChecked,
}

/// Where the way ends that the first of `findings` speaks of: the first stage that failed or stayed silent, as it is seen
/// from the place of that finding.
pub fn stopped<'a>(report: &'a Report, findings: &[Finding]) -> Option<(&'a Leg, &'a StageReport)> {
    told(report, findings).find_map(|leg| Some((leg, leg.broken()?)))
}

/// The legs of the way from the place of the first finding.
fn told<'a>(report: &'a Report, findings: &[Finding]) -> impl Iterator<Item = &'a Leg> {
    let first = findings.first().and_then(|first| report.legs.get(first.leg));
    report.legs.iter().filter(move |leg| {
        let is_there = first.is_none_or(|first| (first.place, &first.agent) == (leg.place, &leg.agent));
        is_there && report.is_on_the_way(leg)
    })
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Blocked,
        Self::NoAnswer,
        Self::ReachesSignIn,
        Self::Works,
        Self::PartlyChecked,
        Self::NotChecked,
    ];

    /// What `report` comes to, with what [`crate::diagnose`] found in it.
    pub fn of(report: &Report, findings: &[Finding]) -> Self {
        let first = findings.first();
        if let Some((_, broken)) = stopped(report, findings) {
            return match first {
                Some(finding) if finding.actor == Actor::RelayOwner => Self::NotChecked,
                // The fault of a client says nothing about the computer.
                _ if broken.failure == Some(Failure::ClientGaveUp) => Self::PartlyChecked,
                Some(_) | None => Self::of_break(broken),
            };
        }
        if first.is_some_and(|finding| finding.severity == Severity::Error) {
            return Self::Blocked;
        }
        let mut seen = report.legs.iter().filter_map(|leg| leg.stage(Stage::Reach));
        if report.end == RunEnd::Completed
            && !report.is_through_gateway()
            && let Some(shut) = seen.find(|seen| seen.outcome.is_broken())
        {
            // Whoever reads it does not get there, whatever others do.
            return Self::of_break(shut);
        }
        let sign_in = report.legs.iter().find(|leg| leg.is_sign_in());
        // From one place they lead on from each other.
        let stages = sign_in
            .or_else(|| told(report, findings).last())
            .map_or(&[][..], |leg| &leg.stages);
        let left_out = |why| stages.iter().any(|stage| stage.not_checked == Some(why));
        match (report.end, stages.last()) {
            (RunEnd::Completed, _) if left_out(NotChecked::NeedsPassword) => Self::ReachesSignIn,
            // A tunnel that is open shows no picture.
            (RunEnd::Completed, Some(last)) if last.outcome == Outcome::Passed && last.stage() != Stage::Tunnel => {
                Self::Works
            }
            (
                RunEnd::Completed | RunEnd::Cancelled | RunEnd::TimedOut | RunEnd::AgentLost | RunEnd::AgentDeclined,
                _,
            ) => Self::PartlyChecked,
        }
    }

    fn of_break(broken: &StageReport) -> Self {
        if broken.outcome == Outcome::Silent {
            Self::NoAnswer
        } else {
            Self::Blocked
        }
    }

    /// Whether something stands in the way of a connection.
    pub fn is_bad(self) -> bool {
        match self {
            Self::Blocked | Self::NoAnswer => true,
            Self::ReachesSignIn | Self::Works | Self::PartlyChecked | Self::NotChecked => false,
        }
    }

    /// The name in keys, attributes and JSON: lower case, ASCII.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::NoAnswer => "no_answer",
            Self::ReachesSignIn => "reaches_sign_in",
            Self::Works => "works",
            Self::PartlyChecked => "partly_checked",
            Self::NotChecked => "not_checked",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose;
    use fixtures::reports::{all_reports, broken, gateway_through, healthy, legacy, nla};
    use wire::{Gateway, GatewayUsage, Node, Place, Target};

    fn verdict(report: &Report) -> Verdict {
        Verdict::of(report, &diagnose(report))
    }

    fn silent(stage: Stage) -> Report {
        let mut report = broken(stage, Failure::TimedOut { received: 0 });
        let mut changed = report.stage(stage).unwrap().clone();
        changed.outcome = Outcome::Silent;
        report.replace(changed);
        report
    }

    #[test]
    fn refusal_is_blocked_and_silence_no_answer() {
        assert_eq!(
            verdict(&broken(Stage::Resolve, Failure::NameNotFound)),
            Verdict::Blocked
        );
        assert_eq!(verdict(&silent(Stage::Negotiate)), Verdict::NoAnswer);
    }

    #[test]
    fn password_wall_is_never_said_to_work() {
        assert_eq!(verdict(&nla()), Verdict::ReachesSignIn);
        assert_eq!(verdict(&healthy()), Verdict::Works);
    }

    #[test]
    fn what_lies_behind_a_gateway_decides_where_somebody_got_through() {
        assert_eq!(verdict(&gateway_through(nla())), Verdict::ReachesSignIn);
        assert_eq!(verdict(&gateway_through(healthy())), Verdict::Works);
        let silent = gateway_through(silent(Stage::Negotiate));
        assert_eq!(verdict(&silent), Verdict::NoAnswer);
    }

    #[test]
    fn check_that_did_not_end_blames_nobody() {
        let mut stopped = healthy();
        stopped.end = RunEnd::Cancelled;
        assert_eq!(verdict(&stopped), Verdict::PartlyChecked);
        assert_eq!(verdict(&legacy()), Verdict::PartlyChecked);
    }

    #[test]
    fn client_that_gives_up_is_not_said_to_be_blocked() {
        let report = broken(Stage::Finalize, Failure::ClientGaveUp);
        assert_eq!(verdict(&report), Verdict::PartlyChecked);
    }

    #[test]
    fn fault_of_ours_says_nothing_about_the_computer() {
        let report = broken(Stage::Resolve, Failure::AddressesRefused);
        assert_eq!(verdict(&report), Verdict::NotChecked);
    }

    /// One in which every step up to the gateway's tunnel passed.
    fn through_gateway() -> Report {
        let mut report = Report::new("pc".parse().unwrap(), Place::Relay, 0);
        let mut leg = Leg::new(Node::Relay, Node::Gateway, Place::Relay);
        let target = Target::of_gateway("gw.example.org").unwrap();
        let usage = GatewayUsage::Always;
        leg.gateway = Some(Gateway { target, usage });
        for stage in &mut leg.stages {
            stage.outcome = Outcome::Passed;
        }
        report.legs.insert(0, leg);
        report
    }

    /// Adds that the reader's own browser reached nothing.
    fn shut_to_the_browser(report: &mut Report) {
        let mut leg = Leg::new(Node::Browser, Node::Computer, Place::Browser);
        for stage in &mut leg.stages {
            stage.outcome = Outcome::Silent;
        }
        report.legs.push(leg);
    }

    #[test]
    fn open_tunnel_shows_no_picture() {
        assert_eq!(Verdict::of(&through_gateway(), &[]), Verdict::PartlyChecked);
    }

    #[test]
    fn port_that_the_browser_does_not_reach_counts_where_it_is_on_the_way_and_the_check_has_ended() {
        let mut direct = healthy();
        shut_to_the_browser(&mut direct);
        let mut stopped = direct.clone();
        stopped.end = RunEnd::Cancelled;
        let mut by_gateway = through_gateway();
        shut_to_the_browser(&mut by_gateway);

        assert_eq!(Verdict::of(&direct, &[]), Verdict::NoAnswer);
        assert_eq!(Verdict::of(&stopped, &[]), Verdict::PartlyChecked);
        assert_eq!(Verdict::of(&by_gateway, &[]), Verdict::PartlyChecked);
    }

    #[test]
    fn verdict_is_bad_only_where_something_broke_or_the_server_said_so() {
        for report in all_reports() {
            let findings = diagnose(&report);
            let error = findings.first().is_some_and(|first| first.severity == Severity::Error);
            let verdict = Verdict::of(&report, &findings);
            let mut own = report.legs.iter().filter_map(|leg| leg.stage(Stage::Reach));
            let shut = own.any(|seen| seen.outcome.is_broken());
            assert!(
                !verdict.is_bad() || error || shut || report.stopped().is_some(),
                "{verdict:?}"
            );
            assert_eq!(serde_json::to_value(verdict).unwrap(), verdict.name());
        }
    }
}
