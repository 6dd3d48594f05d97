//! Output of network tools, as people paste it.

use diagnosis::diagnose;
use fixtures::reports::{healthy, unconnected};
use wire::{Dialed, Facts, Outcome, Report, Stage, Told, Tool};

use super::codes;
use crate::{Decoded, Fit, NoVerdictReason, Reach, Reached, decode, fit, told as told_of};

fn names(decoded: &Decoded) -> Vec<&str> {
    let rows = decoded.said.iter().filter_map(|code| code.meanings.first());
    rows.filter_map(|meaning| meaning.row.symbol.as_deref()).collect()
}

/// What is pasted, which rows it leads to, and what was tried.
type Case = (
    &'static str,
    &'static [&'static str],
    Option<(Option<&'static str>, Option<u16>, Reached)>,
);

const PORT: Option<u16> = Some(3389);
const OPEN: Option<(Option<&str>, Option<u16>, Reached)> = Some((None, PORT, Reached::Yes));

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("ComputerName     : pc.example.org\nRemoteAddress    : 192.0.2.7\nRemotePort       : 3389\nInterfaceAlias   : Ethernet\nSourceAddress    : 10.0.0.15\nTcpTestSucceeded : True",
        &["tool.open", "tool.interface"], Some((Some("pc.example.org"), PORT, Reached::Yes))),
    ("PS C:\\Users\\anna> tnc pc7 -Port 3389\nWARNUNG: TCP connect to (192.0.2.7 : 3389) failed\n\n\nComputerName           : pc7\nRemoteAddress          : 192.0.2.7\nRemotePort             : 3389\nInterfaceAlias         : WLAN\nSourceAddress          : 192.168.178.22\nPingSucceeded          : True\nPingReplyDetails (RTT) : 12 ms\nTcpTestSucceeded       : False",
        &["tool.failed", "tool.ping", "tool.interface"], Some((Some("pc7"), PORT, Reached::No))),
    ("WARNING: Name resolution of pc.corp.example failed\nComputerName   : pc.corp.example\nRemoteAddress  :\nInterfaceAlias :\nSourceAddress  :\nPingSucceeded  : False",
        &["tool.unresolved", "tool.no-ping"], Some((Some("pc.corp.example"), None, Reached::Unresolved))),
    ("ComputerName : pc\nRemoteAddress : 10.1.1.1\nRemotePort : 3389\nInterfaceAlias : OpenVPN TAP-Windows6\nSourceAddress : 10.8.0.6\nTcpTestSucceeded : True",
        &["tool.open", "tool.vpn"], Some((Some("pc"), PORT, Reached::Yes))),
    ("Connection to pc.example.org 3389 port [tcp/ms-wbt-server] succeeded!", &["tool.open"], Some((Some("pc.example.org"), PORT, Reached::Yes))),
    ("nc: connect to pc.example.org port 3389 (tcp) failed: Connection refused", &["tool.refused"], Some((Some("pc.example.org"), PORT, Reached::No))),
    ("nc: connect to 192.0.2.7 port 3389 (tcp) timed out: Operation now in progress", &["tool.silent"], Some((Some("192.0.2.7"), PORT, Reached::Silent))),
    ("nc: connect to 192.0.2.7 port 3389 (tcp) failed: No route to host", &["tool.no-route"], Some((Some("192.0.2.7"), PORT, Reached::No))),
    ("nc: connectx to pc port 3389 (tcp) failed: Connection refused", &["tool.refused"], Some((None, PORT, Reached::No))),
    ("nc: getaddrinfo for host \"pc\" port 3389: Name or service not known", &["tool.unresolved"], Some((None, PORT, Reached::Unresolved))),
    ("pc.example.org [192.0.2.7] 3389 (ms-wbt-server) open", &["tool.open"], OPEN),
    ("Ncat: Version 7.93 ( https://nmap.org/ncat )\nNcat: Connected to 192.0.2.7:3389.\nNcat: 0 bytes sent, 0 bytes received in 0.05 seconds.", &["tool.open"], Some((Some("192.0.2.7"), PORT, Reached::Yes))),
    ("Connection to 2001:db8::7 3389 port [tcp/ms-wbt-server] succeeded!", &["tool.open"], Some((Some("2001:db8::7"), PORT, Reached::Yes))),
    ("Ncat: Connection refused.", &["tool.refused"], Some((None, None, Reached::No))),
    ("*   Trying 192.0.2.7:3389...\n* Connected to pc (192.0.2.7) port 3389 (#0)", &["tool.open"], Some((Some("pc"), PORT, Reached::Yes))),
    ("*   Trying 192.0.2.7:3389...\n* connect to 192.0.2.7 port 3389 failed: Connection refused\n* Failed to connect to pc port 3389 after 2 ms: Couldn't connect to server\n* Closing connection 0\ncurl: (7) Failed to connect to pc port 3389 after 2 ms: Couldn't connect to server",
        &["tool.refused"], Some((Some("192.0.2.7"), PORT, Reached::No))),
    ("*   Trying 192.0.2.7:3389...\n* connect to 192.0.2.7 port 3389 failed: Connection timed out\n* Failed to connect to pc port 3389 after 129921 ms: Couldn't connect to server",
        &["tool.silent"], Some((Some("192.0.2.7"), PORT, Reached::Silent))),
    ("curl: (7) Failed to connect to localhost port 8080: Connection refused", &["tool.other-port"], Some((Some("localhost"), Some(8080), Reached::No))),
    ("nc: connect to pc port 22 (tcp) failed: Connection refused", &["tool.refused", "tool.other-port"], Some((Some("pc"), Some(22), Reached::No))),
    ("* Could not resolve host: pc", &["tool.unresolved"], Some((Some("pc"), None, Reached::Unresolved))),
    ("curl: (28) Failed to connect to pc port 3389 after 129921 ms: Couldn't connect to server", &["tool.silent"], Some((Some("pc"), PORT, Reached::Silent))),
    ("* Could not resolve host: pc\n* Closing connection 0\ncurl: (6) Could not resolve host: pc", &["tool.unresolved"], Some((Some("pc"), None, Reached::Unresolved))),
    ("Trying 192.0.2.7...\nConnected to pc.example.org.\nEscape character is '^]'.", &["tool.open"], Some((Some("pc.example.org"), None, Reached::Yes))),
    ("Trying 192.0.2.7...\ntelnet: Unable to connect to remote host: Connection refused", &["tool.refused"], Some((None, None, Reached::No))),
    ("Connecting To pc...Could not open connection to the host, on port 3389: Connect failed", &["tool.failed"], Some((Some("pc"), PORT, Reached::No))),
    ("Verbindungsaufbau zu pc...Es konnte keine Verbindung mit dem Host hergestellt werden, auf Port 3389: Verbinden fehlgeschlagen", &["tool.failed"], Some((Some("pc"), PORT, Reached::No))),
    ("Starting Nmap 7.93 ( https://nmap.org )\nNmap scan report for pc (192.0.2.7)\nHost is up (0.010s latency).\n\nPORT     STATE SERVICE\n3389/tcp open  ms-wbt-server\n\nNmap done: 1 IP address (1 host up) scanned in 0.22 seconds", &["tool.open"], Some((Some("pc"), PORT, Reached::Yes))),
    ("PORT     STATE    SERVICE\n3389/tcp filtered ms-wbt-server", &["tool.silent"], Some((None, PORT, Reached::Silent))),
    ("PORT     STATE  SERVICE\n3389/tcp closed ms-wbt-server", &["tool.refused"], Some((None, PORT, Reached::No))),
    ("10:00:00.000001 IP 10.0.0.5.51234 > 10.0.0.9.3389: Flags [S], seq 1, win 64240, options [mss 1460], length 0\n10:00:01.010001 IP 10.0.0.5.51234 > 10.0.0.9.3389: Flags [S], seq 1, win 64240, options [mss 1460], length 0\n10:00:03.020001 IP 10.0.0.5.51234 > 10.0.0.9.3389: Flags [S], seq 1, win 64240, length 0",
        &["tool.silent"], Some((Some("10.0.0.9"), PORT, Reached::Silent))),
    ("tcpdump: verbose output suppressed\n10:00:00.1 eth0 Out IP pc.51234 > srv.ms-wbt-server: Flags [S], seq 1, length 0\n10:00:00.2 eth0 In IP srv.ms-wbt-server > pc.51234: Flags [R.], seq 0, ack 2, win 0, length 0",
        &["tool.refused"], Some((Some("srv"), PORT, Reached::No))),
    ("IP 10.0.0.5.51234 > 10.0.0.9.3389: Flags [S], seq 1, length 0\nIP 10.0.0.9.3389 > 10.0.0.5.51234: Flags [S.], seq 5, ack 2, length 0\nIP 10.0.0.5.51234 > 10.0.0.9.3389: Flags [.], ack 1, length 0\nIP 10.0.0.5.51234 > 10.0.0.9.3389: Flags [P.], seq 1:48, ack 1, length 47\nIP 10.0.0.9.3389 > 10.0.0.5.51234: Flags [P.], seq 1:20, ack 48, length 19",
        &["tool.open"], Some((Some("10.0.0.9"), PORT, Reached::Yes))),
    ("IP 10.0.0.5.51234 > 10.0.0.9.3389: Flags [S], seq 1, length 0\nIP 10.0.0.9.3389 > 10.0.0.5.51234: Flags [S.], seq 5, ack 2, length 0\nIP 10.0.0.5.51234 > 10.0.0.9.3389: Flags [P.], seq 1:48, ack 1, length 47\nIP 10.0.0.9.3389 > 10.0.0.5.51234: Flags [R], seq 1, length 0",
        &["tool.reset", "tool.open"], Some((Some("10.0.0.9"), PORT, Reached::Yes))),
    ("IP 10.0.0.5.51234 > 10.0.0.9.3389: Flags [S], seq 1, length 0\nIP 10.0.0.1 > 10.0.0.5: ICMP host 10.0.0.9 unreachable - admin prohibited filter, length 68",
        &["tool.no-route"], Some((Some("10.0.0.9"), PORT, Reached::No))),
    ("IP6 2001:db8::5.51234 > 2001:db8::9.3389: Flags [S], seq 1, length 0", &["tool.asked"], None),
    ("    1 0.000000000     10.0.0.5 → 10.0.0.9     TCP 74 51234 → 3389 [SYN] Seq=0 Win=64240 Len=0 MSS=1460\n    2 0.000400000     10.0.0.9 → 10.0.0.5     TCP 60 3389 → 51234 [RST, ACK] Seq=1 Ack=1 Win=0 Len=0",
        &["tool.refused"], Some((Some("10.0.0.9"), PORT, Reached::No))),
    ("Ping wird ausgeführt für pc [192.0.2.7] mit 32 Bytes Daten:\nZeitüberschreitung der Anforderung.\nZeitüberschreitung der Anforderung.\n\nPing-Statistik für 192.0.2.7:\n    Pakete: Gesendet = 4, Empfangen = 0, Verloren = 4\n    (100% Verlust),", &["tool.no-ping"], None),
    ("Pinging 192.0.2.7 with 32 bytes of data:\nReply from 192.0.2.7: bytes=32 time=11ms TTL=120", &["tool.ping"], None),
    ("Antwort von 192.0.2.7: Bytes=32 Zeit=11ms TTL=120", &["tool.ping"], None),
    ("Ping request could not find host pc7. Please check the name and try again.", &["tool.unresolved"], Some((Some("pc7"), None, Reached::Unresolved))),
    ("ping: pc7: Name or service not known", &["tool.unresolved"], Some((None, None, Reached::Unresolved))),
    ("PING pc (192.0.2.7) 56(84) bytes of data.\n\n--- pc ping statistics ---\n4 packets transmitted, 0 received, 100% packet loss, time 3052ms", &["tool.no-ping"], None),
    ("Server:  fritz.box\nAddress:  192.168.178.1\n\n*** fritz.box kann pc7 nicht finden: Non-existent domain.", &["tool.unresolved"], Some((None, None, Reached::Unresolved))),
    ("Server:\t\t192.168.1.1\nAddress:\t192.168.1.1#53\n\n** server can't find pc7.corp.example: NXDOMAIN", &["tool.unresolved"], Some((None, None, Reached::Unresolved))),
    ("DNS request timed out.\n    timeout was 2 seconds.\n*** Request to UnKnown timed-out", &["tool.no-name-server"], None),
    ("LocalAddress LocalPort RemoteAddress RemotePort State  AppliedSetting OwningProcess\n------------ --------- ------------- ---------- -----  -------------- -------------\n::           3389      ::            0          Listen                1240\n0.0.0.0      3389      0.0.0.0       0          Listen                1240", &["tool.listens"], None),
    ("Get-NetTCPConnection : Es wurden keine MSFT_NetTCPConnection-Objekte gefunden\n    + CategoryInfo          : ObjectNotFound: (3389:UInt16) [Get-NetTCPConnection], CimJobException\n    + FullyQualifiedErrorId : CmdletizationQuery_NotFound_LocalPort,Get-NetTCPConnection", &["tool.nobody-listens"], None),
    ("  TCP    0.0.0.0:3389           0.0.0.0:0              ABHÖREN         1240", &["tool.listens"], None),
    ("  TCP    127.0.0.1:3389         0.0.0.0:0              LISTENING       1240", &["tool.listens-to-itself"], None),
    ("LISTEN 0      2            0.0.0.0:3389      0.0.0.0:*", &["tool.listens"], None),
    (" SESSIONNAME       USERNAME                 ID  STATE   TYPE        DEVICE\n>services                                    0  Disc\n console           anna                      1  Active\n rdp-tcp                                 65536  Listen", &["tool.listener-up"], None),
    (" SITZUNGSNAME      BENUTZERNAME             ID  STATUS  TYP         GERÄT\n services                                    0  Getr.\n>console           anna                      1  Aktiv", &["tool.no-listener"], None),
    (" SESSIONNAME       USERNAME                 ID  STATE   TYPE        DEVICE\n rdp-tcp                                 65536  Down", &["tool.listener-down"], None),
    ("Abhören auf ipv4:             Verbinden mit ipv4:\n\nAdresse         Port        Adresse         Port\n--------------- ----------  --------------- ----------\n0.0.0.0         3389        192.168.1.5     3389", &["tool.port-proxy"], None),
    ("Status   Name               DisplayName\n------   ----               -----------\nStopped  TermService        Remote Desktop Services", &["tool.service-stopped"], None),
    ("SERVICE_NAME: TermService\n        TYPE               : 30  WIN32\n        STATE              : 4  RUNNING", &["tool.service-runs"], None),
];

#[test]
fn output_of_network_tools_says_whether_the_port_was_reached() {
    let mut wrong = Vec::new();
    for (text, rows, tried) in CASES {
        let decoded = decode(&codes(), text);
        let reached = decoded.tried.iter().find(|tried| tried.reached == Reached::Yes);
        let came_to = reached.or_else(|| decoded.tried.first());
        let came_to = came_to.map(|tried| (tried.computer.as_deref(), tried.port, tried.reached));
        if names(&decoded) != *rows || came_to != *tried {
            wrong.push(format!("{text}\n  {:?} {came_to:?}\n", names(&decoded)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn what_two_places_see_of_one_port_is_held_side_by_side() {
    let refused = unconnected("192.0.2.7", &[("192.0.2.7", Dialed::Refused)]);
    let (open, closed) = ("3389/tcp open  ms-wbt-server", "3389/tcp closed ms-wbt-server");
    let said = |text: &str, report: &Report| fit(&decode(&codes(), text), report, &diagnose(report));

    assert_eq!(said(open, &healthy()), Fit::Reach(Reach::Both));
    assert_eq!(said(closed, &healthy()), Fit::Reach(Reach::OnlyHere));
    assert_eq!(said(open, &refused), Fit::Reach(Reach::OnlyThere));
    assert_eq!(said(closed, &refused), Fit::Reach(Reach::Neither));
    // Without a port it is taken for that of the check.
    assert_eq!(
        said("Ncat: Connection refused.", &healthy()),
        Fit::Reach(Reach::OnlyHere)
    );
    let other = "Connection to pc 443 port [tcp/https] succeeded!";
    assert_eq!(said(other, &refused), Fit::SaysNothing(NoVerdictReason::OtherPort));
    let ping = "Reply from 192.0.2.7: bytes=32 time=11ms TTL=120";
    assert_eq!(said(ping, &refused), Fit::SaysNothing(NoVerdictReason::NothingFailed));
}

/// What a tool's leg of a report about `pc.example.org` or 192.0.2.7 says.
fn seen(text: &str) -> Option<(Outcome, Told)> {
    let mut report = unconnected("pc.example.org", &[("192.0.2.7", Dialed::Refused)]);
    fixtures::reports::resolve(&mut report, |facts| {
        facts.addresses = vec!["192.0.2.7".parse().unwrap()]
    });
    let leg = told_of(&decode(&codes(), text).tried, &report)?;
    let stage = leg.stage(Stage::Reach).unwrap();
    report.legs.push(leg.clone());
    assert_eq!(report.fault(), None, "{text}");
    let Facts::Reach(facts) = &stage.facts else {
        panic!("{stage:?}");
    };
    Some((stage.outcome, facts.told.clone().unwrap()))
}

fn told(tool: Tool, source: Option<&str>, interface: Option<&str>) -> Told {
    Told {
        tool,
        source: source.map(|source| source.parse().unwrap()),
        interface: interface.map(Into::into),
        vpn: false,
    }
}

#[test]
fn what_a_tool_printed_is_a_leg_with_its_address_and_interface_in_every_language() {
    let german = "WARNUNG: TCP connect to (192.0.2.7 : 3389) failed\n\nComputerName           : pc.example.org\nRemoteAddress          : 192.0.2.7\nRemotePort             : 3389\nInterfaceAlias         : Contoso VPN\nSourceAddress          : 10.8.0.6\nPingSucceeded          : False\nPingReplyDetails (RTT) : 0 ms\nTcpTestSucceeded       : False";
    let detailed = "ComputerName            : 192.0.2.7\nRemoteAddress           : 192.0.2.7\nRemotePort              : 3389\nNameResolutionResults   : 192.0.2.7\nMatchingIPsecRules      :\nNetworkIsolationContext : Internet\nInterfaceAlias          : Wi-Fi\nSourceAddress           : fe80::1%12\nNetRoute (NextHop)      : 192.168.1.1\nTcpTestSucceeded        : True";
    let curl = "*   Trying 192.0.2.7:3389...\n* Established connection to pc.example.org (192.0.2.7 port 3389) from 10.0.0.5 port 41212";

    let by_windows = Told {
        vpn: true,
        ..told(Tool::TestNetConnection, Some("10.8.0.6"), Some("Contoso VPN"))
    };
    assert_eq!(seen(german), Some((Outcome::Failed, by_windows)));
    let by_wifi = told(Tool::TestNetConnection, Some("fe80::1"), Some("Wi-Fi"));
    assert_eq!(seen(detailed), Some((Outcome::Passed, by_wifi)));
    assert_eq!(
        seen(curl),
        Some((Outcome::Passed, told(Tool::Curl, Some("10.0.0.5"), None)))
    );
    let cut = "*   Trying 192.0.2.7:3389...\n* connect to 192.0.2.7 port 3389 from 10.0.0.5 port 41212 failed: Connection timed out\n* Failed to connect to pc.example.org port 3389 after 130000 ms: Could not connect to server\n* closing connection #0";
    assert_eq!(
        seen(cut),
        Some((Outcome::Silent, told(Tool::Curl, Some("10.0.0.5"), None)))
    );
    let unreachable = "*   Trying 192.0.2.7:3389...\n* connect to 192.0.2.7 port 3389 failed: Network is unreachable";
    assert_eq!(seen(unreachable), Some((Outcome::Failed, told(Tool::Curl, None, None))));
    let bare = "* Failed to connect to pc.example.org port 3389 after 2031 ms: Couldn't connect to server";
    assert_eq!(seen(bare), Some((Outcome::Failed, told(Tool::Curl, None, None))));
    let silent = "nc: connect to 192.0.2.7 port 3389 (tcp) timed out: Operation now in progress";
    assert_eq!(seen(silent), Some((Outcome::Silent, told(Tool::Netcat, None, None))));
    let refused = "Trying 192.0.2.7...\ntelnet: connect to address 192.0.2.7 port 3389: Connection refused";
    assert_eq!(seen(refused), Some((Outcome::Failed, told(Tool::Telnet, None, None))));
}

#[test]
fn what_a_tool_printed_of_another_computer_or_port_is_no_leg() {
    for text in [
        "Connection to pc2.example.org 3389 port [tcp/ms-wbt-server] succeeded!",
        "Connection to pc 3389 port [tcp/ms-wbt-server] succeeded!",
        "Connection to pc.example.org 443 port [tcp/https] succeeded!",
        "ComputerName : pc2\nRemoteAddress : 192.0.2.8\nRemotePort : 3389\nTcpTestSucceeded : True",
        "Trying 192.0.2.7...\nConnected to pc.example.org.\nEscape character is '^]'.",
        "Reply from 192.0.2.7: bytes=32 time=11ms TTL=120",
        // It does not say which computer.
        "RemotePort : 3389\nTcpTestSucceeded : True",
        "3389/tcp open  ms-wbt-server",
        "pc2 [192.0.2.8] 3389 (ms-wbt-server) open",
        // The port was not tried.
        "nc: getaddrinfo for host \"pc.example.org\" port 3389: Name or service not known",
        "ComputerName : pc.example.org\nRemotePort : 3389\nNameResolutionSucceeded : False\nTcpTestSucceeded : False",
        // Nothing of a tool.
        "TcpTestSucceeded",
        "\u{feff}\0\u{1}RemotePort : 99999\nTcpTestSucceeded : maybe",
    ] {
        assert_eq!(seen(text), None, "{text}");
    }
    for text in [
        "Connection to PC.example.org. 3389 port [tcp/ms-wbt-server] succeeded!",
        "pc [192.0.2.7] 3389 (ms-wbt-server) open",
        "Nmap scan report for pc.example.org (192.0.2.7)\n\nPORT     STATE SERVICE\n3389/tcp open  ms-wbt-server",
        "Connecting To pc.example.org...Could not open connection to the host, on port 3389: Connect failed",
    ] {
        assert!(seen(text).is_some(), "{text}");
    }
}

#[test]
fn of_several_computers_and_ports_in_one_text_that_of_the_check_counts() {
    let block = |computer: &str, port: u16, succeeded: &str| {
        format!("ComputerName : {computer}\nRemotePort : {port}\nTcpTestSucceeded : {succeeded}\n\n")
    };
    let others = [
        block("pc2.example.org", 3389, "True"),
        block("pc.example.org", 443, "True"),
    ]
    .concat();
    let outcome = |text: &str| seen(text).map(|(outcome, _)| outcome);

    assert_eq!(outcome(&others), None);
    let shut = [others, block("pc.example.org", 3389, "False")].concat();
    assert_eq!(outcome(&shut), Some(Outcome::Failed));
    let open = [shut, block("pc.example.org", 3389, "True")].concat();
    assert_eq!(outcome(&open), Some(Outcome::Passed));
}

#[test]
fn interface_is_called_a_vpns_only_where_its_name_tells() {
    let is_vpn = |alias: &str| {
        let text = format!(
            "ComputerName : 192.0.2.7\nRemoteAddress : 192.0.2.7\nRemotePort : 3389\nInterfaceAlias : {alias}\nTcpTestSucceeded : True"
        );
        seen(&text).unwrap().1.vpn
    };

    for vpn in [
        "Contoso VPN",
        "tun0",
        "OpenVPN Wintun",
        "Cisco AnyConnect Secure Mobility Client",
        "Tailscale",
    ] {
        assert!(is_vpn(vpn), "{vpn}");
    }
    for other in [
        "Ethernet 3",
        "WLAN",
        "Teredo Tunneling Pseudo-Interface",
        "Breitbandverbindung PPPoE",
        "vEthernet (WSL)",
    ] {
        assert!(!is_vpn(other), "{other}");
    }
}

#[test]
fn text_that_names_another_computer_is_said_to() {
    let report = unconnected("pc.example.org", &[("192.0.2.7", Dialed::Refused)]);
    let said = |text: &str| fit(&decode(&codes(), text), &report, &diagnose(&report));
    let other = Fit::SaysNothing(NoVerdictReason::OtherComputer);

    assert_eq!(
        said("ComputerName : pc2\nRemoteAddress : 192.0.2.8\nRemotePort : 3389\nTcpTestSucceeded : True"),
        other
    );
    assert_eq!(
        said("Connection to 192.0.2.8 3389 port [tcp/ms-wbt-server] succeeded!"),
        other
    );
    let same = "nc: connect to pc.example.org port 3389 (tcp) failed: Connection refused";
    assert_eq!(said(same), Fit::Reach(Reach::Neither));
    let absolute = unconnected("pc.example.org.", &[("192.0.2.7", Dialed::Refused)]);
    assert!(
        told_of(&decode(&codes(), same).tried, &absolute).is_some(),
        "a dot behind it changes nothing"
    );
}

#[test]
fn a_message_beside_the_output_of_a_tool_is_read_as_well() {
    let text = "Remote Desktop Connection\nError code: 0x204\nExtended error code: 0x0\n\nTcpTestSucceeded : False";
    let decoded = decode(&codes(), text);

    assert_eq!(decoded.primary.as_ref().and_then(|code| code.number), Some(0x204));
    assert_eq!(names(&decoded)[..1], ["tool.failed"]);
}

#[test]
fn text_that_only_sounds_like_a_tool_is_none() {
    for text in [
        "Please listen to port 3389",
        "connected to work today, ping me if the request timed out",
        "The service is running.",
        "[2026-01-02T10:00:00] [INFO ] connection to 10.0.0.2 port 3389 is open",
    ] {
        let decoded = decode(&codes(), text);
        assert!(decoded.tried.is_empty(), "{text}: {decoded:?}");
    }
}
