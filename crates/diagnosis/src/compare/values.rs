//! What the two say besides how the steps ended.

use core::net::IpAddr;

use wire::{
    AuthenticateFacts, CertificateFacts, ConnectFacts, Disclosure, Facts, NegotiateFacts, NtlmChallenge, Report,
    ResolveFacts, SecureFacts, Stage, network_of,
};

use super::comparison::slower;
use super::{Change, Redact, Subject, Value};
use crate::names;
use crate::rules::diagnose;
use crate::time::date;

/// A report, and as much of it as both show.
struct Pair<'a> {
    /// As they are, to be shown.
    full: [&'a Report; 2],
    /// At the level of the stricter one, to be compared.
    alike: [Report; 2],
    level: Disclosure,
}

pub(super) fn compare(reports: [&Report; 2], redact: Redact) -> Vec<Change> {
    let levels = reports.map(|report| report.redacted.unwrap_or(Disclosure::Everything));
    let level = levels.into_iter().max().unwrap_or_default();
    let pair = Pair {
        full: reports,
        alike: reports.map(|report| redact(report, level)),
        level,
    };
    let all = [
        pair.target(),
        pair.addresses(),
        pair.address(),
        pair.plain(Subject::Protocol, |report| {
            negotiate(report)?.selected.map(Value::Protocol)
        }),
        pair.plain(Subject::TlsVersion, |report| {
            secure(report)?.version.map(names::tls_version).map(Value::Text)
        }),
        pair.plain(Subject::Cipher, |report| {
            secure(report)?.cipher.map(names::cipher_suite).map(Value::Text)
        }),
        pair.certificate_name(Subject::CertificateSubject, |one| one.subject.to_string()),
        pair.certificate_name(Subject::CertificateIssuer, |one| one.issuer.to_string()),
        pair.day(Subject::CertificateStart, |one| one.not_before),
        pair.day(Subject::CertificateExpiry, |one| one.not_after),
        pair.named(
            Subject::Fingerprint,
            |report| Some(certificate(report)?.sha256.clone()).filter(|print| !print.is_empty()),
            |report| Some(Value::Text(certificate(report)?.sha256.to_ascii_uppercase())),
        ),
        pair.plain(Subject::Nla, |report| authenticate(report)?.nla.map(Value::Nla)),
        pair.named(Subject::Computer, computer, |report| computer(report).map(Value::Text)),
        pair.plain(Subject::System, |report| challenge(report)?.version.map(Value::System)),
        pair.clock(),
        pair.finding(),
        pair.duration(),
    ];
    let told = |change: &Change| change.sides.iter().any(Option::is_some);
    all.into_iter().filter(told).collect()
}

impl Pair<'_> {
    /// A change of which nothing is hidden at any level.
    fn plain(&self, subject: Subject, value: fn(&Report) -> Option<Value>) -> Change {
        self.judged(subject, self.full.map(value), |left, right| Some(left != right))
    }

    /// A change of something that names somebody: in public it cannot be compared, and neither can a placeholder.
    fn named(
        &self,
        subject: Subject,
        compared: fn(&Report) -> Option<String>,
        shown: fn(&Report) -> Option<Value>,
    ) -> Change {
        let [left, right] = self.alike.each_ref().map(compared);
        let differs = left
            .zip(right)
            .and_then(|(left, right)| self.names_differ(&left, &right));
        self.judged(subject, self.full.map(shown), |_, _| differs)
    }

    /// Names are the same in capitals or not.
    fn names_differ(&self, left: &str, right: &str) -> Option<bool> {
        if self.level == Disclosure::Public || left.contains('#') || right.contains('#') {
            return None;
        }
        match (left.parse(), right.parse()) {
            (Ok(left), Ok(right)) => self.addresses_differ(&[left], &[right]),
            _ => Some(left.to_lowercase() != right.to_lowercase()),
        }
    }

    /// For support only the networks of private addresses are left: other ones are others, the same ones may be either.
    fn addresses_differ(&self, left: &[IpAddr], right: &[IpAddr]) -> Option<bool> {
        let networks = |all: &[IpAddr]| -> Vec<IpAddr> {
            let mut networks: Vec<IpAddr> = all.iter().map(|one| self.network(*one)).collect();
            networks.sort_unstable();
            networks.dedup();
            networks
        };
        let hidden = |all: &[IpAddr]| all.iter().any(|one| network_of(*one).is_some());
        match self.level {
            Disclosure::Public => None,
            _ if networks(left) != networks(right) => Some(true),
            Disclosure::Support if hidden(left) || hidden(right) => None,
            Disclosure::Support | Disclosure::Everything => Some(false),
        }
    }

    fn network(&self, address: IpAddr) -> IpAddr {
        match self.level {
            Disclosure::Everything => address,
            Disclosure::Support | Disclosure::Public => network_of(address).unwrap_or(address),
        }
    }

    /// Another port may be another computer.
    fn target(&self) -> Change {
        let [left, right] = self.alike.each_ref().map(|report| &report.target);
        let hosts = self.names_differ(&left.host.to_string(), &right.host.to_string());
        let differs = if hosts == Some(false) && left.port != right.port {
            Some(true)
        } else {
            hosts
        };
        let shown = self.full.map(|report| Some(Value::Text(report.target.to_string())));
        self.judged(Subject::Target, shown, |_, _| differs)
    }

    fn addresses(&self) -> Change {
        let found = |report: &Report| {
            let all = resolve(report)?.addresses.clone();
            (!all.is_empty()).then_some(all)
        };
        let shown = |report: &Report| {
            let texts: Vec<String> = found(report)?.iter().map(ToString::to_string).collect();
            Some(Value::Text(texts.join(", ")))
        };
        let [left, right] = self.alike.each_ref().map(found);
        let differs = left
            .zip(right)
            .and_then(|(left, right)| self.addresses_differ(&left, &right));
        self.judged(Subject::Addresses, self.full.map(shown), |_, _| differs)
    }

    fn address(&self) -> Change {
        let used = |report: &Report| Some(connect(report)?.used?.ip());
        let [left, right] = self.alike.each_ref().map(used);
        let differs = left
            .zip(right)
            .and_then(|(left, right)| self.addresses_differ(&[left], &[right]));
        let shown = self
            .full
            .map(|report| used(report).map(|address| Value::Text(address.to_string())));
        self.judged(Subject::Address, shown, |_, _| differs)
    }

    fn certificate_name(&self, subject: Subject, name: fn(&CertificateFacts) -> String) -> Change {
        let [left, right] = self.alike.each_ref().map(|report| certificate(report).map(name));
        let differs = left
            .zip(right)
            .and_then(|(left, right)| self.names_differ(&left, &right));
        let shown = self.full.map(|report| certificate(report).map(name).map(Value::Text));
        self.judged(subject, shown, |_, _| differs)
    }

    /// A day of a certificate. In public it is counted from the day of the run, which may make one day of difference.
    fn day(&self, subject: Subject, day: fn(&CertificateFacts) -> i64) -> Change {
        let [left, right] = self.alike.each_ref().map(|report| certificate(report).map(day));
        let differs = left.zip(right).and_then(|(left, right)| match self.level {
            Disclosure::Everything | Disclosure::Support => Some(left != right),
            Disclosure::Public => (left.abs_diff(right) > DAY_S).then_some(true),
        });
        let shown = self
            .full
            .map(|report| certificate(report).map(|one| Value::Text(date(day(one)))));
        self.judged(subject, shown, |_, _| differs)
    }

    fn clock(&self) -> Change {
        let offset = |report: &Report| challenge(report)?.clock_offset_ms;
        let [left, right] = self.full.map(offset);
        let differs = left
            .zip(right)
            .map(|(left, right)| left.abs_diff(right) > CLOCK_NOTICED_MS);
        self.judged(
            Subject::Clock,
            self.full.map(|report| offset(report).map(Value::Clock)),
            |_, _| differs,
        )
    }

    fn finding(&self) -> Change {
        let [left, right] = self.full.map(|report| diagnose(report).into_iter().next());
        let ids = [&left, &right].map(|first| first.as_ref().map(|finding| finding.id));
        let differs = ids[0] != ids[1];
        let shown = [left, right].map(|first| first.map(Value::Finding));
        self.judged(Subject::Finding, shown, |_, _| Some(differs))
    }

    fn duration(&self) -> Change {
        let [left, right] = self.full.map(|report| report.elapsed_ms);
        let shown = self.full.map(|report| report.took().map(Value::Span));
        self.judged(Subject::Duration, shown, |_, _| Some(slower(left, right).is_some()))
    }

    /// Judges where both say something.
    fn judged(
        &self,
        subject: Subject,
        sides: [Option<Value>; 2],
        judge: impl FnOnce(&Value, &Value) -> Option<bool>,
    ) -> Change {
        let differs = match &sides {
            [Some(left), Some(right)] => judge(left, right),
            [_, _] => None,
        };
        Change {
            subject,
            sides,
            differs,
        }
    }
}

fn computer(report: &Report) -> Option<String> {
    let challenge = challenge(report)?;
    let name = challenge.dns_computer.as_ref().or(challenge.computer.as_ref())?;
    Some(name.to_string()).filter(|name| !name.is_empty())
}

fn certificate(report: &Report) -> Option<&CertificateFacts> {
    secure(report)?.certificates.first()
}

fn challenge(report: &Report) -> Option<&NtlmChallenge> {
    authenticate(report)?.challenge.as_ref()
}

macro_rules! facts_of {
    ($($name:ident: $stage:ident, $type:ident;)+) => {$(
        fn $name(report: &Report) -> Option<&$type> {
            let Facts::$stage(facts) = &report.stage(Stage::$stage)?.facts else {
                return None;
            };
            Some(facts)
        }
    )+};
}

facts_of! {
    resolve: Resolve, ResolveFacts;
    connect: Connect, ConnectFacts;
    negotiate: Negotiate, NegotiateFacts;
    secure: Secure, SecureFacts;
    authenticate: Authenticate, AuthenticateFacts;
}

const DAY_S: u64 = 24 * 60 * 60;
/// As far apart as clocks that agree may be, since a challenge takes its time on the way.
const CLOCK_NOTICED_MS: u64 = 2000;
