//! axe, which finds what keeps people out of a page who see, hear or move differently.

use std::env;
use std::fs;

use serde_json::{Value, json};

use super::Browser;

impl Browser {
    /// Everything on the page that breaks a rule of WCAG 2.2 (A and AA) or good practice: the rule, and where.
    pub async fn barriers(&self) -> Vec<String> {
        if self.value("typeof axe").await == "undefined" {
            let loaded = self.client.execute(&script(), Vec::new()).await;
            loaded.unwrap_or_else(|error| panic!("axe does not load: {error}"));
        }
        let run = "const done = arguments[1];
            axe.run(document, arguments[0]).then(
                found => done({ passes: found.passes.length, violations: found.violations.map(one =>
                    `${one.id}: ${one.help}: ` + one.nodes.map(node => `${node.target.join(' ')} (${node.failureSummary})`)) }),
                error => done({ error: String(error) }));";
        let options = json!({ "runOnly": RULES, "resultTypes": ["violations", "passes"] });
        let found = self.client.execute_async(run, vec![options]).await;
        let found = found.unwrap_or_else(|error| panic!("axe does not run: {error}"));
        // Where it looked at nothing, it found nothing.
        assert!(
            found.get("passes").and_then(Value::as_u64) > Some(5),
            "axe did not look: {found}"
        );
        let violations = found.get("violations").cloned().unwrap_or_default();
        serde_json::from_value(violations).expect("a list of texts")
    }
}

fn script() -> String {
    let named = env::var("SUITE_AXE");
    let path = named.unwrap_or_else(|_| panic!("SUITE_AXE names no axe.min.js; cargo xtask test --only browser does"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
