//! `rdptrace token`: the tokens with which programs use the relay.

use core::time::Duration;
use std::io::{self, Write as _};
use std::process::ExitCode;

use time::OffsetDateTime;

use super::args::TokenCommand;
use super::exit::NOT_FOUND;
use crate::store::{ApiToken, Store};
use crate::{Config, Error};

pub(super) async fn run(command: TokenCommand, config: &Config) -> Result<ExitCode, Error> {
    let store = Store::open(&config.store_settings()).await?;
    let done = obey(command, &store).await;
    store.close().await;
    done
}

async fn obey(command: TokenCommand, store: &Store) -> Result<ExitCode, Error> {
    let mut out = io::stdout().lock();
    match command {
        TokenCommand::Create { name, scopes, days } => {
            let life = days.map(|days| Duration::from_secs(u64::from(days.get()) * DAY));
            let new = store.create_token(&name, &scopes, life).await.map_err(Error::Tokens)?;
            writeln!(out, "{}", new.token).map_err(Error::Output)?;
            let told = format!("This is token {}. Keep it now, because it isn't shown again.\n", new.id);
            io::stderr().write_all(told.as_bytes()).map_err(Error::Output)?;
        }
        TokenCommand::List => {
            let tokens = store.tokens().await.map_err(Error::Tokens)?;
            if tokens.is_empty() {
                writeln!(io::stderr(), "There are no tokens. `rdptrace token create` makes one.")
                    .map_err(Error::Output)?;
            }
            for token in tokens {
                writeln!(out, "{}", line(&token)).map_err(Error::Output)?;
            }
        }
        TokenCommand::Revoke { id } => {
            if !store.revoke_token(&id).await.map_err(Error::Tokens)? {
                writeln!(io::stderr(), "There's no token {id}.").map_err(Error::Output)?;
                return Ok(ExitCode::from(NOT_FOUND));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn line(token: &ApiToken) -> String {
    let scopes: Vec<_> = token.scopes.iter().map(ToString::to_string).collect();
    let used = token
        .used_day
        .map_or_else(|| "never used".to_owned(), |day| format!("used {}", date(day)));
    let expires = token.expires_at_ms.map_or_else(
        || "doesn't expire".to_owned(),
        |expires| format!("expires {}", date(expires / (1000 * DAY_SECONDS))),
    );
    format!("{}\t{}\t{}\t{expires}\t{used}", token.id, token.name, scopes.join(","))
}

/// A day since 1970, as ISO 8601 has it.
fn date(day: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(day.saturating_mul(DAY_SECONDS));
    moment.map_or_else(|_| "never".to_owned(), |moment| moment.date().to_string())
}

const DAY: u64 = 24 * 60 * 60;
const DAY_SECONDS: i64 = 24 * 60 * 60;
