use std::net::IpAddr;

use fixtures::dns::{self, Answer};
use fixtures::net;
use hickory_resolver::proto::rr::RecordType;
use probe::Resolution;
use relay::net::policy::Policy;
use relay::net::resolve::{Resolver, Search};
use wire::{Host, Lookup, RecordKind, Target};

/// What the relay's resolver makes of a server that answers so for `pc.example.org`, and what the server was asked.
async fn resolve(answer: Answer) -> (Resolution, Vec<String>) {
    let server = dns::Resolver::start([("pc.example.org", answer)]);
    let resolution = Resolver::new(Some(server.address))
        .resolve(&host("pc.example.org"), Search::Never)
        .await;
    (resolution, asked(&server))
}

fn asked(server: &dns::Resolver) -> Vec<String> {
    let mut asked: Vec<_> = server
        .asked()
        .iter()
        .map(|(name, kind)| format!("{kind} {name}"))
        .collect();
    asked.sort();
    asked
}

fn addresses(texts: &[&str]) -> Vec<IpAddr> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn host(name: &str) -> Host {
    name.parse::<Target>().unwrap().host
}

fn facts(lookups: &[Lookup]) -> Vec<(RecordKind, u16, Option<u16>, bool)> {
    let fact = |lookup: &Lookup| (lookup.record, lookup.addresses, lookup.rcode, lookup.silent);
    lookups.iter().map(fact).collect()
}

#[tokio::test]
async fn addresses_of_both_families_are_interleaved_with_ipv6_first() {
    let all = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1", "2001:db8::2"];

    let (resolution, asked) = resolve(Answer::Addresses(addresses(&all))).await;

    let expected = ["2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "192.0.2.3"];
    assert_eq!(resolution.addresses, addresses(&expected));
    assert_eq!(
        facts(&resolution.lookups),
        [
            (RecordKind::Aaaa, 2, Some(0), false),
            (RecordKind::A, 3, Some(0), false)
        ]
    );
    assert_eq!(asked, ["A pc.example.org", "AAAA pc.example.org"]);
    assert!(!resolution.literal);
}

#[tokio::test]
async fn aliases_are_told_once_each_in_their_order() {
    let names = ["a.example.net", "b.example.net"].map(str::to_owned);

    let (resolution, _) = resolve(Answer::Alias(names.to_vec(), addresses(&["192.0.2.1"]))).await;

    let aliases: Vec<_> = resolution.aliases.iter().map(|alias| alias.as_str()).collect();
    assert_eq!(aliases, ["a.example.net", "b.example.net"]);
    assert_eq!(resolution.addresses, addresses(&["192.0.2.1"]));
}

#[tokio::test]
async fn the_response_code_of_each_question_is_kept() {
    for (answer, expected) in [
        (Answer::NoSuchName, 3),
        (Answer::ServerFailure, 2),
        (Answer::Refused, 5),
        (Answer::NoData, 0),
    ] {
        let (resolution, _) = resolve(answer).await;

        assert_eq!(
            facts(&resolution.lookups),
            [
                (RecordKind::Aaaa, 0, Some(expected), false),
                (RecordKind::A, 0, Some(expected), false)
            ]
        );
        assert!(resolution.addresses.is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_says_nothing_is_silent_for_five_seconds() {
    let (resolution, _) = resolve(Answer::Silence).await;

    assert_eq!(
        facts(&resolution.lookups),
        [(RecordKind::Aaaa, 0, None, true), (RecordKind::A, 0, None, true)]
    );
    for lookup in &resolution.lookups {
        assert!(
            (4_990.0..5_100.0).contains(&lookup.elapsed_ms.as_millis()),
            "{lookup:?}"
        );
    }
}

#[tokio::test]
async fn a_server_that_was_gone_is_asked_again_as_soon_as_it_is_back() {
    let address = net::own_socket();
    let resolver = Resolver::new(Some(address));

    let gone = resolver.resolve(&host("pc.example.org"), Search::Never).await;
    let answer = Answer::Addresses(addresses(&["192.0.2.1"]));
    let server = dns::Resolver::start_at(address, [("pc.example.org", answer)]);
    let back = resolver.resolve(&host("pc.example.org"), Search::Never).await;

    let answered = |lookups: &[Lookup]| lookups.iter().any(|lookup| lookup.rcode.is_some());
    assert!(!answered(&gone.lookups), "nobody is there who could answer");
    assert_eq!(back.addresses, addresses(&["192.0.2.1"]));
    drop(server);
}

#[tokio::test]
async fn failure_for_one_family_leaves_the_other() {
    let answer = Answer::FailsFor(RecordType::AAAA, addresses(&["192.0.2.1"]));

    let (resolution, _) = resolve(answer).await;

    assert_eq!(
        facts(&resolution.lookups),
        [
            (RecordKind::Aaaa, 0, Some(2), false),
            (RecordKind::A, 1, Some(0), false)
        ]
    );
    assert_eq!(resolution.addresses.len(), 1);
}

#[tokio::test]
async fn truncated_answer_without_tcp_is_no_answer() {
    let (resolution, _) = resolve(Answer::CutOff).await;

    assert_eq!(
        facts(&resolution.lookups),
        [(RecordKind::Aaaa, 0, None, false), (RecordKind::A, 0, None, false)]
    );
}

#[tokio::test]
async fn localhost_needs_no_server() {
    let server = dns::Resolver::start([]);

    let resolution = Resolver::new(Some(server.address))
        .resolve(&host("localhost"), Search::Never)
        .await;

    assert!(resolution.addresses.contains(&IpAddr::from([127, 0, 0, 1])));
    assert_eq!(asked(&server), [""; 0]);
}

#[tokio::test]
async fn an_address_is_looked_up_nowhere() {
    let server = dns::Resolver::start([]);

    let resolution = Resolver::new(Some(server.address))
        .resolve(&host("[2001:db8::7]:3389"), Search::Never)
        .await;

    assert!(resolution.literal);
    assert_eq!(resolution.addresses, addresses(&["2001:db8::7"]));
    assert!(resolution.lookups.is_empty() && server.asked().is_empty());
}

#[tokio::test]
async fn a_name_beyond_ascii_is_asked_for_in_its_ascii_form() {
    let server = dns::Resolver::start([]);
    let admitted = Policy::OwnMachine.admit("büro.example".parse().unwrap()).unwrap();

    Resolver::new(Some(server.address))
        .resolve(&admitted.resolved().host, Search::Never)
        .await;

    let asked = asked(&server);
    assert!(asked.iter().all(|it| it.ends_with(" xn--bro-hoa.example")), "{asked:?}");
    assert!(asked.contains(&"A xn--bro-hoa.example".to_owned()), "{asked:?}");
}
