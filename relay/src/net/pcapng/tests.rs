use core::net::SocketAddr;

use pcap_file::pcapng::{Block, PcapNgReader};
use probe::ConnectionId;
use wire::{Dialed, Record};

use super::*;
use crate::clock::Clock;
use crate::net::recording::Event;

fn recording(port: u16) -> Recording {
    let mut recording = Recording::begin(Record::BytesAndTlsSecrets, Clock::start());
    let link = ConnectionId(0);
    recording.dial(link, SocketAddr::from(([192, 0, 2, 7], port)), None);
    recording.note(link, Event::Dialed(Dialed::Answered));
    recording.carried(link, Direction::Sent, b"hello");
    let log = recording.key_log().unwrap();
    log.log("CLIENT_RANDOM", &[0xab; 32], &[0xcd; 48]);
    recording
}

/// The blocks of the file, and the comment of its section.
fn read(file: &[u8]) -> (String, Vec<Block<'static>>) {
    let mut reader = PcapNgReader::new(file).unwrap();
    let mut blocks = Vec::new();
    while let Some(block) = reader.next_block() {
        blocks.push(block.unwrap().into_owned());
    }
    let options = &reader.section().options;
    assert!(options.iter().any(|option| matches!(
        option,
        SectionHeaderOption::UserApplication(name) if name.starts_with("rdptrace ")
    )));
    let comment = options.iter().find_map(|option| {
        if let SectionHeaderOption::Comment(comment) = option {
            Some(comment.to_string())
        } else {
            None
        }
    });
    (comment.unwrap(), blocks)
}

#[test]
fn a_file_says_what_is_made_up_in_it_and_what_is_left_out() {
    let (comment, _) = read(&pcapng(&recording(3389), Secrets::LeftOut));

    for said in ["synthetic", "Left out: name look-ups", "no password"] {
        assert!(comment.contains(said), "{comment}");
    }
    assert!(!comment.contains("secrets"), "{comment}");
}

#[test]
fn every_port_comes_with_what_wireshark_can_be_told_of_it() {
    let (comment, _) = read(&pcapng(&recording(13389), Secrets::LeftOut));

    for said in [
        "-d tcp.port==13389,tpkt)",
        "-d tcp.port==13389,tls -d tls.port==13389,tpkt)",
    ] {
        assert!(comment.contains(said), "{comment}");
    }
}

#[test]
fn secrets_stand_before_the_first_packet_and_only_where_asked_for() {
    let recording = recording(3389);
    let (closed, open) = (
        pcapng(&recording, Secrets::LeftOut),
        pcapng(&recording, Secrets::Embedded),
    );
    let holds = |file: &[u8]| file.windows(8).any(|window| window == b"cdcdcdcd");
    assert!(!holds(&closed));

    let (comment, blocks) = read(&open);

    assert!(comment.contains("can read what was said"), "{comment}");
    let Block::Unknown(secrets) = &blocks[0] else {
        panic!("other block: {:?}", blocks[0]);
    };
    let text = recording.tls_secrets();
    assert_eq!(secrets.type_, 10);
    assert_eq!(secrets.value[..4], *b"KSLT");
    assert_eq!(secrets.value[4..8], u32::try_from(text.len()).unwrap().to_le_bytes());
    assert_eq!(secrets.value[8..8 + text.len()], *text.as_bytes());
    assert!(matches!(blocks[1], Block::InterfaceDescription(_)));
}

#[test]
fn packets_carry_the_time_of_day_to_the_nanosecond_and_their_direction() {
    let recording = recording(3389);
    let begun = Duration::from_millis(u64::try_from(recording.started_at_ms()).unwrap());
    let at: Vec<_> = packets(&recording.conversations()[0])
        .iter()
        .map(|packet| begun + packet.at)
        .collect();

    let (_, blocks) = read(&pcapng(&recording, Secrets::LeftOut));

    let packets: Vec<_> = blocks.into_iter().filter_map(Block::into_enhanced_packet).collect();
    let read: Vec<_> = packets.iter().map(|packet| packet.timestamp).collect();
    assert_eq!(read, at);
    let directions: Vec<_> = packets.iter().map(|packet| packet.options.clone()).collect();
    let flags = |direction| vec![EnhancedPacketOption::Flags(direction)];
    let expected = [OUTBOUND, INBOUND, OUTBOUND, OUTBOUND].map(flags);
    assert_eq!(directions, expected);
}

#[test]
fn a_run_that_opened_no_connection_is_a_file_without_packets() {
    let empty = Recording::begin(Record::Bytes, Clock::start());

    let (_, blocks) = read(&pcapng(&empty, Secrets::Embedded));

    assert!(matches!(blocks.as_slice(), [Block::InterfaceDescription(_)]));
}
