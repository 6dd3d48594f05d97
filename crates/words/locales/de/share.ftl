### What can be done with a result on the live page: take it along, share it, open one again; and what a program said.

## Taking a result along

page-take-share = An den Support senden
page-take-copy = Kopieren
page-take-copy-line = Eine Zeile
page-take-copy-text = Text
page-take-copy-markdown = Markdown
page-take-copy-link = Link kopieren
page-take-save = Speichern
page-take-save-json = JSON, um es hier wieder zu öffnen
page-take-save-html = Eine HTML-Datei
page-take-print = Drucken
page-take-compare = Mit dem vorigen Ergebnis vergleichen
page-take-recording = Paketmitschnitt für Wireshark
page-take-recording-hint = Die Bytes dieser Prüfung als pcapng-Datei; das Relay bewahrt sie 15 Minuten auf. Sie nennt den Computer und seine Adressen.
page-take-recording-again = Noch einmal prüfen und die Schlüssel aufbewahren, die TLS entschlüsseln
page-take-recording-secrets = Mit den Schlüsseln, die TLS darin entschlüsseln
page-take-done = Kopiert
page-take-saved = Gespeichert
page-take-not-copied = Der Browser erlaubt das Kopieren nicht. Markieren Sie diesen Text, und kopieren Sie ihn:
page-take-not-saved = Das Relay antwortet nicht; diese Form lässt sich jetzt nicht erstellen. Das Ergebnis ist noch hier. Speichern Sie es als JSON, das braucht kein Relay, oder versuchen Sie es noch einmal.

## A result of another time or place

page-kept-from = Dieses Ergebnis ist vom { $moment }.
page-kept-doing = Was die Person gerade tat: „{ $doing }“
page-kept-redacted-support = Einige Namen und Adressen wurden für den Support daraus entfernt.
page-kept-redacted-public = Alle Namen und Adressen wurden daraus entfernt.
page-kept-fault-unreadable = Das ist kein gespeichertes Ergebnis. Wählen Sie eine JSON-Datei, die auf dieser Seite gespeichert wurde.
page-kept-fault-from-the-future = Dieses Ergebnis wurde von einer neueren Version gespeichert. Laden Sie diese Seite neu, oder öffnen Sie die Datei dort, wo sie gespeichert wurde.
page-kept-fault-not-a-report = Diese Datei sieht aus wie ein Ergebnis, widerspricht sich aber; sie wurde vermutlich verändert. Bitten Sie noch einmal darum.
page-kept-fault-too-large = Diese Datei ist länger als jedes Ergebnis. Wählen Sie eine JSON-Datei, die auf dieser Seite gespeichert wurde.
page-kept-fault-gone = Dieser Link gilt nicht mehr: Seine Zeit ist um, oder wer das Ergebnis geteilt hat, nahm es zurück. Bitten Sie um einen neuen.
page-kept-fault-unreachable = Das Relay antwortet nicht, das Ergebnis lässt sich also nicht holen. Laden Sie die Seite später noch einmal.
page-kept-fault-locked = Dieses Ergebnis ist versiegelt, und dem Link fehlt sein Schlüssel. Öffnen Sie den ganzen Link, mit allem hinter dem #.

## Sharing

page-share-title = Link für den Support erstellen
page-share-level = Was der Link zeigt
page-share-level-everything = Alles
page-share-level-everything-about = So, wie Sie es sehen, mit allen Namen, Adressen und Bytes.
page-share-level-support = Für den Support
page-share-level-support-about = Der Computer bleibt genannt. Benutzernamen, Cookies, der letzte Teil privater Adressen und nicht passende Namen im Zertifikat werden entfernt.
page-share-level-public = Öffentlich
page-share-level-public-about = Nichts nennt einen Computer, eine Organisation, eine Person oder eine Adresse. Für Foren.
page-share-life = Wie lange er gilt
page-share-life-hour = 1 Stunde
page-share-life-day = 1 Tag
page-share-life-week = 7 Tage
page-share-life-month = 30 Tage
page-share-until = Bis { $moment }.
page-share-doing = Was haben Sie gerade getan? (freiwillig)
page-share-doing-said = Mein Programm sagte: { $said }
page-share-doing-hint = Wer den Link öffnet, sieht es so, wie Sie es schreiben.
page-share-seal = Versiegeln
page-share-seal-about = In Ihrem Browser verschlüsselt: Das Relay kann es nicht lesen. Der Schlüssel steht nur im Link; senden Sie also den ganzen Link.
page-share-who = Wer den Link hat, kann das Ergebnis öffnen, ohne sich anzumelden. Es steht in keiner Liste, und Suchmaschinen sollen draußen bleiben.
page-share-who-asked = Das Ergebnis geht an den, der Sie darum gebeten hat, und an jeden, der den Link hat.
page-share-preview = Unten steht genau das, was der Link zeigen wird.
page-share-preview-awaited = Was der Link zeigen wird, wird vorbereitet …
page-share-preview-missing = Das Relay antwortet nicht; jetzt lässt sich nichts teilen. Das Ergebnis bleibt hier; Sie können es kopieren oder speichern.
page-share-send = Link erstellen
page-share-send-asked = Ergebnis teilen
page-share-sending = Der Link wird erstellt …
page-share-close = Abbrechen
page-share-done = Fertig
page-share-ready = Der Link ist fertig.
page-share-made = Der Link gilt bis { $moment }.
page-share-made-asked = Wer gefragt hat, sieht das Ergebnis jetzt. Es ist bis { $moment } zu sehen.
page-share-link = Link
page-share-revoke = Zurücknehmen
page-share-revoke-about = Der Link gilt dann sofort nicht mehr. Dieser Browser merkt sich, wie es geht; von woanders geht es nur mit diesem Geheimnis, und es wird nur jetzt gezeigt:
page-share-revoking = Wird zurückgenommen …
page-share-revoked = Der Link gilt nicht mehr.
page-share-failed = Das Relay antwortet nicht. Das Ergebnis ist noch hier; versuchen Sie es noch einmal.

## A run that somebody asks for

page-ask-title = Sie werden um diese Prüfung gebeten
page-ask-for = Wer Ihnen den Link gesandt hat, möchte sehen, wie eine Verbindung zu { $target } von Ihnen aus verläuft.
page-ask-note = Dazu steht: { $note }
page-ask-how = Drücken Sie auf „Prüfen“. Nichts wird weitergegeben, bis Sie das Ergebnis gesehen haben und zustimmen.
page-ask-answered = Ein Ergebnis wurde schon geteilt. Sie können die Prüfung noch einmal starten.
page-ask-share = Ergebnis mit dem teilen, der gefragt hat
page-ask-gone = Diese Bitte gilt nicht mehr. Bitten Sie um einen neuen Link, oder prüfen Sie einen Computer Ihrer Wahl.

## What a program said

page-said-field = Fehlercode oder Meldung (optional)
page-said-hint = Fügen Sie den Code (etwa 0x4) oder die ganze Meldung ein.
page-said-title = Was Ihr Programm sagte
page-said-awaited = Der Code wird nachgeschlagen …
page-said-missing = Der Code ließ sich nicht nachschlagen: Das Relay antwortet nicht. Alle Codes stehen unter /codes.
page-said-more = Mehr über diesen Code
page-said-meanings = Was er bedeutet (auf Englisch)
