//! Names a file after what it holds, so that a browser may keep it for ever.
//!
//! The build of the page and the build of the relay both name files of the page; they must agree, and a name must not
//! change with the machine or the compiler, which rules out the standard library's hashers.

use sha2::{Digest as _, Sha256};

/// Hexadecimal digits in a [`content_hash`]: 64 bits, so that two of the few dozen files never share one by accident.
pub const LENGTH: usize = 16;

/// The first [`LENGTH`] hexadecimal digits of the SHA-256 of all `parts`, one after the other.
///
/// ```
/// assert_eq!(content_hash::content_hash(["a", "bc"]), "ba7816bf8f01cfea");
/// ```
pub fn content_hash(parts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    let digest = hasher.finalize();
    let mut digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.truncate(LENGTH);
    digits
}
