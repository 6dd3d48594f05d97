//! The same JSON, read without serde.
//!
//! What serde derives for tagged enums grows with every variant: read that way, the messages of a relay take 65 KB of
//! the page after compression, almost half of what it may weigh. These readers take a tenth of that. They accept what
//! serde accepts of everything that serde writes, and the tests hold both against each other for every shape.
//!
//! A field or variant that is added elsewhere and not here does not compile.

use core::net::{IpAddr, SocketAddr};
use core::time::Duration;

use crate::{
    AuthenticateFacts, CapabilitiesFacts, CertificateFacts, ChannelsFacts, ConnectFacts, Connection, DesktopFacts,
    Dial, Dialed, Direction, Disclosure, Elapsed, Exchange, Facts, Failure, FinalizeFacts, Hex, KernelFacts,
    LicenseFacts, Life, LogonFacts, Lookup, NegotiateFacts, Nla, NotChecked, NtlmChallenge, Outcome, PeerText,
    PictureKind, Purpose, Record, RecordKind, Refusal, RelayFacts, Report, ResolveFacts, RunEnd, RunKey, SecondTry,
    SecureFacts, ServerMessage, ServerSignal, Service, SettingsFacts, Signal, Stage, StageEvent, StageReport,
    StandardSecurity, StayFacts, Target, TlsFault, TlsHello, TlsHelloAnswer, TokenForm, TransportEnd, Unreachable,
};

/// A JSON value, as some parser holds it.
pub trait Json: Sized {
    /// A member of an object; absent where there is none, where it is null, and where this is no object.
    fn member(&self, name: &str) -> Option<Self>;
    /// The items of an array.
    fn items(&self) -> Option<Vec<Self>>;
    /// A string.
    fn text(&self) -> Option<String>;
    /// A number.
    fn number(&self) -> Option<f64>;
    /// A boolean.
    fn truth(&self) -> Option<bool>;
}

/// What can be read from JSON.
pub trait Read: Sized {
    /// Reads it; absent where the value has another shape.
    fn read<J: Json>(json: &J) -> Option<Self>;

    /// What stands for a member that is not there; absent where it must be.
    fn missing() -> Option<Self> {
        None
    }
}

fn member<T: Read, J: Json>(json: &J, name: &str) -> Option<T> {
    json.member(name).map_or_else(T::missing, |value| T::read(&value))
}

fn member_or_default<T: Read + Default, J: Json>(json: &J, name: &str) -> Option<T> {
    json.member(name)
        .map_or_else(|| Some(T::default()), |value| T::read(&value))
}

/// A record: its fields by their names. In a `sparse` one, each may be missing and is then at its default.
macro_rules! record {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        record!($name by member { $($field),+ });
    };
    (sparse $name:ident { $($field:ident),+ $(,)? }) => {
        record!($name by member_or_default { $($field),+ });
    };
    ($name:ident by $member:ident { $($field:ident),+ }) => {
        impl Read for $name {
            fn read<J: Json>(json: &J) -> Option<Self> {
                Some(Self { $($field: $member(json, stringify!($field))?),+ })
            }
        }
    };
}

/// A choice: a string, or an object with the string under a tag and the variant's fields beside it.
macro_rules! choice {
    ($name:ident { $($text:literal => $variant:ident),+ $(,)? }) => {
        impl Read for $name {
            fn read<J: Json>(json: &J) -> Option<Self> {
                choose!(json.text()?, $name { $($text => $variant {}),+ })
            }
        }
    };
    ($name:ident by $tag:literal { $($text:literal => $variant:ident $({ $($field:ident),+ })?),+ $(,)? }) => {
        impl Read for $name {
            fn read<J: Json>(json: &J) -> Option<Self> {
                let text: String = member(json, $tag)?;
                choose!(text, $name { $($text => $variant { $($($field: member(json, stringify!($field))?),+)? }),+ })
            }
        }
    };
}

macro_rules! choose {
    ($text:expr, $name:ident { $($known:literal => $variant:ident { $($fields:tt)* }),+ }) => {{
        const _ALL_VARIANTS: fn($name) = |it| match it {
            $($name::$variant { .. } => {})+
        };
        match $text.as_str() {
            $($known => Some($name::$variant { $($fields)* }),)+
            _ => None,
        }
    }};
}

choice!(Stage {
    "relay" => Relay, "resolve" => Resolve, "connect" => Connect, "negotiate" => Negotiate, "secure" => Secure,
    "authenticate" => Authenticate, "settings" => Settings, "channels" => Channels, "logon" => Logon,
    "license" => License, "capabilities" => Capabilities, "finalize" => Finalize, "desktop" => Desktop,
    "stay" => Stay,
});
choice!(Record { "bytes" => Bytes, "bytes_and_tls_secrets" => BytesAndTlsSecrets });
choice!(Outcome {
    "passed" => Passed, "failed" => Failed, "silent" => Silent, "not_reached" => NotReached,
    "not_checked" => NotChecked,
});
choice!(NotChecked { "needs_password" => NeedsPassword, "legacy_security" => LegacySecurity });
choice!(Disclosure { "everything" => Everything, "support" => Support, "public" => Public });
choice!(Life { "hour" => Hour, "day" => Day, "week" => Week, "month" => Month });
choice!(RunEnd { "completed" => Completed, "cancelled" => Cancelled, "timed_out" => TimedOut });
choice!(Direction { "sent" => Sent, "received" => Received });
choice!(RecordKind { "A" => A, "AAAA" => Aaaa });
choice!(Unreachable { "host" => Host, "network" => Network });
choice!(TransportEnd {
    "closed" => Closed, "reset" => Reset, "silent" => Silent, "not_connected" => NotConnected, "garbled" => Garbled,
});
choice!(Nla { "required" => Required, "optional" => Optional, "not_used" => NotUsed });
choice!(TokenForm { "spnego" => Spnego, "raw_ntlm" => RawNtlm });
choice!(PictureKind { "bitmap" => Bitmap, "orders" => Orders, "surface" => Surface });
choice!(TlsFault {
    "not_tls" => NotTls, "nothing_in_common" => NothingInCommon, "bad_certificate" => BadCertificate,
    "bad_signature" => BadSignature, "protocol_violation" => ProtocolViolation, "too_large" => TooLarge,
});

choice!(Refusal by "reason" {
    "unreadable_message" => UnreadableMessage, "bad_target" => BadTarget, "target_forbidden" => TargetForbidden,
    "busy" => Busy, "run_gone" => RunGone, "overloaded" => Overloaded, "shutting_down" => ShuttingDown,
});
choice!(Purpose by "purpose" {
    "main" => Main, "without_cookie" => WithoutCookie, "raw_ntlm" => RawNtlm, "tls_only" => TlsOnly, "standard" => Standard,
    "tls_hello" => TlsHello { version },
});
choice!(Dialed by "result" {
    "answered" => Answered, "refused" => Refused, "unreachable" => Unreachable { what },
    "silent" => Silent, "locally_blocked" => LocallyBlocked, "local_fault" => LocalFault { errno },
    "abandoned" => Abandoned,
});
choice!(TlsHelloAnswer by "answer" {
    "server_hello" => ServerHello { version, cipher }, "alert" => Alert { code }, "closed" => Closed,
    "reset" => Reset, "silent" => Silent, "not_tls" => NotTls, "not_reached" => NotReached,
});
choice!(Service by "name" {
    "ssh" => Ssh { banner }, "http" => Http { banner }, "tls" => Tls, "smtp" => Smtp { banner },
    "ftp" => Ftp { banner }, "vnc" => Vnc { banner }, "mail" => Mail { banner }, "mysql" => Mysql, "smb" => Smb,
    "bare_mcs" => BareMcs, "unknown" => Unknown,
});
choice!(Signal by "signal" {
    "error_info" => ErrorInfo { code }, "ultimatum" => Ultimatum { reason }, "logged_on" => LoggedOn { user },
    "logon_error" => LogonError { notification, data }, "license_error" => LicenseError { code, transition },
    "redirection" => Redirection { target }, "deactivate_all" => DeactivateAll,
});
choice!(Failure by "kind" {
    "name_not_found" => NameNotFound, "no_addresses" => NoAddresses, "lookup_failed" => LookupFailed { rcode },
    "addresses_refused" => AddressesRefused, "no_connection" => NoConnection, "closed" => Closed { received },
    "reset" => Reset { received }, "timed_out" => TimedOut { received }, "path_broken" => PathBroken,
    "not_rdp" => NotRdp { service }, "negotiation_failure" => NegotiationFailure { code },
    "unoffered_protocol" => UnofferedProtocol { selected }, "disconnect_request" => DisconnectRequest { reason },
    "malformed" => Malformed { expected }, "unexpected_pdu" => UnexpectedPdu { expected, received },
    "tls_alert" => TlsAlert { code }, "tls_unusable" => TlsUnusable { fault },
    "credssp_status" => CredsspStatus { status }, "mcs_refused" => McsRefused { result },
    "channel_refused" => ChannelRefused { channel }, "ultimatum" => Ultimatum { reason },
    "error_info" => ErrorInfo { code }, "license_error" => LicenseError { code, transition },
    "redirected" => Redirected, "deactivate_loop" => DeactivateLoop { times }, "run_timed_out" => RunTimedOut,
});

record!(sparse RelayFacts { greeted_after_ms });
record!(sparse ResolveFacts { literal, lookups, aliases, addresses, forbidden });
record!(Lookup {
    record,
    addresses,
    rcode,
    silent,
    elapsed_ms
});
record!(sparse ConnectFacts { used, dials });
record!(Dial {
    address,
    dialed,
    elapsed_ms
});
record!(sparse NegotiateFacts { requested, selected, flags, refused_offer, without_negotiation_data, second_try });
record!(SecondTry {
    first_end,
    first_elapsed_ms,
    second_end
});
record!(sparse SecureFacts { version, cipher, certificates, seen_at, name_matches, hellos, standard });
record!(sparse CertificateFacts {
    subject, issuer, self_signed, names, not_before, not_after, key, key_bits, signature, sha256, sha1, server_usage,
});
record!(TlsHello { offered, answer });
record!(StandardSecurity { method, level });
record!(sparse AuthenticateFacts {
    nla, token, raw_ntlm_only, credssp_version, challenge, tls_only_failure, tls_only_end,
});
record!(sparse NtlmChallenge {
    computer, domain, dns_computer, dns_domain, dns_forest, version, server_time_ms, clock_offset_ms,
});
record!(sparse SettingsFacts {
    server_version, echoed_protocols, encryption_method, encryption_level, io_channel, message_channel,
});
record!(sparse ChannelsFacts { user_channel, joined });
record!(sparse LogonFacts { auto_detect_requests });
record!(sparse LicenseFacts { messages, status });
record!(sparse CapabilitiesFacts { desktop, color_depth, os_major, sets });
record!(sparse FinalizeFacts { reactivations });
record!(sparse DesktopFacts { picture, update_length });
record!(sparse StayFacts { held_ms, updates });
record!(Report {
    schema,
    target,
    started_at_ms,
    elapsed_ms,
    redacted,
    end,
    stages,
    connections
});
record!(Connection {
    purpose,
    address,
    opened_at_ms,
    handshake_ms,
    selected,
    certificate_sha256,
    ended_by_peer,
    ended_after_ms,
    kernel,
});
record!(sparse KernelFacts { rtt_us, rtt_var_us, retransmits, segments_out, data_segments_in, send_mss, path_mtu });
record!(Exchange {
    direction,
    at_ms,
    pdu,
    length,
    bytes
});

impl Read for ServerMessage {
    fn read<J: Json>(json: &J) -> Option<Self> {
        const _ALL_VARIANTS: fn(ServerMessage) = |it| match it {
            ServerMessage::Hello { .. }
            | ServerMessage::Started { .. }
            | ServerMessage::Stage(_)
            | ServerMessage::Recorded { .. }
            | ServerMessage::Finished(_)
            | ServerMessage::Refused(_) => {}
        };
        let kind: String = member(json, "type")?;
        Some(match kind.as_str() {
            "hello" => Self::Hello {
                version: member(json, "version")?,
                sharing: member(json, "sharing")?,
            },
            "stage" => Self::Stage(StageEvent::read(json)?),
            "started" => Self::Started {
                run: member(json, "run")?,
                key: member(json, "key")?,
            },
            "recorded" => Self::Recorded {
                record: member(json, "record")?,
            },
            "finished" => Self::Finished(Box::new(Report::read(json)?)),
            "refused" => Self::Refused(Refusal::read(json)?),
            _ => return None,
        })
    }
}

impl Read for StageEvent {
    fn read<J: Json>(json: &J) -> Option<Self> {
        const _ALL_VARIANTS: fn(StageEvent) = |it| match it {
            StageEvent::Started { .. } | StageEvent::Reported(_) => {}
        };
        let event: String = member(json, "event")?;
        Some(match event.as_str() {
            "started" => Self::Started {
                stage: member(json, "stage")?,
                limit_ms: member(json, "limit_ms")?,
            },
            "reported" => Self::Reported(Box::new(StageReport::read(json)?)),
            _ => return None,
        })
    }
}

impl Read for StageReport {
    fn read<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            facts: Facts::read(json)?,
            outcome: member(json, "outcome")?,
            elapsed_ms: member(json, "elapsed_ms")?,
            failure: member(json, "failure")?,
            not_checked: member(json, "not_checked")?,
            signals: member(json, "signals")?,
            exchanges: member(json, "exchanges")?,
        })
    }
}

impl Read for ServerSignal {
    fn read<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            at_ms: member(json, "at_ms")?,
            signal: Signal::read(json)?,
        })
    }
}

impl Read for Facts {
    fn read<J: Json>(json: &J) -> Option<Self> {
        let facts = json.member("facts")?;
        Some(match member(json, "stage")? {
            Stage::Relay => Self::Relay(Read::read(&facts)?),
            Stage::Resolve => Self::Resolve(Read::read(&facts)?),
            Stage::Connect => Self::Connect(Read::read(&facts)?),
            Stage::Negotiate => Self::Negotiate(Read::read(&facts)?),
            Stage::Secure => Self::Secure(Read::read(&facts)?),
            Stage::Authenticate => Self::Authenticate(Read::read(&facts)?),
            Stage::Settings => Self::Settings(Read::read(&facts)?),
            Stage::Channels => Self::Channels(Read::read(&facts)?),
            Stage::Logon => Self::Logon(Read::read(&facts)?),
            Stage::License => Self::License(Read::read(&facts)?),
            Stage::Capabilities => Self::Capabilities(Read::read(&facts)?),
            Stage::Finalize => Self::Finalize(Read::read(&facts)?),
            Stage::Desktop => Self::Desktop(Read::read(&facts)?),
            Stage::Stay => Self::Stay(Read::read(&facts)?),
        })
    }
}

impl<T: Read> Read for Option<T> {
    fn read<J: Json>(json: &J) -> Option<Self> {
        T::read(json).map(Some)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read<J: Json>(json: &J) -> Option<Self> {
        let mut list = Self::new();
        for item in json.items()? {
            list.push(T::read(&item)?);
        }
        Some(list)
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read<J: Json>(json: &J) -> Option<Self> {
        match json.items()?.as_slice() {
            [a, b] => Some((A::read(a)?, B::read(b)?)),
            _ => None,
        }
    }
}

impl<A: Read, B: Read, C: Read> Read for (A, B, C) {
    fn read<J: Json>(json: &J) -> Option<Self> {
        match json.items()?.as_slice() {
            [a, b, c] => Some((A::read(a)?, B::read(b)?, C::read(c)?)),
            _ => None,
        }
    }
}

impl Read for bool {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.truth()
    }
}

impl Read for i64 {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.number().and_then(whole)
    }
}

macro_rules! integers {
    ($($integer:ident),+) => {$(
        impl Read for $integer {
            fn read<J: Json>(json: &J) -> Option<Self> {
                Self::try_from(i64::read(json)?).ok()
            }
        }
    )+};
}

integers!(u8, u16, u32, i32);

/// The whole number that `number` is.
fn whole(number: f64) -> Option<i64> {
    const EXACT_UP_TO: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::as_conversions,
        reason = "there is no other way, and within these bounds none that loses"
    )]
    let integer = number as i64;
    (number.fract() == 0.0 && number.abs() <= EXACT_UP_TO).then_some(integer)
}

impl Read for Elapsed {
    fn read<J: Json>(json: &J) -> Option<Self> {
        let seconds = json.number()? / 1000.0;
        Duration::try_from_secs_f64(seconds).ok().map(Self::from)
    }
}

impl Read for String {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.text()
    }
}

impl Read for RunKey {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.text().map(Self::new)
    }
}

impl Read for PeerText {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.text().map(Self::from)
    }
}

macro_rules! parsed {
    ($($text:ident),+) => {$(
        impl Read for $text {
            fn read<J: Json>(json: &J) -> Option<Self> {
                json.text()?.parse().ok()
            }
        }
    )+};
}

parsed!(Target, IpAddr, SocketAddr, Hex);

mod answers;

#[cfg(test)]
mod tests;
