//! The tracker alone, fed with recorded conversations of real servers and with those that the check itself drives.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a peer in a test may panic")]

use core::time::Duration;
use std::fs;
use std::path::PathBuf;

use probe::{Conversation, Credentials, Identity, Kerberos, RunOptions, Secret};
use proptest::prelude::*;
use wire::{Direction, LegKind, Outcome, Place, SecureFacts, Stage, StageEvent, Target};

use crate::peer::session::{self, Until};
use crate::peer::tls::Server;
use crate::peer::{Play, confirm};

/// One piece of cleartext, and when it came.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    at: Duration,
    sender: Direction,
    bytes: Vec<u8>,
}

fn recorded(name: &str) -> Vec<Piece> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/recordings/{name}.txt"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let piece = |line: &str| {
        let [at, sender, digits] = line.split(' ').collect::<Vec<_>>().try_into().expect("three fields");
        let digit = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
        Piece {
            at: Duration::from_micros(at.parse().expect("microseconds")),
            sender: if sender == "sent" {
                Direction::Sent
            } else {
                Direction::Received
            },
            bytes: (0..digits.len()).step_by(2).map(digit).collect(),
        }
    };
    lines.map(piece).collect()
}

/// What a conversation that is fed so tells; TLS stands behind the first answer.
fn told(pieces: &[Piece]) -> Vec<StageEvent> {
    let target: Target = "pc.example.org".parse().unwrap();
    let stay = Duration::from_secs(3);
    let mut conversation = Conversation::new(target, Place::Relay, 1_700_000_000_000, stay, Duration::ZERO);
    for piece in pieces {
        conversation.feed(piece.sender, &piece.bytes, piece.at);
        if conversation.stage() == Stage::Secure {
            conversation.secured(SecureFacts::default(), piece.at);
        }
    }
    core::iter::from_fn(|| conversation.next_event()).collect()
}

fn outcomes(events: &[StageEvent]) -> Vec<(Stage, Outcome)> {
    let reported = events.iter().filter_map(|event| match event {
        StageEvent::Reported(report) => Some((report.stage(), report.outcome)),
        StageEvent::Started { .. } => None,
    });
    reported.collect()
}

/// What was told of the stages from the settings on.
fn of_the_session(events: &[StageEvent]) -> Vec<StageEvent> {
    let stage = |event: &StageEvent| match event {
        StageEvent::Started { stage, .. } => *stage,
        StageEvent::Reported(report) => report.stage(),
    };
    let behind = events.iter().filter(|event| stage(event) >= Stage::Settings);
    behind.cloned().collect()
}

#[test]
fn recorded_conversations_pass_every_stage_as_far_as_they_go() {
    for name in RECORDINGS {
        let events = told(&recorded(name));

        let passed: Vec<_> = LegKind::ToComputer
            .stages()
            .filter(|stage| (Stage::Negotiate..Stage::Stay).contains(stage))
            .map(|stage| (stage, Outcome::Passed))
            .collect();
        assert_eq!(outcomes(&events), passed, "{name}");
        assert!(
            matches!(events.last(), Some(StageEvent::Started { stage: Stage::Stay, .. })),
            "{name}"
        );
    }
}

#[test]
fn password_of_a_recorded_sign_in_is_in_no_event() {
    for (name, password) in [("xrdp-tls", "Passw0rd!"), ("freerdp-nla", "Passw0rd!")] {
        let pieces = recorded(name);
        let wide = hexadecimal(&utf16(password));
        let sent = pieces.iter().any(|piece| hexadecimal(&piece.bytes).contains(&wide));
        assert!(sent, "{name}: the password is in the recording");

        let events = format!("{:?}", told(&pieces));

        assert!(!events.contains(&wide), "{name}");
        assert!(!events.contains(password), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn pieces_may_be_cut_anywhere(seed in prop::collection::vec(1_usize..700, 1..24), which in 0..RECORDINGS.len()) {
        let whole = recorded(RECORDINGS[which]);
        let mut lengths = seed.iter().copied().cycle();
        let cut: Vec<Piece> = whole
            .iter()
            .flat_map(|piece| {
                let length = lengths.next().unwrap();
                let parts = piece.bytes.chunks(length).map(|bytes| Piece { bytes: bytes.to_vec(), ..piece.clone() });
                parts.collect::<Vec<_>>()
            })
            .collect();

        prop_assert_eq!(told(&cut), told(&whole));
    }
}

/// Plays the server of a recording to the check: what it sent, as soon as the check has said what it answers.
fn replay(name: &str) -> (Play, Vec<Piece>) {
    let received = recorded(name)
        .into_iter()
        .filter(|piece| piece.sender == Direction::Received);
    let mut frames = frames(received.skip(1).flat_map(|piece| piece.bytes).collect()).into_iter();
    let mut play = Play::connected();
    let mut heard = vec![piece(&play, Direction::Sent, play.last_sent(0).to_vec())];
    heard.push(piece(&play, Direction::Received, confirm(1)));
    play.received(0, &confirm(1));
    let mut server = Server::accept(&mut play, 0);
    let mut said = Vec::new();
    loop {
        // What the check said at this moment, and then what of it is answered next.
        if !server.heard.is_empty() {
            heard.push(piece(&play, Direction::Sent, server.heard.clone()));
            said.extend(core::mem::take(&mut server.heard));
        }
        if said.is_empty() {
            break;
        }
        let length = usize::from(u16::from_be_bytes([said[2], said[3]]));
        let request: Vec<u8> = said.drain(..length).collect();
        let answer = match request[7] {
            // The channels of another client are not ours.
            0x38 => session::answer(&request, Until::Desktop),
            0x64 if request[13..].len() < 8 || !asks(&request) => Vec::new(),
            0x04 => Vec::new(),
            _ => {
                let mut answer = Vec::new();
                for frame in frames.by_ref() {
                    let is_join = frame[0] == 3 && frame[7] & 0xfc == 0x3c;
                    if is_join {
                        continue;
                    }
                    let waits = waits_for_an_answer(&frame);
                    answer.extend(frame);
                    if waits {
                        break;
                    }
                }
                answer
            }
        };
        if !answer.is_empty() && !play.is_over() {
            play.sleep(Duration::from_millis(3));
            heard.push(piece(&play, Direction::Received, answer.clone()));
            server.reply(&mut play, &answer);
        }
    }
    (play, heard)
}

fn piece(play: &Play, sender: Direction, bytes: Vec<u8>) -> Piece {
    Piece {
        at: play.now(),
        sender,
        bytes,
    }
}

/// Client Info, a licensing message or the Font List: what a server goes on from.
fn asks(request: &[u8]) -> bool {
    let data = session::user_data(&request[7..]);
    let control = data[2] != 0 || data[3] != 0;
    !control || data.get(14) == Some(&0x27)
}

/// Connect Response, Attach User Confirm, License Request and Demand Active.
fn waits_for_an_answer(frame: &[u8]) -> bool {
    if frame[0] != 3 {
        return false;
    }
    match frame[7] {
        0x7f | 0x2e => true,
        0x68 => {
            let data = session::user_data(&frame[7..]);
            let license_request = data[0] & 0x80 != 0 && data.get(4) == Some(&1) && data.len() > 200;
            license_request || (data[2] & 0x0f == 1 && data[3] == 0)
        }
        _ => false,
    }
}

fn frames(mut bytes: Vec<u8>) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    while bytes.len() > 2 {
        let length = match bytes[0] {
            3 => usize::from(u16::from_be_bytes([bytes[2], bytes[3]])),
            _ if bytes[1] & 0x80 == 0 => usize::from(bytes[1]),
            _ => usize::from(u16::from_be_bytes([bytes[1] & 0x7f, bytes[2]])),
        };
        if length == 0 || length > bytes.len() {
            break;
        }
        frames.push(bytes.drain(..length).collect());
    }
    frames
}

#[test]
fn the_tracker_tells_what_the_driven_session_told() {
    for name in ["xrdp-tls", "freerdp-tls", "ironrdp-tls"] {
        let (play, heard) = replay(name);

        let driven = of_the_session(play.events());
        let reached = outcomes(&driven).last().map(|(stage, _)| *stage);
        assert_eq!(reached, Some(Stage::Desktop), "{name}: {:?}", outcomes(&driven));
        assert_eq!(of_the_session(&told(&heard)), driven, "{name}");
    }
}

/// A run that signs in says the password to the server, and to nobody else.
#[test]
fn password_in_client_info_reaches_the_server_and_no_report() {
    let options = RunOptions {
        identity: Identity::Account(Credentials {
            user: "qzxuser".to_owned(),
            domain: Some("qzxdomain".to_owned()),
            password: Secret::new(CANARY.to_owned()),
            kerberos: Kerberos::NotAsked,
        }),
        ..RunOptions::default()
    };
    let debugged = format!("{options:?}");
    let mut play = Play::connected_with(options);
    play.received(0, &confirm(1));
    let mut server = Server::accept(&mut play, 0);
    let mut reached = false;
    while let Some(request) = server.next_packet() {
        reached |= hexadecimal(&request).contains(&hexadecimal(&utf16(CANARY)));
        let answer = session::answer(&request, Until::Desktop);
        if !answer.is_empty() {
            server.reply(&mut play, &answer);
        }
    }
    server.reply(&mut play, &session::picture());
    play.let_time_pass();

    assert!(reached, "the server got it");
    let report = serde_json::to_string(play.report()).unwrap();
    let events = serde_json::to_string(play.events()).unwrap();
    for text in [report, events, debugged] {
        for canary in [
            hexadecimal(&utf16(CANARY)),
            hexadecimal(CANARY.as_bytes()),
            CANARY.to_owned(),
        ] {
            assert!(!text.contains(&canary), "{text}");
        }
    }
}

#[test]
fn password_in_a_ts_request_is_kept_by_its_length_alone() {
    let mut pieces: Vec<Piece> = recorded("freerdp-nla").into_iter().take(6).collect();
    let request = crate::peer::ts_request(&utf16(CANARY));
    pieces.push(Piece {
        at: Duration::from_secs(1),
        sender: Direction::Sent,
        bytes: request,
    });
    let target: Target = "pc.example.org".parse().unwrap();
    let mut conversation = Conversation::new(target, Place::Relay, 0, Duration::from_secs(3), Duration::ZERO);
    for piece in &pieces {
        conversation.feed(piece.sender, &piece.bytes, piece.at);
        if conversation.stage() == Stage::Secure {
            conversation.secured(SecureFacts::default(), piece.at);
        }
    }
    let report = serde_json::to_string(&conversation.report(Duration::from_secs(2))).unwrap();

    assert!(report.contains(r#""pdu":"TSRequest""#), "{report}");
    assert!(!report.contains(&hexadecimal(&utf16(CANARY))), "{report}");
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const RECORDINGS: [&str; 4] = ["xrdp-tls", "freerdp-tls", "freerdp-nla", "ironrdp-tls"];
const CANARY: &str = "Qzx-canary-77";
