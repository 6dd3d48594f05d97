//! What a server's certificate says of itself. It is read, never trusted.

use sha2::{Digest as _, Sha256, Sha384, Sha512};
use wire::{CertificateFacts, Host, MOST_NAMES, PeerText};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::objects::{oid_registry, oid2sn};
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::X509Name;

/// The facts of a certificate in DER; none where it cannot be read.
pub(crate) fn read(der: &[u8]) -> Option<CertificateFacts> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let (key, key_bits) = key(&certificate);
    Some(CertificateFacts {
        subject: name(certificate.subject()),
        issuer: issuer(certificate.issuer()),
        self_signed: certificate.subject() == certificate.issuer(),
        names: alternative_names(&certificate),
        not_before: certificate.validity().not_before.timestamp(),
        not_after: certificate.validity().not_after.timestamp(),
        key,
        key_bits,
        signature: algorithm(&certificate),
        sha256: fingerprint(der),
        sha1: hexadecimal(&sha1::Sha1::digest(der)),
        server_usage: allows_servers(&certificate),
    })
}

/// SHA-256 of a certificate in DER.
pub(crate) fn fingerprint(der: &[u8]) -> String {
    hexadecimal(&Sha256::digest(der))
}

/// The public key as CredSSP is bound to it, [MS-CSSP] 3.1.5: the bits of the SubjectPublicKey.
pub(crate) fn public_key(der: &[u8]) -> Option<Vec<u8>> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    Some(certificate.public_key().subject_public_key.data.to_vec())
}

/// The channel binding `tls-server-end-point` of a certificate in DER, RFC 5929 4.1: its hash by the function of its own
/// signature, and SHA-256 in the place of older ones.
pub(crate) fn end_point(der: &[u8]) -> Option<Vec<u8>> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let signed = certificate.signature_algorithm.algorithm.to_id_string();
    // RFC 5929 4.1: in place of weaker ones, SHA-256.
    let hash = match signed.as_str() {
        "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Sha384::digest(der).to_vec(),
        "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Sha512::digest(der).to_vec(),
        _ => Sha256::digest(der).to_vec(),
    };
    Some([b"tls-server-end-point:", hash.as_slice()].concat())
}

/// The public key's size in bits where it is an RSA key.
pub(crate) fn rsa_bits(der: &[u8]) -> Option<u16> {
    let facts = read(der)?;
    (facts.key.as_str() == "RSA").then_some(facts.key_bits)
}

/// Whether the certificate was issued for `host`: by its alternative names, or by its common name where it has none,
/// as Windows makes them.
pub(crate) fn covers(facts: &CertificateFacts, host: &Host) -> bool {
    match host {
        Host::Address(address) => facts.names.iter().any(|name| name.as_str() == address.to_string()),
        Host::Name(name) if facts.names.is_empty() => matches(facts.subject.as_str(), name.as_str()),
        Host::Name(name) => facts
            .names
            .iter()
            .any(|pattern| matches(pattern.as_str(), name.as_str())),
    }
}

/// RFC 6125 6.4.3: a wildcard stands for the whole left-most label.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(parent) => name
            .split_once('.')
            .is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(parent)),
        None => pattern.eq_ignore_ascii_case(name),
    }
}

fn name(name: &X509Name<'_>) -> PeerText {
    let common = name.iter_common_name().next().and_then(|common| common.as_str().ok());
    common.map_or_else(|| PeerText::from(name.to_string()), PeerText::from)
}

/// The issuer's common name; its whole name where only another part of it names a product that opens TLS on the way, as
/// with firewalls whose common name is their serial number.
fn issuer(issuer: &X509Name<'_>) -> PeerText {
    let common = name(issuer);
    let whole = issuer.to_string();
    if wire::inspection_product(common.as_str()).is_none() && wire::inspection_product(&whole).is_some() {
        PeerText::from(whole)
    } else {
        common
    }
}

fn alternative_names(certificate: &X509Certificate<'_>) -> Vec<PeerText> {
    let Ok(Some(extension)) = certificate.subject_alternative_name() else {
        return Vec::new();
    };
    let names = extension.value.general_names.iter().filter_map(|name| match name {
        GeneralName::DNSName(name) => Some(PeerText::from(*name)),
        GeneralName::IPAddress(bytes) => address(bytes),
        GeneralName::OtherName(..)
        | GeneralName::RFC822Name(_)
        | GeneralName::X400Address(_)
        | GeneralName::DirectoryName(_)
        | GeneralName::EDIPartyName(_)
        | GeneralName::URI(_)
        | GeneralName::RegisteredID(_)
        | GeneralName::Invalid(..) => None,
    });
    names.take(MOST_NAMES).collect()
}

fn address(bytes: &[u8]) -> Option<PeerText> {
    let four = <[u8; 4]>::try_from(bytes).map(|octets| core::net::IpAddr::from(octets).to_string());
    let sixteen = || <[u8; 16]>::try_from(bytes).map(|octets| core::net::IpAddr::from(octets).to_string());
    four.or_else(|_| sixteen()).ok().map(PeerText::from)
}

fn key(certificate: &X509Certificate<'_>) -> (PeerText, u16) {
    let key = certificate.public_key();
    let parsed = key.parsed().ok();
    let name = match &parsed {
        Some(PublicKey::RSA(_)) => PeerText::from("RSA"),
        Some(PublicKey::EC(_)) => PeerText::from("EC"),
        _ => short_name(&key.algorithm.algorithm),
    };
    let bits = parsed.map_or(0, |key| key.key_size());
    (name, u16::try_from(bits).unwrap_or(u16::MAX))
}

fn algorithm(certificate: &X509Certificate<'_>) -> PeerText {
    short_name(&certificate.signature_algorithm.algorithm)
}

fn short_name(oid: &x509_parser::oid_registry::Oid<'_>) -> PeerText {
    oid2sn(oid, oid_registry()).map_or_else(|_| PeerText::from(oid.to_id_string()), PeerText::from)
}

fn allows_servers(certificate: &X509Certificate<'_>) -> bool {
    // Without the extension, every usage is allowed (RFC 5280 4.2.1.12).
    let Ok(Some(usage)) = certificate.extended_key_usage() else {
        return true;
    };
    let remote_desktop = usage
        .value
        .other
        .iter()
        .any(|oid| oid.to_id_string() == REMOTE_DESKTOP_USAGE);
    usage.value.server_auth || usage.value.any || remote_desktop
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Remote Desktop Authentication, the extended key usage that Windows gives certificates for RDP.
const REMOTE_DESKTOP_USAGE: &str = "1.3.6.1.4.1.311.54.1.2";

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(names: &[&str], subject: &str) -> CertificateFacts {
        CertificateFacts {
            subject: PeerText::from(subject),
            names: names.iter().map(|name| PeerText::from(*name)).collect(),
            ..CertificateFacts::default()
        }
    }

    fn host(text: &str) -> Host {
        text.parse::<wire::Target>().unwrap().host
    }

    #[test]
    fn alternative_names_decide_and_wildcards_cover_one_label() {
        let certificate = facts(&["pc.example.org", "*.example.net", "192.0.2.7"], "other");

        assert!(covers(&certificate, &host("PC.example.org")));
        assert!(covers(&certificate, &host("a.example.net")));
        assert!(covers(&certificate, &host("192.0.2.7")));
        assert!(!covers(&certificate, &host("a.b.example.net")));
        assert!(!covers(&certificate, &host("other")));
        assert!(!covers(&certificate, &host("192.0.2.8")));
    }

    #[test]
    fn common_name_counts_only_where_there_are_no_alternative_names() {
        assert!(covers(&facts(&[], "pc"), &host("pc")));
        assert!(!covers(&facts(&["x"], "pc"), &host("pc")));
    }

    #[test]
    fn bytes_that_are_no_certificate_read_as_none() {
        assert!(read(&[0x30, 0x82, 0xff]).is_none());
        assert!(read(&[]).is_none());
    }
}
