//! The two forms of text, written line by line.

use diagnosis::Command;

/// Plain text, or Markdown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Markdown,
}

/// What has been written so far.
///
/// Its functions are never inlined, because the page, which has to be small, calls each of them often.
pub(super) struct Sheet {
    form: Form,
    out: String,
    /// Whether the last line belongs to a list or a table, which an empty line has to end.
    open: bool,
    /// The rows of a table of plain text, which is written once its widths are known.
    rows: Vec<Vec<String>>,
}

impl Sheet {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            out: String::new(),
            open: false,
            rows: Vec::new(),
        }
    }

    fn marks_down(&self) -> bool {
        self.form == Form::Markdown
    }

    /// The sentence above everything.
    pub(super) fn title(&mut self, text: &str) {
        let text = self.plain(text);
        let mark = if self.marks_down() { "## " } else { "" };
        self.line(&[mark, &text]);
        self.gap();
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.close();
        let text = self.plain(text);
        if self.marks_down() {
            self.line(&["### ", &text]);
        } else {
            let under: String = text.chars().map(|_| '-').collect();
            self.line(&[&text]);
            self.line(&[&under]);
        }
        self.gap();
    }

    pub(super) fn subheading(&mut self, text: &str) {
        self.close();
        let text = self.plain(text);
        let mark = if self.marks_down() { "#### " } else { "" };
        self.line(&[mark, &text]);
        if self.marks_down() {
            self.gap();
        }
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.close();
        let text = self.plain(text);
        self.line(&[&text]);
        self.gap();
    }

    /// What heads a list.
    pub(super) fn label(&mut self, text: &str) {
        self.close();
        let text = self.plain(text);
        if self.marks_down() {
            self.line(&["**", &text, "**"]);
            self.gap();
        } else {
            self.line(&[&text]);
        }
    }

    /// A labelled value.
    pub(super) fn fact(&mut self, label: &str, value: &str) {
        let (label, value) = (self.plain(label), self.plain(value));
        let mark = if self.marks_down() { "- " } else { "" };
        self.line(&[mark, &label, ": ", &value]);
        self.open = true;
    }

    /// A labelled link, which is ours and to be followed.
    pub(super) fn link(&mut self, label: &str, link: &str) {
        let odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>');
        if !self.marks_down() || link.contains(odd) {
            return self.fact(label, link);
        }
        let label = self.plain(label);
        self.line(&["- ", &label, ": <", link, ">"]);
    }

    /// One thing to do.
    pub(super) fn step(&mut self, number: usize, text: &str) {
        let text = self.plain(text);
        let indent = if self.marks_down() { "" } else { "  " };
        self.line(&[indent, &number.to_string(), ". ", &text]);
        self.open = true;
    }

    /// A line to type: below a step it belongs to that.
    pub(super) fn command(&mut self, command: &Command) {
        let typed = clean(&command.line);
        if !self.marks_down() {
            let indent = if self.open { "     " } else { "" };
            self.line(&[indent, &command.shell, ": ", &typed]);
            return;
        }
        let indent = if self.open { "   " } else { "" };
        let language = match command.shell.as_str() {
            "PowerShell" => "powershell",
            "Terminal" => "sh",
            _ => "text",
        };
        // A fence ends with as many backticks as it began with, so it begins with more than any line has.
        let fence = if typed.contains("```") { "~~~~" } else { "```" };
        self.line(&[indent, fence, language]);
        self.line(&[indent, &typed]);
        self.line(&[indent, fence]);
    }

    /// Begins a table: in Markdown with heads, in plain text with a heading.
    pub(super) fn table(&mut self, title: &str, heads: &[String]) {
        self.heading(title);
        if self.marks_down() {
            self.row(heads);
            let rule: Vec<&str> = heads.iter().map(|_| "---|").collect();
            self.line(&["|", &rule.concat()]);
        }
    }

    pub(super) fn row(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| self.plain(cell)).collect();
        if self.marks_down() {
            self.line(&["| ", &cells.join(" | "), " |"]);
        } else {
            self.rows.push(cells);
        }
        self.open = true;
    }

    /// Ends a table. Columns of plain text are as wide as their widest cell, but for the last.
    pub(super) fn end_table(&mut self) {
        let rows = core::mem::take(&mut self.rows);
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
        };
        let columns = rows.first().map_or(0, Vec::len);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                let missing = width.saturating_sub(cell.chars().count()) + 2;
                line.extend(core::iter::repeat_n(' ', missing));
            }
            self.line(&[line.trim_end()]);
        }
        self.close();
    }

    /// An empty line, unless there is one.
    pub(super) fn gap(&mut self) {
        self.open = false;
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Everything, with one end of line behind it.
    pub(super) fn finish(self) -> String {
        let mut text = self.out.trim_end().to_owned();
        text.push('\n');
        text
    }

    fn close(&mut self) {
        if self.open {
            self.gap();
        }
    }

    fn line(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
        self.out.push('\n');
    }

    /// The text as this form needs it to mean itself.
    fn plain(&self, text: &str) -> String {
        if self.marks_down() { escaped(text) } else { clean(text) }
    }
}

/// Without control characters, which also keeps it on one line.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// For Markdown: a backslash before whatever begins emphasis, code, links, HTML, entities or cells.
///
/// Parentheses mean something behind a bracket only, and other marks only at the start of a line, where ours stand.
/// Addresses of web pages are broken, since some readers make links of them.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for c in clean(text).chars() {
        let dot = c == '.' && safe.to_ascii_lowercase().ends_with("www");
        let slash = c == '/' && safe.ends_with(':');
        if dot || slash || r"\`*_[]<>|~&".contains(c) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_peer_means_itself_in_markdown() {
        assert_eq!(
            escaped("*a* _b_ [c](d) <img src=x> `e` | ~~f~~ &lt; \\"),
            r"\*a\* \_b\_ \[c\](d) \<img src=x\> \`e\` \| \~\~f\~\~ \&lt; \\"
        );
        assert_eq!(
            escaped("http://x.example www.x.example"),
            r"http:\//x.example www\.x.example"
        );
        assert_eq!(escaped("a\n# b\u{1b}[0m"), r"a# b\[0m");
    }

    #[test]
    fn a_line_cannot_end_the_block_that_it_stands_in() {
        let mut sheet = Sheet::new(Form::Markdown);

        sheet.command(&Command {
            shell: "Terminal".to_owned(),
            line: "a ``` b\n```".to_owned(),
        });

        assert_eq!(sheet.finish(), "~~~~sh\na ``` b```\n~~~~\n");
    }

    #[test]
    fn columns_of_plain_text_stand_below_each_other() {
        let mut sheet = Sheet::new(Form::Text);
        sheet.table("Steps", &[]);
        sheet.row(&["1".to_owned(), "passed".to_owned(), "ü".to_owned(), "end".to_owned()]);
        sheet.row(&["10".to_owned(), "no".to_owned(), "long".to_owned(), String::new()]);
        sheet.end_table();

        assert_eq!(
            sheet.finish(),
            "Steps\n-----\n\n1   passed  ü     end\n10  no      long\n"
        );
    }
}
