//! Every scenario, played in memory: right in each stage and in the first finding.

use suite::expectation::compare;
use suite::memory;
use suite::scenario::Scenario;

#[test]
fn every_scenario_gets_its_stages_and_its_finding() {
    let mut wrong = Vec::new();
    for scenario in Scenario::all() {
        let report = memory::play(&scenario);
        let findings = diagnosis::diagnose(&report);
        let first = findings.first().map_or("", |finding| finding.id);
        let differences = compare(&scenario.expect, &report.stages, first);
        if !differences.is_empty() {
            wrong.push(format!(
                "{} ({}): {}",
                scenario.id,
                scenario.name,
                differences.join("; ")
            ));
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
