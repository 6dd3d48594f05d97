//! The tunnel of a sign-in: who gets one, what it carries, and what it does not.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fixtures::dns;
use futures_util::{SinkExt as _, StreamExt as _};
use relay::Config;
use seal::{Ended, Open, Opened, Refusal, SUBPROTOCOL, Ticket, Token};
use serde_json::json;
use socket2::SockRef;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::Message;
use tokio_tungstenite::{WebSocketStream, client_async};
use wire::{Dialed, Failure, RunKey, TransportEnd};

use crate::peer::ClosedPort;
use crate::server::{Answer, Server};
use crate::websocket::Page;

const REQUEST: [u8; 19] = [3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 11, 0, 0, 0];
const CONFIRM: [u8; 19] = [3, 0, 0, 19, 14, 0xd0, 0, 0, 0, 0, 0, 2, 0, 8, 0, 2, 0, 0, 0];
const HELLO: [u8; 6] = [0x16, 3, 1, 0, 1, 1];

/// A computer that closes at once, until it serves: then it confirms whatever comes first, and sends back the rest.
struct Peer {
    address: SocketAddr,
    serving: Arc<AtomicBool>,
    received: Arc<Mutex<Vec<u8>>>,
    closed: Arc<Notify>,
}

/// What a computer does with what comes behind its answer.
#[derive(Clone, Copy, Debug)]
enum Behind {
    Echo,
    Fin,
    Reset,
}

impl Peer {
    async fn start() -> Self {
        Self::answering(&CONFIRM).await
    }

    async fn answering(answer: &'static [u8]) -> Self {
        Self::doing(answer, Behind::Echo).await
    }

    async fn doing(answer: &'static [u8], behind: Behind) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let peer = Self {
            address: listener.local_addr().unwrap(),
            serving: Arc::default(),
            received: Arc::default(),
            closed: Arc::default(),
        };
        let (serving, received, closed) = (
            Arc::clone(&peer.serving),
            Arc::clone(&peer.received),
            Arc::clone(&peer.closed),
        );
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                if serving.load(Ordering::Relaxed) {
                    serve(stream, answer, behind, &received).await;
                    closed.notify_one();
                }
            }
        });
        peer
    }

    fn received(&self) -> Vec<u8> {
        self.received.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, answer: &[u8], behind: Behind, received: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 4096];
    let mut first = true;
    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
        received.lock().unwrap().extend_from_slice(&buffer[..length]);
        let said = match behind {
            _ if first => answer,
            Behind::Echo => &buffer[..length],
            Behind::Fin => return,
            Behind::Reset => return SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap(),
        };
        first = false;
        if stream.write_all(said).await.is_err() {
            return;
        }
    }
}

/// A relay with room for as many sign-ins as a test makes.
async fn server() -> Server {
    server_with(Config::default()).await
}

async fn server_with(mut config: Config) -> Server {
    config.limits.sign_ins_per_address = 100.try_into().unwrap();
    config.limits.sign_ins_per_computer = 100.try_into().unwrap();
    Server::start_with(config).await
}

/// A check that has ended, and what opens it.
struct Checked {
    run: String,
    key: RunKey,
    target: String,
}

impl Checked {
    async fn of(server: &Server, target: impl ToString) -> Self {
        let target = target.to_string();
        let mut page = Page::open(server).await;
        let (run, key) = page.begin(&target).await;
        page.hear_all().await;
        Self { run, key, target }
    }

    async fn ask(&self, server: &Server) -> Answer {
        let path = format!("/api/runs/{}/tunnel", self.run);
        server.post_json(&path, &json!({ "key": self.key })).await
    }

    async fn ticket(&self, server: &Server) -> Open {
        let answer = self.ask(server).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let Ticket { token, target } = serde_json::from_value(answer.json()).unwrap();
        Open {
            token,
            key: self.key.clone(),
            target,
        }
    }
}

/// The page's end of a tunnel.
struct Tunnel(WebSocketStream<TcpStream>);

impl Tunnel {
    async fn socket(server: &Server) -> WebSocketStream<TcpStream> {
        let mut request = format!("ws://{}/api/tunnel", server.address)
            .into_client_request()
            .unwrap();
        let headers = request.headers_mut();
        headers.append("origin", HeaderValue::from_str(&server.origin()).unwrap());
        headers.append("sec-websocket-protocol", HeaderValue::from_static(SUBPROTOCOL));
        let stream = TcpStream::connect(server.address).await.unwrap();
        client_async(request, stream).await.unwrap().0
    }

    async fn ask(server: &Server, open: &Open) -> (Self, Opened) {
        let mut tunnel = Self(Self::socket(server).await);
        let text = serde_json::to_string(open).unwrap();
        tunnel.0.send(Message::text(text)).await.unwrap();
        let Message::Text(opened) = tunnel.next().await else {
            panic!("no answer");
        };
        (tunnel, serde_json::from_str(&opened).unwrap())
    }

    /// To a computer that serves from now on.
    async fn to(server: &Server, peer: &Peer) -> Self {
        let checked = Checked::of(server, peer.address).await;
        let open = checked.ticket(server).await;
        peer.serving.store(true, Ordering::Relaxed);
        let (tunnel, opened) = Self::ask(server, &open).await;
        assert_eq!(opened, Opened::Connected { address: peer.address });
        tunnel
    }

    async fn next(&mut self) -> Message {
        loop {
            let message = timeout(Duration::from_secs(10), self.0.next()).await.unwrap();
            let message = message.unwrap().unwrap();
            if !message.is_ping() {
                return message;
            }
        }
    }

    async fn say(&mut self, bytes: &[u8]) {
        self.0.send(Message::binary(bytes.to_vec())).await.unwrap();
    }

    /// The next bytes, so many of them.
    async fn hear(&mut self, length: usize) -> Vec<u8> {
        let mut heard = Vec::new();
        while heard.len() < length {
            let Message::Binary(bytes) = self.next().await else {
                panic!("no bytes");
            };
            heard.extend_from_slice(&bytes);
        }
        heard
    }

    /// How the relay closes, and what it said of the computer's end before.
    async fn closed(&mut self) -> (Option<TransportEnd>, u16) {
        let mut ended = None;
        loop {
            let message = self.next().await;
            if let Message::Close(frame) = message {
                return (ended, frame.unwrap().code.into());
            }
            let said = serde_json::from_str::<Ended>(message.to_text().unwrap());
            ended = Some(said.unwrap().end);
        }
    }
}

#[tokio::test]
async fn ticket_opens_one_tunnel_that_carries_bytes_both_ways() {
    let (server, peer) = (server().await, Peer::start().await);
    let mut tunnel = Tunnel::to(&server, &peer).await;

    tunnel.say(&REQUEST).await;
    assert_eq!(tunnel.hear(CONFIRM.len()).await, CONFIRM);
    tunnel.say(&HELLO[..1]).await;
    tunnel.say(&HELLO[1..]).await;
    assert_eq!(tunnel.hear(HELLO.len()).await, HELLO);
    let much: Vec<u8> = (0..60_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    tunnel.say(&much).await;
    assert_eq!(tunnel.hear(much.len()).await, much);

    tunnel.0.close(None).await.unwrap();
    timeout(Duration::from_secs(10), peer.closed.notified()).await.unwrap();
    assert_eq!(peer.received(), [&REQUEST[..], &HELLO, &much].concat());
}

#[tokio::test]
async fn tunnel_that_carries_messages_without_a_byte_is_ended() {
    let (server, peer) = (server().await, Peer::start().await);
    let mut tunnel = Tunnel::to(&server, &peer).await;
    tunnel.say(&REQUEST).await;
    assert_eq!(tunnel.hear(CONFIRM.len()).await, CONFIRM);
    tunnel.say(&HELLO).await;
    assert_eq!(tunnel.hear(HELLO.len()).await, HELLO);

    for _ in 0..1001 {
        tunnel.say(&[]).await;
    }

    assert_eq!(tunnel.closed().await, (None, 1008));
}

#[tokio::test]
async fn token_is_good_once_and_for_one_key_and_target() {
    let (server, peer) = (server().await, Peer::start().await);
    let checked = Checked::of(&server, peer.address).await;
    let other = Checked::of(&server, peer.address).await;
    let open = checked.ticket(&server).await;
    peer.serving.store(true, Ordering::Relaxed);
    let refused = Opened::Refused {
        reason: Refusal::BadToken,
    };
    let with = |change: fn(&mut Open, &Checked)| {
        let mut changed = open.clone();
        change(&mut changed, &other);
        changed
    };
    for wrong in [
        with(|open, other| open.key = other.key.clone()),
        with(|open, _| open.key = RunKey::new("nobody's".to_owned())),
        with(|open, _| open.token = Token::new("guessed".to_owned())),
        with(|open, _| open.target = "127.0.0.1:1".parse().unwrap()),
    ] {
        assert_eq!(Tunnel::ask(&server, &wrong).await.1, refused, "{wrong:?}");
    }

    let (_first, opened) = Tunnel::ask(&server, &open).await;
    assert_eq!(opened, Opened::Connected { address: peer.address });
    assert_eq!(Tunnel::ask(&server, &open).await.1, refused);
    assert_eq!(checked.ask(&server).await.status, 429, "the run has had its tunnel");
    assert!(peer.received().is_empty());
}

#[tokio::test]
async fn ticket_is_for_whoever_has_the_key_of_a_run_that_has_ended() {
    let (server, peer) = (server().await, Peer::start().await);
    let checked = Checked::of(&server, peer.address).await;

    for (run, key) in [
        ("0123456789abc", checked.key.as_str()),
        (checked.run.as_str(), "nobody's"),
    ] {
        let answer = server
            .post_json(&format!("/api/runs/{run}/tunnel"), &json!({ "key": key }))
            .await;
        assert_eq!(answer.status, 410, "{run} {key}");
    }
    let mut page = Page::open(&server).await;
    let silent = crate::peer::Listener::start().await;
    let (run, key) = page.begin(silent.address()).await;
    let under_way = Checked {
        run,
        key,
        target: silent.address().to_string(),
    };
    assert_eq!(under_way.ask(&server).await.status, 410, "{}", under_way.target);
}

/// What is no Remote Desktop client's, each in one message.
fn junk() -> Vec<Vec<u8>> {
    let text = [
        "GET / HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n",
        "POST /latest/api/token HTTP/1.1\r\n\r\n",
        "PUT / HTTP/1.0\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\n\r\n",
        "CONNECT a:443 HTTP/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "EHLO relay\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "RFB 003.008\n",
        "USER anonymous\r\n",
        "*1\r\n$4\r\nPING\r\n",
        "SET a b\r\n",
        "stats\r\n",
        "\u{0}\u{0}\u{0}\u{8}\u{4}\u{d2}\u{16}/",
        "{\"id\":1}\n",
        "<?xml version=\"1.0\"?>",
        "\n\n\n\n",
        "    ",
        "\r\n\r\n",
    ];
    let mut junk: Vec<Vec<u8>> = text.iter().map(|text| text.as_bytes().to_vec()).collect();
    let header = |change: fn(&mut [u8; 19])| {
        let mut request = REQUEST;
        change(&mut request);
        request.to_vec()
    };
    junk.extend([
        // TLS from the first byte.
        [&[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3], [7; 500].as_slice()].concat(),
        b"\x80\x2e\x01\x03\x01".to_vec(),
        b"\x00\x00\x00\x45\xffSMBr\0\0\0\0".to_vec(),
        b"\x00\x00\x00\x40\xfeSMB@\0\0\0".to_vec(),
        b"\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\0\x80\0".to_vec(),
        vec![0; 64],
        vec![0xff; 64],
        vec![3; 2000],
        header(|request| request[1] = 1),
        header(|request| request[3] = 18),
        header(|request| request[4] = 13),
        header(|request| request[5] = 0xd0),
        // A request, and more behind it that nobody asked for.
        [&REQUEST[..], b"GET / HTTP/1.1\r\n\r\n"].concat(),
        // A preconnection blob that is longer than any.
        [&[0, 16, 0, 0][..], &[0; 60]].concat(),
        // One of a version that there is not.
        [16_u32, 0, 7, 0].map(u32::to_le_bytes).concat(),
    ]);
    junk
}

#[tokio::test]
async fn nothing_but_a_clients_request_reaches_the_computer() {
    let server = server().await;
    let junk = junk();
    assert!(junk.len() >= 32);
    for junk in junk {
        let peer = Peer::start().await;
        let mut tunnel = Tunnel::to(&server, &peer).await;
        tunnel.say(&junk).await;

        assert_eq!(tunnel.closed().await, (None, 1008), "{junk:02x?}");
        timeout(Duration::from_secs(10), peer.closed.notified()).await.unwrap();
        assert!(peer.received().is_empty(), "{junk:02x?}");
    }
}

#[tokio::test]
async fn behind_the_confirm_nothing_but_tls_reaches_the_computer() {
    let server = server().await;
    for clear in [&b"GET / HTTP/1.1\r\n\r\n"[..], &REQUEST, &[0x16, 9]] {
        let peer = Peer::start().await;
        let mut tunnel = Tunnel::to(&server, &peer).await;
        tunnel.say(&REQUEST).await;
        assert_eq!(tunnel.hear(CONFIRM.len()).await, CONFIRM);
        tunnel.say(clear).await;

        assert_eq!(tunnel.closed().await, (None, 1008), "{clear:02x?}");
        timeout(Duration::from_secs(10), peer.closed.notified()).await.unwrap();
        assert_eq!(peer.received(), REQUEST, "{clear:02x?}");
    }
}

#[tokio::test]
async fn page_that_goes_on_before_the_answer_or_speaks_text_gets_no_further() {
    let server = server().await;
    // It has not answered yet.
    let peer = Peer::answering(b"").await;
    let mut tunnel = Tunnel::to(&server, &peer).await;
    tunnel.say(&REQUEST).await;
    tunnel.say(&HELLO).await;
    assert_eq!(tunnel.closed().await, (None, 1008));
    timeout(Duration::from_secs(10), peer.closed.notified()).await.unwrap();
    assert_eq!(peer.received(), REQUEST);

    for said in 0..3 {
        let peer = Peer::start().await;
        let mut tunnel = Tunnel::to(&server, &peer).await;
        for bytes in [&REQUEST[..], &HELLO].iter().take(said) {
            tunnel.say(bytes).await;
            tunnel.hear(bytes.len()).await;
        }
        tunnel.0.send(Message::text("text")).await.unwrap();
        assert_eq!(tunnel.closed().await, (None, 1008), "behind {said} messages");
    }
}

#[tokio::test]
async fn end_of_the_computer_inside_a_session_is_told_as_what_it_was() {
    let server = server().await;
    for (behind, end) in [
        (Behind::Fin, TransportEnd::Closed),
        (Behind::Reset, TransportEnd::Reset),
    ] {
        let peer = Peer::doing(&CONFIRM, behind).await;
        let mut tunnel = Tunnel::to(&server, &peer).await;
        tunnel.say(&REQUEST).await;
        tunnel.hear(CONFIRM.len()).await;
        tunnel.say(&HELLO).await;

        assert_eq!(tunnel.closed().await, (Some(end), 1000), "{behind:?}");
    }
}

#[tokio::test]
async fn relay_that_stops_ends_its_tunnels_and_opens_no_more() {
    let (mut server, peer) = (server().await, Peer::start().await);
    let mut tunnel = Tunnel::to(&server, &peer).await;
    let mut late = Tunnel(Tunnel::socket(&server).await);

    server.ask_to_stop();

    assert_eq!(tunnel.closed().await, (None, 1001));
    let told = late.next().await;
    let told: Opened = serde_json::from_str(told.to_text().unwrap()).unwrap();
    let reason = Refusal::ShuttingDown;
    assert_eq!(told, Opened::Refused { reason });
}

#[tokio::test]
async fn sign_ins_beyond_what_the_relay_carries_at_once_are_told_so() {
    let mut config = Config::default();
    config.limits.sign_ins = Some(1.try_into().unwrap());
    let (server, peer) = (server_with(config).await, Peer::start().await);
    let waiting = Checked::of(&server, peer.address).await.ticket(&server).await;
    let tunnel = Tunnel::to(&server, &peer).await;

    let (_, told) = Tunnel::ask(&server, &waiting).await;

    let reason = Refusal::Overloaded;
    assert_eq!(told, Opened::Refused { reason });
    // What was refused for that has not used up its ticket.
    drop(tunnel);
    timeout(Duration::from_secs(10), peer.closed.notified()).await.unwrap();
    let opened = loop {
        // Its place comes back once its end was told.
        let (_, told) = Tunnel::ask(&server, &waiting).await;
        if told != (Opened::Refused { reason }) {
            break told;
        }
    };
    assert_eq!(opened, Opened::Connected { address: peer.address });
}

#[tokio::test]
async fn sign_ins_to_one_computer_are_counted_together_under_all_its_names() {
    let peer = Peer::start().await;
    let names = ["a.test", "b.test", "c.test", "d.test"];
    let answers = names.map(|name| (name, dns::Answer::Addresses(vec![peer.address.ip()])));
    let resolver = dns::Resolver::start(answers);
    let server = Server::start_with(Config {
        dns_server: Some(resolver.address),
        ..Config::default()
    })
    .await;
    let mut told = Vec::new();
    for name in names {
        let target = format!("{name}:{}", peer.address.port());
        let open = Checked::of(&server, target).await.ticket(&server).await;
        told.push(Tunnel::ask(&server, &open).await.1);
    }

    let opened = Opened::Connected { address: peer.address };
    let reason = Refusal::TooMany;
    assert_eq!(
        told,
        [opened.clone(), opened.clone(), opened, Opened::Refused { reason }]
    );
}

#[tokio::test]
async fn name_that_leads_elsewhere_since_the_check_is_judged_anew_and_not_dialled() {
    let peer = Peer::start().await;
    let metadata = [169, 254, 169, 254].into();
    let turns = vec![vec![peer.address.ip()], vec![metadata]];
    let resolver = dns::Resolver::start([("pc.test", dns::Answer::InTurn(turns))]);
    let server = Server::start_with(Config {
        dns_server: Some(resolver.address),
        ..Config::default()
    })
    .await;
    let target = format!("pc.test:{}", peer.address.port());
    let open = Checked::of(&server, target).await.ticket(&server).await;

    let (_, told) = Tunnel::ask(&server, &open).await;

    let failure = Failure::AddressesRefused;
    assert_eq!(told, Opened::NotResolved { failure });
}

#[tokio::test]
async fn greeting_of_another_service_is_told_if_it_has_a_name_and_ends_it() {
    let server = server().await;
    for (said, told, end) in [
        (&b"SSH-2.0-x\r\n"[..], &b"SSH-2.0-x\r\n"[..], TransportEnd::Closed),
        (
            b"HTTP/1.1 400 Bad Request\r\n",
            b"HTTP/1.1 400 Bad Request\r\n",
            TransportEnd::Closed,
        ),
        (b"root:x:0:0\n", b"", TransportEnd::Garbled),
    ] {
        let peer = Peer::answering(said).await;
        let mut tunnel = Tunnel::to(&server, &peer).await;
        tunnel.say(&REQUEST).await;

        assert_eq!(tunnel.hear(told.len()).await, told);
        assert_eq!(tunnel.closed().await, (Some(end), 1000));
    }
}

#[tokio::test]
async fn what_the_dial_came_to_is_told_first() {
    let names = dns::Resolver::start([]);
    let server = server_with(Config {
        dns_server: Some(names.address),
        ..Config::default()
    })
    .await;
    let closed = ClosedPort::reserve();
    for (target, expected) in [
        (
            closed.address().to_string(),
            Opened::NotConnected {
                dialed: Dialed::Refused,
            },
        ),
        (
            "nobody.test".to_owned(),
            Opened::NotResolved {
                failure: Failure::NameNotFound,
            },
        ),
    ] {
        let open = Checked::of(&server, &target).await.ticket(&server).await;
        let (mut tunnel, opened) = Tunnel::ask(&server, &open).await;

        assert_eq!(opened, expected, "{target}");
        assert_eq!(tunnel.closed().await, (None, 1000));
    }
}

#[tokio::test]
async fn computer_is_signed_in_to_three_times_and_then_no_more() {
    let (server, peer) = (Server::start().await, Peer::start().await);
    for _ in 0..3 {
        Checked::of(&server, peer.address).await.ticket(&server).await;
    }

    let denied = Checked::of(&server, peer.address).await.ask(&server).await;

    assert_eq!(
        (denied.status, denied.header("ratelimit-policy")),
        (429, "\"sign_ins\";q=3;w=1800")
    );
    assert!(
        server
            .metrics()
            .await
            .contains("rdptrace_limits_reached_total{limit=\"sign_ins\"} 1")
    );
}

#[tokio::test]
async fn what_is_no_page_of_the_relay_gets_no_tunnel() {
    let server = server().await;
    let host = format!("Host: {}", server.address);
    let upgrade = [
        "GET /api/tunnel HTTP/1.1",
        &host,
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    let from_nowhere = server.request(&upgrade).await;
    assert_eq!(from_nowhere.status, 403);
    let elsewhere = [&upgrade[..], &["Origin: https://elsewhere.example"]].concat();
    assert_eq!(server.request(&elsewhere).await.status, 403);
}

/// A program such as `websocat` can say that it is from the relay's page, and speak the subprotocol; a ticket it has not.
#[tokio::test]
async fn program_that_says_it_is_a_page_gets_no_tunnel_without_a_ticket() {
    let (server, peer) = (server().await, Peer::start().await);
    let checked = Checked::of(&server, peer.address).await;
    peer.serving.store(true, Ordering::Relaxed);
    let guessed = Open {
        token: Token::new("guessed".to_owned()),
        key: checked.key.clone(),
        target: peer.address.to_string().parse().unwrap(),
    };
    let shapeless = [
        Message::binary(REQUEST.to_vec()),
        Message::text(""),
        Message::text(peer.address.to_string()),
        Message::text("{}"),
        Message::text(format!("{{\"target\":\"{}\"}}", peer.address)),
    ];
    let shaped = Message::text(serde_json::to_string(&guessed).unwrap());
    let said = shapeless.into_iter().map(|said| (said, Refusal::Unreadable));
    for (said, reason) in said.chain([(shaped, Refusal::BadToken)]) {
        let mut tunnel = Tunnel(Tunnel::socket(&server).await);
        tunnel.0.send(said.clone()).await.unwrap();
        // As a program does that does not wait to be let in.
        let _ = tunnel.0.send(Message::binary(REQUEST.to_vec())).await;

        let Message::Text(opened) = tunnel.next().await else {
            panic!("no answer to {said:?}");
        };
        let opened: Opened = serde_json::from_str(&opened).unwrap();
        assert_eq!(opened, Opened::Refused { reason }, "{said:?}");
        assert_eq!(tunnel.closed().await, (None, 1000), "{said:?}");
    }
    assert!(peer.received().is_empty());
}
