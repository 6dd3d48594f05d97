//! A list of computers: what `--file` names.

use wire::{Target, TargetError};

/// What a list holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    /// In their order, each once.
    pub(super) targets: Vec<Target>,
    /// Lines that name no computer, with their numbers from 1.
    pub(super) unreadable: Vec<(usize, TargetError)>,
}

/// One computer on each line. Blank lines and what follows a `#` don't count.
pub(super) fn read(text: &str) -> List {
    let mut list = List::default();
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    for (number, line) in (1..).zip(text.lines()) {
        let computer = line.split_once('#').map_or(line, |(computer, _)| computer).trim();
        if computer.is_empty() {
            continue;
        }
        match computer.parse() {
            Ok(target) if list.targets.contains(&target) => {}
            Ok(target) => list.targets.push(target),
            Err(error) => list.unreadable.push((number, error)),
        }
    }
    list
}

/// What Windows' Notepad may write in front.
const BYTE_ORDER_MARK: char = '\u{feff}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_blank_lines_and_repetitions_do_not_count() {
        let list = read("\u{feff}# ours\r\npc.example.org\r\n\r\n192.0.2.7:3390 # spare\npc.example.org:3389\n");

        let names: Vec<_> = list.targets.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["pc.example.org:3389", "192.0.2.7:3390"]);
        assert_eq!(list.unreadable, []);
    }

    #[test]
    fn lines_that_name_no_computer_are_told_by_number_and_cost_no_other() {
        let list = read("# ours\none.example.org\n192.0.2.300\ntwo.example.org\n");

        let names: Vec<_> = list.targets.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["one.example.org:3389", "two.example.org:3389"]);
        let numbers: Vec<_> = list.unreadable.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [3]);
    }
}
