//! The proxy between an agent and its relay.

use core::fmt;
use core::str::FromStr;

use serde::Deserialize;
use thiserror::Error;
use ureq::{Proxy, ProxyProtocol};

/// A proxy that is spoken to by HTTP, with the name and password that it may want.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct AgentProxy(Proxy);

/// The text is no address of such a proxy. It may hold a password, so the text is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("use the address of an HTTP proxy, such as http://proxy.example.org:3128")]
pub struct AgentProxyError;

impl AgentProxy {
    /// The proxy for every host but these, which are written as in `NO_PROXY`.
    ///
    /// # Errors
    ///
    /// Where no address can be made of it, which no text that was read as one brings about.
    pub fn beside(&self, hosts: &[String]) -> Result<Proxy, AgentProxyError> {
        let proxy = &self.0;
        let builder = Proxy::builder(proxy.protocol()).host(proxy.host()).port(proxy.port());
        let builder = proxy.username().into_iter().fold(builder, |it, name| it.username(name));
        let builder = proxy.password().into_iter().fold(builder, |it, word| it.password(word));
        let builder = hosts.iter().fold(builder, |it, host| it.no_proxy(host));
        builder.build().map_err(|_| AgentProxyError)
    }
}

impl fmt::Debug for AgentProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.0.host(), self.0.port())
    }
}

impl FromStr for AgentProxy {
    type Err = AgentProxyError;

    fn from_str(text: &str) -> Result<Self, AgentProxyError> {
        let proxy = Proxy::new(text).map_err(|_| AgentProxyError)?;
        (proxy.protocol() == ProxyProtocol::Http && !proxy.host().is_empty())
            .then_some(Self(proxy))
            .ok_or(AgentProxyError)
    }
}

impl TryFrom<String> for AgentProxy {
    type Error = AgentProxyError;

    fn try_from(text: String) -> Result<Self, AgentProxyError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxy_is_named_with_its_password_and_shows_it_to_nobody() {
        let named: AgentProxy = "http://anna:s%20cret@proxy.example.org:3128".parse().unwrap();

        let proxy = named.beside(&[".corp.example".to_owned()]).unwrap();

        assert_eq!((proxy.host(), proxy.port()), ("proxy.example.org", 3128));
        assert_eq!((proxy.username(), proxy.password()), (Some("anna"), Some("s cret")));
        let without = |relay: &str| proxy.is_no_proxy(&relay.parse().unwrap());
        assert!(without("https://rdptrace.corp.example"));
        assert!(!without("https://rdptrace.example.org"));
        assert_eq!(format!("{named:?}"), "proxy.example.org:3128");
    }

    #[test]
    fn what_is_not_spoken_to_by_http_is_no_proxy_for_an_agent() {
        for text in [
            "",
            "https://proxy.example.org",
            "socks5://proxy.example.org:1080",
            "http://",
        ] {
            assert_eq!(text.parse::<AgentProxy>(), Err(AgentProxyError), "{text}");
        }
    }
}
