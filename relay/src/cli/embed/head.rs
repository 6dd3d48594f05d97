//! The policies that a page brings in its own head: `<meta http-equiv="Content-Security-Policy">`.

use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use ureq::http::HeaderMap;
use ureq::http::header::{CONTENT_ENCODING, CONTENT_TYPE};

/// What the head of a page says of what the page may load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// What its `<meta>` elements hold, in their order.
    pub(super) policies: Vec<String>,
    /// Why more may stand there.
    pub(super) unread: Option<Unread>,
}

/// Why the head of a page was not read, or not to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is no HTML, or XHTML, which other rules part into elements.
    NoHtml,
    /// It came compressed, which nobody asked for.
    Compressed,
    /// It is in UTF-16.
    Utf16,
    /// The head goes on after [`LONGEST`].
    Long,
}

impl Unread {
    pub(super) fn told(self) -> String {
        match self {
            Self::NoHtml => "The answer isn't an HTML page, so a policy in a <meta> of it wasn't looked for.".to_owned(),
            Self::Compressed => {
                "The page came compressed, though nobody asked for that, so a policy in a <meta> of it wasn't looked for."
                    .to_owned()
            }
            Self::Utf16 => "The page is in UTF-16, so a policy in a <meta> of it wasn't looked for.".to_owned(),
            Self::Long => format!(
                "The page's head is longer than {} KiB. A policy in a <meta> further down wasn't looked for.",
                LONGEST / 1024
            ),
        }
    }
}

impl Head {
    /// That of a page with these `headers`, whose first bytes, at most [`LONGEST`], are `start`.
    pub(super) fn of(headers: &HeaderMap, start: &[u8]) -> Self {
        if start.is_empty() {
            return Self::default();
        }
        if let Some(unread) = unreadable(headers, start) {
            return Self {
                policies: Vec::new(),
                unread: Some(unread),
            };
        }
        // The tree is the one that the parser's makers test it with; it is small, and what it holds is bounded here.
        let mut parser = parse_document(RcDom::default(), ParseOpts::default());
        // What a policy may hold is ASCII; whatever else the page's encoding says of its letters does not matter here.
        parser.process(StrTendril::from(String::from_utf8_lossy(start).as_ref()));
        let document = &parser.tokenizer.sink.sink.document;
        let is_cut = u64::try_from(start.len()).is_ok_and(|length| length >= LONGEST);
        Self {
            policies: policies(document),
            unread: (is_cut && !is_over(document)).then_some(Unread::Long),
        }
    }
}

fn unreadable(headers: &HeaderMap, start: &[u8]) -> Option<Unread> {
    let value = |name| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().trim().to_ascii_lowercase()
    };
    if !matches!(value(CONTENT_ENCODING).as_str(), "" | "identity") {
        return Some(Unread::Compressed);
    }
    let kind = value(CONTENT_TYPE);
    // Without a type, browsers look at the content, and so does the parser: what is no HTML has no such element.
    if !kind.is_empty() && !kind.starts_with("text/html") {
        return Some(Unread::NoHtml);
    }
    let has_mark = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
    (has_mark || kind.contains("utf-16")).then_some(Unread::Utf16)
}

/// What the policies are: only children of the head count (HTML, 4.2.5.3), and not what a `<noscript>` or a `<template>`
/// there holds.
fn policies(document: &Handle) -> Vec<String> {
    let mut policies = Vec::new();
    for head in children(document, "html")
        .iter()
        .flat_map(|html| children(html, "head"))
    {
        let metas = children(&head, "meta");
        policies.extend(metas.iter().filter_map(policy));
    }
    policies
}

fn policy(meta: &Handle) -> Option<String> {
    let names = attribute(meta, "http-equiv")?;
    names
        .eq_ignore_ascii_case("content-security-policy")
        .then(|| attribute(meta, "content"))?
}

/// Whether something came that stands after the head.
fn is_over(document: &Handle) -> bool {
    let html = children(document, "html");
    html.iter().any(|html| {
        ["body", "frameset"]
            .iter()
            .any(|after| !children(html, after).is_empty())
    })
}

/// The elements of this name right below `node`.
fn children(node: &Handle, name: &str) -> Vec<Handle> {
    let is_named = |child: &&Handle| match &child.data {
        NodeData::Element { name: own, .. } => &*own.local == name,
        NodeData::Document
        | NodeData::Doctype { .. }
        | NodeData::Text { .. }
        | NodeData::Comment { .. }
        | NodeData::ProcessingInstruction { .. } => false,
    };
    node.children.borrow().iter().filter(is_named).cloned().collect()
}

fn attribute(node: &Handle, name: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else {
        return None;
    };
    let attributes = attrs.borrow();
    let found = attributes.iter().find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| attribute.value.to_string())
}

/// Styles and scripts that stand in the head itself may be long; no page that people wait for has more of them.
pub(super) const LONGEST: u64 = 512 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">";

    fn head(page: &str) -> Head {
        Head::of(&HeaderMap::new(), page.as_bytes())
    }

    /// Each as Chromium does it.
    #[test]
    fn policies_count_where_browsers_take_them() {
        for page in [
            format!("<head>{META}</head>"),
            format!("<!doctype html><title>x</title>{META}<p>"),
            format!("<html lang=en><head><script>if (1 < 2) {{}} // <body></script>{META}<body>"),
            format!("<head></head>{META}<body>"),
            META.to_ascii_uppercase(),
            META.replace('"', "")
                .replace("script-src 'none'", "script-src&#32;'none'"),
        ] {
            let found = head(&page);
            let policy = found.policies.concat().to_ascii_lowercase();
            assert_eq!((policy.as_str(), found.unread), ("script-src 'none'", None), "{page}");
        }
    }

    #[test]
    fn policies_elsewhere_and_reports_alone_do_not_count() {
        for page in [
            format!("<head></head><body>{META}"),
            format!("<div>{META}</div>"),
            format!("<head><noscript>{META}</noscript></head>"),
            format!("<head><template>{META}</template></head>"),
            format!("<head><!-- {META} --></head>"),
            format!("<head><script>'{META}'</script></head>"),
            META.replace("Policy", "Policy-Report-Only"),
            META.replace("\"Content", "\" Content"),
            META.replace(" content=", " contents="),
            String::new(),
        ] {
            assert_eq!(head(&page), Head::default(), "{page}");
        }
    }

    #[test]
    fn several_policies_are_all_read() {
        let other = META.replace("script-src", "frame-src");

        let found = head(&[META, &other, "<body>", META].concat());

        assert_eq!(found.policies, ["script-src 'none'", "frame-src 'none'"]);
    }

    #[test]
    fn what_is_not_read_is_said() {
        for (name, value, expected) in [
            (CONTENT_TYPE, "text/html; charset=utf-8", None),
            (CONTENT_TYPE, "TEXT/HTML", None),
            (CONTENT_TYPE, "application/xhtml+xml", Some(Unread::NoHtml)),
            (CONTENT_TYPE, "application/json", Some(Unread::NoHtml)),
            (CONTENT_TYPE, "text/html; charset=UTF-16LE", Some(Unread::Utf16)),
            (CONTENT_ENCODING, "identity", None),
            (CONTENT_ENCODING, "gzip", Some(Unread::Compressed)),
        ] {
            let headers = HeaderMap::from_iter([(name, value.parse().unwrap())]);
            let found = Head::of(&headers, META.as_bytes());
            assert_eq!(
                (found.unread, found.policies.is_empty()),
                (expected, expected.is_some()),
                "{value}"
            );
        }
        assert_eq!(Head::of(&HeaderMap::new(), b"\xff\xfe<\0").unread, Some(Unread::Utf16));
    }

    #[test]
    fn head_that_does_not_end_in_what_is_read_is_not_called_read() {
        let limit = usize::try_from(LONGEST).unwrap();
        let long = |end: &str| [META, "<style>", &" ".repeat(limit), "</style>", end].concat();
        let cut = |page: &str| head(page.get(..limit).unwrap());

        let found = cut(&long("<body>"));
        assert_eq!((found.policies.len(), found.unread), (1, Some(Unread::Long)));
        assert_eq!(cut(&["<body>", &long("")].concat()).unread, None);
        assert_eq!(head("<title>x</title>").unread, None);
    }
}
