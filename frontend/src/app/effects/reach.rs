//! Trying the computer's port from this browser. What does it is a script that is loaded only then.

use core::net::{IpAddr, SocketAddr};

use frontend::Action;
use gloo::events::EventListener;
use ui::{Observed, REACH_LIMIT, REACH_PAUSE};
use web_sys::Element;

use super::Dispatch;
use crate::browser;

/// Tries `address` in the run `number`.
pub(in crate::app) fn reach(number: u32, address: SocketAddr, dispatch: Dispatch) {
    let told = dispatch.reform(move |noted: String| Action::Reached {
        number,
        observed: Observed::read(&noted),
    });
    let Some(script) = script(address) else {
        return told.emit(String::new());
    };
    // The script notes its word in itself, and nothing where it could not be loaded.
    for name in ["seen", "error"] {
        let (of, told) = (script.clone(), told.clone());
        EventListener::once(&script, name, move |_| {
            told.emit(of.get_attribute("data-seen").unwrap_or_default());
            of.remove();
        })
        .forget();
    }
    if browser::body().is_none_or(|body| body.append_child(&script).is_err()) {
        told.emit(String::new());
    }
}

fn script(address: SocketAddr) -> Option<Element> {
    let (host, nobodys) = match address.ip() {
        IpAddr::V4(v4) => (v4.to_string(), NOBODYS_V4),
        IpAddr::V6(v6) => (["[", &v6.to_string(), "]"].concat(), NOBODYS_V6),
    };
    // Of whose reach browsers let their owners decide (Local Network Access).
    let local = if wire::network_of(address.ip()).is_some() {
        "1"
    } else {
        ""
    };
    let (own, own_port) = browser::own_host_and_port();
    let script = gloo::utils::document().create_element("script").ok()?;
    let values = [
        ("data-address", host),
        ("data-port", address.port().to_string()),
        ("data-local", local.to_owned()),
        ("data-own", own),
        ("data-own-port", own_port),
        ("data-nobodys", nobodys.to_owned()),
        ("data-limit", REACH_LIMIT.as_millis().to_string()),
        ("data-pause", REACH_PAUSE.as_millis().to_string()),
        ("src", browser::reach_script()?),
    ];
    for (name, value) in values {
        script.set_attribute(name, &value).ok()?;
    }
    Some(script)
}

/// Addresses for documentation (RFC 5737, RFC 3849), of the computer's own family: where the reader's network has only the
/// other one, it says so at once, which would pass for a reaction.
const NOBODYS_V4: &str = "192.0.2.1";
const NOBODYS_V6: &str = "[2001:db8::1]";
