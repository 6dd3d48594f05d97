//! What the DevTools Protocol and the driver say to a browser about its window and its reader's wishes.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use super::{Browser, Kind};

impl Browser {
    /// Makes the page so wide and high, in CSS pixels; narrower than any window of a desktop can be made. Firefox has windows
    /// alone, which are 450 pixels wide at least, and a bar of its own above the page.
    pub async fn resize(&self, width: u32, height: u32) {
        if self.kind == Kind::Firefox {
            let sized = self.client.set_window_size(width, height).await;
            return sized.unwrap_or_else(|error| panic!("{width} by {height}: {error}"));
        }
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        )
        .await;
    }

    /// Sets what the page reads as the reader's wishes, such as `prefers-color-scheme` to `dark`.
    pub async fn prefer(&self, feature: &str, value: &str) {
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// Shows the page as on paper.
    pub async fn as_on_paper(&self) {
        self.as_on("print").await;
    }

    /// Shows it as on a screen again.
    pub async fn as_on_screen(&self) {
        self.as_on("").await;
    }

    async fn as_on(&self, media: &str) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": media }))
            .await;
    }

    /// Runs no script of any page that is opened from now on.
    pub async fn without_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true }))
            .await;
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let command = DevTools {
            method: method.to_owned(),
            parameters,
        };
        self.client
            .issue_cmd(command)
            .await
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }
}

/// A command of the DevTools Protocol, as chromedriver takes it.
#[derive(Debug)]
struct DevTools {
    method: String,
    parameters: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({ "cmd": self.method, "params": self.parameters });
        (http::Method::POST, Some(body.to_string()))
    }
}
