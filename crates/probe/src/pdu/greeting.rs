//! Protocols whose first words or bytes tell them apart, beyond those that `wire::Service` has a kind of its own for.

/// The protocol that answers like this; none where the bytes could be anybody's. `line` is the first line of `bytes`.
pub(super) fn protocol(bytes: &[u8], line: &str) -> Option<&'static str> {
    in_bytes(bytes).or_else(|| in_words(line))
}

fn in_words(line: &str) -> Option<&'static str> {
    let begins = |(start, _): &&(&str, &str)| line.starts_with(start);
    let begun = WORDS.iter().find(begins).map(|(_, protocol)| *protocol);
    let is_news = (line.starts_with("200 ") || line.starts_with("201 "))
        && ["NNTP", "NNRP"].iter().any(|word| line.contains(word));
    begun
        .or_else(|| line.contains("<stream:").then_some("XMPP"))
        .or_else(|| is_news.then_some("NNTP"))
        .or_else(|| (line.starts_with(':') && line.contains(" NOTICE ")).then_some("IRC"))
        .or_else(|| (line == "ERROR").then_some("memcached"))
        .or_else(|| {
            line.to_ascii_lowercase()
                .trim_end()
                .ends_with("login:")
                .then_some("Telnet")
        })
}

fn in_bytes(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        // IAC with WILL, WONT, DO or DONT, RFC 854.
        [0xff, 0xfb..=0xfe, _, ..] => Some("Telnet"),
        // An ErrorResponse with its length and its first field, the severity; before version 3, the text itself.
        [b'E', 0, 0, _, _, b'S', ..] | [b'E', b'F', b'A', b'T', b'A', b'L', ..] => Some("PostgreSQL"),
        // An LDAPMessage of id 0 with an ExtendedResponse: the Notice of Disconnection, RFC 4511 4.4.1.
        [0x30, _, 0x02, 0x01, 0x00, 0x78, ..] | [0x30, 0x84, _, _, _, _, 0x02, 0x01, 0x00, 0x78, ..] => Some("LDAP"),
        [0x7f, 0x7f, b'I', b'C', b'A', ..] => Some("Citrix ICA"),
        // The refusal of a client, of version 11 in one order of bytes or the other.
        [0, _, 11, 0, 0, 0, _, _, ..] | [0, _, 0, 11, 0, 0, _, _, ..] => Some("X11"),
        [0x17, 0x24, _, _, ..] => Some("TeamViewer"),
        // A table response, the last packet of its message, that begins with ERROR, [MS-TDS] 2.2.3.1.
        [0x04, 0x01, _, _, _, _, _, 0x00, 0xaa, ..] => Some("SQL Server"),
        // TNS: no checksums, and REFUSE.
        [_, _, 0, 0, 4, 0, 0, 0, ..] => Some("Oracle"),
        // C706 12.6.3.1: version 5.0, and a fault or a refused bind in little-endian order.
        [5, 0, 3 | 13, _, 0x10, 0, 0, 0, ..] => Some("RPC"),
        _ => None,
    }
}

/// How first lines begin, and of which protocol they are.
const WORDS: &[(&str, &str)] = &[
    ("-ERR unknown command", "Redis"),
    ("-ERR Protocol error", "Redis"),
    ("-ERR max number of clients", "Redis"),
    ("-DENIED", "Redis"),
    ("-NOAUTH", "Redis"),
    ("SIP/2.0 ", "SIP"),
    ("RTSP/", "RTSP"),
    ("AMQP", "AMQP"),
    ("REDQ", "SPICE"),
    ("@RSYNCD: ", "rsync"),
    ("NXD-", "NoMachine NX"),
    ("HELLO NXSERVER", "NoMachine NX"),
    ("( success ( ", "Subversion"),
    ("\"IMPLEMENTATION\"", "ManageSieve"),
    ("5.error,", "Guacamole"),
    ("220 VMware Authentication Daemon", "VMware"),
    ("NOTICE AUTH ", "IRC"),
    ("ZBXD", "Zabbix"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocols_are_told_by_their_first_words() {
        for (line, expected) in [
            ("-ERR unknown command '\u{3}', with args beginning with:", Some("Redis")),
            ("-ERR [SYS/TEMP] no mailbox", None),
            ("RTSP/1.0 400 Bad Request", Some("RTSP")),
            ("<?xml version='1.0'?><stream:stream id='1'>", Some("XMPP")),
            ("<?xml version='1.0'?><html>", None),
            ("200 news.example InterNetNews NNRP server ready", Some("NNTP")),
            ("200 news.example ready", None),
            (":irc.example NOTICE * :*** Looking up your hostname", Some("IRC")),
            ("ERROR", Some("memcached")),
            ("ERROR 5", None),
            ("debian login: ", Some("Telnet")),
            (
                "220 VMware Authentication Daemon Version 1.10: SSL Required",
                Some("VMware"),
            ),
        ] {
            assert_eq!(protocol(line.as_bytes(), line), expected, "{line}");
            assert_eq!(expected.and_then(wire::known_protocol), expected);
        }
    }

    #[test]
    fn every_protocol_that_is_told_by_words_may_be_named() {
        for (start, protocol) in WORDS {
            assert_eq!(wire::known_protocol(protocol), Some(*protocol), "{start}");
        }
    }

    #[test]
    fn protocols_are_told_by_their_first_bytes() {
        for (bytes, expected) in [
            (&[0xff, 0xfd, 0x18, 0xff, 0xfd, 0x20][..], Some("Telnet")),
            (b"E\0\0\0\x50SFATAL\0", Some("PostgreSQL")),
            (&[0x30, 0x24, 0x02, 0x01, 0x00, 0x78, 0x1f], Some("LDAP")),
            (&[0x30, 0x0c, 0x02, 0x01, 0x01, 0x61, 0x07], None),
            (b"\x7f\x7fICA\0", Some("Citrix ICA")),
            (&[0, 22, 11, 0, 0, 0, 6, 0], Some("X11")),
            (&[0, 22, 0, 11, 0, 0, 0, 6], Some("X11")),
            (&[0x04, 0x01, 0, 0x30, 0, 0, 1, 0, 0xaa, 0x1c], Some("SQL Server")),
            (&[0, 0x41, 0, 0, 4, 0, 0, 0, 0x22], Some("Oracle")),
            (&[5, 0, 13, 3, 0x10, 0, 0, 0, 0x18], Some("RPC")),
            (&[0xde, 0xad, 0xbe, 0xef], None),
            (b"", None),
        ] {
            assert_eq!(protocol(bytes, ""), expected, "{bytes:?}");
            assert_eq!(expected.and_then(wire::known_protocol), expected);
        }
    }
}
