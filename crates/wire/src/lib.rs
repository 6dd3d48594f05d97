//! What crosses the WebSocket and is stored: targets, stages, outcomes, facts, reports and messages.
//!
//! Plain data with public fields. Numbers that a peer chose stay numbers, because a report must be able to say "7" where
//! no table knows 7; our own states are closed enums, so that adding one breaks every place that has to think about it.
//! Nothing here is a sentence: words are chosen when a report is read.

mod agent;
mod cipher_suite;
mod connection;
mod decode;
mod direction;
mod disclosure;
mod elapsed;
mod evidence;
mod facts;
mod failure;
mod file_setting;
mod frame;
mod gateway;
mod hex;
pub mod json;
mod kind;
mod leg;
mod message;
#[cfg(feature = "openapi")]
mod openapi;
mod outcome;
mod pdu;
mod phase;
mod problem;
mod rdp_file;
mod report;
mod request;
mod route;
mod run;
mod signal;
mod soundness;
mod stage;
mod stage_report;
mod target;
mod text;
mod watch;

pub use agent::{AGENT_SUBPROTOCOL, AgentCheck, AgentCommand, AgentMessage, Extent, Rejection};
pub use cipher_suite::CipherSuite;
pub use connection::{Connection, KernelFacts, Purpose};
pub use decode::{DecodeAnswer, DecodeRequest, DecodedCode, DecodedMeaning};
pub use direction::Direction;
pub use disclosure::{Disclosure, Life};
pub use elapsed::Elapsed;
pub use evidence::Exchange;
pub use facts::{
    AnswerFacts, AuthenticateFacts, CapabilitiesFacts, CertificateFacts, ChannelsFacts, ConnectFacts, DesktopFacts,
    Dial, Dialed, Facts, FinalizeFacts, GatewayTransport, KdcAnswer, LicenseFacts, LogonFacts, Lookup, MOST_ADDRESSES,
    NegotiateFacts, Nla, NtlmChallenge, PictureKind, ReachFacts, RecordKind, RelayFacts, ResolveFacts, SecondTry,
    SecureFacts, SettingsFacts, SignInFacts, SignInStep, StandardSecurity, StayFacts, TlsHello, TlsHelloAnswer,
    TokenForm, Told, Tool, TransportEnd, TunnelFacts, Unreachable,
};
pub use failure::{Failure, Service, TlsFault};
pub use file_setting::FileSetting;
pub use frame::FrameMessage;
pub use gateway::{Gateway, GatewayUsage};
pub use hex::{EVIDENCE_LIMIT, Hex, HexError};
pub use kind::{inspection_product, internal_ending, is_documentation, is_nobodys, known_protocol, network_of};
pub use leg::{Leg, LegEvent, LegKind, LegStarted, Node, Place};
pub use message::{ClientMessage, MOST_PLACES, RELAY_PLACE, Refusal, SUBPROTOCOL, ServerMessage};
pub use outcome::{NotChecked, Outcome};
pub use pdu::{Evidence, Pdu};
pub use phase::Phase;
pub use problem::{Problem, ProblemKind};
pub use rdp_file::{RdpFile, RdpFileError, RdpSetting, RdpSettings, lines_of_link};
pub use report::{Maker, Report, RunEnd, SCHEMA};
pub use request::{
    Ask, AskProgress, AskProgressReport, AskReceipt, AskRequest, ExportForm, ExportRequest, LONGEST_NOTE,
    LONGEST_REPORT, LONGEST_SEALED, LONGEST_TICKET, RedactionRequest, ShareContent, ShareReceipt, ShareRequest,
    ShareSource, SharedResult,
};
pub use route::Route;
pub use run::{Record, RunKey};
pub use signal::{ServerSignal, Signal};
pub use soundness::{
    LONGEST_RUN, Listed, MOST_CERTIFICATES, MOST_CONNECTIONS, MOST_ENTRIES, MOST_EVIDENCE, MOST_EXCHANGES, MOST_LEGS,
    MOST_NAMES, MOST_SIGNALS, ReportFault,
};
pub use stage::Stage;
pub use stage_report::{StageEvent, StageReport};
pub use target::{DEFAULT_PORT, DnsName, GATEWAY_PORT, Host, Port, Target, TargetError};
pub use text::{PeerText, filled, split_at_first};
pub use watch::WatchState;
