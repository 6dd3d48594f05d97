//! Results as text: for a ticket, for a page of Markdown, and in one line.

use wire::{Report, ReportFault};

use crate::{Comparison, Finding, Words, summary};

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
    /// The line for a ticket, with `link` where there is one.
    pub fn one_line(&self, report: &Report, findings: &[Finding], link: Option<&str>) -> String {
        let line = summary(self, report, findings);
        match link {
            Some(link) => format!("{line} · {link}"),
            None => line,
        }
    }

    /// The result as plain text.
    pub fn as_text(&self, report: &Report, findings: &[Finding], link: Option<&str>) -> String {
        self.one_line(report, findings, link)
    }

    /// The result as Markdown.
    pub fn as_markdown(&self, report: &Report, findings: &[Finding], link: Option<&str>) -> String {
        self.one_line(report, findings, link)
    }

    /// Why no run can have written a report, and what would be right.
    pub fn report_fault(&self, fault: &ReportFault) -> String {
        format!("{fault:?}")
    }

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
