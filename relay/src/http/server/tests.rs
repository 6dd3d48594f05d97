use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use axum::routing::get;
use fixtures::certificate::{Certificate, Quality};
use ipnet::IpNet;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsConnector;

use super::timer::HEAD_LIMIT;
use super::tls::LOOK_EVERY;
use super::*;
use crate::config::TlsFiles;
use crate::limits::{Places, Source};

/// A server that answers `/`, for clients that are let in by this door.
async fn server(door: impl Into<Arc<Door>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = Router::new().route("/", get(async || "there"));
    tokio::spawn(serve(listener, door.into(), None, app, core::future::pending()));
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

#[tokio::test]
async fn a_proxy_that_is_trusted_later_has_them_from_then_on() {
    let door = Arc::new(of_sources(1, &[]));
    let server = server(Arc::clone(&door)).await;
    let mut first = connect(server).await;
    assert!(ask(&mut first).await.starts_with("HTTP/1.1 200"));
    let refused = rest(&mut connect(server).await).await;
    assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");

    door.trust(vec!["127.0.0.0/8".parse().unwrap()]);

    assert!(ask(&mut connect(server).await).await.starts_with("HTTP/1.1 200"));
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

#[tokio::test(start_paused = true)]
async fn whoever_finds_no_place_for_a_while_is_told_so_and_the_next_is_served_when_there_is_one() {
    let server = server(Door::new(1, None, Vec::new())).await;
    let mut holding = connect(server).await;
    ask(&mut holding).await;
    let begun = Instant::now();

    let mut waiting = [connect(server).await, connect(server).await];
    for client in &mut waiting {
        let told = rest(client).await;
        assert!(
            told.starts_with("HTTP/1.1 503") && told.contains("Retry-After: 30"),
            "{told}"
        );
        let (head, body) = told.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}", body.len())), "{told}");
    }

    assert_eq!(begun.elapsed().as_secs(), 12);
    drop(holding);
    assert!(ask(&mut connect(server).await).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn small_answers_do_not_wait_to_fill_their_packets() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let _browser = connect(listener.local_addr().unwrap()).await;

    let (accepted, _, _) = open().enter(&listener).await;

    assert!(accepted.nodelay().unwrap());
}

/// A server inside TLS, whose files are in this folder.
async fn tls_server(folder: &Path) -> SocketAddr {
    let files = files(folder);
    let tls = Tls::from_files(&files).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = Router::new().route("/", get(async || "there"));
    tokio::spawn(serve(
        listener,
        Arc::new(open()),
        Some(tls.clone()),
        app,
        core::future::pending(),
    ));
    tokio::spawn(async move { tls.follow(&files).await });
    address
}

fn files(folder: &Path) -> TlsFiles {
    TlsFiles {
        certificate: folder.join("fullchain.pem"),
        key: Some(folder.join("key.pem")),
    }
}

/// Writes a certificate into a folder.
fn write(folder: &Path) -> Certificate {
    let now = fixtures::clock::time_of_day();
    let certificate = Certificate::issue(Quality::SelfSigned, &["relay.example".to_owned()], now);
    let files = files(folder);
    fs::write(&files.certificate, &certificate.chain_pem).unwrap();
    fs::write(files.key(), &certificate.key_pem).unwrap();
    certificate
}

/// Asks for the page inside TLS, trusting this certificate alone.
async fn ask_in_tls(address: SocketAddr, certificate: &Certificate) -> io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(certificate.chain[0].clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("relay.example").unwrap();
    let stream = connect(address).await;
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    stream
        .write_all(b"GET / HTTP/1.1\r\nHost: pc\r\nConnection: close\r\n\r\n")
        .await?;
    let mut said = String::new();
    stream.read_to_string(&mut said).await?;
    Ok(said)
}

#[tokio::test]
async fn inside_tls_a_client_gets_the_same_answers() {
    let folder = TempDir::new().unwrap();
    let certificate = write(folder.path());
    let server = tls_server(folder.path()).await;

    let said = ask_in_tls(server, &certificate).await.unwrap();

    assert!(said.ends_with("there"), "{said}");
}

#[tokio::test]
async fn a_browser_that_forgot_tls_is_told_so() {
    let folder = TempDir::new().unwrap();
    write(folder.path());
    let mut client = connect(tls_server(folder.path()).await).await;

    client.write_all(b"GET / HTTP/1.1\r\nHost: pc\r\n\r\n").await.unwrap();

    let said = rest(&mut client).await;
    assert!(said.starts_with("HTTP/1.1 400 "), "{said}");
    assert!(
        said.ends_with("Open the same address with https:// at the front."),
        "{said}"
    );
}

#[tokio::test(start_paused = true)]
async fn half_a_handshake_has_ten_seconds() {
    let folder = TempDir::new().unwrap();
    write(folder.path());
    let mut client = connect(tls_server(folder.path()).await).await;
    let begun = Instant::now();
    client.write_all(&[22, 3, 1]).await.unwrap();

    rest(&mut client).await;

    assert_eq!(begun.elapsed().as_secs(), HEAD_LIMIT.as_secs());
}

#[tokio::test]
async fn a_renewed_certificate_is_taken_over_and_a_faulty_one_is_not() {
    let folder = TempDir::new().unwrap();
    let files = files(folder.path());
    let first = write(folder.path());
    let tls = Tls::from_files(&files).unwrap();
    let serial = |tls: &Tls| tls.leaf();

    fs::write(&files.certificate, "nothing").unwrap();
    tls.take_over(&files);
    let after_a_fault = serial(&tls);
    let second = write(folder.path());
    tls.take_over(&files);

    assert_eq!(after_a_fault, first.chain[0]);
    assert_eq!(serial(&tls), second.chain[0]);
}

/// Writes another certificate, also by its date: both may be written within one tick of the system's clock.
fn renew(files: &TlsFiles, folder: &Path) -> Certificate {
    let before = fs::metadata(&files.certificate).unwrap().modified().unwrap();
    let second = write(folder);
    let written = fs::File::options().write(true).open(&files.certificate).unwrap();
    written.set_modified(before + LOOK_EVERY).unwrap();
    second
}

#[tokio::test(start_paused = true)]
async fn a_certificate_that_is_renewed_while_the_server_runs_is_found_within_a_minute() {
    let folder = TempDir::new().unwrap();
    let files = files(folder.path());
    let first = write(folder.path());
    let tls = Tls::from_files(&files).unwrap();
    let mut following = core::pin::pin!(tls.follow(&files));
    timeout(LOOK_EVERY / 2, &mut following).await.unwrap_err();
    assert_eq!(tls.leaf(), first.chain[0]);

    let second = renew(&files, folder.path());
    timeout(LOOK_EVERY, &mut following).await.unwrap_err();

    assert_eq!(tls.leaf(), second.chain[0]);
}

#[tokio::test(start_paused = true)]
async fn a_certificate_that_is_renewed_while_the_server_starts_is_found_at_the_first_look() {
    let folder = TempDir::new().unwrap();
    let files = files(folder.path());
    write(folder.path());
    let tls = Tls::from_files(&files).unwrap();

    let second = renew(&files, folder.path());
    timeout(LOOK_EVERY / 2, tls.follow(&files)).await.unwrap_err();

    assert_eq!(tls.leaf(), second.chain[0]);
}

#[test]
fn files_that_do_not_belong_together_are_named() {
    let folder = TempDir::new().unwrap();
    let files = files(folder.path());
    write(folder.path());
    let other = Certificate::issue(
        Quality::SelfSigned,
        &["x.example".to_owned()],
        fixtures::clock::time_of_day(),
    );

    fs::write(files.key(), &other.key_pem).unwrap();
    let mismatch = Tls::from_files(&files).unwrap_err().to_string();
    fs::write(&files.certificate, "nothing").unwrap();
    let empty = Tls::from_files(&files).unwrap_err().to_string();
    fs::remove_file(&files.certificate).unwrap();
    let missing = Tls::from_files(&files).unwrap_err().to_string();

    assert!(
        mismatch.contains("key.pem for TLS: it isn't the key of this certificate"),
        "{mismatch}"
    );
    assert!(
        empty.contains("fullchain.pem for TLS: it holds no certificate"),
        "{empty}"
    );
    assert!(missing.contains("fullchain.pem for TLS: "), "{missing}");
}
