//! `rdptrace embed check`: what keeps a portal's page from showing the check, and the line that mends it.

mod csp;
mod head;

use core::fmt::Write as _;
use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use ureq::ResponseExt as _;
use ureq::http::HeaderMap;
use url::Url;

use self::csp::{Kind, Lack, lack};
use self::head::{Head, Unread};
use super::exit::REFUSED;
use super::proxy::way_to;
use super::remote::agent;
use super::unreached;
use crate::config::TenantId;
use crate::{Config, Error, Tenant};

/// A page of a portal, as it was answered.
struct Page {
    /// Where it was in the end.
    address: Url,
    headers: HeaderMap,
    head: Head,
}

/// Where a policy of a page stands. All of them hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Header,
    Meta,
}

/// Reads the page at `portal`, and tells what is missing there and in `config`.
pub(super) fn check(portal: &Url, relay: Option<Url>, config: &Config) -> Result<ExitCode, Error> {
    let mut relay = relay.or_else(|| public_address(config)).ok_or(Error::NoAddress)?;
    if !relay.path().ends_with('/') {
        relay.set_path(&format!("{}/", relay.path()));
    }
    let page = fetch(portal)?;
    let told = told(&page, &relay, config);
    let mut out = io::stdout().lock();
    out.write_all(told.text().as_bytes()).map_err(Error::Output)?;
    Ok(ExitCode::from(if told.is_fine() { 0 } else { REFUSED }))
}

/// Where browsers reach the relay, with a slash at the end.
fn public_address(config: &Config) -> Option<Url> {
    let origin = config.public_origins.first()?;
    format!("{origin}{}/", config.base_path.as_str()).parse().ok()
}

fn fetch(portal: &Url) -> Result<Page, Error> {
    let way = way_to(portal);
    let failed = |error: &ureq::Error| Error::Portal {
        address: portal.to_string(),
        what: unreached::told_without(way.unused, error),
    };
    let agent = agent(REDIRECTIONS, way.proxy);
    let mut answer = agent.get(portal.as_str()).call().map_err(|error| failed(&error))?;
    let address = answer.get_uri().to_string().parse();
    let headers = answer.headers().clone();
    let mut start = Vec::new();
    let body = answer.body_mut().as_reader();
    body.take(head::LONGEST)
        .read_to_end(&mut start)
        .map_err(|error| failed(&error.into()))?;
    Ok(Page {
        address: address.unwrap_or_else(|_| portal.clone()),
        head: Head::of(&headers, &start),
        headers,
    })
}

/// What is to be told of a page.
struct Told {
    address: String,
    /// What is wrong, each with the line that mends it.
    missing: Vec<(String, String)>,
    /// Why there may be more than what was seen.
    unread: Option<Unread>,
}

impl Told {
    fn is_fine(&self) -> bool {
        self.missing.is_empty() && self.unread.is_none()
    }

    fn text(&self) -> String {
        let mut text = format!("{}\n", self.address);
        // Writing to a string does not fail.
        for (what, line) in &self.missing {
            let _ = writeln!(text, "\n{what}\n\n    {}", line.replace('\n', "\n    "));
        }
        if let Some(unread) = self.unread {
            let _ = writeln!(text, "\n{}", unread.told());
        }
        if self.is_fine() {
            text.push_str("\nNothing is missing: this page can show the check.\n");
        }
        text
    }
}

fn told(page: &Page, relay: &Url, config: &Config) -> Told {
    let origin = page.address.origin().ascii_serialization();
    let tenant = config
        .tenants
        .iter()
        .find(|(_, tenant)| tenant.origins.iter().any(|own| own.to_string() == origin));
    let mut missing = Vec::new();
    if page.address.scheme() == "https" && relay.scheme() == "http" {
        let what = "The portal uses HTTPS and the server doesn't. Browsers show nothing of it. Put a proxy with HTTPS before the server.";
        missing.push((
            what.to_owned(),
            format!("public_origins = [\"https://{}\"]", relay.authority()),
        ));
    }
    missing.extend(lacks(page, relay, tenant.map(|(id, _)| id)));
    if tenant.is_none() {
        missing.push(unlisted(&origin, config.tenants.iter().next()));
    }
    Told {
        address: page.address.to_string(),
        missing,
        unread: page.head.unread,
    }
}

/// What the page's policies lack: all of them hold.
fn lacks(page: &Page, relay: &Url, tenant: Option<&TenantId>) -> Vec<(String, String)> {
    let frame = format!("embed/{}", tenant.map_or("helpdesk", TenantId::as_str));
    let wanted = [(Kind::Script, "embed/v1/embed.js"), (Kind::Frame, frame.as_str())];
    let headers = page.headers.get_all("content-security-policy").iter();
    let headers = headers
        .filter_map(|value| value.to_str().ok())
        .map(|list| (Place::Header, list));
    let metas = page.head.policies.iter().map(|list| (Place::Meta, list.as_str()));
    // One header may hold several; browsers part what a `<meta>` holds in the same way.
    let policies: Vec<(Place, &str)> = headers
        .chain(metas)
        .flat_map(|(place, list)| list.split(',').map(move |policy| (place, policy)))
        .collect();
    let mut missing = Vec::new();
    for (kind, path) in wanted {
        let Ok(wanted) = relay.join(path) else { continue };
        for (place, policy) in &policies {
            missing.extend(lack(policy, kind, &page.address, &wanted).map(|lack| said(*place, kind, lack)));
        }
    }
    missing
}

fn said(place: Place, kind: Kind, lack: Lack) -> (String, String) {
    let policy = match place {
        Place::Header => "The portal's policy",
        Place::Meta => "The policy in a <meta> of the page's head",
    };
    match (lack, kind) {
        (Lack::Nonce, _) => (
            format!(
                "{policy} has 'strict-dynamic', so it only allows scripts with its nonce. Give the script the nonce of the page:"
            ),
            "<script type=\"module\" nonce=\"…\" src=\"…/embed/v1/embed.js\"></script>".to_owned(),
        ),
        (Lack::Line(line), Kind::Script) => (
            format!("{policy} doesn't allow the script of the server. It needs:"),
            line,
        ),
        (Lack::Line(line), Kind::Frame) => (
            format!("{policy} doesn't allow the frame of the server. It needs:"),
            line,
        ),
    }
}

/// That no tenant has this origin; with the line of the first one, where there is one.
fn unlisted(origin: &str, first: Option<(&TenantId, &Tenant)>) -> (String, String) {
    let mut origins: Vec<String> = first
        .iter()
        .flat_map(|(_, tenant)| &tenant.origins)
        .map(|own| format!("\"{own}\""))
        .collect();
    origins.push(format!("\"{origin}\""));
    let id = first.map_or("helpdesk", |(id, _)| id.as_str());
    (
        "No tenant in the configuration of the server lists this page. It needs:".to_owned(),
        format!("[tenants.{id}]\norigins = [{}]", origins.join(", ")),
    )
}

/// To a page where people sign in, and once or twice besides.
const REDIRECTIONS: u32 = 5;
