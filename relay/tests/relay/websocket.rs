use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use relay::Config;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::error::Error;
use tokio_tungstenite::tungstenite::http::{HeaderValue, Response};
use tokio_tungstenite::tungstenite::protocol::Message;
use tokio_tungstenite::{WebSocketStream, client_async};
use wire::{ClientMessage, Outcome, Refusal, RunEnd, SUBPROTOCOL, ServerMessage, Stage, StageEvent};

use crate::peer::{ClosedPort, Listener};
use crate::server::Server;

/// A page with its WebSocket.
struct Page(WebSocketStream<TcpStream>);

impl Page {
    async fn open(server: &Server) -> Self {
        let mut page = Self(
            Self::knock(server, &[("origin", &server.origin()), PROTOCOL])
                .await
                .unwrap(),
        );
        assert!(matches!(page.hear().await, ServerMessage::Hello { .. }));
        page
    }

    async fn knock(server: &Server, headers: &[(&'static str, &str)]) -> Result<WebSocketStream<TcpStream>, Error> {
        let mut request = format!("ws://{}/api/check", server.address)
            .into_client_request()
            .unwrap();
        for (name, value) in headers {
            request
                .headers_mut()
                .append(*name, HeaderValue::from_str(value).unwrap());
        }
        let stream = TcpStream::connect(server.address).await.unwrap();
        client_async(request, stream).await.map(|(socket, _)| socket)
    }

    async fn say(&mut self, message: &ClientMessage) {
        let json = serde_json::to_string(message).unwrap();
        self.0.send(Message::text(json)).await.unwrap();
    }

    async fn start(&mut self, target: impl ToString) {
        let target = target.to_string();
        self.say(&ClientMessage::Start { target }).await;
    }

    async fn hear(&mut self) -> ServerMessage {
        let message = timeout(Duration::from_secs(10), self.0.next()).await.unwrap();
        serde_json::from_str(message.unwrap().unwrap().to_text().unwrap()).unwrap()
    }

    /// The next message that is no news of a stage, and no offer of a recording.
    async fn hear_past_stages(&mut self) -> ServerMessage {
        loop {
            let message = self.hear().await;
            if !matches!(message, ServerMessage::Stage(_) | ServerMessage::Recorded { .. }) {
                return message;
            }
        }
    }

    /// Runs a check of `target` to its end, and tells the recording that was offered before the report.
    async fn recorded(&mut self, target: impl ToString) -> Option<String> {
        self.start(target).await;
        let mut offered = None;
        loop {
            let message = self.hear().await;
            if matches!(message, ServerMessage::Finished(_)) {
                return offered;
            }
            if let ServerMessage::Recorded { recording } = message {
                offered = Some(recording);
            }
        }
    }

    async fn hear_stage_started(&mut self, expected: Stage) {
        while !matches!(
            self.hear().await,
            ServerMessage::Stage(StageEvent::Started { stage, .. }) if stage == expected
        ) {}
    }

    async fn hear_close(&mut self) {
        let end = timeout(Duration::from_secs(10), async {
            while let Some(Ok(message)) = self.0.next().await {
                if message.is_close() {
                    return;
                }
            }
        });
        end.await.unwrap();
    }
}

/// An empty ping, masked as a browser has to.
const MASKED_PING: &[u8] = &[0x89, 0x80, 0, 0, 0, 0];
const PROTOCOL: (&str, &str) = ("sec-websocket-protocol", SUBPROTOCOL);

fn refusal(result: Result<WebSocketStream<TcpStream>, Error>) -> Response<Option<Vec<u8>>> {
    match result {
        Err(Error::Http(response)) => *response,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn only_its_own_pages_get_a_websocket() {
    let server = Server::start().await;
    let port = server.address.port();
    let origins = [
        "null".to_owned(),
        "*".to_owned(),
        String::new(),
        "https://evil.example".to_owned(),
        "http://127.0.0.1".to_owned(),
        format!("http://127.0.0.1:{}", port - 1),
        format!("https://127.0.0.1:{port}"),
        format!("HTTP://127.0.0.1:{port}"),
        format!("http://LOCALHOST:{port}"),
        format!("http://127.0.0.1:{port}/"),
        format!("http://127.0.0.1:{port}.evil.example"),
        format!("http://127.0.0.1:{port}@evil.example"),
        format!("http://user@127.0.0.1:{port}"),
        format!("http://localhost.evil.example:{port}"),
        format!("http://evil.example/http://127.0.0.1:{port}"),
        format!("ws://127.0.0.1:{port}"),
        format!("http://127.0.0.1:{port}, https://evil.example"),
        format!("127.0.0.1:{port}"),
    ];
    for origin in origins {
        let refused = refusal(Page::knock(&server, &[("origin", &origin), PROTOCOL]).await);

        assert_eq!(refused.status(), 403, "{origin:?}");
    }
    let none = refusal(Page::knock(&server, &[PROTOCOL]).await);
    let own = server.origin();
    let two = Page::knock(&server, &[("origin", &own), ("origin", &own), PROTOCOL]).await;

    assert_eq!((none.status().as_u16(), refusal(two).status().as_u16()), (403, 403));
}

#[tokio::test]
async fn the_subprotocol_is_required_and_chosen() {
    let server = Server::start().await;
    let origin = server.origin();

    let none = refusal(Page::knock(&server, &[("origin", &origin)]).await);
    let later = [("origin", origin.as_str()), ("sec-websocket-protocol", "rdptrace.v2")];
    let later = refusal(Page::knock(&server, &later).await);
    let among = [
        ("origin", origin.as_str()),
        ("sec-websocket-protocol", "rdptrace.v2, rdptrace.v1"),
    ];

    assert_eq!((none.status().as_u16(), later.status().as_u16()), (400, 400));
    assert!(Page::knock(&server, &among).await.is_ok());
}

#[tokio::test]
async fn a_plain_request_is_told_where_the_page_is() {
    let server = Server::start().await;
    let origin = format!("Origin: {}", server.origin());
    let host = format!("Host: {}", server.address);

    let answer = server.request(&["GET /api/check HTTP/1.1", &host, &origin]).await;

    assert_eq!(answer.status, 426);
    assert!(answer.body.contains("speaks WebSocket"), "{}", answer.body);
}

#[tokio::test]
async fn a_run_streams_its_stages_and_ends_with_the_report_and_another_may_follow() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    for _ in 0..2 {
        let target = ClosedPort::reserve();

        page.start(target.address()).await;
        page.hear_stage_started(Stage::Connect).await;
        let ServerMessage::Finished(report) = page.hear_past_stages().await else {
            panic!("the run did not finish");
        };

        assert_eq!(report.target.to_string(), target.address().to_string());
        assert_eq!(report.broken().map(|stage| stage.stage()), Some(Stage::Connect));
    }
}

#[tokio::test]
async fn a_second_start_during_a_run_is_refused_and_the_run_goes_on() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let mut page = Page::open(&server).await;
    page.start(target.address()).await;
    let peer = target.accept().await;

    page.start("127.0.0.1:1").await;
    assert_eq!(page.hear_past_stages().await, ServerMessage::Refused(Refusal::Busy));
    drop(peer);

    let ServerMessage::Finished(report) = page.hear_past_stages().await else {
        panic!("the run did not finish");
    };
    assert_eq!(report.target.to_string(), target.address().to_string());
}

#[tokio::test]
async fn cancel_ends_the_run_with_what_is_known() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let mut page = Page::open(&server).await;
    page.say(&ClientMessage::Cancel).await;
    page.start(target.address()).await;
    let mut peer = target.accept().await;
    page.hear_stage_started(Stage::Negotiate).await;

    page.say(&ClientMessage::Cancel).await;
    let mut sent = Vec::new();
    peer.read_to_end(&mut sent).await.unwrap();
    drop(peer);

    let ServerMessage::Finished(report) = page.hear_past_stages().await else {
        panic!("the run did not finish");
    };
    assert_eq!(report.end, RunEnd::Cancelled);
    assert_eq!(report.stage(Stage::Connect).unwrap().outcome, Outcome::Passed);
}

#[tokio::test]
async fn closing_the_socket_stops_the_probing_at_once() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let mut page = Page::open(&server).await;
    page.start(target.address()).await;
    let mut peer = target.accept().await;
    page.hear_stage_started(Stage::Negotiate).await;

    drop(page);

    let mut rest = Vec::new();
    let ended = timeout(Duration::from_secs(1), peer.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the connection to the target is still open");
}

#[tokio::test]
async fn targets_that_are_none_or_forbidden_are_refused_and_the_socket_stays_open() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    for (target, expected) in [
        ("", Refusal::BadTarget),
        ("pc:0", Refusal::BadTarget),
        ("127.1", Refusal::BadTarget),
        ("169.254.169.254", Refusal::TargetForbidden),
        ("metadata.google.internal", Refusal::TargetForbidden),
    ] {
        page.start(target).await;

        assert_eq!(page.hear().await, ServerMessage::Refused(expected), "{target}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_the_socket_closed() {
    let server = Server::start().await;
    for message in [
        Message::text("{}"),
        Message::text("start"),
        Message::text(r#"{"type":"start"}"#),
        Message::binary(r#"{"type":"cancel"}"#),
        Message::text(format!(r#"{{"type":"start","target":"{}"}}"#, "x".repeat(5000))),
    ] {
        let mut page = Page::open(&server).await;

        page.0.send(message).await.unwrap();

        let unreadable = ServerMessage::Refused(Refusal::UnreadableMessage);
        assert_eq!(page.hear().await, unreadable);
        page.hear_close().await;
    }
}

#[tokio::test]
async fn more_runs_than_the_relay_carries_are_refused_until_one_ends() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let most = 4 * std::thread::available_parallelism().unwrap().get();
    let mut pages = Vec::new();
    for _ in 0..most {
        let mut page = Page::open(&server).await;
        page.start(target.address()).await;
        pages.push((page, target.accept().await));
    }
    let mut late = Page::open(&server).await;

    late.start(target.address()).await;
    assert_eq!(late.hear().await, ServerMessage::Refused(Refusal::Overloaded));

    let (mut first, peer) = pages.remove(0);
    drop(peer);
    assert!(matches!(first.hear_past_stages().await, ServerMessage::Finished(_)));
    late.start(ClosedPort::reserve().address()).await;
    assert!(matches!(late.hear_past_stages().await, ServerMessage::Finished(_)));
}

#[tokio::test]
async fn a_relay_that_stops_says_so_closes_the_sockets_and_ends() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let mut page = Page::open(&server).await;
    page.start(target.address()).await;
    let mut peer = target.accept().await;

    server.stop().await;

    let refused = page.hear_past_stages().await;
    assert_eq!(refused, ServerMessage::Refused(Refusal::ShuttingDown));
    page.hear_close().await;
    peer.read_to_end(&mut Vec::new()).await.unwrap();
}

#[tokio::test]
async fn a_page_that_answers_no_ping_for_a_minute_is_given_up() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let begun = Instant::now();
    tokio::time::pause();

    let mut unanswered = Vec::new();
    page.0.get_mut().read_to_end(&mut unanswered).await.unwrap();

    // An empty ping is 89 00; what the relay says at the end is a close frame, 88.
    assert_eq!(unanswered.get(..6), Some(&[0x89, 0, 0x89, 0, 0x89, 0][..]));
    assert!((55..66).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_page_that_pings_and_answers_no_ping_is_given_up_like_a_silent_one() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let (mut read, mut write) = page.0.get_mut().split();
    let begun = Instant::now();
    tokio::time::pause();

    let pinging = async {
        while write.write_all(MASKED_PING).await.is_ok() {
            tokio::time::sleep(Duration::from_secs(20)).await;
        }
    };
    let mut unread = Vec::new();
    tokio::select! {
        read = read.read_to_end(&mut unread) => drop(read),
        () = pinging => {}
    }

    assert!((55..85).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_page_that_sends_too_many_frames_is_told_so_and_left() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;

    page.0.get_mut().write_all(&MASKED_PING.repeat(150)).await.unwrap();

    let last = timeout(Duration::from_secs(10), async {
        let mut pongs = 0;
        loop {
            match page.0.next().await {
                Some(Ok(Message::Close(frame))) => return (pongs, frame),
                Some(Ok(message)) => pongs += usize::from(message.is_pong()),
                other => panic!("no close frame, but {other:?} after {pongs} pongs"),
            }
        }
    });
    let (pongs, frame) = last.await.unwrap();
    let frame = frame.unwrap();
    assert!(pongs <= 101, "{pongs}");
    assert_eq!(
        (u16::from(frame.code), frame.reason.as_str()),
        (1008, "too many frames")
    );
}

#[tokio::test]
async fn what_a_run_carried_can_be_had_by_its_token_and_by_nothing_else() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let port = ClosedPort::reserve();

    let token = page.recorded(port.address()).await.expect("a recording is offered");

    let file = format!("/api/recordings/{token}.pcapng");
    for path in [file.clone(), format!("{file}?secrets=0"), format!("{file}?secrets=1")] {
        let answer = server.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains("rdptrace ") && answer.body.contains("reported the connection as refused"));
        assert_eq!(answer.header("content-type"), "application/x-pcapng");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-robots-tag"), "noindex");
        let disposition = answer.header("content-disposition");
        assert!(
            disposition.starts_with("attachment; filename=\"rdptrace-20"),
            "{disposition}"
        );
        assert!(
            disposition.ends_with(".pcapng\"") && !disposition.contains("127"),
            "{disposition}"
        );
    }
    let (first, rest) = token.split_at(1);
    let other = if first == "A" { "B" } else { "A" };
    for (path, status, said) in [
        (
            format!("/api/recordings/{other}{rest}.pcapng"),
            410,
            "Run the check again",
        ),
        ("/api/recordings/x.pcapng".to_owned(), 410, "Run the check again"),
        (format!("/api/recordings/{token}"), 404, "end in .pcapng"),
        (format!("{file}?secrets=yes"), 400, "`secrets` is 1"),
        (format!("{file}?secrets=1&secrets=0"), 400, "`secrets` is 1"),
    ] {
        let answer = server.get(&path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.body.contains(said), "{path}: {}", answer.body);
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn every_run_has_a_recording_of_its_own() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let port = ClosedPort::reserve();

    let first = page.recorded(port.address()).await;
    let second = page.recorded(port.address()).await;

    assert!(first.is_some() && second.is_some() && first != second);
}

#[tokio::test]
async fn a_relay_whose_owner_does_not_want_recordings_offers_none() {
    let server = Server::start_with(Config {
        recordings: false,
        ..Config::default()
    })
    .await;
    let mut page = Page::open(&server).await;

    assert_eq!(page.recorded(ClosedPort::reserve().address()).await, None);
}
