//! Windows App and Microsoft Remote Desktop on each system, and Azure Virtual Desktop.

use super::*;
use Program::{
    ActiveXHost, Mstsc, VirtualDesktop, WindowsAppOnAndroid, WindowsAppOnIos, WindowsAppOnMac, WindowsAppOnWindows,
};
use Table::{AvdConnectionError, ExtendedDisconnectReason, MstscDisconnectReason, MstscGatewayCode, WindowsAppCode};

pub(super) const BLOCKS: &[Block] = &[
    pasted(
        "Your session ended because of an error. If this keeps happening, ask your admin or tech support for help. Error code: 0x4",
        &[WindowsAppOnWindows, WindowsAppOnMac, WindowsAppOnIos, WindowsAppOnAndroid],
    )
    .guessed()
    .error("0x4", &[(WindowsAppCode, 4)]),
    pasted(
        "Microsoft Remote Desktop 10.9.5, macOS 14.4
Your session ended because of an error.
If this keeps happening, contact your network administrator for assistance.
Error code: 0x4",
        &[WindowsAppOnMac],
    )
    .error("0x4", &[(WindowsAppCode, 4)]),
    pasted(
        "Unable to connect

We couldn't connect to the remote PC. Make sure the PC is turned on and connected to the network, and that remote access is enabled.

Error code: 0x204",
        &[
            WindowsAppOnMac,
            WindowsAppOnIos,
            WindowsAppOnAndroid,
            WindowsAppOnWindows,
            Mstsc,
            ActiveXHost,
        ],
    )
    .guessed()
    .error("0x204", &[(WindowsAppCode, 0x204), (MstscDisconnectReason, 0x204)]),
    pasted(
        "on my macbook: We couldn't connect to the remote PC because the PC can't be found. Error code: 0x104",
        &[WindowsAppOnMac],
    )
    .guessed()
    .error("0x104", &[(WindowsAppCode, 0x104)]),
    pasted(
        "Windows App Version 11.1.2 (2561)
MacBook Pro
We couldn't verify the identity of the remote PC. Error code: 0x907",
        &[WindowsAppOnMac],
    )
    .error("0x907", &[(WindowsAppCode, 0x907)]),
    pasted(
        "Windows App, iPadOS 17.5\nYour sign in failed.\nError code: 0x807",
        &[WindowsAppOnIos],
    )
    .error("0x807", &[(WindowsAppCode, 0x807)]),
    pasted(
        "RD Client on my iPhone says error 0x2107 when I tap the saved PC",
        &[WindowsAppOnIos],
    )
    .error("0x2107", &[(MstscDisconnectReason, 0x2107)]),
    pasted(
        "Remote Desktop 8 for Android
Unable to connect to remote PC. Please verify Remote Desktop is enabled, the remote PC is turned on and available on the network, and then try again.
Error code: 0xD06",
        &[WindowsAppOnAndroid],
    )
    .guessed()
    .error("0xD06", &[(WindowsAppCode, 0xD06)]),
    pasted(
        "Microsoft Remote Desktop (Android 14)\nThe connection timed out. Error code: 0x108",
        &[WindowsAppOnAndroid],
    )
    .error("0x108", &[(WindowsAppCode, 0x108)]),
    pasted(
        "Error code: 0x4 \nExtended error code: 0x0 \nActivity ID: {9078ef5c-661c-48f0-b401-1c48db150000}",
        &[WindowsAppOnWindows],
    )
    .guessed()
    .error("0x4", &[(WindowsAppCode, 4)])
    .extended("0x0", NO_REASON),
    pasted(
        "Remote Desktop App, Windows 11
We couldn't connect to the remote PC because the PC is asleep or turned off.
Error code: 0x204
Extended error code: 0x0
Activity ID: {f64d5e62-0a6b-4c87-9f0a-3a1db7c90000}",
        &[WindowsAppOnWindows],
    )
    .error("0x204", &[(WindowsAppCode, 0x204)])
    .extended("0x0", NO_REASON),
    pasted(
        "Remote Desktop
An error occurred while accessing this resource. Retry the connection or contact your system administrator.

Error code: 0x3000047
Extended error code: 0x0
Activity ID: 7DE2AD3F-5D6C-46D2-89AA-A40EB1900000",
        &[WindowsAppOnWindows],
    )
    .guessed()
    .error("0x3000047", &[(MstscGatewayCode, 0x300_0047)])
    .extended("0x0", NO_REASON),
    pasted(
        "[Window Title]
Remote Desktop

[Content]
We couldn't connect because there are currently no available resources. Try again later or contact tech support.

[^] Hide details  [OK]

[Expanded Information]
Error code: 0x3000046
Extended error code: 0x0
Timestamp (UTC): 2020-08-11T15:36:44.995Z
Activity ID: 55f0ccab-5d4c-49ad-8d4c-541e9c200000",
        &[WindowsAppOnWindows, Mstsc, ActiveXHost],
    )
    .guessed()
    .error(
        "0x3000046",
        &[(WindowsAppCode, 0x300_0046), (MstscGatewayCode, 0x300_0046)],
    )
    .extended("0x0", NO_REASON),
    pasted(
        "Windows App for Mac. Your session was disconnected. Error code: 0x3, extended error code: 0x5",
        &[WindowsAppOnMac],
    )
    .error("0x3", &[(WindowsAppCode, 3)])
    .extended("0x5", &[(ExtendedDisconnectReason, 5)]),
    pasted(
        "Windows App on iOS: the remote desktop has no graphics. Error code: 0x3, extended error code: 0x112D",
        &[WindowsAppOnIos],
    )
    .error("0x3", &[(WindowsAppCode, 3)])
    .extended("0x112D", &[(Table::Errinfo, 0x112D)]),
    pasted(
        "WVDErrors | project CodeSymbolic, Code\nUnexpectedNetworkDisconnect  error 14",
        &[VirtualDesktop],
    )
    .error("14", &[(AvdConnectionError, 14)])
    .further(&["UnexpectedNetworkDisconnect"]),
];
