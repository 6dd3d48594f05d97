//! CredSSP's TSRequest, [MS-CSSP] 2.2.1, around the first NTLM message, with or without SPNEGO (RFC 4178) between.

use picky_asn1::wrapper::{
    Asn1SequenceOf, ExplicitContextTag0, ExplicitContextTag2, ObjectIdentifierAsn1, OctetStringAsn1, Optional,
};
use picky_asn1_x509::oids;
use picky_krb::gss_api::{ApplicationTag0, GssApiNegInit, NegTokenInit};
use sspi::credssp::TsRequest;
use wire::TokenForm;

use super::challenge;
use crate::limits;

/// The first TSRequest of a client, which asks for a challenge.
pub(crate) fn first_request(form: TokenForm) -> Vec<u8> {
    let ntlm = challenge::negotiate_message();
    let token = match form {
        TokenForm::Spnego => spnego(ntlm),
        TokenForm::RawNtlm => ntlm,
    };
    let request = TsRequest {
        nego_tokens: Some(token),
        ..TsRequest::default()
    };
    let mut bytes = Vec::new();
    request
        .encode_ts_request(&mut bytes)
        .expect("a vector takes what is written to it");
    bytes
}

/// What stands at the front of `bytes`.
#[derive(Debug)]
pub(crate) enum Received {
    /// Not all of it has come.
    Incomplete,
    /// It is no TSRequest, or one longer than any real one.
    Unreadable,
    /// A whole one, and how many bytes it takes.
    Request(Box<TsRequest>, usize),
}

pub(crate) fn read(bytes: &[u8]) -> Received {
    let Some(length) = length(bytes) else {
        let prefix_possible = bytes.len() < LONGEST_HEADER && bytes.first().is_none_or(|tag| *tag == SEQUENCE);
        return if prefix_possible {
            Received::Incomplete
        } else {
            Received::Unreadable
        };
    };
    if length > limits::TS_REQUEST_BYTES {
        return Received::Unreadable;
    }
    let Some(whole) = bytes.get(..length) else {
        return Received::Incomplete;
    };
    let request = TsRequest::from_buffer(whole).or_else(|error| match with_short_status(whole) {
        Some(shorter) => TsRequest::from_buffer(&shorter),
        None => Err(error),
    });
    match request {
        Ok(request) => Received::Request(Box::new(request), length),
        Err(_) => Received::Unreadable,
    }
}

/// A TSRequest whose errorCode stands in five octets, as DER wants it of numbers beyond 31 bits, in the four octets in
/// which Windows writes it and `sspi` reads it. None where it ends in no such number.
fn with_short_status(whole: &[u8]) -> Option<Vec<u8>> {
    let (front, status) = whole.split_last_chunk::<4>()?;
    let front = front.strip_suffix(&[0xa4, 7, 2, 5, 0])?;
    let content = front.get(2..).filter(|_| matches!(front, [SEQUENCE, 0..0x80, ..]))?;
    let length = u8::try_from(content.len() + 8).ok().filter(|length| *length < 0x80)?;
    Some([&[SEQUENCE, length], content, &[0xa4, 6, 2, 4], status].concat())
}

/// Whether a token is SPNEGO's NegTokenResp that takes none of what was offered: with the negState reject, or with another
/// mechanism than NTLM as the one to go on with, RFC 4178 4.2.2.
pub(crate) fn is_rejection(token: &[u8]) -> bool {
    const REJECT: [u8; 5] = [0xa0, 3, 0x0a, 1, 2];
    const MECHANISM: [u8; 3] = [0xa1, 0x0b, 0x06];
    let head = token.get(..token.len().min(LONGEST_REJECTION_HEAD)).unwrap_or_default();
    let has = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    // supportedMech of Kerberos, as the RFC and as Windows write it: both take nine octets, and NTLM's takes ten.
    token.first() == Some(&NEG_TOKEN_RESP) && (has(&REJECT) || has(&[&MECHANISM[..], &[9]].concat()))
}

/// The length of the DER SEQUENCE at the front, with its header.
fn length(bytes: &[u8]) -> Option<usize> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    if tag != SEQUENCE {
        return None;
    }
    if first < 0x80 {
        return Some(2 + usize::from(first));
    }
    let count = usize::from(first & 0x7f);
    let octets = rest.get(..count).filter(|_| (1..=4).contains(&count))?;
    let length = octets
        .iter()
        .fold(0_usize, |length, octet| (length << 8) | usize::from(*octet));
    length.checked_add(2 + count)
}

fn spnego(ntlm: Vec<u8>) -> Vec<u8> {
    let mechanisms = Asn1SequenceOf::from(vec![ObjectIdentifierAsn1::from(oids::ntlm_ssp())]);
    let token = ApplicationTag0(GssApiNegInit {
        oid: ObjectIdentifierAsn1::from(oids::spnego()),
        neg_token_init: ExplicitContextTag0::from(NegTokenInit {
            mech_types: Optional::from(Some(ExplicitContextTag0::from(mechanisms))),
            req_flags: Optional::from(None),
            mech_token: Optional::from(Some(ExplicitContextTag2::from(OctetStringAsn1::from(ntlm)))),
            mech_list_mic: Optional::from(None),
        }),
    });
    picky_asn1_der::to_vec(&token).expect("a token of fixed shape can be encoded")
}

const SEQUENCE: u8 = 0x30;
const NEG_TOKEN_RESP: u8 = 0xa1;
/// Two headers with lengths of up to five octets, negState, and the header of supportedMech behind it.
const LONGEST_REJECTION_HEAD: usize = 24;
/// Tag, length of the length, four octets of length.
const LONGEST_HEADER: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_request_reads_back_with_its_token() {
        for form in [TokenForm::Spnego, TokenForm::RawNtlm] {
            let bytes = first_request(form);
            let Received::Request(request, length) = read(&bytes) else {
                panic!("{form:?} was not read");
            };

            assert_eq!(length, bytes.len());
            let token = request.nego_tokens.unwrap();
            assert_eq!(token.starts_with(b"NTLMSSP\0"), form == TokenForm::RawNtlm);
            assert!(token.ends_with(&challenge::negotiate_message()));
        }
    }

    #[test]
    fn every_prefix_is_incomplete() {
        let bytes = first_request(TokenForm::Spnego);

        for end in 0..bytes.len() {
            assert!(matches!(read(&bytes[..end]), Received::Incomplete), "{end}");
        }
    }

    #[test]
    fn foreign_bytes_and_gigantic_lengths_are_unreadable() {
        for wrong in [
            b"HTTP/1.1".as_slice(),
            &[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff],
            &[0x30, 0x89, 1, 1, 1, 1],
        ] {
            assert!(matches!(read(wrong), Received::Unreadable), "{wrong:x?}");
        }
    }
}
