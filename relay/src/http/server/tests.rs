use axum::routing::get;
use ipnet::IpNet;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::*;
use crate::limits::{Places, Source};

/// A server that answers `/`, for clients that are let in by this door.
async fn server(door: Door) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = Router::new().route("/", get(async || "there"));
    tokio::spawn(serve(listener, door, app, core::future::pending()));
    address
}

fn open() -> Door {
    Door::new(1000, None, Vec::new())
}

fn of_sources(most: usize, trusted: &[&str]) -> Door {
    let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().unwrap()).collect();
    Door::new(1000, Some(Places::<Source>::new(most)), trusted)
}

async fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.unwrap()
}

/// Everything that comes until the server closes. A connection that is reset says nothing more either.
async fn rest(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said).await;
    String::from_utf8(said).unwrap()
}

/// Asks for the page, and hears the answer.
async fn ask(stream: &mut TcpStream) -> String {
    stream.write_all(b"GET / HTTP/1.1\r\nHost: pc\r\n\r\n").await.unwrap();
    let mut said = String::new();
    while !said.ends_with("there") {
        let mut part = [0; 256];
        let length = stream.read(&mut part).await.unwrap();
        assert!(length > 0, "{said}");
        said.push_str(core::str::from_utf8(&part[..length]).unwrap());
    }
    said
}

#[tokio::test(start_paused = true)]
async fn a_client_has_ten_seconds_for_its_first_head() {
    let server = server(open()).await;
    for said in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: pc\r\nX: "] {
        let mut client = connect(server).await;
        let begun = Instant::now();
        client.write_all(said.as_bytes()).await.unwrap();

        rest(&mut client).await;

        assert_eq!(begun.elapsed().as_secs(), 10, "{said:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_asked_may_rest_for_thirty_seconds() {
    let server = server(open()).await;
    let mut client = connect(server).await;
    for _ in 0..2 {
        assert!(ask(&mut client).await.starts_with("HTTP/1.1 200"));
        tokio::time::sleep(core::time::Duration::from_secs(20)).await;
    }
    assert!(ask(&mut client).await.starts_with("HTTP/1.1 200"));
    let begun = Instant::now();

    rest(&mut client).await;

    assert_eq!(begun.elapsed().as_secs(), 30);
}

#[tokio::test]
async fn a_head_without_end_is_refused() {
    let server = server(open()).await;
    let mut client = connect(server).await;
    client.write_all(b"GET / HTTP/1.1\r\nHost: pc\r\nX: ").await.unwrap();
    let (mut reading, mut writing) = client.split();
    let flood = async {
        // It ends when the server closes.
        while writing.write_all(&[b'a'; 4096]).await.is_ok() {}
    };
    let mut said = [0; 12];
    let answered = async { reading.read_exact(&mut said).await.map(|_| ()) };

    let (_, answered) = futures_util::future::join(flood, answered).await;

    answered.unwrap();
    assert_eq!(core::str::from_utf8(&said).unwrap(), "HTTP/1.1 431");
}

#[tokio::test]
async fn whoever_holds_too_many_connections_is_told_so_and_others_are_served() {
    let server = server(of_sources(2, &[])).await;
    let (mut one, _two) = (connect(server).await, connect(server).await);
    ask(&mut one).await;

    let refused = rest(&mut connect(server).await).await;

    assert!(
        refused.starts_with("HTTP/1.1 503") && refused.contains("Retry-After: 30"),
        "{refused}"
    );
    let (head, body) = refused.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(&format!("Content-Length: {}", body.len())), "{refused}");
    let elsewhere = tokio::net::TcpSocket::new_v4().unwrap();
    elsewhere.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let mut other = elsewhere.connect(server).await.unwrap();
    assert!(ask(&mut other).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_proxy_that_is_trusted_has_as_many_connections_as_it_likes() {
    let server = server(of_sources(1, &["127.0.0.0/8"])).await;
    let mut clients = Vec::new();
    for _ in 0..5 {
        clients.push(connect(server).await);
    }

    for client in &mut clients {
        assert!(ask(client).await.starts_with("HTTP/1.1 200"));
    }
}

#[tokio::test(start_paused = true)]
async fn when_all_places_are_taken_a_client_waits_for_one_that_gets_free() {
    let server = server(Door::new(1, None, Vec::new())).await;
    let _silent = connect(server).await;
    let mut waiting = connect(server).await;
    let begun = Instant::now();

    assert!(ask(&mut waiting).await.starts_with("HTTP/1.1 200"));

    assert_eq!(begun.elapsed().as_secs(), 10, "when the silent one had to go");
}

#[tokio::test]
async fn small_answers_do_not_wait_to_fill_their_packets() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let _browser = connect(listener.local_addr().unwrap()).await;

    let (accepted, _, _) = open().enter(&listener).await;

    assert!(accepted.nodelay().unwrap());
}
