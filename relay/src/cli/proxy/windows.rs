//! The proxy in Windows' own settings (Internet Options), as its programs read it.

use url::{Host, Url};

/// What stands there, under `Software\Microsoft\Windows\CurrentVersion\Internet Settings`. Nothing on other systems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct InternetSettings {
    /// `ProxyEnable`.
    pub(super) enabled: bool,
    /// `ProxyServer`: one for everything (`proxy:8080`), or one for each scheme (`http=proxy:80;https=proxy:443`).
    pub(super) server: String,
    /// `ProxyOverride`: what is reached without it (`*.corp.example;10.*;<local>`).
    pub(super) overrides: String,
    /// `AutoConfigURL`: where a script is that says the proxy of each address.
    pub(super) script: String,
    /// "Automatically detect settings": the network is asked where such a script is (WPAD).
    pub(super) detects: bool,
}

/// What the settings want for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// No proxy.
    Straight,
    /// This one, as a URL.
    Proxy(String),
    /// What a script says.
    Script,
    /// What a script says that the network names.
    Detected,
    /// One that speaks SOCKS.
    Socks,
}

impl InternetSettings {
    /// Those of whoever runs this, or of the whole machine where a policy says that these hold for everybody.
    #[cfg(windows)]
    pub(super) fn of_system() -> Self {
        use windows_registry::{CURRENT_USER, LOCAL_MACHINE};

        let policies = LOCAL_MACHINE.open(POLICIES);
        let of_user = policies.and_then(|policies| policies.get_u32("ProxySettingsPerUser"));
        let root = if of_user.is_ok_and(|of_user| of_user == 0) {
            LOCAL_MACHINE
        } else {
            CURRENT_USER
        };
        // What is not there was never set.
        let Ok(key) = root.open(SETTINGS) else {
            return Self::default();
        };
        let text = |name| key.get_string(name).unwrap_or_default();
        Self {
            enabled: key.get_u32("ProxyEnable").is_ok_and(|enabled| enabled != 0),
            server: text("ProxyServer"),
            overrides: text("ProxyOverride"),
            script: text("AutoConfigURL"),
            detects: !is_detection_forbidden()
                && key
                    .open("Connections")
                    .and_then(|key| key.get_value("DefaultConnectionSettings"))
                    .is_ok_and(|value| is_detection_on(&value)),
        }
    }

    /// None: other systems have their proxy in the environment.
    #[cfg(not(windows))]
    pub(super) fn of_system() -> Self {
        Self::default()
    }

    /// What they want for `url`.
    pub(super) fn wanted_for(&self, url: &Url) -> Wanted {
        if self.is_reached_without(url) {
            return Wanted::Straight;
        }
        let named = if self.enabled {
            named(&self.server, url.scheme())
        } else {
            Wanted::Straight
        };
        // A script comes first for Windows; where it stands beside a proxy, both lead out mostly.
        match named {
            Wanted::Straight if !self.script.trim().is_empty() => Wanted::Script,
            Wanted::Straight if self.detects => Wanted::Detected,
            named @ (Wanted::Straight | Wanted::Proxy(_) | Wanted::Script | Wanted::Detected | Wanted::Socks) => named,
        }
    }

    fn is_reached_without(&self, url: &Url) -> bool {
        let Some(host) = url.host() else {
            return false;
        };
        is_loopback(&host) || entries(&self.overrides).any(|entry| covers(entry, &host, url))
    }
}

/// Whether WPAD is switched off for the whole computer, whatever its users set.
#[cfg(windows)]
fn is_detection_forbidden() -> bool {
    let key = windows_registry::LOCAL_MACHINE.open(format!("{SETTINGS}\\WinHttp"));
    key.and_then(|key| key.get_u32("DisableWpad"))
        .is_ok_and(|disabled| disabled == 1)
}

/// Whether these are settings of a connection with automatic detection: a version, a counter and the flags, 32 bits each.
#[cfg(any(windows, test))]
fn is_detection_on(settings: &[u8]) -> bool {
    settings.get(FLAGS).is_some_and(|flags| flags & AUTO_DETECT != 0)
}

/// The proxy for addresses of `scheme` in `ProxyServer`.
fn named(server: &str, scheme: &str) -> Wanted {
    let of = |wanted: &str| {
        entries(server).find_map(|entry| {
            let (name, address) = entry.split_once('=')?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| address.trim())
        })
    };
    let for_all = || entries(server).find(|entry| !entry.contains('='));
    match of(scheme).or_else(for_all) {
        Some(address) if address.contains("://") => Wanted::Proxy(address.to_owned()),
        Some(address) => Wanted::Proxy(format!("http://{address}")),
        None if of("socks").is_some() => Wanted::Socks,
        None => Wanted::Straight,
    }
}

/// Lists are parted by semicolons, and by blanks where people wrote them.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split(|byte: char| byte == ';' || byte.is_whitespace())
        .filter(|entry| !entry.is_empty())
}

/// Whether an entry of `ProxyOverride` means this host: a name or an address with stars, with a scheme and a port where it
/// is for these only.
fn covers(entry: &str, host: &Host<&str>, url: &Url) -> bool {
    if entry.eq_ignore_ascii_case(LOCAL) {
        return matches!(host, Host::Domain(name) if !name.contains('.'));
    }
    let entry = match entry.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case(url.scheme()) => rest,
        Some(_) => return false,
        None => entry,
    };
    let (pattern, port) = match entry.rsplit_once(':') {
        // Not the end of an IPv6 address.
        Some((pattern, port)) if pattern.ends_with(']') || !pattern.contains(':') => (pattern, Some(port)),
        Some(_) | None => (entry, None),
    };
    let port_fits = port.is_none_or(|port| {
        let own = url.port_or_known_default().map(|port| port.to_string());
        port == "*" || own.is_some_and(|own| own == port)
    });
    port_fits && fits(&pattern.to_ascii_lowercase(), &host.to_string())
}

/// Whether `text` is what `pattern` says, in which each star stands for anything.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let (Some(first), Some(last)) = (parts.next(), parts.next_back()) else {
        return pattern == text;
    };
    let Some(inner) = text.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else {
        return false;
    };
    let rest = parts.try_fold(inner, |rest, part| Some(rest.split_once(part)?.1));
    rest.is_some()
}

/// Windows never asks a proxy for its own computer.
fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(windows)]
const SETTINGS: &str = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";
#[cfg(windows)]
const POLICIES: &str = r"Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings";
/// Where the lowest byte of the flags is.
#[cfg(any(windows, test))]
const FLAGS: usize = 8;
/// `PROXY_TYPE_AUTO_DETECT` of WinINet.
#[cfg(any(windows, test))]
const AUTO_DETECT: u8 = 8;
/// Every name without a dot.
const LOCAL: &str = "<local>";

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(settings: &InternetSettings, url: &str) -> Wanted {
        settings.wanted_for(&url.parse().unwrap())
    }

    fn proxy(address: &str) -> Wanted {
        Wanted::Proxy(address.to_owned())
    }

    #[test]
    fn each_scheme_has_its_own_proxy_or_all_have_one() {
        for (server, expected) in [
            ("proxy:8080", proxy("http://proxy:8080")),
            ("http://proxy:8080", proxy("http://proxy:8080")),
            ("http=plain:80;https=secure:443", proxy("http://secure:443")),
            ("http=plain:80 HTTPS=secure:443", proxy("http://secure:443")),
            ("http=plain:80;other:8080", proxy("http://other:8080")),
            ("http=plain:80", Wanted::Straight),
            ("http=plain:80;socks=old:1080", Wanted::Socks),
            ("", Wanted::Straight),
        ] {
            let settings = InternetSettings {
                enabled: true,
                server: server.to_owned(),
                ..InternetSettings::default()
            };
            assert_eq!(wanted(&settings, "https://rdptrace.example.org/"), expected, "{server}");
        }
    }

    #[test]
    fn what_is_switched_off_is_not_used_and_a_script_beside_nothing_is_told() {
        let off = InternetSettings {
            server: "proxy:8080".to_owned(),
            ..InternetSettings::default()
        };
        let script = InternetSettings {
            script: "http://wpad/proxy.pac".to_owned(),
            ..off.clone()
        };
        let both = InternetSettings {
            enabled: true,
            ..script.clone()
        };

        let url = "https://rdptrace.example.org/";
        assert_eq!(wanted(&off, url), Wanted::Straight);
        assert_eq!(wanted(&script, url), Wanted::Script);
        assert_eq!(wanted(&both, url), proxy("http://proxy:8080"));
        assert_eq!(wanted(&script, "http://127.0.0.1:8080/"), Wanted::Straight);
    }

    #[test]
    fn proxy_that_would_be_detected_is_told_where_nothing_else_is_set() {
        let detects = InternetSettings {
            detects: true,
            ..InternetSettings::default()
        };
        let script = InternetSettings {
            script: "http://wpad/proxy.pac".to_owned(),
            ..detects.clone()
        };
        let named = InternetSettings {
            enabled: true,
            server: "proxy:8080".to_owned(),
            ..detects.clone()
        };

        let url = "https://rdptrace.example.org/";
        assert_eq!(wanted(&detects, url), Wanted::Detected);
        assert_eq!(wanted(&script, url), Wanted::Script);
        assert_eq!(wanted(&named, url), proxy("http://proxy:8080"));
        assert_eq!(wanted(&detects, "http://127.0.0.1:8080/"), Wanted::Straight);
    }

    #[test]
    fn detection_is_one_flag_of_a_connections_settings() {
        let settings = |flags: u8| [[0x46, 0, 0, 0], [7, 0, 0, 0], [flags, 0, 0, 0]].concat();

        for (flags, on) in [(0x01, false), (0x03, false), (0x05, false), (0x09, true), (0x0f, true)] {
            assert_eq!(is_detection_on(&settings(flags)), on, "{flags:#x}");
        }
        assert!(!is_detection_on(&[0x46, 0, 0, 0]));
    }

    #[test]
    fn overrides_are_names_and_addresses_with_stars() {
        for (overrides, url, without) in [
            ("*.corp.example", "https://rdptrace.corp.example/", true),
            ("*.CORP.example", "https://rdptrace.corp.example/", true),
            ("*.corp.example", "https://corp.example/", false),
            ("rdptrace*", "https://rdptrace.corp.example/", true),
            ("r*.corp.*", "https://rdptrace.corp.example/", true),
            ("r*.other.*", "https://rdptrace.corp.example/", false),
            ("corp.example", "https://rdptrace.corp.example/", false),
            ("other; 10.*", "https://10.7.0.5/", true),
            ("10.*", "https://110.7.0.5/", false),
            ("<local>", "https://rdptrace/", true),
            ("<LOCAL>", "https://rdptrace.corp.example/", false),
            ("<local>", "https://10.7.0.5/", false),
            ("https://rdptrace.corp.example", "https://rdptrace.corp.example/", true),
            ("http://rdptrace.corp.example", "https://rdptrace.corp.example/", false),
            ("rdptrace.corp.example:443", "https://rdptrace.corp.example/", true),
            ("rdptrace.corp.example:8443", "https://rdptrace.corp.example/", false),
            ("[2001:db8::5]", "https://[2001:db8::5]/", true),
            ("*", "https://rdptrace.example.org/", true),
            ("aa*aa", "https://aaa/", false),
            ("", "https://localhost:8443/", true),
            ("", "https://[::1]:8443/", true),
        ] {
            let settings = InternetSettings {
                enabled: true,
                server: "proxy:8080".to_owned(),
                overrides: overrides.to_owned(),
                ..InternetSettings::default()
            };
            let straight = wanted(&settings, url) == Wanted::Straight;
            assert_eq!(straight, without, "{overrides} for {url}");
        }
    }
}
