### What is wrong with licenses and sessions. The key is the finding's id.

said-by-server = Der Computer selbst nannte den Grund { $code }.
-works-until-session = Alles vor diesem Schritt hat funktioniert.

## Sessions that the server ends with a reason

RDP-SES-001 = Die Sitzung war zu lange inaktiv
    .short = Limit für inaktive Sitzungen
    .meaning = { said-by-server } Für inaktive Sitzungen gibt es ein Zeitlimit.
RDP-SES-002 = Die Sitzung hat ihr Zeitlimit erreicht
    .short = Zeitlimit der Sitzung
    .meaning = { said-by-server } Für aktive Sitzungen gibt es ein Zeitlimit. Das ist der erweiterte Code 4. Das 0x4, das Apps allein zeigen, hat damit nichts zu tun.
RDP-SES-003 = Jemand anderes hat die Sitzung übernommen
    .short = Sitzung übernommen
    .meaning = { said-by-server } Dasselbe Konto hat sich von einem anderen Gerät verbunden, oder jemand hat sich am Computer angemeldet. Zwei Geräte, die sich automatisch neu verbinden, trennen einander immer wieder.
RDP-SES-004 = Der Computer hat zu wenig Arbeitsspeicher
    .short = zu wenig Arbeitsspeicher
    .meaning = { said-by-server } Ihr eigenes Gerät hat genug Arbeitsspeicher.
RDP-SES-005 = Der Computer verweigert die Verbindung
    .short = Verbindung verweigert
    .meaning = { said-by-server } Ursachen sind der Drain-Modus, ein Verbindungslimit, eine Adressregel oder die Rechte einer Sammlung. { -works-until-session }
RDP-SES-006 = Der Computer verlangt FIPS-Verschlüsselung
    .short = FIPS verlangt
    .meaning = { said-by-server } Seine Verschlüsselungseinstellungen passen nicht zu denen des Clients.
RDP-SES-007 = { $account ->
        [none] Der Computer lässt die leere Anmeldung dieser Prüfung nicht zu
       *[named] Das Konto darf Remotedesktop nicht benutzen
    }
    .short = kein Recht zur Anmeldung
    .meaning = { said-by-server } { $account ->
        [none] Diese Prüfung meldet sich ohne Namen an, also sagt das nichts über Ihr Konto. Zeigt Ihre App dasselbe, ist Ihr Konto in keiner Gruppe, die Remotedesktop benutzen darf, oder eine Regel verweigert es.
       *[named] Benutzername und Kennwort wurden angenommen. Das Konto ist in keiner Gruppe, die Remotedesktop benutzen darf, oder eine Regel verweigert es.
    }
RDP-SES-008 = Sie müssen das Kennwort selbst eingeben
    .short = Kennwort selbst eingeben
    .meaning = { said-by-server } Gespeicherte Kennwörter nimmt er nicht an.
RDP-SES-009 = Ein Administrator hat die Sitzung beendet
    .short = vom Administrator beendet
    .meaning = { said-by-server } Jemand hat die Sitzung mit einem Verwaltungswerkzeug getrennt oder abgemeldet.
RDP-SES-010 = Jemand hat die Sitzung von innen beendet
    .short = vom Benutzer beendet
    .meaning = { said-by-server } Der Benutzer oder eine App in der Sitzung hat sich abgemeldet oder die Verbindung getrennt.
RDP-SES-011 = Der Anzeigetreiber des Computers für Remotedesktop ist ausgefallen
    .short = Anzeigetreiber ausgefallen
    .meaning = { said-by-server } Die Anzeige der Sitzung startete nicht oder fiel aus. { -works-until-session }
RDP-SES-012 = Ein Teil von Windows ist in der Sitzung abgestürzt
    .short = Sitzung abgestürzt
    .meaning = { said-by-server } Der übliche Grund ist ein Treiber oder eine beschädigte Systemdatei.
RDP-SES-013 = Der Computer wird heruntergefahren oder neu gestartet
    .short = wird heruntergefahren
    .meaning = { said-by-server } Das beendet alle Sitzungen. Updates sind ein häufiger Grund.
RDP-SES-014 = Der Verbindungsbroker hat keine Sitzung für Sie
    .short = Broker lehnt ab
    .meaning = { said-by-server } Der Computer gehört zu einer Serverfarm, und deren Broker konnte die Verbindung nicht zuordnen. Das passiert auch, wenn Sie sich mit einem einzelnen Server der Farm verbinden.
RDP-SES-015 = Der Computer kann die angeforderte Grafik nicht anzeigen
    .short = Grafikfehler
    .meaning = { said-by-server } Oft helfen einfachere Anzeigeeinstellungen oder ein Update auf einer der beiden Seiten.
RDP-SES-016 = Der Computer bietet nur einzelne Apps, keinen Desktop
    .short = nur RemoteApp
    .meaning = { said-by-server } Er ist auf RemoteApp eingestellt.
RDP-SES-017 = Der Computer kann nicht lesen, was die App sendet
    .short = Daten des Clients abgelehnt
    .meaning = { said-by-server } Entweder ist eine Seite veraltet, oder Bildschirm, Monitore oder umgeleitete Geräte gehen über das hinaus, was der Computer annimmt.
RDP-SES-018 = Die alte Verschlüsselung der Sitzung ist fehlgeschlagen
    .short = Sitzungsverschlüsselung fehlgeschlagen
    .meaning = { said-by-server } Das kommt nur bei Standard RDP Security vor, nie bei TLS.
RDP-SES-019 = Der Computer hat die Verbindung zur App verloren
    .short = Verbindung verloren
    .meaning = { said-by-server } Von ihm aus gesehen stockte das Netz oder fiel aus. { -shown-lost }
RDP-SES-020 = Der Computer beendete die Sitzung mit dem Grund { $code }
    .short = Grund { $code }
    .meaning = Diese Zahl hat der Computer selbst gesendet, aber keine veröffentlichte Tabelle erklärt sie. { -works-until-session }
RDP-SES-021 = { $known ->
        [target] Der Computer leitet Sie zu { $to } um
       *[token] Der Computer leitet Sie zu einem anderen Computer um
    }
    .short = umgeleitet
    .meaning = Broker und die Anmeldung von GNOME machen das, es ist also kein Fehler. Diese Prüfung folgt Umleitungen nicht, aber Apps müssen es tun. Eine App, die das nicht kann, kann hier 0x204 oder einen internen Fehler zeigen.
RDP-SES-022 = { $by ->
        [user] Der Computer beendete die Sitzung, als hätte jemand darum gebeten
       *[server] Der Computer beendete die Sitzung, ohne einen Grund zu nennen
    }
    .short = ohne Begründung beendet
    .meaning = Er beendete die Sitzung ordnungsgemäß (Ultimatum { $code }), nannte vorher aber keinen Grund. Mehr steht in den Protokollen des Computers. { -works-until-session } { -shown-lost }

## Sessions that break without a reason

RDP-SES-023 = Der Computer schließt die Verbindung während der Sitzung
    .short = ohne Begründung geschlossen
    .meaning = Die Verbindung wurde ordnungsgemäß, aber ohne Begründung geschlossen. Die übliche Ursache ist ein Sitzungsdienst, der beendet wurde oder abgestürzt ist, oder ein Proxy dazwischen, der ungenutzte Verbindungen beendet. { $lacks ->
        [graphics] Auch GNOME Remote Desktop schließt hier, wenn die App keine Graphics Pipeline anbietet, und diese Prüfung bietet keine an. Dann kann Ihre App trotzdem funktionieren. { -works-until-session }
       *[nothing] { -works-until-session }
    } { -shown-lost }
RDP-SES-024 = Die Sitzung wird abgebrochen
    .short = zurückgesetzt
    .meaning = Die Verbindung wurde mitten in der Sitzung zurückgesetzt. Gründe können ein abgestürzter Dienst, ein Sicherheitsprodukt oder ein Gerät auf dem Netzwerkpfad sein. { -shown-lost }
RDP-SES-025 = Der Computer antwortet mitten in der Sitzung nicht mehr
    .short = keine Antwort
    .meaning = Dieser Schritt war nach { span } nicht fertig, und die Verbindung blieb offen. Der Computer ist überlastet, oder ein Teil von ihm hängt. { -works-until-session }
RDP-SES-026 = Der Computer sendet etwas Unerwartetes
    .short = unerwartete Antwort
    .meaning = Seine Nachricht ist nicht lesbar oder kommt zur falschen Zeit. Der übliche Grund ist ein fehlerhafter oder ungewöhnlicher Server. Der Schritt nennt, was erwartet wurde. Andere Apps können trotzdem damit zurechtkommen.
RDP-SES-027 = { $how ->
        [cancelled] Vorzeitig abgebrochen, bisher kein Problem gefunden
        [time] Die Zeit für die Prüfung ist abgelaufen, bisher kein Problem gefunden
        [agent] Die Verbindung zum Agenten ging verloren, bisher kein Problem gefunden
        [declined] Der Agent hat diese Prüfung nicht angenommen
       *[other] Die Prüfung endete vorzeitig, bisher kein Problem gefunden
    }
    .short = { $how ->
        [cancelled] abgebrochen
        [time] Zeit abgelaufen
        [agent] Agent verloren
        [declined] Agent prüft nicht
       *[other] vorzeitig beendet
    }
    .meaning = { $how ->
        [declined] Er hat genug zu tun, oder der Server, mit dem er verbunden ist, erlaubt diese Prüfung nicht. An den Computer hat er nichts gesendet.
       *[other] Die abgeschlossenen Schritte stehen unten. Über die anderen ist nichts bekannt.
    }
RDP-SES-028 = Wenn Ihre App trotzdem fehlschlägt, könnte es an Ihrer Seite liegen
    .short = Ihre Seite
    .meaning = { $place ->
        [terminal] Diese Prüfung konnte sich von dem Gerät aus verbinden, auf dem sie lief. Bei Apps dort können trotzdem Einstellungen, Gateway und Adresse anders sein, und Schutzprogramme können sie anders behandeln. Schlägt nur eine App fehl, liegt es vermutlich an ihr. Wenn ein Computer erst nach der Anmeldung Probleme macht, bemerkt diese Prüfung das nicht.
       *[other] Diese Prüfung konnte sich verbinden. Bei Ihrer App können Gerät, Netz, VPN, Firewall, Virenschutz, gespeicherte Einstellungen und Adresse anders sein. Schlägt nur eine App fehl, liegt es vermutlich an ihr. Schlagen alle auf Ihrem Gerät fehl, liegt es vermutlich an Ihrem Netz. Wenn ein Computer erst nach der Anmeldung Probleme macht, bemerkt diese Prüfung das nicht.
    }

## The parts of a session

RDP-MCS-001 = Der Computer weigert sich, die Sitzung aufzubauen
    .short = Sitzung abgelehnt
    .meaning = Er beantwortete unsere Einstellungen oder unsere Anfrage mit { $code }. Er hat ein Limit erreicht oder nimmt nicht an, was der Client verlangt. { -works-until-session }
RDP-MCS-002 = Der Computer schließt die Verbindung, wenn die Sitzung beginnt
    .short = schließt bei den Einstellungen
    .meaning = Alles vor der Sitzung hat funktioniert, aber der Computer schloss die Verbindung bei ihrer ersten Nachricht. { -not-password } Sicherheitsprodukte halten diese Nachricht für einen bekannten Angriff (BlueKeep). Ein Dienst, der abstürzt oder ohne Begründung ablehnt, sieht genauso aus. { -shown-lost }
RDP-CHN-001 = { $how ->
        [other] Der Computer bestätigt den falschen Kanal
       *[refused] Der Computer lehnt einen Kanal ab, den er gerade angeboten hat
    }
    .short = { $how ->
        [other] falscher Kanal
       *[refused] Kanal abgelehnt
    }
    .meaning = { $how ->
        [other] Wir baten um Kanal { $channel }, und er bestätigte Kanal { $confirmed }. Das verletzt die Regeln des Protokolls, deshalb stoppen hier auch die meisten Apps. Es ist ein Fehler des Computers oder eines Produkts dazwischen.
       *[refused] Er lehnte Kanal { $channel } ab. Das ist ein Fehler des Computers oder eines Produkts, das den Kanal filtert.
    }
RDP-LGN-001 = Der Computer lehnt die Anmeldung der Sitzung ab
    .short = Anmeldung abgelehnt
    .meaning = { said-by-server } Es geht um den Benutzernamen oder das Kennwort. { $account ->
        [none] Diese Prüfung meldet sich mit einem leeren Kennwort an, also war das zu erwarten und sagt nichts über Ihres.
       *[named] Beides war ihm genannt worden.
    }
RDP-LGN-002 = Am Computer ist jemand anderes angemeldet
    .short = Sitzung belegt
    .meaning = { said-by-server } Der Computer lässt immer nur eine Person zu. Die andere Person wurde gefragt oder stimmte nicht zu.
RDP-LGN-003 = Der Anmeldevorgang des Computers beendete die Sitzung
    .short = Anmeldevorgang beendet
    .meaning = { said-by-server } Er tat das von sich aus. Mehr steht in den Protokollen des Computers.
RDP-CAP-001 = Der Computer startet die Sitzung immer wieder neu
    .short = endlose Neustarts
    .meaning = Er begann { $times }-mal von vorn. Der übliche Grund ist eine unpassende Auflösung oder Grafikeinstellung oder ein fehlerhafter Server. { -works-until-session }
RDP-CAP-002 = Der Computer nimmt die App an, bietet dann aber keine Sitzung
    .short = keine Sitzung angeboten
    .meaning = Die Lizenzierung war erledigt, aber es kam keine Sitzung, und die Verbindung blieb offen. Typische Gründe sind ein überlasteter Computer, eine langsame Richtlinie oder ein langsames Profil, verbrauchte Lizenzen oder ein wartender Broker. { -works-until-session }
RDP-DSK-001 = Die Sitzung beginnt, aber es kommt kein Bild
    .short = kein Bild
    .meaning = { -works-until-session } Der übliche Grund für ein schwarzes oder fehlendes Bild ist der Anzeigetreiber oder ein Desktop, der nicht startet.
RDP-DSK-002 = Remotedesktop funktioniert und sendet ein Bild
    .short = bis zum ersten Bild
    .meaning = Name, Netz, Firewall, Dienst, Verschlüsselung, Lizenzierung und Sitzung funktionieren. Das erste Bild kam, und die Sitzung blieb offen. Die Anmeldung ist nicht geprüft, weil der Computer Kennwörter auf seinem eigenen Bildschirm prüft.

## Licenses

RDP-LIC-001 = Der Computer findet keinen Lizenzserver
    .short = kein Lizenzserver
    .meaning = Er ist ein Sitzungshost und erreicht keinen Lizenzserver. 120 Tage nach der Einrichtung weist er alle ab. { -not-password } { -works-until-session }
RDP-LIC-002 = Für Sie ist keine Lizenz mehr frei
    .short = keine Lizenz frei
    .meaning = Die Lizenzen des Computers sind verbraucht oder passen nicht zu seiner Version. { -not-password } { -works-until-session }
RDP-LIC-003 = Der Computer nimmt die Lizenz Ihres Geräts nicht an
    .short = Clientlizenz abgelehnt
    .meaning = Die Lizenz auf Ihrem Gerät oder eine Nachricht über sie ist beschädigt oder gehört zu einem anderen Gerät.
RDP-LIC-004 = Ein Netzwerkproblem hat die Lizenzierung unterbrochen
    .short = Lizenzierung unterbrochen
    .meaning = { said-by-server } Die Verbindung zwischen App, Computer und Lizenzserver war gestört.
RDP-LIC-005 = Die Lizenzierung des Computers hat einen internen Fehler
    .short = Lizenzierung fehlerhaft
    .meaning = { said-by-server } { -works-until-session }
RDP-LIC-006 = Der Computer ist nicht für Remoteverbindungen lizenziert
    .short = nicht lizenziert
    .meaning = { said-by-server } Seine Edition oder Rolle erlaubt sie nicht.
RDP-LIC-007 = Der Computer lehnt mit dem Lizenzierungsfehler { $code } ab
    .short = Lizenzierungsfehler { $code }
    .meaning = Diese Zahl hat der Computer selbst gesendet. { -not-password } { -works-until-session }
RDP-LIC-008 = Die Lizenzierung wird nie fertig
    .short = Lizenzierung hängt
    .meaning = Der Computer antwortete während der Lizenzierung nicht mehr, und die Verbindung blieb offen. { -not-password } Das passiert bei Sitzungshosts, die 120 Tage ohne Lizenzen waren oder auf einen Lizenzserver warten.
RDP-LIC-009 = Der Computer meldet ein Lizenzierungsproblem
    .short = Lizenzierungswarnung { $code }
    .meaning = Er hat den Lizenzierungsfehler { $code } gesendet und dann weitergemacht. Später kann er Personen abweisen.
RDP-SES-029 = Diese Prüfung kann die Antwort des Computers nicht lesen
    .short = Antwort für diese Prüfung nicht lesbar
    .meaning = Die erwartete Nachricht kam, aber in einer Form, die diese Prüfung nicht kennt. Das kann eine Lücke der Prüfung sein, dann ist der Computer in Ordnung. Was nach diesem Schritt kommt, wurde nicht geprüft.
RDP-SES-030 = Der Computer lehnt Anmeldungen ohne Kennwort ab
    .short = bei der leeren Anmeldung geschlossen
    .meaning = Die Prüfung meldet sich mit leerem Namen an, und der Computer hat die Verbindung geschlossen. Manche Computer machen das absichtlich, dann ist alles in Ordnung. Wenn auch Ihre App hier nicht weiterkommt, wurde der Sitzungsdienst beendet oder ist abgestürzt.
RDP-SES-031 = { $part ->
        [sign-in] Die Antwort des Computers auf die Anmeldung bricht ab
       *[session] Die Antwort des Computers bricht in der Sitzung ab
    }
    .short = Antwort abgeschnitten
    .meaning = { $how ->
        [silent] Ein Teil der Nachricht kam, dann nichts mehr. Die Verbindung blieb offen. Der Grund kann ein hängender Dienst oder ein Gerät auf dem Netzwerkpfad sein.
       *[ended] Ein Teil der Nachricht kam, dann endete die Verbindung. Der Grund kann ein abgestürzter Dienst oder ein Gerät auf dem Netzwerkpfad sein.
    } { -not-password } { -shown-lost }
RDP-SES-032 = { $part ->
        [sign-in] Der Client auf dieser Seite konnte die Anmeldung nicht abschließen
       *[session] Der Fehler liegt an diesem Client, nicht am Computer
    }
    .short = Fehler des Clients auf dieser Seite
    .meaning = { $part ->
        [sign-in] Der Computer hat nichts abgelehnt. Der Client auf dieser Seite hörte von selbst auf. Er unterstützt nicht jede Art der Anmeldung, oder etwas veränderte die Verbindung unterwegs.
       *[session] Die Nachrichten des Computers waren in Ordnung. Dann hörte der Client auf dieser Seite von selbst auf. Er hat bekannte Lücken, die andere Apps nicht haben.
    }
RDP-SES-033 = Die Datei ist für eine RemoteApp, nennt sie aber nicht
    .short = RemoteApp ohne Namen
    .meaning = In der Datei steht remoteapplicationmode:i:1, und remoteapplicationprogram fehlt. Es gibt nichts zu öffnen.
RDP-SES-034 = Die Datei verlangt etwas anderes als einen gewöhnlichen Desktop
    .short = Datei verlangt anderes
    .meaning = { $how ->
        [program] Diese Prüfung verlangte einen Desktop, und der Computer bietet nur einzelne Apps. Die Datei öffnet eine, also betrifft sie diese Ablehnung vielleicht nicht.
       *[admin] Die Datei verlangt eine administrative Sitzung, die keine Lizenz braucht. Diese Prüfung tat das nicht, also betrifft die Ablehnung die Datei vielleicht nicht.
    }
RDP-SES-035 = Die Datei verbietet den Namen aus der Umleitung
    .short = Datei verbietet Umleitungsnamen
    .meaning = In der Datei steht use redirection server name:i:0. Der Computer schickt Sie zu einem anderen, und Apps suchen diesen dann unter dem alten Namen. Broker und die Systemanmeldung von GNOME brauchen den neuen.
RDP-SES-036 = Die Datei ist signiert und lässt sich nicht einfach ändern
    .short = signierte Datei
    .meaning = Die Signatur deckt eine Einstellung ab, die hier genannt ist. Wenn Sie sie ändern, vertrauen Apps der Datei nicht mehr.
