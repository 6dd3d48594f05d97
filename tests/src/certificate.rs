//! Certificates, good and bad, made on the spot.

use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use serde::Deserialize;

use crate::clock;

/// What is right or wrong with a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// From an authority, for the right name, valid today.
    #[default]
    Good,
    /// For the right name and valid today, but nobody vouches for it.
    SelfSigned,
    /// Over for a month.
    Expired,
    /// Valid from next month on.
    NotYetValid,
    /// For another computer.
    WrongName,
}

/// A certificate with its key.
#[derive(Debug)]
pub struct Certificate {
    /// What a server sends: its own first.
    pub chain: Vec<CertificateDer<'static>>,
    /// The same in PEM.
    pub chain_pem: String,
    /// The key.
    key: PrivatePkcs8KeyDer<'static>,
    /// The same in PEM.
    pub key_pem: String,
    /// The bits of the public key, as CredSSP binds to them.
    pub public_key: Vec<u8>,
}

impl Certificate {
    /// Makes a certificate for `names`, DNS names or addresses.
    pub fn issue(quality: Quality, names: &[String]) -> Self {
        let names = match quality {
            Quality::WrongName => vec![OTHER_NAME.to_owned()],
            Quality::Good | Quality::SelfSigned | Quality::Expired | Quality::NotYetValid => names.to_vec(),
        };
        let key = KeyPair::generate().expect("a P-256 key");
        let mut params = CertificateParams::new(names.clone()).expect("names that a certificate can hold");
        let subject = names.into_iter().next().unwrap_or_default();
        params.distinguished_name.push(DnType::CommonName, subject);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        let (from, until) = validity(quality);
        params.not_before = date_time_ymd(1970, 1, 1) + from;
        params.not_after = date_time_ymd(1970, 1, 1) + until;

        let chain = match quality {
            Quality::SelfSigned => vec![params.self_signed(&key).expect("a certificate")],
            Quality::Good | Quality::Expired | Quality::NotYetValid | Quality::WrongName => {
                let mut authority = CertificateParams::new(Vec::new()).expect("no names");
                authority.distinguished_name.push(DnType::CommonName, AUTHORITY);
                authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
                let authority_key = KeyPair::generate().expect("a P-256 key");
                let root = authority.self_signed(&authority_key).expect("a certificate");
                let issuer = Issuer::new(authority, authority_key);
                vec![params.signed_by(&key, &issuer).expect("a certificate"), root]
            }
        };
        Self {
            chain_pem: chain.iter().map(rcgen::Certificate::pem).collect(),
            chain: chain.iter().map(|certificate| certificate.der().clone()).collect(),
            key_pem: key.serialize_pem(),
            public_key: key.public_key_raw().to_vec(),
            key: PrivatePkcs8KeyDer::from(key.serialize_der()),
        }
    }

    /// The key as rustls takes it.
    pub fn key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(self.key.clone_key())
    }
}

fn validity(quality: Quality) -> (Duration, Duration) {
    let now = clock::time_of_day();
    match quality {
        Quality::Good | Quality::SelfSigned | Quality::WrongName => (now - 2 * DAY, now + 180 * DAY),
        Quality::Expired => (now - 400 * DAY, now - 35 * DAY),
        Quality::NotYetValid => (now + 30 * DAY, now + 395 * DAY),
    }
}

const DAY: Duration = Duration::from_secs(86_400);
const AUTHORITY: &str = "Suite Root";
/// Whom a certificate with the wrong name belongs to.
pub const OTHER_NAME: &str = "other.example.test";
