//! The places that a run needs at the addresses which it finds for its name.

use core::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::Notify;

use super::denied::Denied;
use super::places::Place;
use super::quotas::Quotas;

/// The addresses that one run dials, which are known only once its name is looked up.
#[derive(Debug)]
pub struct Reservation {
    /// Absent where targets are not counted.
    quotas: Option<Arc<Quotas>>,
    held: Mutex<Vec<Place<SocketAddr>>>,
    denied: OnceLock<Denied>,
    told: Notify,
}

impl Reservation {
    /// Nothing yet.
    pub fn new(quotas: Option<Arc<Quotas>>) -> Self {
        Self {
            quotas,
            held: Mutex::default(),
            denied: OnceLock::new(),
            told: Notify::new(),
        }
    }

    /// Takes a place at each of `addresses`, which are given back with this.
    ///
    /// # Errors
    ///
    /// Where one of them is checked often enough for now; [`Self::denied`] is told as well.
    pub fn reserve(&self, addresses: impl Iterator<Item = SocketAddr>) -> Result<(), Denied> {
        let Some(quotas) = &self.quotas else {
            return Ok(());
        };
        let taken: Result<Vec<_>, _> = addresses.map(|address| quotas.dial(address)).collect();
        match taken {
            Ok(places) => {
                self.held.lock().unwrap_or_else(PoisonError::into_inner).extend(places);
                Ok(())
            }
            Err(denied) => {
                self.deny(denied);
                Err(denied)
            }
        }
    }

    /// The run cannot go on, for want of something that is not the target's.
    pub(crate) fn deny(&self, denied: Denied) {
        // Each run looks its name up once.
        let _first = self.denied.set(denied);
        self.told.notify_one();
    }

    /// Completes when a place was not there.
    pub async fn denied(&self) -> Denied {
        loop {
            if let Some(denied) = self.denied.get() {
                return *denied;
            }
            self.told.notified().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use core::num::NonZeroUsize;

    use futures_util::FutureExt as _;
    use words::Limit;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn many_names_of_one_address_are_one_target() {
        let quotas = Arc::new(Quotas::new(NonZeroUsize::MIN, NonZeroUsize::MIN));
        let address = SocketAddr::from(([192, 0, 2, 7], 3389));
        let reserve = || {
            let reservation = Reservation::new(Some(Arc::clone(&quotas)));
            reservation.reserve([address].into_iter()).map(|()| reservation)
        };
        let held = (reserve().unwrap(), reserve().unwrap());

        assert_eq!(reserve().unwrap_err().limit, Limit::TargetAtOnce);

        drop(held);
        assert!(reserve().is_ok());
    }
    #[tokio::test(start_paused = true)]
    async fn a_run_whose_address_has_no_place_left_is_told() {
        let quotas = Arc::new(Quotas::new(NonZeroUsize::MIN, NonZeroUsize::MIN));
        let address = SocketAddr::from(([192, 0, 2, 7], 3389));
        let _held = (quotas.dial(address).unwrap(), quotas.dial(address).unwrap());
        let reservation = Reservation::new(Some(quotas));
        assert_eq!(reservation.denied().now_or_never(), None);

        let reserved = reservation.reserve([address].into_iter());

        assert_eq!(reservation.denied().now_or_never(), reserved.err());
        assert_eq!(reserved.unwrap_err().limit, Limit::TargetAtOnce);
    }
}
