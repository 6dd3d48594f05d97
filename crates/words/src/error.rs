//! What is wrong with what was typed or dropped.

use wire::{RdpFileError, TargetError};

use super::Words;

pub(super) fn target(words: &Words, error: &TargetError) -> String {
    let (key, parameter) = match error {
        TargetError::Empty => ("target-empty", None),
        TargetError::TooLong { length } => {
            let length = u32::try_from(*length).unwrap_or(u32::MAX);
            ("target-too-long", Some(("length", length.into())))
        }
        TargetError::Character { found } if found.is_whitespace() => ("target-space", None),
        TargetError::Character { found } => {
            // A control character would be invisible in the sentence.
            let shown = found.escape_default().to_string();
            let shown = if found.is_control() { shown } else { found.to_string() };
            ("target-character", Some(("found", shown.into())))
        }
        TargetError::Scheme { suggestion } => suggest("target-scheme", suggestion),
        TargetError::UserPart { suggestion } => suggest("target-user", suggestion),
        TargetError::Path { suggestion } => suggest("target-path", suggestion),
        TargetError::Port { given } if given.is_empty() => ("target-no-port", None),
        TargetError::Port { given } => ("target-port", Some(("given", given.as_str().into()))),
        TargetError::Brackets => ("target-brackets", None),
        TargetError::NotAnAddress => ("target-not-an-address", None),
        TargetError::WrappedV4 { suggestion } => suggest("target-wrapped-v4", &suggestion.to_string()),
        TargetError::Zone => ("target-zone", None),
        TargetError::Label { label } if label.is_empty() => ("target-empty-label", None),
        TargetError::Label { label } => ("target-label", Some(("label", label.as_str().into()))),
    };
    words.text_with(key, parameter.as_slice())
}

fn suggest(key: &'static str, suggestion: &str) -> (&'static str, Option<(&'static str, diagnosis::Parameter)>) {
    (key, Some(("suggestion", suggestion.into())))
}

pub(super) fn rdp_file(words: &Words, error: &RdpFileError) -> String {
    match error {
        RdpFileError::TooLong => words.text("rdp-file-too-long"),
        RdpFileError::NotAConnectionFile => words.text("rdp-file-unreadable"),
        RdpFileError::NoAddress => words.text("rdp-file-no-address"),
        RdpFileError::Address(inner) => words
            .message()
            .with("why", &target(words, inner))
            .format("rdp-file-address"),
    }
}
