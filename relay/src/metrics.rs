//! What a relay counts of itself, in the text format that Prometheus reads. No name and no address of anybody is among it.

use core::fmt;
use std::sync::Arc;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use wire::{Report, WatchState};

use crate::limits::Denied;
use crate::store::Settled;

/// What is counted. Cheap to clone; all clones count together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metrics(Arc<Counted>);

#[derive(Debug)]
struct Counted {
    runs: Family<RunEnded, Counter>,
    stages: Family<InStage, Histogram, fn() -> Histogram>,
    denied: Family<AtLimit, Counter>,
    tunnels: Family<TunnelEnded, Counter>,
    deliveries: Family<Delivered, Counter>,
    watched: Family<InState, Gauge>,
    watch_changes: Family<InState, Counter>,
}

impl Default for Counted {
    fn default() -> Self {
        Self {
            runs: Family::default(),
            stages: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            denied: Family::default(),
            tunnels: Family::default(),
            deliveries: Family::default(),
            watched: Family::default(),
            watch_changes: Family::default(),
        }
    }
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RunEnded {
    /// The stage that broke, or `none`.
    stage: &'static str,
    /// How it broke, or `passed`.
    outcome: &'static str,
    /// The id of the first finding, or `none`.
    finding: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct InStage {
    stage: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AtLimit {
    limit: &'static str,
}

/// What a watched computer is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct InState {
    state: &'static str,
}

/// How a tunnel ended, or why there was none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct TunnelEnded {
    end: &'static str,
}

/// What became of a try to deliver a result.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Delivered {
    /// The portal, as the configuration calls it.
    tenant: String,
    /// `done`, `later`, `dead`, or `stopped`.
    outcome: &'static str,
}

/// What there is now, as whoever asks for the metrics finds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Now {
    /// Runs that have a place.
    pub runs: u64,
    /// Runs that wait for one.
    pub queued: u64,
    /// Tunnels of sign-ins that are open.
    pub tunnels: u64,
    /// Results and requests that are kept.
    pub stored: u64,
    /// Bytes that they take.
    pub stored_bytes: u64,
    /// Bytes that they may take.
    pub room_bytes: u64,
    /// Agents that the settings name.
    pub agents_configured: u64,
    /// Agents that can be asked to check, here or at another relay on the bus.
    pub agents_connected: u64,
    /// Runs that they make for this relay.
    pub agent_runs: u64,
}

impl Metrics {
    /// A run ended.
    pub(crate) fn ended(&self, report: &Report, finding: Option<&'static str>) {
        let broken = report.broken();
        let labels = RunEnded {
            stage: broken.map_or("none", |stage| stage.stage().name()),
            outcome: broken.map_or("passed", |stage| stage.outcome.name()),
            finding: finding.unwrap_or("none"),
        };
        self.0.runs.get_or_create(&labels).inc();
        for stage in report.legs.iter().flat_map(|leg| &leg.stages) {
            if let Some(elapsed) = stage.elapsed_ms {
                let labels = InStage {
                    stage: stage.stage().name(),
                };
                let seconds = elapsed.as_millis() / 1000.0;
                self.0.stages.get_or_create(&labels).observe(seconds);
            }
        }
    }

    /// Something was not done, because a limit is reached.
    pub(crate) fn denied(&self, denied: Denied) {
        let labels = AtLimit {
            limit: denied.limit.name(),
        };
        self.0.denied.get_or_create(&labels).inc();
    }

    /// A tunnel ended, or there was none; `end` says how.
    pub(crate) fn tunnel(&self, end: &'static str) {
        self.0.tunnels.get_or_create(&TunnelEnded { end }).inc();
    }

    /// A try to deliver a result into the portal `tenant` came to this.
    pub(crate) fn delivered(&self, tenant: &str, settled: &Settled) {
        let outcome = match settled {
            Settled::Done => "done",
            Settled::Again { .. } => "later",
            Settled::Dead { .. } => "dead",
            Settled::Stopped { .. } => "stopped",
        };
        let tenant = tenant.to_owned();
        self.0.deliveries.get_or_create(&Delivered { tenant, outcome }).inc();
    }

    /// A watched computer is now found in another state from one of its places; absent where it is not watched there.
    pub(crate) fn watched(&self, from: Option<WatchState>, to: Option<WatchState>) {
        let gauge = |state: WatchState| self.0.watched.get_or_create_owned(&InState { state: state.name() });
        if let Some(from) = from {
            gauge(from).dec();
        }
        if let Some(to) = to {
            gauge(to).inc();
        }
    }

    /// Two checks in a row found a watched computer in another state than before.
    pub(crate) fn watch_changed(&self, to: WatchState) {
        self.0.watch_changes.get_or_create(&InState { state: to.name() }).inc();
    }

    /// All of it as text.
    ///
    /// # Errors
    ///
    /// Never, as far as is known: text is written into memory.
    pub(crate) fn text(&self, now: Now) -> Result<String, fmt::Error> {
        let mut registry = Registry::with_prefix("rdptrace");
        let counted = &self.0;
        registry.register("runs", "Runs that ended, by what they came to", counted.runs.clone());
        registry.register_with_unit(
            "stage_duration",
            "How long the stages of runs took",
            Unit::Seconds,
            counted.stages.clone(),
        );
        registry.register(
            "limits_reached",
            "What was refused because of a limit",
            counted.denied.clone(),
        );
        registry.register(
            "tunnels",
            "Tunnels of sign-ins that ended or were refused",
            counted.tunnels.clone(),
        );
        registry.register(
            "deliveries",
            "Tries to deliver results into portals, by what came of them",
            counted.deliveries.clone(),
        );
        registry.register(
            "watched",
            "Watched computers, once for each place, by what the last check found",
            counted.watched.clone(),
        );
        registry.register(
            "watch_changes",
            "Changes of watched computers that two checks in a row saw, by what they are now",
            counted.watch_changes.clone(),
        );
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        for (name, help, value) in [
            ("runs_under_way", "Runs that are under way", now.runs),
            ("runs_queued", "Runs that wait for their turn", now.queued),
            ("tunnels_open", "Tunnels of sign-ins that are open", now.tunnels),
            ("stored_results", "Results and requests that are kept", now.stored),
            ("stored_bytes", "Bytes that results take", now.stored_bytes),
            ("room_bytes", "Bytes that results may take", now.room_bytes),
            (
                "agents_configured",
                "Agents that the settings name",
                now.agents_configured,
            ),
            (
                "agents_connected",
                "Agents that are connected, here or to another server on the bus",
                now.agents_connected,
            ),
            ("agent_runs", "Runs that agents make for this server", now.agent_runs),
        ] {
            let gauge: Gauge = Gauge::default();
            gauge.set(whole(value));
            registry.register(name, help, gauge);
        }
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}

/// In seconds: a LAN, the internet, a computer that wakes up, and the limits of stages.
const BUCKETS: [f64; 10] = [0.001, 0.005, 0.02, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use words::Limit;

    use super::*;

    /// The samples of an exposition: their names with their labels, in the order of the alphabet, and their values.
    fn samples(text: &str) -> BTreeMap<&str, &str> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.rsplit_once(' ').unwrap()).collect()
    }

    fn counted() -> Metrics {
        let metrics = Metrics::default();
        let mut report = Report::new("payroll.bank.example".parse().unwrap(), wire::Place::Relay, 0);
        report.legs[0].stages[0].outcome = wire::Outcome::Passed;
        report.legs[0].stages[0].elapsed_ms = Some(core::time::Duration::from_millis(3).into());
        metrics.ended(&report, Some("RDP-DNS-001"));
        metrics.denied(Denied::held(Limit::Queue));
        metrics.delivered("helpdesk", &Settled::Done);
        metrics
    }

    #[test]
    fn runs_limits_and_what_there_is_are_told_in_whole_samples() {
        let now = Now {
            runs: 7,
            queued: 3,
            agents_configured: 2,
            agents_connected: 1,
            ..Now::default()
        };
        let text = counted().text(now).unwrap();

        let samples = samples(&text);
        for (sample, value) in [
            (
                r#"rdptrace_runs_total{stage="none",outcome="passed",finding="RDP-DNS-001"}"#,
                "1",
            ),
            (
                r#"rdptrace_stage_duration_seconds_bucket{le="0.001",stage="resolve"}"#,
                "0",
            ),
            (
                r#"rdptrace_stage_duration_seconds_bucket{le="0.005",stage="resolve"}"#,
                "1",
            ),
            (r#"rdptrace_stage_duration_seconds_count{stage="resolve"}"#, "1"),
            (r#"rdptrace_limits_reached_total{limit="queue"}"#, "1"),
            (r#"rdptrace_deliveries_total{tenant="helpdesk",outcome="done"}"#, "1"),
            ("rdptrace_runs_under_way", "7"),
            ("rdptrace_runs_queued", "3"),
            ("rdptrace_agents_configured", "2"),
            ("rdptrace_agents_connected", "1"),
            ("rdptrace_agent_runs", "0"),
        ] {
            assert_eq!(samples.get(sample), Some(&value), "{sample} in\n{text}");
        }
        assert!(text.ends_with("# EOF\n"), "{text}");
    }

    #[test]
    fn stages_of_every_leg_and_every_end_of_a_delivery_are_counted() {
        let metrics = Metrics::default();
        let mut report = Report::new("pc".parse().unwrap(), wire::Place::Relay, 0);
        report.legs.push(report.legs[0].clone());
        for leg in &mut report.legs {
            leg.stages[0].outcome = wire::Outcome::Passed;
            leg.stages[0].elapsed_ms = Some(core::time::Duration::from_millis(3).into());
        }
        metrics.ended(&report, None);
        let note = || "503".to_owned();
        for settled in [
            Settled::Again {
                due_at_ms: 0,
                error: note(),
            },
            Settled::Dead { error: note() },
            Settled::Stopped { error: note() },
        ] {
            metrics.delivered("helpdesk", &settled);
        }

        let text = metrics.text(Now::default()).unwrap();

        let samples = samples(&text);
        let count = r#"rdptrace_stage_duration_seconds_count{stage="resolve"}"#;
        assert_eq!(samples.get(count), Some(&"2"), "{text}");
        for outcome in ["later", "dead", "stopped"] {
            let sample = format!(r#"rdptrace_deliveries_total{{tenant="helpdesk",outcome="{outcome}"}}"#);
            assert_eq!(samples.get(sample.as_str()), Some(&"1"), "{sample} in\n{text}");
        }
    }

    #[test]
    fn a_watched_computer_counts_in_the_state_that_it_has_now() {
        let metrics = Metrics::default();
        metrics.watched(None, Some(WatchState::Up));
        metrics.watched(Some(WatchState::Up), Some(WatchState::Down));

        let text = metrics.text(Now::default()).unwrap();

        let samples = samples(&text);
        assert_eq!(samples.get(r#"rdptrace_watched{state="up"}"#), Some(&"0"), "{text}");
        assert_eq!(samples.get(r#"rdptrace_watched{state="down"}"#), Some(&"1"), "{text}");
    }

    /// A label more is a time series more for each of its values, and may name somebody.
    #[test]
    fn no_sample_has_a_label_that_could_name_somebody() {
        let text = counted().text(Now::default()).unwrap();

        let inside = samples(&text).into_keys().filter_map(|sample| sample.split_once('{'));
        let labels: BTreeSet<(&str, &str)> = inside
            .flat_map(|(name, labels)| labels.split(',').map(move |label| (name, label)))
            .map(|(name, label)| (name, label.split('=').next().unwrap()))
            .collect();

        assert_eq!(
            labels,
            BTreeSet::from([
                ("rdptrace_deliveries_total", "outcome"),
                ("rdptrace_deliveries_total", "tenant"),
                ("rdptrace_limits_reached_total", "limit"),
                ("rdptrace_runs_total", "finding"),
                ("rdptrace_runs_total", "outcome"),
                ("rdptrace_runs_total", "stage"),
                ("rdptrace_stage_duration_seconds_bucket", "le"),
                ("rdptrace_stage_duration_seconds_bucket", "stage"),
                ("rdptrace_stage_duration_seconds_count", "stage"),
                ("rdptrace_stage_duration_seconds_sum", "stage"),
            ])
        );
        assert!(!text.contains("payroll"), "{text}");
    }
}
