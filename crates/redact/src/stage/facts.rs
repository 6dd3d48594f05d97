//! What a stage found out.

use wire::{
    AnswerFacts, AuthenticateFacts, CapabilitiesFacts, CertificateFacts, ChannelsFacts, ConnectFacts, DesktopFacts,
    Dial, Dialed, Facts, FinalizeFacts, LicenseFacts, LogonFacts, Lookup, NegotiateFacts, NtlmChallenge, PeerText,
    ReachFacts, RelayFacts, ResolveFacts, SecondTry, SecureFacts, SettingsFacts, SignInFacts, StandardSecurity,
    StayFacts, TlsHello, Told, TunnelFacts,
};

use crate::placeholder::{Kind, Placeholders};
use crate::{dates, known};

/// Numbers of the protocol that tell nothing about whose they are are copied, each by its name.
macro_rules! numbers {
    ($facts:expr, $type:ident { $($field:ident),+ $(,)? }) => {{
        let $type { $($field),+ } = $facts;
        $type { $($field: $field.clone()),+ }
    }};
}

pub(super) fn facts(facts: &Facts, hide: &mut Placeholders<'_>) -> Facts {
    match facts {
        Facts::Relay(facts) => {
            let RelayFacts { greeted_after_ms } = facts;
            Facts::Relay(RelayFacts {
                greeted_after_ms: greeted_after_ms.filter(|_| !hide.is_public()),
            })
        }
        Facts::Reach(facts) => Facts::Reach(reach(facts, hide)),
        Facts::Resolve(facts) => Facts::Resolve(resolve(facts, hide)),
        Facts::Connect(facts) => Facts::Connect(connect(facts, hide)),
        Facts::Negotiate(facts) => Facts::Negotiate(negotiate(facts)),
        Facts::Secure(facts) => Facts::Secure(secure(facts, hide)),
        Facts::Answer(facts) => Facts::Answer(answer(facts)),
        Facts::SignIn(facts) => Facts::SignIn(sign_in(facts)),
        Facts::Tunnel(facts) => Facts::Tunnel(numbers!(facts, TunnelFacts { status })),
        Facts::Authenticate(facts) => Facts::Authenticate(authenticate(facts, hide)),
        Facts::Settings(facts) => Facts::Settings(numbers!(
            facts,
            SettingsFacts {
                server_version,
                echoed_protocols,
                encryption_method,
                encryption_level,
                io_channel,
                message_channel,
            }
        )),
        Facts::Channels(facts) => Facts::Channels(numbers!(facts, ChannelsFacts { user_channel, joined })),
        Facts::Logon(facts) => Facts::Logon(numbers!(
            facts,
            LogonFacts {
                auto_detect_requests,
                autologon
            }
        )),
        Facts::License(facts) => Facts::License(numbers!(facts, LicenseFacts { messages, status })),
        Facts::Capabilities(facts) => Facts::Capabilities(numbers!(
            facts,
            CapabilitiesFacts {
                desktop,
                color_depth,
                os_major,
                sets
            }
        )),
        Facts::Finalize(facts) => Facts::Finalize(numbers!(facts, FinalizeFacts { reactivations })),
        Facts::Desktop(facts) => Facts::Desktop(numbers!(facts, DesktopFacts { picture, update_length })),
        Facts::Stay(facts) => Facts::Stay(numbers!(facts, StayFacts { held_ms, updates })),
    }
}

/// How fast the reader's own network reacts tells where the reader sits, so the public sees no time.
fn reach(facts: &ReachFacts, hide: &mut Placeholders<'_>) -> ReachFacts {
    let ReachFacts {
        address,
        tries,
        unsteady,
        told: by_tool,
    } = facts;
    ReachFacts {
        address: address.map(|address| hide.address(address)),
        unsteady: *unsteady,
        told: by_tool.as_ref().map(|it| told(it, hide)),
        tries: if hide.is_public() { Vec::new() } else { tries.clone() },
    }
}

/// An interface may be called after whose network it leads into; that it is a VPN's tells no more than that.
fn told(told: &Told, hide: &mut Placeholders<'_>) -> Told {
    let Told {
        tool,
        source,
        interface,
        vpn,
    } = told;
    let named = interface.as_ref().filter(|_| !hide.is_public());
    Told {
        tool: *tool,
        source: source.map(|source| hide.address(source)),
        interface: named.map(|name| hide.text(name)),
        vpn: *vpn,
    }
}

/// What a gateway calls itself may name whose it is.
fn answer(facts: &AnswerFacts) -> AnswerFacts {
    let AnswerFacts {
        status,
        schemes,
        server: _,
        transport,
        // It may hold names, and the answer's status says that it is one.
        location: _,
        clock_offset_s,
    } = facts;
    AnswerFacts {
        status: *status,
        schemes: schemes.iter().filter(|name| is_scheme(name)).cloned().collect(),
        server: None,
        transport: *transport,
        location: None,
        clock_offset_s: *clock_offset_s,
    }
}

fn sign_in(facts: &SignInFacts) -> SignInFacts {
    let SignInFacts { scheme } = facts;
    SignInFacts {
        scheme: scheme.clone().filter(is_scheme),
    }
}

/// Whether a word is an authentication scheme that gateways offer, and so tells nothing about whose gateway it is.
fn is_scheme(word: &PeerText) -> bool {
    ["Negotiate", "NTLM", "Kerberos", "Basic", "Digest", "Bearer"].contains(&word.as_str())
}

fn resolve(facts: &ResolveFacts, hide: &mut Placeholders<'_>) -> ResolveFacts {
    let ResolveFacts {
        literal,
        lookups,
        aliases,
        addresses,
        forbidden,
        withheld,
        documentation,
    } = facts;
    let lookup = |lookup: &Lookup| {
        numbers!(
            lookup,
            Lookup {
                record,
                addresses,
                rcode,
                silent,
                elapsed_ms
            }
        )
    };
    ResolveFacts {
        literal: *literal,
        lookups: lookups.iter().map(lookup).collect(),
        aliases: aliases.iter().map(|name| hide.name(name, Kind::Computer)).collect(),
        addresses: addresses.iter().map(|address| hide.address(*address)).collect(),
        forbidden: forbidden.iter().map(|address| hide.address(*address)).collect(),
        withheld: *withheld,
        documentation: *documentation,
    }
}

fn connect(facts: &ConnectFacts, hide: &mut Placeholders<'_>) -> ConnectFacts {
    let ConnectFacts { used, dials } = facts;
    let dial = |dial: &Dial| {
        let Dial {
            address,
            dialed,
            elapsed_ms,
        } = dial;
        Dial {
            address: hide.socket(*address),
            dialed: match *dialed {
                Dialed::Unreachable { what, by } => Dialed::Unreachable {
                    what,
                    by: by.map(|by| hide.address(by)),
                },
                other @ (Dialed::Answered
                | Dialed::Refused
                | Dialed::Silent
                | Dialed::LocallyBlocked
                | Dialed::LocalFault { .. }
                | Dialed::Abandoned) => other,
            },
            elapsed_ms: *elapsed_ms,
        }
    };
    let dials = dials.iter().map(dial).collect();
    ConnectFacts {
        used: used.map(|used| hide.socket(used)),
        dials,
    }
}

fn negotiate(facts: &NegotiateFacts) -> NegotiateFacts {
    let NegotiateFacts {
        requested,
        selected,
        flags,
        refused_offer,
        without_negotiation_data,
        second_try,
        routing_token,
        preconnection,
    } = facts;
    let again = |again: SecondTry| {
        numbers!(
            again,
            SecondTry {
                first_end,
                first_elapsed_ms,
                second_end
            }
        )
    };
    NegotiateFacts {
        requested: *requested,
        selected: *selected,
        flags: *flags,
        refused_offer: *refused_offer,
        without_negotiation_data: *without_negotiation_data,
        second_try: second_try.map(again),
        routing_token: *routing_token,
        preconnection: *preconnection,
    }
}

fn secure(facts: &SecureFacts, hide: &mut Placeholders<'_>) -> SecureFacts {
    let SecureFacts {
        version,
        cipher,
        certificates,
        seen_at,
        name_matches,
        asks_certificate,
        hellos,
        standard,
    } = facts;
    let public = hide.is_public();
    let hello = |hello: &TlsHello| numbers!(hello, TlsHello { offered, answer });
    let security = |security: StandardSecurity| numbers!(security, StandardSecurity { method, level });
    SecureFacts {
        version: *version,
        cipher: *cipher,
        certificates: certificates
            .iter()
            .map(|one| certificate(one, *seen_at, hide))
            .collect(),
        seen_at: seen_at.map(|seen| if public { dates::day(seen) } else { seen }),
        name_matches: *name_matches,
        asks_certificate: *asks_certificate,
        hellos: hellos.iter().map(hello).collect(),
        standard: standard.map(security),
    }
}

fn certificate(facts: &CertificateFacts, seen_at: Option<i64>, hide: &mut Placeholders<'_>) -> CertificateFacts {
    let CertificateFacts {
        subject,
        issuer,
        self_signed,
        names,
        not_before,
        not_after,
        key,
        key_bits,
        signature,
        sha256,
        sha1,
        server_usage,
    } = facts;
    let public = hide.is_public();
    let (not_before, not_after) = if public {
        dates::validity(*not_before, *not_after, seen_at)
    } else {
        (*not_before, *not_after)
    };
    let algorithm = |text: &PeerText, known: fn(&str) -> &'static str, hide: &mut Placeholders<'_>| {
        if public {
            known(text.as_str()).into()
        } else {
            hide.text(text)
        }
    };
    CertificateFacts {
        subject: hide.certificate_name(subject, Kind::Computer),
        issuer: hide.certificate_name(issuer, Kind::Issuer),
        self_signed: *self_signed,
        names: names
            .iter()
            .map(|name| hide.certificate_name(name, Kind::Computer))
            .collect(),
        not_before,
        not_after,
        key: algorithm(key, known::key, hide),
        key_bits: *key_bits,
        signature: algorithm(signature, known::signature, hide),
        sha256: hide.fingerprint(sha256),
        sha1: hide.fingerprint(sha1),
        server_usage: *server_usage,
    }
}

fn authenticate(facts: &AuthenticateFacts, hide: &mut Placeholders<'_>) -> AuthenticateFacts {
    let AuthenticateFacts {
        nla,
        token,
        raw_ntlm_only,
        spnego_rejected,
        sign_in,
        credssp_version,
        challenge,
        kdc,
        tls_only_failure,
        tls_only_end,
    } = facts;
    AuthenticateFacts {
        nla: *nla,
        token: *token,
        raw_ntlm_only: *raw_ntlm_only,
        spnego_rejected: *spnego_rejected,
        sign_in: *sign_in,
        credssp_version: *credssp_version,
        challenge: challenge.as_ref().map(|said| self::challenge(said, hide)),
        kdc: *kdc,
        tls_only_failure: *tls_only_failure,
        tls_only_end: *tls_only_end,
    }
}

fn challenge(said: &NtlmChallenge, hide: &mut Placeholders<'_>) -> NtlmChallenge {
    let NtlmChallenge {
        computer,
        domain,
        dns_computer,
        dns_domain,
        dns_forest,
        version,
        server_time_ms,
        clock_offset_ms,
    } = said;
    let mut name = |name: &Option<PeerText>, kind| name.as_ref().map(|name| hide.name(name, kind));
    NtlmChallenge {
        computer: name(computer, Kind::ShortComputer),
        domain: name(domain, Kind::ShortDomain),
        dns_computer: name(dns_computer, Kind::Computer),
        dns_domain: name(dns_domain, Kind::Domain),
        dns_forest: name(dns_forest, Kind::Domain),
        version: *version,
        // The offset says what is wrong with it.
        server_time_ms: server_time_ms.filter(|_| !hide.is_public()),
        clock_offset_ms: *clock_offset_ms,
    }
}
