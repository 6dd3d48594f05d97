//! Results that go to others, in real browsers and through the built program.
//!
//! ```text
//!   links         shared, sealed and asked for, and taken back
//!   files         saved, opened again and compared
//!   trouble       what stays on the page when the relay is gone
//!   canaries      what no form of a result tells
//!   barriers      axe on every page
//!   keyboard      all of it without a mouse
//!   recent        the last checks, and how the browser forgets one
//! ```

#[path = "sharing/barriers.rs"]
mod barriers;
#[path = "sharing/canaries.rs"]
mod canaries;
#[path = "sharing/desk.rs"]
mod desk;
#[path = "sharing/files.rs"]
mod files;
#[path = "sharing/keyboard.rs"]
mod keyboard;
#[path = "sharing/links.rs"]
mod links;
#[path = "sharing/recent.rs"]
mod recent;
#[path = "sharing/support.rs"]
mod support;
#[path = "sharing/trouble.rs"]
mod trouble;
