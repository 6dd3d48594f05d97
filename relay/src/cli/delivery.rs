//! `rdptrace delivery`: what is on its way into tickets, for whoever runs the server.

use core::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use words::Words;

use super::args::DeliveryCommand;
use super::exit::NOT_FOUND;
use crate::delivery;
use crate::store::{Delivery, StoppedReceiver, Store, StoreError};
use crate::{Config, Error};

/// Does what was asked for.
pub(super) async fn run(command: DeliveryCommand, config: &Config) -> Result<ExitCode, Error> {
    if let DeliveryCommand::Test { tenant, ticket } = &command {
        if let Some(lack) = lack(config, tenant) {
            return say(&lack).map(|()| ExitCode::from(NOT_FOUND));
        }
        let told = delivery::test(config, tenant, ticket).await;
        let (code, text) = match told {
            Ok(()) => (ExitCode::SUCCESS, "The receiver took it.\n".to_owned()),
            Err(error) => (ExitCode::FAILURE, format!("The receiver didn't take it: {error}\n")),
        };
        return say(&text).map(|()| code);
    }
    let store = Store::open(&config.store_settings()).await?;
    let done = obey(&command, &store).await;
    store.close().await;
    let (code, text) = done.map_err(Error::StoreUse)?;
    say(&text).map(|()| code)
}

/// What the settings lack to send anything into the tickets of a portal of this name.
fn lack(config: &Config, tenant: &str) -> Option<String> {
    match config.tenants.iter().find(|(id, _)| id.as_str() == tenant) {
        Some((_, portal)) if portal.deliver.is_some() => None,
        Some(_) => Some(format!(
            "The portal {tenant} has no receiver. Set `tenants.{tenant}.deliver`.\n"
        )),
        None => {
            let known: Vec<_> = config.tenants.keys().map(|id| id.as_str()).collect();
            let known = if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            };
            Some(format!(
                "There's no portal {tenant}, so `tenants.{tenant}.deliver` isn't set. Portals in the settings: {known}.\n"
            ))
        }
    }
}

async fn obey(command: &DeliveryCommand, store: &Store) -> Result<(ExitCode, String), StoreError> {
    match command {
        DeliveryCommand::List { most } => {
            let stopped = notes(&store.stopped_receivers().await?);
            Ok((ExitCode::SUCCESS, stopped + &table(&store.deliveries(*most).await?)))
        }
        DeliveryCommand::Retry { id } if store.retry_delivery(id).await? => {
            Ok((ExitCode::SUCCESS, "It's sent within a minute.\n".to_owned()))
        }
        DeliveryCommand::Retry { id } => Ok((ExitCode::from(NOT_FOUND), format!("There's no delivery {id}.\n"))),
        DeliveryCommand::Enable { tenant } if store.resume_receiver(tenant).await? => {
            Ok((ExitCode::SUCCESS, "What waits is sent within a minute.\n".to_owned()))
        }
        DeliveryCommand::Enable { tenant } => Ok((
            ExitCode::from(NOT_FOUND),
            format!("The receiver of {tenant} isn't disabled.\n"),
        )),
        DeliveryCommand::Test { .. } => Ok((ExitCode::SUCCESS, String::new())),
    }
}

/// A line for each receiver that is asked no more.
fn notes(stopped: &[StoppedReceiver]) -> String {
    let mut text = String::new();
    for receiver in stopped {
        let since = Words::english().moment(receiver.stopped_at_ms);
        let (tenant, waiting) = (&receiver.tenant, receiver.waiting);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{tenant}\tdisabled since {since}\twaiting {waiting}\tIts receiver answered 410 Gone. `rdptrace delivery enable {tenant}` sends again."
        );
    }
    text
}

fn table(deliveries: &[Delivery]) -> String {
    let mut text = String::new();
    for delivery in deliveries {
        let due = Words::english().moment(delivery.due_at_ms);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}\t{}\t{}\t{}\ttries {}\tdue {due}\t{}",
            delivery.id, delivery.tenant, delivery.reference, delivery.state, delivery.attempt, delivery.last_error
        );
    }
    text
}

fn say(text: &str) -> Result<(), Error> {
    io::stdout().write_all(text.as_bytes()).map_err(Error::Output)
}
