//! FreeRDP, Remmina, Guacamole, rdesktop and IronRDP.

use super::*;
use Program::{FreeRdp, Guacamole, IronRdp, Rdesktop, Remmina};
use Table::{CredsspNtstatus, Errinfo, FreerdpErrconnect, RdesktopExit, RdpNegFailure, SocketError, XfreerdpExit};

pub(super) const BLOCKS: &[Block] = &[
    pasted(
        "[10:21:33:123] [4711:4712] [ERROR][com.freerdp.core] - freerdp_tcp_is_hostname_resolvable:freerdp_set_last_error_ex ERRCONNECT_DNS_NAME_NOT_FOUND [0x00020005]
[10:21:33:124] [4711:4712] [ERROR][com.freerdp.client.x11] - Freerdp connect error exit status 1",
        &[FreeRdp],
    )
    .error("ERRCONNECT_DNS_NAME_NOT_FOUND", &[(FreerdpErrconnect, 0x20005)]),
    pasted(
        "[15:55:04:752] [12831:12832] [ERROR][com.freerdp.core] - freerdp_set_last_error ERRCONNECT_CONNECT_TRANSPORT_FAILED [0x2000D]
[15:55:04:752] [12831:12832] [ERROR][com.freerdp.client.x11] - Authentication only, exit status 1",
        &[FreeRdp],
    )
    .error("ERRCONNECT_CONNECT_TRANSPORT_FAILED", &[(FreerdpErrconnect, 0x2000D)]),
    pasted(
        "[01:26:42:263] [5589:5592] [ERROR][com.freerdp.core.transport] - BIO_should_retry returned a system error 32: Broken pipe
[01:26:42:263] [5589:5592] [ERROR][com.freerdp.core] - transport_write:freerdp_set_last_error_ex ERRCONNECT_CONNECT_TRANSPORT_FAILED [0x0002000D]
[01:26:47:267] [5589:5592] [INFO][com.freerdp.client.common] - Attempting reconnect (7 of 20)",
        &[FreeRdp],
    )
    .error("ERRCONNECT_CONNECT_TRANSPORT_FAILED", &[(FreerdpErrconnect, 0x2000D)])
    .further(&["32"]),
    pasted(
        "[08:50:49:928] [14340:14341] [ERROR][com.freerdp.freerdp] - freerdp_set_last_error 0x2000D",
        &[FreeRdp],
    )
    .error("0x2000D", &[(FreerdpErrconnect, 0x2000D)]),
    pasted(
        "[17:12:52:620] [6177:6231] [ERROR][com.freerdp.core.nla] - nla_recv_pdu: ERROR: CredSSP server returned STATUS_LOGON_FAILURE [0xC000006D]
[17:12:52:622] [6177:6231] [ERROR][com.freerdp.core] - freerdp_set_last_error_ex ERRCONNECT_LOGON_FAILURE [0x00020014]
[17:12:52:622] [6177:6231] [ERROR][com.freerdp.core.transport] - transport_check_fds: transport->ReceiveCallback() - -1",
        &[FreeRdp],
    )
    .error("ERRCONNECT_LOGON_FAILURE", &[(FreerdpErrconnect, 0x20014)])
    .further(&["STATUS_LOGON_FAILURE"]),
    pasted(
        "[12:00:00:001] [99:100] [ERROR][com.freerdp.core] - ERRINFO_IDLE_TIMEOUT (0x00000003): The idle session limit timer on the server has elapsed.
[12:00:00:002] [99:100] [INFO][com.freerdp.core.rdp] - DisconnectProviderUltimatum: reason: 3",
        &[FreeRdp],
    )
    .error("ERRINFO_IDLE_TIMEOUT", &[(Errinfo, 3)])
    .further(&["3"]),
    pasted(
        "[12:00:00:001] [99:100] [ERROR][com.freerdp.core] - ERRINFO_LOGON_TIMEOUT (0x00000004): The active session limit timer on the server has elapsed.",
        &[FreeRdp],
    )
    .error("ERRINFO_LOGON_TIMEOUT", &[(Errinfo, 4)]),
    pasted(
        "[09:10:11:012] [1:2] [WARN][com.freerdp.core.nego] - Error: HYBRID_REQUIRED_BY_SERVER [0x00000005]
[09:10:11:012] [1:2] [ERROR][com.freerdp.core.nego] - Protocol Security Negotiation Failure
[09:10:11:013] [1:2] [ERROR][com.freerdp.core] - rdp_client_connect:freerdp_set_last_error_ex ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED [0x0002000C]",
        &[FreeRdp],
    )
    .error("ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED", &[(FreerdpErrconnect, 0x2000C)])
    .further(&["HYBRID_REQUIRED_BY_SERVER"]),
    pasted(
        "[11:16:29:854] [77:78] [ERROR][com.freerdp.core.transport] - BIO_read returned an error: error:0A000410:SSL routines::sslv3 alert handshake failure (SSL alert number 40)
[11:16:29:855] [77:78] [ERROR][com.freerdp.core] - transport_connect_tls:freerdp_set_last_error_ex ERRCONNECT_TLS_CONNECT_FAILED [0x00020008]",
        &[FreeRdp],
    )
    .error("ERRCONNECT_TLS_CONNECT_FAILED", &[(FreerdpErrconnect, 0x20008)])
    .further(&["40"]),
    pasted("$ xfreerdp /v:pc /u:me; echo $?\nxfreerdp exited with code 131", &[FreeRdp])
        .error("131", &[(XfreerdpExit, 131)]),
    pasted("xfreerdp returned 147", &[FreeRdp]).error("147", &[(XfreerdpExit, 147)]),
    pasted(
        "~$ remmina
StatusNotifier/Appindicator support: your desktop does support it and libappindicator is compiled in remmina. Good!
[16:35:00:223] [2938:2945] [ERROR][com.freerdp.core.transport] - BIO_read returned a system error 104: Connection reset by peer
[16:35:00:223] [2938:2945] [ERROR][com.freerdp.core.nego] - Protocol Security Negotiation Failure
[16:35:00:223] [2938:2945] [ERROR][com.freerdp.core] - freerdp_set_last_error ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED [0x0002000C]",
        &[Remmina, FreeRdp],
    )
    .error("ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED", &[(FreerdpErrconnect, 0x2000C)])
    .further(&["104"]),
    pasted(
        "Remmina: Could not connect to the RDP server. freerdp_set_last_error ERRCONNECT_PASSWORD_CERTAINLY_EXPIRED [0x0002000F]",
        &[Remmina, FreeRdp],
    )
    .error("ERRCONNECT_PASSWORD_CERTAINLY_EXPIRED", &[(FreerdpErrconnect, 0x2000F)]),
    pasted(
        "guacd[10351]: INFO:     RDP server closed/refused connection: Server refused connection (wrong security type?)
guacd[10351]: INFO:     User \"@94b29422-b1da-442d-8d0f-78bfb2be0039\" disconnected (0 users remain)",
        &[Guacamole],
    )
    .error("ERRCONNECT_CONNECT_TRANSPORT_FAILED", &[(FreerdpErrconnect, 0x2000D)]),
    pasted(
        "guacd[1837206]: RDP server closed/refused connection: Security negotiation failed (wrong security type?)",
        &[Guacamole],
    )
    .error("ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED", &[(FreerdpErrconnect, 0x2000C)]),
    pasted(
        "guacd[55]: DEBUG:	Disconnect reason code: 0x4.\nguacd[55]: INFO: RDP server closed/refused connection: Active session time limit exceeded.",
        &[Guacamole],
    )
    .error("0x4", &[(Errinfo, 4)]),
    pasted(
        "5.error,48.Server refused connection (wrong security type?),3.519;",
        &[Guacamole],
    )
    .error("ERRCONNECT_CONNECT_TRANSPORT_FAILED", &[(FreerdpErrconnect, 0x2000D)]),
    pasted(
        "Apache Guacamole: RDP server closed/refused connection: Insufficient privileges.",
        &[Guacamole],
    )
    .error("ERRINFO_SERVER_INSUFFICIENT_PRIVILEGES", &[(Errinfo, 9)]),
    pasted(
        "$ rdesktop pc7\nAutoselected keyboard map de\nFailed to connect, CredSSP required by server.",
        &[Rdesktop],
    )
    .error("HYBRID_REQUIRED_BY_SERVER", &[(RdpNegFailure, 5)]),
    pasted(
        "rdesktop: disconnect: Server active session time limit reached.",
        &[Rdesktop],
    )
    .error("EXRD_LOGON_TIMEOUT", &[(RdesktopExit, 4)]),
    pasted("ERROR: rdesktop: recv: Connection reset by peer", &[Rdesktop])
        .error("ECONNRESET", &[(SocketError, 104)]),
    pasted("rdesktop -u me pc7 ; exit status 69", &[Rdesktop]).error("69", &[(RdesktopExit, 69)]),
    pasted(
        "ERROR ironrdp_client: connection error: CredSSP: server returned error, NSTATUS 0xC0000234",
        &[IronRdp],
    )
    .error("0xC0000234", &[(CredsspNtstatus, 0xC000_0234)]),
];
