//! Captures as programs write them, whole, shuffled and broken.

use core::net::SocketAddr;

use wire::{Outcome, Stage};

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

fn pcapng(frames: &[Vec<u8>]) -> Vec<u8> {
    let block = |kind: u32, body: &[u8]| {
        let padded = body.len().next_multiple_of(4);
        let length = u32::try_from(padded + 12).unwrap().to_be_bytes();
        let mut block = [&kind.to_be_bytes(), &length[..], body].concat();
        block.resize(8 + padded, 0);
        block.extend(length);
        block
    };
    let mut file = block(
        0x0a0d_0d0a,
        &[
            0x1a, 0x2b, 0x3c, 0x4d, 0, 1, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255,
        ],
    );
    // Times in nanoseconds.
    file.extend(block(
        1,
        &[0, 101, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 9, 0, 0, 0, 0, 0, 0, 0],
    ));
    for (frame, second) in frames.iter().zip(1_700_000_000_u64..) {
        let length = u32::try_from(frame.len()).unwrap().to_be_bytes();
        let stamp = (second * 1_000_000_000).to_be_bytes();
        file.extend(block(6, &[&[0; 4], &stamp[..], &length, &length, frame].concat()));
    }
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
            assert_eq!(broken.failure, Some(wire::Failure::NegotiationFailure { code: 2 }));
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
