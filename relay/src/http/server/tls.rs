//! TLS from files, for those who have no proxy in front.

use core::time::Duration;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;
use std::{fs, io};

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{InconsistentKeys, ServerConfig};
use tokio::net::TcpStream;
use tokio::time::{interval, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tracing::{info, warn};

use super::connection::Connection;
use super::timer::HEAD_LIMIT;
use crate::Error;
use crate::config::TlsFiles;

/// Ends TLS with the certificate that its files hold now.
#[derive(Clone, Debug)]
pub(in crate::http) struct Tls {
    config: Arc<ServerConfig>,
    current: Arc<Current>,
    /// When the files were written that were read first.
    read: Written,
}

/// When the certificate and the key were written; absent where the system does not say.
type Written = [Option<SystemTime>; 2];

/// The certificate for whoever connects next.
#[derive(Debug)]
struct Current {
    key: RwLock<Arc<CertifiedKey>>,
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.key.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// Where they cannot be read, or do not belong together.
    pub(in crate::http) fn from_files(files: &TlsFiles) -> Result<Self, Error> {
        // Before they are read: what is written meanwhile counts as a change.
        let read = changed_at(files);
        let current = Arc::new(Current {
            key: RwLock::new(Arc::new(certified(files)?)),
        });
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = config.with_safe_default_protocol_versions();
        let config = config.map_err(|error| Error::tls(&files.certificate, &error))?;
        let mut config = config
            .with_no_client_auth()
            .with_cert_resolver(Arc::<Current>::clone(&current));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            config: Arc::new(config),
            current,
            read,
        })
    }

    /// Takes over what the files hold each time that they change. Files that cannot be used change nothing. Does not
    /// complete.
    pub(in crate::http) async fn follow(&self, files: &TlsFiles) {
        let mut seen = self.read;
        let mut look = interval(LOOK_EVERY);
        loop {
            look.tick().await;
            let now = changed_at(files);
            if now == seen {
                continue;
            }
            seen = now;
            self.take_over(files);
        }
    }

    /// Takes over what the files hold, if it can be used.
    pub(super) fn take_over(&self, files: &TlsFiles) {
        match certified(files) {
            Ok(key) => {
                *self.current.key.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(key);
                info!("the certificate was read again");
            }
            Err(error) => warn!("the certificate stays as it was: {error}"),
        }
    }

    /// The certificate of the server itself, for whoever connects next.
    #[cfg(test)]
    pub(super) fn leaf(&self) -> CertificateDer<'static> {
        self.current.key.read().unwrap().cert[0].clone()
    }

    /// Agrees on TLS with whoever connected; absent where that comes to nothing. A browser that was sent here without TLS
    /// is told where to go.
    pub(super) async fn accept(
        &self,
        mut connection: Connection<TcpStream>,
    ) -> Option<TlsStream<Connection<TcpStream>>> {
        let agreed = async {
            let mut first = [0];
            connection.peek(&mut first).await.ok()?;
            if first != TLS_HANDSHAKE {
                connection.tell(NOT_TLS).await;
                return None;
            }
            let acceptor = TlsAcceptor::from(Arc::clone(&self.config));
            // Whatever ends a handshake early is the client's affair.
            acceptor.accept(connection).await.ok()
        };
        timeout(HEAD_LIMIT, agreed).await.ok().flatten()
    }
}

fn certified(files: &TlsFiles) -> Result<CertifiedKey, Error> {
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| Error::tls(&files.certificate, &error))?;
    if chain.is_empty() {
        return Err(Error::tls(&files.certificate, &"it holds no certificate in PEM"));
    }
    let key = PrivateKeyDer::from_pem_file(files.key()).map_err(|error| Error::tls(files.key(), &error))?;
    let mismatch = rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch);
    CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|error| {
        if error == mismatch {
            Error::tls(files.key(), &"it isn't the key of this certificate")
        } else {
            Error::tls(files.key(), &error)
        }
    })
}

/// When the files were last written, as far as the system says.
fn changed_at(files: &TlsFiles) -> Written {
    let written = |path: &Path| -> io::Result<SystemTime> { fs::metadata(path)?.modified() };
    [files.certificate.as_path(), files.key()].map(|path| written(path).ok())
}

/// The content type of a record that begins a handshake: [RFC 8446] section 5.1.
///
/// [RFC 8446]: https://www.rfc-editor.org/rfc/rfc8446#section-5.1
const TLS_HANDSHAKE: [u8; 1] = [22];
const NOT_TLS: &str = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n\
                       Content-Length: 73\r\n\r\n\
                       This server uses HTTPS. Open the same address with https:// at the front.";
/// Certificates are renewed weeks before they expire.
pub(super) const LOOK_EVERY: Duration = Duration::from_secs(60);
