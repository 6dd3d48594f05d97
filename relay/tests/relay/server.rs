//! A relay of the test's own, on a port that the system chose.

use std::net::SocketAddr;
use std::time::Duration;

use relay::http::Listeners;
use relay::store::{Store, StorePlace, StoreSettings};
use relay::{Config, Error};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    hurry: Option<oneshot::Sender<()>>,
    metrics: SocketAddr,
    serving: JoinHandle<Result<(), Error>>,
    pub(crate) store: Store,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::start_with(Config::default()).await
    }

    pub(crate) async fn start_with(config: Config) -> Self {
        Self::start_changing(config).await.0
    }

    /// One whose settings change when they are sent anew.
    pub(crate) async fn start_changing(config: Config) -> (Self, watch::Sender<Config>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let metrics = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let metrics_address = metrics.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let (hurry, hurried) = oneshot::channel::<()>();
        let settings = StoreSettings {
            place: Some(config.store.clone().unwrap_or(StorePlace::Memory)),
            ..config.store_settings()
        };
        let store = Store::open(&settings).await.unwrap();
        let kept = store.clone();
        let (changes, config) = watch::channel(config);
        let serving = tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            let hurried = async {
                let _ = hurried.await;
            };
            let listeners = Listeners {
                pages: listener,
                metrics: Some(metrics),
            };
            relay::http::serve(listeners, config, store, || Ok(()), stopped, hurried).await
        });
        let server = Self {
            address,
            stop: Some(stop),
            hurry: Some(hurry),
            metrics: metrics_address,
            serving,
            store: kept,
        };
        (server, changes)
    }

    /// Why one does not start.
    pub(crate) async fn refused(config: Config) -> Error {
        let mut server = Self::start_with(config).await;
        let ended = timeout(Duration::from_secs(2), &mut server.serving).await;
        ended.expect("it ends at once").unwrap().unwrap_err()
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the second listener is.
    pub(crate) fn metrics_address(&self) -> SocketAddr {
        self.metrics
    }

    /// Asks it to end when its runs have.
    pub(crate) fn ask_to_stop(&mut self) {
        drop(self.stop.take());
    }

    /// Where its metrics are.
    pub(crate) async fn metrics(&self) -> String {
        let lines = ["GET /metrics HTTP/1.1", "Host: metrics"];
        send_to(self.metrics, &lines, "").await.body
    }

    /// Asks it to end at once, and waits until it has.
    pub(crate) async fn stop(mut self) {
        drop(self.stop.take());
        drop(self.hurry.take());
        timeout(Duration::from_secs(2), &mut self.serving)
            .await
            .expect("it ends within two seconds")
            .unwrap()
            .unwrap();
    }

    /// Sends lines of a request, and reads the answer to its end.
    pub(crate) async fn request(&self, lines: &[&str]) -> Answer {
        self.send(lines, "").await
    }

    /// The same with a body, whose length is among the lines.
    pub(crate) async fn send(&self, lines: &[&str], body: &str) -> Answer {
        send_to(self.address, lines, body).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.request(&[&format!("GET {path} HTTP/1.1"), &format!("Host: {}", self.address)])
            .await
    }

    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.post(path, "application/json", &body.to_string()).await
    }

    pub(crate) async fn post_form(&self, path: &str, body: &str) -> Answer {
        self.post(path, "application/x-www-form-urlencoded", body).await
    }

    async fn post(&self, path: &str, content_type: &str, body: &str) -> Answer {
        let lines = [
            format!("POST {path} HTTP/1.1"),
            format!("Host: {}", self.address),
            format!("Content-Type: {content_type}"),
            format!("Content-Length: {}", body.len()),
        ];
        self.send(&lines.each_ref().map(String::as_str), body).await
    }
}

/// What a relay that is not the test's own answers at `path`.
pub(crate) async fn answer_at(address: SocketAddr, path: &str) -> Answer {
    send_to(
        address,
        &[&format!("GET {path} HTTP/1.1"), &format!("Host: {address}")],
        "",
    )
    .await
}

async fn send_to(address: SocketAddr, lines: &[&str], body: &str) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("{}\r\nConnection: close\r\n\r\n{body}", lines.join("\r\n"));
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    Answer::parse(&bytes)
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        Self {
            status: status.and_then(|status| status.parse().ok()).unwrap_or_default(),
            headers: lines
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}
