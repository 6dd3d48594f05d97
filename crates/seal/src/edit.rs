//! What is changed in a client's or server's PDUs on the way, for clients that cannot do without. Each change has a switch.

/// Whether something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// The changes, each off unless it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edits {
    /// Ask for the logon with the name and password that Client Info holds, where the server does without NLA. The npm build
    /// 0.7.0 of ironrdp-web never does (Devolutions/IronRDP pull request 230), so that xrdp asks again on its own screen.
    pub autologon: Switch,
    /// Widen the rectangles of bitmap updates to their bitmaps. The npm build 0.7.0 takes a rectangle's width for the
    /// bitmap's and shows xrdp's pictures sheared (Devolutions/IronRDP issue 1251).
    pub rectangles: Switch,
}

impl Default for Edits {
    fn default() -> Self {
        Self {
            autologon: Switch::Off,
            rectangles: Switch::Off,
        }
    }
}

/// Sets INFO_AUTOLOGON in a Client Info PDU ([MS-RDPBCGR] 2.2.1.11.1.1) that has a name and a password. Any other frame
/// stays as it is.
pub(crate) fn ask_for_autologon(frame: &mut [u8]) {
    let Some(data) = user_data(frame, SEND_DATA_REQUEST) else {
        return;
    };
    let is_info = matches!(*data, [flags, _, 0, 0, ..] if flags & SEC_INFO_PKT != 0);
    // Behind the security header: the code page (4), the flags (4), and the lengths of domain, name and password.
    if is_info
        && u16_at(data, 14).is_some_and(|name| name > 0)
        && u16_at(data, 16).is_some_and(|password| password > 0)
        && let Some(flags) = data.get_mut(8)
    {
        *flags |= INFO_AUTOLOGON;
    }
}

/// Widens the rectangles of a bitmap update to their bitmaps, as far as a desktop of this width reaches: in the slow path
/// ([MS-RDPBCGR] 2.2.9.1.1.3.1.2) and the fast path (2.2.9.1.2.1.2). Updates that are compressed as a whole or cut into
/// fragments stay as they are, and so does any other frame.
pub(crate) fn widen_rectangles(frame: &mut [u8], desktop_width: u16) {
    if frame.first() == Some(&TPKT) {
        if let Some(data) = user_data(frame, SEND_DATA_INDICATION)
            && is_update(data)
            && let Some(update) = data.get_mut(SHARE_DATA_HEADER..)
        {
            widen(update, desktop_width);
        }
        return;
    }
    let header = match *frame {
        // Encrypted updates are of Standard RDP Security.
        [flags, ..] if flags & 0xc3 != 0 => return,
        [_, length, ..] if length & 0x80 == 0 => 2,
        _ => 3,
    };
    let mut rest = frame.get_mut(header..).unwrap_or_default();
    while let Some(head) = rest.first().copied() {
        let (size_at, compressed) = if head >> 6 == FASTPATH_COMPRESSED {
            (2, true)
        } else {
            (1, false)
        };
        let Some(size) = u16_at(rest, size_at) else { return };
        let Some((update, behind)) = rest
            .get_mut(size_at + 2..)
            .and_then(|data| data.split_at_mut_checked(usize::from(size)))
        else {
            return;
        };
        // The code in the low four bits, and no fragment in the next two.
        if head & 0x3f == FASTPATH_BITMAP && !compressed {
            widen(update, desktop_width);
        }
        rest = behind;
    }
}

/// Whether this is an uncompressed Update PDU behind a share data header.
fn is_update(data: &[u8]) -> bool {
    let is_data = data.get(2).is_some_and(|kind| kind & 0x0f == PDUTYPE_DATA);
    let uncompressed = data.get(15).is_some_and(|compression| compression & 0x20 == 0);
    is_data && uncompressed && data.get(14) == Some(&PDUTYPE2_UPDATE)
}

/// The rectangles of a TS_UPDATE_BITMAP_DATA.
fn widen(update: &mut [u8], desktop_width: u16) {
    let (Some(UPDATETYPE_BITMAP), Some(count)) = (u16_at(update, 0), u16_at(update, 2)) else {
        return;
    };
    let mut at = 4;
    for _ in 0..count {
        let field = |index: usize| u16_at(update, at + 2 * index);
        let (Some(left), Some(right), Some(width), Some(length)) = (field(0), field(2), field(4), field(8)) else {
            return;
        };
        let whole = width.checked_sub(1).and_then(|last| left.checked_add(last));
        if let Some(whole) = whole
            && whole != right
            && whole < desktop_width
            && let Some(field) = update.get_mut(at + 4..at + 6)
        {
            field.copy_from_slice(&whole.to_le_bytes());
        }
        at += RECTANGLE_HEADER + usize::from(length);
    }
}

/// The user data of an MCS Send Data PDU (T.125) in TPKT and X.224 Data.
fn user_data(frame: &mut [u8], choice: u8) -> Option<&mut [u8]> {
    let behind =
        match *frame {
            [TPKT, _, _, _, 2, 0xf0, 0x80, found, _, _, _, _, _, length, ..] if found == choice => {
                if length & 0x80 == 0 { 14 } else { 15 }
            }
            _ => return None,
        };
    frame.get_mut(behind..)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

const TPKT: u8 = 3;
// The choices of T.125, shifted as PER has them.
const SEND_DATA_REQUEST: u8 = 0x64;
const SEND_DATA_INDICATION: u8 = 0x68;
const SEC_INFO_PKT: u8 = 0x40;
const INFO_AUTOLOGON: u8 = 0x08;
const PDUTYPE_DATA: u8 = 7;
const PDUTYPE2_UPDATE: u8 = 2;
const UPDATETYPE_BITMAP: u16 = 1;
const FASTPATH_BITMAP: u8 = 1;
const FASTPATH_COMPRESSED: u8 = 2;
/// Share control header and share data header.
const SHARE_DATA_HEADER: usize = 18;
/// What stands before the data of a TS_BITMAP_DATA.
const RECTANGLE_HEADER: usize = 18;

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame of MCS user data.
    fn frame(choice: u8, data: &[u8]) -> Vec<u8> {
        let length = u8::try_from(data.len()).unwrap();
        let mcs = [&[choice, 0, 1, 3, 0xeb, 0x70, length], data].concat();
        let whole = u8::try_from(7 + mcs.len()).unwrap();
        [&[3, 0, 0, whole, 2, 0xf0, 0x80], mcs.as_slice()].concat()
    }

    fn client_info(name: u16, password: u16) -> Vec<u8> {
        let mut data = vec![0x40, 0, 0, 0, 0, 0, 0, 0, 0x33, 1, 0, 0, 0, 0];
        data.extend(name.to_le_bytes());
        data.extend(password.to_le_bytes());
        data.extend([0; 12]);
        frame(SEND_DATA_REQUEST, &data)
    }

    #[test]
    fn logon_is_asked_for_where_a_name_and_a_password_are_given() {
        let mut given = client_info(8, 16);
        ask_for_autologon(&mut given);
        assert_eq!(given.get(22), Some(&0x3b));

        // Another PDU of the security header's flags: licensing.
        let mut other_kind = client_info(8, 16);
        if let Some(flags) = other_kind.get_mut(14) {
            *flags = 0x80;
        }
        for other in [
            client_info(8, 0),
            client_info(0, 16),
            other_kind,
            frame(SEND_DATA_INDICATION, &[0x40; 30]),
            vec![3, 0],
        ] {
            let mut edited = other.clone();
            ask_for_autologon(&mut edited);
            assert_eq!(edited, other);
        }
    }

    /// One rectangle of an update: from 10 to `right`, with a bitmap 8 wide.
    fn update(right: u16) -> Vec<u8> {
        let mut update = vec![1, 0, 1, 0];
        for field in [10, 0, right, 0, 8, 1, 16, 0, 2] {
            update.extend(u16::to_le_bytes(field));
        }
        update.extend([0xff, 0xff]);
        update
    }

    /// The headers of an Update PDU.
    const SHARE: [u8; 18] = [42, 0, 0x17, 0, 1, 0, 1, 0, 1, 0, 0, 1, 24, 0, 2, 0, 0, 0];

    fn in_slow_path(update: &[u8]) -> Vec<u8> {
        frame(SEND_DATA_INDICATION, &[&SHARE, update].concat())
    }

    fn in_fast_path(update: &[u8]) -> Vec<u8> {
        let size = u8::try_from(update.len()).unwrap();
        [&[0, size + 5, 1, size, 0], update].concat()
    }

    #[test]
    fn rectangles_become_as_wide_as_their_bitmaps_on_both_paths() {
        for path in [in_slow_path, in_fast_path] {
            let mut edited = path(&update(14));
            widen_rectangles(&mut edited, 800);
            assert_eq!(edited, path(&update(17)));
        }
    }

    /// As long as needs two bytes for its length, in PER as on the fast path.
    const LONG_BITMAP: usize = 200;

    /// Two rectangles, of which the first has a long bitmap.
    fn two(right: u16) -> Vec<u8> {
        let mut update = vec![1, 0, 2, 0];
        for (right, length) in [(right, LONG_BITMAP), (right, 2)] {
            for field in [10, 0, right, 0, 8, 1, 16, 0, u16::try_from(length).unwrap()] {
                update.extend(field.to_le_bytes());
            }
            update.resize(update.len() + length, 0xff);
        }
        update
    }

    /// A length in PER, or of the fast path: two bytes with the highest bit.
    fn long(length: usize) -> [u8; 2] {
        (u16::try_from(length).unwrap() | 0x8000).to_be_bytes()
    }

    #[test]
    fn every_rectangle_of_a_long_update_becomes_as_wide_as_its_bitmap() {
        let slow = |update: Vec<u8>| {
            let share = [&SHARE[..], &update].concat();
            let mcs = [&[0x68, 0, 1, 3, 0xeb, 0x70][..], &long(share.len()), &share].concat();
            let whole = u16::try_from(mcs.len() + 7).unwrap().to_be_bytes();
            [&[3, 0][..], &whole, &[2, 0xf0, 0x80], &mcs].concat()
        };
        let fast = |update: Vec<u8>| {
            let size = u16::try_from(update.len()).unwrap().to_le_bytes();
            // A pointer's update stands before it.
            let updates = [&[5, 0, 0, 1][..], &size, &update].concat();
            [&[0][..], &long(updates.len() + 3), &updates].concat()
        };
        let paths: [&dyn Fn(Vec<u8>) -> Vec<u8>; 2] = [&slow, &fast];
        for path in paths {
            let mut edited = path(two(14));
            widen_rectangles(&mut edited, 800);
            assert_eq!(edited, path(two(17)));
        }
    }

    #[test]
    fn updates_that_are_compressed_cut_encrypted_or_of_another_kind_stay() {
        let slow = |at: usize, value: u8| (in_slow_path(&update(14)), 14 + at, value);
        let fast = |at: usize, value: u8| (in_fast_path(&update(14)), at, value);
        for (whole, at, value) in [
            // A Confirm Active, a pointer, and a compressed update.
            slow(2, 0x13),
            slow(14, 0x1b),
            slow(15, 0x20),
            // Orders instead of bitmaps, and none at all of them.
            slow(18, 0),
            slow(20, 0),
            // Encrypted, the last of several fragments, and orders.
            fast(0, 0x80),
            fast(2, 0x11),
            fast(2, 0),
        ] {
            let mut changed = whole;
            if let Some(byte) = changed.get_mut(at) {
                *byte = value;
            }
            let mut edited = changed.clone();
            widen_rectangles(&mut edited, 800);
            assert_eq!(edited, changed, "{value:#x} at {at}");
        }
        // With the flags of its compression.
        let bitmap = update(14);
        let size = u8::try_from(bitmap.len()).unwrap();
        let compressed = [&[0, size + 6, 0x81, 0x20, size, 0], bitmap.as_slice()].concat();
        let mut edited = compressed.clone();
        widen_rectangles(&mut edited, 800);
        assert_eq!(edited, compressed);
    }

    #[test]
    fn rectangle_that_would_leave_the_desktop_stays() {
        let mut edited = in_fast_path(&update(14));
        widen_rectangles(&mut edited, 17);
        assert_eq!(edited, in_fast_path(&update(14)));
    }

    #[test]
    fn frames_cut_short_anywhere_are_left_alone() {
        for whole in [in_slow_path(&update(14)), in_fast_path(&update(14)), client_info(8, 16)] {
            for length in 0..whole.len() {
                let mut cut = whole.get(..length).unwrap().to_vec();
                widen_rectangles(&mut cut, 800);
                ask_for_autologon(&mut cut);
                assert_eq!(cut.len(), length);
            }
        }
    }
}
