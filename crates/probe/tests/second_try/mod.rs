//! The second request, without the routing cookie: when it is made, and what its answer leads to.

use core::time::Duration;

use wire::{Dialed, Facts, Failure, NegotiateFacts, Outcome, Purpose, RunEnd, SecondTry, Service, Stage, TransportEnd};

use crate::peer::{self, Play, confirm, failure, tls};

fn negotiate(play: &Play) -> (Outcome, Option<Failure>, NegotiateFacts) {
    let row = play.report().stage(Stage::Negotiate).expect("every stage is reported");
    let Facts::Negotiate(facts) = &row.facts else {
        panic!("no facts of negotiate");
    };
    (row.outcome, row.failure.clone(), facts.clone())
}

fn second_try(play: &Play) -> SecondTry {
    negotiate(play).2.second_try.expect("a second request")
}

fn purposes(play: &Play) -> Vec<Purpose> {
    let connections = &play.report().connections();
    connections.iter().map(|connection| connection.purpose).collect()
}

fn ms(millis: u64) -> wire::Elapsed {
    Duration::from_millis(millis).into()
}

const COOKIE: &[u8] = b"Cookie: mstshash=";

fn has_cookie(request: &[u8]) -> bool {
    request.windows(COOKIE.len()).any(|window| window == COOKIE)
}

#[test]
fn a_server_that_answers_is_asked_once() {
    let mut play = Play::connected();

    play.received(0, &failure(5));

    assert_eq!(negotiate(&play).2.second_try, None);
    assert_eq!(purposes(&play), [Purpose::Main]);
}

#[test]
fn a_request_that_was_closed_on_is_repeated_without_the_cookie_and_nothing_else_changed() {
    let mut play = Play::connected();
    let first = play.take_sent(0);
    assert!(has_cookie(&first));

    play.sleep(Duration::from_millis(4));
    play.closed(0);
    assert!(play.was_hung_up(0), "one connection at a time");
    play.dialed(1, Dialed::Answered);

    let second = play.take_sent(1);
    assert!(!has_cookie(&second));
    assert_eq!(second[second.len() - 8..], first[first.len() - 8..], "the offer");
}

#[test]
fn a_run_goes_on_from_the_second_request_and_stays_without_the_cookie() {
    let mut play = Play::connected();
    play.sleep(Duration::from_millis(4));
    play.reset(0);
    play.dialed(1, Dialed::Answered);
    play.received(1, &confirm(2));
    let mut server = tls::Server::accept(&mut play, 1);
    server.reply(&mut play, &peer::ts_request(&peer::challenge()));
    play.dialed(2, Dialed::Answered);
    play.received(2, &confirm(2));
    let mut server = tls::Server::accept(&mut play, 2);
    server.reply(&mut play, &peer::ts_request(&[0; 64]));
    play.dialed(3, Dialed::Answered);
    assert!(!has_cookie(&play.take_sent(3)));
    play.received(3, &failure(5));

    assert_eq!(negotiate(&play).0, Outcome::Passed);
    assert_eq!(
        second_try(&play),
        SecondTry {
            first_end: TransportEnd::Reset,
            first_elapsed_ms: ms(4),
            second_end: None,
        }
    );
    let authenticate = play.report().stage(Stage::Authenticate).unwrap();
    assert_eq!(authenticate.outcome, Outcome::Passed);
    assert_eq!(
        purposes(&play),
        [Purpose::Main, Purpose::WithoutCookie, Purpose::Spnego, Purpose::TlsOnly]
    );
}

#[test]
fn a_server_that_wakes_up_in_time_is_walked_to_its_end() {
    let mut play = Play::connected();

    play.step_time();
    assert_eq!(play.now(), Duration::from_secs(7));
    play.dialed(1, Dialed::Answered);
    play.received(1, &confirm(1));
    drop(tls::Server::accept(&mut play, 1));
    play.closed(1);

    assert_eq!(negotiate(&play).0, Outcome::Passed);
    let second_try = second_try(&play);
    assert_eq!(second_try.first_end, TransportEnd::Silent);
    assert_eq!(second_try.first_elapsed_ms, ms(7000));
    assert_eq!(second_try.second_end, None);
    assert_eq!(
        play.report().stage(Stage::Secure).map(|row| row.outcome),
        Some(Outcome::Passed)
    );
}

#[test]
fn two_silent_requests_take_no_longer_than_the_stage_may() {
    let mut play = Play::connected();

    play.step_time();
    play.dialed(1, Dialed::Answered);
    play.let_time_pass();

    assert_eq!(play.now(), Duration::from_secs(10));
    assert_eq!(play.report().end, RunEnd::Completed);
    let (outcome, failure, _) = negotiate(&play);
    assert_eq!(outcome, Outcome::Silent);
    assert_eq!(failure, Some(Failure::TimedOut { received: 0 }));
    assert_eq!(second_try(&play).second_end, Some(TransportEnd::Silent));
}

#[test]
fn an_answer_that_has_begun_is_waited_for_as_long_as_ever() {
    let mut play = Play::connected();

    play.sleep(Duration::from_secs(6));
    play.received(0, &confirm(1)[..5]);
    play.sleep(Duration::from_secs(3));
    play.received(0, &confirm(1)[5..]);

    assert_eq!(play.last_sent(0).first(), Some(&0x16), "a ClientHello");
}

#[test]
fn how_the_first_ended_stands_when_the_second_gets_no_answer_either() {
    let ends = [
        TransportEnd::Closed,
        TransportEnd::Reset,
        TransportEnd::NotConnected,
        TransportEnd::Silent,
    ];
    for end in ends {
        let mut play = Play::connected();
        play.closed(0);
        play.dialed(1, Dialed::Answered);

        match end {
            TransportEnd::Closed => play.closed(1),
            TransportEnd::Reset => play.reset(1),
            TransportEnd::NotConnected => play.path_broken(1),
            TransportEnd::Silent | TransportEnd::Garbled => play.let_time_pass(),
        }
        for further in 2..=3 {
            if !play.is_over() {
                play.dialed(further, Dialed::Answered);
                play.closed(further);
            }
        }

        let (outcome, failure, _) = negotiate(&play);
        assert_eq!(outcome, Outcome::Failed);
        assert_eq!(failure, Some(Failure::Closed { received: 0 }));
        assert_eq!(second_try(&play).second_end, Some(end));
    }
}

#[test]
fn a_second_request_that_was_cut_off_by_somebody_had_no_answer() {
    let mut play = Play::connected();
    play.closed(0);
    play.dialed(1, Dialed::Answered);

    play.cancel();

    assert_eq!(negotiate(&play).0, Outcome::NotReached);
    assert_eq!(second_try(&play).second_end, Some(TransportEnd::Silent));
}

#[test]
fn a_port_that_takes_no_second_connection_is_told_so() {
    for dialed in [Some(Dialed::Refused), None] {
        let mut play = Play::connected();
        play.reset(0);

        match dialed {
            Some(dialed) => play.dialed(1, dialed),
            None => play.let_time_pass(),
        }

        assert_eq!(negotiate(&play).1, Some(Failure::Reset { received: 0 }));
        assert_eq!(second_try(&play).second_end, Some(TransportEnd::NotConnected));
        assert!(play.now() <= Duration::from_secs(5));
    }
}

/// A server that hung up on the first two requests, and what the third is asked.
fn hung_up_on_twice() -> (Play, Vec<u8>) {
    let mut play = Play::connected();
    play.closed(0);
    play.dialed(1, Dialed::Answered);
    play.reset(1);
    play.dialed(2, Dialed::Answered);
    let asked = play.take_sent(2);
    (play, asked)
}

#[test]
fn a_third_request_offers_nothing_at_all() {
    let (_, asked) = hung_up_on_twice();

    assert_eq!(asked, [3, 0, 0, 11, 6, 0xe0, 0, 0, 0, 0, 0]);
}

#[test]
fn a_server_that_answers_only_the_third_request_is_asked_for_its_legacy_security() {
    let (mut play, _) = hung_up_on_twice();

    play.received(2, &[3, 0, 0, 11, 6, 0xd0, 0, 0, 0x12, 0x34, 0]);
    assert_eq!(play.last_sent(2)[7..9], [0x7f, 0x65], "MCS Connect Initial");
    play.closed(2);

    let (outcome, _, facts) = negotiate(&play);
    assert_eq!(outcome, Outcome::Passed);
    assert!(facts.without_negotiation_data);
    assert_eq!(facts.second_try.unwrap().second_end, Some(TransportEnd::Reset));
    assert_eq!(
        purposes(&play),
        [Purpose::Main, Purpose::WithoutCookie, Purpose::Standard]
    );
}

#[test]
fn a_port_that_answers_none_of_three_requests_ended_as_the_first_did() {
    let (mut play, _) = hung_up_on_twice();
    play.let_time_pass();

    let (outcome, failure, _) = negotiate(&play);
    assert_eq!(outcome, Outcome::Failed);
    assert_eq!(failure, Some(Failure::Closed { received: 0 }));
    assert_eq!(play.now(), Duration::from_secs(10));
}

#[test]
fn a_reason_that_the_third_request_gets_is_told() {
    let (mut play, _) = hung_up_on_twice();
    play.received(2, &failure(5));

    assert_eq!(negotiate(&play).1, Some(Failure::NegotiationFailure { code: 5 }));
}

#[test]
fn silence_is_not_asked_a_third_time() {
    let mut play = Play::connected();
    play.step_time();
    play.dialed(1, Dialed::Answered);
    play.closed(1);
    play.let_time_pass();

    assert_eq!(
        play.now(),
        Duration::from_secs(10),
        "the first is waited for to the end"
    );
    assert_eq!(negotiate(&play).1, Some(Failure::TimedOut { received: 0 }));
    assert_eq!(second_try(&play).second_end, Some(TransportEnd::Closed));
    assert_eq!(purposes(&play).len(), 2);
}

/// A server that has been silent for 7 s, and a second request beside the first.
fn asked_beside() -> Play {
    let mut play = Play::connected();
    play.step_time();
    assert!(!play.was_hung_up(0), "the first stays open");
    play.dialed(1, Dialed::Answered);
    play.sleep(Duration::from_secs(1));
    play
}

#[test]
fn a_slow_answer_to_the_first_request_is_gone_on_with() {
    let mut play = asked_beside();

    play.received(0, &confirm(1));

    assert!(play.was_hung_up(1), "one is enough");
    assert_eq!(play.last_sent(0).first(), Some(&0x16), "a ClientHello");
    drop(tls::Server::accept(&mut play, 0));
    play.closed(0);
    let (outcome, _, facts) = negotiate(&play);
    assert_eq!(outcome, Outcome::Passed);
    assert_eq!(facts.second_try, None, "it was a slow answer, and no second one");
    let slow = play.report().stage(Stage::Negotiate).unwrap().elapsed_ms;
    assert_eq!(slow, Some(ms(8000)));
}

#[test]
fn a_slow_refusal_of_the_first_request_is_told() {
    let mut play = asked_beside();

    play.received(0, &failure(5));

    assert_eq!(negotiate(&play).1, Some(Failure::NegotiationFailure { code: 5 }));
    assert!(play.was_hung_up(1));
}

#[test]
fn the_first_is_closed_once_the_second_is_answered() {
    let mut play = asked_beside();

    play.received(1, &failure(5));

    assert!(play.was_hung_up(0));
    assert_eq!(negotiate(&play).1, Some(Failure::NegotiationFailure { code: 5 }));
    assert_eq!(second_try(&play).first_end, TransportEnd::Silent);
}

#[test]
fn a_second_connection_that_is_turned_away_leaves_the_first_its_time() {
    for dialed in [Dialed::Refused, Dialed::Answered] {
        let mut play = Play::connected();
        play.step_time();
        play.dialed(1, dialed);
        if dialed == Dialed::Answered {
            play.reset(1);
        }
        assert!(!play.is_over());

        play.sleep(Duration::from_secs(1));
        play.received(0, &confirm(1));

        assert_eq!(play.last_sent(0).first(), Some(&0x16), "a ClientHello");
    }
}

#[test]
fn a_slow_answer_counts_before_the_second_connection_stands() {
    let mut play = Play::connected();
    play.step_time();

    play.received(0, &confirm(1));

    assert!(play.was_hung_up(1), "it is not dialled any more");
    assert_eq!(play.last_sent(0).first(), Some(&0x16), "a ClientHello");
}

#[test]
fn a_first_connection_that_closes_beside_the_second_ended_so() {
    let mut play = asked_beside();

    play.closed(0);
    assert!(!play.is_over());
    play.closed(1);
    play.dialed(2, Dialed::Answered);
    assert_eq!(play.take_sent(2).len(), 11, "without any offer");
    play.let_time_pass();

    assert_eq!(negotiate(&play).1, Some(Failure::Closed { received: 0 }));
    let tries = second_try(&play);
    assert_eq!(
        (tries.first_end, tries.first_elapsed_ms),
        (TransportEnd::Closed, ms(8000))
    );
    assert_eq!(play.now(), Duration::from_secs(10));
}

#[test]
fn a_run_that_is_stopped_leaves_neither_connection_open() {
    let mut play = asked_beside();

    play.cancel();

    assert!(play.was_hung_up(0) && play.was_hung_up(1));
    assert_eq!(purposes(&play), [Purpose::Main, Purpose::WithoutCookie]);
}

#[test]
fn any_word_of_the_second_answer_takes_the_place_of_how_the_first_ended() {
    let answers: [(Vec<u8>, Failure); 3] = [
        (failure(3), Failure::NegotiationFailure { code: 3 }),
        (
            b"SSH-2.0-x\r\n".to_vec(),
            Failure::NotRdp {
                service: Service::Ssh {
                    banner: "SSH-2.0-x".into(),
                },
            },
        ),
        (confirm(0x10), Failure::UnofferedProtocol { selected: 0x10 }),
    ];
    for (answer, expected) in answers {
        let mut play = Play::connected();
        play.closed(0);
        play.dialed(1, Dialed::Answered);

        play.received(1, &answer);

        assert_eq!(negotiate(&play).1, Some(expected));
        assert_eq!(second_try(&play).second_end, None);
    }
}

#[test]
fn a_run_with_a_second_request_keeps_to_four_connections() {
    let mut play = Play::connected();
    play.closed(0);
    play.dialed(1, Dialed::Answered);
    play.received(1, &confirm(1));
    play.received(1, &[0x15, 3, 3, 0, 2, 2, 70]);
    for connection in 2..=3 {
        play.dialed(connection, Dialed::Answered);
        play.received(connection, &confirm(1));
        play.received(connection, &[0x15, 3, 1, 0, 2, 2, 70]);
    }

    assert!(play.is_over());
    assert_eq!(purposes(&play).len(), 4);
    let secure = play.report().stage(Stage::Secure).unwrap();
    assert_eq!(secure.failure, Some(Failure::TlsAlert { code: 70 }));
}

#[test]
fn an_end_is_timed_from_our_last_bytes() {
    let mut play = Play::connected();
    play.sleep(Duration::from_millis(3));
    play.reset(0);
    play.dialed(1, Dialed::Answered);
    play.sleep(Duration::from_millis(20));
    play.received(1, &confirm(1));
    play.sleep(Duration::from_millis(7));
    play.reset(1);
    for connection in 2..=3 {
        play.dialed(connection, Dialed::Answered);
        play.closed(connection);
    }

    let ends = play
        .report()
        .connections()
        .iter()
        .map(|connection| connection.ended_after_ms);
    assert_eq!(ends.take(2).collect::<Vec<_>>(), [Some(ms(3)), Some(ms(7))]);
}
