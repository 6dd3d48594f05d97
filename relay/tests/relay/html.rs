//! Documents as a browser would read them.

use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A parsed document.
pub(crate) struct Html(RcDom);

/// An element with what stands inside it.
pub(crate) struct Element(Handle);

impl Html {
    /// Reads `text`, and fails the test where a browser would have to mend it.
    pub(crate) fn parse(text: &str) -> Self {
        let options = ParseOpts {
            tokenizer: html5ever::tokenizer::TokenizerOpts {
                exact_errors: true,
                ..Default::default()
            },
            ..Default::default()
        };
        let dom = parse_document(RcDom::default(), options).one(text);
        let errors = dom.errors.borrow();
        assert!(errors.is_empty(), "{errors:?}\n{text}");
        drop(errors);
        Self(dom)
    }

    /// Every element with this name, in the order of the document.
    pub(crate) fn all(&self, name: &str) -> Vec<Element> {
        let mut found = Vec::new();
        collect(&self.0.document, &mut |element| {
            if element.name() == name {
                found.push(element);
            }
        });
        found
    }

    /// The only element with this name.
    pub(crate) fn one(&self, name: &str) -> Element {
        let mut found = self.all(name);
        assert_eq!(found.len(), 1, "<{name}>");
        found.remove(0)
    }

    /// The values of an attribute, of all elements that have it.
    pub(crate) fn attributes(&self, name: &str) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.0.document, &mut |element| found.extend(element.attribute(name)));
        found
    }

    /// Where links lead to.
    pub(crate) fn links(&self) -> Vec<String> {
        self.all("a").iter().filter_map(|link| link.attribute("href")).collect()
    }

    /// The value of a `<meta>` with this name.
    pub(crate) fn meta(&self, name: &str) -> Option<String> {
        let metas = self.all("meta");
        let named = metas
            .iter()
            .find(|meta| meta.attribute("name").as_deref() == Some(name));
        named?.attribute("content")
    }

    /// The address that a `<link>` of this kind names.
    pub(crate) fn link(&self, rel: &str) -> Option<String> {
        let links = self.all("link");
        let named = links.iter().find(|link| link.attribute("rel").as_deref() == Some(rel));
        named?.attribute("href")
    }

    /// Everything that people read.
    pub(crate) fn text(&self) -> String {
        self.one("body").text()
    }

    /// What no parser objects to and no page may have: ids that stand twice, references to none, headings that skip a level.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut ids = self.attributes("id");
        ids.sort_unstable();
        let twice = ids.windows(2).filter(|pair| pair[0] == pair[1]);
        faults.extend(twice.map(|pair| format!("the id {} stands twice", pair[0])));
        let references = ["for", "aria-describedby", "aria-labelledby"].map(|name| self.attributes(name));
        let anchors = self
            .links()
            .into_iter()
            .filter_map(|link| Some(link.strip_prefix('#')?.to_owned()));
        let references = references.into_iter().flatten();
        let references = references.flat_map(|ids| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        for reference in references.chain(anchors) {
            if !ids.contains(&reference) {
                faults.push(format!("nothing has the id {reference}"));
            }
        }
        let mut level = 0;
        collect(&self.0.document, &mut |element| {
            let own = element.name().strip_prefix('h').and_then(|digit| digit.parse().ok());
            if let Some(own) = own {
                if own > level + 1 {
                    faults.push(format!("<h{own}> after <h{level}>"));
                }
                level = own;
            }
        });
        faults
    }
}

impl Element {
    fn name(&self) -> &str {
        if let NodeData::Element { name, .. } = &self.0.data {
            &name.local
        } else {
            ""
        }
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let NodeData::Element { attrs, .. } = &self.0.data else {
            return None;
        };
        let attrs = attrs.borrow();
        let found = attrs.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| attribute.value.to_string())
    }

    /// The elements with this name right below it.
    pub(crate) fn children(&self, name: &str) -> Vec<Self> {
        let children = self.0.children.borrow();
        let own = children.iter().map(|child| Self(Handle::clone(child)));
        own.filter(|child| child.name() == name).collect()
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        append_text(&self.0, &mut text);
        text
    }
}

fn collect(node: &Handle, take: &mut impl FnMut(Element)) {
    if let NodeData::Element { .. } = node.data {
        take(Element(node.clone()));
    }
    for child in node.children.borrow().iter() {
        collect(child, take);
    }
}

fn append_text(node: &Handle, text: &mut String) {
    if let NodeData::Text { contents } = &node.data {
        text.push_str(&contents.borrow());
    }
    for child in node.children.borrow().iter() {
        append_text(child, text);
    }
    if let NodeData::Element { name, .. } = &node.data
        && &*name.local != "wbr"
    {
        text.push(' ');
    }
}

#[test]
fn markup_that_a_browser_would_have_to_mend_is_noticed() {
    let whole = |body: &str| format!("<!doctype html><html><head><title>x</title></head><body>{body}</body></html>");
    let _ = Html::parse(&whole("<p>One</p><ul><li>two</li></ul>"));
    for wrong in [
        "<p>One</div>",
        "<ul><li>",
        "<p><ul></ul></p>",
        "<b id=a id=b></b>",
        "a & b &nosuch; <",
        "<dl><dt>x</dl></dt>",
    ] {
        let read = std::panic::catch_unwind(|| Html::parse(&whole(wrong)));

        assert!(read.is_err(), "{wrong}");
    }
    let faults = Html::parse(&whole("<h1>x</h1><h3 id=a>y</h3><i id=a>z</i><a href='#b'>b</a>")).faults();
    assert_eq!(faults.len(), 3, "{faults:?}");
}
