//! What a shared result came to, as a small picture for tickets and pages elsewhere.

use diagnosis::Verdict;

/// The picture: on its left what it is about, on its right what came of it. `verdict` is absent where that cannot be told.
pub(in crate::http) fn badge(language: &str, said: &str, verdict: Option<Verdict>) -> String {
    let said = escaped(said);
    let (left, right) = (width(ABOUT), width(&said));
    let (whole, color) = (left + right, color(verdict));
    let (left_middle, right_middle) = (left / 2, left + right / 2);
    let (left_text, right_text) = (left - 2 * PADDING, right - 2 * PADDING);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"20\" viewBox=\"0 0 {whole} 20\" \
         role=\"img\" xml:lang=\"{language}\" aria-label=\"{ABOUT}: {said}\"><title>{ABOUT}: {said}</title>\
         <rect width=\"{whole}\" height=\"20\" rx=\"3\" fill=\"#3b4148\"/>\
         <path fill=\"{color}\" d=\"M{left} 0h{}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z\"/>\
         <g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\
         <text x=\"{left_middle}\" y=\"14\" textLength=\"{left_text}\">{ABOUT}</text>\
         <text x=\"{right_middle}\" y=\"14\" textLength=\"{right_text}\">{said}</text></g></svg>\n",
        right - 3
    )
}

/// White text on each is read well (4.5:1 at least).
fn color(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Blocked) => "#b3261e",
        Some(Verdict::NoAnswer) => "#8a5300",
        Some(Verdict::ReachesSignIn | Verdict::Works) => "#1b6e3c",
        Some(Verdict::PartlyChecked | Verdict::NotChecked) | None => "#57606a",
    }
}

/// In pixels. The picture stretches its texts to it, so that it fits whatever the reader's font is.
fn width(text: &str) -> usize {
    text.chars().count() * PER_CHARACTER + 2 * PADDING
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;")
}

/// What a badge is.
pub(in crate::http) const SVG: &str = "image/svg+xml";
const ABOUT: &str = "Remote Desktop";
/// Of Verdana at 11 pixels, on average.
const PER_CHARACTER: usize = 7;
const PADDING: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_is_one_picture_that_says_what_it_shows() {
        let badge = badge("en", "No answer", Some(Verdict::NoAnswer));

        assert!(badge.contains("aria-label=\"Remote Desktop: No answer\""), "{badge}");
        assert!(badge.contains("width=\"185\"") && badge.contains("#8a5300"), "{badge}");
        assert!(!badge.contains("style") && !badge.contains("href"), "it loads nothing");
    }

    #[test]
    fn what_a_badge_says_is_text() {
        let badge = badge("en", "<a> & \"b\"", None);

        assert!(badge.contains("&lt;a&gt; &amp; &quot;b&quot;"), "{badge}");
    }
}
