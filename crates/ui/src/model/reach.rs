//! What the reader's own browser sees of the computer's port, and what may be said of that.
//!
//! A browser tells a page when something ends its attempt, and nothing else: a refusal, an answer and a router's message
//! look the same. So there are two tries, and two controls beside them: the page's own server, which has to react, and an
//! address that nobody has, which must not.

use core::net::{IpAddr, Ipv6Addr};
use core::time::Duration;

use wire::{Elapsed, Facts, Failure, NotChecked, Outcome, ReachFacts, Stage, StageReport};

/// How long something may take to react.
pub const REACH_LIMIT: Duration = Duration::from_secs(10);
/// How long after the first try the second one begins: time for a lost packet to be another one.
pub const REACH_PAUSE: Duration = Duration::from_millis(300);

/// Whether the page may try the computer's port from the reader's own browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReachConsent {
    /// It is not offered: the relay is on the reader's own machine, and sees the same.
    #[default]
    NotOffered,
    /// The reader is asked for every check.
    EachTime,
    /// The reader is asked, and this browser remembers that they agreed.
    Asked,
    /// The reader has agreed, for this browser.
    Agreed,
}

/// What the reader's browser saw. Times are in milliseconds; absent where nothing reacted within the limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observed {
    /// Each try of the computer's port.
    pub tries: Vec<Option<Elapsed>>,
    /// The page's own server.
    pub own: Option<Elapsed>,
    /// An address that nobody has.
    pub nobody: Option<Elapsed>,
    /// Why the browser tried nothing; absent where it did.
    pub hindered: Option<Hindrance>,
}

/// Why a browser tries nothing for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// It has no WebRTC, or a policy forbids it.
    Unsupported,
    /// The reader does not let the page reach their network.
    Denied,
}

impl Observed {
    /// What the script that tries has noted: the whole milliseconds of the tries, of the page's own server and of nobody's address,
    /// each empty where nothing reacted, with commas between them; or one word for why it tried nothing.
    pub fn read(noted: &str) -> Self {
        // Whole ones: reading numbers with a point would weigh more than all of this file.
        let time = |text: &str| {
            text.parse()
                .ok()
                .map(|millis| Elapsed::from(Duration::from_millis(millis)))
        };
        let times: Vec<Option<Elapsed>> = noted.split(',').map(time).collect();
        match times.as_slice() {
            [first, second, own, nobody] => Self {
                tries: vec![*first, *second],
                own: *own,
                nobody: *nobody,
                hindered: None,
            },
            _ => Self {
                hindered: Some(if noted == "denied" {
                    Hindrance::Denied
                } else {
                    Hindrance::Unsupported
                }),
                ..Self::default()
            },
        }
    }

    /// What may be said of `address` after these tries.
    pub fn judged(&self, address: IpAddr) -> StageReport {
        let late = |time: &Option<Elapsed>| time.is_some_and(|time| time >= Elapsed::from(LATE));
        let reactions = self.tries.iter().flatten().count();
        let left_out = match self.hindered {
            Some(Hindrance::Denied) => Some(NotChecked::PageMayNotTry),
            Some(Hindrance::Unsupported) => Some(NotChecked::PageCannotTry),
            None if self.tries.is_empty() => Some(NotChecked::PageCannotTry),
            None if self.own.is_none() => Some(NotChecked::OwnServerSilent),
            None if self.nobody.is_some() => Some(NotChecked::EverythingReacts),
            None if self.tries.iter().any(late) => Some(NotChecked::Undecided),
            None => None,
        };
        if let Some(why) = left_out {
            return not_known(why);
        }
        let facts = Facts::Reach(ReachFacts {
            address: Some(address),
            tries: self.tries.clone(),
            unsteady: reactions > 0 && reactions < self.tries.len(),
            told: None,
        });
        let silent = reactions == 0;
        let slowest = self.tries.iter().flatten().copied().max();
        StageReport {
            facts,
            outcome: if silent { Outcome::Silent } else { Outcome::Passed },
            elapsed_ms: Some(slowest.unwrap_or_else(|| Elapsed::from(REACH_LIMIT))),
            failure: silent.then_some(Failure::TimedOut { received: 0 }),
            ..StageReport::not_reached(Stage::Reach)
        }
    }
}

/// Nothing is known, for this reason.
pub(crate) fn not_known(why: NotChecked) -> StageReport {
    StageReport {
        outcome: Outcome::NotChecked,
        not_checked: Some(why),
        ..StageReport::not_reached(Stage::Reach)
    }
}

/// Whether a page may try this address and port: no browser lets it try others, or they are the reader's own machine.
pub(super) fn may_be_tried(address: IpAddr, port: u16) -> bool {
    let elsewhere = match address.to_canonical() {
        IpAddr::V4(v4) => {
            !(v4.is_loopback() || v4.is_unspecified() || v4.is_multicast() || v4.is_broadcast() || v4.is_link_local())
        }
        IpAddr::V6(v6) => {
            let link_local = v6.is_unicast_link_local();
            !(v6.is_loopback() || v6.is_multicast() || link_local || v6 == Ipv6Addr::UNSPECIFIED)
        }
    };
    let system = port < FIRST_OF_USERS && !OPEN_OF_SYSTEM.contains(&port);
    elsewhere && !system && !BLOCKED.contains(&port)
}

/// From here on a reaction may be the browser's own end of waiting.
const LATE: Duration = Duration::from_secs(9);
/// Below, Chromium asks no TURN server but at [`OPEN_OF_SYSTEM`], and reports an error without sending anything.
const FIRST_OF_USERS: u16 = 1024;
const OPEN_OF_SYSTEM: [u16; 2] = [80, 443];
/// The ports from 1024 on to which browsers connect for no page (Fetch, "bad port").
const BLOCKED: [u16; 19] = [
    1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: IpAddr = IpAddr::V4(core::net::Ipv4Addr::new(203, 0, 113, 7));

    fn ms(millis: u64) -> Option<Elapsed> {
        Some(Elapsed::from(Duration::from_millis(millis)))
    }

    fn seen(tries: [Option<Elapsed>; 2]) -> Observed {
        Observed {
            tries: tries.to_vec(),
            own: ms(30),
            ..Observed::default()
        }
    }

    fn said(observed: &Observed) -> (Outcome, Option<NotChecked>) {
        let report = observed.judged(ADDRESS);
        (report.outcome, report.not_checked)
    }

    fn unsteady(observed: &Observed) -> bool {
        matches!(observed.judged(ADDRESS).facts, Facts::Reach(facts) if facts.unsteady)
    }

    #[test]
    fn notes_of_the_script_are_read() {
        let all = Observed::read("49,,30,");

        assert_eq!(all, seen([ms(49), None]));
        assert_eq!(Observed::read(",,,").own, None);
        assert_eq!(Observed::read("denied").hindered, Some(Hindrance::Denied));
        for other in ["unsupported", "", "1,2"] {
            assert_eq!(Observed::read(other).hindered, Some(Hindrance::Unsupported), "{other}");
        }
    }

    #[test]
    fn reaction_silence_and_one_of_two_are_told_apart() {
        let (both, none, one) = (seen([ms(49), ms(47)]), seen([None, None]), seen([None, ms(47)]));

        assert_eq!(said(&both), (Outcome::Passed, None));
        assert_eq!(said(&none), (Outcome::Silent, None));
        assert_eq!(said(&one), (Outcome::Passed, None));
        assert_eq!([both, none, one].map(|it| unsteady(&it)), [false, false, true]);
    }

    #[test]
    fn nothing_is_said_where_a_control_contradicts() {
        for tries in [[ms(49), ms(47)], [None, None]] {
            let deaf = Observed {
                own: None,
                ..seen(tries)
            };
            let echo = Observed {
                nobody: ms(50),
                ..seen(tries)
            };

            assert_eq!(said(&deaf), (Outcome::NotChecked, Some(NotChecked::OwnServerSilent)));
            assert_eq!(said(&echo), (Outcome::NotChecked, Some(NotChecked::EverythingReacts)));
        }
    }

    #[test]
    fn late_reaction_counts_neither_way() {
        let late = seen([ms(9_400), None]);

        assert_eq!(said(&late), (Outcome::NotChecked, Some(NotChecked::Undecided)));
    }

    #[test]
    fn browser_that_does_not_try_says_nothing_of_the_computer() {
        for (why, told) in [
            (Hindrance::Unsupported, NotChecked::PageCannotTry),
            (Hindrance::Denied, NotChecked::PageMayNotTry),
        ] {
            let hindered = Observed {
                hindered: Some(why),
                ..Observed::default()
            };
            assert_eq!(said(&hindered), (Outcome::NotChecked, Some(told)));
        }
    }

    #[test]
    fn judgement_is_one_that_a_report_may_hold() {
        for observed in [seen([ms(49), None]), seen([None, None]), Observed::default()] {
            let mut leg = wire::Leg::new(wire::Node::Browser, wire::Node::Computer, wire::Place::Browser);
            leg.replace(observed.judged(ADDRESS));
            let mut report = wire::Report::new("pc".parse().unwrap(), wire::Place::Relay, 0);
            report.legs.push(leg);
            assert_eq!(report.fault(), None, "{observed:?}");
        }
    }

    #[test]
    fn own_machine_and_ports_that_browsers_block_are_left_alone() {
        let may = |address: &str, port| may_be_tried(address.parse().unwrap(), port);

        assert!(may("203.0.113.7", 3389) && may("10.0.0.7", 443) && may("2001:db8::7", 33890));
        for address in [
            "127.0.0.1",
            "::1",
            "::ffff:127.0.0.1",
            "0.0.0.0",
            "169.254.1.1",
            "fe80::1",
            "255.255.255.255",
        ] {
            assert!(!may(address, 3389), "{address}");
        }
        for port in [22, 25, 1023, 2049, 6000, 6697, 10080] {
            assert!(!may("203.0.113.7", port), "{port}");
        }
    }
}
