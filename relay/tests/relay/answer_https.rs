//! `rdptrace answer` over HTTPS, and through a proxy.

use std::fs;
use std::sync::Arc;

use fixtures::certificate::{Certificate, Quality};
use fixtures::clock;
use nix::sys::signal::Signal;
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::process::Child;
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
        let text = format!(
            "listen = \"127.0.0.1:0\"\n[tls]\ncertificate = \"{}\"\n",
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
