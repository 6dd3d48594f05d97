//! Standard Webhooks 1.0.0: each try is signed afresh, under the same id.

use data_encoding::BASE64;
use ring::hmac;

/// The headers of a try at `now_s`, in seconds since 1970; absent where the secret is none.
pub(super) fn headers(secret: &str, id: &str, now_s: i64, body: &str) -> Option<[(&'static str, String); 3]> {
    let key = BASE64.decode(secret.trim().strip_prefix(PREFIX)?.as_bytes()).ok()?;
    if !LENGTHS.contains(&key.len()) {
        return None;
    }
    let signed = hmac::sign(
        &hmac::Key::new(hmac::HMAC_SHA256, &key),
        format!("{id}.{now_s}.{body}").as_bytes(),
    );
    Some([
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", now_s.to_string()),
        ("webhook-signature", format!("v1,{}", BASE64.encode(signed.as_ref()))),
    ])
}

const PREFIX: &str = "whsec_";
/// In bytes.
const LENGTHS: core::ops::RangeInclusive<usize> = 24..=64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_specification() {
        // The example of the specification's own libraries.
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let body = r#"{"test": 2432232314}"#;

        let [_, _, (_, signature)] = headers(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body).unwrap();

        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn what_is_no_secret_signs_nothing() {
        for secret in [
            "",
            "whsec_",
            "whsec_AAAA",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_%%%%",
        ] {
            assert_eq!(headers(secret, "msg_1", 0, ""), None, "{secret}");
        }
    }
}
