//! Why a server elsewhere did not answer, in words for whoever started the program.

use std::io::{self, ErrorKind};

use rustls::CertificateError;
use ureq::{Error, Timeout};

use super::proxy::UnusedProxy;

/// The same as [`told`], with the proxy that was not used, where it may be what is missing.
pub(super) fn told_without(unused: Option<UnusedProxy>, error: &Error) -> String {
    let reason = told(error);
    match unused {
        Some(proxy) if is_of_the_way(error) => format!("{reason}. {proxy}"),
        Some(_) | None => reason,
    }
}

/// Whether nothing of the server was seen: one that shows a certificate was reached without a proxy.
fn is_of_the_way(error: &Error) -> bool {
    if let Error::Io(error) = error {
        return !error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>());
    }
    matches!(error, Error::HostNotFound | Error::ConnectionFailed | Error::Timeout(_))
}

/// What is wrong, as the end of a sentence that begins with the server's address.
pub(super) fn told(error: &Error) -> String {
    if let Error::Io(error) = error {
        return of_connection(error);
    }
    if let Error::Rustls(error) = error {
        return of_tls(error);
    }
    if matches!(error, Error::HostNotFound) {
        "its name can't be found. Check the spelling".to_owned()
    } else if matches!(error, Error::Timeout(Timeout::Global)) {
        "it didn't answer in time. Try again later".to_owned()
    } else if matches!(error, Error::Timeout(_)) {
        UNREACHABLE.to_owned()
    } else if matches!(error, Error::InvalidProxyUrl) {
        "the proxy's address is wrong. Write it as http://proxy.example.org:8080".to_owned()
    } else if matches!(error, Error::ConnectProxyFailed(_)) {
        format!("the proxy doesn't connect to it ({error})")
    } else if matches!(error, Error::BodyExceedsLimit(_) | Error::Protocol(_) | Error::Http(_)) {
        "it doesn't answer as a web server does".to_owned()
    } else {
        format!("the connection failed ({error})")
    }
}

fn of_connection(error: &io::Error) -> String {
    if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return of_tls(tls);
    }
    if error.kind() == ErrorKind::ConnectionRefused {
        "nothing listens at its port. Check the address and the port".to_owned()
    } else if AWAY.contains(&error.kind()) {
        UNREACHABLE.to_owned()
    } else if CLOSED.contains(&error.kind()) {
        "the connection was closed before it answered. Try again later".to_owned()
    } else {
        format!("the connection failed ({error})")
    }
}

fn of_tls(error: &rustls::Error) -> String {
    use CertificateError::{
        Expired, ExpiredContext, NotValidForName, NotValidForNameContext, NotValidYet, NotValidYetContext,
    };
    use rustls::Error::{InvalidCertificate, InvalidMessage};

    if matches!(error, InvalidCertificate(CertificateError::UnknownIssuer)) {
        "this computer doesn't trust its certificate. Ask its administrator for the authority's certificate, \
         and add it to this system's"
            .to_owned()
    } else if matches!(error, InvalidCertificate(Expired | ExpiredContext { .. })) {
        "its certificate has expired, or this computer's clock is wrong".to_owned()
    } else if matches!(error, InvalidCertificate(NotValidYet | NotValidYetContext { .. })) {
        "its certificate isn't valid yet, or this computer's clock is wrong".to_owned()
    } else if matches!(
        error,
        InvalidCertificate(NotValidForName | NotValidForNameContext { .. })
    ) {
        "its certificate is for another name. Check the address".to_owned()
    } else if matches!(error, InvalidMessage(_)) {
        "it doesn't speak HTTPS at this port. Check the port".to_owned()
    } else {
        format!("no secure connection could be made ({error})")
    }
}

const UNREACHABLE: &str = "it can't be reached from here. Check this computer's network and proxy";
const AWAY: [ErrorKind; 3] = [
    ErrorKind::TimedOut,
    ErrorKind::HostUnreachable,
    ErrorKind::NetworkUnreachable,
];
const CLOSED: [ErrorKind; 4] = [
    ErrorKind::ConnectionReset,
    ErrorKind::ConnectionAborted,
    ErrorKind::UnexpectedEof,
    ErrorKind::BrokenPipe,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(error: impl Into<io::Error>) -> String {
        told(&Error::Io(error.into()))
    }

    #[test]
    fn proxy_that_was_not_used_is_told_only_where_the_server_was_not_reached() {
        let certificate = rustls::Error::InvalidCertificate(CertificateError::Expired);
        let shown = io::Error::new(ErrorKind::InvalidData, certificate);
        let told = |error: &Error| told_without(Some(UnusedProxy::Detected), error);

        for missed in [
            Error::HostNotFound,
            Error::Timeout(Timeout::Connect),
            Error::Io(ErrorKind::ConnectionRefused.into()),
        ] {
            let said = told(&missed);
            assert!(said.contains("WPAD") && said.contains("HTTPS_PROXY"), "{said}");
            assert_eq!(told_without(None, &missed), super::told(&missed));
        }
        assert_eq!(
            told(&Error::Io(shown)),
            "its certificate has expired, or this computer's clock is wrong"
        );
    }

    #[test]
    fn each_reason_is_told_with_what_to_check() {
        let certificate = |why| {
            of(io::Error::new(
                ErrorKind::InvalidData,
                rustls::Error::InvalidCertificate(why),
            ))
        };
        for (told, part) in [
            (told(&Error::HostNotFound), "name can't be found"),
            (told(&Error::Timeout(Timeout::Connect)), "network and proxy"),
            (told(&Error::Timeout(Timeout::Global)), "in time"),
            (of(ErrorKind::ConnectionRefused), "port"),
            (of(ErrorKind::UnexpectedEof), "closed"),
            (certificate(CertificateError::UnknownIssuer), "doesn't trust"),
            (certificate(CertificateError::Expired), "expired"),
            (certificate(CertificateError::NotValidForName), "another name"),
        ] {
            assert!(told.contains(part), "{told}");
            assert!(!told.contains("io:") && !told.contains("Error"), "{told}");
        }
    }
}
