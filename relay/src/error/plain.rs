//! What the system says about a file, in words for people.

use std::io::{self, ErrorKind};

/// Why a file couldn't be read.
pub(super) fn reading(error: &io::Error) -> String {
    said(error, "there's no such file")
}

/// Why a new file couldn't be written.
pub(super) fn writing(error: &io::Error) -> String {
    said(error, "there's no such folder")
}

/// `absent` is what the system means by something that isn't there.
fn said(error: &io::Error, absent: &str) -> String {
    let known = [
        (ErrorKind::NotFound, absent),
        (ErrorKind::PermissionDenied, "you don't have permission"),
        (ErrorKind::IsADirectory, "it's a folder, not a file"),
        (ErrorKind::NotADirectory, "part of its path is a file, not a folder"),
        (ErrorKind::AlreadyExists, "it already exists"),
        (ErrorKind::StorageFull, "the disk is full"),
        (ErrorKind::InvalidData, "it isn't text in UTF-8"),
    ];
    let words = known.iter().find(|(kind, _)| *kind == error.kind());
    words.map_or_else(|| without_number(&error.to_string()), |(_, words)| (*words).to_owned())
}

/// `text` without the number that the system has for it.
fn without_number(text: &str) -> String {
    let (before, _) = text.split_once(" (os error ").unwrap_or((text, ""));
    before.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_errors_are_said_in_words_and_others_without_a_number() {
        assert_eq!(reading(&ErrorKind::NotFound.into()), "there's no such file");
        assert_eq!(writing(&ErrorKind::NotFound.into()), "there's no such folder");
        assert_eq!(reading(&ErrorKind::IsADirectory.into()), "it's a folder, not a file");
        assert_eq!(reading(&io::Error::other("the cable is cut")), "the cable is cut");
        assert_eq!(
            without_number("Too many symbolic links (os error 40)"),
            "Too many symbolic links"
        );
    }
}
