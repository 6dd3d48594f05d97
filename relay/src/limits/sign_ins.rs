//! How often somebody may try to sign in to one computer: computers lock accounts after a few wrong passwords.

use core::net::SocketAddr;
use core::num::NonZeroUsize;
use core::time::Duration;

use wire::Target;
use words::Limit;

use super::attempts::Attempts;
use super::denied::Denied;
use super::source::Source;

/// The sign-ins of the last half hour. The relay does not learn whose account it is, so it counts what it sees: who asks,
/// and for which computer. They are counted on one's own machine as well, where an account is locked just as easily.
#[derive(Debug)]
pub struct SignIns {
    of_source: Attempts<(Source, Computer)>,
    in_all: Attempts<Computer>,
}

/// A computer by one of its names, or by an address that they lead to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Computer {
    Named(Target),
    At(SocketAddr),
}

impl SignIns {
    /// At most so many to one computer in [`PERIOD`].
    pub fn new(of_source: NonZeroUsize, in_all: NonZeroUsize) -> Self {
        Self {
            of_source: Attempts::new(of_source, PERIOD),
            in_all: Attempts::new(in_all, PERIOD),
        }
    }

    /// One more of `source` to `target`.
    ///
    /// # Errors
    ///
    /// Where there were enough for now.
    pub fn to(&self, source: Source, target: &Target) -> Result<(), Denied> {
        self.take(source, Computer::Named(target.clone()))
    }

    /// The same for where the target's name leads, because a computer has many names.
    ///
    /// # Errors
    ///
    /// Where there were enough for now.
    pub fn at(&self, source: Source, addresses: &[SocketAddr]) -> Result<(), Denied> {
        let mut addresses = addresses.iter();
        addresses.try_for_each(|address| self.take(source, Computer::At(*address)))
    }

    fn take(&self, source: Source, computer: Computer) -> Result<(), Denied> {
        let denied = Denied::used_up(Limit::SignIns);
        self.of_source.take(&(source, computer.clone())).map_err(&denied)?;
        self.in_all.take(&computer).map_err(denied)
    }
}

/// Windows counts wrong passwords over 10 to 30 minutes by its usual policies.
pub const PERIOD: Duration = Duration::from_secs(30 * 60);

#[cfg(test)]
mod tests {
    use core::net::Ipv4Addr;

    use super::*;

    fn source(last: u8) -> Source {
        Source::of(Ipv4Addr::new(192, 0, 2, last).into())
    }

    fn sign_ins(of_source: usize, in_all: usize) -> SignIns {
        let [of_source, in_all] = [of_source, in_all].map(|most| NonZeroUsize::new(most).unwrap());
        SignIns::new(of_source, in_all)
    }

    #[tokio::test(start_paused = true)]
    async fn one_source_has_its_few_and_all_together_theirs() {
        let (sign_ins, pc) = (sign_ins(3, 4), "pc".parse().unwrap());
        for _ in 0..3 {
            sign_ins.to(source(1), &pc).unwrap();
        }
        assert_eq!(sign_ins.to(source(1), &pc).unwrap_err().limit, Limit::SignIns);
        sign_ins.to(source(2), &pc).unwrap();
        assert!(sign_ins.to(source(3), &pc).is_err(), "four were enough for it");
        assert!(sign_ins.to(source(3), &"other".parse().unwrap()).is_ok());
        tokio::time::advance(PERIOD).await;
        assert!(sign_ins.to(source(1), &pc).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn many_names_of_one_address_are_one_computer() {
        let sign_ins = sign_ins(1, 10);
        let addresses = [SocketAddr::from(([192, 0, 2, 7], 3389))];
        sign_ins.at(source(1), &addresses).unwrap();

        assert!(sign_ins.at(source(1), &addresses).is_err());
        assert!(sign_ins.at(source(2), &addresses).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn every_address_that_a_name_leads_to_counts() {
        let sign_ins = sign_ins(1, 10);
        let [one, other] = [7, 8].map(|last| SocketAddr::from(([192, 0, 2, last], 3389)));

        sign_ins.at(source(1), &[one, other]).unwrap();

        assert!(sign_ins.at(source(1), &[other]).is_err());
    }
}
