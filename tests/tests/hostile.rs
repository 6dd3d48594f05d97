//! Every scenario over real sockets, against the built program: right, in time, in bounds, and well-mannered.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use suite::expectation::{MEMORY, differences};
use suite::rdptrace::own_peak;
use suite::scenario::Scenario;

#[test]
fn every_scenario_ends_in_time_and_is_named_right() {
    let scenarios: Vec<Scenario> = Scenario::all().into_iter().filter(Scenario::fits_sockets).collect();
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());

    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                while let Some(scenario) = scenarios.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let differences = differences(scenario);
                    if !differences.is_empty() {
                        let line = format!("{} ({}): {}", scenario.id, scenario.name, differences.join("; "));
                        wrong.lock().expect("no thread panics with it").push(line);
                    }
                }
            });
        }
    });

    let mut wrong = wrong.into_inner().expect("no thread panics with it");
    wrong.sort();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        own_peak() < MEMORY,
        "too large itself to see what the program takes: {} KiB",
        own_peak() / 1024
    );
}

/// Most of them wait for a server that does nothing.
const AT_A_TIME: usize = 16;
