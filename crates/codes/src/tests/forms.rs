//! Numbers in the forms that copying, retyping and 64-bit programs give them, and numbers whose line says what they are.

use super::*;

/// The numbers and symbols of a text of which nothing is known.
fn unexplained(text: &str) -> Vec<String> {
    let decoded = decode(&codes(), text);
    let nothing = decoded
        .codes()
        .filter(|code| code.meanings.is_empty() && code.elsewhere.is_empty());
    nothing.map(|code| code.typed.clone()).collect()
}

#[test]
fn letters_that_text_recognition_takes_for_digits_are_read_where_an_error_code_is_named() {
    for (text, expected) in [
        ("Error code: 0x2O4", "mstsc_disconnect_reason 0x204"),
        (
            "Fehlercode: 0x9O4\nErweiterter Fehlercode: 0x7",
            "mstsc_disconnect_reason 0x904",
        ),
        ("Código de error: 0x8O7", "mstsc_disconnect_reason 0x807"),
        ("Error code: 0xl04", "mstsc_disconnect_reason 0x104"),
        ("protocol error (code: 0xl12f)", "errinfo 0x112F"),
        ("0x2O4", "mstsc_disconnect_reason 0x204"),
    ] {
        assert!(says(text).contains(&expected.to_owned()), "{text}: {:?}", says(text));
    }
    for text in ["0xO", "the part 0xl04 of our shop", "0xOil", "Lot 0x2O4"] {
        assert_eq!(says(text), [""; 0], "{text}");
    }
}

#[test]
fn a_code_with_another_sign_for_its_x_or_a_gap_around_it_is_that_code() {
    for text in [
        "Error code: 0×204",
        "Error code: 0 x 204",
        "Error code: 0x 204",
        "Code d'erreur : 0 × 204",
        "エラー コード: ０ｘ２０４",
        "错误代码：０ｘ204",
        "Fehlercode: 0×2O4",
        "Error code: O×204",
    ] {
        assert!(
            says(text).contains(&"mstsc_disconnect_reason 0x204".to_owned()),
            "{text}: {:?}",
            says(text)
        );
    }
    for text in [
        "a tile of 0 x 204 pixels",
        "Auflösung 0×204",
        "it failed 0 x in 204 days",
    ] {
        assert_eq!(says(text), [""; 0], "{text}");
    }
}

#[test]
fn statuses_that_were_widened_to_64_bits_are_the_statuses() {
    for text in [
        "0xFFFFFFFF8009030C",
        "FFFFFFFF8009030C",
        "18446744071562658572",
        "hr = 0xffffffff8009030c",
    ] {
        assert_eq!(
            says(text).first().map(String::as_str),
            Some("sspi_sec_e 0x8009030C"),
            "{text}"
        );
    }
    for text in [
        "0xFFFFFFFE8009030C",
        "0xFFFFFFFF0009030C",
        "18446744073709551616",
        "18446744069414584320",
    ] {
        assert_eq!(says(text), [""; 0], "{text}");
    }
}

#[test]
fn two_numbers_of_freerdp_side_by_side_are_no_pair_of_windows() {
    for text in [
        "0x00020008 0x00020005",
        "[ERRCONNECT] 0x0002000D\n[last error] 0x00020006",
        "0x2000c, 0x20014",
    ] {
        let decoded = decode(&codes(), text);
        assert!(decoded.extended.is_none(), "{text}");
        assert!(
            decoded.origins.iter().all(|origin| !origin.program.is_microsoft()),
            "{text}"
        );
        let explained = decoded.codes().filter(|code| !code.meanings.is_empty());
        assert_eq!(explained.count(), 2, "{text}");
    }
    // Those of Windows stay one.
    let decoded = decode(&codes(), "0x904 0x7");
    assert!(decoded.extended.is_some());
}

#[test]
fn an_error_of_the_system_on_an_open_connection_is_none_of_opening_it() {
    for (text, expected) in [
        (
            "[ERROR][com.freerdp.core.transport] - BIO_read returned a system error 110: Connection timed out",
            "freerdp.stalled",
        ),
        (
            "transport_write: BIO_write returned a system error 110: Connection timed out",
            "freerdp.stalled",
        ),
        (
            "BIO_read returned a system error 113: No route to host",
            "freerdp.stalled",
        ),
        (
            "BIO_read returned a system error 104: Connection reset by peer",
            "socket_error 0x68",
        ),
    ] {
        let found = says(text);
        assert_eq!(found, [expected], "{text}");
    }
    // Opening a connection still is.
    assert_eq!(says("connect: system error 110"), ["socket_error 0x6E"]);
}

#[test]
fn the_failure_code_of_a_kerberos_event_is_of_kerberos() {
    let event = "Source: Microsoft-Windows-Security-Auditing\nEvent ID: 4771\nKerberos pre-authentication failed.\nTicket Options:\t\t0x40810010\nFailure Code:\t\t0x18\nPre-Authentication Type:\t2";
    assert_eq!(says(event), ["kerberos_error 0x18", "Security-Auditing 4771"]);
    assert_eq!(unexplained(event), [""; 0]);
    assert_eq!(
        says("Event ID: 4771 Failure Code: 0x12"),
        ["kerberos_error 0x12", "Security-Auditing 4771"]
    );
    assert_eq!(
        says("Quelle: Microsoft-Windows-Security-Auditing\nEreignis-ID: 4771\nFehlercode: 0x17"),
        ["kerberos_error 0x17", "Security-Auditing 4771"]
    );
    // The same words about a negotiation.
    let negotiation = says("RDP negotiation failure code 5");
    assert!(
        negotiation.iter().all(|found| found == "rdp_neg_failure 0x5"),
        "{negotiation:?}"
    );
}

#[test]
fn a_field_that_no_table_has_does_not_stand_beside_what_was_understood() {
    let event = "<Provider Name='Schannel'/><EventID>36870</EventID><Data Name='ErrorCode'>0x8009030d</Data><Data Name='ErrorStatus'>10001</Data>";
    assert_eq!(unexplained(event), [""; 0]);
    assert!(says(event).contains(&"Schannel 36870".to_owned()));
    // An error code that nobody knows is said to be unknown.
    assert_eq!(unexplained("mstsc: Error code: 0x5309"), ["0x5309"]);
}

#[test]
fn an_event_of_windows_has_no_lines_of_a_server_on_linux() {
    for text in [
        "Source: MSSQLSERVER\nEvent ID: 18456\nLogin failed for user 'sa'. Reason: Password did not match",
        "Log Name: Application\nSource: MySQL\nEvent ID: 100\nlogin failed for user root",
        "Login failed for user 'sa'.",
        "Login failed for user: anna",
    ] {
        assert_eq!(says(text), [""; 0], "{text}");
    }
    assert_eq!(
        says("[20230101-10:00:00] [INFO ] login failed for user anna"),
        ["xrdp.login-failed"]
    );
}
