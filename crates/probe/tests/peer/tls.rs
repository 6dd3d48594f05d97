//! The server's side of TLS, on one connection of a played check.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a peer in a test may panic")]

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection};

use super::Play;

pub(crate) struct Server {
    connection: ServerConnection,
    on: u8,
    /// Cleartext that the check has sent.
    pub(crate) heard: Vec<u8>,
}

impl Server {
    /// Does the handshake on connection `on`, whose ClientHello has been sent.
    pub(crate) fn accept(play: &mut Play, on: u8) -> Self {
        let made = rcgen::generate_simple_self_signed(["pc.example.org".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let mut server = Self {
            connection: ServerConnection::new(Arc::new(config)).unwrap(),
            on,
            heard: Vec::new(),
        };
        // The request in clear text stands in front of the ClientHello.
        let sent = play.take_sent(on);
        let request = usize::from(u16::from_be_bytes([sent[2], sent[3]]));
        server.take(&sent[request..]);
        server.exchange(play);
        assert!(!server.connection.is_handshaking());
        server
    }

    /// Sends cleartext to the check.
    pub(crate) fn reply(&mut self, play: &mut Play, cleartext: &[u8]) {
        self.connection.writer().write_all(cleartext).unwrap();
        self.exchange(play);
    }

    /// Takes the next whole packet (TPKT) of what the check has said.
    pub(crate) fn next_packet(&mut self) -> Option<Vec<u8>> {
        let length = usize::from(u16::from_be_bytes(*self.heard.get(2..)?.first_chunk()?));
        (self.heard.len() >= length).then(|| self.heard.drain(..length).collect())
    }

    fn exchange(&mut self, play: &mut Play) {
        while self.connection.wants_write() {
            let mut bytes = Vec::new();
            self.connection.write_tls(&mut bytes).unwrap();
            play.received(self.on, &bytes);
            let answer = play.take_sent(self.on);
            self.take(&answer);
        }
    }

    fn take(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            self.connection.read_tls(&mut bytes).unwrap();
            let state = self.connection.process_new_packets().unwrap();
            let mut cleartext = vec![0; state.plaintext_bytes_to_read()];
            self.connection.reader().read_exact(&mut cleartext).unwrap();
            self.heard.append(&mut cleartext);
        }
    }
}
