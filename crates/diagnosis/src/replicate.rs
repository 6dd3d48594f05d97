use core::net::IpAddr;

use wire::{DEFAULT_PORT, Host, Report, Stage};

use crate::steps::{Command, Tool};

/// The same step with other tools, as lines to type.
///
/// `openssl s_client` is not among them: RDP speaks X.224 before TLS, so on most servers it shows nothing.
pub fn replicate(report: &Report, stage: Stage) -> Vec<Command> {
    let host = &report.target.host;
    let port = report.target.port;
    let target = &report.target;
    // nmap's scripts choose by port and leave others alone unless told by the plus sign.
    let plus = if port == DEFAULT_PORT { "" } else { "+" };
    let family = match host {
        Host::Address(IpAddr::V6(_)) => "-6 ",
        Host::Address(IpAddr::V4(_)) | Host::Name(_) => "",
    };
    let nmap = |script: &str| terminal(format!("nmap {family}-Pn -n -p {port} --script {plus}{script} {host}"));
    match stage {
        Stage::Relay | Stage::Reach | Stage::Answer | Stage::SignIn | Stage::Tunnel => Vec::new(),
        Stage::Resolve => match host {
            Host::Name(_) => vec![
                powershell(format!("Resolve-DnsName {host}")),
                terminal(format!("nslookup {host}")),
                terminal(format!("nslookup -type=AAAA {host}")),
            ],
            Host::Address(_) => Vec::new(),
        },
        Stage::Connect => vec![
            powershell(format!("Test-NetConnection {host} -Port {port}")),
            terminal(format!("nmap {family}-Pn -n -p {port} --reason {host}")),
        ],
        Stage::Negotiate => vec![
            nmap("rdp-enum-encryption"),
            terminal(format!("xfreerdp /v:{target} /cert:ignore +auth-only /log-level:DEBUG")),
        ],
        Stage::Secure => vec![
            terminal(format!("xfreerdp /v:{target} /cert:deny +auth-only")),
            nmap("ssl-cert"),
        ],
        Stage::Authenticate => vec![
            nmap("rdp-ntlm-info"),
            terminal(format!("xfreerdp /v:{target} /u:USER /sec:nla /cert:ignore +auth-only")),
        ],
        Stage::Settings
        | Stage::Channels
        | Stage::Logon
        | Stage::License
        | Stage::Capabilities
        | Stage::Finalize
        | Stage::Desktop
        | Stage::Stay => vec![
            terminal(format!("xfreerdp /v:{target} /sec:tls /cert:ignore /log-level:DEBUG")),
            powershell(format!("mstsc /v:{target}")),
        ],
    }
}

fn powershell(line: String) -> Command {
    Command {
        shell: Tool::PowerShell.name().to_owned(),
        line,
    }
}

fn terminal(line: String) -> Command {
    Command {
        shell: Tool::Terminal.name().to_owned(),
        line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(target: &str, stage: Stage) -> Vec<String> {
        let report = Report::new(target.parse().unwrap(), wire::Place::Relay, 0);
        replicate(&report, stage)
            .into_iter()
            .map(|command| command.line)
            .collect()
    }

    #[test]
    fn scripts_of_nmap_are_forced_off_the_usual_port() {
        assert!(lines("pc", Stage::Negotiate)[0].contains("--script rdp-enum-encryption"));
        assert!(lines("pc:3390", Stage::Negotiate)[0].contains("-p 3390 --script +rdp-enum-encryption"));
    }

    #[test]
    fn ipv6_addresses_are_written_as_each_tool_wants_them() {
        assert_eq!(
            lines("[2001:db8::7]:3390", Stage::Connect),
            [
                "Test-NetConnection 2001:db8::7 -Port 3390",
                "nmap -6 -Pn -n -p 3390 --reason 2001:db8::7"
            ]
        );
        assert!(lines("2001:db8::7", Stage::Secure)[0].contains("/v:[2001:db8::7]:3389"));
    }

    #[test]
    fn every_probed_stage_of_a_name_has_a_line() {
        for stage in wire::LegKind::ToComputer.stages() {
            assert!(!lines("pc.example.org", stage).is_empty(), "{stage:?}");
        }
    }
}
