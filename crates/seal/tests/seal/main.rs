//! The sealed connection against scripted servers, without sockets or clocks.

#![expect(clippy::unwrap_used, reason = "a peer in a test may panic")]

mod play;

use core::time::Duration;

use ironrdp_rdcleanpath::RDCleanPathErr;
use seal::{Edits, Opened, Refusal, Step, Switch};
use wire::{Dialed, Facts, Failure, Outcome, Service, Stage, StageEvent, TlsFault, TransportEnd, Unreachable};

use play::{Play, Server, connected};

const SSL: u8 = 1;
const HYBRID: u8 = 2;
const HYBRID_EX: u8 = 8;

fn error(code: u16) -> RDCleanPathErr {
    RDCleanPathErr {
        error_code: code,
        http_status_code: None,
        wsa_last_error: None,
        tls_alert_code: None,
    }
}

fn wsa(code: u16) -> RDCleanPathErr {
    RDCleanPathErr {
        wsa_last_error: Some(code),
        ..error(1)
    }
}

fn http(code: u16) -> RDCleanPathErr {
    RDCleanPathErr {
        http_status_code: Some(code),
        ..error(1)
    }
}

#[test]
fn request_opens_a_tunnel_wherever_it_is_cut() {
    let request = play::request(None);
    for at in 0..request.len() {
        let mut play = Play::new(Edits::default());
        play.client(&request[..at]);
        assert_eq!(play.opens(), 0, "cut at {at}");
        play.client(&request[at..]);
        assert_eq!(play.opens(), 1, "cut at {at}");
    }
}

#[test]
fn what_is_no_request_is_answered_with_bad_request() {
    for junk in [
        &b"GET / HTTP/1.1\r\n\r\n"[..],
        &[0; 64],
        &[3, 0, 0, 11, 6, 0xe0, 0, 0, 0, 0, 0],
    ] {
        let mut play = Play::new(Edits::default());
        play.client(junk);
        assert_eq!(play.refusal(), http(400), "{junk:02x?}");
        assert_eq!(play.opens(), 0);
    }
}

#[test]
fn request_longer_than_any_is_refused_before_it_has_come() {
    // A SEQUENCE of 16 KiB and more, of which the beginning is here: its version, and nothing more.
    for length in [16 * 1024_u16, u16::MAX] {
        let mut play = Play::new(Edits::default());
        let [high, low] = length.to_be_bytes();
        play.client(&[0x30, 0x82, high, low, 0xa0, 4, 2, 2, 0x0d, 0x3e]);
        assert_eq!(play.refusal(), http(400), "{length}");
    }
}

#[test]
fn every_end_of_a_dial_is_said_in_codes_that_old_clients_know() {
    let not_resolved = |failure| Opened::NotResolved { failure };
    let not_connected = |dialed| Opened::NotConnected { dialed };
    let refused = |reason| Opened::Refused { reason };
    let unreachable = Dialed::unreachable;
    for (opened, told) in [
        (not_resolved(Failure::NameNotFound), wsa(11_001)),
        (not_resolved(Failure::LookupFailed { rcode: Some(2) }), wsa(11_002)),
        (not_resolved(Failure::NoAddresses), wsa(11_004)),
        (not_resolved(Failure::AddressesRefused), http(403)),
        (not_connected(Dialed::Refused), wsa(10_061)),
        (not_connected(Dialed::Silent), wsa(10_060)),
        (not_connected(unreachable(Unreachable::Host)), wsa(10_065)),
        (not_connected(unreachable(Unreachable::Network)), wsa(10_051)),
        (not_connected(Dialed::LocallyBlocked), wsa(10_013)),
        (not_connected(Dialed::LocalFault { errno: 24 }), error(1)),
        (refused(Refusal::Unreadable), http(400)),
        (refused(Refusal::BadToken), http(401)),
        (refused(Refusal::TargetForbidden), http(403)),
        (refused(Refusal::TooMany), http(429)),
        (refused(Refusal::Overloaded), http(503)),
        (refused(Refusal::ShuttingDown), http(503)),
    ] {
        let mut play = Play::new(Edits::default());
        play.client(&play::request(None));
        play.opened(&opened);
        assert_eq!(play.refusal(), told, "{opened:?}");
    }
}

#[test]
fn preconnection_blob_stands_before_the_request() {
    let mut play = Play::new(Edits::default());
    play.client(&play::request(Some("vm")));
    play.opened(&connected());

    let sent = play.take_sent();

    // cbSize of 16 fixed bytes, a length of two, and three characters with the terminator; version 2 ([MS-RDPEPS] 2.2.1.2).
    assert_eq!(sent[..12], [24, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0]);
    assert_eq!(sent[24..], play::X224_REQUEST);
}

#[test]
fn refusal_by_the_server_comes_with_its_own_answer() {
    for code in 1..=7 {
        let answer = play::negotiation_failure(code);
        let mut play = Play::asked();
        play.server(&answer);

        assert_eq!(play.refusal(), error(2), "{code}");
        assert_eq!(play.x224(), answer, "{code}");
        let failure = Failure::NegotiationFailure { code: code.into() };
        assert_eq!(play.path.failure(), Some(&failure));
    }
}

#[test]
fn server_without_tls_is_told_as_it_answered() {
    let mut play = Play::asked();
    play.server(&play::confirm(0));

    assert_eq!(play.refusal(), error(2));
    assert_eq!(play.x224(), play::confirm(0));
}

#[test]
fn greeting_of_another_service_is_a_general_error_and_named() {
    for cut in 1..8 {
        let mut play = Play::asked();
        for piece in b"SSH-2.0-OpenSSH_9.2\r\n".chunks(cut) {
            play.server(piece);
        }
        assert_eq!(play.refusal(), error(1), "cut at {cut}");
        let failure = play.path.failure();
        assert!(
            matches!(
                failure,
                Some(Failure::NotRdp {
                    service: Service::Ssh { .. }
                })
            ),
            "{failure:?}"
        );
    }
}

#[test]
fn unfinished_greeting_is_waited_for_a_moment_only() {
    let mut play = Play::asked();
    play.server(b"hello");
    let until = play.path.deadline().unwrap();
    assert!(until < Duration::from_secs(1), "{until:?}");

    play.wait(until);

    assert_eq!(play.refusal(), error(1));
}

#[test]
fn silence_at_each_point_is_a_timeout_and_never_just_an_end() {
    let mut unopened = Play::new(Edits::default());
    unopened.client(&play::request(None));
    // To look the name up, to dial, and to answer.
    let limits = [Stage::Resolve, Stage::Connect, Stage::Negotiate].map(probe::stage_limit);
    assert_eq!(unopened.path.deadline(), Some(limits.iter().sum()));
    let asked = Play::asked();
    let mut confirmed = Play::asked();
    confirmed.server(&play::confirm(SSL));
    for mut play in [unopened, asked, confirmed] {
        let until = play.path.deadline().unwrap();
        play.wait(until - Duration::from_millis(1));
        assert!(!play.is_over());
        play.wait(until);
        assert_eq!(play.refusal(), wsa(10_060));
    }
}

#[test]
fn ends_before_tls_are_told_apart() {
    for (end, told) in [
        (TransportEnd::Closed, wsa(10_053)),
        (TransportEnd::Reset, wsa(10_054)),
        (TransportEnd::NotConnected, wsa(10_065)),
    ] {
        let mut unopened = Play::new(Edits::default());
        unopened.client(&play::request(None));
        let asked = Play::asked();
        let mut confirmed = Play::asked();
        confirmed.server(&play::confirm(HYBRID));
        for mut play in [unopened, asked, confirmed] {
            play.end(end);
            assert_eq!(play.refusal(), told, "{end:?}");
        }
    }
}

#[test]
fn alert_of_the_server_comes_with_its_number() {
    for alert in [40, 70, 112] {
        let mut play = Play::asked();
        play.server(&play::confirm(SSL));
        play.server(&[0x15, 3, 3, 0, 2, 2, alert]);

        let told = RDCleanPathErr {
            tls_alert_code: Some(alert),
            ..error(1)
        };
        assert_eq!(play.refusal(), told);
    }
}

#[test]
fn nothing_in_the_clear_behind_the_confirm_reaches_the_client() {
    let mut play = Play::asked();
    play.server(&[play::confirm(SSL), vec![3, 0, 0, 9, 2, 0xf0, 0x80, 0x21, 0x80]].concat());

    assert_eq!(play.refusal(), error(1));
    assert!(matches!(play.path.failure(), Some(Failure::TlsUnusable { .. })));
}

/// The version of TLS that stands with a server that speaks both.
fn version_with(selected: u8) -> Option<u16> {
    let (play, _) = Play::secured(selected, Edits::default());
    let report = play.path.report(Duration::ZERO).unwrap();
    let leg = report.legs.first().unwrap();
    leg.stages.iter().find_map(|stage| {
        let Facts::Secure(facts) = &stage.facts else {
            return None;
        };
        facts.version
    })
}

#[test]
fn tls_is_of_version_1_2_where_credssp_follows() {
    assert_eq!(version_with(HYBRID), Some(0x0303));
    assert_eq!(version_with(SSL), Some(0x0304));
}

#[test]
fn client_is_told_the_address_the_confirm_and_the_chain() {
    let (play, server) = Play::secured(SSL, Edits::default());
    let response = play.response();

    assert_eq!(response.server_addr.as_deref(), Some("192.0.2.1:3389"));
    assert_eq!(response.x224_connection_pdu.unwrap().as_bytes(), play::confirm(SSL));
    let chain = response.server_cert_chain.unwrap();
    assert_eq!(chain[0].as_bytes(), server.certificate());
}

#[test]
fn pdus_come_one_a_message_however_records_and_the_tunnel_cut_them() {
    let pdus = [play::connect_response(), vec![0, 4, 7, 7], vec![3, 0, 0, 5, 1]];
    for piece in [1, 2, 5, 100_000] {
        let (mut play, mut server) = Play::secured(SSL, Edits::default());
        play.take_told();
        play.piece = piece;
        for part in play::CONNECT_INITIAL.chunks(piece) {
            play.client(part);
        }
        server.reply(&mut play, &pdus.concat());

        assert_eq!(play.take_told(), pdus, "pieces of {piece}");
        assert_eq!(server.heard, play::CONNECT_INITIAL);
    }
}

#[test]
fn what_has_come_of_an_unfinished_pdu_is_told_before_the_end() {
    let (mut play, mut server) = Play::secured(SSL, Edits::default());
    play.client(&play::CONNECT_INITIAL);
    play.take_told();
    server.reply(&mut play, &[3, 0, 0, 9, 2]);
    assert_eq!(play.take_told(), Vec::<Vec<u8>>::new());

    play.end(TransportEnd::Closed);

    assert_eq!(play.take_told(), [[3, 0, 0, 9, 2]]);
}

#[test]
fn goodbye_of_the_server_inside_tls_ends_the_session() {
    for selected in [SSL, HYBRID] {
        let (mut play, mut server) = Play::secured(selected, Edits::default());
        server.close(&mut play);

        assert!(play.is_over());
        let failure = play.path.failure();
        assert!(matches!(failure, Some(Failure::Closed { .. })), "{failure:?}");
    }
}

#[test]
fn answers_of_credssp_go_through_as_they_come() {
    let (mut play, mut server) = Play::secured(HYBRID, Edits::default());
    play.take_told();
    play.client(&[0x30, 3, 1, 2, 3]);
    server.reply(&mut play, &[0x30, 9, 3]);

    assert_eq!(play.take_told(), [[0x30, 9, 3]]);
}

#[test]
fn refused_authorization_is_known_and_a_client_that_stays_is_left() {
    let (mut play, mut server) = Play::secured(HYBRID_EX, Edits::default());
    server.reply(&mut play, &[5, 0, 0, 0]);
    assert_eq!(play.path.failure(), Some(&Failure::CredsspStatus { status: 5 }));

    // As long as a picture may take, and no longer by whatever is said meanwhile.
    let leave_by = play.path.deadline().unwrap();
    assert_eq!(leave_by, play.now + Duration::from_secs(15));
    play.wait(leave_by - Duration::from_millis(1));
    server.reply(&mut play, &[5, 0, 0, 0]);
    play.client(&[1]);
    assert!(!play.is_over());
    play.wait(leave_by);

    assert!(server.is_closed_by(&mut play));
    assert_eq!(play.path.deadline(), None);
}

#[test]
fn chain_longer_than_any_is_a_failure_and_the_client_never_speaks() {
    let mut play = Play::asked();
    play.server(&play::confirm(SSL));
    // 32 KiB may be.
    Server::handshake(&mut play, 120);

    assert_eq!(play.refusal(), error(1));
    let fault = TlsFault::TooLarge;
    assert_eq!(play.path.failure(), Some(&Failure::TlsUnusable { fault }));
}

#[test]
fn record_that_was_changed_on_the_way_ends_the_session_and_none_of_it_is_told() {
    let (mut play, _) = Play::secured(SSL, Edits::default());
    play.client(&play::CONNECT_INITIAL);
    play.take_told();
    play.server(&[&[0x17, 3, 3, 0, 32][..], &[7; 32]].concat());

    assert_eq!(play.take_told(), Vec::<Vec<u8>>::new());
    assert!(play.path.failure().is_some() && play.path.deadline().is_none());
}

#[test]
fn autologon_is_set_where_it_is_switched_on_and_nla_is_not_used() {
    let on = Edits {
        autologon: Switch::On,
        ..Edits::default()
    };
    for (selected, edits, flags) in [(SSL, on, 0x3b), (SSL, Edits::default(), 0x33), (HYBRID, on, 0x33)] {
        let (mut play, mut server) = Play::secured(selected, edits);
        play.client(&play::client_info());
        server.listen(&mut play);

        assert_eq!(server.heard[22], flags, "{selected} {edits:?}");
        assert_eq!(server.heard.len(), play::client_info().len());
    }
}

#[test]
fn password_is_in_no_event_and_no_report() {
    let (mut play, mut server) = Play::secured(SSL, Edits::default());
    play.client(&play::CONNECT_INITIAL);
    play.client(&play::client_info());
    server.listen(&mut play);
    let wide: Vec<u8> = play::PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(server.heard.windows(wide.len()).any(|at| at == wide));

    let report = play.path.report(play.now).unwrap();
    let told = format!("{report:?} {:?}", play.events());

    let digits: String = wide.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(!told.contains(&digits) && !told.contains(play::PASSWORD));
    assert!(!play.sent_ever().windows(wide.len()).any(|at| at == wide));
}

#[test]
fn refused_password_is_told_by_its_number() {
    // TSRequest with an errorCode: version [0] 6, [4] 0xC000006D.
    let refusal = [0x30, 0x0e, 0xa0, 3, 2, 1, 6, 0xa4, 7, 2, 5, 0, 0xc0, 0, 0, 0x6d];
    for cut in 1..refusal.len() {
        let (mut play, mut server) = Play::secured(HYBRID, Edits::default());
        play.client(&[0x30, 5, 0xa0, 3, 2, 1, 6]);
        for piece in refusal.chunks(cut) {
            server.reply(&mut play, piece);
        }

        let failure = Failure::CredsspStatus { status: 0xc000_006d };
        assert_eq!(play.path.failure(), Some(&failure), "cut at {cut}");
        let told = play.events().into_iter().find_map(|event| match event {
            StageEvent::Reported(report) if report.stage() == Stage::Authenticate => Some(report.outcome),
            StageEvent::Reported(_) | StageEvent::Started { .. } => None,
        });
        assert_eq!(told, Some(Outcome::Failed));
    }
}

#[test]
fn client_that_leaves_says_goodbye_inside_tls() {
    let (mut play, mut server) = Play::secured(SSL, Edits::default());
    play.hang_up();

    assert!(play.is_over());
    assert!(server.is_closed_by(&mut play));
    assert_eq!(play.path.deadline(), None);
}

#[test]
fn client_that_leaves_before_tls_is_told_nothing() {
    let mut unopened = Play::new(Edits::default());
    unopened.client(&play::request(None));
    let mut confirmed = Play::asked();
    confirmed.server(&play::confirm(SSL));
    for mut play in [Play::new(Edits::default()), unopened, Play::asked(), confirmed] {
        play.hang_up();

        assert!(play.is_over());
        assert_eq!(play.take_told(), Vec::<Vec<u8>>::new());
        assert_eq!(play.path.failure(), None);
    }
}

#[test]
fn client_that_stops_by_itself_is_told_apart_from_a_computer_that_ends_it() {
    for selected in [SSL, HYBRID] {
        let (mut play, mut server) = Play::secured(selected, Edits::default());
        if selected == SSL {
            play.client(&play::CONNECT_INITIAL);
        }
        play.give_up();

        assert_eq!(play.path.failure(), Some(&Failure::ClientGaveUp));
        assert!(play.is_over() && server.is_closed_by(&mut play));
    }
}

#[test]
fn reason_that_the_server_gave_outweighs_a_client_that_stops() {
    let (mut play, mut server) = Play::secured(SSL, Edits::default());
    play.client(&play::CONNECT_INITIAL);
    server.reply(&mut play, &play::error_info(7));
    play.give_up();

    assert_eq!(play.path.failure(), Some(&Failure::ErrorInfo { code: 7 }));
}

#[test]
fn client_that_stops_before_tls_or_behind_the_end_changes_nothing() {
    let mut unopened = Play::new(Edits::default());
    unopened.client(&play::request(None));
    unopened.give_up();
    assert!(unopened.is_over());
    assert_eq!(unopened.path.failure(), None);

    let mut play = Play::asked();
    play.give_up();
    assert_eq!(play.path.failure(), None);

    let mut play = Play::asked();
    play.end(TransportEnd::Reset);
    play.give_up();
    assert_eq!(play.path.failure(), Some(&Failure::Reset { received: 0 }));
}

#[test]
fn silent_session_is_hung_up_on() {
    let (mut play, _) = Play::secured(SSL, Edits::default());
    play.client(&play::CONNECT_INITIAL);
    let until = play.path.deadline().unwrap();
    play.wait(until);

    assert!(play.is_over());
    assert_eq!(play.path.failure(), Some(&Failure::TimedOut { received: 0 }));
}

#[test]
fn nothing_happens_behind_the_end() {
    let mut play = Play::asked();
    play.end(TransportEnd::Reset);
    play.take_steps();
    play.server(&play::confirm(SSL));
    play.client(&[1, 2, 3]);
    play.hang_up();
    play.end(TransportEnd::Closed);

    assert_eq!(play.take_steps(), Vec::<Step>::new());
}

#[test]
fn messages_of_the_tunnel_are_json_that_names_its_kind() {
    let json = serde_json::to_string(&connected()).unwrap();
    assert_eq!(json, r#"{"result":"connected","address":"192.0.2.1:3389"}"#);
    let refused = Opened::Refused {
        reason: Refusal::BadToken,
    };
    assert_eq!(
        serde_json::to_string(&refused).unwrap(),
        r#"{"result":"refused","reason":"bad_token"}"#
    );
    let open = seal::Open {
        token: seal::Token::new("t0ken".to_owned()),
        key: wire::RunKey::new("k3y".to_owned()),
        target: "pc".parse().unwrap(),
    };
    let json = serde_json::to_string(&open).unwrap();
    assert_eq!(json, r#"{"token":"t0ken","key":"k3y","target":"pc:3389"}"#);
    assert!(!format!("{open:?}").contains("t0ken") && !format!("{open:?}").contains("k3y"));
}
