//! Where the sentences are: locales, meanings of codes, the command line, documents and scripts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};

/// A text that somebody reads, with values as [`VALUE`].
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// Where it stands in its file: the key, the number of a code, or the line.
    pub(super) key: String,
    pub(super) text: String,
    /// Whether it is the one of several for other values; figures count this one alone.
    pub(super) usual: bool,
}

/// A file with texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct File {
    pub(super) path: &'static str,
    pub(super) form: Form,
}

/// How the texts of a file are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Locale,
    /// The fifth field of each row.
    Codes,
    /// The fourth field of each row, and of each heading that has as many.
    Statements,
    /// Comments that clap shows.
    Help,
    /// What stands in quotes and has a space.
    Strings,
    Markdown,
    Html,
}

const fn file(path: &'static str, form: Form) -> File {
    File { path, form }
}

/// Every file with English sentences for readers.
pub(super) const FILES: [File; 44] = [
    file("crates/words/locales/en/findings-connection.ftl", Form::Locale),
    file("crates/words/locales/en/findings-gateway.ftl", Form::Locale),
    file("crates/words/locales/en/findings-security.ftl", Form::Locale),
    file("crates/words/locales/en/findings-session.ftl", Form::Locale),
    file("crates/words/locales/en/steps.ftl", Form::Locale),
    file("crates/words/locales/en/stages.ftl", Form::Locale),
    file("crates/words/locales/en/decode.ftl", Form::Locale),
    file("crates/words/locales/en/help.ftl", Form::Locale),
    file("crates/words/locales/en/glossary.ftl", Form::Locale),
    file("crates/words/locales/en/problems.ftl", Form::Locale),
    file("crates/words/locales/en/errors.ftl", Form::Locale),
    file("crates/words/locales/en/text.ftl", Form::Locale),
    file("crates/words/locales/en/compare.ftl", Form::Locale),
    file("crates/words/locales/en/share.ftl", Form::Locale),
    file("crates/words/locales/en/page.ftl", Form::Locale),
    file("crates/words/locales/en/result.ftl", Form::Locale),
    file("crates/words/locales/en/watch.ftl", Form::Locale),
    file("crates/words/locales/en/desktop.ftl", Form::Locale),
    file("crates/words/locales/en/links.ftl", Form::Locale),
    file("crates/words/locales/en/operator.ftl", Form::Locale),
    file("crates/words/locales/en/download.ftl", Form::Locale),
    file("crates/codes/data/codes.txt", Form::Codes),
    file("crates/codes/data/sentences.txt", Form::Statements),
    file("crates/codes/data/events.txt", Form::Statements),
    file("crates/codes/data/settings.txt", Form::Statements),
    file("crates/codes/data/tools.txt", Form::Statements),
    file("relay/src/cli/args.rs", Form::Help),
    file("relay/src/cli/args/check.rs", Form::Help),
    file("relay/src/cli/args/manage.rs", Form::Help),
    file("relay/src/cli/args/server.rs", Form::Help),
    file("relay/src/cli/exit.rs", Form::Strings),
    file("relay/src/cli/mod.rs", Form::Strings),
    file("relay/src/error.rs", Form::Strings),
    file("relay/src/config/settings.rs", Form::Strings),
    file("relay/src/config/origin.rs", Form::Strings),
    file("relay/src/config/log.rs", Form::Strings),
    file("relay/src/net/policy/rule.rs", Form::Strings),
    file("relay/src/net/policy/mod.rs", Form::Strings),
    file("relay/src/store/settings.rs", Form::Strings),
    file("frontend/explain.js", Form::Strings),
    file("frontend/result.js", Form::Strings),
    file("frontend/start.js", Form::Strings),
    file("README.md", Form::Markdown),
    file("index.html", Form::Html),
];

/// What stands for a value.
pub(super) const VALUE: &str = "X";

/// Where files are read.
pub(super) struct Source<'a> {
    project: &'a Project,
    commit: Option<&'a str>,
}

impl<'a> Source<'a> {
    pub(super) fn checkout(project: &'a Project) -> Self {
        Self { project, commit: None }
    }

    pub(super) fn commit(project: &'a Project, commit: &'a str) -> Self {
        Self {
            project,
            commit: Some(commit),
        }
    }

    fn read(&self, path: &str) -> Result<String, Error> {
        match self.commit {
            None => project::read(&self.project.path(path)),
            Some(commit) => Invocation::new("git")
                .args(["show", &format!("{commit}:{path}")])
                .dir(&self.project.path(""))
                .answer(),
        }
    }
}

/// The texts of a file.
///
/// # Errors
///
/// Where the file is not there, or is no Fluent.
pub(super) fn of_file(source: &Source<'_>, file: &File) -> Result<Vec<Text>, Error> {
    let content = source.read(file.path)?;
    let texts = match file.form {
        Form::Locale => locale(&content, &terms(source)?).map_err(|_| Error::File {
            action: "understand",
            path: PathBuf::from(file.path),
            source: std::io::ErrorKind::InvalidData.into(),
        })?,
        Form::Codes => field(&content, 4),
        Form::Statements => field(&content, 3),
        Form::Help => help(&content),
        Form::Strings => strings(&content),
        Form::Markdown => markdown(&content),
        Form::Html => html(&content),
    };
    Ok(texts)
}

fn numbered(content: &str) -> impl Iterator<Item = (String, &str)> {
    content
        .lines()
        .enumerate()
        .map(|(at, line)| (format!("line {}", at + 1), line))
}

fn plain(key: String, text: impl Into<String>) -> Text {
    Text {
        key,
        text: text.into(),
        usual: true,
    }
}

/// One field of each row, counted from 0.
fn field(content: &str, place: usize) -> Vec<Text> {
    let rows = numbered(content).filter(|(_, line)| !line.starts_with('#'));
    let meanings = rows.filter_map(|(key, line)| Some(plain(key, line.split(" | ").nth(place)?)));
    meanings.collect()
}

/// Comments of one item as one text.
fn help(content: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut open = false;
    for (key, line) in numbered(content) {
        let comment = line.trim_start().strip_prefix("///").map(str::trim);
        match comment {
            Some(comment) if open && !comment.is_empty() => {
                if let Some(last) = texts.last_mut() {
                    last.text.push(' ');
                    last.text.push_str(comment);
                }
            }
            Some(comment) if !comment.is_empty() => texts.push(plain(key, comment)),
            Some(_) | None => {}
        }
        open = comment.is_some_and(|comment| !comment.is_empty());
    }
    texts
}

/// What stands in double quotes on a line and has a space, without comments and tests.
fn strings(content: &str) -> Vec<Text> {
    let product = content.split("#[cfg(test)]").next().unwrap_or_default();
    let joined = product.replace("\\\n", "\u{1}");
    let mut texts = Vec::new();
    for (key, line) in numbered(&joined) {
        let is_comment = line.trim_start().starts_with("//");
        let quoted = line.split('"').skip(1).step_by(2).filter(|text| text.contains(' '));
        for text in quoted.filter(|_| !is_comment) {
            let words = text.split(['\u{1}', ' ']).filter(|word| !word.is_empty());
            let words = words.map(|word| if word.contains('{') { VALUE } else { word });
            texts.push(plain(key.clone(), words.collect::<Vec<_>>().join(" ")));
        }
    }
    texts
}

/// Paragraphs and list items; neither code nor tables nor headings.
fn markdown(content: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let (mut in_code, mut open) = (false, false);
    for (key, line) in numbered(content) {
        let line = line.trim();
        if line.starts_with("```") {
            in_code = !in_code;
        }
        let is_prose = !in_code && !line.is_empty() && !line.starts_with(['#', '|', '`', '!', '<', '*']);
        let starts = line.starts_with("- ") || !open;
        if is_prose && starts {
            texts.push(plain(key, line.trim_start_matches("- ")));
        } else if let (true, Some(last)) = (is_prose, texts.last_mut()) {
            last.text.push(' ');
            last.text.push_str(line);
        }
        open = is_prose;
    }
    texts
}

/// What stands between tags.
fn html(content: &str) -> Vec<Text> {
    let lines = numbered(content).map(|(key, line)| {
        let pieces = line
            .split('<')
            .map(|piece| piece.rsplit('>').next().unwrap_or_default());
        plain(key, pieces.collect::<String>())
    });
    lines.filter(|text| text.text.contains(' ')).collect()
}

type Patterns<'a> = BTreeMap<String, Pattern<&'a str>>;

/// The English locales: a file has terms of the others, too.
fn terms(source: &Source<'_>) -> Result<Vec<String>, Error> {
    let locales = FILES.iter().filter(|file| file.form == Form::Locale);
    locales.map(|file| source.read(file.path)).collect()
}

/// Messages and attributes, in each of their variants, with the terms of the files `beside`.
///
/// # Errors
///
/// Where the text is no Fluent.
pub(super) fn locale(content: &str, beside: &[String]) -> Result<Vec<Text>, ()> {
    let resource = fluent_syntax::parser::parse(content).map_err(|_| ())?;
    let mut patterns = Patterns::new();
    for other in beside {
        let other = fluent_syntax::parser::parse(other.as_str()).map_err(|_| ())?;
        let terms = other.body.into_iter().filter_map(|entry| match entry {
            Entry::Term(term) => Some((format!("-{}", term.id.name), term.value)),
            Entry::Message(_)
            | Entry::Comment(_)
            | Entry::GroupComment(_)
            | Entry::ResourceComment(_)
            | Entry::Junk { .. } => None,
        });
        patterns.extend(terms);
    }
    for entry in resource.body {
        let (name, value, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.value, message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value), term.attributes),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => continue,
        };
        // A path through settings is no sentence.
        for attribute in attributes.into_iter().filter(|attribute| attribute.id.name != "line") {
            patterns.insert(format!("{name}.{}", attribute.id.name), attribute.value);
        }
        if let Some(value) = value {
            patterns.insert(name, value);
        }
    }
    let messages = patterns.iter().filter(|(key, _)| !key.starts_with('-'));
    let texts = messages.flat_map(|(key, pattern)| {
        let variants = variants(pattern, &patterns);
        variants.into_iter().enumerate().map(|(at, text)| Text {
            key: key.clone(),
            text,
            usual: at == 0,
        })
    });
    Ok(texts.collect())
}

/// What a pattern can say; the default of each choice first.
fn variants(pattern: &Pattern<&str>, all: &Patterns<'_>) -> Vec<String> {
    let mut said = vec![String::new()];
    for element in &pattern.elements {
        let next = match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression } => of_expression(expression, all),
        };
        said = next
            .iter()
            .flat_map(|after| said.iter().map(move |before| format!("{before}{after}")))
            .collect();
    }
    said
}

fn of_expression(expression: &Expression<&str>, all: &Patterns<'_>) -> Vec<String> {
    match expression {
        Expression::Select { variants: options, .. } => {
            let (default, others): (Vec<_>, Vec<_>) = options.iter().partition(|option| option.default);
            let options = default.into_iter().chain(others);
            options.flat_map(|option| variants(&option.value, all)).collect()
        }
        Expression::Inline(InlineExpression::StringLiteral { value }) => vec![(*value).to_owned()],
        Expression::Inline(InlineExpression::TermReference { id, .. }) => {
            let term = all.get(&format!("-{}", id.name));
            // A term that is not there must not take its sentence away.
            term.map_or_else(|| vec![VALUE.to_owned()], |term| variants(term, all))
        }
        Expression::Inline(InlineExpression::MessageReference { id, .. }) if id.name != "span" => {
            let message = all.get(id.name);
            message.map_or_else(|| vec![VALUE.to_owned()], |message| variants(message, all))
        }
        Expression::Inline(_) => vec![VALUE.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentence_with_a_term_of_another_file_is_read() {
        let texts = locale("key = A { -theirs }. { -lost } C.\n", &["-theirs = b\n".to_owned()]).unwrap();

        let said: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(said, ["A b. X C."]);
    }

    #[test]
    fn every_variant_of_a_message_is_read_with_its_terms() {
        let content =
            "-mine = It's fine.\nkey = A { $x ->\n    [one] b\n   *[other] c\n } d. { -mine }\n    .short = e\n";

        let texts: Vec<(String, String)> = locale(content, &[])
            .unwrap()
            .into_iter()
            .map(|text| (text.key, text.text))
            .collect();

        let said = |key: &str, text: &str| (key.to_owned(), text.to_owned());
        assert_eq!(
            texts,
            [
                said("key", "A c d. It's fine."),
                said("key", "A b d. It's fine."),
                said("key.short", "e")
            ]
        );
    }

    #[test]
    fn documents_are_read_without_their_code_and_tables() {
        let content = "# Title\n\nOne\ntwo.\n\n- Three.\n- Four.\n\n```sh\nno\n```\n\n| no |\n";

        let texts: Vec<String> = markdown(content).into_iter().map(|text| text.text).collect();

        assert_eq!(texts, ["One two.", "Three.", "Four."]);
    }

    #[test]
    fn a_page_is_read_without_its_tags() {
        let texts: Vec<String> = html("<p class=\"a b\">One <b>two</b>.</p>\n<br>\n")
            .into_iter()
            .map(|text| text.text)
            .collect();

        assert_eq!(texts, ["One two."]);
    }

    #[test]
    fn a_comment_of_several_lines_is_one_text() {
        let content = "/// Start\n/// it\n///\n/// Then more.\nstruct A;\nlet x = \"a b \\\n    c\";\n";

        let said = |texts: Vec<Text>| texts.into_iter().map(|text| text.text).collect::<Vec<_>>();

        assert_eq!(said(help(content)), ["Start it", "Then more."]);
        assert_eq!(said(strings(content)), ["a b c"]);
    }
}
