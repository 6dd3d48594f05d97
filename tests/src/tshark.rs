//! tshark, Wireshark without its window, as the judge of what others would see in a file.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// What tshark is told about the ports of a file.
#[derive(Clone, Debug, Default)]
pub struct Tshark {
    decode_as: Vec<String>,
}

impl Tshark {
    /// As it comes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes what stands on `layer`, such as `tcp.port==3389`, for `protocol`.
    pub fn decode(mut self, layer: &str, protocol: &str) -> Self {
        self.decode_as.push(format!("{layer},{protocol}"));
        self
    }

    /// The named fields of every packet that `filter` lets through.
    pub fn fields(&self, file: &Path, filter: &str, fields: &[&str]) -> Vec<Vec<String>> {
        // Whoever runs the tests may have preferences of their own.
        let home = TempDir::new().expect("a temporary folder");
        let mut command = Command::new("tshark");
        command.env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path());
        command.args(["-n", "-T", "fields", "-E", "separator=/t", "-E", "occurrence=a"]);
        command.args(["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"]);
        for decode in &self.decode_as {
            command.args(["-d", decode]);
        }
        for field in fields {
            command.args(["-e", field]);
        }
        let output = command
            .arg("-r")
            .arg(file)
            .args(["-Y", filter])
            .output()
            .unwrap_or_else(|error| panic!("cannot start tshark: {error}; apt-get install tshark"));
        assert!(
            output.status.success(),
            "tshark does not read {}: {}",
            file.display(),
            String::from_utf8_lossy(&output.stderr).trim()
        );
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        lines
            .lines()
            .map(|line| line.split('\t').map(str::to_owned).collect())
            .collect()
    }

    /// How many packets `filter` lets through.
    pub fn count(&self, file: &Path, filter: &str) -> usize {
        self.fields(file, filter, &["frame.number"]).len()
    }
}
