//! Results on their way into the tickets of portals.
//!
//! ```text
//!  event      what is told of a result
//!  plan       when a try follows another one
//!  template   one call for each ticket system
//!  webhook    the signature of Standard Webhooks
//!  send       one try, to an address that was judged
//! ```

mod event;
mod plan;
mod send;
mod template;
mod webhook;

use std::fs;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing::{info, warn};
use zeroize::Zeroizing;

pub(crate) use self::event::{Body, Data};

use self::event::Event;
use self::plan::{Outcome, Patience};
use self::send::{Sent, TRY_LIMIT, Told};
use crate::config::{Deliver, Interface, Receiver};
use crate::metrics::Metrics;
use crate::store::{Delivery, Settled, Store};
use crate::{Config, clock};
use core::time::Duration;

/// Sends what is in the outbox of `store`, as `config` says at that time. Does not complete.
pub(crate) async fn run(store: Store, config: watch::Receiver<Config>, metrics: Metrics) {
    if !store.is_on() {
        return core::future::pending().await;
    }
    let (outbox, config, metrics) = (&store, &config, &metrics);
    // Where the database does not say, it may be back at the next look.
    let claim = || async move {
        let claimed = outbox.claim_delivery(clock::unix_millis(), LEASE).await;
        claimed.ok().flatten()
    };
    let try_once = |delivery: Delivery| {
        let (store, now, metrics) = (outbox.clone(), config.borrow().clone(), metrics.clone());
        async move {
            let settled = attempt(&store, &now, &delivery).await;
            metrics.delivered(&delivery.tenant, &settled);
        }
    };
    keep_up(claim, try_once, || pause(outbox), |wait| outbox.delivery_due(wait)).await
}

/// Tries whatever `claim` gives, several at once, and looks again once one is over, or there may be more. Does not
/// complete.
async fn keep_up<D, C, T, P, W>(
    claim: impl Fn() -> C,
    try_once: impl Fn(D) -> T,
    pause: impl Fn() -> P,
    due: impl Fn(Duration) -> W,
) where
    C: Future<Output = Option<D>>,
    T: Future<Output = ()> + Send + 'static,
    P: Future<Output = Duration>,
    W: Future<Output = ()>,
{
    // Tasks of their own, which go on while the next one is claimed: what came of a try is written over the connection
    // that claiming waits for, and there may be one alone.
    let mut under_way = JoinSet::new();
    loop {
        while under_way.len() < MOST_AT_ONCE {
            let Some(claimed) = claim().await else { break };
            under_way.spawn(try_once(claimed));
        }
        let wait = pause().await;
        tokio::select! {
            Some(_) = under_way.join_next() => {}
            () = due(wait) => {}
        }
    }
}

/// Until the next one is due, or another relay on the same database may have put something in.
async fn pause(store: &Store) -> Duration {
    let due = store.next_delivery().await.ok().flatten();
    let wait = due.map(|due| due.saturating_sub(clock::unix_millis()).max(SOONEST_MS));
    let wait = wait
        .and_then(|wait| u64::try_from(wait).ok())
        .map(Duration::from_millis);
    wait.unwrap_or(LOOK_AGAIN).min(LOOK_AGAIN)
}

async fn attempt(store: &Store, config: &Config, delivery: &Delivery) -> Settled {
    let tenant = config.tenants.iter().find(|(id, _)| id.as_str() == delivery.tenant);
    let deliver = tenant.and_then(|(_, tenant)| tenant.deliver.as_ref());
    let (patience, outcome) = match deliver {
        Some(deliver) => (patience(deliver.to), tried(config, deliver, delivery).await),
        None => {
            let error = format!("`tenants.{}.deliver` isn't set", delivery.tenant);
            (Patience::WholePlan, Outcome::Later { error, after: None })
        }
    };
    let mut chance = [0; 2];
    // Without chance they come at once.
    let _ = getrandom::fill(&mut chance);
    let chance = u16::from_le_bytes(chance) % 1000;
    let settled = plan::settle(patience, delivery.attempt, outcome, clock::unix_millis(), chance);
    // Where it is not kept, the lease ends, and it is tried again under the same id. What the log says stands in the store.
    let _ = store.settle_delivery(delivery, &settled).await;
    let (id, tenant, attempt) = (&delivery.id, &delivery.tenant, delivery.attempt);
    match &settled {
        Settled::Done => info!(id, tenant, attempt, "a result was delivered"),
        Settled::Again { error, .. } => info!(id, tenant, attempt, "a result will be delivered later: {error}"),
        Settled::Dead { error } => warn!(
            id,
            tenant, attempt, "a result wasn't delivered: {error}. `rdptrace delivery retry` tries it again"
        ),
        Settled::Stopped { error } => warn!(
            id,
            tenant,
            attempt,
            "nothing more is delivered to `tenants.{tenant}.deliver`: {error}. `rdptrace delivery enable {tenant}` goes on"
        ),
    }
    settled
}

fn patience(receiver: Receiver) -> Patience {
    match receiver.interface() {
        Interface::Webhook => Patience::WholePlan,
        Interface::Api => Patience::Refusals,
    }
}

/// What comes of one try.
async fn tried(config: &Config, deliver: &Deliver, delivery: &Delivery) -> Outcome {
    let later = |error: String| Outcome::Later { error, after: None };
    let secret = match secret(deliver) {
        Ok(secret) => secret,
        Err(error) => return later(format!("`deliver.secret_file` can't be used: {error}")),
    };
    let Ok(body) = serde_json::from_str::<Body>(&delivery.body) else {
        return Outcome::Refused("it was written by another version".to_owned());
    };
    let addresses = match send::addresses(config, deliver).await {
        Ok(addresses) => addresses,
        Err(error) => return later(error),
    };
    if deliver.to.interface() == Interface::Webhook {
        let now = clock::unix_millis() / 1000;
        let Some(signed) = webhook::headers(&secret, &delivery.id, now, &delivery.body) else {
            return later(format!("`deliver.secret_file`: {NO_WEBHOOK_SECRET}"));
        };
        let headers = signed.map(|(name, value)| (name.to_owned(), value));
        let sent = Sent {
            method: "POST",
            url: deliver.url.clone(),
            headers: [&headers[..], &[json()]].concat(),
            body: delivery.body.clone(),
        };
        return send::send(sent, addresses).await.outcome(|_| false);
    }
    let Some((name, value)) = secret.trim().split_once(':') else {
        return later(format!("`deliver.secret_file`: {NO_HEADER}"));
    };
    let credentials = (name.trim().to_owned(), value.trim().to_owned());
    let event = Event::of(&delivery.id, &body);
    let Some(call) = template::call(deliver.to, &deliver.url, &delivery.reference, &event) else {
        return Outcome::Refused(format!("{} isn't a ticket of this system", delivery.reference));
    };
    let request = |method, url, body: String| Sent {
        method,
        url,
        headers: vec![credentials.clone(), json()],
        body,
    };
    // The try before may have arrived without its answer, and these systems do not know that it is the same one
    // again.
    if delivery.attempt > 1
        && let Some(url) = call.read_back
    {
        let answer = send::send(request("GET", url, String::new()), addresses.clone()).await;
        match answer.tells(&delivery.id) {
            Told::Arrived => return Outcome::Taken,
            Told::Nothing(error) => return later(format!("the ticket couldn't be read before another try: {error}")),
            Told::NotThere => {}
        }
    }
    let sent = request(call.method, call.url, call.body.to_string());
    let answer = send::send(sent, addresses).await;
    answer.outcome(|body| template::is_empty_success(deliver.to, body))
}

fn json() -> (String, String) {
    ("Content-Type".to_owned(), "application/json".to_owned())
}

/// What opens the receiver, read again for each try.
///
/// # Errors
///
/// Why it cannot be used, without a word of it.
pub(crate) fn secret(deliver: &Deliver) -> Result<Zeroizing<String>, String> {
    let secret = fs::read_to_string(&deliver.secret_file).map_err(|error| error.to_string())?;
    let secret = Zeroizing::new(secret);
    let (fits, needed) = match deliver.to.interface() {
        Interface::Webhook => (webhook::headers(&secret, "", 0, "").is_some(), NO_WEBHOOK_SECRET),
        Interface::Api => (secret.trim().split_once(':').is_some(), NO_HEADER),
    };
    if fits { Ok(secret) } else { Err(needed.to_owned()) }
}

const NO_WEBHOOK_SECRET: &str = "it has to hold `whsec_` and 24 to 64 bytes in base64";
const NO_HEADER: &str = "it has to hold a header, such as `Authorization: token 12-34`";
/// By one relay.
const MOST_AT_ONCE: usize = 8;
/// Two requests with their answers, and time to write down what came of them.
const LEASE: Duration = Duration::from_secs(2 * TRY_LIMIT.as_secs() + 30);
/// What other relays on the same database put in is sent by themselves, unless they were killed.
const LOOK_AGAIN: Duration = Duration::from_secs(60);
/// Between two looks, in milliseconds.
const SOONEST_MS: i64 = 100;

/// Sends an event that says it is a test, once, and tells what came of it.
///
/// # Errors
///
/// Why it was not taken.
pub(crate) async fn test(config: &Config, tenant: &str, reference: &str) -> Result<(), String> {
    let found = config.tenants.iter().find(|(id, _)| id.as_str() == tenant);
    let deliver = found.and_then(|(_, tenant)| tenant.deliver.as_ref());
    let deliver = deliver.ok_or_else(|| format!("`tenants.{tenant}.deliver` isn't set"))?;
    let body = Body::new(Data {
        reference: reference.to_owned(),
        summary: "This is a test of rdptrace. No computer was checked.".to_owned(),
        findings: Vec::new(),
        link: String::new(),
    });
    let delivery = Delivery {
        id: "msg_test".to_owned(),
        tenant: tenant.to_owned(),
        reference: reference.to_owned(),
        // What was made here can be written down.
        body: serde_json::to_string(&body).unwrap_or_default(),
        state: String::new(),
        attempt: 1,
        due_at_ms: 0,
        last_error: String::new(),
    };
    match tried(config, deliver, &delivery).await {
        Outcome::Taken => Ok(()),
        Outcome::Gone => Err("410 Gone".to_owned()),
        Outcome::Refused(error) | Outcome::Later { error, .. } => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Semaphore;
    use tokio::task::yield_now;
    use tokio::time::{sleep, timeout};

    use super::*;

    /// As with SQLite, where one connection writes: whoever claims waits for it while somebody else writes down what came of
    /// a try.
    #[tokio::test(start_paused = true)]
    async fn tries_end_while_the_next_one_is_claimed() {
        let connection = Arc::new(Semaphore::new(1));
        let (claimed, done) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
        let claim = || async {
            let _writing = connection.acquire().await.unwrap();
            let number = claimed.fetch_add(1, Ordering::Relaxed);
            (number < 3 * MOST_AT_ONCE).then_some(number)
        };
        let try_once = |_| {
            let (connection, done) = (Arc::clone(&connection), Arc::clone(&done));
            async move {
                let _writing = connection.acquire().await.unwrap();
                yield_now().await;
                done.fetch_add(1, Ordering::Relaxed);
            }
        };
        let (pause, due) = (|| async { LOOK_AGAIN }, sleep);

        let ended = timeout(LOOK_AGAIN / 2, keep_up(claim, try_once, pause, due)).await;

        assert!(ended.is_err(), "it goes on");
        assert_eq!(done.load(Ordering::Relaxed), 3 * MOST_AT_ONCE);
    }

    #[tokio::test(start_paused = true)]
    async fn no_more_are_tried_at_once_than_one_relay_may() {
        let (under_way, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let try_once = |()| {
            let (under_way, most) = (Arc::clone(&under_way), Arc::clone(&most));
            async move {
                let now = under_way.fetch_add(1, Ordering::Relaxed) + 1;
                most.fetch_max(now, Ordering::Relaxed);
                sleep(TRY_LIMIT).await;
                under_way.fetch_sub(1, Ordering::Relaxed);
            }
        };
        let (pause, due) = (|| async { LOOK_AGAIN }, sleep);

        let ended = timeout(10 * TRY_LIMIT, keep_up(|| async { Some(()) }, try_once, pause, due)).await;

        assert!(ended.is_err(), "it goes on");
        assert_eq!(most.load(Ordering::Relaxed), MOST_AT_ONCE);
    }
}
