//! Every time limit and size limit of a run, with its reason. What `wire` also holds a report to is stated there.

use core::time::Duration;

use wire::Stage;

/// Without a sign-in nothing that a person waits for takes longer than half a minute.
pub(crate) const RUN: Duration = Duration::from_secs(30);

/// A sign-in, up to the first picture: a server that checks a password and loads a profile needs longer than one that
/// draws its own login screen.
pub(crate) const SIGN_IN: Duration = Duration::from_secs(60);

/// A resolver that tries two servers twice is through after 5 s; the driver keeps that limit and gets half a second more
/// to tell what it learned.
pub(crate) const RESOLVE: Duration = Duration::from_millis(5_500);

/// Two retransmitted SYNs (after 1 s and 3 s) fit in; a host that answers later is not usable anyway.
pub const DIAL: Duration = Duration::from_secs(5);

/// All addresses together; with the delay of RFC 8305 between them even sixteen silent ones end by then.
pub(crate) const DIAL_ALL: Duration = Duration::from_secs(10);

/// RFC 8305 section 5, Connection Attempt Delay.
pub const NEXT_ADDRESS: Duration = Duration::from_millis(250);

/// X.224, TLS and each later stage; gateways and clients of the field give up after the same time.
pub(crate) const ANSWER: Duration = Duration::from_secs(10);

/// The answer to a token that is sent only to learn whether its form is understood. It is worth knowing and not worth
/// waiting for: a server that answered the first token at once answers this one within a lost packet's time.
pub(crate) const ASIDE: Duration = Duration::from_secs(3);

/// The first byte of the first answer, before a second request is made beside it: enough for nearly everything that works,
/// and it leaves the rest of [`ANSWER`], three times a SYN's first pause, for a server that only needed to be woken.
pub(crate) const FIRST_BYTE: Duration = Duration::from_secs(7);

/// The end of [`ANSWER`], which nobody but a port that expects TLS is asked in any more: it answers a ClientHello within a
/// round trip, and a SYN that is lost once fits in.
pub(crate) const BARE_HELLO: Duration = Duration::from_millis(1_500);

/// A server that starts a session may have to load a profile first.
pub(crate) const ACTIVATION: Duration = Duration::from_secs(15);

/// How long the rest of a foreign greeting is waited for once its first byte shows that it is none of RDP's.
pub(crate) const BANNER: Duration = Duration::from_millis(300);

/// Enough of a foreign greeting to tell what it is.
pub(crate) const BANNER_BYTES: usize = 128;

/// The longest X.224 answer; real ones have 19 bytes.
pub(crate) const CONFIRM_BYTES: usize = 512;

/// What a server may send until TLS stands: a chain of 32 KiB and the messages around it.
pub(crate) const HANDSHAKE_BYTES: usize = 48 * 1024;

/// The certificate chain, as it came.
pub(crate) const CHAIN_BYTES: usize = 32 * 1024;

/// Certificates of a chain that a report keeps; what comes behind them is read by no program.
pub(crate) const CHAIN_LENGTH: usize = wire::MOST_CERTIFICATES;

/// The head of a gateway's HTTP answer; web servers themselves send no longer ones.
pub(crate) const GATEWAY_HEAD: usize = 16 * 1024;

/// What comes behind the head of an answer that asks for a sign-in: a page for people of a few kilobytes.
pub(crate) const GATEWAY_PAGE: usize = 64 * 1024;

/// A gateway that connects to a computer which does not answer says so once Windows gives up its third SYN, after 21 s.
pub(crate) const TUNNEL: Duration = Duration::from_secs(30);

/// A TSRequest that holds an NTLM challenge has some hundred bytes.
pub(crate) const TS_REQUEST_BYTES: usize = 16 * 1024;

/// What a peer may send over one connection before the session begins. Servers that work send some ten kilobytes; the rest
/// is for a measurement of the bandwidth while connecting, [MS-RDPBCGR] 2.2.14.1.3, which sends filler of up to 64 KiB.
pub(crate) const RECEIVED_BYTES: usize = 512 * 1024;

/// What it may send altogether once there are pictures: four desktops of [`crate::stages::session_config`]'s size without
/// any compression.
pub(crate) const PICTURE_BYTES: usize = 8 * 1024 * 1024;

/// The frames of one connection. A busy desktop sends a hundred a second for the three that it is watched.
pub(crate) const FRAMES: usize = 4096;

/// What is not read yet: a whole frame is below 64 KiB, and so is a TLS record with its header of five bytes.
pub(crate) const UNREAD_BYTES: usize = 64 * 1024 + 5;

/// What we send over one connection: some ten kilobytes, and an answer for each of [`AUTO_DETECT_REQUESTS`].
pub(crate) const SENT_BYTES: usize = 256 * 1024;

/// Frames that have no place where they stand. A server that is confused about one or two still works; one that sends
/// nothing else is not followed any further.
pub(crate) const OUT_OF_PLACE: u32 = 64;

/// Frames behind the first picture that show nothing: pointers and channels of a busy desktop, for three seconds.
pub(crate) const UNSEEN_FRAMES: u32 = 1024;

/// Auto-detect requests that are answered. Windows sends about a dozen while a client connects.
pub(crate) const AUTO_DETECT_REQUESTS: u16 = 256;

/// Connections over which RDP is spoken, in one run.
pub(crate) const CONNECTIONS: usize = wire::MOST_CONNECTIONS;

/// GNOME Remote Desktop deactivates once or twice at the start; nothing that works does so five times.
pub(crate) const DEACTIVATIONS: u8 = 4;

/// The messages of one stage that a report keeps.
pub(crate) const EXCHANGES_PER_STAGE: usize = wire::MOST_EXCHANGES;

/// The bytes of messages that a report keeps; twice as many hexadecimal digits leave room for the facts in 64 KiB.
pub(crate) const EVIDENCE_BYTES: usize = wire::MOST_EVIDENCE;

/// Signals of one stage that a report keeps.
pub(crate) const SIGNALS_PER_STAGE: usize = wire::MOST_SIGNALS;

/// How long the driver may take to close what is open at the end; its own limit per connection is shorter.
pub(crate) const GOODBYE: Duration = Duration::from_secs(1);

/// Adds an entry to a list of a report that may hold `most`; what comes behind is not kept.
pub(crate) fn keep<T>(list: &mut Vec<T>, entry: T, most: usize) {
    if list.len() < most {
        list.push(entry);
    }
}

/// The first `most` entries of a list that somebody else made.
pub(crate) fn kept<T>(mut list: Vec<T>, most: usize) -> Vec<T> {
    list.truncate(most);
    list
}

/// When `stage` is given up, counted from its start.
pub fn stage(stage: Stage) -> Duration {
    match stage {
        Stage::Resolve => RESOLVE,
        Stage::Connect => DIAL_ALL,
        Stage::Tunnel => TUNNEL,
        Stage::Capabilities | Stage::Desktop => ACTIVATION,
        Stage::Relay
        | Stage::Reach
        | Stage::Answer
        | Stage::SignIn
        | Stage::Negotiate
        | Stage::Secure
        | Stage::Authenticate
        | Stage::Settings
        | Stage::Channels
        | Stage::Logon
        | Stage::License
        | Stage::Finalize
        | Stage::Stay => ANSWER,
    }
}
