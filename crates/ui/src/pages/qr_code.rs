//! A QR code, for a link that is to get from one screen to a phone.

use qrcode::{Color, EcLevel, QrCode};
use yew::prelude::*;

/// The code of `text` as a picture named `label`; nothing where the text is too long for one.
pub(super) fn qr_code(text: &str, label: String) -> Html {
    // It is read from a screen, where nothing of it is worn off.
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::L) else {
        return Html::default();
    };
    let side = (code.width() + 2 * QUIET).to_string();
    html! {
        <svg class="qr-code" role="img" aria-label={label} viewBox={["0 0 ", &side, " ", &side].concat()} shape-rendering="crispEdges">
            <rect width={side.clone()} height={side} fill="#fff" />
            <path d={modules(&code)} fill="#000" />
        </svg>
    }
}

/// The dark modules as lines of a path, each as long as it goes.
fn modules(code: &QrCode) -> String {
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(code.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, wide) = (x + QUIET, y + QUIET, run.len());
                path.push_str(&format!("M{left} {top}h{wide}v1h-{wide}z"));
            }
            x += run.len();
        }
    }
    path
}

/// How many modules stay light on every side (ISO/IEC 18004).
const QUIET: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_where_it_is_and_no_light_one() {
        let code = QrCode::with_error_correction_level("https://rdptrace.example.org/?ask=abc", EcLevel::L).unwrap();
        let mut drawn = Vec::new();
        for line in modules(&code).split('M').skip(1) {
            let (at, rest) = line.split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let wide: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            drawn.extend((0..wide).map(|further| (y - QUIET) * code.width() + x - QUIET + further));
        }

        let dark = code.to_colors().into_iter().enumerate();
        let dark: Vec<usize> = dark
            .filter(|(_, color)| *color == Color::Dark)
            .map(|(at, _)| at)
            .collect();
        assert_eq!(drawn, dark);
    }
}
