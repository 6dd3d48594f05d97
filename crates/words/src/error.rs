//! What is wrong with what was typed or dropped.

use crate::{Key, key};
use wire::{RdpFileError, TargetError};

use super::Words;

pub(super) fn target(words: &Words, error: &TargetError) -> String {
    let (key, parameter) = match error {
        TargetError::Empty => (key::TARGET_EMPTY, None),
        TargetError::TooLong { length } => {
            let length = u32::try_from(*length).unwrap_or(u32::MAX);
            (key::TARGET_TOO_LONG, Some(("length", length.into())))
        }
        TargetError::Character { found } if found.is_whitespace() => (key::TARGET_SPACE, None),
        TargetError::Character { found } => {
            // A control character would be invisible in the sentence.
            let shown = found.escape_default().to_string();
            let shown = if found.is_control() { shown } else { found.to_string() };
            (key::TARGET_CHARACTER, Some(("found", shown.into())))
        }
        TargetError::Scheme { suggestion } => suggest(key::TARGET_SCHEME, suggestion),
        TargetError::UserPart { suggestion } => suggest(key::TARGET_USER, suggestion),
        TargetError::Path { suggestion } => suggest(key::TARGET_PATH, suggestion),
        TargetError::Port { given } if given.is_empty() => (key::TARGET_NO_PORT, None),
        TargetError::Port { given } => (key::TARGET_PORT, Some(("given", given.as_str().into()))),
        TargetError::Brackets => (key::TARGET_BRACKETS, None),
        TargetError::NotAnAddress => (key::TARGET_NOT_AN_ADDRESS, None),
        TargetError::WrappedV4 { suggestion } => suggest(key::TARGET_WRAPPED_V4, &suggestion.to_string()),
        TargetError::Zone => (key::TARGET_ZONE, None),
        TargetError::Encoded { label } => (key::TARGET_ENCODED, Some(("label", label.as_str().into()))),
        TargetError::Label { label } if label.is_empty() => (key::TARGET_EMPTY_LABEL, None),
        TargetError::Label { label } => (key::TARGET_LABEL, Some(("label", label.as_str().into()))),
    };
    words.text_with(key, parameter.as_slice())
}

fn suggest(key: Key, suggestion: &str) -> (Key, Option<(&'static str, diagnosis::Parameter)>) {
    (key, Some(("suggestion", suggestion.into())))
}

pub(super) fn rdp_file(words: &Words, error: &RdpFileError) -> String {
    match error {
        RdpFileError::TooLong => words.text(key::RDP_FILE_TOO_LONG),
        RdpFileError::NotAConnectionFile => words.text(key::RDP_FILE_UNREADABLE),
        RdpFileError::NoAddress => words.text(key::RDP_FILE_NO_ADDRESS),
        RdpFileError::Address(inner) => words
            .message()
            .with("why", &target(words, inner))
            .format(key::RDP_FILE_ADDRESS),
    }
}
