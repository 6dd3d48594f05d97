//! Whether an update draws anything: a session is proven by pixels, not by the name of a message.

use wire::PictureKind;

use crate::pdu::{u16_at, u32_at};

/// Whether the body of an update in fast-path form ([MS-RDPBCGR] 2.2.9.1.2.1) holds something that is drawn.
pub(crate) fn draws(kind: PictureKind, body: &[u8]) -> bool {
    match kind {
        PictureKind::Bitmap => bitmap(body),
        PictureKind::Orders => orders(body),
        PictureKind::Surface => surface(body),
    }
}

/// TS_UPDATE_BITMAP_DATA, [MS-RDPBCGR] 2.2.9.1.1.3.1.2: the type, the number of rectangles, and those.
fn bitmap(body: &[u8]) -> bool {
    let count = u16_at(body, 2).unwrap_or_default();
    let mut at = 4;
    for _ in 0..count {
        let (Some(width), Some(height), Some(length)) =
            (u16_at(body, at + 8), u16_at(body, at + 10), u16_at(body, at + 16))
        else {
            return false;
        };
        if width > 0 && height > 0 && length > 0 {
            return true;
        }
        at += BITMAP_HEADER + usize::from(length);
    }
    false
}

/// Drawing orders, [MS-RDPEGDI] 2.2.2.1: primary ones draw, secondary ones fill caches.
fn orders(body: &[u8]) -> bool {
    let count = u16_at(body, 0).unwrap_or_default();
    let mut at = 2;
    for _ in 0..count {
        let Some(flags) = body.get(at) else { return false };
        at += match (flags & STANDARD != 0, flags & SECONDARY != 0) {
            (true, true) => match u16_at(body, at + 1) {
                Some(length) => usize::from(length) + SECONDARY_LENGTH_BIAS,
                None => return false,
            },
            (false, true) if flags >> 2 == FRAME_MARKER_ORDER => FRAME_MARKER_ORDER_LENGTH,
            // The length of the others follows from their contents, and those of a kind without pixels are sent only to
            // clients that ask for it, as this one does not.
            (_, false) | (false, true) => return true,
        };
    }
    false
}

/// Surface commands, [MS-RDPBCGR] 2.2.9.1.2.1.10: a bitmap draws, a frame marker does not.
fn surface(body: &[u8]) -> bool {
    let mut at = 0;
    loop {
        match u16_at(body, at) {
            Some(SET_SURFACE_BITS | STREAM_SURFACE_BITS) => {
                let flags = body.get(at + 11).copied().unwrap_or_default();
                let Some(length) = u32_at(body, at + 18) else {
                    return false;
                };
                if length > 0 {
                    return true;
                }
                at += SURFACE_BITS_HEADER + usize::from(flags & EXTENDED_HEADER) * EXTENDED_HEADER_LENGTH;
            }
            Some(FRAME_MARKER) => at += FRAME_MARKER_LENGTH,
            Some(_) | None => return false,
        }
    }
}

/// TS_BITMAP_DATA up to its data, [MS-RDPBCGR] 2.2.9.1.1.3.1.2.2.
const BITMAP_HEADER: usize = 18;
/// TS_STANDARD and TS_SECONDARY, [MS-RDPEGDI] 2.2.2.2.1.
const STANDARD: u8 = 1;
const SECONDARY: u8 = 2;
/// The length that a secondary order states is 13 bytes short of the whole, [MS-RDPEGDI] 2.2.2.2.1.2.1.1.
const SECONDARY_LENGTH_BIAS: usize = 13;
/// TS_ALTSEC_FRAME_MARKER, [MS-RDPEGDI] 2.2.2.2.1.3.7.
const FRAME_MARKER_ORDER: u8 = 0x0d;
const FRAME_MARKER_ORDER_LENGTH: usize = 5;
/// cmdType, [MS-RDPBCGR] 2.2.9.2.
const SET_SURFACE_BITS: u16 = 1;
const FRAME_MARKER: u16 = 4;
const STREAM_SURFACE_BITS: u16 = 6;
const FRAME_MARKER_LENGTH: usize = 8;
/// cmdType, the rectangle and TS_BITMAP_DATA_EX up to its data.
const SURFACE_BITS_HEADER: usize = 22;
/// EX_COMPRESSED_BITMAP_HEADER_PRESENT, and that header's length.
const EXTENDED_HEADER: u8 = 1;
const EXTENDED_HEADER_LENGTH: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(width: u8, height: u8, data: &[u8]) -> Vec<u8> {
        let length = u8::try_from(data.len()).unwrap();
        let mut bytes = vec![0, 0, 0, 0, 0, 0, 0, 0, width, 0, height, 0, 16, 0, 0, 0, length, 0];
        bytes.extend_from_slice(data);
        bytes
    }

    #[test]
    fn bitmaps_draw_by_their_rectangles() {
        let nothing = rectangle(0, 4, &[1, 2]);
        let pixel = rectangle(1, 1, &[1, 2]);

        assert!(!draws(PictureKind::Bitmap, &[1, 0, 0, 0]));
        assert!(!draws(PictureKind::Bitmap, &[&[1, 0, 1, 0][..], &nothing].concat()));
        assert!(draws(
            PictureKind::Bitmap,
            &[&[1, 0, 2, 0][..], &nothing, &pixel].concat()
        ));
    }

    #[test]
    fn orders_that_only_fill_caches_or_mark_frames_draw_nothing() {
        let cache = [&[3, 1, 0, 0, 4, 0][..], &[0; 8]].concat();
        let marker = [0x36, 0, 0, 0, 0];
        let primary = [1, 0];
        let orders = |count: u8, bytes: &[&[u8]]| [&[count, 0][..], &bytes.concat()].concat();

        assert!(!draws(PictureKind::Orders, &orders(0, &[])));
        assert!(!draws(PictureKind::Orders, &orders(2, &[&cache, &marker])));
        assert!(draws(PictureKind::Orders, &orders(3, &[&cache, &marker, &primary])));
    }

    #[test]
    fn surface_commands_draw_by_their_bits() {
        let marker = [4, 0, 0, 0, 1, 0, 0, 0];
        let mut bits = vec![1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 32, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0];
        let empty = bits.clone();
        bits[18] = 4;
        bits.extend_from_slice(&[0xff; 4]);

        assert!(!draws(PictureKind::Surface, &[&marker[..], &empty].concat()));
        assert!(draws(PictureKind::Surface, &[&marker[..], &empty, &bits].concat()));
    }

    #[test]
    fn no_prefix_of_an_update_panics() {
        let body = [1, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0];
        for end in 0..body.len() {
            for kind in [PictureKind::Bitmap, PictureKind::Orders, PictureKind::Surface] {
                draws(kind, &body[..end]);
            }
        }
    }
}
