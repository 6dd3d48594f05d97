//! What each stage found out: sent, received, measured. Never an opinion.

mod credssp;
mod gateway;
mod network;
mod security;
mod session;

use serde::{Deserialize, Serialize};

pub use credssp::{AuthenticateFacts, KdcAnswer, Nla, NtlmChallenge, SignInStep, TokenForm};
pub use gateway::{AnswerFacts, GatewayTransport, SignInFacts, TunnelFacts};
pub use network::{
    ConnectFacts, Dial, Dialed, Lookup, MOST_ADDRESSES, ReachFacts, RecordKind, RelayFacts, ResolveFacts, Told, Tool,
    Unreachable,
};
pub use security::{
    CertificateFacts, NegotiateFacts, SecondTry, SecureFacts, StandardSecurity, TlsHello, TlsHelloAnswer, TransportEnd,
};
pub use session::{
    CapabilitiesFacts, ChannelsFacts, DesktopFacts, FinalizeFacts, LicenseFacts, LogonFacts, PictureKind,
    SettingsFacts, StayFacts,
};

use crate::Stage;
use crate::json::{ReadJson, WriteJson};

/// The facts of one stage. On the wire: `"stage": …, "facts": { … }`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "stage", content = "facts", rename_all = "lowercase")]
pub enum Facts {
    /// Facts of [`Stage::Relay`].
    Relay(RelayFacts),
    /// Facts of [`Stage::Reach`].
    Reach(ReachFacts),
    /// Facts of [`Stage::Resolve`].
    Resolve(ResolveFacts),
    /// Facts of [`Stage::Connect`].
    Connect(ConnectFacts),
    /// Facts of [`Stage::Negotiate`].
    Negotiate(NegotiateFacts),
    /// Facts of [`Stage::Secure`].
    Secure(SecureFacts),
    /// Facts of [`Stage::Answer`].
    Answer(AnswerFacts),
    /// Facts of [`Stage::SignIn`].
    #[serde(rename = "sign_in")]
    SignIn(SignInFacts),
    /// Facts of [`Stage::Tunnel`].
    Tunnel(TunnelFacts),
    /// Facts of [`Stage::Authenticate`].
    Authenticate(AuthenticateFacts),
    /// Facts of [`Stage::Settings`].
    Settings(SettingsFacts),
    /// Facts of [`Stage::Channels`].
    Channels(ChannelsFacts),
    /// Facts of [`Stage::Logon`].
    Logon(LogonFacts),
    /// Facts of [`Stage::License`].
    License(LicenseFacts),
    /// Facts of [`Stage::Capabilities`].
    Capabilities(CapabilitiesFacts),
    /// Facts of [`Stage::Finalize`].
    Finalize(FinalizeFacts),
    /// Facts of [`Stage::Desktop`].
    Desktop(DesktopFacts),
    /// Facts of [`Stage::Stay`].
    Stay(StayFacts),
}

impl Facts {
    /// No facts yet about `stage`.
    pub fn none(stage: Stage) -> Self {
        match stage {
            Stage::Relay => Self::Relay(RelayFacts::default()),
            Stage::Reach => Self::Reach(ReachFacts::default()),
            Stage::Resolve => Self::Resolve(ResolveFacts::default()),
            Stage::Connect => Self::Connect(ConnectFacts::default()),
            Stage::Negotiate => Self::Negotiate(NegotiateFacts::default()),
            Stage::Secure => Self::Secure(SecureFacts::default()),
            Stage::Answer => Self::Answer(AnswerFacts::default()),
            Stage::SignIn => Self::SignIn(SignInFacts::default()),
            Stage::Tunnel => Self::Tunnel(TunnelFacts::default()),
            Stage::Authenticate => Self::Authenticate(AuthenticateFacts::default()),
            Stage::Settings => Self::Settings(SettingsFacts::default()),
            Stage::Channels => Self::Channels(ChannelsFacts::default()),
            Stage::Logon => Self::Logon(LogonFacts::default()),
            Stage::License => Self::License(LicenseFacts::default()),
            Stage::Capabilities => Self::Capabilities(CapabilitiesFacts::default()),
            Stage::Finalize => Self::Finalize(FinalizeFacts::default()),
            Stage::Desktop => Self::Desktop(DesktopFacts::default()),
            Stage::Stay => Self::Stay(StayFacts::default()),
        }
    }

    /// The stage that these facts are about.
    pub fn stage(&self) -> Stage {
        match self {
            Self::Relay(_) => Stage::Relay,
            Self::Reach(_) => Stage::Reach,
            Self::Resolve(_) => Stage::Resolve,
            Self::Connect(_) => Stage::Connect,
            Self::Negotiate(_) => Stage::Negotiate,
            Self::Secure(_) => Stage::Secure,
            Self::Answer(_) => Stage::Answer,
            Self::SignIn(_) => Stage::SignIn,
            Self::Tunnel(_) => Stage::Tunnel,
            Self::Authenticate(_) => Stage::Authenticate,
            Self::Settings(_) => Stage::Settings,
            Self::Channels(_) => Stage::Channels,
            Self::Logon(_) => Stage::Logon,
            Self::License(_) => Stage::License,
            Self::Capabilities(_) => Stage::Capabilities,
            Self::Finalize(_) => Stage::Finalize,
            Self::Desktop(_) => Stage::Desktop,
            Self::Stay(_) => Stage::Stay,
        }
    }
}
