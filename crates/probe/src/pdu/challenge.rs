//! The CHALLENGE_MESSAGE of NTLM, [MS-NLMP] 2.2.1.2: what a Windows computer tells before any password.
//!
//! sspi keeps these fields to itself, so they are read here.

use wire::{NtlmChallenge, PeerText};

use super::{bytes_at, u16_at, u32_at};

/// Reads the message that begins at the first signature in `token`; none where there is no challenge in it.
pub(crate) fn read(token: &[u8]) -> Option<NtlmChallenge> {
    let start = token.windows(SIGNATURE.len()).position(|window| window == SIGNATURE)?;
    let message = token.get(start..)?;
    if u32_at(message, 8)? != CHALLENGE {
        return None;
    }
    let flags = u32_at(message, 20)?;
    let mut challenge = NtlmChallenge {
        version: (flags & NEGOTIATE_VERSION != 0).then(|| version(message)).flatten(),
        ..NtlmChallenge::default()
    };
    if flags & NEGOTIATE_TARGET_INFO != 0 {
        let length = usize::from(u16_at(message, 40)?);
        let offset = usize::try_from(u32_at(message, 44)?).ok()?;
        // Target info that points outside its own message makes the whole unreadable.
        let info = message.get(offset..offset.checked_add(length)?)?;
        read_pairs(info, &mut challenge);
    }
    Some(challenge)
}

/// The NEGOTIATE_MESSAGE, [MS-NLMP] 2.2.1.1, with the flags that mstsc sends.
pub(crate) fn negotiate_message() -> Vec<u8> {
    let mut message = Vec::with_capacity(40);
    message.extend_from_slice(SIGNATURE);
    message.extend_from_slice(&NEGOTIATE.to_le_bytes());
    message.extend_from_slice(&NEGOTIATE_FLAGS.to_le_bytes());
    message.extend_from_slice(&[0; 16]); // DomainNameFields and WorkstationFields: not supplied.
    message.extend_from_slice(&[10, 0, 0x63, 0x45, 0, 0, 0, 15]); // Windows 10, build 17763, NTLM revision 15.
    message
}

/// ProductMajorVersion, ProductMinorVersion, ProductBuild; servers that do not tell send zeros.
fn version(message: &[u8]) -> Option<(u8, u8, u16)> {
    let [major, minor] = bytes_at(message, 48)?;
    let build = u16_at(message, 50)?;
    (major != 0 || build != 0).then_some((major, minor, build))
}

/// The AV_PAIRs of the target info, [MS-NLMP] 2.2.2.1, as far as they are whole.
fn read_pairs(mut info: &[u8], challenge: &mut NtlmChallenge) {
    while let (Some(id), Some(length)) = (u16_at(info, 0), u16_at(info, 2)) {
        let end = 4 + usize::from(length);
        let (Some(value), Some(rest)) = (info.get(4..end), info.get(end..)) else {
            return;
        };
        match id {
            0 => return,
            1 => challenge.computer = text(value),
            2 => challenge.domain = text(value),
            3 => challenge.dns_computer = text(value),
            4 => challenge.dns_domain = text(value),
            5 => challenge.dns_forest = text(value),
            7 => challenge.server_time_ms = bytes_at(value, 0).map(u64::from_le_bytes).and_then(unix_ms),
            _ => {}
        }
        info = rest;
    }
}

fn text(value: &[u8]) -> Option<PeerText> {
    let (pairs, _) = value.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
    let text: String = char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Some(PeerText::from(text)).filter(|text| !text.is_empty())
}

/// A FILETIME (100 ns since 1601) in milliseconds since 1970.
fn unix_ms(filetime: u64) -> Option<i64> {
    i64::try_from(filetime / 10_000)
        .ok()
        .map(|since_1601| since_1601 - UNIX_EPOCH_SINCE_1601_MS)
}

const SIGNATURE: &[u8] = b"NTLMSSP\0";
const NEGOTIATE: u32 = 1;
const CHALLENGE: u32 = 2;
const NEGOTIATE_FLAGS: u32 = 0xe208_82b7;
const NEGOTIATE_TARGET_INFO: u32 = 0x0080_0000;
const NEGOTIATE_VERSION: u32 = 0x0200_0000;
const UNIX_EPOCH_SINCE_1601_MS: i64 = 11_644_473_600_000;

#[cfg(test)]
mod tests {
    use super::*;

    /// A challenge as a Windows Server 2022 in a domain sends it, in the layout of [MS-NLMP] 2.2.1.2.
    fn sample() -> Vec<u8> {
        let mut info = Vec::new();
        let mut pair = |id: u16, value: &[u8]| {
            info.extend_from_slice(&id.to_le_bytes());
            info.extend_from_slice(&u16::try_from(value.len()).unwrap().to_le_bytes());
            info.extend_from_slice(value);
        };
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        pair(2, &utf16("CORP"));
        pair(1, &utf16("PC-01"));
        pair(4, &utf16("corp.example"));
        pair(3, &utf16("pc-01.corp.example"));
        pair(
            7,
            &((1_700_000_000_000_u64 + 11_644_473_600_000) * 10_000).to_le_bytes(),
        );
        pair(0, &[]);

        let mut message = b"NTLMSSP\0".to_vec();
        message.extend_from_slice(&2_u32.to_le_bytes());
        message.extend_from_slice(&[0; 8]); // TargetNameFields
        message.extend_from_slice(&0xe289_8235_u32.to_le_bytes()); // NegotiateFlags
        message.extend_from_slice(&[0x11; 8]); // ServerChallenge
        message.extend_from_slice(&[0; 8]); // Reserved
        let length = u16::try_from(info.len()).unwrap();
        message.extend_from_slice(&length.to_le_bytes()); // TargetInfoLen
        message.extend_from_slice(&length.to_le_bytes()); // TargetInfoMaxLen
        message.extend_from_slice(&56_u32.to_le_bytes()); // TargetInfoBufferOffset
        message.extend_from_slice(&[10, 0, 0x7c, 0x4f, 0, 0, 0, 15]); // Version: 10.0 build 20348
        message.extend_from_slice(&info);
        message
    }

    #[test]
    fn names_build_and_clock_are_read() {
        let challenge = read(&sample()).unwrap();

        assert_eq!(challenge.computer.unwrap().as_str(), "PC-01");
        assert_eq!(challenge.domain.unwrap().as_str(), "CORP");
        assert_eq!(challenge.dns_computer.unwrap().as_str(), "pc-01.corp.example");
        assert_eq!(challenge.version, Some((10, 0, 20348)));
        assert_eq!(challenge.server_time_ms, Some(1_700_000_000_000));
    }

    #[test]
    fn build_is_told_only_where_the_message_says_that_it_has_one() {
        let mut without = sample();
        // The flag is in the highest byte of NegotiateFlags.
        without[23] &= !0x02;
        let mut empty = sample();
        empty[48..56].fill(0);
        for message in [without, empty] {
            let challenge = read(&message).unwrap();

            assert_eq!(challenge.version, None);
            assert_eq!(challenge.computer.unwrap().as_str(), "PC-01");
        }
    }

    #[test]
    fn challenge_inside_another_token_is_found() {
        let mut token = vec![0xa1, 0x81, 0xff];
        token.extend_from_slice(&sample());

        assert!(read(&token).is_some());
    }

    #[test]
    fn every_prefix_is_read_without_panic_and_names_are_never_invented() {
        let whole = sample();
        let known = read(&whole).unwrap();

        for end in 0..whole.len() {
            if let Some(challenge) = read(&whole[..end]) {
                assert!(
                    challenge.computer.is_none() || challenge.computer == known.computer,
                    "{end}"
                );
            }
        }
    }

    #[test]
    fn other_messages_are_no_challenge() {
        assert_eq!(read(&negotiate_message()), None);
        assert_eq!(read(&[0; 64]), None);
    }
}
