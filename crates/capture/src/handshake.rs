//! What the messages of a TLS handshake tell that stand in the clear, or were opened.

/// What is known of a handshake.
#[derive(Debug, Default)]
pub(crate) struct Handshake {
    pub(crate) client_random: Option<[u8; 32]>,
    pub(crate) server_random: Option<[u8; 32]>,
    /// The version agreed on.
    pub(crate) version: Option<u16>,
    pub(crate) cipher: Option<u16>,
    /// The server's certificates in DER, its own first.
    pub(crate) chain: Vec<Vec<u8>>,
    pub(crate) asks_certificate: bool,
}

/// Messages of one side that are not whole yet.
#[derive(Debug, Default)]
pub(crate) struct Messages(Vec<u8>);

impl Messages {
    /// Takes the content of a record, and hands on the messages that are whole now. Returns whether there is more in it
    /// than any handshake has.
    pub(crate) fn take(&mut self, content: &[u8], mut hand_on: impl FnMut(u8, &[u8])) -> bool {
        self.0.extend_from_slice(content);
        let mut at = 0;
        while let Some((kind, body)) = self.0.get(at..).and_then(message) {
            hand_on(kind, body);
            at += HEAD + body.len();
        }
        self.0.drain(..at);
        self.0.len() > LONGEST
    }
}

fn message(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let [kind, high, middle, low, rest @ ..] = bytes else {
        return None;
    };
    let length = u32::from_be_bytes([0, *high, *middle, *low]);
    let body = rest.get(..usize::try_from(length).ok()?)?;
    Some((*kind, body))
}

impl Handshake {
    pub(crate) fn note(&mut self, kind: u8, body: &[u8]) {
        // What is cut off tells nothing.
        let _noted = match kind {
            CLIENT_HELLO => self.client_hello(body),
            SERVER_HELLO => self.server_hello(body),
            CERTIFICATE if self.chain.is_empty() => self.certificate(body),
            CERTIFICATE_REQUEST => {
                self.asks_certificate = true;
                Some(())
            }
            _ => None,
        };
    }

    fn client_hello(&mut self, body: &[u8]) -> Option<()> {
        self.client_random = Some(body.get(2..)?.first_chunk().copied()?);
        Some(())
    }

    fn server_hello(&mut self, body: &[u8]) -> Option<()> {
        let random: [u8; 32] = body.get(2..)?.first_chunk().copied()?;
        // The hello to come has what was agreed on.
        if random == RETRY {
            return None;
        }
        let session = usize::from(*body.get(34)?);
        let rest = body.get(35 + session..)?;
        self.server_random = Some(random);
        self.cipher = rest.first_chunk().copied().map(u16::from_be_bytes);
        self.version = body.first_chunk().copied().map(u16::from_be_bytes);
        // Behind the suite: the compression, and the extensions with their length.
        let mut extensions = rest.get(5..).unwrap_or_default();
        while let [k1, k2, l1, l2, rest @ ..] = extensions {
            let length = usize::from(u16::from_be_bytes([*l1, *l2]));
            let content = rest.get(..length)?;
            if u16::from_be_bytes([*k1, *k2]) == SUPPORTED_VERSIONS {
                self.version = content.first_chunk().copied().map(u16::from_be_bytes);
            }
            extensions = rest.get(length..)?;
        }
        Some(())
    }

    fn certificate(&mut self, body: &[u8]) -> Option<()> {
        let is_13 = self.version == Some(TLS_1_3);
        // TLS 1.3 has a context before the list, and extensions behind each certificate.
        let body = if is_13 {
            body.get(1 + usize::from(*body.first()?)..)?
        } else {
            body
        };
        let mut list = body.get(3..)?;
        while let [high, middle, low, rest @ ..] = list {
            let length = usize::try_from(u32::from_be_bytes([0, *high, *middle, *low])).ok()?;
            if self.chain.len() < MOST_CERTIFICATES {
                self.chain.push(rest.get(..length)?.to_vec());
            }
            list = rest.get(length..)?;
            if is_13 {
                let length = list.first_chunk().copied().map(u16::from_be_bytes)?;
                list = list.get(2 + usize::from(length)..)?;
            }
        }
        Some(())
    }
}

pub(crate) const TLS_1_3: u16 = 0x0304;
pub(crate) const FINISHED: u8 = 20;
pub(crate) const KEY_UPDATE: u8 = 24;
const CLIENT_HELLO: u8 = 1;
const SERVER_HELLO: u8 = 2;
const CERTIFICATE: u8 = 11;
const CERTIFICATE_REQUEST: u8 = 13;
const SUPPORTED_VERSIONS: u16 = 43;
const HEAD: usize = 4;
/// As long as a chain of certificates may be in a check, and more.
const LONGEST: usize = 128 * 1024;
const MOST_CERTIFICATES: usize = 10;
/// The random by which a ServerHello asks for another hello, RFC 8446 4.1.3.
const RETRY: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11,
    0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// A ServerHello of TLS 1.3 with this random.
    fn hello(random: [u8; 32]) -> Vec<u8> {
        let head = [&[3, 3][..], &random, &[0, 0x13, 0x02, 0]].concat();
        [&head[..], &[0, 6, 0, 43, 0, 2, 3, 4]].concat()
    }

    #[test]
    fn a_server_that_asks_for_another_hello_has_agreed_on_nothing() {
        let mut handshake = Handshake::default();

        handshake.note(SERVER_HELLO, &hello(RETRY));
        let asked = (handshake.version, handshake.cipher, handshake.server_random);
        handshake.note(SERVER_HELLO, &hello([7; 32]));

        assert_eq!(asked, (None, None, None));
        assert_eq!((handshake.version, handshake.cipher), (Some(TLS_1_3), Some(0x1302)));
        assert_eq!(handshake.server_random, Some([7; 32]));
    }

    #[test]
    fn a_chain_is_read_in_the_form_of_its_version_and_has_an_end() {
        let certificates = |behind: &[u8], count: usize| [&[0, 0, 1, 0xaa][..], behind].concat().repeat(count);
        for (version, before, behind) in [(0x0303, &[][..], &[][..]), (TLS_1_3, &[0], &[0, 2, 5, 5])] {
            let mut handshake = Handshake {
                version: Some(version),
                ..Handshake::default()
            };
            let list = certificates(behind, MOST_CERTIFICATES + 2);
            let length = u32::try_from(list.len()).unwrap().to_be_bytes();

            handshake.note(CERTIFICATE, &[before, &length[1..], &list].concat());

            assert_eq!(handshake.chain, vec![vec![0xaa]; MOST_CERTIFICATES], "{version:#x}");
        }
    }
}
