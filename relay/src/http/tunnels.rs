//! How many sign-ins are carried at a time, and how often one may be tried.

use core::net::SocketAddr;
use core::num::NonZeroUsize;

use seal::Token;
use tracing::warn;
use wire::Target;
use words::Limit;

use crate::clock;
use crate::config::LimitSettings;
use crate::limits::{Denied, Later, Places, SIGN_IN_PERIOD, SignIns, Source};
use crate::runs::{HadTunnel, Run, TICKET_LIFE};
use crate::store::{Counted, Store, StoreError};

/// All tunnels of a relay, and how many there may be.
#[derive(Debug)]
pub(super) struct Tunnels {
    pub(super) places: Places<()>,
    guard: Guard,
}

/// Who counts sign-ins.
#[derive(Debug)]
enum Guard {
    /// The relay itself.
    Alone(SignIns),
    /// All relays of one database together.
    Together(SharedSignIns),
}

/// The sign-ins that are counted in a database, and how many there may be in [`SIGN_IN_PERIOD`].
#[derive(Debug)]
struct SharedSignIns {
    store: Store,
    of_source: NonZeroUsize,
    in_all: NonZeroUsize,
}

impl Tunnels {
    /// None yet. Where relays share a `store`, they count together in it.
    pub(super) fn new(limits: &LimitSettings, store: Option<Store>) -> Self {
        let (of_source, in_all) = (limits.sign_ins_per_address, limits.sign_ins_per_computer);
        Self {
            places: Places::new(limits.descriptors().sign_ins),
            guard: match store {
                None => Guard::Alone(SignIns::new(of_source, in_all)),
                Some(store) => Guard::Together(SharedSignIns {
                    store,
                    of_source,
                    in_all,
                }),
            },
        }
    }

    /// How many are open.
    pub(super) fn count(&self) -> usize {
        self.places.held(&())
    }

    /// Counts one more sign-in of `source` to `target`.
    ///
    /// # Errors
    ///
    /// Where there were enough for now, or nobody can say.
    pub(super) async fn sign_in_to(&self, source: Source, target: &Target) -> Result<(), Denied> {
        match &self.guard {
            Guard::Alone(sign_ins) => sign_ins.to(source, target),
            Guard::Together(shared) => shared.count(source, &target.to_string()).await,
        }
    }

    /// The same for where the target's name leads, because a computer has many names.
    ///
    /// # Errors
    ///
    /// Where there were enough for now, or nobody can say.
    pub(super) async fn sign_in_at(&self, source: Source, addresses: &[SocketAddr]) -> Result<(), Denied> {
        match &self.guard {
            Guard::Alone(sign_ins) => sign_ins.at(source, addresses),
            Guard::Together(shared) => {
                for address in addresses {
                    shared.count(source, &format!("at {address}")).await?;
                }
                Ok(())
            }
        }
    }

    /// A token for the one tunnel of `run`, good for two minutes.
    ///
    /// # Errors
    ///
    /// Where it has had its tunnel, or nobody can say.
    pub(super) async fn issue(&self, run: &Run) -> Result<Token, HadTunnel> {
        match &self.guard {
            Guard::Alone(_) => run.issue_ticket(),
            Guard::Together(shared) => shared.issue(&run.id().to_string()).await,
        }
    }

    /// Whether this token opens the tunnel of `run`, which it does once.
    pub(super) async fn redeem(&self, run: &Run, token: &Token) -> bool {
        match &self.guard {
            Guard::Alone(_) => run.redeem_ticket(token),
            Guard::Together(shared) => shared.redeem(&run.id().to_string(), token.as_str()).await,
        }
    }
}

/// Tokens of relays that share a store: any of them reads what another one wrote, and all count what was used.
impl SharedSignIns {
    async fn issue(&self, run: &str) -> Result<Token, HadTunnel> {
        let had = self.store.attempted(&[TUNNEL, run.as_bytes()], SIGN_IN_PERIOD).await;
        if had.inspect_err(uncounted).map_err(|_| HadTunnel)? > 0 {
            return Err(HadTunnel);
        }
        let until_ms = clock::unix_millis().saturating_add(clock::millis(TICKET_LIFE));
        let mark = self.store.report_key().mark(&said(run, until_ms));
        Ok(Token::new(format!("{until_ms}.{mark}")))
    }

    async fn redeem(&self, run: &str, token: &str) -> bool {
        let Some((until_ms, mark)) = token.split_once('.') else {
            return false;
        };
        let good = until_ms.parse().is_ok_and(|until_ms| {
            clock::unix_millis() < until_ms && self.store.report_key().is_mark_of(&said(run, until_ms), mark)
        });
        let first = Counted {
            what: &[TUNNEL, run.as_bytes()],
            most: NonZeroUsize::MIN,
        };
        // A run is forgotten before its tunnel is.
        good && matches!(
            self.store
                .attempt(&[first], SIGN_IN_PERIOD)
                .await
                .inspect_err(uncounted),
            Ok(None)
        )
    }

    async fn count(&self, source: Source, computer: &str) -> Result<(), Denied> {
        let (computer, whose) = (computer.as_bytes(), source.to_bytes());
        let of_source_and_all = [
            Counted {
                what: &[SIGN_IN, computer, &whose],
                most: self.of_source,
            },
            Counted {
                what: &[SIGN_IN, computer],
                most: self.in_all,
            },
        ];
        match self.store.attempt(&of_source_and_all, SIGN_IN_PERIOD).await {
            Ok(None) => Ok(()),
            Ok(Some(after)) => {
                let most = u32::try_from(self.of_source.get()).unwrap_or(u32::MAX);
                let period = SIGN_IN_PERIOD;
                Err(Denied::used_up(Limit::SignIns)(Later { most, after, period }))
            }
            // Uncounted, a sign-in may be the one that locks an account.
            Err(error) => {
                uncounted(&error);
                Err(Denied::held(Limit::SignIns))
            }
        }
    }
}

fn uncounted(error: &StoreError) {
    warn!(%error, "sign-ins can't be counted, so none is carried");
}

/// What a token says; reports bear marks of the same key, and none begins so.
fn said(run: &str, until_ms: i64) -> String {
    format!("tunnel of {run} until {until_ms}")
}

/// Other things may be counted in the same place.
const SIGN_IN: &[u8] = b"sign-in";
const TUNNEL: &[u8] = b"tunnel";
