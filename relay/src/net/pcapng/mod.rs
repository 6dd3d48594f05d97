//! A recording as a pcapng file (draft-ietf-opsawg-pcapng), for Wireshark and its like.
//!
//! Packets are IP without a link layer (`LINKTYPE_RAW`): there is no Ethernet address to invent. The time is that of the
//! run, to the nanosecond.

mod segments;

use core::time::Duration;
use std::borrow::Cow;
use std::collections::BTreeSet;

use pcap_file::pcapng::blocks::enhanced_packet::{EnhancedPacketBlock, EnhancedPacketOption};
use pcap_file::pcapng::blocks::interface_description::{InterfaceDescriptionBlock, InterfaceDescriptionOption};
use pcap_file::pcapng::blocks::section_header::{SectionHeaderBlock, SectionHeaderOption};
use pcap_file::pcapng::blocks::unknown::UnknownBlock;
use pcap_file::pcapng::{PcapNgBlock, PcapNgWriter};
use pcap_file::{DataLink, Endianness, PcapResult};

use self::segments::{Packet, packets};
use crate::net::recording::{Direction, Recording};

/// Whether the file is to hold what opens its TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Secrets {
    /// It stays closed.
    LeftOut,
    /// Whoever has the file reads what was said.
    Embedded,
}

/// The whole file.
pub(crate) fn pcapng(recording: &Recording, secrets: Secrets) -> Vec<u8> {
    write(recording, secrets).expect("a vector takes what is written to it")
}

/// The media type of such a file; none is registered.
pub(crate) const MEDIA_TYPE: &str = "application/x-pcapng";

fn write(recording: &Recording, secrets: Secrets) -> PcapResult<Vec<u8>> {
    let key_log = match secrets {
        Secrets::LeftOut => Default::default(),
        Secrets::Embedded => recording.tls_secrets(),
    };
    let mut packets: Vec<Packet> = recording.conversations().iter().flat_map(packets).collect();
    // Stable, so that those of one moment stay in the order of their connection.
    packets.sort_by_key(|packet| packet.at);
    let size = packets
        .iter()
        .map(|packet| packet.bytes.len() + PACKET_OVERHEAD)
        .sum::<usize>();
    let section = SectionHeaderBlock {
        endianness: Endianness::Little,
        options: vec![
            SectionHeaderOption::Comment(comment(recording, &key_log).into()),
            SectionHeaderOption::UserApplication(concat!("rdptrace ", env!("CARGO_PKG_VERSION")).into()),
        ],
        ..SectionHeaderBlock::default()
    };
    let room = Vec::with_capacity(size + key_log.len() + HEAD_SIZE);
    let mut file = PcapNgWriter::with_section_header(room, section)?;
    // Before the packets: readers go through a file once, and have to have the secrets by then.
    if !key_log.is_empty() {
        let body = decryption_secrets(key_log.as_bytes());
        file.write_block(&UnknownBlock::new(DECRYPTION_SECRETS, 0, &body).into_block())?;
    }
    file.write_block(
        &InterfaceDescriptionBlock {
            linktype: DataLink::RAW,
            // No limit: the packets are whole.
            snaplen: 0,
            options: vec![
                InterfaceDescriptionOption::IfName("rdptrace".into()),
                InterfaceDescriptionOption::IfDescription("Bytes of a run in synthetic IP and TCP headers".into()),
                InterfaceDescriptionOption::IfTsResol(NANOSECONDS),
            ],
        }
        .into_block(),
    )?;
    let begun = Duration::from_millis(u64::try_from(recording.started_at_ms()).unwrap_or_default());
    for packet in &packets {
        file.write_block(&block(begun, packet).into_block())?;
    }
    Ok(file.into_inner())
}

fn block(begun: Duration, packet: &Packet) -> EnhancedPacketBlock<'_> {
    let direction = match packet.direction {
        Direction::Received => INBOUND,
        Direction::Sent => OUTBOUND,
    };
    let comment = packet.comment.as_deref();
    let comment = comment.map(|text| EnhancedPacketOption::Comment(text.into()));
    EnhancedPacketBlock {
        interface_id: 0,
        timestamp: begun + packet.at,
        original_len: u32::try_from(packet.bytes.len()).unwrap_or(u32::MAX),
        data: Cow::Borrowed(&packet.bytes),
        options: comment
            .into_iter()
            .chain([EnhancedPacketOption::Flags(direction)])
            .collect(),
    }
}

/// The body of a Decryption Secrets Block: the kind of secrets, their length and the secrets, filled up to four bytes.
fn decryption_secrets(key_log: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(key_log.len() + 12);
    body.extend(TLS_KEY_LOG.to_le_bytes());
    body.extend(u32::try_from(key_log.len()).unwrap_or(u32::MAX).to_le_bytes());
    body.extend(key_log);
    body.resize(body.len().next_multiple_of(4), 0);
    body
}

/// What a reader has to know of the whole file.
fn comment(recording: &Recording, key_log: &str) -> String {
    let mut text = String::from(
        "Recorded by rdptrace. Bytes, times, addresses, ports and how each connection began and ended are those of the \
         run. rdptrace sees streams, not packets: IP and TCP headers, sequence numbers, acknowledgements and where a \
         segment ends are synthetic. Left out: name look-ups, ICMP, and whatever the system sent again. The run used \
         no password, so none is in here.",
    );
    if !key_log.is_empty() {
        text.push_str(
            " The secrets of the run's TLS connections are embedded: whoever has this file can read what was said \
             inside TLS.",
        );
    }
    let ports: BTreeSet<u16> = recording
        .conversations()
        .iter()
        .map(|conversation| conversation.peer.port())
        .collect();
    for port in ports {
        text.push_str(&format!(
            " Where Wireshark does not take port {port} for RDP, or shows no more than continuations, Decode As helps: \
             TCP port {port} as TPKT for the negotiation before TLS (tshark -d tcp.port=={port},tpkt); TCP port {port} \
             as TLS and TLS port {port} as TPKT for TLS and what is inside (tshark -d tcp.port=={port},tls -d \
             tls.port=={port},tpkt)."
        ));
    }
    text
}

/// The type of a Decryption Secrets Block, which the crate does not know.
const DECRYPTION_SECRETS: u32 = 0x0000_000a;
/// `TLSK`: a key log as NSS writes it.
const TLS_KEY_LOG: u32 = 0x544c_534b;
/// `if_tsresol`: ten to the power of minus nine; the crate writes no other.
const NANOSECONDS: u8 = 9;
/// Directions of `epb_flags`.
const INBOUND: u32 = 1;
const OUTBOUND: u32 = 2;
/// What a packet's block needs beside the packet, without comments.
const PACKET_OVERHEAD: usize = 56;
/// The blocks before the first packet.
const HEAD_SIZE: usize = 2048;

#[cfg(test)]
mod tests;
