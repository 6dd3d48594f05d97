//! The app for people's own computers, with what shows that it arrived whole.

use words::{Words, key};
use yew::prelude::*;

use super::document::Head;
use super::library::Library;
use super::model::{App, AppSystem};

/// Each app that there is, and how it is run.
pub(crate) fn download(library: &Library, apps: &[App]) -> (Head, Html) {
    let words = &library.words;
    let main = html! {
        <>
            <h1>{ words.text(key::DOWNLOAD_TITLE) }</h1>
            <p class="lead">{ words.text(key::DOWNLOAD_LEAD) }</p>
            { for apps.iter().map(|app| one(words, app)) }
            <h2>{ words.text(key::DOWNLOAD_ASKED_TITLE) }</h2>
            <p>{ words.text(key::DOWNLOAD_ASKED) }</p>
        </>
    };
    let head = Head {
        title: words.text(key::DOWNLOAD_TITLE),
        description: words.text(key::DOWNLOAD_LEAD),
        ..Head::default()
    };
    (head, main)
}

fn one(words: &Words, app: &App) -> Html {
    let (system, run, sum) = match app.system {
        AppSystem::Windows => (
            key::DOWNLOAD_WINDOWS,
            r".\rdptrace.exe check pc.example.org",
            "certutil -hashfile rdptrace.exe SHA256",
        ),
        AppSystem::Linux => (
            key::DOWNLOAD_LINUX,
            "chmod +x rdptrace && ./rdptrace check pc.example.org",
            "sha256sum rdptrace",
        ),
    };
    let id = format!("download-{}", app.file.replace('.', "-"));
    // People compare it with what their file manager shows, which counts in tenths of a million bytes.
    let megabytes = format!(
        "{:.1}",
        f64::from(u32::try_from(app.bytes / 1000).unwrap_or(u32::MAX)) / 1000.0
    );
    html! {
        <section aria-labelledby={id.clone()}>
            <h2 id={id}>{ words.text(system) }</h2>
            <p>
                <a href={format!("/download/{}", app.file)} download={app.file}>
                    { words.text_with(key::DOWNLOAD_GET, &[("file", app.file.into()), ("megabytes", megabytes.into())]) }
                </a>
            </p>
            <p>{ words.text(key::DOWNLOAD_RUN) }</p>
            { command(run) }
            <p>{ words.text(key::DOWNLOAD_SUM) }</p>
            { command(sum) }
            { command(&app.sha256) }
        </section>
    }
}

fn command(line: &str) -> Html {
    html! { <figure class="command"><pre tabindex="0" translate="no"><code>{ line.to_owned() }</code></pre></figure> }
}
