### The page's own furniture: headings, labels, buttons and what it says about its own leg.

## The header

page-nav-codes = Codes
page-nav-findings = Befunde
page-nav-ask = Um eine Prüfung bitten

## The form

page-heading = Warum verbindet sich Remotedesktop nicht?
page-field = Computer, mit dem Sie sich verbinden
page-field-hint = Name oder IP-Adresse. Geben Sie den Port an, wenn er nicht 3389 ist. Auch eine .rdp-Datei lässt sich hier ablegen.
page-drop = Legen Sie die Datei hier ab, um sie zu öffnen.
page-file = Datei öffnen…
page-from = Prüfen von
page-from-server = Diesem Server
page-from-all = Allen Orten
page-check = Ursache finden
page-check-again = Noch einmal prüfen
page-watch = Erneut prüfen, bis es klappt
page-watch-every = Prüft alle 30 Sekunden erneut, höchstens 30 Minuten lang. Lassen Sie diese Seite offen.
page-watch-changed = Geändert um
page-watch-over = 30 Minuten lang änderte sich nichts. Die Beobachtung ist beendet.
page-watch-ended = Die Beobachtung ist beendet.
page-watch-stop = Beobachtung beenden
page-checking = Prüfung läuft…
page-cancel = Abbrechen
page-understood = Geprüft wird { $host }, Port { $port }.
page-understood-file = Aus { $file }: Geprüft wird { $host }, Port { $port }.
page-understood-lines = Aus der eingefügten Verbindungsdatei: Geprüft wird { $host }, Port { $port }.
page-understood-gateway = Die Datei verwendet das Gateway { $gateway }. Geprüft wird auch das Gateway.

## The result

page-result-title = Ergebnis
page-intro-what = Baut die Verbindung Schritt für Schritt auf und zeigt, wo sie endet, warum und wer es beheben kann.
page-intro-limits = Braucht kein Kennwort und ändert nichts am Computer.
page-status-checking = { $host } wird geprüft…
page-status-waiting = { $ahead ->
    [0] Dieser Server ist ausgelastet. Ihre Prüfung ist die nächste.
    [one] Dieser Server ist ausgelastet. Vor Ihrer Prüfung kommt noch eine.
   *[other] Dieser Server ist ausgelastet. Vor Ihrer Prüfung kommen noch { $ahead }.
}
page-status-cancelling = Wird abgebrochen…
page-status-cancelled = Sie haben die Prüfung abgebrochen. Die Ergebnisse bis dahin stehen unten.
page-status-unreachable = Der rdptrace-Server ist nicht erreichbar, deshalb wurde nichts geprüft. Der Computer kann in Ordnung sein.
page-status-lost = Die Verbindung zum rdptrace-Server ist abgebrochen. Die Ergebnisse bis dahin stehen unten. Am Computer liegt es nicht.
page-progress = Schritt { $number } von { $of }, { $stage }
page-run-id = Lauf
page-steps-title = Die Schritte
page-legs-title = Von wo aus geprüft wurde
page-you = Sie
page-browser = Browser
page-relay = Dieser Server
page-computer = Computer
page-leg-untried = noch nicht versucht
page-leg-unknown = nicht bekannt
page-leg-trying = wird geprüft…
page-leg-whole = OK
page-leg-broken = endet bei { $stage }
page-leg-broken-near = unterbrochen
page-leg-direct = Direkt vom Browser:
page-leg-reacts = etwas reagiert
page-leg-nothing-reacts = nichts reagiert
page-reach-offer = Liegt es an Ihrem Netz? Dieser Browser kann denselben Port versuchen und sehen, ob etwas reagiert.
page-reach-try = { $host }, Port { $port }, von hier aus versuchen
page-reach-lasts = Dieser Browser tut das dann bei jeder Prüfung.
page-reach-agreed = Dieser Browser versucht den Port bei jeder Prüfung mit.
page-reach-stop = Port nicht mehr versuchen

## The steps

page-state-waiting = wartet
page-state-running = läuft
page-state-passed = bestanden
page-state-failed = fehlgeschlagen
page-state-silent = keine Antwort
page-state-not-reached = nicht erreicht
page-state-not-checked = nicht geprüft
page-state-interrupted = unterbrochen
page-interrupted = Unterbrochen
page-badge-warning = Warnung
page-badge-info = Hinweis
page-about-reach = Ob der Port des Computers auf Ihren eigenen Browser reagiert
page-about-answer = Das Gateway antwortet über HTTP und nennt die Anmeldungen, die es anbietet
page-about-sign-in = Sie melden sich am Gateway an
page-about-tunnel = Das Gateway öffnet einen Tunnel zum Computer
page-about-relay = Ihr Browser erreicht diesen Server
page-about-resolve = Der Name führt zu einer Adresse
page-about-connect = Der Port nimmt eine Verbindung an
page-about-negotiate = Beide Seiten einigen sich auf die Sicherheit
page-about-secure = Die Verschlüsselung beginnt
page-about-authenticate = Der Computer sagt, wer er ist, und verlangt die Anmeldung
page-about-settings = Beide Seiten tauschen die Einstellungen der Sitzung aus
page-about-channels = Die Kanäle der Sitzung werden geöffnet
page-about-logon = Die App stellt sich vor
page-about-license = Lizenzierung
page-about-capabilities = Der Computer bietet eine Sitzung an
page-about-finalize = Die Sitzung beginnt
page-about-desktop = Das erste Bild kommt
page-about-stay = Die Sitzung bleibt einige Sekunden offen

## Findings

page-who = Beheben kann es:
page-do-user = Was Sie tun können
page-do-admin = Für den Administrator
page-do-windows = Unter Windows und im Netz
page-do-linux = Bei xrdp, GNOME oder FreeRDP
page-do-relay-owner = Für den Betreiber dieses Servers
page-confirm = Wo die Protokolle es bestätigen

## Evidence

page-other-tools = Derselbe Schritt mit anderen Werkzeugen
page-sent = Gesendet
page-received = Empfangen
page-exchange = { $length ->
        [one] 1 Byte
       *[other] { $length } Bytes
    } bei { $time }
page-exchange-cut = { $length } Bytes bei { $time }, die ersten { $shown } sind gezeigt
page-signal-at = Gesagt bei { $time }
page-signal-error-info = Der Grund { $code } (Set Error Info)
page-signal-ultimatum = Das Ende der Sitzung, Grund { $reason } (MCS Disconnect Provider Ultimatum)
page-signal-logged-on = Angemeldet: { $user }
page-signal-logon-error = Ein Anmeldefehler { $notification }, { $data }
page-signal-license-error = Ein Lizenzierungsfehler { $code }, Übergang { $transition }
page-signal-redirection = Gehe zu { $target } (Server Redirection)
page-signal-deactivate-all = Die Sitzung beginnt neu (Deactivate All)
page-purpose-main = Erste Verbindung
page-purpose-without-cookie = Noch einmal gefragt, ohne Namen in der Anfrage
page-purpose-spnego = Gefragt, ob Kerberos möglich wäre
page-purpose-raw-ntlm = Noch einmal nach dem Namen des Computers gefragt, mit NTLM allein
page-purpose-tls-only = Gefragt, ob NLA verlangt wird
page-purpose-standard = Nach der eigenen Verschlüsselung des Computers gefragt
page-purpose-bare-tls = Gefragt, ob der Port sofort TLS erwartet
page-purpose-tls-hello = Nach { $version } allein gefragt
page-connection-address = Adresse
page-connection-opened = Geöffnet nach
page-connection-handshake = TCP-Handshake
page-kernel-round-trip = Hin und zurück
page-kernel-round-trip-value = { $time }, Streuung { $spread }
page-kernel-retransmits = Neu gesendet
page-kernel-retransmits-value = { $again } von { $segments } Segmenten
page-kernel-segment = Größtes Segment, Bytes
page-kernel-mtu = Größtes Paket auf dem Netzwerkpfad, Bytes

## The relay's leg

page-relay-passed = Ihr Browser erreicht diesen Server
page-relay-kept = Der Server wurde erreicht
page-relay-unreachable = Der rdptrace-Server ist nicht erreichbar
page-relay-closed = Der rdptrace-Server hat die Verbindung geschlossen
page-relay-silent = Der rdptrace-Server antwortet nicht mehr
page-relay-unreadable = Der rdptrace-Server hat eine andere Version als diese Seite
page-relay-unreachable-title = Ihr Browser erreicht den rdptrace-Server nicht
page-relay-unreachable-meaning = Es wurde nichts geprüft. Der Computer kann in Ordnung sein.
page-relay-lost-title = Die Verbindung zum rdptrace-Server ist abgebrochen
page-relay-lost-meaning = Die Prüfung endete vorzeitig. Am Computer liegt es nicht.
page-relay-unreadable-title = Diese Seite und der rdptrace-Server passen nicht zusammen
page-relay-unreadable-meaning = Der Server wurde vermutlich aktualisiert, während diese Seite offen war.
page-relay-do-again = Prüfen Sie, ob Sie online sind, und prüfen Sie dann noch einmal.
page-relay-do-ask = Wenn es weiter fehlschlägt, versuchen Sie ein anderes Netz. Ein Proxy, ein VPN oder eine Sicherheits-App kann WebSockets sperren.
page-relay-do-reload = Laden Sie diese Seite neu, und prüfen Sie dann noch einmal.
page-relay-owner-runs = Prüfen Sie, ob der Server läuft. Er antwortet unter /healthz. Lesen Sie sein Protokoll.
page-relay-owner-proxy = Ein Proxy davor muss WebSockets bei /api/check durchlassen und eine Minute lang offen halten.

## Die Antwort

page-intro-time = Dauert etwa 10 Sekunden.
page-confidence = Gewissheit:
page-recent-title = Ihre letzten Prüfungen
page-recent-forget = Liste löschen
page-recent-forget-one = { $target } entfernen
page-recent-about = Nur dieser Browser kennt sie. Sie werden nirgendwohin gesendet.
page-edit = Ändern
page-sign-in = Mit Ihrem Konto testen
page-check-other = Neue Prüfung
page-do-now = Das können Sie jetzt tun
page-check-next = Prüfen Sie als Nächstes
page-still-fails = Wenn Ihre App trotzdem fehlschlägt
page-more-about = Mehr dazu
page-refused = Die Prüfung wurde nicht ausgeführt
page-run-gone-title = Diese Prüfung ist beendet
page-cancelled = Sie haben die Prüfung abgebrochen
page-stopped-at = Abbruch bei Schritt { $number } von { $of }, { $stage }
page-left = noch bis zu { $span }
page-folded-not-reached = { $count ->
    [one] 1 späterer Schritt wurde nicht erreicht
   *[other] { $count } spätere Schritte wurden nicht erreicht
}
page-folded-not-checked = { $count ->
    [one] 1 Schritt braucht ein Kennwort und wurde nicht geprüft
   *[other] { $count } Schritte brauchen ein Kennwort und wurden nicht geprüft
}
page-folded-waiting = { $count ->
    [one] Noch 1 Schritt
   *[other] Noch { $count } Schritte
}
page-other-causes = Andere mögliche Ursachen
page-worth-fixing = Sollte behoben werden
page-worth-knowing = Gut zu wissen
page-waterfall = Zeitverlauf
page-connections = Verbindungen
page-sent-again = { $count ->
    [0] nichts erneut gesendet
    [one] 1 Paket erneut gesendet
   *[other] { $count } Pakete erneut gesendet
}
page-not-looked-at = Nicht geprüft: Anmeldung, die { -udp } (UDP) und Ihr eigenes Netzwerk. Die Prüfung macht dieser Server, nicht Ihr Gerät.
page-not-looked-at-places = Nicht geprüft: die Anmeldung, die { -udp } (UDP) und alle Netze, aus denen nicht geprüft wurde.
page-not-looked-at-reached = Nicht geprüft: Anmeldung, die { -udp } (UDP) und Ihre eigene App. Ihr Browser sah nur, ob am Port etwas reagiert.
page-not-looked-at-signed-in = Nicht geprüft: die Anmeldung der Domäne (Kerberos), die { -udp } (UDP) und Ihre eigene App. Angemeldet hat sich diese Seite, mit NTLM.
page-not-looked-at-on-screen = Nicht geprüft: Ihr Kennwort, die { -udp } (UDP) und Ihre eigene App. Dieser Computer prüft Kennwörter auf seinem eigenen Bildschirm.
page-take-title = Mitnehmen
page-take-summary = Zusammenfassung für den Support kopieren
page-tab-windows = Windows
page-tab-linux = Linux
page-tab-logs = Protokolle
page-command-copy = Kopieren
page-commands-copy = Alle Befehle kopieren
page-command-copied = Kopiert
