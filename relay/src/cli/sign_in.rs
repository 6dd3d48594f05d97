//! `rdptrace check --user`: whose account it is, where the password comes from, and how often it is tried.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use probe::{Credentials, Kerberos, Secret};
use wire::{Target, TargetError};
use zeroize::{Zeroize as _, Zeroizing};

use super::attempts::{self, Attempts};
use crate::Error;
use crate::net::dial::Network;
use crate::net::{Way, kdc};

#[derive(Clone, Debug, Args)]
pub(super) struct SignInArgs {
    /// Sign in with this account, once: NAME, DOMAIN\NAME, or NAME@DOMAIN (asks for the password)
    ///
    /// It signs in by Kerberos where the domain's KDC knows the account and the computer, else by NTLM.
    #[arg(
        long,
        value_name = "NAME",
        value_parser = NonEmptyStringValueParser::new(),
        conflicts_with_all = ["file", "csv", "tls_secrets"]
    )]
    user: Option<String>,
    /// Domain of the account
    #[arg(long, value_name = "DOMAIN", requires = "user")]
    domain: Option<String>,
    /// The domain's KDC, if DNS doesn't name it (its port is 88 if you don't add one)
    #[arg(long, value_name = "HOST[:PORT]", requires = "user", value_parser = kdc)]
    kdc: Option<Target>,
    /// Read the password from the first line of standard input
    #[arg(long, requires = "user", conflicts_with = "password_fd")]
    password_stdin: bool,
    /// Read the password from the first line of this file descriptor
    #[arg(long, value_name = "NUMBER", requires = "user")]
    password_fd: Option<u32>,
}

impl SignInArgs {
    /// Whether somebody is to be signed in.
    pub(super) fn is_asked_for(&self) -> bool {
        self.user.is_some()
    }

    /// The account to sign in with, which counts as an attempt at `target`; absent where none was asked for.
    ///
    /// # Errors
    ///
    /// Where there were enough attempts for now or they cannot be counted, or there is no password to be had.
    pub(super) fn credentials(&self, target: &Target) -> Result<Option<Credentials>, Error> {
        let Some(name) = &self.user else { return Ok(None) };
        let (user, domain) = account(name, self.domain.as_deref());
        let attempts = Attempts::of(target, &user, domain.as_deref())?;
        // Before anybody types a password that would not be used.
        let made = attempts.standing()?;
        if made > 0 {
            writeln!(io::stderr(), "{}", warning(made)).map_err(Error::Output)?;
        }
        let password = self.password(name)?;
        attempts.count()?;
        Ok(Some(Credentials {
            user,
            domain,
            password,
            kerberos: Kerberos::NotAsked,
        }))
    }

    /// `account` as it signs in to the computer at the end of `way`: by Kerberos where a KDC says that this leads anywhere.
    pub(super) async fn choose(&self, account: Credentials, way: &Way, network: &Network) -> Credentials {
        let Some(computer) = way.to_computer() else {
            return account;
        };
        let kerberos = kdc::choose(network, &account, &computer.resolved().host, self.kdc.as_ref()).await;
        Credentials { kerberos, ..account }
    }

    fn password(&self, name: &str) -> Result<Secret, Error> {
        let read = match self.password_fd {
            Some(number) => descriptor(number)
                .map_err(|_| io::Error::other(format!("file descriptor {number} isn't open")))
                .and_then(first_line),
            None if self.password_stdin => first_line(io::stdin().lock()),
            None => rpassword::prompt_password(format!("Password for {}: ", printable(name)))
                .map(Zeroizing::new)
                .map_err(without_terminal),
        };
        let mut password = read.map_err(Error::Password)?;
        if password.is_empty() {
            // Many computers take an empty password for a wrong one, and count it.
            return Err(Error::Password(io::Error::other("it's empty")));
        }
        Ok(Secret::new(core::mem::take(&mut *password)))
    }
}

fn kdc(text: &str) -> Result<Target, TargetError> {
    Target::of_kdc(text)
}

/// `DOMAIN\NAME` parted; everything else stays as it is, because `NAME@DOMAIN` is a name of its own.
fn account(name: &str, domain: Option<&str>) -> (String, Option<String>) {
    match (name.split_once('\\'), domain) {
        (Some((domain, user)), None) => (user.to_owned(), Some(domain.to_owned())),
        (Some(_) | None, domain) => (name.to_owned(), domain.map(str::to_owned)),
    }
}

/// What the system says where there is no terminal helps nobody, and what would be right does.
fn without_terminal(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(_) => io::Error::other("there's no terminal to ask in. Use --password-stdin or --password-fd"),
        None => error,
    }
}

/// A name that cannot change what a terminal shows.
fn printable(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).collect()
}

fn warning(made: usize) -> String {
    format!(
        "This is sign-in {} of {} to this computer with this account in 30 minutes. Many organizations lock an account \
         after 3, 5, or 10 wrong passwords.",
        made + 1,
        attempts::MOST
    )
}

/// What another program opened for this one.
fn descriptor(number: u32) -> io::Result<File> {
    File::open(PathBuf::from(format!("/dev/fd/{number}")))
}

/// The first line without its end, of a reader that may go on.
fn first_line(reader: impl Read) -> io::Result<Zeroizing<String>> {
    // As long as it may be, so that it is never moved and left behind in memory that was given back.
    let mut line = Zeroizing::new(String::with_capacity(LONGEST + 1));
    let mut limited = BufReader::with_capacity(1, reader.take(u64::try_from(LONGEST + 1).unwrap_or(u64::MAX)));
    limited.read_line(&mut line)?;
    if line.len() > LONGEST {
        line.zeroize();
        return Err(io::Error::other("it's too long"));
    }
    let length = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(length);
    Ok(line)
}

/// More than any password that Windows takes, in bytes.
const LONGEST: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domain_may_stand_before_the_name() {
        let parted = |name, domain| account(name, domain);
        assert_eq!(parted("CORP\\anna", None), ("anna".into(), Some("CORP".into())));
        assert_eq!(parted("anna@corp.example", None), ("anna@corp.example".into(), None));
        assert_eq!(parted("anna", Some("CORP")), ("anna".into(), Some("CORP".into())));
    }

    #[test]
    fn password_is_the_first_line_and_no_longer_than_any() {
        let read = |text: &str| first_line(text.as_bytes()).map(|line| String::clone(&line));
        assert_eq!(read("pass word\r\nmore").unwrap(), "pass word");
        assert_eq!(read("alone").unwrap(), "alone");
        assert_eq!(read("").unwrap(), "");
        assert!(read(&"x".repeat(LONGEST + 1)).is_err());
    }

    #[test]
    fn second_attempt_is_warned_of_with_the_usual_thresholds() {
        let warned = warning(1);
        assert!(
            warned.contains("sign-in 2 of 3") && warned.contains("3, 5, or 10"),
            "{warned}"
        );
    }
}
