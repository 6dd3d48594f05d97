### What can be done with a result on the live page: take it along, share it, open one again; and what a program said.

## Taking a result along

page-take-share = An den Support senden
page-take-copy = Kopieren
page-take-copy-line = Eine Zeile
page-take-copy-text = Text
page-take-copy-markdown = Markdown
page-take-copy-link = Link kopieren
page-take-save = Speichern
page-take-save-json = JSON (lässt sich hier wieder öffnen)
page-take-save-html = Webseite (HTML)
page-take-print = Drucken
page-take-compare = Mit dem vorigen Ergebnis vergleichen
page-take-recording = Paketmitschnitt für Wireshark
page-take-recording-hint = Der Netzwerkverkehr dieser Prüfung als pcapng-Datei, die dieser Server 15 Minuten aufbewahrt. Sie nennt den Computer und seine Adressen.
page-take-recording-again = Noch einmal prüfen und die Schlüssel zum Entschlüsseln von TLS aufbewahren
page-take-recording-secrets = Mit den Schlüsseln zum Entschlüsseln von TLS
page-take-done = Kopiert
page-take-saved = Gespeichert
page-take-not-copied = Der Browser erlaubt das Kopieren nicht. Markieren Sie diesen Text, und kopieren Sie ihn:
page-take-not-saved = Der Server antwortet nicht; diese Datei lässt sich jetzt nicht erstellen. Das Ergebnis ist noch hier. Speichern Sie es als JSON, das geht ohne den Server, oder versuchen Sie es noch einmal.

## A result of another time or place

page-kept-from = Dieses Ergebnis ist vom { $moment }.
page-kept-doing = Hinweis der Person, die das geteilt hat: „{ $doing }“
page-kept-redacted-support = Einige Namen und Adressen wurden für den Support entfernt.
page-kept-redacted-public = Alle Namen und Adressen wurden entfernt.
page-kept-fault-unreadable = Das ist kein gespeichertes Ergebnis von rdptrace. Wählen Sie eine JSON-Datei, die auf dieser Seite gespeichert wurde.
page-kept-fault-from-the-future = Dieses Ergebnis wurde von einer neueren Version gespeichert. Laden Sie diese Seite neu, oder öffnen Sie die Datei auf dem Server, auf dem sie gespeichert wurde.
page-kept-fault-not-a-report = Diese Datei sieht aus wie ein Ergebnis, widerspricht sich aber; vermutlich hat sie jemand verändert. Bitten Sie noch einmal darum.
page-kept-fault-too-large = Diese Datei ist zu lang für ein Ergebnis. Wählen Sie eine JSON-Datei, die auf dieser Seite gespeichert wurde.
page-kept-fault-gone = Dieser Link ist abgelaufen oder wurde gelöscht. Bitten Sie den Absender um einen neuen.
page-kept-fault-unreachable = Der Server antwortet nicht; das Ergebnis lässt sich nicht laden. Laden Sie diese Seite später neu.
page-kept-fault-locked = Dieses Ergebnis ist verschlüsselt, und dem Link fehlt sein Schlüssel. Öffnen Sie den ganzen Link, mit allem nach dem #.

## Sharing

page-share-title = An den Support senden
page-share-level = Was der Link zeigt
page-share-level-everything = Alles
page-share-level-everything-about = So, wie Sie es sehen, mit allen Namen, Adressen und Bytes.
page-share-level-support = Für den Support
page-share-level-support-about = Behält den Namen des Computers. Entfernt Benutzernamen, Cookies, den letzten Teil privater Adressen und nicht passende Namen im Zertifikat.
page-share-level-public = Öffentlich
page-share-level-public-about = Nichts nennt einen Computer, eine Organisation, eine Person oder eine Adresse. Für Foren.
page-share-life = Wie lange der Link gilt
page-share-life-hour = 1 Stunde
page-share-life-day = 1 Tag
page-share-life-week = 7 Tage
page-share-life-month = 30 Tage
page-share-until = Bis { $moment }.
page-share-doing = Hinweis hinzufügen (optional)
page-share-doing-said = Meine App sagte: { $said }
page-share-doing-hint = Jede Person mit dem Link sieht das.
page-share-seal = Verschlüsseln (nur mit dem ganzen Link lesbar)
page-share-seal-about = Es wird in Ihrem Browser verschlüsselt, also kann dieser Server es nicht lesen. Der Schlüssel steht nur im Link; senden Sie den ganzen Link.
page-share-who = Jede Person mit dem Link kann das Ergebnis ohne Anmeldung öffnen. Es steht in keiner Liste, und Suchmaschinen werden gebeten, es nicht aufzunehmen.
page-share-who-asked = Das Ergebnis geht an die anfragende Person und an alle mit dem Link.
page-share-preview = Genau das wird der Link zeigen:
page-share-preview-awaited = Die Vorschau wird vorbereitet…
page-share-preview-missing = Der Server antwortet nicht; jetzt lässt sich nichts teilen. Das Ergebnis bleibt hier, und Sie können es kopieren oder speichern.
page-share-send = Link erstellen und kopieren
page-share-send-asked = Ergebnis teilen
page-share-sending = Der Link wird erstellt…
page-share-change = Ändern, was gesendet wird
page-letter = An den Support schreiben
page-letter-subject = Remotedesktop stellt keine Verbindung her
page-share-close = Abbrechen
page-share-done = Fertig
page-share-ready = Der Link ist fertig.
page-share-made = Der Link gilt bis { $moment }.
page-share-made-asked = Die anfragende Person sieht das Ergebnis jetzt. Es ist bis { $moment } zu sehen.
page-share-link = Link
page-share-revoke = Link löschen
page-share-revoke-about = Der Link gilt dann sofort nicht mehr. Sie können ihn später in diesem Browser löschen. Um ihn von einem anderen Gerät zu löschen, bewahren Sie diesen Code auf (er wird nur einmal gezeigt):
page-share-revoking = Der Link wird gelöscht…
page-share-revoked = Der Link gilt nicht mehr.
page-share-failed = Der Server antwortet nicht. Das Ergebnis ist noch hier. Versuchen Sie es noch einmal.

## A run that somebody asks for

page-ask-title = Sie werden um diese Prüfung gebeten
page-ask-for = Jemand hat Sie um eine Prüfung von { $target } gebeten. Die Prüfung macht dieser Server, nicht Ihr Gerät.
page-ask-for-one = Jemand hat Sie gebeten, einen dieser Computer zu prüfen. Die Prüfung macht dieser Server, nicht Ihr Gerät.
page-ask-which = Welcher Computer?
page-ask-note = Dazu steht: { $note }
page-ask-ticket = Ticketnummer: { $ticket }
page-ask-how = Klicken oder tippen Sie auf „Ursache finden“. Nichts wird gesendet, bis Sie das Ergebnis gesehen haben und zustimmen.
page-ask-own = Um von Ihrem eigenen Computer aus zu prüfen, führen Sie dort diesen Befehl aus. Er fragt, bevor er etwas sendet:
page-ask-app = App für Ihren Computer herunterladen
page-ask-answered = Ein Ergebnis wurde schon geteilt. Sie können die Prüfung noch einmal ausführen.
page-ask-share = Ergebnis an die anfragende Person senden
page-ask-send = Ergebnis an den Support senden
page-ask-sent = Das Ergebnis wurde gesendet
page-ask-what = Der Support sieht den Namen des Computers und jeden Schritt. Benutzernamen und Cookies werden entfernt. Der Link gilt höchstens sieben Tage.
page-ask-what-public = Der Support sieht jeden Schritt, aber keinen Namen und keine Adresse von Computern, Organisationen oder Personen. Der Link gilt höchstens sieben Tage.
page-ask-into-ticket = Eine Zusammenfassung und ein Link zum Ergebnis kommen in das Ticket { $ticket }.
page-launch-title = Diese Prüfung ist vorbereitet
page-launch-for = Geprüft wird { $target }. Die Prüfung macht dieser Server, nicht Ihr Gerät.
page-launch-for-one = Geprüft wird einer dieser Computer. Die Prüfung macht dieser Server, nicht Ihr Gerät.
page-ask-gone = Sie können trotzdem einen Computer Ihrer Wahl prüfen.

## What a program said

page-said-field = Fehlercode oder Meldung (optional)
page-said-hint = Fügen Sie den Code (etwa 0x4) oder die ganze Meldung ein.
page-said-title = Was Ihre App gezeigt hat
page-said-awaited = Der Code wird nachgeschlagen…
page-said-missing = Der Server antwortet nicht; der Code ließ sich nicht nachschlagen. Alle Codes stehen unter /codes.
page-said-more = Mehr über diesen Code
page-said-meanings = Was er bedeutet
