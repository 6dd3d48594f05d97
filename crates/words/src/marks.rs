//! The marks that stand between the messages of a language, and within them, where the build wrote them down.
//!
//! They are characters that no sentence has, so nothing needs to be escaped. It is plain text instead of JSON because the
//! page would have to bring a reader of JSON along for nothing else, which weighs as much as ten thousand words.
//!
//! ```text
//! messages := tag (BETWEEN key VALUE_OF pattern)*
//! pattern  := (text | VALUE name END | CHOICE name option+ END)*
//! option   := (OPTION | DEFAULT) key VALUE_OF pattern END
//! ```

/// Before each message.
pub(crate) const BETWEEN: char = '\u{1e}';
/// Between a key and what it stands for.
pub(crate) const VALUE_OF: char = '\u{1f}';
/// Before the name of a value that stands here.
pub(crate) const VALUE: char = '\u{1}';
/// Before the name of a value that chooses between the options behind it.
pub(crate) const CHOICE: char = '\u{2}';
/// Before an option.
pub(crate) const OPTION: char = '\u{3}';
/// Before the option for all other values.
pub(crate) const DEFAULT: char = '\u{4}';
/// Behind a value, a choice and an option.
pub(crate) const END: char = '\u{5}';
