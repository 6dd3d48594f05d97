### The pages of shared results, of comparisons and of runs that somebody asked for, which a relay renders.

## A shared result

page-shared-title = Prüfung von { $target }
page-shared-title-public = Eine Prüfung von Remotedesktop
page-shared-description = Sehen Sie, wo eine Remotedesktopverbindung fehlschlägt, was das bedeutet und wer es beheben kann.
page-shared-from = Geprüft
page-shared-just-now = weniger als eine Minute her
page-shared-a-minute = eine Minute
page-shared-ago = { $span } her
page-shared-stand-ins = Namen und Adressen sind Platzhalter
page-shared-old = Dieses Ergebnis ist mehr als einen Tag alt. Einstellungen, Adressen und Zertifikate können sich geändert haben. Prüfen Sie noch einmal, bevor Sie danach handeln.
page-shared-uploaded = Dieses Ergebnis wurde hochgeladen. Dieser Server hat die Prüfung nicht selbst ausgeführt und kann nicht dafür bürgen.
page-shared-doing = Hinweis der Person, die das geteilt hat
page-shared-actions = Aktionen für dieses Ergebnis
page-shared-again = Noch einmal prüfen
page-shared-save = Speichern als
page-shared-save-html = HTML
page-shared-save-markdown = Markdown
page-shared-save-text = Text
page-shared-save-json = JSON
page-shared-compare = Vergleichen…
page-shared-copy = Kopieren
page-shared-copy-line = Eine Zeile
page-shared-copy-text = Text
page-shared-copy-markdown = Markdown
page-shared-copy-link = Link
page-shared-copied = Kopiert.
page-shared-uncopied = Dieser Browser erlaubt der Seite das Kopieren nicht. Der Text ist markiert; kopieren Sie ihn mit Strg+C.
page-shared-print = Drucken
page-shared-open-all = Alle Schritte aufklappen
page-shared-close-all = Alle Schritte zuklappen
page-shared-about = Über dieses Ergebnis
page-shared-run = Geprüft
page-shared-shared = Geteilt
page-shared-expires = Link gilt bis
page-shared-revocable = Die Person, die es geteilt hat, kann es früher löschen.
page-shared-level = Was es zeigt
page-shared-everything = Alles.
page-shared-everything-left-out = Nichts wurde entfernt.
page-shared-support = Für den Support.
page-shared-support-left-out = Benutzernamen und nicht passende Namen im Zertifikat sind ersetzt. Private Adressen sind auf ihr Netz gekürzt. Bytes von Nachrichten, die einen Namen enthalten können, sind entfernt.
page-shared-public = Öffentlich.
page-shared-public-left-out = Alle Namen von Computern, Organisationen und Personen und alle Adressen sind durch Platzhalter ersetzt. Von der Zeit wird nur der Tag gezeigt. Alle Bytes von Nachrichten sind entfernt.
page-shared-bytes = Nachrichten
page-shared-bytes-left-out = Damit diese Seite klein bleibt, zeigt sie Bytes von Nachrichten nur dort, wo die Verbindung fehlschlug. Die HTML- und die JSON-Datei enthalten alle.
page-shared-link = Link
page-shared-more = Mehr
page-shared-revoke = Ergebnis löschen
page-shared-revoke-sure = Jetzt für alle löschen?
page-shared-unrevoked = Es ließ sich nicht löschen. Versuchen Sie es gleich noch einmal.

## Links that lead to no result

page-gone-title = Ergebnis nicht gefunden
page-gone-lead = Es ist möglicherweise abgelaufen oder wurde gelöscht.
page-gone-lives = Ergebnisse werden höchstens { $span } lang aufbewahrt, oft kürzer. Dann werden sie gelöscht.
page-gone-off = Dieser Server bewahrt keine Ergebnisse auf.
page-gone-revoked = Die Person, die ein Ergebnis geteilt hat, kann es jederzeit löschen.
page-gone-copied = Prüfen Sie, ob Sie den ganzen Link kopiert haben. Er endet mit 22 Zeichen nach /r/.
page-gone-again-title = So bekommen Sie ein neues
page-gone-again = Bitten Sie den Absender des Links, noch einmal zu prüfen und zu teilen. Oder prüfen Sie selbst. Das dauert einige Sekunden und fragt nie nach Ihrem Kennwort.
page-gone-ask = Jemand anderen um eine Prüfung bitten

## Two results side by side

page-compare-title = Zwei Ergebnisse vergleichen
page-compare-lead = Sehen Sie den ersten Schritt, in dem sich zwei Prüfungen unterscheiden, etwa von gestern und heute, und was sich geändert hat.
page-compare-with = Mit einem anderen Ergebnis vergleichen
page-compare-with-lead = Zeigen Sie ein zweites Ergebnis neben diesem, etwa von einem anderen Tag.
page-compare-other = Link zum anderen Ergebnis
page-compare-do = Vergleichen
page-compare-earlier = Früheres
page-compare-later = Späteres
page-compare-first = Erstes
page-compare-second = Zweites
page-compare-found = Das gefundene Ergebnis
page-compare-open = Ergebnis öffnen
page-compare-jump = Zum ersten Unterschied
page-compare-swap = Seiten tauschen
page-compare-step = Schritt
page-compare-first-difference = erster Unterschied
page-compare-values = Was sich geändert hat
page-compare-no-change = Adressen, Zertifikat, Protokoll und Zeiten sind in beiden gleich.
page-compare-same = Was gleich blieb oder sich nicht vergleichen lässt
page-compare-what = Was
page-compare-others = Andere Ergebnisse vergleichen
page-compare-which = Zwei Ergebnisse wählen
page-compare-a = Link zum ersten Ergebnis
page-compare-b = Link zum zweiten Ergebnis
page-compare-content-a = Inhalt der ersten Datei
page-compare-content-b = Inhalt der zweiten Datei
page-compare-brought = Dieses Ergebnis kommt aus einer Datei oder Prüfung:
page-compare-unaddressed = Dieser Vergleich hat keinen eigenen Link. Teilen Sie beide Ergebnisse, und vergleichen Sie deren Links, um ihn zu senden.
page-compare-last = Das letzte Ergebnis dieses Browsers verwenden
page-compare-files = Gespeicherte JSON-Dateien wählen
page-compare-paste = Den Inhalt gespeicherter JSON-Dateien einfügen
page-compare-bad-link = Das ist kein Link zu einem Ergebnis auf diesem Server. Ein Link sieht aus wie { $link }.
page-compare-sealed = Dieses Ergebnis ist verschlüsselt, also kann es nur ein Browser mit dem ganzen Link lesen. Öffnen Sie den Link, speichern Sie das Ergebnis als JSON, und wählen Sie diese Datei hier.

## Asking for a run

page-request-title = Jemanden um eine Prüfung bitten
page-request-lead = Erstellen Sie einen Link, und senden Sie ihn. Die andere Person sieht Ihre Nachricht und startet die Prüfung mit einem Klick. Sie entscheidet, ob sie das Ergebnis mit Ihnen teilt.
page-request-target = Zu prüfender Computer
page-request-target-hint = Name oder IP-Adresse. Geben Sie den Port an, wenn er nicht 3389 ist.
page-request-note = Ihre Nachricht
page-request-note-hint = Sagen Sie, wer Sie sind und warum Sie fragen (höchstens 256 Zeichen).
page-request-ticket = Ticketnummer (freiwillig)
page-request-ticket-hint = Ihre eigene Nummer, zum Beispiel INC-4711. Die andere Person sieht sie auch.
page-request-life = Link gilt bis
page-request-lasting = Wie lange der Link gilt
page-request-hour = Eine Stunde
page-request-day = Einen Tag
page-request-week = Sieben Tage
page-request-month = Dreißig Tage
page-request-do = Link erstellen
page-asked-heading = Ihre Bitte um eine Prüfung
page-asked-title = Ihre Bitte um eine Prüfung von { $target }
page-asked-unopened = Noch hat niemand den Link geöffnet.
page-asked-opened = Der Link ist geöffnet. Die Prüfung hat noch nicht begonnen.
page-asked-running = Die Prüfung läuft.
page-asked-finished = Die Prüfung ist fertig. Das Ergebnis wartet auf die Zustimmung der Person.
page-asked-answered = Ein Ergebnis wurde gesendet.
page-asked-answers = Gesendete Ergebnisse
page-asked-compare = Mit dem vorigen vergleichen
page-asked-give = Senden Sie diesen Link
page-asked-give-lead = Er öffnet die Prüfung mit diesem Computer. Zu dieser Seite führt er nicht.
page-asked-copy = Link kopieren
page-asked-qr = QR-Code dieses Links
page-asked-ticket = Ticketnummer
page-asked-what = Worum Sie bitten
page-asked-keep = Setzen Sie ein Lesezeichen für diese Seite. Ihre Adresse ist geheim und die einzige Möglichkeit, zum Ergebnis zurückzukehren.

## /run/<key>

page-run-refreshes = Diese Seite aktualisiert sich, bis die Prüfung fertig ist.

## /

page-scope = Dieser Server prüft nur bestimmte Computer, darunter { $names }.
page-scope-unsaid = Dieser Server prüft nur bestimmte Computer. Sein Betreiber kann Ihnen sagen, welche.
