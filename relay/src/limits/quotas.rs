//! What one source may have of a relay that others use as well, and how often one target is checked for all of them.

use core::net::SocketAddr;
use core::num::{NonZeroU32, NonZeroUsize};
use core::time::Duration;

use wire::Target;
use words::Limit;

use super::denied::Denied;
use super::places::{Place, Places};
use super::rate::{Left, Rate};
use super::share::Share;
use super::source::Source;

/// The limits for each source, and for each target. There are none on one's own machine, where everybody is the owner.
#[derive(Debug)]
pub struct Quotas {
    /// Connections at once.
    pub connections: Places<Source>,
    sockets: Places<Source>,
    tunnels: Places<Source>,
    waiting: Places<Source>,
    bodies: Places<Source>,
    readings: Places<Source>,
    runs_at_once: Places<Source>,
    runs: Rate<Source>,
    shares: Rate<Source>,
    stored_kib: Rate<Source>,
    asks: Rate<Source>,
    launches: Rate<Source>,
    portals: OfPortals,
    targets_at_once: Places<Target>,
    targets: Rate<Target>,
    addresses_at_once: Places<SocketAddr>,
    addresses: Rate<SocketAddr>,
}

/// What all people in a portal have together, so that a busy one leaves something to the others.
#[derive(Debug)]
struct OfPortals {
    runs_at_once: Places<Source>,
    runs: Rate<Source>,
    shares: Rate<Source>,
    stored_kib: Rate<Source>,
}

/// What a run holds of its source and its target.
#[derive(Debug)]
pub struct RunPlaces {
    /// What is left for the source.
    pub left: Left,
    _of_source: Place<Source>,
    _of_target: Place<Target>,
    /// Absent outside of portals.
    _of_portal: Option<Place<Source>>,
}

impl Quotas {
    /// Nobody has used anything. So many people are behind one `address`, and so many use one `portal`.
    pub fn new(address: NonZeroUsize, portal: NonZeroUsize) -> Self {
        let times = address.get();
        let often = |most: NonZeroU32| often(most, times);
        let places = |most: usize| Places::new(most.saturating_mul(times));
        Self {
            connections: places(CONNECTIONS),
            sockets: places(SOCKETS),
            tunnels: places(TUNNELS),
            waiting: places(WAITING),
            bodies: places(BODIES),
            readings: Places::new(READINGS),
            runs_at_once: places(RUNS_AT_ONCE),
            runs: Rate::new(often(RUNS), TEN_MINUTES),
            shares: Rate::new(often(SHARES), HOUR),
            stored_kib: Rate::new(often(STORED_KIB), HOUR),
            asks: Rate::new(often(ASKS), HOUR),
            launches: Rate::new(often(LAUNCHES), HOUR),
            portals: OfPortals::new(portal.get()),
            targets_at_once: Places::new(TARGET_AT_ONCE),
            targets: Rate::new(TARGET_RUNS, MINUTE),
            addresses_at_once: Places::new(TARGET_AT_ONCE),
            addresses: Rate::new(TARGET_RUNS, MINUTE),
        }
    }

    /// One more run of `source`, which is to check `target`.
    ///
    /// # Errors
    ///
    /// Where one of them has had enough for now.
    pub fn run(&self, source: &Source, target: &Target) -> Result<RunPlaces, Denied> {
        // Places before rates: a place comes back by itself where something else is denied, what a rate has given does not.
        let of_source = self.runs_at_once.take(source);
        let of_source = of_source.ok_or_else(|| Denied::held(Limit::RunsAtOnce))?;
        let of_target = self.targets_at_once.take(target);
        let of_target = of_target.ok_or_else(|| Denied::held(Limit::TargetAtOnce))?;
        // The source's rate before the target's, so that nobody alone uses up what all have of one target.
        let left = self.runs.take(source).map_err(Denied::used_up(Limit::Runs))?;
        self.targets.take(target).map_err(Denied::used_up(Limit::Target))?;
        Ok(RunPlaces {
            left,
            _of_source: of_source,
            _of_target: of_target,
            _of_portal: None,
        })
    }

    /// The same in a portal, which has a share of its own. What its source is denied costs the portal nothing, so that
    /// nobody alone uses it up.
    ///
    /// # Errors
    ///
    /// Where the portal has had enough for now, too.
    pub fn run_in(&self, portal: &Source, source: &Source, target: &Target) -> Result<RunPlaces, Denied> {
        let of_portal = self.portals.runs_at_once.take(portal);
        let of_portal = of_portal.ok_or_else(|| Denied::held(Limit::Portal))?;
        let places = self.run(source, target)?;
        self.portals.runs.take(portal).map_err(Denied::used_up(Limit::Portal))?;
        Ok(RunPlaces {
            _of_portal: Some(of_portal),
            ..places
        })
    }

    /// One more check of `address`, whichever name led to it.
    ///
    /// # Errors
    ///
    /// Where it is checked often enough for now.
    pub fn dial(&self, address: SocketAddr) -> Result<Place<SocketAddr>, Denied> {
        let place = self.addresses_at_once.take(&address);
        let place = place.ok_or_else(|| Denied::held(Limit::TargetAtOnce))?;
        let rate = self.addresses.take(&address);
        rate.map(|_| place).map_err(Denied::used_up(Limit::Target))
    }

    /// What relays that count together count of a run, that of its source first. What is held is held of one relay.
    pub fn shares_of_run(&self, portal: Option<&Source>, source: &Source, target: &Target) -> Vec<Share> {
        let of_source = self.runs.share(Limit::Runs, &[b"runs", &source.to_bytes()], ONE);
        let target = target.to_string();
        let of_target = self.targets.share(Limit::Target, &[b"target", target.as_bytes()], ONE);
        let of_portal = portal.map(|portal| {
            let runs = &self.portals.runs;
            runs.share(Limit::Portal, &[b"portal", &portal.to_bytes()], ONE)
        });
        [of_source, of_target].into_iter().chain(of_portal).collect()
    }

    /// The same of the addresses that a run dials.
    pub fn shares_of_dial(&self, addresses: &[SocketAddr]) -> Vec<Share> {
        let share = |address: &SocketAddr| {
            let address = address.to_string();
            self.addresses
                .share(Limit::Target, &[b"address", address.as_bytes()], ONE)
        };
        addresses.iter().map(share).collect()
    }

    /// One more WebSocket of `source`.
    ///
    /// # Errors
    ///
    /// Where it has as many as it may.
    pub fn socket(&self, source: &Source) -> Result<Place<Source>, Denied> {
        self.sockets.take(source).ok_or_else(|| Denied::held(Limit::Sockets))
    }

    /// One more tunnel of `source`.
    ///
    /// # Errors
    ///
    /// Where it has as many as it may.
    pub fn tunnel(&self, source: &Source) -> Result<Place<Source>, Denied> {
        self.tunnels.take(source).ok_or_else(|| Denied::held(Limit::SignIns))
    }

    /// One more page of `source` that waits for an answer.
    ///
    /// # Errors
    ///
    /// Where it has as many as it may.
    pub fn wait(&self, source: &Source) -> Result<Place<Source>, Denied> {
        self.waiting.take(source).ok_or_else(|| Denied::held(Limit::Waiting))
    }

    /// So many bytes that `source` sends.
    ///
    /// # Errors
    ///
    /// Where it sends as much as it may at the same time.
    pub fn body(&self, source: &Source, bytes: usize) -> Result<Place<Source>, Denied> {
        let place = self.bodies.take_many(source, bytes);
        place.ok_or_else(|| Denied::held(Limit::Bodies))
    }

    /// One more text or file of `source` that is read.
    ///
    /// # Errors
    ///
    /// Where as many of them are read as may be.
    pub fn read(&self, source: &Source) -> Result<Place<Source>, Denied> {
        let place = self.readings.take(source);
        place.ok_or_else(|| Denied::held(Limit::Bodies))
    }

    /// One more shared result of `source`, of so many bytes; says what relays that count together count of it.
    ///
    /// # Errors
    ///
    /// Where it has shared enough for now.
    pub fn share(&self, source: &Source, bytes: usize) -> Result<Vec<Share>, Denied> {
        Ok(vec![
            used(&self.shares, (Limit::Shares, b"shares"), source, ONE)?,
            used(&self.stored_kib, (Limit::Room, b"room"), source, kib(bytes))?,
        ])
    }

    /// The same in a portal, which has a share of its own.
    ///
    /// # Errors
    ///
    /// Where the portal has shared enough for now, too.
    pub fn share_in(&self, portal: &Source, source: &Source, bytes: usize) -> Result<Vec<Share>, Denied> {
        let mut shares = self.share(source, bytes)?;
        let portals = &self.portals;
        shares.extend([
            used(&portals.shares, (Limit::Portal, b"portal's shares"), portal, ONE)?,
            used(
                &portals.stored_kib,
                (Limit::Portal, b"portal's room"),
                portal,
                kib(bytes),
            )?,
        ]);
        Ok(shares)
    }

    /// One more request for a run by `source`; says what relays that count together count of it.
    ///
    /// # Errors
    ///
    /// Where it has asked often enough for now.
    pub fn ask(&self, source: &Source) -> Result<Vec<Share>, Denied> {
        Ok(vec![used(&self.asks, (Limit::Asks, b"asks"), source, ONE)?])
    }

    /// One more check that `source` launches or opens; says what relays that count together count of it.
    ///
    /// # Errors
    ///
    /// Where it has done so often enough for now.
    pub fn launch(&self, source: &Source) -> Result<Vec<Share>, Denied> {
        Ok(vec![used(&self.launches, (Limit::Launches, b"launches"), source, ONE)?])
    }
}

impl OfPortals {
    fn new(people: usize) -> Self {
        Self {
            runs_at_once: Places::new(RUNS_AT_ONCE.saturating_mul(people)),
            runs: Rate::new(often(RUNS, people), TEN_MINUTES),
            shares: Rate::new(often(SHARES, people), HOUR),
            stored_kib: Rate::new(often(STORED_KIB, people), HOUR),
        }
    }
}

/// Uses up so many of a limit, which is counted elsewhere under its name and whose it is.
fn used(rate: &Rate<Source>, (limit, name): (Limit, &[u8]), whose: &Source, size: NonZeroU32) -> Result<Share, Denied> {
    rate.take_many(whose, size).map_err(Denied::used_up(limit))?;
    Ok(rate.share(limit, &[name, &whose.to_bytes()], size))
}

/// As often as so many `times` of one.
fn often(most: NonZeroU32, times: usize) -> NonZeroU32 {
    let times = u32::try_from(times).unwrap_or(u32::MAX);
    most.saturating_mul(NonZeroU32::new(times).unwrap_or(NonZeroU32::MIN))
}

/// What so many bytes count for: nothing is free.
fn kib(bytes: usize) -> NonZeroU32 {
    let kib = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
    NonZeroU32::new(kib).unwrap_or(NonZeroU32::MIN)
}

const ONE: NonZeroU32 = NonZeroU32::MIN;
const MINUTE: Duration = Duration::from_secs(60);
const TEN_MINUTES: Duration = Duration::from_secs(10 * 60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// A browser opens six to one host; an office behind one address has several browsers.
const CONNECTIONS: usize = 64;
/// One for each tab.
const SOCKETS: usize = 8;
/// Somebody signs in to one computer, and another one has just ended.
const TUNNELS: usize = 2;
/// Requests whose answers somebody waits for at the same time.
const WAITING: usize = 4;
/// Bytes of requests at the same time, an eighth of what all together have.
const BODIES: usize = 8 * 1024 * 1024;
/// Half of those that are read at the same time, however many people are behind the address.
const READINGS: usize = 2;
/// Somebody who compares a few computers, in as many tabs.
const RUNS_AT_ONCE: usize = 4;
/// In ten minutes; after that one every twenty seconds, and so no more than 210 in an hour.
const RUNS: NonZeroU32 = NonZeroU32::new(30).expect("it is not zero");
/// In an hour.
const SHARES: NonZeroU32 = NonZeroU32::new(20).expect("it is not zero");
/// In an hour, so that a source takes no more than a sixteenth of the usual room in a day.
const STORED_KIB: NonZeroU32 = NonZeroU32::new(5 * 1024).expect("it is not zero");
/// In an hour.
const ASKS: NonZeroU32 = NonZeroU32::new(20).expect("it is not zero");
/// In an hour: a portal may launch one for every ticket that somebody looks at.
const LAUNCHES: NonZeroU32 = NonZeroU32::new(600).expect("it is not zero");
/// Two people may look at the same computer; more of them look like an attack to it.
const TARGET_AT_ONCE: usize = 2;
/// In a minute, whoever asks.
const TARGET_RUNS: NonZeroU32 = NonZeroU32::new(10).expect("it is not zero");

#[cfg(test)]
mod tests;
