use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{Connection, Gateway, Outcome, PeerText, ServerSignal, Stage, StageEvent, StageReport};

/// One part of the way, from somewhere to somewhere, with what was seen on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Leg {
    /// Where it begins: whose network decides whether it works.
    pub from: Node,
    /// Where it ends.
    pub to: Node,
    /// Who looked.
    pub place: Place,
    /// The name of the agent that looked; absent where it was none, and in public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<PeerText>,
    /// The gateway to which it leads; absent on legs that lead to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gateway: Option<Gateway>,
    /// One entry for each of [`LegKind::stages`], in that order.
    pub stages: Vec<StageReport>,
    /// The TCP connections over which RDP was spoken, in order; at most four. Empty on legs that speak none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub connections: Vec<Connection>,
}

impl Leg {
    /// A leg on which nothing has been reached.
    pub fn new(from: Node, to: Node, place: Place) -> Self {
        let stages = LegKind::between(from, to).stages();
        Self {
            from,
            to,
            place,
            agent: None,
            gateway: None,
            stages: stages.map(StageReport::not_reached).collect(),
            connections: Vec::new(),
        }
    }

    /// What kind of leg it is, by its ends.
    pub fn kind(&self) -> LegKind {
        LegKind::between(self.from, self.to)
    }

    /// Whether it is that of a sign-in which the reader's own browser made, over the bytes that its relay passed on.
    pub fn is_sign_in(&self) -> bool {
        self.place == Place::Browser && self.kind() == LegKind::ToComputer
    }

    /// The steps that its own looker has taken: where somebody else made the connection, as for a sign-in of the page and
    /// behind a gateway, they begin with what is said over it.
    pub fn walked(&self) -> &[StageReport] {
        let over_others = (self.is_sign_in() || self.from == Node::Gateway)
            && self
                .stages
                .get(1)
                .is_some_and(|connect| connect.outcome == Outcome::NotReached);
        self.stages.get(if over_others { 2 } else { 0 }..).unwrap_or_default()
    }

    /// Whether `other` looked at the same part of the way from the same place.
    pub fn is_same_way(&self, other: &Self) -> bool {
        (self.from, self.to, self.place, &self.agent) == (other.from, other.to, other.place, &other.agent)
    }

    /// What is known about `stage`; absent where a leg of this kind has no such stage.
    pub fn stage(&self, stage: Stage) -> Option<&StageReport> {
        self.stages.iter().find(|report| report.stage() == stage)
    }

    /// Puts `report` in the place of what was known about its stage.
    pub fn replace(&mut self, report: StageReport) {
        if let Some(place) = self.stages.iter_mut().find(|known| known.stage() == report.stage()) {
            *place = report;
        }
    }

    /// The first stage that failed or stayed silent.
    pub fn broken(&self) -> Option<&StageReport> {
        self.stages.iter().find(|report| report.outcome.is_broken())
    }

    /// Everything that the peer said of its own accord, with the stage in which it came.
    pub fn signals(&self) -> impl Iterator<Item = (Stage, &ServerSignal)> {
        self.stages
            .iter()
            .flat_map(|report| report.signals.iter().map(|signal| (report.stage(), signal)))
    }
}

/// A run has begun to walk a leg: what is told of its stages from here on carries its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct LegStarted {
    /// Its number, from 0 on: its place among those of the report to come.
    pub leg: u8,
    /// Where it begins.
    pub from: Node,
    /// Where it ends.
    pub to: Node,
    /// Who looks.
    pub place: Place,
    /// The name of the agent that looks; absent where it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<PeerText>,
    /// The gateway to which it leads; absent on legs that lead to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gateway: Option<Gateway>,
}

impl LegStarted {
    /// The leg as it stands before anything is reached on it.
    pub fn leg(self) -> Leg {
        Leg {
            agent: self.agent,
            gateway: self.gateway,
            ..Leg::new(self.from, self.to, self.place)
        }
    }
}

/// News from one of the legs that a run walks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct LegEvent {
    /// The number under which the leg [started](LegStarted).
    pub leg: u8,
    /// What happened on it.
    #[serde(flatten)]
    pub event: StageEvent,
}

/// An end of a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// The browser in which the page is open.
    Browser,
    /// The server that serves the page and runs checks.
    Relay,
    /// The machine on which `rdptrace check` or `rdptrace answer` runs.
    Terminal,
    /// The machine on which `rdptrace agent` checks for a relay.
    Agent,
    /// The machine on which a network tool ran, whose output somebody pasted.
    Tool,
    /// A Remote Desktop Gateway, [MS-TSGU].
    Gateway,
    /// The computer that somebody wants to reach.
    Computer,
}

impl Node {
    /// Where a way to the computer begins that is looked at from `place`. A browser speaks no RDP: its relay looks.
    pub fn of(place: Place) -> Self {
        match place {
            Place::Browser | Place::Relay => Self::Relay,
            Place::Terminal => Self::Terminal,
            Place::Agent => Self::Agent,
            Place::Tool => Self::Tool,
        }
    }
}

/// Who looked, and so in whose network a sentence about a leg is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The page, in the reader's own browser.
    Browser,
    /// The relay.
    Relay,
    /// `rdptrace check` or `rdptrace answer`, on the machine where it was called.
    Terminal,
    /// `rdptrace agent`, which checks for a relay from elsewhere.
    Agent,
    /// A network tool such as `nc`, by what it printed.
    Tool,
}

/// The kinds of legs; each has its own closed list of stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LegKind {
    /// The page's own connection to the relay.
    BrowserToRelay,
    /// Whether the computer's port reacts to the reader's own browser, or to a network tool.
    ToPort,
    /// To a gateway that stands before the computer.
    ToGateway,
    /// To the computer, over the whole of the RDP handshake.
    ToComputer,
}

impl LegKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::BrowserToRelay, Self::ToPort, Self::ToGateway, Self::ToComputer];

    /// The kind of leg between two nodes. Ends that no run connects count as the way to the computer;
    /// [`crate::Report::fault`] refuses them.
    pub fn between(from: Node, to: Node) -> Self {
        match (from, to) {
            (Node::Browser, Node::Relay) => Self::BrowserToRelay,
            (Node::Browser | Node::Tool, Node::Computer) => Self::ToPort,
            (_, Node::Gateway) => Self::ToGateway,
            (_, Node::Browser | Node::Relay | Node::Terminal | Node::Agent | Node::Tool | Node::Computer) => {
                Self::ToComputer
            }
        }
    }

    /// Its stages, in the order in which they are walked.
    pub fn stages(self) -> impl DoubleEndedIterator<Item = Stage> + ExactSizeIterator + Clone {
        let stages: &'static [Stage] = match self {
            Self::BrowserToRelay => &[Stage::Relay],
            Self::ToPort => &[Stage::Reach],
            Self::ToGateway => &[
                Stage::Resolve,
                Stage::Connect,
                Stage::Secure,
                Stage::Answer,
                Stage::SignIn,
                Stage::Tunnel,
            ],
            Self::ToComputer => &[
                Stage::Resolve,
                Stage::Connect,
                Stage::Negotiate,
                Stage::Secure,
                Stage::Authenticate,
                Stage::Settings,
                Stage::Channels,
                Stage::Logon,
                Stage::License,
                Stage::Capabilities,
                Stage::Finalize,
                Stage::Desktop,
                Stage::Stay,
            ],
        };
        stages.iter().copied()
    }

    /// The place of `stage` among [`Self::stages`], from 1 on; absent where this kind has no such stage.
    pub fn number(self, stage: Stage) -> Option<u8> {
        let place = self.stages().position(|known| known == stage)?;
        u8::try_from(place + 1).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_of_a_kind_stand_in_the_order_of_the_handshake() {
        for kind in LegKind::ALL {
            assert!(kind.stages().is_sorted(), "{kind:?}");
            for (place, stage) in kind.stages().enumerate() {
                assert_eq!(kind.number(stage).map(usize::from), Some(place + 1));
            }
        }
        assert_eq!(LegKind::ToGateway.number(Stage::Desktop), None);
    }

    #[test]
    fn every_stage_belongs_to_a_kind_of_leg() {
        for stage in Stage::ALL {
            assert!(
                LegKind::ALL
                    .iter()
                    .any(|kind| kind.stages().any(|known| known == stage)),
                "{stage:?}"
            );
        }
    }

    #[test]
    fn every_stage_of_a_kind_is_known() {
        for stage in LegKind::ALL.into_iter().flat_map(LegKind::stages) {
            assert!(Stage::ALL.contains(&stage), "{stage:?}");
        }
    }

    #[test]
    fn gateway_has_two_legs_one_before_it_and_one_behind_it() {
        let before = Leg::new(Node::Relay, Node::Gateway, Place::Relay);
        let behind = Leg::new(Node::Gateway, Node::Computer, Place::Relay);

        assert_eq!(before.kind(), LegKind::ToGateway);
        assert_eq!(behind.kind(), LegKind::ToComputer);
        assert!(before.stage(Stage::Tunnel).is_some() && before.stage(Stage::Negotiate).is_none());
        let first = |leg: &Leg| leg.walked().first().map(StageReport::stage);
        assert_eq!(first(&behind), Some(Stage::Negotiate));
        assert_eq!(first(&before), Some(Stage::Resolve));
    }
}
