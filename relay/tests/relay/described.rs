//! What the relay tells of its API, against what it serves.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::server::{Answer, Server};

async fn document(server: &Server) -> Value {
    let answer = server.get("/api/openapi.json").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "application/json")
    );
    answer.json()
}

async fn ask(server: &Server, method: &str, path: &str) -> Answer {
    let lines = [
        format!("{method} {path} HTTP/1.1"),
        format!("Host: {}", server.address),
        "Content-Length: 0".to_owned(),
    ];
    server.request(&lines.each_ref().map(String::as_str)).await
}

/// A path with something in place of its parameters.
fn filled(path: &str) -> String {
    path.replace("{file}", "none.pcapng")
        .replace("{id}", "none")
        .replace("{secret}", "none")
}

#[tokio::test]
async fn every_described_path_is_served_by_its_methods_and_no_other() {
    let server = Server::start().await;
    let document = document(&server).await;
    let paths = document["paths"].as_object().expect("paths");

    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    assert!(paths.len() >= 19, "{:?}", paths.keys());
    for (path, methods) in paths {
        let methods: BTreeSet<&str> = methods.as_object().unwrap().keys().map(String::as_str).collect();
        for method in ["get", "post", "put", "patch", "delete", "trace", "query"] {
            let answer = ask(&server, &method.to_uppercase(), &filled(path)).await;

            let kind = answer.header("content-type");
            if methods.contains(method) {
                // Where nothing has this id, the answer is 410 or that of a request without a body.
                assert!(
                    ![404, 405].contains(&answer.status),
                    "{method} {path}: {}",
                    answer.status
                );
            } else {
                assert_eq!(answer.status, 405, "{method} {path}");
                let allowed: BTreeSet<String> = answer.header("allow").split(',').map(str::to_lowercase).collect();
                assert!(methods.iter().all(|own| allowed.contains(*own)), "{path}: {allowed:?}");
            }
            if answer.status >= 400 {
                assert_eq!(kind, "application/problem+json", "{method} {path}: {}", answer.body);
                assert_eq!(answer.json()["status"], answer.status, "{method} {path}");
            }
        }
    }
}

/// What adds a route tells of it, too: there is no other way in these modules.
#[test]
fn every_route_of_the_api_is_described() {
    let http = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    let mut looked_at = 0;
    for folder in ["api", "ws", "tunnel"] {
        for entry in fs::read_dir(http.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let source = fs::read_to_string(&path).unwrap();
            looked_at += source.matches(".routes(routes!(").count();
            // `/metrics`, `/agents` and `/watch/now` have a listener of their own, for the owner alone.
            let undescribed = source.matches(".route(").count();
            let own = if path.ends_with("api/health.rs") { 3 } else { 0 };
            assert_eq!(undescribed, own, "{}", path.display());
        }
    }
    assert!(looked_at >= 19, "only {looked_at}");
    for entry in fs::read_dir(http.join("pages")).unwrap() {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!source.contains(".route(\"/api/"), "a page is no part of the API");
    }
}

#[tokio::test]
async fn the_frame_of_a_portal_tells_of_its_own_routes() {
    let tenants = json!({ "helpdesk": { "origins": ["https://helpdesk.example.org"] } });
    let server = Server::start_with(relay::Config {
        tenants: serde_json::from_value(tenants).unwrap(),
        ..relay::Config::default()
    })
    .await;

    let framed = server.get("/embed/helpdesk/api/openapi.json").await.json();
    let own = document(&server).await;

    assert_eq!(framed["servers"][0]["url"], "/embed/helpdesk");
    assert_eq!(own["servers"][0]["url"], "/");
    assert!(own["paths"]["/api/tunnel"].is_object());
    assert_eq!(framed["paths"]["/api/tunnel"], Value::Null);
}

#[tokio::test]
async fn people_read_the_same_on_a_page_without_scripts() {
    let server = Server::start().await;
    let document = document(&server).await;

    let page = server.get("/api/docs").await;

    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    assert!(!page.body.contains("<script"));
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let line = format!("{} {path}", method.to_uppercase());
            assert!(page.body.contains(&line), "{line}");
        }
    }
    for tag in document["tags"].as_array().unwrap() {
        let name = tag["name"].as_str().unwrap();
        let used = document["paths"]
            .to_string()
            .contains(&format!("\"tags\":[\"{name}\"]"));
        assert!(used, "{name}");
    }
}
