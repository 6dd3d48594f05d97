use serde::Serialize;
use wire::Stage;

use crate::steps::Remedy;

/// One statement about a report: what is wrong, how sure that is, and who must act.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The permanent id, such as `RDP-TLS-004`.
    pub id: &'static str,
    /// The leg it is about, by its place in [`Report::legs`].
    pub leg: usize,
    /// The stage of that leg it is about.
    pub stage: Stage,
    /// How bad it is.
    pub severity: Severity,
    /// How far the evidence goes.
    pub confidence: Confidence,
    /// Who must act.
    pub actor: Actor,
    /// The values that its sentences name.
    pub parameters: Vec<(&'static str, Parameter)>,
    /// What can be done, for all readers, and where the computer's logs confirm it; in order.
    pub remedies: &'static [Remedy],
}

impl Finding {
    /// What can be done, for all readers. Whoever looked from their own machine is not told to look from there, nor to change
    /// a policy: on one's own machine it is metadata services that are refused, and no policy allows those. Where all went
    /// well from there, another network changes nothing.
    pub fn remedies(&self) -> impl Iterator<Item = Remedy> {
        let own = matches!(self.parameters.last(), Some((PLACE, Parameter::Text(looker))) if looker == TERMINAL);
        let went_well = own && self.severity == Severity::Info;
        let is_vain = move |remedy: Remedy| {
            (own && matches!(remedy, Remedy::OwnRelay | Remedy::RelayPolicy))
                || (went_well && remedy == Remedy::OtherNetwork)
        };
        self.remedies.iter().copied().filter(move |remedy| !is_vain(*remedy))
    }
}

/// The value that says who looked, the last one of every finding.
pub(crate) const PLACE: &str = "place";
/// The reader's own machine, which needs no check from there.
pub(crate) const TERMINAL: &str = "terminal";

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It stops the connection.
    Error,
    /// It stops some clients, or makes the connection bad.
    Warning,
    /// Worth knowing.
    Info,
}

/// How far the evidence goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The peer said so, or nothing else can look like this.
    Certain,
    /// The usual reason for what was seen.
    Likely,
    /// One of several reasons.
    Possible,
}

/// Who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The person who wants to connect.
    You,
    /// Whoever looks after the network between.
    Network,
    /// Whoever looks after the computer.
    Administrator,
    /// Whoever runs the relay.
    RelayOwner,
    /// Nobody: all is well.
    Nobody,
}

/// A value that a sentence names.
#[derive(Clone, Debug, PartialEq)]
pub enum Parameter {
    /// Text.
    Text(String),
    /// A number, formatted as the language does.
    Number(f64),
}

impl From<&str> for Parameter {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Parameter {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Parameter {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Parameter {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}
