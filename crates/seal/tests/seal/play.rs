//! Plays the client, the tunnel and the server.

#![expect(clippy::unwrap_used, reason = "a peer in a test may panic")]

use core::time::Duration;
use std::io::{Read as _, Write as _};
use std::sync::Arc;

use ironrdp_rdcleanpath::{RDCleanPathErr, RDCleanPathPdu};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection};
use seal::{CleanPath, Edits, Environment, Opened, Step};
use wire::{Place, StageEvent, TransportEnd};

/// A sealed connection and everything that it asked for.
pub(crate) struct Play {
    pub(crate) path: CleanPath,
    pub(crate) now: Duration,
    /// The longest piece in which the tunnel hands bytes over.
    pub(crate) piece: usize,
    steps: Vec<Step>,
    unsent: Vec<u8>,
    sent: Vec<u8>,
}

impl Play {
    pub(crate) fn new(edits: Edits) -> Self {
        let environment = Environment {
            place: Place::Browser,
            started_at_ms: 1_790_000_000_000,
            crypto: Arc::new(rustls::crypto::ring::default_provider()),
        };
        Self {
            path: CleanPath::new("pc.example.org".parse().unwrap(), environment, edits),
            now: Duration::ZERO,
            piece: usize::MAX,
            steps: Vec::new(),
            unsent: Vec::new(),
            sent: Vec::new(),
        }
    }

    /// One whose X.224 request has been sent.
    pub(crate) fn asked() -> Self {
        Self::asked_with(Edits::default())
    }

    fn asked_with(edits: Edits) -> Self {
        let mut play = Self::new(edits);
        play.client(&request(None));
        play.opened(&connected());
        assert_eq!(play.take_sent(), X224_REQUEST);
        play
    }

    /// One whose TLS stands, with a server that selected this protocol.
    pub(crate) fn secured(selected: u8, edits: Edits) -> (Self, Server) {
        let mut play = Self::asked_with(edits);
        play.server(&confirm(selected));
        let server = Server::accept(&mut play);
        (play, server)
    }

    pub(crate) fn client(&mut self, bytes: &[u8]) {
        self.path.receive(bytes, self.now);
        self.follow();
    }

    pub(crate) fn opened(&mut self, opened: &Opened) {
        self.path.opened(opened, self.now);
        self.follow();
    }

    pub(crate) fn server(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(self.piece) {
            self.path.receive_from_tunnel(piece, self.now);
            self.follow();
        }
    }

    pub(crate) fn end(&mut self, end: TransportEnd) {
        self.path.ended(end, self.now);
        self.follow();
    }

    pub(crate) fn hang_up(&mut self) {
        self.path.hang_up();
        self.follow();
    }

    pub(crate) fn give_up(&mut self) {
        self.path.given_up(self.now);
        self.follow();
    }

    pub(crate) fn wait(&mut self, until: Duration) {
        self.now = until;
        self.path.tick(until);
        self.follow();
    }

    fn follow(&mut self) {
        while let Some(step) = self.path.next_step() {
            if let Step::Send(bytes) = &step {
                self.unsent.extend(bytes);
                self.sent.extend(bytes);
            }
            self.steps.push(step);
        }
    }

    pub(crate) fn take_steps(&mut self) -> Vec<Step> {
        core::mem::take(&mut self.steps)
    }

    /// What has been sent to the server since the last time.
    pub(crate) fn take_sent(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.unsent)
    }

    /// Everything that went into the tunnel.
    pub(crate) fn sent_ever(&self) -> &[u8] {
        &self.sent
    }

    pub(crate) fn opens(&self) -> usize {
        let opens = self.steps.iter().filter(|step| matches!(step, Step::Open(_)));
        opens.count()
    }

    pub(crate) fn is_over(&self) -> bool {
        matches!(self.steps.last(), Some(Step::Close))
    }

    /// The messages that the client has got since the last time.
    pub(crate) fn take_told(&mut self) -> Vec<Vec<u8>> {
        let told = self.take_steps().into_iter().filter_map(|step| match step {
            Step::Tell(message) => Some(message),
            Step::Open(_) | Step::Send(_) | Step::Close => None,
        });
        told.collect()
    }

    pub(crate) fn events(&mut self) -> Vec<StageEvent> {
        core::iter::from_fn(|| self.path.next_event()).collect()
    }

    /// The only message that the client was told.
    pub(crate) fn response(&self) -> RDCleanPathPdu {
        let mut told = self.steps.iter().filter_map(|step| match step {
            Step::Tell(message) => Some(message),
            Step::Open(_) | Step::Send(_) | Step::Close => None,
        });
        let message = told.next().expect("the client was told something");
        assert_eq!(told.next(), None);
        RDCleanPathPdu::from_der(message).unwrap()
    }

    /// The refusal with which it ended.
    pub(crate) fn refusal(&self) -> RDCleanPathErr {
        assert!(self.is_over());
        self.response().error.expect("the answer is an error")
    }

    /// The server's X.224 answer in the client's.
    pub(crate) fn x224(&self) -> Vec<u8> {
        self.response().x224_connection_pdu.unwrap().as_bytes().to_vec()
    }
}

/// The server's side of TLS.
pub(crate) struct Server {
    connection: ServerConnection,
    certificate: Vec<u8>,
    closed: bool,
    /// Cleartext of the client.
    pub(crate) heard: Vec<u8>,
}

impl Server {
    fn accept(play: &mut Play) -> Self {
        let server = Self::handshake(play, 1);
        assert!(!server.connection.is_handshaking());
        server
    }

    /// Shows its certificate so many times.
    pub(crate) fn handshake(play: &mut Play, times: usize) -> Self {
        let made = rcgen::generate_simple_self_signed(["pc.example.org".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone(); times], key)
            .unwrap();
        let mut server = Self {
            connection: ServerConnection::new(Arc::new(config)).unwrap(),
            certificate: made.cert.der().to_vec(),
            closed: false,
            heard: Vec::new(),
        };
        server.listen(play);
        server
    }

    /// Its certificate in DER.
    pub(crate) fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    pub(crate) fn reply(&mut self, play: &mut Play, cleartext: &[u8]) {
        self.listen(play);
        self.connection.writer().write_all(cleartext).unwrap();
        self.exchange(play);
    }

    /// Says that nothing more comes.
    pub(crate) fn close(&mut self, play: &mut Play) {
        self.listen(play);
        self.connection.send_close_notify();
        self.exchange(play);
    }

    /// Takes what the client has sent, and answers what TLS wants answered.
    pub(crate) fn listen(&mut self, play: &mut Play) {
        let sent = play.take_sent();
        self.take(&sent);
        self.exchange(play);
    }

    /// Whether the client has said that nothing more comes.
    pub(crate) fn is_closed_by(&mut self, play: &mut Play) -> bool {
        let sent = play.take_sent();
        self.take(&sent);
        self.closed
    }

    fn exchange(&mut self, play: &mut Play) {
        while self.connection.wants_write() {
            let mut bytes = Vec::new();
            self.connection.write_tls(&mut bytes).unwrap();
            play.server(&bytes);
            let answer = play.take_sent();
            self.take(&answer);
        }
    }

    fn take(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            self.connection.read_tls(&mut bytes).unwrap();
            let state = self.connection.process_new_packets().unwrap();
            self.closed |= state.peer_has_closed();
            let mut cleartext = vec![0; state.plaintext_bytes_to_read()];
            self.connection.reader().read_exact(&mut cleartext).unwrap();
            self.heard.append(&mut cleartext);
        }
    }
}

/// A request of RDCleanPath.
pub(crate) fn request(blob: Option<&str>) -> Vec<u8> {
    let request = RDCleanPathPdu::new_request(
        X224_REQUEST.to_vec(),
        "pc.example.org:3389".to_owned(),
        "token".to_owned(),
        blob.map(str::to_owned),
    );
    request.unwrap().to_der().unwrap()
}

/// That the relay has reached the computer.
pub(crate) fn connected() -> Opened {
    Opened::Connected {
        address: "192.0.2.1:3389".parse().unwrap(),
    }
}

/// A Connection Confirm that selects a protocol, [MS-RDPBCGR] 2.2.1.2.1.
pub(crate) fn confirm(selected: u8) -> Vec<u8> {
    vec![
        3, 0, 0, 19, 14, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, selected, 0, 0, 0,
    ]
}

/// One that refuses, [MS-RDPBCGR] 2.2.1.2.2.
pub(crate) fn negotiation_failure(code: u8) -> Vec<u8> {
    vec![3, 0, 0, 19, 14, 0xd0, 0, 0, 0x12, 0x34, 0, 3, 0, 8, 0, code, 0, 0, 0]
}

/// A TPKT that is MCS Connect Response by its first bytes.
pub(crate) fn connect_response() -> Vec<u8> {
    vec![3, 0, 0, 12, 2, 0xf0, 0x80, 0x7f, 0x66, 2, 0x0a, 0]
}

/// Set Error Info, [MS-RDPBCGR] 2.2.5.1.1, on the channel of the messages.
pub(crate) fn error_info(code: u8) -> Vec<u8> {
    let share = [
        22, 0, 0x17, 0, 0xea, 3, 0, 0, 0, 0, 0, 1, 22, 0, 0x2f, 0, 0, 0, code, 0, 0, 0,
    ];
    let length = u8::try_from(share.len()).unwrap();
    let mcs = [&[0x68, 0, 1, 3, 0xeb, 0x70, length], share.as_slice()].concat();
    let whole = u8::try_from(mcs.len() + 7).unwrap();
    [&[3, 0, 0, whole, 2, 0xf0, 0x80], mcs.as_slice()].concat()
}

/// A Client Info PDU with a name and [`PASSWORD`], [MS-RDPBCGR] 2.2.1.11.
pub(crate) fn client_info() -> Vec<u8> {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect() };
    let (name, password) = (wide("me"), wide(PASSWORD));
    let mut info = vec![0x40, 0, 0, 0, 0, 0, 0, 0, 0x33, 1, 0, 0, 0, 0];
    for text in [&name, &password] {
        info.extend(u16::try_from(text.len() - 2).unwrap().to_le_bytes());
    }
    info.extend([0; 4]);
    info.extend([0, 0]);
    info.extend(name);
    info.extend(password);
    info.extend([0, 0, 0, 0]);
    let length = u8::try_from(info.len()).unwrap();
    let mcs = [&[0x64, 0, 6, 3, 0xeb, 0x70, length], info.as_slice()].concat();
    let whole = u8::try_from(mcs.len() + 7).unwrap();
    [&[3, 0, 0, whole, 2, 0xf0, 0x80], mcs.as_slice()].concat()
}

/// What a client asks for: TLS and CredSSP.
pub(crate) const X224_REQUEST: [u8; 19] = [3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0x0b, 0, 0, 0];
/// A TPKT that is MCS Connect Initial by its first bytes.
pub(crate) const CONNECT_INITIAL: [u8; 12] = [3, 0, 0, 12, 2, 0xf0, 0x80, 0x7f, 0x65, 2, 0x0a, 0];
/// What must be seen by nobody between.
pub(crate) const PASSWORD: &str = "Canary-Passw0rd";
