//! What a gateway is asked over HTTP, and how the head of its answer reads.

use std::time::UNIX_EPOCH;

use data_encoding::{BASE64, HEXLOWER};
use wire::{GATEWAY_PORT, GatewayTransport, PeerText, Target};

use crate::limits;

/// Which of the two generations of gateways is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// WebSocket, or else two HTTP requests without end: Windows Server 2012 and later, [MS-TSGU] 3.3.5.1.
    Http,
    /// The same, by somebody who signs in.
    SignIn,
    /// RPC over HTTP, [MS-TSGU] 2.1 and [MS-RPCH] 3.2.2.4.
    Rpc,
}

impl Asked {
    /// The request that a client opens its first channel with; without `authorization` before it has signed in.
    ///
    /// Gateways and what filters before them know clients by the User-Agent, so it is Microsoft's.
    pub(super) fn request(self, gateway: &Target, random: &[u8; 32], authorization: Option<&str>) -> Vec<u8> {
        let (id, key) = random.split_at(16);
        let line = match self {
            Self::Http | Self::SignIn => "RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1".to_owned(),
            Self::Rpc => format!("RPC_OUT_DATA /rpc/rpcproxy.dll?{}:3388 HTTP/1.1", gateway.host),
        };
        let own = match self {
            Self::Http | Self::SignIn => format!(
                "User-Agent: MS-RDGateway/1.0\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                 Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {}\r\nRDG-Connection-Id: {{{}}}\r\n",
                BASE64.encode(key),
                uuid(id),
            ),
            Self::Rpc => "User-Agent: MSRPC\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n".to_owned(),
        };
        // The port of the scheme is left out, RFC 9110 4.2.2: some proxies know a site by its bare name only.
        let host = if gateway.port == GATEWAY_PORT {
            gateway.to_string().trim_end_matches(":443").to_owned()
        } else {
            gateway.to_string()
        };
        let authorization = authorization.map_or_else(String::new, |with| format!("Authorization: {with}\r\n"));
        let common = "Accept: */*\r\nCache-Control: no-cache\r\nPragma: no-cache\r\n";
        format!("{line}\r\nHost: {host}\r\n{common}{own}{authorization}\r\n").into_bytes()
    }
}

/// A UUID of version 4, RFC 9562 5.4.
fn uuid(random: &[u8]) -> String {
    let mut bytes = random.to_vec();
    if let Some(version) = bytes.get_mut(6) {
        *version = *version & 0x0f | 0x40;
    }
    if let Some(variant) = bytes.get_mut(8) {
        *variant = *variant & 0x3f | 0x80;
    }
    let digits = HEXLOWER.encode(&bytes);
    let parts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)].map(|(from, to)| digits.get(from..to).unwrap_or(""));
    parts.join("-")
}

/// The head of an HTTP answer, RFC 9112 2.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: u16,
    /// The schemes of WWW-Authenticate, or with 407 of Proxy-Authenticate.
    pub(super) schemes: Vec<PeerText>,
    pub(super) server: Option<PeerText>,
    pub(super) location: Option<PeerText>,
    /// The same as they came, with their tokens.
    pub(super) challenges: Vec<String>,
    /// How long the head was, with those of interim answers before it.
    pub(super) length: usize,
    /// What comes behind it.
    pub(super) rest: Rest,
    /// Its Date field, in seconds since 1970.
    pub(super) date_s: Option<i64>,
    /// Whether what follows is a page for people.
    page: bool,
}

/// What comes behind the head of an answer, RFC 9112 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// So many bytes, or those that are left of them.
    Bytes(usize),
    /// Pieces that say themselves how long they are.
    Chunks,
}

impl Rest {
    /// Takes it out of what has come; whether all of it had. Absent where it is longer than any page, or cannot be read.
    pub(super) fn skip(&mut self, bytes: &mut Vec<u8>) -> Option<bool> {
        loop {
            match self {
                Self::Bytes(left) if *left > limits::GATEWAY_PAGE => return None,
                Self::Bytes(left) => {
                    let now = bytes.len().min(*left);
                    bytes.drain(..now);
                    *left -= now;
                    return Some(*left == 0);
                }
                Self::Chunks => {
                    let size = match httparse::parse_chunk_size(bytes) {
                        Ok(httparse::Status::Complete(size)) => size,
                        Ok(httparse::Status::Partial) => return Some(false),
                        Err(_) => return None,
                    };
                    let (start, length) = (size.0, usize::try_from(size.1).ok()?);
                    // A line's end stands behind each, and behind the last one.
                    let end = start.checked_add(length)?.checked_add(2)?;
                    if end > limits::GATEWAY_PAGE {
                        return None;
                    }
                    if bytes.len() < end {
                        return Some(false);
                    }
                    bytes.drain(..end);
                    if length == 0 {
                        *self = Self::Bytes(0);
                    }
                }
            }
        }
    }
}

/// What has come of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// Not all of its head.
    Partial,
    Whole(Head),
    /// It is no HTTP, or its head is longer than any.
    Foreign,
}

impl Head {
    /// Reads an answer as far as it has come. What comes behind the head is left alone.
    pub(super) fn read(bytes: &[u8]) -> Read {
        let mut rest = bytes;
        loop {
            let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
            let mut response = httparse::Response::new(&mut fields);
            match response.parse(rest) {
                // Interim answers come before the one that counts, RFC 9110 15.2; changing the protocol is one that counts.
                Ok(httparse::Status::Complete(length)) if matches!(response.code, Some(100 | 102..=199)) => {
                    rest = rest.get(length..).unwrap_or_default();
                }
                Ok(httparse::Status::Complete(length)) => {
                    let length = bytes.len() - rest.len() + length;
                    let whole = |status| Read::Whole(Self::of(status, response.headers, length));
                    return response.code.map_or(Read::Foreign, whole);
                }
                Ok(httparse::Status::Partial) if bytes.len() < limits::GATEWAY_HEAD => return Read::Partial,
                Ok(httparse::Status::Partial) | Err(_) => return Read::Foreign,
            }
        }
    }

    fn of(status: u16, fields: &[httparse::Header<'_>], length: usize) -> Self {
        let all = |name: &'static str| {
            let named = fields.iter().filter(move |field| field.name.eq_ignore_ascii_case(name));
            named.map(|field| String::from_utf8_lossy(field.value).into_owned())
        };
        let first = |name| all(name).next().map(PeerText::from);
        // A proxy in between asks for itself, in a field of its own (RFC 9110 11.7.1).
        let asks = if status == PROXY_SIGN_IN {
            "proxy-authenticate"
        } else {
            "www-authenticate"
        };
        let schemes = all(asks).filter_map(|value| scheme(&value)).take(wire::MOST_SIGNALS);
        // A coding overrides the length where both are there (RFC 9112 6.3).
        let rest = if all("transfer-encoding").any(|coding| coding.to_ascii_lowercase().contains("chunked")) {
            Rest::Chunks
        } else {
            let length = all("content-length")
                .next()
                .and_then(|length| length.trim().parse().ok());
            Rest::Bytes(length.unwrap_or_default())
        };
        let date = all("date")
            .next()
            .and_then(|date| httpdate::parse_http_date(&date).ok());
        let date_s = date.and_then(|date| i64::try_from(date.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok());
        Self {
            status,
            schemes: schemes.collect(),
            challenges: all(asks).take(wire::MOST_SIGNALS).collect(),
            length,
            rest,
            server: first("server"),
            location: first("location"),
            date_s,
            page: all("content-type").any(|kind| kind.to_ascii_lowercase().contains("html")),
        }
    }

    /// The transport for which a gateway answered so to `asked`; absent where it told none.
    pub(super) fn transport(&self, asked: Asked) -> Option<GatewayTransport> {
        match (self.status, asked) {
            (101, Asked::Http | Asked::SignIn) => Some(GatewayTransport::WebSocket),
            (200, Asked::Http | Asked::SignIn) if !self.page => Some(GatewayTransport::Http),
            (200 | SIGN_IN, Asked::Rpc) if !self.page || self.status == SIGN_IN => Some(GatewayTransport::Rpc),
            _ => None,
        }
    }

    /// Whether a gateway answers so: it goes on, or asks for a sign-in first.
    pub(super) fn is_of_a_gateway(&self, asked: Asked) -> bool {
        self.status == SIGN_IN || self.transport(asked).is_some()
    }

    /// Whether nothing is at the path: an older gateway has another one.
    pub(super) fn knows_no_path(&self) -> bool {
        matches!(self.status, 400 | 404 | 405 | 501)
    }
}

/// The scheme of a challenge, RFC 9110 11.6.1.
fn scheme(challenge: &str) -> Option<PeerText> {
    let name = challenge.split([' ', ',']).next()?;
    let token = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    token.then(|| PeerText::from(name))
}

/// RFC 9110 15.5.2.
pub(super) const SIGN_IN: u16 = 401;
/// RFC 9110 15.5.8.
const PROXY_SIGN_IN: u16 = 407;
/// Web servers and the proxies before them add about twenty.
const MOST_FIELDS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        let Read::Whole(head) = Head::read(text.as_bytes()) else {
            panic!("no head: {text}");
        };
        head
    }

    #[test]
    fn interim_answers_are_passed_over_and_never_the_last_word() {
        let (interim, own) = ("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 404 Not Found\r\n\r\n");

        assert_eq!(head(&[interim, interim, own].concat()).status, 404);
        assert_eq!(Head::read(interim.as_bytes()), Read::Partial);
        assert_eq!(Head::read(interim.repeat(1000).as_bytes()), Read::Foreign);
        assert_eq!(head("HTTP/1.1 101 Switching Protocols\r\n\r\n").status, 101);
    }

    #[test]
    fn a_sign_in_names_its_schemes_once_each_in_order() {
        let head = head(
            "HTTP/1.1 401 Unauthorized\r\nServer: Microsoft-IIS/10.0\r\nWWW-Authenticate: Negotiate\r\n\
             www-authenticate: NTLM\r\nWWW-Authenticate: Basic realm=\"gw, x\"\r\n\
             Date: Thu, 15 Jan 2026 12:00:05 GMT\r\n\r\n",
        );

        let schemes: Vec<_> = head.schemes.iter().map(PeerText::as_str).collect();
        assert_eq!(schemes, ["Negotiate", "NTLM", "Basic"]);
        assert_eq!(head.server.as_ref().map(PeerText::as_str), Some("Microsoft-IIS/10.0"));
        assert_eq!(head.date_s, Some(1_768_478_405));
        assert!(head.is_of_a_gateway(Asked::Http));
        assert_eq!(head.transport(Asked::Http), None);
        assert_eq!(head.transport(Asked::Rpc), Some(GatewayTransport::Rpc));
    }

    #[test]
    fn a_page_for_people_is_no_gateway() {
        let page = head("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>");
        let channel = head("HTTP/1.1 200 OK\r\n\r\n");

        assert!(!page.is_of_a_gateway(Asked::Http));
        assert_eq!(channel.transport(Asked::Http), Some(GatewayTransport::Http));
    }

    #[test]
    fn what_is_no_head_and_what_never_ends_is_foreign() {
        assert_eq!(Head::read(b"SSH-2.0-x\r\n"), Read::Foreign);
        assert_eq!(Head::read(b"HTTP/1.1 200 OK\r\nServer: x"), Read::Partial);
        let endless = format!("HTTP/1.1 200 OK\r\nX: {}", "y".repeat(limits::GATEWAY_HEAD));
        assert_eq!(Head::read(endless.as_bytes()), Read::Foreign);
    }

    #[test]
    fn what_comes_behind_a_head_is_passed_over() {
        let skipped = |mut rest: Rest, text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            let whole = rest.skip(&mut bytes);
            (whole, String::from_utf8(bytes).unwrap())
        };
        let left = |text: &str| text.to_owned();

        assert_eq!(skipped(Rest::Bytes(3), "pagHTTP"), (Some(true), left("HTTP")));
        assert_eq!(skipped(Rest::Bytes(3), "pa"), (Some(false), left("")));
        assert_eq!(
            skipped(Rest::Chunks, "3\r\npag\r\n0\r\n\r\nHTTP"),
            (Some(true), left("HTTP"))
        );
        assert_eq!(skipped(Rest::Chunks, "3\r\npag\r\n1"), (Some(false), left("1")));
        assert_eq!(skipped(Rest::Chunks, "page").0, None);
        assert_eq!(skipped(Rest::Bytes(usize::MAX), "").0, None);
    }

    #[test]
    fn request_names_the_gateway_and_ends_with_an_empty_line() {
        let gateway = Target::of_gateway("gw.example").unwrap();
        let request = String::from_utf8(Asked::Http.request(&gateway, &[7; 32], None)).unwrap();

        assert!(request.starts_with("RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1\r\nHost: gw.example\r\n"));
        assert!(request.contains("RDG-Connection-Id: {07070707-0707-4707-8707-070707070707}\r\n"));
        assert!(request.contains("Sec-WebSocket-Key: BwcHBwcHBwcHBwcHBwcHBw==\r\n"));
        assert!(request.ends_with("\r\n\r\n"));
    }
}
