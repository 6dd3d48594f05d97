//! A resolver of the suite's own: it knows the names that a test gives it, and can fail in every way.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use hickory_proto::op::{Message, Metadata, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, CNAME};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use socket2::SockRef;

use crate::net;

/// What the resolver says about a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// These addresses, each to the question for its kind.
    Addresses(Vec<IpAddr>),
    /// That it is another name for one with these addresses.
    Alias(String, Vec<IpAddr>),
    /// That it exists and has no address.
    NoData,
    /// NXDOMAIN.
    NoSuchName,
    /// SERVFAIL.
    ServerFailure,
    /// REFUSED.
    Refused,
    /// Nothing.
    Silence,
    /// SERVFAIL to the first question for each kind, the addresses to all later ones.
    Flapping(Vec<IpAddr>),
    /// A truncated answer over UDP, the addresses over TCP.
    TooLongForUdp(Vec<IpAddr>),
}

/// A running resolver on UDP and TCP; names that it was not given do not exist.
#[derive(Debug)]
pub struct Resolver {
    /// Where it listens.
    pub address: SocketAddr,
    zone: Arc<Zone>,
    datagrams: Arc<UdpSocket>,
    streams: Arc<TcpListener>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Zone {
    names: BTreeMap<String, Answer>,
    asked: Mutex<Vec<(String, RecordType)>>,
    stopping: AtomicBool,
}

impl Resolver {
    /// Answers so for these names.
    pub fn start<const N: usize>(names: [(&str, Answer); N]) -> Self {
        Self::start_on(0, names)
    }

    /// The same on a certain port, or on a free one where it is 0.
    pub fn start_on<const N: usize>(port: u16, names: [(&str, Answer); N]) -> Self {
        let names = names.into_iter().map(|(name, answer)| (name.to_owned(), answer));
        let zone = Arc::new(Zone {
            names: names.collect(),
            ..Zone::default()
        });
        let streams = Arc::new(TcpListener::bind((net::own_address(), port)).expect("a free port"));
        let address = streams.local_addr().expect("a bound listener");
        let datagrams = Arc::new(UdpSocket::bind(address).expect("an address of its own"));
        let threads = vec![
            thread::spawn({
                let (zone, datagrams) = (Arc::clone(&zone), Arc::clone(&datagrams));
                move || answer_datagrams(&zone, &datagrams)
            }),
            thread::spawn({
                let (zone, streams) = (Arc::clone(&zone), Arc::clone(&streams));
                move || answer_streams(&zone, &streams)
            }),
        ];
        Self {
            address,
            zone,
            datagrams,
            streams,
            threads,
        }
    }

    /// The questions so far, in order.
    pub fn asked(&self) -> Vec<(String, RecordType)> {
        self.zone.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Resolver {
    fn drop(&mut self) {
        self.zone.stopping.store(true, Ordering::Relaxed);
        // Both wake the threads that wait on them; an empty datagram does for the first.
        let _ = self.datagrams.send_to(&[], self.address);
        let _ = SockRef::from(self.streams.as_ref()).shutdown(Shutdown::Both);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn answer_datagrams(zone: &Zone, socket: &UdpSocket) {
    let mut buffer = [0; 4096];
    while let Ok((length, client)) = socket.recv_from(&mut buffer) {
        if zone.stopping.load(Ordering::Relaxed) {
            return;
        }
        let question = buffer.get(..length).unwrap_or_default();
        if let Some(answer) = zone.answer(question, Carrier::Udp) {
            // An error means that the client is gone.
            let _ = socket.send_to(&answer, client);
        }
    }
}

fn answer_streams(zone: &Arc<Zone>, listener: &TcpListener) {
    while let Ok((mut stream, _)) = listener.accept() {
        let zone = Arc::clone(zone);
        // An error means that the client is gone.
        thread::spawn(move || while answer_stream(&zone, &mut stream).is_ok() {});
    }
}

/// Answers one of the questions that come over one connection.
fn answer_stream(zone: &Zone, stream: &mut TcpStream) -> io::Result<()> {
    let mut length = [0; 2];
    stream.read_exact(&mut length)?;
    let mut question = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut question)?;
    let Some(answer) = zone.answer(&question, Carrier::Tcp) else {
        return Ok(());
    };
    let length = u16::try_from(answer.len()).unwrap_or(u16::MAX);
    stream.write_all(&[length.to_be_bytes().as_slice(), &answer].concat())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Carrier {
    Udp,
    Tcp,
}

impl Zone {
    fn answer(&self, question: &[u8], carrier: Carrier) -> Option<Vec<u8>> {
        let request = Message::from_vec(question).ok()?;
        let query = request.queries.first()?.clone();
        let (name, kind) = (query.name().clone(), query.query_type());
        let text = name.to_ascii().trim_end_matches('.').to_lowercase();
        let earlier = {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            let question = (text.clone(), kind);
            let earlier = asked.contains(&question);
            asked.push(question);
            earlier
        };

        let mut response = Message::response(request.metadata.id, request.metadata.op_code);
        response.metadata = Metadata::response_from_request(&request.metadata);
        response.metadata.recursion_available = true;
        response.add_query(query);
        match &self.known(&text) {
            Answer::Silence => return None,
            Answer::NoData => {}
            Answer::NoSuchName => response.metadata.response_code = ResponseCode::NXDomain,
            Answer::ServerFailure => response.metadata.response_code = ResponseCode::ServFail,
            Answer::Refused => response.metadata.response_code = ResponseCode::Refused,
            Answer::Flapping(_) if !earlier => response.metadata.response_code = ResponseCode::ServFail,
            Answer::TooLongForUdp(_) if carrier == Carrier::Udp => response.metadata.truncation = true,
            Answer::Addresses(addresses) | Answer::Flapping(addresses) | Answer::TooLongForUdp(addresses) => {
                response.add_answers(records(&name, kind, addresses));
            }
            Answer::Alias(target, addresses) => {
                let target = Name::from_ascii(format!("{target}.")).ok()?;
                let alias = RData::CNAME(CNAME(target.clone()));
                response.add_answer(Record::from_rdata(name, TTL, alias));
                response.add_answers(records(&target, kind, addresses));
            }
        }
        response.to_vec().ok()
    }
}

impl Zone {
    fn known(&self, name: &str) -> Answer {
        let behind_alias = || {
            self.names.values().find_map(|answer| match answer {
                Answer::Alias(target, addresses) if target == name => Some(Answer::Addresses(addresses.clone())),
                Answer::Alias(..)
                | Answer::Addresses(_)
                | Answer::NoData
                | Answer::NoSuchName
                | Answer::ServerFailure
                | Answer::Refused
                | Answer::Silence
                | Answer::Flapping(_)
                | Answer::TooLongForUdp(_) => None,
            })
        };
        let known = self.names.get(name).cloned().or_else(behind_alias);
        known.unwrap_or(Answer::NoSuchName)
    }
}

fn records(name: &Name, kind: RecordType, addresses: &[IpAddr]) -> Vec<Record> {
    let data = addresses.iter().filter_map(|address| match address {
        IpAddr::V4(v4) if kind == RecordType::A => Some(RData::A(A(*v4))),
        IpAddr::V6(v6) if kind == RecordType::AAAA => Some(RData::AAAA(AAAA(*v6))),
        IpAddr::V4(_) | IpAddr::V6(_) => None,
    });
    data.map(|data| Record::from_rdata(name.clone(), TTL, data)).collect()
}

/// Seconds; nothing in a test lives longer.
const TTL: u32 = 30;
