use super::*;

/// The first row that a bare code means.
fn first(text: &str) -> Option<(Table, u32)> {
    let decoded = decode(&codes(), text);
    rows(decoded.primary.as_ref()).first().copied()
}

#[test]
fn bare_codes_are_told_by_what_people_see_first() {
    let cases = [
        ("0x4", Table::WindowsAppCode, 4),
        ("4", Table::WindowsAppCode, 4),
        ("0x204", Table::WindowsAppCode, 0x204),
        ("516", Table::WindowsAppCode, 0x204),
        ("2825", Table::WindowsAppCode, 0xB09),
        ("0x3000047", Table::MstscGatewayCode, 0x300_0047),
        ("50331719", Table::MstscGatewayCode, 0x300_0047),
        ("0xC000006D", Table::CredsspNtstatus, 0xC000_006D),
        ("c000006d", Table::CredsspNtstatus, 0xC000_006D),
        ("-1073741715", Table::CredsspNtstatus, 0xC000_006D),
        ("3221225581", Table::CredsspNtstatus, 0xC000_006D),
        ("0x20004", Table::FreerdpErrconnect, 0x20004),
        ("0x0002000C", Table::FreerdpErrconnect, 0x2000C),
        ("0x00010004", Table::Errinfo, 4),
        ("ERRCONNECT_DNS_ERROR", Table::FreerdpErrconnect, 0x20004),
        ("status_logon_failure", Table::CredsspNtstatus, 0xC000_006D),
        ("NxDomain", Table::DnsRcode, 3),
        ("WSAECONNRESET", Table::SocketError, 104),
        ("10054", Table::SocketError, 104),
        ("0x8007274C", Table::SocketError, 110),
        ("0x800759DD", Table::TsgEProxy, 0x8007_59DD),
        ("0x800759E6", Table::TsgEProxy, 0x59E6),
        ("  \"0x904\".  ", Table::WindowsAppCode, 0x904),
        ("rn-user-requested", Table::McsDisconnectReason, 3),
        ("Bad Gateway", Table::GatewayHttpStatus, 502),
    ];
    for (text, table, number) in cases {
        assert_eq!(first(text), Some((table, number)), "{text}");
    }
}

#[test]
fn a_number_without_its_prefix_is_understood_and_said_to_be_assumed() {
    let codes = codes();
    for text in ["204", "904", "b09", "3000047", "Error code 204"] {
        let decoded = decode(&codes, text);
        assert_eq!(decoded.verdict, Verdict::Understood, "{text}");
        assert!(decoded.notes.contains(&Note::AssumedHex), "{text}");
    }
    // 104 is a number of its own; the other reading is added, not put in its place.
    let decoded = decode(&codes, "104");
    assert_eq!(rows(decoded.primary.as_ref()), [(Table::SocketError, 104)]);
    assert_eq!(
        rows(decoded.further.first()),
        [(Table::WindowsAppCode, 0x104), (Table::MstscDisconnectReason, 0x104)]
    );
    assert!(!decode(&codes, "516").notes.contains(&Note::AssumedHex));
}

#[test]
fn every_four_keeps_its_own_meaning() {
    let codes = codes();
    let only = |text: &str| {
        let decoded = decode(&codes, text);
        (rows(decoded.primary.as_ref()), rows(decoded.extended.as_ref()))
    };

    // The error code of Microsoft's programs is never the session time limit.
    assert_eq!(
        only("Windows App on my Mac: Error code: 0x4"),
        (vec![(Table::WindowsAppCode, 4)], vec![])
    );
    assert_eq!(only("mstsc 0x4"), (vec![(Table::MstscDisconnectReason, 4)], vec![]));
    assert_eq!(
        only("Remote Desktop Connection\nError code: 0x4\nExtended error code: 0x0"),
        (
            vec![(Table::MstscDisconnectReason, 4)],
            vec![(Table::ExtendedDisconnectReason, 0)]
        )
    );
    assert_eq!(
        only("NETworkManager: Disconnect reason 4 not found in resources!"),
        (vec![(Table::MstscDisconnectReason, 4)], vec![])
    );
    // The extended code, Set Error Info and event 40 are.
    assert_eq!(
        only("Remote Desktop Connection\nError code: 0x3\nExtended error code: 0x4"),
        (
            vec![(Table::MstscDisconnectReason, 3)],
            vec![(Table::ExtendedDisconnectReason, 4)]
        )
    );
    assert_eq!(
        only("ERRINFO_LOGON_TIMEOUT (0x00000004)"),
        (vec![(Table::Errinfo, 4)], vec![])
    );
    assert_eq!(
        only("Session 2 has been disconnected, reason code 4"),
        (vec![(Table::WindowsEvent40Reason, 4)], vec![])
    );
    // Others are something else again.
    assert_eq!(
        only("RDP_NEG_FAILURE failureCode: 0x00000004"),
        (vec![(Table::RdpNegFailure, 4)], vec![])
    );
    assert_eq!(only("INCONSISTENT_FLAGS"), (vec![(Table::RdpNegFailure, 4)], vec![]));
    assert_eq!(only("ERR_INVALID_SCOPE"), (vec![(Table::LicenseErrorCode, 4)], vec![]));
    assert_eq!(only("dwErrorCode: 0x4"), (vec![(Table::LicenseErrorCode, 4)], vec![]));
    assert_eq!(only("0x20004"), (vec![(Table::FreerdpErrconnect, 0x20004)], vec![]));
    assert_eq!(only("xfreerdp exit code 4"), (vec![(Table::XfreerdpExit, 4)], vec![]));
    assert_eq!(
        only("rdesktop exited with status 4"),
        (vec![(Table::RdesktopExit, 4)], vec![])
    );
    assert_eq!(
        only("exit code 4"),
        (vec![(Table::XfreerdpExit, 4), (Table::RdesktopExit, 4)], vec![])
    );
    assert_eq!(only("OnFatalError 4"), (vec![(Table::MstscFatalError, 4)], vec![]));
}

#[test]
fn a_bare_four_names_every_space_and_warns_of_the_wrong_text() {
    let decoded = decode(&codes(), "0x4");

    let spaces = rows(decoded.primary.as_ref());
    assert_eq!(spaces.first(), Some(&(Table::WindowsAppCode, 4)));
    assert!(spaces.len() > 15, "{spaces:?}");
    assert!(decoded.notes.contains(&Note::NotTheTimeLimit));
    let code = decoded.primary.as_ref().unwrap();
    let limit = |meaning: &&Meaning| meaning.row.table == Table::ExtendedDisconnectReason;
    assert_eq!(code.meanings.iter().find(limit).unwrap().role, Role::Extended);
    assert!(
        code.documented()
            .all(|meaning| meaning.row.table != Table::WindowsAppCode)
    );
    assert!(
        code.undocumented()
            .any(|meaning| meaning.row.table == Table::WindowsAppCode)
    );
}

#[test]
fn meanings_of_another_program_are_marked_as_assumed() {
    let codes = codes();
    // No table of Windows App has 0x1207; that of Microsoft's control has.
    let decoded = decode(&codes, "Windows App on my iPhone\nError code: 0x1207");
    let meaning = &decoded.primary.as_ref().unwrap().meanings[0];
    assert_eq!(meaning.row.table, Table::MstscDisconnectReason);
    assert_eq!(meaning.status, Status::Inferred);
    assert_eq!(meaning.row.status, Status::Documented);

    // A code that only its family explains says so.
    let decoded = decode(&codes, "Remote Desktop Connection\nError code: 0x2F07");
    assert_eq!(rows(decoded.primary.as_ref()), [(Table::MstscReasonClass, 7)]);
    assert_eq!(decoded.notes, [Note::FamilyOnly]);
}

#[test]
fn a_code_of_another_program_is_pointed_to_and_not_explained() {
    let decoded = decode(&codes(), "Guacamole says: error code 0x904");

    assert_eq!(decoded.verdict, Verdict::UnknownCode);
    let code = decoded.primary.unwrap();
    assert!(code.meanings.is_empty());
    assert!(code.elsewhere.contains(&Program::WindowsAppOnMac));
}
