//! How what a program showed goes with what a check found out.

use wire::Stage;

use crate::program::Program;
use crate::row::Place;

/// How what a program showed goes with what a check found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// What the check saw makes the program show this.
    Explains(Match),
    /// The code speaks of another place than the one at which the check failed.
    DoesNotFit(Mismatch),
    /// Neither: the check cannot see what the code speaks of.
    SaysNothing(NoVerdictReason),
    /// The text tells whether the port was reached from where it comes from, and the check whether from here.
    Reach(Reach),
}

/// From where a port was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// From both places.
    Both,
    /// Only from where the text comes from.
    OnlyThere,
    /// Only from here.
    OnlyHere,
    /// From neither.
    Neither,
}

/// Why a program shows what it showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// What the two have in common.
    pub kind: MatchKind,
    /// The programs that show the code so.
    pub programs: Vec<Program>,
    /// The code as the text has it.
    pub code: String,
    /// Where the check saw it.
    pub stage: Stage,
}

/// What a code and a check have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MatchKind {
    /// The server told the check the very same reason.
    SameReason,
    /// The connection was closed there without a reason.
    Closed,
    /// The connection was reset there.
    Reset,
    /// The server fell silent there.
    Silent,
    /// The path broke there.
    Broken,
    /// The server broke off there, with a TLS alert or with what is no TLS.
    BrokenOff,
    /// The check failed at the step that the code speaks of.
    SameStage,
    /// The server requires NLA, which the program did not do.
    NlaRequired,
    /// A finding speaks of the same step.
    Finding(&'static str),
}

/// A code and a check that do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The code as the text has it.
    pub code: String,
    /// What it speaks of.
    pub spoken: Place,
    /// Where the check failed; absent where nothing failed that was checked.
    pub seen: Option<Stage>,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoVerdictReason {
    /// The text holds no code that is known.
    NotUnderstood,
    /// The code means different things in different programs, and the text does not tell which one it comes from.
    SeveralMeanings,
    /// The code speaks of the program itself or the device it runs on.
    AboutTheClient,
    /// The code speaks of a gateway or broker, which the check does not walk.
    AboutTheGateway,
    /// The check did not come to what the code speaks of: it has no password, or it was stopped.
    NotWalked,
    /// The code is no error, or says nothing of its own.
    NoReason,
    /// The output of a network tool tells of nothing that failed.
    NothingFailed,
    /// The output of a network tool is about another port than the check.
    OtherPort,
    /// It names another computer than the check, or the same one in another way.
    OtherComputer,
}
