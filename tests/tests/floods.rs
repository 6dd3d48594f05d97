//! Computers that pour out what they can, against a relay that has little memory: it stays, and others are served.

use suite::floods::{FLOODS, endure};
use tokio::runtime::Builder;

/// The room for addresses: what a small machine has.
const ROOM: u64 = 512 * 1024 * 1024;
/// Enough for what each takes to add up.
const AT_ONCE: usize = 4;
/// A line for each check of the flood and of others, and a few more; not one for each frame.
const LINES_BESIDE: usize = 10;

#[test]
fn with_little_memory_floods_of_computers_end_by_themselves_and_others_are_served() {
    let runtime = Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    for (flood, scenario) in FLOODS {
        let seen = runtime.block_on(endure(scenario, AT_ONCE, ROOM));

        assert!(seen.memory < ROOM / 4, "{flood}: {} bytes", seen.memory);
        let most = AT_ONCE + seen.others + LINES_BESIDE;
        assert!(seen.lines <= most, "{flood}: {} lines of log", seen.lines);
    }
}
