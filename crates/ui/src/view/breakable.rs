//! Long names on narrow screens.

use yew::prelude::*;

/// A text whose names may be parted behind an underscore or a backslash: `HYBRID_REQUIRED_BY_SERVER` is wider than a
/// small phone, and so is a path of the registry.
pub(crate) fn breakable(text: &str) -> Html {
    let mut pieces = Vec::new();
    let mut from = 0;
    let ends = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, b'_' | b'\\'));
    for (at, _) in ends {
        pieces.push(html! { { text.get(from..=at).unwrap_or_default() } });
        pieces.push(html! { <wbr /> });
        from = at + 1;
    }
    pieces.push(html! { { text.get(from..).unwrap_or_default() } });
    pieces.into_iter().collect()
}
