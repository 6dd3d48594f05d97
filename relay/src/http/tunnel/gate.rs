//! Looks at the first bytes of both sides, so that a tunnel is of no use for anything but Remote Desktop inside TLS.
//!
//! ```text
//!  up    [preconnection blob] X.224 Connection Request ........ nothing ........ TLS from here on, unread
//!  down                                                 X.224 Connection Confirm  from here on, unread
//!                                                       or a greeting that names its service, and the end
//! ```

use probe::service_of;
use wire::Service;

/// What is to become of bytes that came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// More have to come before anything can be said.
    More,
    /// They go on, and so does what comes behind them.
    Pass(Vec<u8>),
    /// They go on, and nothing behind them: they are an answer, and not the one that leads on.
    Last(Vec<u8>),
    /// They go nowhere.
    Refuse,
}

/// The client's request, as far as it has come.
#[derive(Debug, Default)]
pub(super) struct Request(Vec<u8>);

impl Request {
    /// Takes bytes of the client.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Verdict {
        // Looked at before it is kept.
        if self.0.len() + bytes.len() > LONGEST_BLOB + LONGEST_X224 {
            return Verdict::Refuse;
        }
        self.0.extend_from_slice(bytes);
        match whole(&self.0) {
            Whole::Unknown => Verdict::More,
            // A client has nothing more to say before the server has answered.
            Whole::Length(length) if length < self.0.len() => Verdict::Refuse,
            Whole::Length(length) if length > self.0.len() => Verdict::More,
            Whole::Length(_) => Verdict::Pass(core::mem::take(&mut self.0)),
            Whole::Foreign => Verdict::Refuse,
        }
    }
}

/// The server's first answer, as far as it has come.
#[derive(Debug, Default)]
pub(super) struct Answer(Vec<u8>);

impl Answer {
    /// Takes bytes of the server.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Verdict {
        // What goes beyond the longest answer is not gathered here: behind a confirm it is passed on, behind all else
        // dropped.
        let room = LONGEST_X224.saturating_sub(self.0.len()).min(bytes.len());
        let (head, rest) = bytes.split_at(room);
        self.0.extend_from_slice(head);
        match self.0.as_slice() {
            [] => Verdict::More,
            [TPKT, ..] => match (tpkt(&self.0), self.0.get(5)) {
                (Whole::Unknown, _) | (Whole::Length(_), None) => Verdict::More,
                (Whole::Length(length), _) if length > self.0.len() => Verdict::More,
                (Whole::Length(_), Some(code)) if code & CODE == CONFIRM => {
                    Verdict::Pass([core::mem::take(&mut self.0).as_slice(), rest].concat())
                }
                (Whole::Length(length), _) => {
                    let mut answer = core::mem::take(&mut self.0);
                    answer.truncate(length);
                    Verdict::Last(answer)
                }
                (Whole::Foreign, _) => Verdict::Refuse,
            },
            greeting if greeting.len() < ENOUGH && !greeting.contains(&b'\n') && is_unknown(greeting) => Verdict::More,
            _ => self.end(),
        }
    }

    /// Whether it is somebody else's greeting, which may have no end of its own.
    pub(super) fn is_greeting(&self) -> bool {
        self.0.first().is_some_and(|first| *first != TPKT)
    }

    /// No more comes.
    pub(super) fn end(&mut self) -> Verdict {
        let come = core::mem::take(&mut self.0);
        match come.first() {
            Some(first) if *first != TPKT && is_unknown(&come) => Verdict::Refuse,
            // How much of an answer had come is worth knowing.
            Some(_) | None => Verdict::Last(come),
        }
    }
}

/// Whether bytes that a client sends behind the server's confirm can begin TLS: a handshake record of any version.
pub(super) fn is_tls(bytes: &[u8]) -> bool {
    match bytes {
        [] | [0x16] => true,
        [0x16, version, ..] => *version == 3,
        _ => false,
    }
}

fn is_unknown(greeting: &[u8]) -> bool {
    matches!(service_of(greeting), Service::Unknown)
}

/// How long the message is that begins some bytes.
enum Whole {
    Length(usize),
    /// Too little has come.
    Unknown,
    /// It is none that belongs here.
    Foreign,
}

/// An X.224 Connection Request, and the preconnection blob before it if there is one.
fn whole(bytes: &[u8]) -> Whole {
    let blob = match *bytes {
        [] | [TPKT] => return Whole::Unknown,
        [TPKT, 0, ..] => 0,
        _ => match blob(bytes) {
            Whole::Length(length) => length,
            other @ (Whole::Unknown | Whole::Foreign) => return other,
        },
    };
    match bytes.get(blob..).map(request) {
        Some(Whole::Length(length)) => Whole::Length(blob + length),
        Some(other @ (Whole::Unknown | Whole::Foreign)) => other,
        None => Whole::Unknown,
    }
}

/// A preconnection blob, [MS-RDPEPS] 2.2.1: its size, no flags, and a version that says what else there is.
fn blob(bytes: &[u8]) -> Whole {
    let field = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let Some(size) = field(0).map(|size| usize::try_from(size).unwrap_or(usize::MAX)) else {
        // Nobody's greeting begins with a size as small as this one.
        return if bytes.get(2..).is_some_and(|high| high.iter().any(|byte| *byte != 0)) {
            Whole::Foreign
        } else {
            Whole::Unknown
        };
    };
    let text = bytes.get(16..).and_then(|rest| rest.first_chunk());
    let text = text.map(|count| 2 * usize::from(u16::from_le_bytes(*count)));
    match (size, field(4), field(8), text) {
        (0..BLOB | LONGEST_BLOB.., ..) => Whole::Foreign,
        (_, Some(1..), ..) | (_, _, Some(0 | 3..), _) => Whole::Foreign,
        (_, None, ..) | (_, _, None, _) => Whole::Unknown,
        (_, Some(0), Some(1), _) if size == BLOB => Whole::Length(size),
        (_, Some(0), Some(1), _) => Whole::Foreign,
        (_, Some(0), Some(2), None) => Whole::Unknown,
        (_, Some(0), Some(2), Some(text)) if size == BLOB + 2 + text => Whole::Length(size),
        (_, Some(0), Some(2), Some(_)) => Whole::Foreign,
    }
}

/// An X.224 Connection Request in TPKT, [MS-RDPBCGR] 2.2.1.1.
fn request(bytes: &[u8]) -> Whole {
    let whole = tpkt(bytes);
    let Whole::Length(length) = whole else {
        return whole;
    };
    match (bytes.get(4), bytes.get(5)) {
        (Some(indicator), _) if usize::from(*indicator) + 5 != length => Whole::Foreign,
        (_, Some(code)) if code & CODE != REQUEST => Whole::Foreign,
        (Some(_), Some(_)) => Whole::Length(length),
        (None, _) | (_, None) => Whole::Unknown,
    }
}

/// TPKT (RFC 1006) with at least the fixed part of X.224 in it.
fn tpkt(bytes: &[u8]) -> Whole {
    match *bytes {
        [] | [TPKT] | [TPKT, 0] | [TPKT, 0, 0..=2] => Whole::Unknown,
        [TPKT, 0, high, low, ..] => match usize::from(u16::from_be_bytes([high, low])) {
            length @ SHORTEST_X224..=LONGEST_X224 => Whole::Length(length),
            _ => Whole::Foreign,
        },
        _ => Whole::Foreign,
    }
}

const TPKT: u8 = 3;
/// The bits of an X.224 header's second byte that say what it is, and two of the codes.
const CODE: u8 = 0xf0;
const REQUEST: u8 = 0xe0;
const CONFIRM: u8 = 0xd0;
/// TPKT and the fixed part of an X.224 Disconnect Request.
const SHORTEST_X224: usize = 11;
/// As `probe` takes it of a server; a request with a cookie and a token has no more.
const LONGEST_X224: usize = 512;
/// The fixed part of a preconnection blob.
const BLOB: usize = 16;
/// A name of 255 characters and its end, in UTF-16.
const LONGEST_BLOB: usize = 16 + 2 + 512 + 1;
/// Enough of a foreign greeting to tell what it is, as for `probe`.
const ENOUGH: usize = 128;

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST_PDU: [u8; 19] = [3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 11, 0, 0, 0];
    const CONFIRM_PDU: [u8; 19] = [3, 0, 0, 19, 14, 0xd0, 0, 0, 0, 0, 0, 2, 0, 8, 0, 2, 0, 0, 0];

    /// Version 2, for `text`.
    fn blob(text: &str) -> Vec<u8> {
        let text: Vec<u8> = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let count = u16::try_from(text.len() / 2).unwrap();
        let size = u32::from(count) * 2 + 18;
        let fields = [size, 0, 2, 0].map(u32::to_le_bytes).concat();
        [&fields, count.to_le_bytes().as_slice(), &text].concat()
    }

    #[test]
    fn request_goes_on_when_it_is_whole_wherever_it_is_cut() {
        let version_1 = [16_u32, 0, 1, 7].map(u32::to_le_bytes).concat();
        for before in [Vec::new(), version_1, blob("vm"), blob(&"n".repeat(255))] {
            let whole = [before.as_slice(), &REQUEST_PDU].concat();
            for at in 0..whole.len() {
                let (front, back) = whole.split_at(at);
                let mut request = Request::default();
                assert_eq!(request.push(front), Verdict::More, "{at} of {before:02x?}");
                assert_eq!(
                    request.push(back),
                    Verdict::Pass(whole.clone()),
                    "{at} of {before:02x?}"
                );
            }
            let mut request = Request::default();
            let (last, front) = whole.split_last().unwrap();
            for byte in front {
                assert_eq!(request.push(&[*byte]), Verdict::More);
            }
            assert_eq!(request.push(&[*last]), Verdict::Pass(whole.clone()));
        }
    }

    #[test]
    fn nothing_else_goes_to_the_computer_and_nothing_with_a_request() {
        let behind = [&REQUEST_PDU[..], b"GET / HTTP/1.1\r\n\r\n"].concat();
        let mut long = REQUEST_PDU;
        long[3] = 20;
        let mut other = REQUEST_PDU;
        other[5] = 0xf0;
        let mut flagged = blob("vm");
        flagged[4] = 1;
        let mut miscounted = blob("vm");
        miscounted[16] = 9;
        for junk in [
            &b"GET / HTTP/1.1\r\n\r\n"[..],
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"SSH-2.0-x\r\n",
            b"\x00\x00\x00\x45\xffSMBr",
            b"\x03\x00\x00\x05",
            b"\x03\x01\x00\x13",
            b"\x03\x00\xff\xff",
            &behind,
            &long,
            &other,
            &flagged,
            &miscounted,
            &[0; 16],
            &[0xff; 2000],
        ] {
            assert_eq!(Request::default().push(junk), Verdict::Refuse, "{junk:02x?}");
        }
    }

    #[test]
    fn confirm_opens_the_way_wherever_it_is_cut() {
        for at in 0..CONFIRM_PDU.len() {
            let (front, back) = CONFIRM_PDU.split_at(at);
            let mut answer = Answer::default();
            assert_eq!(answer.push(front), Verdict::More, "{at}");
            assert_eq!(answer.push(back), Verdict::Pass(CONFIRM_PDU.to_vec()), "{at}");
        }
        assert_eq!(byte_by_byte(&CONFIRM_PDU), Verdict::Pass(CONFIRM_PDU.to_vec()));
        // What stands behind it is the client's to judge, as long as it may be.
        let behind = [&CONFIRM_PDU[..], &[7; 2000]].concat();
        assert_eq!(Answer::default().push(&behind), Verdict::Pass(behind.clone()));
    }

    #[test]
    fn other_answers_are_told_and_end_it() {
        let disconnect = [3, 0, 0, 11, 6, 0x80, 0, 0, 0, 0, 2];
        let greeting = b"SSH-2.0-x\r\nand more";
        for (said, told) in [(&disconnect[..], &disconnect[..]), (greeting, greeting)] {
            assert_eq!(Answer::default().push(said), Verdict::Last(told.to_vec()));
        }
        let mut answer = Answer::default();
        assert_eq!(answer.push(b"SSH"), Verdict::More);
        assert!(answer.is_greeting());
        assert_eq!(answer.end(), Verdict::Refuse);
        assert_eq!(answer.end(), Verdict::Last(Vec::new()));
        let mut cut = Answer::default();
        assert_eq!(cut.push(&CONFIRM_PDU[..7]), Verdict::More);
        assert_eq!(cut.end(), Verdict::Last(CONFIRM_PDU[..7].to_vec()));
        for nobody in [&[9; 128][..], b"hello\n", b"\x03\x09"] {
            assert_eq!(Answer::default().push(nobody), Verdict::Refuse, "{nobody:02x?}");
        }
    }

    /// What becomes of an answer that comes so, up to the first byte with which something does.
    fn byte_by_byte(said: &[u8]) -> Verdict {
        let mut answer = Answer::default();
        let verdicts = said.iter().map(|byte| answer.push(&[*byte]));
        verdicts.into_iter().find(|verdict| *verdict != Verdict::More).unwrap()
    }

    #[test]
    fn other_answers_are_told_as_far_as_they_go_wherever_they_are_cut() {
        let disconnect = [3, 0, 0, 11, 6, 0x80, 0, 0, 0, 0, 2];
        assert_eq!(byte_by_byte(&disconnect), Verdict::Last(disconnect.to_vec()));
        // Its service is known by its first characters, and nothing more is waited for.
        assert_eq!(byte_by_byte(b"SSH-2.0-x\r\nand more"), Verdict::Last(b"SSH-".to_vec()));
        for at in 1..disconnect.len() {
            let (front, back) = disconnect.split_at(at);
            let mut answer = Answer::default();
            assert_eq!(answer.push(front), Verdict::More, "{at}");
            assert_eq!(answer.push(back), Verdict::Last(disconnect.to_vec()), "{at}");
        }
        for nobody in [&[9; 128][..], b"hello\n", b"\x03\x09"] {
            assert_eq!(byte_by_byte(nobody), Verdict::Refuse, "{nobody:02x?}");
        }
    }

    #[test]
    fn behind_the_confirm_comes_tls_or_nothing() {
        assert!(is_tls(&[0x16, 3, 1]) && is_tls(&[0x16]));
        assert!(!is_tls(b"GET /") && !is_tls(&[3, 0, 0, 19]) && !is_tls(&[0x16, 0]));
    }
}
