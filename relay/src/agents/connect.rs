//! The TCP connection to a relay: straight, or through the proxy that the environment names (HTTP CONNECT, RFC 9110 9.3.6).

use data_encoding::BASE64;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use ureq::http::Uri;
use ureq::{Proxy, ProxyProtocol};
use url::{Host, Url};

/// Connects to the relay at this address. Only what is encrypted goes through a proxy: in clear there are only relays on
/// this machine.
///
/// # Errors
///
/// Says why there is none.
pub(super) async fn connect(relay: &str, proxy: Option<&Proxy>) -> Result<TcpStream, String> {
    let unreadable = || "its address can't be read".to_owned();
    let url: Url = relay.parse().map_err(|_| unreadable())?;
    let host = url.host().ok_or_else(unreadable)?;
    let port = url.port_or_known_default().ok_or_else(unreadable)?;
    let uri: Uri = relay.parse().map_err(|_| unreadable())?;
    let proxy = proxy.filter(|proxy| url.scheme() == "https" && !proxy.is_no_proxy(&uri));
    let stream = match proxy {
        Some(proxy) => through(proxy, &format!("{host}:{port}")).await?,
        None => match host {
            Host::Domain(name) => TcpStream::connect((name, port)).await,
            Host::Ipv4(address) => TcpStream::connect((address, port)).await,
            Host::Ipv6(address) => TcpStream::connect((address, port)).await,
        }
        .map_err(|error| error.to_string())?,
    };
    stream.set_nodelay(true).map_err(|error| error.to_string())?;
    Ok(stream)
}

/// Has the proxy connect to `authority`, whose name it looks up itself.
async fn through(proxy: &Proxy, authority: &str) -> Result<TcpStream, String> {
    if proxy.protocol() != ProxyProtocol::Http {
        return Err(NOT_BY_HTTP.to_owned());
    }
    let failed = |error: std::io::Error| format!("the proxy {} doesn't answer: {error}", proxy.host());
    let mut stream = TcpStream::connect((proxy.host(), proxy.port())).await.map_err(failed)?;
    let credentials = proxy.username().map(|name| {
        let pair = format!("{name}:{}", proxy.password().unwrap_or_default());
        format!("Proxy-Authorization: Basic {}\r\n", BASE64.encode(pair.as_bytes()))
    });
    let asked = format!(
        "CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n{}\r\n",
        credentials.unwrap_or_default()
    );
    stream.write_all(asked.as_bytes()).await.map_err(failed)?;
    let mut head = Vec::new();
    // Byte by byte: what follows the head is the relay's.
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() == LONGEST_HEAD {
            return Err(NO_PROXY.to_owned());
        }
        head.push(stream.read_u8().await.map_err(failed)?);
    }
    let head = String::from_utf8_lossy(&head);
    let status = head.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5));
    match status {
        Some(status) if status.starts_with('2') => Ok(stream),
        Some("407") => Err(NOT_SIGNED_IN.to_owned()),
        Some(status) => Err(format!("the proxy says {status}")),
        None => Err(NO_PROXY.to_owned()),
    }
}

/// Proxies write a few lines.
const LONGEST_HEAD: usize = 8 * 1024;
const NOT_BY_HTTP: &str = "only proxies that are spoken to by HTTP are used, such as http://proxy.example.org:3128";
const NO_PROXY: &str = "what the environment names as the proxy isn't one";
const NOT_SIGNED_IN: &str =
    "the proxy wants a name and a password, such as http://name:password@proxy.example.org:3128";

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// A proxy that says `answer`, and what it was asked.
    async fn proxy(answer: &'static str) -> (Proxy, tokio::task::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = Vec::new();
            while !asked.ends_with(b"\r\n\r\n") {
                asked.push(stream.read_u8().await.unwrap());
            }
            stream.write_all(answer.as_bytes()).await.unwrap();
            String::from_utf8(asked).unwrap()
        });
        (Proxy::new(&format!("http://anna:s%20cret@{address}")).unwrap(), asked)
    }

    #[tokio::test]
    async fn proxy_is_asked_for_the_relay_and_what_follows_its_answer_is_the_relays() {
        let (proxy, asked) = proxy("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\nhello").await;

        let mut stream = connect("https://rdptrace.example.org/base", Some(&proxy))
            .await
            .unwrap();

        let mut relays = String::new();
        stream.read_to_string(&mut relays).await.unwrap();
        assert_eq!(relays, "hello");
        let authority = "rdptrace.example.org:443";
        let expected = format!(
            "CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\nProxy-Authorization: Basic YW5uYTpzIGNyZXQ=\r\n\r\n"
        );
        assert_eq!(asked.await.unwrap(), expected);
    }

    #[tokio::test]
    async fn proxy_that_does_not_connect_is_told_without_the_password() {
        for (answer, said) in [
            ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", NOT_SIGNED_IN),
            ("HTTP/1.0 503 Service Unavailable\r\n\r\n", "the proxy says 503"),
            ("SSH-2.0-OpenSSH_9.2\r\n\r\n", NO_PROXY),
        ] {
            let (proxy, _asked) = proxy(answer).await;

            let why = connect("https://rdptrace.example.org", Some(&proxy)).await.unwrap_err();

            assert_eq!(why, said);
        }
        let socks = Proxy::new("socks5://127.0.0.1:1").ok();
        if let Some(socks) = socks {
            let why = connect("https://rdptrace.example.org", Some(&socks)).await.unwrap_err();
            assert_eq!(why, NOT_BY_HTTP);
        }
    }

    #[tokio::test]
    async fn relay_on_this_machine_or_beside_the_proxy_is_reached_straight() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let nowhere = Proxy::builder(ProxyProtocol::Http)
            .host("127.0.0.1")
            .port(1)
            .no_proxy("127.0.0.1")
            .build()
            .unwrap();

        for scheme in ["http", "https"] {
            let stream = connect(&format!("{scheme}://{address}"), Some(&nowhere)).await.unwrap();
            assert_eq!(stream.peer_addr().unwrap(), address);
        }
    }
}
