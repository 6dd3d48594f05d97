//! How much of what is read and written a WebSocket holds.

use axum::extract::ws::WebSocketUpgrade;

/// Bounds what one client can have a WebSocket hold: a message, and answers that nobody reads. Without the second, pings
/// fill the memory with pongs. Both are bytes.
pub(in crate::http) fn bounded(
    upgrade: WebSocketUpgrade,
    longest_message: usize,
    largest_write_buffer: usize,
) -> WebSocketUpgrade {
    upgrade
        .max_message_size(longest_message)
        .max_frame_size(longest_message)
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER)
        .max_write_buffer_size(largest_write_buffer)
}

/// Each WebSocket has two of these for as long as it is open: the defaults of 128 KiB are most of what a run costs. Longer
/// messages take several turns.
const BUFFER: usize = 4 * 1024;
