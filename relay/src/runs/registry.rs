//! All runs of a relay: started here, found here.

use core::future::pending;
use std::sync::Arc;

use diagnosis::diagnose;
use tokio::sync::watch;
use tracing::trace;
use wire::{Record, Report, RunKey, ServerMessage};

use super::events::Events;
use super::key::{KeyHash, RunId, random_key};
use super::known::Known;
use super::places::{Vantage, walk};
use super::run::{Audit, Followed, Requester, Run, Via};
use super::turns::{Turn, Turns};
use crate::driver;
use crate::limits::{Denied, Left, Quotas, RunPlaces, Source, SourceNames};
use crate::metrics::Metrics;
use crate::net::dial::Network;
use crate::net::policy::Admitted;
use crate::net::{Reservation, Way};
use crate::store::{ReportKey, Together};

/// The runs that are under way, and those that ended a short while ago. Cheap to clone; all clones have the same ones.
#[derive(Clone, Debug)]
pub struct Runs {
    network: Arc<Network>,
    recordings: Recordings,
    /// Absent where sources and targets are not counted.
    quotas: Option<Arc<Quotas>>,
    /// Where other relays count them as well; absent where this one is alone.
    together: Option<Together>,
    /// The portal in whose frame these are started; absent elsewhere.
    portal: Option<Source>,
    turns: Turns,
    known: Known,
    names: SourceNames,
    metrics: Metrics,
    report_key: ReportKey,
    /// How many are under way or wait.
    live: watch::Sender<usize>,
}

/// Whether recordings are kept at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recordings {
    /// As whoever starts a run asks.
    AsAsked,
    /// The relay's owner does not want them.
    Off,
}

/// What a run is to be.
#[derive(Debug)]
pub struct NewRun {
    /// The computer and the way there, of which the policy has admitted something.
    pub way: Way,
    /// Who asks.
    pub requester: Requester,
    /// From where; never empty.
    pub places: Vec<Vantage>,
    /// What is to be kept of its bytes.
    pub record: Record,
    /// What becomes of it when nobody follows it.
    pub unfollowed: Unfollowed,
}

/// What becomes of a run that nobody follows any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfollowed {
    /// It stops at once: it was for those who watched.
    Stops,
    /// It goes on to its end, and is kept for whoever comes with its key.
    GoesOn,
}

/// A run that has begun. The key is nowhere else.
#[derive(Debug)]
pub struct Started {
    /// The run.
    pub run: Arc<Run>,
    /// What opens it.
    pub key: RunKey,
    /// Its events. Without any subscriber the run stops, so this one came into being with it.
    pub events: Events,
    /// How many more its source may start; absent where that is not counted.
    pub left: Option<Left>,
}

impl Runs {
    /// None yet. Those to come reach their computers over `network`, at most `most` at once.
    ///
    /// # Panics
    ///
    /// Where the system's random source does not work.
    pub(crate) fn new(
        network: Arc<Network>,
        recordings: Recordings,
        quotas: (Option<Arc<Quotas>>, Option<Together>),
        metrics: Metrics,
        report_key: ReportKey,
        most: usize,
    ) -> Self {
        Self {
            network,
            recordings,
            quotas: quotas.0,
            together: quotas.1,
            portal: None,
            turns: Turns::new(most),
            known: Known::none(),
            names: SourceNames::draw().expect("the system's random source works"),
            metrics,
            report_key,
            live: watch::Sender::new(0),
        }
    }

    /// The same runs and places, for others who reach their computers over `network`, in a portal or outside of all.
    pub fn over(&self, network: Arc<Network>, recordings: Recordings, portal: Option<Source>) -> Self {
        Self {
            network,
            recordings,
            portal,
            ..self.clone()
        }
    }

    /// Starts a run, or lets it wait for its turn.
    ///
    /// # Errors
    ///
    /// Where there is no place for one more, or its source or its target has had enough for now.
    ///
    /// # Panics
    ///
    /// Where the system's random source does not work.
    pub async fn start(&self, new: NewRun) -> Result<Started, Denied> {
        let source = new.requester.source;
        // Before anything is waited for, so that a relay that stops waits for this run, too.
        let live = Live::begin(&self.live);
        let counted = self.allow(&source, &new.way).await;
        let (turn, counted, left) = counted.inspect_err(|denied| self.metrics.denied(*denied))?;
        let names = RunId::random().and_then(|id| Ok((id, random_key()?)));
        let (id, key) = names.expect("the system's random source works");
        let run = Arc::new(Run::new(
            id,
            KeyHash::of(key.as_str()),
            new.way.target().clone(),
            new.requester,
            Audit {
                source: self.names.of(source),
                rule: new.way.rule().to_owned(),
                metrics: self.metrics.clone(),
            },
            new.record,
        ));
        let started = Started {
            events: run.subscribe(),
            run: Arc::clone(&run),
            key,
            left,
        };
        trace!(run = %run.id(), target = %new.way.target(), "run begins");
        self.begin(&run);
        let driven = Driven {
            run,
            unfollowed: new.unfollowed,
            network: Arc::clone(&self.network),
            known: self.known.clone(),
            reservation: Arc::new(Reservation::new(self.quotas.clone(), self.together.clone())),
            places: (turn, counted),
            live,
            report_key: self.report_key.clone(),
        };
        let record = self.recordings.allow(new.record);
        // By itself: what becomes of it once nobody listens is for the run to decide, and not for the request.
        tokio::spawn(driven.drive(new.places, new.way, record));
        Ok(started)
    }

    /// What a run needs to begin, and what its source has left. What this relay denies by itself is no work for the database.
    async fn allow(&self, source: &Source, way: &Way) -> Result<(Turn, Option<RunPlaces>, Option<Left>), Denied> {
        let Some(quotas) = &self.quotas else {
            return Ok((self.turns.draw()?, None, None));
        };
        let target = way.counted();
        let places = match &self.portal {
            Some(portal) => quotas.run_in(portal, source, target),
            None => quotas.run(source, target),
        }?;
        // Behind the quotas: whoever has had enough takes no place in the queue.
        let turn = self.turns.draw()?;
        let left = match &self.together {
            Some(together) => {
                let shares = quotas.shares_of_run(self.portal.as_ref(), source, target);
                together.take(&shares).await?
            }
            None => None,
        };
        let left = left.unwrap_or(places.left);
        Ok((turn, Some(places), Some(left)))
    }

    /// Has a run found by its key from now on.
    pub(crate) fn begin(&self, run: &Arc<Run>) {
        self.known.begin(run);
    }

    /// What counts runs.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Keeps a run that came to its end, and forgets one that nobody followed to it.
    pub(crate) fn settle(&self, run: &Arc<Run>) {
        self.known.settle(run);
    }

    /// Checks a computer once from one place, for the relay's owner: nobody follows, nothing of it is kept, and it is
    /// counted for no source and no target.
    ///
    /// # Errors
    ///
    /// Where there is no place for one more.
    pub(crate) async fn observe(&self, place: Vantage, target: Admitted) -> Result<Report, Denied> {
        let counted = |denied: &Denied| self.metrics.denied(*denied);
        let turn = self.turns.draw().inspect_err(counted)?;
        let _live = Live::begin(&self.live);
        let _place = turn.come(|_| {}).await.inspect_err(counted)?;
        let run = walk(vec![place], target.into(), &self.network, None, |_| {}, pending());
        let report = run.await.report;
        self.metrics
            .ended(&report, diagnose(&report).first().map(|finding| finding.id));
        Ok(report)
    }

    /// Completes when none is under way.
    pub async fn ended(&self) {
        let mut live = self.live.subscribe();
        // An error would mean that nobody counts any more.
        let _ = live.wait_for(|live| *live == 0).await;
    }

    /// How many are under way, and how many wait for their turn.
    pub fn count(&self) -> (usize, usize) {
        let queued = self.turns.queued();
        (self.live.borrow().saturating_sub(queued), queued)
    }

    /// Whether one more would find no place, not even in the queue.
    pub fn are_full(&self) -> bool {
        self.turns.are_none_left()
    }

    /// What `source` is called in the log until the next start.
    pub fn name_of(&self, source: Source) -> String {
        self.names.of(source)
    }

    /// The run that this key opens; absent where it opens none, or none any more.
    pub fn find(&self, key: &RunKey) -> Option<Arc<Run>> {
        let key = KeyHash::of(key.as_str());
        self.known.find(|run| run.is_opened_by(&key))
    }

    /// The same for whoever has the hash of the key, with what happens in the run. One that another relay makes counts for
    /// none.
    pub(crate) fn followed(&self, key: &KeyHash) -> Option<Followed> {
        let run = self
            .known
            // Else two relays would each follow the other's image of a run that neither makes.
            .find(|run| run.is_opened_by(key) && run.requester().via != Via::Relay);
        run.map(Followed::from)
    }

    /// The run with this id that `source` asked for itself; absent where there is none, or none any more.
    pub fn find_own(&self, id: &str, source: Source) -> Option<Arc<Run>> {
        self.known
            .find(|run| run.requester().source == source && run.id().to_string() == id)
    }
}

impl Recordings {
    /// What is recorded where so much was asked for.
    fn allow(self, asked: Record) -> Option<Record> {
        (self == Self::AsAsked).then_some(asked)
    }
}

/// A run with what it needs to go on by itself.
struct Driven {
    run: Arc<Run>,
    unfollowed: Unfollowed,
    network: Arc<Network>,
    known: Known,
    reservation: Arc<Reservation>,
    places: (Turn, Option<RunPlaces>),
    live: Live,
    report_key: ReportKey,
}

/// Counts a run for as long as it is there.
struct Live(watch::Sender<usize>);

impl Live {
    fn begin(live: &watch::Sender<usize>) -> Self {
        live.send_modify(|live| *live += 1);
        Self(live.clone())
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.0.send_modify(|live| *live = live.saturating_sub(1));
    }
}

impl Driven {
    async fn drive(self, places: Vec<Vantage>, way: Way, record: Option<Record>) {
        let run = self.run;
        // Until everybody who follows has been told of the end.
        let _live = self.live;
        let (turn, counted) = self.places;
        let network = self.network.reserving(Arc::clone(&self.reservation));
        let denied = self.reservation.denied();
        let events = |event| run.events.publish(&ServerMessage::from(event));
        let cancelled = run.cancelled.notified();
        let driven = async {
            let waiting = |ahead| run.events.publish(&ServerMessage::Waiting { ahead });
            let _place = turn.come(waiting).await?;
            let driven = walk(places, way, &network, record, events, cancelled);
            tokio::select! {
                ended = driven => Ok(ended),
                denied = denied => Err(denied),
            }
        };
        let left_alone = async {
            match self.unfollowed {
                Unfollowed::Stops => run.events.abandoned().await,
                Unfollowed::GoesOn => pending().await,
            }
        };
        let ended = tokio::select! {
            ended = driven => Some(ended),
            () = left_alone => None,
        };
        // Before the end is told, because whoever hears it may start the next run at once.
        drop((counted, network, self.reservation));
        match ended {
            Some(Ok(driver::Run { mut report, recording })) => {
                self.report_key.sign(&mut report);
                run.end(report, recording);
            }
            Some(Err(denied)) => run.refuse(denied),
            None => run.abandon(),
        }
        self.known.settle(&run);
    }
}
