//! Who may speak to the relay: requests for its own address only, and from its own pages only.
//!
//! A page of another site can make a browser send requests here, directly or by pointing a name of its own at this
//! address. `Host` and `Origin` give both away. Programs that are no browser send no `Origin`, and are answered.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName};

use crate::config::Origin;

/// The names under which this relay is reached.
#[derive(Debug)]
pub(in crate::http) struct Front {
    authorities: Vec<String>,
    /// The same with their schemes, in the same order.
    origins: Vec<String>,
}

impl Front {
    /// The configured origins and, on a loopback address, the relay's own.
    pub(in crate::http) fn new(listen: SocketAddr, public: &[Origin]) -> Self {
        let mut front = Self {
            authorities: public.iter().map(|origin| origin.authority().to_owned()).collect(),
            origins: public.iter().map(ToString::to_string).collect(),
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
                let authority = match listen.port() {
                    HTTP_PORT => host,
                    port => format!("{host}:{port}"),
                };
                front.origins.push(format!("http://{authority}"));
                front.authorities.push(authority);
            }
        }
        front
    }

    /// The origin under which a request reached this relay; the first one where its `Host` is none of ours.
    pub(in crate::http) fn origin(&self, headers: &HeaderMap) -> &str {
        let named = match single(headers, &HOST) {
            Single::One(host) => self.authorities.iter().position(|own| own == host),
            Single::Missing | Single::Unusable => None,
        };
        let origin = self.origins.get(named.unwrap_or_default());
        origin.map_or("", String::as_str)
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
            Single::One(_) | Single::Unusable => Some(Objection::FromAnotherSite),
        }
    }
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

/// What only browsers send (Fetch Metadata).
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// Browsers leave this port out.
const HTTP_PORT: u16 = 80;
