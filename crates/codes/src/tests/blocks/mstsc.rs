//! mstsc's "Show details", and programs around the same control.

use super::*;
use Program::{ActiveXHost, Mstsc, WindowsAppOnWindows};
use Table::{
    CredsspNtstatus, ExtendedDisconnectReason, MstscDisconnectReason, MstscGatewayCode, MstscReasonClass, SspiSecE,
};

pub(super) const BLOCKS: &[Block] = &[
    pasted(
        "[Window Title]
Remote Desktop Connection

[Content]
Remote Desktop can't connect to the remote computer for one of these reasons:

1) Remote access to the server is not enabled
2) The remote computer is turned off
3) The remote computer is not available on the network

Make sure that the remote computer is turned on and connected to the network.

[^] Hide details  [OK]

[Expanded Information]
Error code: 0x204
Extended error code: 0x0
Timestamp (UTC): 10/16/23 09:18:47 AM",
        &[Mstsc],
    )
    .error("0x204", &[(MstscDisconnectReason, 0x204)])
    .extended("0x0", NO_REASON),
    pasted(
        "Remote Desktop Connection
An internal error has occurred.

Error code: 0x4
Extended error code: 0x0
Timestamp (UTC): 03/26/24 08:02:11 PM
Press Ctrl+C to copy.",
        &[Mstsc],
    )
    .error("0x4", &[(MstscDisconnectReason, 4)])
    .extended("0x0", NO_REASON),
    pasted(
        "Remote Desktop Connection

The remote session was disconnected because the total login time limit was reached.

Error code: 0x3\r\nExtended error code: 0x4\r\nTimestamp (UTC): 02/11/25 04:00:00 PM\r\n",
        &[Mstsc],
    )
    .error("0x3", &[(MstscDisconnectReason, 3)])
    .extended("0x4", &[(ExtendedDisconnectReason, 4)]),
    pasted(
        "Error code: 0x708

Extended error code: 0x0

Timestamp (UTC): 06/11/26 03:05:46 PM

Press Ctrl+C to copy.",
        &[Mstsc, ActiveXHost],
    )
    .guessed()
    .error("0x708", &[(MstscDisconnectReason, 0x708)])
    .extended("0x0", NO_REASON),
    pasted(
        "mstsc Error code: 0xb09 Extended error code: 0x0 Timestamp (UTC): 01/02/24 11:00:00 AM",
        &[Mstsc],
    )
    .error("0xB09", &[(MstscDisconnectReason, 0xB09)])
    .extended("0x0", NO_REASON),
    pasted(
        "[Window Title]
Remote Desktop Connection

[Content]
An authentication error has occurred (Code: 0x80090302).

Remote computer: POC01

[Expanded Information]
Error code: 0x0
Extended error code: 0x0
Timestamp (UTC): 01/21/26 10:53:14 AM
Activity ID: e1c08c6b-b08c-4c30-8d66-c7c1a2c90000",
        &[Mstsc],
    )
    .error("0x80090302", &[(SspiSecE, 0x8009_0302)])
    .extended("0x0", NO_REASON)
    .further(&["0x0"]),
    pasted(
        "Remote Desktop Connection
An authentication error has occurred.
The Local Security Authority cannot be contacted
Code: 0x80090304",
        &[Mstsc],
    )
    .error("0x80090304", &[(SspiSecE, 0x8009_0304)]),
    pasted(
        "it fails with 0x904/0x7 in mstsc since the update",
        &[Mstsc],
    )
    .error("0x904", &[(MstscDisconnectReason, 0x904)])
    .extended("0x7", &[(ExtendedDisconnectReason, 7)]),
    pasted(
        "Remote Desktop Connection
Remote Desktop can't connect to the remote computer \"pc7\" for one of these reasons:
1) Your user account is not authorized to access the RD Gateway
Error code: 0x300001C
Extended error code: 0x0",
        &[Mstsc],
    )
    .error("0x300001C", &[(MstscGatewayCode, 0x300_001C)])
    .extended("0x0", NO_REASON),
    pasted(
        "Error code: 0x1f07
Extended error code: 0x0
Timestamp (UTC): 05/05/25 01:00:00 PM",
        &[Mstsc, ActiveXHost],
    )
    .guessed()
    .error("0x1F07", &[(MstscReasonClass, 7)])
    .extended("0x0", NO_REASON),
    pasted(
        "Remote Desktop Connection
The remote session was disconnected because there are no Remote Desktop License Servers available to provide a license.",
        &[Mstsc],
    )
    .extended("exDiscReasonLicenseNoLicenseServer", &[(ExtendedDisconnectReason, 0x101)]),
    pasted(
        "----------
WarningMsg
11/19/2018 14:39:34
RDP disconnected!
3334 Because of a protocol error, this session will be disconnected. Please try connecting again.
----------",
        &[ActiveXHost],
    )
    .error("3334", &[(MstscDisconnectReason, 0xD06)]),
    pasted(
        "mRemoteNG 1.76.20
WarningMsg
07/17/2020 11:34:44
RDP disconnected!
519",
        &[ActiveXHost],
    )
    .error("519", &[(MstscDisconnectReason, 0x207)]),
    pasted(
        "RDP disconnected!

An internal error has occurred.
Error code 2824.",
        &[ActiveXHost],
    )
    .error("2824", &[(MstscDisconnectReason, 0xB08)]),
    pasted(
        "2021-03-31T11:15:28.5152429+02:00[ThreadId:0000000001]	Warning	AxMsRdpClient09Host: RDP(srv01) exit with error code 516(Remote Desktop cannot connect",
        &[ActiveXHost],
    )
    .error("516", &[(MstscDisconnectReason, 0x204)]),
    pasted("NETworkManager shows: Disconnet reason 4 not foud in resources!", &[ActiveXHost])
        .error("4", &[(MstscDisconnectReason, 4)]),
    pasted("RDCMan: disconnected from SRV01, Error Code 3079", &[ActiveXHost])
        .error("3079", &[(MstscDisconnectReason, 0xC07)]),
    pasted(
        "mRemoteNG: an authentication error has occurred (Code: -1073741715)",
        &[ActiveXHost],
    )
    .error("-1073741715", &[(CredsspNtstatus, 0xC000_006D)]),
    pasted(
        "Error code: 0x3
Extended error code: 0x11
Timestamp (UTC): 2025-02-11T15:36:44.995Z
Activity ID: 55f0ccab-5d4c-49ad-8d4c-541e9c200000",
        &[WindowsAppOnWindows, Mstsc, ActiveXHost],
    )
    .guessed()
    .error("0x3", &[(Table::WindowsAppCode, 3), (MstscDisconnectReason, 3)])
    .extended("0x11", &[(Table::Errinfo, 0x11)]),
];
