### What a program showed, and whether it goes with a check. The meanings of the codes are in the catalogue of codes.

decode-empty = Geben Sie den Code ein, den Ihre App gezeigt hat, oder fügen Sie die ganze Meldung ein.
decode-too-long = Dieser Text ist zu lang. Fügen Sie die Meldung oder die letzten Zeilen des Protokolls ein (höchstens { $most } Zeichen).
decode-no-code = Keine uns bekannte App zeigt das. Ein Code sieht aus wie 0x4, 516, -1073741715 oder ERRCONNECT_DNS_ERROR.
decode-nothing-told = Keine uns bekannte Zeile darin sagt, warum eine Verbindung fehlgeschlagen ist.
decode-unknown-code = Keine uns bekannte App zeigt diesen Code ({ $codes }).
decode-said-only = Diese Meldung kennen wir:
decode-understood = Das ist über { $codes } bekannt (Bedeutungen teils auf Englisch):

decode-code-alone = { $code }
decode-code-error = Fehlercode { $code }
decode-code-extended = Erweiterter Fehlercode { $code }
decode-code-other = { $code }, außerdem
decode-code-event = Ereignis { $code }
decode-code-line = „{ $code }“
decode-elsewhere = { $code } gibt es auch bei { $programs }, aber die Bedeutung dort gilt hier nicht.
decode-list = { $first } und { $last }
decode-as-extended = { $programs }, als erweiterter Fehlercode
decode-as-exit = { $programs }, als Exitcode

decode-origin-named = Der Text nennt { $programs }.
decode-origin-family-named = Der Text nennt Windows App oder Microsoft Remote Desktop, aber nicht das System.
decode-origin-system-named = { $programs }, nach dem im Text genannten System.
decode-origin-form = { $programs }, nach der Form der Meldung.
decode-origin-sentence = { $how ->
    [certain] Dieser Satz stammt von { $programs }.
   *[guessed] Diesen Satz zeigen viele Apps.
}
decode-origin-code = { $how ->
    [certain] Diesen Code gibt es nur bei { $programs }.
    [many] Viele Apps zeigen diese Zahl, und sie bedeutet bei ihnen Verschiedenes.
   *[guessed] Mehrere Apps zeigen diese Zahl ({ $programs }).
}

## Programs

decode-program-windows-app = Windows App
decode-program-windows-app-on-windows = Windows App unter Windows
decode-program-windows-app-on-mac = Windows App unter macOS
decode-program-windows-app-on-ios = Windows App unter iOS
decode-program-windows-app-on-android = Windows App unter Android
decode-program-mstsc = Remotedesktopverbindung (mstsc)
decode-program-activex-host = Apps mit Microsofts RDP-Steuerelement (RDCMan, mRemoteNG, NETworkManager)
decode-program-freerdp = FreeRDP
decode-program-remmina = Remmina
decode-program-guacamole = Guacamole
decode-program-rdesktop = rdesktop
decode-program-ironrdp = IronRDP
decode-program-event-log = Windows-Ereignisprotokoll
decode-program-gateway = Remotedesktopgateway
decode-program-rd-web = Web Access für Remotedesktop (RD Web)
decode-program-virtual-desktop = Diagnose von Azure Virtual Desktop
decode-program-remote-assistance = Remoteunterstützung
decode-program-system = jede App (Fehler des Betriebssystems)
decode-program-trace = Paketmitschnitte und Protokolle
decode-program-xrdp = xrdp
decode-program-gnome-remote-desktop = GNOME Remote Desktop
decode-program-krdp = KRDP (KDE)
decode-program-hyper-v = Hyper-V-Konsole
decode-program-teleport = Teleport
decode-program-tunnel = Tunnel (SSH, frp, cloudflared)

## Code spaces

decode-space-windows-app-code = Fehlercodes der Windows App
decode-space-mstsc-disconnect-reason = Trennungsgründe von Microsofts RDP-Steuerelement
decode-space-mstsc-gateway-code = Trennungsgründe mit einem Gateway
decode-space-mstsc-reason-class = Gruppen von Trennungsgründen
decode-space-extended-disconnect-reason = Erweiterte Trennungsgründe
decode-space-errinfo = Gründe, die der Server sendet (Set Error Info)
decode-space-windows-event40-reason = Gründe in Ereignis 40
decode-space-freerdp-errconnect = Verbindungsfehler von FreeRDP
decode-space-freerdp-error-class = Fehlerklassen von FreeRDP
decode-space-xfreerdp-exit = Exitcodes von xfreerdp
decode-space-rdesktop-exit = Exitcodes von rdesktop
decode-space-credssp-ntstatus = Anmeldefehler (NTSTATUS)
decode-space-sspi-sec-e = Sicherheitsfehler von Windows
decode-space-tsg-e-proxy = Fehler des Remotedesktopgateways
decode-space-gateway-http-status = HTTP-Statuscodes von Gateways
decode-space-avd-connection-error = Verbindungsfehler von Azure Virtual Desktop
decode-space-rdp-neg-failure = Fehler beim Aushandeln der Sicherheit (X.224)
decode-space-tls-alert = TLS-Alerts
decode-space-license-error-code = Lizenzierungsfehler
decode-space-license-state-transition = Was auf einen Lizenzierungsfehler folgt
decode-space-logon-error-notification = Anmeldefehler
decode-space-early-user-auth-result = Ergebnisse der frühen Autorisierung
decode-space-rdstls-result = Ergebnisse von RDSTLS
decode-space-mcs-disconnect-reason = Trennungsgründe von MCS (Disconnect Provider Ultimatum)
decode-space-t125-mcs-result = Ergebnisse von MCS
decode-space-socket-error = Socketfehler
decode-space-dns-rcode = Antwortcodes von DNS
decode-space-icmp-unreachable = ICMP: Ziel nicht erreichbar
decode-space-kerberos-error = Kerberos-Fehler
decode-space-x224-dr-reason = Gründe einer X.224-Trennung
decode-space-x224-tpdu = X.224-Nachrichten
decode-space-rdp-security-protocol = Sicherheitsprotokolle
decode-space-rdp-neg-req-flag = Flags der Anfrage zur Aushandlung
decode-space-rdp-neg-rsp-flag = Flags der Antwort zur Aushandlung
decode-space-rdp-negotiation-type = Blöcke der Aushandlung
decode-space-mstsc-fatal-error = Schwere Fehler von Microsofts RDP-Steuerelement
decode-space-msra-saferror = Fehler der Remoteunterstützung
decode-space-windows-error = Fehler von Windows (HRESULT)
decode-space-windows-event = Ereignisse von Windows
decode-space-statement = Meldungen ohne Nummer

decode-status-documented = dokumentiert
decode-status-observed = beobachtet
decode-status-inferred = abgeleitet
decode-status-weak = unbestätigt

decode-place-resolve = der Namensauflösung
decode-place-connect = dem Aufbau der Verbindung
decode-place-path = einer Antwort, die nicht kam
decode-place-transport = einer funktionierenden Verbindung, die verloren ging
decode-place-negotiate = dem Aushandeln der Sicherheit
decode-place-secure = der Verschlüsselung (TLS)
decode-place-handshake = der Verschlüsselung (TLS) oder der Anmeldung (NLA)
decode-place-authenticate = der Anmeldung (NLA)
decode-place-settings = dem Austausch der Einstellungen
decode-place-license = der Lizenzierung
decode-place-capabilities = dem Beginn des Bildes
decode-place-session = der Sitzung
decode-place-gateway = einem Gateway oder Broker
decode-place-client = der App oder dem Gerät, auf dem sie läuft

## Notes

decode-note-not-the-time-limit = Manche Websites nennen 0x4 „Zeitlimit der Sitzung“. Das stimmt nur beim erweiterten Fehlercode 0x4.
decode-note-assumed-hex = Wir haben die Zahl hexadezimal gelesen, als stünde 0x davor.
decode-note-family-only = Genau diesen Code kennen wir nicht. Das hier gilt für alle Codes seiner Gruppe.
decode-note-from-sentence = Der Text enthält keinen Code; wir haben ihn aus dem Satz abgeleitet.
decode-note-similar = Der Wortlaut weicht etwas von der Meldung ab, die wir kennen.
decode-note-other-service = Hier geht es um die Verbindung eines anderen Dienstes, nach Name oder Port zu urteilen. Über Remotedesktop sagt das nichts.
decode-note-internal-error = „An internal error has occurred“ (interner Fehler) steht für jeden Code, zu dem Microsofts RDP-Steuerelement keinen eigenen Text hat. Der Satz allein sagt nichts über die Ursache.


## Whether it goes with the check

decode-fit-same-reason = Das passt: Der Computer nannte dieser Prüfung bei „{ $stage }“ denselben Grund. Deshalb erscheint bei { $programs } { $code }.
decode-fit-closed = Das passt: { $code } erscheint bei { $programs }, wenn die Verbindung ohne Grund geschlossen wird, wie hier bei „{ $stage }“.
decode-fit-reset = Das passt: { $code } erscheint bei { $programs }, wenn die Verbindung zurückgesetzt wird, wie hier bei „{ $stage }“.
decode-fit-silent = Das passt: { $code } erscheint bei { $programs }, wenn keine Antwort kommt, wie hier bei „{ $stage }“.
decode-fit-broken = Das passt: { $code } erscheint bei { $programs }, wenn der Netzwerkpfad abreißt, wie hier bei „{ $stage }“.
decode-fit-broken-off = Das passt: { $code } erscheint bei { $programs }, wenn der Computer die Verbindung beendet, wie hier bei „{ $stage }“.
decode-fit-same-stage = Das passt: { $code } erscheint bei { $programs }, wenn eine Verbindung bei diesem Schritt fehlschlägt („{ $stage }“).
decode-fit-nla-required = Das passt: Der Computer verlangt die Authentifizierung auf Netzwerkebene (NLA), und bei { $programs } erscheint { $code }, wenn sie ausgeschaltet ist.
decode-fit-finding = Das passt: { $code } bei { $programs } betrifft denselben Schritt wie unser Befund bei „{ $stage }“.
decode-fit-not = Das passt nicht: { $code } handelt von { $place }, aber diese Prüfung schlug bei „{ $stage }“ fehl. Vielleicht hat sich der Computer seitdem verändert, oder Ihre App nimmt eine andere Route, etwa über ein Gateway.
decode-fit-not-lost-now = Das passt nicht: { $code } handelt von { $place }, aber diese Prüfung behielt ihre Verbindung. Suchen Sie nach Unterschieden bei den Einstellungen der App, ihrem Netz oder VPN oder dem Konto. Auch ein Netzwerkpfad kann nur zeitweise ausfallen.
decode-fit-not-now = Das passt nicht: { $code } handelt von { $place }, und das funktionierte in dieser Prüfung. Der Fehler ist inzwischen behoben, kommt und geht oder liegt an Ihrer App.
decode-fit-nothing-known = Der Text enthält keinen bekannten Code und sagt daher nichts über diese Prüfung.
decode-fit-several-meanings = Diese Zahl bedeutet in verschiedenen Apps Verschiedenes. Nennen Sie Ihre App, oder fügen Sie die ganze Meldung ein.
decode-fit-about-client = Dieser Code handelt von der App oder dem Gerät, auf dem sie läuft. Das kann eine Prüfung von außen nicht sehen.
decode-fit-about-gateway = Dieser Code handelt von einem Gateway oder Broker dazwischen. Diese Prüfung verbindet sich direkt mit dem Computer und kann das nicht sehen.
decode-fit-not-walked = Diese Prüfung kam nicht so weit; sie kann den Code weder bestätigen noch ausschließen.
decode-fit-nothing-failed = Dieser Text erzählt von nichts, das fehlgeschlagen ist.
decode-fit-other-port = Dieser Text handelt von einem anderen Port als diese Prüfung.
decode-fit-other-computer = Dieser Text nennt einen anderen Computer als diese Prüfung oder denselben auf andere Weise. Also wird er nicht mit ihr verglichen.
decode-fit-reach-both = Der Port nimmt Verbindungen an: von dort, woher dieser Text kommt, und von diesem Server. Funktioniert Remotedesktop trotzdem nicht, liegt es nicht am Netzwerkweg.
decode-fit-reach-only-there = Der Port nimmt Verbindungen von dort an, woher dieser Text kommt, aber nicht von diesem Server. Also lauscht dort etwas, und der Netzwerkweg hält diesen Server fern.
decode-fit-reach-only-here = Dieser Server erreicht den Port, aber von dort, woher dieser Text kommt, ist er nicht erreichbar. Es liegt an jener Seite: an ihrem Netz, ihrer Firewall, ihrem VPN oder der Namensauflösung.
decode-fit-reach-neither = Der Port ist weder von dort erreichbar, woher dieser Text kommt, noch von diesem Server. Also ist der Computer vermutlich aus, oder eine Firewall nahe bei ihm sperrt den Port.
decode-fit-no-reason = Dieser Code nennt keinen Grund. Suchen Sie nach einem erweiterten Fehlercode.

## Was ein Text oder eine Datei ist

explain-is-empty = Es gibt nichts zu erklären. Geben Sie einen Code, eine Meldung oder eine Datei an, die nicht leer ist.
explain-is-code = Das ist ein Code.
explain-is-message = Das ist eine Meldung.
explain-is-log = { $encoding ->
    [UTF-8] Das ist ein Protokoll ({ $lines } Zeilen).
   *[other] Das ist ein Protokoll ({ $lines } Zeilen, { $encoding }).
}
explain-is-event-log = Das ist ein Windows-Ereignisprotokoll ({ $lines } Ereignisse).
explain-is-connection-file = Das ist eine Verbindungsdatei.
explain-is-link = Das ist ein Link, der eine Verbindung öffnet.
explain-is-capture = Das ist mitgeschnittener Netzwerkverkehr, der Kennwörter enthalten kann. Lesen Sie ihn in einem Terminal mit rdptrace explain.
explain-is-archive = Das ist ein Archiv. Entpacken Sie es zuerst.
explain-is-picture = Das ist ein Bild. Tippen oder kopieren Sie den Text darin.
explain-is-windows-trace = Das ist eine Windows-Ablaufverfolgung. Wandeln Sie sie zuerst mit pktmon etl2pcap oder tracerpt um.
explain-is-binary = Das ist kein Text. Außer Text lesen wir .evtx- und .rdp-Dateien und Netzwerkmitschnitte (pcap, pcapng).
explain-connects-to = Sie verbindet mit { $target }.
explain-connects-nowhere = Es ist nicht klar, mit welchem Computer sie verbindet.
explain-connects-through = Ihr Gateway ist { $gateway }.
explain-too-large = Diese Datei ist länger, als dieser Server liest. Wählen Sie den Teil um den Fehler, bis zu { $most } MB davon.
explain-in-part = Nur die ersten { $most } MB wurden gelesen.

## Was ein Mitschnitt enthält

capture-holds = Das ist mitgeschnittener Netzwerkverkehr ({ $frames } Pakete). Verbindungen mit Remotedesktop darin: { $connections }.
capture-damaged = Die Datei ist beschädigt oder abgeschnitten. Das hier kam davor.
capture-left-out = { $count } weitere Verbindungen wurden weggelassen.
capture-cut-off = Der Mitschnitt endet, oder die App ging, bevor etwas fehlschlug.
capture-up-to-tls = Was nach TLS kommt, ist verschlüsselt, und der Mitschnitt hat keine Geheimnisse dafür.
capture-with-gaps = Teile dieser Verbindung fehlen im Mitschnitt.
capture-speaks = Die Sätze unten sind für eine Prüfung geschrieben. Hier hat die App in der Aufzeichnung die Verbindung aufgebaut.
capture-nothing-failed = In dem, was die Aufzeichnung zeigt, ist nichts fehlgeschlagen
capture-pick = Wählen Sie eine mit --connection NUMMER.
