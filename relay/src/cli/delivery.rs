//! `rdptrace delivery`: what is on its way into tickets, for whoever runs the server.

use core::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use words::Words;

use super::args::DeliveryCommand;
use super::exit::NO_SUCH_TOKEN;
use crate::delivery;
use crate::store::{Delivery, Store, StoreError};
use crate::{Config, Error};

/// Does what was asked for.
pub(super) async fn run(command: DeliveryCommand, config: &Config) -> Result<ExitCode, Error> {
    if let DeliveryCommand::Test { tenant, ticket } = &command {
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

async fn obey(command: &DeliveryCommand, store: &Store) -> Result<(ExitCode, String), StoreError> {
    match command {
        DeliveryCommand::List { most } => Ok((ExitCode::SUCCESS, table(&store.deliveries(*most).await?))),
        DeliveryCommand::Retry { id } if store.retry_delivery(id).await? => {
            Ok((ExitCode::SUCCESS, "It's sent within a minute.\n".to_owned()))
        }
        DeliveryCommand::Retry { id } => Ok((ExitCode::from(NO_SUCH_TOKEN), format!("There's no delivery {id}.\n"))),
        DeliveryCommand::Test { .. } => Ok((ExitCode::SUCCESS, String::new())),
    }
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
