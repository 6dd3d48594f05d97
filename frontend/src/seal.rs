//! Sealing: a report encrypted so that the relay that keeps it cannot read it (AES-GCM, the key in the link alone).

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// What is kept, and what opens it.
pub(crate) struct Sealed {
    /// Nonce and ciphertext, base64url.
    pub(crate) sealed: String,
    /// The key, base64url, for the fragment of the link.
    pub(crate) key: String,
}

/// Encrypts `text` under a new key. Absent where the browser cannot, as on pages without TLS.
pub(crate) async fn seal(text: &str) -> Option<Sealed> {
    let crypto = gloo::utils::window().crypto().ok()?;
    let (mut key, mut nonce) = ([0; KEY_BYTES], [0; NONCE_BYTES]);
    crypto.get_random_values_with_u8_array(&mut key).ok()?;
    crypto.get_random_values_with_u8_array(&mut nonce).ok()?;
    let subtle = subtle()?;
    let imported = import(&subtle, &key).await?;
    let sealing = subtle.encrypt_with_object_and_u8_array(&algorithm(&nonce)?, &imported, text.as_bytes());
    let sealed = JsFuture::from(sealing.ok()?).await.ok()?;
    let mut bytes = nonce.to_vec();
    bytes.extend(Uint8Array::new(&sealed).to_vec());
    Some(Sealed {
        sealed: to_base64(&bytes)?,
        key: to_base64(&key)?,
    })
}

/// Decrypts what [`seal`] made. Absent with a wrong key or a changed text.
pub(crate) async fn unseal(sealed: &str, key: &str) -> Option<String> {
    let (bytes, key) = (from_base64(sealed)?, from_base64(key)?);
    let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
    let subtle = subtle()?;
    let imported = import(&subtle, &key).await?;
    let opening = subtle.decrypt_with_object_and_u8_array(&algorithm(nonce)?, &imported, sealed);
    let text = JsFuture::from(opening.ok()?).await.ok()?;
    String::from_utf8(Uint8Array::new(&text).to_vec()).ok()
}

/// Browsers have it on pages that came over TLS or from the same machine only.
fn subtle() -> Option<SubtleCrypto> {
    let subtle: JsValue = gloo::utils::window().crypto().ok()?.subtle().into();
    subtle.is_object().then(|| subtle.unchecked_into())
}

async fn import(subtle: &SubtleCrypto, key: &[u8]) -> Option<CryptoKey> {
    let usages = js_sys::Array::of2(&"encrypt".into(), &"decrypt".into());
    let importing = subtle.import_key_with_str("raw", &Uint8Array::from(key), ALGORITHM, false, &usages);
    Some(JsFuture::from(importing.ok()?).await.ok()?.unchecked_into())
}

fn algorithm(nonce: &[u8]) -> Option<Object> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &ALGORITHM.into()).ok()?;
    Reflect::set(&algorithm, &"iv".into(), &Uint8Array::from(nonce)).ok()?;
    Some(algorithm)
}

fn to_base64(bytes: &[u8]) -> Option<String> {
    let binary: String = bytes.iter().copied().map(char::from).collect();
    let text = gloo::utils::window().btoa(&binary).ok()?;
    Some(text.replace('+', "-").replace('/', "_").replace('=', ""))
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let text = text.replace('-', "+").replace('_', "/");
    let binary = gloo::utils::window().atob(&text).ok()?;
    binary.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
}

const ALGORITHM: &str = "AES-GCM";
/// AES-256.
const KEY_BYTES: usize = 32;
/// What GCM is made for. Every result has its own key, so that it never stands twice under one.
const NONCE_BYTES: usize = 12;
