//! Names that specifications and vendors give to numbers; they are the same in every language.

use wire::CipherSuite;

/// TLS 1.2 on the wire.
pub const TLS_1_2: u16 = 0x0303;
/// `internal_error`, RFC 8446 6.
pub const ALERT_INTERNAL_ERROR: u8 = 80;
/// RFC 8446 6.1: nothing more comes.
pub const ALERT_CLOSE_NOTIFY: u8 = 0;

/// A TLS version as it stands on the wire.
pub fn tls_version(version: u16) -> String {
    match version {
        0x0300 => "SSL 3.0".to_owned(),
        0x0301 => "TLS 1.0".to_owned(),
        0x0302 => "TLS 1.1".to_owned(),
        TLS_1_2 => "TLS 1.2".to_owned(),
        0x0304 => "TLS 1.3".to_owned(),
        other => format!("0x{other:04X}"),
    }
}

/// A cipher suite by its IANA name, where it is one that our own client agrees on or that servers of old have.
pub fn cipher_suite(suite: CipherSuite) -> String {
    let name = match suite.0 {
        0x0004 => "TLS_RSA_WITH_RC4_128_MD5",
        0x0005 => "TLS_RSA_WITH_RC4_128_SHA",
        0x000a => "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        0x002f => "TLS_RSA_WITH_AES_128_CBC_SHA",
        0x0035 => "TLS_RSA_WITH_AES_256_CBC_SHA",
        0x009e => "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
        0x009f => "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        0x1301 => "TLS_AES_128_GCM_SHA256",
        0x1302 => "TLS_AES_256_GCM_SHA384",
        0x1303 => "TLS_CHACHA20_POLY1305_SHA256",
        0xc013 => "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        0xc014 => "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        0xc027 => "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        0xc028 => "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        0xc02b => "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        0xc02c => "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        0xc02f => "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        0xc030 => "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        0xc09e => "TLS_DHE_RSA_WITH_AES_128_CCM",
        0xc09f => "TLS_DHE_RSA_WITH_AES_256_CCM",
        0xcca8 => "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        0xcca9 => "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        0xccaa => "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        other => return format!("0x{other:04X}"),
    };
    name.to_owned()
}

/// A TLS alert, RFC 8446 6.
pub fn tls_alert(code: u8) -> &'static str {
    match code {
        0 => "close_notify",
        10 => "unexpected_message",
        20 => "bad_record_mac",
        22 => "record_overflow",
        40 => "handshake_failure",
        42 => "bad_certificate",
        43 => "unsupported_certificate",
        44 => "certificate_revoked",
        45 => "certificate_expired",
        46 => "certificate_unknown",
        47 => "illegal_parameter",
        48 => "unknown_ca",
        49 => "access_denied",
        50 => "decode_error",
        51 => "decrypt_error",
        70 => "protocol_version",
        71 => "insufficient_security",
        80 => "internal_error",
        86 => "inappropriate_fallback",
        90 => "user_canceled",
        109 => "missing_extension",
        110 => "unsupported_extension",
        112 => "unrecognized_name",
        116 => "certificate_required",
        120 => "no_application_protocol",
        _ => "?",
    }
}

/// A response code of DNS, RFC 6895 2.3.
pub fn dns_code(code: u16) -> String {
    let name = match code {
        0 => "NOERROR",
        1 => "FORMERR",
        2 => "SERVFAIL",
        3 => "NXDOMAIN",
        4 => "NOTIMP",
        5 => "REFUSED",
        9 => "NOTAUTH",
        other => return other.to_string(),
    };
    name.to_owned()
}

/// A result of MCS, T.125 7.
pub fn mcs_result(result: u8) -> &'static str {
    match result {
        0 => "rt-successful",
        1 => "rt-domain-merging",
        2 => "rt-domain-not-hierarchical",
        3 => "rt-no-such-channel",
        4 => "rt-no-such-domain",
        5 => "rt-no-such-user",
        6 => "rt-not-admitted",
        7 => "rt-other-user-id",
        8 => "rt-parameters-unacceptable",
        9 => "rt-token-not-available",
        10 => "rt-token-not-possessed",
        11 => "rt-too-many-channels",
        12 => "rt-too-many-tokens",
        13 => "rt-too-many-users",
        14 => "rt-unspecified-failure",
        15 => "rt-user-rejected",
        _ => "?",
    }
}

/// An RDP version in the server's core data, [MS-RDPBCGR] 2.2.1.4.2.
pub fn rdp_version(version: u32) -> String {
    match version {
        0x0008_0001 => "RDP 4.0".to_owned(),
        0x0008_0004 => "RDP 5.0 - 8.1".to_owned(),
        0x0008_0005..=0x0008_0011 => format!("RDP 10.{}", version - 0x0008_0005),
        other => format!("0x{other:08X}"),
    }
}

/// What Windows calls the build that an NTLM challenge names; absent for builds that we do not know.
///
/// Updates that only switch features on (such as 22H2 of Windows 10) keep the build number of their base in NTLM.
/// FreeRDP's servers call themselves 6.1.7601.
pub fn windows(version: (u8, u8, u16)) -> Option<&'static str> {
    let name = match version {
        (5, 1, _) => "Windows XP",
        (5, 2, _) => "Windows Server 2003",
        (6, 0, _) => "Windows Vista / Server 2008",
        (6, 1, 7601) => "Windows 7 / Server 2008 R2 / FreeRDP",
        (6, 1, _) => "Windows 7 / Server 2008 R2",
        (6, 2, _) => "Windows 8 / Server 2012",
        (6, 3, _) => "Windows 8.1 / Server 2012 R2",
        (10, 0, 10240) => "Windows 10 1507",
        (10, 0, 10586) => "Windows 10 1511",
        (10, 0, 14393) => "Windows 10 1607 / Server 2016",
        (10, 0, 15063) => "Windows 10 1703",
        (10, 0, 16299) => "Windows 10 1709",
        (10, 0, 17134) => "Windows 10 1803",
        (10, 0, 17763) => "Windows 10 1809 / Server 2019",
        (10, 0, 18362..=18363) => "Windows 10 1903 - 1909",
        (10, 0, 19041..=19045) => "Windows 10 2004 - 22H2",
        (10, 0, 20348) => "Windows Server 2022",
        (10, 0, 22000) => "Windows 11 21H2",
        (10, 0, 22621..=22631) => "Windows 11 22H2 - 23H2",
        (10, 0, 25398) => "Windows Server 23H2",
        (10, 0, 26100) => "Windows 11 24H2 / Server 2025",
        (10, 0, 26200) => "Windows 11 25H2",
        _ => return None,
    };
    Some(name)
}

/// The system behind osMajorType, [MS-RDPBCGR] 2.2.7.1.1.
pub fn system(major: u16) -> String {
    let name = match major {
        1 => "Windows",
        2 => "OS/2",
        3 => "Macintosh",
        4 => "Unix",
        5 => "iOS",
        6 => "macOS",
        7 => "Android",
        8 => "Chrome OS",
        other => return other.to_string(),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_are_named_as_their_vendor_does() {
        assert_eq!(windows((10, 0, 20348)), Some("Windows Server 2022"));
        assert_eq!(windows((10, 0, 26100)), Some("Windows 11 24H2 / Server 2025"));
        assert_eq!(windows((10, 0, 1)), None);
    }

    #[test]
    fn numbers_without_a_name_stay_numbers() {
        assert_eq!(tls_version(0x0304), "TLS 1.3");
        assert_eq!(tls_version(0x7f1c), "0x7F1C");
        assert_eq!(rdp_version(0x0008_0011), "RDP 10.12");
        assert_eq!(rdp_version(0x0009_0000), "0x00090000");
        assert_eq!(dns_code(2), "SERVFAIL");
        assert_eq!(dns_code(23), "23");
    }
}
