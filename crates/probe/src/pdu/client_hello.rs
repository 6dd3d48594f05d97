//! A bare ClientHello of one version, RFC 5246 7.4.1.2, and what stands at the front of the answer.
//!
//! rustls offers TLS 1.2 and 1.3 with today's cipher suites only, and of those without DHE, P-521, RSASSA-PSS keys and
//! Ed448. Where that fails, this asks what a server takes that is older, or that has made another choice. It stays below
//! 200 bytes: filters that cut long ones let it through.

use wire::TlsHelloAnswer;

/// TLS 1.2, also with what rustls lacks.
pub(crate) const TLS_1_2: u16 = 0x0303;
/// TLS 1.1.
pub(crate) const TLS_1_1: u16 = 0x0302;
/// TLS 1.0.
pub(crate) const TLS_1_0: u16 = 0x0301;

/// A ClientHello record that offers `version` and nothing newer.
pub(crate) fn encode(version: u16, random: [u8; 32]) -> Vec<u8> {
    let mut hello = Vec::with_capacity(160);
    hello.extend_from_slice(&version.to_be_bytes());
    hello.extend_from_slice(&random);
    hello.push(0); // session_id
    vector(
        &mut hello,
        &CIPHER_SUITES
            .iter()
            .flat_map(|suite| suite.to_be_bytes())
            .collect::<Vec<_>>(),
    );
    hello.extend_from_slice(&[1, 0]); // compression_methods: null

    let mut extensions = Vec::new();
    extension(
        &mut extensions,
        SUPPORTED_GROUPS,
        &[0x00, 0x08, 0x00, 0x17, 0x00, 0x18, 0x00, 0x19, 0x00, 0x1d],
    );
    extension(&mut extensions, EC_POINT_FORMATS, &[0x01, 0x00]);
    // Older versions do not have it (RFC 5246 7.4.1.4.1).
    if version == TLS_1_2 {
        extension(
            &mut extensions,
            SIGNATURE_ALGORITHMS,
            &[
                0x00, 0x20, 4, 1, 5, 1, 6, 1, 2, 1, 4, 3, 5, 3, 6, 3, 2, 3, 8, 4, 8, 5, 8, 6, 8, 9, 8, 10, 8, 11, 8, 7,
                8, 8,
            ],
        );
    }
    // There are servers that refuse a client without it (RFC 5746 4.3).
    extension(&mut extensions, RENEGOTIATION_INFO, &[0x00]);
    vector(&mut hello, &extensions);

    let mut handshake = vec![CLIENT_HELLO, 0];
    vector(&mut handshake, &hello);
    let mut record = vec![HANDSHAKE];
    // Whatever is offered: older servers refuse a record of a version that they do not know (RFC 5246 E.1).
    record.extend_from_slice(&TLS_1_0.to_be_bytes());
    vector(&mut record, &handshake);
    record
}

/// A close_notify before any keys: says goodbye to a server that answered.
pub(crate) fn close_notify(version: u16) -> Vec<u8> {
    let [major, minor] = version.to_be_bytes();
    vec![ALERT, major, minor, 0, 2, 1, 0]
}

/// What the server says to the hello; none while too little has come.
pub(crate) fn read_answer(bytes: &[u8]) -> Option<TlsHelloAnswer> {
    let length = bytes.get(3..).and_then(|length| length.first_chunk().copied());
    if length.is_some_and(|length| u16::from_be_bytes(length) > LONGEST_RECORD) {
        return Some(TlsHelloAnswer::NotTls);
    }
    match bytes {
        [HANDSHAKE, 3, _, _, _, SERVER_HELLO, _, _, _, major, minor, rest @ ..] => {
            // Behind the version: 32 bytes of random, the session id with its length, the cipher suite.
            let session_id = usize::from(*rest.get(32)?);
            let cipher = rest
                .get(33 + session_id..)?
                .first_chunk()
                .copied()
                .map(u16::from_be_bytes)?;
            Some(TlsHelloAnswer::ServerHello {
                version: u16::from_be_bytes([*major, *minor]),
                cipher,
            })
        }
        // Whoever begins with another message of the handshake has not answered a hello, however much more of it comes.
        [HANDSHAKE, 3, _, _, _, message, ..] if *message != SERVER_HELLO => Some(TlsHelloAnswer::NotTls),
        [ALERT, 3, _, _, _, _, code, ..] => Some(TlsHelloAnswer::Alert { code: *code }),
        [HANDSHAKE | ALERT] | [HANDSHAKE | ALERT, 3, ..] => None,
        [] => None,
        _ => Some(TlsHelloAnswer::NotTls),
    }
}

/// Appends `content` behind its 16-bit length.
fn vector(to: &mut Vec<u8>, content: &[u8]) {
    let length = u16::try_from(content.len()).expect("a hello has a few hundred bytes");
    to.extend_from_slice(&length.to_be_bytes());
    to.extend_from_slice(content);
}

fn extension(to: &mut Vec<u8>, kind: u16, content: &[u8]) {
    to.extend_from_slice(&kind.to_be_bytes());
    vector(to, content);
}

const ALERT: u8 = 0x15;
const HANDSHAKE: u8 = 0x16;
const CLIENT_HELLO: u8 = 1;
const SERVER_HELLO: u8 = 2;
/// RFC 5246 6.2.3: 2^14 bytes and 2048 more.
const LONGEST_RECORD: u16 = 0x4800;
const SUPPORTED_GROUPS: u16 = 10;
const EC_POINT_FORMATS: u16 = 11;
const SIGNATURE_ALGORITHMS: u16 = 13;
const RENEGOTIATION_INFO: u16 = 0xff01;

/// From ECDHE with AES-GCM down to RSA with 3DES and RC4: what Windows from 2003 to today and OpenSSL have spoken.
const CIPHER_SUITES: &[u16] = &[
    0xc030, 0xc02f, 0xc02c, 0xc02b, 0xccaa, 0xc028, 0xc027, 0xc024, 0xc023, 0xc014, 0xc013, 0xc00a, 0xc009, 0x009f,
    0x009e, 0x006b, 0x0067, 0x0039, 0x0033, 0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f, 0x000a, 0x0005, 0x0004,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_the_hello_agree_with_each_other() {
        let hello = encode(TLS_1_2, [7; 32]);

        let record = usize::from(u16::from_be_bytes([hello[3], hello[4]]));
        let handshake = usize::from(u16::from_be_bytes([hello[7], hello[8]]));
        assert_eq!(record, hello.len() - 5);
        assert_eq!(handshake, hello.len() - 9);
    }

    #[test]
    fn hello_passes_filters_that_cut_long_ones() {
        assert!(encode(TLS_1_2, [7; 32]).len() < 200);
    }

    #[test]
    fn server_hello_gives_version_and_cipher() {
        let mut answer = vec![0x16, 3, 1, 0, 80, 2, 0, 0, 76, 3, 1];
        answer.extend_from_slice(&[9; 32]);
        answer.extend_from_slice(&[2, 0xaa, 0xbb, 0x00, 0x35, 0x00]);

        let expected = TlsHelloAnswer::ServerHello {
            version: TLS_1_0,
            cipher: 0x0035,
        };
        assert_eq!(read_answer(&answer), Some(expected));
        for end in 0..47 {
            assert_eq!(read_answer(&answer[..end]), None, "{end}");
        }
    }

    #[test]
    fn record_longer_than_any_is_no_tls_before_it_has_come() {
        assert_eq!(read_answer(&[0x16, 3, 3, 0xff, 0xff, 2]), Some(TlsHelloAnswer::NotTls));
    }

    #[test]
    fn another_message_than_a_server_hello_is_an_answer_at_once() {
        // A Certificate (11) of 16 KiB in a record of that size.
        let first = [0x16, 3, 3, 0x40, 0, 11, 0, 0x3f, 0xfc];

        assert_eq!(read_answer(&first[..5]), None);
        assert_eq!(read_answer(&first[..6]), Some(TlsHelloAnswer::NotTls));
        assert_eq!(read_answer(&first), Some(TlsHelloAnswer::NotTls));
    }

    #[test]
    fn alerts_and_foreign_bytes_are_told_apart() {
        assert_eq!(
            read_answer(&[0x15, 3, 1, 0, 2, 2, 70]),
            Some(TlsHelloAnswer::Alert { code: 70 })
        );
        assert_eq!(read_answer(&[0x03, 0, 0, 9]), Some(TlsHelloAnswer::NotTls));
    }
}
