### The pages about findings and codes, which a relay renders.

## Around every page

page-nav = Seiten
page-nav-check = Computer prüfen
page-try-title = Wo bricht Ihre eigene Verbindung ab?
page-try-lead = Eine Prüfung geht die Schritte einer Remotedesktopverbindung durch und zeigt den, an dem sie abbricht. Sie fragt nach keinem Kennwort.
page-sources = Quellen

## The findings

page-findings-title = Was eine Prüfung finden kann
page-findings-description = Jeder Befund von rdptrace, Schritt für Schritt: was er bedeutet, wer handeln muss, was zu tun ist, und woher das bekannt ist.
page-findings-lead = Jeder Befund hat eine Seite, die ihre Adresse behält. Sie sagt, was der Befund bedeutet, wer handeln muss, was zu tun ist, und woher das bekannt ist.
page-findings-codes = Ihr Programm hat einen Code gezeigt? Sehen Sie nach, was er bedeutet
page-findings-steps = Die Schritte
page-findings-any-step = Bei jedem Schritt
page-finding-title = { $title } ({ $id })
page-finding-stand-ins = Wörter in Großbuchstaben stehen für das, was eine Prüfung Ihres eigenen Computers nennt, etwa HOST und PORT.
page-finding-certain = sicher: Der Server sagt es selbst, oder nichts anderes kann so aussehen
page-finding-likely = wahrscheinlich: Es ist der übliche Grund für das, was die Prüfung sah
page-finding-possible = möglich: Es ist einer von mehreren Gründen, die passen
page-finding-severity = Wie schlimm
page-finding-error = es verhindert die Verbindung
page-finding-warning = es hält manche Programme auf oder macht die Verbindung schlecht
page-finding-info = es ist gut zu wissen
page-finding-step = Schritt
page-finding-step-value = { $number } { $stage }
page-finding-who = Wer handeln muss
page-finding-confidence = Gewissheit
page-finding-not-beside = Nie zusammen mit
page-finding-user = Was Sie tun können
page-finding-windows = Für Administratoren von Windows und des Netzes
page-finding-linux = Für Administratoren von xrdp, GNOME oder FreeRDP
page-finding-logs = Was es bestätigen würde
page-finding-shown = Was Programme dann zeigen
page-finding-shown-one = Dieser Code gehört dazu:
page-finding-shown-some = Diese Codes gehören dazu. Die meisten stehen für mehrere Ursachen; eine Prüfung sagt, welche es ist.
page-finding-shown-none = Kein Code steht dafür.
page-finding-others = Alle Befunde dieses Schritts
page-finding-withdrawn-title = { $id } wurde zurückgezogen
page-finding-withdrawn = Keine Prüfung findet das mehr. Die Kennung wird für nichts anderes verwendet.
withdrawn-RDP-NLA-018 = Er besagte, dass ein Server, der nur nacktes NTLM versteht, die Programme von Microsoft abweist. Das ist falsch: Windows 10 sendet in seiner ersten CredSSP-Nachricht nacktes NTLM. Mit den Programmen von Microsoft kann ein solcher Server durchaus funktionieren.
withdrawn-RDP-TCP-005 = Er besagte, dass der Computer eine Verbindung zurücksetzte, die noch aufgebaut wurde. Das meldet kein System: Ein solches Zurücksetzen ist eine Ablehnung, und ein späteres beendet eine Verbindung, die schon angenommen war.
page-finding-missing-title = Es gibt keinen Befund „{ $id }“
page-finding-missing = Befunde haben Kennungen wie RDP-TCP-001. In der Liste stehen alle, und die Suche findet, was ein Code bedeutet.
page-finding-missing-list = Alle Befunde
page-finding-missing-search = Codes durchsuchen

## The codes

page-codes-title = Was ein Code von Remotedesktop bedeutet
page-codes-description = Was 0x4, 0x204, 0x904, 0x3 und { $count } weitere Codes von Remotedesktopprogrammen bedeuten, je Programm und mit Quellen.
page-codes-lead = Dieselbe Zahl bedeutet in verschiedenen Programmen Verschiedenes. Hier stehen { $count } Codes aus { $spaces } Tabellen, nach Programmen getrennt und mit Quellen. Die Bedeutungen stehen auf Englisch da.
page-codes-field = Code, Name oder Wörter
page-codes-hint = Eine Zahl in beliebiger Schreibweise (0x204, 516, -1073741715), ein Name (ERRCONNECT_DNS_ERROR) oder englische Wörter der Bedeutung (time limit).
page-codes-find = Suchen
page-codes-paste = Stattdessen die ganze Meldung Ihres Programms einfügen
page-codes-paste-field = Die Meldung oder die letzten Zeilen des Protokolls
page-codes-paste-find = Meldung lesen
page-codes-often = Am häufigsten gefragt
page-codes-tables = Alle Codes, nach Tabellen
page-codes-table-count = { $count ->
    [one] ein Code
   *[other] { $count } Codes
}
page-codes-result-title = Suche nach „{ $query }“
page-codes-message-title = Was diese Meldung bedeutet
page-codes-found = { $count ->
    [one] Ein Code hat diese Wörter.
   *[other] { $count } Codes haben diese Wörter.
}
page-codes-found-most = { $count } Codes haben diese Wörter. Das sind die ersten { $most }; mehr Wörter grenzen es ein.
page-codes-found-none = Kein Code hat diese Wörter. Versuchen Sie es mit einem Wort weniger, auf Englisch, oder nur mit der Zahl.
page-codes-too-long-title = Das ist zu lang
page-code-title = Remotedesktop-Code { $code }: was er bedeutet, je Programm
page-code-description = { $code } ({ $programs }): { $meaning }
page-code-heading = Code { $code }
page-code-lead = { $count ->
    [one] Eine Tabelle hat diese Zahl. Die Bedeutung steht auf Englisch da.
   *[other] { $count } Tabellen haben diese Zahl. Was sie bedeutet, hängt vom Programm ab, das sie zeigte, und davon, als was. Die Bedeutungen stehen auf Englisch da.
}
page-code-error = Als Fehlercode
page-code-extended = Als erweiterter Fehlercode
page-code-extended-lead = Microsofts Programme zeigen ihn neben dem Fehlercode. Er ist der Grund, den der Server nannte, und hat eine eigene Tabelle.
page-code-exit = Als Exitcode
page-code-log = In Protokollen und technischen Meldungen
page-code-field = Im Protokoll auf der Leitung
page-code-field-lead = Das sieht man nur in Paketmitschnitten und Debugprotokollen.
page-code-documented = dokumentiert
page-code-observed = beobachtet
page-code-inferred = gefolgert
page-code-weak = behauptet
page-code-documented-why = Eine Spezifikation, der Hersteller oder der Quelltext des Programms sagt es.
page-code-observed-why = Nicht dokumentiert; Fälle zeigen es.
page-code-inferred-why = Nicht dokumentiert; es folgt aus dokumentierten Nachbarn und aus Fällen.
page-code-weak-why = Nicht dokumentiert; jemand sagt es ohne Beleg.
page-code-written = Gezeigt als { $code }
page-code-place = Er spricht von { $place }.
page-code-findings = Was eine Prüfung dann finden kann
page-code-written-otherwise = Dieselbe Zahl in anderen Schreibweisen
page-code-hex = hexadezimal
page-code-decimal = dezimal
page-code-signed = mit Vorzeichen
page-code-without-prefix = Mit { $digits } meinen manche auch { $code }, wenn sie das 0x weglassen:
page-code-more = Alles, was über { $code } bekannt ist
page-code-all = Alle Codes
page-code-missing-title = Der Code „{ $code }“ ist nicht bekannt
page-code-missing = Kein Remotedesktopprogramm, das wir kennen, zeigt „{ $code }“. Ein Code sieht aus wie 0x4, 516, -1073741715 oder ERRCONNECT_DNS_ERROR.
