//! What is written to the log, for tests.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::Value;

/// Where a log goes.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The lines that `happens` writes, each with its fields.
pub(crate) fn logged(happens: impl FnOnce()) -> Vec<Value> {
    let lines = Lines::default();
    let writer = lines.clone();
    let log = tracing_subscriber::fmt().json().flatten_event(true);
    let log = log.with_writer(move || writer.clone()).finish();
    tracing::subscriber::with_default(log, happens);
    let written = lines.0.lock().unwrap();
    let read = serde_json::Deserializer::from_slice(&written).into_iter();
    read.map(Result::unwrap).collect()
}
