### What can be done. Commands stand in the code, because they are the same in every language.

## For the person who wants to connect; some for everybody.

step-send = Senden Sie dieses Ergebnis an die Person, die den Computer verwaltet, zum Beispiel an Ihren IT-Support.
step-send-to-network = Senden Sie dieses Ergebnis an die Person, die das Netz oder die Firewall verwaltet.
step-send-to-relay = Senden Sie dieses Ergebnis an die Person, die { $place ->
    [terminal] Ihr Gerät verwaltet, zum Beispiel an Ihren IT-Support.
    [agent] den Agenten betreibt.
   *[server] diesen rdptrace-Server betreibt.
}
step-nothing-to-do = Sie müssen nichts tun.
step-check-again = Prüfen Sie noch einmal, und lassen Sie die Prüfung zu Ende laufen.
step-check-at-once = Prüfen Sie gleich ein paarmal noch einmal. Achten Sie darauf, ob jedes Mal der erste Versuch fehlschlägt.
step-again = Warten Sie eine Minute, und prüfen Sie noch einmal.
step-try-your-app = Melden Sie sich mit Ihrer eigenen App und Ihrem Kennwort an. Wenn das funktioniert, ist alles in Ordnung.
step-spelling = Prüfen Sie die Schreibweise von { $host }.
step-vpn = { $by ->
        [tool-vpn] Fragen Sie die Zuständigen für Ihr VPN, ob es zu { $host }, Port { $port }, führt.
       *[other] Wenn der Computer in einem Firmen- oder Heimnetz steht, verbinden Sie zuerst das VPN. Versuchen Sie es dann noch einmal.
    }
step-full-name = Verwenden Sie den vollen Namen, etwa pc.example.org, statt des kurzen Namens oder einer Adresse.
step-own-address = Verbinden Sie am Computer das Netzwerkkabel oder das WLAN neu. Seine Adresse sollte dann nicht mehr mit 169.254 beginnen.
step-try-address = Versuchen Sie es mit der IP-Adresse des Computers statt mit seinem Namen.
step-try-ipv4 = Versuchen Sie es mit der IPv4-Adresse des Computers.
step-working-address = Verwenden Sie statt des Namens die Adresse, die antwortet.
step-check-hosts-file = Wenn Sie einen anderen Computer meinten, suchen Sie { $host } in der hosts-Datei am Ort der Prüfung. Oder verwenden Sie die Adresse.
step-own-relay = Starten Sie rdptrace auf Ihrem eigenen Computer. Dann wird geprüft, was Ihr Computer erreicht.
step-power = Stellen Sie sicher, dass der Computer eingeschaltet und wach ist.
step-wake = Wecken Sie den Computer: mit einer Taste, mit Wake-on-LAN oder über seinen Host.
step-ask-neighbour = Fragen Sie jemanden im selben Netz, ob der Computer dort erreichbar ist. Wenn ja, ist er wach.
step-enable-rdp = Öffnen Sie auf dem anderen Computer Einstellungen > System > Remotedesktop, und schalten Sie es ein. (Windows Home nimmt keine Verbindungen an.)
step-restart-computer = Wenn es Ihr Computer ist, starten Sie ihn einmal neu. Prüfen Sie dann noch einmal.
step-check-port = Prüfen Sie den Port. Wenn er nicht 3389 ist, hängen Sie ihn an den Namen an: pc.example.org:3390.
step-check-forward = Wenn ein Router oder Tunnel den Port weiterleitet, prüfen Sie, ob er zum richtigen Computer und Port führt.
step-forward = Leiten Sie in Ihrem Router den TCP-Port { $port } an die aktuelle Adresse des Computers weiter. Reservieren Sie diese Adresse für ihn.
step-public-address = Vergleichen Sie die Adresse mit der öffentlichen Adresse, die Ihr Router heute zeigt. Heimanschlüsse bekommen neue Adressen.
step-shared-address = Verwenden Sie ein VPN, wenn Ihr Anschluss sich eine öffentliche Adresse mit anderen teilt. Mobilfunk und viele neue Heimanschlüsse sind von außen nicht erreichbar.
step-public-name = Verwenden Sie von außen den öffentlichen Namen oder die öffentliche Adresse des Computers.
step-other-network = Versuchen Sie es aus einem anderen Netz, etwa über den Hotspot eines Telefons. Wenn es dort funktioniert, ist das erste Netz die Ursache.
step-tunnel = Wenn Sie einen Tunnel verwenden (frp, cloudflared, ssh), prüfen Sie, ob sein Ziel noch Adresse und Port des Computers ist. Starten Sie den Tunnel dann neu.
step-cable = Verwenden Sie ein Kabel statt WLAN, und halten Sie große Downloads an.
step-nearer = Verwenden Sie einen VPN-Standort oder eine Region, die näher am Computer liegt.
step-vpn-packet-size = Wenn Sie ein VPN verwenden, stellen Sie seine { -mtu } (MTU) auf höchstens 1400, oder versuchen Sie es ohne VPN.
step-update-program = Aktualisieren Sie Ihre Remotedesktop-App.
step-update-windows = Installieren Sie die ausstehenden Updates auf beiden Computern.
step-enable-nla = Schalten Sie in Ihrer App die Authentifizierung auf Netzwerkebene ein. In einer .rdp-Datei ist es diese Zeile:
step-negotiate-file = Lassen Sie die App die Sicherheit aushandeln. In der .rdp-Datei ist es diese Zeile:
step-plain-sign-in = Schalten Sie Restricted Admin oder Remote Credential Guard in der Datei oder App aus. Ohne das erhält der Computer Ihr Kennwort.
step-authentication-level = Wenn Sie diesen Computer kennen, lassen Sie die App fragen, statt abzulehnen. In der .rdp-Datei ist es diese Zeile:
step-kdc-proxy = Wenn die Anmeldung mit Kerberos fehlschlägt, prüfen Sie den Proxy für deren Tickets. Sein Name muss stimmen, und er muss aus Ihrem Netz erreichbar sein:
step-signed-file = Lassen Sie sich von der Person, die die Datei erstellt hat, eine neue geben. Ändern Sie eine signierte Datei nicht selbst.
step-program-in-file = Lassen Sie sich die Datei noch einmal geben. Diese Zeile nennt die App:
step-allow-without-nla = Wenn Ihre App auf NLA besteht, lassen Sie sie bei diesem Computer TLS ohne NLA verwenden.
step-smart-card = Stecken Sie die Smartcard ein, oder wählen Sie das Zertifikat, das Sie für diesen Computer bekommen haben.
step-entra-sign-in = Wenn der Computer zu Entra ID gehört, schalten Sie die Anmeldung mit einem Webkonto ein. Melden Sie sich mit Ihrem Arbeitskonto an.
step-use-gateway = Wenn das ein Remotedesktopgateway ist, tragen Sie es in Ihrer App als Gateway ein. Als Computer tragen Sie den Computer dahinter ein.
step-legacy-program = Verwenden Sie bis dahin eine App, die Standard RDP Security noch erlaubt:
step-do-not-sign-in = Geben Sie für diesen Computer kein Kennwort ein, bis das geklärt ist.
step-certificate-name = Verbinden Sie sich mit dem Namen im Zertifikat, wenn dieser Name zum Computer führt.
step-compare-thumbprint = Bevor Sie das Zertifikat zum ersten Mal annehmen, vergleichen Sie seinen Fingerabdruck mit dem am Computer. Der Administrator kann ihn dort ablesen.
step-check-own-clock = Prüfen Sie Datum und Uhrzeit auf Ihrem eigenen Gerät.
step-user-name-form = Geben Sie den vollen Benutzernamen ein: PC\user für ein lokales Konto, user@domain für ein Domänenkonto.
step-password-not-pin = Geben Sie das Kennwort des Kontos ein, keine PIN. Prüfen Sie die Tastaturbelegung.
step-set-password = Legen Sie für das Konto ein Kennwort fest. Konten ohne Kennwort können sich nicht über das Netz anmelden.
step-change-password = Ändern Sie das Kennwort am Computer selbst oder auf der Seite Ihrer Organisation dafür. Melden Sie sich dann noch einmal an.
step-type-password = Geben Sie das Kennwort noch einmal ein. Gespeicherte Kennwörter werden hier nicht angenommen.
step-wait-lockout = Probieren Sie keine weiteren Kennwörter. Warten Sie, bis die Sperre endet, oft nach 15 bis 30 Minuten.
step-no-oracle-workaround = Verringern Sie dafür nicht die Sicherheit Ihres eigenen Computers. Das Update fehlt dem anderen Computer.
step-sign-in-again = Melden Sie sich noch einmal an.
step-other-device = Beenden Sie die Verbindung auf Ihren anderen Geräten. Prüfen Sie, ob jemand anderes dasselbe Konto verwendet.
step-ask-other-user = Bitten Sie die dort angemeldete Person, sich abzumelden.
step-ask-administrator = Fragen Sie den Administrator nach dem Grund.
step-wait-restart = Warten Sie einige Minuten, bis der Computer wieder läuft. Prüfen Sie dann noch einmal.
step-admin-session = Administratoren können sich noch ohne Lizenz verbinden:
step-license-store = Entfernen Sie auf Ihrem eigenen Windows-Computer die gespeicherte Lizenz. Starten Sie dann die Remotedesktopverbindung einmal als Administrator.
step-connect-by-broker = Verbinden Sie sich mit der Datei oder dem Feed Ihrer Organisation, nicht mit dem Namen eines einzelnen Servers.
step-remoteapp-file = Verwenden Sie die RemoteApp-Datei Ihrer Organisation.
step-lower-display = Verwenden Sie in Ihrer App einen Bildschirm, eine niedrigere Auflösung und weniger Farben.
step-check-that-one = Prüfen Sie den Computer, zu dem Sie umgeleitet werden.
step-redirection-file = Wenn Ihre App der Umleitung nicht folgt, aktualisieren Sie sie. Oder fügen Sie der .rdp-Datei diese Zeile hinzu:
step-mac-local-network = Erlauben Sie die App auf einem Mac unter Systemeinstellungen > Datenschutz & Sicherheit > Lokales Netzwerk.
step-own-antivirus = Halten Sie den Web- oder Firewallschutz Ihres Virenschutzes an. Prüfen Sie, ob das VPN diesen Computer einschließt.
step-new-connection = Legen Sie in Ihrer App eine neue Verbindung an, statt eine gespeicherte zu verwenden. Entfernen Sie gespeicherte Kennwörter dafür:
step-no-gateway = Stellen Sie sicher, dass kein unnötiges Gateway eingestellt ist. In einer .rdp-Datei ist es diese Zeile:
step-gateway-name = Prüfen Sie Name und Port des Gateways in Ihrer App oder .rdp-Datei.
step-gateway-setting = In Ihrer App steht das Gateway unter den erweiterten Einstellungen oder in der .rdp-Datei.
step-send-to-gateway = Senden Sie dieses Ergebnis an die Person, die das Gateway verwaltet, zum Beispiel an Ihren IT-Support.
step-service-app = Öffnen Sie diesen Computer in Windows App, und melden Sie sich dort an.
step-vm-connect = Öffnen Sie auf einem Computer mit den Werkzeugen von Hyper-V die Konsole der Maschine:
step-no-udp = Wenn die Verbindung nach Sekunden oder Minuten abbricht, lassen Sie Ihre Windows-App nur TCP verwenden:

## For every administrator: of the network, of the relay, of any computer.

step-create-record = Legen Sie den A- oder AAAA-Eintrag an, oder berichtigen Sie das Ziel des Alias.
step-unblock-name = Wenn ein DNS-Filter wie Pi-hole { $host } sperrt, erlauben Sie den Namen dort.
step-repair-zone = Prüfen Sie die Delegierung der Zone, ihre Nameserver und ihre DNSSEC-Signaturen.
step-other-resolver = Prüfen Sie den DNS-Resolver am Ort der Prüfung, oder stellen Sie einen anderen ein.
step-remove-aaaa = Wenn der Computer nicht über IPv6 erreichbar sein soll, entfernen Sie seinen AAAA-Eintrag.
step-add-ipv4-record = Wenn der Computer eine IPv4-Adresse hat, geben Sie dem Namen auch einen A-Eintrag.
step-dead-records = Entfernen Sie die Adressen, die nicht antworten, vom Namen, oder beheben Sie den Fehler der Computer dahinter.
step-split-dns = Lassen Sie den Namen außen zu einer öffentlichen Adresse führen, oder akzeptieren Sie, dass er nur über das VPN funktioniert.
step-relay-policy = Wenn es kein Metadatendienst einer Cloud ist, erlauben Sie diese Adresse in der Zielrichtlinie am Ort der Prüfung. Dieser Befehl zeigt, was sie heute entscheidet:
step-relay-firewall = Erlauben Sie ausgehendes TCP zu Port { $port } in der Firewall am Ort der Prüfung.
step-relay-limits = Prüfen Sie die Limits am Ort der Prüfung: offene Dateien und freie lokale Ports.
step-relay-ipv6 = Richten Sie am Ort der Prüfung IPv6 ein.
step-cloud-rule = Erlauben Sie TCP { $port } von den Adressen der Clients in der Sicherheitsgruppe, im Router oder in der Firewall vor dem Computer.
step-inspection = Nehmen Sie Remotedesktop von Anwendungskontrolle, Angriffsschutz und TLS-Untersuchung auf dem Netzwerkpfad aus.
step-balancer = Prüfen Sie den Load Balancer oder Proxy davor: seine Mitglieder, Zustandsprüfungen und bekannten Namen.
step-cookie-rule = Suchen Sie nach einer Regel für den Benutzernamen in der Anfrage (mstshash), in einem Load Balancer oder Filter.
step-allow-list = Erlauben Sie die Adresse des Clients im Schutz vor dem Erraten von Kennwörtern, in Länderfiltern und im Just-in-Time-Zugriff.
step-too-many-callers = Wenn der Port zum Internet offen ist, erlauben Sie nur bekannte Adressen. Oder schalten Sie ein VPN oder Gateway davor.
step-proxy-in-between = Suchen Sie nach einem Proxy, Rekorder oder Gateway, das die Anfrage verändert, und aktualisieren Sie es.
step-client-certificates = Prüfen Sie, welche Zertifikate der Computer oder der Proxy davor von Clients verlangt.
step-name-in-certificate = Stellen Sie ein Zertifikat für den verwendeten Namen aus, und binden Sie es an Remotedesktop.
step-trusted-certificate = Um die Frage zu vermeiden, binden Sie ein Zertifikat einer Stelle, der die Computer vertrauen.
step-update-server = Aktualisieren Sie die Software des Remotedesktop-Servers.
step-clamp = Passen Sie auf dem Router oder VPN-Gateway die Segmentgröße (MSS) an den Pfad an, und erlauben Sie ICMP Typ 3 Code 4:
step-gateway-rule = Wenn dieses Gateway geprüft werden soll, nehmen Sie es mit seinem Port in die Zielrichtlinie am Ort der Prüfung auf. Dieser Befehl zeigt, was sie heute entscheidet:
step-gateway-port = Machen Sie das Gateway auf TCP-Port { $port } mit HTTPS erreichbar, durch jede Firewall davor.
step-gateway-path = Lassen Sie Proxys und Filter davor den Pfad /remoteDesktopGateway/ weiterleiten. Weiterleiten müssen sie auch die Methoden RDG_OUT_DATA und RDG_IN_DATA sowie WebSockets.
step-gateway-idle = Prüfen Sie die Leerlaufzeit jeder Firewall, jedes Lastverteilers und jedes Proxys vor dem Gateway. Sie muss länger sein als die stillen Zeiten einer Sitzung.
step-events-at-that-time = Sehen Sie sich die Ereignisprotokolle zur Zeit dieser Prüfung an.

## For the administrator of a Windows computer.

step-gateway-service = Prüfen Sie auf dem Gateway die Dienste, und starten Sie den Gatewaydienst neu:
step-gateway-role = Prüfen Sie auf dem Server, ob die Gatewayrolle installiert ist:
step-gateway-certificate = Binden Sie im RD-Gateway-Manager ein gültiges Zertifikat für den verwendeten Namen. Dies zeigt, was gebunden ist:
step-gateway-sign-in = Schalten Sie auf dem Gateway in IIS die Windows-Authentifizierung für die Site des Gateways ein:
step-gateway-limits = Lesen Sie auf dem Gateway die Zeitlimits der Verbindungsrichtlinien (CAP), in Minuten. 0 heißt kein Limit. Ändern lassen sie sich im RD-Gateway-Manager, in der Richtlinie unter „Timeouts“:
step-gateway-target = Prüfen Sie auf dem Gateway, ob es den Computer erreicht. TcpTestSucceeded sollte „True“ sein:
step-vm-id = Suchen Sie auf dem Hyper-V-Host die ID der Maschine. In einer .rdp-Datei ist es die Zeile pcb:s:ID:
step-look-up = Fragen Sie einen öffentlichen Nameserver, und vergleichen Sie die Antwort mit Ihrem eigenen:
step-register-name = Lassen Sie den Computer seinen Namen neu registrieren:
step-allow-connections = Erlauben Sie Verbindungen mit Remotedesktop:
step-policy = Prüfen Sie, dass keine Gruppenrichtlinie Remotedesktop sperrt. Diese sollte „Nicht konfiguriert“ oder „Aktiviert“ sein:
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Verbindungen > Remoteverbindungen für Benutzer mithilfe der Remotedesktopdienste zulassen
step-start-service = Starten Sie den Dienst. Danach sollte TermService „Running“ zeigen:
step-restart-service = Starten Sie den Dienst neu. Wenn er nicht stoppt, starten Sie den Computer neu.
step-listener = Prüfen Sie, ob der Listener rdp-tcp vorhanden ist. Sein Status sollte „Listen“ oder „Abhören“ sein:
step-listening-port = Prüfen Sie, welchen Port Remotedesktop verwendet. PortNumber sollte passen und fEnableWinStation 1 sein:
step-port-owner = Prüfen Sie, welche App den Port verwendet. Bei Remotedesktop sollte es svchost sein:
step-port-proxy = Prüfen Sie, ob ein Portproxy, Container oder Tunnel davor ist und wohin er führt. Eine leere Liste heißt: kein Portproxy:
step-firewall-rule = Erlauben Sie Remotedesktop in der Windows-Firewall:
step-network-profile = Prüfen Sie das Netzwerkprofil. NetworkCategory sollte „Private“ oder „DomainAuthenticated“ sein, weil die Regel bei „Public“ aus sein kann:
step-test-inside = Testen Sie im Netz und von außen. Wenn es nur außen fehlschlägt, sperrt die Firewall am Rand:
step-test-on-itself = Testen Sie auf dem Computer selbst. Wenn TcpTestSucceeded dort „True“ ist, liegt die Ursache vor ihm:
step-route = Prüfen Sie, wie weit die Pakete kommen:
step-pending-connections = Nur wenn das nicht hilft, erlauben Sie mehr wartende Verbindungen. Starten Sie dann den Computer neu.
step-no-standby = Lassen Sie den Computer nicht in den Energiesparmodus gehen:
step-load = Prüfen Sie, ob Arbeitsspeicher, Rechenzeit oder Handles fehlen. Zehntausende Handles in einem Prozess sind zu viele:
step-rdp-wrapper = Entfernen Sie Änderungen am Dienst wie RDP Wrapper, weil Windows-Updates sie unbrauchbar machen. Reparieren Sie dann die Systemdateien:
step-security-layer = Lassen Sie den Computer die Sicherheitsschicht aushandeln, einschließlich TLS:
step-security-layer-policy = Stellen Sie dasselbe als Gruppenrichtlinie ein. Sie hat Vorrang vor der Einstellung oben:
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Sicherheit > Verwendung einer bestimmten Sicherheitsstufe für Remoteverbindungen (RDP) ist erforderlich
step-nla-setting = Lassen Sie NLA möglichst eingeschaltet. Wenn eine App es nicht unterstützt, schaltet dies es aus:
step-restricted-admin = Wenn Ihre Organisation diese Modi will, erlauben Sie sie auf dem Computer:
step-require-nla = Verlangen Sie NLA, damit niemand den Anmeldebildschirm ohne Konto erreicht:
step-entra-file = Stellen Sie eine .rdp-Datei bereit, die nach der Anmeldung mit Entra ID fragt:
step-renew-certificate = Entfernen Sie das selbstsignierte Zertifikat, und starten Sie die Dienste neu. Windows erstellt dann ein neues:
step-bound-certificate = Prüfen Sie, welches Zertifikat an Remotedesktop gebunden ist. Es muss mit seinem Schlüssel vorhanden sein und Serverauthentifizierung erlauben:
step-sent-chain = Fügen Sie die Zertifikate der Aussteller dem Speicher für Zwischenzertifizierungsstellen hinzu. Der Computer sendet sie dann mit:
step-key-rights = Erlauben Sie dem Dienst, den Schlüssel zu lesen:
step-key-services = Prüfen Sie die Dienste für Schlüssel und Zertifikate. Keiner sollte unter StartType „Disabled“ zeigen:
step-key-store-size = Zählen Sie die Schlüsseldateien. Hunderttausende machen jeden Handshake langsam:
step-protocols-off = Prüfen Sie, ob TLS-Versionen ausgeschaltet wurden. Enabled sollte 1 sein oder fehlen:
step-enable-tls12 = Schalten Sie TLS 1.2 ein, und starten Sie neu. Windows 7 und Server 2008 R2 brauchen dafür das Update KB3080079.
step-cipher-suites = Vergleichen Sie die Verschlüsselungssammlungen mit denen eines funktionierenden Computers. Entfernen Sie eine Richtlinie, die sie einschränkt.
step-update-windows-server = Installieren Sie die Windows-Updates auf dem Computer. CredSSP wurde im Mai 2018 korrigiert (CVE-2018-0886).
step-set-clock = Stellen Sie die Uhr des Computers, bei einem virtuellen Computer auch die seines Hosts:
step-ntlm-policy = Prüfen Sie, ob NTLM eingeschränkt ist. Bei Kerberos braucht man den vollen Namen und einen erreichbaren Domänencontroller.
    .line = Computerkonfiguration > Windows-Einstellungen > Sicherheitseinstellungen > Lokale Richtlinien > Sicherheitsoptionen > Netzwerksicherheit: Beschränken von NTLM: Eingehender NTLM-Datenverkehr
step-lm-level = Prüfen Sie die NTLM-Stufe. Sie sollte 3 oder höher sein:
step-lsa = Suchen Sie nach Fehlern des Sicherheitsdienstes, und starten Sie den Computer dann neu:
step-find-dc = Prüfen Sie, ob der Computer einen Domänencontroller findet. Der Befehl sollte einen nennen:
step-repair-trust = Setzen Sie die Vertrauensstellung des Computers zu seiner Domäne zurück. Der Befehl sollte „True“ antworten:
step-grant-logon = Nehmen Sie den Benutzer in die Gruppe Remotedesktopbenutzer auf:
step-logon-rights = Prüfen Sie die Rechte des Benutzers. „Anmelden über Remotedesktopdienste zulassen“ sollte ihn enthalten, kein Eintrag zum Verweigern.
    .line = Computerkonfiguration > Windows-Einstellungen > Sicherheitseinstellungen > Lokale Richtlinien > Zuweisen von Benutzerrechten
step-account-state = Prüfen Sie das Konto. Enabled sollte True sein, LockedOut und PasswordExpired sollten False sein:
step-enable-account = Aktivieren Sie das Konto, oder ändern Sie sein Ablaufdatum:
step-unlock-account = Entsperren Sie das Konto, und finden Sie heraus, wer Kennwörter ausprobiert:
step-logon-hours = Prüfen Sie die Anmeldezeiten des Kontos und die Computer, die es verwenden darf.
step-protected-users = Mitglieder von Protected Users brauchen Kerberos. Verwenden Sie den vollen Namen und einen erreichbaren Domänencontroller.
step-allowed-to-authenticate = Geben Sie dem Benutzer am Computer das Recht „Allowed to authenticate“. Die Vertrauensstellung gilt nur für ausgewählte Konten.
step-prompt-policy = Prüfen Sie diese Gruppenrichtlinie, die jedes Mal nach dem Kennwort fragt:
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Sicherheit > Bei der Verbindungsherstellung immer zur Kennworteingabe auffordern
step-time-limits = Prüfen Sie die Zeitlimits für Sitzungen:
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Sitzungszeitlimits
step-sessions = Prüfen Sie, wer angemeldet ist, und melden Sie Sitzungen ab, die niemand braucht:
step-single-session = Erlauben Sie bei Bedarf mehr als eine Sitzung für jedes Konto:
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Verbindungen > Remotedesktopdienste-Benutzer auf eine Remotedesktopdienste-Sitzung beschränken
step-drain-mode = Prüfen Sie, ob der Computer neue Sitzungen annimmt. Die Antwort sollte „aktiviert“ sein:
step-connection-limit = Prüfen Sie das Verbindungslimit. Ein Arbeitsplatz-Windows erlaubt eine Person, ein Server ohne RDS-Rolle zwei Administratoren.
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Verbindungen > Anzahl der Verbindungen einschränken
step-fips-setting = Vergleichen Sie die FIPS-Einstellung und die Verschlüsselungsstufe auf beiden Seiten. Enabled 0 heißt, dass FIPS aus ist:
step-wddm-policy = Schalten Sie den WDDM-Anzeigetreiber für Remotedesktop aus, und starten Sie neu:
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Umgebung für Remotesitzung > WDDM-Grafiktreiber für Remotedesktopverbindungen verwenden = Deaktiviert
step-avc-policy = Schalten Sie H.264 mit vollen Farben aus:
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Umgebung für Remotesitzung > H.264/AVC 444-Grafikmodus für Remotedesktopverbindungen priorisieren = Deaktiviert
step-display-update = Aktualisieren Sie den Anzeigetreiber. Entfernen Sie Treiber anderer Fernsteuerungs-Apps.
step-system-files = Reparieren Sie die Systemdateien:
step-broker-state = Prüfen Sie den Broker: seinen Dienst, den Zustand des Ziels und die Rechte der Sammlung. Tssdis sollte „Running“ sein:
step-remoteapp-setting = Wenn volle Desktops gebraucht werden, erlauben Sie sie in der Sammlung.
step-channel-policy = Suchen Sie nach Gruppenrichtlinien, die Umleitungen sperren (Zwischenablage, Laufwerke, Drucker), und nach Sicherheitsprodukten.
step-antivirus = Nehmen Sie Remotedesktop im Sicherheitsprodukt des Computers aus. Manche Produkte halten diese Nachricht für einen Angriff.
step-keep-alive = Lassen Sie den Computer Keep-Alives senden, damit er verlorene Verbindungen bemerkt:
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Verbindungen > „Keep-Alive“-Verbindungsintervall konfigurieren
step-tcp-only = Wenn Sitzungen einfrieren oder abbrechen, lassen Sie den Computer nur TCP verwenden:
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Verbindungen > RDP-Transportprotokolle auswählen = Nur TCP verwenden
step-license-diagnoser = Starten Sie die Remotedesktop-Lizenzierungsdiagnose. Sie zeigt, was fehlt:
step-license-server = Stellen Sie einen Lizenzserver und den Lizenzierungsmodus ein. Prüfen Sie, ob der Computer den Lizenzserver erreicht:
    .line = Computerkonfiguration > Administrative Vorlagen > Windows-Komponenten > Remotedesktopdienste > Remotedesktopsitzungs-Host > Lizenzierung > Angegebene Remotedesktop-Lizenzserver verwenden
step-license-count = Fügen Sie Lizenzen (RDS-CALs) hinzu, oder geben Sie welche frei. Ihre Version darf nicht älter als der Server sein.
step-license-services = Starten Sie den Dienst neu. Starten Sie auf dem Lizenzserver auch den Lizenzierungsdienst neu:
step-path-size = Suchen Sie das größte Paket, das durchkommt. Verringern Sie die Zahl, bis eine Antwort kommt (normal ist 1472):
step-measure-loss = Messen Sie einige Minuten lang den Paketverlust auf dem Pfad. In der letzten Zeile sollten 0 % stehen:
step-gateway-file = Wenn das ein Remotedesktopgateway ist, stellen Sie eine .rdp-Datei bereit, die es nennt:

## For the administrator of an xrdp, GNOME or FreeRDP computer.

step-look-up-linux = Fragen Sie einen öffentlichen Nameserver, und vergleichen Sie die Antwort mit Ihrem eigenen:
step-xrdp-status = Prüfen Sie, ob xrdp läuft, und starten Sie es sonst. Beide Dienste sollten „active (running)“ sein:
step-xrdp-restart = Starten Sie xrdp neu:
step-xrdp-log = Lesen Sie das Protokoll von xrdp zur Zeit dieser Prüfung:
step-xrdp-port = Prüfen Sie den Port in xrdp.ini, und die Adresse, falls dort eine steht:
step-xrdp-negotiate = Lassen Sie xrdp TLS aushandeln, und starten Sie es neu:
step-xrdp-key = Lassen Sie xrdp das Zertifikat und seinen Schlüssel lesen, und starten Sie es neu. Ohne sie fällt es auf veraltete oder gar keine Sicherheit zurück:
step-xrdp-new-key = Erstellen Sie ein neues Zertifikat:
step-xrdp-chain = Fügen Sie die Zertifikate der Aussteller in dieselbe Datei ein, hinter dem Zertifikat:
step-xrdp-tls-versions = Erlauben Sie aktuelle TLS-Versionen:
step-xrdp-ciphers = Entfernen Sie, was die Verschlüsselung einschränkt:
step-xrdp-update = Aktualisieren Sie xrdp. Ältere Versionen schließen die Verbindung, wo neuere antworten:
step-xrdp-no-nla = xrdp unterstützt kein NLA und fragt in der Sitzung nach dem Kennwort. Schalten Sie ein VPN davor, wenn das nicht reicht.
step-xrdp-groups = Nehmen Sie den Benutzer in die Gruppe auf, die sesman.ini unter TerminalServerUsers nennt:
step-xrdp-limits = Prüfen Sie die Limits für Sitzungen:
step-xrdp-session = Prüfen Sie, warum die Sitzung nicht startete. Derselbe Benutzer darf nicht am Bildschirm angemeldet sein.
step-xrdp-channels = Prüfen Sie, welche Kanäle xrdp erlaubt:
step-gnome-status = Prüfen Sie in GNOME, ob der entfernte Desktop an ist („Status: enabled“) und ein Zertifikat hat:
step-gnome-key = Legen Sie in GNOME ein Zertifikat und einen Schlüssel fest:
step-gnome-redirection = GNOME leitet Anmeldungen in eine eigene Sitzung um, daher muss die App Umleitungen folgen.
step-freerdp-nla = Aktualisieren Sie FreeRDP oder GNOME Remote Desktop. Ältere Versionen unterstützen nur einen Teil von NLA.
step-entra-linux = Verwenden Sie eine Version von FreeRDP, die die Anmeldung mit Entra ID unterstützt:
step-gateway-log = Wenn das Gateway rdpgw ist, lesen Sie sein Protokoll zur Zeit dieser Prüfung:
step-gateway-proxy = Wenn nginx oder HAProxy vor dem Gateway steht, prüfen Sie dessen Timeouts. Bei nginx sind 60 Sekunden Standard; wird so lange nichts gesendet, schließt sich der Tunnel:
step-listening-linux = Prüfen Sie, welche App auf dem Port lauscht. Die Adresse sollte 0.0.0.0, [::], * oder die eigene Adresse sein:
step-firewall-ufw = Öffnen Sie den Port mit ufw:
step-firewall-cmd = Öffnen Sie den Port mit firewalld:
step-firewall-list = Lesen Sie die Firewallregeln:
step-fail2ban = Prüfen Sie, ob die Adresse des Clients gesperrt ist:
step-container = Wenn der Server in einem Container läuft, prüfen Sie, ob er läuft und sein Port veröffentlicht ist:
step-route-linux = Prüfen Sie, wie weit die Pakete kommen:
step-path-size-linux = Suchen Sie das größte Paket, das durchkommt (normal ist pmtu 1500):
step-measure-loss-linux = Messen Sie einige Minuten lang den Paketverlust auf dem Pfad. In der letzten Zeile sollten 0 % stehen:
step-load-linux = Prüfen Sie, ob Arbeitsspeicher oder Rechenzeit fehlt:
step-no-sleep-linux = Lassen Sie den Computer nicht in den Energiesparmodus gehen:
step-set-clock-linux = Stellen Sie die Uhr. Danach sollte dort „System clock synchronized: yes“ stehen:
step-linux-account = Prüfen Sie das Konto: ob es gesperrt oder abgelaufen ist und was PAM meldet:

## What the computer's logs show.

step-event-service = Ein Dienst wurde unerwartet beendet:
    .line = System: 7031, 7034; Anwendung: 1000 (termsrv.dll, rdpcorets.dll)
step-event-listener = Ereignis 261: Die Verbindung erreichte den Dienst. Fehlt es, hat etwas sie vorher aufgehalten.
    .line = Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational: 261
step-event-pending = Ereignis 1006: Zu viele Verbindungen wurden begonnen und nicht beendet.
    .line = Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational: 1006
step-event-rdpcore = Ereignis 131: eine Verbindung mit ihrer Adresse. 140: falscher Benutzername oder falsches Kennwort. 226: ein Fehler mit seiner Zahl.
    .line = Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational: 131, 140, 226
step-event-certificate = Ereignisse 1057 und 1058: Das Zertifikat konnte nicht erstellt oder ersetzt werden.
    .line = System, Quelle TerminalServices-RemoteConnectionManager: 1057, 1058
step-event-schannel = Ereignis 36870: Der Schlüssel lässt sich nicht öffnen. 36871, 36874, 36888: keine gemeinsame Version oder Verschlüsselung.
    .line = System, Quelle Schannel: 36870, 36871, 36872, 36874, 36888
step-event-logons = Ereignis 4625: eine fehlgeschlagene Anmeldung mit ihrem Grund. 4740: Ein Konto wurde gesperrt.
    .line = Sicherheit: 4625, 4740
step-event-session = Ereignis 40: Eine Sitzung endete, mit dem Grund als Zahl. 24 und 25: getrennt und wieder verbunden.
    .line = Microsoft-Windows-TerminalServices-LocalSessionManager/Operational: 24, 25, 40
step-event-license = Ereignisse 1128 und 1069: Die Übergangsfrist ist vorbei, oder es ist kein Lizenzierungsmodus eingestellt.
    .line = System, Quelle TerminalServices-RemoteConnectionManager: 1069, 1128
step-event-crash = Ereignis 1000: Eine App ist abgestürzt, etwa dwm.exe, winlogon.exe oder ein Anzeigetreiber.
    .line = Anwendung: 1000
step-event-gateway = Ereignis 303: Eine Verbindung durch das Gateway endete. 202: Ein Administrator beendete sie. 203: zu viele Verbindungen. 304: Das Gateway erreichte den Computer nicht.
    .line = Microsoft-Windows-TerminalServices-Gateway/Operational: 202, 203, 302, 303, 304
step-event-client = Ereignis 1026 auf Ihrem eigenen Windows-Computer: warum er trennte, als Dezimalzahl.
    .line = Microsoft-Windows-TerminalServices-RDPClient/Operational: 1026
step-log-xrdp = xrdp protokolliert das Zertifikat, den Schlüssel und jede Verbindung:

## Where a step is done

tool-group-policy = Gruppenrichtlinie
tool-event-viewer = Ereignisanzeige
