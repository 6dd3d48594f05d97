//! The pages that a relay renders: whole documents that work without JavaScript. They are about findings, codes, shared
//! results and runs that somebody asked for.
//!
//! `model` says what a page is about, `library` holds what is said there, one file each draws a page from both, and
//! `render` stands on top.

mod ask;
mod caption;
mod codes;
mod compare;
mod controls;
mod document;
mod findings;
mod library;
mod lists;
mod model;
mod render;
mod result;
mod source;

pub use self::library::Library;
pub use self::model::{
    Asked, Asking, Bytes, Compared, Found, Frame, Kept, Shown, Side, Topic, age, code_path, finding_path,
};
pub use self::render::render;

#[cfg(test)]
mod tests {
    use ::codes::Catalogue;
    use words::Words;

    use super::*;

    /// The sources of what these pages show.
    const SOURCES: [&str; 14] = [
        include_str!("ask.rs"),
        include_str!("caption.rs"),
        include_str!("codes.rs"),
        include_str!("codes/meaning.rs"),
        include_str!("codes/search.rs"),
        include_str!("compare.rs"),
        include_str!("controls.rs"),
        include_str!("document.rs"),
        include_str!("findings.rs"),
        include_str!("lists.rs"),
        include_str!("model.rs"),
        include_str!("result.rs"),
        include_str!("result/about.rs"),
        include_str!("result/actions.rs"),
    ];
    const LOCALES: [&str; 2] = [
        include_str!("../../../words/locales/en/help.ftl"),
        include_str!("../../../words/locales/en/result.ftl"),
    ];

    /// Every text in quotes that looks like a key of the locale.
    fn named() -> Vec<&'static str> {
        let quoted = SOURCES.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
        quoted.filter(|text| text.starts_with("page-")).collect()
    }

    #[test]
    fn every_key_that_the_pages_name_has_a_sentence() {
        let words = Words::english();
        for key in named() {
            assert_ne!(words.text(key), key);
        }
    }

    #[test]
    fn every_sentence_for_the_pages_is_used() {
        let lines = LOCALES.iter().flat_map(|locale| locale.lines());
        let keys = lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
        for key in keys.filter(|key| key.starts_with("page-")) {
            assert!(named().contains(&key), "{key}");
        }
    }

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
