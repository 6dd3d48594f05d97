//! Results as files to keep.

use std::sync::Arc;

use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use diagnosis::diagnose;
use time::OffsetDateTime;
use ui::pages::{Frame, Library, Shown, Topic, render};
use wire::ExportForm;
use words::{Beside, Origin};

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
    let attachment = attachment(shown.report.started_at_ms, form.extension());
    let content = content(library, shown, form).await;
    let head = [
        (CONTENT_TYPE, form.content_type().to_owned()),
        attachment,
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
        Form::Md => words.as_markdown(&shown.report, &findings(), beside(&shown)),
        Form::Txt => words.as_text(&shown.report, &findings(), beside(&shown)),
        Form::Html => {
            let frame = Frame {
                inlined: Some(WHOLE_STYLE.to_owned()),
                ..Frame::default()
            };
            render(Arc::clone(library), Topic::Result(Arc::new(shown)), frame).await
        }
    }
}

fn beside(shown: &Shown) -> Beside<'_> {
    Beside {
        link: shown.link.as_deref(),
        note: shown.doing.as_ref().map(|doing| doing.as_str()),
        origin: Origin::Check,
    }
}

/// The field that has a browser keep an answer as a file. The file's name tells when the run was, in UTC, and never what was
/// checked.
pub(in crate::http) fn attachment(started_at_ms: i64, extension: &str) -> (HeaderName, String) {
    let begun = moment(started_at_ms);
    let (year, month, day) = begun.to_calendar_date();
    let (hour, minute, second) = begun.to_hms();
    let name = format!(
        "rdptrace-{year:04}-{:02}-{day:02}-{hour:02}{minute:02}{second:02}.{extension}",
        u8::from(month)
    );
    (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))
}

/// The time of day, in UTC, of this many milliseconds since 1970.
pub(in crate::http) fn moment(unix_millis: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(unix_millis.div_euclid(1000)).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_the_time_of_its_run() {
        for (started, form, name) in [
            (1_790_000_000_999, "html", "rdptrace-2026-09-21-141320.html"),
            (0, "pcapng", "rdptrace-1970-01-01-000000.pcapng"),
        ] {
            let (_, field) = attachment(started, form);
            assert_eq!(field, format!("attachment; filename=\"{name}\""));
        }
    }
}
