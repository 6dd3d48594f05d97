//! Many scenarios in one file, where they differ in a few values only.
//!
//! ```toml
//! name = "$name"
//! # ...
//! [[connections]]
//! steps = [{ serve = { until = "$until" } }, "$end"]
//!
//! [cases]
//! at-logon = { name = "It closes at the logon", until = "logon", end = "close", finding = "RDP-SES-023" }
//! ```
//!
//! A string that is `$` and a key stands for the case's value of that key, of whatever kind; a list in a list is put in
//! its place. A key that a case lacks, or that nothing stands for, is an error.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::Scenario;

/// The scenarios of one file, whose name without the ending is `stem`.
///
/// # Errors
///
/// Says what the file has that no scenario may have, or lacks.
pub fn read(stem: &str, text: &str) -> Result<Vec<Scenario>, String> {
    let mut pattern: Table = toml::from_str(text).map_err(|wrong| wrong.to_string())?;
    let Some(cases) = pattern.remove("cases") else {
        return Ok(vec![scenario(stem.to_owned(), pattern)?]);
    };
    let Value::Table(cases) = cases else {
        return Err("`cases` is a table".to_owned());
    };
    let pattern = Value::Table(pattern);
    let scenarios = cases.into_iter().map(|(case, values)| {
        let id = format!("{stem}/{case}");
        let Value::Table(values) = values else {
            return Err(format!("{id}: a case is a table"));
        };
        let mut used = BTreeSet::new();
        let filled = fill(&pattern, &values, &mut used).map_err(|wrong| format!("{id}: {wrong}"))?;
        if let Some(idle) = values.keys().find(|key| !used.contains(key.as_str())) {
            return Err(format!("{id}: nothing stands for its `{idle}`"));
        }
        let Value::Table(filled) = filled else {
            return Err(format!("{id}: a scenario is a table"));
        };
        scenario(id, filled)
    });
    scenarios.collect()
}

fn scenario(id: String, table: Table) -> Result<Scenario, String> {
    let scenario: Scenario = table.try_into().map_err(|wrong| format!("{id}: {wrong}"))?;
    Ok(Scenario { id, ..scenario })
}

/// `pattern` with the case's values in it; notes in `used` which they were.
fn fill(pattern: &Value, values: &Table, used: &mut BTreeSet<String>) -> Result<Value, String> {
    Ok(match pattern {
        Value::String(text) => match text.strip_prefix('$') {
            Some(key) => {
                used.insert(key.to_owned());
                values.get(key).cloned().ok_or_else(|| format!("it has no `{key}`"))?
            }
            None => pattern.clone(),
        },
        Value::Array(items) => {
            let mut filled = Vec::new();
            for item in items {
                match (item, fill(item, values, used)?) {
                    (Value::String(_), Value::Array(list)) => filled.extend(list),
                    (_, value) => filled.push(value),
                }
            }
            Value::Array(filled)
        }
        Value::Table(fields) => {
            let mut filled = Table::new();
            for (key, value) in fields {
                filled.insert(key.clone(), fill(value, values, used)?);
            }
            Value::Table(filled)
        }
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => pattern.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Step;

    const PATTERN: &str = "name = '$name'\nobserved = false\nsource = 'x'\n[[connections]]\n\
        steps = ['await_packet', { negotiation_failure = '$code' }, '$end']\n\
        [expect]\nfinding = 'RDP-NEG-008'\ncode = '$code'\n[cases]\n";

    fn cases(cases: &str) -> Result<Vec<Scenario>, String> {
        read("file", &format!("{PATTERN}{cases}"))
    }

    #[test]
    fn every_case_is_a_scenario_with_its_own_values() {
        let scenarios = cases(
            "b = { name = 'second', code = 9, end = 'close' }\na = { name = 'first', code = 8, end = ['reset', 'close'] }",
        )
        .unwrap();

        let seen: Vec<_> = scenarios
            .iter()
            .map(|scenario| (scenario.id.as_str(), scenario.name.as_str(), scenario.expect.code))
            .collect();
        assert_eq!(seen, [("file/a", "first", Some(8)), ("file/b", "second", Some(9))]);
        let steps = scenarios[0].steps(0);
        assert_eq!(steps[1..], [Step::NegotiationFailure(8), Step::Reset, Step::Close]);
    }

    #[test]
    fn a_case_that_lacks_a_value_or_has_one_too_many_is_named() {
        let lacks = cases("a = { name = 'x', code = 8 }").unwrap_err();
        let idle = cases("a = { name = 'x', code = 8, end = 'close', color = 1 }").unwrap_err();

        assert_eq!(lacks, "file/a: it has no `end`");
        assert_eq!(idle, "file/a: nothing stands for its `color`");
    }
}
