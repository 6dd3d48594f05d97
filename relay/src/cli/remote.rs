//! A relay somewhere else, as programs speak to it: over HTTPS, with the system's certificate authorities, through the
//! proxy that the environment or the system's settings name.

use core::fmt;
use core::str::FromStr;
use core::time::Duration;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, Proxy};
use url::{Host, Url};
use wire::{
    Ask, AskProgress, AskProgressReport, Problem, ProblemKind, Report, RunKey, ServerMessage, ShareReceipt,
    ShareRequest, Target,
};

use super::proxy::{UnusedProxy, way_to};
use super::unreached::told_without;
use crate::Error;
use crate::driver::VERSION;

/// Where a relay is: its origin with the path below which it is, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(String);

/// A link by which somebody asks for a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AskLink {
    /// The relay that it leads to.
    pub(super) address: Address,
    /// What it asks for, as the relay calls it.
    pub(super) id: String,
}

impl FromStr for Address {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url: Url = text.parse().map_err(|_| NO_ADDRESS)?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(NO_ADDRESS);
        }
        Self::of(&url)
    }
}

impl Address {
    fn of(url: &Url) -> Result<Self, &'static str> {
        match url.scheme() {
            "https" => {}
            // What travels in clear could be changed on the way: which computer is checked, and who sees the result.
            "http" if url.host().is_some_and(|host| is_loopback(&host)) => {}
            "http" => return Err(NOT_ENCRYPTED),
            _ => return Err(NO_ADDRESS),
        }
        // The part before `@` looks like the server's name and is none.
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NO_ADDRESS);
        }
        let path = url.path().trim_end_matches('/');
        Ok(Self(url.origin().ascii_serialization() + path))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for AskLink {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url: Url = text.parse().map_err(|_| NO_ASK_LINK)?;
        let mut ids = url.query_pairs().filter(|(name, _)| name == "ask");
        let (Some((_, id)), None) = (ids.next(), ids.next()) else {
            return Err(NO_ASK_LINK);
        };
        let is_of_an_id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if id.is_empty() || id.len() > LONGEST_ID || !id.bytes().all(is_of_an_id) {
            return Err(NO_ASK_LINK);
        }
        Ok(Self {
            id: id.into_owned(),
            address: Address::of(&url)?,
        })
    }
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// What asks servers elsewhere through `proxy`, and follows so many redirections; the answer that points on is the last one.
pub(super) fn agent(redirections: u32, proxy: Option<Proxy>) -> Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&authorities()))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    Agent::config_builder()
        .proxy(proxy)
        .tls_config(tls)
        .user_agent(["rdptrace/", VERSION].concat())
        .http_status_as_error(false)
        .max_redirects(redirections)
        .max_redirects_will_error(false)
        .timeout_connect(Some(CONNECT_LIMIT))
        .timeout_global(Some(ANSWER_LIMIT))
        .build()
        .new_agent()
}

/// A relay that is spoken to.
#[derive(Debug)]
pub(super) struct Remote {
    address: Address,
    agent: Agent,
    /// The proxy that the system may know and that is not used.
    unused: Option<UnusedProxy>,
}

impl Remote {
    pub(super) fn new(address: Address) -> Self {
        // Whoever agreed to a server did not agree to where that one points.
        // An address was read as a URL.
        let way = address.0.parse().map(|url| way_to(&url)).unwrap_or_default();
        Self {
            agent: agent(0, way.proxy),
            unused: way.unused,
            address,
        }
    }

    pub(super) fn address(&self) -> &Address {
        &self.address
    }

    /// What somebody asks for.
    ///
    /// # Errors
    ///
    /// Where the relay does not tell, as for a link that has expired.
    pub(super) fn ask(&self, id: &str) -> Result<Ask, Error> {
        let answer = self.agent.get(self.at(&["/api/asks/", id])).call();
        self.read(answer)
    }

    /// Tells whoever asked how far it is. They learn of the result all the same, so nothing becomes of it where this
    /// does not get through.
    pub(super) fn tell(&self, id: &str, progress: AskProgress) {
        let path = self.at(&["/api/asks/", id, "/progress"]);
        let _told = self.post(&path, &AskProgressReport { progress });
    }

    /// Has the relay check `target` itself, from now on; absent where it does not.
    pub(super) fn begin_check(&self, target: &Target) -> Option<RunKey> {
        let request = self.agent.post(self.at(&["/check"]));
        let answer = request.send_form([("target", target.to_string())]).ok()?;
        let led = answer.headers().get("Location")?.to_str().ok()?;
        let (_, key) = led.rsplit_once("/run/")?;
        Some(RunKey::new(key.to_owned()))
    }

    /// What came of it; absent where that cannot be had.
    pub(super) fn checked(&self, key: &RunKey) -> Option<Report> {
        let events = self.agent.get(self.at(&["/api/runs/", key.as_str()]));
        // They come until the check is over.
        let mut answer = events.header("Accept", "text/event-stream").call().ok()?;
        let events = answer
            .body_mut()
            .with_config()
            .limit(LONGEST_RUN)
            .read_to_string()
            .ok()?;
        let mut told = events.lines().filter_map(|line| line.strip_prefix("data:"));
        told.find_map(|event| match serde_json::from_str(event) {
            Ok(ServerMessage::Finished(report)) if report.fault().is_none() => Some(*report),
            Ok(_) | Err(_) => None,
        })
    }

    /// Sends a result.
    ///
    /// # Errors
    ///
    /// Where the relay does not keep it.
    pub(super) fn share(&self, request: &ShareRequest) -> Result<ShareReceipt, Error> {
        self.read(self.post(&self.at(&["/api/reports"]), request))
    }

    /// The link to what was shared, on the very server that it was sent to.
    ///
    /// # Errors
    ///
    /// Where the relay names something else than a path of its own.
    pub(super) fn link(&self, receipt: &ShareReceipt) -> Result<String, Error> {
        let own = Url::parse(&self.address.0).ok();
        let joined = own.as_ref().and_then(|own| own.join(&receipt.path).ok());
        let same = joined.filter(|joined| own.is_some_and(|own| own.origin() == joined.origin()));
        same.map(String::from).ok_or_else(|| self.strange())
    }

    fn at(&self, path: &[&str]) -> String {
        [&[self.address.0.as_str()], path].concat().concat()
    }

    fn post(&self, path: &str, body: &impl Serialize) -> Result<ureq::http::Response<Body>, ureq::Error> {
        // What was made here can be written down.
        let body = serde_json::to_string(body).unwrap_or_default();
        let request = self.agent.post(path).header("Content-Type", "application/json");
        request.send(body)
    }

    fn read<T: DeserializeOwned>(&self, answer: Result<ureq::http::Response<Body>, ureq::Error>) -> Result<T, Error> {
        let failed = |error: ureq::Error| Error::Remote {
            server: self.address.to_string(),
            what: told_without(self.unused, &error),
        };
        let mut answer = answer.map_err(failed)?;
        let body = answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec();
        let body = body.map_err(failed)?;
        if answer.status().is_success() {
            return serde_json::from_slice(&body).map_err(|_| self.strange());
        }
        let problem: Problem = serde_json::from_slice(&body).map_err(|_| self.strange())?;
        Err(Error::Unshared {
            server: self.address.to_string(),
            problem: problem.problem,
        })
    }

    fn strange(&self) -> Error {
        Error::Remote {
            server: self.address.to_string(),
            what: STRANGE.to_owned(),
        }
    }
}

/// The system's certificate authorities. Those that cannot be read are as good as not there: a server that needs one is
/// refused.
fn authorities() -> Vec<Certificate<'static>> {
    let found = rustls_native_certs::load_native_certs().certs;
    found.iter().map(|der| Certificate::from_der(der).to_owned()).collect()
}

/// Whether another life may do where this one was refused.
pub(super) fn is_about_life(error: &Error) -> bool {
    matches!(
        error,
        Error::Unshared {
            problem: ProblemKind::LifeNotAllowed,
            ..
        }
    )
}

const NO_ADDRESS: &str = "it needs the address of an rdptrace server, such as https://rdptrace.example.org";
const NO_ASK_LINK: &str = "it needs the whole link that you were sent, such as https://rdptrace.example.org/?ask=Bx8i";
const NOT_ENCRYPTED: &str = "it begins with http://, so anyone on the way can change it. Ask for an https:// link";
const STRANGE: &str = "it doesn't answer as an rdptrace server does";
/// Ids have 22 characters; this leaves room for longer ones to come.
const LONGEST_ID: usize = 64;
/// A proxy that answers at all does so within this.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// A report of 64 KiB over a slow line.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);
/// What somebody asks for, or a receipt: both are far shorter.
const LONGEST_ANSWER: u64 = 64 * 1024;
/// A report, and every stage of it once more as it went.
const LONGEST_RUN: u64 = 256 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, String), &'static str> {
        let link: AskLink = text.parse()?;
        Ok((link.address.to_string(), link.id))
    }

    #[test]
    fn link_leads_to_its_relay_also_below_a_path() {
        for (link, address) in [
            ("https://help.example.org/?ask=Bx8i-_", "https://help.example.org"),
            (
                "https://help.example.org:8443/?ask=Bx8i-_",
                "https://help.example.org:8443",
            ),
            (
                "https://help.example.org/rdp/?ask=Bx8i-_",
                "https://help.example.org/rdp",
            ),
            ("http://127.0.0.1:8080/?ask=Bx8i-_", "http://127.0.0.1:8080"),
            ("http://[::1]:8080/?ask=Bx8i-_", "http://[::1]:8080"),
        ] {
            assert_eq!(read(link), Ok((address.to_owned(), "Bx8i-_".to_owned())), "{link}");
        }
    }

    #[test]
    fn what_is_no_link_or_can_be_changed_on_the_way_is_refused() {
        for (link, why) in [
            ("Bx8i", NO_ASK_LINK),
            ("https://help.example.org/", NO_ASK_LINK),
            ("https://help.example.org/?ask=", NO_ASK_LINK),
            ("https://help.example.org/?ask=a&ask=b", NO_ASK_LINK),
            ("https://help.example.org/?ask=a/../b", NO_ASK_LINK),
            ("https://help.example.org@evil.example/?ask=a", NO_ADDRESS),
            ("ftp://help.example.org/?ask=a", NO_ADDRESS),
            ("http://help.example.org/?ask=a", NOT_ENCRYPTED),
            ("http://localhost.evil.example/?ask=a", NOT_ENCRYPTED),
        ] {
            assert_eq!(read(link), Err(why), "{link}");
        }
    }

    #[test]
    fn link_to_a_result_stays_on_the_server_that_it_was_sent_to() {
        let remote = Remote::new("https://help.example.org/rdp".parse().unwrap());
        let receipt = |path: &str| ShareReceipt {
            id: "A".to_owned(),
            path: path.to_owned(),
            expires_at_ms: 0,
            revoke: "B".to_owned(),
        };

        let own = remote.link(&receipt("/rdp/r/A")).unwrap();

        assert_eq!(own, "https://help.example.org/rdp/r/A");
        for other in ["//evil.example/r/A", "https://evil.example/r/A"] {
            assert!(remote.link(&receipt(other)).is_err(), "{other}");
        }
    }
}
