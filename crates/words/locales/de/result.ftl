### The pages of shared results, of comparisons and of runs that somebody asked for, which a relay renders.

## A shared result

page-shared-title = Prüfung von { $target }
page-shared-title-public = Eine Prüfung von Remotedesktop
page-shared-description = Schritt für Schritt: wo eine Remotedesktopverbindung abbricht, was das bedeutet, und wer es beheben kann.
page-shared-from = Geprüft
page-shared-just-now = weniger als eine Minute her
page-shared-a-minute = eine Minute
page-shared-ago = { $span } her
page-shared-stand-ins = Namen und Adressen sind erfunden
page-shared-old = Dieses Ergebnis ist mehr als einen Tag alt. Einstellungen, Adressen und Zertifikate können sich geändert haben. Prüfen Sie noch einmal, bevor Sie danach handeln.
page-shared-doing = Was die Person gerade tat, in ihren eigenen Worten
page-shared-actions = Was Sie mit diesem Ergebnis tun können
page-shared-again = Von hier noch einmal prüfen
page-shared-save = Speichern als
page-shared-save-html = HTML
page-shared-save-markdown = Markdown
page-shared-save-text = Text
page-shared-save-json = JSON
page-shared-compare = Vergleichen …
page-shared-copy = Kopieren
page-shared-copy-line = Eine Zeile
page-shared-copy-text = Text
page-shared-copy-markdown = Markdown
page-shared-copy-link = Link
page-shared-copied = Kopiert.
page-shared-uncopied = Dieser Browser lässt die Seite nicht kopieren. Der Text ist markiert: Kopieren Sie ihn mit Strg+C.
page-shared-print = Drucken
page-shared-open-all = Alle Schritte aufklappen
page-shared-close-all = Alle Schritte zuklappen
page-shared-about = Über dieses Ergebnis
page-shared-run = Geprüft
page-shared-shared = Geteilt
page-shared-expires = Link gilt bis
page-shared-revocable = Wer es geteilt hat, kann das früher beenden.
page-shared-level = Was es zeigt
page-shared-everything = Alles.
page-shared-everything-left-out = Nichts wurde weggelassen.
page-shared-support = Für den Support.
page-shared-support-left-out = Benutzernamen und nicht passende Namen im Zertifikat sind ersetzt, private Adressen auf ihr Netz gekürzt, und die Bytes von Nachrichten, die einen Namen enthalten können, weggelassen.
page-shared-public = Für alle.
page-shared-public-left-out = Alles, was einen Computer, eine Organisation, eine Person oder eine Adresse nennt, ist durch Erfundenes ersetzt; von der Zeit ist nur der Tag genannt; alle Bytes sind weggelassen.
page-shared-bytes = Nachrichten
page-shared-bytes-left-out = Damit diese Seite klein bleibt, zeigt sie die Bytes von Nachrichten nur dort, wo die Verbindung abbrach. Die HTML-Datei und das JSON enthalten alle.
page-shared-link = Link
page-shared-revoke = Dieses Ergebnis löschen
page-shared-revoke-sure = Jetzt löschen, für alle?
page-shared-unrevoked = Es ließ sich nicht löschen. Versuchen Sie es gleich noch einmal.

## Links that lead to no result

page-gone-title = Dieses Ergebnis ist nicht hier
page-gone-lead = Der Link führt zu keinem Ergebnis, oder zu keinem mehr.
page-gone-lives = Ergebnisse werden höchstens { $span } lang aufbewahrt, oft kürzer. Dann werden sie gelöscht.
page-gone-off = Dieses Relay bewahrt keine Ergebnisse auf.
page-gone-revoked = Wer ein Ergebnis geteilt hat, kann es jederzeit löschen.
page-gone-copied = Ein Link, der nicht bis zum Ende kopiert wurde, führt nirgendwohin. Er endet mit 22 Zeichen hinter /r/.
page-gone-again-title = Wie Sie ein neues bekommen
page-gone-again = Bitten Sie den Absender des Links, noch einmal zu prüfen und zu teilen. Oder prüfen Sie selbst: Das dauert einige Sekunden und fragt nach keinem Kennwort.
page-gone-ask = Jemand anderen um eine Prüfung bitten

## Two results side by side

page-compare-title = Zwei Ergebnisse nebeneinander
page-compare-lead = Gestern und heute, zu Hause und im Büro: Sehen Sie den ersten Schritt, an dem sich zwei Prüfungen unterscheiden, und was sich geändert hat.
page-compare-with = Mit einem anderen Ergebnis vergleichen
page-compare-with-lead = Legen Sie ein zweites Ergebnis neben dieses, etwa eines von einem anderen Ort oder einem anderen Tag.
page-compare-other = Link zum anderen Ergebnis
page-compare-do = Vergleichen
page-compare-earlier = Früheres
page-compare-later = Späteres
page-compare-first = Erstes
page-compare-second = Zweites
page-compare-found = Das Ergebnis, das gefunden wurde
page-compare-open = Dieses Ergebnis öffnen
page-compare-jump = Zum ersten Unterschied
page-compare-swap = Seiten tauschen
page-compare-step = Schritt
page-compare-first-difference = erster Unterschied
page-compare-values = Was sich geändert hat
page-compare-no-change = Adressen, Zertifikat, Protokoll und Zeiten sind in beiden gleich.
page-compare-same = Was gleich blieb oder sich nicht vergleichen lässt
page-compare-what = Was
page-compare-others = Andere vergleichen
page-compare-which = Welche zwei?
page-compare-a = Link zum ersten Ergebnis
page-compare-b = Link zum zweiten Ergebnis
page-compare-last = Das letzte Ergebnis dieses Browsers nehmen
page-compare-files = Gespeicherte JSON-Dateien wählen
page-compare-paste = Den Inhalt gespeicherter JSON-Dateien einfügen
page-compare-bad-link = Das ist kein Link zu einem Ergebnis dieses Relays. Ein Link sieht aus wie { $link }.
page-compare-sealed = Dieses Ergebnis ist versiegelt: Nur ein Browser mit dem ganzen Link kann es lesen. Öffnen Sie den Link, speichern Sie das Ergebnis als JSON, und wählen Sie diese Datei hier.

## Asking for a run

page-request-title = Jemanden um eine Prüfung bitten
page-request-lead = Sie bekommen einen Link zum Weitergeben. Wer ihn öffnet, sieht, worum Sie bitten, startet die Prüfung mit einem Klick und stimmt dem Teilen zu. Das Ergebnis erscheint dann von selbst auf Ihrer Seite.
page-request-target = Computer
page-request-target-hint = Ein Name oder eine Adresse, mit Port, wenn es nicht 3389 ist.
page-request-note = Was der Person gesagt wird
page-request-note-hint = Sagen Sie, wer Sie sind und warum Sie fragen. Höchstens 256 Zeichen.
page-request-life = Link gilt bis
page-request-lasting = Wie lange der Link gilt
page-request-hour = Eine Stunde
page-request-day = Einen Tag
page-request-week = Sieben Tage
page-request-month = Dreißig Tage
page-request-do = Link erstellen
page-asked-heading = Warten auf ein Ergebnis
page-asked-title = Warten auf eine Prüfung von { $target }
page-asked-waiting = Noch hat niemand ein Ergebnis geteilt. Diese Seite zeigt es, sobald es jemand tut.
page-asked-give = Geben Sie diesen Link weiter
page-asked-give-lead = Er öffnet die Prüfung mit diesem Computer schon eingetragen. Zu dieser Seite führt er nicht.
page-asked-copy = Link kopieren
page-asked-what = Worum Sie bitten
page-asked-keep = Bewahren Sie die Adresse dieser Seite auf. Sie ist geheim und der einzige Weg zum Ergebnis.
