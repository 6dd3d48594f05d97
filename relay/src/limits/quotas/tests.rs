use core::net::Ipv4Addr;

use super::*;

fn quotas() -> Quotas {
    Quotas::new(NonZeroUsize::MIN, NonZeroUsize::MIN)
}

fn source(last: u8) -> Source {
    Source::of(Ipv4Addr::new(192, 0, 2, last).into())
}

fn target(name: &str) -> Target {
    name.parse().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_source_has_four_runs_at_once_and_others_have_theirs() {
    let quotas = quotas();
    let run = |last, name: &str| quotas.run(&source(last), &target(name));
    let mut held: Vec<_> = ["a", "b", "c", "d"].map(|name| run(1, name).unwrap()).into();

    assert_eq!(run(1, "e").unwrap_err().limit, Limit::RunsAtOnce);
    assert!(run(2, "e").is_ok());
    held.pop();
    assert!(run(1, "e").is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_target_is_checked_twice_at_once_and_ten_times_a_minute_whoever_asks() {
    let quotas = quotas();
    let run = |last| quotas.run(&source(last), &target("pc"));
    let held = (run(1).unwrap(), run(2).unwrap());
    assert_eq!(run(3).unwrap_err().limit, Limit::TargetAtOnce);
    drop(held);
    for last in 3..11 {
        run(last).unwrap();
    }

    let denied = run(11).unwrap_err();

    assert_eq!((denied.limit, denied.retry_after().as_secs()), (Limit::Target, 6));
    tokio::time::advance(denied.retry_after()).await;
    assert!(run(11).is_ok());
}

#[tokio::test(start_paused = true)]
async fn thirty_runs_in_ten_minutes_are_enough_for_one_source() {
    let quotas = quotas();
    for number in 0..30 {
        quotas.run(&source(1), &target(&format!("pc{number}"))).unwrap();
    }

    let denied = quotas.run(&source(1), &target("pc")).unwrap_err();

    assert_eq!((denied.limit, denied.retry_after().as_secs()), (Limit::Runs, 20));
}

#[tokio::test(start_paused = true)]
async fn what_a_source_stores_is_limited_in_number_and_in_bytes() {
    let quotas = quotas();
    for _ in 0..20 {
        quotas.share(&source(1), 1000).unwrap();
    }
    assert_eq!(quotas.share(&source(1), 1000).unwrap_err().limit, Limit::Shares);

    let large = 1024 * 1024;
    for _ in 0..5 {
        quotas.share(&source(2), large).unwrap();
    }
    assert_eq!(quotas.share(&source(2), large).unwrap_err().limit, Limit::Room);
    assert_eq!(
        quotas.share(&source(3), usize::MAX).unwrap_err().limit,
        Limit::Room,
        "nothing is as large"
    );
}

#[tokio::test(start_paused = true)]
async fn an_office_behind_one_address_has_as_much_as_its_people() {
    let quotas = Quotas::new(NonZeroUsize::new(3).unwrap(), NonZeroUsize::MIN);
    let held: Vec<_> = (0..12)
        .map(|number| quotas.run(&source(1), &target(&format!("pc{number}"))))
        .collect();

    assert!(held.iter().all(Result::is_ok));
    assert!(quotas.run(&source(1), &target("pc")).is_err());
}

#[tokio::test(start_paused = true)]
async fn a_portal_has_as_much_as_its_people_and_leaves_the_rest_to_others() {
    let quotas = quotas();
    let (one, other) = (Source::of_portal("one"), Source::of_portal("other"));
    let run = |portal: &Source, last, name: &str| quotas.run_in(portal, &source(last), &target(name));
    let mut held: Vec<_> = [1, 2, 3, 4]
        .map(|last| run(&one, last, &format!("pc{last}")).unwrap())
        .into();

    assert_eq!(run(&one, 5, "pc5").unwrap_err().limit, Limit::Portal);
    assert!(run(&other, 5, "pc5").is_ok());
    assert!(quotas.run(&source(5), &target("pc5")).is_ok());
    held.pop();
    assert!(run(&one, 5, "pc5").is_ok());
}

#[tokio::test(start_paused = true)]
async fn what_somebody_is_denied_costs_their_portal_nothing() {
    let quotas = Quotas::new(NonZeroUsize::MIN, NonZeroUsize::new(2).unwrap());
    let portal = Source::of_portal("one");
    let run = |last, number: u8| quotas.run_in(&portal, &source(last), &target(&format!("pc{number}")));
    for number in 0..30 {
        run(1, number).unwrap();
    }
    for number in 30..60 {
        assert_eq!(run(1, number).unwrap_err().limit, Limit::Runs);
    }

    for number in 60..90 {
        run(2, number).unwrap();
    }
    assert_eq!(run(3, 90).unwrap_err().limit, Limit::Portal);
}

#[tokio::test(start_paused = true)]
async fn what_a_portal_stores_is_limited_whoever_shares() {
    let quotas = quotas();
    let share = |portal: &str, last| quotas.share_in(&Source::of_portal(portal), &source(last), 1000);
    for last in 0..20 {
        share("one", last).unwrap();
    }

    let denied = share("one", 21).unwrap_err();

    assert_eq!((denied.limit, denied.retry_after().as_secs()), (Limit::Portal, 180));
    assert!(share("other", 22).is_ok());
}

/// Takes as many places as a source may hold, and holds that limit to its word.
fn assert_places(most: usize, limit: Limit, take: impl Fn(&Source) -> Result<Place<Source>, Denied>) {
    let mut held: Vec<_> = (0..most).map(|_| take(&source(1)).unwrap()).collect();

    let denied = take(&source(1)).unwrap_err();

    assert_eq!((denied.limit, denied.later), (limit, None));
    assert!(take(&source(2)).is_ok(), "{limit:?}: others have theirs");
    held.pop();
    assert!(take(&source(1)).is_ok(), "{limit:?}: one was given back");
}

#[tokio::test(start_paused = true)]
async fn whatever_a_source_holds_at_once_has_a_limit() {
    let quotas = quotas();

    assert_places(8, Limit::Sockets, |source| quotas.socket(source));
    assert_places(2, Limit::SignIns, |source| quotas.tunnel(source));
    assert_places(4, Limit::Waiting, |source| quotas.wait(source));
    assert_places(2, Limit::Bodies, |source| quotas.read(source));
    assert_places(8, Limit::Bodies, |source| quotas.body(source, 1024 * 1024));
}

#[tokio::test(start_paused = true)]
async fn people_behind_one_address_have_a_tab_each_and_read_two_files_together() {
    let quotas = Quotas::new(NonZeroUsize::new(3).unwrap(), NonZeroUsize::MIN);

    assert_places(24, Limit::Sockets, |source| quotas.socket(source));
    assert_places(2, Limit::Bodies, |source| quotas.read(source));
}

#[tokio::test(start_paused = true)]
async fn requests_and_launches_come_back_over_an_hour() {
    let quotas = quotas();
    for _ in 0..20 {
        quotas.ask(&source(1)).unwrap();
    }
    for _ in 0..600 {
        quotas.launch(&source(1)).unwrap();
    }

    let asked = quotas.ask(&source(1)).unwrap_err();
    let launched = quotas.launch(&source(1)).unwrap_err();

    assert_eq!((asked.limit, asked.retry_after().as_secs()), (Limit::Asks, 180));
    assert_eq!((launched.limit, launched.retry_after().as_secs()), (Limit::Launches, 6));
    assert!(quotas.ask(&source(2)).is_ok() && quotas.launch(&source(2)).is_ok());
}

#[tokio::test(start_paused = true)]
async fn an_address_is_dialled_twice_at_once_and_ten_times_a_minute_whatever_its_name() {
    let quotas = quotas();
    let address = SocketAddr::from(([192, 0, 2, 7], 3389));
    let held = (quotas.dial(address).unwrap(), quotas.dial(address).unwrap());
    assert_eq!(quotas.dial(address).unwrap_err().limit, Limit::TargetAtOnce);
    drop(held);
    for _ in 2..10 {
        quotas.dial(address).unwrap();
    }

    let denied = quotas.dial(address).unwrap_err();

    assert_eq!((denied.limit, denied.retry_after().as_secs()), (Limit::Target, 6));
    assert!(quotas.dial(SocketAddr::from(([192, 0, 2, 7], 3390))).is_ok());
}

#[tokio::test(start_paused = true)]
async fn the_runs_of_a_portal_come_back_as_those_of_its_people() {
    let quotas = Quotas::new(NonZeroUsize::MIN, NonZeroUsize::new(2).unwrap());
    let portal = Source::of_portal("one");
    for number in 0..60 {
        let target = target(&format!("pc{number}"));
        quotas.run_in(&portal, &source(number / 30), &target).unwrap();
    }

    let denied = quotas.run_in(&portal, &source(3), &target("pc")).unwrap_err();

    assert_eq!((denied.limit, denied.retry_after().as_secs()), (Limit::Portal, 10));
}

#[tokio::test(start_paused = true)]
async fn the_room_of_a_portal_is_that_of_its_people() {
    let quotas = Quotas::new(NonZeroUsize::MIN, NonZeroUsize::new(2).unwrap());
    let portal = Source::of_portal("one");
    for last in 0..10 {
        quotas.share_in(&portal, &source(last), 1024 * 1024).unwrap();
    }

    let denied = quotas.share_in(&portal, &source(11), 1024 * 1024).unwrap_err();

    assert_eq!(denied.limit, Limit::Portal);
}

#[test]
fn what_is_stored_counts_in_whole_kibibytes_and_nothing_is_free() {
    let counted = [0, 1, 1024, 1025, usize::MAX].map(|bytes| kib(bytes).get());

    assert_eq!(counted, [1, 1, 1, 2, u32::MAX]);
}
