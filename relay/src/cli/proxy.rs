//! The proxy on the way to a server: the one that the environment names, or else the one of the system's own settings.

mod windows;

use core::fmt;

use ureq::Proxy;
use url::Url;

use self::windows::{InternetSettings, Wanted};

/// How a server is reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    /// Absent where nothing stands in between, as far as is told.
    pub(super) proxy: Option<Proxy>,
    /// Why the system may know a proxy all the same.
    pub(super) unused: Option<UnusedProxy>,
}

/// What Windows says of a proxy and is not followed here. As text, what may be done about it, without a full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnusedProxy {
    /// A script would have to be run.
    Script,
    /// Anyone in the network could name the script, and so take the connection through a proxy of their own.
    Detected,
    /// It speaks SOCKS.
    Socks,
    /// Its address is none.
    Unreadable,
}

impl fmt::Display for UnusedProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Script => SCRIPT,
            Self::Detected => DETECTED,
            Self::Socks => SOCKS,
            Self::Unreadable => UNREADABLE,
        })
    }
}

/// How `url` is reached from here.
pub(super) fn way_to(url: &Url) -> Way {
    // `NO_PROXY` goes with it, and whoever set one of them meant it.
    if let Some(proxy) = Proxy::try_from_env() {
        return Way {
            proxy: Some(proxy),
            unused: None,
        };
    }
    way_by(&InternetSettings::of_system(), url)
}

fn way_by(settings: &InternetSettings, url: &Url) -> Way {
    let straight_but_for = |unused| Way {
        proxy: None,
        unused: Some(unused),
    };
    match settings.wanted_for(url) {
        Wanted::Straight => Way::default(),
        Wanted::Proxy(address) => match Proxy::new(&address) {
            Ok(proxy) => Way {
                proxy: Some(proxy),
                unused: None,
            },
            Err(_) => straight_but_for(UnusedProxy::Unreadable),
        },
        Wanted::Script => straight_but_for(UnusedProxy::Script),
        Wanted::Detected => straight_but_for(UnusedProxy::Detected),
        Wanted::Socks => straight_but_for(UnusedProxy::Socks),
    }
}

const SCRIPT: &str = "Windows gets its proxy from a script, which isn't read here. Set HTTPS_PROXY to that proxy";
const DETECTED: &str = "Windows detects its proxy by itself (WPAD), which isn't done here. If your network needs a proxy, \
                        set HTTPS_PROXY to it";
const SOCKS: &str = "Windows names a SOCKS proxy only, which isn't used here. Set HTTPS_PROXY to an HTTP proxy";
const UNREADABLE: &str = "the proxy in Windows' settings can't be read. Set HTTPS_PROXY to it";

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> InternetSettings {
        InternetSettings {
            enabled: true,
            ..InternetSettings::default()
        }
    }

    fn to(settings: &InternetSettings) -> Way {
        way_by(settings, &"https://rdptrace.example.org/".parse().unwrap())
    }

    #[test]
    fn the_proxy_of_the_settings_is_spoken_to_by_http() {
        let named = InternetSettings {
            server: "proxy.example.org:3128".to_owned(),
            ..settings()
        };

        let proxy = to(&named).proxy.unwrap();

        assert_eq!((proxy.host(), proxy.port()), ("proxy.example.org", 3128));
        assert_eq!(proxy.protocol(), ureq::ProxyProtocol::Http);
    }

    #[test]
    fn what_is_not_followed_is_told() {
        let script = InternetSettings {
            script: "http://wpad.example.org/proxy.pac".to_owned(),
            ..settings()
        };
        let socks = InternetSettings {
            server: "socks=proxy.example.org:1080".to_owned(),
            ..settings()
        };
        let detected = InternetSettings {
            detects: true,
            ..settings()
        };
        let strange = InternetSettings {
            server: "http://[proxy".to_owned(),
            ..settings()
        };

        for (settings, unused) in [
            (script, UnusedProxy::Script),
            (detected, UnusedProxy::Detected),
            (socks, UnusedProxy::Socks),
            (strange, UnusedProxy::Unreadable),
        ] {
            let way = to(&settings);
            assert_eq!((way.proxy.is_none(), way.unused), (true, Some(unused)), "{settings:?}");
        }
        assert_eq!(to(&InternetSettings::default()).unused, None);
    }
}
