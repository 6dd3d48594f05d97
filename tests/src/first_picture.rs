//! How soon a client shows the first picture of a session behind NLA: xfreerdp, `rdptrace check --user`, and the page.
//!
//! All of them sign in to a shadow server with its own account.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use fixtures::clock;
use serde_json::json;

use crate::browser::Browser;
use crate::program::Program;
use crate::rdptrace::{self, Relay};
use crate::shadow;

/// From the start of xfreerdp to the end of its first painting. `display` is an X screen, `home` a folder of its own.
pub fn xfreerdp(server: SocketAddr, display: &str, home: &Path) -> Duration {
    let begun = clock::now();
    // Behind a pipe it would print what it logs in blocks.
    let program = Program::start("stdbuf", |command| {
        command
            .args([
                "-oL",
                "xfreerdp",
                "/cert:ignore",
                "/log-filters:com.freerdp.client.x11:TRACE",
            ])
            .arg(format!("/v:{server}"))
            .arg(format!("/u:{}", shadow::USER))
            .arg(format!("/p:{}", shadow::PASSWORD))
            .env("DISPLAY", display)
            .env("HOME", home);
    });
    program.await_line("it has painted", |line| {
        (line.contains("unlock") && line.ends_with("xf_sw_end_paint")).then_some(())
    });
    begun.elapsed()
}

/// From the start of `rdptrace check --user` to its line about the picture. `home` is a folder of its own.
pub fn terminal(server: SocketAddr, home: &Path) -> Duration {
    let password = home.join("password");
    fs::write(&password, shadow::PASSWORD).expect("own folder");
    let state = tempfile::tempdir_in(home).expect("own folder");
    let begun = clock::now();
    let program = Program::start("sh", |command| {
        command
            .args(["-c", r#"exec "$0" check "$1" --user "$2" --password-fd 3 3<"$3""#])
            .arg(rdptrace::binary())
            .args([&server.to_string(), shadow::USER])
            .arg(&password)
            .env("XDG_STATE_HOME", state.path())
            .env_remove("STATE_DIRECTORY");
    });
    program.await_line("the picture", |line| line.starts_with("Desktop").then_some(()));
    begun.elapsed()
}

/// From a click on "Sign in" in the page of `relay` to the words that there is a picture. The check is made before, and so
/// is the load of the client, which begins when the form is opened.
///
/// The relay must have the page inside.
pub async fn page(server: SocketAddr, relay: &Relay, browser: &Browser) -> Duration {
    browser.open(&relay.url).await;
    // A tab warns of further tries; this is what it remembers them by.
    browser.value("sessionStorage.clear()").await;
    // Before, the form is the server's, which the page's own replaces.
    browser.find("html[data-live] #target").await;
    browser.fill("#target", &server.to_string()).await;
    browser.click("#check").await;
    browser.click("p.sign-in button").await;
    let frame = browser.find("iframe.sign-in").await;
    frame.enter_frame().await.expect("it is a frame");
    browser.fill("[name=user]", shadow::USER).await;
    browser.fill("[name=password]", shadow::PASSWORD).await;
    let took = browser.client.execute_async(SIGN_IN, vec![json!("picture")]).await;
    let millis = took.expect("a sign-in ends").as_f64().expect("a picture");
    browser.client.clone().enter_parent_frame().await.expect("the page");
    Duration::from_secs_f64(millis / 1000.0)
}

/// Answers with milliseconds when the words of this name are said, and with a sentence where the sign-in ends without.
const SIGN_IN: &str = "const [name, done] = arguments;
    const status = document.querySelector('#status');
    const said = (name) => status.textContent === document.querySelector(`#word-${name}`).textContent;
    const begun = performance.now();
    const under_way = ['loading', 'connecting', 'signing-in', 'signed-in'];
    new MutationObserver((_, observer) => {
        if (under_way.some(said)) return;
        observer.disconnect();
        done(said(name) ? performance.now() - begun : status.textContent);
    }).observe(status, { childList: true, characterData: true, subtree: true });
    document.querySelector('#sign-in [type=submit]').click();";
