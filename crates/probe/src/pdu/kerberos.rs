//! What a KDC is asked before a sign-in, and what it answers, RFC 4120: the rest is `sspi`'s.
//!
//! A KDC that is asked for a ticket without any proof of a password names what speaks against it: that it does not know the
//! account, or the computer, or that only the proof is missing. So it is known before the first token whether Kerberos leads
//! anywhere, and no password was tried.

use picky_krb::constants::key_usages::AS_REP_ENC;
use picky_krb::crypto::CipherSuite;
use picky_krb::messages::AsRep;
use sspi::kerberos::client::extractors::extract_encryption_params_from_as_rep;
use sspi::kerberos::client::generators::{GenerateAsReqOptions, generate_as_req, generate_as_req_kdc_body};
use sspi::kerberos::client::principal::{get_client_principal_name, get_client_principal_realm};
use sspi::{ClientRequestFlags, Username};
use wire::{Host, KdcAnswer};
use zeroize::Zeroizing;

use crate::Secret;

/// The realm whose KDC knows the account, in capitals as Windows writes it; none for an account without a domain.
pub fn realm(user: &str, domain: Option<&str>) -> Option<String> {
    let name = Username::new(user, domain).ok()?;
    let principal = get_client_principal_name(&name);
    Some(get_client_principal_realm(principal.name, principal.realm_domain)).filter(|realm| !realm.is_empty())
}

/// A request for a ticket to `host`'s Remote Desktop in the name of the account, without a proof, as it goes over TCP; none
/// where no such request can be written. `nonce` is any number.
pub fn question(user: &str, domain: Option<&str>, host: &Host, nonce: u32) -> Option<Vec<u8>> {
    let name = Username::new(user, domain).ok()?;
    let principal = get_client_principal_name(&name);
    let options = GenerateAsReqOptions {
        realm: &realm(user, domain)?,
        username: principal.name,
        cname_type: principal.name_type,
        snames: &[SERVICE, &host.to_string()],
        // The type is signed there.
        nonce: nonce & 0x7fff_ffff,
        hostname: WORKSTATION,
        context_requirements: ClientRequestFlags::empty(),
    };
    let body = generate_as_req_kdc_body(&options).ok()?;
    framed(&picky_asn1_der::to_vec(&generate_as_req(Vec::new(), body)).ok()?)
}

/// RFC 4120 7.2.2.
fn framed(message: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(message.len()).ok()?;
    Some([&length.to_be_bytes(), message].concat())
}

/// A KDC's answer in the form that `sspi` 0.23 reads. What is sealed in a ticket for the account is called EncASRepPart by
/// Microsoft's KDCs and EncTGSRepPart by MIT's, and clients are to take both (RFC 4120 5.4.2), which `sspi` does not.
pub fn readable(answer: Vec<u8>, password: &Secret) -> Vec<u8> {
    as_microsoft_writes(&answer, password).unwrap_or(answer)
}

/// None where it is no such ticket, or is in that form.
fn as_microsoft_writes(answer: &[u8], password: &Secret) -> Option<Vec<u8>> {
    let mut reply: AsRep = picky_asn1_der::from_bytes(answer.get(LENGTH..)?).ok()?;
    let (kind, salt) = extract_encryption_params_from_as_rep(&reply).ok()?;
    let cipher = CipherSuite::try_from(usize::from(kind)).ok()?.cipher();
    let key = cipher.generate_key_from_password(password.expose().as_bytes(), salt.as_bytes());
    let key = Zeroizing::new(key.ok()?);
    let sealed = &mut reply.0.enc_part.0.cipher.0.0;
    // The key of the ticket stands in it.
    let mut part = Zeroizing::new(cipher.decrypt(&key, AS_REP_ENC, sealed).ok()?);
    let tag = part.first_mut().filter(|tag| **tag == ENC_TGS_REP_PART)?;
    *tag = ENC_AS_REP_PART;
    *sealed = cipher.encrypt(&key, AS_REP_ENC, &part).ok()?;
    framed(&picky_asn1_der::to_vec(&reply).ok()?)
}

/// What a KDC's answer to the [`question`] means for the sign-in.
pub fn read(answer: &[u8]) -> KdcAnswer {
    match error_code(answer) {
        Some(PREAUTH_REQUIRED) => KdcAnswer::Known,
        Some(code) => KdcAnswer::Refused { code },
        // A ticket without a proof: nothing that `sspi` goes on with, and nothing that says who may have it.
        None => KdcAnswer::Silent,
    }
}

/// The error-code of a KRB-ERROR (RFC 4120 5.9.1) as it comes over TCP; none where it is something else.
pub(crate) fn error_code(answer: &[u8]) -> Option<u32> {
    let (tag, content, _) = super::credssp::element(answer.get(LENGTH..)?)?;
    let (sequence, mut fields, _) = super::credssp::element(content)?;
    if (tag, sequence) != (KRB_ERROR, SEQUENCE) {
        return None;
    }
    while !fields.is_empty() {
        let (tag, content, rest) = super::credssp::element(fields)?;
        if tag == ERROR_CODE {
            return super::credssp::number(content);
        }
        fields = rest;
    }
    None
}

/// `[APPLICATION 25]` and `[APPLICATION 26]`, RFC 4120 5.4.2.
const ENC_AS_REP_PART: u8 = 0x79;
const ENC_TGS_REP_PART: u8 = 0x7a;
/// What the service of Remote Desktop is called before the computer's name.
pub(crate) const SERVICE: &str = "TERMSRV";
/// The name that we go by.
pub(crate) const WORKSTATION: &str = "rdptrace";
/// `KDC_ERR_PREAUTH_REQUIRED`, RFC 4120 7.5.9: all but the proof is in order.
const PREAUTH_REQUIRED: u32 = 25;
/// Of a message over TCP, RFC 4120 7.2.2.
const LENGTH: usize = 4;
/// `[APPLICATION 30]`.
const KRB_ERROR: u8 = 0x7e;
const SEQUENCE: u8 = 0x30;
/// Its sixth field.
const ERROR_CODE: u8 = 0xa6;

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: u8) -> Vec<u8> {
        let fields = [&[0xa0, 3, 2, 1, 5, 0xa1, 3, 2, 1, 30][..], &[0xa6, 3, 2, 1, code]].concat();
        let sequence = [&[SEQUENCE, u8::try_from(fields.len()).unwrap()], fields.as_slice()].concat();
        let error = [&[KRB_ERROR, u8::try_from(sequence.len()).unwrap()], sequence.as_slice()].concat();
        [&[0, 0, 0, u8::try_from(error.len()).unwrap()], error.as_slice()].concat()
    }

    #[test]
    fn only_a_missing_proof_means_that_account_and_computer_are_known() {
        assert_eq!(read(&error(25)), KdcAnswer::Known);
        assert_eq!(read(&error(6)), KdcAnswer::Refused { code: 6 });
        assert_eq!(read(&error(7)), KdcAnswer::Refused { code: 7 });
        for nothing in [&[][..], &[0, 0, 0, 2, 0x6b, 0], b"HTTP/1.1 400 Bad Request"] {
            assert_eq!(read(nothing), KdcAnswer::Silent, "{nothing:x?}");
        }
        let whole = error(25);
        for end in 0..whole.len() {
            assert_eq!(read(&whole[..end]), KdcAnswer::Silent, "{end}");
        }
    }

    #[test]
    fn realm_is_the_domain_however_the_account_is_written() {
        assert_eq!(realm("anna", Some("corp.example")).as_deref(), Some("CORP.EXAMPLE"));
        assert_eq!(realm("anna@corp.example", None).as_deref(), Some("CORP.EXAMPLE"));
        assert_eq!(realm("anna", None), None);
    }

    #[test]
    fn question_names_account_and_computer_and_holds_no_proof() {
        let host = "pc.corp.example:3389".parse::<wire::Target>().unwrap().host;
        let asked = question("anna", Some("corp.example"), &host, u32::MAX).unwrap();

        let (length, message) = asked.split_first_chunk().unwrap();
        assert_eq!(usize::try_from(u32::from_be_bytes(*length)).unwrap(), message.len());
        for part in [&b"anna"[..], b"CORP.EXAMPLE", b"TERMSRV", b"pc.corp.example"] {
            assert!(message.windows(part.len()).any(|bytes| bytes == part), "{part:?}");
        }
        // [3] padata would stand before [4] req-body.
        assert!(picky_asn1_der::from_bytes::<picky_krb::messages::AsReq>(message).is_ok());
    }
}
