//! TCP to every address of the target, as in RFC 8305: one attempt after the other, a quarter of a second apart.
//!
//! Before: the addresses, in the order in which they are to be tried. After: the first that answered is in use, and of
//! every other one is known how it behaves. Attempts that answer too late for use are closed again at once.

use core::net::SocketAddr;
use core::time::Duration;
use std::collections::VecDeque;

use wire::{Dial, Dialed, Elapsed, MOST_ADDRESSES};

use crate::{ConnectionId, limits};

#[derive(Debug)]
pub(crate) struct Race {
    order: Vec<SocketAddr>,
    queue: VecDeque<SocketAddr>,
    attempts: Vec<Attempt>,
    ended: Vec<Dial>,
    next_at: Duration,
    deadline: Duration,
}

#[derive(Debug)]
struct Attempt {
    connection: ConnectionId,
    address: SocketAddr,
    started: Duration,
}

/// Which attempts are given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GiveUp {
    /// Those whose time is over.
    Overdue,
    /// All of them: the run ends.
    All,
}

impl Race {
    pub(crate) fn new(addresses: Vec<SocketAddr>, now: Duration) -> Self {
        let order: Vec<_> = addresses.into_iter().take(MOST_ADDRESSES).collect();
        Self {
            queue: order.iter().copied().collect(),
            order,
            attempts: Vec::new(),
            ended: Vec::new(),
            next_at: now,
            deadline: now + limits::DIAL_ALL,
        }
    }

    /// The next address to dial, when its time has come.
    pub(crate) fn next_dial(&mut self, connection: ConnectionId, now: Duration) -> Option<SocketAddr> {
        if now < self.next_at {
            return None;
        }
        let address = self.queue.pop_front()?;
        self.next_at = now + limits::NEXT_ADDRESS;
        self.attempts.push(Attempt {
            connection,
            address,
            started: now,
        });
        Some(address)
    }

    /// An attempt ended. Says which address it was for; none where the attempt is not one of this race.
    pub(crate) fn dialed(&mut self, connection: ConnectionId, dialed: Dialed, now: Duration) -> Option<Dial> {
        let place = self
            .attempts
            .iter()
            .position(|attempt| attempt.connection == connection)?;
        let attempt = self.attempts.swap_remove(place);
        // A failed attempt makes room for the next one at once (RFC 8305 section 5).
        if dialed != Dialed::Answered {
            self.next_at = now;
        }
        let dial = Dial {
            address: attempt.address,
            dialed,
            elapsed_ms: Elapsed::from(now.saturating_sub(attempt.started)),
        };
        self.ended.push(dial.clone());
        Some(dial)
    }

    /// Ends attempts, and says which.
    pub(crate) fn give_up(&mut self, which: GiveUp, now: Duration) -> Vec<ConnectionId> {
        // Behind the deadline of all, an address whose turn has not come is not tried any more.
        let everything = which == GiveUp::All || now >= self.deadline;
        if everything {
            for address in self.queue.drain(..) {
                self.ended.push(Dial {
                    address,
                    dialed: Dialed::Abandoned,
                    elapsed_ms: Elapsed::default(),
                });
            }
        }
        let over = |attempt: &Attempt| everything || now >= attempt.started + limits::DIAL;
        let overdue: Vec<_> = self
            .attempts
            .iter()
            .filter(|attempt| over(attempt))
            .map(|attempt| attempt.connection)
            .collect();
        let dialed = match which {
            GiveUp::All => Dialed::Abandoned,
            GiveUp::Overdue => Dialed::Silent,
        };
        // Like any attempt that fails, they make room for the next address.
        for connection in &overdue {
            self.dialed(*connection, dialed, now);
        }
        overdue
    }

    /// When the race wants to be looked at again.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        let next = (!self.queue.is_empty()).then_some(self.next_at);
        let overdue = self.attempts.iter().map(|attempt| attempt.started + limits::DIAL).min();
        [next, overdue]
            .into_iter()
            .flatten()
            .min()
            .map(|at| at.min(self.deadline))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.queue.is_empty() && self.attempts.is_empty()
    }

    /// Every attempt that has ended, in the order of the addresses.
    pub(crate) fn dials(&self) -> Vec<Dial> {
        let mut dials = self.ended.clone();
        // They end in any order.
        dials.sort_by_key(|dial| self.order.iter().position(|address| *address == dial.address));
        dials
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses() -> Vec<SocketAddr> {
        vec!["[2001:db8::1]:3389".parse().unwrap(), "192.0.2.1:3389".parse().unwrap()]
    }

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn second_address_waits_a_quarter_of_a_second_for_the_first() {
        let mut race = Race::new(addresses(), ms(0));

        assert!(
            race.next_dial(ConnectionId(0), ms(0))
                .is_some_and(|address| address.is_ipv6())
        );
        assert_eq!(race.next_dial(ConnectionId(1), ms(249)), None);
        assert_eq!(race.timeout(), Some(ms(250)));
        assert!(
            race.next_dial(ConnectionId(1), ms(250))
                .is_some_and(|address| address.is_ipv4())
        );
    }

    #[test]
    fn refused_attempt_lets_the_next_one_go_at_once() {
        let mut race = Race::new(addresses(), ms(0));
        race.next_dial(ConnectionId(0), ms(0));

        race.dialed(ConnectionId(0), Dialed::Refused, ms(3));

        assert!(race.next_dial(ConnectionId(1), ms(3)).is_some());
    }

    #[test]
    fn silent_attempts_are_given_up_after_five_seconds_and_reported_in_order() {
        let mut race = Race::new(addresses(), ms(0));
        race.next_dial(ConnectionId(0), ms(0));
        race.next_dial(ConnectionId(1), ms(250));
        race.dialed(ConnectionId(1), Dialed::Answered, ms(260));

        assert_eq!(race.give_up(GiveUp::Overdue, ms(4_999)), []);
        assert_eq!(race.give_up(GiveUp::Overdue, ms(5_000)), [ConnectionId(0)]);

        let seen: Vec<_> = race.dials().into_iter().map(|dial| dial.dialed).collect();
        assert_eq!(seen, [Dialed::Silent, Dialed::Answered]);
        assert!(race.is_over());
    }

    #[test]
    fn no_more_than_sixteen_addresses_are_tried() {
        let many = (0..20)
            .map(|last| SocketAddr::from(([192, 0, 2, last], 3389)))
            .collect();
        let mut race = Race::new(many, ms(0));

        let tried = (0..20).filter_map(|place: u8| {
            let at = limits::NEXT_ADDRESS * u32::from(place);
            race.next_dial(ConnectionId(place), at)
        });

        assert_eq!(tried.count(), MOST_ADDRESSES);
        race.give_up(GiveUp::All, ms(9_000));
        assert_eq!(race.dials().len(), MOST_ADDRESSES);
    }

    #[test]
    fn attempts_that_the_end_of_the_run_cuts_off_were_abandoned_and_not_silent() {
        let mut race = Race::new(addresses(), ms(0));
        race.next_dial(ConnectionId(0), ms(0));

        assert_eq!(race.give_up(GiveUp::All, ms(100)), [ConnectionId(0)]);

        let seen: Vec<_> = race.dials().into_iter().map(|dial| dial.dialed).collect();
        assert_eq!(seen, [Dialed::Abandoned, Dialed::Abandoned]);
    }

    #[test]
    fn addresses_whose_turn_has_not_come_in_ten_seconds_are_not_tried() {
        let mut race = Race::new(addresses(), ms(0));
        race.next_dial(ConnectionId(0), ms(0));

        assert_eq!(race.give_up(GiveUp::Overdue, limits::DIAL_ALL), [ConnectionId(0)]);

        let seen: Vec<_> = race.dials().into_iter().map(|dial| dial.dialed).collect();
        assert_eq!(seen, [Dialed::Silent, Dialed::Abandoned]);
        assert!(race.is_over());
    }
}
