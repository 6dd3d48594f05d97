//! Output of network tools, as people paste it.

use diagnosis::diagnose;
use fixtures::reports::{healthy, unconnected};
use wire::{Dialed, Report};

use super::codes;
use crate::{Decoded, Fit, NoVerdictReason, Reach, Reached, decode, fit};

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
        &["tool.unresolved", "tool.no-ping"], Some((Some("pc.corp.example"), None, Reached::No))),
    ("ComputerName : pc\nRemoteAddress : 10.1.1.1\nRemotePort : 3389\nInterfaceAlias : OpenVPN TAP-Windows6\nSourceAddress : 10.8.0.6\nTcpTestSucceeded : True",
        &["tool.open", "tool.vpn"], Some((Some("pc"), PORT, Reached::Yes))),
    ("Connection to pc.example.org 3389 port [tcp/ms-wbt-server] succeeded!", &["tool.open"], Some((Some("pc.example.org"), PORT, Reached::Yes))),
    ("nc: connect to pc.example.org port 3389 (tcp) failed: Connection refused", &["tool.refused"], Some((Some("pc.example.org"), PORT, Reached::No))),
    ("nc: connect to 192.0.2.7 port 3389 (tcp) timed out: Operation now in progress", &["tool.silent"], Some((Some("192.0.2.7"), PORT, Reached::No))),
    ("nc: connect to 192.0.2.7 port 3389 (tcp) failed: No route to host", &["tool.no-route"], Some((Some("192.0.2.7"), PORT, Reached::No))),
    ("nc: connectx to pc port 3389 (tcp) failed: Connection refused", &["tool.refused"], Some((None, PORT, Reached::No))),
    ("nc: getaddrinfo for host \"pc\" port 3389: Name or service not known", &["tool.unresolved"], Some((None, PORT, Reached::No))),
    ("pc.example.org [192.0.2.7] 3389 (ms-wbt-server) open", &["tool.open"], OPEN),
    ("Ncat: Version 7.93 ( https://nmap.org/ncat )\nNcat: Connected to 192.0.2.7:3389.\nNcat: 0 bytes sent, 0 bytes received in 0.05 seconds.", &["tool.open"], Some((Some("192.0.2.7"), PORT, Reached::Yes))),
    ("Ncat: Connection refused.", &["tool.refused"], Some((None, None, Reached::No))),
    ("*   Trying 192.0.2.7:3389...\n* Connected to pc (192.0.2.7) port 3389 (#0)", &["tool.open"], Some((Some("pc"), PORT, Reached::Yes))),
    ("*   Trying 192.0.2.7:3389...\n* connect to 192.0.2.7 port 3389 failed: Connection refused\n* Failed to connect to pc port 3389 after 2 ms: Couldn't connect to server\n* Closing connection 0\ncurl: (7) Failed to connect to pc port 3389 after 2 ms: Couldn't connect to server",
        &["tool.refused"], Some((Some("192.0.2.7"), PORT, Reached::No))),
    ("curl: (28) Failed to connect to pc port 3389 after 129921 ms: Couldn't connect to server", &["tool.silent"], Some((Some("pc"), PORT, Reached::No))),
    ("* Could not resolve host: pc\n* Closing connection 0\ncurl: (6) Could not resolve host: pc", &["tool.unresolved"], Some((Some("pc"), None, Reached::No))),
    ("Trying 192.0.2.7...\nConnected to pc.example.org.\nEscape character is '^]'.", &["tool.open"], Some((Some("pc.example.org"), None, Reached::Yes))),
    ("Trying 192.0.2.7...\ntelnet: Unable to connect to remote host: Connection refused", &["tool.refused"], Some((None, None, Reached::No))),
    ("Connecting To pc...Could not open connection to the host, on port 3389: Connect failed", &["tool.failed"], Some((None, PORT, Reached::No))),
    ("Verbindungsaufbau zu pc...Es konnte keine Verbindung mit dem Host hergestellt werden, auf Port 3389: Verbinden fehlgeschlagen", &["tool.failed"], Some((None, PORT, Reached::No))),
    ("Starting Nmap 7.93 ( https://nmap.org )\nNmap scan report for pc (192.0.2.7)\nHost is up (0.010s latency).\n\nPORT     STATE SERVICE\n3389/tcp open  ms-wbt-server\n\nNmap done: 1 IP address (1 host up) scanned in 0.22 seconds", &["tool.open"], OPEN),
    ("PORT     STATE    SERVICE\n3389/tcp filtered ms-wbt-server", &["tool.silent"], Some((None, PORT, Reached::No))),
    ("PORT     STATE  SERVICE\n3389/tcp closed ms-wbt-server", &["tool.refused"], Some((None, PORT, Reached::No))),
    ("Ping wird ausgeführt für pc [192.0.2.7] mit 32 Bytes Daten:\nZeitüberschreitung der Anforderung.\nZeitüberschreitung der Anforderung.\n\nPing-Statistik für 192.0.2.7:\n    Pakete: Gesendet = 4, Empfangen = 0, Verloren = 4\n    (100% Verlust),", &["tool.no-ping"], None),
    ("Pinging 192.0.2.7 with 32 bytes of data:\nReply from 192.0.2.7: bytes=32 time=11ms TTL=120", &["tool.ping"], None),
    ("Antwort von 192.0.2.7: Bytes=32 Zeit=11ms TTL=120", &["tool.ping"], None),
    ("Ping request could not find host pc7. Please check the name and try again.", &["tool.unresolved"], Some((Some("pc7"), None, Reached::No))),
    ("ping: pc7: Name or service not known", &["tool.unresolved"], Some((None, None, Reached::No))),
    ("PING pc (192.0.2.7) 56(84) bytes of data.\n\n--- pc ping statistics ---\n4 packets transmitted, 0 received, 100% packet loss, time 3052ms", &["tool.no-ping"], None),
    ("Server:  fritz.box\nAddress:  192.168.178.1\n\n*** fritz.box kann pc7 nicht finden: Non-existent domain.", &["tool.unresolved"], Some((None, None, Reached::No))),
    ("Server:\t\t192.168.1.1\nAddress:\t192.168.1.1#53\n\n** server can't find pc7.corp.example: NXDOMAIN", &["tool.unresolved"], Some((None, None, Reached::No))),
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
        let came_to = decoded.tried.as_ref();
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
    let other = "Connection to pc 443 port [tcp/https] succeeded!";
    assert_eq!(said(other, &refused), Fit::SaysNothing(NoVerdictReason::OtherPort));
    let ping = "Reply from 192.0.2.7: bytes=32 time=11ms TTL=120";
    assert_eq!(said(ping, &refused), Fit::SaysNothing(NoVerdictReason::NothingFailed));
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
        assert!(decoded.tried.is_none(), "{text}: {decoded:?}");
    }
}
