//! A day of watching, in virtual time.

use std::sync::Mutex;

use tokio::time::{sleep, timeout};

use super::*;
use crate::store::Store;

mod several;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn config(toml: &str) -> Config {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};

    Figment::from(Toml::string(toml)).extract().unwrap()
}

fn found(state: WatchState, cause: &'static str) -> Found {
    Found {
        state,
        cause,
        finding: "",
    }
}

/// It passes as the runtime's does.
fn time_of_day() -> TimeOfDay {
    let begun = Instant::now();
    Arc::new(move || clock::millis(begun.elapsed()))
}

fn nobody_asks() -> watch::Receiver<u64> {
    watch::channel(0).1
}

fn line(metrics: &Metrics, begins: &str) -> Option<String> {
    let text = metrics.text(crate::metrics::Now::default()).unwrap();
    text.lines().find(|line| line.starts_with(begins)).map(str::to_owned)
}

#[tokio::test(start_paused = true)]
async fn a_day_of_one_computer_from_two_places_tells_of_each_change_once() {
    let begun = Instant::now();
    let metrics = Metrics::default();
    let (_changes, config) = watch::channel(config(
        "[[watch]]\ntarget = \"pc\"\nevery_minutes = 5\nplaces = [\"relay\", \"branch-7\"]",
    ));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let check = {
        let seen = Arc::clone(&seen);
        move |target: Target, place: String| {
            let hour = begun.elapsed().as_secs() / 3600;
            seen.lock()
                .unwrap()
                .push((target.to_string(), place.clone(), begun.elapsed()));
            async move {
                sleep(Duration::from_secs(3)).await;
                // It is off for six hours; from the branch office it cannot be checked for two.
                Some(match (place.as_str(), hour) {
                    ("branch-7", 20..22) => Found::not_run(AGENT),
                    (_, 6..12) => found(WatchState::Down, "connect"),
                    _ => found(WatchState::Up, ""),
                })
            }
        }
    };

    let watching = run(
        Store::off(),
        "one".into(),
        config,
        metrics.clone(),
        time_of_day(),
        nobody_asks(),
        check,
    );
    let ended = timeout(DAY, watching).await;

    assert!(ended.is_err());
    let seen = seen.lock().unwrap();
    let from = |place: &str| seen.iter().filter(|(_, from, _)| from == place).count();
    assert!((286..=288).contains(&from("relay")), "{}", from("relay"));
    assert!(from("relay") - from("branch-7") <= 1);
    let alone = seen
        .windows(2)
        .all(|pair| pair[1].2 - pair[0].2 >= Duration::from_secs(3));
    assert!(alone, "one check at a time");
    let changes = |state: &str| line(&metrics, &format!("rdptrace_watch_changes_total{{state=\"{state}\"}}"));
    assert_eq!(
        changes("down").unwrap(),
        "rdptrace_watch_changes_total{state=\"down\"} 2"
    );
    assert_eq!(
        changes("not_run").unwrap(),
        "rdptrace_watch_changes_total{state=\"not_run\"} 1"
    );
    assert_eq!(changes("up").unwrap(), "rdptrace_watch_changes_total{state=\"up\"} 3");
}

#[tokio::test(start_paused = true)]
async fn all_are_checked_when_somebody_asks_and_none_of_them_twice_in_a_minute() {
    let both = "[[watch]]\ntarget = \"one\"\n[[watch]]\ntarget = \"two\"\n";
    let (_changes, settings) = watch::channel(config(both));
    let asked = watch::Sender::new(0);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let check = {
        let seen = Arc::clone(&seen);
        move |target: Target, _: String| {
            seen.lock().unwrap().push(target.host.to_string());
            async {
                sleep(Duration::from_secs(3)).await;
                Some(found(WatchState::Up, ""))
            }
        }
    };
    let running = tokio::spawn(run(
        Store::off(),
        "one".into(),
        settings,
        Metrics::default(),
        time_of_day(),
        asked.subscribe(),
        check,
    ));
    let ask = async || {
        asked.send_modify(|asked| *asked += 1);
        sleep(Duration::from_secs(10)).await;
        seen.lock().unwrap().len()
    };
    // Past the first checks, and long before the next ones.
    sleep(Duration::from_secs(120)).await;
    let before = seen.lock().unwrap().len();

    let first = ask().await;
    let again = ask().await;
    sleep(FRESH).await;
    let later = ask().await;

    assert_eq!((before, first, again, later), (2, 4, 4, 6));
    running.abort();
}

#[tokio::test(start_paused = true)]
async fn settings_that_change_begin_and_end_watching_and_leave_the_rest_alone() {
    let both = "[[watch]]\ntarget = \"one\"\n[[watch]]\ntarget = \"two\"\n";
    let (changes, settings) = watch::channel(config(both));
    let metrics = Metrics::default();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let check = {
        let seen = Arc::clone(&seen);
        move |target: Target, _: String| {
            seen.lock().unwrap().push(target.host.to_string());
            async { Some(found(WatchState::Up, "")) }
        }
    };
    let running = tokio::spawn(run(
        Store::off(),
        "one".into(),
        settings,
        metrics.clone(),
        time_of_day(),
        nobody_asks(),
        check,
    ));
    let count = |host: &str| seen.lock().unwrap().iter().filter(|seen| *seen == host).count();
    sleep(Duration::from_secs(60)).await;
    assert_eq!((count("one"), count("two")), (1, 1));
    assert_eq!(
        line(&metrics, "rdptrace_watched{").unwrap(),
        "rdptrace_watched{state=\"up\"} 2"
    );

    changes.send_replace(config("[[watch]]\ntarget = \"one\"\n[[watch]]\ntarget = \"three\"\n"));
    sleep(Duration::from_secs(60)).await;

    assert_eq!(
        (count("one"), count("two"), count("three")),
        (1, 1, 1),
        "`one` goes on in its own time"
    );
    assert_eq!(
        line(&metrics, "rdptrace_watched{").unwrap(),
        "rdptrace_watched{state=\"up\"} 2"
    );
    running.abort();
}
