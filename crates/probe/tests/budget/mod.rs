//! What a hostile server can make a run cost: it is left, and the report stays small and does not praise it.

use wire::{Dialed, Failure, LONGEST_REPORT, Outcome, Stage, TlsHelloAnswer};

use crate::peer::session::{self, Until, go_on, serve};
use crate::peer::tls::Server;
use crate::peer::{Play, confirm};

/// Sends `message` again and again until the run is over, and says how many bytes that took.
fn flood(play: &mut Play, server: &mut Server, message: &[u8]) -> usize {
    let piece = message.repeat((16 * 1024 / message.len()).max(1));
    let mut sent = 0;
    while !play.is_over() && sent < 64 * MIB {
        server.reply(play, &piece);
        sent += piece.len();
    }
    sent
}

/// Where and how it broke, in a report that is not too large to be sent.
fn broken(play: &Play) -> (Stage, Option<Failure>) {
    let report = play.report();
    let length = serde_json::to_string(report).expect("a report is JSON").len();
    assert!(length <= LONGEST_REPORT, "{length} bytes");
    let stage = report.broken().expect("a stage is broken");
    (stage.stage(), stage.failure.clone())
}

#[test]
fn a_healthy_session_is_what_these_servers_are_else() {
    let (mut play, mut server) = serve(Until::Desktop);
    server.reply(&mut play, &session::picture());
    play.let_time_pass();

    assert_eq!(play.report().broken(), None);
}

#[test]
fn hello_that_is_answered_with_a_certificate_is_left_at_once() {
    let mut play = Play::connected();
    play.received(0, &confirm(1));
    play.received(0, &[0x15, 3, 3, 0, 2, 2, 70]);
    play.dialed(1, Dialed::Answered);
    play.received(1, &confirm(1));

    play.received(1, &[0x16, 3, 3, 0x40, 0, 11, 0, 0x3f, 0xfc]);

    assert!(play.was_hung_up(1));
    for connection in 2..=3 {
        play.dialed(connection, Dialed::Answered);
        play.closed(connection);
    }
    let wire::Facts::Secure(facts) = &play.report().stage(Stage::Secure).unwrap().facts else {
        panic!("no facts of secure");
    };
    assert_eq!(facts.hellos[0].answer, TlsHelloAnswer::NotTls);
}

#[test]
fn channel_joins_without_end_are_no_session() {
    for before in [Vec::new(), session::picture()] {
        let (mut play, mut server) = serve(Until::Desktop);
        server.reply(&mut play, &before);

        let sent = flood(&mut play, &mut server, &session::join_confirm());

        let (stage, failure) = broken(&play);
        assert!(stage >= Stage::Desktop);
        assert!(matches!(failure, Some(Failure::UnexpectedPdu { .. })), "{failure:?}");
        assert!(sent < MIB, "{sent} bytes");
    }
}

#[test]
fn what_no_list_names_is_left_as_well() {
    let error_of_nothing = session::share_data(0x2f, &[0, 0, 0, 0]);
    let logon = session::share_data(0x26, &[0; 576]);
    for message in [error_of_nothing, logon, vec![3, 0, 0, 4], vec![0, 2]] {
        for before in [Vec::new(), session::picture()] {
            let (mut play, mut server) = serve(Until::Desktop);
            server.reply(&mut play, &before);

            let sent = flood(&mut play, &mut server, &message);

            broken(&play);
            assert!(sent <= 5 * MIB, "{sent} bytes of {message:x?}");
        }
    }
}

#[test]
fn pictures_in_masses_are_a_session_that_holds() {
    let (mut play, mut server) = serve(Until::Desktop);
    for _ in 0..1024 {
        server.reply(&mut play, &session::picture().repeat(1024));
    }
    play.let_time_pass();

    assert_eq!(play.report().broken(), None);
    assert_eq!(play.report().stage(Stage::Stay).unwrap().outcome, Outcome::Passed);
}

#[test]
fn requests_for_measurements_are_not_answered_for_ever() {
    let (mut play, mut server) = serve(Until::Licensing);

    flood(&mut play, &mut server, &session::rtt_request());

    let (stage, failure) = broken(&play);
    assert_eq!(stage, Stage::Logon);
    assert!(matches!(failure, Some(Failure::UnexpectedPdu { .. })), "{failure:?}");
    let heard = server.heard.len();
    assert!(heard < 64 * 1024, "{heard} bytes of answers");
}

#[test]
fn a_server_may_measure_as_often_as_real_ones_do() {
    let (mut play, mut server) = serve(Until::Licensing);
    server.reply(&mut play, &session::rtt_request().repeat(16));
    server.reply(
        &mut play,
        &[session::license_valid(), session::demand_active()].concat(),
    );
    go_on(&mut play, &mut server, Until::Desktop);
    server.reply(&mut play, &session::picture());
    play.let_time_pass();

    assert_eq!(play.report().broken(), None);
}

const MIB: usize = 1024 * 1024;
