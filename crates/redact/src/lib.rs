//! What others may see of a report.
//!
//! Here every field is taken apart by name, so that one that is added elsewhere does not compile until somebody has
//! thought about it. `shown` gathers the names and addresses that a report
//! speaks of, `placeholder` holds what stands in their place, `known` what words a report
//! may hold at any level, `evidence` which messages tell nothing, `text` whether a message holds words,
//! `dates` how far times are kept, `stage` the rest.
//!
//! What is hidden is replaced and not left out, and always by the same: what was equal stays equal, what was of a kind
//! stays of that kind. So a redacted report bears the same findings, and redacting in two steps is the same as in one.

mod address;
mod dates;
mod evidence;
mod known;
mod numbering;
mod placeholder;
mod shown;
mod stage;
#[cfg(test)]
mod tests;
mod text;

use wire::{Connection, Disclosure, Gateway, KernelFacts, Leg, Report, Target};

use placeholder::{Placeholders, Reader};

/// A copy of `report` that shows no more than `level` allows, and no more than `report` itself says it shows.
///
/// At [`Disclosure::Everything`] it is the report as it is. Otherwise `redacted` names the stricter of both levels.
///
/// For support: user names, redirection targets and names of certificates that the report does not show elsewhere become
/// `user#1`, `computer#1` and `name#1`; private addresses keep their network of 24 bits (IPv6: 64); the bytes of messages
/// that may hold a name are left out.
///
/// In public: names become `computer-1.example`, addresses the first ones of their kind, other ports than 3389 the ones
/// from 3390 on, fingerprints count from 1; times of day keep their day, and no bytes are left.
pub fn redact(report: &Report, level: Disclosure) -> Report {
    let level = report.redacted.unwrap_or(Disclosure::Everything).max(level);
    let reader = match level {
        Disclosure::Everything => return report.clone(),
        Disclosure::Support => Reader::Support,
        Disclosure::Public => Reader::Public,
    };
    let mut hide = Placeholders::new(report, reader);
    let Report {
        schema,
        version,
        target,
        started_at_ms,
        elapsed_ms,
        redacted: _,
        end,
        settings,
        legs,
        // Of the report as it was.
        mac: _,
    } = report;
    Report {
        schema: *schema,
        // Of the program, whoever uses it.
        version: version.clone(),
        target: Target {
            host: hide.host(&target.host),
            port: hide.port(target.port),
        },
        started_at_ms: if hide.is_public() {
            dates::day_ms(*started_at_ms)
        } else {
            *started_at_ms
        },
        elapsed_ms: *elapsed_ms,
        redacted: Some(level),
        end: *end,
        // Ours, and without any name.
        settings: settings.clone(),
        legs: legs.iter().map(|one| leg(one, &mut hide)).collect(),
        mac: None,
    }
}

fn leg(leg: &Leg, hide: &mut Placeholders<'_>) -> Leg {
    let Leg {
        from,
        to,
        place,
        agent,
        gateway,
        stages,
        connections,
    } = leg;
    Leg {
        from: *from,
        to: *to,
        place: *place,
        // It tells where an organization has its offices.
        agent: agent.clone().filter(|_| !hide.is_public()),
        gateway: gateway.as_ref().map(|Gateway { target, usage }| Gateway {
            target: hide.gateway(target),
            usage: *usage,
        }),
        stages: stages.iter().map(|one| stage::stage(one, hide)).collect(),
        connections: connections.iter().map(|one| connection(one, hide)).collect(),
    }
}

fn connection(connection: &Connection, hide: &mut Placeholders<'_>) -> Connection {
    let Connection {
        purpose,
        address,
        opened_at_ms,
        handshake_ms,
        selected,
        certificate_sha256,
        ended_by_peer,
        ended_after_ms,
        kernel,
    } = connection;
    Connection {
        purpose: *purpose,
        address: hide.socket(*address),
        opened_at_ms: *opened_at_ms,
        handshake_ms: *handshake_ms,
        selected: *selected,
        certificate_sha256: certificate_sha256.as_deref().map(|print| hide.fingerprint(print)),
        ended_by_peer: *ended_by_peer,
        ended_after_ms: *ended_after_ms,
        kernel: kernel.map(measured),
    }
}

/// Times and counts of the path: they tell nothing about whose it is.
fn measured(kernel: KernelFacts) -> KernelFacts {
    let KernelFacts {
        rtt_us,
        rtt_var_us,
        retransmits,
        segments_out,
        data_segments_in,
        out_of_order,
        send_mss,
        path_mtu,
        acknowledged,
        unsent,
    } = kernel;
    KernelFacts {
        rtt_us,
        rtt_var_us,
        retransmits,
        segments_out,
        data_segments_in,
        out_of_order,
        send_mss,
        path_mtu,
        acknowledged,
        unsent,
    }
}
