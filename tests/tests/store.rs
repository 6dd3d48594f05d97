//! Shared results in real databases: the built program keeps them in SQLite and in PostgreSQL, and the databases break.
//!
//! `kept` runs every test on both databases; the others are about what only one of them can do.

#[path = "store/broken.rs"]
mod broken;
#[path = "store/input.rs"]
mod input;
#[path = "store/kept.rs"]
mod kept;
#[path = "store/start.rs"]
mod start;
