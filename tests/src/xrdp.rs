//! xrdp, the server that most Linux computers run.
//!
//! It never offers NLA and draws its own login screen, so that a check without a password gets to the first picture.

use std::fs::{self, Permissions};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use fixtures::certificate::{Certificate, Quality};
use fixtures::clock;
use fixtures::net;
use tempfile::TempDir;

use crate::program::Program;

/// `security_layer` of xrdp.ini.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityLayer {
    /// TLS where the client offers it, else Standard RDP Security.
    Negotiate,
    /// TLS only.
    Tls,
    /// Standard RDP Security only.
    Rdp,
}

impl SecurityLayer {
    fn keyword(self) -> &'static str {
        match self {
            Self::Negotiate => "negotiate",
            Self::Tls => "tls",
            Self::Rdp => "rdp",
        }
    }
}

/// What the file is like that `key_file` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The certificate's key.
    Fits,
    /// A file that holds no key.
    Unusable,
    /// No file.
    Missing,
}

/// How an xrdp is to be set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens.
    pub address: SocketAddr,
    /// Which security it takes.
    pub security_layer: SecurityLayer,
    /// `crypt_level`: how strong Standard RDP Security is.
    pub crypt_level: &'static str,
    /// The only version of TLS that it speaks, by OpenSSL's name; 1.2 and 1.3 where absent.
    pub tls_version: Option<&'static str>,
    /// Its certificate.
    pub certificate: Quality,
    /// The certificate's key.
    pub key: Key,
    /// A network namespace to run in.
    pub namespace: Option<String>,
}

impl Settings {
    /// A healthy server with this security layer, on an address of its own.
    pub fn new(security_layer: SecurityLayer) -> Self {
        Self {
            address: net::own_socket(),
            security_layer,
            crypt_level: "high",
            tls_version: None,
            certificate: Quality::Good,
            key: Key::Fits,
            namespace: None,
        }
    }

    /// Starts the server; it listens when this returns.
    pub fn start(self) -> Xrdp {
        let folder = TempDir::new().expect("a temporary folder");
        let ini = self.write(folder.path());
        let arguments = |command: &mut std::process::Command| {
            command.args(["--nodaemon", "--config"]).arg(&ini);
        };
        let program = match &self.namespace {
            Some(namespace) => Program::start_in(namespace, "xrdp", arguments),
            None => Program::start("xrdp", arguments),
        };
        program.await_listening(self.address);
        Xrdp {
            address: self.address,
            program,
            _folder: folder,
        }
    }

    /// Writes everything that the server reads; what it is to be started with.
    pub(crate) fn write(&self, folder: &Path) -> PathBuf {
        // Not to be read by others: it holds a private key.
        fs::set_permissions(folder, Permissions::from_mode(0o700)).expect("own folder");
        let certificate = Certificate::issue(self.certificate, &[self.address.ip().to_string()], clock::time_of_day());
        write(folder, "cert.pem", &certificate.chain_pem);
        match self.key {
            Key::Fits => write(folder, "key.pem", &certificate.key_pem),
            Key::Unusable => write(folder, "key.pem", "no key\n"),
            Key::Missing => {}
        }
        write(folder, "xrdp.ini", &self.ini(folder));
        folder.join("xrdp.ini")
    }

    fn ini(&self, folder: &Path) -> String {
        let address = match self.address {
            SocketAddr::V4(v4) => format!("tcp://{v4}"),
            SocketAddr::V6(v6) => format!("tcp6://{{{}}}:{}", v6.ip(), v6.port()),
        };
        let folder = folder.display();
        // OpenSSL has to be told that it may still speak the versions of old.
        let (versions, ciphers) = match self.tls_version {
            Some(version) => (version, "tls_ciphers=ALL:@SECLEVEL=0\n"),
            None => ("TLSv1.2, TLSv1.3", ""),
        };
        let (layer, crypt_level) = (self.security_layer.keyword(), self.crypt_level);
        format!(
            "[Globals]\n\
             ini_version=1\n\
             fork=true\n\
             port={address}\n\
             tcp_nodelay=true\n\
             security_layer={layer}\n\
             crypt_level={crypt_level}\n\
             certificate={folder}/cert.pem\n\
             key_file={folder}/key.pem\n\
             ssl_protocols={versions}\n{ciphers}\
             allow_channels=true\n\
             allow_multimon=true\n\
             bitmap_cache=true\n\
             bitmap_compression=true\n\
             bulk_compression=true\n\
             max_bpp=32\n\
             new_cursors=true\n\
             use_fastpath=both\n\
             autorun=\n\
             ls_title=Suite\n\
             [Logging]\n\
             LogFile={folder}/xrdp.log\n\
             LogLevel=DEBUG\n\
             EnableSyslog=false\n\
             EnableConsole=true\n\
             ConsoleLevel=DEBUG\n\
             [Channels]\n\
             rdpdr=true\n\
             rdpsnd=true\n\
             drdynvc=true\n\
             cliprdr=true\n\
             rail=true\n\
             xrdpvr=true\n\
             [Xorg]\n\
             name=Xorg\n\
             lib=libxup.so\n\
             username=ask\n\
             password=ask\n\
             ip=127.0.0.1\n\
             port=-1\n\
             code=20\n"
        )
    }
}

/// A running xrdp.
#[derive(Debug)]
pub struct Xrdp {
    /// Where it listens.
    pub address: SocketAddr,
    /// The process and its log.
    pub program: Program,
    _folder: TempDir,
}

impl Xrdp {
    /// A healthy server with this security layer.
    pub fn start(security_layer: SecurityLayer) -> Self {
        Settings::new(security_layer).start()
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap_or_else(|error| panic!("cannot write {name}: {error}"));
}
