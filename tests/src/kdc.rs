//! A Kerberos KDC of the suite's own, from Debian's packages: MIT's, with a realm in a folder of its own.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use fixtures::net;
use probe::Secret;
use sspi::kerberos::ServerProperties;
use sspi::{AuthIdentityBuffers, CredentialsBuffers, ErrorKind, KerberosConfig, KerberosServerConfig};
use tempfile::TempDir;

use crate::program::Program;

/// The realm, which is a domain's name in capitals.
pub const REALM: &str = "RDPTRACE.TEST";
/// The domain.
pub const DOMAIN: &str = "rdptrace.test";
/// The computer whose Remote Desktop the realm knows.
pub const COMPUTER: &str = "pc.rdptrace.test";
/// The password of that service: a server asks for its own ticket with it.
pub const SERVICE_PASSWORD: &str = "Service-Passw0rd";

/// A running KDC that knows these users and one computer. Dropping it ends it and removes its realm.
#[derive(Debug)]
pub struct Kdc {
    /// Where it listens.
    pub address: SocketAddr,
    /// The process and its log.
    pub program: Program,
    _folder: TempDir,
}

impl Kdc {
    /// Makes a realm with `users`, each a name and a password, and serves it; it listens when this returns.
    pub fn start(users: &[(&str, &str)]) -> Self {
        let address = net::own_socket();
        let folder = TempDir::new().expect("a folder for the realm");
        let path = folder.path();
        fs::write(path.join("krb5.conf"), client_settings()).expect("our own folder");
        fs::write(path.join("kdc.conf"), kdc_settings(path, address)).expect("our own folder");
        run(path, "kdb5_util", &["create", "-s", "-P", MASTER_PASSWORD]);
        let service = format!("TERMSRV/{COMPUTER}");
        let principals = users.iter().copied().chain([(service.as_str(), SERVICE_PASSWORD)]);
        for (name, password) in principals {
            // Without it a KDC gives everybody a ticket to guess the password from.
            let add = format!("addprinc +requires_preauth -pw {password} {name}");
            run(path, "kadmin.local", &["-q", &add]);
        }
        let program = Program::start("krb5kdc", |command| {
            settings(command, path).args(["-n", "-r", REALM]);
        });
        program.await_listening(address);
        Self {
            address,
            program,
            _folder: folder,
        }
    }
}

/// How a server with CredSSP takes Kerberos: as [`COMPUTER`], with tickets of the KDC at `kdc`.
pub(crate) fn server_settings(kdc: SocketAddr) -> KerberosServerConfig {
    let user = AuthIdentityBuffers::from_utf8(&format!("TERMSRV/{COMPUTER}"), REALM, SERVICE_PASSWORD);
    let properties = ServerProperties::new(
        &["TERMSRV", COMPUTER],
        Some(CredentialsBuffers::AuthIdentity(user)),
        CLOCKS_MAY_DIFFER,
        None,
    );
    KerberosServerConfig {
        kerberos_config: KerberosConfig::new(&format!("tcp://{kdc}"), "suite".to_owned()),
        server_properties: properties.expect("plain names"),
    }
}

/// What the KDC at `address` answers, RFC 4120 7.2.2.
///
/// # Errors
///
/// Where it does not answer.
pub(crate) fn ask(address: SocketAddr, message: &[u8]) -> sspi::Result<Vec<u8>> {
    let exchange = || -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(message)?;
        let mut length = [0; 4];
        stream.read_exact(&mut length)?;
        let mut answer = length.to_vec();
        stream
            .take(u64::from(u32::from_be_bytes(length)))
            .read_to_end(&mut answer)?;
        Ok(answer)
    };
    let password = Secret::new(SERVICE_PASSWORD.to_owned());
    let answer = exchange().map(|answer| probe::kerberos::readable(answer, &password));
    answer.map_err(|error| sspi::Error::new(ErrorKind::NoAuthenticatingAuthority, error.to_string()))
}

fn settings<'a>(command: &'a mut Command, folder: &Path) -> &'a mut Command {
    command
        .env("KRB5_CONFIG", folder.join("krb5.conf"))
        .env("KRB5_KDC_PROFILE", folder.join("kdc.conf"))
}

fn run(folder: &Path, program: &str, arguments: &[&str]) {
    let output = settings(&mut Command::new(program), folder)
        .args(["-r", REALM])
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("cannot start {program}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {said}");
}

/// Nothing of the machine's own realms.
fn client_settings() -> String {
    format!("[libdefaults]\ndefault_realm = {REALM}\ndns_lookup_kdc = false\n")
}

fn kdc_settings(folder: &Path, address: SocketAddr) -> String {
    let file = |name: &str| folder.join(name).display().to_string();
    let (database, stash, log) = (file("principal"), file("stash"), "STDERR");
    format!(
        "[realms]\n{REALM} = {{\n database_name = {database}\n key_stash_file = {stash}\n kdc_listen = {address}\n \
         kdc_tcp_listen = {address}\n supported_enctypes = aes256-cts-hmac-sha1-96:normal\n \
         master_key_type = aes256-cts-hmac-sha1-96\n}}\n[logging]\nkdc = {log}\n"
    )
}

/// Both are this machine's.
const CLOCKS_MAY_DIFFER: Duration = Duration::from_secs(300);
/// Nobody but the KDC needs it.
const MASTER_PASSWORD: &str = "Master-Passw0rd";
