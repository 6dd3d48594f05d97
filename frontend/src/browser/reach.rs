//! Whether this browser tries ports, and where the page itself came from.

use core::net::IpAddr;

use ui::ReachConsent;

use super::base;
use super::kept::storage;

/// The script that tries a port from this browser; absent where the relay offers none, since it is on the reader's own
/// machine.
pub(crate) fn reach_script() -> Option<String> {
    let meta = gloo::utils::document().query_selector("meta[name=reach]").ok()??;
    Some([base(), meta.get_attribute("content")?].concat())
}

/// Whether this browser tries ports, as the page stands now: anew for each check in the frame of another page.
pub(crate) fn reach_consent() -> ReachConsent {
    let window = gloo::utils::window();
    let framed = window.parent().ok().flatten().is_none_or(|parent| parent != window);
    let kept = || storage().and_then(|it| it.get_item(REACH).ok()?);
    if reach_script().is_none() || is_own_machine(&own_host_and_port().0) {
        ReachConsent::NotOffered
    } else if framed {
        ReachConsent::EachTime
    } else if kept().is_some() {
        ReachConsent::Agreed
    } else {
        ReachConsent::Asked
    }
}

/// Remembers it, or forgets it.
pub(crate) fn keep_reach_consent(consent: ReachConsent) {
    if let Some(storage) = storage() {
        let _kept = match consent {
            ReachConsent::Agreed => storage.set_item(REACH, "1"),
            ReachConsent::NotOffered | ReachConsent::EachTime | ReachConsent::Asked => storage.remove_item(REACH),
        };
    }
}

/// The name and the port of this page's own server.
pub(crate) fn own_host_and_port() -> (String, String) {
    let location = gloo::utils::window().location();
    let port = location.port().unwrap_or_default();
    let port = match (port.as_str(), location.protocol().as_deref()) {
        ("", Ok("https:")) => "443".to_owned(),
        ("", _) => "80".to_owned(),
        _ => port,
    };
    (location.hostname().unwrap_or_default(), port)
}

fn is_own_machine(host: &str) -> bool {
    let bare = host.trim_matches(['[', ']']);
    bare == "localhost"
        || bare.ends_with(".localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

const REACH: &str = "rdptrace-reach";
