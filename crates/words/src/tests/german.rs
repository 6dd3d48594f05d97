//! The German of the product.

use super::*;

#[test]
fn no_german_sentence_was_left_in_english() {
    let (english, german) = (locale(&ENGLISH), locale(&GERMAN));
    let same: BTreeSet<String> = keys(&english)
        .into_iter()
        .map(|key| english.format(&key, &[]))
        .zip(keys(&english).into_iter().map(|key| german.format(&key, &[])))
        .filter(|(english, german)| english == german)
        .map(|(english, _)| english)
        // What consists of values alone.
        .filter(|text| {
            text.split(' ')
                .any(|word| word.starts_with(|first: char| first.is_ascii_alphabetic()))
        })
        .collect();
    let names: BTreeSet<String> = SAME_IN_GERMAN.map(str::to_owned).into();

    assert!(same.is_subset(&names), "{:?}", same.difference(&names));
    assert!(same == names, "{:?}", names.difference(&same));
}

/// Names, and words that German has taken over.
const SAME_IN_GERMAN: [&str; 51] = [
    "Agent",
    "Browser",
    "Code {$code}",
    "Codes",
    "Computer",
    "CredSSP",
    "DNS",
    "Desktop",
    "Flags",
    "FreeRDP",
    "GNOME Remote Desktop",
    "Gateway",
    "Guacamole",
    "HTML",
    "IronRDP",
    "JSON",
    "KRDP (KDE)",
    "Kerberos",
    "Link",
    "Linux",
    "MCS",
    "MTU",
    "Markdown",
    "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational: 131, 140, 226",
    "Microsoft-Windows-TerminalServices-Gateway/Operational: 202, 203, 302, 303, 304",
    "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational: 24, 25, 40",
    "Microsoft-Windows-TerminalServices-RDPClient/Operational: 1026",
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational: 1006",
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational: 261",
    "NLA",
    "NTLM",
    "OK",
    "Port",
    "Remmina",
    "Remote Desktop Protocol (RDP)",
    "Reset",
    "Server",
    "Standard RDP Security",
    "Status",
    "System",
    "TLS",
    "Teleport",
    "Text",
    "Tunnel",
    "UDP",
    "Version",
    "Windows App",
    "Windows",
    "X.224",
    "rdesktop",
    "xrdp",
];

#[test]
fn german_speaks_to_its_reader_politely_and_with_its_own_marks() {
    let locale = locale(&GERMAN);
    for key in keys(&locale) {
        let text = locale.format(&key, &[]);
        let word = |wanted: &str| text.split(|c: char| !c.is_alphabetic()).any(|word| word == wanted);

        for familiar in ["du", "dein", "deine", "deinem", "deinen", "deiner", "dir", "dich"] {
            assert!(!word(familiar), "{key}: {text}");
        }
        assert!(!text.contains(['"', '”']), "{key}: {text}");
        assert_eq!(text.matches('„').count(), text.matches('“').count(), "{key}: {text}");
        // Windows calls it so.
        assert!(!text.to_lowercase().contains("passwort"), "{key}: {text}");
    }
}

#[test]
fn a_report_reads_in_german() {
    let words = Words::german();
    let healthy = healthy();
    let said: Vec<String> = LegKind::ToComputer
        .stages()
        .map(|at| words.row(healthy.stage(at).unwrap()))
        .collect();
    let silent = broken(Stage::Negotiate, Failure::TimedOut { received: 0 });
    let findings = diagnose(&silent);

    assert_eq!(words.language(), "de");
    assert_eq!(said[1], "Port 3389 antwortet bei 203.0.113.7 nach 18 ms");
    assert_eq!(said[3], "TLS 1.3, Zertifikat für pc.example.org, gültig bis 2026-04-30");
    assert_eq!(said[11], "Das erste Bild kam, 12.345 Bytes");
    assert_eq!(
        words.verdict(&silent, &findings),
        "Der Computer nimmt die Verbindung an, aber Remotedesktop antwortet nicht (Abbruch bei Schritt 3 von 13, \
         Aushandeln)"
    );
    assert_eq!(words.time(ms(2900)), "2,9 s");
    assert_eq!(words.span(7.0 * 86_400_000.0), "7 Tage");
    assert_eq!(
        words.target_error(&"pc:70000".parse::<wire::Target>().unwrap_err()),
        "„70000“ ist kein Port. Ports sind ganze Zahlen von 1 bis 65535, und Remotedesktop nutzt 3389."
    );
}
