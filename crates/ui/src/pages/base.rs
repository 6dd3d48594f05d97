//! Documents of a relay that is reached below a path, such as `/rdp`.
//!
//! Pages are written for a relay at the root. Where it is not, the addresses in them are moved when a page is done, so
//! that no link can be forgotten.

/// `html` with every address of this relay's own below `base`, which is empty or begins with a slash and ends with none.
pub(crate) fn below(base: &str, html: String) -> String {
    if base.is_empty() {
        return html;
    }
    let mut moved = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html.as_str();
    while let Some(start) = rest.find('<') {
        let (text, from_tag) = rest.split_at(start);
        let (tag, after) = from_tag.split_at(tag_length(from_tag));
        moved.push_str(text);
        move_addresses(base, tag, &mut moved);
        rest = after;
    }
    moved.push_str(rest);
    moved
}

/// How long the tag is with which `html` begins: a `>` in quotes does not end it.
fn tag_length(html: &str) -> usize {
    let mut quoted = false;
    for (place, character) in html.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '>' if !quoted => return place + 1,
            _ => {}
        }
    }
    html.len()
}

fn move_addresses(base: &str, tag: &str, moved: &mut String) {
    // Quotes within a value are escaped, so this is found nowhere but at the start of one.
    let mut pieces = tag.split(VALUE_OF_OWN_ADDRESS);
    let first = pieces.next().unwrap_or_default();
    moved.push_str(first);
    let mut before = first;
    for piece in pieces {
        let name = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        moved.push_str("=\"");
        if names_an_address(name) && !piece.starts_with('/') {
            moved.push_str(base);
        }
        moved.push('/');
        moved.push_str(piece);
        before = piece;
    }
}

/// Other attributes hold what people typed, which may begin with a slash, too.
fn names_an_address(attribute: &str) -> bool {
    matches!(attribute, "href" | "src" | "action") || attribute.starts_with("data-")
}

const VALUE_OF_OWN_ADDRESS: &str = "=\"/";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_relay_are_moved_and_nothing_else_is() {
        let html = r#"<a class="x" href="/codes">/codes</a> a="/b" <form action="/check" data-script="/a.js"><input value="/typed" title="a > b">
            <a href="https://example.org/a"></a><a href="//example.org"></a><a href="\#top"></a><img src="/i.svg"></form>"#;

        let moved = below("/rdp", html.to_owned());

        assert_eq!(
            moved,
            html.replace("href=\"/codes", "href=\"/rdp/codes")
                .replace("action=\"/", "action=\"/rdp/")
                .replace("data-script=\"/", "data-script=\"/rdp/")
                .replace("src=\"/", "src=\"/rdp/")
        );
    }

    #[test]
    fn a_relay_at_the_root_sends_its_pages_as_they_are() {
        let html = r#"<a href="/codes">"#.to_owned();

        assert_eq!(below("", html.clone()), html);
    }
}
