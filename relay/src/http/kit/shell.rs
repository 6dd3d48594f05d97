//! The document of the app, as it is for the relay itself and in the frame of a tenant.

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

use super::assets;
use crate::config::Tenant;

/// The document into which the app and what the relay draws of it go.
#[derive(Debug)]
pub(in crate::http) struct Shell {
    text: String,
    style_source: Option<String>,
}

impl Shell {
    /// As it was built.
    pub(in crate::http) fn of_app() -> Self {
        Self {
            text: assets::shell_text().to_owned(),
            style_source: None,
        }
    }

    /// As it is in the frame of `tenant`, in its colour, with its name and its `logo` (an address).
    pub(in crate::http) fn of_frame(tenant: &Tenant, logo: Option<&str>) -> Self {
        let portals: Vec<String> = tenant.origins.iter().map(ToString::to_string).collect();
        // What was read as an origin has no quotes in it.
        let mut head = format!(
            "<script src=\"{}\" data-portals=\"{}\"></script>\n<link rel=\"stylesheet\" href=\"{}\">\n",
            assets::FRAME_SCRIPT,
            portals.join(" "),
            assets::FRAME_STYLE,
        );
        let style = tenant
            .accent
            .map(|accent| format!(":root{{--accent:{}}}", accent.css()));
        // The last sheet counts.
        if let Some(style) = &style {
            head.push_str(&format!("<style>{style}</style>"));
        }
        let text = Self::of_app().text;
        let text = text.replacen("</head>", &(head + "</head>"), 1);
        // Whoever follows the name wants the whole page, and keeps the one in the frame.
        let text = text.replacen("<a href=\"/\">", "<a href=\"/\" target=\"_blank\">", 1);
        let text = text.replacen("</header>", &(branding(tenant.name.as_deref(), logo) + "</header>"), 1);
        Self {
            text: text.replacen("<body>", "<body class=\"framed\">", 1),
            style_source: style.map(|style| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(style.as_bytes())))),
        }
    }

    /// With the address of the script that tries a computer's port from the reader's own browser.
    #[must_use]
    pub(in crate::http) fn with_reach(mut self) -> Self {
        let script = format!("<meta name=\"reach\" content=\"{}\">", assets::REACH_SCRIPT);
        self.text = self.text.replacen("</head>", &(script + "</head>"), 1);
        self
    }

    /// The document.
    pub(in crate::http) fn text(&self) -> &str {
        &self.text
    }

    /// What the page's policy has to say of its style sheet (`style-src`); absent where it has none of its own.
    pub(in crate::http) fn style_source(&self) -> Option<&str> {
        self.style_source.as_deref()
    }
}

/// What a portal puts beside the mark. The picture says nothing that the name does not.
fn branding(name: Option<&str>, logo: Option<&str>) -> String {
    let logo = logo.map(|logo| format!("<img src=\"{logo}\" alt=\"\" height=\"24\">"));
    let name = name.map(|name| {
        let name = name.replace('&', "&amp;").replace('<', "&lt;");
        format!("<span translate=\"no\">{name}</span>")
    });
    match (logo, name) {
        (None, None) => String::new(),
        (logo, name) => {
            let [logo, name] = [logo, name].map(Option::unwrap_or_default);
            format!("<p class=\"portal\">{logo}{name}</p>")
        }
    }
}
