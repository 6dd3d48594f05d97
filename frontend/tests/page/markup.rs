//! Questions to rendered markup.

/// Markup as Yew renders it: attributes in double quotes, every element closed.
pub(crate) struct Markup(String);

impl Markup {
    pub(crate) fn new(html: String) -> Self {
        Self(html)
    }

    pub(crate) fn html(&self) -> &str {
        &self.0
    }

    pub(crate) fn count(&self, piece: &str) -> usize {
        self.0.matches(piece).count()
    }

    pub(crate) fn duplicate_ids(&self) -> Vec<&str> {
        let mut ids = self.values("id");
        ids.sort_unstable();
        let twice = ids.windows(2).filter(|pair| pair[0] == pair[1]);
        twice.map(|pair| pair[0]).collect()
    }

    /// Names of elements that are referred to and not there.
    pub(crate) fn dangling_references(&self) -> Vec<&str> {
        let ids = self.values("id");
        let lists = ["aria-controls", "aria-labelledby", "aria-describedby", "for"].map(|name| self.values(name));
        let listed = lists.into_iter().flatten().flat_map(str::split_whitespace);
        let linked = self
            .values("href")
            .into_iter()
            .filter_map(|link| link.strip_prefix('#'));
        listed.chain(linked).filter(|name| !ids.contains(name)).collect()
    }

    /// A heading that is more than one level below the one before it.
    pub(crate) fn skipped_heading(&self) -> Option<(u32, u32)> {
        let after = self.0.split("<h").skip(1);
        let levels: Vec<u32> = after.filter_map(|rest| rest.chars().next()?.to_digit(10)).collect();
        let steps = levels.windows(2).map(|pair| (pair[0], pair[1]));
        steps.into_iter().find(|(one, next)| *next > one + 1)
    }

    fn values(&self, attribute: &str) -> Vec<&str> {
        let opening = format!(" {attribute}=\"");
        let after = self.0.split(opening.as_str()).skip(1);
        after.filter_map(|rest| rest.split('"').next()).collect()
    }
}
