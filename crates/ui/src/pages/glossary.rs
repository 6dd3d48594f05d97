//! The words of the protocol, each in a few plain sentences.

use words::{Key, key};
use yew::prelude::*;

use super::document::{Head, marked};
use super::library::Library;
use super::model::GLOSSARY;

/// Each word with its place on the page and what it means, in the order of a connection.
const WORDS: [(&str, Key, Key); 21] = [
    ("rdp", key::WORD_RDP, key::WORD_RDP_MEANING),
    ("dns", key::WORD_DNS, key::WORD_DNS_MEANING),
    ("port", key::WORD_PORT, key::WORD_PORT_MEANING),
    ("reset", key::WORD_RESET, key::WORD_RESET_MEANING),
    ("x224", key::WORD_X224, key::WORD_X224_MEANING),
    ("tls", key::WORD_TLS, key::WORD_TLS_MEANING),
    ("certificate", key::WORD_CERTIFICATE, key::WORD_CERTIFICATE_MEANING),
    ("standard", key::WORD_STANDARD, key::WORD_STANDARD_MEANING),
    ("nla", key::WORD_NLA, key::WORD_NLA_MEANING),
    ("credssp", key::WORD_CREDSSP, key::WORD_CREDSSP_MEANING),
    ("ntlm", key::WORD_NTLM, key::WORD_NTLM_MEANING),
    ("kerberos", key::WORD_KERBEROS, key::WORD_KERBEROS_MEANING),
    ("kdc", key::WORD_KDC, key::WORD_KDC_MEANING),
    ("spn", key::WORD_SPN, key::WORD_SPN_MEANING),
    ("mcs", key::WORD_MCS, key::WORD_MCS_MEANING),
    ("license", key::WORD_LICENSE, key::WORD_LICENSE_MEANING),
    ("gateway", key::WORD_GATEWAY, key::WORD_GATEWAY_MEANING),
    ("policies", key::WORD_POLICIES, key::WORD_POLICIES_MEANING),
    ("broker", key::WORD_BROKER, key::WORD_BROKER_MEANING),
    ("udp", key::WORD_UDP, key::WORD_UDP_MEANING),
    ("mtu", key::WORD_MTU, key::WORD_MTU_MEANING),
];

/// What leads to which of them; the same in every language.
const WRITTEN: [(&str, &str); 14] = [
    ("Standard RDP Security", "standard"),
    ("CredSSP", "credssp"),
    ("Kerberos", "kerberos"),
    ("TERMSRV", "spn"),
    ("X.224", "x224"),
    ("NTLM", "ntlm"),
    ("TLS", "tls"),
    ("NLA", "nla"),
    ("KDC", "kdc"),
    ("MCS", "mcs"),
    ("CAP", "policies"),
    ("RAP", "policies"),
    ("UDP", "udp"),
    ("MTU", "mtu"),
];

/// All of them.
pub(crate) fn glossary(library: &Library) -> (Head, Html) {
    let words = &library.words;
    let main = html! {
        <>
            <h1>{ words.text(key::PAGE_WORDS_TITLE) }</h1>
            <p class="lead">{ words.text(key::PAGE_WORDS_LEAD) }</p>
            <dl class="words">
                { for WORDS.iter().map(|(id, word, meaning)| html! {
                    <div id={*id}><dt>{ words.text(*word) }</dt><dd>{ words.text(*meaning) }</dd></div>
                }) }
            </dl>
        </>
    };
    let head = Head {
        title: words.text(key::PAGE_WORDS_TITLE),
        description: words.text(key::PAGE_WORDS_DESCRIPTION),
        canonical: Some(GLOSSARY.to_owned()),
        ..Head::default()
    };
    (head, main)
}

/// A text in which the first mention of each word leads to what it means.
pub(crate) fn linked(text: &str) -> Html {
    let mut rest = text;
    let mut left: Vec<_> = WRITTEN.to_vec();
    let mut pieces = Vec::new();
    loop {
        let found = left.iter().enumerate();
        let found = found.filter_map(|(place, (word, id))| Some((mention(rest, word)?, place, *word, *id)));
        let Some((at, place, word, id)) = found.min() else {
            break;
        };
        pieces.push(marked(rest.get(..at).unwrap_or_default()));
        pieces.push(html! { <a href={[GLOSSARY, "#", id].concat()} class="term">{ word }</a> });
        rest = rest.get(at + word.len()..).unwrap_or_default();
        left.remove(place);
    }
    pieces.push(marked(rest));
    pieces.into_iter().collect()
}

/// Where `text` has `word` as a word of its own.
fn mention(text: &str, word: &str) -> Option<usize> {
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = text.match_indices(word).map(|(at, _)| at);
    found.find(|at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(joins) && !after.is_some_and(joins)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_word_is_explained() {
        for (word, id) in WRITTEN {
            assert!(WORDS.iter().any(|(known, ..)| *known == id), "{word}");
        }
    }

    #[test]
    fn word_inside_a_name_is_none() {
        assert_eq!(mention("SSL_TLS_X, then TLS 1.2", "TLS"), Some(16));
        assert_eq!(mention("STARTTLS", "TLS"), None);
    }
}
