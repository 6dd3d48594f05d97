### What a program showed, and whether it goes with a check. The meanings of the codes are in the catalogue of codes.

decode-empty = Geben Sie den Code ein, den Ihr Programm gezeigt hat, oder fügen Sie die ganze Meldung ein.
decode-too-long = Dieser Text ist zu lang. Fügen Sie die Meldung oder die letzten Zeilen des Protokolls ein: höchstens { $most } Zeichen.
decode-no-code = Kein Programm, das wir kennen, zeigt das. Ein Code sieht aus wie 0x4, 516, -1073741715 oder ERRCONNECT_DNS_ERROR.
decode-unknown-code = Kein Programm, das wir kennen, zeigt diesen Code: { $codes }.
decode-event-only = Das ist ein Ereignis ohne Code.
decode-understood = Das ist über { $codes } bekannt (Bedeutungen auf Englisch):

decode-code-alone = { $code }
decode-code-error = Fehlercode { $code }
decode-code-extended = Erweiterter Fehlercode { $code }
decode-code-other = { $code }, außerdem
decode-elsewhere = { $code } ist bekannt aus: { $programs }. Was es dort bedeutet, gilt hier nicht.
decode-list = { $first } und { $last }
decode-as-extended = { $programs }, als erweiterter Fehlercode
decode-as-exit = { $programs }, als Exitcode

decode-origin-named = Der Text nennt { $programs }.
decode-origin-family-named = Der Text nennt Windows App oder Microsoft Remote Desktop, aber nicht das System.
decode-origin-system-named = { $programs }, nach dem System zu urteilen, das der Text nennt.
decode-origin-form = { $programs }, nach der Form der Meldung zu urteilen.
decode-origin-sentence = { $how ->
    [certain] Dieser Satz stammt von { $programs }.
   *[guessed] Diesen Satz zeigen viele Programme.
}
decode-origin-code = { $how ->
    [certain] Diesen Code gibt es nur bei { $programs }.
    [many] Viele Programme zeigen diese Zahl und meinen damit nicht dasselbe.
   *[guessed] Mehrere Programme zeigen diese Zahl: { $programs }.
}

## Programs

decode-program-windows-app = Windows App
decode-program-windows-app-on-windows = Windows App unter Windows
decode-program-windows-app-on-mac = Windows App unter macOS
decode-program-windows-app-on-ios = Windows App unter iOS
decode-program-windows-app-on-android = Windows App unter Android
decode-program-mstsc = Remotedesktopverbindung (mstsc)
decode-program-activex-host = Programme um Microsofts Steuerelement (RDCMan, mRemoteNG, NETworkManager)
decode-program-freerdp = FreeRDP
decode-program-remmina = Remmina
decode-program-guacamole = Guacamole
decode-program-rdesktop = rdesktop
decode-program-ironrdp = IronRDP
decode-program-event-log = Ereignisprotokoll von Windows
decode-program-gateway = Remotedesktopgateway
decode-program-virtual-desktop = Diagnose von Azure Virtual Desktop
decode-program-remote-assistance = Remoteunterstützung
decode-program-system = jedes Programm, vom System
decode-program-trace = Paketmitschnitte und Protokolle

## Code spaces

decode-space-windows-app-code = Fehlercodes der Windows App
decode-space-mstsc-disconnect-reason = Trennungsgründe von Microsofts Steuerelement
decode-space-mstsc-gateway-code = Trennungsgründe auf dem Weg über ein Gateway
decode-space-mstsc-reason-class = Familien von Trennungsgründen
decode-space-extended-disconnect-reason = Erweiterte Trennungsgründe
decode-space-errinfo = Gründe, die der Server sendet (Set Error Info)
decode-space-windows-event40-reason = Gründe in Ereignis 40
decode-space-freerdp-errconnect = Verbindungsfehler von FreeRDP
decode-space-freerdp-error-class = Klassen der Fehler von FreeRDP
decode-space-xfreerdp-exit = Exitcodes von xfreerdp
decode-space-rdesktop-exit = Exitcodes von rdesktop
decode-space-credssp-ntstatus = NTSTATUS-Werte der Anmeldung
decode-space-sspi-sec-e = Fehler der Sicherheitspakete von Windows
decode-space-tsg-e-proxy = Fehler des Remotedesktopgateways
decode-space-gateway-http-status = HTTP-Status eines Gateways
decode-space-avd-connection-error = Verbindungsfehler von Azure Virtual Desktop
decode-space-rdp-neg-failure = Fehlercodes der Aushandlung (X.224)
decode-space-tls-alert = TLS-Alerts
decode-space-license-error-code = Lizenzierungsfehler
decode-space-license-state-transition = Was auf einen Lizenzierungsfehler folgt
decode-space-logon-error-notification = Anmeldefehler
decode-space-early-user-auth-result = Ergebnisse der frühen Autorisierung
decode-space-rdstls-result = Ergebnisse von RDSTLS
decode-space-mcs-disconnect-reason = Gründe eines Disconnect Provider Ultimatum
decode-space-t125-mcs-result = Ergebnisse von MCS
decode-space-socket-error = Fehler von Sockets
decode-space-dns-rcode = Antwortcodes von DNS
decode-space-icmp-unreachable = ICMP: Ziel nicht erreichbar
decode-space-kerberos-error = Fehler von Kerberos
decode-space-x224-dr-reason = Gründe einer X.224-Trennung
decode-space-x224-tpdu = Nachrichten von X.224
decode-space-rdp-security-protocol = Sicherheitsprotokolle
decode-space-rdp-neg-req-flag = Flags der Anfrage zur Aushandlung
decode-space-rdp-neg-rsp-flag = Flags der Antwort zur Aushandlung
decode-space-rdp-negotiation-type = Blöcke der Aushandlung
decode-space-mstsc-fatal-error = Schwere Fehler von Microsofts Steuerelement
decode-space-msra-saferror = Fehler der Remoteunterstützung

decode-status-documented = dokumentiert
decode-status-observed = beobachtet
decode-status-inferred = gefolgert
decode-status-weak = ohne Beleg behauptet

decode-place-resolve = dem Namen
decode-place-connect = dem Aufbau der Verbindung
decode-place-path = einer Antwort, die ausblieb
decode-place-transport = einer Verbindung, die stand und verloren ging
decode-place-negotiate = dem Aushandeln der Sicherheit
decode-place-secure = TLS
decode-place-handshake = TLS oder der Anmeldung (NLA)
decode-place-authenticate = der Anmeldung (NLA)
decode-place-settings = dem Austausch der Einstellungen
decode-place-license = der Lizenzierung
decode-place-capabilities = dem Beginn des Bildes
decode-place-session = der Sitzung
decode-place-gateway = einem Gateway oder Broker
decode-place-client = dem Programm oder dem Gerät, auf dem es läuft

## Notes

decode-note-not-the-time-limit = Als Fehlercode ist 0x4 nicht das Zeitlimit der Sitzung, auch wenn mehrere Werkzeuge das sagen. Das ist nur der erweiterte Fehlercode 0x4.
decode-note-assumed-hex = Die Zahl wurde hexadezimal gelesen, als stünde 0x davor.
decode-note-family-only = Genau dieser Code ist nicht bekannt. Was hier steht, gilt für alle Codes seiner Familie.
decode-note-from-sentence = Der Text enthält keinen Code. Er wurde aus dem Satz gefolgert.
decode-note-internal-error = „An internal error has occurred“ (interner Fehler) steht für jeden Code, zu dem Microsofts Steuerelement keinen Text hat. Der Satz allein sagt nichts über die Ursache.

decode-event-24 = Ereignis 24: Eine Sitzung wurde getrennt.
decode-event-25 = Ereignis 25: Jemand kehrte zu einer Sitzung zurück.
decode-event-39 = Ereignis 39: Eine Sitzung wurde von einer anderen getrennt.
decode-event-40 = Ereignis 40: Eine Sitzung wurde getrennt, und der Ursachencode sagt, warum.
decode-event-56 = Ereignis 56 von TermDD: Die Sicherheitsschicht brach die Verbindung ab.
decode-event-97 = Ereignis 97: Der Kern von Remotedesktop meldet einen Fehler; die Zahl darin sagt, welchen.
decode-event-131 = Ereignis 131: Der Computer nahm eine TCP-Verbindung an. Pakete von dieser Adresse kommen also an.
decode-event-140 = Ereignis 140: Benutzer oder Kennwort waren falsch. Alles vor der Anmeldung geht.
decode-event-143 = Ereignis 143: Ein Kanal der Sitzung wurde geschlossen.
decode-event-148 = Ereignis 148: Ein Kanal der Sitzung wurde geschlossen.
decode-event-226 = Ereignis 226: Die Verbindung verließ einen Schritt mit einem Fehler; die Zahl darin sagt, mit welchem.
decode-event-261 = Ereignis 261: Der Remotedesktopdienst erhielt eine Verbindung. Pakete kommen bei ihm an.
decode-event-1006 = Ereignis 1006: Zu viele Verbindungen sind halb offen. Der Dienst nimmt neue an, bedient sie aber erst, wenn es weniger sind.
decode-event-1026 = Ereignis 1026: Ein Client auf diesem Computer wurde getrennt, und die Ursache steht dabei.
decode-event-1057 = Ereignis 1057: Der Dienst konnte sein Zertifikat nicht erstellen.
decode-event-1058 = Ereignis 1058: Der Dienst konnte sein abgelaufenes Zertifikat nicht ersetzen.
decode-event-4625 = Ereignis 4625: Eine Anmeldung schlug fehl. Der Unterstatus ist der genaue Grund, wenn er nicht 0x0 ist.
decode-event-7031 = Ereignis 7031: Ein Dienst wurde unerwartet beendet. Sind es die Remotedesktopdienste, werden Verbindungen angenommen und fallen gelassen.
decode-event-36870 = Ereignis 36870 von Schannel: Der private Schlüssel des Zertifikats lässt sich nicht öffnen.
decode-event-36871 = Ereignis 36871 von Schannel: TLS-Anmeldeinformationen ließen sich nicht erstellen, oft weil keine TLS-Version erlaubt ist.
decode-event-36874 = Ereignis 36874 von Schannel: Der Client bietet keine Verschlüsselung an, die dieser Computer erlaubt.
decode-event-36888 = Ereignis 36888 von Schannel: Dieser Computer sendete einen schweren Alert; dessen Zahl sagt, warum.

## Whether it goes with the check

decode-fit-same-reason = Genau diesen Grund nannte der Server auch dieser Prüfung, beim Schritt „{ $stage }“. Deshalb erscheint bei { $programs } { $code }.
decode-fit-closed = { $code } erscheint bei { $programs }, wenn die Verbindung an dieser Stelle ohne Grund geschlossen wird, wie hier beim Schritt „{ $stage }“.
decode-fit-reset = { $code } erscheint bei { $programs }, wenn die Verbindung an dieser Stelle zurückgesetzt wird, wie hier beim Schritt „{ $stage }“.
decode-fit-silent = { $code } erscheint bei { $programs }, wenn an dieser Stelle keine Antwort kommt, wie hier beim Schritt „{ $stage }“.
decode-fit-broken = { $code } erscheint bei { $programs }, wenn der Weg an dieser Stelle abreißt, wie hier beim Schritt „{ $stage }“.
decode-fit-broken-off = { $code } erscheint bei { $programs }, wenn der Server an dieser Stelle abbricht, wie hier beim Schritt „{ $stage }“.
decode-fit-same-stage = { $code } von { $programs } spricht von eben dem Schritt, an dem diese Prüfung scheiterte: „{ $stage }“.
decode-fit-nla-required = Dieser Computer verlangt die Authentifizierung auf Netzwerkebene (NLA), und bei { $programs } erscheint { $code }, wenn sie dort abgeschaltet ist.
decode-fit-finding = { $code } von { $programs } spricht vom selben Schritt wie das, was diese Prüfung bei „{ $stage }“ fand.
decode-fit-not = { $code } passt nicht: Der Code spricht von { $place }, und diese Prüfung scheiterte beim Schritt „{ $stage }“. Vielleicht war der Computer damals in einem anderen Zustand, oder das Programm nimmt einen anderen Weg.
decode-fit-not-lost-now = { $code } passt nicht: Der Code spricht von { $place }, und diese Prüfung verlor nichts. Suchen Sie, was anders ist: die Einstellungen des Programms, sein Netz oder VPN, das Konto, oder ein Weg, der nur manchmal versagt.
decode-fit-not-now = { $code } passt nicht: Der Code spricht von { $place }, und das ging in dieser Prüfung gut. Vielleicht ist der Fehler behoben, kommt und geht, oder liegt beim Programm.
decode-fit-nothing-known = Der Text enthält keinen bekannten Code und sagt deshalb nichts über diese Prüfung.
decode-fit-several-meanings = Diese Zahl bedeutet in verschiedenen Programmen Verschiedenes. Nennen Sie das Programm, oder fügen Sie seine ganze Meldung ein.
decode-fit-about-client = Dieser Code spricht vom Programm oder vom Gerät, auf dem es läuft. Das sieht eine Prüfung von außen nicht.
decode-fit-about-gateway = Dieser Code spricht von einem Gateway oder Broker dazwischen. Diese Prüfung geht direkt zum Computer und sieht ihn nicht.
decode-fit-not-walked = Diese Prüfung kam nicht bis dahin, wovon der Code spricht. Sie kann ihn weder bestätigen noch ausschließen.
decode-fit-no-reason = Dieser Code nennt selbst keinen Grund. Suchen Sie nach einem erweiterten Fehlercode.
