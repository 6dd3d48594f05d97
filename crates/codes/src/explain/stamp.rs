//! The time at which a line of a log was written, as the log has it.

/// The time of a line: `2024-03-19 00:20:44`, `[20240319-00:20:44]`, `[12:00:00:380]`, `Nov 28 05:53:16`.
///
/// It stays text: logs leave out the day, the year or the zone, and the lines are in order anyway.
pub(super) fn stamp(line: &str) -> Option<&str> {
    if let Some((_, rest)) = line.split_once("SystemTime=") {
        let value = rest.get(1..)?;
        return value.split(['"', '\'']).next().filter(|value| is_stamp(value));
    }
    // The clock is the part that every form has: two digits, a colon, two digits.
    let head = line.get(..floor(line, HEAD.min(line.len())))?;
    let clock = head.as_bytes().windows(CLOCK).position(is_clock)?;
    let bytes = head.as_bytes();
    let part_of =
        |byte: &u8| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b',' | b'-' | b'/' | b'T' | b'Z' | b'+');
    let before = bytes.get(..clock)?;
    let mut from = clock - before.iter().rev().take_while(|byte| part_of(byte)).count();
    // A date before it, set apart by a space: `2024-03-19 00:20:44`, `Nov 28 05:53:16`.
    if let Some(date) = head.get(..from).and_then(date_before) {
        from = date;
    }
    let after = bytes.get(clock..)?;
    let to = clock + after.iter().take_while(|byte| part_of(byte)).count();
    let text = head
        .get(from..to)?
        .trim_matches(|c: char| matches!(c, ':' | '.' | ',' | '-' | '/' | '+'));
    is_stamp(text).then_some(text)
}

/// Where a date at the end of `head` begins.
fn date_before(head: &str) -> Option<usize> {
    let rest = head.strip_suffix(' ')?;
    let word = rest.rsplit(' ').next()?;
    let begins = rest.len() - word.len();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 6
        && word
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.'))
    {
        return Some(begins);
    }
    let day = digits > 0 && digits == word.len() && digits <= 2;
    let month = head.get(..begins)?.trim_end().rsplit(' ').next()?;
    let named = MONTHS.iter().any(|name| month.eq_ignore_ascii_case(name));
    (day && named).then(|| head.get(..begins).map(|before| before.trim_end().len() - month.len()))?
}

fn is_clock(bytes: &[u8]) -> bool {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    digit(0)
        && digit(1)
        && bytes.get(2) == Some(&b':')
        && digit(3)
        && digit(4)
        && bytes.get(5) == Some(&b':')
        && digit(6)
        && digit(7)
}

fn is_stamp(text: &str) -> bool {
    text.len() <= LONGEST && text.as_bytes().windows(CLOCK).any(is_clock)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
/// Times stand at the start of a line.
const HEAD: usize = 96;
const CLOCK: usize = 8;
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_in_the_forms_of_all_logs() {
        for (line, time) in [
            ("[20240319-00:20:44] [INFO ] Socket 12", Some("20240319-00:20:44")),
            ("[12:00:00:380] [5100:00004ac9] [ERROR]", Some("12:00:00:380")),
            ("2026-01-21T10:00:00.123Z ERROR", Some("2026-01-21T10:00:00.123Z")),
            ("2026/01/21 10:00:00 [E] [proxy.go:581]", Some("2026/01/21 10:00:00")),
            ("Nov 28 05:53:16 host guacd[1]: x", Some("Nov 28 05:53:16")),
            (
                "<TimeCreated SystemTime='2026-01-21T10:00:00.1Z' />",
                Some("2026-01-21T10:00:00.1Z"),
            ),
            // A number before it is a day only behind a month.
            ("session 12 05:53:16 began", Some("05:53:16")),
            ("Nov 281 05:53:16 began", Some("05:53:16")),
            ("::ffff:192.0.2.40 port 63717", None),
            ("no time at all", None),
            ("дата 28 число", None),
        ] {
            assert_eq!(stamp(line), time, "{line}");
        }
    }
}
