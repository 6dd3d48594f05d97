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

    /// In the colour of `tenant`.
    pub(in crate::http) fn of_frame(tenant: &Tenant) -> Self {
        let app = Self::of_app();
        let Some(accent) = tenant.accent else {
            return app;
        };
        let style = format!(":root{{--accent:{}}}", accent.css());
        // The last sheet counts.
        let text = app
            .text
            .replacen("</head>", &format!("<style>{style}</style></head>"), 1);
        let hash = BASE64.encode(&Sha256::digest(style.as_bytes()));
        Self {
            text,
            style_source: Some(format!("'sha256-{hash}'")),
        }
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
