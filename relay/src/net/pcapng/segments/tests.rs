use etherparse::{NetSlice, SlicedPacket, TcpSlice, TransportSlice};
use probe::ConnectionId;
use wire::Record;

use super::*;
use crate::clock::Clock;
use crate::net::recording::Recording;

const LINK: ConnectionId = ConnectionId(0);

/// A recording of one connection, of which this happened.
fn recorded(peer: &str, local: Option<&str>, happened: impl FnOnce(&mut Recording)) -> Vec<Packet> {
    let mut recording = Recording::begin(Record::Bytes, Clock::start());
    let local = local.map(|local| local.parse().unwrap());
    recording.dial(LINK, peer.parse().unwrap(), local);
    happened(&mut recording);
    packets(&recording.conversations()[0])
}

fn tcp(packet: &Packet) -> TcpSlice<'_> {
    match SlicedPacket::from_ip(&packet.bytes).unwrap().transport {
        Some(TransportSlice::Tcp(tcp)) => tcp,
        other => panic!("no TCP: {other:?}"),
    }
}

/// What a packet is, as one reads it in a list of packets.
fn flags(packet: &Packet) -> String {
    let tcp = tcp(packet);
    let way = match packet.direction {
        Direction::Sent => ">",
        Direction::Received => "<",
    };
    let named = [
        (tcp.syn(), "SYN"),
        (tcp.fin(), "FIN"),
        (tcp.rst(), "RST"),
        (tcp.ack(), "ACK"),
    ];
    let names: Vec<_> = named.iter().filter(|(set, _)| *set).map(|(_, name)| *name).collect();
    format!("{way} {} {}", names.join("+"), tcp.payload().len())
}

/// Asserts that addresses, ports, checksums and numbers are those of one flawless connection.
#[track_caller]
fn assert_flawless(packets: &[Packet], ours: &str, theirs: &str) {
    let (ours, theirs): (SocketAddr, SocketAddr) = (ours.parse().unwrap(), theirs.parse().unwrap());
    let (mut sent, mut received) = (OUR_FIRST, THEIR_FIRST);
    for packet in packets {
        let sliced = SlicedPacket::from_ip(&packet.bytes).unwrap();
        let tcp = tcp(packet);
        let (from, to, checksum) = match sliced.net.unwrap() {
            NetSlice::Ipv4(ip) => {
                let header = ip.header();
                assert_eq!(header.header_checksum(), header.to_header().calc_header_checksum());
                assert_eq!(usize::from(header.total_len()), packet.bytes.len());
                let (from, to) = (header.source_addr(), header.destination_addr());
                let checksum = tcp.calc_checksum_ipv4(header.source(), header.destination());
                (from.into(), to.into(), checksum.unwrap())
            }
            NetSlice::Ipv6(ip) => {
                let header = ip.header();
                let (from, to) = (header.source_addr(), header.destination_addr());
                let checksum = tcp.calc_checksum_ipv6(header.source(), header.destination());
                (IpAddr::from(from), IpAddr::from(to), checksum.unwrap())
            }
            NetSlice::Arp(_) => panic!("ARP"),
        };
        assert_eq!(tcp.checksum(), checksum, "{}", flags(packet));
        let ends = (
            SocketAddr::new(from, tcp.source_port()),
            SocketAddr::new(to, tcp.destination_port()),
        );
        let (next, other) = match packet.direction {
            Direction::Sent => {
                assert_eq!(ends, (ours, theirs));
                (&mut sent, received)
            }
            Direction::Received => {
                assert_eq!(ends, (theirs, ours));
                (&mut received, sent)
            }
        };
        assert_eq!(tcp.sequence_number(), *next, "{}", flags(packet));
        assert_eq!(tcp.acknowledgment_number(), if tcp.ack() { other } else { 0 });
        *next += u32::try_from(tcp.payload().len()).unwrap() + u32::from(tcp.syn() || tcp.fin());
    }
}

fn carried(recording: &mut Recording, direction: Direction, length: usize) {
    recording.carried(LINK, direction, &vec![7; length]);
}

#[test]
fn a_connection_is_opened_carries_its_bytes_in_order_and_is_closed_from_both_sides() {
    for (peer, local, longest) in [
        ("192.0.2.7:3389", "192.0.2.9:40000", 1460),
        ("[2001:db8::7]:3390", "[2001:db8::9]:40000", 1440),
    ] {
        let packets = recorded(peer, Some(local), |recording| {
            recording.note(LINK, Event::Dialed(Dialed::Answered));
            carried(recording, Direction::Sent, 19);
            carried(recording, Direction::Received, 2 * longest + 1);
            carried(recording, Direction::Sent, longest);
            recording.note(LINK, Event::Ended(Direction::Sent));
            carried(recording, Direction::Received, 3);
            recording.note(LINK, Event::Ended(Direction::Received));
            recording.note(LINK, Event::Closed);
        });

        assert_flawless(&packets, local, peer);
        let expected = [
            "> SYN 0".to_owned(),
            "< SYN+ACK 0".to_owned(),
            "> ACK 0".to_owned(),
            "> ACK 19".to_owned(),
            format!("< ACK {longest}"),
            format!("< ACK {longest}"),
            "< ACK 1".to_owned(),
            format!("> ACK {longest}"),
            "> FIN+ACK 0".to_owned(),
            "< ACK 3".to_owned(),
            "< FIN+ACK 0".to_owned(),
            "> ACK 0".to_owned(),
        ];
        assert_eq!(packets.iter().map(flags).collect::<Vec<_>>(), expected);
        assert!(packets.iter().all(|packet| packet.comment.is_none()));
        let pushed: Vec<_> = packets.iter().map(|packet| tcp(packet).psh()).collect();
        assert_eq!(pushed[4..7], [false, false, true]);
    }
}

#[test]
fn payload_is_what_was_recorded() {
    let bytes: Vec<u8> = (0..4000_u32).map(|number| number.to_be_bytes()[3]).collect();

    let packets = recorded("192.0.2.7:3389", None, |recording| {
        recording.note(LINK, Event::Dialed(Dialed::Answered));
        recording.carried(LINK, Direction::Received, &bytes);
    });

    let payload: Vec<u8> = packets
        .iter()
        .flat_map(|packet| tcp(packet).payload().to_vec())
        .collect();
    assert_eq!(payload, bytes);
}

#[test]
fn every_way_in_which_a_dial_ends_has_its_packets_and_words() {
    let unreachable = |what| Event::Dialed(Dialed::unreachable(what));
    for (event, expected, said) in [
        (
            Event::Dialed(Dialed::Refused),
            &["> SYN 0", "< RST+ACK 0"][..],
            "port unreachable",
        ),
        (Event::Dialed(Dialed::Silent), &["> SYN 0"], "No answer came within"),
        (Event::GivenUp, &["> SYN 0"], "rdptrace gave up"),
        (unreachable(Unreachable::Host), &["> SYN 0"], "host as unreachable"),
        (
            unreachable(Unreachable::Network),
            &["> SYN 0"],
            "network as unreachable",
        ),
        (
            Event::Dialed(Dialed::LocallyBlocked),
            &["> SYN 0"],
            "may never have left",
        ),
        (
            Event::Dialed(Dialed::LocalFault { errno: 24 }),
            &["> SYN 0"],
            "may never have left",
        ),
    ] {
        let packets = recorded("192.0.2.7:3389", Some("192.0.2.9:40000"), |recording| {
            recording.note(LINK, event);
        });

        assert_flawless(&packets, "192.0.2.9:40000", "192.0.2.7:3389");
        assert_eq!(packets.iter().map(flags).collect::<Vec<_>>(), expected, "{event:?}");
        let comment = packets[packets.len() - 1].comment.as_deref().unwrap();
        assert!(comment.contains(said) && comment.ends_with('.'), "{event:?}: {comment}");
    }
}

#[test]
fn ends_that_are_no_fin_are_told() {
    let stands = Event::Dialed(Dialed::Answered);
    for (events, last, said) in [
        (&[stands, Event::Broken { reset: true }][..], "< RST+ACK 0", ""),
        (&[stands, Event::Broken { reset: false }], "> ACK 0", "without a reset"),
        (
            &[stands, Event::Ended(Direction::Sent), Event::Closed],
            "> FIN+ACK 0",
            "did not end its half",
        ),
        (
            &[
                stands,
                Event::Ended(Direction::Sent),
                Event::Broken { reset: true },
                Event::Closed,
            ],
            "< RST+ACK 0",
            "",
        ),
        (&[stands, Event::Closed], "> ACK 0", "did not get through"),
        (
            &[
                stands,
                Event::Ended(Direction::Received),
                Event::Ended(Direction::Sent),
                Event::Closed,
            ],
            "> FIN+ACK 0",
            "",
        ),
    ] {
        let packets = recorded("192.0.2.7:3389", Some("192.0.2.9:40000"), |recording| {
            for event in events {
                recording.note(LINK, *event);
            }
        });

        assert_flawless(&packets, "192.0.2.9:40000", "192.0.2.7:3389");
        let packet = &packets[packets.len() - 1];
        assert_eq!(flags(packet), last, "{events:?}");
        let comment = packet.comment.as_deref().unwrap_or_default();
        assert!(
            comment.contains(said) && comment.is_empty() == said.is_empty(),
            "{comment}"
        );
    }
}

#[test]
fn a_connection_that_outgrew_the_recording_stops_at_a_packet_that_says_so() {
    let packets = recorded("192.0.2.7:3389", Some("192.0.2.9:40000"), |recording| {
        recording.note(LINK, Event::Dialed(Dialed::Answered));
        carried(recording, Direction::Sent, 19);
        carried(recording, Direction::Received, 100 << 20);
        carried(recording, Direction::Sent, 5);
        recording.note(LINK, Event::Ended(Direction::Received));
    });

    assert_flawless(&packets, "192.0.2.9:40000", "192.0.2.7:3389");
    let last = &packets[packets.len() - 1];
    assert_eq!(flags(last), "> ACK 19");
    let comment = last.comment.as_deref().unwrap();
    assert!(comment.contains("5 bytes sent, 104857600 bytes received"), "{comment}");
}

#[test]
fn an_end_that_the_system_did_not_tell_is_no_address_of_anybody() {
    let packets = recorded("[2001:db8::7]:3389", None, |recording| {
        recording.note(LINK, Event::Dialed(Dialed::Silent));
    });

    assert_flawless(&packets, "[::]:49152", "[2001:db8::7]:3389");
}
