//! Shared results in real databases: the built program keeps them in SQLite and in PostgreSQL, and the databases break.
//!
//! `deliveries`, `kept` and `older` run every test on both databases; the others are about what only one of them can do.

/// Runs each of these with either database.
macro_rules! on_both {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(suite::store::Database::sqlite()); })*
        }
        mod postgres {
            $(#[test] fn $name() { super::$name(suite::store::Database::postgres()); })*
        }
    };
}

// Marked, so that the lints know their helpers for tests, too.
#[cfg(test)]
#[path = "store/broken.rs"]
mod broken;
#[cfg(test)]
#[path = "store/deliveries.rs"]
mod deliveries;
#[cfg(test)]
#[path = "store/input.rs"]
mod input;
#[cfg(test)]
#[path = "store/kept.rs"]
mod kept;
#[cfg(test)]
#[path = "store/older.rs"]
mod older;
#[cfg(test)]
#[path = "store/start.rs"]
mod start;
