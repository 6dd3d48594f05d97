//! The facts of a stage as labelled values, for a table.

use core::fmt::Display;

use diagnosis::names;
use diagnosis::time::date;
use wire::{
    AuthenticateFacts, CertificateFacts, ConnectFacts, Facts, NegotiateFacts, Nla, Outcome, PictureKind, ResolveFacts,
    SecureFacts, SettingsFacts, Stage, StageReport, TlsHelloAnswer, TokenForm, TransportEnd,
};

use super::{Words, row};

/// Collects rows of the table.
struct Table<'a> {
    words: &'a Words,
    rows: Vec<(String, String)>,
}

impl Table<'_> {
    /// One row more, unless there is nothing in it; `label` is the key without its `fact-`.
    fn push(&mut self, label: &str, value: &dyn Display) {
        let value = value.to_string();
        if !value.is_empty() {
            self.rows.push((self.words.text(&format!("fact-{label}")), value));
        }
    }

    fn push_some(&mut self, label: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.push(label, &value);
        }
    }

    /// One row whose value is the message `key`.
    fn push_word(&mut self, label: &str, key: Option<&str>) {
        if let Some(key) = key {
            self.push(label, &self.words.text(key));
        }
    }

    fn yes(&mut self, label: &str, so: bool) {
        self.push_word(label, Some(if so { "word-yes" } else { "word-no" }));
    }
}

pub(super) fn facts(words: &Words, report: &StageReport) -> Vec<(String, String)> {
    // Counts that nobody took are no facts. Up to the settings, side connections may know something all the same.
    let untried = matches!(report.outcome, Outcome::NotReached | Outcome::NotChecked);
    if untried && report.stage() > Stage::Settings {
        return Vec::new();
    }
    let mut table = Table {
        words,
        rows: Vec::new(),
    };
    match &report.facts {
        Facts::Relay(facts) => {
            let greeted = facts.greeted_after_ms.map(|time| words.time(time));
            table.push_some("greeted", greeted);
        }
        Facts::Reach(facts) => {
            for time in &facts.tries {
                table.push(
                    "try",
                    &time.map_or_else(|| words.text("fact-try-unanswered"), |time| words.time(time)),
                );
            }
        }
        Facts::Answer(facts) => {
            table.push_some("http-status", facts.status);
            table.push_some("schemes", (!facts.schemes.is_empty()).then(|| list(&facts.schemes)));
            table.push_some("gateway-server", facts.server.as_ref());
        }
        Facts::SignIn(facts) => table.push_some("scheme", facts.scheme.as_ref()),
        Facts::Tunnel(facts) => table.push_some("tunnel-status", facts.status.map(|status| format!("0x{status:08X}"))),
        Facts::Resolve(facts) => resolve(&mut table, facts),
        Facts::Connect(facts) => connect(&mut table, facts),
        Facts::Negotiate(facts) => negotiate(&mut table, facts),
        Facts::Secure(facts) => secure(&mut table, facts),
        Facts::Authenticate(facts) => authenticate(&mut table, facts),
        Facts::Settings(facts) => settings(&mut table, facts),
        Facts::Channels(facts) => {
            table.push_some("user-channel", facts.user_channel);
            table.push("joined", &list(&facts.joined));
        }
        Facts::Logon(facts) => table.push("auto-detect", &facts.auto_detect_requests),
        Facts::License(facts) => {
            let messages: Vec<String> = facts.messages.iter().map(|kind| format!("0x{kind:02X}")).collect();
            table.push("license-messages", &messages.join(", "));
            table.push_some("license-status", facts.status);
        }
        Facts::Capabilities(facts) => {
            let size = facts.desktop.map(|(width, height)| format!("{width} × {height}"));
            table.push_some("desktop", size);
            table.push_some("color-depth", facts.color_depth);
            table.push_some("system", facts.os_major.map(names::system));
            table.push("capability-sets", &facts.sets);
        }
        Facts::Finalize(facts) => table.push("reactivations", &facts.reactivations),
        Facts::Desktop(facts) => {
            let kind = facts.picture.map(|kind| match kind {
                PictureKind::Bitmap => "picture-bitmap",
                PictureKind::Orders => "picture-orders",
                PictureKind::Surface => "picture-surface",
            });
            table.push_word("picture", kind);
            table.push(
                "update-length",
                &words.locale.language().number(facts.update_length.into()),
            );
        }
        Facts::Stay(facts) => {
            table.push("held", &words.time(facts.held_ms));
            table.push("updates", &words.locale.language().number(facts.updates.into()));
        }
    }
    table.rows
}

fn list(values: &[impl ToString]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(", ")
}

fn resolve(table: &mut Table<'_>, facts: &ResolveFacts) {
    for lookup in &facts.lookups {
        let record = match lookup.record {
            wire::RecordKind::A => "A",
            wire::RecordKind::Aaaa => "AAAA",
        };
        let answer = match (lookup.silent, lookup.rcode) {
            (true, _) | (false, None) => table.words.text("lookup-unanswered"),
            (false, Some(0)) => {
                let count = usize::from(lookup.addresses);
                table.words.message().count("count", count).format("lookup-answered")
            }
            (false, Some(code)) => names::dns_code(code),
        };
        let said = table
            .words
            .message()
            .with("record", &record)
            .with("answer", &answer)
            .with("time", &table.words.time(lookup.elapsed_ms))
            .format("fact-lookup-value");
        table.push("lookup", &said);
    }
    table.push("aliases", &list(&facts.aliases));
    table.push("addresses", &list(&facts.addresses));
    table.push("forbidden", &list(&facts.forbidden));
}

fn connect(table: &mut Table<'_>, facts: &ConnectFacts) {
    for dial in &facts.dials {
        let said = row::dial_said(table.words, dial, "short");
        table.push("dial", &said);
    }
    table.push_some("used", facts.used);
}

fn negotiate(table: &mut Table<'_>, facts: &NegotiateFacts) {
    table.push("requested", &row::offer(table.words, facts.requested));
    table.push_some(
        "selected",
        facts.selected.map(|selected| row::protocol(table.words, selected)),
    );
    if let Some(flags) = facts.flags {
        table.push("flags", &flag_names(flags));
    }
    if facts.without_negotiation_data {
        table.yes("without-negotiation-data", true);
    }
    table.push_some("refused-offer", facts.refused_offer);
    if let Some(tries) = facts.second_try {
        let first = table
            .words
            .message()
            .with("end", &ended(table, tries.first_end))
            .with("time", &table.words.time(tries.first_elapsed_ms))
            .format("fact-first-try-value");
        table.push("first-try", &first);
        let second = tries.second_end.map(|end| ended(table, end));
        table.push(
            "second-try",
            &second.unwrap_or_else(|| table.words.text("end-answered")),
        );
    }
}

fn ended(table: &Table<'_>, end: TransportEnd) -> String {
    table.words.text(&format!("end-{}", row::transport_end(end)))
}

/// [MS-RDPBCGR] 2.2.1.2.1.
fn flag_names(flags: u8) -> String {
    const NAMES: [(u8, &str); 5] = [
        (1, "EXTENDED_CLIENT_DATA_SUPPORTED"),
        (2, "DYNVC_GFX_PROTOCOL_SUPPORTED"),
        (4, "NEGRSP_FLAG_RESERVED"),
        (8, "RESTRICTED_ADMIN_MODE_SUPPORTED"),
        (16, "REDIRECTED_AUTHENTICATION_MODE_SUPPORTED"),
    ];
    let set: Vec<&str> = NAMES
        .into_iter()
        .filter(|(bit, _)| flags & bit != 0)
        .map(|(_, name)| name)
        .collect();
    format!("0x{flags:02X} {}", set.join(", ")).trim_end().to_owned()
}

fn secure(table: &mut Table<'_>, facts: &SecureFacts) {
    table.push_some("tls-version", facts.version.map(names::tls_version));
    table.push_some("cipher", facts.cipher.as_ref());
    if let Some(certificate) = facts.certificates.first() {
        certificate_facts(table, certificate);
    }
    if let Some(matches) = facts.name_matches {
        table.yes("name-matches", matches);
    }
    let others: Vec<&str> = facts
        .certificates
        .iter()
        .skip(1)
        .map(|one| one.subject.as_str())
        .collect();
    table.push("chain", &others.join(", "));
    for hello in &facts.hellos {
        let (key, value) = match hello.answer {
            TlsHelloAnswer::ServerHello { version, cipher } => (
                "hello-answered",
                format!("{} 0x{cipher:04X}", names::tls_version(version)),
            ),
            TlsHelloAnswer::Alert { code } => ("hello-alert", names::tls_alert(code).to_owned()),
            TlsHelloAnswer::Closed => ("hello-closed", String::new()),
            TlsHelloAnswer::Reset => ("hello-reset", String::new()),
            TlsHelloAnswer::Silent => ("hello-silent", String::new()),
            TlsHelloAnswer::NotTls => ("hello-not-tls", String::new()),
            TlsHelloAnswer::NotReached => ("hello-not-reached", String::new()),
        };
        let offered = names::tls_version(hello.offered);
        let said = table
            .words
            .message()
            .with("offered", &offered)
            .with("value", &value)
            .format(key);
        table.push("hello", &said);
    }
    if let Some(standard) = facts.standard {
        let method = match standard.method {
            0 => table.words.text("encryption-none"),
            1 => "40 bit".to_owned(),
            2 => "128 bit".to_owned(),
            8 => "56 bit".to_owned(),
            16 => "FIPS".to_owned(),
            other => format!("0x{other:X}"),
        };
        table.push("encryption", &method);
        table.push("encryption-level", &standard.level);
    }
}

fn certificate_facts(table: &mut Table<'_>, certificate: &CertificateFacts) {
    table.push("subject", &certificate.subject);
    table.push("issuer", &certificate.issuer);
    table.yes("self-signed", certificate.self_signed);
    table.push("names", &list(&certificate.names));
    table.push("not-before", &date(certificate.not_before));
    table.push("not-after", &date(certificate.not_after));
    let key = match certificate.key_bits {
        0 => certificate.key.to_string(),
        bits => format!("{} {bits}", certificate.key),
    };
    table.push("key", &key);
    table.push("signature", &certificate.signature);
    table.push("sha1", &certificate.sha1.to_ascii_uppercase());
    table.push("sha256", &certificate.sha256.to_ascii_uppercase());
}

fn authenticate(table: &mut Table<'_>, facts: &AuthenticateFacts) {
    let nla = facts.nla.map(|nla| match nla {
        Nla::Required => "nla-required",
        Nla::Optional => "nla-optional",
        Nla::NotUsed => "nla-not-used",
    });
    table.push_word("nla", nla);
    let token = facts.token.map(|token| match token {
        TokenForm::Spnego => "SPNEGO",
        TokenForm::RawNtlm => "NTLMSSP",
    });
    table.push_some("token", token);
    table.push_some("credssp-version", facts.credssp_version);
    if let Some(challenge) = &facts.challenge {
        table.push_some("computer", challenge.computer.as_ref());
        table.push_some("domain", challenge.domain.as_ref());
        table.push_some("dns-computer", challenge.dns_computer.as_ref());
        table.push_some("dns-domain", challenge.dns_domain.as_ref());
        table.push_some("dns-forest", challenge.dns_forest.as_ref());
        table.push_some(
            "system",
            challenge.version.map(|version| row::system(table.words, version)),
        );
        let clock = challenge.clock_offset_ms.map(|offset| row::clock(table.words, offset));
        table.push_some("clock", clock);
    }
    table.push_some("tls-only-failure", facts.tls_only_failure);
    let end = facts.tls_only_end.map(|end| ended(table, end));
    table.push_some("tls-only-end", end);
}

fn settings(table: &mut Table<'_>, facts: &SettingsFacts) {
    table.push_some("rdp-version", facts.server_version.map(names::rdp_version));
    let echoed = facts
        .echoed_protocols
        .map(|requested| row::offer(table.words, requested));
    table.push_some("echoed", echoed);
    table.push_some("encryption-level", facts.encryption_level);
    table.push_some("io-channel", facts.io_channel);
    table.push_some("message-channel", facts.message_channel);
}
