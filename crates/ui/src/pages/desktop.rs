//! The document that signs in, in a frame of the page's: the form, the picture, and all that its script says.
//!
//! Its script, `frontend/desktop/desktop.js`, shows and hides what stands here by its ids, and says what is hidden in
//! elements named `word-…`.

use words::{Key, key};
use yew::prelude::*;

use super::library::Library;
use super::model::Frame;

/// The whole document.
pub(crate) fn desktop(library: &Library, frame: &Frame) -> Html {
    let words = &library.words;
    html! {
        <html lang={words.language().to_owned()}>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{ words.text(key::DESKTOP_TITLE) }{ " – rdptrace" }</title>
                <meta name="robots" content="noindex" />
                <meta name="color-scheme" content="light dark" />
                { for frame.styles.iter().map(|style| html! { <link rel="stylesheet" href={*style} /> }) }
                if let Some(script) = frame.script {
                    <script src={script} type="module"></script>
                }
            </head>
            <body class="desktop">
                <main>
                    <h1>{ words.text(key::DESKTOP_TITLE) }</h1>
                    <p class="trust">{ words.text(key::DESKTOP_TRUST) }</p>
                    <p id="unframed" hidden=true>{ words.text(key::DESKTOP_UNFRAMED) }</p>
                    <noscript><p class="complaint">{ words.text(key::DESKTOP_NO_SCRIPT) }</p></noscript>
                    { form(library) }
                    { session(library) }
                    <div hidden=true>
                        { for SAID.iter().map(|(name, key)| html! {
                            <p id={["word-", name].concat()}>{ words.text(*key) }</p>
                        }) }
                    </div>
                </main>
            </body>
        </html>
    }
}

/// What is asked for. No browser is to keep any of it.
fn form(library: &Library) -> Html {
    let words = &library.words;
    let entry = |name: &'static str, label: Key, kind: &'static str, needed: bool| {
        html! {
            <label>
                { words.text(label) }
                <input name={name} type={kind} required={needed} autocomplete="off" autocapitalize="none"
                    autocorrect="off" spellcheck="false" translate="no" />
            </label>
        }
    };
    html! {
        <form id="sign-in" autocomplete="off">
            <div class="entries">
                { entry("user", key::DESKTOP_USER, "text", true) }
                { entry("domain", key::DESKTOP_DOMAIN, "text", false) }
                { entry("password", key::DESKTOP_PASSWORD, "password", true) }
            </div>
            <div id="without-nla" hidden=true>
                <label class="tick"><input id="tick" type="checkbox" /><span>{ words.text(key::DESKTOP_WITHOUT_NLA) }</span></label>
            </div>
            <p>{ words.text(key::DESKTOP_ONE_TRY) }</p>
            <p id="warned" class="complaint" role="alert" tabindex="-1" hidden=true>{ words.text(key::DESKTOP_WARNED) }</p>
            <p id="too-many" class="complaint" role="alert" hidden=true>{ words.text(key::DESKTOP_TOO_MANY) }</p>
            <div class="buttons"><button class="primary" type="submit">{ words.text(key::DESKTOP_SIGN_IN) }</button></div>
            <p class="expected">{ words.text(key::DESKTOP_EXPECTED) }{ " " }<span id="expected-print" class="print" translate="no"></span></p>
        </form>
    }
}

/// What becomes of it.
fn session(library: &Library) -> Html {
    let words = &library.words;
    html! {
        <section id="session" aria-label={words.text(key::DESKTOP_SESSION)} hidden=true>
            <p id="status" role="status" tabindex="-1"></p>
            <div id="screen" hidden=true>
                <canvas id="canvas" width={WIDTH.to_string()} height={HEIGHT.to_string()} tabindex="0" role="application"
                    aria-label={words.text(key::DESKTOP_SCREEN)} aria-describedby="leave-hint"></canvas>
            </div>
            <p id="black" role="status" hidden=true>{ words.text(key::DESKTOP_BLACK) }</p>
            <p id="leave-hint" hidden=true>{ words.text(key::DESKTOP_LEAVE) }</p>
            <div id="controls" class="buttons" hidden=true>
                <button id="enlarge" type="button" data-more={words.text(key::DESKTOP_ENLARGE)}
                    data-less={words.text(key::DESKTOP_SHRINK)}>{ words.text(key::DESKTOP_ENLARGE) }</button>
                <button id="keep" type="button">{ words.text(key::DESKTOP_KEEP) }</button>
                <button id="close" type="button">{ words.text(key::DESKTOP_CLOSE) }</button>
            </div>
            <div id="certificate" hidden=true>
                <dl>
                    <dt>{ words.text(key::DESKTOP_CERTIFICATE) }</dt>
                    <dd id="certificate-name" dir="auto" translate="no"></dd>
                    <dt>{ "SHA-256" }</dt>
                    <dd id="certificate-print" translate="no"></dd>
                </dl>
                <p id="certificate-same" hidden=true>{ words.text(key::DESKTOP_CERTIFICATE_SAME) }</p>
                <p id="certificate-other" class="complaint" hidden=true>{ words.text(key::DESKTOP_CERTIFICATE_OTHER) }</p>
            </div>
        </section>
    }
}

/// What the script says, by the names that it has for it.
const SAID: [(&str, Key); 25] = [
    ("loading", key::DESKTOP_SAY_LOADING),
    ("connecting", key::DESKTOP_SAY_CONNECTING),
    ("signing-in", key::DESKTOP_SAY_SIGNING_IN),
    ("signed-in", key::DESKTOP_SAY_SIGNED_IN),
    ("picture", key::DESKTOP_SAY_PICTURE),
    ("picture-without-nla", key::DESKTOP_SAY_PICTURE_WITHOUT_NLA),
    ("kept", key::DESKTOP_SAY_KEPT),
    ("closed", key::DESKTOP_SAY_CLOSED),
    ("ended", key::DESKTOP_SAY_ENDED),
    ("wrong-password", key::DESKTOP_SAY_WRONG_PASSWORD),
    ("no-right", key::DESKTOP_SAY_NO_RIGHT),
    ("certificate-changed", key::DESKTOP_SAY_CERTIFICATE_CHANGED),
    ("broken", key::DESKTOP_SAY_BROKEN),
    ("unreachable", key::DESKTOP_SAY_UNREACHABLE),
    ("port-refused", key::DESKTOP_SAY_PORT_REFUSED),
    ("silent", key::DESKTOP_SAY_SILENT),
    ("cut", key::DESKTOP_SAY_CUT),
    ("tls-alert", key::DESKTOP_SAY_TLS_ALERT),
    ("negotiation", key::DESKTOP_SAY_NEGOTIATION),
    ("no-name", key::DESKTOP_SAY_NO_NAME),
    ("forbidden", key::DESKTOP_SAY_FORBIDDEN),
    ("client-failed", key::DESKTOP_SAY_CLIENT_FAILED),
    ("client-stopped", key::DESKTOP_SAY_CLIENT_STOPPED),
    ("refused", key::DESKTOP_SAY_REFUSED),
    ("not-started", key::DESKTOP_SAY_NOT_STARTED),
];

/// The desktop that is asked for, in pixels: as small as most programs get along with, for a picture that is a proof.
const WIDTH: u32 = 1024;
const HEIGHT: u32 = 640;
