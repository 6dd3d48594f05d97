//! Which names are asked for, one after the other, until one leads somewhere.

use futures_util::future::join;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ResolverConfig, ResolverOpts};
use hickory_resolver::net::NetError;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use tokio::time::{Instant, timeout_at};
use wire::PeerText;

use super::answer::{Answer, Answers, Family, Standing, without_dot};
use crate::clock::Clock;

/// How names that are not absolute are completed, resolv.conf(5).
pub(super) struct SearchList {
    domains: Vec<Name>,
    ndots: usize,
}

impl SearchList {
    pub(super) fn of(config: &ResolverConfig, options: &ResolverOpts) -> Self {
        let mut domains: Vec<Name> = Vec::new();
        for domain in config.domain().into_iter().chain(config.search()) {
            if !domains.contains(domain) {
                domains.push(domain.clone());
            }
        }
        Self {
            domains,
            ndots: options.ndots,
        }
    }

    /// Settles on the first candidate that has an address, as resolvers of the C library do. Both questions go to the
    /// same candidate: what one name has is never mixed with what another one lacks.
    pub(super) async fn ask(&self, client: &TokioResolver, typed: &Name, until: Instant) -> Answers {
        let mut best: Option<(Answers, Name)> = None;
        for candidate in self.candidates(typed) {
            let questions = join(
                ask(client, &candidate, Family::V6, until),
                ask(client, &candidate, Family::V4, until),
            );
            let (v6, v4) = questions.await;
            let answers = Answers::of(v6, v4);
            let standing = answers.standing();
            if best.as_ref().is_none_or(|(best, _)| standing > best.standing()) {
                best = Some((answers, candidate));
            }
            // Silence ends it as well: the next name would wait for the same server.
            if standing >= Standing::Silent {
                break;
            }
        }
        let Some((mut answers, name)) = best else {
            return Answers::missing();
        };
        if answers.standing() < Standing::Silent {
            answers.dead_end = chain(client, name, until).await;
        }
        answers
    }

    /// The absolute names that `typed` may stand for, in the order in which they are asked for.
    fn candidates(&self, typed: &Name) -> Vec<Name> {
        let mut absolute = typed.clone();
        absolute.set_fqdn(true);
        if typed.is_fqdn() {
            return vec![absolute];
        }
        let completed = |domain: &Name| typed.clone().append_domain(domain).ok();
        let mut candidates: Vec<Name> = self.domains.iter().filter_map(completed).collect();
        let dots = usize::from(typed.num_labels()).saturating_sub(1);
        // As resolv.conf(5) has it.
        if dots >= self.ndots || typed.is_localhost() {
            candidates.insert(0, absolute);
        } else {
            candidates.push(absolute);
        }
        candidates.truncate(MOST_CANDIDATES);
        candidates
    }
}

async fn ask(client: &TokioResolver, name: &Name, family: Family, until: Instant) -> Answer {
    let clock = Clock::start();
    let (_, record) = family.question();
    let answered = timeout_at(until, client.lookup(name.clone(), record)).await;
    let mut answer = match answered.unwrap_or(Err(NetError::Timeout)) {
        Ok(lookup) => Answer::of(family, lookup.message().response_code.into(), lookup.answers()),
        Err(error) => Answer::refused(family, &error),
    };
    answer.lookup.elapsed_ms = clock.elapsed().into();
    answer
}

/// The names that `name`, which has no address, leads through. Answers without addresses do not tell them, so each is
/// asked for by itself. A chain that leads in a circle ends with the first name that stands in it twice.
async fn chain(client: &TokioResolver, name: Name, until: Instant) -> Vec<PeerText> {
    let mut chain: Vec<Name> = Vec::new();
    let mut name = name;
    while chain.len() < MOST_ALIASES {
        let Ok(Ok(found)) = timeout_at(until, client.lookup(name.clone(), RecordType::CNAME)).await else {
            break;
        };
        let alias = found.answers().iter().find_map(|record| {
            let RData::CNAME(alias) = &record.data else {
                return None;
            };
            // A server may send the rest of the chain along.
            (record.name == name).then(|| alias.0.clone())
        });
        let Some(alias) = alias else { break };
        let is_circle = chain.contains(&alias);
        chain.push(alias.clone());
        if is_circle {
            break;
        }
        name = alias;
    }
    chain.iter().map(without_dot).collect()
}

/// As many as a search list of glibc's older limit, six, makes of one name, and some more.
const MOST_CANDIDATES: usize = 8;
/// Resolvers give up on longer chains, too.
const MOST_ALIASES: usize = 8;

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use fixtures::dns::{self, Answer as Told};
    use hickory_resolver::net::runtime::TokioRuntimeProvider;

    use super::super::only;
    use super::*;

    fn names(texts: &[&str]) -> Vec<Name> {
        texts.iter().map(|text| Name::from_ascii(text).unwrap()).collect()
    }

    fn search(domains: &[&str]) -> SearchList {
        SearchList {
            domains: names(domains),
            ndots: 1,
        }
    }

    fn candidates(typed: &str) -> Vec<String> {
        let candidates = search(&["s1.test.", "s2.test."]).candidates(&Name::from_ascii(typed).unwrap());
        candidates.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn short_names_are_completed_first_and_names_with_dots_last() {
        assert_eq!(candidates("pc"), ["pc.s1.test.", "pc.s2.test.", "pc."]);
        assert_eq!(candidates("pc.sub"), ["pc.sub.", "pc.sub.s1.test.", "pc.sub.s2.test."]);
        assert_eq!(candidates("pc."), ["pc."]);
        assert_eq!(candidates("pc.sub."), ["pc.sub."]);
    }

    async fn found(zone: &dns::Resolver, domains: &[&str]) -> Answers {
        let (config, _) = only(zone.address);
        let client = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            .build()
            .unwrap();
        let until = Instant::now() + Duration::from_secs(5);
        let typed = Name::from_ascii("pc").unwrap();
        search(domains).ask(&client, &typed, until).await
    }

    fn address(text: &str) -> Vec<core::net::IpAddr> {
        vec![text.parse().unwrap()]
    }

    #[tokio::test]
    async fn both_families_come_from_the_first_candidate_that_has_an_address() {
        let zone = dns::Resolver::start([
            ("pc.s1.test", Told::Addresses(address("::1"))),
            ("pc.s2.test", Told::Addresses(address("127.0.0.1"))),
        ]);

        let found = found(&zone, &["s1.test.", "s2.test."]).await;

        assert_eq!(found.v6.addresses, address("::1"));
        assert!(found.v4.addresses.is_empty());
        // It has no IPv4 address, which is no failure.
        assert_eq!(found.v4.lookup.rcode, Some(0));
    }

    #[tokio::test]
    async fn candidates_without_address_are_passed_over() {
        let zone = dns::Resolver::start([
            ("pc.s1.test", Told::NoData),
            ("pc.s2.test", Told::ServerFailure),
            ("pc.s3.test", Told::Addresses(address("127.0.0.1"))),
        ]);

        let found = found(&zone, &["s0.test.", "s1.test.", "s2.test.", "s3.test."]).await;

        assert_eq!(found.v4.addresses, address("127.0.0.1"));
    }

    #[tokio::test]
    async fn name_that_exists_without_address_tells_more_than_one_that_does_not() {
        let zone = dns::Resolver::start([("pc.s1.test", Told::NoData)]);

        let found = found(&zone, &["s0.test.", "s1.test.", "s2.test."]).await;

        assert_eq!((found.v4.lookup.rcode, found.v6.lookup.rcode), (Some(0), Some(0)));
    }
}
