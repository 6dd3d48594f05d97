use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{Disclosure, LegEvent, LegStarted, Life, Record, Report, Route, RunKey, Target};

/// The WebSocket subprotocol: the name and version of these messages.
pub const SUBPROTOCOL: &str = "rdptrace.v1";

/// What the relay is called among the places of a run.
pub const RELAY_PLACE: &str = "relay";
/// The places of one run; the report has a leg for each.
pub const MOST_PLACES: usize = 8;

/// What the page says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientMessage {
    /// Run a check, and follow it. A connection follows one run at a time.
    Start {
        /// What to check, as text such as `pc.example.org:3389`.
        target: Target,
        /// What is to be kept of its bytes.
        #[serde(default)]
        record: Record,
        /// From where: names of agents, or [`RELAY_PLACE`]; at most [`MOST_PLACES`]. From the relay where there are none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        from: Vec<String>,
        /// What a connection file says about the way there.
        #[serde(default, skip_serializing_if = "Route::is_plain")]
        route: Route,
    },
    /// Follow a run that was started over another connection, from its first event on. A run that is over is told as
    /// it was, for as long as the relay has it.
    Join {
        /// What opens it.
        key: RunKey,
    },
    /// Stop the run; what was found so far comes back as `Finished`.
    Cancel,
}

/// What the relay says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage {
    /// The first message on every connection.
    Hello {
        /// The relay's version.
        version: String,
        /// The longest that results are kept for those who share them; absent where none are kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sharing: Option<Life>,
        /// The level that what is shared here has at least; absent where every level can be chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level: Option<Disclosure>,
        /// The agents that can check for whoever is greeted, by their names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        agents: Vec<String>,
    },
    /// The connection follows a run: everything that happens in it comes from here on, from its first event.
    Started {
        /// The run's id: for people, logs and tickets. It opens nothing.
        run: String,
        /// The run's key, for whoever started it; absent for those who joined, who have it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<RunKey>,
    },
    /// As many runs are under way as the relay carries at once, so this one waits for its turn. Told again whenever fewer
    /// come first; the first leg ends the wait.
    Waiting {
        /// How many others come first.
        ahead: u32,
    },
    /// The run walks this leg from now on. Comes before anything that happens on it.
    Leg(LegStarted),
    /// News from one of the run's legs.
    Stage(LegEvent),
    /// The relay keeps the run's bytes for as long as it has the run: `GET /api/recordings/<key>.pcapng`, and where it
    /// has the TLS secrets, `?secrets=1` for a file with them. Comes before `Finished`, and not at all where nothing is
    /// kept.
    Recorded {
        /// What it keeps.
        record: Record,
    },
    /// The run is over. The report holds everything, also what was streamed before: it is the one source of truth for
    /// those who came late, read slowly, or heard less than there was to tell.
    Finished(Box<Report>),
    /// The run did not begin.
    Refused(Refusal),
}

/// Why the relay does not run a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// The message cannot be read.
    UnreadableMessage,
    /// The target is no name that could be looked up.
    BadTarget,
    /// The relay's policy does not allow this target.
    TargetForbidden,
    /// The relay no longer serves the portal in whose frame the page is.
    PortalGone,
    /// A run is under way on this connection.
    Busy,
    /// One of the places is not there for whoever asks, or there are too many of them.
    NoSuchPlace,
    /// No run has this key: it never was, or the relay has forgotten it.
    RunGone,
    /// As many runs are under way as the relay carries at once; later there may be room.
    Overloaded,
    /// The relay is stopping.
    ShuttingDown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Elapsed, Node, Place, Stage, StageEvent};

    #[test]
    fn the_json_of_every_message_is_what_stored_pages_expect() {
        let seen = |message: &ServerMessage| serde_json::to_string(message).unwrap();

        assert_eq!(
            serde_json::to_string(&ClientMessage::Start {
                target: "pc".parse().unwrap(),
                record: Record::BytesAndTlsSecrets,
                from: Vec::new(),
                route: Route::default(),
            })
            .unwrap(),
            r#"{"type":"start","target":"pc:3389","record":"bytes_and_tls_secrets"}"#
        );
        assert_eq!(
            serde_json::from_str::<ClientMessage>(r#"{"type":"start","target":"pc"}"#).unwrap(),
            ClientMessage::Start {
                target: "pc".parse().unwrap(),
                record: Record::Bytes,
                from: Vec::new(),
                route: Route::default(),
            }
        );
        let key = RunKey::new("xK3v9QmZ0aTfW2Lr8sYbNg".to_owned());
        assert_eq!(
            serde_json::to_string(&ClientMessage::Join { key: key.clone() }).unwrap(),
            r#"{"type":"join","key":"xK3v9QmZ0aTfW2Lr8sYbNg"}"#
        );
        assert_eq!(
            seen(&ServerMessage::Started {
                run: "q0m5".to_owned(),
                key: Some(key),
            }),
            r#"{"type":"started","run":"q0m5","key":"xK3v9QmZ0aTfW2Lr8sYbNg"}"#
        );
        assert_eq!(
            seen(&ServerMessage::Recorded { record: Record::Bytes }),
            r#"{"type":"recorded","record":"bytes"}"#
        );
        assert_eq!(
            seen(&ServerMessage::Waiting { ahead: 3 }),
            r#"{"type":"waiting","ahead":3}"#
        );
        assert_eq!(
            serde_json::to_string(&ClientMessage::Cancel).unwrap(),
            r#"{"type":"cancel"}"#
        );
        assert_eq!(
            seen(&ServerMessage::Hello {
                version: "0.1.0".to_owned(),
                sharing: None,
                level: None,
                agents: Vec::new(),
            }),
            r#"{"type":"hello","version":"0.1.0"}"#
        );
        assert_eq!(
            seen(&ServerMessage::Refused(Refusal::TargetForbidden)),
            r#"{"type":"refused","reason":"target_forbidden"}"#
        );
        assert_eq!(
            seen(&ServerMessage::Leg(LegStarted {
                leg: 0,
                from: Node::Relay,
                to: Node::Computer,
                place: Place::Relay,
                agent: None,
                gateway: None,
            })),
            r#"{"type":"leg","leg":0,"from":"relay","to":"computer","place":"relay"}"#
        );
        let event = StageEvent::Started {
            stage: Stage::Connect,
            limit_ms: Elapsed::from(core::time::Duration::from_secs(10)),
        };
        assert_eq!(
            seen(&ServerMessage::Stage(LegEvent { leg: 0, event })),
            r#"{"type":"stage","leg":0,"event":"started","stage":"connect","limit_ms":10000.0}"#
        );
    }

    #[test]
    fn a_report_survives_the_wire() {
        let report = Report::new("pc.example.org".parse().unwrap(), Place::Relay, 1_790_000_000_000);
        let message = ServerMessage::Finished(Box::new(report));

        let json = serde_json::to_string(&message).unwrap();

        assert_eq!(serde_json::from_str::<ServerMessage>(&json).unwrap(), message);
    }

    #[test]
    fn a_stage_stands_beside_its_facts() {
        let report = crate::StageReport::not_reached(Stage::Resolve);

        let event = StageEvent::Reported(Box::new(report));
        let json = serde_json::to_string(&ServerMessage::Stage(LegEvent { leg: 1, event })).unwrap();

        assert_eq!(
            json,
            r#"{"type":"stage","leg":1,"event":"reported","stage":"resolve","facts":{"literal":false},"outcome":"not_reached"}"#
        );
    }
}
