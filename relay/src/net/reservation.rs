//! The places that a run needs at the addresses which it finds for its name.

use core::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::Notify;

use crate::limits::{Denied, Place, Quotas};
use crate::store::Together;

/// The addresses that one run dials, which are known only once its name is looked up.
#[derive(Debug)]
pub struct Reservation {
    /// Absent where targets are not counted.
    quotas: Option<Arc<Quotas>>,
    /// Absent where this relay counts alone.
    together: Option<Together>,
    held: Mutex<Vec<Place<SocketAddr>>>,
    denied: OnceLock<Denied>,
    told: Notify,
}

impl Reservation {
    /// Nothing yet.
    pub(crate) fn new(quotas: Option<Arc<Quotas>>, together: Option<Together>) -> Self {
        Self {
            quotas,
            together,
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
    pub async fn reserve(&self, addresses: &[SocketAddr]) -> Result<(), Denied> {
        let Some(quotas) = &self.quotas else {
            return Ok(());
        };
        self.take(quotas, addresses)
            .await
            .inspect_err(|denied| self.deny(*denied))
    }

    async fn take(&self, quotas: &Quotas, addresses: &[SocketAddr]) -> Result<(), Denied> {
        let places: Vec<_> = addresses
            .iter()
            .map(|address| quotas.dial(*address))
            .collect::<Result<_, _>>()?;
        if let Some(together) = &self.together {
            together.take(&quotas.shares_of_dial(addresses)).await?;
        }
        self.held.lock().unwrap_or_else(PoisonError::into_inner).extend(places);
        Ok(())
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
        let reserve = async || {
            let reservation = Reservation::new(Some(Arc::clone(&quotas)), None);
            reservation.reserve(&[address]).await.map(|()| reservation)
        };
        let held = (reserve().await.unwrap(), reserve().await.unwrap());

        assert_eq!(reserve().await.unwrap_err().limit, Limit::TargetAtOnce);

        drop(held);
        assert!(reserve().await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_run_whose_address_has_no_place_left_is_told() {
        let quotas = Arc::new(Quotas::new(NonZeroUsize::MIN, NonZeroUsize::MIN));
        let address = SocketAddr::from(([192, 0, 2, 7], 3389));
        let _held = (quotas.dial(address).unwrap(), quotas.dial(address).unwrap());
        let reservation = Reservation::new(Some(quotas), None);
        assert_eq!(reservation.denied().now_or_never(), None);

        let reserved = reservation.reserve(&[address]).await;

        assert_eq!(reservation.denied().now_or_never(), reserved.err());
        assert_eq!(reserved.unwrap_err().limit, Limit::TargetAtOnce);
    }
}
