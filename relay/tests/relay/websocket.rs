use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use nix::sys::signal::Signal;
use relay::Config;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::error::Error;
use tokio_tungstenite::tungstenite::http::{HeaderValue, Response};
use tokio_tungstenite::tungstenite::protocol::Message;
use tokio_tungstenite::{WebSocketStream, client_async};
use wire::{
    ClientMessage, LegEvent, Outcome, Record, Refusal, Route, RunEnd, RunKey, SUBPROTOCOL, ServerMessage, Stage,
    StageEvent,
};

use crate::peer::{ClosedPort, Listener};
use crate::program;
use crate::server::Server;

/// Follows the run of this key until `so` is told of it.
pub(crate) async fn told(server: &Server, key: &str, so: fn(&ServerMessage) -> bool) {
    let mut page = Page::open(server).await;
    let key = RunKey::new(key.to_owned());
    page.say(&ClientMessage::Join { key }).await;
    while !so(&page.hear().await) {}
}

/// A page with its WebSocket.
pub(crate) struct Page(WebSocketStream<TcpStream>);

impl Page {
    pub(crate) async fn open(server: &Server) -> Self {
        Self::open_at(server.address).await
    }

    pub(crate) async fn open_at(address: SocketAddr) -> Self {
        Self::open_below(address, "").await
    }

    /// A page with the agents that it was told of.
    pub(crate) async fn greeted(address: SocketAddr) -> (Self, Vec<String>) {
        let origin = format!("http://{address}");
        let mut page = Self(Self::knock(address, &[("origin", &origin), PROTOCOL]).await.unwrap());
        let ServerMessage::Hello { agents, .. } = page.hear().await else {
            panic!("a relay greets first");
        };
        (page, agents)
    }

    /// A page in the frame of a tenant, such as `/embed/helpdesk`.
    pub(crate) async fn open_below(address: SocketAddr, base: &str) -> Self {
        let (page, greeting) = Self::greeted_below(address, base).await;
        assert!(matches!(greeting, ServerMessage::Hello { .. }));
        page
    }

    /// The same with what it was told first.
    pub(crate) async fn greeted_below(address: SocketAddr, base: &str) -> (Self, ServerMessage) {
        let origin = format!("http://{address}");
        let socket = Self::knock_below(address, base, &[("origin", &origin), PROTOCOL]).await;
        let mut page = Self(socket.unwrap());
        let greeting = page.hear().await;
        (page, greeting)
    }

    /// A page of somebody for whom a proxy speaks; the status of the answer where it gets no WebSocket.
    pub(crate) async fn open_for(server: &Server, client: &str) -> Result<Self, u16> {
        let greeted = Self::greeted_for(server.address, &[("x-forwarded-for", client)]).await;
        greeted.map(|(page, _)| page)
    }

    /// The same with the headers that the proxy sends, and the agents that the page was told of.
    pub(crate) async fn greeted_for(
        address: SocketAddr,
        proxy: &[(&'static str, &str)],
    ) -> Result<(Self, Vec<String>), u16> {
        let origin = format!("http://{address}");
        let headers = [&[("origin", origin.as_str()), PROTOCOL], proxy].concat();
        match Self::knock(address, &headers).await {
            Ok(socket) => {
                let mut page = Self(socket);
                let ServerMessage::Hello { agents, .. } = page.hear().await else {
                    panic!("a relay greets first");
                };
                Ok((page, agents))
            }
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    async fn knock(address: SocketAddr, headers: &[(&'static str, &str)]) -> Result<WebSocketStream<TcpStream>, Error> {
        Self::knock_below(address, "", headers).await
    }

    async fn knock_below(
        address: SocketAddr,
        base: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<WebSocketStream<TcpStream>, Error> {
        let mut request = format!("ws://{address}{base}/api/check").into_client_request().unwrap();
        for (name, value) in headers {
            request
                .headers_mut()
                .append(*name, HeaderValue::from_str(value).unwrap());
        }
        let stream = TcpStream::connect(address).await.unwrap();
        client_async(request, stream).await.map(|(socket, _)| socket)
    }

    pub(crate) async fn say(&mut self, message: &ClientMessage) {
        let json = serde_json::to_string(message).unwrap();
        self.0.send(Message::text(json)).await.unwrap();
    }

    pub(crate) async fn start(&mut self, target: impl ToString) {
        self.start_recorded(target, Record::Bytes).await;
    }

    pub(crate) async fn start_recorded(&mut self, target: impl ToString, record: Record) {
        let target = target.to_string().parse().unwrap();
        self.say(&ClientMessage::Start {
            target,
            record,
            from: Vec::new(),
            route: Route::default(),
        })
        .await;
    }

    /// Starts a check, and tells its id and its key.
    pub(crate) async fn begin(&mut self, target: impl ToString) -> (String, RunKey) {
        self.start(target).await;
        let ServerMessage::Started { run, key: Some(key) } = self.hear().await else {
            panic!("it did not start");
        };
        (run, key)
    }

    /// Everything that is said until the report.
    pub(crate) async fn hear_all(&mut self) -> Vec<ServerMessage> {
        let mut heard = Vec::new();
        while !matches!(heard.last(), Some(ServerMessage::Finished(_))) {
            heard.push(self.hear().await);
        }
        heard
    }

    pub(crate) async fn hear(&mut self) -> ServerMessage {
        let message = timeout(Duration::from_secs(10), self.0.next()).await.unwrap();
        serde_json::from_str(message.unwrap().unwrap().to_text().unwrap()).unwrap()
    }

    /// The next message that is about the run as a whole: its end or a refusal.
    pub(crate) async fn hear_past_stages(&mut self) -> ServerMessage {
        loop {
            let message = self.hear().await;
            let news = matches!(
                message,
                ServerMessage::Started { .. }
                    | ServerMessage::Waiting { .. }
                    | ServerMessage::Leg(_)
                    | ServerMessage::Stage(_)
                    | ServerMessage::Recorded { .. }
            );
            if !news {
                return message;
            }
        }
    }

    /// Runs a check of `target` to its end, and tells its key and what is kept of its bytes.
    async fn recorded(&mut self, target: impl ToString, record: Record) -> (RunKey, Option<Record>) {
        self.start_recorded(target, record).await;
        let heard = self.hear_all().await;
        let (mut key, mut kept) = (None, None);
        for message in heard {
            if let ServerMessage::Started { key: told, .. } = message {
                key = told;
            } else if let ServerMessage::Recorded { record } = message {
                kept = Some(record);
            }
        }
        (key.unwrap(), kept)
    }

    async fn hear_stage_started(&mut self, expected: Stage) {
        while !matches!(
            self.hear().await,
            ServerMessage::Stage(LegEvent { leg: 0, event: StageEvent::Started { stage, .. } }) if stage == expected
        ) {}
    }

    async fn hear_close(&mut self) {
        self.hear_code().await;
    }

    /// The code with which the relay closes the WebSocket; absent where it breaks off.
    async fn hear_code(&mut self) -> Option<u16> {
        let end = timeout(Duration::from_secs(10), async {
            while let Some(Ok(message)) = self.0.next().await {
                if let Message::Close(frame) = message {
                    return frame.map(|frame| u16::from(frame.code));
                }
            }
            None
        });
        end.await.unwrap()
    }
}

/// An empty ping, masked as a browser has to.
const MASKED_PING: &[u8] = &[0x89, 0x80, 0, 0, 0, 0];
/// The first bytes of frames (RFC 6455 section 5.2): a text that is not over, more of it, and its end.
const TEXT_GOES_ON: u8 = 0x01;
const GOES_ON: u8 = 0x00;
const ENDS: u8 = 0x80;
const PROTOCOL: (&str, &str) = ("sec-websocket-protocol", SUBPROTOCOL);

/// A frame that begins with `first`, with a mask that changes nothing.
fn frame(first: u8, text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).unwrap();
    assert!(length < 126, "a longer frame has a longer head");
    [&[first, 0x80 | length, 0, 0, 0, 0], text.as_bytes()].concat()
}

/// Closes a connection and the port behind it, so that a check that comes back to look again does not wait there.
fn leave(target: Listener, peer: TcpStream) {
    drop(target);
    drop(peer);
}

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
        let refused = refusal(Page::knock(server.address, &[("origin", &origin), PROTOCOL]).await);

        assert_eq!(refused.status(), 403, "{origin:?}");
    }
    let none = refusal(Page::knock(server.address, &[PROTOCOL]).await);
    let own = server.origin();
    let two = Page::knock(server.address, &[("origin", &own), ("origin", &own), PROTOCOL]).await;

    assert_eq!((none.status().as_u16(), refusal(two).status().as_u16()), (403, 403));
}

#[tokio::test]
async fn the_subprotocol_is_required_and_chosen() {
    let server = Server::start().await;
    let origin = server.origin();

    let none = refusal(Page::knock(server.address, &[("origin", &origin)]).await);
    let later = [("origin", origin.as_str()), ("sec-websocket-protocol", "rdptrace.v2")];
    let later = refusal(Page::knock(server.address, &later).await);
    let among = [
        ("origin", origin.as_str()),
        ("sec-websocket-protocol", "rdptrace.v2, rdptrace.v1"),
    ];

    assert_eq!((none.status().as_u16(), later.status().as_u16()), (400, 400));
    assert!(Page::knock(server.address, &among).await.is_ok());
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
    let address = target.address().to_string();
    leave(target, peer);

    let ServerMessage::Finished(report) = page.hear_past_stages().await else {
        panic!("the run did not finish");
    };
    assert_eq!(report.target.to_string(), address);
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
async fn targets_that_cannot_be_looked_up_or_are_forbidden_are_refused_and_the_socket_stays_open() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    for (target, expected) in [
        ("ｘn--a.example", Refusal::BadTarget),
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
        Message::text(r#"{"type":"start","target":""}"#),
        Message::text(r#"{"type":"start","target":"pc:0"}"#),
        Message::text(r#"{"type":"start","target":"127.1"}"#),
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
async fn a_socket_is_closed_with_the_code_that_says_what_was_wrong() {
    let server = Server::start().await;
    // Each masked with zeros, so that it stands there as it is.
    for (bytes, code) in [
        (&b"\x81\x82\0\0\0\0{}"[..], 1008),
        (b"\x82\x82\0\0\0\0{}", 1003),
        (b"\x83\x82\0\0\0\0{}", 1002),
        (b"\xc1\x82\0\0\0\0{}", 1002),
        (b"\x81\x02{}", 1002),
        (b"\x80\x82\0\0\0\0{}", 1002),
        (b"\x81\x82\0\0\0\0\xff\xfe", 1007),
        (b"\x81\xfe\x20\x00\0\0\0\0", 1009),
        (b"\x81\xff\x3f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 1009),
    ] {
        let mut page = Page::open(&server).await;

        page.0.get_mut().write_all(bytes).await.unwrap();

        assert_eq!(page.hear_code().await, Some(code), "{bytes:x?}");
    }
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
async fn a_message_that_never_ends_ends_the_connection() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let sending = async {
        page.0.get_mut().write_all(&frame(TEXT_GOES_ON, "")).await?;
        loop {
            page.0.get_mut().write_all(&frame(GOES_ON, "").repeat(1000)).await?;
        }
    };

    let sent: std::io::Result<()> = timeout(Duration::from_secs(10), sending).await.unwrap();

    sent.expect_err("the relay reads on for ever");
}

#[tokio::test]
async fn a_message_may_come_in_several_frames() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let json = serde_json::to_string(&ClientMessage::Join {
        key: RunKey::new("nobody's".to_owned()),
    })
    .unwrap();
    let (first, rest) = json.split_at(10);

    let frames = [frame(TEXT_GOES_ON, first), frame(GOES_ON, ""), frame(ENDS, rest)];
    page.0.get_mut().write_all(&frames.concat()).await.unwrap();

    assert_eq!(page.hear().await, ServerMessage::Refused(Refusal::RunGone));
}

#[tokio::test]
async fn what_a_run_carried_can_be_had_by_its_key_and_by_nothing_else() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let port = ClosedPort::reserve();

    let (key, kept) = page.recorded(port.address(), Record::BytesAndTlsSecrets).await;
    assert_eq!(kept, Some(Record::BytesAndTlsSecrets));

    let token = key.as_str();
    let file = format!("/api/recordings/{token}.pcapng");
    for path in [file.clone(), format!("{file}?secrets=0"), format!("{file}?secrets=1")] {
        let answer = server.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains("rdptrace ") && answer.body.contains("reported the connection as refused"));
        assert_eq!(answer.header("content-type"), "application/x-pcapng");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-robots-tag"), "noindex");
        let disposition = answer.header("content-disposition");
        // It tells the time of the run, and nothing of the target.
        let name = disposition.strip_prefix("attachment; filename=\"rdptrace-");
        let moment = name.and_then(|name| name.strip_suffix(".pcapng\"")).unwrap();
        let shape = moment.replace(|each: char| each.is_ascii_digit(), "0");
        assert_eq!(shape, "0000-00-00-000000", "{disposition}");
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
async fn secrets_are_in_no_file_of_a_run_that_was_not_asked_to_keep_them() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;

    let (key, kept) = page.recorded(ClosedPort::reserve().address(), Record::Bytes).await;

    assert_eq!(kept, Some(Record::Bytes));
    let file = format!("/api/recordings/{}.pcapng", key.as_str());
    assert_eq!(server.get(&file).await.status, 200);
    let refused = server.get(&format!("{file}?secrets=1")).await;
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("before the check"), "{}", refused.body);
}

#[tokio::test]
async fn whoever_joins_late_is_told_everything_from_the_first_event_on() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let mut first = Page::open(&server).await;
    let (run, key) = first.begin(target.address()).await;
    let peer = target.accept().await;

    let mut during = Page::open(&server).await;
    during.say(&ClientMessage::Join { key: key.clone() }).await;
    leave(target, peer);
    let told = first.hear_all().await;
    let mut after = Page::open(&server).await;
    after.say(&ClientMessage::Join { key }).await;

    for late in [&mut during, &mut after] {
        assert_eq!(
            late.hear().await,
            ServerMessage::Started {
                run: run.clone(),
                key: None
            }
        );
        assert_eq!(late.hear_all().await, told);
    }
}

#[tokio::test]
async fn a_run_is_opened_by_its_key_alone() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let mut page = Page::open(&server).await;
    let (run, key) = page.begin(target.address()).await;
    let _peer = target.accept().await;
    let (first, rest) = key.as_str().split_at(1);
    let other = if first == "A" { "B" } else { "A" };

    let mut stranger = Page::open(&server).await;
    for wrong in [run, format!("{other}{rest}"), rest.to_owned(), String::new()] {
        let key = RunKey::new(wrong);
        stranger.say(&ClientMessage::Join { key }).await;
        assert_eq!(stranger.hear().await, ServerMessage::Refused(Refusal::RunGone));
    }

    stranger.say(&ClientMessage::Join { key }).await;
    assert!(matches!(
        stranger.hear().await,
        ServerMessage::Started { key: None, .. }
    ));
}

#[tokio::test]
async fn a_run_goes_on_as_long_as_anybody_follows_it() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let mut first = Page::open(&server).await;
    let (_, key) = first.begin(target.address()).await;
    let mut peer = target.accept().await;
    let mut second = Page::open(&server).await;
    second.say(&ClientMessage::Join { key: key.clone() }).await;
    second.hear_stage_started(Stage::Negotiate).await;

    drop(first);
    let mut third = Page::open(&server).await;
    third.say(&ClientMessage::Join { key: key.clone() }).await;
    third.hear_stage_started(Stage::Negotiate).await;
    drop(second);
    drop(third);

    let mut rest = Vec::new();
    let ended = timeout(Duration::from_secs(1), peer.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the connection to the target is still open");
    let mut late = Page::open(&server).await;
    late.say(&ClientMessage::Join { key }).await;
    assert_eq!(late.hear().await, ServerMessage::Refused(Refusal::RunGone));
}

#[tokio::test]
async fn whoever_joined_may_cancel_and_all_get_the_end() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let mut first = Page::open(&server).await;
    let (_, key) = first.begin(target.address()).await;
    let peer = target.accept().await;
    let mut second = Page::open(&server).await;
    second.say(&ClientMessage::Join { key }).await;
    second.hear_stage_started(Stage::Negotiate).await;

    second.say(&ClientMessage::Cancel).await;
    drop(peer);

    for page in [&mut first, &mut second] {
        let ServerMessage::Finished(report) = page.hear_past_stages().await else {
            panic!("the run did not finish");
        };
        assert_eq!(report.end, RunEnd::Cancelled);
    }
}

#[tokio::test]
async fn every_run_has_a_key_of_its_own() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let port = ClosedPort::reserve();

    let (first, _) = page.recorded(port.address(), Record::Bytes).await;
    let (second, _) = page.recorded(port.address(), Record::Bytes).await;

    assert_ne!(first, second);
}

#[tokio::test]
async fn a_relay_whose_owner_does_not_want_recordings_offers_none() {
    let server = Server::start_with(Config {
        recordings: false,
        ..Config::default()
    })
    .await;
    let mut page = Page::open(&server).await;

    let (key, kept) = page
        .recorded(ClosedPort::reserve().address(), Record::BytesAndTlsSecrets)
        .await;

    assert_eq!(kept, None);
    let file = format!("/api/recordings/{}.pcapng", key.as_str());
    assert_eq!(server.get(&file).await.status, 410);
}

#[tokio::test]
async fn what_the_browser_saw_goes_with_the_relays_own_run_as_far_as_the_level_allows() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let (key, _) = page.recorded(ClosedPort::reserve().address(), Record::Bytes).await;
    let greeted = |stage: &str| {
        json!({"from": "browser", "to": "relay", "place": "browser", "stages": [{
            "stage": stage, "facts": {"greeted_after_ms": 12.5}, "outcome": "passed", "elapsed_ms": 12.5
        }]})
    };
    let preview = async |level: &str, legs: Value| {
        let request = json!({"disclosure": level, "run": key.as_str(), "legs": legs});
        server.post_json("/api/redactions", &request).await
    };

    for (level, time) in [("support", json!(12.5)), ("public", Value::Null)] {
        let answer = preview(level, json!([greeted("relay")])).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let report: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(report["legs"][1]["from"], "browser");
        assert_eq!(report["legs"][1]["stages"][0]["elapsed_ms"], time, "{level}");
        assert_eq!(report["legs"][0]["from"], "relay");
    }
    let mut of_relay = greeted("relay");
    of_relay["from"] = json!("relay");
    let mut endless = greeted("relay");
    endless["stages"][0]["elapsed_ms"] = json!(1e9);
    for wrong in [
        json!([of_relay]),
        json!([greeted("relay"), greeted("relay")]),
        json!([endless]),
    ] {
        assert_eq!(preview("support", wrong.clone()).await.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn what_a_run_found_is_decoded_previewed_shared_saved_and_compared_by_its_key() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let (key, _) = page.recorded(ClosedPort::reserve().address(), Record::Bytes).await;
    let key = key.as_str();

    let decoded = server
        .post_json("/api/decode", &json!({"said": "0x204", "run": key}))
        .await;
    let preview = server
        .post_json("/api/redactions", &json!({"disclosure": "public", "run": key}))
        .await;
    let receipt = server
        .post_json(
            "/api/reports",
            &json!({"content": "run", "disclosure": "support", "run": key}),
        )
        .await;
    let saved = server
        .post_json("/api/exports", &json!({"form": "json", "run": key}))
        .await;

    assert_eq!(decoded.status, 200);
    assert!(decoded.json()["fit"].is_string(), "{}", decoded.body);
    assert_eq!(preview.json()["redacted"], "public");
    assert_eq!(saved.json()["legs"][0]["stages"][1]["outcome"], "failed");
    assert_eq!(receipt.status, 201);
    let kept = server
        .get(&format!("/api/reports/{}", receipt.json()["id"].as_str().unwrap()))
        .await;
    assert_eq!(kept.json()["content"], "open");
    assert_eq!(kept.json()["report"]["redacted"], "support");
    let compared = server
        .post_form("/compare", &format!("a=run%3A{key}&b=run%3A{key}"))
        .await;
    assert_eq!(compared.status, 200, "{}", compared.body);
    // A key in an address would be read by whoever sees it.
    let addressed = server.get(&format!("/compare?a=run%3A{key}&b=run%3A{key}")).await;
    assert_eq!(addressed.status, 422);
}

#[tokio::test]
async fn file_of_a_check_is_told_from_one_that_was_changed() {
    let server = Server::start().await;
    let mut page = Page::open(&server).await;
    let (key, _) = page.recorded(ClosedPort::reserve().address(), Record::Bytes).await;
    let share = async |content: Value| {
        let receipt = server.post_json("/api/reports", &content).await.json();
        let id = receipt["id"].as_str().unwrap().to_owned();
        server.get(&format!("/api/reports/{id}")).await.json()
    };
    let brought = |report: &Value| json!({"content": "open", "disclosure": "support", "report": report});

    let own = share(json!({"content": "run", "disclosure": "public", "run": key.as_str()})).await;
    let saved = server
        .post_json("/api/exports", &json!({"form": "json", "run": key.as_str()}))
        .await
        .json();
    let mut changed = saved.clone();
    changed["target"] = "payroll.bank.example:3389".into();

    assert_eq!(own["made_by"], "server");
    assert_eq!(share(brought(&saved)).await["made_by"], "server");
    assert_eq!(share(brought(&changed)).await["made_by"], "unknown");
}

#[tokio::test]
async fn what_needs_a_run_needs_its_key() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let mut page = Page::open(&server).await;
    let (run, key) = page.begin(target.address()).await;
    let _peer = target.accept().await;

    // The id opens nothing, and a run that is under way has no result.
    for key in [run.as_str(), "AAAAAAAAAAAAAAAAAAAAAA", key.as_str()] {
        for (path, request) in [
            ("/api/decode", json!({"said": "0x204", "run": key})),
            ("/api/redactions", json!({"disclosure": "public", "run": key})),
            ("/api/reports", json!({"content": "run", "run": key})),
            ("/api/exports", json!({"form": "json", "run": key})),
        ] {
            let answer = server.post_json(path, &request).await;

            assert_eq!(answer.status, 410, "{path} {key}");
            assert_eq!(answer.json()["problem"], "run_gone", "{path}");
        }
    }
    let neither = server
        .post_json("/api/redactions", &json!({"disclosure": "public"}))
        .await;
    assert_eq!(neither.status, 400);
}

#[tokio::test]
async fn the_log_names_a_run_and_its_finding_but_never_its_key() {
    for level in ["info", "trace"] {
        let mut relay = program::start(&["serve", "--listen", "127.0.0.1:0", "--log", level]);
        let mut lines = BufReader::new(relay.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().unwrap();
        let address = line.strip_prefix("rdptrace listens on http://").unwrap();
        let address: SocketAddr = address.trim_end_matches('/').parse().unwrap();
        let target = ClosedPort::reserve();

        let mut page = Page::open_at(address).await;
        let (run, key) = page.begin(target.address()).await;
        page.hear_all().await;
        let mut other = Page::open_at(address).await;
        other.say(&ClientMessage::Join { key: key.clone() }).await;
        other.hear_all().await;
        let mut download = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "GET /api/recordings/{}.pcapng HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n",
            key.as_str()
        );
        download.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        download.read_to_end(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"));
        program::signal(&relay, Signal::SIGTERM);
        let mut log = String::new();
        let mut stderr = relay.stderr.take().unwrap();
        stderr.read_to_string(&mut log).await.unwrap();

        let ended: Vec<_> = log.lines().filter(|line| line.contains("run ended")).collect();
        let [line] = ended[..] else {
            panic!("not one line for the run: {log}");
        };
        assert!(
            line.contains(&run) && line.contains("RDP-") && line.contains("elapsed_ms="),
            "{line}"
        );
        assert!(!log.contains(key.as_str()), "{log}");
        assert_eq!(log.contains(&target.address().to_string()), level == "trace", "{log}");
    }
}
