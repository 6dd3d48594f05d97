### The pages about findings and codes, which a relay renders.

## Around every page

page-nav = Seiten
page-nav-check = Computer prüfen
page-try-title = Finden Sie heraus, warum Ihre Verbindung fehlschlägt
page-try-lead = Eine Prüfung geht eine Verbindung mit Remotedesktop Schritt für Schritt durch und zeigt, wo sie fehlschlägt. Sie fragt nie nach Ihrem Kennwort.
page-sources = Quellen

## The findings

page-findings-title = Was eine Prüfung finden kann
page-findings-description = Alles, was eine Prüfung mit rdptrace finden kann, Schritt für Schritt: was es bedeutet, wer es beheben kann und wie.
page-findings-lead = Jeder Befund hat eine dauerhafte Seite. Sie sagt, was der Befund bedeutet, wer ihn beheben kann, was zu tun ist und woher wir das wissen.
page-findings-codes = Hat Ihre App einen Code gezeigt? Sehen Sie, was er bedeutet
page-findings-steps = Die Schritte
page-findings-any-step = Bei jedem Schritt
page-finding-title = { $title } ({ $id })
page-finding-stand-ins = Wörter in Großbuchstaben, etwa HOST und PORT, sind Platzhalter für Ihre eigenen Werte.
page-finding-certain = sicher: Der Computer sagt es selbst, oder nichts anderes sieht so aus
page-finding-likely = wahrscheinlich: der übliche Grund für das, was die Prüfung sah
page-finding-possible = möglich: einer von mehreren passenden Gründen
page-finding-severity = Schwere
page-finding-error = verhindert die Verbindung
page-finding-warning = verhindert manche Apps oder verschlechtert die Verbindung
page-finding-info = gut zu wissen
page-finding-step = Schritt
page-finding-step-value = { $number } { $stage }
page-finding-who = Wer es beheben kann
page-finding-confidence = Gewissheit
page-finding-not-beside = Nie zusammen mit
page-finding-user = Was Sie tun können
page-finding-windows = Für Administratoren von Windows und Netzwerk
page-finding-linux = Für Administratoren von xrdp, GNOME oder FreeRDP
page-finding-logs = Was es in den Protokollen bestätigt
page-finding-shown = Was Apps in diesem Fall zeigen
page-finding-shown-one = Dieser Code gehört dazu:
page-finding-shown-some = Diese Codes gehören dazu. Die meisten haben mehrere Ursachen; eine Prüfung zeigt, welche es ist.
page-finding-shown-none = Kein Code gehört dazu.
page-finding-others = Alle Befunde dieses Schritts
page-finding-withdrawn-title = { $id } wurde zurückgezogen
page-finding-withdrawn = Prüfungen melden das nicht mehr. Die Kennung wird für nichts anderes verwendet.
withdrawn-RDP-NLA-018 = Er besagte, dass sich Microsofts Apps nicht anmelden können, wenn ein Server nur reine NTLM-Tokens liest. Das ist falsch, denn Windows 10 sendet in seiner ersten CredSSP-Nachricht ein reines NTLM-Token. Ein solcher Server kann mit Microsofts Apps funktionieren.
withdrawn-RDP-TCP-005 = Er besagte, dass der Computer eine Verbindung zurücksetzte, die noch aufgebaut wurde. Das meldet kein System. Ein solches Zurücksetzen ist eine Ablehnung, und ein späteres beendet eine angenommene Verbindung.
page-finding-missing-title = Es gibt keinen Befund „{ $id }“
page-finding-missing = Befunde haben Kennungen wie RDP-TCP-001. Die Liste zeigt alle, und die Suche findet, was ein Code bedeutet.
page-finding-missing-list = Alle Befunde
page-finding-missing-search = Codes durchsuchen

## The codes

page-codes-title = Was ein Code von Remotedesktop bedeutet
page-codes-description = Was 0x4, 0x204, 0x904, 0x3 und { $count } weitere Remotedesktop-Codes bedeuten, für jede App und mit Quellen.
page-codes-lead = Dieselbe Zahl bedeutet in verschiedenen Apps Verschiedenes. Diese Seite enthält { $count } Codes aus { $spaces } Tabellen, nach Apps sortiert und mit Quellen. Seltenere Bedeutungen sind auf Englisch.
page-codes-field = Code, Name oder Wörter
page-codes-hint = Eine Zahl in beliebiger Form (0x204, 516, -1073741715), ein Name (ERRCONNECT_DNS_ERROR) oder englische Wörter der Bedeutung (time limit).
page-codes-find = Suchen
page-codes-paste = Oder fügen Sie die ganze Meldung Ihrer App ein
page-codes-paste-field = Die Meldung oder die letzten Zeilen des Protokolls
page-codes-paste-find = Meldung lesen
page-codes-often = Häufigste Codes
page-codes-tables = Alle Codes, nach Tabellen
page-codes-table-count = { $count ->
    [one] ein Code
   *[other] { $count } Codes
}
page-codes-result-title = Suche nach „{ $query }“
page-codes-message-title = Was diese Meldung bedeutet
page-codes-found = { $count ->
    [one] Ein Code enthält diese Wörter.
   *[other] { $count } Codes enthalten diese Wörter.
}
page-codes-found-most = { $count } Codes enthalten diese Wörter. Das sind die ersten { $most }. Mehr Wörter grenzen die Suche ein.
page-codes-found-none = Kein Code enthält diese Wörter. Versuchen Sie es mit weniger Wörtern, auf Englisch, oder nur mit der Zahl.
page-codes-too-long-title = Dieser Text ist zu lang
page-code-title = Remotedesktop-Code { $code } und was er in jeder App bedeutet
page-code-description = { $code } ({ $programs }): { $meaning }
page-code-heading = Code { $code }
page-code-lead = { $count ->
    [one] Diese Zahl steht in einer Tabelle.
   *[other] Diese Zahl bedeutet in verschiedenen Apps Verschiedenes. Seltenere Bedeutungen sind auf Englisch.
}
page-code-error = Als Fehlercode
page-code-extended = Als erweiterter Fehlercode
page-code-extended-lead = Microsofts Apps zeigen ihn neben dem Fehlercode. Er ist der Grund, den der Computer nannte, und hat eine eigene Tabelle.
page-code-exit = Als Exitcode
page-code-log = In Protokollen und technischen Meldungen
page-code-field = Innerhalb des Protokolls
page-code-field-lead = Das sieht man nur in Paketmitschnitten und Debugprotokollen.
page-code-documented = dokumentiert
page-code-observed = beobachtet
page-code-inferred = abgeleitet
page-code-weak = unbestätigt
page-code-documented-why = Eine Spezifikation, der Hersteller oder der Quelltext der App sagt es.
page-code-observed-why = Nicht dokumentiert, aber aus echten Fällen bekannt.
page-code-inferred-why = Nicht dokumentiert, folgt aber aus ähnlichen Codes und echten Fällen.
page-code-weak-why = Nicht dokumentiert und nur ohne Beleg behauptet.
page-code-written = Gezeigt als { $code }
page-code-place = Er handelt von { $place }.
page-code-findings = Was eine Prüfung in diesem Fall finden kann
page-code-written-otherwise = Dieselbe Zahl in anderer Form
page-code-hex = hexadezimal
page-code-decimal = dezimal
page-code-signed = mit Vorzeichen
page-code-without-prefix = Manche schreiben { $code } auch als { $digits }, ohne das 0x:
page-code-more = Alles, was wir über { $code } wissen
page-code-all = Alle Codes
page-code-missing-title = Der Code „{ $code }“ ist nicht bekannt
page-code-missing = Keine uns bekannte Remotedesktop-App zeigt „{ $code }“. Ein Code sieht aus wie 0x4, 516, -1073741715 oder ERRCONNECT_DNS_ERROR.

## Einen Text oder eine Datei lesen

page-explain-title = Ein Protokoll oder eine Datei lesen
page-explain-lead = Wählen Sie ein Protokoll, ein Windows-Ereignisprotokoll (.evtx) oder eine Verbindungsdatei, oder fügen Sie einen Text ein. Beides wird von diesem Server gelesen und nicht aufbewahrt.
page-explain-file = Datei
page-explain-text = Text
page-explain-read = Lesen
page-explain-notice = Diese Datei wird von diesem Server gelesen und nicht aufbewahrt.
page-explain-cancel = Nicht lesen
page-explain-close = Schließen
page-explain-reading = Die Datei wird gelesen …
page-explain-failed = Der Server hat nicht geantwortet. Versuchen Sie es später noch einmal.
page-explain-capture = Das ist mitgeschnittener Netzwerkverkehr, der Kennwörter enthalten kann. Er wird in diesem Browser gelesen, und nichts davon verlässt ihn.
page-explain-timeline = Zeitlicher Ablauf
page-explain-line = Zeile { $line }
