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
    target.parse().map_err(Error::BadTarget)
}
