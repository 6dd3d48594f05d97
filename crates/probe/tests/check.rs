//! The check against peers that are played in memory and in virtual time.

mod budget;
mod conversation;
mod inputs;
mod peer;
mod second_try;

use core::time::Duration;

use peer::{Play, confirm, failure, tls};
use probe::RunOptions;
use wire::{
    Dialed, Failure, Nla, NotChecked, Outcome, Purpose, Route, RunEnd, Service, Stage, TlsFault, TlsHelloAnswer,
    Unreachable,
};

fn outcome(play: &Play, stage: Stage) -> Outcome {
    play.report().stage(stage).expect("every stage is reported").outcome
}

fn failure_of(play: &Play, stage: Stage) -> Option<Failure> {
    let report = play.report().stage(stage).expect("every stage is reported");
    report.failure.clone()
}

#[test]
fn refused_port_ends_the_run_at_connect() {
    let mut play = Play::resolved(&["192.0.2.1"]);

    play.dialed(0, Dialed::Refused);

    assert_eq!(outcome(&play, Stage::Connect), Outcome::Failed);
    assert_eq!(failure_of(&play, Stage::Connect), Some(Failure::NoConnection));
    assert_eq!(outcome(&play, Stage::Negotiate), Outcome::NotReached);
    assert_eq!(play.report().end, RunEnd::Completed);
}

#[test]
fn unanswered_dials_are_silent_after_five_seconds() {
    let mut play = Play::resolved(&["192.0.2.1"]);

    play.let_time_pass();

    assert_eq!(outcome(&play, Stage::Connect), Outcome::Silent);
    assert_eq!(play.now(), Duration::from_secs(5));
}

#[test]
fn every_address_is_tried_and_the_first_that_answers_is_used() {
    let mut play = Play::resolved(&["2001:db8::1", "192.0.2.1", "192.0.2.2"]);

    play.dialed(0, Dialed::unreachable(Unreachable::Network));
    play.dialed(1, Dialed::Answered);
    play.received(1, &failure(5));
    play.step_time();
    play.dialed(2, Dialed::Refused);

    let report = play.report();
    let wire::Facts::Connect(connect) = &report.stage(Stage::Connect).unwrap().facts else {
        panic!("no facts of connect");
    };
    assert_eq!(connect.used, Some("192.0.2.1:3389".parse().unwrap()));
    let dialed: Vec<_> = connect.dials.iter().map(|dial| dial.dialed).collect();
    assert_eq!(
        dialed,
        [
            Dialed::unreachable(Unreachable::Network),
            Dialed::Answered,
            Dialed::Refused
        ]
    );
    assert_eq!(
        report.connections().len(),
        1,
        "an address that is not used is not spoken to"
    );
}

#[test]
fn negotiation_failure_keeps_its_number_also_when_no_table_knows_it() {
    for code in [1, 3, 4, 5, 6, 7, 255] {
        let mut play = Play::connected();

        play.received(0, &failure(code));

        assert_eq!(
            failure_of(&play, Stage::Negotiate),
            Some(Failure::NegotiationFailure { code })
        );
    }
}

#[test]
fn answer_from_an_ssh_server_is_reported_as_not_rdp() {
    let mut play = Play::connected();

    play.received(0, b"SSH-2.0-OpenSSH_9.2\r\n");

    let Some(Failure::NotRdp {
        service: Service::Ssh { banner },
    }) = failure_of(&play, Stage::Negotiate)
    else {
        panic!("not told as SSH");
    };
    assert_eq!(banner.as_str(), "SSH-2.0-OpenSSH_9.2");
}

#[test]
fn greeting_that_comes_in_pieces_is_waited_for_a_moment() {
    let mut play = Play::connected();

    play.received(0, b"S");
    assert!(!play.is_over());
    play.let_time_pass();

    assert_eq!(
        failure_of(&play, Stage::Negotiate),
        Some(Failure::NotRdp {
            service: Service::Unknown
        })
    );
    assert!(play.now() < Duration::from_secs(1));
}

#[test]
fn silence_close_and_reset_are_three_different_results() {
    let mut silent = Play::connected();
    silent.let_time_pass();
    assert_eq!(outcome(&silent, Stage::Negotiate), Outcome::Silent);

    let mut closed = Play::connected();
    closed.closed(0);
    for connection in 1..=3 {
        closed.dialed(connection, Dialed::Answered);
        closed.closed(connection);
    }
    assert_eq!(
        failure_of(&closed, Stage::Negotiate),
        Some(Failure::Closed { received: 0 })
    );

    let mut reset = Play::connected();
    reset.reset(0);
    for connection in 1..=3 {
        reset.dialed(connection, Dialed::Answered);
        reset.reset(connection);
    }
    assert_eq!(
        failure_of(&reset, Stage::Negotiate),
        Some(Failure::Reset { received: 0 })
    );
}

#[test]
fn bytes_that_trickle_in_do_not_extend_the_limit() {
    let mut play = Play::connected();

    for byte in [3, 0, 0, 19, 14] {
        play.sleep(Duration::from_secs(1));
        play.received(0, &[byte]);
    }
    play.let_time_pass();

    assert_eq!(
        failure_of(&play, Stage::Negotiate),
        Some(Failure::TimedOut { received: 5 })
    );
    assert_eq!(play.now(), Duration::from_secs(10));
}

#[test]
fn oversized_and_undersized_answers_are_malformed_at_once() {
    for length in [[0xff, 0xff], [0x00, 0x04], [0x02, 0x01]] {
        let mut play = Play::connected();

        play.received(0, &[3, 0, length[0], length[1]]);

        assert!(matches!(
            failure_of(&play, Stage::Negotiate),
            Some(Failure::Malformed { .. })
        ));
    }
}

#[test]
fn protocol_that_was_not_offered_is_a_result_of_its_own() {
    let mut play = Play::connected();

    play.received(0, &confirm(0x10));

    assert_eq!(
        failure_of(&play, Stage::Negotiate),
        Some(Failure::UnofferedProtocol { selected: 0x10 })
    );
}

#[test]
fn tls_that_is_refused_is_asked_for_in_each_older_version() {
    let mut play = Play::connected();

    play.received(0, &confirm(1));
    play.received(0, &[0x15, 3, 3, 0, 2, 2, 70]);
    for connection in 1..=3 {
        play.dialed(connection, Dialed::Answered);
        play.received(connection, &confirm(1));
        play.received(connection, &[0x15, 3, 1, 0, 2, 2, 70]);
    }

    assert_eq!(failure_of(&play, Stage::Secure), Some(Failure::TlsAlert { code: 70 }));
    let wire::Facts::Secure(secure) = &play.report().stage(Stage::Secure).unwrap().facts else {
        panic!("no facts of secure");
    };
    let offered: Vec<_> = secure.hellos.iter().map(|hello| hello.offered).collect();
    assert_eq!(offered, [0x0303, 0x0302, 0x0301]);
    assert!(
        secure
            .hellos
            .iter()
            .all(|hello| hello.answer == TlsHelloAnswer::Alert { code: 70 })
    );
    assert_eq!(play.report().connections().len(), 4);
}

#[test]
fn server_that_forbids_tls_is_asked_for_its_legacy_security() {
    let mut play = Play::connected();

    play.received(0, &failure(2));
    play.dialed(1, Dialed::Answered);
    play.received(1, &confirm(0));
    assert_eq!(play.last_sent(1)[7..9], [0x7f, 0x65], "MCS Connect Initial");
    play.closed(1);

    assert_eq!(outcome(&play, Stage::Negotiate), Outcome::Passed);
    assert_eq!(outcome(&play, Stage::Secure), Outcome::Passed);
    assert_eq!(
        failure_of(&play, Stage::Settings),
        Some(Failure::Closed { received: 0 })
    );
}

#[test]
fn clear_bytes_behind_the_confirm_never_reach_the_session() {
    let mut play = Play::connected();
    let error_info = [
        0x03, 0, 0, 0x25, 0x02, 0xf0, 0x80, 0x68, 0, 0x01, 0x03, 0xeb, 0x70, 0x80, 0x16, 0x16, 0, 0x17, 0, 0xea, 0x03,
        0, 0, 0x01, 0, 0, 0x01, 0x08, 0, 0x2f, 0, 0, 0, 0x02, 0x01, 0, 0,
    ];
    play.received(0, &[confirm(1).as_slice(), &error_info].concat());

    // The head of a ServerHello, which alone would be waited on.
    play.received(0, &[0x16, 0x03, 0x03, 0, 0x50]);

    for question in 1..4 {
        if !play.is_over() {
            play.dialed(question, Dialed::Refused);
        }
    }
    assert_eq!(
        failure_of(&play, Stage::Secure),
        Some(Failure::TlsUnusable {
            fault: TlsFault::NotTls
        })
    );
    assert_eq!(play.report().signals().count(), 0);
}

#[test]
fn raw_ntlm_is_sent_first_and_spnego_only_to_learn_whether_it_is_understood() {
    let mut play = Play::connected();
    play.received(0, &confirm(2));
    let mut server = tls::Server::accept(&mut play, 0);
    assert!(server.heard.windows(8).any(|window| window == b"NTLMSSP\0"));
    server.reply(&mut play, &peer::ts_request(&peer::challenge()));
    assert!(play.was_hung_up(0));

    play.dialed(1, Dialed::Answered);
    play.received(1, &confirm(2));
    let mut server = tls::Server::accept(&mut play, 1);
    server.reply(&mut play, &peer::ts_request(&[0; 64]));

    play.dialed(2, Dialed::Answered);
    play.received(2, &failure(5));

    assert_eq!(outcome(&play, Stage::Authenticate), Outcome::Passed);
    let report = play.report();
    let wire::Facts::Authenticate(facts) = &report.stage(Stage::Authenticate).unwrap().facts else {
        panic!("no facts of authenticate");
    };
    assert!(facts.raw_ntlm_only);
    assert_eq!(facts.nla, Some(Nla::Required));
    assert_eq!(facts.tls_only_failure, Some(5));
    assert_eq!(facts.challenge.as_ref().and_then(|c| c.version), Some((10, 0, 20348)));
    assert_eq!(
        report.stage(Stage::Settings).unwrap().not_checked,
        Some(NotChecked::NeedsPassword)
    );
    let purposes: Vec<_> = report
        .connections()
        .iter()
        .map(|connection| connection.purpose)
        .collect();
    assert_eq!(purposes, [Purpose::Main, Purpose::Spnego, Purpose::TlsOnly]);
}

#[test]
fn token_that_only_adds_to_what_is_known_is_waited_for_three_seconds() {
    let mut play = Play::connected();
    play.received(0, &confirm(2));
    let mut server = tls::Server::accept(&mut play, 0);
    server.reply(&mut play, &peer::ts_request(&peer::challenge()));
    play.dialed(1, Dialed::Answered);
    play.received(1, &confirm(2));
    let _silent = tls::Server::accept(&mut play, 1);
    let asked_at = play.now();

    play.step_time();

    assert!(play.was_hung_up(1));
    assert_eq!(play.now() - asked_at, Duration::from_secs(3));
    play.dialed(2, Dialed::Answered);
    play.received(2, &failure(5));
    assert_eq!(outcome(&play, Stage::Authenticate), Outcome::Passed);
}

#[test]
fn cancelled_run_keeps_what_it_has_and_hangs_up() {
    let mut play = Play::connected();

    play.cancel();

    assert_eq!(play.report().end, RunEnd::Cancelled);
    assert_eq!(outcome(&play, Stage::Connect), Outcome::Passed);
    assert_eq!(outcome(&play, Stage::Negotiate), Outcome::NotReached);
    assert!(play.was_hung_up(0));
}

#[test]
fn every_prefix_of_a_conversation_may_be_the_last() {
    let whole = confirm(1);
    for end in 0..whole.len() {
        let mut play = Play::connected();

        play.received(0, &whole[..end]);
        play.closed(0);
        for connection in 1..=3 {
            if !play.is_over() {
                play.dialed(connection, Dialed::Answered);
                play.closed(connection);
            }
        }

        assert!(play.is_over(), "{end}");
        assert_eq!(outcome(&play, Stage::Negotiate), Outcome::Failed);
    }
}

/// A run along what a connection file says.
fn along(load_balance_info: Option<&str>, preconnection: Option<&str>) -> Play {
    Play::connected_with(RunOptions {
        route: Route {
            load_balance_info: load_balance_info.map(Into::into),
            preconnection: preconnection.map(Into::into),
            ..Route::default()
        },
        ..RunOptions::default()
    })
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_routing_token_stands_in_the_place_of_the_cookie() {
    let mut play = along(Some("tsv://MS Terminal Services Plugin.1.FARM"), None);

    let request = play.take_sent(0);

    assert!(holds(&request, b"tsv://MS Terminal Services Plugin.1.FARM\r\n"));
    assert!(!holds(&request, b"mstshash"));
    assert_eq!(request[..2], [3, 0]);
    assert_eq!(usize::from(request[3]), request.len());
}

#[test]
fn a_token_that_no_request_has_room_for_is_not_sent() {
    for token in ["x".repeat(239), "b\u{fc}ro".to_owned()] {
        let mut play = along(Some(&token), None);

        assert!(holds(&play.take_sent(0), b"mstshash"), "{token}");
    }
}

#[test]
fn a_preconnection_blob_goes_before_the_request() {
    let mut play = along(None, Some("ab"));

    let sent = play.take_sent(0);

    // [MS-RDPEPS] 2.2.1.2: cbSize, flags, version 2, id, and the text with its zero.
    let blob = [
        24, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, b'a', 0, b'b', 0, 0, 0,
    ];
    assert_eq!(sent[..24], blob);
    assert_eq!(sent[24..26], [3, 0]);
}
