//! Tokens with which portals launch checks, and what other rooms of the web front read.

use data_encoding::BASE64URL_NOPAD;
use ring::hmac;

use super::jwt::Keys;
pub use super::server::fuzz::http_head;
pub use super::tunnel::fuzz::tunnel_gate;

/// Any text as a token, which bears no signature of the portal's; and its first two lines as the header and the claims of
/// one that does.
///
/// # Panics
///
/// Where a token without a signature is taken, or claims that are for somebody else, too old, or without a name.
pub fn launch_token(bytes: &[u8]) {
    let keys = Keys::of_secret(SECRET);
    let text = String::from_utf8_lossy(bytes);
    assert!(keys.read(&text, AUDIENCE, NOW).is_err());
    let mut lines = text.splitn(2, '\n').map(|part| BASE64URL_NOPAD.encode(part.as_bytes()));
    let (Some(header), Some(claims)) = (lines.next(), lines.next()) else {
        return;
    };
    let signed = [header, claims].join(".");
    let signature = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, SECRET), signed.as_bytes());
    let token = [signed, BASE64URL_NOPAD.encode(signature.as_ref())].join(".");
    if let Ok(claims) = keys.read(&token, AUDIENCE, NOW) {
        assert!(!claims.jti.is_empty());
        assert!(keys.read(&token, "https://other.example", NOW).is_err());
        assert!(keys.read(&token, AUDIENCE, NOW + A_DAY).is_err());
    }
}

const SECRET: &[u8] = b"a secret of thirty-two bytes, ok";
const AUDIENCE: &str = "https://rdptrace.example.org/embed/helpdesk";
const NOW: i64 = 1_790_000_000;
const A_DAY: i64 = 86_400;
