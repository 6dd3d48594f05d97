//! Answers in the language that whoever asks prefers.

use std::fs;

use relay::Config;
use serde_json::{Value, json};
use wire::ShareReceipt;
use words::Words;
use words::key;

use crate::html::Html;
use crate::server::{Answer, Server};

/// A server that resets the connection when TLS begins.
const FAILED: &str = include_str!("reports/reset-at-hello.json");
const AUSTRIAN: &str = "de-AT,de;q=0.9,en;q=0.5";
const BRITISH: &str = "en-GB,en;q=0.9,de;q=0.8";

async fn get(server: &Server, path: &str, languages: &str) -> Answer {
    ask(server, "GET", path, languages, "").await
}

async fn ask(server: &Server, method: &str, path: &str, languages: &str, body: &str) -> Answer {
    let lines = [
        format!("{method} {path} HTTP/1.1"),
        format!("Host: {}", server.address),
        format!("Origin: {}", server.origin()),
        format!("Accept-Language: {languages}"),
        "Content-Type: application/json".to_owned(),
        format!("Content-Length: {}", body.len()),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    server.send(&lines, body).await
}

async fn share(server: &Server) -> ShareReceipt {
    let report: Value = serde_json::from_str(FAILED).unwrap();
    let request = json!({ "content": "open", "disclosure": "everything", "report": report });
    let answer = ask(server, "POST", "/api/reports", BRITISH, &request.to_string()).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// That an answer is in this language, and that no cache gives it to the readers of another.
fn assert_in(language: &str, path: &str, answer: &Answer) {
    assert_eq!(answer.header("content-language"), language, "{path}");
    assert!(answer.header("vary").contains("accept-language"), "{path}");
}

#[tokio::test]
async fn a_result_that_one_reader_shared_opens_in_the_language_of_another() {
    let server = Server::start().await;
    let path = format!("/r/{}", share(&server).await.id);

    // Alternately, so that neither is what was rendered for the other.
    for _ in 0..2 {
        let (german, english) = (get(&server, &path, AUSTRIAN).await, get(&server, &path, BRITISH).await);

        for (language, answer, verdict) in [
            ("de", &german, "Abbruch bei Schritt 4 von 13, Absichern"),
            ("en", &english, "stopped at step 4 of 13, Secure"),
        ] {
            assert_eq!(answer.status, 200);
            assert_in(language, &path, answer);
            let html = Html::parse(&answer.body);
            assert_eq!(html.one("html").attribute("lang").as_deref(), Some(language));
            assert!(html.text().contains(verdict), "{}", html.text());
        }
        assert_ne!(german.header("etag"), english.header("etag"));
    }
}

#[tokio::test]
async fn whoever_names_no_language_that_is_known_reads_english() {
    let server = Server::start().await;
    let path = format!("/r/{}", share(&server).await.id);

    assert_in("en", &path, &server.get(&path).await);
    for languages in ["fr-FR,fr;q=0.9", "*", "", ";;q=,,", "de;q=0"] {
        assert_in("en", languages, &get(&server, &path, languages).await);
    }
}

#[tokio::test]
async fn a_result_is_saved_in_the_language_of_whoever_saves_it() {
    let server = Server::start().await;
    let id = share(&server).await.id;

    for (form, german, english) in [
        ("md", "Was es bedeutet", "What it means"),
        ("txt", "Was es bedeutet", "What it means"),
        ("html", "(Abbruch bei Schritt 4", "(stopped at step 4"),
    ] {
        let path = format!("/r/{id}.{form}");
        for (languages, language, said) in [(AUSTRIAN, "de", german), (BRITISH, "en", english)] {
            let answer = get(&server, &path, languages).await;

            assert_in(language, &path, &answer);
            assert!(answer.body.contains(said), "{path}: {}", answer.body);
        }
    }
    let sealed = json!({ "content": "sealed", "sealed": "A".repeat(400) }).to_string();
    let sealed = ask(&server, "POST", "/api/reports", BRITISH, &sealed).await;
    let sealed: ShareReceipt = serde_json::from_str(&sealed.body).unwrap();
    let sealed = get(&server, &format!("/r/{}.txt", sealed.id), AUSTRIAN).await;
    assert_in("de", "sealed", &sealed);
    let page = Html::parse(&sealed.body);
    assert!(page.text().contains(&Words::german().sealed()), "{}", page.text());
    let json = format!("/r/{id}.json");
    let (german, english) = (get(&server, &json, AUSTRIAN).await, get(&server, &json, BRITISH).await);
    assert_eq!(german.body, english.body);

    let export = json!({ "form": "md", "report": serde_json::from_str::<Value>(FAILED).unwrap() }).to_string();
    let answer = ask(&server, "POST", "/api/exports", AUSTRIAN, &export).await;
    assert_in("de", "/api/exports", &answer);
    assert!(answer.body.contains("Was es bedeutet"), "{}", answer.body);
}

#[tokio::test]
async fn every_page_is_in_the_language_of_its_reader() {
    let apps = tempfile::tempdir().unwrap();
    fs::write(apps.path().join("rdptrace.exe"), "MZ the app").unwrap();
    let config = Config {
        downloads: Some(apps.path().to_owned()),
        ..Config::default()
    };
    let server = Server::start_with(config).await;
    for (path, heading) in [
        ("/help", "Was eine Prüfung finden kann"),
        ("/help/words", "Was die Fachbegriffe von Remotedesktop bedeuten"),
        (
            "/help/RDP-TLS-003",
            "Der Computer kann sein Zertifikat für Remotedesktop nicht verwenden",
        ),
        ("/help/RDP-XXX-999", "Es gibt keinen Befund „RDP-XXX-999“"),
        ("/codes", "Was ein Code von Remotedesktop bedeutet"),
        ("/codes/0x4", "Code 0x4"),
        ("/codes?q=time+limit", "Suche nach „time limit“"),
        ("/compare", "Zwei Ergebnisse vergleichen"),
        ("/explain", "Ein Protokoll oder eine Datei lesen"),
        ("/links", "Ihre Links"),
        ("/watch", "Überwachte Computer"),
        ("/download", "Vom eigenen Computer aus prüfen"),
        ("/ask", "Jemanden um eine Prüfung bitten"),
        ("/asked/AAAAAAAAAAAAAAAAAAAAAA", "Ergebnis nicht gefunden"),
        ("/r/AAAAAAAAAAAAAAAAAAAAAA", "Ergebnis nicht gefunden"),
    ] {
        let german = get(&server, path, AUSTRIAN).await;
        let english = get(&server, path, BRITISH).await;

        assert_in("de", path, &german);
        assert_in("en", path, &english);
        assert_eq!(german.status, english.status, "{path}");
        let html = Html::parse(&german.body);
        assert_eq!(html.faults(), Vec::<String>::new(), "{path}");
        assert_eq!(html.one("html").attribute("lang").as_deref(), Some("de"), "{path}");
        assert_eq!(html.one("h1").text().trim(), heading, "{path}");
        assert_ne!(Html::parse(&english.body).text(), html.text(), "{path}");
    }
}

#[tokio::test]
async fn programs_are_told_in_the_language_that_they_ask_for() {
    let server = Server::start().await;

    let decoded = ask(&server, "POST", "/api/decode", AUSTRIAN, r#"{"said":"0x4"}"#).await;
    assert_in("de", "/api/decode", &decoded);
    let decoded: Value = serde_json::from_str(&decoded.body).unwrap();
    assert_eq!(
        decoded["headline"],
        "Das ist über 0x4 bekannt (Bedeutungen teils auf Englisch):"
    );

    for (method, path, body, sentence) in [
        (
            "GET",
            "/api/reports/AAAAAAAAAAAAAAAAAAAAAA",
            "",
            Words::german().text(key::PROBLEM_GONE),
        ),
        (
            "GET",
            "/api/asks/AAAAAAAAAAAAAAAAAAAAAA",
            "",
            Words::german().text(key::PROBLEM_GONE),
        ),
        (
            "POST",
            "/api/reports",
            "{",
            Words::german().text(key::PROBLEM_UNREADABLE),
        ),
        (
            "POST",
            "/api/redactions",
            "{",
            Words::german().text(key::PROBLEM_UNREADABLE),
        ),
        (
            "POST",
            "/api/decode",
            "{",
            Words::german().text(key::PROBLEM_UNREADABLE),
        ),
        (
            "POST",
            "/api/exports",
            "{",
            Words::german().text(key::PROBLEM_UNREADABLE),
        ),
        ("POST", "/api/asks", "{", Words::german().text(key::PROBLEM_UNREADABLE)),
        (
            "POST",
            "/api/asks",
            r#"{"target":"my pc","note":"","life":"day"}"#,
            Words::german().text(key::TARGET_SPACE),
        ),
    ] {
        let answer = ask(&server, method, path, AUSTRIAN, body).await;

        assert_in("de", path, &answer);
        let problem: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem["sentence"], sentence, "{method} {path}");
    }
}

#[tokio::test]
async fn a_recording_that_is_gone_says_so_in_the_language_of_its_reader() {
    let server = Server::start().await;

    let path = "/api/recordings/AAAAAAAAAAAAAAAAAAAAAA.pcapng";
    let answer = get(&server, path, AUSTRIAN).await;
    let get = format!("GET {path} HTTP/1.1");
    let (host, languages) = (
        format!("Host: {}", server.address),
        format!("Accept-Language: {AUSTRIAN}"),
    );
    let shown = server.request(&[&get, &host, &languages, "Accept: text/html"]).await;

    assert_eq!((answer.status, answer.header("content-language")), (410, "de"));
    assert_eq!(answer.json()["detail"], Words::german().recording_gone());
    assert_eq!((shown.status, shown.header("content-language")), (410, "de"));
    let page = Html::parse(&shown.body);
    assert!(
        page.text().contains(&Words::german().recording_gone()),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn the_live_page_gets_the_sentences_of_its_readers_language() {
    let server = Server::start().await;

    for (languages, language, check) in [(AUSTRIAN, "de", "Ursache finden"), (BRITISH, "en", "Find the problem")] {
        let answer = get(&server, "/words", languages).await;

        assert_in(language, "/words", &answer);
        let words = Words::of_page(answer.body.leak()).unwrap();
        assert_eq!(
            (words.language(), words.text(key::PAGE_CHECK)),
            (language, check.to_owned())
        );
    }
}

#[tokio::test]
async fn languages_in_several_fields_are_one_list() {
    let server = Server::start().await;
    let host = format!("Host: {}", server.address);

    let page = server
        .request(&[
            "GET /codes HTTP/1.1",
            &host,
            "Accept-Language: tlh",
            "Accept-Language: de",
        ])
        .await;

    assert_in("de", "/codes", &page);
}
