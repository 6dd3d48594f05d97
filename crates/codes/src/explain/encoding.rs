//! Text out of the bytes of a file, in whatever encoding it was written.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes a file piece by piece. What cannot be decoded becomes U+FFFD.
pub(super) struct Decoder {
    inner: encoding_rs::Decoder,
    encoding: &'static Encoding,
}

impl Decoder {
    /// The decoder for a file that begins with `head`.
    pub(super) fn of(head: &[u8]) -> Self {
        let encoding = of(head);
        Self {
            inner: encoding.new_decoder_with_bom_removal(),
            encoding,
        }
    }

    /// The name of the encoding.
    pub(super) fn name(&self) -> &'static str {
        self.encoding.name()
    }

    pub(super) fn decode(&mut self, bytes: &[u8]) -> String {
        self.step(bytes, Last::No)
    }

    /// What is left of a character that was cut off.
    pub(super) fn finish(&mut self) -> String {
        self.step(&[], Last::Yes)
    }

    fn step(&mut self, mut bytes: &[u8], last: Last) -> String {
        let mut text = String::new();
        loop {
            let room = self.inner.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len());
            text.reserve(room.max(SMALLEST_ROOM));
            let (result, read, _) = self.inner.decode_to_string(bytes, &mut text, last == Last::Yes);
            bytes = bytes.get(read..).unwrap_or_default();
            if result == CoderResult::InputEmpty {
                return text;
            }
        }
    }
}

/// The text of a whole file, in whatever encoding it was written. What cannot be decoded becomes U+FFFD.
pub fn text_of(file: &[u8]) -> String {
    let mut decoder = Decoder::of(file);
    decoder.decode(file) + &decoder.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Yes,
    No,
}

fn of(head: &[u8]) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(head) {
        return marked;
    }
    if let Some(encoding) = is_utf16(head) {
        return encoding;
    }
    let valid = match str::from_utf8(head) {
        Ok(_) => true,
        // The head may end within a character.
        Err(error) => error.error_len().is_none() && head.len() - error.valid_up_to() < LONGEST_CHARACTER,
    };
    if valid {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 with a mark, or without: then almost every second byte of what Latin letters, spaces and line ends make is 0.
pub(super) fn is_utf16(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let (pairs, _) = head.as_chunks::<2>();
    let high = pairs
        .iter()
        .filter(|[first, second]| *first != 0 && *second == 0)
        .count();
    let low = pairs
        .iter()
        .filter(|[first, second]| *first == 0 && *second != 0)
        .count();
    // Other scripts have few zeros, but spaces and line ends.
    let enough = |zeros: usize, others: usize| pairs.len() > 1 && zeros * 8 > pairs.len() && others * 16 < zeros;
    if enough(high, low) {
        Some(UTF_16LE)
    } else {
        enough(low, high).then_some(UTF_16BE)
    }
}

const LONGEST_CHARACTER: usize = 4;
const SMALLEST_ROOM: usize = 16;
