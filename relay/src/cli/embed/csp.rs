//! What a content security policy lets a page load (Content Security Policy Level 3), as far as a portal needs it.

use url::Url;

/// What a portal's page loads from the relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The element.
    Script,
    /// Its frame.
    Frame,
}

impl Kind {
    /// The directives that may be about it, the one that counts first (6.8.4).
    fn directives(self) -> &'static [&'static str] {
        match self {
            Self::Script => &["script-src-elem", "script-src", "default-src"],
            Self::Frame => &["frame-src", "child-src", "default-src"],
        }
    }

    /// The one that an administrator writes where there is none yet.
    fn directive(self) -> &'static str {
        match self {
            Self::Script => "script-src",
            Self::Frame => "frame-src",
        }
    }
}

/// What keeps something from being loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// A source: this is the directive with it.
    Line(String),
    /// A nonce: with `'strict-dynamic'`, addresses do not count (8.2).
    Nonce,
}

/// What `policy`, one of those of a page at `page`, lacks for `wanted`; absent where it lets that be loaded.
pub(super) fn lack(policy: &str, kind: Kind, page: &Url, wanted: &Url) -> Option<Lack> {
    let (name, sources) = kind.directives().iter().find_map(|name| {
        let sources = directive(policy, name)?;
        Some((*name, sources))
    })?;
    if kind == Kind::Script
        && sources
            .iter()
            .any(|source| source.eq_ignore_ascii_case("'strict-dynamic'"))
    {
        return Some(Lack::Nonce);
    }
    if sources.iter().any(|source| matches(source, page, wanted)) {
        return None;
    }
    let name = if name == "default-src" || name == "child-src" {
        kind.directive()
    } else {
        name
    };
    let others = sources.iter().filter(|source| !source.eq_ignore_ascii_case("'none'"));
    let mut line = name.to_owned();
    for source in others {
        line.push(' ');
        line.push_str(source);
    }
    line.push(' ');
    line.push_str(&wanted.origin().ascii_serialization());
    Some(Lack::Line(line))
}

/// The sources of a directive; absent where the policy does not have it. The first one of a name counts (2.2.1).
fn directive<'a>(policy: &'a str, name: &str) -> Option<Vec<&'a str>> {
    policy.split(';').find_map(|directive| {
        let mut words = directive.split_ascii_whitespace();
        let named = words.next().is_some_and(|word| word.eq_ignore_ascii_case(name));
        named.then(|| words.collect())
    })
}

/// Whether a source expression lets a page at `page` load `wanted` (6.7.2.8).
fn matches(source: &str, page: &Url, wanted: &Url) -> bool {
    let source = source.to_ascii_lowercase();
    if source == "'self'" {
        return page.origin() == wanted.origin();
    }
    if source == "*" {
        return matches!(wanted.scheme(), "http" | "https") || wanted.scheme() == page.scheme();
    }
    if let Some(scheme) = source.strip_suffix(':') {
        return is_scheme(scheme, wanted);
    }
    let (scheme, rest) = match source.split_once("://") {
        Some((scheme, rest)) => (scheme, rest),
        None => (page.scheme(), source.as_str()),
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        Some(_) | None => (authority, None),
    };
    is_scheme(scheme, wanted) && is_host(host, wanted) && is_port(port, scheme, wanted) && is_path(path, wanted)
}

/// A secure form of a scheme is as good (6.7.2.9).
fn is_scheme(scheme: &str, wanted: &Url) -> bool {
    wanted.scheme() == scheme || (scheme == "http" && wanted.scheme() == "https")
}

fn is_host(host: &str, wanted: &Url) -> bool {
    let wanted = wanted.host_str().unwrap_or_default();
    match host.strip_prefix('*') {
        Some(end) => end.is_empty() || (end.starts_with('.') && wanted.ends_with(end)),
        None => host == wanted,
    }
}

fn is_port(port: Option<&str>, scheme: &str, wanted: &Url) -> bool {
    let Some(port) = port else {
        // Without one, it is that of either scheme.
        return wanted.port().is_none();
    };
    let asked = wanted.port_or_known_default();
    let same = port.parse().ok() == asked;
    port == "*" || same || (port == "80" && scheme == "http" && asked == Some(443))
}

fn is_path(path: &str, wanted: &Url) -> bool {
    path.is_empty() || path == "/" || (path.ends_with('/') && wanted.path().starts_with(path)) || path == wanted.path()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lack_of(policy: &str, kind: Kind) -> Option<Lack> {
        let page: Url = "https://helpdesk.example.org/tickets/1".parse().unwrap();
        let wanted: Url = "https://rdp.example.org/embed/helpdesk".parse().unwrap();
        lack(policy, kind, &page, &wanted)
    }

    #[test]
    fn policies_that_allow_it_lack_nothing() {
        for policy in [
            "",
            "img-src 'self'",
            "script-src https://rdp.example.org; frame-src rdp.example.org",
            "default-src https:",
            "default-src *",
            "default-src *.example.org",
            "default-src http://rdp.example.org",
            "default-src 'none'; script-src https://rdp.example.org:443; child-src https://rdp.example.org:*",
            "default-src 'self'; SCRIPT-SRC-ELEM https://RDP.example.org/; frame-src https://rdp.example.org/embed/",
            "script-src 'none'; script-src-elem https://rdp.example.org; frame-src https://rdp.example.org/embed/helpdesk",
        ] {
            assert_eq!(lack_of(policy, Kind::Frame), None, "{policy}");
            let script = policy.replace("/embed/helpdesk", "");
            assert_eq!(lack_of(&script, Kind::Script), None, "{policy}");
        }
    }

    #[test]
    fn what_is_missing_is_said_as_a_whole_directive() {
        for (policy, script, frame) in [
            (
                "default-src 'self'",
                "script-src 'self' https://rdp.example.org",
                "frame-src 'self' https://rdp.example.org",
            ),
            (
                "default-src 'none'",
                "script-src https://rdp.example.org",
                "frame-src https://rdp.example.org",
            ),
            (
                "script-src-elem 'self'; script-src *; child-src https://other.example",
                "script-src-elem 'self' https://rdp.example.org",
                "frame-src https://other.example https://rdp.example.org",
            ),
            (
                "default-src https://example.org https://rdp.example.org:8443",
                "script-src https://example.org https://rdp.example.org:8443 https://rdp.example.org",
                "frame-src https://example.org https://rdp.example.org:8443 https://rdp.example.org",
            ),
        ] {
            assert_eq!(lack_of(policy, Kind::Script), Some(Lack::Line(script.to_owned())));
            assert_eq!(lack_of(policy, Kind::Frame), Some(Lack::Line(frame.to_owned())));
        }
    }

    #[test]
    fn addresses_do_not_count_where_trust_is_passed_on() {
        let policy = "script-src 'nonce-abc' 'strict-dynamic' https:; frame-src *";

        assert_eq!(lack_of(policy, Kind::Script), Some(Lack::Nonce));
        assert_eq!(lack_of(policy, Kind::Frame), None);
    }
}
