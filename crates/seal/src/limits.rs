//! Size limits of a sign-in, with their reasons. Its time limits are those of `probe`.

/// An RDCleanPath request: an address, a token, an X.224 request and perhaps a preconnection blob.
pub(crate) const REQUEST_BYTES: usize = 16 * 1024;

/// An X.224 answer as long as it may be; `probe` refuses one that is longer.
pub(crate) const CONFIRM_BYTES: usize = 512;
