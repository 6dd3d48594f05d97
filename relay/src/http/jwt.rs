//! Launches that a portal signs itself: JWTs (RFC 7519), checked with ring.
//!
//! A key is for one algorithm. The token's own word on the algorithm is compared with the key's and never followed.

use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Validation, decode};
use ring::{hmac, signature as asymmetric};
use serde::Deserialize;
use signature::Verifier;
use thiserror::Error;

use crate::config::{KeyAlgorithm, LaunchKey};

/// The keys of one portal.
#[derive(Default)]
pub(super) struct Keys(Vec<Key>);

struct Key {
    kid: String,
    /// The algorithm as tokens write it.
    name: &'static str,
    algorithm: Algorithm,
    key: DecodingKey,
}

/// What a portal says of a check that it wants.
#[derive(Deserialize)]
pub(super) struct Claims {
    aud: Audience,
    exp: i64,
    iat: i64,
    #[serde(default)]
    nbf: Option<i64>,
    /// What the token is called; it is taken once.
    pub(super) jti: String,
    /// The check.
    #[serde(flatten)]
    pub(super) wanted: Wanted,
}

/// The check that a portal wants, in a token or in a request.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
pub(super) struct Wanted {
    /// The computer.
    #[serde(default)]
    pub(super) target: Option<String>,
    /// Or several, of which the person chooses one.
    #[serde(default)]
    pub(super) targets: Vec<String>,
    /// The ticket.
    #[serde(default)]
    pub(super) reference: String,
    /// The language of the page, as a BCP 47 tag.
    #[serde(default)]
    pub(super) lang: String,
    /// What the person is told.
    #[serde(default)]
    pub(super) note: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    /// As some libraries write one.
    List([String; 1]),
}

#[derive(Deserialize)]
// `crit` and its like change what a token means, and one that is not understood must not be taken (RFC 7515 4.1.11).
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    #[serde(default)]
    typ: Option<String>,
    #[serde(default)]
    kid: Option<String>,
}

/// Why a token is not taken, for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum BadToken {
    #[error("it isn't a JWT")]
    Unreadable,
    #[error("its header has more than `alg`, `typ`, and `kid`")]
    Header,
    #[error("no key of this portal has its `kid`")]
    UnknownKey,
    #[error("its `alg` isn't the one its key is for")]
    Algorithm,
    #[error("the signature is wrong: the keys of the portal and of this server differ")]
    Signature,
    #[error("a claim is missing or has the wrong type; `aud`, `exp`, `iat`, `jti`, and `target` are needed")]
    Claims,
    #[error("its `aud` isn't the address of this portal's frame")]
    Audience,
    #[error("it expired {0} seconds ago: check the clocks of the portal and of this server")]
    Expired(i64),
    #[error("it was made {0} seconds in the future: check the clocks of the portal and of this server")]
    Future(i64),
    #[error("it lives longer than 300 seconds; `exp` and `iat` are in seconds")]
    LongLife,
    #[error("its `jti` must have 1 to 128 characters")]
    Name,
}

impl Keys {
    /// Reads the files of `keys`.
    ///
    /// # Errors
    ///
    /// Which file cannot be used, and why.
    pub(super) fn load(keys: &[LaunchKey]) -> Result<Self, (std::path::PathBuf, String)> {
        // Whoever was first has installed the same one.
        let _ = RING.install_default();
        let mut loaded = Vec::<Key>::new();
        for key in keys {
            let bad = |what: String| (key.file.clone(), what);
            if loaded.iter().any(|other| other.kid == key.kid) {
                return Err(bad(format!("two keys have the `kid` {}", key.kid)));
            }
            let bytes = key.read().map_err(bad)?;
            let pem = |read: jsonwebtoken::errors::Result<DecodingKey>| {
                read.map_err(|_| bad("it isn't a public key of this kind in PEM".to_owned()))
            };
            let (name, algorithm, decoding) = match key.algorithm {
                KeyAlgorithm::HS256 => ("HS256", Algorithm::HS256, DecodingKey::from_secret(&bytes)),
                KeyAlgorithm::RS256 => ("RS256", Algorithm::RS256, pem(DecodingKey::from_rsa_pem(&bytes))?),
                KeyAlgorithm::EdDSA => ("EdDSA", Algorithm::EdDSA, pem(DecodingKey::from_ed_pem(&bytes))?),
            };
            loaded.push(Key {
                kid: key.kid.clone(),
                name,
                algorithm,
                key: decoding,
            });
        }
        Ok(Self(loaded))
    }

    /// One key of a portal that is a secret.
    #[cfg(feature = "fuzz")]
    pub(super) fn of_secret(secret: &[u8]) -> Self {
        let _ = RING.install_default();
        Self(vec![Key {
            kid: "portal".to_owned(),
            name: "HS256",
            algorithm: Algorithm::HS256,
            key: DecodingKey::from_secret(secret),
        }])
    }

    /// What `token` says, where it is for `audience` and good at `now`, in seconds since 1970.
    ///
    /// # Errors
    ///
    /// Why it is not taken.
    pub(super) fn read(&self, token: &str, audience: &str, now: i64) -> Result<Claims, BadToken> {
        if token.len() > LONGEST {
            return Err(BadToken::Unreadable);
        }
        // By our own reader: the library would pass over what it does not know.
        let header = header(token)?;
        let key = self.of(header.kid.as_deref())?;
        if header.alg != key.name {
            return Err(BadToken::Algorithm);
        }
        let mut validation = Validation::new(key.algorithm);
        // What follows is judged with the time that was handed in.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        let decoded = decode::<Claims>(token, &key.key, &validation);
        let claims = decoded
            .map_err(|error| {
                if matches!(error.kind(), ErrorKind::InvalidSignature) {
                    BadToken::Signature
                } else {
                    BadToken::Claims
                }
            })?
            .claims;
        claims.judge(audience, now)?;
        Ok(claims)
    }

    fn of(&self, kid: Option<&str>) -> Result<&Key, BadToken> {
        match (kid, self.0.as_slice()) {
            (None, [only]) => Ok(only),
            (None, _) => Err(BadToken::UnknownKey),
            (Some(kid), keys) => keys.iter().find(|key| key.kid == kid).ok_or(BadToken::UnknownKey),
        }
    }
}

impl Claims {
    fn judge(&self, audience: &str, now: i64) -> Result<(), BadToken> {
        let (Audience::One(named) | Audience::List([named])) = &self.aud;
        if named != audience {
            return Err(BadToken::Audience);
        }
        if !(1..=LONGEST_NAME).contains(&self.jti.len()) {
            return Err(BadToken::Name);
        }
        let life = self.exp.checked_sub(self.iat);
        if !life.is_some_and(|life| (1..=LONGEST_LIFE).contains(&life)) {
            return Err(BadToken::LongLife);
        }
        let ahead = self.iat.max(self.nbf.unwrap_or(self.iat)).saturating_sub(now);
        if ahead > SKEW {
            return Err(BadToken::Future(ahead));
        }
        let ago = now.saturating_sub(self.exp);
        if ago > SKEW {
            Err(BadToken::Expired(ago))
        } else {
            Ok(())
        }
    }
}

fn header(token: &str) -> Result<Header, BadToken> {
    let (header, rest) = token.split_once('.').ok_or(BadToken::Unreadable)?;
    if rest.split('.').count() != 2 {
        return Err(BadToken::Unreadable);
    }
    let json = BASE64URL_NOPAD.decode(header.as_bytes());
    let json = json.map_err(|_| BadToken::Unreadable)?;
    let header: Header = serde_json::from_slice(&json).map_err(|_| BadToken::Header)?;
    match &header.typ {
        Some(typ) if !typ.eq_ignore_ascii_case("JWT") => Err(BadToken::Header),
        Some(_) | None => Ok(header),
    }
}

/// Checks signatures with the library that TLS has already.
static RING: CryptoProvider = CryptoProvider {
    signer_factory: no_signer,
    verifier_factory: verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

fn no_signer(_: &Algorithm, _: &EncodingKey) -> jsonwebtoken::errors::Result<Box<dyn JwtSigner>> {
    Err(ErrorKind::InvalidAlgorithm.into())
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> jsonwebtoken::errors::Result<Box<dyn JwtVerifier>> {
    Ok(Box::new(RingVerifier {
        algorithm: *algorithm,
        key: key.try_get_as_bytes()?.to_vec(),
    }))
}

struct RingVerifier {
    algorithm: Algorithm,
    key: Vec<u8>,
}

impl Verifier<Vec<u8>> for RingVerifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        let public = |algorithm: &'static dyn asymmetric::VerificationAlgorithm| {
            let key = asymmetric::UnparsedPublicKey::new(algorithm, &self.key);
            key.verify(message, signature)
        };
        let verified = if self.algorithm == Algorithm::HS256 {
            hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, &self.key), message, signature)
        } else if self.algorithm == Algorithm::RS256 {
            public(&asymmetric::RSA_PKCS1_2048_8192_SHA256)
        } else if self.algorithm == Algorithm::EdDSA {
            public(&asymmetric::ED25519)
        } else {
            return Err(signature::Error::new());
        };
        verified.map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for RingVerifier {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

/// A launch says little.
const LONGEST: usize = 2 * 1024;
/// A UUID has 36.
const LONGEST_NAME: usize = 128;
/// In seconds: a portal makes a token for a page that it shows now.
const LONGEST_LIFE: i64 = 300;
/// In seconds: how far the clocks of a portal and a relay may be apart.
const SKEW: i64 = 60;

#[cfg(test)]
#[path = "jwt/tests.rs"]
mod tests;
