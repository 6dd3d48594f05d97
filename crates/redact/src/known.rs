//! Words that a report may hold at any level, because they name software or a protocol and nobody.

use wire::Service;

/// A public key's algorithm.
pub(super) fn key(name: &str) -> &'static str {
    KEYS.iter().find(|known| **known == name).copied().unwrap_or("other")
}

/// A signature algorithm.
pub(super) fn signature(name: &str) -> &'static str {
    let exact = SIGNATURES.iter().find(|known| **known == name);
    let lower = name.to_ascii_lowercase();
    let weak = || WEAK_DIGESTS.iter().find(|known| lower.contains(**known));
    exact.or_else(weak).copied().unwrap_or("other")
}

/// What every server of this kind says first, without what this one adds.
pub(super) fn greeting(service: &Service) -> &str {
    match service {
        Service::Ssh { banner } => version(banner.as_str(), "SSH-"),
        Service::Http { banner } => {
            let banner = banner.as_str();
            let head = banner.get(.."HTTP/1.1 400".len()).unwrap_or_default();
            let coded = head
                .split_once(' ')
                .is_some_and(|(protocol, code)| version(head, "HTTP/") == protocol && is_number(code));
            if coded { head } else { version(banner, "HTTP/") }
        }
        Service::Vnc { banner } => version(banner.as_str(), "RFB "),
        Service::Smtp { banner } | Service::Ftp { banner } => {
            let code = banner.as_str().get(..3).unwrap_or_default();
            if is_number(code) { code } else { "" }
        }
        Service::Mail { banner } => {
            let mut words = ["+OK", "* OK"].into_iter();
            words.find(|word| banner.as_str().starts_with(word)).unwrap_or_default()
        }
        Service::Tls | Service::Mysql | Service::Smb | Service::Other { .. } | Service::BareMcs | Service::Unknown => {
            ""
        }
    }
}

/// `prefix` and the version of at most three digits, a dot and three digits behind it; empty where there is none.
fn version<'a>(text: &'a str, prefix: &str) -> &'a str {
    let Some(rest) = text.strip_prefix(prefix) else {
        return "";
    };
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let number = rest.get(..length).unwrap_or_default();
    let fits = number
        .split_once('.')
        .is_some_and(|(major, minor)| major.len() <= 3 && minor.len() <= 3 && is_number(major) && is_number(minor));
    let end = if fits { prefix.len() + length } else { 0 };
    text.get(..end).unwrap_or_default()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

const KEYS: &[&str] = &[
    "",
    "RSA",
    "EC",
    "DSA",
    "id-Ed25519",
    "id-Ed448",
    "rsassa-pss",
    "rsassaPss",
];
const SIGNATURES: &[&str] = &[
    "",
    "sha1WithRSAEncryption",
    "sha256WithRSAEncryption",
    "sha384WithRSAEncryption",
    "sha512WithRSAEncryption",
    "md5WithRSAEncryption",
    "md2WithRSAEncryption",
    "md4WithRSAEncryption",
    "rsassa-pss",
    "rsassaPss",
    "ecdsa-with-SHA1",
    "ecdsa-with-SHA256",
    "ecdsa-with-SHA384",
    "ecdsa-with-SHA512",
    "id-Ed25519",
    "id-Ed448",
];
/// What makes a signature old for the findings.
const WEAK_DIGESTS: &[&str] = &["sha1", "md5", "md2", "md4"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_greeting_only_the_protocol_stays() {
        let greeting = |service: Service| greeting(&service).to_owned();

        assert_eq!(
            greeting(Service::Ssh {
                banner: "SSH-2.0-OpenSSH_9.2p1 anna".into()
            }),
            "SSH-2.0"
        );
        assert_eq!(
            greeting(Service::Http {
                banner: "HTTP/1.1 400 Bad Request by anna".into()
            }),
            "HTTP/1.1 400"
        );
        assert_eq!(
            greeting(Service::Http {
                banner: "<html>anna".into()
            }),
            ""
        );
        assert_eq!(
            greeting(Service::Vnc {
                banner: "RFB 003.008".into()
            }),
            "RFB 003.008"
        );
        assert_eq!(
            greeting(Service::Vnc {
                banner: "RFB 10.1.2.3".into()
            }),
            ""
        );
        assert_eq!(
            greeting(Service::Smtp {
                banner: "220 mail.anna.example".into()
            }),
            "220"
        );
        assert_eq!(
            greeting(Service::Mail {
                banner: "+OK anna".into()
            }),
            "+OK"
        );
    }

    #[test]
    fn an_old_signature_stays_an_old_one() {
        assert_eq!(signature("sha256WithRSAEncryption"), "sha256WithRSAEncryption");
        assert_eq!(signature("anna-SHA1"), "sha1");
        assert_eq!(signature("1.3.6.1.4.1.99999"), "other");
    }
}
