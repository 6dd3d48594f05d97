//! The proxy on the way to a server: the one that the environment names, or else the one of the system's own settings.

mod windows;

use ureq::Proxy;
use url::Url;

use self::windows::{InternetSettings, Wanted};

/// How a server is reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    /// Absent where nothing stands in between, as far as is told.
    pub(super) proxy: Option<Proxy>,
    /// What the system says of a proxy and is not followed, as a sentence.
    pub(super) unread: Option<&'static str>,
}

/// How `url` is reached from here.
pub(super) fn way_to(url: &Url) -> Way {
    // `NO_PROXY` goes with it, and whoever set one of them meant it.
    if let Some(proxy) = Proxy::try_from_env() {
        return Way {
            proxy: Some(proxy),
            unread: None,
        };
    }
    way_by(&InternetSettings::of_system(), url)
}

fn way_by(settings: &InternetSettings, url: &Url) -> Way {
    match settings.wanted_for(url) {
        Wanted::Straight => Way::default(),
        Wanted::Proxy(address) => {
            let proxy = Proxy::new(&address).ok();
            let unread = proxy.is_none().then_some(UNREADABLE);
            Way { proxy, unread }
        }
        Wanted::Script => Way {
            proxy: None,
            unread: Some(SCRIPT),
        },
        Wanted::Socks => Way {
            proxy: None,
            unread: Some(SOCKS),
        },
    }
}

const SCRIPT: &str = "Windows gets its proxy from a script, which isn't read here. Set HTTPS_PROXY to that proxy";
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
        let strange = InternetSettings {
            server: "http://[proxy".to_owned(),
            ..settings()
        };

        for (settings, unread) in [(script, SCRIPT), (socks, SOCKS), (strange, UNREADABLE)] {
            let way = to(&settings);
            assert_eq!((way.proxy.is_none(), way.unread), (true, Some(unread)), "{settings:?}");
        }
        assert_eq!(to(&InternetSettings::default()).unread, None);
    }
}
