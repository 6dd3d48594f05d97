//! What is written to support, at the address that the server's owner gave.

use wire::filled;
use words::{Words, key};

use crate::{PageModel, Run};

/// The address that opens a message to support with the result in it: the link where there is one, and what it comes to in
/// one line. Absent where the owner gave no address, and where there is no result.
pub fn letter(words: &Words, state: &PageModel) -> Option<String> {
    let contact = state.sharing.contact.as_deref()?;
    let dialog = state.sharing.dialog.as_ref();
    let link = dialog.and_then(|dialog| dialog.link());
    let shown = match dialog {
        // What nobody but the readers of the link is to see does not stand beside it.
        Some(dialog) if dialog.sealed => None,
        Some(dialog) => dialog.previewed(),
        None => state.results.run.as_ref(),
    };
    let line = |run: &Run| {
        let line = words.one_line(run.report(), run.findings(), link.map(|link| link.address.as_str()));
        [run.target().to_string().as_str(), ": ", &line].concat()
    };
    let link = link.map(|link| link.address.as_str()).unwrap_or_default();
    let summary = shown.map_or_else(|| link.to_owned(), line);
    if summary.is_empty() {
        return None;
    }
    Some(if contact.starts_with("mailto:") {
        let subject = words.text(key::PAGE_LETTER_SUBJECT);
        [contact, "?subject=", &escaped(&subject), "&body=", &escaped(&summary)].concat()
    } else {
        let contact = filled(contact, "{link}", &escaped(link));
        filled(&contact, "{summary}", &escaped(&summary))
    })
}

/// `text` as a value in an address (RFC 3986 2.1).
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            let digits = [byte >> 4, byte & 0xf].map(|digit| char::from_digit(digit.into(), 16));
            escaped.extend(digits.into_iter().flatten());
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use wire::{Disclosure, Life, ShareReceipt};

    use super::*;
    use crate::{Link, Share, ShareAction, ShareStep};

    fn asked(contact: &str) -> PageModel {
        let mut state = PageModel::default();
        let report = wire::Report::new("pc.example.org".parse().unwrap(), wire::Place::Relay, 0);
        state.results.run = Some(Run::kept(1, report));
        state.sharing.contact = Some(contact.to_owned());
        state
    }

    #[test]
    fn a_message_holds_the_result_and_no_character_that_ends_it() {
        let words = Words::english();

        let mail = letter(&words, &asked("mailto:help@example.org")).unwrap();
        assert!(
            mail.starts_with("mailto:help@example.org?subject=Remote%20Desktop"),
            "{mail}"
        );
        assert!(mail.contains("&body=pc.example.org"), "{mail}");
        let page = letter(
            &words,
            &asked("https://help.example.org/new?text={summary}&link={link}"),
        )
        .unwrap();
        assert!(
            page.starts_with("https://help.example.org/new?text=pc.example.org"),
            "{page}"
        );
        assert!(page.ends_with("&link=") && !page.contains(' '), "{page}");
    }

    #[test]
    fn message_about_a_sealed_result_holds_its_link_and_nothing_of_it() {
        let state = asked("https://help.example.org/new?text={summary}");
        let mut dialog = Share::opened(1, 0, String::new(), Life::Week, Disclosure::Everything);
        dialog.apply(ShareAction::Previewed {
            number: 1,
            level: dialog.level,
            result: Some(Box::new(state.results.run.as_ref().unwrap().report().clone())),
        });
        dialog.step = ShareStep::Shared(Link {
            address: "https://rdp.example/r/A#key".to_owned(),
            receipt: ShareReceipt {
                id: "A".to_owned(),
                path: "/r/A".to_owned(),
                expires_at_ms: 0,
                revoke: "S".to_owned(),
            },
        });
        let letter_of = |dialog: &Share| {
            let mut state = state.clone();
            state.sharing.dialog = Some(dialog.clone());
            letter(&Words::english(), &state).unwrap()
        };
        assert!(letter_of(&dialog).contains("pc.example.org"));

        dialog.sealed = true;

        let sealed = letter_of(&dialog);
        assert!(
            sealed.ends_with("?text=https%3a%2f%2frdp.example%2fr%2fA%23key"),
            "{sealed}"
        );
    }

    #[test]
    fn nobody_is_written_to_without_an_address_or_a_result() {
        let words = Words::english();
        let mut state = asked("mailto:help@example.org");
        state.results.run = None;

        assert_eq!(letter(&words, &state), None);
        assert_eq!(letter(&words, &PageModel::default()), None);
    }
}
