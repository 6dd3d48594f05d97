//! The numbers of placeholders.

use std::collections::BTreeMap;

/// Counts what appears, each class by itself: the same thing has the same number, from 1 on in order of appearance.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// By class, and by what it stands for.
    numbers: BTreeMap<(String, String), usize>,
    /// The last number of each class.
    last: BTreeMap<String, usize>,
}

impl Numbering {
    /// The number of `what` in its class.
    pub(super) fn of(&mut self, class: &str, what: &str) -> usize {
        let place = self.numbers.entry((class.to_owned(), what.to_owned()));
        *place.or_insert_with(|| {
            let last = self.last.entry(class.to_owned()).or_default();
            *last += 1;
            *last
        })
    }
}
