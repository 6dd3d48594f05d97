//! Windows' event log on both sides, and gateways.

use super::*;
use Program::{EventLog, Gateway};
use Table::{
    CredsspNtstatus, Errinfo, MstscDisconnectReason, MstscGatewayCode, SocketError, TlsAlert, TsgEProxy,
    WindowsEvent40Reason,
};

pub(super) const BLOCKS: &[Block] = &[
    pasted(
        "Log Name:      Microsoft-Windows-TerminalServices-RDPClient/Operational
Source:        Microsoft-Windows-TerminalServices-ClientActiveXCore
Date:          18.01.2026 13:31:35
Event ID:      1026
Description:
RDP ClientActiveX has been disconnected (Reason= 516)",
        &[EventLog],
    )
    .error("516", &[(MstscDisconnectReason, 0x204)])
    .event(1026),
    pasted("RDP ClientActiveX has been disconnected (Reason= 4)", &[EventLog])
        .error("4", &[(MstscDisconnectReason, 4)])
        .event(1026),
    pasted("RDP ClientActiveX has been disconnected (Reason= 50331676)", &[EventLog])
        .error("50331676", &[(MstscGatewayCode, 0x300_001C)])
        .event(1026),
    pasted(
        "Event ID: 40\nSession 2 has been disconnected, reason code 5",
        &[EventLog],
    )
    .error("5", &[(WindowsEvent40Reason, 5)])
    .event(40),
    pasted("event 40, reason code 12", &[EventLog])
        .error("12", &[(WindowsEvent40Reason, 12)])
        .event(40),
    pasted(
        "TerminalServices-LocalSessionManager: Session 3 has been disconnected, reason code 4",
        &[EventLog],
    )
    .error("4", &[(WindowsEvent40Reason, 4)])
    .event(40),
    pasted(
        "Session 3 has been disconnected, reason code 3489660929",
        &[EventLog],
    )
    .error("3489660929", &[(WindowsEvent40Reason, 0xD000_0001)])
    .event(40),
    pasted(
        "Event ID: 131\nThe server accepted a new TCP connection from client 203.0.113.4:51234.",
        &[EventLog],
    )
    .event(131),
    pasted(
        "EventID 140\nA connection from the client computer with an IP address of 203.0.113.4 failed because the user name or password is not correct.",
        &[EventLog],
    )
    .event(140),
    pasted("Event ID 261: Listener RDP-Tcp received a connection", &[EventLog]).event(261),
    pasted(
        "Event ID:      226
RDP_TCP: An error was encountered when transitioning from StateUnknown in response to Event_Disconnect (error code 0x80070040).",
        &[EventLog],
    )
    .error("0x80070040", &[(Errinfo, 0x8007_0040)])
    .event(226),
    pasted(
        "An account failed to log on.

Logon Type:	3
Account For Which Logon Failed:
	Account Name:	anna
Failure Information:
	Failure Reason:	Unknown user name or bad password.
	Status:			0xC000006D
	Sub Status:		0xC000006A",
        &[EventLog],
    )
    .error("0xC000006A", &[(CredsspNtstatus, 0xC000_006A)])
    .further(&["0xC000006D"])
    .event(4625),
    pasted(
        "<Event><System><EventID>4625</EventID></System><EventData><Data Name=\"Status\">0xc000006e</Data><Data Name=\"SubStatus\">0xc0000072</Data><Data Name=\"LogonType\">10</Data></EventData></Event>",
        &[EventLog],
    )
    .error("0xC0000072", &[(CredsspNtstatus, 0xC000_0072)])
    .further(&["0xC000006E"])
    .event(4625),
    pasted(
        "Source: Schannel\nEvent ID: 36888\nA fatal alert was generated and sent to the remote endpoint. The TLS protocol defined fatal alert code is 40. The Windows SChannel error state is 1205.",
        &[EventLog],
    )
    .error("40", &[(TlsAlert, 40)])
    .event(36888),
    pasted(
        "Microsoft-Windows-TerminalServices-Gateway: the user could not connect to resource \"pc7\". The following error occurred: \"0x800759dd\".",
        &[Gateway],
    )
    .error("0x800759DD", &[(TsgEProxy, 0x8007_59DD)]),
    pasted("Connection refused (os error 111)", &[Program::System, Program::FreeRdp, Program::Remmina, Program::Guacamole, Program::Rdesktop, Program::IronRdp])
        .guessed()
        .error("111", &[(SocketError, 111)]),
];
