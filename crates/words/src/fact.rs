//! The facts of a stage as labelled values, for a table.

use crate::{Key, key};
use core::fmt::Display;

use diagnosis::names;
use diagnosis::time::date;
use wire::{
    AnswerFacts, AuthenticateFacts, CertificateFacts, ConnectFacts, Facts, GatewayTransport, KdcAnswer, LogonFacts,
    NegotiateFacts, Nla, Outcome, PictureKind, ResolveFacts, SecureFacts, SettingsFacts, SignInStep, Stage,
    StageReport, TlsHelloAnswer, TokenForm, TransportEnd,
};

use super::{Words, row};

/// Collects rows of the table.
struct Table<'a> {
    words: &'a Words,
    rows: Vec<(String, String)>,
}

impl Table<'_> {
    /// One row more, unless there is nothing in it; `label` is the key without its `fact-`.
    fn push(&mut self, label: Key, value: &dyn Display) {
        let value = value.to_string();
        if !value.is_empty() {
            self.rows.push((self.words.text(label), value));
        }
    }

    fn push_some(&mut self, label: Key, value: Option<impl Display>) {
        if let Some(value) = value {
            self.push(label, &value);
        }
    }

    /// One row whose value is the message `key`.
    fn push_word(&mut self, label: Key, key: Option<Key>) {
        if let Some(key) = key {
            self.push(label, &self.words.text(key));
        }
    }

    fn yes(&mut self, label: Key) {
        self.push_word(label, Some(key::WORD_YES));
    }

    fn no(&mut self, label: Key) {
        self.push_word(label, Some(key::WORD_NO));
    }
}

impl Words {
    /// The facts of a stage as labelled values, for a table.
    pub fn facts(&self, report: &StageReport) -> Vec<(String, String)> {
        facts(self, report)
    }
}

fn facts(words: &Words, report: &StageReport) -> Vec<(String, String)> {
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
            table.push_some(key::FACT_GREETED, greeted);
        }
        Facts::Reach(facts) => {
            table.push_some(key::FACT_ADDRESSES, facts.address);
            for time in &facts.tries {
                table.push(
                    key::FACT_TRY,
                    &time.map_or_else(|| words.text(key::FACT_TRY_UNANSWERED), |time| words.time(time)),
                );
            }
        }
        Facts::Answer(facts) => answer(&mut table, facts),
        Facts::SignIn(facts) => table.push_some(key::FACT_SCHEME, facts.scheme.as_ref()),
        Facts::Tunnel(facts) => table.push_some(
            key::FACT_TUNNEL_STATUS,
            facts.status.map(|status| format!("0x{status:08X}")),
        ),
        Facts::Resolve(facts) => resolve(&mut table, facts),
        Facts::Connect(facts) => connect(&mut table, facts),
        Facts::Negotiate(facts) => negotiate(&mut table, facts),
        Facts::Secure(facts) => secure(&mut table, facts),
        Facts::Authenticate(facts) => authenticate(&mut table, facts),
        Facts::Settings(facts) => settings(&mut table, facts),
        Facts::Channels(facts) => {
            table.push_some(key::FACT_USER_CHANNEL, facts.user_channel);
            table.push(key::FACT_JOINED, &list(&facts.joined));
        }
        Facts::Logon(facts) => logon(&mut table, facts),
        Facts::License(facts) => {
            let messages: Vec<String> = facts.messages.iter().map(|kind| format!("0x{kind:02X}")).collect();
            table.push(key::FACT_LICENSE_MESSAGES, &messages.join(", "));
            table.push_some(key::FACT_LICENSE_STATUS, facts.status);
        }
        Facts::Capabilities(facts) => {
            let size = facts.desktop.map(|(width, height)| format!("{width} × {height}"));
            table.push_some(key::FACT_DESKTOP, size);
            table.push_some(key::FACT_COLOR_DEPTH, facts.color_depth);
            table.push_some(key::FACT_SYSTEM, facts.os_major.map(names::system));
            table.push(key::FACT_CAPABILITY_SETS, &facts.sets);
        }
        Facts::Finalize(facts) => table.push(key::FACT_REACTIVATIONS, &facts.reactivations),
        Facts::Desktop(facts) => {
            let kind = facts.picture.map(|kind| match kind {
                PictureKind::Bitmap => key::PICTURE_BITMAP,
                PictureKind::Orders => key::PICTURE_ORDERS,
                PictureKind::Surface => key::PICTURE_SURFACE,
            });
            table.push_word(key::FACT_PICTURE, kind);
            table.push(
                key::FACT_UPDATE_LENGTH,
                &words.locale.language().number(facts.update_length.into()),
            );
        }
        Facts::Stay(facts) => {
            table.push(key::FACT_HELD, &words.time(facts.held_ms));
            table.push(key::FACT_UPDATES, &words.locale.language().number(facts.updates.into()));
        }
    }
    table.rows
}

fn logon(table: &mut Table<'_>, facts: &LogonFacts) {
    table.push(key::FACT_AUTO_DETECT, &facts.auto_detect_requests);
    if facts.autologon {
        table.yes(key::FACT_AUTOLOGON);
    }
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
            (true, _) | (false, None) => table.words.text(key::LOOKUP_UNANSWERED),
            (false, Some(0)) => {
                let count = usize::from(lookup.addresses);
                table.words.message().count("count", count).format(key::LOOKUP_ANSWERED)
            }
            (false, Some(code)) => names::dns_code(code),
        };
        let said = table
            .words
            .message()
            .with("record", &record)
            .with("answer", &answer)
            .with("time", &table.words.time(lookup.elapsed_ms))
            .format(key::FACT_LOOKUP_VALUE);
        table.push(key::FACT_LOOKUP, &said);
    }
    table.push(key::FACT_ALIASES, &list(&facts.aliases));
    table.push(key::FACT_ADDRESSES, &list(&facts.addresses));
    table.push(key::FACT_FORBIDDEN, &list(&facts.forbidden));
    if let Some(withheld) = facts.withheld {
        table.push(
            key::FACT_WITHHELD,
            &table.words.locale.language().number(withheld.into()),
        );
    }
}

fn connect(table: &mut Table<'_>, facts: &ConnectFacts) {
    for dial in &facts.dials {
        let said = row::dial_said(table.words, dial, "short");
        table.push(key::FACT_DIAL, &said);
    }
    table.push_some(key::FACT_USED, facts.used);
}

fn answer(table: &mut Table<'_>, facts: &AnswerFacts) {
    table.push_some(key::FACT_HTTP_STATUS, facts.status);
    table.push_some(
        key::FACT_SCHEMES,
        (!facts.schemes.is_empty()).then(|| list(&facts.schemes)),
    );
    table.push_some(key::FACT_GATEWAY_SERVER, facts.server.as_ref());
    let transport = facts.transport.map(|transport| match transport {
        GatewayTransport::WebSocket => "WebSocket",
        GatewayTransport::Http => "HTTP",
        GatewayTransport::Rpc => "RPC over HTTP",
    });
    table.push_some(key::FACT_TRANSPORT, transport);
    table.push_some(key::FACT_LOCATION, facts.location.as_ref());
    let clock = facts
        .clock_offset_s
        .map(|offset| row::clock(table.words, offset.saturating_mul(1000)));
    table.push_some(key::FACT_GATEWAY_CLOCK, clock);
}

fn negotiate(table: &mut Table<'_>, facts: &NegotiateFacts) {
    table.push(key::FACT_REQUESTED, &row::offer(table.words, facts.requested));
    table.push_some(
        key::FACT_SELECTED,
        facts.selected.map(|selected| row::protocol(table.words, selected)),
    );
    if let Some(flags) = facts.flags {
        table.push(key::FACT_FLAGS, &flag_names(flags));
    }
    if facts.without_negotiation_data {
        table.yes(key::FACT_WITHOUT_NEGOTIATION_DATA);
    }
    table.push_some(key::FACT_REFUSED_OFFER, facts.refused_offer);
    if facts.routing_token {
        table.yes(key::FACT_ROUTING_TOKEN);
    }
    if facts.preconnection {
        table.yes(key::FACT_PRECONNECTION);
    }
    if let Some(tries) = facts.second_try {
        let first = table
            .words
            .message()
            .with("end", &ended(table, tries.first_end))
            .with("time", &table.words.time(tries.first_elapsed_ms))
            .format(key::FACT_FIRST_TRY_VALUE);
        table.push(key::FACT_FIRST_TRY, &first);
        let second = tries.second_end.map(|end| ended(table, end));
        table.push(
            key::FACT_SECOND_TRY,
            &second.unwrap_or_else(|| table.words.text(key::END_ANSWERED)),
        );
    }
}

fn ended(table: &Table<'_>, end: TransportEnd) -> String {
    table.words.member(&format!("end-{}", row::transport_end(end)), &[])
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
    table.push_some(key::FACT_TLS_VERSION, facts.version.map(names::tls_version));
    table.push_some(key::FACT_CIPHER, facts.cipher.map(names::cipher_suite));
    if let Some(certificate) = facts.certificates.first() {
        certificate_facts(table, certificate);
    }
    match facts.name_matches {
        Some(true) => table.yes(key::FACT_NAME_MATCHES),
        Some(false) => table.no(key::FACT_NAME_MATCHES),
        None => {}
    }
    let others: Vec<&str> = facts
        .certificates
        .iter()
        .skip(1)
        .map(|one| one.subject.as_str())
        .collect();
    table.push(key::FACT_CHAIN, &others.join(", "));
    if facts.asks_certificate {
        table.yes(key::FACT_ASKS_CERTIFICATE);
    }
    for hello in &facts.hellos {
        let (key, value) = match hello.answer {
            TlsHelloAnswer::ServerHello { version, cipher } => (
                key::HELLO_ANSWERED,
                format!("{} 0x{cipher:04X}", names::tls_version(version)),
            ),
            TlsHelloAnswer::Alert { code } => (key::HELLO_ALERT, names::tls_alert(code).to_owned()),
            TlsHelloAnswer::Closed => (key::HELLO_CLOSED, String::new()),
            TlsHelloAnswer::Reset => (key::HELLO_RESET, String::new()),
            TlsHelloAnswer::Silent => (key::HELLO_SILENT, String::new()),
            TlsHelloAnswer::NotTls => (key::HELLO_NOT_TLS, String::new()),
            TlsHelloAnswer::NotReached => (key::HELLO_NOT_REACHED, String::new()),
        };
        let offered = names::tls_version(hello.offered);
        let said = table
            .words
            .message()
            .with("offered", &offered)
            .with("value", &value)
            .format(key);
        table.push(key::FACT_HELLO, &said);
    }
    if let Some(standard) = facts.standard {
        let method = match standard.method {
            0 => table.words.text(key::ENCRYPTION_NONE),
            1 => "40 bit".to_owned(),
            2 => "128 bit".to_owned(),
            8 => "56 bit".to_owned(),
            16 => "FIPS".to_owned(),
            other => format!("0x{other:X}"),
        };
        table.push(key::FACT_ENCRYPTION, &method);
        table.push(key::FACT_ENCRYPTION_LEVEL, &standard.level);
    }
}

fn certificate_facts(table: &mut Table<'_>, certificate: &CertificateFacts) {
    table.push(key::FACT_SUBJECT, &certificate.subject);
    table.push(key::FACT_ISSUER, &certificate.issuer);
    if certificate.self_signed {
        table.yes(key::FACT_SELF_SIGNED);
    } else {
        table.no(key::FACT_SELF_SIGNED);
    }
    table.push(key::FACT_NAMES, &list(&certificate.names));
    table.push(key::FACT_NOT_BEFORE, &date(certificate.not_before));
    table.push(key::FACT_NOT_AFTER, &date(certificate.not_after));
    let key = match certificate.key_bits {
        0 => certificate.key.to_string(),
        bits => format!("{} {bits}", certificate.key),
    };
    table.push(key::FACT_KEY, &key);
    table.push(key::FACT_SIGNATURE, &certificate.signature);
    table.push(key::FACT_SHA1, &certificate.sha1.to_ascii_uppercase());
    table.push(key::FACT_SHA256, &certificate.sha256.to_ascii_uppercase());
}

fn authenticate(table: &mut Table<'_>, facts: &AuthenticateFacts) {
    let nla = facts.nla.map(|nla| match nla {
        Nla::Required => key::NLA_REQUIRED,
        Nla::Optional => key::NLA_OPTIONAL,
        Nla::NotUsed => key::NLA_NOT_USED,
    });
    table.push_word(key::FACT_NLA, nla);
    let token = facts.token.map(|token| match token {
        TokenForm::Spnego => "SPNEGO",
        TokenForm::RawNtlm => "NTLMSSP",
    });
    table.push_some(key::FACT_TOKEN, token);
    if facts.raw_ntlm_only {
        table.no(key::FACT_KERBEROS);
    }
    table.push_some(key::FACT_CREDSSP_VERSION, facts.credssp_version);
    if let Some(challenge) = &facts.challenge {
        table.push_some(key::FACT_COMPUTER, challenge.computer.as_ref());
        table.push_some(key::FACT_DOMAIN, challenge.domain.as_ref());
        table.push_some(key::FACT_DNS_COMPUTER, challenge.dns_computer.as_ref());
        table.push_some(key::FACT_DNS_DOMAIN, challenge.dns_domain.as_ref());
        table.push_some(key::FACT_DNS_FOREST, challenge.dns_forest.as_ref());
        table.push_some(
            key::FACT_SYSTEM,
            challenge.version.map(|version| row::system(table.words, version)),
        );
        let clock = challenge.clock_offset_ms.map(|offset| row::clock(table.words, offset));
        table.push_some(key::FACT_CLOCK, clock);
    }
    let sign_in = facts.sign_in.map(|step| match step {
        SignInStep::Answered => key::SIGN_IN_ANSWERED,
        SignInStep::Delegated => key::SIGN_IN_DELEGATED,
    });
    table.push_word(key::FACT_SIGN_IN, sign_in);
    let kdc = facts.kdc.map(|answer| match answer {
        KdcAnswer::Known => table.words.text(key::KDC_KNOWN),
        KdcAnswer::Refused { code } => table.words.text_with(key::KDC_REFUSED, &[("code", code.into())]),
        KdcAnswer::Silent => table.words.text(key::KDC_SILENT),
    });
    table.push_some(key::FACT_KDC, kdc);
    table.push_some(key::FACT_TLS_ONLY_FAILURE, facts.tls_only_failure);
    let end = facts.tls_only_end.map(|end| ended(table, end));
    table.push_some(key::FACT_TLS_ONLY_END, end);
}

fn settings(table: &mut Table<'_>, facts: &SettingsFacts) {
    table.push_some(key::FACT_RDP_VERSION, facts.server_version.map(names::rdp_version));
    let echoed = facts
        .echoed_protocols
        .map(|requested| row::offer(table.words, requested));
    table.push_some(key::FACT_ECHOED, echoed);
    table.push_some(key::FACT_ENCRYPTION_LEVEL, facts.encryption_level);
    table.push_some(key::FACT_IO_CHANNEL, facts.io_channel);
    table.push_some(key::FACT_MESSAGE_CHANNEL, facts.message_channel);
}
