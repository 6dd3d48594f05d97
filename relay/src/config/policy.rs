//! Which policy goes with an address to listen on.

use core::net::SocketAddr;

use super::origin::Origin;
use crate::Error;
use crate::net::policy::{Policy, Rules};

/// The policy for those who reach `listen` or one of `public_origins`.
///
/// # Errors
///
/// Where others could use the relay and nothing says what they may check, or browsers could not use it at all.
pub(super) fn policy_at(listen: SocketAddr, public_origins: &[Origin], rules: Option<&Rules>) -> Result<Policy, Error> {
    let elsewhere = public_origins.iter().find(|origin| !origin.is_loopback());
    let exposed = if listen.ip().is_loopback() {
        elsewhere.map(ToString::to_string)
    } else {
        Some(listen.to_string())
    };
    match (rules, exposed) {
        (None, Some(exposed)) => Err(Error::NoPolicy { exposed }),
        (_, Some(_)) if public_origins.is_empty() => Err(Error::NoPublicOrigins { listen }),
        (None, None) => Ok(Policy::OwnMachine),
        (Some(rules), _) => Ok(Policy::Rules(rules.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Config;

    fn at(config: &Config, listen: &str) -> Result<Policy, Error> {
        config.policy_at(listen.parse().unwrap())
    }

    #[test]
    fn a_loopback_listener_needs_no_policy() {
        for listen in ["127.0.0.1:8080", "[::1]:8080", "127.1.2.3:1"] {
            assert!(matches!(at(&Config::default(), listen), Ok(Policy::OwnMachine)));
        }
    }

    #[test]
    fn every_other_listener_needs_a_policy_and_origins() {
        let policy = Some(Rules {
            allow_any_public: true,
            ..Rules::default()
        });
        let ruled = Config {
            policy,
            ..Config::default()
        };
        let complete = Config {
            public_origins: vec!["https://rdp.example.org".parse().unwrap()],
            ..ruled.clone()
        };
        for listen in ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:80"] {
            assert!(matches!(at(&Config::default(), listen), Err(Error::NoPolicy { .. })));
            assert!(matches!(at(&ruled, listen), Err(Error::NoPublicOrigins { .. })));
            assert!(matches!(at(&complete, listen), Ok(Policy::Rules(_))));
        }
    }

    #[test]
    fn a_loopback_listener_that_is_public_behind_a_proxy_needs_a_policy_too() {
        let public = Config {
            public_origins: vec!["https://rdp.example.org".parse().unwrap()],
            ..Config::default()
        };
        let developer = Config {
            public_origins: vec!["http://127.0.0.1:3000".parse().unwrap()],
            ..Config::default()
        };

        assert!(matches!(at(&public, "127.0.0.1:8080"), Err(Error::NoPolicy { .. })));
        assert!(matches!(at(&developer, "127.0.0.1:8080"), Ok(Policy::OwnMachine)));
    }
}
