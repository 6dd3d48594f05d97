//! Two reports side by side, in words.

use crate::{Key, key};
use wire::Nla;

use super::sheet::{Form, Sheet};
use crate::Words;
use crate::row::{clock, protocol, system};
use diagnosis::{Change, Comparison, LegComparison, Side, StageComparison, Subject, Value};
use wire::LegKind;

#[cfg(test)]
mod tests;

/// A comparison in words, for a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonText {
    /// Where the two first differ, in one sentence.
    pub verdict: String,
    /// What limits the comparison: other targets, hidden values. Often empty.
    pub notes: Vec<String>,
    /// What heads the columns: when each began, and against what.
    pub heads: [String; 2],
    /// The legs that both have, in the order of [`Comparison::legs`].
    pub legs: Vec<ComparedLeg>,
    /// What else was compared, also where it is the same.
    pub values: Vec<ComparedRow>,
}

/// One leg of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedLeg {
    /// What heads its steps: which leg, where there are several.
    pub title: String,
    /// Its steps, in order.
    pub steps: Vec<ComparedRow>,
}

/// One row of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedRow {
    /// What it is about.
    pub label: String,
    /// What the first says.
    pub left: String,
    /// What the second says.
    pub right: String,
    /// Whether they differ.
    pub changed: bool,
    /// Whether this is the first step that differs.
    pub first: bool,
    /// What is to be said besides: which is slower, or why it cannot be compared. Often empty.
    pub note: String,
}

impl Words {
    /// Two reports side by side, for a table.
    pub fn comparison(&self, comparison: &Comparison<'_>) -> ComparisonText {
        let legs = comparison.legs.iter().map(|leg| self.compared_leg(comparison, leg));
        let values = comparison
            .changes
            .iter()
            .map(|change| self.value_row(comparison, change));
        ComparisonText {
            verdict: self.difference(comparison),
            notes: self.notes(comparison),
            heads: comparison.reports.map(|report| {
                let target = report.target.to_string();
                self.text_with(
                    key::COMPARE_HEAD,
                    &[("moment", self.began(report).into()), ("target", target.into())],
                )
            }),
            legs: legs.collect(),
            values: values.collect(),
        }
    }

    /// Two reports side by side, as plain text.
    pub fn comparison_as_text(&self, comparison: &Comparison<'_>) -> String {
        self.write_comparison(comparison, Form::Text)
    }

    /// Two reports side by side, as Markdown.
    pub fn comparison_as_markdown(&self, comparison: &Comparison<'_>) -> String {
        self.write_comparison(comparison, Form::Markdown)
    }

    /// Where they first differ.
    fn difference(&self, comparison: &Comparison<'_>) -> String {
        let mut stages = comparison
            .legs
            .iter()
            .flat_map(|leg| leg.stages.iter().map(|stage| (leg.kind(), stage)));
        let Some((kind, stage)) = stages.find(|(_, stage)| stage.differs) else {
            return self.text(key::COMPARE_SAME);
        };
        let [left, right] = stage.sides.map(|side| side.outcome);
        let mut values = self.step_values(kind, stage.stage);
        if left == right {
            return self.text_with(key::COMPARE_DIFFER_REASON, &values);
        }
        values.extend([
            ("left", self.outcome(left).into()),
            ("right", self.outcome(right).into()),
            ("first", self.which(comparison, Side::Left).into()),
            ("second", self.which(comparison, Side::Right).into()),
        ]);
        self.text_with(key::COMPARE_DIFFER, &values)
    }

    fn notes(&self, comparison: &Comparison<'_>) -> Vec<String> {
        let mut notes = Vec::new();
        match comparison.same_target {
            Some(true) => {}
            Some(false) => {
                let [left, right] = comparison.reports.map(|report| report.target.to_string());
                let values = [("left", left.into()), ("right", right.into())];
                notes.push(self.text_with(key::COMPARE_OTHER_TARGET, &values));
            }
            None => notes.push(self.text(key::COMPARE_HIDDEN_TARGET)),
        }
        for (side, leg) in &comparison.one_sided {
            let which = self.which(comparison, *side);
            notes.push(self.text_with(
                key::COMPARE_ONE_SIDED_LEG,
                &[("leg", self.leg(leg).into()), ("which", which.into())],
            ));
        }
        if comparison.disclosures.is_some() {
            notes.push(self.text(key::COMPARE_DISCLOSURES));
        }
        notes
    }

    /// One of the two in a sentence: by its place in time where that is known.
    fn which(&self, comparison: &Comparison<'_>, side: Side) -> String {
        self.text(match (comparison.later, side) {
            (None, Side::Left) => key::COMPARE_FIRST,
            (None, Side::Right) => key::COMPARE_SECOND,
            (Some(later), _) if later == side => key::COMPARE_LATER,
            (Some(_), _) => key::COMPARE_EARLIER,
        })
    }

    fn compared_leg(&self, comparison: &Comparison<'_>, leg: &LegComparison<'_>) -> ComparedLeg {
        let [left, _] = leg.sides;
        let title = if comparison.legs.len() > 1 {
            self.leg(left)
        } else {
            self.text(key::COMPARE_STEPS)
        };
        let steps = leg
            .stages
            .iter()
            .map(|stage| self.step_row(comparison, leg.kind(), stage));
        ComparedLeg {
            title,
            steps: steps.collect(),
        }
    }

    fn step_row(&self, comparison: &Comparison<'_>, leg: LegKind, stage: &StageComparison<'_>) -> ComparedRow {
        let [left, right] = stage.sides.map(|side| {
            let mut said = self.outcome(side.outcome);
            if let Some(time) = side.elapsed_ms {
                let values = [("outcome", said.into()), ("time", self.time(time).into())];
                said = self.text_with(key::COMPARE_OUTCOME, &values);
            }
            if side.outcome.is_broken() {
                let values = [("outcome", said.into()), ("said", self.row(side).into())];
                said = self.text_with(key::COMPARE_OUTCOME_SAID, &values);
            }
            said
        });
        let slower = stage.slower.map(|side| {
            let which = self.which(comparison, side);
            self.text_with(key::COMPARE_SLOWER, &[("which", which.into())])
        });
        ComparedRow {
            label: self.stage(stage.stage),
            left,
            right,
            changed: stage.differs,
            first: stage.differs && comparison.first_difference == Some((leg, stage.stage)),
            note: slower.unwrap_or_default(),
        }
    }

    fn value_row(&self, comparison: &Comparison<'_>, change: &Change) -> ComparedRow {
        let told = |side: Side| {
            let which = self.which(comparison, side);
            self.text_with(key::COMPARE_ONE_SIDED, &[("which", which.into())])
        };
        let note = match (&change.sides, change.differs) {
            ([Some(_), None], _) => told(Side::Left),
            ([None, Some(_)], _) => told(Side::Right),
            (_, None) => self.text(key::COMPARE_INCOMPARABLE),
            (_, Some(_)) => String::new(),
        };
        let [left, right] = change.sides.each_ref().map(|side| match side {
            Some(value) => self.value(value),
            None => self.text(key::COMPARE_NOTHING),
        });
        ComparedRow {
            label: self.text(label(change.subject)),
            left,
            right,
            changed: change.differs == Some(true),
            first: false,
            note,
        }
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => text.clone(),
            Value::Nla(nla) => self.text(match nla {
                Nla::Required => key::NLA_REQUIRED,
                Nla::Optional => key::NLA_OPTIONAL,
                Nla::NotUsed => key::NLA_NOT_USED,
            }),
            Value::Protocol(selected) => protocol(self, *selected),
            Value::System(version) => system(self, *version),
            Value::Clock(offset) => clock(self, *offset),
            Value::Span(time) => self.time(*time),
            Value::Finding(finding) => [finding.id, ": ", &self.title(finding)].concat(),
        }
    }

    fn write_comparison(&self, comparison: &Comparison<'_>, form: Form) -> String {
        let text = self.comparison(comparison);
        let mut sheet = Sheet::new(form);
        sheet.title(&text.verdict);
        let [left, right] = &text.heads;
        sheet.fact(&self.text(key::COMPARE_FIRST_HEAD), left);
        sheet.fact(&self.text(key::COMPARE_SECOND_HEAD), right);
        for note in &text.notes {
            sheet.paragraph(note);
        }
        for leg in &text.legs {
            self.write_rows(&mut sheet, &leg.title, &leg.steps);
        }
        self.write_rows(&mut sheet, &self.text(key::COMPARE_VALUES), &text.values);
        sheet.finish()
    }

    fn write_rows(&self, sheet: &mut Sheet, title: &str, rows: &[ComparedRow]) {
        let [first, second, change] =
            [key::COMPARE_FIRST_HEAD, key::COMPARE_SECOND_HEAD, key::COMPARE_CHANGE].map(|key| self.text(key));
        sheet.table(title, &[title.to_owned(), first, second, change]);
        for row in rows {
            let change = match (row.first, row.changed) {
                (true, _) => self.text(key::COMPARE_FIRST_DIFFERENCE),
                (false, true) => self.text(key::COMPARE_DIFFERS),
                (false, false) => row.note.clone(),
            };
            sheet.row(&[row.label.clone(), row.left.clone(), row.right.clone(), change]);
        }
        sheet.end_table();
    }
}

/// The key of what is compared; most are those of the facts.
fn label(subject: Subject) -> Key {
    match subject {
        Subject::Target => key::COMPARE_TARGET,
        Subject::Addresses => key::COMPARE_ADDRESSES,
        Subject::Address => key::FACT_USED,
        Subject::Protocol => key::COMPARE_PROTOCOL,
        Subject::TlsVersion => key::COMPARE_TLS_VERSION,
        Subject::Cipher => key::FACT_CIPHER,
        Subject::CertificateSubject => key::FACT_SUBJECT,
        Subject::CertificateIssuer => key::COMPARE_ISSUER,
        Subject::CertificateStart => key::COMPARE_CERTIFICATE_START,
        Subject::CertificateExpiry => key::COMPARE_CERTIFICATE_EXPIRY,
        Subject::Fingerprint => key::COMPARE_FINGERPRINT,
        Subject::Nla => key::FACT_NLA,
        Subject::Computer => key::COMPARE_COMPUTER,
        Subject::System => key::FACT_SYSTEM,
        Subject::Clock => key::FACT_CLOCK,
        Subject::Finding => key::COMPARE_FINDING,
        Subject::Duration => key::COMPARE_DURATION,
    }
}
