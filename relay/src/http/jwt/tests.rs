//! Good tokens of each algorithm, and every kind of bad one.

use data_encoding::{BASE64, BASE64URL_NOPAD};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;

const NOW: i64 = 1_800_000_000;
const AUDIENCE: &str = "https://rdptrace.example.org/embed/helpdesk";
const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";
const OTHER: &[u8] = b"fedcba9876543210fedcba9876543210";

/// The portal's side.
struct Portal {
    _folder: TempDir,
    keys: Keys,
    rsa: RsaKeyPair,
    rsa_public: Vec<u8>,
    ed: Ed25519KeyPair,
}

impl Portal {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let random = SystemRandom::new();
        let ed = Ed25519KeyPair::generate_pkcs8(&random).unwrap();
        let ed = Ed25519KeyPair::from_pkcs8(ed.as_ref()).unwrap();
        let der = [&ED25519_SPKI[..], ed.public_key().as_ref()].concat();
        let pem = format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            BASE64.encode(&der)
        );
        let rsa_public = include_bytes!("rsa-of-tests.pem").to_vec();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        let key = |kid: &str, algorithm, file| LaunchKey {
            kid: kid.to_owned(),
            algorithm,
            file,
        };
        let keys = [
            key("new", KeyAlgorithm::HS256, file("new", &[SECRET, b"\n"].concat())),
            key("old", KeyAlgorithm::HS256, file("old", OTHER)),
            key("rsa", KeyAlgorithm::RS256, file("rsa", &rsa_public)),
            key("ed", KeyAlgorithm::EdDSA, file("ed", pem.as_bytes())),
        ];
        Self {
            keys: Keys::load(&keys).map_err(|(_, what)| what).unwrap(),
            _folder: folder,
            rsa: RsaKeyPair::from_pkcs8(include_bytes!("rsa-of-tests.pk8")).unwrap(),
            rsa_public,
            ed,
        }
    }

    fn rs256(&self, header: &Value, claims: &Value) -> String {
        signed(header, claims, |message| {
            let mut signature = vec![0; self.rsa.public().modulus_len()];
            let random = SystemRandom::new();
            self.rsa
                .sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                .unwrap();
            signature
        })
    }

    fn eddsa(&self, header: &Value, claims: &Value) -> String {
        signed(header, claims, |message| self.ed.sign(message).as_ref().to_vec())
    }

    fn read(&self, token: &str) -> Result<Claims, BadToken> {
        self.keys.read(token, AUDIENCE, NOW)
    }
}

fn signed(header: &Value, claims: &Value, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    texts(&header.to_string(), &claims.to_string(), sign)
}

fn texts(header: &str, claims: &str, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let encode = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    let message = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
    let signature = sign(message.as_bytes());
    format!("{message}.{}", encode(&signature))
}

fn mac(secret: &[u8]) -> impl Fn(&[u8]) -> Vec<u8> {
    move |message| {
        hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message)
            .as_ref()
            .to_vec()
    }
}

fn hs256(header: &Value, claims: &Value) -> String {
    signed(header, claims, mac(SECRET))
}

fn header(kid: &str) -> Value {
    json!({ "alg": "HS256", "typ": "JWT", "kid": kid })
}

fn claims() -> Value {
    json!({ "aud": AUDIENCE, "iat": NOW, "exp": NOW + 300, "jti": "1", "target": "pc-17", "reference": "IT-42" })
}

fn with(mut json: Value, name: &str, value: Value) -> Value {
    json[name] = value;
    json
}

fn without(mut json: Value, name: &str) -> Value {
    json.as_object_mut().unwrap().remove(name);
    json
}

#[test]
fn good_tokens_of_every_algorithm_and_of_both_keys_of_a_change_are_taken() {
    let portal = Portal::new();
    let named = |alg: &str, kid: &str| json!({ "alg": alg, "kid": kid });
    for token in [
        hs256(&header("new"), &claims()),
        signed(&header("old"), &claims(), mac(OTHER)),
        portal.rs256(&named("RS256", "rsa"), &claims()),
        portal.eddsa(&named("EdDSA", "ed"), &claims()),
        hs256(&header("new"), &with(claims(), "aud", json!([AUDIENCE]))),
        hs256(&header("new"), &with(claims(), "iat", json!(NOW + 60))),
        hs256(&header("new"), &with(claims(), "exp", json!(NOW + 1))),
        hs256(&header("new"), &with(claims(), "sub", json!("agent"))),
    ] {
        let claims = portal.read(&token).unwrap();

        assert_eq!(claims.jti, "1");
        assert_eq!(claims.wanted.target.as_deref(), Some("pc-17"));
        assert_eq!(claims.wanted.reference, "IT-42");
    }
    let late = hs256(&header("new"), &claims());
    assert!(portal.keys.read(&late, AUDIENCE, NOW + 360).is_ok(), "clocks differ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table of every kind of bad token")]
fn no_bad_token_is_taken() {
    let portal = Portal::new();
    let good = hs256(&header("new"), &claims());
    let parts: Vec<&str> = good.split('.').collect();
    let none = texts(r#"{"alg":"none","kid":"new"}"#, &claims().to_string(), |_| Vec::new());
    let with_claim = |name: &str, value: Value| hs256(&header("new"), &with(claims(), name, value));
    let with_header = |name: &str, value: Value| hs256(&with(header("new"), name, value), &claims());
    let flipped = |place: usize| {
        let mut bytes = good.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        String::from_utf8(bytes).unwrap()
    };
    let bad = [
        ("empty", String::new(), BadToken::Unreadable),
        ("no token", "a.b.c".to_owned(), BadToken::Unreadable),
        ("two parts", parts[..2].join("."), BadToken::Unreadable),
        ("four parts", format!("{good}.e30"), BadToken::Unreadable),
        ("five parts", format!("{good}.e30.e30"), BadToken::Unreadable),
        (
            "very long",
            with_claim("note", json!("n".repeat(3000))),
            BadToken::Unreadable,
        ),
        ("alg none", none.clone(), BadToken::Algorithm),
        (
            "no alg",
            hs256(&without(header("new"), "alg"), &claims()),
            BadToken::Header,
        ),
        (
            "alg twice",
            texts(
                r#"{"alg":"HS256","alg":"none","kid":"new"}"#,
                &claims().to_string(),
                mac(SECRET),
            ),
            BadToken::Header,
        ),
        ("crit", with_header("crit", json!(["exp"])), BadToken::Header),
        (
            "jku",
            with_header("jku", json!("https://evil.example/keys")),
            BadToken::Header,
        ),
        (
            "jwk",
            with_header("jwk", json!({"kty": "oct", "k": "AAAA"})),
            BadToken::Header,
        ),
        (
            "x5u",
            with_header("x5u", json!("https://evil.example/cert")),
            BadToken::Header,
        ),
        ("x5c", with_header("x5c", json!(["AAAA"])), BadToken::Header),
        ("zip", with_header("zip", json!("DEF")), BadToken::Header),
        ("cty", with_header("cty", json!("JWT")), BadToken::Header),
        ("typ", with_header("typ", json!("JOSE")), BadToken::Header),
        ("another kid", hs256(&header("other"), &claims()), BadToken::UnknownKey),
        (
            "kid of a path",
            hs256(&header("../../new"), &claims()),
            BadToken::UnknownKey,
        ),
        (
            "no kid among many",
            hs256(&without(header("new"), "kid"), &claims()),
            BadToken::UnknownKey,
        ),
        (
            "signed with the other key",
            signed(&header("new"), &claims(), mac(OTHER)),
            BadToken::Signature,
        ),
        ("unsigned", format!("{}.{}.", parts[0], parts[1]), BadToken::Signature),
        ("cut signature", good[..good.len() - 3].to_owned(), BadToken::Signature),
        ("longer signature", format!("{good}AAAA"), BadToken::Signature),
        (
            "other claims below the signature",
            format!(
                "{}.{}.{}",
                parts[0],
                hs256(&header("new"), &with(claims(), "target", json!("pc-18")))
                    .split('.')
                    .nth(1)
                    .unwrap(),
                parts[2]
            ),
            BadToken::Signature,
        ),
        ("changed claims", flipped(parts[0].len() + 20), BadToken::Signature),
        (
            "HS512",
            signed(&json!({ "alg": "HS512", "kid": "new" }), &claims(), mac(SECRET)),
            BadToken::Algorithm,
        ),
        (
            "a public key as secret",
            signed(&header("rsa"), &claims(), mac(&portal.rsa_public)),
            BadToken::Algorithm,
        ),
        (
            "a secret for RS256",
            signed(
                &json!({ "alg": "RS256", "kid": "rsa" }),
                &claims(),
                mac(&portal.rsa_public),
            ),
            BadToken::Signature,
        ),
        (
            "EdDSA by an RSA key",
            portal.rs256(&json!({ "alg": "EdDSA", "kid": "ed" }), &claims()),
            BadToken::Signature,
        ),
        (
            "RS256 by the key of EdDSA",
            portal.eddsa(&json!({ "alg": "RS256", "kid": "rsa" }), &claims()),
            BadToken::Signature,
        ),
        (
            "RS256 named for a secret",
            portal.rs256(&json!({ "alg": "RS256", "kid": "new" }), &claims()),
            BadToken::Algorithm,
        ),
        (
            "expired before it was made",
            with_claim("exp", json!(NOW - 61)),
            BadToken::LongLife,
        ),
        (
            "expired long ago",
            hs256(
                &header("new"),
                &with(with(claims(), "iat", json!(NOW - 400)), "exp", json!(NOW - 100)),
            ),
            BadToken::Expired(100),
        ),
        (
            "from the future",
            hs256(
                &header("new"),
                &with(with(claims(), "iat", json!(NOW + 61)), "exp", json!(NOW + 300)),
            ),
            BadToken::Future(61),
        ),
        ("not before", with_claim("nbf", json!(NOW + 100)), BadToken::Future(100)),
        ("long life", with_claim("exp", json!(NOW + 301)), BadToken::LongLife),
        (
            "milliseconds",
            with_claim("exp", json!((NOW + 300) * 1000)),
            BadToken::LongLife,
        ),
        (
            "the end of time",
            with_claim("exp", json!(i64::MAX)),
            BadToken::LongLife,
        ),
        (
            "no exp",
            hs256(&header("new"), &without(claims(), "exp")),
            BadToken::Claims,
        ),
        (
            "no iat",
            hs256(&header("new"), &without(claims(), "iat")),
            BadToken::Claims,
        ),
        ("exp as text", with_claim("exp", json!("never")), BadToken::Claims),
        (
            "no aud",
            hs256(&header("new"), &without(claims(), "aud")),
            BadToken::Claims,
        ),
        (
            "another portal",
            with_claim("aud", json!("https://rdptrace.example.org/embed/other")),
            BadToken::Audience,
        ),
        (
            "another server",
            with_claim("aud", json!("https://other.example.org/embed/helpdesk")),
            BadToken::Audience,
        ),
        (
            "several audiences",
            with_claim("aud", json!([AUDIENCE, "https://other.example"])),
            BadToken::Claims,
        ),
        (
            "no jti",
            hs256(&header("new"), &without(claims(), "jti")),
            BadToken::Claims,
        ),
        ("empty jti", with_claim("jti", json!("")), BadToken::Name),
        ("long jti", with_claim("jti", json!("j".repeat(129))), BadToken::Name),
        (
            "claims that are no object",
            texts(&header("new").to_string(), "[]", mac(SECRET)),
            BadToken::Claims,
        ),
        (
            "padding",
            format!("{}=.{}.{}", parts[0], parts[1], parts[2]),
            BadToken::Unreadable,
        ),
    ];
    assert!(bad.len() >= 50, "{}", bad.len());
    for (kind, token, why) in bad {
        assert_eq!(portal.read(&token).map(|_| ()).unwrap_err(), why, "{kind}");
    }
}

#[test]
fn every_token_with_one_changed_character_is_refused() {
    let portal = Portal::new();
    let good = hs256(&header("new"), &claims());
    for place in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();

        assert!(portal.read(&changed).is_err(), "{place}");
    }
}

#[test]
fn keys_that_cannot_be_used_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let key = |algorithm, file| LaunchKey {
        kid: "k".to_owned(),
        algorithm,
        file,
    };
    let short = key(KeyAlgorithm::HS256, file("short", b"0123456789"));
    let text = key(KeyAlgorithm::RS256, file("text", b"0123456789abcdef0123456789abcdef"));
    let missing = key(KeyAlgorithm::HS256, folder.path().join("missing"));
    let good = key(KeyAlgorithm::HS256, file("good", SECRET));
    for (keys, told) in [
        (vec![short], "at least 32 bytes"),
        (vec![text], "isn't a public key"),
        (vec![missing], "No such file"),
        (vec![good.clone(), good], "two keys"),
    ] {
        let (_, what) = Keys::load(&keys).map(|_| ()).unwrap_err();
        assert!(what.contains(told), "{what}");
    }
}

/// What stands before the 32 bytes of a public key of Ed25519 (RFC 8410).
const ED25519_SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
