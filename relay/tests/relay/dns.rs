use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::rdata::CNAME;
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use probe::Resolution;
use relay::net::policy::Policy;
use relay::net::resolve::Resolver;
use tokio::net::UdpSocket;
use tokio::task::JoinHandle;
use wire::{Host, Lookup, RecordKind, Target};

/// A DNS server that answers every question by `script`, or not at all.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start(script: fn(&Name, RecordType, &mut Message) -> Option<ResponseCode>) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let serving = tokio::spawn(async move {
            let mut buffer = [0; 512];
            while let Ok((length, client)) = socket.recv_from(&mut buffer).await {
                let question = Message::from_vec(&buffer[..length]).unwrap();
                let query = question.queries[0].clone();
                log.lock()
                    .unwrap()
                    .push(format!("{} {}", query.query_type(), query.name().to_ascii()));
                let mut answer = Message::response(question.id, question.op_code);
                answer.add_query(query.clone());
                if let Some(code) = script(query.name(), query.query_type(), &mut answer) {
                    answer.metadata.response_code = code;
                    socket.send_to(&answer.to_vec().unwrap(), client).await.unwrap();
                }
            }
        });
        Self {
            address,
            asked,
            serving,
        }
    }

    async fn resolve(&self, name: &str) -> Resolution {
        Resolver::new(Some(self.address)).resolve(&host(name)).await
    }

    fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn host(name: &str) -> Host {
    name.parse::<Target>().unwrap().host
}

fn record(name: &Name, data: RData) -> Record {
    Record::from_rdata(name.clone(), 60, data)
}

pub(crate) fn address(name: &Name, address: &str) -> Record {
    record(name, address.parse::<IpAddr>().unwrap().into())
}

fn facts(lookups: &[Lookup]) -> Vec<(RecordKind, u16, Option<u16>, bool)> {
    let fact = |lookup: &Lookup| (lookup.record, lookup.addresses, lookup.rcode, lookup.silent);
    lookups.iter().map(fact).collect()
}

#[tokio::test]
async fn addresses_of_both_families_are_interleaved_with_ipv6_first() {
    let server = Server::start(|name, kind, answer| {
        let found: &[&str] = if kind == RecordType::A {
            &["192.0.2.1", "192.0.2.2", "192.0.2.3"]
        } else {
            &["2001:db8::1", "2001:db8::2"]
        };
        answer.add_answers(found.iter().map(|text| address(name, text)));
        Some(ResponseCode::NoError)
    })
    .await;

    let resolution = server.resolve("pc.example.org").await;

    let expected = ["2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "192.0.2.3"];
    assert_eq!(
        resolution.addresses,
        expected.map(|text| text.parse::<IpAddr>().unwrap())
    );
    assert_eq!(
        facts(&resolution.lookups),
        [
            (RecordKind::Aaaa, 2, Some(0), false),
            (RecordKind::A, 3, Some(0), false)
        ]
    );
    assert_eq!(server.asked(), ["A pc.example.org.", "AAAA pc.example.org."]);
    assert!(!resolution.literal);
}

#[tokio::test]
async fn the_names_between_are_told_once_each_in_their_order() {
    let server = Server::start(|name, kind, answer| {
        let names = ["a.example.net.", "b.example.net."].map(|text| Name::from_ascii(text).unwrap());
        answer.add_answer(record(name, RData::CNAME(CNAME(names[0].clone()))));
        answer.add_answer(record(&names[0], RData::CNAME(CNAME(names[1].clone()))));
        if kind == RecordType::A {
            answer.add_answer(address(&names[1], "192.0.2.1"));
        }
        Some(ResponseCode::NoError)
    })
    .await;

    let resolution = server.resolve("pc.example.org").await;

    let aliases: Vec<_> = resolution.aliases.iter().map(|alias| alias.as_str()).collect();
    assert_eq!(aliases, ["a.example.net", "b.example.net"]);
    assert_eq!(resolution.addresses, ["192.0.2.1".parse::<IpAddr>().unwrap()]);
}

#[tokio::test]
async fn the_response_code_of_each_question_is_kept() {
    for (name, expected) in [
        ("missing.example.org", 3),
        ("broken.example.org", 2),
        ("private.example.org", 5),
        ("empty.example.org", 0),
    ] {
        let server = Server::start(|name, _, _| {
            Some(match name.to_ascii().split('.').next() {
                Some("missing") => ResponseCode::NXDomain,
                Some("broken") => ResponseCode::ServFail,
                Some("private") => ResponseCode::Refused,
                _ => ResponseCode::NoError,
            })
        })
        .await;

        let resolution = server.resolve(name).await;

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
    let server = Server::start(|_, _, _| None).await;

    let resolution = server.resolve("pc.example.org").await;

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
async fn one_family_that_fails_does_not_take_the_other_with_it() {
    let server = Server::start(|name, kind, answer| {
        if kind != RecordType::A {
            return Some(ResponseCode::ServFail);
        }
        answer.add_answer(address(name, "192.0.2.1"));
        Some(ResponseCode::NoError)
    })
    .await;

    let resolution = server.resolve("pc.example.org").await;

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
async fn an_answer_that_is_cut_off_and_cannot_be_had_in_full_is_no_usable_answer() {
    // Nothing listens on the same port over TCP.
    let server = Server::start(|_, _, answer| {
        answer.metadata.truncation = true;
        Some(ResponseCode::NoError)
    })
    .await;

    let resolution = server.resolve("pc.example.org").await;

    assert_eq!(
        facts(&resolution.lookups),
        [(RecordKind::Aaaa, 0, None, false), (RecordKind::A, 0, None, false)]
    );
}

#[tokio::test]
async fn localhost_needs_no_server() {
    let server = Server::start(|_, _, _| Some(ResponseCode::NXDomain)).await;

    let resolution = server.resolve("localhost").await;

    assert!(resolution.addresses.contains(&IpAddr::from([127, 0, 0, 1])));
    assert_eq!(server.asked(), [""; 0]);
}

#[tokio::test]
async fn an_address_is_looked_up_nowhere() {
    let server = Server::start(|_, _, _| Some(ResponseCode::NXDomain)).await;

    let resolution = server.resolve("[2001:db8::7]:3389").await;

    assert!(resolution.literal);
    assert_eq!(resolution.addresses, ["2001:db8::7".parse::<IpAddr>().unwrap()]);
    assert!(resolution.lookups.is_empty() && server.asked().is_empty());
}

#[tokio::test]
async fn a_name_beyond_ascii_is_asked_for_in_its_ascii_form() {
    let server = Server::start(|_, _, _| Some(ResponseCode::NXDomain)).await;
    let admitted = Policy::OwnMachine.admit("büro.example".parse().unwrap()).unwrap();

    Resolver::new(Some(server.address))
        .resolve(&admitted.resolved().host)
        .await;

    assert_eq!(server.asked(), ["A xn--bro-hoa.example.", "AAAA xn--bro-hoa.example."]);
}
