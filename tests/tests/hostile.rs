//! Every scenario over real sockets, against the built program: right, in time, in bounds, and well-mannered.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use suite::expectation::{MEMORY, differences};
use suite::rdptrace::own_peak;
use suite::scenario::Scenario;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Most of them wait for a server that does nothing.
    arguments.test_threads.get_or_insert(16);
    let scenarios = Scenario::all().into_iter().filter(Scenario::fits_sockets);
    let trials = scenarios.map(|scenario| {
        let name = scenario.id.clone();
        Trial::test(name, move || check(&scenario)).with_kind("sockets")
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn check(scenario: &Scenario) -> Result<(), Failed> {
    let mut wrong = differences(scenario);
    // A program that is started has the pages of whoever starts it for a moment.
    if own_peak() >= MEMORY {
        let size = own_peak() / 1024;
        wrong.push(format!(
            "the suite is too large itself to see what the program takes: {size} KiB"
        ));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("{}:\n  {}", scenario.name, wrong.join("\n  ")).into())
}
