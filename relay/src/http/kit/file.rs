//! Results as files to keep.

use std::sync::Arc;

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use diagnosis::diagnose;
use ui::pages::{Frame, Library, Shown, Topic, render};
use wire::{ExportForm, Report};
use words::Words;

use super::assets::WHOLE_STYLE;
use super::language::said_in;

/// A form in which a result is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Form {
    /// The report itself.
    Json,
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// One page that needs nothing else.
    Html,
}

impl From<ExportForm> for Form {
    fn from(form: ExportForm) -> Self {
        match form {
            ExportForm::Json => Self::Json,
            ExportForm::Md => Self::Md,
            ExportForm::Txt => Self::Txt,
            ExportForm::Html => Self::Html,
        }
    }
}

impl Form {
    pub(in crate::http) const ALL: [Self; 4] = [Self::Json, Self::Md, Self::Txt, Self::Html];

    /// What a file's name ends with.
    pub(in crate::http) fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Md => "md",
            Self::Txt => "txt",
            Self::Html => "html",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Md => "text/markdown; charset=utf-8",
            Self::Txt => "text/plain; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
        }
    }
}

/// A result as a file to keep. Its name tells when the run was, and never what was checked.
pub(in crate::http) async fn file(library: &Arc<Library>, shown: Shown, form: Form) -> Response {
    let name = file_name(library.words(), &shown.report, form);
    let content = content(library, shown, form).await;
    let head = [
        (CONTENT_TYPE, form.content_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    match form {
        // It holds no sentences.
        Form::Json => (head, content).into_response(),
        Form::Md | Form::Txt | Form::Html => (head, said_in(library.words().language()), content).into_response(),
    }
}

async fn content(library: &Arc<Library>, shown: Shown, form: Form) -> String {
    let words = library.words();
    let findings = || diagnose(&shown.report);
    match form {
        // What was read from JSON can be written as JSON.
        Form::Json => serde_json::to_string(&shown.report).unwrap_or_default(),
        Form::Md => words.as_markdown(&shown.report, &findings(), shown.link.as_deref()),
        Form::Txt => words.as_text(&shown.report, &findings(), shown.link.as_deref()),
        Form::Html => {
            let frame = Frame {
                inlined: Some(WHOLE_STYLE.to_owned()),
                ..Frame::default()
            };
            render(Arc::clone(library), Topic::Result(Arc::new(shown)), frame).await
        }
    }
}

fn file_name(words: &Words, report: &Report, form: Form) -> String {
    let moment = words.moment(report.started_at_ms);
    let digits = moment.chars().filter_map(|c| match c {
        '0'..='9' => Some(c),
        ' ' => Some('-'),
        _ => None,
    });
    let digits: String = digits.collect();
    format!("rdptrace-{}.{}", digits.trim_end_matches('-'), form.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_tells_when_and_not_what() {
        let report = Report::new(
            "secret.example.org".parse().unwrap(),
            wire::Place::Relay,
            1_772_323_200_000,
        );

        assert_eq!(
            file_name(&Words::english(), &report, Form::Html),
            "rdptrace-20260301-0000.html"
        );
    }
}
