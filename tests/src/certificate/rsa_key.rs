//! Keys and signatures of old, which no library of today makes: RSA with 1024 bits, and SHA-1.

use std::sync::Arc;

use rcgen::{PKCS_RSA_SHA256, PublicKeyData};
use rsa::pkcs1::EncodeRsaPublicKey as _;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use rustls::pki_types::CertificateDer;
use rustls::sign::{Signer, SigningKey};
use rustls::{SignatureAlgorithm, SignatureScheme};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// An RSA key of the folder `keys`; they protect nothing.
#[derive(Clone, Debug)]
pub(super) struct RsaKey {
    key: Arc<RsaPrivateKey>,
    public: Vec<u8>,
    pem: &'static str,
    hash: Hash,
}

#[derive(Clone, Copy, Debug)]
enum Hash {
    Sha1,
    Sha256,
}

impl RsaKey {
    /// 1024 bits.
    pub(super) fn weak() -> Self {
        Self::read(include_str!("../../keys/rsa-1024.pem"), Hash::Sha256)
    }

    /// 2048 bits. What it signs as a certificate has to go through [`old_signature`] afterwards.
    pub(super) fn signing_by_sha1() -> Self {
        Self::read(include_str!("../../keys/rsa-2048.pem"), Hash::Sha1)
    }

    fn read(pem: &'static str, hash: Hash) -> Self {
        let key = RsaPrivateKey::from_pkcs8_pem(pem).expect("a key of ours");
        let public = key.to_public_key().to_pkcs1_der().expect("a public key");
        Self {
            key: Arc::new(key),
            public: public.as_bytes().to_vec(),
            pem,
            hash,
        }
    }

    pub(super) fn pem(&self) -> &'static str {
        self.pem
    }

    fn signature(&self, message: &[u8]) -> Result<Vec<u8>, rsa::Error> {
        match self.hash {
            Hash::Sha1 => self.key.sign(Pkcs1v15Sign::new::<Sha1>(), &Sha1::digest(message)),
            Hash::Sha256 => self.key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message)),
        }
    }
}

impl PublicKeyData for RsaKey {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &PKCS_RSA_SHA256
    }
}

impl rcgen::SigningKey for RsaKey {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        // The name of the algorithm is part of what is signed.
        let message = match self.hash {
            Hash::Sha1 => renamed(message),
            Hash::Sha256 => message.to_vec(),
        };
        self.signature(&message).map_err(|_| rcgen::Error::RemoteKeyError)
    }
}

impl SigningKey for RsaKey {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        let knows = offered.contains(&SignatureScheme::RSA_PKCS1_SHA256);
        let signer: Box<dyn Signer> = Box::new(self.clone());
        Some(signer).filter(|_| knows)
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::RSA
    }
}

impl Signer for RsaKey {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rustls::Error> {
        let signature = self.signature(message);
        signature.map_err(|error| rustls::Error::General(error.to_string()))
    }

    fn scheme(&self) -> SignatureScheme {
        SignatureScheme::RSA_PKCS1_SHA256
    }
}

/// A certificate that [`RsaKey::signing_by_sha1`] has signed, with the right name of its algorithm: `rcgen` knows none of
/// SHA-1.
pub(super) fn old_signature(certificate: CertificateDer<'static>) -> CertificateDer<'static> {
    CertificateDer::from(renamed(&certificate))
}

/// With `sha1WithRSAEncryption` in place of `sha256WithRSAEncryption`, which is as long.
fn renamed(der: &[u8]) -> Vec<u8> {
    let mut der = der.to_vec();
    let places = der.windows(SHA256_WITH_RSA.len()).enumerate();
    let places: Vec<usize> = places
        .filter_map(|(at, window)| (window == SHA256_WITH_RSA).then_some(at))
        .collect();
    for at in places {
        der.splice(at..at + SHA1_WITH_RSA.len(), SHA1_WITH_RSA);
    }
    der
}

/// 1.2.840.113549.1.1.11 in DER, RFC 8017 appendix A.2.4.
const SHA256_WITH_RSA: [u8; 11] = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11];
/// 1.2.840.113549.1.1.5.
const SHA1_WITH_RSA: [u8; 11] = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5];
