//! The pages that a relay renders: whole documents that work without JavaScript. They are about findings, codes, shared
//! results and runs that somebody asked for.
//!
//! `model` says what a page is about, `library` holds what is said there, one file each draws a page from both, and
//! `render` stands on top.

mod api;
mod ask;
mod base;
mod caption;
mod codes;
mod compare;
mod controls;
mod desktop;
mod document;
mod download;
mod explain;
mod findings;
mod glossary;
mod library;
mod links;
mod lists;
mod model;
mod qr_code;
mod reading;
mod render;
mod result;
mod shell;
mod source;
mod watch;

pub use self::explain::{explained, reading_notice};
pub use self::library::{Library, Links, Operator, Privacy, SignInOffer};
pub use self::model::{
    Answer, ApiField, ApiGroup, ApiOperation, ApiReference, App, AppSystem, Asked, Asking, Bytes, Compared, DayAgo,
    Found, Frame, Kept, Shown, Side, Stretch, Topic, Watched, WatchedFrom, WatchedLink, age, code_path, finding_path,
};
pub use self::reading::{Read, Reading};
pub use self::render::render;
pub use self::shell::{Later, Opening, opened};

#[cfg(test)]
mod tests {
    use ::codes::Catalogue;
    use words::Words;

    use super::*;

    #[test]
    fn names_and_numbers_lead_to_a_number_and_sentences_to_none() {
        let library = Library::new(Words::english(), Catalogue::builtin().unwrap());

        assert_eq!(library.number("0x4"), Some(4));
        assert_eq!(library.number(" 516 "), Some(0x204));
        assert_eq!(library.number("ERRINFO_LOGON_TIMEOUT"), Some(4));
        assert_eq!(library.number("net unreachable"), Some(0));
        for asked in [
            "",
            "freerdp",
            "internal",
            "an internal error has occurred",
            "error 0x4",
            "0xBEEF1234",
        ] {
            assert_eq!(library.number(asked), None, "{asked}");
        }
        assert_eq!(library.finding_id("rdp-tcp-001"), Some("RDP-TCP-001"));
        assert_eq!(library.finding_id("rdp-nla-018"), Some("RDP-NLA-018"));
        assert_eq!(library.finding_id("RDP-TCP-01"), None);
    }
}
