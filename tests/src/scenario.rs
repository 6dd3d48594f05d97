//! A scenario: how one server, its name and its network behave, and what rdptrace is to say about it.
//!
//! One file each in `scenarios/`; the file's name is the scenario's. Two runners play them: over sockets against the
//! built program, and in memory against the check itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use wire::{Outcome, Stage};

use crate::certificate::Quality;
use crate::pdu::Computer;

/// One behaviour.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its file's name without the ending.
    #[serde(skip)]
    pub id: String,
    /// What happens, in a sentence.
    pub name: String,
    /// Whether a real server was seen to do so; else only a specification says that it may.
    pub observed: bool,
    /// Where it was seen or stands.
    pub source: String,
    /// What is asked for, and how far its name and its network let anybody come.
    #[serde(default)]
    pub target: TargetScript,
    /// What the server does on each connection, in order; the last serves all that follow. None where nobody answers.
    #[serde(default)]
    pub connections: Vec<ConnectionScript>,
    /// What is to come out.
    pub expect: Expectation,
}

/// A name, and what answers behind its addresses.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TargetScript {
    /// What the resolver says; where absent, an address is asked for.
    pub lookup: Option<Lookup>,
    /// The addresses, in the order in which the resolver gives them; where empty, one IPv4 address that answers.
    pub addresses: Vec<AddressScript>,
}

/// How a resolver answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lookup {
    /// With all addresses of the script.
    Addresses,
    /// With an alias that leads to them.
    Alias,
    /// The name does not exist (NXDOMAIN).
    NoSuchName,
    /// The name exists, without addresses (NODATA).
    NoData,
    /// SERVFAIL.
    ServerFailure,
    /// REFUSED.
    Refused,
    /// Not at all.
    Silence,
}

/// One address of the target.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressScript {
    /// Of which kind.
    #[serde(default)]
    pub family: Family,
    /// What becomes of a connection to it.
    pub dial: DialScript,
}

/// The two kinds of addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// IPv4.
    #[default]
    V4,
    /// IPv6.
    V6,
}

/// What becomes of an attempt to connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DialScript {
    /// The server answers.
    Answered,
    /// RST.
    Refused,
    /// Nothing.
    Silent,
    /// ICMP host unreachable. In memory only.
    HostUnreachable,
    /// ICMP network unreachable. In memory only.
    NetworkUnreachable,
}

/// What a server does on one connection.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionScript {
    /// One after the other; after the last one the server waits for the client to leave.
    pub steps: Vec<Step>,
}

/// One thing that a server does.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Waits for a whole TPKT packet and takes it.
    AwaitPacket,
    /// Waits for a whole TLS record and takes it.
    AwaitRecord,
    /// Waits for a whole TSRequest and takes it.
    AwaitToken,
    /// Waits so long, in milliseconds.
    PauseMs(u64),
    /// Sends text, in clear or inside TLS as the connection is.
    Text(String),
    /// Sends bytes, written as hexadecimal digits; spaces are for the reader.
    Hex(String),
    /// Sends one byte again and again.
    Flood {
        /// The byte.
        byte: u8,
        /// How often.
        length: u32,
    },
    /// Sends bytes one at a time.
    Drip {
        /// The bytes, as hexadecimal digits.
        hex: String,
        /// The time between two.
        every_ms: u64,
    },
    /// X.224 Connection Confirm.
    Confirm {
        /// selectedProtocol.
        protocol: u32,
        /// The flags of the response.
        #[serde(default)]
        flags: u8,
    },
    /// X.224 Connection Confirm without negotiation data.
    ConfirmWithoutData,
    /// RDP Negotiation Failure.
    NegotiationFailure(u32),
    /// X.224 Disconnect Request with its reason.
    DisconnectRequest(u8),
    /// A TLS alert in clear.
    Alert(u8),
    /// Answers one ClientHello as a server that speaks this version only, 0x0301 to 0x0303, and no further.
    OnlyTls(u16),
    /// Plays a healthy server up to its own part in a stage, and not that part itself.
    Serve {
        /// Up to where.
        until: Point,
        /// The protocols that it takes: 1 TLS, 2 CredSSP, 8 CredSSP with early user authorization.
        #[serde(default = "tls_only")]
        protocols: u32,
        /// Its certificate.
        #[serde(default)]
        certificate: Quality,
    },
    /// Waits for a TSRequest and answers with an NTLM challenge.
    Challenge {
        /// In which form.
        form: TokenScript,
        /// The version of the TSRequest.
        #[serde(default = "credssp_version")]
        version: u8,
        /// What it tells.
        #[serde(default)]
        computer: Box<Computer>,
    },
    /// TSRequest with an NTSTATUS.
    CredsspStatus(u32),
    /// MCS Connect Response with this result.
    McsRefusal(u8),
    /// MCS Disconnect Provider Ultimatum with this reason.
    Ultimatum(u8),
    /// Set Error Info.
    ErrorInfo(u32),
    /// Licensing Error Message.
    LicenseError {
        /// dwErrorCode.
        code: u32,
        /// dwStateTransition.
        transition: u32,
    },
    /// Save Session Info with a logon error.
    LogonError {
        /// ErrorNotificationType.
        notification: u32,
        /// ErrorNotificationData.
        data: u32,
    },
    /// Server Redirection to this address.
    Redirection(String),
    /// Deactivate All and the whole activation again, so often.
    Reactivate(u8),
    /// The first picture.
    Picture,
    /// FIN.
    Close,
    /// RST.
    Reset,
}

/// Where a healthy server stops, in the order of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Point {
    /// The connection request has come; the confirm is not sent.
    Confirm,
    /// The ClientHello has come; the ServerHello is not sent.
    ServerHello,
    /// TLS stands; nothing that came inside is answered.
    Token,
    /// MCS Connect Initial has come; the response is not sent.
    Settings,
    /// The settings are exchanged; the client's Attach User is not answered.
    Channels,
    /// All channels are joined; Client Info is not read.
    Logon,
    /// Client Info has come; no licensing message is sent.
    License,
    /// Licensing is over; Demand Active is not sent.
    Capabilities,
    /// Confirm Active has come; nothing of the finalization is answered.
    Finalize,
    /// Everything is over but the picture.
    Desktop,
}

/// The form of a CredSSP answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenScript {
    /// Inside SPNEGO, as Windows does.
    Spnego,
    /// Raw NTLMSSP where the client sent that; zero bytes where it sent SPNEGO, as FreeRDP's shadow server does.
    RawOnly,
    /// A challenge whose lengths point outside it.
    Broken,
}

/// What is to come out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The outcomes from the first stage that is not simply passed on. Those before are `passed`.
    #[serde(default)]
    pub stages: BTreeMap<Stage, Outcome>,
    /// The outcome of all stages behind the last one named.
    #[serde(default = "not_reached")]
    pub rest: Outcome,
    /// The id of the first finding.
    pub finding: String,
    /// The kind of the broken stage's failure, such as `reset`; not looked at where absent.
    #[serde(default)]
    pub failure: Option<String>,
    /// The broken stage's number that must not get lost on the way, such as a failure code.
    #[serde(default)]
    pub code: Option<u32>,
}

impl Expectation {
    /// The outcome of every stage from the first on.
    pub fn outcomes(&self) -> impl Iterator<Item = (Stage, Outcome)> {
        let mut behind = self.stages.is_empty();
        Stage::probed().map(move |stage| {
            let outcome = match self.stages.get(&stage) {
                Some(outcome) => *outcome,
                None if behind => self.rest,
                None => Outcome::Passed,
            };
            behind |= self.stages.keys().next_back() == Some(&stage);
            (stage, outcome)
        })
    }
}

impl Scenario {
    /// All scenarios of the folder, by name.
    pub fn all() -> Vec<Self> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let mut files: Vec<_> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.expect("a readable folder").path())
            .collect();
        files.sort();
        files
            .into_iter()
            .map(|path| {
                let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let mut scenario: Self =
                    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let stem = path.file_stem().expect("a file's name");
                scenario.id = stem.to_string_lossy().into_owned();
                scenario
            })
            .collect()
    }

    /// The addresses of the target, one that answers where the file names none.
    pub fn addresses(&self) -> Vec<AddressScript> {
        if !self.target.addresses.is_empty() {
            return self.target.addresses.clone();
        }
        vec![AddressScript {
            family: Family::V4,
            dial: DialScript::Answered,
        }]
    }

    /// Whether real sockets on loopback can behave so.
    pub fn fits_sockets(&self) -> bool {
        self.target.addresses.iter().all(|address| match address.dial {
            DialScript::Answered | DialScript::Refused | DialScript::Silent => true,
            DialScript::HostUnreachable | DialScript::NetworkUnreachable => false,
        })
    }

    /// What the server does on its connection number `place`, counted from 0.
    pub fn steps(&self, place: usize) -> Vec<Step> {
        steps(&self.connections, place)
    }
}

/// What a server does on its connection number `place`, counted from 0.
pub fn steps(script: &[ConnectionScript], place: usize) -> Vec<Step> {
    let connection = script.get(place).or_else(|| script.last());
    connection
        .map(|connection| connection.steps.clone())
        .unwrap_or_default()
}

fn tls_only() -> u32 {
    1
}

fn credssp_version() -> u8 {
    6
}

fn not_reached() -> Outcome {
    Outcome::NotReached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_before_the_named_stages_are_passed_and_those_behind_are_the_rest() {
        let expectation: Expectation =
            toml::from_str("stages = { secure = 'failed', settings = 'not_checked' }\nfinding = 'RDP-TLS-001'")
                .unwrap();

        let outcomes: Vec<_> = expectation.outcomes().map(|(_, outcome)| outcome).collect();

        assert_eq!(outcomes.len(), 13);
        assert_eq!(
            outcomes[..4],
            [Outcome::Passed, Outcome::Passed, Outcome::Passed, Outcome::Failed]
        );
        assert_eq!(outcomes[4..6], [Outcome::Passed, Outcome::NotChecked]);
        assert!(outcomes[6..].iter().all(|outcome| *outcome == Outcome::NotReached));
    }

    #[test]
    fn a_word_that_the_format_does_not_know_is_refused() {
        let wrong = "name = 'x'\nobserved = true\nsource = 'x'\nsteps = []\n[expect]\nfinding = 'RDP-TLS-001'";

        assert!(toml::from_str::<Scenario>(wrong).is_err());
    }

    #[test]
    fn every_file_is_a_scenario() {
        assert!(!Scenario::all().is_empty());
    }
}
