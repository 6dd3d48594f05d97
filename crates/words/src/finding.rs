//! What is said of a result: its verdict, its findings, and what to do.

use diagnosis::{Actor, Audience, Command, Confidence, Finding, Parameter, Remedy, Severity, Tool, Verdict, stopped};
use wire::{Report, filled};

use crate::{Words, key};

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What to do, in a sentence.
    pub text: String,
    /// What to type for it.
    pub command: Option<Command>,
}

impl Words {
    /// The one sentence at the end: where it stopped and why, or that all is well.
    pub fn verdict(&self, report: &Report, findings: &[Finding]) -> String {
        let title = findings.first().map(|finding| self.title(finding)).unwrap_or_default();
        let Some((leg, broken)) = stopped(report, findings) else {
            let key = match findings.first().map(|finding| finding.severity) {
                Some(Severity::Error) => key::VERDICT_TROUBLE,
                // Nothing works yet that was not tried to its end.
                Some(Severity::Warning) if Verdict::of(report, findings) == Verdict::Works => key::VERDICT_WARNING,
                Some(Severity::Warning | Severity::Info) | None => key::VERDICT_WELL,
            };
            return self.message().with("title", &title).format(key);
        };
        let stage = broken.stage();
        self.message()
            .place(leg.kind(), stage)
            .with("stage", &self.stage(stage))
            .with("title", &title)
            .format(key::VERDICT_BROKEN)
    }

    /// A finding in one sentence.
    pub fn title(&self, finding: &Finding) -> String {
        self.member(finding.id, &finding.parameters)
    }

    /// What it means: two to four sentences, with what it is not.
    pub fn meaning(&self, finding: &Finding) -> String {
        self.member(&format!("{}.meaning", finding.id), &finding.parameters)
    }

    /// What to do, in order.
    pub fn steps(&self, finding: &Finding, audience: Audience) -> Vec<Step> {
        self.chosen(finding, &|remedy| remedy.is_for(audience))
    }

    /// Where the computer's logs confirm it.
    pub fn confirmation(&self, finding: &Finding) -> Vec<Step> {
        self.chosen(finding, &Remedy::is_log)
    }

    /// Who must act.
    pub fn actor(&self, actor: Actor) -> String {
        self.text(match actor {
            Actor::You => key::ACTOR_YOU,
            Actor::Network => key::ACTOR_NETWORK,
            Actor::Administrator => key::ACTOR_ADMINISTRATOR,
            Actor::RelayOwner => key::ACTOR_RELAY_OWNER,
            Actor::Nobody => key::ACTOR_NOBODY,
        })
    }

    /// How sure it is.
    pub fn confidence(&self, confidence: Confidence) -> String {
        self.text(match confidence {
            Confidence::Certain => key::CONFIDENCE_CERTAIN,
            Confidence::Likely => key::CONFIDENCE_LIKELY,
            Confidence::Possible => key::CONFIDENCE_POSSIBLE,
        })
    }

    /// How bad it is.
    pub fn severity(&self, severity: Severity) -> String {
        self.text(match severity {
            Severity::Error => key::SEVERITY_ERROR,
            Severity::Warning => key::SEVERITY_WARNING,
            Severity::Info => key::SEVERITY_INFO,
        })
    }

    /// Why the finding `id`, one of [`WITHDRAWN`](diagnosis::catalogue::WITHDRAWN), was withdrawn.
    pub fn withdrawal(&self, id: &str) -> String {
        self.member(&format!("withdrawn-{id}"), &[])
    }

    fn chosen(&self, finding: &Finding, choose: &dyn Fn(Remedy) -> bool) -> Vec<Step> {
        let chosen = finding.remedies().filter(|remedy| choose(*remedy));
        chosen.map(|remedy| self.step(remedy, finding)).collect()
    }

    fn step(&self, remedy: Remedy, finding: &Finding) -> Step {
        let of_this_check = |line: &str| {
            let mut line = line.to_owned();
            for (name, value) in &finding.parameters {
                if let ("host" | "port" | "target", Parameter::Text(value)) = (*name, value) {
                    line = filled(&line, &["{", name, "}"].concat(), value);
                }
            }
            line
        };
        let key = ["step-", remedy.key()].concat();
        Step {
            text: self.member(&key, &finding.parameters),
            command: remedy.command().map(|(tool, line)| Command {
                shell: self.tool(tool),
                line: if line.is_empty() {
                    self.member(&[&key, ".line"].concat(), &[])
                } else {
                    of_this_check(line)
                },
            }),
        }
    }

    fn tool(&self, tool: Tool) -> String {
        match tool {
            Tool::GroupPolicy => self.text(key::TOOL_GROUP_POLICY),
            Tool::EventViewer => self.text(key::TOOL_EVENT_VIEWER),
            Tool::PowerShell | Tool::Terminal | Tool::RdpFile | Tool::XrdpIni => tool.name().to_owned(),
        }
    }
}
