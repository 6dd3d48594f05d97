//! Files as people drop them: any kind, any encoding, any size.

use super::*;

fn catalogue() -> Catalogue {
    Catalogue::builtin().unwrap()
}

fn names(explained: &Explained) -> Vec<String> {
    let meanings = explained.decoded.codes().flat_map(|code| &code.meanings);
    let name = |row: &crate::Row| match row.symbol.as_deref() {
        Some(symbol) => symbol.to_owned(),
        None => format!("0x{:X}", row.number),
    };
    meanings.map(|meaning| name(&meaning.row)).collect()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// Connection files, the computer that they lead to, and what is said of them.
type Told = (&'static str, Option<&'static str>, &'static [&'static str]);
const FILES: &[Told] = &[
    (
        "full address:s:VDI\r\nalternate full address:s:broker.example.net\r\n",
        Some("broker.example.net:3389"),
        &["file.alternate"],
    ),
    (
        "full address:s:pc.example.net\nenablecredsspsupport:i:0",
        Some("pc.example.net:3389"),
        &["file.credssp-off"],
    ),
    (
        "full address:s:2001:db8::1234:3389\nserver port:i:3389",
        None,
        &["file.ipv6-brackets"],
    ),
    (
        "[remmina]\npassword=c2VjcmV0LWNhbmFyeQ==\nname=Office\nprotocol=RDP\nserver=pc7.example.net:3390\nusername=canary-user\n\
         gateway_server=gw.example.net\ngateway_usage=0\ngateway_password=secret-canary\nsecurity=tls\nssh_tunnel_enabled=1\n\
         ssh_tunnel_server=canary-user@jump.example.net:22\nssh_tunnel_password=secret-canary\n",
        Some("pc7.example.net:3390"),
        &["file.credssp-off", "file.gateway", "file.ssh-tunnel"],
    ),
    (
        "[remmina]\nname=Old\nprotocol=RDP\nserver=10.0.0.5\nsecurity=rdp\n",
        Some("10.0.0.5:3389"),
        &["file.security-rdp"],
    ),
    (
        "[remmina]\nprotocol=VNC\nserver=10.0.0.5:5900\n",
        None,
        &["file.other-protocol"],
    ),
    ("[remmina]\nprotocol=RDP\nserver=\n", None, &["file.no-address"]),
    (
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<RDCMan programVersion=\"2.7\" schemaVersion=\"3\"><file><properties><name>All</name></properties>\
         <group><properties><name>Paris</name></properties><logonCredentials inherit=\"None\"><userName>canary-user</userName><password>secret-canary</password></logonCredentials>\
         <connectionSettings inherit=\"None\"><port>3391</port><connectToConsole>True</connectToConsole></connectionSettings>\
         <gatewaySettings inherit=\"None\"><enabled>True</enabled><hostName>gw.example.net</hostName><localBypass>True</localBypass><password>secret-canary</password></gatewaySettings>\
         <server><properties><displayName>DC</displayName><name>dc.example.net</name></properties></server>\
         <server><properties><name>files.example.net</name></properties></server></group></file></RDCMan>",
        Some("dc.example.net:3391"),
        &["file.gateway-local", "file.admin", "file.many"],
    ),
    (
        "<?xml version=\"1.0\"?><RDCMan schemaVersion=\"1\"><version>2.2</version><file><properties><name>f</name></properties>\
         <server><name>srv1</name><securitySettings inherit=\"None\"><authentication>Required</authentication></securitySettings></server></file></RDCMan>",
        Some("srv1:3389"),
        &["file.authentication-required"],
    ),
    (
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><mrng:Connections xmlns:mrng=\"http://mremoteng.org\" Name=\"Connections\" FullFileEncryption=\"false\" Protected=\"x\" ConfVersion=\"2.6\">\
         <Node Name=\"Box\" Type=\"Container\" Hostname=\"\" Protocol=\"RDP\" Port=\"3399\" UseCredSsp=\"false\">\
         <Node Name=\"ssh\" Type=\"Connection\" Hostname=\"jump\" Protocol=\"SSH2\" Port=\"22\" />\
         <Node Name=\"pc\" Type=\"Connection\" Username=\"canary-user\" Password=\"secret-canary\" Hostname=\"pc8.example.net\" Protocol=\"RDP\" Port=\"3389\" UseCredSsp=\"true\" \
         RDGatewayUsageMethod=\"Always\" RDGatewayHostname=\"gw.example.net\" RDGatewayPassword=\"secret-canary\" InheritPort=\"true\" InheritUseCredSsp=\"true\" /></Node></mrng:Connections>",
        Some("pc8.example.net:3399"),
        &["file.credssp-off", "file.gateway"],
    ),
    (
        "<Connections Name=\"Connections\" FullFileEncryption=\"true\" Protected=\"x\">bm90aGluZw==</Connections>",
        None,
        &["file.encrypted"],
    ),
    (
        "ms-rd:subscribe?url=https://rdweb.wvd.microsoft.com/api/arm/feeddiscovery",
        None,
        &["file.workspace"],
    ),
    (
        "ms-avd:connect?workspaceid=1&resourceid=2&username=canary-user@example.net",
        None,
        &["file.cloud-link"],
    ),
    ("full address:s:2001:db8::5", Some("[2001:db8::5]:3389"), &[]),
    ("full address:s:10.0.0.4:33890:3389", None, &["file.bad-address"]),
    (
        "Full Address:S:pc.example.net\rServer Port:I:3392\r",
        Some("pc.example.net:3392"),
        &[],
    ),
    (
        "full address:s:10.0.0.5\ngatewayhostname:s:gw.example.net\ngatewayusagemethod:i:2",
        Some("10.0.0.5:3389"),
        &["file.gateway-local", "file.gateway-private"],
    ),
    (
        "full address:s:pc\ngatewayhostname:s:gw.example.net\ngatewayusagemethod:i:0",
        Some("pc:3389"),
        &["file.gateway-off"],
    ),
    (
        "full address:s:rdgw.example.net\narmpath:s:/subscriptions/0\nenablerdsaadauth:i:1",
        Some("rdgw.example.net:3389"),
        &["file.cloud-pc", "file.entra"],
    ),
    (
        "full address:s:192.0.2.7\nwvd endpoint pool:s:0\ngatewayusagemethod:i:0\nenablerdsaadauth:i:1",
        Some("192.0.2.7:3389"),
        &["file.cloud-pc", "file.entra"],
    ),
    (
        "full address:s:hv\nserver port:i:2179\npcb:s:0000",
        Some("hv:2179"),
        &["file.preconnection", "file.hyper-v-console"],
    ),
    (
        "full address:s:pc\nkdcproxyname:s:kdc.example.net\nloadbalanceinfo:s:tsv://1",
        Some("pc:3389"),
        &["file.broker", "file.kdc-proxy"],
    ),
    (
        "full address:s:pc\nuse redirection server name:i:0\nnot a setting",
        Some("pc:3389"),
        &["file.redirection-name", "file.unreadable"],
    ),
    ("audiomode:i:0\nsession bpp:i:32", None, &["file.no-address"]),
    (
        "full address:s:pc\nnegotiate security layer:i:0\nremoteapplicationmode:i:1",
        Some("pc:3389"),
        &["file.no-negotiation", "file.remote-app-nothing"],
    ),
    (
        "full address:s:old\nserver port:s:3390\nfull address:s:new",
        Some("new:3390"),
        &["file.several", "file.other-type"],
    ),
    (
        "full address:s:192.0.2.7\nenablerdsaadauth:i:0x1",
        Some("192.0.2.7:3389"),
        &["file.entra-address", "file.entra"],
    ),
    (
        "full address:s:pc\ngatewayusagemethod:i:1\ngatewayhostname:s:",
        Some("pc:3389"),
        &["file.gateway-nameless"],
    ),
    (
        "full address:s:pc\ngatewayusagemethod:i:1\ngatewayhostname:s:https://gw.example/rdweb",
        Some("pc:3389"),
        &["file.gateway-no-name", "file.gateway"],
    ),
    ("full address:s:pc\nserver port:i:70000", None, &["file.bad-port"]),
    ("full address:s:192.0.2.7:", None, &["file.bad-address"]),
    (
        "full address:pc:s\nserver port:3390:i",
        None,
        &["file.no-address", "file.unreadable", "file.unreadable"],
    ),
    (
        "full address:s:pc\nadministrative session:i:0\nalternate shell:s:notepad.exe",
        Some("pc:3389"),
        &["file.alternate-shell"],
    ),
    (
        "rdp://full%20address=s:pc.example.net:3390&enablecredsspsupport=i:0",
        Some("pc.example.net:3390"),
        &["file.credssp-off"],
    ),
];

#[test]
fn connection_files_say_where_they_lead_and_what_decides() {
    let catalogue = catalogue();
    for (text, target, said) in FILES.iter().copied() {
        for bytes in [
            text.as_bytes().to_vec(),
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
        ] {
            let explained = explain(&catalogue, &bytes);
            let file = explained
                .connection
                .as_ref()
                .unwrap_or_else(|| panic!("{text}: {explained:?}"));
            assert_eq!(
                file.target.as_ref().map(ToString::to_string).as_deref(),
                target,
                "{text}"
            );
            assert_eq!(names(&explained), said, "{text}");
        }
    }
    assert!(explain(&catalogue, b"Subject:s:not a file").connection.is_none());
}

#[test]
fn what_lets_somebody_in_is_not_shown_again() {
    let file = b"full address:s:pc\ngatewayusagemethod:i:1\ngatewayhostname:s:gw\ngatewayaccesstoken:s:TOKEN-7";
    let explained = explain(&catalogue(), file);

    assert!(names(&explained).contains(&"file.gateway-token".to_owned()));
    assert!(
        explained
            .decoded
            .said
            .iter()
            .all(|code| !code.typed.contains("TOKEN-7"))
    );
}

#[test]
fn web_page_in_place_of_a_file_is_told() {
    let catalogue = catalogue();

    assert_eq!(
        names(&explain(&catalogue, b"<!DOCTYPE html><title>Sign in</title>")),
        ["file.web-page"]
    );
    let error =
        b"<html>The remote computer requires Network Level Authentication, which your computer does not support.";
    assert_ne!(names(&explain(&catalogue, error)), ["file.web-page"]);
}

#[test]
fn text_is_read_in_the_encodings_that_windows_and_old_files_have() {
    let catalogue = catalogue();
    let russian = "Произошла ошибка проверки подлинности.\r\nУказанная функция не поддерживается.\r\n";
    let japanese = "認証エラーが発生しました。\r\n要求された関数はサポートされていません\r\n";
    let chinese = "出现身份验证错误。\r\n要求的函数不受支持。\r\n";
    let bytes = |encoding: &'static encoding_rs::Encoding, text| encoding.encode(text).0.into_owned();
    for bytes in [
        russian.as_bytes().to_vec(),
        ["\u{feff}", russian].concat().into_bytes(),
        utf16(russian, u16::to_le_bytes),
        utf16(&["\u{feff}", russian].concat(), u16::to_be_bytes),
        bytes(encoding_rs::WINDOWS_1251, russian),
        bytes(encoding_rs::SHIFT_JIS, japanese),
        bytes(encoding_rs::GB18030, chinese),
    ] {
        let explained = explain(&catalogue, &bytes);
        assert_eq!(
            names(&explained),
            ["SEC_E_UNSUPPORTED_FUNCTION"],
            "{:?}",
            explained.encoding
        );
    }
}

#[test]
fn a_long_log_is_read_in_pieces_and_its_deciding_line_stands_first() {
    let catalogue = catalogue();
    let mut explainer = Explainer::new(&catalogue);
    let mut lines = 0;
    for hour in 0..24 {
        for minute in 0..60 {
            let time = format!("20240319-{hour:02}:{minute:02}:44");
            let line = format!(
                "[{time}] [INFO ] AF_INET connection received from 192.0.2.7 port 6000\n[{time}] [DEBUG] 0x{minute:x} of 0x4\n"
            );
            assert!(explainer.push(line.as_bytes()));
            lines += 2;
        }
        if hour == 12 {
            assert!(explainer.push(b"[20240319-12:59:59] [ERROR] Cannot read private key file /etc/xrdp/key.pem\n"));
            lines += 1;
        }
    }
    let explained = explainer.finish();

    assert_eq!((explained.kind, explained.lines), (Kind::Log, lines));
    assert_eq!(names(&explained), ["xrdp.key-unreadable", "xrdp.client-connected"]);
    let times: Vec<&str> = explained
        .timeline
        .iter()
        .filter_map(|moment| moment.time.as_deref())
        .collect();
    assert_eq!(times, ["20240319-00:00:44", "20240319-12:59:59", "20240319-23:59:44"]);
}

#[test]
fn what_stands_late_in_a_long_line_is_found_and_shown() {
    let catalogue = catalogue();
    let head = format!(
        "{{\"time\":\"2024-03-19T12:59:59Z\",\"labels\":\"{}\",",
        "x".repeat(3000)
    );
    let line = format!("{head}\"log\":\"[ERROR] Cannot read private key file /etc/xrdp/key.pem\"}}\n");
    let explained = explain(&catalogue, line.repeat(2).as_bytes());

    assert_eq!(names(&explained), ["xrdp.key-unreadable"]);
    assert!(explained.decoded.said[0].typed.contains("Cannot read private key file"));
}

#[test]
fn what_another_service_lost_is_told_from_what_a_client_lost() {
    let catalogue = catalogue();
    let filler = "2024-03-19 12:00:00 INFO request served\n".repeat(200);
    let foreign = "System.Data.SqlClient.SqlException: A network-related error occurred\n ---> Win32Exception: A connection attempt failed because the connected party did not properly respond after a period of time\ndial tcp 10.0.0.3:5432: i/o timeout\n";
    let ours = "dial tcp 192.0.2.7:3389: i/o timeout\n";
    let said = |text: &str| {
        let explained = explain(&catalogue, text.as_bytes());
        explained.decoded.codes().count()
    };
    assert_eq!(said(&format!("{filler}{foreign}")), 0);
    assert_eq!(said(&format!("{filler}{foreign}{filler}{ours}")), 1);
}

#[test]
fn files_of_other_apps_never_show_their_passwords_and_users() {
    let catalogue = catalogue();
    let of_others = FILES.iter().filter(|(text, ..)| text.contains("canary"));
    assert_eq!(of_others.clone().count(), 4);
    for (text, ..) in of_others {
        let explained = format!("{:?}", explain(&catalogue, text.as_bytes()));

        assert!(!explained.contains("canary"), "{explained}");
    }
}

#[test]
fn a_table_of_events_is_read_by_its_columns() {
    let catalogue = catalogue();
    let mut text = "Level,Date and Time,Source,Event ID,Task Category\r\n".to_owned();
    for minute in 0..600 {
        text.push_str(&format!(
            "Information,1/2/2026 10:{:02}:00,Contoso Backup,1149,None\r\n",
            minute % 60
        ));
    }
    text.push_str("Error,1/2/2026 11:00:00,TermDD,56,None\r\n");
    let explained = explain(&catalogue, text.as_bytes());

    assert_eq!(explained.kind, Kind::Log);
    assert_eq!(names(&explained), ["TermDD 56"]);
}

#[test]
fn what_is_not_read_is_named() {
    let catalogue = catalogue();
    let kind = |bytes: &[u8]| explain(&catalogue, bytes).kind;

    assert_eq!(kind(b""), Kind::Empty);
    assert_eq!(kind(b"  \r\n "), Kind::Empty);
    assert_eq!(kind(b"0x204"), Kind::Code);
    assert_eq!(kind(&[0x0a, 0x0d, 0x0d, 0x0a, 1, 2]), Kind::Capture);
    assert_eq!(kind(b"PK\x03\x04rest"), Kind::Unread(Unread::Archive));
    assert_eq!(kind(b"\x89PNG\r\n"), Kind::Unread(Unread::Picture));
    let random: Vec<u8> = (0..4000_u32)
        .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .collect();
    assert_eq!(kind(&random), Kind::Unread(Unread::Binary));
}

#[test]
fn broken_event_logs_and_endless_lines_cost_no_more_than_their_size() {
    let catalogue = catalogue();
    let mut file = b"ElfFile\0".to_vec();
    file.resize(4096, 0);
    for length in [0, 10, 4000] {
        file.extend(b"ElfChnk\0");
        file.resize(file.len() + length, 0xA5);
        let explained = explain(&catalogue, &file);
        assert_eq!((explained.kind, explained.lines), (Kind::EventLog, 0));
    }
    let endless = explain(&catalogue, &vec![b'x'; 200_000]);
    assert_eq!(endless.kind, Kind::Log);
    let mut explainer = Explainer::new(&catalogue);
    let mut piece = b"PK\x03\x04".to_vec();
    piece.resize(1024 * 1024, 0);
    assert!((0..64).all(|_| explainer.push(&piece)));
    assert!(!explainer.push(b"more"));
    assert_eq!(explainer.finish().bytes, LONGEST_FILE);
}

#[test]
fn a_log_that_tells_of_no_failure_says_so_and_identifiers_are_no_codes() {
    let log = "2024-03-01 10:00:00 INFO all is as it was\n".repeat(400);

    let read = explain(&catalogue(), log.as_bytes());

    assert_eq!((read.kind, read.decoded.verdict), (Kind::Log, Verdict::NothingTold));
    let event = "An account was successfully logged on.\n\tLogon ID:\t\t0x3E7\n\tProcess ID:\t\t0x2a8\n";
    assert_eq!(
        names(&explain(&catalogue(), event.as_bytes())),
        ["Security-Auditing 4624"]
    );
    let success = "An account was successfully logged on.\nStatus: 0x0\n";
    assert_eq!(
        names(&explain(&catalogue(), success.as_bytes())),
        ["Security-Auditing 4624"]
    );
    let of_others =
        "<Provider Name='Disk'/><EventID>7</EventID><Data>error code 7</Data><Data>0xc0000022</Data>\n".repeat(60);
    let read = explain(&catalogue(), of_others.as_bytes());
    assert_eq!(read.decoded.verdict, Verdict::NothingTold, "{:?}", names(&read));
    let data = "<Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4625</EventID><Data Name='SubjectLogonId'>0x3e7</Data>\
                <Data Name='SubStatus'>0xc000006a</Data>";
    assert_eq!(
        names(&explain(&catalogue(), data.as_bytes())),
        ["STATUS_WRONG_PASSWORD", "Security-Auditing 4625"]
    );
}

#[test]
fn two_lines_with_a_time_are_a_log_and_one_is_a_message() {
    let line = |second: u32, code: &str| format!("[12:00:0{second}:380] [ERROR] - connection failed, error {code}\n");
    let one = line(1, "ERRCONNECT_DNS_NAME_NOT_FOUND [0x00020005]");
    let two = [&one, line(2, "ERRCONNECT_CONNECT_FAILED [0x00020006]").as_str()].concat();

    for (text, kind, moments) in [(&one, Kind::Message, 0), (&two, Kind::Log, 2)] {
        let explained = explain(&catalogue(), text.as_bytes());
        assert_eq!((explained.kind, explained.timeline.len()), (kind, moments), "{text}");
    }
}
