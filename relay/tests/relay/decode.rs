//! What a program said, decoded for the live page.

use serde_json::{Value, json};
use wire::{Place, Report, Stage};

use crate::server::{Answer, Server};

async fn post(server: &Server, body: &str) -> Answer {
    post_to(server, "/api/decode", body).await
}

async fn post_to(server: &Server, path: &str, body: &str) -> Answer {
    let post = format!("POST {path} HTTP/1.1");
    let host = format!("Host: {}", server.address);
    let origin = format!("Origin: {}", server.origin());
    let length = format!("Content-Length: {}", body.len());
    let lines = [post.as_str(), &host, &origin, "Content-Type: application/json", &length];
    server.send(&lines, body).await
}

async fn decode(server: &Server, request: &Value) -> Value {
    let answer = post(server, &request.to_string()).await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn code_is_explained_for_each_program_and_leads_to_its_page() {
    let server = Server::start().await;

    let answer = decode(&server, &json!({"said": "0x4"})).await;

    assert_eq!(answer["codes"][0]["path"], "/codes/0x4");
    assert!(answer["codes"][0]["meanings"].as_array().unwrap().len() > 1);
    assert_eq!(answer.get("fit"), None);
}

#[tokio::test]
async fn each_code_of_a_message_leads_to_its_own_page() {
    let server = Server::start().await;

    for (said, expected) in [
        (
            "Error code: 0x904\nExtended error code: 0x7",
            [
                ("Error code 0x904", "/codes/0x904"),
                ("Extended error code 0x7", "/codes/0x7"),
            ],
        ),
        (
            "Error code: 0x904\nExtended error code: 0x0",
            [
                ("Error code 0x904", "/codes/0x904"),
                ("Extended error code 0x0", "/codes/0x0"),
            ],
        ),
    ] {
        let answer = decode(&server, &json!({ "said": said })).await;

        let codes = answer["codes"].as_array().unwrap();
        let found: Vec<(&str, &str)> = codes
            .iter()
            .map(|code| (code["title"].as_str().unwrap(), code["path"].as_str().unwrap()))
            .collect();
        assert_eq!(found, expected, "{answer}");
    }
}

#[tokio::test]
async fn code_is_held_against_the_check() {
    let server = Server::start().await;
    let mut report = Report::new("pc".parse().unwrap(), Place::Relay, 0);
    for stage in [Stage::Resolve, Stage::Connect] {
        let mut row = wire::StageReport::not_reached(stage);
        row.outcome = wire::Outcome::Passed;
        row.elapsed_ms = Some(wire::Elapsed::default());
        report.replace(row);
    }
    let mut broken = wire::StageReport::not_reached(Stage::Negotiate);
    broken.outcome = wire::Outcome::Failed;
    broken.elapsed_ms = Some(wire::Elapsed::default());
    broken.failure = Some(wire::Failure::Reset { received: 0 });
    report.replace(broken);

    let fits = decode(&server, &json!({"said": "mstsc: 0x904", "report": report})).await;
    let unknown = decode(&server, &json!({"said": "it does not work", "report": report})).await;

    assert!(fits["fit"].as_str().unwrap().contains("0x904"), "{fits}");
    assert_eq!(unknown.get("codes"), None);
    assert!(
        unknown["headline"].as_str().unwrap().contains("No app we know of"),
        "{unknown}"
    );
}

#[tokio::test]
async fn what_a_network_tool_printed_is_a_leg_of_what_is_shared() {
    let server = Server::start().await;
    let report = Report::new("pc.example.org".parse().unwrap(), Place::Relay, 0);
    let said = "ComputerName : pc.example.org\nRemoteAddress : 192.0.2.7\nRemotePort : 3389\nInterfaceAlias : Contoso VPN\n\
                SourceAddress : 10.8.0.6\nTcpTestSucceeded : False";

    let told = decode(&server, &json!({"said": said, "report": report})).await;
    let other = decode(
        &server,
        &json!({"said": said.replace("3389", "3390"), "report": report}),
    )
    .await;
    let alone = decode(&server, &json!({"said": said})).await;

    let leg: wire::Leg = serde_json::from_value(told["leg"].clone()).unwrap();
    assert_eq!((leg.from, leg.place), (wire::Node::Tool, Place::Tool));
    assert_eq!((other.get("leg"), alone.get("leg")), (None, None));
    let mut whole = report;
    whole.legs.push(leg);
    let export = json!({"form": "txt", "report": whole}).to_string();
    let text = post_to(&server, "/api/exports", &export).await;
    assert!(
        text.body
            .contains("Test-NetConnection couldn't connect to the port from 10.8.0.6, over Contoso VPN"),
        "{}",
        text.body
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_what_would_be_right() {
    let server = Server::start().await;

    let unreadable = post(&server, "{").await;
    let too_long = post(&server, &format!("{{\"said\":\"{}\"}}", "x".repeat(200_000))).await;

    assert_eq!(unreadable.status, 400);
    assert!(
        unreadable.body.contains(r#""problem":"unreadable""#),
        "{}",
        unreadable.body
    );
    assert_eq!(too_long.status, 413);
    assert!(too_long.body.contains(r#""problem":"too_large""#), "{}", too_long.body);
}
