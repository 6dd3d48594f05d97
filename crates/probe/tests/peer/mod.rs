//! Plays the driver and the peer of a check: nothing here opens a socket or reads a clock.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a peer in a test may panic")]

pub(crate) mod session;
pub(crate) mod tls;

use core::time::Duration;
use std::collections::BTreeMap;

use fixtures::driver::Driver;
use probe::{Action, ConnectionId, Input, PeerGone, Resolution, RunOptions};
use wire::{Dialed, Report, StageEvent};

/// A check and everything it did so far.
pub(crate) struct Play {
    driver: Driver,
    sent: BTreeMap<u8, Vec<Vec<u8>>>,
    hung_up: Vec<u8>,
    events: Vec<StageEvent>,
}

impl Play {
    /// A check whose name led to these addresses.
    pub(crate) fn resolved(addresses: &[&str]) -> Self {
        Self::with_options(addresses, RunOptions::default())
    }

    fn with_options(addresses: &[&str], options: RunOptions) -> Self {
        let mut play = Self {
            driver: Driver::new("pc.example.org".parse().unwrap(), options),
            sent: BTreeMap::new(),
            hung_up: Vec::new(),
            events: Vec::new(),
        };
        play.act();
        let resolution = Resolution {
            addresses: addresses.iter().map(|address| address.parse().unwrap()).collect(),
            ..Resolution::default()
        };
        play.tell(Input::Resolved(resolution));
        play
    }

    /// A check whose main connection stands, as number 0.
    pub(crate) fn connected() -> Self {
        Self::connected_with(RunOptions::default())
    }

    /// The same, with options.
    pub(crate) fn connected_with(options: RunOptions) -> Self {
        let mut play = Self::with_options(&["192.0.2.1"], options);
        play.dialed(0, Dialed::Answered);
        play
    }

    /// Everything that was told so far.
    pub(crate) fn events(&self) -> &[StageEvent] {
        &self.events
    }

    pub(crate) fn dialed(&mut self, connection: u8, dialed: Dialed) {
        let connection = ConnectionId(connection);
        self.tell(Input::Dialed { connection, dialed });
    }

    pub(crate) fn received(&mut self, connection: u8, bytes: &[u8]) {
        let connection = ConnectionId(connection);
        self.tell(Input::Received { connection, bytes });
    }

    pub(crate) fn closed(&mut self, connection: u8) {
        let connection = ConnectionId(connection);
        self.tell(Input::PeerClosed { connection });
    }

    pub(crate) fn reset(&mut self, connection: u8) {
        let connection = ConnectionId(connection);
        self.tell(Input::PeerGone {
            connection,
            how: PeerGone::Reset,
        });
    }

    pub(crate) fn path_broken(&mut self, connection: u8) {
        let connection = ConnectionId(connection);
        self.tell(Input::PeerGone {
            connection,
            how: PeerGone::PathError,
        });
    }

    pub(crate) fn cancel(&mut self) {
        self.tell(Input::Cancelled);
    }

    /// Lets `time` go by with nothing due in it.
    pub(crate) fn sleep(&mut self, time: Duration) {
        self.driver.advance(self.now() + time);
        assert!(self.driver.due() > self.now(), "something was due");
    }

    /// Lets time go by until the next thing is due.
    pub(crate) fn step_time(&mut self) {
        self.driver.wait();
        self.act();
    }

    /// Lets time go by until the run is over.
    pub(crate) fn let_time_pass(&mut self) {
        while !self.is_over() {
            self.step_time();
        }
    }

    pub(crate) fn now(&self) -> Duration {
        self.driver.now()
    }

    pub(crate) fn is_over(&self) -> bool {
        self.driver.report().is_some()
    }

    pub(crate) fn report(&self) -> &Report {
        self.driver.report().expect("the run is over")
    }

    pub(crate) fn was_hung_up(&self, connection: u8) -> bool {
        self.hung_up.contains(&connection)
    }

    pub(crate) fn last_sent(&self, connection: u8) -> &[u8] {
        self.sent[&connection].last().expect("something was sent")
    }

    /// Takes what was sent on a connection since the last call.
    pub(crate) fn take_sent(&mut self, connection: u8) -> Vec<u8> {
        self.sent.remove(&connection).unwrap_or_default().concat()
    }

    fn tell(&mut self, input: Input<'_>) {
        self.driver.tell(input);
        self.act();
    }

    fn act(&mut self) {
        while let Some(action) = self.driver.next_action() {
            match action {
                Action::Resolve(_)
                | Action::Dial { .. }
                | Action::AskKdc { .. }
                | Action::EmitBehind(_)
                | Action::Finish(_) => {}
                Action::Send { connection, bytes } => self.sent.entry(connection.0).or_default().push(bytes),
                Action::HangUp { connection } => {
                    self.hung_up.push(connection.0);
                    self.driver.hung_up(connection);
                }
                Action::Emit(event) => self.events.push(event),
            }
        }
    }
}

/// A Connection Confirm that selects `protocol`, [MS-RDPBCGR] 2.2.1.2.1.
pub(crate) fn confirm(protocol: u32) -> Vec<u8> {
    negotiation(2, protocol)
}

/// A Connection Confirm that refuses with `code`, [MS-RDPBCGR] 2.2.1.2.2.
pub(crate) fn failure(code: u32) -> Vec<u8> {
    negotiation(3, code)
}

fn negotiation(kind: u8, value: u32) -> Vec<u8> {
    let mut bytes = vec![
        3, 0, 0, 19, // TPKT
        14, 0xd0, 0, 0, 0x12, 0x34, 0, // X.224 Connection Confirm
        kind, 0, 8, 0, // type, flags, length
    ];
    bytes.extend_from_slice(&value.to_le_bytes());
    bytes
}

/// A TSRequest of version 6 around `token`, [MS-CSSP] 2.2.1.
pub(crate) fn ts_request(token: &[u8]) -> Vec<u8> {
    let wrap = |tag: u8, content: &[u8]| {
        let length = u8::try_from(content.len()).unwrap();
        let mut bytes = if length < 0x80 {
            vec![tag, length]
        } else {
            vec![tag, 0x81, length]
        };
        bytes.extend_from_slice(content);
        bytes
    };
    let tokens = wrap(0xa1, &wrap(0x30, &wrap(0x30, &wrap(0xa0, &wrap(0x04, token)))));
    wrap(0x30, &[wrap(0xa0, &[2, 1, 6]), tokens].concat())
}

/// An NTLM challenge without names that tells its version, [MS-NLMP] 2.2.1.2.
pub(crate) fn challenge() -> Vec<u8> {
    let mut message = b"NTLMSSP\0".to_vec();
    message.extend_from_slice(&2_u32.to_le_bytes());
    message.extend_from_slice(&[0; 8]);
    message.extend_from_slice(&0xe289_8235_u32.to_le_bytes());
    message.extend_from_slice(&[0x11; 16]);
    message.extend_from_slice(&[0, 0, 0, 0, 56, 0, 0, 0]);
    message.extend_from_slice(&[10, 0, 0x7c, 0x4f, 0, 0, 0, 15]);
    message
}
