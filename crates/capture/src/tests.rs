//! Captures as programs write them, whole, shuffled and broken.

use core::net::SocketAddr;

use wire::{Failure, Outcome, RunEnd, Stage};

use super::*;

/// A frame of raw IPv4 with one TCP segment.
fn frame(from: SocketAddr, to: SocketAddr, sequence: u32, flags: u8, payload: &[u8]) -> Vec<u8> {
    let (SocketAddr::V4(from), SocketAddr::V4(to)) = (from, to) else {
        panic!("IPv4 only")
    };
    let length = u16::try_from(40 + payload.len()).unwrap().to_be_bytes();
    let mut frame = vec![0x45, 0, length[0], length[1], 0, 0, 0x40, 0, 64, 6, 0, 0];
    frame.extend(from.ip().octets());
    frame.extend(to.ip().octets());
    frame.extend(from.port().to_be_bytes());
    frame.extend(to.port().to_be_bytes());
    frame.extend(sequence.to_be_bytes());
    frame.extend([0, 0, 0, 0, 0x50, flags, 0xff, 0xff, 0, 0, 0, 0]);
    frame.extend(payload);
    frame
}

fn pcap(frames: &[Vec<u8>]) -> Vec<u8> {
    let mut file = [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 65_535, 101]
        .map(u32::to_le_bytes)
        .concat();
    for (frame, second) in frames.iter().zip(1_700_000_000_u32..) {
        let length = u32::try_from(frame.len()).unwrap();
        file.extend([second, 0, length, length].map(u32::to_le_bytes).concat());
        file.extend(frame);
    }
    file
}

fn block(kind: u32, body: &[u8]) -> Vec<u8> {
    let padded = body.len().next_multiple_of(4);
    let length = u32::try_from(padded + 12).unwrap().to_be_bytes();
    let mut block = [&kind.to_be_bytes(), &length[..], body].concat();
    block.resize(8 + padded, 0);
    block.extend(length);
    block
}

fn pcapng(frames: &[Vec<u8>]) -> Vec<u8> {
    let mut file = section(101);
    for (frame, second) in frames.iter().zip(1_700_000_000_u64..) {
        let length = u32::try_from(frame.len()).unwrap().to_be_bytes();
        let stamp = (second * 1_000_000_000).to_be_bytes();
        file.extend(block(6, &[&[0; 4], &stamp[..], &length, &length, frame].concat()));
    }
    file
}

/// The beginning of a section with one interface.
fn section(link: u8) -> Vec<u8> {
    let mut file = block(
        0x0a0d_0d0a,
        &[
            0x1a, 0x2b, 0x3c, 0x4d, 0, 1, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255,
        ],
    );
    // Times in nanoseconds.
    file.extend(block(
        1,
        &[0, link, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 9, 0, 0, 0, 0, 0, 0, 0],
    ));
    file
}

fn read(file: &[u8], piece: usize) -> Capture {
    let mut reader = Reader::default();
    for piece in file.chunks(piece) {
        reader.push(piece);
    }
    reader.finish()
}

const REQUEST: &[u8] = &[3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0];
/// That TLS or NLA is required, failure code 2.
const REFUSAL: &[u8] = &[3, 0, 0, 19, 14, 0xd0, 0, 0, 0x12, 0x34, 0, 3, 0, 8, 0, 2, 0, 0, 0];
const SYN: u8 = 2;
const SYN_ACK: u8 = 0x12;
const ACK: u8 = 0x10;
const RST: u8 = 4;

fn sockets() -> (SocketAddr, SocketAddr) {
    ("192.0.2.7:50000".parse().unwrap(), "192.0.2.9:3389".parse().unwrap())
}

/// A server that refuses; the request comes in two segments, of which the second was captured first and once more.
fn refused() -> Vec<Vec<u8>> {
    let (client, server) = sockets();
    vec![
        frame(client, server, u32::MAX - 3, SYN, &[]),
        frame(server, client, 900, SYN_ACK, &[]),
        frame(client, server, 5, ACK, &REQUEST[8..]),
        frame(client, server, u32::MAX - 2, ACK, &REQUEST[..8]),
        frame(client, server, 5, ACK, &REQUEST[8..]),
        frame(server, client, 901, ACK, REFUSAL),
        frame(server, client, 920, ACK | 1, &[]),
    ]
}

#[test]
fn a_conversation_is_read_from_both_formats_however_the_file_and_the_segments_are_cut() {
    let frames = refused();
    for file in [pcap(&frames), pcapng(&frames)] {
        for piece in [1, 7, file.len()] {
            let capture = read(&file, piece);

            assert!(!capture.damaged && capture.frames == 7, "{capture:?}");
            let [captured] = capture.connections.as_slice() else {
                panic!("{capture:?}")
            };
            assert_eq!((captured.client, captured.server), sockets());
            assert_eq!(captured.report.started_at_ms / 1000, 1_700_000_003);
            let broken = captured.report.broken().unwrap();
            assert_eq!((broken.stage(), broken.outcome), (Stage::Negotiate, Outcome::Failed));
            assert_eq!(broken.failure, Some(Failure::NegotiationFailure { code: 2 }));
        }
    }
}

#[test]
fn a_port_that_refuses_and_one_that_never_answers_are_told_apart() {
    let (client, server) = sockets();
    let refused = [
        frame(client, server, 1, SYN, &[]),
        frame(server, client, 0, RST | ACK, &[]),
    ];
    let silent: Vec<Vec<u8>> = (0..8).map(|_| frame(client, server, 1, SYN, &[])).collect();
    for (frames, outcome) in [(&refused[..], Outcome::Failed), (&silent[..], Outcome::Silent)] {
        let capture = read(&pcap(frames), 64);

        let broken = capture.connections[0].report.broken().unwrap();
        assert_eq!((broken.stage(), broken.outcome), (Stage::Connect, outcome));
    }
}

#[test]
fn what_is_no_remote_desktop_is_left_alone_and_what_is_cut_off_is_said() {
    let (client, server) = sockets();
    let mut other = vec![
        frame(client, server, 1, SYN, &[]),
        frame(client, server, 2, ACK, b"GET / HTTP/1.1"),
    ];
    assert!(read(&pcap(&other), 64).connections.is_empty());
    other.push(vec![0x45; 3]);
    let file = pcap(&other);
    let capture = read(&file[..file.len() - 1], 64);
    assert!(capture.damaged && capture.frames == 2);
    assert!(read(b"no capture", 3).damaged);
}

#[test]
fn broken_bytes_never_make_it_panic() {
    let file = pcapng(&refused());
    for at in 0..file.len() {
        for bits in [1, 0x80, 0xff] {
            let mut broken = file.clone();
            broken[at] ^= bits;
            assert!(read(&broken, 64).frames <= 7);
        }
        assert!(read(&file[..at], 64).frames <= 7);
    }
}

#[test]
fn connections_that_began_at_once_are_listed_in_the_same_order_each_time() {
    let (_, server) = sockets();
    let clients: Vec<SocketAddr> = (1..=9).map(|port| SocketAddr::from(([192, 0, 2, 7], port))).collect();
    let frames: Vec<Vec<u8>> = clients
        .iter()
        .rev()
        .map(|client| frame(*client, server, 1, SYN, &[]))
        .collect();
    let mut file = pcap(&frames);
    let mut at = 24;
    for frame in &frames {
        file[at..at + 4].copy_from_slice(&1_700_000_000_u32.to_le_bytes());
        at += 16 + frame.len();
    }

    let listed: Vec<SocketAddr> = read(&file, 64).connections.iter().map(|one| one.client).collect();

    assert_eq!(listed, clients);
}

/// The code of the failed negotiation of each connection, absent where something else came of it.
fn refusals(capture: &Capture) -> Vec<Option<u32>> {
    let broken = capture.connections.iter().map(|one| one.report.broken());
    let code = broken.map(|broken| match broken?.failure {
        Some(Failure::NegotiationFailure { code }) => Some(code),
        _ => None,
    });
    code.collect()
}

#[test]
fn sockets_that_are_used_again_are_another_connection() {
    let (client, server) = sockets();
    let mut frames = refused();
    frames.extend([
        frame(client, server, 70_000, SYN, &[]),
        frame(server, client, 1, SYN_ACK, &[]),
        frame(client, server, 70_001, ACK, REQUEST),
        frame(server, client, 2, ACK, REFUSAL),
    ]);

    assert_eq!(refusals(&read(&pcap(&frames), 64)), [Some(2), Some(2)]);
}

#[test]
fn a_capture_that_begins_with_the_servers_answer_knows_who_is_the_client() {
    let capture = read(&pcap(&refused()[1..]), 64);

    assert_eq!(refusals(&capture), [Some(2)]);
    let captured = &capture.connections[0];
    assert_eq!((captured.client, captured.server), sockets());
}

#[test]
fn what_the_client_gives_up_is_no_fault_of_the_server() {
    const FIN: u8 = 1;
    let (client, server) = sockets();
    let tried = vec![
        frame(client, server, 1, SYN, &[]),
        frame(server, client, 1, SYN_ACK, &[]),
        frame(client, server, 2, ACK | FIN, &[]),
    ];
    let mut asked = tried.clone();
    asked.insert(2, frame(client, server, 2, ACK, REQUEST));
    for frames in [tried, asked] {
        let report = &read(&pcap(&frames), 64).connections[0].report;

        assert_eq!((report.end, report.broken()), (RunEnd::Cancelled, None));
        assert_eq!(report.stage(Stage::Connect).unwrap().outcome, Outcome::Passed);
    }
}

#[test]
fn silence_is_that_of_remote_desktop_on_its_own_port_alone() {
    let (client, _) = sockets();
    let other: SocketAddr = "192.0.2.9:8443".parse().unwrap();

    assert!(
        read(&pcap(&[frame(client, other, 1, SYN, &[])]), 64)
            .connections
            .is_empty()
    );
}

#[test]
fn each_section_of_a_file_has_its_own_interfaces() {
    let frames = refused();
    let ethernet = |frame: &Vec<u8>| [&[0; 12][..], &[0x08, 0], frame].concat();
    let behind: Vec<Vec<u8>> = frames[3..].iter().map(ethernet).collect();
    let behind = pcapng(&behind);
    let file = [pcapng(&frames[..3]), section(1), behind[section(101).len()..].to_vec()].concat();

    assert_eq!(refusals(&read(&file, 64)), [Some(2)]);
}

#[test]
fn packets_without_a_time_are_read_as_well() {
    let simple = refused().into_iter().map(|frame| {
        let length = u32::try_from(frame.len()).unwrap().to_be_bytes();
        block(3, &[&length[..], &frame].concat())
    });
    let file = [section(101), simple.collect::<Vec<_>>().concat()].concat();

    assert_eq!(refusals(&read(&file, 64)), [Some(2)]);
}

/// A connection that goes on below TLS, of which no secrets are known, with so many sealed records of the server.
fn sealed(records: usize) -> Vec<Vec<u8>> {
    const CONFIRM: &[u8] = &[3, 0, 0, 19, 14, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, 1, 0, 0, 0];
    let (client, server) = sockets();
    let record = |kind: u8, content: &[u8]| {
        let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
        [&[kind, 3, 3, high, low][..], content].concat()
    };
    let hello = |kind: u8, rest: &[u8]| {
        let body = [&[3, 3][..], &[kind; 32], &[0], rest].concat();
        let length = u8::try_from(body.len()).unwrap();
        record(22, &[&[kind, 0, 0, length][..], &body].concat())
    };
    let said = [
        (client, REQUEST.to_vec()),
        (server, CONFIRM.to_vec()),
        (client, hello(1, &[0, 2, 0xc0, 0x2f, 1, 0])),
        (server, hello(2, &[0xc0, 0x2f, 0])),
        (client, record(20, &[1])),
        (server, record(20, &[1])),
    ];
    let behind = (0..records).map(|_| (server, record(23, &[7; 1400])));
    let mut frames = vec![
        frame(client, server, 0, SYN, &[]),
        frame(server, client, 0, SYN_ACK, &[]),
    ];
    let mut next = [1, 1];
    for (from, bytes) in said.into_iter().chain(behind) {
        let (to, at) = if from == client { (server, 0) } else { (client, 1) };
        frames.push(frame(from, to, next[at], ACK, &bytes));
        next[at] += u32::try_from(bytes.len()).unwrap();
    }
    frames
}

#[test]
fn what_nobody_can_read_behind_tls_is_not_held_against_the_server() {
    let (client, server) = sockets();
    let reset = frame(server, client, 0, RST, &[]);
    let file = |records: usize, end: Option<&Vec<u8>>| {
        let mut frames = sealed(records);
        frames.extend(end.cloned());
        // All at once, as a sign-in would be.
        let mut file = pcap(&frames);
        let mut at = 24;
        for frame in &frames {
            file[at..at + 4].copy_from_slice(&1_700_000_000_u32.to_le_bytes());
            at += 16 + frame.len();
        }
        file
    };
    let came_to = |file: &[u8]| {
        let capture = read(file, 4096);
        let report = &capture.connections[0].report;
        assert_eq!(capture.connections[0].seen, Seen::UpToTls);
        let behind = report.stages().iter().find(|stage| stage.stage() > Stage::Secure);
        (
            report.broken().map(|broken| broken.stage()),
            behind.map(|stage| stage.outcome),
        )
    };

    // More than a sign-in has: a picture.
    assert_eq!(came_to(&file(20, Some(&reset))), (None, Some(Outcome::NotChecked)));
    // The capture ends, and not the connection.
    assert_eq!(came_to(&file(1, None)), (None, Some(Outcome::NotChecked)));
    // What ends during a sign-in is the server's.
    assert!(came_to(&file(1, Some(&reset))).0.is_some());
}
