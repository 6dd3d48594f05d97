//! Names that nobody chose, for what several relays tell apart.

/// A name of 64 random bits: no two are the same.
///
/// # Panics
///
/// Where the system's random source does not work.
pub(crate) fn random_name() -> String {
    let mut random = [0; 8];
    getrandom::fill(&mut random).expect("the system's random source works");
    data_encoding::BASE32_DNSSEC.encode(&random)
}
