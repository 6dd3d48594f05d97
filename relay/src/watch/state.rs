//! What a check of a watched computer came to, and when that is a change.

use core::time::Duration;

use diagnosis::diagnose;
use wire::{Facts, Report, RunEnd, Stage, StageReport, WatchState};

use super::health::Health;
use crate::clock;
use crate::store::WatchSpan;

/// What a check came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// What the computer is.
    pub(crate) state: WatchState,
    /// The step that failed, or why it was not checked; empty where it is up.
    pub(crate) cause: &'static str,
    /// The id of the first finding; empty where there is none.
    pub(crate) finding: &'static str,
}

impl Found {
    /// That nothing was checked, and why.
    pub(crate) fn not_run(cause: &'static str) -> Self {
        Self {
            state: WatchState::NotRun,
            cause,
            finding: "",
        }
    }

    /// What a report says that has one leg.
    pub(crate) fn of(report: &Report) -> Self {
        if matches!(report.end, RunEnd::AgentLost | RunEnd::AgentDeclined) {
            return Self::not_run(AGENT);
        }
        if is_forbidden(report) {
            return Self::not_run(POLICY);
        }
        let findings = diagnose(report);
        let first = findings.first();
        let (state, cause) = match Health::of(report, &findings) {
            Health::Up => (WatchState::Up, ""),
            Health::Down => {
                let broken = report.broken().map(StageReport::stage);
                let stage = broken.or_else(|| first.map(|finding| finding.stage));
                (WatchState::Down, stage.map_or("", Stage::name))
            }
            Health::Unknown if report.broken().is_some() => (WatchState::NotRun, PLACE),
            Health::Unknown | Health::Stopped => return Self::not_run(TIME),
        };
        Self {
            state,
            cause,
            finding: first.map_or("", |finding| finding.id),
        }
    }
}

/// Whether the name leads nowhere but to addresses that the policy forbids.
fn is_forbidden(report: &Report) -> bool {
    let resolved = report.stage(Stage::Resolve).map(|stage| &stage.facts);
    let Some(Facts::Resolve(facts)) = resolved else {
        return false;
    };
    facts.addresses.is_empty() && (!facts.forbidden.is_empty() || facts.withheld.is_some())
}

/// What is known of one computer from one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// The checks that found the same last; absent before the first one.
    pub(super) span: Option<WatchSpan>,
    /// What two checks in a row agreed on last: the state, and its cause.
    steady: Option<(WatchState, String)>,
    /// What the last check found.
    last: Option<(WatchState, String)>,
    /// What two checks in a row agreed on last that were made: what whoever is told of changes knows.
    judged: Option<(WatchState, String)>,
}

/// That two checks in a row found something else than those before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// What it was; absent where it was not known.
    pub(super) from: Option<WatchState>,
    /// What it is.
    pub(super) to: Found,
    /// Who is to know.
    pub(super) alarm: Alarm,
}

/// Whether a change is one of the computer, so that somebody is to be told. That nobody could look is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alarm {
    /// Nothing else is known of the computer than before.
    Quiet,
    /// It is not what it was.
    Raised {
        /// What it was when a check was last made; absent where there was none.
        from: Option<WatchState>,
    },
}

impl Known {
    /// What is known where these are the last stretches, the latest first.
    pub(super) fn from_history(spans: Vec<WatchSpan>) -> Self {
        let condition = |span: &WatchSpan| (span.state, span.cause.clone());
        let mut agreed = spans.iter().filter(|span| span.runs > 1);
        Self {
            judged: agreed
                .clone()
                .find(|span| span.state != WatchState::NotRun)
                .map(condition),
            steady: agreed.next().map(condition),
            last: spans.first().map(condition),
            span: spans.into_iter().next(),
        }
    }

    /// Takes in what a check found at `now_ms`, in milliseconds since 1970; checks come `every` so often. Tells where that
    /// is a change: that a computer is up is none where nothing was known of it.
    pub(super) fn take(&mut self, named: (&str, &str), found: Found, now_ms: i64, every: Duration) -> Option<Change> {
        self.extend(named, &found, now_ms, every);
        let condition = (found.state, found.cause.to_owned());
        let agrees = self.last.as_ref() == Some(&condition);
        self.last = Some(condition.clone());
        if !agrees || self.steady.as_ref() == Some(&condition) {
            return None;
        }
        let alarm = self.alarm(&condition);
        let from = self.steady.replace(condition).map(|(state, _)| state);
        let is_news = from.is_some() || found.state != WatchState::Up;
        is_news.then_some(Change { from, to: found, alarm })
    }

    fn alarm(&mut self, condition: &(WatchState, String)) -> Alarm {
        if condition.0 == WatchState::NotRun || self.judged.as_ref() == Some(condition) {
            return Alarm::Quiet;
        }
        let from = self.judged.replace(condition.clone()).map(|(state, _)| state);
        match (from, condition.0) {
            (None, WatchState::Up) => Alarm::Quiet,
            (from, _) => Alarm::Raised { from },
        }
    }

    fn extend(&mut self, (target, place): (&str, &str), found: &Found, now_ms: i64, every: Duration) {
        let longest = clock::millis(every * LONGEST_GAP);
        if let Some(span) = &mut self.span
            && (span.state, span.cause.as_str(), span.finding.as_str()) == (found.state, found.cause, found.finding)
            && now_ms.saturating_sub(span.until_ms) <= longest
        {
            // A clock that went back does not undo what was seen.
            span.until_ms = span.until_ms.max(now_ms);
            span.runs = span.runs.saturating_add(1);
            return;
        }
        self.span = Some(WatchSpan {
            target: target.to_owned(),
            place: place.to_owned(),
            since_ms: now_ms,
            until_ms: now_ms,
            state: found.state,
            cause: found.cause.to_owned(),
            finding: found.finding.to_owned(),
            runs: 1,
        });
    }
}

/// In pauses: after a longer one, nobody knows what was in between.
pub(crate) const LONGEST_GAP: u32 = 3;
/// The relay's policy does not allow it.
pub(crate) const POLICY: &str = "policy";
/// The agent is not there, or went away.
pub(crate) const AGENT: &str = "agent";
/// The relay has no place for one more run.
pub(crate) const BUSY: &str = "busy";
/// Something at the place of the check stood in the way, such as its own firewall or name server.
const PLACE: &str = "place";
/// The run did not come to its end.
const TIME: &str = "time";

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);
    const NAMED: (&str, &str) = ("pc:3389", "relay");

    fn up() -> Found {
        Found {
            state: WatchState::Up,
            cause: "",
            finding: "",
        }
    }

    fn down(stage: &'static str) -> Found {
        Found {
            state: WatchState::Down,
            cause: stage,
            finding: "RDP-TCP-001",
        }
    }

    /// A change that somebody is told of.
    fn raised(from: Option<WatchState>, to: Found) -> Change {
        let alarm = Alarm::Raised { from };
        Change { from, to, alarm }
    }

    /// The changes that these checks make, one a minute, with the number of the check that made each.
    fn changes(known: &mut Known, found: &[Found]) -> Vec<(usize, Change)> {
        let taken = found.iter().zip(0_i64..);
        let changes = taken.map(|(found, minute)| known.take(NAMED, found.clone(), minute * 60_000, MINUTE));
        let numbered: Vec<(usize, Option<Change>)> = changes.enumerate().collect();
        numbered
            .into_iter()
            .filter_map(|(number, change)| Some((number, change?)))
            .collect()
    }

    #[test]
    fn one_check_that_disagrees_is_no_change_and_two_are() {
        let mut known = Known::default();
        let seen = [
            up(),
            up(),
            down("connect"),
            up(),
            down("connect"),
            down("connect"),
            down("connect"),
            up(),
            up(),
        ];

        let changes = changes(&mut known, &seen);

        let expected = [(5, WatchState::Up, down("connect")), (8, WatchState::Down, up())];
        let expected = expected.map(|(number, from, to)| (number, raised(Some(from), to)));
        assert_eq!(changes, expected);
    }

    #[test]
    fn another_step_that_fails_is_a_change_and_being_up_from_the_start_is_none() {
        let mut known = Known::default();
        let seen = [
            up(),
            up(),
            down("connect"),
            down("secure"),
            down("secure"),
            down("connect"),
            down("connect"),
        ];

        let numbers: Vec<usize> = changes(&mut known, &seen).iter().map(|(number, _)| *number).collect();

        assert_eq!(numbers, [4, 6]);
        let first = changes(&mut Known::default(), &[down("connect"), down("connect")]);
        assert_eq!(first, [(1, raised(None, down("connect")))]);
    }

    #[test]
    fn what_stays_is_one_stretch_until_nobody_looked_for_too_long() {
        let mut known = Known::default();
        for minute in [0, 1, 2, 3, 6] {
            known.take(NAMED, up(), minute * 60_000, MINUTE);
        }
        let span = known.span.clone().unwrap();
        assert_eq!((span.since_ms, span.until_ms, span.runs), (0, 360_000, 5));

        known.take(NAMED, up(), 600_000, MINUTE);

        let span = known.span.unwrap();
        assert_eq!((span.since_ms, span.until_ms, span.runs), (600_000, 600_000, 1));
    }

    #[test]
    fn a_change_over_a_restart_is_seen() {
        let mut before = Known::default();
        changes(&mut before, &[up(), up()]);
        let mut after = Known::from_history(before.span.into_iter().collect());

        let changes = changes(&mut after, &[down("connect"), down("connect")]);

        assert_eq!(changes, [(1, raised(Some(WatchState::Up), down("connect")))]);
    }

    #[test]
    fn that_nobody_could_look_is_no_alarm_and_what_was_known_before_still_counts() {
        let blind = || Found::not_run(PLACE);
        let mut known = Known::default();
        let seen = [
            blind(),
            blind(),
            up(),
            up(),
            blind(),
            blind(),
            up(),
            up(),
            blind(),
            blind(),
            down("connect"),
            down("connect"),
            blind(),
            blind(),
            down("connect"),
            down("connect"),
        ];

        let alarms = changes(&mut known, &seen).into_iter();

        let told: Vec<_> = alarms.map(|(number, change)| (number, change.alarm)).collect();
        let from = Some(WatchState::Up);
        let expected = [1, 3, 5, 7, 9, 11, 13, 15].map(|number| match number {
            11 => (number, Alarm::Raised { from }),
            _ => (number, Alarm::Quiet),
        });
        assert_eq!(told, expected);
    }

    #[test]
    fn what_was_known_before_nobody_could_look_outlasts_a_restart() {
        let span = |state, runs, since_ms| WatchSpan {
            target: "pc:3389".to_owned(),
            place: "relay".to_owned(),
            since_ms,
            until_ms: since_ms,
            state,
            cause: if state == WatchState::Up { "" } else { PLACE }.to_owned(),
            finding: String::new(),
            runs,
        };
        let latest_first = vec![span(WatchState::NotRun, 3, 120_000), span(WatchState::Up, 2, 60_000)];
        let mut after = Known::from_history(latest_first);

        assert_eq!(changes(&mut after, &[up()]), []);
        let alarms: Vec<_> = changes(&mut after, &[up(), down("secure"), down("secure")]);

        let alarms: Vec<_> = alarms.into_iter().map(|(_, change)| change.alarm).collect();
        let from = Some(WatchState::Up);
        assert_eq!(alarms, [Alarm::Quiet, Alarm::Raised { from }]);
    }

    #[test]
    fn own_firewall_and_name_server_leave_a_computer_unchecked_and_its_port_makes_it_down() {
        use fixtures::reports::{broken, unconnected};
        use wire::{Dialed, Failure};

        let of = |dialed| Found::of(&unconnected("pc", &[("203.0.113.7", dialed)]));
        let found = |state, cause, finding| Found { state, cause, finding };

        assert_eq!(
            of(Dialed::LocallyBlocked),
            found(WatchState::NotRun, PLACE, "RDP-TCP-007")
        );
        assert_eq!(of(Dialed::Refused), found(WatchState::Down, "connect", "RDP-TCP-001"));
        let nameless = broken(Stage::Resolve, Failure::LookupFailed { rcode: None });
        assert_eq!(Found::of(&nameless), found(WatchState::NotRun, PLACE, "RDP-DNS-007"));
    }

    #[test]
    fn a_name_that_leads_to_forbidden_addresses_alone_is_not_checked() {
        let mut report = Report::new("pc".parse().unwrap(), wire::Place::Relay, 0);
        let stages = report.legs.iter_mut().flat_map(|leg| &mut leg.stages);
        for stage in stages {
            if let Facts::Resolve(facts) = &mut stage.facts {
                facts.forbidden = vec![[10, 0, 0, 1].into()];
            }
        }

        assert_eq!(Found::of(&report), Found::not_run(POLICY));
    }
}
