//! CredSSP's TSRequest, [MS-CSSP] 2.2.1, around the first NTLM message, with or without SPNEGO (RFC 4178) between.

use picky_asn1::wrapper::{
    Asn1SequenceOf, ExplicitContextTag0, ExplicitContextTag1, ExplicitContextTag2, ObjectIdentifierAsn1,
    OctetStringAsn1, Optional,
};
use picky_asn1_x509::oids;
use picky_krb::gss_api::{ApplicationTag0, GssApiNegInit, NegTokenInit, NegTokenTarg1};
use sspi::credssp::TsRequest;
use wire::{SignInStep, TokenForm};

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

/// A server's TSRequest, as far as it matters before a sign-in.
#[derive(Debug, Default)]
pub(crate) struct ServerRequest {
    /// The version of CredSSP.
    pub(crate) version: u32,
    /// The first of its tokens; empty where it has none.
    pub(crate) token: Vec<u8>,
    /// errorCode, an NTSTATUS.
    pub(crate) status: Option<u32>,
}

/// What stands at the front of `bytes`.
#[derive(Debug)]
pub(crate) enum Received {
    /// Not all of it has come.
    Incomplete,
    /// It is no TSRequest, or one longer than any real one.
    Unreadable,
    /// A whole one, and how many bytes it takes.
    Request(ServerRequest, usize),
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
    request(whole).map_or(Received::Unreadable, |request| Received::Request(request, length))
}

/// Reads the fields by hand: servers write numbers in more ways than `sspi` takes, and fields that it does not know.
fn request(whole: &[u8]) -> Option<ServerRequest> {
    let (_, mut fields, _) = element(whole)?;
    let mut request = ServerRequest::default();
    let mut has_version = false;
    while !fields.is_empty() {
        let (tag, content, rest) = element(fields)?;
        match tag {
            VERSION => {
                request.version = number(content)?;
                has_version = true;
            }
            // SEQUENCE OF SEQUENCE { negoToken [0] OCTET STRING }: one level after the other.
            NEGO_TOKENS => {
                let mut inner = content;
                for expected in [SEQUENCE, SEQUENCE, NEGO_TOKEN, OCTET_STRING] {
                    let (tag, content, _) = element(inner)?;
                    inner = Some(content).filter(|_| tag == expected)?;
                }
                request.token = inner.to_vec();
            }
            ERROR_CODE => request.status = Some(number(content)?),
            _ => {}
        }
        fields = rest;
    }
    has_version.then_some(request)
}

/// The INTEGER in `content`, of 32 bits, whether its highest bit is taken for a sign or a zero stands before it.
pub(super) fn number(content: &[u8]) -> Option<u32> {
    let (tag, octets, _) = element(content)?;
    let octets = match octets {
        [0, rest @ ..] if rest.len() == 4 => rest,
        other => other,
    };
    let fits = tag == INTEGER && (1..=4).contains(&octets.len());
    fits.then(|| octets.iter().fold(0, |number, octet| (number << 8) | u32::from(*octet)))
}

/// The tag and the content of the DER element at the front, and what stands behind it.
pub(super) fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (header, length) = span(rest)?;
    let (content, behind) = rest.get(header..)?.split_at_checked(length)?;
    Some((*tag, content, behind))
}

/// What a client's TSRequest gives away of its password; none where it gives nothing away.
pub(crate) fn step(request: &[u8]) -> Option<SignInStep> {
    let (_, mut fields, _) = element(request)?;
    let mut step = None;
    while !fields.is_empty() {
        let (tag, _, rest) = element(fields)?;
        step = match (tag, step) {
            (AUTH_INFO, _) => Some(SignInStep::Delegated),
            (PUB_KEY_AUTH, None) => Some(SignInStep::Answered),
            (_, known) => known,
        };
        fields = rest;
    }
    step
}

/// Whether a token is SPNEGO's NegTokenResp that takes none of what was offered: with the negState reject, or with another
/// mechanism than NTLM as the one to go on with, RFC 4178 4.2.2.
pub(crate) fn is_rejection(token: &[u8]) -> bool {
    const REJECT: [u8; 3] = [0x0a, 1, 2];
    let Ok(ExplicitContextTag1(answer)) = picky_asn1_der::from_bytes::<NegTokenTarg1>(token) else {
        return false;
    };
    let rejected = answer.neg_result.0.is_some_and(|state| state.0.0 == REJECT);
    let other = |mechanism: ExplicitContextTag1<ObjectIdentifierAsn1>| mechanism.0.0 != oids::ntlm_ssp();
    rejected || answer.supported_mech.0.is_some_and(other)
}

/// The length of the DER SEQUENCE at the front, with its header.
fn length(bytes: &[u8]) -> Option<usize> {
    let (&tag, rest) = bytes.split_first()?;
    if tag != SEQUENCE {
        return None;
    }
    let (header, length) = span(rest)?;
    length.checked_add(1 + header)
}

/// How many octets a DER length takes, and the length itself.
fn span(bytes: &[u8]) -> Option<(usize, usize)> {
    let (&first, rest) = bytes.split_first()?;
    if first < 0x80 {
        return Some((1, usize::from(first)));
    }
    let count = usize::from(first & 0x7f);
    // No count is the indefinite form, which DER does not have; four octets say more than any message here is long.
    let octets = rest.get(..count).filter(|_| (1..=4).contains(&count))?;
    let length = octets
        .iter()
        .fold(0_usize, |length, octet| (length << 8) | usize::from(*octet));
    Some((1 + count, length))
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

const INTEGER: u8 = 2;
const OCTET_STRING: u8 = 4;
const SEQUENCE: u8 = 0x30;
/// The fields of a TSRequest, [MS-CSSP] 2.2.1.
const VERSION: u8 = 0xa0;
const NEGO_TOKENS: u8 = 0xa1;
const AUTH_INFO: u8 = 0xa2;
const PUB_KEY_AUTH: u8 = 0xa3;
const ERROR_CODE: u8 = 0xa4;
/// The only field of a NegoData.
const NEGO_TOKEN: u8 = 0xa0;
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
            let token = request.token;
            assert_eq!(token.starts_with(b"NTLMSSP\0"), form == TokenForm::RawNtlm);
            assert!(token.ends_with(&challenge::negotiate_message()));
        }
    }

    #[test]
    fn a_status_is_read_however_it_is_written() {
        let with = |status: &[u8], more: &[u8]| {
            let fields = [&[0xa0, 3, 2, 1, 6], status, more].concat();
            [&[0x30, u8::try_from(fields.len()).unwrap()], fields.as_slice()].concat()
        };
        let nonce = [&[0xa5, 34, 4, 32], [7; 32].as_slice()].concat();
        let cases: [(&[u8], &[u8]); 4] = [
            (&[0xa4, 6, 2, 4, 0xc0, 0, 4, 0x18], &[]),
            (&[0xa4, 7, 2, 5, 0, 0xc0, 0, 4, 0x18], &[]),
            (&[0xa4, 7, 2, 5, 0, 0xc0, 0, 4, 0x18], &nonce),
            (&[0xa4, 7, 2, 5, 0, 0xc0, 0, 4, 0x18], &[0xa6, 2, 5, 0]),
        ];
        for (written, more) in cases {
            let Received::Request(request, _) = read(&with(written, more)) else {
                panic!("{written:x?} was not read");
            };
            assert_eq!((request.version, request.status), (6, Some(0xC000_0418)));
        }
    }

    #[test]
    fn only_a_whole_answer_that_takes_nothing_is_a_rejection() {
        let ntlm = [
            0xa1, 0x0c, 0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a,
        ];
        let kerberos = [0xa1, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 1, 2, 2];
        let incomplete = [0xa0, 3, 0x0a, 1, 1];
        let reject = [0xa0, 3, 0x0a, 1, 2];
        let answer = |fields: &[&[u8]]| {
            let fields = fields.concat();
            let length = u8::try_from(fields.len()).unwrap();
            [&[0xa1, length + 2, 0x30, length], fields.as_slice()].concat()
        };

        assert!(is_rejection(&answer(&[&reject])));
        assert!(is_rejection(&answer(&[&incomplete, &kerberos])));
        assert!(!is_rejection(&answer(&[&incomplete, &ntlm])));
        assert!(!is_rejection(&answer(&[&incomplete])));
        // The mechanism without an answer around it, and an answer that is cut off.
        assert!(!is_rejection(&kerberos));
        assert!(!is_rejection(&kerberos[..4]));
        assert!(!is_rejection(&answer(&[&reject])[..8]));
        assert!(!is_rejection(b"NTLMSSP\0"));
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
            // A TSRequest without its version, which is never left out.
            &[0x30, 9, 0xa4, 7, 2, 5, 0, 0xc0, 0, 0, 0x6d],
        ] {
            assert!(matches!(read(wrong), Received::Unreadable), "{wrong:x?}");
        }
    }
}
