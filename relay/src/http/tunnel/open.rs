//! What happens before the first byte: the token, the policy, the name, the dialling.

use core::net::SocketAddr;
use std::sync::Arc;

use seal::{Open, Opened, Refusal};
use tokio::net::TcpStream;
use tokio::time::timeout;
use wire::Failure;
use words::Limit;

use crate::http::kit::client::Client;
use crate::http::state::Relay;
use crate::limits::{Denied, Place, Quotas, Source};
use crate::net::dial::{self, Connected};
use crate::runs::Run;

/// A tunnel whose computer took the connection.
pub(super) struct Tunnel {
    pub(super) run: Arc<Run>,
    pub(super) address: SocketAddr,
    /// Absent where it was reset at once.
    pub(super) tcp: Option<TcpStream>,
    /// What it holds until it ends.
    pub(super) place: (Place<()>, Option<Place<Source>>),
}

/// Does what the first message asks for.
///
/// # Errors
///
/// Where there is no tunnel; says why.
pub(super) async fn open(relay: &Relay, client: &Client, asked: &str) -> Result<Tunnel, Opened> {
    let refused = |reason| Opened::Refused { reason };
    let asked: Open = serde_json::from_str(asked).map_err(|_| refused(Refusal::Unreadable))?;
    // The settings may have changed since the page was opened.
    let relay = relay.newest().ok_or_else(|| refused(Refusal::TargetForbidden))?;
    if relay.is_draining() {
        return Err(refused(Refusal::ShuttingDown));
    }
    let run = relay
        .find_run(&asked.key, Some(client.source()))
        .await
        .map(|found| found.run);
    // A ticket is for the computer of its run alone, whatever else the policy allows.
    let run = run.filter(|run| *run.target() == asked.target);
    let run = run.ok_or_else(|| refused(Refusal::BadToken))?;
    // Before the token is used up: whoever finds no place can come again with it.
    let place = place(relay, client).map_err(|_| refused(Refusal::Overloaded))?;
    if !relay.tunnels.redeem(&run, &asked.token).await {
        return Err(refused(Refusal::BadToken));
    }
    let admitted = relay.network_for(client).admit(asked.target);
    let admitted = admitted.map_err(|_| refused(Refusal::TargetForbidden))?;
    let host = &admitted.resolved().host;
    let resolution = timeout(
        probe::stage_limit(wire::Stage::Resolve),
        relay.network.resolve(&admitted, host),
    )
    .await;
    let resolution = resolution.map_err(|_| Opened::NotResolved {
        failure: Failure::TimedOut { received: 0 },
    })?;
    if let Some(failure) = resolution.failure() {
        return Err(Opened::NotResolved { failure });
    }
    let port = admitted.resolved().port.number();
    let mut addresses: Vec<_> = resolution
        .addresses
        .iter()
        .map(|ip| SocketAddr::new(*ip, port))
        .collect();
    // The computer that was checked, where a name has several.
    let checked = run
        .ended()
        .and_then(|ended| Some(ended.report.connections().first()?.address));
    addresses.sort_by_key(|address| Some(*address) != checked);
    // Once more, now that the addresses are known: a computer has many names, and locks one account.
    let counted = relay.tunnels.sign_in_at(client.source(), &addresses);
    counted.await.map_err(|denied| {
        relay.metrics.denied(denied);
        refused(Refusal::TooMany)
    })?;
    let Connected { address, tcp } = dial::connect(&addresses)
        .await
        .map_err(|dialed| Opened::NotConnected { dialed })?;
    Ok(Tunnel {
        run,
        address,
        tcp,
        place,
    })
}

fn place(relay: &Relay, client: &Client) -> Result<(Place<()>, Option<Place<Source>>), Denied> {
    let of_source = relay.of_quota(client, Quotas::tunnel)?;
    let in_all = relay.tunnels.places.take(&());
    let in_all = in_all.ok_or_else(|| Denied::held(Limit::SignIns));
    Ok((in_all.inspect_err(|denied| relay.metrics.denied(*denied))?, of_source))
}

/// What there was in place of a tunnel, for metrics.
pub(super) fn name(opened: &Opened) -> &'static str {
    match opened {
        Opened::Connected { .. } => "connected",
        Opened::NotResolved { .. } => "not_resolved",
        Opened::NotConnected { .. } => "not_connected",
        Opened::Refused { .. } => "refused",
    }
}
