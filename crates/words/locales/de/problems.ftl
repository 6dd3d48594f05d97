### Why a relay does not keep, show or take back a result, or does not pass on a request for a run.

problem-too-large = Das ist zu lang für ein Ergebnis. Teilen Sie das Ergebnis von der Seite aus, oder speichern Sie es als Datei.
problem-unreadable = Wir konnten diese Anfrage nicht lesen. Laden Sie die Seite neu, und versuchen Sie es noch einmal.
problem-from-the-future = Dieses Ergebnis stammt von einer neueren Version von rdptrace als der dieses Servers. Verwenden Sie einen Server mit jener Version.
problem-not-a-report = Das ist kein Ergebnis einer Prüfung und lässt sich nicht teilen. Prüfen Sie noch einmal, und teilen Sie das neue Ergebnis.
problem-already-redacted = Aus diesem Ergebnis wurde schon mehr entfernt, als diese Stufe entfernt. Wählen Sie die Stufe, auf der es geteilt wurde, oder eine strengere.
problem-life-not-allowed = Der Betreiber dieses Servers bewahrt Ergebnisse kürzer auf. Wählen Sie eine kürzere Dauer.
problem-sharing-is-off = Dieser Server bewahrt keine Ergebnisse auf. Speichern Sie das Ergebnis als Datei, und senden Sie die Datei.
problem-store-full = Dieser Server hat keinen Platz für weitere Ergebnisse. Speichern Sie das Ergebnis als Datei, und sagen Sie dem Betreiber dieses Servers Bescheid.
problem-store-busy = Die Datenbank des Servers hat nicht rechtzeitig geantwortet. Das Ergebnis ist noch auf Ihrer Seite. Versuchen Sie es in einigen Sekunden noch einmal.
problem-store-gone = Die Datenbank des Servers ist nicht verfügbar. Das Ergebnis ist noch auf Ihrer Seite. Versuchen Sie es später noch einmal, oder speichern Sie es als Datei.
problem-gone = Unter diesem Link ist nichts. Es gab ihn nie, er ist abgelaufen oder wurde gelöscht. Bitten Sie den Absender um einen neuen.
problem-launch-gone = Diese Prüfung wurde schon geöffnet, oder sie hat zu lange gewartet. Laden Sie das Ticket neu, um eine neue zu bekommen. Wenn das nicht hilft, sagen Sie Ihrem Helpdesk Bescheid.
problem-wrong-secret = Nur die Person, die dieses Ergebnis geteilt hat, kann es löschen, mit dem damals angezeigten Code.
problem-target-forbidden = Dieser Server darf den Computer nicht prüfen. Bitten Sie den Betreiber, es zu erlauben.
problem-overloaded = Dieser Server ist ausgelastet. Versuchen Sie es in einer Minute noch einmal.
problem-sealed = Dieses Ergebnis ist verschlüsselt. Nur ein Browser mit dem ganzen Link kann es lesen und speichern.
problem-recording-gone = Diese Aufzeichnung ist nicht mehr verfügbar. Der Server bewahrt höchstens 15 Minuten auf, was eine Prüfung gesendet und empfangen hat. Prüfen Sie noch einmal, um eine neue zu bekommen.
problem-recording-no-secrets = Diese Prüfung hat keine TLS-Geheimnisse behalten. Das geschieht nur, wenn Sie es vor der Prüfung wünschen.

## Grenzen

limit-runs-at-once = Aus Ihrem Netz laufen noch mehrere Prüfungen. Beginnen Sie die nächste, wenn eine davon fertig ist.
limit-runs = Aus Ihrem Netz wurden viele Prüfungen begonnen. Die nächste können Sie in { $wait } beginnen.
limit-target-at-once = Andere prüfen diesen Computer gerade. Versuchen Sie es noch einmal, wenn sie fertig sind.
limit-target = Dieser Computer wurde in der letzten Minute oft geprüft. Sie können ihn in { $wait } wieder prüfen.
limit-queue = Dieser Server führt so viele Prüfungen aus, wie er kann, und weitere warten. Versuchen Sie es in { $wait } noch einmal.
limit-sockets = Aus Ihrem Netz sind schon mehrere Seiten offen. Schließen Sie eine davon, und versuchen Sie es noch einmal.
limit-waiting = Aus Ihrem Netz warten schon mehrere Seiten auf Ergebnisse. Schließen Sie eine davon, und versuchen Sie es noch einmal.
limit-shares = Aus Ihrem Netz wurden viele Ergebnisse geteilt. Das nächste können Sie in { $wait } teilen. Sie können es auch als Datei speichern.
limit-room = Ergebnisse aus Ihrem Netz haben ihren Anteil am Platz belegt. Versuchen Sie es in { $wait } noch einmal, oder speichern Sie das Ergebnis als Datei.
limit-asks = Aus Ihrem Netz wurden viele Prüfungen erbeten. Die nächste können Sie in { $wait } erbitten.
limit-launches = Aus Tickets in Ihrem Netz wurden viele Prüfungen geöffnet. Die nächste können Sie in { $wait } öffnen.
limit-bodies = Dieser Server nimmt gerade so viel entgegen, wie er kann. Versuchen Sie es in { $wait } noch einmal.
limit-sign-ins = An diesem Computer gab es mehrere Anmeldungen, und weitere könnten das Konto sperren. Sie können sich in { $wait } wieder anmelden.
limit-portal = Aus diesem Portal kommen gerade viele Prüfungen. Versuchen Sie es in { $wait } noch einmal.

## Anstelle einer Seite

problem-for-now-title = Das lässt sich gerade nicht zeigen
problem-nowhere-title = Seite nicht gefunden
problem-nowhere = Dieser Server hat unter dieser Adresse keine Seite. Eine Prüfung können Sie auf seiner Startseite beginnen.
problem-misdirected-title = Dieser Server antwortet unter dieser Adresse nicht
problem-misdirected = Öffnen Sie ihn unter der Adresse, die er beim Start ausgegeben hat. Wenn Sie diesen Server betreiben, tragen Sie diese Adresse in public_origins ein.
problem-proxied-title = Dieser Server ist für einen einzelnen Computer eingerichtet, nicht für einen Proxy
problem-proxied = Tragen Sie public_origins und eine [policy] in seine Konfigurationsdatei ein. Dann lässt er sich hinter einem Proxy verwenden.
problem-other-site-title = Diese Anfrage kommt von einer anderen Website
problem-other-site = Dieser Server antwortet nur seinen eigenen Seiten. Wenn die andere Website Ihre ist, tragen Sie sie in public_origins ein.

## The element of a portal's page

embed-title = Prüfung der Remotedesktop-Verbindung
embed-not-loaded = Die Prüfung kann hier nicht angezeigt werden. Verwenden Sie stattdessen diesen Link.
embed-link = Verbindung prüfen
