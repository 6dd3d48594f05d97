//! Puts updates together that came in fragments, [MS-RDPBCGR] 2.2.9.1.2.1: whether one draws shows only when it is whole.

use wire::PictureKind;

use super::picture;

/// One fragment of an update that can hold a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fragment {
    pub(crate) kind: PictureKind,
    pub(crate) place: Place,
    /// Whether its bytes have to be decompressed first.
    pub(crate) compressed: bool,
    pub(crate) data: Vec<u8>,
}

/// Where in its update a fragment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    First,
    Next,
    Last,
}

/// The update of which some fragments came.
#[derive(Debug, Default)]
pub(crate) struct Fragments {
    begun: Option<Fragment>,
}

impl Fragments {
    /// Takes a fragment; says which picture is whole by it. One without those before it is none: no client could draw it.
    pub(crate) fn take(&mut self, fragment: &Fragment) -> Option<PictureKind> {
        if fragment.place == Place::First {
            self.begun = Some(Fragment {
                kind: fragment.kind,
                place: fragment.place,
                compressed: fragment.compressed,
                data: Vec::new(),
            });
        }
        let begun = self.begun.as_mut().filter(|begun| begun.kind == fragment.kind)?;
        begun.compressed |= fragment.compressed;
        let room = LONGEST.saturating_sub(begun.data.len());
        begun.data.extend(fragment.data.iter().take(room));
        if fragment.place != Place::Last {
            return None;
        }
        let whole = self.begun.take()?;
        // Nobody compresses for a client that does not ask for it.
        let draws = whole.compressed || picture::draws(whole.kind, &whole.data);
        draws.then_some(whole.kind)
    }
}

/// The beginning of an update tells whether it draws; what it has beyond is more of the picture.
const LONGEST: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use core::slice;

    use super::*;

    /// An update of one rectangle of two pixels, in two halves.
    const HEAD: [u8; 18] = [1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0, 16, 0];
    const REST: [u8; 8] = [0, 0, 4, 0, 0xff, 0xff, 0xff, 0xff];

    fn fragment(place: Place, data: &[u8]) -> Fragment {
        Fragment {
            kind: PictureKind::Bitmap,
            place,
            compressed: false,
            data: data.to_vec(),
        }
    }

    fn taken(fragments: &[Fragment]) -> Vec<Option<PictureKind>> {
        let mut update = Fragments::default();
        fragments.iter().map(|fragment| update.take(fragment)).collect()
    }

    #[test]
    fn update_is_a_picture_when_its_last_fragment_is_there() {
        let (first, next, last) = (
            fragment(Place::First, &HEAD),
            fragment(Place::Next, &REST[..4]),
            fragment(Place::Last, &REST[4..]),
        );

        assert_eq!(taken(&[first, next, last]), [None, None, Some(PictureKind::Bitmap)]);
    }

    #[test]
    fn last_fragment_without_its_first_is_no_picture() {
        let last = fragment(Place::Last, &[&HEAD[..], &REST].concat());
        let whole = [fragment(Place::First, &HEAD), fragment(Place::Last, &REST)];
        let other = Fragment {
            kind: PictureKind::Surface,
            ..last.clone()
        };

        assert_eq!(taken(slice::from_ref(&last)), [None]);
        assert_eq!(taken(&[fragment(Place::Next, &HEAD), last.clone()]), [None, None]);
        assert_eq!(taken(&[fragment(Place::First, &HEAD), other]), [None, None]);
        // What is whole is over.
        assert_eq!(
            taken(&[&whole[..], &[last]].concat()),
            [None, Some(PictureKind::Bitmap), None]
        );
    }

    #[test]
    fn fragments_that_together_draw_nothing_are_no_picture() {
        let first = fragment(Place::First, &[1, 0]);

        assert_eq!(
            taken(&[first.clone(), fragment(Place::Last, &[0, 0, 0, 0])]),
            [None, None]
        );
        assert_eq!(taken(&[first, fragment(Place::Last, &[])]), [None, None]);
    }

    #[test]
    fn of_a_long_update_only_the_beginning_is_kept() {
        let mut update = Fragments::default();
        update.take(&fragment(Place::First, &[&HEAD[..], &REST].concat()));
        for _ in 0..32 {
            update.take(&fragment(Place::Next, &[0xff; 16 * 1024]));
        }

        assert_eq!(update.begun.as_ref().map(|begun| begun.data.len()), Some(LONGEST));
        assert_eq!(update.take(&fragment(Place::Last, &[0xff])), Some(PictureKind::Bitmap));
    }
}
