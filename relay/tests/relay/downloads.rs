//! The app for people's own computers: where it is offered, how it arrives, and who is led to it.

use std::fs;

use relay::Config;
use serde_json::json;
use tempfile::TempDir;

use crate::html::Html;
use crate::server::Server;

const APP: &str = "MZ the app";
/// Of that, by `sha256sum`.
const SUM: &str = "9f3243b0e6e903323415a291bc3aba636f2ce076d4e9eb1ffaea8060ad9f01a0";

/// A server that offers the app for Windows, from this folder.
async fn offering() -> (Server, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rdptrace.exe"), APP).unwrap();
    let config = Config {
        downloads: Some(folder.path().to_owned()),
        ..Config::default()
    };
    (Server::start_with(config).await, folder)
}

#[tokio::test]
async fn page_leads_to_each_app_with_its_checksum_and_says_how_it_is_run() {
    let (server, _folder) = offering().await;

    let page = server.get("/download").await;

    assert_eq!(page.status, 200, "{}", page.body);
    let links = Html::parse(&page.body).all("a");
    let links: Vec<_> = links.iter().filter_map(|link| link.attribute("href")).collect();
    assert!(links.contains(&"/download/rdptrace.exe".to_owned()), "{links:?}");
    assert!(
        !page.body.contains("/download/rdptrace\""),
        "no file for Linux is there"
    );
    for told in [SUM, "certutil -hashfile rdptrace.exe SHA256", r".\rdptrace.exe check"] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    let lines = [
        "GET /download HTTP/1.1",
        &format!("Host: {}", server.address),
        "Accept-Language: de",
    ];
    let german = server.request(&lines).await;
    assert!(
        german.body.contains("Vom eigenen Computer aus prüfen"),
        "{}",
        german.body
    );
}

#[tokio::test]
async fn app_arrives_byte_by_byte_as_a_file_to_keep() {
    let (server, _folder) = offering().await;
    let host = format!("Host: {}", server.address);
    let lines = [
        "GET /download/rdptrace.exe HTTP/1.1",
        &host,
        "Accept-Encoding: br, gzip",
    ];

    let file = server.request(&lines).await;

    assert_eq!((file.status, file.body.as_str()), (200, APP));
    for (name, value) in [
        ("content-type", "application/octet-stream"),
        ("content-length", "10"),
        ("content-disposition", "attachment; filename=\"rdptrace.exe\""),
        ("content-encoding", ""),
        ("x-content-type-options", "nosniff"),
        ("x-robots-tag", "noindex"),
    ] {
        assert_eq!(file.header(name), value, "{name}");
    }
}

#[tokio::test]
async fn app_that_was_exchanged_is_not_passed_off_under_the_old_checksum() {
    let (server, folder) = offering().await;
    // It has read the file by now.
    assert_eq!(server.get("/download/rdptrace.exe").await.status, 200);

    fs::write(folder.path().join("rdptrace.exe"), "MZ another app").unwrap();

    assert_eq!(server.get("/download/rdptrace.exe").await.status, 404);
}

#[tokio::test]
async fn whoever_is_asked_is_led_to_the_app_where_it_is_offered_and_nobody_where_it_is_not() {
    let (offering, _folder) = offering().await;
    let without = Server::start().await;
    for (server, expected) in [
        (&offering, json!(format!("{}/download", offering.origin()))),
        (&without, json!(null)),
    ] {
        let asked = server
            .post_json("/api/asks", &json!({ "target": "127.0.0.1" }))
            .await
            .json();
        let id = asked["id"].as_str().unwrap();

        let ask = server.get(&format!("/api/asks/{id}")).await.json();

        assert_eq!(ask["download"], expected);
    }
    for path in ["/download", "/download/rdptrace.exe", "/download/SHA256SUMS"] {
        assert_eq!(without.get(path).await.status, 404, "{path}");
    }
    for path in [
        "/download/rdptrace",
        "/download/SHA256SUMS",
        "/download/..%2frdptrace.exe",
    ] {
        assert_eq!(offering.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn folder_without_the_app_keeps_the_server_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rdptrace.toml");
    fs::write(
        &file,
        format!(
            "downloads = {:?}\nlisten = \"127.0.0.1:0\"\nstore = \"sqlite::memory:\"\n",
            folder.path()
        ),
    )
    .unwrap();

    let (code, _, said) = crate::program::run(&["serve", "--config", file.to_str().unwrap()]).await;

    assert_eq!(code, 2, "{said}");
    assert!(said.contains("downloads") && said.contains("no rdptrace.exe"), "{said}");
}
