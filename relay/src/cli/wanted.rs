//! The computers that a command line names.

use std::io::{self, Write as _};
use std::path::Path;

use wire::{Gateway, GatewayUsage, RdpFile, RdpSettings, Route, Target, lines_of_link};

use super::exit::Exit;
use super::list;
use crate::Error;

/// A computer to check, and what a connection file says about the way there.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) target: Target,
    pub(super) route: Route,
}

impl From<Target> for Wanted {
    fn from(target: Target) -> Self {
        let route = Route::default();
        Self { target, route }
    }
}

impl From<RdpFile> for Wanted {
    fn from(RdpFile { target, route }: RdpFile) -> Self {
        Self { target, route }
    }
}

/// The computers that were named, each by a target, a connection file, or a link.
///
/// # Errors
///
/// What is wrong with the first one that names none.
pub(super) fn parse_all(targets: &[String]) -> Result<Vec<Wanted>, Error> {
    let wanted = |text: &String| {
        let lower = text.to_ascii_lowercase();
        // By its name alone: whoever means a file that is not there is told so, instead of that no computer is called
        // like it.
        if lower.ends_with(".rdp") || lower.ends_with(".rdpw") {
            return read_connection_file(Path::new(text));
        }
        // A plain `rdp://pc` is an address that was typed wrong, and said to be.
        if lower.contains("=s:")
            && let Some(link) = lines_of_link(text)
        {
            let file = RdpFile::of(&RdpSettings::read(&link)).map_err(|fault| Error::ConnectionFile {
                path: text.into(),
                fault,
            })?;
            return Ok(file.into());
        }
        Ok(parse(text)?.into())
    };
    targets.iter().map(wanted).collect()
}

fn read_connection_file(path: &Path) -> Result<Wanted, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::TargetFile {
        path: path.to_owned(),
        source,
    })?;
    let file = RdpFile::parse(&bytes).map_err(|fault| Error::ConnectionFile {
        path: path.to_owned(),
        fault,
    })?;
    Ok(file.into())
}

/// The same computers, all of them behind `gateway`.
///
/// # Errors
///
/// Where `gateway` is none.
pub(super) fn through(targets: Vec<Wanted>, gateway: &str) -> Result<Vec<Wanted>, Error> {
    let gateway = Gateway {
        target: Target::of_gateway(gateway).map_err(Error::BadTarget)?,
        usage: GatewayUsage::Always,
    };
    let behind = targets.into_iter().map(|mut wanted| {
        wanted.route.gateway = Some(gateway.clone());
        wanted
    });
    Ok(behind.collect())
}

/// The computers of a list. Lines that name none are told, and the others are checked all the same.
///
/// # Errors
///
/// Where the file cannot be read.
pub(super) fn read_list(path: &Path) -> Result<(Vec<Wanted>, Exit), Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::TargetFile {
        path: path.to_owned(),
        source,
    })?;
    let list = list::read(&text);
    if list.targets.is_empty() && list.unreadable.is_empty() {
        return Err(Error::EmptyList { path: path.to_owned() });
    }
    let exit = if list.unreadable.is_empty() {
        Exit::Passed
    } else {
        Exit::Unusable
    };
    for (number, error) in list.unreadable {
        let error = Error::BadTarget(error);
        writeln!(io::stderr(), "{}, line {number}: {error}", path.display()).map_err(Error::Output)?;
    }
    Ok((list.targets.into_iter().map(Wanted::from).collect(), exit))
}

/// A target as it was typed.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn parse(target: &str) -> Result<Target, Error> {
    target
        .parse()
        .map_err(|error| something_else(target).unwrap_or(Error::BadTarget(error)))
}

/// What `text`, which names no computer, is instead; absent where that isn't clear.
fn something_else(text: &str) -> Option<Error> {
    let text = text.trim();
    let instead = if is_a_code(text) {
        format!("{text} is a code, not a computer. To see what it means, use `rdptrace explain {text}`")
    } else if Path::new(text).is_file() {
        format!("{text} is a file, not a computer. To check the computers it lists, use --file {text}")
    } else if Path::new(text).is_dir() {
        format!("{text} is a folder, not a computer")
    } else if let Some(computer) = in_command(text) {
        format!("enter only the computer: {computer}")
    } else {
        return None;
    };
    Some(Error::NotAComputer(instead))
}

fn is_a_code(text: &str) -> bool {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    digits.is_some_and(|digits| digits.len() <= MOST_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The computer in a command that starts an app, such as `mstsc /v:pc` or `xfreerdp /v:pc /u:anna`.
fn in_command(text: &str) -> Option<Target> {
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let lower = word.to_ascii_lowercase();
        let computer = match lower.strip_prefix("/v") {
            Some("") => words.next(),
            Some(after) => after.strip_prefix(':'),
            None => None,
        };
        if let Some(computer) = computer {
            return computer.parse().ok();
        }
    }
    None
}

/// Codes have 32 bits.
const MOST_DIGITS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        parse(text).map_or_else(|error| error.to_string(), |target| target.to_string())
    }

    #[test]
    fn code_in_the_place_of_a_computer_leads_to_what_explains_it() {
        for code in ["0x4", "0X204", " 0x4 "] {
            let told = told(code);
            assert!(told.ends_with(&format!("`rdptrace explain {}`", code.trim())), "{told}");
        }
        assert!(told("0x7f.1").contains("IPv4"));
    }

    #[test]
    fn computer_in_a_command_is_named() {
        for text in [
            "mstsc /v:pc:3390",
            "mstsc.exe /V pc:3390 /admin",
            "xfreerdp /u:anna /v:pc:3390",
        ] {
            assert_eq!(told(text), "enter only the computer: pc:3390", "{text}");
        }
        assert!(told("my pc").contains("spaces"));
        assert_eq!(told("'pc:3390'"), "pc:3390");
    }

    #[test]
    fn file_in_the_place_of_a_computer_leads_to_the_option_for_lists() {
        let list = std::env::temp_dir().join(format!("rdptrace-{}-computers", std::process::id()));
        std::fs::write(&list, "pc\n").unwrap();

        let told = told(list.to_str().unwrap());
        std::fs::remove_file(&list).unwrap();
        let folder = self::told(std::env::temp_dir().to_str().unwrap());

        assert!(told.contains("--file"), "{told}");
        assert!(folder.contains("is a folder"), "{folder}");
    }
}
