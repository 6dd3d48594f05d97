//! Versions as tools print them and as Cargo.lock holds them.

/// The version in what a tool answers to `--version`: `trunk 0.21.14`, `rustc 1.96.0 (ac68faa20 2026-05-25)`.
pub(super) fn printed(answer: &str) -> Option<&str> {
    answer
        .split_whitespace()
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.'))
}

/// The version of `package` in a Cargo.lock; the first, should there be several.
pub(super) fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// Whether the first of two dotted versions is as new as the second; parts that are no numbers count as 0.
pub(super) fn is_at_least(version: &str, wanted: &str) -> bool {
    let numbers = |text: &str| -> Vec<u64> { text.split('.').map(|part| part.parse().unwrap_or_default()).collect() };
    numbers(version) >= numbers(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_is_found_among_the_words_that_a_tool_prints() {
        assert_eq!(printed("wasm-bindgen 0.2.129"), Some("0.2.129"));
        assert_eq!(
            printed("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"),
            Some("1.96.0")
        );
        assert_eq!(printed("usage: trunk [--help]"), None);
    }

    #[test]
    fn locked_version_is_that_of_the_package_and_not_of_one_whose_name_begins_so() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.5\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";

        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked(lock, "yew"), None);
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(is_at_least("1.100.0", "1.95"));
        assert!(is_at_least("1.95.0", "1.95"));
        assert!(!is_at_least("1.63.0", "1.95"));
    }
}
