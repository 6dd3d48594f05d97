//! `rdptrace answer` and `rdptrace agent` over HTTPS, and through a proxy.

use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;

use fixtures::certificate::{Certificate, Quality};
use fixtures::clock;
use nix::sys::signal::Signal;
use relay::agents::Identity;
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Child;
use tokio::sync::mpsc;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};
use wire::AskReceipt;

use crate::peer::ClosedPort;
use crate::program::{run_with, signal, start_with};

/// A relay with HTTPS whose certificate is from an authority that no system knows.
struct Encrypted {
    child: Child,
    /// Such as `https://localhost:8443`.
    origin: String,
    certificate: Certificate,
    folder: TempDir,
}

impl Encrypted {
    async fn start(quality: Quality) -> Self {
        let certificate = Certificate::issue(quality, &["localhost".to_owned()], clock::time_of_day());
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("relay.pem");
        fs::write(&file, certificate.chain_pem.clone() + &certificate.key_pem).unwrap();
        let settings = folder.path().join("rdptrace.toml");
        let key = Identity::read_or_make(&folder.path().join("agent.key"))
            .unwrap()
            .public();
        let text = format!(
            "listen = \"127.0.0.1:0\"\n[agents.branch-7]\nkey = \"{key}\"\n[tls]\ncertificate = \"{}\"\n",
            file.display()
        );
        fs::write(&settings, text).unwrap();
        let mut child = start_with(&["serve", "--config", settings.to_str().unwrap()], &[]);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().unwrap();
        let port = line.strip_prefix("rdptrace listens on https://127.0.0.1:").unwrap();
        let origin = format!("https://localhost:{}", port.strip_suffix('/').unwrap());
        Self {
            child,
            origin,
            certificate,
            folder,
        }
    }

    /// A file with the authority, for those who trust it.
    fn authority(&self) -> String {
        self.folder.path().join("relay.pem").display().to_string()
    }

    /// An agent of its that trusts it, started with these arguments and variables, has been let in when this returns.
    async fn agent(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Child {
        let key = self.folder.path().join("agent.key").display().to_string();
        let authority = self.authority();
        let arguments = [&["agent", "--key-file", &key], arguments].concat();
        let environment = [&[("SSL_CERT_FILE", authority.as_str())], environment].concat();
        let mut agent = start_with(&arguments, &environment);
        let mut lines = BufReader::new(agent.stderr.take().unwrap()).lines();
        let mut said = Vec::new();
        while let Some(line) = lines.next_line().await.unwrap() {
            if line.contains(" connected ") {
                // Whoever writes to a pipe that nobody reads is ended.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return agent;
            }
            said.push(line);
        }
        panic!("it ended: {said:?}");
    }

    /// A link that asks for a check of `target`.
    fn asked(&self, target: &str) -> String {
        let roots = self
            .certificate
            .chain
            .iter()
            .map(|der| ureq::tls::Certificate::from_der(der));
        let roots: Vec<_> = roots.map(|certificate| certificate.to_owned()).collect();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::new_with_certs(&roots))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let agent: Agent = Agent::config_builder().tls_config(tls).proxy(None).build().into();
        let request = json!({ "target": target, "note": "" }).to_string();
        let answer = agent
            .post(format!("{}/api/asks", self.origin))
            .header("Content-Type", "application/json")
            .send(request);
        let text = answer.unwrap().body_mut().read_to_string().unwrap();
        let receipt: AskReceipt = serde_json::from_str(&text).unwrap();
        self.origin.clone() + &receipt.path
    }

    async fn stop(mut self) {
        signal(&self.child, Signal::SIGTERM);
        assert_eq!(self.child.wait().await.unwrap().code(), Some(0));
    }
}

#[tokio::test]
async fn request_is_answered_over_https_where_the_system_trusts_the_server() {
    let relay = Encrypted::start(Quality::Good).await;
    let port = ClosedPort::reserve();
    let target = port.address().to_string();
    let link = relay.asked(&target);
    let arguments = ["answer", &link, "--for", &target, "--yes"];

    let (code, out, err) = run_with(&arguments, &[("SSL_CERT_FILE", "/dev/null")]).await;
    assert_eq!((code, out.as_str()), (4, ""));
    assert!(err.contains("doesn't trust its certificate"), "{err}");

    let (code, out, err) = run_with(&arguments, &[("SSL_CERT_FILE", &relay.authority())]).await;
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(
        out.contains(&format!("Sent. The result is at {}/r/", relay.origin)),
        "{out}"
    );
    relay.stop().await;
}

#[tokio::test]
async fn certificate_for_another_name_gets_nothing() {
    let relay = Encrypted::start(Quality::WrongName).await;
    let link = format!("{}/?ask=A", relay.origin);

    let (code, out, err) = run_with(&["answer", &link], &[("SSL_CERT_FILE", &relay.authority())]).await;

    assert_eq!((code, out.as_str()), (4, ""));
    assert!(err.contains("its certificate is for another name"), "{err}");
    relay.stop().await;
}

/// A proxy that connects to whatever it is asked for, which stands in what it gives.
async fn proxy() -> (SocketAddr, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (told, asked) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let told = told.clone();
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(near.read_u8().await.unwrap());
                }
                let head = String::from_utf8(head).unwrap();
                let authority = head.split(' ').nth(1).unwrap().to_owned();
                let mut far = TcpStream::connect(&authority).await.unwrap();
                told.send(head).unwrap();
                near.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    .await
                    .unwrap();
                let _ = copy_bidirectional(&mut near, &mut far).await;
            });
        }
    });
    (address, asked)
}

/// What systemd gives the service of the package's unit, whose file of variables somebody has filled in.
fn variables_of_the_service(relay: &str, proxy: &str) -> Vec<(String, String)> {
    let unit = include_str!("../../../packages/linux/rdptrace-agent.service");
    assert!(unit.contains("\nEnvironmentFile=/etc/rdptrace/agent.env\n"));
    assert!(unit.contains("\nExecStart=/usr/bin/rdptrace agent $AGENT\n"));
    let lines = include_str!("../../../packages/linux/agent.env").lines();
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    lines
        .filter_map(|line| line.strip_prefix('#').unwrap_or(line).split_once('='))
        .filter(|(name, _)| is_name(name))
        .map(|(name, value)| {
            let value = value.replace("https://rdptrace.example.org", relay);
            (name.to_owned(), value.replace("http://proxy.example.org:3128", proxy))
        })
        .collect()
}

#[tokio::test]
async fn agent_of_the_packages_service_reaches_its_server_through_the_proxy_of_its_file() {
    let relay = Encrypted::start(Quality::Good).await;
    let (address, mut asked) = proxy().await;
    let variables = variables_of_the_service(&relay.origin, &format!("http://{address}"));
    let named: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (&**name, &**value)).collect();
    let work = named.iter().find(|(name, _)| *name == "AGENT").unwrap().1;
    assert!(named.iter().any(|(name, _)| *name == "NO_PROXY"), "{named:?}");

    let _agent = relay.agent(&work.split(' ').collect::<Vec<_>>(), &named).await;

    let authority = relay.origin.strip_prefix("https://").unwrap();
    assert!(
        asked
            .recv()
            .await
            .unwrap()
            .starts_with(&format!("CONNECT {authority} HTTP/1.1\r\n"))
    );
    relay.stop().await;
}

#[tokio::test]
async fn agents_settings_name_the_proxy_with_its_password_and_what_is_reached_without_it() {
    let relay = Encrypted::start(Quality::Good).await;
    let (address, mut asked) = proxy().await;
    let settings = relay.folder.path().join("agent.toml");
    let arguments = [
        "--relay",
        &relay.origin,
        "--name",
        "branch-7",
        "--allow",
        "192.0.2.0/24",
        "--config",
    ];
    let arguments = [&arguments[..], &[settings.to_str().unwrap()]].concat();
    // Nobody is there: what the environment says counts less.
    let environment = [("HTTPS_PROXY", "http://127.0.0.1:1")];
    let named = format!("agent_proxy = \"http://anna:s%20cret@{address}\"\n");

    fs::write(&settings, &named).unwrap();
    let mut through = relay.agent(&arguments, &environment).await;
    assert!(
        asked
            .recv()
            .await
            .unwrap()
            .contains("Proxy-Authorization: Basic YW5uYTpzIGNyZXQ=\r\n")
    );
    signal(&through, Signal::SIGTERM);
    through.wait().await.unwrap();
    fs::write(&settings, named + "agent_no_proxy = [\"localhost\"]\n").unwrap();
    let _straight = relay.agent(&arguments, &environment).await;

    assert!(asked.try_recv().is_err(), "the second one asked it for nothing");
    relay.stop().await;
}

#[tokio::test]
async fn proxy_of_the_environment_is_the_way_to_the_server() {
    let proxy = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut stream, _) = proxy.accept().await.unwrap();
        let mut lines = BufReader::new(&mut stream).lines();
        let first = lines.next_line().await.unwrap().unwrap();
        // Where something is left unread, the system resets the connection, and the answer is lost.
        while !lines.next_line().await.unwrap().unwrap().is_empty() {}
        let answer = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
        stream.write_all(answer).await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
        first
    });

    let link = "https://help.example.org/?ask=A";
    let (code, out, err) = run_with(&["answer", link], &[("HTTPS_PROXY", &address)]).await;

    assert_eq!((code, out.as_str()), (4, ""));
    assert!(
        err.contains("the proxy doesn't connect to it") && err.contains("403"),
        "{err}"
    );
    assert_eq!(asked.await.unwrap(), "CONNECT help.example.org:443 HTTP/1.1");
}
