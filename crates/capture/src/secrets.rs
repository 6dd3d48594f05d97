//! The secrets of TLS connections that a capture brings: a key log in the form of NSS.

use std::collections::HashMap;

/// What a connection's secret opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Label {
    /// The master secret of TLS 1.2.
    Master,
    /// The client's handshake in TLS 1.3.
    ClientHandshake,
    /// The server's.
    ServerHandshake,
    /// What the client says behind it.
    ClientTraffic,
    /// What the server says.
    ServerTraffic,
}

/// Secrets by the random of the client's hello.
#[derive(Default)]
pub(crate) struct Secrets(HashMap<Whose, Vec<u8>>);

/// The random of a client's hello, and which of its connection's secrets.
type Whose = ([u8; 32], Label);

// Secrets are never printed.
impl core::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Secrets").field(&self.0.len()).finish()
    }
}

impl Secrets {
    /// Reads a key log; lines that are no secrets are passed over.
    pub(crate) fn add(&mut self, text: &[u8]) {
        for line in text.split(|byte| *byte == b'\n') {
            if self.0.len() >= MOST_SECRETS {
                return;
            }
            self.0.extend(str::from_utf8(line).ok().and_then(secret));
        }
    }

    pub(crate) fn find(&self, random: &[u8; 32], label: Label) -> Option<&[u8]> {
        self.0.get(&(*random, label)).map(Vec::as_slice)
    }
}

fn secret(line: &str) -> Option<(Whose, Vec<u8>)> {
    let mut fields = line.split_ascii_whitespace();
    let label = match fields.next()? {
        "CLIENT_RANDOM" => Label::Master,
        "CLIENT_HANDSHAKE_TRAFFIC_SECRET" => Label::ClientHandshake,
        "SERVER_HANDSHAKE_TRAFFIC_SECRET" => Label::ServerHandshake,
        "CLIENT_TRAFFIC_SECRET_0" => Label::ClientTraffic,
        "SERVER_TRAFFIC_SECRET_0" => Label::ServerTraffic,
        _ => return None,
    };
    let random = bytes(fields.next()?)?.try_into().ok()?;
    let secret = bytes(fields.next()?)?;
    Some(((random, label), secret))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let (pairs, []) = hex.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes = pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?));
    bytes
        .take(LONGEST_SECRET + 1)
        .collect::<Option<Vec<u8>>>()
        .filter(|bytes| bytes.len() <= LONGEST_SECRET)
}

/// A browser's log of a day; of these five belong to a connection.
const MOST_SECRETS: usize = 65_536;
/// The longest hash, with room.
const LONGEST_SECRET: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: usize, secret: &str) -> String {
        format!("CLIENT_RANDOM {number:064x} {secret}\n")
    }

    #[test]
    fn a_key_log_is_read_up_to_a_limit_of_lines_and_of_what_a_line_holds() {
        let mut secrets = Secrets::default();
        secrets.add(line(1, &"ab".repeat(LONGEST_SECRET + 1)).as_bytes());
        secrets.add(b"# a remark\nCLIENT_RANDOM xy ab\n\xff\n");
        assert_eq!(secrets.0.len(), 0);

        let all: String = (0..MOST_SECRETS + 5).map(|number| line(number, "ab")).collect();
        secrets.add(all.as_bytes());

        assert_eq!(secrets.0.len(), MOST_SECRETS);
        assert_eq!(secrets.find(&[0; 32], Label::Master), Some(&[0xab][..]));
        assert_eq!(secrets.find(&[0; 32], Label::ClientTraffic), None);
    }
}
