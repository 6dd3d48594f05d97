//! Two reports side by side, in words.

use crate::{Comparison, Words};

/// A comparison in words, for a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonText {
    /// Where the two first differ, in one sentence.
    pub verdict: String,
    /// What limits the comparison: other targets, hidden values. Often empty.
    pub notes: Vec<String>,
    /// What heads the columns: when each began.
    pub heads: [String; 2],
    /// The thirteen steps.
    pub steps: Vec<ComparedRow>,
    /// What else was compared.
    pub values: Vec<ComparedRow>,
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
        let heads = comparison.reports.map(|report| report.target.to_string());
        ComparisonText {
            verdict: String::new(),
            notes: Vec::new(),
            heads,
            steps: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Two reports side by side, as plain text.
    pub fn comparison_as_text(&self, comparison: &Comparison<'_>) -> String {
        self.comparison(comparison).verdict
    }

    /// Two reports side by side, as Markdown.
    pub fn comparison_as_markdown(&self, comparison: &Comparison<'_>) -> String {
        self.comparison(comparison).verdict
    }
}
