//! Whatever a driver tells a check, in whatever order: it never panics, always ends, and stays within its bounds.

#![expect(clippy::indexing_slicing, reason = "a driver in a test may panic")]

use core::time::Duration;

use fixtures::driver::Driver;
use probe::{Action, ConnectionId, Input, PeerGone, Resolution, RunOptions};
use proptest::prelude::*;
use wire::{Dialed, LONGEST_REPORT};

use crate::peer::{confirm, failure, session};

/// Something that a driver tells.
#[derive(Clone, Debug)]
enum Told {
    Resolved(Vec<[u8; 4]>),
    Dialed(u8, Dialed),
    Received(u8, Vec<u8>),
    Closed(u8),
    Gone(u8, PeerGone),
    HungUp(u8),
    Cancelled,
    /// The next thing that is due.
    Time,
}

fn told() -> impl Strategy<Value = Told> {
    let id = || 0_u8..6;
    let dialed = prop_oneof![Just(Dialed::Answered), Just(Dialed::Refused), Just(Dialed::Silent)];
    let gone = prop_oneof![Just(PeerGone::Reset), Just(PeerGone::PathError)];
    prop_oneof![
        1 => prop::collection::vec(any::<[u8; 4]>(), 0..4).prop_map(Told::Resolved),
        4 => (id(), dialed).prop_map(|(id, dialed)| Told::Dialed(id, dialed)),
        8 => (id(), bytes()).prop_map(|(id, bytes)| Told::Received(id, bytes)),
        2 => id().prop_map(Told::Closed),
        2 => (id(), gone).prop_map(|(id, how)| Told::Gone(id, how)),
        2 => id().prop_map(Told::HungUp),
        1 => Just(Told::Cancelled),
        4 => Just(Told::Time),
    ]
}

/// What servers say, cut or not, and anything else.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let real = prop_oneof![
        (0_u32..20).prop_map(confirm),
        (0_u32..9).prop_map(failure),
        Just(session::connect_response()),
        Just(session::join_confirm().repeat(100)),
        Just(vec![0x15, 3, 3, 0, 2, 2, 70]),
        Just(vec![0x16, 3, 3, 0x40, 0, 11, 0, 0x3f, 0xfc]),
        Just(b"SSH-2.0-x\r\n".to_vec()),
    ];
    let cut = (real.clone(), any::<prop::sample::Index>()).prop_map(|(bytes, end)| {
        let end = end.index(bytes.len());
        bytes[..end].to_vec()
    });
    prop_oneof![4 => real, 2 => cut, 1 => prop::collection::vec(any::<u8>(), 0..600)]
}

/// Does what the check wants done, and fails where it wants something after its end.
fn act(driver: &mut Driver) {
    while let Some(action) = driver.next_action() {
        if let Action::HangUp { connection } = action {
            driver.hung_up(connection);
        }
    }
}

fn tell(driver: &mut Driver, told: &Told) {
    let input = match told {
        Told::Resolved(addresses) => Input::Resolved(Resolution {
            addresses: addresses.iter().map(|address| (*address).into()).collect(),
            ..Resolution::default()
        }),
        Told::Dialed(id, dialed) => Input::Dialed {
            connection: ConnectionId(*id),
            dialed: *dialed,
        },
        Told::Received(id, bytes) => Input::Received {
            connection: ConnectionId(*id),
            bytes,
        },
        Told::Closed(id) => Input::PeerClosed {
            connection: ConnectionId(*id),
        },
        Told::Gone(id, how) => Input::PeerGone {
            connection: ConnectionId(*id),
            how: *how,
        },
        Told::HungUp(id) => return driver.hung_up(ConnectionId(*id)),
        Told::Cancelled => Input::Cancelled,
        Told::Time if driver.report().is_none() => return driver.wait(),
        Told::Time => return driver.wake(),
    };
    driver.tell(input);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_order_of_inputs_comes_to_a_sound_end(inputs in prop::collection::vec(told(), 0..60)) {
        let mut driver = Driver::new("pc.example.org".parse().unwrap(), RunOptions::default());
        act(&mut driver);
        for input in &inputs {
            tell(&mut driver, input);
            act(&mut driver);
        }
        for _ in 0..100 {
            if driver.report().is_some() {
                break;
            }
            driver.wait();
            act(&mut driver);
        }

        let report = driver.report().expect("it ends");
        prop_assert_eq!(report.fault(), None);
        prop_assert!(driver.now() <= Duration::from_secs(32), "{:?}", driver.now());
        let length = serde_json::to_string(report).unwrap().len();
        prop_assert!(length <= LONGEST_REPORT, "{} bytes", length);
    }
}
