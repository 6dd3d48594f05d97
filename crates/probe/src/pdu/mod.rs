//! Readings that no crate offers, or that a crate refuses where a report has to show the raw value.
//!
//! Every read is bounded; what is cut short reads as absent.

pub(crate) mod banner;
pub(crate) mod certificate;
pub(crate) mod challenge;
pub(crate) mod client_hello;
pub(crate) mod credssp;
mod greeting;
pub mod kerberos;

/// The `N` bytes at `offset`, where there are as many.
pub(crate) fn bytes_at<const N: usize>(bytes: &[u8], offset: usize) -> Option<[u8; N]> {
    bytes.get(offset..)?.first_chunk().copied()
}

/// The little-endian 16-bit number at `offset`.
pub(crate) fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    bytes_at(bytes, offset).map(u16::from_le_bytes)
}

/// The little-endian 32-bit number at `offset`.
pub(crate) fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    bytes_at(bytes, offset).map(u32::from_le_bytes)
}
