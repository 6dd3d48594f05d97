//! Opens records of TLS with secrets that are known: AES-GCM and ChaCha20-Poly1305 of TLS 1.2 (RFC 5246, 5288, 7905) and
//! TLS 1.3 (RFC 8446).

use ring::aead::{
    AES_128_GCM, AES_256_GCM, Aad, Algorithm, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey,
};
use ring::hmac::{self, HMAC_SHA256, HMAC_SHA384};

/// How a cipher suite seals records.
#[derive(Clone, Copy)]
pub(crate) struct Suite {
    aead: &'static Algorithm,
    hash: hmac::Algorithm,
}

impl Suite {
    /// The suite with this IANA number; none where its records are not opened here.
    pub(crate) fn of(number: u16) -> Option<Self> {
        let (aead, hash) = match number {
            0x1301 | 0xc02b | 0xc02f | 0x009c | 0x009e => (&AES_128_GCM, HMAC_SHA256),
            0x1302 | 0xc02c | 0xc030 | 0x009d | 0x009f => (&AES_256_GCM, HMAC_SHA384),
            0x1303 | 0xcca8 | 0xcca9 | 0xccaa => (&CHACHA20_POLY1305, HMAC_SHA256),
            _ => return None,
        };
        Some(Self { aead, hash })
    }
}

/// Opens the records of one direction.
pub(crate) struct Opener {
    suite: Suite,
    key: LessSafeKey,
    iv: [u8; NONCE_LEN],
    form: Form,
    /// The number of the next record.
    number: u64,
    /// The traffic secret, for the one that follows it; TLS 1.3.
    secret: Vec<u8>,
}

// Keys are never printed.
impl core::fmt::Debug for Opener {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Opener")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// What a record looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// TLS 1.2 with GCM: eight bytes of the nonce stand before the content.
    Explicit,
    /// TLS 1.2 with ChaCha20.
    Implicit,
    /// TLS 1.3.
    Inner,
}

impl Opener {
    /// Of TLS 1.3, with a traffic secret.
    pub(crate) fn of_secret(suite: Suite, secret: &[u8]) -> Option<Self> {
        let mut key = vec![0; suite.aead.key_len()];
        let mut iv = [0; NONCE_LEN];
        expand_label(suite, secret, b"key", &mut key);
        expand_label(suite, secret, b"iv", &mut iv);
        Some(Self {
            suite,
            key: LessSafeKey::new(UnboundKey::new(suite.aead, &key).ok()?),
            iv,
            form: Form::Inner,
            number: 0,
            secret: secret.to_vec(),
        })
    }

    /// Of TLS 1.2: the client's and the server's.
    pub(crate) fn of_master(suite: Suite, master: &[u8], client: &[u8; 32], server: &[u8; 32]) -> Option<[Self; 2]> {
        let form = if suite.aead == &CHACHA20_POLY1305 {
            Form::Implicit
        } else {
            Form::Explicit
        };
        // Of the nonce of AES-GCM four bytes are a key's and the rest is sent (RFC 5288 3); ChaCha20's is none of it
        // (RFC 7905 2).
        let (key, iv) = (suite.aead.key_len(), if form == Form::Explicit { 4 } else { NONCE_LEN });
        let block = prf(
            suite,
            master,
            // The other way round than for the master secret (RFC 5246 6.3).
            &[b"key expansion", &server[..], &client[..]].concat(),
            2 * (key + iv),
        );
        let opener = |key_at: usize, iv_at: usize| {
            let mut whole = [0; NONCE_LEN];
            whole.get_mut(..iv)?.copy_from_slice(block.get(iv_at..iv_at + iv)?);
            let key = UnboundKey::new(suite.aead, block.get(key_at..key_at + key)?).ok()?;
            Some(Self {
                suite,
                key: LessSafeKey::new(key),
                iv: whole,
                form,
                number: 0,
                secret: Vec::new(),
            })
        };
        // The keys of both sides come before their nonces.
        Some([opener(0, 2 * key)?, opener(key, 2 * key + iv)?])
    }

    /// The content of a record with its type; `head` is the five bytes before `sealed`. None where it does not open.
    pub(crate) fn open(&mut self, head: [u8; 5], sealed: &[u8]) -> Option<(u8, Vec<u8>)> {
        let number = self.number.to_be_bytes();
        let (nonce, sealed) = match self.form {
            Form::Explicit => {
                let mut nonce = self.iv;
                nonce.get_mut(4..)?.copy_from_slice(sealed.get(..8)?);
                (nonce, sealed.get(8..)?)
            }
            Form::Implicit | Form::Inner => {
                let mut nonce = self.iv;
                for (byte, number) in nonce.iter_mut().skip(4).zip(number) {
                    *byte ^= number;
                }
                (nonce, sealed)
            }
        };
        let length = u16::try_from(sealed.len().checked_sub(TAG)?).ok()?.to_be_bytes();
        let aad = match self.form {
            Form::Inner => head.to_vec(),
            Form::Explicit | Form::Implicit => [&number[..], &head[..3], &length[..]].concat(),
        };
        let mut content = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let length = self.key.open_in_place(nonce, Aad::from(aad), &mut content).ok()?.len();
        content.truncate(length);
        self.number += 1;
        if self.form != Form::Inner {
            return Some((head[0], content));
        }
        // The type stands behind the content, before the padding.
        let end = content.iter().rposition(|byte| *byte != 0)?;
        let kind = *content.get(end)?;
        content.truncate(end);
        Some((kind, content))
    }

    /// The keys that follow these, RFC 8446 7.2.
    pub(crate) fn updated(&self) -> Option<Self> {
        let mut next = vec![0; self.secret.len()];
        expand_label(self.suite, &self.secret, b"traffic upd", &mut next);
        Self::of_secret(self.suite, &next)
    }
}

/// HKDF-Expand-Label with an empty context, RFC 8446 7.1; of no more than one block.
fn expand_label(suite: Suite, secret: &[u8], label: &[u8], output: &mut [u8]) {
    let length = u16::try_from(output.len()).unwrap_or_default().to_be_bytes();
    let name = [b"tls13 ", label].concat();
    let name_length = u8::try_from(name.len()).unwrap_or_default();
    let info = [&length[..], &[name_length], &name, &[0, 1]].concat();
    let block = hmac::sign(&hmac::Key::new(suite.hash, secret), &info);
    for (byte, made) in output.iter_mut().zip(block.as_ref()) {
        *byte = *made;
    }
}

/// The pseudorandom function of TLS 1.2, RFC 5246 5.
fn prf(suite: Suite, secret: &[u8], seed: &[u8], length: usize) -> Vec<u8> {
    let key = hmac::Key::new(suite.hash, secret);
    let mut output = Vec::new();
    let mut chained = hmac::sign(&key, seed);
    while output.len() < length {
        output.extend_from_slice(hmac::sign(&key, &[chained.as_ref(), seed].concat()).as_ref());
        chained = hmac::sign(&key, chained.as_ref());
    }
    output
}

/// What is added to what is sealed.
const TAG: usize = 16;
