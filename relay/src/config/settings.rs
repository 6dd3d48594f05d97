//! What can be set, said once: `rdptrace --help` and the README show this table, and tests hold it to [`Config`].
//!
//! [`Config`]: super::Config

use core::fmt::Write as _;

/// A setting.
struct Setting {
    /// Its name in the configuration file, behind that of its section.
    name: &'static str,
    /// The flag of `rdptrace serve`; absent where there is none.
    flag: Option<&'static str>,
    /// A value, as TOML.
    example: &'static str,
    /// What it decides.
    what: &'static str,
    /// What is so without it.
    default: &'static str,
}

/// Settings are read from variables such as `RDPTRACE_LISTEN` and `RDPTRACE_POLICY__ALLOW`.
pub const ENVIRONMENT_PREFIX: &str = "RDPTRACE_";

const SETTINGS: [Setting; 56] = [
    Setting {
        name: "listen",
        flag: Some("--listen"),
        example: r#""127.0.0.1:8080""#,
        what: "address and port that `serve` listens on",
        default: "`127.0.0.1:8080`",
    },
    Setting {
        name: "public_origins",
        flag: Some("--public-origin"),
        example: r#"["https://rdptrace.example.org"]"#,
        what: "addresses that browsers use to reach the server",
        default: "its own loopback address",
    },
    Setting {
        name: "base_path",
        flag: Some("--base-path"),
        example: r#""/rdp/""#,
        what: "path that browsers use to reach the server, behind a proxy that keeps it or removes it",
        default: "`/`",
    },
    Setting {
        name: "tls.certificate",
        flag: None,
        example: r#""/etc/rdptrace/fullchain.pem""#,
        what: "certificate for HTTPS without a proxy, with its chain, in PEM (read again when it changes)",
        default: "none, the server uses HTTP",
    },
    Setting {
        name: "tls.key",
        flag: None,
        example: r#""/etc/rdptrace/key.pem""#,
        what: "private key of that certificate, in PEM",
        default: "the file of the certificate",
    },
    Setting {
        name: "trusted_proxies",
        flag: None,
        example: r#"["127.0.0.1/32"]"#,
        what: "networks of reverse proxies whose `X-Forwarded-For` or `Forwarded` names the client",
        default: "none",
    },
    Setting {
        name: "user_header",
        flag: None,
        example: r#""X-Forwarded-User""#,
        what: "header with which those proxies name the person they signed in, for limits, the log, and `access`",
        default: "none, people are known by their address",
    },
    Setting {
        name: "groups_header",
        flag: None,
        example: r#""X-Forwarded-Groups""#,
        what: "header with which they name the groups of that person, with commas between them",
        default: "none",
    },
    Setting {
        name: "access",
        flag: None,
        example: r#"[{ users = ["alice"], allow = ["*.corp.example"] }]"#,
        what: "what each of these people can check: `users` (`\"*\"` for everyone signed in) or `groups`, with `allow` and `agents`",
        default: "everyone can check what the policy allows",
    },
    Setting {
        name: "dns_server",
        flag: Some("--dns-server"),
        example: r#""192.0.2.53:53""#,
        what: "DNS server to use",
        default: "the system's",
    },
    Setting {
        name: "log",
        flag: Some("--log"),
        example: r#""info""#,
        what: "`error`, `warn`, `info`, `debug`, or `trace`, or one level for each module",
        default: "`info`",
    },
    Setting {
        name: "log_format",
        flag: None,
        example: r#""text""#,
        what: "`text` for people, or `json` for one JSON object on each line",
        default: "`text`",
    },
    Setting {
        name: "metrics_listen",
        flag: None,
        example: r#""127.0.0.1:9390""#,
        what: "address and port for Prometheus metrics at `/metrics`, which name no computer",
        default: "none",
    },
    Setting {
        name: "security_contact",
        flag: None,
        example: r#""mailto:security@example.org""#,
        what: "where to report security problems of this server, shown in `/.well-known/security.txt`",
        default: "none",
    },
    Setting {
        name: "store",
        flag: Some("--store"),
        example: r#""sqlite:/var/lib/rdptrace/results.db""#,
        what: "database for shared results: `sqlite:FILE`, `sqlite::memory:`, `postgres://USER:PASSWORD@HOST/DATABASE`, or `off`",
        default: "`results.db` in `$STATE_DIRECTORY` (systemd), `$XDG_STATE_HOME/rdptrace`, `~/.local/state/rdptrace`, or `%LOCALAPPDATA%\\rdptrace` on Windows",
    },
    Setting {
        name: "longest_life",
        flag: None,
        example: r#""month""#,
        what: "longest time a result can be shared: `hour`, `day`, `week`, or `month`",
        default: "`month`",
    },
    Setting {
        name: "most_results",
        flag: None,
        example: "200000",
        what: "how many results are kept (new ones are refused, none are deleted to make room)",
        default: "200,000",
    },
    Setting {
        name: "most_megabytes",
        flag: None,
        example: "2000",
        what: "how much space they can use",
        default: "2,000",
    },
    Setting {
        name: "recordings",
        flag: Some("--no-recordings"),
        example: "true",
        what: "whether the network traffic of a check can be downloaded for 15 minutes",
        default: "`true`",
    },
    Setting {
        name: "downloads",
        flag: None,
        example: r#""/usr/share/rdptrace/downloads""#,
        what: "folder with the app for people's own computers: `rdptrace.exe` (Windows), `rdptrace` (Linux), and `SHA256SUMS` if you have it",
        default: "none, the app isn't offered",
    },
    Setting {
        name: "limits.runs",
        flag: None,
        example: "256",
        what: "how many checks run at the same time (32 more can wait for up to 15 seconds)",
        default: "256, or fewer if the system allows few open files",
    },
    Setting {
        name: "limits.connections",
        flag: None,
        example: "2048",
        what: "how many connections are open at the same time",
        default: "2,048, or fewer if the system allows few open files",
    },
    Setting {
        name: "limits.people_per_address",
        flag: None,
        example: "1",
        what: "how many people share one address, such as an office (multiplies what each address can do)",
        default: "1",
    },
    Setting {
        name: "limits.people_per_portal",
        flag: None,
        example: "16",
        what: "how many people use one portal at the same time (each portal has as many times what one person has)",
        default: "16",
    },
    Setting {
        name: "limits.sign_ins",
        flag: None,
        example: "64",
        what: "how many people sign in to computers at the same time",
        default: "64, or fewer if the system allows few open files",
    },
    Setting {
        name: "limits.sign_ins_per_address",
        flag: None,
        example: "3",
        what: "how often one address can sign in to one computer in 30 minutes",
        default: "3",
    },
    Setting {
        name: "limits.sign_ins_per_computer",
        flag: None,
        example: "10",
        what: "how often anyone can sign in to one computer in 30 minutes",
        default: "10",
    },
    Setting {
        name: "operator.name",
        flag: None,
        example: r#""IT of Example Corp.""#,
        what: "who runs this server, shown at the end of every page",
        default: "none",
    },
    Setting {
        name: "operator.privacy",
        flag: None,
        example: r#""Results are deleted after a week.""#,
        what: "what happens to people's data, shown there: up to 500 characters, or the address of a page",
        default: "none",
    },
    Setting {
        name: "language",
        flag: None,
        example: r#""en""#,
        what: "language of all pages: `en` or `de`",
        default: "what each browser asks for",
    },
    Setting {
        name: "support.contact",
        flag: None,
        example: r#""help@example.org""#,
        what: "who gets results: a mail address, or a web address with `{link}` or `{summary}` in it (every page ends with it, too)",
        default: "none, the page only copies the result",
    },
    Setting {
        name: "policy.allow",
        flag: Some("--allow"),
        example: r#"["*.corp.example", "10.0.0.0/8:3389"]"#,
        what: "computers that others can check",
        default: "nothing",
    },
    Setting {
        name: "policy.deny",
        flag: Some("--deny"),
        example: r#"["10.66.0.0/16"]"#,
        what: "computers they can't check, even if allowed",
        default: "nothing",
    },
    Setting {
        name: "policy.resolve",
        flag: None,
        example: r#""ruled""#,
        what: "names that are looked up: `ruled` for those in `policy.allow`, `all` for every name that can lead to a network in it",
        default: "`ruled`",
    },
    Setting {
        name: "policy.nat64",
        flag: None,
        example: r#"["2001:db8:64::/96"]"#,
        what: "NAT64 prefixes of the network, in addition to those found when the server starts",
        default: "none",
    },
    Setting {
        name: "policy.description",
        flag: None,
        example: r#""the computers of Example Corp.""#,
        what: "what the page says about the computers this server checks",
        default: "the names in `policy.allow`",
    },
    Setting {
        name: "policy.allow_any_public",
        flag: Some("--allow-any-public"),
        example: "false",
        what: "whether they can check every public address on port 3389",
        default: "`false`",
    },
    Setting {
        name: "tenants.helpdesk.origins",
        flag: None,
        example: r#"["https://helpdesk.example.org"]"#,
        what: "addresses of a portal that shows the page in a frame, as `/embed/helpdesk` (`helpdesk` is any name)",
        default: "no portals",
    },
    Setting {
        name: "tenants.helpdesk.allow",
        flag: None,
        example: r#"["*.corp.example", "10.0.0.0/8"]"#,
        what: "computers that can be checked there, of those that the policy allows",
        default: "all that the policy allows",
    },
    Setting {
        name: "tenants.helpdesk.keys",
        flag: None,
        example: r#"[{ kid = "2026", file = "/etc/rdptrace/helpdesk.key" }]"#,
        what: "keys with which the portal signs what it launches: a secret (`HS256`), or a public key with `algorithm = \"RS256\"` or `\"EdDSA\"`",
        default: "none",
    },
    Setting {
        name: "tenants.helpdesk.deliver",
        flag: None,
        example: r#"{ to = "request-tracker", url = "https://rt.example.org", secret_file = "/etc/rdptrace/rt.header" }"#,
        what: "where results go that are shared from its launches: a ticket system or `standard-webhook`, with `allow` for private networks",
        default: "nowhere",
    },
    Setting {
        name: "tenants.helpdesk.life",
        flag: None,
        example: "\"week\"",
        what: "how long results that are shared there are kept at most",
        default: "that of `longest_life`",
    },
    Setting {
        name: "tenants.helpdesk.level",
        flag: None,
        example: "\"support\"",
        what: "how much results show there at most: `support` or `public`, whatever the person chooses",
        default: "the person chooses",
    },
    Setting {
        name: "tenants.helpdesk.accent",
        flag: None,
        example: r##"["#2f55c8", "#8fabff"]"##,
        what: "color of links and buttons there, in light and in dark mode",
        default: "blue",
    },
    Setting {
        name: "tenants.helpdesk.name",
        flag: None,
        example: "\"Helpdesk\"",
        what: "name beside the mark in the frame",
        default: "none",
    },
    Setting {
        name: "tenants.helpdesk.logo",
        flag: None,
        example: "\"/etc/rdptrace/helpdesk.svg\"",
        what: "picture beside the name, a PNG or SVG file of up to 8 KiB",
        default: "none",
    },
    Setting {
        name: "agents.branch-7.key",
        flag: None,
        example: r#""ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo""#,
        what: "the key that `rdptrace agent key` prints on a computer that checks for this server (`branch-7` is any name)",
        default: "no agents",
    },
    Setting {
        name: "agents.branch-7.visible_to",
        flag: None,
        example: r#"["10.0.0.0/8"]"#,
        what: "networks of the people who can check from there",
        default: "only this computer",
    },
    Setting {
        name: "agents.branch-7.tenants",
        flag: None,
        example: r#"["helpdesk"]"#,
        what: "portals in whose frames everybody can check from there",
        default: "none",
    },
    Setting {
        name: "agents.branch-7.tokens",
        flag: None,
        example: r#"["k3v9qm"]"#,
        what: "programs that can check from there, by the ids that `rdptrace token list` shows",
        default: "none",
    },
    Setting {
        name: "agent_proxy",
        flag: None,
        example: r#""http://proxy.example.org:3128""#,
        what: "proxy that `rdptrace agent` uses to reach the server, with a name and a password if it wants them",
        default: "what `HTTPS_PROXY` or Windows' settings name",
    },
    Setting {
        name: "agent_no_proxy",
        flag: None,
        example: r#"[".corp.example"]"#,
        what: "servers that the agent reaches without that proxy, as in `NO_PROXY`",
        default: "none",
    },
    Setting {
        name: "bus",
        flag: None,
        example: r#""nats://10.0.0.5:4222""#,
        what: "NATS server where servers of one organization find each other's agents and checks (`nats://` or `tls://`, several with commas between them)",
        default: "none",
    },
    Setting {
        name: "bus_nkey",
        flag: None,
        example: r#""/etc/rdptrace/bus.nk""#,
        what: "file with the seed of the nkey to sign in there",
        default: "none, everybody can connect there",
    },
    Setting {
        name: "bus_roots",
        flag: None,
        example: r#""/etc/rdptrace/bus-ca.pem""#,
        what: "certificates in PEM to trust there besides the system's",
        default: "none",
    },
    Setting {
        name: "watch",
        flag: None,
        example: r#"[{ target = "pc.corp.example", every_minutes = 15, places = ["relay"] }]"#,
        what: "computers that are checked again and again, from which places, with `visible_to`, and `tenant` and `ticket` for whom to tell",
        default: "none",
    },
];

/// How a setting is written.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// Its path in the configuration.
    pub(super) path: Vec<String>,
    /// A value, as TOML.
    pub(super) value: &'static str,
    /// Whether it is one of those in the section that was asked for.
    pub(super) is_of_section: bool,
}

/// How the setting at `path` is written, the list that `path` is an item of, or the first setting of the section that it
/// is; absent where there is no such setting.
pub(super) fn example(path: &[String]) -> Option<Example> {
    let lists = (1..=path.len()).rev().filter_map(|length| path.get(..length));
    let mut whole = lists.filter_map(|path| {
        let setting = SETTINGS
            .iter()
            .find(|setting| setting.below(path).is_some_and(|below| below.is_empty()))?;
        Some((path, setting, false))
    });
    let of_section = || {
        let inside = |setting: &&Setting| setting.below(path).is_some_and(|below| !below.is_empty());
        Some((path, SETTINGS.iter().find(inside)?, true))
    };
    let (path, setting, is_of_section) = whole.next().or_else(of_section)?;
    let below = setting.below(path)?.into_iter().map(str::to_owned);
    Some(Example {
        path: path.iter().cloned().chain(below).collect(),
        value: setting.example,
        is_of_section,
    })
}

impl Setting {
    /// What of its name stands below `path`; absent where it is elsewhere. Tenants and agents have any name.
    fn below(&self, path: &[String]) -> Option<Vec<&'static str>> {
        let mut own = self.name.split('.');
        let named = self.name.starts_with("tenants.") || self.name.starts_with("agents.");
        for (depth, part) in path.iter().enumerate() {
            let own = own.next()?;
            if own != part && !(named && depth == 1) {
                return None;
            }
        }
        Some(own.collect())
    }

    /// The environment variable.
    fn variable(&self) -> String {
        format!("{ENVIRONMENT_PREFIX}{}", self.name.replace('.', "__").to_uppercase())
    }
}

/// What `rdptrace --help` ends with.
pub(crate) fn help() -> String {
    let mut text =
        String::from("Settings come from the configuration file, then the environment, then the command line:\n");
    for setting in &SETTINGS {
        let (variable, flag) = (setting.variable(), setting.flag.unwrap_or_default());
        let (name, example, what, default) = (setting.name, setting.example, setting.what, setting.default);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n  {name:<30}{variable:<40}{flag:<20}{example}");
        let _ = writeln!(text, "      {what} [default: {default}]");
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use figment::Figment;
    use figment::error::Kind;
    use figment::providers::{Format as _, Toml};

    use super::*;
    use crate::Config;

    fn known(toml: &str) -> BTreeSet<String> {
        let error = Figment::from(Toml::string(toml)).extract::<Config>().unwrap_err();
        let Kind::UnknownField(_, known) = error.kind else {
            panic!("{error}");
        };
        known.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn every_setting_is_in_the_table_and_nothing_else() {
        let listed = |section: &str| -> BTreeSet<String> {
            let names = SETTINGS.iter().map(|setting| setting.name);
            names
                .filter_map(|name| name.strip_prefix(section))
                .map(str::to_owned)
                .collect()
        };
        let mut outside = listed("");
        outside.retain(|name| !name.contains('.'));
        outside.extend(["agents", "limits", "operator", "policy", "support", "tenants", "tls"].map(str::to_owned));

        assert_eq!(known("nonsense = 1"), outside);
        assert_eq!(known("policy.nonsense = 1"), listed("policy."));
        assert_eq!(known("limits.nonsense = 1"), listed("limits."));
        assert_eq!(known("operator.nonsense = 1"), listed("operator."));
        assert_eq!(known("support.nonsense = 1"), listed("support."));
        assert_eq!(known("tls.nonsense = 1"), listed("tls."));
        assert_eq!(known("tenants.helpdesk.nonsense = 1"), listed("tenants.helpdesk."));
        assert_eq!(known("agents.branch-7.nonsense = 1"), listed("agents.branch-7."));
    }

    #[test]
    fn every_example_is_a_value_that_the_setting_takes() {
        let line = |setting: &Setting| format!("{} = {}\n", setting.name, setting.example);
        // No tenant is without its origins, no agent without its key, and no TLS without its certificate.
        let first = |section| match section {
            "tenants" => Some("tenants.helpdesk.origins"),
            "agents" => Some("agents.branch-7.key"),
            "tls" => Some("tls.certificate"),
            _ => None,
        };
        for setting in &SETTINGS {
            let mut toml = line(setting);
            let section = setting.name.split('.').next().and_then(first);
            if let Some(first) = section.filter(|&first| first != setting.name) {
                let first = SETTINGS.iter().find(|setting| setting.name == first);
                toml.push_str(&line(first.unwrap()));
            }

            let read = Figment::from(Toml::string(&toml)).extract::<Config>();

            assert!(read.is_ok(), "{toml}: {read:?}");
        }
    }

    #[test]
    fn the_readme_has_this_table() {
        let mut table = String::from("| setting | flag | what | default |\n|---|---|---|---|\n");
        for setting in &SETTINGS {
            let flag = setting.flag.map(|flag| format!("`{flag}`")).unwrap_or_default();
            let (name, what, default) = (setting.name, setting.what, setting.default);
            writeln!(table, "| `{name}` | {flag} | {what} | {default} |").unwrap();
        }

        assert!(
            include_str!("../../../README.md").contains(&table),
            "the README lacks:\n{table}"
        );
    }
}
