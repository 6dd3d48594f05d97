//! The tables: totals by group for the README, and every subject for `docs/truth.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use wire::{Outcome, Stage};

use super::judge::Verdict;
use super::subject::Subject;

/// What came out about one subject.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name.
    pub id: String,
    /// What happens, in a sentence.
    pub name: String,
    /// Where it belongs in the totals.
    pub group: Group,
    /// What is right: the finding, and where it breaks.
    pub expected: String,
    /// What rdptrace, xfreerdp and nmap made of it.
    pub verdicts: [Verdict; 3],
}

/// The parts of the totals, in the order of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The name does not lead anywhere.
    Name,
    /// No address takes the connection.
    Tcp,
    /// X.224 breaks.
    Negotiation,
    /// TLS breaks.
    Tls,
    /// CredSSP breaks.
    Nla,
    /// From the settings to the activation.
    SetUp,
    /// The picture, and after it.
    Session,
    /// It works, and something about it turns some programs away.
    Warning,
    /// It works.
    Well,
}

impl Group {
    /// Where a subject belongs.
    pub fn of(subject: &Subject) -> Self {
        match subject.broken() {
            None if ["RDP-DSK-002", "RDP-NLA-025"].contains(&subject.expect.finding.as_str()) => Self::Well,
            None => Self::Warning,
            Some(Stage::Relay | Stage::Reach | Stage::Resolve) => Self::Name,
            Some(Stage::Connect) => Self::Tcp,
            Some(Stage::Negotiate) => Self::Negotiation,
            Some(Stage::Secure) => Self::Tls,
            Some(Stage::Authenticate) => Self::Nla,
            Some(
                Stage::Answer
                | Stage::SignIn
                | Stage::Tunnel
                | Stage::Settings
                | Stage::Channels
                | Stage::Logon
                | Stage::License
                | Stage::Capabilities
                | Stage::Finalize,
            ) => Self::SetUp,
            Some(Stage::Desktop | Stage::Stay) => Self::Session,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Name => "the name",
            Self::Tcp => "TCP",
            Self::Negotiation => "negotiation (X.224)",
            Self::Tls => "TLS",
            Self::Nla => "NLA (CredSSP)",
            Self::SetUp => "settings to activation",
            Self::Session => "picture and session",
            Self::Warning => "works, with a flaw",
            Self::Well => "works",
        }
    }
}

impl Row {
    /// The row of a subject.
    pub fn of(subject: &Subject, verdicts: [Verdict; 3]) -> Self {
        let at = match subject.broken() {
            None => "works".to_owned(),
            Some(stage) => {
                let outcome = subject.expect.outcomes().find(|(at, _)| *at == stage);
                let how = match outcome.map(|(_, outcome)| outcome) {
                    Some(Outcome::Silent) => "silent",
                    Some(_) | None => "fails",
                };
                format!("{} {how}", stage.name())
            }
        };
        Self {
            id: subject.id.clone(),
            name: subject.name.clone(),
            group: Group::of(subject),
            expected: format!("{at}, {}", subject.expect.finding),
            verdicts,
        }
    }
}

/// Totals by group, as Markdown.
pub fn totals(rows: &[Row]) -> String {
    let mut groups: BTreeMap<Group, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        groups.entry(row.group).or_default().push(row);
    }
    let mut table = String::from(
        "| what breaks | | rdptrace | `xfreerdp +auth-only` | nmap's RDP scripts |\n|---|---|---|---|---|\n",
    );
    for (group, rows) in &groups {
        line(&mut table, group.name(), rows);
    }
    line(&mut table, "**all**", &rows.iter().collect::<Vec<_>>());
    table
}

fn line(table: &mut String, name: &str, rows: &[&Row]) {
    let [ours, xfreerdp, nmap] = [0, 1, 2].map(|tool| {
        let count = |verdict| {
            rows.iter()
                .filter(|row| row.verdicts.get(tool) == Some(&verdict))
                .count()
        };
        let [right, wrong, silent] = [Verdict::Right, Verdict::Wrong, Verdict::Silent].map(count);
        format!("{right} · {wrong} · {silent}")
    });
    // Writing to a string cannot fail.
    let _ = writeln!(table, "| {name} | {} | {ours} | {xfreerdp} | {nmap} |", rows.len());
}

/// Every subject, as Markdown.
pub fn whole(rows: &[Row]) -> String {
    let mut table = String::from(
        "| scenario | what happens | expected | rdptrace | xfreerdp | nmap |\n|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let [ours, xfreerdp, nmap] = row.verdicts.map(Verdict::name);
        let _ = writeln!(
            table,
            "| `{}` | {} | {} | {ours} | {xfreerdp} | {nmap} |",
            row.id, row.name, row.expected
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_count_each_verdict_of_each_tool_by_group() {
        let row = |group, verdicts| Row {
            id: String::new(),
            name: String::new(),
            group,
            expected: String::new(),
            verdicts,
        };
        let rows = [
            row(Group::Tls, [Verdict::Right, Verdict::Wrong, Verdict::Silent]),
            row(Group::Tls, [Verdict::Right, Verdict::NotAsked, Verdict::Silent]),
            row(Group::Name, [Verdict::Right, Verdict::Right, Verdict::Right]),
        ];

        let table = totals(&rows);

        let lines: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(
            lines,
            [
                "| the name | 1 | 1 · 0 · 0 | 1 · 0 · 0 | 1 · 0 · 0 |",
                "| TLS | 2 | 2 · 0 · 0 | 0 · 1 · 0 | 0 · 0 · 2 |",
                "| **all** | 3 | 3 · 0 · 0 | 1 · 1 · 0 | 1 · 0 · 2 |",
            ]
        );
    }
}
