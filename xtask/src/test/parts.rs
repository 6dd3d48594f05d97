//! What each part of `cargo xtask test` runs.
//!
//! All cargo calls for this machine name the whole workspace and pick targets by name: crates then have the same
//! features in every call, and nothing is compiled twice. The suite's binaries start the relay that `RDPTRACE_BIN`
//! names, which is the one that the tests of this machine have compiled, with the page inside.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::cli::{Part, Purpose, Route};
use crate::error::Error;
use crate::invocation::{Invocation, Stream};
use crate::project::{self, Project};
use crate::relay::Use;
use crate::test::lint;
use crate::test::totals::Totals;
use crate::{dist, page, relay, say, setup};

/// The suite's test binaries that need real servers or a browser, and the part that they belong to. All other test
/// binaries of the workspace belong to [`Part::Unit`].
const SUITE: &[(&str, Part)] = &[
    ("api", Part::Servers),
    ("bus", Part::Servers),
    ("servers", Part::Servers),
    ("contract", Part::Servers),
    ("store", Part::Servers),
    ("hostile", Part::Servers),
    ("faults", Part::Servers),
    ("floods", Part::Servers),
    ("monitoring", Part::Servers),
    ("proxied", Part::Servers),
    ("pcapng", Part::Servers),
    ("places", Part::Servers),
    ("browser", Part::Browser),
    ("triangle", Part::Browser),
    ("frames", Part::Frames),
    ("glance", Part::Glance),
    ("helpdesk", Part::Frames),
    ("markup", Part::Browser),
    ("request_tracker", Part::RequestTracker),
    ("results", Part::Browser),
    ("sharing", Part::Sharing),
    ("windows", Part::Windows),
    // With what `xtask dist --check` installs.
    ("installed", Part::Packages),
];

/// What the optimised relay is tried with.
const RELEASE: [&str; 2] = ["--test", "servers"];

/// The variable that tells the suite where rdptrace.exe is.
const EXE: &str = "SUITE_EXE";
/// The same for axe.
const AXE: &str = "SUITE_AXE";
/// The same for the portal's packages.
const HELPDESK: &str = "SUITE_HELPDESK";
/// The same for Request Tracker.
const REQUEST_TRACKER: &str = "SUITE_REQUEST_TRACKER";
/// The same for schemathesis.
const SCHEMATHESIS: &str = "SUITE_SCHEMATHESIS";
/// The same for the validator of markup.
const HTML_VALIDATE: &str = "SUITE_HTML_VALIDATE";

/// The parts of one run.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    project: &'a Project,
    route: Route,
    chosen: &'a [Part],
    page: Mutex<Page>,
}

/// The page in the relay, which two parts may want at the same time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Page {
    NotTried,
    Ready,
    /// The part that tried has said why.
    Failed,
}

/// What is done once and ahead of the parts that need it. A part that finds it undone does it itself.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Step {
    /// Installs programs.
    Tools,
    /// Builds the page.
    Page,
}

impl Step {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Page => "page",
        }
    }
}

impl<'a> Parts<'a> {
    pub(super) fn new(project: &'a Project, route: Route, chosen: &'a [Part]) -> Self {
        Self {
            project,
            route,
            chosen,
            page: Mutex::new(Page::NotTried),
        }
    }

    /// What the chosen parts want done ahead.
    pub(super) fn ahead(&self) -> Vec<Step> {
        let page = self.wants_page().then_some(Step::Page);
        let tools = (page.is_some() || !self.purposes().is_empty()).then_some(Step::Tools);
        tools.into_iter().chain(page).collect()
    }

    pub(super) fn prepare(&self, step: Step) -> Result<(), Error> {
        match step {
            // All at once: apt needs half a minute for its own affairs each time.
            Step::Tools => setup::install_packages_for(&self.purposes()),
            // Not yet into `dist`, for the relay is being compiled with what is there.
            Step::Page => page::make(self.project, self.route),
        }
    }

    /// Installs what `part` needs, runs it and counts its tests.
    pub(super) fn run(&self, part: Part, totals: &mut Totals) -> Result<(), Error> {
        match part {
            Part::Lint => lint::lint(self.project),
            Part::Clippy => lint::clippy(self.project),
            Part::Unit => self.unit(totals),
            Part::Wasm => self.wasm(totals),
            Part::Packages => self.packages(),
            Part::Servers
            | Part::Browser
            | Part::Sharing
            | Part::Glance
            | Part::Frames
            | Part::RequestTracker
            | Part::Release
            | Part::Windows => self.suite(part, totals),
        }
    }

    fn packages(&self) -> Result<(), Error> {
        dist::build_and_check(self.project, self.route)
    }

    fn purposes(&self) -> Vec<Purpose> {
        let page = self.wants_page().then_some(Purpose::Page);
        let of_parts = self.chosen.iter().filter_map(|part| part.purpose());
        of_parts
            .filter(|purpose| *purpose != Purpose::Lint)
            .chain(page)
            .collect()
    }

    fn wants_page(&self) -> bool {
        self.chosen.iter().any(|part| part.wants_page())
    }

    fn unit(&self, totals: &mut Totals) -> Result<(), Error> {
        let _step = say::step(
            "unit: compiling and running all tests that need nothing else",
            "4 minutes the first time",
        );
        let chosen = ["--workspace", "--no-fail-fast", "--lib", "--bins"].map(str::to_owned);
        let chosen: Vec<String> = chosen
            .into_iter()
            .chain(targets(&self.project.metadata, Part::Unit))
            .collect();
        let nextest = self.project.cargo().args(["nextest", "--version"]).answer().is_ok();
        let ran = if nextest {
            let run = self
                .project
                .cargo()
                .args(["nextest", "run", "--status-level", "fail"])
                .args(&chosen);
            counted(run, Stream::Err, totals)
        } else {
            counted(self.project.cargo().arg("test").args(&chosen), Stream::Out, totals)
        };
        if !totals.any_ran() {
            return ran;
        }
        // Run even after a failure, so that one run tells everything.
        let examples = self
            .project
            .cargo()
            .args(["test", "--workspace", "--doc", "--no-fail-fast"]);
        let documented = examples.run_reading(Stream::Out, |line| totals.read(line));
        ran.and(documented)
    }

    fn wasm(&self, totals: &mut Totals) -> Result<(), Error> {
        let tools = setup::ready_for_wasm_tests(self.project, self.route)?;
        let driver = project::program("chromedriver").unwrap_or_else(|| PathBuf::from("chromedriver"));
        let _step = say::step(
            "wasm: compiling the page's tests and running them in Chromium",
            "2 minutes the first time",
        );
        let test = Invocation::new("cargo").dir(&self.project.path(""));
        let test = tools
            .toolchain
            .runs(self.project, test)
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                tools.bindgen.with_file_name("wasm-bindgen-test-runner"),
            )
            .env("CHROMEDRIVER", driver)
            // The runner's own 20 s are short for a browser that starts on a busy machine.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
            .args(["test", "--package", "frontend", "--target", setup::WASM.triple])
            // Examples in the documentation run in `unit`; for them the toolchain has no flags.
            .args(["--tests", "--no-fail-fast", "--target-dir"])
            .arg(self.project.built(setup::WASM.side));
        counted(test, Stream::Out, totals)
    }

    /// The suite's tests of `part`, against the relay that they are for.
    fn suite(&self, part: Part, totals: &mut Totals) -> Result<(), Error> {
        let (relay, targets) = if part == Part::Release {
            (Use::ReleaseBesideTests, RELEASE.map(str::to_owned).to_vec())
        } else {
            (Use::Tests, targets(&self.project.metadata, part))
        };
        let purpose = part.purpose().unwrap_or(Purpose::Servers);
        setup::install_packages_for(&[purpose])?;
        if purpose == Purpose::Browser {
            setup::ready_for_browsers(self.project)?;
        }
        if purpose == Purpose::Servers {
            setup::ready_for_schemathesis(self.project)?;
        }
        let exe = (purpose == Purpose::Windows).then(|| dist::for_windows_tests(self.project, self.route));
        let exe = exe.transpose()?;
        if purpose == Purpose::RequestTracker {
            setup::ready_for_request_tracker(self.project)?;
        }
        if self.wants_page() {
            self.publish_page()?;
        }
        let relay = relay::build(self.project, relay)?;
        if targets.is_empty() {
            return Err(Error::NoTests);
        }
        let (what, takes) = part.runs();
        let _step = say::step(format_args!("running {what}"), takes);
        let test = self
            .project
            .cargo()
            // With the driver of Firefox, where Debian's drivers are.
            .env("PATH", self.project.search_path(None))
            .env(relay::BINARY, relay)
            .env(AXE, self.project.cached(setup::AXE))
            .env(HTML_VALIDATE, self.project.cached(setup::HTML_VALIDATE))
            .env(HELPDESK, self.project.cached(setup::PORTAL))
            .env(REQUEST_TRACKER, self.project.cached(setup::REQUEST_TRACKER))
            .env(SCHEMATHESIS, self.project.cached(setup::SCHEMATHESIS))
            .args(["test", "--workspace", "--no-fail-fast"]);
        let test = exe.into_iter().fold(test, |test, exe| test.env(EXE, exe));
        counted(test.args(&targets), Stream::Out, totals)
    }

    fn publish_page(&self) -> Result<(), Error> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        match *page {
            Page::Ready => Ok(()),
            Page::Failed => Err(Error::Page("building it failed, as is said above".to_owned())),
            Page::NotTried => {
                let built = page::build(self.project, self.route);
                *page = if built.is_ok() { Page::Ready } else { Page::Failed };
                built
            }
        }
    }
}

/// Runs tests and counts them; that none ran is an error, for a part without tests proves nothing.
fn counted(test: Invocation, stream: Stream, totals: &mut Totals) -> Result<(), Error> {
    test.run_reading(stream, |line| totals.read(line))?;
    if totals.any_ran() { Ok(()) } else { Err(Error::NoTests) }
}

/// The arguments that choose the integration tests of `part`: `--test <name>`, each name once.
fn targets(metadata: &Value, part: Part) -> Vec<String> {
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let packages = list(metadata, "packages");
    let targets = packages.iter().flat_map(|package| list(package, "targets"));
    let tests = targets.filter(|target| list(target, "kind").contains(&Value::from("test")));
    let mut names: Vec<String> = tests
        .filter_map(|test| test.get("name").and_then(Value::as_str).map(str::to_owned))
        .collect();
    let part_of = |name: &str| {
        SUITE
            .iter()
            .find(|(claimed, _)| *claimed == name)
            .map_or(Part::Unit, |(_, part)| *part)
    };
    names.retain(|name| part_of(name) == part);
    names.sort_unstable();
    names.dedup();
    names.into_iter().flat_map(|name| ["--test".to_owned(), name]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integration_tests_belong_to_unit_unless_another_part_claims_them() {
        let metadata = serde_json::json!({ "packages": [
            { "targets": [{ "kind": ["lib"], "name": "probe" }, { "kind": ["test"], "name": "prefixes" }] },
            { "targets": [{ "kind": ["test"], "name": "architecture" }, { "kind": ["test"], "name": "servers" },
                          { "kind": ["test"], "name": "browser" }, { "kind": ["bin"], "name": "bench" }] },
        ] });

        assert_eq!(
            targets(&metadata, Part::Unit),
            ["--test", "architecture", "--test", "prefixes"]
        );
        assert_eq!(targets(&metadata, Part::Servers), ["--test", "servers"]);
    }

    #[test]
    fn tests_that_ran_are_counted_and_none_is_an_error() {
        let mut totals = Totals::default();
        let some = Invocation::new("echo").arg("test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured");
        let none = Invocation::new("echo").arg("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured");

        assert!(matches!(counted(none, Stream::Out, &mut totals), Err(Error::NoTests)));
        assert!(counted(some, Stream::Out, &mut totals).is_ok());
        assert_eq!(totals.passed, 2);
    }
}
