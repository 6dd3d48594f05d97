//! `rdptrace check --user` and `--gateway-user`: whose account it is, where the password comes from, and how often it is tried.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use probe::{Credentials, Kerberos, Secret, ThroughGateway};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use wire::{Target, TargetError};
use zeroize::{Zeroize as _, Zeroizing};

use super::attempts::{self, Attempts};
use crate::Error;
use crate::net::dial::Network;
use crate::net::policy::Admitted;
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
        let source = match self.password_fd {
            Some(number) => Source::Descriptor(number),
            None if self.password_stdin => Source::Input,
            None => Source::Terminal {
                question: format!("Password for {}: ", printable(name)),
                instead: "--password-stdin or --password-fd",
            },
        };
        attempt(target, name, self.domain.as_deref(), &source).map(Some)
    }

    /// `account` as it signs in to the computer at the end of `way`: by Kerberos where a KDC says that this leads anywhere.
    pub(super) async fn choose(&self, account: Credentials, way: &Way, network: &Network) -> Credentials {
        let Some(computer) = way.to_computer() else {
            return account;
        };
        let kerberos = kdc::choose(network, &account, &computer.resolved().host, self.kdc.as_ref()).await;
        Credentials { kerberos, ..account }
    }
}

#[derive(Clone, Debug, Args)]
pub(super) struct GatewaySignInArgs {
    /// Sign in to the gateway with this account, once: NAME, DOMAIN\NAME, or NAME@DOMAIN (asks for the password)
    ///
    /// It signs in by NTLM, asks the gateway to connect to the computer, and checks the computer that way, without an account. A gateway
    /// whose certificate neither this machine nor --gateway-ca trusts gets no proof of the password.
    #[arg(
        long,
        value_name = "NAME",
        value_parser = NonEmptyStringValueParser::new(),
        conflicts_with_all = ["file", "csv"]
    )]
    gateway_user: Option<String>,
    /// Domain of the account at the gateway
    #[arg(long, value_name = "DOMAIN", requires = "gateway_user")]
    gateway_domain: Option<String>,
    /// Read the gateway's password from the first line of standard input
    #[arg(long, requires = "gateway_user", conflicts_with_all = ["gateway_password_fd", "password_stdin"])]
    gateway_password_stdin: bool,
    /// Read the gateway's password from the first line of this file descriptor
    #[arg(long, value_name = "NUMBER", requires = "gateway_user")]
    gateway_password_fd: Option<u32>,
    /// Trust the certificates of this PEM file for the gateway: its own, or that of its issuer
    ///
    /// They count for this check alone, besides those that this machine trusts. Name and dates have to be right all the same.
    #[arg(long, value_name = "FILE", requires = "gateway_user")]
    gateway_ca: Option<PathBuf>,
}

impl GatewaySignInArgs {
    /// Whether somebody is to be signed in.
    pub(super) fn is_asked_for(&self) -> bool {
        self.gateway_user.is_some()
    }

    /// Who goes along `way` through its gateway, which counts as an attempt there; absent where none was asked for.
    ///
    /// # Errors
    ///
    /// As with [`SignInArgs::credentials`], and where the way has no gateway.
    pub(super) fn through(&self, way: &Way) -> Result<Option<ThroughGateway>, Error> {
        let Some(name) = &self.gateway_user else {
            return Ok(None);
        };
        let gateway = way.gateway().ok_or_else(|| Error::Config {
            setting: "--gateway-user".to_owned(),
            place: "the command line".to_owned(),
            what: "there's no gateway, so add --gateway, or use an .rdp file that names one".to_owned(),
        })?;
        // Before anybody types a password.
        let own = self
            .gateway_ca
            .as_deref()
            .map(certificates)
            .transpose()?
            .unwrap_or_default();
        let source = match self.gateway_password_fd {
            Some(number) => Source::Descriptor(number),
            None if self.gateway_password_stdin => Source::Input,
            None => Source::Terminal {
                question: format!("Password for {} at the gateway: ", printable(name)),
                instead: "--gateway-password-stdin or --gateway-password-fd",
            },
        };
        Ok(Some(ThroughGateway {
            account: attempt(&gateway.target, name, self.gateway_domain.as_deref(), &source)?,
            computer: way
                .to_computer()
                .map_or_else(|| way.target(), Admitted::resolved)
                .clone(),
            authorities: authorities(&own),
            own,
        }))
    }
}

/// Those that this machine trusts, as its apps do, and these.
fn authorities(own: &[CertificateDer<'static>]) -> Arc<RootCertStore> {
    let mut known = RootCertStore::empty();
    let all = rustls_native_certs::load_native_certs().certs.into_iter();
    // One that cannot be read vouches for nobody.
    let _counts = known.add_parsable_certificates(all.chain(own.iter().cloned()));
    Arc::new(known)
}

/// The certificates of a PEM file, of which there is at least one.
fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let read = fs::metadata(file).and_then(|known| {
        if known.len() > LONGEST_CERTIFICATES {
            return Err(io::Error::other("it's too long for certificates"));
        }
        fs::read(file)
    });
    let wrong = |what: String| Error::Config {
        setting: "--gateway-ca".to_owned(),
        place: "the command line".to_owned(),
        what,
    };
    let pem = read.map_err(|error| wrong(format!("{} can't be read: {error}", file.display())))?;
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    match all {
        Ok(all) if !all.is_empty() => Ok(all),
        Ok(_) | Err(_) => Err(wrong(format!("{} has no certificate in PEM form", file.display()))),
    }
}

/// Where a password is read from.
enum Source {
    Descriptor(u32),
    Input,
    /// By somebody whose answer is not shown.
    Terminal {
        question: String,
        /// What to use where nobody can be asked.
        instead: &'static str,
    },
}

/// One more attempt at `target` with this account.
fn attempt(target: &Target, name: &str, domain: Option<&str>, source: &Source) -> Result<Credentials, Error> {
    let (user, domain) = account(name, domain);
    let attempts = Attempts::of(target, &user, domain.as_deref())?;
    // Before anybody types a password that would not be used.
    let made = attempts.standing()?;
    if made > 0 {
        writeln!(io::stderr(), "{}", warning(made)).map_err(Error::Output)?;
    }
    let password = password(source)?;
    attempts.count()?;
    Ok(Credentials {
        user,
        domain,
        password,
        kerberos: Kerberos::NotAsked,
    })
}

fn password(source: &Source) -> Result<Secret, Error> {
    let read = match source {
        Source::Descriptor(number) => descriptor(*number)
            .map_err(|_| io::Error::other(format!("file descriptor {number} isn't open")))
            .and_then(first_line),
        Source::Input => first_line(io::stdin().lock()),
        Source::Terminal { question, instead } => rpassword::prompt_password(question)
            .map(Zeroizing::new)
            .map_err(|error| without_terminal(error, instead)),
    };
    let mut password = read.map_err(Error::Password)?;
    if password.is_empty() {
        // Many computers take an empty password for a wrong one, and count it.
        return Err(Error::Password(io::Error::other("it's empty")));
    }
    Ok(Secret::new(core::mem::take(&mut *password)))
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
fn without_terminal(error: io::Error, instead: &str) -> io::Error {
    match error.raw_os_error() {
        Some(_) => io::Error::other(format!("there's no terminal to ask in. Use {instead}")),
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

/// A bundle of every public authority has a quarter of it.
const LONGEST_CERTIFICATES: u64 = 1024 * 1024;
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
