//! What reads bytes that strangers choose and only the relay knows, for whoever looks for bytes that break one.
//!
//! Each takes any bytes, and panics where what must hold of them does not.

pub use crate::bus::fuzz::bus_message;
pub use crate::http::fuzz::{http_head, launch_token, tunnel_gate};

/// What takes bytes.
pub type Reader = fn(&[u8]);

/// All of them by their names, each with a target in `fuzz`.
pub const READERS: [(&str, Reader); 4] = [
    ("bus_message", bus_message),
    ("http_head", http_head),
    ("launch_token", launch_token),
    ("tunnel_gate", tunnel_gate),
];
