use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{
    Connection, Disclosure, Elapsed, FileSetting, GatewayUsage, Hex, Leg, LegKind, Node, Outcome, Place, ServerSignal,
    Stage, StageReport, Target,
};

/// The version of a report's shape.
///
/// 1 held the stages and connections of one leg to a computer; 2 holds a list of legs. Reading turns the first into the
/// second, so that nothing but this file knows of it.
pub const SCHEMA: u32 = 2;

/// Everything that one run found out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(from = "Written")]
pub struct Report {
    /// [`SCHEMA`] at the time of writing; a report of an older shape has today's once it is read.
    pub schema: u32,
    /// The version of rdptrace that made the run; absent in reports from before it was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What was checked.
    pub target: Target,
    /// When the run began by the clock of whoever ran it, in milliseconds since 1970.
    pub started_at_ms: i64,
    /// How long it took; nothing where whoever wrote it could not know, see [`Report::took`].
    pub elapsed_ms: Elapsed,
    /// What was taken out of this copy; absent where it is as it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted: Option<Disclosure>,
    /// How it came to its end.
    pub end: RunEnd,
    /// What the connection file asks for, each once; none where none was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<FileSetting>,
    /// The parts of the way, as they were looked at; at least one leads to the computer.
    pub legs: Vec<Leg>,
    /// HMAC-SHA-256 of the report without it, by the relay that made it; absent where nobody vouches for the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mac: Option<Hex>,
}

/// Who made a report that is kept.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Maker {
    /// A check of this relay, or of another one on the same store.
    Server,
    /// Somebody brought it, who could have written anything.
    Unknown,
}

/// A report of any schema, as it stands in files and databases.
#[derive(Deserialize, ReadJson)]
struct Written {
    schema: u32,
    #[serde(default)]
    version: Option<String>,
    target: Target,
    started_at_ms: i64,
    elapsed_ms: Elapsed,
    #[serde(default)]
    redacted: Option<Disclosure>,
    end: RunEnd,
    #[serde(default)]
    settings: Vec<FileSetting>,
    #[serde(default)]
    legs: Vec<Leg>,
    #[serde(default)]
    mac: Option<Hex>,
    /// Of schema 1.
    #[serde(default)]
    stages: Vec<StageReport>,
    /// Of schema 1.
    #[serde(default)]
    connections: Vec<Connection>,
}

impl From<Written> for Report {
    fn from(written: Written) -> Self {
        let Written {
            schema,
            version,
            target,
            started_at_ms,
            elapsed_ms,
            redacted,
            end,
            settings,
            mut legs,
            mac,
            stages,
            connections,
        } = written;
        if schema == 1 {
            // It does not say who looked; shared results, which is what is kept of that schema, are a relay's.
            let way = Leg::new(Node::Relay, Node::Computer, Place::Relay);
            legs = vec![Leg {
                stages,
                connections,
                ..way
            }];
        }
        // A newer one keeps its number, by which `Report::fault` refuses it.
        let schema = if schema == 1 { SCHEMA } else { schema };
        Self {
            schema,
            version,
            target,
            started_at_ms,
            elapsed_ms,
            redacted,
            end,
            settings,
            legs,
            mac,
        }
    }
}

impl Report {
    /// The report of a run at `place` that has not begun: no stage of the way to the computer is reached.
    pub fn new(target: Target, place: Place, started_at_ms: i64) -> Self {
        Self {
            schema: SCHEMA,
            version: None,
            target,
            started_at_ms,
            elapsed_ms: Elapsed::default(),
            redacted: None,
            end: RunEnd::Completed,
            settings: Vec::new(),
            legs: vec![Leg::new(Node::of(place), Node::Computer, place)],
            mac: None,
        }
    }

    /// How long it took; absent where that is not known, as of a run whose relay was lost.
    pub fn took(&self) -> Option<Elapsed> {
        Some(self.elapsed_ms).filter(|took| *took > Elapsed::default())
    }

    /// The leg to the computer: the first one, where it was looked at from several places. Absent from no report without
    /// a [fault](Self::fault).
    pub fn computer(&self) -> Option<&Leg> {
        self.legs.iter().find(|leg| leg.kind() == LegKind::ToComputer)
    }

    /// The same, to change it.
    pub fn computer_mut(&mut self) -> Option<&mut Leg> {
        self.legs.iter_mut().find(|leg| leg.kind() == LegKind::ToComputer)
    }

    /// The stages of the leg to the computer.
    pub fn stages(&self) -> &[StageReport] {
        self.computer().map_or(&[], |leg| &leg.stages)
    }

    /// The connections of the leg to the computer.
    pub fn connections(&self) -> &[Connection] {
        self.computer().map_or(&[], |leg| &leg.connections)
    }

    /// The legs that check the computer or a gateway before it, from every place.
    pub fn ways(&self) -> impl Iterator<Item = &Leg> {
        let is_way = |leg: &&Leg| matches!(leg.kind(), LegKind::ToGateway | LegKind::ToComputer);
        self.legs.iter().filter(is_way)
    }

    /// Whether somebody else than a relay looked at the way to the computer, so that a reader has to be told from where.
    pub fn has_places(&self) -> bool {
        let is_elsewhere = |leg: &Leg| matches!(leg.place, Place::Terminal | Place::Agent);
        self.legs.iter().any(is_elsewhere)
    }

    /// Whether more than one place looked, so that of each finding a reader has to be told where it is true.
    pub fn has_several_places(&self) -> bool {
        let mut places = self.ways().map(|leg| (leg.place, leg.agent.as_ref()));
        let first = places.next();
        first.is_some_and(|first| places.any(|other| other != first))
    }

    /// What is known about `stage` on the leg to the computer; absent where that leg has no such stage.
    pub fn stage(&self, stage: Stage) -> Option<&StageReport> {
        self.computer()?.stage(stage)
    }

    /// Puts `report` in the place of what was known about its stage on the leg to the computer.
    pub fn replace(&mut self, report: StageReport) {
        if let Some(leg) = self.computer_mut() {
            leg.replace(report);
        }
    }

    /// The first stage of the leg to the computer that failed or stayed silent.
    pub fn broken(&self) -> Option<&StageReport> {
        self.computer()?.broken()
    }

    /// The leg to the gateway; absent where the run looked at none.
    pub fn gateway(&self) -> Option<&Leg> {
        self.legs.iter().find(|leg| leg.kind() == LegKind::ToGateway)
    }

    /// Whether a client goes through the gateway, by its file and by what was seen: clients that try the computer first
    /// take the gateway where nothing answers on the computer's port.
    pub fn is_through_gateway(&self) -> bool {
        self.gateway().is_some_and(|leg| self.is_taken(leg))
    }

    /// The same of the leg to a gateway, as it is seen from where that leg begins.
    fn is_taken(&self, gateway: &Leg) -> bool {
        let usage = gateway.gateway.as_ref().map(|gateway| gateway.usage);
        let passed = |leg: &Leg| {
            leg.stage(Stage::Connect)
                .is_some_and(|connect| connect.outcome == Outcome::Passed)
        };
        let direct = || self.beside(gateway, LegKind::ToComputer).is_some_and(passed);
        usage != Some(GatewayUsage::Fallback) || !direct()
    }

    /// The leg of this kind that begins where `leg` does, but for a sign-in.
    fn beside(&self, leg: &Leg, kind: LegKind) -> Option<&Leg> {
        let is_it = |other: &&Leg| {
            other.kind() == kind && !other.is_sign_in() && (other.from, &other.agent) == (leg.from, &leg.agent)
        };
        self.legs.iter().find(is_it)
    }

    /// Whether `leg` is part of the way that a client takes. What only the reader's browser sees is not, nor is the direct
    /// way beside a gateway, but for a sign-in, which somebody made.
    pub fn is_on_the_way(&self, leg: &Leg) -> bool {
        match leg.kind() {
            LegKind::ToGateway => self.is_taken(leg),
            // Nobody signs in to a gateway from more than one place.
            LegKind::ToComputer if leg.from == Node::Gateway => self.is_through_gateway(),
            LegKind::ToComputer => {
                let gateway = || self.beside(leg, LegKind::ToGateway);
                leg.is_sign_in() || !gateway().is_some_and(|leg| self.is_taken(leg))
            }
            LegKind::BrowserToRelay | LegKind::ToPort => false,
        }
    }

    /// The first leg of the way that a client takes.
    pub fn way(&self) -> Option<&Leg> {
        self.legs.iter().find(|leg| self.is_on_the_way(leg))
    }

    /// Where the way to the computer ends: the first stage that failed or stayed silent, on the first leg of that way on
    /// which one did.
    pub fn stopped(&self) -> Option<(&Leg, &StageReport)> {
        let on_the_way = self.legs.iter().filter(|leg| self.is_on_the_way(leg));
        on_the_way.into_iter().find_map(|leg| Some((leg, leg.broken()?)))
    }

    /// Everything that the computer said of its own accord, with the stage in which it came.
    pub fn signals(&self) -> impl Iterator<Item = (Stage, &ServerSignal)> {
        self.computer().into_iter().flat_map(Leg::signals)
    }
}

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum RunEnd {
    /// Everything that could be checked was.
    Completed,
    /// Somebody stopped it.
    Cancelled,
    /// The limit of a whole run passed.
    TimedOut,
    /// An agent that made it went away, or told what no run finds.
    AgentLost,
    /// An agent that was to make it did not begin: it has enough to do, or its relay does not let it.
    AgentDeclined,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Gateway;

    #[test]
    fn report_of_schema_1_reads_as_the_relays_leg_to_the_computer() {
        let today = Report::new("pc.example.org".parse().unwrap(), Place::Relay, 1_790_000_000_000);
        let mut written = serde_json::to_value(&today).unwrap();
        let leg = written.as_object_mut().unwrap().remove("legs").unwrap();
        written["schema"] = 1.into();
        written["stages"] = leg[0]["stages"].clone();
        written["connections"] = serde_json::json!([]);

        let read: Report = serde_json::from_value(written).unwrap();

        assert_eq!(read, today);
    }

    #[test]
    fn schema_that_is_not_known_is_kept_for_its_fault() {
        let mut written = serde_json::to_value(Report::new("pc".parse().unwrap(), Place::Relay, 0)).unwrap();
        let found = SCHEMA + 1;
        written["schema"] = found.into();

        let read: Report = serde_json::from_value(written).unwrap();

        assert_eq!(read.fault(), Some(crate::ReportFault::Schema { found }));
    }

    /// A run over a gateway that is used so, on which the computer was reached directly or not.
    fn through(usage: GatewayUsage, directly: Outcome) -> Report {
        let mut report = Report::new("pc.example.org".parse().unwrap(), Place::Relay, 0);
        let mut gateway = Leg::new(Node::Relay, Node::Gateway, Place::Relay);
        let target = Target::of_gateway("gw.example.org").unwrap();
        gateway.gateway = Some(Gateway { target, usage });
        report.legs.insert(0, gateway);
        let mut connect = StageReport::not_reached(Stage::Connect);
        connect.outcome = directly;
        report.replace(connect);
        report
    }

    #[test]
    fn a_gateway_to_fall_back_to_is_on_the_way_only_where_nothing_else_leads_there() {
        for (usage, directly, taken) in [
            (GatewayUsage::Fallback, Outcome::Silent, true),
            (GatewayUsage::Fallback, Outcome::Passed, false),
            (GatewayUsage::Always, Outcome::Passed, true),
        ] {
            let report = through(usage, directly);
            let [gateway, computer] = &report.legs[..] else {
                panic!("two legs")
            };

            assert_eq!(report.is_through_gateway(), taken, "{usage:?}, {directly:?}");
            assert_eq!(report.is_on_the_way(gateway), taken, "{usage:?}, {directly:?}");
            assert_eq!(report.is_on_the_way(computer), !taken, "{usage:?}, {directly:?}");
            let mut report = report.clone();
            report.legs.push(Leg::new(Node::Gateway, Node::Computer, Place::Relay));
            assert_eq!(report.is_on_the_way(&report.legs[2]), taken, "{usage:?}, {directly:?}");
        }
    }

    #[test]
    fn a_terminal_and_an_agent_are_places_beside_the_relay() {
        for (place, named) in [(Place::Relay, false), (Place::Terminal, true), (Place::Agent, true)] {
            let mut report = Report::new("pc".parse().unwrap(), place, 0);

            assert_eq!(report.has_places(), named, "{place:?}");
            assert!(!report.has_several_places(), "{place:?}");
            report.legs.push(Leg::new(Node::Agent, Node::Computer, Place::Agent));
            assert_eq!(report.has_several_places(), place != Place::Agent, "{place:?}");
        }
    }

    #[test]
    fn a_sign_in_is_on_the_way_also_beside_a_gateway() {
        let mut report = through(GatewayUsage::Always, Outcome::Silent);
        report.legs.push(Leg::new(Node::Relay, Node::Computer, Place::Browser));

        assert!(report.is_on_the_way(&report.legs[2]));
    }
}
