//! What stands in the field, and how it is understood before anything runs.

use wire::{RdpFile, RdpFileError, Route, Target, TargetError, lines_of_link, split_at_first};

/// The field for the computer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    text: String,
    /// The connection file that the text was read from; gone as soon as the text is edited.
    file: Option<ReadFile>,
    /// What was wrong with the connection file that was offered last.
    file_fault: Option<Complaint>,
    /// Whether the reader is told what is wrong: not before they have left the field or asked for a check.
    judged: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct ReadFile {
    name: Option<String>,
    route: Route,
}

/// What a check would run against.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// The computer and the port.
    pub target: Target,
    /// Whether that was read from a connection file or from lines of one.
    pub from_file: bool,
    /// The file's name; absent for pasted lines.
    pub file_name: Option<String>,
    /// What the file says about the way there.
    pub route: Route,
}

/// What is wrong with what was typed, pasted or dropped.
#[derive(Clone, Debug, PartialEq)]
pub enum Complaint {
    /// The text names no computer.
    Target(TargetError),
    /// The connection file is of no use.
    File(RdpFileError),
}

impl Form {
    /// A form that somebody else filled, such as by a link; what is wrong with that is said at once.
    pub fn filled(text: impl Into<String>) -> Self {
        let mut form = Self {
            text: text.into(),
            ..Self::default()
        };
        form.leave();
        form
    }

    /// What stands in the field, as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing in the field.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// What a check would run against.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the text.
    pub fn understood(&self) -> Result<Understood, Complaint> {
        if looks_like_a_connection_file(&self.text) {
            let file = RdpFile::parse(self.text.as_bytes()).map_err(Complaint::File)?;
            return Ok(Understood {
                target: file.target,
                from_file: true,
                file_name: None,
                route: file.route,
            });
        }
        let target = self.text.parse().map_err(Complaint::Target)?;
        let file = self.file.as_ref();
        Ok(Understood {
            target,
            from_file: file.is_some(),
            file_name: file.and_then(|file| file.name.clone()),
            route: file.map(|file| file.route.clone()).unwrap_or_default(),
        })
    }

    /// What the reader is to be told, once it is time to tell them.
    pub fn complaint(&self) -> Option<Complaint> {
        let of_text = || self.judged.then(|| self.understood().err()).flatten();
        self.file_fault.clone().or_else(of_text)
    }

    /// The field's text is another one.
    pub fn edit(&mut self, text: String) {
        self.text = text;
        self.file = None;
        self.file_fault = None;
        self.judged &= self.understood().is_err();
    }

    /// The reader left the field. Leaving it empty is no mistake yet.
    pub fn leave(&mut self) {
        self.judged |= !self.is_blank();
    }

    /// The reader asked for a check.
    pub fn submit(&mut self) -> Option<Understood> {
        self.file_fault = None;
        self.judged = true;
        self.understood().ok()
    }

    /// The text stays as it was where the file is of no use.
    pub fn read_file(&mut self, name: Option<String>, bytes: &[u8]) {
        match RdpFile::parse(bytes) {
            Ok(RdpFile { target, route }) => {
                self.edit(target.to_string());
                self.file = Some(ReadFile { name, route });
            }
            Err(error) => self.file_fault = Some(Complaint::File(error)),
        }
    }
}

/// Whether `text` is a line of a connection file, or several: `full address:s:pc.example.org`, or a link with such
/// settings. No target holds `:s:` or `:i:`, since neither is a port or a part of an IPv6 address.
pub fn looks_like_a_connection_file(text: &str) -> bool {
    let has = |text: &str, mark| split_at_first(text, mark).is_some();
    [":s:", ":i:"].into_iter().any(|mark| has(text, mark)) || (has(text, "=s:") && lines_of_link(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_complained_about_while_the_reader_types_for_the_first_time() {
        let mut form = Form::default();

        form.edit("pc:".to_owned());
        assert_eq!(form.complaint(), None);

        form.leave();
        assert!(matches!(
            form.complaint(),
            Some(Complaint::Target(TargetError::Port { .. }))
        ));
    }

    #[test]
    fn a_complaint_goes_when_the_text_is_mended_and_does_not_jump_back_while_typing() {
        let mut form = Form::filled("my pc");
        assert!(form.complaint().is_some());

        form.edit("mypc".to_owned());
        assert_eq!(form.complaint(), None);

        form.edit("mypc:".to_owned());
        assert_eq!(form.complaint(), None);
    }

    #[test]
    fn leaving_the_field_empty_is_no_mistake_but_checking_nothing_is() {
        let mut form = Form::default();

        form.leave();
        assert_eq!(form.complaint(), None);

        assert_eq!(form.submit(), None);
        assert_eq!(form.complaint(), Some(Complaint::Target(TargetError::Empty)));
    }

    #[test]
    fn a_connection_file_fills_the_field_and_names_its_gateway() {
        let mut form = Form::default();

        form.read_file(
            Some("office.rdp".to_owned()),
            b"full address:s:pc\ngatewayhostname:s:gw.example\ngatewayusagemethod:i:1\n",
        );

        let understood = form.understood().unwrap();
        assert_eq!(form.text(), "pc:3389");
        assert_eq!(understood.file_name.as_deref(), Some("office.rdp"));
        let gateway = understood.route.gateway.unwrap();
        assert_eq!(gateway.target.to_string(), "gw.example:443");
    }

    #[test]
    fn what_is_typed_over_a_file_is_not_the_files_any_more() {
        let mut form = Form::default();
        form.read_file(
            Some("office.rdp".to_owned()),
            b"full address:s:pc\ngatewayhostname:s:gw.example\ngatewayusagemethod:i:1\n",
        );

        form.edit("other-pc".to_owned());

        let understood = form.understood().unwrap();
        assert_eq!((understood.from_file, understood.file_name), (false, None));
        assert_eq!(understood.route, Route::default());
    }

    #[test]
    fn complaint_about_a_file_is_gone_once_the_typed_text_is_checked() {
        let mut form = Form::filled("pc");
        form.read_file(None, b"hello");

        assert!(form.submit().is_some());

        assert_eq!(form.complaint(), None);
    }

    #[test]
    fn a_useless_file_is_named_and_leaves_the_typed_text_alone() {
        let mut form = Form::filled("pc");

        form.read_file(None, b"hello");

        assert_eq!(
            form.complaint(),
            Some(Complaint::File(RdpFileError::NotAConnectionFile))
        );
        assert_eq!(form.text(), "pc");
    }

    #[test]
    fn settings_of_a_link_are_taken_along() {
        let form = Form::filled("rdp://full%20address=s:pc:3390&enablecredsspsupport=i:0");

        let understood = form.understood().unwrap();

        assert_eq!(understood.target.to_string(), "pc:3390");
        assert_eq!(understood.route.settings, [wire::FileSetting::NlaOff]);
    }

    #[test]
    fn a_pasted_line_of_a_connection_file_is_understood() {
        let form = Form::filled("full address:s:pc.example.org:3390");

        let understood = form.understood().unwrap();

        assert_eq!(understood.target.to_string(), "pc.example.org:3390");
        assert!(understood.from_file);
    }
}
