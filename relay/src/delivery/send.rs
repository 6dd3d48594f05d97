//! One try: over HTTPS, to an address that was judged, without following anything.

use core::net::{IpAddr, SocketAddr};
use core::time::Duration;
use std::io::Read as _;
use std::sync::Arc;

use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver as AskedByUreq};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, http};
use url::Url;
use wire::Target;

use super::plan::Outcome;
use crate::Config;
use crate::config::Deliver;
use crate::driver::VERSION;
use crate::net::dial::Network;
use crate::net::policy::{AddressClass, Policy, Rules};
use crate::net::resolve::Resolver;

/// A request as it is sent.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) method: &'static str,
    pub(super) url: Url,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Answer {
    /// It was answered.
    Status {
        code: u16,
        after: Option<Duration>,
        body: String,
    },
    /// Nobody was asked, and why.
    NotSent(String),
    /// It may have been taken: the answer did not come.
    Unknown(String),
}

impl Answer {
    /// What that means for the plan.
    pub(super) fn outcome(self, is_nothing: impl Fn(&str) -> bool) -> Outcome {
        let (code, after, body) = match self {
            Self::Status { code, after, body } => (code, after, body),
            Self::NotSent(error) | Self::Unknown(error) => return Outcome::Later { error, after: None },
        };
        let error = format!("{code} {}", body.chars().take(SHOWN).collect::<String>());
        match code {
            200..=299 if is_nothing(&body) => Outcome::Refused(format!("{error}: nothing was changed")),
            200..=299 => Outcome::Taken,
            410 => Outcome::Gone,
            300..=399 => Outcome::Refused(format!("{code}: redirects are not followed")),
            408 | 409 | 425 | 429 | 500..=599 => Outcome::Later { error, after },
            _ => Outcome::Refused(error),
        }
    }
}

/// What a ticket that was read back says of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It is there already.
    Arrived,
    /// It is not, or whoever asks may not read there, now or later.
    NotThere,
    /// The ticket did not come, and why. Whether the try before arrived, nobody knows, and a comment that is there twice is
    /// worse than one that comes later.
    Nothing(String),
}

impl Answer {
    /// What the answer says of the delivery `id`.
    pub(super) fn tells(self, id: &str) -> Told {
        match self {
            Self::Status { code: 200, body, .. } if body.contains(id) => Told::Arrived,
            Self::Status {
                code: code @ (408 | 425 | 429 | 500..=599),
                ..
            } => Told::Nothing(code.to_string()),
            Self::Status { .. } => Told::NotThere,
            Self::NotSent(error) | Self::Unknown(error) => Told::Nothing(error),
        }
    }
}

/// The addresses of the receiver that the policy allows.
///
/// # Errors
///
/// Why there is none.
pub(super) async fn addresses(config: &Config, deliver: &Deliver) -> Result<Vec<SocketAddr>, String> {
    let host = deliver.url.host_str().unwrap_or_default();
    let port = deliver.url.port_or_known_default().unwrap_or_default();
    let rule = |text: String| text.parse().map_err(|_| format!("{text} can't be a rule"));
    let mut allow = Vec::new();
    // A name by itself leads to public addresses only; an address that is written out is judged in the same way.
    let literal: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    if literal.is_none_or(|address| AddressClass::of(address) == AddressClass::Public) {
        allow.push(rule(format!("{host}:{port}"))?);
    }
    for network in &deliver.allow {
        let network = match network {
            ipnet::IpNet::V4(network) => network.to_string(),
            ipnet::IpNet::V6(network) => format!("[{network}]"),
        };
        allow.push(rule(format!("{network}:{port}"))?);
    }
    let own = config.policy.clone().unwrap_or_default();
    let rules = Rules {
        allow,
        nat64: own.nat64,
        ..Rules::default()
    };
    let network = Network::new(Policy::Rules(rules), Resolver::new(config.dns_server));
    let target: Target = format!("{host}:{port}").parse().map_err(|_| NO_TARGET.to_owned())?;
    let admitted = network.admit(target).map_err(|_| FORBIDDEN.to_owned())?;
    let found = network.resolve(&admitted, &admitted.resolved().host).await;
    if found.addresses.is_empty() {
        let hidden = found.withheld.is_some() || !found.forbidden.is_empty();
        return Err(if hidden { FORBIDDEN } else { NOT_FOUND }.to_owned());
    }
    let addresses = found
        .addresses
        .into_iter()
        .map(|address| SocketAddr::new(address, port));
    Ok(addresses.take(MOST_ADDRESSES).collect())
}

/// Sends it to one of `addresses`.
pub(super) async fn send(sent: Sent, addresses: Vec<SocketAddr>) -> Answer {
    let sending = tokio::task::spawn_blocking(move || send_now(sent, addresses, TRY_LIMIT));
    sending.await.unwrap_or_else(|error| Answer::Unknown(error.to_string()))
}

fn send_now(sent: Sent, addresses: Vec<SocketAddr>, limit: Duration) -> Answer {
    let is_read = sent.method == "GET";
    let mut request = http::Request::builder().method(sent.method).uri(sent.url.as_str());
    for (name, value) in &sent.headers {
        request = request.header(name, value);
    }
    let request = match request.body(sent.body) {
        Ok(request) => request,
        Err(error) => return Answer::NotSent(error.to_string()),
    };
    match agent(addresses, limit).run(request) {
        Ok(mut answer) => {
            let after = answer.headers().get(http::header::RETRY_AFTER);
            let after = after.and_then(|value| value.to_str().ok()?.parse().ok());
            // What goes beyond the limit is not read; the status says what became of a ticket that was written to.
            let mut body = Vec::new();
            let read = answer
                .body_mut()
                .as_reader()
                .take(LONGEST_ANSWER)
                .read_to_end(&mut body);
            match read {
                // Of a ticket that was to be read, the body is all that counts.
                Err(error) if is_read => Answer::Unknown(error.to_string()),
                Ok(_) | Err(_) => Answer::Status {
                    code: answer.status().as_u16(),
                    after: after.map(Duration::from_secs),
                    body: String::from_utf8_lossy(&body).into_owned(),
                },
            }
        }
        Err(error @ (ureq::Error::ConnectionFailed | ureq::Error::HostNotFound | ureq::Error::Rustls(_))) => {
            Answer::NotSent(error.to_string())
        }
        Err(error) => Answer::Unknown(error.to_string()),
    }
}

fn agent(addresses: Vec<SocketAddr>, limit: Duration) -> Agent {
    let found = rustls_native_certs::load_native_certs().certs;
    let authorities: Vec<_> = found.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&authorities))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .user_agent(["rdptrace/", VERSION].concat())
        .http_status_as_error(false)
        // A proxy would look the name up itself, and nobody would have judged what it finds.
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(limit))
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Judged(addresses))
}

/// The addresses that were found and judged before: the name is not looked up again.
#[derive(Debug)]
struct Judged(Vec<SocketAddr>);

impl AskedByUreq for Judged {
    fn resolve(
        &self,
        _: &http::Uri,
        _: &ureq::config::Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut addresses = self.empty();
        for address in &self.0 {
            addresses.push(*address);
        }
        Ok(addresses)
    }
}

/// Standard Webhooks ask for 15 to 30 seconds.
pub(super) const TRY_LIMIT: Duration = Duration::from_secs(20);
/// A ticket with many comments is read back; the rest of it is left.
const LONGEST_ANSWER: u64 = 1024 * 1024;
/// As many as ureq takes.
const MOST_ADDRESSES: usize = 16;
/// Of an answer, for the administrator.
const SHOWN: usize = 200;
const NO_TARGET: &str = "the address in `deliver.url` can't be one";
const NOT_FOUND: &str = "the name in `deliver.url` isn't known";
const FORBIDDEN: &str = "the address is private or this server's own; name its network in `deliver.allow`";

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// What is made of an answer that ends before it is whole.
    fn broken_answer(method: &'static str) -> Answer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let desk = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = Vec::new();
            while !asked.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                asked.extend(byte);
            }
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[\"the first\"")
                .unwrap();
        });
        let sent = Sent {
            method,
            url: format!("http://{address}/").parse().unwrap(),
            headers: Vec::new(),
            body: String::new(),
        };
        let answer = send_now(sent, vec![address], TRY_LIMIT);
        desk.join().unwrap();
        answer
    }

    #[test]
    fn a_ticket_that_was_read_in_part_says_nothing_of_a_comment() {
        let told = broken_answer("GET").tells("msg_1");

        assert!(matches!(told, Told::Nothing(_)), "{told:?}");
    }

    #[test]
    fn what_a_status_means_for_the_plan_is_as_the_specification_has_it() {
        let after = Some(Duration::from_secs(90));
        let outcome = |code| {
            let body = "[]".to_owned();
            Answer::Status { code, after, body }.outcome(|_| false)
        };
        for code in [200, 201, 202, 204] {
            assert_eq!(outcome(code), Outcome::Taken, "{code}");
        }
        for code in [301, 302, 307, 308, 400, 401, 403, 404, 413, 422] {
            assert!(matches!(outcome(code), Outcome::Refused(_)), "{code}");
        }
        for code in [408, 409, 425, 429, 500, 502, 503, 504] {
            let error = format!("{code} []");
            assert_eq!(outcome(code), Outcome::Later { error, after }, "{code}");
        }
        assert_eq!(outcome(410), Outcome::Gone);
    }

    #[test]
    fn a_comment_whose_answer_breaks_off_was_taken() {
        let outcome = broken_answer("POST").outcome(|body| body == "[]");

        assert_eq!(outcome, Outcome::Taken);
    }

    /// Whoever hangs may have taken it, so that a ticket is read before the next try.
    #[test]
    fn a_receiver_that_hangs_is_given_up_and_asked_again_later() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let sent = Sent {
            method: "POST",
            url: format!("http://{address}/").parse().unwrap(),
            headers: Vec::new(),
            body: "{}".to_owned(),
        };

        // The kernel takes the connection and the request, and nobody answers.
        let answer = send_now(sent, vec![address], Duration::from_millis(50));

        assert!(matches!(answer, Answer::Unknown(_)), "{answer:?}");
        assert!(matches!(answer.outcome(|_| false), Outcome::Later { after: None, .. }));
        let asked_for = Duration::from_secs(15)..=Duration::from_secs(30);
        assert!(asked_for.contains(&TRY_LIMIT), "Standard Webhooks 1.0.0");
    }
}
