//! What people have in hand besides codes: sentences in their languages, events of Windows, lines of logs.
//!
//! Each text is one of a kind; its siblings are worded otherwise, and what only looks like one gets no answer.

use super::*;

#[track_caller]
fn each_says(cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let found = says(text);
        if !expected
            .iter()
            .all(|expected| found.iter().any(|found| found == expected))
            || found.first().map(String::as_str) != expected.first().copied()
        {
            wrong.push(format!("--- {text}\nexpected {expected:?}\nfound    {found:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.concat());
}

#[test]
fn sentences_are_understood_in_many_languages() {
    each_says(&[
        (
            "Remote Desktop Connection\nThe system administrator has restricted the type of logon (network or interactive) that you may use.",
            &["mstsc_disconnect_reason 0x1307"],
        ),
        (
            "Der Systemadministrator hat den zulässigen Anmeldetyp (Netzwerk oder interaktiv) eingeschränkt. Bitten Sie um Hilfe.",
            &["mstsc_disconnect_reason 0x1307"],
        ),
        (
            "El administrador del sistema ha restringido el tipo de inicio de sesion (red o interactiva) que pueda usar.",
            &["mstsc_disconnect_reason 0x1307"],
        ),
        (
            "系统管理员已限制可以使用的登录类型(网络或交互式)。",
            &["mstsc_disconnect_reason 0x1307"],
        ),
        (
            "系統管理員已限制您可以使用的登入類型（網路或互動式）",
            &["mstsc_disconnect_reason 0x1307"],
        ),
        (
            "使用できるログオンの種類 (ネットワークまたは対話型) がシステム管理者により制限されています。",
            &["mstsc_disconnect_reason 0x1307"],
        ),
        (
            "시스템 관리자가 사용자가 사용할 수 있는 로그온 유형(네트워크 또는 대화형)을 제한했습니다.",
            &["mstsc_disconnect_reason 0x1307"],
        ),
        (
            "Une erreur d’authentification s’est produite.\nLa fonction demandée n’est pas prise en charge.",
            &["sspi_sec_e 0x80090302"],
        ),
        ("出现身份验证错误。\n要求的函数不受支持。", &["sspi_sec_e 0x80090302"]),
        (
            "Произошла ошибка проверки подлинности.\nУказанная функция не поддерживается.",
            &["sspi_sec_e 0x80090302"],
        ),
        (
            "Die lokale Sicherheitsautorität (LSA) ist nicht erreichbar.",
            &["sspi_sec_e 0x80090304"],
        ),
        (
            "Nie można skontaktować się z urzędem zabezpieczeń lokalnych",
            &["sspi_sec_e 0x80090304"],
        ),
        ("發生驗證錯誤。\n無法連絡本機安全性授權。", &["sspi_sec_e 0x80090304"]),
        (
            "Extern bureaublad kan om een van de volgende redenen geen verbinding maken met de externe computer:",
            &["mstsc_disconnect_reason 0x204"],
        ),
        (
            "1) O acesso remoto ao servidor não está habilitado\n2) O computador remoto está desligado",
            &["mstsc_disconnect_reason 0x204"],
        ),
        (
            "De RDP-server «pc» — Kon het adres voor de RDP-server \"pc\" niet vinden.",
            &["freerdp_errconnect 0x20005"],
        ),
        (
            "无法通过 TLS 连接到 RDP 服务器 “pc.example.net” 。有关详细信息，请参阅来自终端的调试跟踪。",
            &["freerdp_errconnect 0x20008"],
        ),
        (
            "Сервер Guacamole закрыл соединение, так как удаленный рабочий стол долго не отвечает.",
            &["guacamole.upstream-timeout"],
        ),
        (
            "La sesión remota se desconectó porque no hay servidores de licencias de Escritorio remoto disponibles",
            &["extended_disconnect_reason 0x101"],
        ),
        (
            "La connexion ne peut pas se poursuivre car l'authentification n'est pas activée et l'ordinateur distant nécessite l'activation de l'authentification pour pouvoir se connecter.",
            &["mstsc.auth-not-enabled"],
        ),
    ]);
}

#[test]
fn retyping_and_text_recognition_cost_no_answer() {
    each_says(&[
        (
            "the connection was denied because the user\naccount is not authorised for remote login",
            &["extended_disconnect_reason 0x9"],
        ),
        (
            "Rernote Desktop can't f1nd the cornputer \"srv01\".",
            &["mstsc_disconnect_reason 0x104"],
        ),
        (
            "A user acount restriction (for exampel, a time-of-day restriction) is preventing you from loging on",
            &["mstsc_disconnect_reason 0xC07"],
        ),
        (
            "“The Local Security Authority cannot be contacted”",
            &["sspi_sec_e 0x80090304"],
        ),
    ]);
    assert!(says("The connection was not denied because the user account is authorized for remote login").is_empty());
    assert!(says("the user account is now authorized for remote login").is_empty());
}

#[test]
fn a_sentence_of_several_codes_shows_them_all() {
    let decoded = decode(
        &codes(),
        "Because of a protocol error, this session will be disconnected.",
    );

    let rows = rows(decoded.primary.as_ref());
    assert_eq!(
        rows,
        [
            (Table::MstscDisconnectReason, 0x1108),
            (Table::MstscDisconnectReason, 0xD06)
        ]
    );
    assert_eq!(decoded.primary.unwrap().number, None);
}

#[test]
fn events_are_known_by_provider_and_number() {
    each_says(&[
        (
            "Log Name: System\nSource: Microsoft-Windows-GroupPolicy\nEvent ID: 1006",
            &["GroupPolicy 1006"],
        ),
        (
            "EventLog : Application .Net Runtime, EventID 1026, Error\nApplication: tool.exe",
            &[".NET Runtime 1026"],
        ),
        (
            "Source: TerminalServices-RemoteConnectionManager\nEvent ID: 1006",
            &["RemoteConnectionManager 1006"],
        ),
        (
            "Event ID: 20499\nRemote Desktop Services has taken too long to load the user configuration from server \\\\dc",
            &["RemoteConnectionManager 20499"],
        ),
        // The number in brackets says nothing.
        (
            "Autoreconnect failed to reconnect user to session because authentication failed. (0x0)",
            &["RemoteConnectionManager 1041"],
        ),
        (
            "Source: Microsoft-Windows-TerminalServices-RemoteConnectionManager\nEvent ID: 1041\nAutoreconnect failed (0x0)",
            &["RemoteConnectionManager 1041"],
        ),
        (
            "Source: Schannel\nEvent ID: 36887\nThe TLS protocol defined fatal alert code is 46.",
            &["tls_alert 0x2E", "Schannel 36887"],
        ),
        (
            "A fatal alert was generated and sent to the remote endpoint. The TLS protocol defined fatal error code is 40.",
            &["tls_alert 0x28", "Schannel 36888"],
        ),
        (
            "A TLS 1.2 connection request was received from a remote client application, but none of the cipher suites supported by the client application are supported by the server.",
            &["Schannel 36874"],
        ),
        (
            "<Event><System><Provider Name=\"TermDD\" /><EventID Qualifiers=\"49162\">56</EventID><Keywords>0x80000000000000</Keywords></System><EventData><Binary>0000040001006F0000D0</Binary></EventData></Event>",
            &["credssp_ntstatus 0xC000006F", "TermDD 56"],
        ),
        (
            "Source: Microsoft-Windows-TerminalServices-Gateway\nEvent ID: 304\nThe following error occurred: \"23005\".",
            &["tsg_e_proxy 0x800759DD", "Gateway 304"],
        ),
        (
            "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational\nEvent ID: 97\n(0x80070005)\nEvent ID: 102\n",
            &["windows_error 0x80070005", "RdpCoreTS 97", "RdpCoreTS 102"],
        ),
        (
            "Level,Date and Time,Source,Event ID,Task Category\nError,1/2/2026 10:00:00,TermDD,56,None",
            &["TermDD 56"],
        ),
        (
            "Faulting application name: tool.exe\nFaulting module name: mstscax.dll\nException code: 0xc0000409",
            &["windows_error 0xC0000409", "Application Error 1000"],
        ),
    ]);
    for foreign in [
        "Source: Contoso Backup Agent\nEvent ID: 1149\nThe backup is done.",
        "Log Name: Application\nSource: MSSQLSERVER\nEvent ID: 40\nDisk is slow.",
        "<Event><System><Provider Name=\"Disk\" /><EventID>24</EventID></System></Event>",
        "Application,Contoso,Event ID 1026,Error",
    ] {
        assert_eq!(says(foreign), Vec::<String>::new(), "{foreign}");
    }
}

#[test]
fn the_line_that_decides_stands_first() {
    each_says(&[
        (
            "[20240319-00:20:44] [INFO ] Socket 12: AF_INET6 connection received from ::ffff:192.0.2.40 port 63717\n[20240319-00:20:44] [ERROR] Cannot read private key file /etc/xrdp/key.pem: Permission denied\n[20240319-00:20:44] [INFO ] Security protocol: configured [RDP], requested [SSL|HYBRID|RDP], selected [RDP]\n[20240319-00:20:44] [ERROR] xrdp_rdp_incoming: xrdp_sec_incoming failed",
            &["xrdp.key-unreadable", "xrdp.fell-back", "xrdp.client-connected"],
        ),
        (
            "connecting to sesman ip 127.0.0.1 port 3350\nError connecting to sesman: 127.0.0.1 port: 3350",
            &["xrdp.sesman-down"],
        ),
        (
            "[20170913-08:37:53] [INFO ] xrdp_wm_log_msg: login successful for display 33\n[20170913-08:37:53] [DEBUG] xrdp_wm_log_msg: started connecting\n[20170913-08:38:04] [INFO ] xrdp_wm_log_msg: connection problem, giving up\n[20170913-08:38:04] [DEBUG] xrdp_wm_log_msg: some problem",
            &["xrdp.x-server"],
        ),
        (
            "[CORE ] window manager exited quickly (1 secs). Window manager config problem?",
            &["xrdp.start-script"],
        ),
        (
            "guacd[25760]: WARNING:  Guacamole connection failure: Error filling instruction buffer",
            &["guacd.websocket-cut"],
        ),
        (
            "guacd[9642]: WARNING: Support for protocol \"rdp\" is not installed",
            &["guacd.no-plugin"],
        ),
        (
            "gnome-remote-desktop-daemon[1]: RDP TLS certificate and key not yet configured properly",
            &["grd.no-certificate"],
        ),
        (
            "krdpserver org.kde.krdp: New client connected:  Android platform Unspecified version",
            &["krdp.client"],
        ),
        (
            "krb5glue_get_init_creds (Cannot find KDC for realm \"CORP.EXAMPLE\" [-1765328230])",
            &["kerberos.no-kdc"],
        ),
        (
            "connector error: [invalid state (this is a bug) @ lib.rs:405] general error",
            &["ironrdp.unexpected"],
        ),
        (
            "connect to local service [192.0.2.41:3389] error: dial tcp 192.0.2.41:3389: connectex: No connection could be made because the target machine actively refused it.",
            &["tunnel.no-service"],
        ),
        ("dial tcp 127.0.0.1:3389: i/o timeout", &["socket_error 0x6E"]),
        (
            "channel 3: open failed: connect failed: Connection refused",
            &["tunnel.no-service"],
        ),
        ("Video remoting was disconnected", &["hyperv.video-remoting"]),
    ]);
    assert!(says("audio timeout while the tcp dial tone played").is_empty());
}

#[test]
fn numbers_are_read_in_the_forms_of_all_programs() {
    each_says(&[
        (
            "agent=(Logon failed (DisconnectState(2055)))",
            &["mstsc_disconnect_reason 0x807"],
        ),
        ("agent=(DisconnectState(3))", &["mstsc_disconnect_reason 0x3"]),
        ("[DEBUG] rdp reported 00020008", &["freerdp_errconnect 0x20008"]),
        ("00020008", &["freerdp_errconnect 0x20008"]),
        (
            "Disconnected\n[Unknown extended disconnection reason 1040]",
            &["errinfo 0x410"],
        ),
        (
            "Because of a protocol error (code: 0x112f), the remote session will be disconnected.",
            &["errinfo 0x112F"],
        ),
        ("由于协议错误(代码: 0x112f)，会话将被中断。", &["errinfo 0x112F"]),
        (
            "mstsc: Because of a protocol error (code: 0x1104), the remote session will be disconnected.",
            &["mstsc_disconnect_reason 0x1104"],
        ),
        ("0x80070005", &["windows_error 0x80070005"]),
        ("-2147024891", &["windows_error 0x80070005"]),
        ("0x80070490", &["windows_error 0x80070490"]),
    ]);
    // The result of a function in FreeRDP's log is no code.
    assert!(says("[14:47:47:628] [1:2] [ERROR][com.freerdp.core.nla] - [nla_recv] error: -1").is_empty());
    assert!(says("see connect(2) and exec(3)").is_empty());
}

#[test]
fn the_line_is_quoted_as_it_was_typed() {
    let decoded = decode(
        &codes(),
        "first\n  [ERROR] Cannot read private key file /etc/XRDP/Key.pem  \nlast",
    );

    assert_eq!(
        decoded.said[0].typed,
        "[ERROR] Cannot read private key file /etc/XRDP/Key.pem"
    );
}

#[test]
fn a_number_that_says_nothing_stands_behind_a_line_that_does() {
    each_says(&[
        (
            "Source: Schannel\nEvent ID: 36870\nA fatal error occurred when attempting to access the TLS server credential private key. The error code returned from the cryptographic module is 0x8009030D.",
            &["sspi_sec_e 0x8009030D", "Schannel 36870"],
        ),
        (
            "The user \"CORP\\anna\", on client computer \"203.0.113.5\", did not meet resource authorization policy requirements and was therefore not authorized to resource \"pc7\". The following error occurred: \"23002\".",
            &["tsg_e_proxy 0x800759DA", "Gateway 301"],
        ),
        (
            "This computer can't verify the identity of the RD Gateway \"gw.example.org\". It's not safe to connect to servers that can't be identified.",
            &["mstsc_gateway_code 0x3000005"],
        ),
        (
            "guacd[12]: ERROR: Error connecting to RDP server",
            &["guacd.cannot-connect"],
        ),
        (
            "[ERROR][com.freerdp.crypto] - [freerdp_tls_handshake]: certificate not trusted, aborting.\n[ERROR][com.freerdp.core] - ERRCONNECT_TLS_CONNECT_FAILED [0x00020008]",
            &["freerdp_errconnect 0x20008", "freerdp.certificate-refused"],
        ),
    ]);
}

#[test]
fn a_zero_that_was_taken_for_a_letter_is_a_zero_where_a_code_is_meant() {
    assert_eq!(says("Error code: Ox3"), says("Error code: 0x3"));
    assert!(!says("Error code: Ox3").is_empty());
    assert!(says("Our office is in Oxford, OX3 9DU").is_empty());
}

#[test]
fn numbers_of_what_stands_before_a_computer_are_left_to_it() {
    for text in [
        "Duo Authentication Proxy: Reason: 3",
        "Bastion error Code: 519",
        "Duo: Login request denied.\nReason: 3\nRDP session to pc7",
        "Sophos Connect: connection failed, reason: 7",
        "The dishwasher shows error code 4",
        "Contoso Backup Agent Console: Error code: 0x4",
        "robocopy exit code: 3",
    ] {
        assert!(says(text).is_empty(), "{text}: {:?}", says(text));
    }
    // A client of Remote Desktop that is named as well speaks for itself, and not for them.
    assert!(
        says("mstsc: Error code: 0x4\nDuo: Reason: 3")
            .iter()
            .all(|said| said.ends_with(" 0x4"))
    );
    assert!(!says("We use Duo.\nmstsc: Error code: 0x4").is_empty());
    for text in [
        "Error code: 4",
        "my error code is 0x4, please help",
        "exit status 131",
        "can't connect to the office computer, error code 4",
        "Verbindung getrennt, Fehlercode 4",
        "セッションが切断されました。エラー コード: 4",
    ] {
        assert!(!says(text).is_empty(), "{text}");
    }
}

#[test]
fn of_many_codes_in_a_text_the_first_are_told() {
    let text: String = (0x104..0x124).map(|number| format!("error 0x{number:X}\n")).collect();

    assert_eq!(decode(&codes(), &text).codes().count(), 12);
}

#[test]
fn two_numbers_without_a_label_are_a_code_and_its_extension_only_where_they_stand_together() {
    let extended = |text: &str| decode(&codes(), text).extended.and_then(|code| code.number);

    assert_eq!(extended("Koodi: 0x904\nLisäkoodi: 0x7"), Some(7));
    assert_eq!(extended("Koodi: 0x904 (0x7)"), Some(7));
    assert_eq!(extended("Koodi: 0x904\nja sitten\nLisäkoodi: 0x7"), None);
}
