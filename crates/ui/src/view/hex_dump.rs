//! Bytes as people read them: offset, hexadecimal digits, ASCII.

use core::fmt::Write as _;

/// Sixteen bytes a line: `0000  03 00 00 13 …  ....`; what is no printable ASCII is a dot.
pub(crate) fn hex_dump(bytes: &[u8]) -> String {
    let mut dump = String::new();
    for (line, row) in bytes.chunks(ROW).enumerate() {
        let _infallible = write!(dump, "{:04x} ", line * ROW);
        for place in 0..ROW {
            if place == ROW / 2 {
                dump.push(' ');
            }
            let _infallible = match row.get(place) {
                Some(byte) => write!(dump, " {byte:02x}"),
                None => write!(dump, "   "),
            };
        }
        dump.push_str("  ");
        dump.extend(row.iter().map(|byte| printable(*byte)));
        dump.push('\n');
    }
    dump
}

fn printable(byte: u8) -> char {
    if byte.is_ascii_graphic() || byte == b' ' {
        char::from(byte)
    } else {
        '.'
    }
}

const ROW: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offset_digits_and_ascii_stand_in_columns() {
        let bytes: Vec<u8> = (0x3a..0x4d).collect();

        assert_eq!(
            hex_dump(&bytes),
            "0000  3a 3b 3c 3d 3e 3f 40 41  42 43 44 45 46 47 48 49  :;<=>?@ABCDEFGHI\n\
             0010  4a 4b 4c                                          JKL\n"
        );
    }

    #[test]
    fn bytes_that_are_no_text_never_reach_the_page_as_text() {
        assert!(hex_dump(b"\x00\x1b\xff<").ends_with("...<\n"));
        assert_eq!(hex_dump(&[]), "");
    }
}
