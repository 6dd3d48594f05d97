//! Servers that say something to know again wherever they can say anything, and every form of what comes of it.

use std::net::IpAddr;

use fixtures::certificate::Quality;
use fixtures::dns::{Answer, Resolver};
use fixtures::http::{self, Client};
use fixtures::net;
use serde_json::{Value, json};
use suite::pdu::{self, Computer};
use suite::peer::Peer;
use suite::rdptrace::Relay;
use suite::scenario::{ConnectionScript, Healthy, Point, Step, TokenScript};

use super::desk::{Desk, unfold};

/// What is gone at every level but the first.
const REMOVED_FOR_SUPPORT: [&str; 9] = [
    USER,
    USERS_DOMAIN,
    REDIRECTED,
    SUBJECT,
    OTHER_NAME,
    OTHER_ADDRESS,
    PRIVATE,
    CALLER,
    CALLER_V6,
];
/// What is gone in public besides, with what only the run knows: fingerprints, times and ports.
const REMOVED_IN_PUBLIC: [&str; 14] = [
    TARGET,
    ZONE,
    ALIAS,
    COMPUTER,
    DOMAIN,
    DNS_COMPUTER,
    DNS_DOMAIN,
    ISSUER,
    SSH,
    HTTP,
    SMTP,
    FTP,
    VNC,
    CLOCK,
];

#[tokio::test]
async fn no_form_of_a_result_tells_what_its_level_removes() {
    let servers = servers();
    let address = address_of(&servers);
    let resolver = Resolver::start([(TARGET, Answer::Alias(vec![ALIAS.to_owned()], vec![address]))]);
    let dns = resolver.address.to_string();
    let relay = Relay::start_with(|command| {
        command.env("RDPTRACE_DNS_SERVER", &dns).env("RDPTRACE_LOG", "debug");
    });
    let desk = Desk::at(relay).await;
    let client = Client::of(&desk.relay.url);
    let mut whole = String::new();
    for server in &servers {
        let target = format!("{TARGET}:{}", server.address.port());
        let report = desk.report_of(&target).await;
        whole.push_str(&report.to_string());
        for level in ["support", "public"] {
            let removed = removed(&report, level);
            for (form, text) in forms(&desk, &client, &report, level).await {
                let found = found(&text, &removed);
                assert!(found.is_empty(), "{target} as {form} for {level}: {found:?}");
            }
        }
    }

    // Without these the search would prove nothing.
    let named = desk.report_of(&format!("{TARGET}:{}", port_of(&servers))).await;
    for (form, text) in forms(&desk, &client, &named, "everything").await {
        assert!(!found(&text, &[TARGET.to_owned()]).is_empty(), "{form} says nothing");
    }
    let all = [&REMOVED_FOR_SUPPORT[..], &REMOVED_IN_PUBLIC].concat();
    assert!(all.len() >= 20);
    // Of Save Session Info, which may hold what signs a client in again, only the length is kept at any level.
    assert!(found(&whole, &[USERS_DOMAIN.to_owned()]).is_empty());
    for canary in all.iter().filter(|canary| **canary != USERS_DOMAIN) {
        assert!(
            !found(&whole, &[(*canary).to_owned()]).is_empty(),
            "nobody said {canary}"
        );
    }
    let log = desk.relay.program.lines().join("\n");
    assert!(log.contains("a result was shared"), "{log}");
    let all: Vec<String> = all.into_iter().map(str::to_owned).collect();
    assert_eq!(found(&log, &all), Vec::<String>::new(), "{log}");
    desk.close().await;
}

#[tokio::test]
async fn the_dialog_shows_nothing_that_its_level_removes() {
    let servers = servers();
    let address = address_of(&servers);
    let resolver = Resolver::start([(TARGET, Answer::Alias(vec![ALIAS.to_owned()], vec![address]))]);
    let dns = resolver.address.to_string();
    let relay = Relay::start_with(|command| {
        command.env("RDPTRACE_DNS_SERVER", &dns);
    });
    let desk = Desk::at(relay).await;
    for server in &servers {
        let target = format!("{TARGET}:{}", server.address.port());
        let report = desk.report_of(&target).await;
        desk.check(&target).await;
        desk.open_dialog().await;
        for level in ["support", "public"] {
            desk.choose_level(level).await;
            unfold(&desk.browser).await;

            let shown = "['.sharing', '.kept', '.answer', '.causes', '.legs', '.line']
                .flatMap(it => [...document.querySelectorAll(it)]).map(it => it.outerHTML + it.innerText).join('\\n')";
            let shown = desk.browser.value(shown).await;

            let shown = shown.as_str().expect("a text");
            assert!(shown.len() > 5000, "{shown}");
            let found = found(shown, &removed(&report, level));
            assert!(found.is_empty(), "{target} for {level}: {found:?}");
        }
        desk.browser.click("#sharing-close").await;
    }
    desk.close().await;
}

/// One server for every kind of words, all on one address.
fn servers() -> Vec<Peer> {
    let serve = |until, protocols| {
        Step::Serve(Healthy {
            until,
            protocols,
            certificate: Quality::Good,
            wants_certificate: false,
            kdc: None,
        })
    };
    let computer = Computer {
        name: COMPUTER.to_owned(),
        domain: DOMAIN.to_owned(),
        dns_name: DNS_COMPUTER.to_owned(),
        dns_domain: DNS_DOMAIN.to_owned(),
        build: 20348,
        clock: Some(CLOCK.parse().expect("seconds")),
    };
    let challenge = Step::Challenge {
        form: TokenScript::Spnego,
        version: 6,
        computer: Box::new(computer),
    };
    let logged_on: String = pdu::logged_on(USERS_DOMAIN, USER)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let greeting = |first: &str| format!("{first} at {PRIVATE}, you are [{CALLER}]:1, {CALLER_V6}.\r\n");
    let answer = |text: String| vec![Step::AwaitPacket, Step::Text(text), Step::Close];
    let scripts = [
        vec![
            vec![serve(Point::Token, 2), challenge],
            vec![Step::AwaitPacket, Step::NegotiationFailure(5), Step::Close],
        ],
        vec![vec![
            serve(Point::Desktop, 1),
            Step::Hex(logged_on.clone()),
            Step::Picture,
            Step::Redirection(REDIRECTED.to_owned()),
            Step::Close,
        ]],
        vec![vec![
            serve(Point::License, 1),
            Step::Hex(logged_on),
            Step::Redirection(TARGET.to_owned()),
            Step::Close,
        ]],
        vec![answer(greeting(&format!("SSH-2.0-{SSH}")))],
        vec![answer(greeting(&format!("HTTP/1.1 400 Bad Request\r\nServer: {HTTP}")))],
        vec![answer(greeting(&format!("220 {SMTP} ESMTP")))],
        vec![answer(greeting(&format!("220 {FTP} FTP")))],
        vec![answer(greeting(&format!("RFB 003.008\n{VNC}")))],
    ];
    let names = [SUBJECT, OTHER_NAME, OTHER_ADDRESS].map(str::to_owned);
    let address = net::own_address();
    let start = |script: Vec<Vec<Step>>| {
        let connections: Vec<ConnectionScript> = script.into_iter().map(|steps| ConnectionScript { steps }).collect();
        Peer::start(&connections, net::listen((address, 0).into()), &names)
    };
    scripts.into_iter().map(start).collect()
}

fn address_of(servers: &[Peer]) -> IpAddr {
    servers.first().expect("servers").address.ip()
}

fn port_of(servers: &[Peer]) -> u16 {
    servers.first().expect("servers").address.port()
}

/// Every form in which others get the result at a level, each with its name.
async fn forms(desk: &Desk, client: &Client, report: &Value, level: &str) -> Vec<(String, String)> {
    let request = json!({ "content": "open", "disclosure": level, "report": report });
    let shared = client.post("/api/reports", &request);
    assert_eq!(shared.status, 201, "{}", String::from_utf8_lossy(&shared.body));
    let (id, path) = (shared.text("id"), shared.text("path"));
    let redacted = client.post("/api/redactions", &json!({ "disclosure": level, "report": report }));
    let mut forms = vec![("preview".to_owned(), text(&redacted))];
    for form in ["", ".json", ".md", ".txt", ".html"] {
        forms.push((format!("/r/<id>{form}"), text(&client.get(&format!("{path}{form}")))));
    }
    forms.push(("API".to_owned(), text(&client.get(&format!("/api/reports/{id}")))));
    for form in ["json", "md", "txt", "html"] {
        let request = json!({ "form": form, "report": redacted.json() });
        forms.push((format!("saved {form}"), text(&client.post("/api/exports", &request))));
    }
    let other = json!({ "content": "open", "disclosure": level, "report": passed() });
    let other = client.post("/api/reports", &other).text("id");
    for pair in [
        format!("a={id}&b={other}"),
        format!("a={other}&b={id}"),
        format!("a={id}&b={id}"),
    ] {
        forms.push(("comparison".to_owned(), text(&client.get(&format!("/compare?{pair}")))));
    }
    desk.open(&path).await;
    desk.browser.as_on_paper().await;
    let paper = desk.browser.text("body").await;
    desk.browser.as_on_screen().await;
    let title = desk.browser.value("document.title").await;
    forms.push(("paper".to_owned(), format!("{paper}\n{title}")));
    forms
}

/// The whole answer, with its header fields.
fn text(answer: &http::Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    assert_eq!(answer.status, 200, "{body}");
    assert!(body.len() > 200, "{body}");
    format!("{:?}\n{body}", answer.headers)
}

fn passed() -> Value {
    serde_json::from_str(include_str!("../../../relay/tests/relay/reports/xrdp.json")).expect("a report")
}

/// What a level removes of this report.
fn removed(report: &Value, level: &str) -> Vec<String> {
    let mut removed: Vec<String> = REMOVED_FOR_SUPPORT.map(str::to_owned).into();
    if level == "public" {
        removed.extend(REMOVED_IN_PUBLIC.map(str::to_owned));
        let target = report["target"].as_str().expect("a target");
        let (_, port) = target.rsplit_once(':').expect("a port");
        removed.push(format!(":{port}"));
        removed.push(report["started_at_ms"].to_string());
        collect(report, &mut removed);
        assert!(removed.len() > REMOVED_FOR_SUPPORT.len() + REMOVED_IN_PUBLIC.len());
    }
    removed
}

/// Fingerprints and dates of certificates, and the server's clock, wherever they stand.
fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let unique = [
                    "sha256",
                    "sha1",
                    "certificate_sha256",
                    "not_before",
                    "not_after",
                    "server_time_ms",
                ];
                if unique.contains(&name.as_str()) && !value.is_null() {
                    found.push(value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                }
                collect(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Which of these texts stand in `text`: as they are, or as the bytes of a message, in letters of one byte or of two.
fn found(text: &str, canaries: &[String]) -> Vec<String> {
    let lower = text.to_lowercase();
    let bytes = dumped(&lower);
    let is_there = |canary: &&String| {
        let canary = canary.to_lowercase();
        let narrow: String = canary.bytes().map(|byte| format!("{byte:02x}")).collect();
        let wide: String = canary.bytes().map(|byte| format!("{byte:02x}00")).collect();
        lower.contains(&canary)
            || [narrow, wide]
                .iter()
                .any(|hex| lower.contains(hex) || bytes.contains(hex))
    };
    canaries.iter().filter(is_there).cloned().collect()
}

/// The bytes of all lines such as `0010  03 00 00 13  …`, one after the other.
fn dumped(text: &str) -> String {
    let rows = text.lines().filter_map(|line| {
        let line = line.get(line.find("  ")?..)?;
        let pairs = line.split(' ').filter(|pair| !pair.is_empty());
        let pairs = pairs.take_while(|pair| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_hexdigit()));
        Some(pairs.collect::<String>())
    });
    rows.collect()
}

impl Desk {
    /// Checks a target as the page does; the report as it comes.
    async fn report_of(&self, target: &str) -> Value {
        self.open("/").await;
        let check = "const [target, done] = arguments;
            const socket = new WebSocket(location.origin.replace('http', 'ws') + '/api/check', 'rdptrace.v1');
            socket.onmessage = ({ data }) => {
                const message = JSON.parse(data);
                if (message.type === 'hello') socket.send(JSON.stringify({ type: 'start', target }));
                if (message.type === 'finished') { delete message.type; done(message); }
                if (message.type === 'refused') done(message);
            };
            socket.onclose = () => done(null);";
        let report = self.browser.client.execute_async(check, vec![json!(target)]).await;
        let report = report.expect("a run");
        assert_eq!(report.get("target"), Some(&json!(target)), "{report}");
        report
    }
}

const TARGET: &str = "qzxtarget.qzxzone.example";
const ZONE: &str = "qzxzone";
const ALIAS: &str = "qzxalias.example";
const COMPUTER: &str = "QZXCOMPUTER";
const DOMAIN: &str = "QZXDOMAIN";
const DNS_COMPUTER: &str = "qzxdnscomputer.example";
const DNS_DOMAIN: &str = "qzxdnsdomain.example";
const SUBJECT: &str = "qzxsubject.example";
const OTHER_NAME: &str = "qzxothername.example";
const OTHER_ADDRESS: &str = "47.69.91.125";
/// The authority of the suite's certificates.
const ISSUER: &str = "Suite Root";
const USER: &str = "qzxuser";
const USERS_DOMAIN: &str = "qzxusersdomain";
const REDIRECTED: &str = "qzxredirected.example";
const PRIVATE: &str = "10.77.88.99";
const CALLER: &str = "48.70.92.126";
const CALLER_V6: &str = "2a0c:77:88:99::1";
const SSH: &str = "qzxssh";
const HTTP: &str = "qzxhttp";
const SMTP: &str = "qzxsmtp";
const FTP: &str = "qzxftp";
const VNC: &str = "qzxvnc";
/// Seconds since 1970: some day in 2025.
const CLOCK: &str = "1752323217";
