//! What is read from the page's HTML, and changed in it. It is our own and small enough for this to go without a parser.

/// What about a page would keep it from loading.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
pub(super) enum UnexpectedPage {
    #[error("its policy forbids inline scripts, and it has one: {0} (move it to a file, or into the WASM)")]
    InlineScript(String),
    #[error("it loads no script")]
    NoScript,
}

/// The value of an attribute of `element`, which is the text of one start tag.
pub(super) fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = element.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Refuses a page that could not start under the policy `script-src 'self'`.
pub(super) fn check_scripts(html: &str) -> Result<(), UnexpectedPage> {
    let mut loads = false;
    for (at, name) in html.match_indices("<script") {
        let element = html.get(at + name.len()..).unwrap_or_default();
        let (attributes, rest) = element.split_once('>').unwrap_or((element, ""));
        if attributes.contains(" src=") {
            loads = true;
        } else if !attributes.contains(r#"type="application/"#) {
            let body = rest.split("</script>").next().unwrap_or_default();
            return Err(UnexpectedPage::InlineScript(body.trim().chars().take(60).collect()));
        }
    }
    if loads { Ok(()) } else { Err(UnexpectedPage::NoScript) }
}

/// Whether `text` names `file`, and not only one whose name ends the same way.
pub(super) fn names(text: &str, file: &str) -> bool {
    text.match_indices(file).any(|(at, _)| begins_a_name(text, at))
}

/// `text` with the file name `from` replaced by `to` wherever it stands.
pub(super) fn rename(text: &str, from: &str, to: &str) -> String {
    let mut renamed = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, _) in text.match_indices(from).filter(|(at, _)| begins_a_name(text, *at)) {
        renamed.push_str(text.get(copied..at).unwrap_or_default());
        renamed.push_str(to);
        copied = at + from.len();
    }
    renamed.push_str(text.get(copied..).unwrap_or_default());
    renamed
}

fn begins_a_name(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    !before.is_some_and(|c| c.is_alphanumeric() || "-_.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<html><head><link rel="stylesheet" href="/page.css">
<link rel="modulepreload" href="/page.js"></head>
<body><script type="module" src="/start.js" data-script="/page.js"></script></body></html>"#;

    #[test]
    fn page_whose_scripts_are_all_files_is_fine() {
        assert_eq!(check_scripts(PAGE), Ok(()));
    }

    #[test]
    fn inline_script_is_refused_because_it_would_not_run() {
        let html = PAGE.replace("<body>", "<body><script type=\"module\">\nimport '/page.js';</script>");

        assert_eq!(
            check_scripts(&html),
            Err(UnexpectedPage::InlineScript("import '/page.js';".to_owned()))
        );
    }

    #[test]
    fn data_in_a_script_element_is_no_inline_script() {
        let html = PAGE.replace("<body>", "<body><script type=\"application/json\">{}</script>");

        assert_eq!(check_scripts(&html), Ok(()));
    }

    #[test]
    fn page_that_starts_nothing_is_refused() {
        assert_eq!(
            check_scripts("<html><body></body></html>"),
            Err(UnexpectedPage::NoScript)
        );
    }

    #[test]
    fn file_is_renamed_wherever_it_stands_and_no_other() {
        let renamed = rename(PAGE, "page.js", "page-1.js");

        assert_eq!(renamed, PAGE.replace("/page.js", "/page-1.js"));
        assert_eq!(rename(PAGE, "art.js", "x.js"), PAGE);
    }

    #[test]
    fn page_names_the_files_that_it_loads() {
        assert!(names(PAGE, "start.js"));
        assert!(!names(PAGE, "art.js"));
    }

    #[test]
    fn attribute_is_the_one_of_that_very_name() {
        let element = r#"<link data-rel="no" rel="css" href="page.css">"#;

        assert_eq!(attribute(element, "rel"), Some("css"));
        assert_eq!(attribute(element, "ref"), None);
    }
}
