//! The last checks of this browser, which it keeps for its reader alone.

use diagnosis::Verdict;

/// One check that ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// What was checked, as it can be typed.
    pub target: String,
    /// What it came to.
    pub verdict: Verdict,
}

impl Recent {
    /// Adds a check in front of `list`, in the place of an earlier one of the same computer.
    pub fn add(self, list: &mut Vec<Self>) {
        list.retain(|other| other.target != self.target);
        list.insert(0, self);
        list.truncate(MOST_RECENT);
    }

    /// A list as the browser keeps it: one line each.
    pub fn written(list: &[Self]) -> String {
        let line = |it: &Self| [it.verdict.name(), " ", &it.target, "\n"].concat();
        list.iter().map(line).collect()
    }

    /// What [`Self::written`] wrote, without what cannot be read.
    pub fn read(text: &str) -> Vec<Self> {
        let lines = text.lines().filter_map(|line| {
            let (verdict, target) = line.split_once(' ')?;
            Some(Self {
                target: target.to_owned(),
                verdict: Verdict::ALL.into_iter().find(|it| it.name() == verdict)?,
            })
        });
        lines.take(MOST_RECENT).collect()
    }
}

/// As many as fit on a screen.
const MOST_RECENT: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    fn of(target: &str, verdict: Verdict) -> Recent {
        Recent {
            target: target.to_owned(),
            verdict,
        }
    }

    #[test]
    fn list_is_read_as_it_was_written_without_what_cannot_be_read() {
        let list = vec![of("pc", Verdict::Works), of("[::1]:3390", Verdict::NoAnswer)];

        assert_eq!(Recent::read(&Recent::written(&list)), list);
        assert_eq!(Recent::read("fine pc\nnonsense\n"), []);
        assert_eq!(Recent::read(&"works pc\n".repeat(20)).len(), MOST_RECENT);
    }

    #[test]
    fn computer_stands_in_the_list_once_and_the_list_has_an_end() {
        let mut list = Vec::new();
        for place in 0..20 {
            of(&format!("pc-{place}"), Verdict::Works).add(&mut list);
        }
        of("pc-19", Verdict::Blocked).add(&mut list);

        assert_eq!(list.len(), MOST_RECENT);
        assert_eq!((list[0].target.as_str(), list[0].verdict), ("pc-19", Verdict::Blocked));
        assert_eq!(list[1].target, "pc-18");
    }
}
