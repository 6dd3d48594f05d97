### What is wrong with licences and sessions. The key is the finding's id.

said-by-server = Der Server selbst nannte den Grund { $code }.
-works-until-session = Netz, Firewall, Verschlüsselung und der Port des Dienstes sind in Ordnung.

## Sessions that the server ends with a reason

RDP-SES-001 = Die Sitzung war zu lange untätig
    .short = Grenze für Untätigkeit
    .meaning = { said-by-server } Für untätige Sitzungen ist ein Zeitlimit gesetzt.
RDP-SES-002 = Die Sitzung hat ihr Zeitlimit erreicht
    .short = Zeitlimit der Sitzung
    .meaning = { said-by-server } Für aktive Sitzungen ist ein Zeitlimit gesetzt. Das ist der erweiterte Code 4. Das 0x4, das Programme allein zeigen, ist etwas anderes und hat damit nichts zu tun.
RDP-SES-003 = Jemand hat die Sitzung übernommen
    .short = Sitzung übernommen
    .meaning = { said-by-server } Dasselbe Konto hat sich von woanders verbunden, oder jemand hat sich am Computer angemeldet. Zwei Geräte, die sich von selbst neu verbinden, werfen einander ohne Ende hinaus.
RDP-SES-004 = Dem Computer fehlt Arbeitsspeicher
    .short = kein Arbeitsspeicher
    .meaning = { said-by-server } Der Speicher fehlt dem Server, nicht Ihrem Computer.
RDP-SES-005 = Der Server verweigert die Verbindung
    .short = Verbindung verweigert
    .meaning = { said-by-server } Das tun der Drain-Modus, eine Grenze für Verbindungen, eine Regel über Adressen, oder die Rechte einer Sammlung. { -works-until-session }
RDP-SES-006 = Der Server verlangt FIPS-Verschlüsselung
    .short = FIPS verlangt
    .meaning = { said-by-server } Seine Einstellungen zur Verschlüsselung passen nicht zu denen des Clients.
RDP-SES-007 = Das Konto hat kein Recht, sich mit Remotedesktop anzumelden
    .short = kein Recht zur Anmeldung
    .meaning = { said-by-server } Benutzer und Kennwort wurden angenommen. Das Konto ist in keiner Gruppe, die Remotedesktop benutzen darf, oder eine Regel verweigert es ihm.
RDP-SES-008 = Der Server will das Kennwort neu eingegeben haben
    .short = neues Eingeben des Kennworts
    .meaning = { said-by-server } Gespeicherte Kennwörter werden hier nicht angenommen.
RDP-SES-009 = Ein Administrator hat die Sitzung beendet
    .short = vom Administrator beendet
    .meaning = { said-by-server } Jemand hat die Sitzung mit einem Werkzeug getrennt oder abgemeldet.
RDP-SES-010 = Die Sitzung wurde von innen beendet
    .short = vom Benutzer beendet
    .meaning = { said-by-server } Ihr eigener Benutzer oder ein Programm darin hat sich abgemeldet oder getrennt.
RDP-SES-011 = Der Anzeigetreiber des Computers für Remotedesktop hat versagt
    .short = Anzeigetreiber versagt
    .meaning = { said-by-server } Die Anzeige der Sitzung startete nicht oder hörte auf. { -works-until-session }
RDP-SES-012 = Ein Teil von Windows ist in der Sitzung abgestürzt
    .short = Sitzung abgestürzt
    .meaning = { said-by-server } Meist stecken ein Treiber oder beschädigte Systemdateien dahinter.
RDP-SES-013 = Der Computer wird heruntergefahren oder neu gestartet
    .short = wird heruntergefahren
    .meaning = { said-by-server } Das beendet alle Sitzungen; häufig sind Updates der Anlass.
RDP-SES-014 = Der Broker hat keine Sitzung für Sie
    .short = Broker lehnt ab
    .meaning = { said-by-server } Der Computer gehört zu einer Farm, und ihr Broker konnte die Verbindung nicht unterbringen. Das kommt auch davon, dass man sich direkt mit einem Mitglied verbindet.
RDP-SES-015 = Der Server kann die verlangte Grafik nicht
    .short = Grafik versagt
    .meaning = { said-by-server } Oft helfen einfachere Anzeigeeinstellungen oder ein Update auf einer der beiden Seiten.
RDP-SES-016 = Der Server gibt einzelne Programme aus, keinen Desktop
    .short = nur RemoteApp
    .meaning = { said-by-server } Er ist auf RemoteApp eingestellt.
RDP-SES-017 = Der Server kann nicht lesen, was der Client sendet
    .short = Daten des Clients abgelehnt
    .meaning = { said-by-server } Client und Server passen nicht zusammen: Einer ist veraltet, oder der Bildschirm, die Zahl der Monitore oder die Umleitungen gehen über das hinaus, was der Server annimmt.
RDP-SES-018 = Die alte Verschlüsselung der Sitzung hat versagt
    .short = Sitzungsverschlüsselung versagt
    .meaning = { said-by-server } Das betrifft Standard RDP Security. Mit TLS kommt es nicht vor.
RDP-SES-019 = Der Server hat die Verbindung zum Client verloren
    .short = Verbindung verloren
    .meaning = { said-by-server } Vom Server aus gesehen ging das Netz weg oder stockte. { -shown-lost }
RDP-SES-020 = Der Server beendet die Sitzung mit dem Grund { $code }
    .short = Grund { $code }
    .meaning = Diese Zahl sandte der Server selbst; keine veröffentlichte Tabelle erklärt sie. { -works-until-session }
RDP-SES-021 = { $known ->
        [target] Der Server verweist auf einen anderen: { $to }
       *[token] Der Server verweist auf einen anderen
    }
    .short = umgeleitet
    .meaning = Das tun Broker und die Anmeldung von GNOME; es ist kein Fehler. Diese Prüfung folgt nicht, Programme müssen es. Eines, das es nicht kann, zeigt hier 0x204 oder einen internen Fehler.
RDP-SES-022 = { $by ->
        [user] Der Server beendete das Gespräch, als hätte jemand darum gebeten
       *[server] Der Server beendete das Gespräch und nannte keinen Grund
    }
    .short = ohne Grund beendet
    .meaning = Es war ein ordentliches Ende (Ultimatum { $code }), und vorher wurde kein Grund gesendet. Mehr steht in den Protokollen des Computers. { -works-until-session } { -shown-lost }

## Sessions that break without a reason

RDP-SES-023 = Der Computer legt auf, während die Sitzung aufgebaut oder gehalten wird
    .short = ohne Grund geschlossen
    .meaning = Die Verbindung wurde ordentlich und ohne ein Wort geschlossen. Meist endete das Programm hinter der Sitzung oder stürzte ab. { -works-until-session } { -shown-lost }
RDP-SES-024 = Die Sitzung wird gekappt
    .short = zurückgesetzt
    .meaning = Die Verbindung wurde mitten in der Sitzung zurückgesetzt. Das tun ein abgestürzter Dienst, ein Sicherheitsprodukt oder ein Gerät auf dem Weg. { -shown-lost }
RDP-SES-025 = Der Computer antwortet mitten in der Sitzung nicht mehr
    .short = keine Antwort
    .meaning = { span } lang kam nichts mehr; die Verbindung blieb offen. Der Computer ist überlastet, oder ein Teil von ihm hängt. { -works-until-session }
RDP-SES-026 = Der Computer sendet, was nicht hierher gehört
    .short = unerwartete Antwort
    .meaning = Seine Nachricht ist nicht lesbar oder kommt zur falschen Zeit. Meist ist der Server fehlerhaft oder ungewöhnlich; die Zeile sagt, was erwartet wurde. Andere Programme kommen vielleicht damit zurecht.
RDP-SES-027 = { $how ->
        [cancelled] Die Prüfung wurde abgebrochen; bis dahin war nichts kaputt
        [time] Die Zeit für die Prüfung lief ab; bis dahin war nichts kaputt
       *[other] Die Prüfung endete vorzeitig; bis dahin war nichts kaputt
    }
    .short = { $how ->
        [cancelled] abgebrochen
        [time] außer Zeit
       *[other] vorzeitig beendet
    }
    .meaning = Die Schritte, die zu Ende kamen, stehen unten. Über die anderen ist nichts bekannt.
RDP-SES-028 = Wenn Ihr Programm trotzdem scheitert, liegt die Ursache auf Ihrer Seite des Relays
    .short = Ihre Seite
    .meaning = Das Relay kam durch. Zwischen Ihnen und ihm ist verschieden: Ihr Netz und VPN, Ihre Firewall und Ihr Virenschutz, Ihr Programm mit seinen gespeicherten Einstellungen, und was für Ihre Adresse gefiltert wird. Scheitert es sofort und nur in einem Programm, ist es dieses Programm; in allen, Ihr Netz; nach Sekunden oder Minuten, die Leitung.

## The parts of a session

RDP-MCS-001 = Der Server weigert sich, die Sitzung aufzubauen
    .short = Sitzung abgelehnt
    .meaning = Er beantwortete unsere Einstellungen oder unsere Bitte um Einlass mit { $code }. Er ist an einer Grenze oder nimmt nicht an, was der Client verlangt. { -works-until-session }
RDP-MCS-002 = Der Computer legt bei der ersten Nachricht der Sitzung auf
    .short = legt bei den Einstellungen auf
    .meaning = TLS steht, und beim Austausch der Einstellungen wurde aufgelegt. Sicherheitsprodukte halten diese Nachricht für einen bekannten Angriff (BlueKeep); ein Dienst, der abstürzt oder wortlos ablehnt, sieht genauso aus. { -not-password } { -shown-lost }
RDP-CHN-001 = Der Server öffnet einen Kanal nicht, den er genannt hatte
    .short = Kanal abgelehnt
    .meaning = Er lehnte Kanal { $channel } ab, den er einen Augenblick vorher angeboten hatte. Das ist ein Fehler des Servers oder eines Produkts, das ihn filtert.
RDP-LGN-001 = Der Computer lehnt die Anmeldung der Sitzung ab
    .short = Anmeldung abgelehnt
    .meaning = { said-by-server } Dabei geht es um den Benutzernamen oder das Kennwort. Eine Prüfung ohne Kennwort meldet sich mit einem leeren an: Dann war das zu erwarten und sagt nichts über Ihres.
RDP-LGN-002 = Jemand anderes ist angemeldet
    .short = Sitzung belegt
    .meaning = { said-by-server } Der Computer bedient eine Person auf einmal, und die andere wurde gefragt oder stimmte nicht zu.
RDP-LGN-003 = Der Anmeldevorgang des Computers beendete die Sitzung
    .short = Anmeldevorgang beendet
    .meaning = { said-by-server } Er tat es von sich aus; mehr steht in den Protokollen des Computers.
RDP-CAP-001 = Der Server beginnt die Sitzung immer wieder von vorn
    .short = endlose Neuanfänge
    .meaning = Er begann { $times }-mal von vorn. Meist passen die Auflösung oder die Grafikeinstellungen nicht, oder der Server ist fehlerhaft. { -works-until-session }
RDP-CAP-002 = Der Computer lässt den Client ein und bietet dann keine Sitzung
    .short = keine Sitzung angeboten
    .meaning = Die Lizenzierung war erledigt, und keine Sitzung kam; die Verbindung blieb offen. Der Computer ist überlastet, eine Richtlinie oder ein Profil braucht zu lange, seine Lizenzen sind verbraucht, oder ein Broker wartet. { -works-until-session }
RDP-DSK-001 = Die Sitzung beginnt, aber es kommt kein Bild
    .short = kein Bild
    .meaning = Alles bis zum Bild ging. Ein schwarzes oder fehlendes Bild kommt meist vom Anzeigetreiber oder von einem Desktop, der nicht startet. { -works-until-session }
RDP-DSK-002 = Alles ist gut, soweit man ohne Kennwort sehen kann
    .short = gut bis zum ersten Bild
    .meaning = Name, Netz, Firewall, Dienst, TLS, Lizenzierung und Sitzung gehen: Das erste Bild kam, und die Sitzung hielt. Was bleibt, ist die Anmeldung in der Sitzung und was danach kommt.

## Licences

RDP-LIC-001 = Der Server findet keinen Lizenzserver
    .short = kein Lizenzserver
    .meaning = Er ist ein Sitzungshost ohne einen Lizenzserver, den er erreicht; 120 Tage nach der Einrichtung weist er alle ab. { -works-until-session } { -not-password }
RDP-LIC-002 = Für Sie ist keine Lizenz mehr frei
    .short = keine Lizenz frei
    .meaning = Die Lizenzen des Servers sind verbraucht oder passen nicht zu seiner Version. { -works-until-session } { -not-password }
RDP-LIC-003 = Der Server nimmt die Lizenz des Clients nicht an
    .short = Clientlizenz abgelehnt
    .meaning = Die Lizenz, die Ihr Computer aufbewahrt, oder eine Nachricht über sie ist beschädigt oder gehört zu einem anderen.
RDP-LIC-004 = Das Netz hat die Lizenzierung gestört
    .short = Lizenzierung unterbrochen
    .meaning = { said-by-server } Die Verbindung zwischen Client, Server und Lizenzserver war gestört.
RDP-LIC-005 = Die Lizenzierung des Servers hat einen inneren Fehler
    .short = Lizenzierung fehlerhaft
    .meaning = { said-by-server } { -works-until-session }
RDP-LIC-006 = Der Computer hat keine Lizenz dafür, von außen benutzt zu werden
    .short = nicht lizenziert
    .meaning = { said-by-server } Seine Edition oder seine Rolle erlaubt es nicht.
RDP-LIC-007 = Der Server lehnt seiner Lizenzierung wegen ab, mit dem Code { $code }
    .short = Lizenzierungsfehler { $code }
    .meaning = Diese Zahl sandte der Server selbst. { -works-until-session } { -not-password }
RDP-LIC-008 = Die Lizenzierung kommt nicht zum Ende
    .short = Lizenzierung hängt
    .meaning = Der Server verstummte mittendrin; die Verbindung blieb offen. Das tun Sitzungshosts nach ihren 120 Tagen ohne Lizenzen und solche, die auf einen Lizenzserver warten. { -not-password }
RDP-LIC-009 = Der Server beklagt sich über seine Lizenzierung
    .short = Lizenzierungswarnung { $code }
    .meaning = Er sandte den Lizenzierungsfehler { $code } und machte weiter. Später weist er womöglich Leute ab.
RDP-SES-029 = Die Prüfung kann eine Antwort des Computers nicht lesen
    .short = Antwort, die nur die Prüfung nicht lesen kann
    .meaning = Die fällige Nachricht kam, aber in einer Form, die diese Prüfung nicht kennt. Das kann eine Lücke der Prüfung sein und kein Fehler des Computers: andere Programme können sie vielleicht lesen. Was nach diesem Schritt kommt, wurde nicht geprüft.
