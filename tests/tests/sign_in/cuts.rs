//! Whole sign-ins whose bytes come cut at every place: what is seen and told is the same.

use std::net::SocketAddr;
use std::time::Duration;

use fixtures::clock::TimeOfDay;
use suite::ironrdp::{self, IronRdp};
use suite::player::{Act, Player};
use suite::shadow::{self, Shadow};
use suite::xrdp::{SecurityLayer, Xrdp};
use wire::{Failure, TransportEnd};

use crate::client::{Line, SignIn};
use crate::tab::{Input, Tab, Who, repeatable_crypto};

/// A scripted server in memory, in virtual time.
struct Memory {
    player: Player,
    now: Duration,
}

impl Line for Memory {
    fn now(&self) -> Duration {
        self.now
    }

    fn send(&mut self, bytes: &[u8]) {
        self.player.receive(bytes);
    }

    fn receive(&mut self, deadline: Option<Duration>) -> Input {
        match self.player.next_act() {
            Act::Send(bytes) => Input::Received(bytes),
            Act::Close => Input::Ended(TransportEnd::Closed),
            Act::Reset => Input::Ended(TransportEnd::Reset),
            Act::Pause(length) => {
                self.now += length;
                Input::Waited
            }
            Act::Read => {
                self.now = deadline.expect("somebody waits for something");
                Input::Waited
            }
        }
    }
}

/// A sign-in to a server that plays `steps`.
fn signed_in(steps: &str) -> SignIn {
    let script = crate::scenario(steps);
    let steps = script.connections.first().expect("a connection").steps.clone();
    let address: SocketAddr = ([192, 0, 2, 1], 3389).into();
    let player = Player::new(steps, &[address.ip().to_string()], TimeOfDay::System);
    let now = Duration::ZERO;
    SignIn::run_over(Memory { player, now }, repeatable_crypto(), address, shadow::PASSWORD)
}

#[track_caller]
fn assert_same(first: &Tab, again: &Tab, cut: &str) {
    let (first, again) = (first.whole(), again.whole());
    // Said apart, because all of it fills pages.
    assert_eq!(first.0.events, again.0.events, "{cut}");
    assert!(first.0.pdus == again.0.pdus, "{cut}: other PDUs");
    assert!(first == again, "{cut}: other bytes, or another report");
}

#[track_caller]
fn assert_same_in_pieces(first: &Tab, who: Who, sizes: &[usize]) {
    for size in sizes {
        let again = first.again(who, |bytes| bytes.chunks(*size).collect());
        assert_same(first, &again, &format!("{who:?} in pieces of {size}"));
    }
}

/// With TLS 1.3 and 1.2, with a picture that stays and with a session that the server ends.
const SIGN_INS: [(&str, Option<Failure>); 4] = [
    (r#"{ serve = { until = "desktop" } }, "picture""#, None),
    (r#"{ serve = { until = "desktop", protocols = 10 } }, "picture""#, None),
    (
        r#"{ serve = { until = "desktop" } }, "picture", { error_info = 5 }, { ultimatum = 3 }, "close""#,
        Some(Failure::ErrorInfo { code: 5 }),
    ),
    (
        r#"{ serve = { until = "capabilities", protocols = 2 } }, "reset""#,
        Some(Failure::Reset { received: 0 }),
    ),
];

/// With a refusal by its number, by an alert inside TLS, and without a word.
const REFUSED: [(&str, Failure); 3] = [
    (
        "{ credssp_status = 0xC000006D }, \"close\"",
        Failure::CredsspStatus { status: 0xC000_006D },
    ),
    ("\"alert_inside\", \"close\"", Failure::TlsAlert { code: 20 }),
    ("\"close\"", Failure::Closed { received: 0 }),
];

/// A sign-in to a server that refuses the password so.
fn refused(end: &str) -> SignIn {
    signed_in(&format!("{}, {end}", crate::CHALLENGE))
}

/// Each message of the server is cut at each place, so that in the end there is none where nothing was cut.
#[track_caller]
fn assert_same_wherever_cut(first: &Tab, steps: &str) {
    let longest = first.longest();
    assert!(longest > 500, "{longest}");
    for at in 0..longest {
        let again = first.again(Who::Server, |bytes| {
            let (front, back) = bytes.split_at(at.min(bytes.len()));
            vec![front, back]
        });
        assert_same(first, &again, &format!("{steps}: cut at {at}"));
    }
    assert_same_in_pieces(first, Who::Server, &[1, 2, 3, 5, 7]);
}

#[test]
fn whole_sign_in_is_the_same_wherever_what_the_server_says_is_cut() {
    for (steps, failure) in &SIGN_INS {
        let first = signed_in(steps).tab;
        assert_eq!(first.path.failure(), failure.as_ref(), "{steps}");
        assert!(!first.seen.pdus.is_empty(), "{steps}");

        assert_same_wherever_cut(&first, steps);
    }
}

#[test]
fn refused_password_is_told_the_same_wherever_what_either_side_says_is_cut() {
    for (end, failure) in &REFUSED {
        let first = refused(end).tab;
        assert_eq!(first.path.failure(), Some(failure), "{end}");
        assert!(first.seen.pdus.is_empty(), "{end}: no session began");

        assert_same_wherever_cut(&first, end);
        assert_same_in_pieces(&first, Who::Client, &[1, 2, 3, 5, 7, 100]);
    }
}

#[test]
fn whole_sign_in_is_the_same_wherever_what_the_client_says_is_cut() {
    for (steps, _) in &SIGN_INS {
        assert_same_in_pieces(&signed_in(steps).tab, Who::Client, &[1, 2, 3, 5, 7, 100]);
    }
}

#[test]
fn sign_ins_to_real_servers_are_the_same_byte_by_byte() {
    let (xrdp, shadow) = (Xrdp::start(SecurityLayer::Tls), Shadow::start(shadow::Security::Nla));
    let ironrdp = IronRdp::start(ironrdp::Security::Hybrid);
    for address in [xrdp.address, shadow.address, ironrdp.address] {
        let run = SignIn::run_with(repeatable_crypto(), address, shadow::PASSWORD);
        run.assert_passed();

        assert_same_in_pieces(&run.tab, Who::Server, &[1, 2, 3, 100, 1000]);
        assert_same_in_pieces(&run.tab, Who::Client, &[1, 100]);
    }
}
