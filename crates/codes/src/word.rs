//! Words in which codes and numbers stand.

/// A run of ASCII letters, digits and underscores.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// Where it starts in its line.
    pub(super) at: usize,
}

/// The words of a line, in order.
pub(super) fn words(line: &str) -> impl Iterator<Item = Word<'_>> {
    let is_inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut rest = 0;
    core::iter::from_fn(move || {
        let from = rest + line.get(rest..)?.find(is_inside)?;
        let tail = line.get(from..)?;
        let to = from + tail.find(|c| !is_inside(c)).unwrap_or(tail.len());
        rest = to;
        Some(Word {
            text: line.get(from..to)?,
            at: from,
        })
    })
}
