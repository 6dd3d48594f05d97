//! Certificates, good and bad, made on the spot.

use std::iter;
use std::sync::Arc;
use std::time::Duration;

use pem::Pem;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PublicKeyData as _, date_time_ymd,
};
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::{CertifiedKey, SigningKey};
use serde::Deserialize;

mod rsa_key;

use rsa_key::{RsaKey, old_signature};

/// What is right or wrong with a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// From an authority, for the right name, valid today.
    #[default]
    Good,
    /// For the right name and valid today, but nobody vouches for it.
    SelfSigned,
    /// The same, and for another computer.
    SelfSignedElsewhere,
    /// Over for a month.
    Expired,
    /// Valid from next month on.
    NotYetValid,
    /// For another computer.
    WrongName,
    /// With an RSA key of 1024 bits, as was usual until 2013. Its server speaks TLS 1.2 only.
    WeakKey,
    /// Signed by way of SHA-1, as was usual until 2016.
    OldSignature,
    /// From an authority whose own certificate is over for a month.
    ExpiredAuthority,
    /// Without the authority's own certificate behind it.
    MissingChain,
    /// For clients only.
    WrongUsage,
    /// Valid for ten years.
    LongLived,
    /// Over in a week.
    ExpiresSoon,
    /// From the authority of a product that opens TLS on the way.
    Intercepted,
    /// With eleven certificates behind it.
    LongChain,
    /// With three hundred behind it.
    EndlessChain,
    /// For a key that the server does not hold.
    OthersKey,
    /// Not a certificate at all.
    Unreadable,
}

/// A certificate with its key.
#[derive(Debug)]
pub struct Certificate {
    /// What a server sends: its own first.
    pub chain: Vec<CertificateDer<'static>>,
    /// The same in PEM.
    pub chain_pem: String,
    /// The key in PEM.
    pub key_pem: String,
    /// The bits of the public key, as CredSSP binds to them.
    pub public_key: Vec<u8>,
    key: Arc<dyn SigningKey>,
}

impl Certificate {
    /// Makes a certificate for `names`, DNS names or addresses, on a day; `today` is counted from 1970.
    pub fn issue(quality: Quality, names: &[String], today: Duration) -> Self {
        let params = params(quality, names, today);
        if quality == Quality::WeakKey {
            let key = RsaKey::weak();
            let chain = chain(quality, &params, &key, today);
            return Self::of(chain, key.pem().to_owned(), key.der_bytes().to_vec(), Arc::new(key));
        }
        let key = KeyPair::generate().expect("a P-256 key");
        let chain = chain(quality, &params, &key, today);
        // Of another computer, so that what it signs fits no certificate of this one.
        let held = if quality == Quality::OthersKey {
            KeyPair::generate().expect("a P-256 key")
        } else {
            key
        };
        let der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(held.serialize_der()));
        let signing = any_supported_type(&der).expect("ring signs with P-256");
        Self::of(chain, held.serialize_pem(), held.public_key_raw().to_vec(), signing)
    }

    fn of(chain: Vec<CertificateDer<'static>>, key_pem: String, public_key: Vec<u8>, key: Arc<dyn SigningKey>) -> Self {
        let blocks = chain.iter().map(|der| Pem::new("CERTIFICATE", der.to_vec()));
        Self {
            chain_pem: pem::encode_many(&blocks.collect::<Vec<_>>()),
            chain,
            key_pem,
            public_key,
            key,
        }
    }

    /// As a server of rustls takes it, which judges neither of the two.
    pub fn certified(&self) -> CertifiedKey {
        CertifiedKey::new(self.chain.clone(), Arc::clone(&self.key))
    }
}

/// What stands in the certificate itself.
fn params(quality: Quality, names: &[String], today: Duration) -> CertificateParams {
    let names = if matches!(quality, Quality::WrongName | Quality::SelfSignedElsewhere) {
        vec![OTHER_NAME.to_owned()]
    } else {
        names.to_vec()
    };
    let mut params = CertificateParams::new(names.clone()).expect("names that a certificate can hold");
    let subject = names.into_iter().next().unwrap_or_default();
    params.distinguished_name.push(DnType::CommonName, subject);
    let usage = if quality == Quality::WrongUsage {
        ExtendedKeyUsagePurpose::ClientAuth
    } else {
        ExtendedKeyUsagePurpose::ServerAuth
    };
    params.extended_key_usages = vec![usage];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    set_validity(&mut params, quality, today);
    params
}

/// The certificate of a server, and what it sends behind it.
fn chain(
    quality: Quality,
    params: &CertificateParams,
    key: &impl rcgen::SigningKey,
    today: Duration,
) -> Vec<CertificateDer<'static>> {
    if matches!(quality, Quality::SelfSigned | Quality::SelfSignedElsewhere) {
        return vec![der(params.self_signed(key))];
    }
    if quality == Quality::Unreadable {
        return vec![CertificateDer::from(b"no certificate".to_vec())];
    }
    if quality == Quality::OldSignature {
        let (root, issuer) = authority(Quality::LongLived, AUTHORITY, RsaKey::signing_by_sha1(), today);
        return [der(params.signed_by(key, &issuer)), root].map(old_signature).to_vec();
    }
    let name = if quality == Quality::Intercepted {
        INTERCEPTOR
    } else {
        AUTHORITY
    };
    let key_of_authority = KeyPair::generate().expect("a P-256 key");
    let of_authority = if quality == Quality::ExpiredAuthority {
        Quality::Expired
    } else {
        Quality::LongLived
    };
    let (root, issuer) = authority(of_authority, name, key_of_authority, today);
    let behind = match quality {
        Quality::MissingChain => 0,
        Quality::LongChain => 11,
        Quality::EndlessChain => 300,
        Quality::Good
        | Quality::SelfSigned
        | Quality::SelfSignedElsewhere
        | Quality::Expired
        | Quality::NotYetValid
        | Quality::WrongName
        | Quality::WeakKey
        | Quality::OldSignature
        | Quality::WrongUsage
        | Quality::LongLived
        | Quality::ExpiresSoon
        | Quality::Intercepted
        | Quality::ExpiredAuthority
        | Quality::OthersKey
        | Quality::Unreadable => 1,
    };
    iter::once(der(params.signed_by(key, &issuer)))
        .chain(iter::repeat_n(root, behind))
        .collect()
}

/// An authority of this name with its own certificate, which is valid as one of this quality is.
fn authority<K: rcgen::SigningKey>(
    quality: Quality,
    name: &str,
    key: K,
    today: Duration,
) -> (CertificateDer<'static>, Issuer<'static, K>) {
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    set_validity(&mut params, quality, today);
    let root = der(params.self_signed(&key));
    (root, Issuer::new(params, key))
}

fn der(made: Result<rcgen::Certificate, rcgen::Error>) -> CertificateDer<'static> {
    made.expect("a certificate").der().clone()
}

fn set_validity(params: &mut CertificateParams, quality: Quality, today: Duration) {
    let (from, until) = validity(quality, today);
    params.not_before = date_time_ymd(1970, 1, 1) + from;
    params.not_after = date_time_ymd(1970, 1, 1) + until;
}

fn validity(quality: Quality, now: Duration) -> (Duration, Duration) {
    if quality == Quality::Expired {
        return (now - 400 * DAY, now - 35 * DAY);
    }
    if quality == Quality::NotYetValid {
        return (now + 30 * DAY, now + 395 * DAY);
    }
    let left = if quality == Quality::LongLived { 3650 } else { 180 };
    let left = if quality == Quality::ExpiresSoon { 7 } else { left };
    (now - 2 * DAY, now + left * DAY)
}

const DAY: Duration = Duration::from_secs(86_400);
const AUTHORITY: &str = "Suite Root";
const INTERCEPTOR: &str = "Fortinet_CA_SSL";
/// Whom a certificate with the wrong name belongs to.
pub const OTHER_NAME: &str = "other.example.test";
