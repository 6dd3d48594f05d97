//! Passes bytes on, as fast as the slower side takes them.

use core::time::Duration;
use std::io;

use axum::extract::ws::{Message, close_code};
use bytes::BytesMut;
use futures_util::{SinkExt as _, StreamExt as _};
use seal::Ended;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, interval_at, sleep, sleep_until, timeout};
use wire::TransportEnd;

use super::gate::{Answer, Request, Verdict, is_tls};
use crate::http::kit::meter::Socket;

/// What a tunnel has carried, in bytes.
#[derive(Debug, Default)]
pub(super) struct Carried {
    pub(super) up: u64,
    pub(super) down: u64,
}

/// How a tunnel ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// By the page.
    Left,
    /// By the computer, or on the way to it.
    Computer(TransportEnd),
    /// What the page sent is no client's.
    NotRdp,
    /// It carried as much, or lasted as long, as a tunnel may.
    Limit,
    /// The relay is stopping.
    Stopping,
}

impl End {
    /// Its name, for logs and metrics.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Computer(TransportEnd::Closed) => "closed",
            Self::Computer(TransportEnd::Reset) => "reset",
            Self::Computer(TransportEnd::Silent) => "silent",
            Self::Computer(TransportEnd::NotConnected) => "broken",
            Self::Computer(TransportEnd::Garbled) => "garbled",
            Self::NotRdp => "not_rdp",
            Self::Limit => "limit",
            Self::Stopping => "stopping",
        }
    }

    /// What the page is told of it in a message.
    pub(super) fn told(self) -> Option<Ended> {
        match self {
            Self::Computer(end) => Some(Ended { end }),
            Self::Left | Self::NotRdp | Self::Limit | Self::Stopping => None,
        }
    }

    /// How the WebSocket is closed.
    pub(super) fn close_code(self) -> (u16, &'static str) {
        match self {
            Self::Left | Self::Computer(_) => (close_code::NORMAL, ""),
            Self::NotRdp => (close_code::POLICY, NOT_RDP),
            Self::Limit => (close_code::POLICY, LIMIT),
            Self::Stopping => (close_code::AWAY, ""),
        }
    }
}

/// Carries bytes until one side ends; the computer's is then closed in an orderly way. `tcp` is absent where it was
/// reset at once.
pub(super) async fn carry(socket: &mut Socket, tcp: Option<TcpStream>, carried: &mut Carried) -> End {
    let Some(mut tcp) = tcp else {
        return End::Computer(TransportEnd::Reset);
    };
    let end = match timeout(LONGEST, converse(socket, &mut tcp, carried)).await {
        Ok(Ok(end) | Err(end)) => end,
        Err(_) => End::Limit,
    };
    hang_up(tcp).await;
    end
}

/// The first bytes are looked at, the others are not.
async fn converse(socket: &mut Socket, tcp: &mut TcpStream, carried: &mut Carried) -> Result<End, End> {
    let mut buffer = BytesMut::with_capacity(READ_SIZE);
    let limit = Instant::now() + probe::stage_limit(wire::Stage::Negotiate);
    let asked = async {
        let mut request = Request::default();
        loop {
            match request.push(&heard(socket).await?) {
                Verdict::More => {}
                Verdict::Pass(whole) => return Ok(whole),
                Verdict::Last(_) | Verdict::Refuse => return Err(End::NotRdp),
            }
        }
    };
    let request = timeout(probe::stage_limit(wire::Stage::Negotiate), asked).await;
    let request = request.map_err(|_| End::NotRdp)??;
    tcp.write_all(&request).await.map_err(|error| broken(&error))?;
    carried.up += size(&request);
    answered(socket, tcp, &mut buffer, limit, carried).await?;
    let hello = hello(socket, tcp, &mut buffer, carried);
    let hello = timeout(probe::stage_limit(wire::Stage::Secure), hello).await;
    let hello = hello.map_err(|_| End::NotRdp)??;
    tcp.write_all(&hello).await.map_err(|error| broken(&error))?;
    carried.up += size(&hello);
    Ok(pass(socket, tcp, buffer, carried).await)
}

/// Waits for the first bytes of TLS.
async fn hello(
    socket: &mut Socket,
    tcp: &mut TcpStream,
    buffer: &mut BytesMut,
    carried: &mut Carried,
) -> Result<Vec<u8>, End> {
    let mut bytes = Vec::new();
    // Two bytes tell a handshake record of TLS, and may come one by one.
    while bytes.len() < 2 {
        tokio::select! {
            said = heard(socket) => bytes.extend_from_slice(&said?),
            // What a server says here is the client's to judge.
            read = tcp.read_buf(buffer) => {
                end_of(read)?;
                carried.down += size(buffer);
                say(socket, buffer).await?;
            }
        }
        if !is_tls(&bytes) {
            return Err(End::NotRdp);
        }
    }
    Ok(bytes)
}

/// Waits for the computer's first answer, and passes it on if it is one.
async fn answered(
    socket: &mut Socket,
    tcp: &mut TcpStream,
    buffer: &mut BytesMut,
    limit: Instant,
    carried: &mut Carried,
) -> Result<(), End> {
    let mut answer = Answer::default();
    loop {
        let until = if answer.is_greeting() {
            limit.min(Instant::now() + GREETING)
        } else {
            limit
        };
        let (verdict, end) = tokio::select! {
            // The client waits for the answer, or goes.
            said = heard(socket) => return Err(said.err().unwrap_or(End::NotRdp)),
            read = tcp.read_buf(buffer) => match end_of(read) {
                Ok(()) => (answer.push(&buffer.split()), End::Computer(TransportEnd::Closed)),
                Err(end) => (answer.end(), end),
            },
            () = sleep_until(until) => (answer.end(), End::Computer(TransportEnd::Silent)),
        };
        let (said, goes_on) = match verdict {
            Verdict::More => continue,
            Verdict::Pass(said) => (said, true),
            Verdict::Last(said) => (said, false),
            Verdict::Refuse => return Err(End::Computer(TransportEnd::Garbled)),
        };
        carried.down += size(&said);
        if !said.is_empty() {
            let told = socket.send(Message::Binary(said.into())).await;
            told.map_err(|_| End::Left)?;
        }
        return if goes_on { Ok(()) } else { Err(end) };
    }
}

/// Passes on what comes from either side, unread.
async fn pass(socket: &mut Socket, tcp: &mut TcpStream, mut buffer: BytesMut, carried: &mut Carried) -> End {
    let (mut sink, mut stream) = socket.split();
    let (mut reader, mut writer) = tcp.split();
    let Carried { up, down } = carried;
    let upwards = async {
        let mut empty = MOST_EMPTY;
        while let Some(message) = stream.next().await {
            let bytes = match message {
                Ok(Message::Binary(bytes)) if !bytes.is_empty() => bytes,
                Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_)) => {
                    let Some(left) = empty.checked_sub(1) else {
                        return End::Limit;
                    };
                    empty = left;
                    continue;
                }
                Ok(Message::Text(_)) => return End::NotRdp,
                Ok(Message::Close(_)) | Err(_) => return End::Left,
            };
            *up += size(&bytes);
            if *up > MOST_UP {
                return End::Limit;
            }
            // What is not taken is not read either: the page is held up, and nothing piles up here.
            match timeout(STALL_LIMIT, writer.write_all(&bytes)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => return broken(&error),
                Err(_) => return End::Computer(TransportEnd::Silent),
            }
        }
        End::Left
    };
    let downwards = async {
        let mut ping = interval_at(Instant::now() + PING_INTERVAL, PING_INTERVAL);
        loop {
            let message = tokio::select! {
                read = reader.read_buf(&mut buffer) => {
                    if let Err(end) = end_of(read) {
                        return end;
                    }
                    *down += size(&buffer);
                    if *down > MOST_DOWN {
                        return End::Limit;
                    }
                    let message = Message::Binary(buffer.split().freeze());
                    buffer.reserve(READ_SIZE);
                    message
                }
                _ = ping.tick() => Message::Ping(Default::default()),
            };
            if sink.send(message).await.is_err() {
                return End::Left;
            }
        }
    };
    tokio::select! {
        end = upwards => end,
        end = downwards => end,
    }
}

/// The next bytes of the page.
async fn heard(socket: &mut Socket) -> Result<bytes::Bytes, End> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Binary(bytes))) => return Ok(bytes),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Text(_))) => return Err(End::NotRdp),
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Left),
        }
    }
}

async fn say(socket: &mut Socket, buffer: &mut BytesMut) -> Result<(), End> {
    let said = socket.send(Message::Binary(buffer.split().freeze())).await;
    buffer.reserve(READ_SIZE);
    said.map_err(|_| End::Left)
}

/// Whether nothing was read because the computer's side has ended.
fn end_of(read: io::Result<usize>) -> Result<(), End> {
    match read {
        Ok(0) => Err(End::Computer(TransportEnd::Closed)),
        Ok(_) => Ok(()),
        Err(error) => Err(broken(&error)),
    }
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn broken(error: &io::Error) -> End {
    let reset = matches!(
        error.kind(),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe
    );
    End::Computer(if reset {
        TransportEnd::Reset
    } else {
        TransportEnd::NotConnected
    })
}

/// Ends our half and reads on until the computer ends its own, so that it sees an orderly end and no reset.
async fn hang_up(mut tcp: TcpStream) {
    if tcp.shutdown().await.is_err() {
        return;
    }
    let mut rest = [0; 1024];
    let until = sleep(HANG_UP_LIMIT);
    let mut until = core::pin::pin!(until);
    loop {
        tokio::select! {
            read = tcp.read(&mut rest) => if !matches!(read, Ok(1..)) { return },
            () = &mut until => return,
        }
    }
}

const NOT_RDP: &str = "not a Remote Desktop client's bytes";
const LIMIT: &str = "as much as one sign-in may carry";
/// Two full TLS records. A longer read costs memory in every tunnel, and saves little.
pub(super) const READ_SIZE: usize = 32 * 1024;
/// A session that is kept ends after ten minutes by itself.
const LONGEST: Duration = Duration::from_secs(11 * 60);
/// Keys, mouse and clipboard.
const MOST_UP: u64 = 64 * 1024 * 1024;
/// Messages that carry nothing: the answers to our pings, four a minute, and as many of a browser's own.
const MOST_EMPTY: u32 = 1000;
/// Video at 2 MB/s for as long as a session lasts.
const MOST_DOWN: u64 = 1024 * 1024 * 1024;
/// Whoever takes not one byte for so long reads no more; the browser's side has the same limit.
const STALL_LIMIT: Duration = Duration::from_secs(30);
/// Proxies close connections after a minute of silence; this keeps them open in time.
const PING_INTERVAL: Duration = Duration::from_secs(15);
/// How long the rest of a foreign greeting is waited for, as in a check.
const GREETING: Duration = Duration::from_millis(300);
/// How long the computer's FIN is waited for, as in a check.
const HANG_UP_LIMIT: Duration = Duration::from_millis(300);
