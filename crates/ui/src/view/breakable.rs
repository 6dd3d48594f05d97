//! Long names on narrow screens.

use yew::prelude::*;

/// A text whose names may be parted behind an underscore: `HYBRID_REQUIRED_BY_SERVER` is wider than a small phone.
pub(crate) fn breakable(text: &str) -> Html {
    let pieces = text.split_inclusive('_').enumerate();
    pieces
        .map(|(place, piece)| {
            html! {
                <>
                    if place > 0 {
                        <wbr />
                    }
                    { piece }
                </>
            }
        })
        .collect()
}
