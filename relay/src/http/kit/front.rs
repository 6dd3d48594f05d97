//! Who may speak to the relay: requests for its own address only, and from its own pages only.
//!
//! A page of another site can make a browser send requests here, directly or by pointing a name of its own at this
//! address. `Host` and `Origin` give both away. Programs that are no browser send no `Origin`, and are answered.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use core::sync::atomic::{AtomicI64, Ordering};

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName};
use tracing::info;

use crate::Config;
use crate::clock;
use crate::config::{BasePath, Origin, TenantId};

/// How browsers reach the relay's own address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// In the clear.
    Http,
    /// Inside TLS that ends here.
    Https,
}

impl Scheme {
    /// That of a relay with these settings.
    pub(crate) fn of(config: &Config) -> Self {
        match config.tls {
            None => Self::Http,
            Some(_) => Self::Https,
        }
    }

    /// As it stands in addresses.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    /// The port that browsers leave out.
    fn usual_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// The names under which this relay is reached.
#[derive(Debug)]
pub(in crate::http) struct Front {
    authorities: Vec<String>,
    /// The same with their schemes, in the same order.
    origins: Vec<String>,
    base: BasePath,
    /// The same of the relay itself, where it is in the frame of a tenant.
    site: BasePath,
    /// The end of it that a proxy never takes off: where the frame of a tenant is; the root for the relay itself.
    frame: BasePath,
    /// When a request that was turned away last had a line of its own in the log, in milliseconds since 1970.
    noted: AtomicI64,
}

impl Front {
    /// The configured origins and, on a loopback address, the relay's own.
    pub(in crate::http) fn new(listen: SocketAddr, scheme: Scheme, public: &[Origin], base: BasePath) -> Self {
        let mut front = Self {
            authorities: public.iter().map(|origin| origin.authority().to_owned()).collect(),
            origins: public.iter().map(ToString::to_string).collect(),
            site: base.clone(),
            base,
            frame: BasePath::default(),
            noted: AtomicI64::new(0),
        };
        if listen.ip().is_loopback() {
            let literal = |address: IpAddr| match address {
                IpAddr::V4(address) => address.to_string(),
                IpAddr::V6(address) => format!("[{address}]"),
            };
            for host in [
                "localhost".to_owned(),
                literal(Ipv4Addr::LOCALHOST.into()),
                literal(Ipv6Addr::LOCALHOST.into()),
                literal(listen.ip()),
            ] {
                let authority = if listen.port() == scheme.usual_port() {
                    host
                } else {
                    format!("{host}:{}", listen.port())
                };
                front.origins.push(format!("{}://{authority}", scheme.name()));
                front.authorities.push(authority);
            }
        }
        front
    }

    /// The same for another app at the same address.
    pub(in crate::http) fn same(&self) -> Self {
        Self {
            authorities: self.authorities.clone(),
            origins: self.origins.clone(),
            base: self.base.clone(),
            site: self.site.clone(),
            frame: self.frame.clone(),
            noted: AtomicI64::new(0),
        }
    }

    /// The same relay in the frame of a tenant, in the language that its portal chooses.
    pub(in crate::http) fn in_frame(&self, tenant: &TenantId, language: Option<&str>) -> Self {
        Self {
            base: self.base.of_frame(tenant, language),
            frame: BasePath::default().of_frame(tenant, language),
            ..self.same()
        }
    }

    /// The path below which all of this relay's addresses are, such as `/rdp`; empty at the root.
    pub(in crate::http) fn base(&self) -> &str {
        self.base.as_str()
    }

    /// The path below which the relay itself is, also in the frame of a tenant: what outlives the frame is there.
    pub(in crate::http) fn site(&self) -> &str {
        self.site.as_str()
    }

    /// A path without the one below which this relay is. A proxy may have cut that off already.
    pub(in crate::http) fn below<'a>(&self, path: &'a str) -> &'a str {
        let below = self.base.strip(path).or_else(|| self.frame.strip(path));
        below.unwrap_or(path)
    }

    /// Where this relay is for whoever sent a request: the origin under which it came, the first one where its `Host` is
    /// none of ours, with the path below it. Without a slash at the end.
    pub(in crate::http) fn address(&self, headers: &HeaderMap) -> String {
        let named = match single(headers, &HOST) {
            Single::One(host) => self.authorities.iter().position(|own| own == host),
            Single::Missing | Single::Unusable => None,
        };
        let origin = self.origins.get(named.unwrap_or_default());
        [origin.map_or("", String::as_str), self.base()].concat()
    }

    /// The same of the relay itself, also in the frame of a tenant.
    pub(in crate::http) fn site_address(&self, headers: &HeaderMap) -> String {
        let address = self.address(headers);
        let origin = address.strip_suffix(self.base()).unwrap_or(&address);
        [origin, self.site()].concat()
    }

    /// Tells the log of a request that is turned away, so that an owner who has forgotten a name of the relay learns of it.
    /// Anybody can send such requests, so there is one line in a second at most.
    pub(in crate::http) fn note(&self, objection: Objection, headers: &HeaderMap) {
        if !self.may_note(clock::unix_millis()) {
            return;
        }
        let short = |name| match single(headers, name) {
            Single::One(value) => value.chars().take(LONGEST_NOTED).collect(),
            Single::Missing | Single::Unusable => String::new(),
        };
        match objection {
            Objection::Misdirected => info!(host = ?short(&HOST), "a request for another host was turned away"),
            Objection::FromAnotherSite => info!(origin = ?short(&ORIGIN), "a request of another site was turned away"),
        }
    }

    /// Whether a line may be written `now`; none is for a while after that.
    fn may_note(&self, now_ms: i64) -> bool {
        // Of two at once both may be written: it is the flood that is not.
        let may = now_ms.saturating_sub(self.noted.load(Ordering::Relaxed)) >= NOTE_INTERVAL_MS;
        if may {
            self.noted.store(now_ms, Ordering::Relaxed);
        }
        may
    }

    /// What is wrong with a request, if anything.
    pub(in crate::http) fn objection(&self, request: &Request) -> Option<Objection> {
        let own = |values: &[String], value: &str| values.iter().any(|own| own == value);
        let named = request.uri().authority().map(|authority| authority.as_str());
        let reached = match single(request.headers(), &HOST) {
            Single::One(host) => own(&self.authorities, host),
            Single::Missing | Single::Unusable => false,
        };
        if !reached || named.is_some_and(|named| !own(&self.authorities, named)) {
            return Some(Objection::Misdirected);
        }
        match single(request.headers(), &ORIGIN) {
            // A browser names the origin of whatever changes something; one that does not is not to be trusted with it.
            Single::Missing if !request.method().is_safe() && request.headers().contains_key(SEC_FETCH_SITE) => {
                Some(Objection::FromAnotherSite)
            }
            Single::Missing => None,
            Single::One(origin) if own(&self.origins, origin) => None,
            // Portals load it, and a browser that loads a module always names the page that wants it.
            Single::One(_) if request.method().is_safe() && is_for_everybody(request.uri().path()) => None,
            Single::One(_) | Single::Unusable => Some(Objection::FromAnotherSite),
        }
    }
}

/// Whether pages of every origin may load it: the element, and badges of shared results.
fn is_for_everybody(path: &str) -> bool {
    FOR_PORTALS.contains(&path) || path.starts_with("/r/") && path.ends_with(".svg")
}

/// Why a request is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Objection {
    /// It is for another address than this relay's.
    Misdirected,
    /// It comes from another site's page.
    FromAnotherSite,
}

/// A header that may be there once.
enum Single<'a> {
    Missing,
    One(&'a str),
    /// It stands twice, or is no text.
    Unusable,
}

fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Single<'a> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Single::Missing,
        (Some(value), None) => value.to_str().map_or(Single::Unusable, Single::One),
        (Some(_), Some(_)) => Single::Unusable,
    }
}

/// Where the `<rdp-trace>` element is, and its types.
pub(in crate::http) const ELEMENT: &str = "/embed/v1/embed.js";
pub(in crate::http) const ELEMENT_TYPES: &str = "/embed/v1/embed.d.ts";
/// The files of the element.
const FOR_PORTALS: [&str; 2] = [ELEMENT, ELEMENT_TYPES];
/// What only browsers send (Fetch Metadata).
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// Enough to see what happens.
const NOTE_INTERVAL_MS: i64 = 1000;
/// More than a name that somebody forgot to configure; the rest is somebody's game.
const LONGEST_NOTED: usize = 100;

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use crate::logged::logged;

    fn front() -> Front {
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080));
        Front::new(listen, Scheme::Http, &[], BasePath::default())
    }

    #[test]
    fn requests_that_are_turned_away_all_the_time_are_told_of_once_a_second() {
        let front = front();
        // One each millisecond.
        let told: Vec<i64> = (10_000..13_000).filter(|now| front.may_note(*now)).collect();

        assert_eq!(told, [10_000, 11_000, 12_000]);
    }

    #[test]
    fn a_line_tells_what_was_asked_for_and_is_followed_by_none_for_a_while() {
        let front = front();
        let headers = HeaderMap::from_iter([(HOST, HeaderValue::from_static("old-name.example"))]);

        let lines = logged(|| {
            front.note(Objection::Misdirected, &headers);
            // As if it had been just now, however long this test takes.
            front.noted.store(i64::MAX, Ordering::Relaxed);
            front.note(Objection::Misdirected, &headers);
        });

        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0]["host"].as_str().unwrap().contains("old-name.example"));
    }
}
