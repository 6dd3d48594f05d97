//! Who may speak to the relay: requests for its own address only, and from its own pages only.
//!
//! A page of another site can make a browser send requests here, directly or by pointing a name of its own at this
//! address. `Host` and `Origin` give both away. Programs that are no browser send no `Origin`, and are answered.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, StatusCode};

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
        let host = single(headers, &HOST).flatten();
        let named = host.and_then(|host| self.authorities.iter().position(|own| own == host));
        let origin = self.origins.get(named.unwrap_or_default());
        origin.map_or("", String::as_str)
    }

    /// What is wrong with a request, if anything.
    pub(in crate::http) fn objection(&self, request: &Request) -> Option<(StatusCode, &'static str)> {
        let own = |values: &[String], value: &str| values.iter().any(|own| own == value);
        let host = single(request.headers(), &HOST).flatten();
        let named = request.uri().authority().map(|authority| authority.as_str());
        if !host.is_some_and(|host| own(&self.authorities, host))
            || named.is_some_and(|named| !own(&self.authorities, named))
        {
            return Some((StatusCode::MISDIRECTED_REQUEST, WRONG_HOST));
        }
        match single(request.headers(), &ORIGIN) {
            // A browser names the origin of whatever changes something; one that does not is not to be trusted with it.
            None if !request.method().is_safe() && request.headers().contains_key(SEC_FETCH_SITE) => {
                Some((StatusCode::FORBIDDEN, WRONG_ORIGIN))
            }
            None => None,
            Some(Some(origin)) if own(&self.origins, origin) => None,
            Some(_) => Some((StatusCode::FORBIDDEN, WRONG_ORIGIN)),
        }
    }
}

/// The header's value; none where it is missing, and none inside where it stands twice or is no text.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<Option<&'a str>> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    Some(first.to_str().ok().filter(|_| values.next().is_none()))
}

/// What only browsers send (Fetch Metadata).
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const WRONG_HOST: &str = "This relay does not answer under this address. Open it under the address that it printed \
                          when it started, or add the address to `public_origins`.\n";
const WRONG_ORIGIN: &str = "This relay answers only its own pages, and the request comes from another site. \
                            If that site is yours, add it to `public_origins`.\n";
/// Browsers leave this port out.
const HTTP_PORT: u16 = 80;
