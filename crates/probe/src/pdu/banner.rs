//! Whose answer it is, when it is not RDP's: greetings and first bytes of what else is found behind a port.

use wire::{Failure, PeerText, Service};

use super::greeting;

/// Whether a first byte can begin a TPKT (RFC 1006), which every X.224 answer stands in.
pub(crate) fn may_be_tpkt(first: u8) -> bool {
    first == 0x03
}

/// Whether enough has come to name the service.
pub(crate) fn is_complete(bytes: &[u8], enough: usize) -> bool {
    bytes.len() >= enough || bytes.contains(&b'\n') || !matches!(recognize(bytes), Service::Unknown)
}

/// What it means that these bytes came where something of Remote Desktop's was due; none where nobody knows whose they are.
pub(crate) fn foreign(bytes: &[u8]) -> Option<Failure> {
    match recognize(bytes) {
        Service::Unknown | Service::Tls | Service::BareMcs => None,
        service @ (Service::Ssh { .. }
        | Service::Http { .. }
        | Service::Vnc { .. }
        | Service::Ftp { .. }
        | Service::Smtp { .. }
        | Service::Mail { .. }
        | Service::Smb
        | Service::Mysql
        | Service::Other { .. }) => Some(Failure::NotRdp { service }),
    }
}

/// Names the service whose first bytes these are.
pub fn recognize(bytes: &[u8]) -> Service {
    let line = first_line(bytes);
    let banner = PeerText::from(line.as_str());
    let starts = |prefix: &str| line.starts_with(prefix);
    // A greeting may go over several lines, and only one of them names the program.
    let upper = String::from_utf8_lossy(bytes).to_ascii_uppercase();
    let says = |words: &[&str]| words.iter().any(|word| upper.contains(word));
    // RFC 4253 4.2 lets a server say other lines first.
    if let Some(identification) = lines(bytes).find(|line| line.starts_with(b"SSH-")) {
        let banner = PeerText::from(String::from_utf8_lossy(identification).as_ref());
        return Service::Ssh { banner };
    }
    match bytes {
        // TLS records: alert and handshake, with any version from SSL 3 on.
        [0x15 | 0x16, 0x03, 0x00..=0x04, ..] => Service::Tls,
        // NetBIOS session service in front of SMB 1 and SMB 2, and its refusal, RFC 1002 4.3.4.
        [0x00, _, _, _, 0xff | 0xfe, b'S', b'M', b'B', ..] | [0x83, 0, 0, 1, 0x80..=0x8f, ..] => Service::Smb,
        // A MySQL packet: length, sequence number 0, protocol version 10 (or an error packet). Behind it, the first notice
        // of its X Protocol.
        [_, _, 0x00, 0x00, 0x0a | 0xff, _, ..] | [_, 0, 0, 0, 0x0b, 0x08, 0x05, 0x1a, 0x00, ..] => Service::Mysql,
        // HTTP/2 begins with SETTINGS on stream 0, RFC 9113 3.4.
        [0, 0, _, 4, 0, 0, 0, 0, 0, ..] => Service::Http {
            banner: "HTTP/2".into(),
        },
        _ if is_turned_away_by_ssh(&line) => Service::Ssh { banner },
        _ if starts("HTTP/") || starts("ICY ") => Service::Http { banner },
        _ if starts("RFB ") => Service::Vnc { banner },
        // Programs of many kinds greet with these numbers; only their own words tell which.
        _ if is_reply(&line) && says(&["FTP", "FILEZILLA"]) => Service::Ftp { banner },
        _ if is_reply(&line) && (says(&["SMTP", "MAIL"]) || has_enhanced_code(&line)) => Service::Smtp { banner },
        _ if ["+OK", "* OK", "* BYE", "* PREAUTH"].iter().any(|word| starts(word)) => Service::Mail { banner },
        _ => match greeting::protocol(bytes, &line) {
            Some(protocol) => Service::Other {
                protocol: protocol.into(),
                banner,
            },
            None if is_markup(&line) => Service::Http { banner },
            None => Service::Unknown,
        },
    }
}

/// What OpenSSH says instead of its identification string while too many are signing in.
fn is_turned_away_by_ssh(line: &str) -> bool {
    line == "Exceeded MaxStartups" || line == "Not allowed at this time"
}

/// Whether a status code of RFC 3463, such as 4.7.0, follows the reply's own, which only mail servers send.
fn has_enhanced_code(line: &str) -> bool {
    let code = line.get(4..).unwrap_or_default().split(' ').next().unwrap_or_default();
    let mut parts = code.split('.');
    let known_class = matches!(parts.next(), Some("2" | "4" | "5"));
    let rest: Vec<&str> = parts.collect();
    known_class
        && rest.len() == 2
        && rest
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a line is a greeting or a refusal as those of mail and file servers are, RFC 5321 4.2.3 and RFC 959 4.2.2.
fn is_reply(line: &str) -> bool {
    ["220", "421", "554"].iter().any(|code| line.starts_with(code))
}

/// Whether a line begins a web page, which some portals send without a status line. HTML's names know no case.
fn is_markup(line: &str) -> bool {
    let lower = line.trim_start_matches(['\u{feff}', ' ', '\t']).to_ascii_lowercase();
    [
        "<!doctype",
        "<html",
        "<?xml",
        "<head",
        "<frameset",
        "<center",
        "<h1",
        "<body",
        "<meta",
        "<script",
        "<title",
        "<!--",
    ]
    .iter()
    .any(|tag| lower.starts_with(tag))
}

fn first_line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(lines(bytes).next().unwrap_or_default()).into_owned()
}

/// The lines that are not empty.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> String {
        format!("{:?}", recognize(bytes))
            .split([' ', '{'])
            .next()
            .unwrap()
            .to_owned()
    }

    #[test]
    fn services_are_told_by_their_greetings() {
        assert_eq!(name(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n"), "Ssh");
        assert_eq!(name(b"Authorized use only\r\nSSH-2.0-OpenSSH_9.6\r\n"), "Ssh");
        assert_eq!(name(b"HTTP/1.1 400 Bad Request\r\n"), "Http");
        assert_eq!(name(b"<!doctype html><title>Sign in</title>"), "Http");
        assert_eq!(name(b"<HTML><HEAD>"), "Http");
        assert_eq!(name(b"RFB 003.008\n"), "Vnc");
        assert_eq!(name(b"220 mail.example ESMTP\r\n"), "Smtp");
        assert_eq!(name(b"220 (vsFTPd 3.0.3)\r\n"), "Ftp");
        assert_eq!(name(b"+OK POP3 ready\r\n"), "Mail");
        assert_eq!(name(b"220-\r\n220-  Welcome\r\n220 FTP server ready.\r\n"), "Ftp");
        assert_eq!(name(b"220-FileZilla Server 1.8.0\r\n"), "Ftp");
        assert_eq!(name(b"554 mx.example ESMTP not accepting messages\r\n"), "Smtp");
        assert_eq!(
            name(b"220 VMware Authentication Daemon Version 1.10: SSL Required\r\n"),
            "Other"
        );
        assert_eq!(name(b"421 4.7.0 too many connections\r\n"), "Smtp");
        assert_eq!(name(b"220 1.2.example ready\r\n"), "Unknown");
        assert_eq!(name(b"* BYE too many connections\r\n"), "Mail");
        assert_eq!(name(b"Exceeded MaxStartups\r\n"), "Ssh");
        assert_eq!(name(&[0x83, 0, 0, 1, 0x8f]), "Smb");
        assert_eq!(name(&[5, 0, 0, 0, 0x0b, 0x08, 0x05, 0x1a, 0x00]), "Mysql");
        assert_eq!(name(&[0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3]), "Http");
        assert_eq!(name(b"<h1>Bad Request</h1>"), "Http");
        assert_eq!(name(b"<?xml version='1.0'?><stream:stream id='1'>"), "Other");
        assert_eq!(name(b"<?xml version='1.0'?><html>"), "Http");
        assert_eq!(name(b"421 Too many connections\r\n"), "Unknown");
        assert_eq!(name(b"\r\n\r\n<html><body>"), "Http");
        assert_eq!(name(b"<!-- portal --><html>"), "Http");
        assert_eq!(name(&[0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x0a]), "Tls");
        assert_eq!(name(b"\x00\x00\x00\x45\xffSMBr"), "Smb");
        assert_eq!(name(b"\x4a\x00\x00\x00\x0a8.0.36\x00"), "Mysql");
        assert_eq!(name(b"\x01\x02\x03"), "Unknown");
        assert_eq!(name(b""), "Unknown");
    }

    #[test]
    fn banner_is_one_line_without_control_characters() {
        let Service::Ssh { banner } = recognize(b"SSH-2.0-x\x1b[31m\r\nsecond") else {
            panic!("not taken for SSH");
        };

        assert_eq!(banner.as_str(), "SSH-2.0-x[31m");
    }

    #[test]
    fn a_greeting_is_waited_for_until_its_line_ends() {
        assert!(!is_complete(b"S", 128));
        assert!(is_complete(b"SSH-2.0-x\r\n", 128));
        assert!(is_complete(&[b'x'; 128], 128));
    }
}
