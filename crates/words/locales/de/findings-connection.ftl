### What is wrong before encryption: names, TCP, negotiation, and the network itself. The key is the finding's id.

-shown-dns = Microsofts Apps zeigen das als 0x104.
-shown-tcp = Microsofts Apps zeigen das als 0x204, manchmal als 0x4.
-shown-lost = Bricht eine Verbindung ohne Begründung ab, zeigen Microsofts Apps oft 0x4.
-shown-neg = Microsofts Apps können hier einen internen Fehler oder 0x4 zeigen.
-not-password = An Ihrem Kennwort liegt es nicht.

## Names

RDP-DNS-001 = Der Name { $host } gilt nur in seinem eigenen Netz
    .short = Name nur intern bekannt
    .meaning = Der Nameserver dieser Prüfung kennt den Namen nicht. Kurze Namen und Namen auf .local gelten nur in ihrem eigenen Netz oder VPN. { -shown-dns }
RDP-DNS-002 = Einen Computer mit dem Namen { $host } gibt es nicht
    .short = kein solcher Name
    .meaning = Der Nameserver meldet, dass es diesen Namen nicht gibt. Er ist falsch geschrieben, nicht mehr in Gebrauch oder nur in einem Firmennetz oder VPN bekannt. Bis zum Computer kam die Prüfung nicht. { -shown-dns }
RDP-DNS-003 = Der Name { $host } hat keine Adresse
    .short = Name ohne Adresse
    .meaning = Den Namen gibt es, aber für ihn ist weder eine IPv4- noch eine IPv6-Adresse eingetragen. Oft verweist er auf einen Namen, den es nicht mehr gibt. { -shown-dns }
RDP-DNS-004 = Der Nameserver hat ein Problem mit { $host }
    .short = Fehler des Nameservers (SERVFAIL)
    .meaning = Er antwortete mit dem Fehler SERVFAIL. Typische Gründe sind nicht erreichbare Server der Domain oder ungültige DNSSEC-Signaturen. Der Computer selbst kann in Ordnung sein. { -shown-dns }
RDP-DNS-005 = Der Nameserver verweigert dieser Prüfung die Antwort
    .short = Nameserver verweigert Antwort
    .meaning = Er hat mit REFUSED geantwortet, nimmt also vom Ort dieser Prüfung keine Anfragen an. Über { $host } sagt das nichts.
RDP-DNS-006 = Der Nameserver meldet den Fehler { $code }
    .short = Fehler des Nameservers { $code }
    .meaning = Der Nameserver dieser Prüfung hat einen Fehler. Über { $host } sagt das nichts.
RDP-DNS-007 = { $answer ->
        [unusable] Der Nameserver gibt keine brauchbare Antwort
       *[none] Der Nameserver antwortet nicht
    }
    .short = { $answer ->
        [unusable] keine brauchbare DNS-Antwort
       *[none] Nameserver antwortet nicht
    }
    .meaning = { $answer ->
        [unusable] Gefragt wurde nach { $host }. Der Nameserver dieser Prüfung nimmt keine Fragen an, oder seine Antwort ist nicht lesbar. Auch eine Firewall, die lange DNS-Antworten (TCP-Port 53) blockiert, führt dazu.
       *[none] Auf die Frage nach { $host } kam keine Antwort. Der Nameserver dieser Prüfung oder der Netzwerkpfad zu ihm ist ausgefallen oder überlastet.
    } Bis zum Computer kam die Prüfung nicht.
RDP-DNS-008 = { $place ->
        [terminal] Ihr Gerät darf { $host } nicht prüfen
        [agent] Der Agent darf { $host } nicht prüfen
       *[server] Dieser Server darf { $host } nicht prüfen
    }
    .short = von der Richtlinie nicht erlaubt
    .meaning = { $address ->
        [unasked] Die Richtlinie am Ort der Prüfung erlaubt { $host } mit Port { $port } nicht.
        [none] Der Name führt zu einer Adresse, die die Richtlinie am Ort der Prüfung nicht erlaubt.
       *[other] Der Name führt zu { $address }, und die Richtlinie am Ort der Prüfung erlaubt diese Adresse nicht.
    } An den Computer wurde nichts gesendet, er kann also in Ordnung sein.
RDP-DNS-009 = Ein Teil der Namensauflösung schlägt fehl ({ $record }-Einträge)
    .short = Abfrage von { $record } schlägt fehl
    .meaning = Für die eine Art von Adressen hat der Nameserver geantwortet, für { $record } nicht. Apps, die auf beides warten, werden langsam oder geben auf. Andere funktionieren normal.
RDP-DNS-010 = Die Namensauflösung ist langsam ({ span })
    .short = langsame Namensauflösung
    .meaning = Üblich sind 10 bis 50 Millisekunden. Jede neue Verbindung wartet so lange, bevor sie beginnt.
RDP-DNS-011 = Der Name führt zum prüfenden Computer selbst
    .short = Name führt zum prüfenden Computer
    .meaning = { $host } führt zu { $address }, und das ist immer der Computer selbst, auf dem die Prüfung läuft. Wenn Sie einen anderen meinen, ist die hosts-Datei oder der Nameserver falsch eingestellt.
RDP-DNS-012 = Der Name hat nur IPv6-Adressen
    .short = nur IPv6
    .meaning = Der Computer antwortet, aber ohne IPv6 ist { $host } nicht erreichbar. Bei manchen funktioniert es, bei anderen nicht. { -shown-dns }
RDP-DNS-013 = Einige Adressen des Computers wurden nicht geprüft
    .short = manche Adressen nicht geprüft
    .meaning = { $address ->
        [none] Auch eine andere Adresse gehört zu { $host }, aber die Richtlinie am Ort der Prüfung erlaubt sie nicht.
       *[other] Auch { $address } gehört zu { $host }, aber die Richtlinie am Ort der Prüfung erlaubt diese Adresse nicht.
    } Dorthin wurde nichts gesendet. Bei Apps, die diese Adresse wählen, kann das Ergebnis anders ausfallen.
RDP-DNS-014 = Der Name { $host } führt zu einer Adresse, die kein Computer hat
    .short = Name führt zu keinem Computer
    .meaning = Er führt zu { $address }. Entweder sperrt ein DNS-Filter oder eine hosts-Datei den Namen, oder der Eintrag ist falsch. { $tried ->
        [yes] Der Verbindungsversuch dorthin schlug fehl, also wurde der Computer selbst nie gefragt.
       *[no] An den Computer wurde nichts gesendet.
    }
RDP-DNS-015 = Der Name { $host } ist ein Alias, der im Kreis führt
    .short = Alias im Kreis
    .meaning = Folgt man den Aliasen, landet man wieder bei { $alias } und nie bei einer Adresse. Die Einträge im DNS sind falsch. { -shown-dns }
RDP-DNS-017 = Der Name hat nur eine IPv4-Adresse in einem IPv6-Eintrag
    .short = IPv4-Adresse in AAAA
    .meaning = Der IPv6-Eintrag (AAAA) des Namens enthält die IPv4-Adresse { $address }, und einen IPv4-Eintrag (A) gibt es nicht. Wir benutzten IPv4. Manche Apps und Systeme übergehen so einen Eintrag. Bei manchen funktioniert der Name also, bei anderen nicht.
RDP-DNS-016 = { $host } ist ein Alias für einen Namen, den es nicht gibt
    .short = Alias für fehlenden Namen
    .meaning = Den Alias gibt es, { $alias } aber nicht. Wahrscheinlich wurde der Computer umbenannt oder entfernt, oder dieser Name ist nur in einem Firmennetz oder VPN bekannt. { -shown-dns }

## TCP

RDP-TCP-001 = Remotedesktop ist ausgeschaltet oder nutzt nicht Port { $port }
    .short = Port lehnt ab
    .meaning = { $address } ist erreichbar, hat die Verbindung auf Port { $port } aber nach { span } abgelehnt. { -not-password } Entweder nimmt dort keine App auf diesem Port Verbindungen an, oder eine Firewall lehnt sie ab. { $left ->
        [some] Der Name hat mehr Adressen als die { $most }, die versucht wurden. Vielleicht geht es mit einer anderen. { -shown-tcp }
       *[none] { -shown-tcp }
    }
RDP-TCP-002 = Der Computer ist aus, oder eine Firewall sperrt Port { $port }
    .short = keine Antwort vom Port
    .meaning = { span } lang kam überhaupt keine Antwort, nicht einmal eine Ablehnung. { -not-password } Ein Computer, der läuft und erreichbar ist, antwortet oder lehnt ab. { $left ->
        [some] Der Name hat mehr Adressen als die { $most }, die versucht wurden. Vielleicht geht es mit einer anderen. { -shown-tcp }
       *[none] { -shown-tcp }
    }
RDP-TCP-003 = Das Netz meldet, dass der Computer nicht erreichbar ist
    .short = Computer nicht erreichbar
    .meaning = { $told ->
        [computer] { $address } selbst hat geantwortet, dass Port { $port } nicht erreichbar ist. Unter dieser Adresse läuft also etwas, und eine Firewall dort sperrt die Verbindung.
        [router] { $router } hat gemeldet, dass { $address } nicht erreichbar ist. Entweder hat gerade kein Computer diese Adresse, oder eine Firewall sperrt die Verbindung.
       *[network] Ein Router oder das Netz dieser Prüfung hat gemeldet, dass { $address } nicht erreichbar ist. Entweder hat gerade kein Computer diese Adresse, oder eine Firewall sperrt die Verbindung.
    } { $left ->
        [some] Der Name hat mehr Adressen als die { $most }, die versucht wurden. Vielleicht geht es mit einer anderen. { -shown-tcp }
       *[none] { -shown-tcp }
    }
RDP-TCP-004 = Zum Netz des Computers gibt es keine Route
    .short = Netz nicht erreichbar
    .meaning = { $told ->
        [computer] { $address } selbst hat geantwortet, dass es keinen Netzwerkpfad dorthin gibt. Unter dieser Adresse läuft also etwas, und eine Firewall dort sperrt die Verbindung.
        [router] Die Prüfung ist bis zu { $router } gekommen. Von dort gibt es laut dessen Meldung keinen Netzwerkpfad zu { $address }. Der übliche Grund ist ein fehlendes VPN oder eine Route, die dort fehlt.
       *[network] Von hier gibt es keinen Netzwerkpfad zu { $address }. Der übliche Grund ist ein fehlendes VPN oder eine fehlende Route. Bis zum Computer kam die Prüfung nicht.
    } { -shown-tcp }
RDP-TCP-006 = Keine Adresse des Computers nimmt eine Verbindung an
    .short = alle Adressen schlagen fehl
    .meaning = Die Adressen von { $host } schlagen auf verschiedene Arten fehl. Einige werden vermutlich nicht mehr benutzt. Eine Adresse, die ablehnt, ist in Gebrauch, aber ohne Remotedesktop. Eine, die nicht antwortet, ist gesperrt oder aus. { -shown-tcp }
RDP-TCP-007 = Eine Firewall am Ort der Prüfung sperrt die Verbindung
    .short = am Ort der Prüfung gesperrt
    .meaning = Der Computer, auf dem die Prüfung läuft, ließ die Verbindung nicht zu. Es wurde nichts gesendet, { $host } kann also in Ordnung sein.
RDP-TCP-008 = Die Prüfung konnte keine Verbindung öffnen
    .short = keine freien Ressourcen am Ort der Prüfung
    .meaning = Der Computer, auf dem die Prüfung läuft, meldete den Fehler { $errno }, zum Beispiel weil keine Sockets oder Dateien mehr frei sind. Über { $host } sagt das nichts.
RDP-TCP-009 = Der Computer hat nur IPv6, und am Ort der Prüfung fehlt es
    .short = kein IPv6 am Ort der Prüfung
    .meaning = Der Computer hat nur IPv6-Adressen, und am Ort der Prüfung gibt es kein IPv6. Über { $host } sagt das nichts. Wer kein IPv6 hat, hat dasselbe Problem.
RDP-TCP-010 = Der Computer ist ausgeschaltet oder im Energiesparmodus
    .short = Computer aus oder im Ruhezustand
    .meaning = Ein Computer im Energiesparmodus antwortet nicht, genau wie ein gesperrter Port. Antwortet unter dieser Adresse irgendetwas anderes, ist er wach, und eine Firewall ist die Ursache.
RDP-TCP-011 = Der Router leitet den Port nicht zum Computer weiter
    .short = Port nicht weitergeleitet
    .meaning = { $address } ist eine öffentliche Adresse, also muss ein Router zu Hause oder im Büro den Port zum Computer weiterleiten. Wenn die Verbindung im eigenen Netz funktioniert und nur von außen nicht, ist das die Ursache.
RDP-TCP-012 = Die Adresse gehört zu einem privaten Netz
    .short = private Adresse
    .meaning = { $address } ist nur aus dem eigenen Netz oder über ein VPN erreichbar. Außerhalb dieses Netzes schlägt diese Prüfung fehl, und Ihre App ebenso.
RDP-TCP-013 = Der Computer nimmt Verbindungen nur von bestimmten Adressen an
    .short = Adresse gefiltert
    .meaning = Listen erlaubter Adressen, der Schutz vor dem Erraten von Kennwörtern und manche Anbieter sperren Verbindungen nur von bestimmten Orten. Wenn es aus einem anderen Netz funktioniert, ist das die Ursache.
RDP-TCP-014 = Eine Firewall lehnt anstelle des Computers ab
    .short = von einer Firewall abgelehnt
    .meaning = Manche Firewalls lehnen eine Verbindung ab, statt sie zu verwerfen. Wenn der Computer selbst auf Port { $port } Verbindungen annimmt, lehnt etwas vor ihm ab.
RDP-TCP-015 = Port { $port } ist der falsche Port
    .short = falscher Port
    .meaning = Remotedesktop nutzt Port 3389, solange niemand das ändert. Port { $port } lehnt ab, wenn das rückgängig gemacht wurde oder ein Router inzwischen einen anderen Port weiterleitet.
RDP-TCP-016 = Der Computer antwortet nicht über IPv6
    .short = IPv6 gestört
    .meaning = { $used } antwortet, { $address } aber nicht. Apps, die zuerst IPv6 versuchen, warten lange oder schlagen fehl. Bei manchen funktioniert es, bei anderen nicht.
RDP-TCP-017 = Der Computer antwortet nicht über IPv4
    .short = IPv4 gestört
    .meaning = { $used } antwortet, { $address } aber nicht. Personen ohne IPv6 können sich nicht verbinden. { -shown-tcp }
RDP-TCP-018 = Eine der Adressen des Computers antwortet nicht
    .short = eine Adresse gestört
    .meaning = { $address } schlägt fehl, während eine andere Adresse von { $host } antwortet. Apps, die die erste Adresse wählen, schlagen ab und zu fehl.
RDP-TCP-019 = Der Computer brauchte { span }, um die Verbindung anzunehmen
    .short = nimmt langsam an
    .meaning = Der Netzwerkpfad selbst ist schneller. Entweder ging das erste Paket verloren, oder der Computer ist zu beschäftigt, um Verbindungen sofort anzunehmen.
RDP-TCP-020 = Die IPv6-Adresse wurde nicht geprüft
    .short = IPv6 nicht geprüft
    .meaning = Der Computer hat eine IPv6-Adresse, aber am Ort der Prüfung gibt es kein IPv6. Wenn Ihre App IPv6 nutzt und fehlschlägt, versuchen Sie es mit der IPv4-Adresse.
RDP-TCP-021 = { $address } kann zu keinem Computer gehören
    .short = keine Adresse eines Computers
    .meaning = Solche Adressen sind reserviert oder für Gruppen bestimmt, dort kann also kein anderer Computer antworten. { $tried ->
        [yes] Der Verbindungsversuch schlug fehl, wie er muss.
       *[no] Es wurde nichts gesendet.
    }
RDP-TCP-022 = { $address } funktioniert nur zusammen mit einer Netzwerkschnittstelle
    .short = Link-local-Adresse
    .meaning = Adressen, die mit fe80 beginnen, gelten nur an einem Kabel oder in einem WLAN. Ohne Angabe der Schnittstelle führen sie nirgendwohin. { -not-password }
RDP-TCP-023 = { $address } gilt nur im eigenen Netz des Computers
    .short = selbst vergebene Adresse
    .meaning = Von dieser Adresse kam nichts zurück. { -not-password } Computer geben sich selbst eine Adresse, die mit 169.254 beginnt, wenn ihr Netz ihnen keine gibt. Router leiten solche Adressen nicht weiter. { -shown-tcp }
RDP-TCP-024 = { $address } gibt es nur in Beispielen
    .short = Beispieladresse
    .meaning = Solche Adressen sind für Anleitungen und Beispiele reserviert, und kein Computer im Internet hat eine. Von dort kam nichts. Also wurde ein Beispiel übernommen, oder der Eintrag wurde nie ausgefüllt. { -not-password } { -shown-tcp }

## Negotiation

RDP-NEG-001 = { $offered ->
    [no] Der Computer verlangt TLS, das nicht angeboten wurde
   *[yes] Der Computer verlangt TLS, erkennt unser Angebot aber nicht
}
    .short = Server verlangt TLS
    .meaning = { $offered ->
        [no] Er lehnt alles ohne Verschlüsselung mit TLS ab (SSL_REQUIRED_BY_SERVER), und diese Anfrage hat sie nicht angeboten. { -shown-neg }
       *[yes] Er lehnt alles ohne Verschlüsselung mit TLS ab (SSL_REQUIRED_BY_SERVER), obwohl unsere Anfrage sie anbietet. Ein alter Server oder ein Proxy dazwischen versteht die Anfrage also falsch. Apps, die kein TLS anbieten, werden hier immer abgelehnt. { -shown-neg }
    }
RDP-NEG-002 = Der Computer erlaubt kein TLS, nur seine alte Verschlüsselung
    .short = Server verbietet TLS
    .meaning = Er ist auf Standard RDP Security eingestellt (SSL_NOT_ALLOWED_BY_SERVER). Heutige Apps brauchen Verschlüsselung mit TLS und können sich nicht verbinden. Der Weg durchs Netz und der Port funktionieren. { -shown-neg }
RDP-NEG-003 = Der Computer hat kein brauchbares Zertifikat
    .short = Server ohne Zertifikat
    .meaning = Er will TLS, meldet aber, dass sein Zertifikat oder Schlüssel fehlt oder nicht lesbar ist (SSL_CERT_NOT_ON_SERVER). { -not-password } Der Weg durchs Netz und der Port funktionieren. { -shown-neg }
RDP-NEG-004 = Der Computer lehnt die Anfrage als widersprüchlich ab
    .short = widersprüchliche Flags
    .meaning = Er antwortete mit INCONSISTENT_FLAGS. Das kommt vor, wenn etwas dazwischen die Anfrage verändert oder die Verbindung schon verschlüsselt. Im Protokoll steht dafür eine 4, aber das ist nicht das 0x4, das Apps zeigen.
RDP-NEG-005 = Der Computer verlangt die Authentifizierung auf Netzwerkebene
    .short = Server will NLA
    .meaning = { $offered ->
       *[no] Er verlangt die { -nla } (NLA, HYBRID_REQUIRED_BY_SERVER), und diese Anfrage bot sie nicht an. mstsc zeigt hier 0xB09 (2825).
        [removed] Er verlangt die { -nla } (NLA, HYBRID_REQUIRED_BY_SERVER). Unsere Anfrage bot sie an, also entfernt etwas dazwischen das Angebot. Eine App ohne NLA wird genauso abgelehnt. mstsc zeigt hier 0xB09 (2825).
    }
RDP-NEG-006 = Der Computer verlangt ein Clientzertifikat
    .short = Clientzertifikat verlangt
    .meaning = Er will TLS mit einem Clientzertifikat oder einer Smartcard (SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER). Ohne eines von beiden kommt niemand weiter.
RDP-NEG-007 = Der Computer verlangt eine Anmeldung mit Microsoft Entra ID
    .short = Entra-Anmeldung verlangt
    .meaning = Er lehnt alles außer der Webanmeldung von Microsoft Entra ID ab (ENTRA_AUTH_REQUIRED_BY_SERVER). Ältere Apps können das nicht. Der Weg durchs Netz und der Port funktionieren.
RDP-NEG-008 = Der Computer lehnt mit dem unbekannten Code { $code } ab
    .short = unbekannte Ablehnung { $code }
    .meaning = Er spricht Remotedesktop und lehnte unsere Anfrage ab, aber keine veröffentlichte Tabelle enthält diesen Code. Der Weg durchs Netz und der Port funktionieren.
RDP-NEG-009 = Der Computer nimmt die Verbindung an und schließt sie ohne Antwort
    .short = ohne Antwort geschlossen
    .meaning = Er nahm die Verbindung an und schloss sie nach { span }, ohne unsere Anfrage zu beantworten. { -not-password } Bis zu dem, was auf diesem Port Verbindungen annimmt, funktioniert der Weg durchs Netz. { $second ->
        [same] Eine zweite Anfrage, ohne Benutzernamen darin, endete genauso. An der Anfrage liegt es also nicht.
        [other] Auch eine zweite Anfrage bekam keine Antwort, endete aber anders.
       *[none] Die möglichen Gründe stehen unten.
    } { -shown-lost }
RDP-NEG-010 = Etwas nimmt die Verbindung an, aber dahinter ist kein Computer
    .short = Weiterleitung ohne Ziel
    .meaning = Die Verbindung endete nach { span }, bevor unsere Anfrage angekommen sein kann. Also schließt sie etwas davor, etwa ein Tunnel oder Load Balancer, dessen Ziel fehlt. { -shown-lost }
RDP-NEG-011 = Die Verbindung wird getrennt, sobald Remotedesktop beginnt
    .short = bei erster Nachricht zurückgesetzt
    .meaning = Der Computer nahm die Verbindung an, aber auf unsere erste Nachricht kam nach { span } ein Reset. { -not-password } Das machen Filter, die Remotedesktop erkennen, oder ein Dienst, der bei jeder Verbindung abstürzt. { $second ->
        [same] Eine zweite Anfrage, ohne Benutzernamen darin, wurde ebenfalls zurückgesetzt. Am Benutzernamen liegt es also nicht.
        [other] Auch eine zweite Anfrage bekam keine Antwort, endete aber anders.
       *[none] Vom Dienst selbst kam nichts.
    } { -shown-lost }
RDP-NEG-012 = Der Computer nimmt die Verbindung an, aber Remotedesktop antwortet nicht
    .short = Dienst antwortet nicht
    .meaning = Die Verbindung war offen, aber { span } lang kam nichts. { -not-password } { $second ->
        [same] Auch eine zweite Anfrage, ohne Benutzernamen darin, blieb ohne Antwort.
        [other] Eine zweite Anfrage, ohne Benutzernamen darin, wurde abgewiesen.
       *[none] Mehr kam vom Computer nicht.
    } Entweder hängt der Remotedesktopdienst, oder zu viele halb offene Verbindungen blockieren ihn. { -shown-lost }
RDP-NEG-013 = Die Antwort des Computers bricht mittendrin ab
    .short = Antwort abgebrochen
    .meaning = Ein Teil der Antwort kam, dann nichts mehr. Entweder schneidet etwas dazwischen sie ab, oder das ist gar nicht Remotedesktop. { -shown-lost }
RDP-NEG-014 = Auf diesem Port antwortet ein anderer Dienst ({ $service })
    .short = { $service } auf diesem Port
    .meaning = Die Antwort kam von { $service }, nicht von Remotedesktop. Entweder ist der Port falsch, oder ein Router leitet ihn an die falsche Stelle weiter. { -shown-neg }
RDP-NEG-015 = Auf diesem Port antwortet ein Webserver
    .short = HTTP auf diesem Port
    .meaning = { $where ->
        [inside] Die Verschlüsselung funktioniert, aber dahinter antwortet ein Webserver.
       *[port] Die Antwort ist kein Remotedesktop.
    } Er meldete: { $banner }. Das kann eine Website, ein Proxy oder ein Remotedesktopgateway sein. Ein Gateway muss man in der App als Gateway eintragen. { -shown-neg }
RDP-NEG-016 = Dieser Port erwartet TLS von Anfang an, also kein Remotedesktop
    .short = TLS-Dienst auf diesem Port
    .meaning = Er erwartet TLS vom ersten Byte an, was Remotedesktop selbst nie tut. So arbeiten Webserver, Remotedesktopgateways und TLS-Tunnel. Ein Gateway muss in der App als Gateway eingetragen werden.
RDP-NEG-017 = Der Computer überspringt die Aushandlung der Sicherheit
    .short = Aushandlung übersprungen
    .meaning = Er spricht Remotedesktop, hat auf unser Angebot aber mit dem Ende eines späteren Schritts geantwortet. Ältere Versionen von xrdp machen das, wenn sie nichts von dem Angebot kennen. Auch ein Load Balancer, der einen PROXY-Header voranstellt, führt dazu. { -shown-neg }
RDP-NEG-018 = Auf diesem Port antwortet etwas anderes als Remotedesktop
    .short = nicht Remotedesktop
    .meaning = Die Antwort gehört zu keinem bekannten Dienst. Entweder ist der Port falsch, oder ein Router leitet ihn an die falsche Stelle weiter. { -shown-neg }
RDP-NEG-019 = Der Computer wählt ein Sicherheitsprotokoll, das nicht angeboten war
    .short = nicht Angebotenes gewählt
    .meaning = Er hat { $protocol } gewählt, und das war nicht in unserem Angebot. Das ist ein Fehler des Computers oder eines Proxys dazwischen. Apps brechen hier ab.
RDP-NEG-020 = Der Computer weist neue Verbindungen ab
    .short = abgewiesen (X.224-Trennung)
    .meaning = Er hat unsere Anfrage mit einer Trennung beantwortet, Grund { $code }. Das passiert, wenn ein Computer sein Verbindungslimit erreicht hat, im Drain-Modus ist oder zu einem Broker gehört.
RDP-NEG-021 = Die Antwort des Computers ist nicht lesbar
    .short = unlesbare Antwort
    .meaning = Sie beginnt wie Remotedesktop und hält sich dann nicht an das Protokoll. Entweder verändert sie ein Proxy dazwischen, oder das ist gar nicht Remotedesktop.
RDP-NEG-022 = Ein Tunnel oder eine Portweiterleitung führt ins Leere
    .short = Weiterleitung ins Leere
    .meaning = Tunnel, Portproxys und Load Balancer nehmen eine Verbindung an, bevor sie ihr Ziel erreichen. Antwortet das Ziel nicht, { $how ->
        [silent] halten manche die Verbindung offen und antworten nicht.
       *[ended] schließen sie die Verbindung.
    } Wenn Remotedesktop im Netz funktioniert, ist das die Ursache.
RDP-NEG-023 = Zu viele halb offene Verbindungen blockieren den Dienst
    .short = zu viele wartende Verbindungen
    .meaning = Windows bedient keine neuen Verbindungen, solange zu viele unfertig sind. Das kann passieren, wenn jemand aus dem Internet Kennwörter errät. Wenn ein Neustart eine Weile hilft oder Ereignis 1006 protokolliert ist, ist das die Ursache.
RDP-NEG-024 = Der Computer unterstützt unser Angebot nicht
    .short = Angebot nicht unterstützt
    .meaning = Manche Server schließen die Verbindung, statt einen Grund zu nennen, etwa ältere xrdp- und IronRDP-Server. Wenn eine App mit anderen Sicherheitseinstellungen eine Antwort bekommt, ist das die Ursache.
RDP-NEG-025 = Der Computer bietet nur veraltete Sicherheit (Standard RDP Security)
    .short = nur Standard RDP Security
    .meaning = Wir haben heutige Verschlüsselung (TLS) und die { -nla } (NLA) angeboten. Der Computer hat beides nicht genommen. Seine eigene Verschlüsselung ist schwach und beweist nicht, wer antwortet. Deshalb lehnen neuere Apps sie ab. xrdp fällt darauf zurück, wenn es seinen Schlüssel nicht lesen kann.
RDP-NEG-026 = Der Computer antwortet, aber mit veralteter Sicherheit
    .short = antwortet, alte Sicherheit
    .meaning = Name, Weg durchs Netz und Dienst funktionieren. Was nach der alten Verschlüsselung kommt, wurde nicht geprüft.
RDP-NEG-027 = Der Computer antwortet jedes Mal anders
    .short = Antworten verschieden
    .meaning = In einer Prüfung führte dasselbe Angebot zu verschiedenen Arten von Sicherheit. Unter dieser Adresse antworten mehrere Computer, etwa hinter einem Load Balancer, mit verschiedenen Einstellungen. Mal funktioniert es, mal nicht.
RDP-NEG-028 = Remotedesktop antwortet erst beim zweiten Versuch
    .short = antwortet nach dem Aufwachen
    .meaning = Die erste Anfrage blieb { span } lang ohne Antwort, die nächste wurde beantwortet. Das passiert, wenn der Computer erst aufwachen muss oder zeitweise ausgelastet ist. Apps, die es nur einmal versuchen, geben auf. Schlägt der erste Versuch jedes Mal fehl, sperrt ein Filter Anfragen mit einem Benutzernamen.
RDP-NEG-029 = Anfragen mit einem Benutzernamen werden abgebrochen
    .short = Antwort nur ohne Benutzernamen
    .meaning = Die erste Anfrage nennt einen Benutzer, wie bei den meisten Apps. Sie wurde nach { span } { $how ->
        [reset] zurückgesetzt
       *[closed] geschlossen
    }. Die zweite, kurz danach und ohne den Namen, wurde beantwortet. Passiert das jedes Mal, entscheidet ein Load Balancer oder Filter davor nach dem Namen. Passiert es nur manchmal, fällt der Dienst oder einer von mehreren Computern ab und zu aus.
RDP-NEG-030 = Der Port nimmt nach unserer ersten Anfrage nichts mehr an
    .short = Port nach einer Anfrage zu
    .meaning = Der Port nahm eine Verbindung an, kurz danach aber keine zweite. Entweder wurde der Dienst beendet, oder ein Schutz vor dem Erraten von Kennwörtern sperrt wiederholte Verbindungen. Wenn es jetzt aus einem anderen Netz funktioniert, ist es eine solche Sperre.
RDP-NEG-031 = Eine Firewall oder ein Filter trennt Remotedesktop
    .short = unterwegs zurückgesetzt
    .meaning = Der Reset kam { span } nach unserer ersten Nachricht, bevor diese den Computer erreicht haben kann. { -not-password } Also erkennt und sperrt etwas auf dem Weg dorthin Remotedesktop, etwa eine Firewall oder der Anbieter. { -shown-lost }
RDP-NEG-032 = Die Sitzung ist nicht verschlüsselt
    .short = keine Verschlüsselung
    .meaning = Der Computer hat weder TLS noch NLA angenommen und meldet, dass seine eigene Verschlüsselung ausgeschaltet ist. Jeder auf dem Netzwerkpfad kann mitlesen, was Sie eingeben, auch Kennwörter.
RDP-NEG-033 = Der Computer verlangt Verschlüsselung nach FIPS 140
    .short = nur FIPS-Verschlüsselung
    .meaning = Mit seiner eigenen alten Sicherheit erlaubt er nur Verfahren, die FIPS 140 zulässt. Apps ohne diese Verfahren werden abgelehnt.
RDP-NEG-034 = Der Computer schließt Verbindungen, die TLS oder NLA anbieten
    .short = schließt bei TLS und NLA
    .meaning = Zwei Anfragen mit heutiger Verschlüsselung (TLS) und Anmeldung (NLA) hat er nicht beantwortet, sondern die Verbindung geschlossen. Auf eine dritte ohne beides hat er mit der alten Standard RDP Security geantwortet. Heutige Apps bieten TLS und NLA an und schlagen deshalb auch fehl. { -shown-neg }
RDP-NEG-035 = Port 2179 ist die Hyper-V-Konsole, die eine Maschinen-ID braucht
    .short = Hyper-V-Konsole
    .meaning = { $blob ->
        [sent] Die Datei nennt eine virtuelle Maschine (pcb), und das haben wir zuerst gesendet. Die Konsole hat es trotzdem nicht angenommen. Sie kennt diese Maschine nicht, oder Ihnen fehlen die Rechte dafür.
       *[none] Sie erwartet zuerst die ID einer virtuellen Maschine (ein Preconnection Blob). Ohne sie beendet sie die Verbindung oder antwortet nicht. Über die Maschine sagt das also nichts.
    }
RDP-NEG-036 = Die Datei schaltet NLA aus, aber der Computer verlangt es
    .short = Datei schaltet NLA aus
    .meaning = In der Datei steht enablecredsspsupport:i:0, also bieten Apps die { -nla } (NLA) nicht an. Wir haben den Computer auch ohne sie gefragt, und er lehnte ab. { -not-password }
RDP-NEG-037 = Die Datei überspringt die Aushandlung der Sicherheit
    .short = Datei überspringt Aushandlung
    .meaning = In der Datei steht negotiate security layer:i:0, also beginnen Apps sofort mit TLS oder NLA. { $how ->
        [tls] Dieser Port erwartet genau das. Unsere Prüfung handelt erst aus, also zeigt sie nicht, wie weit die Datei kommt.
        [other] Dieser Computer verwendet kein NLA und erwartet zuerst eine Aushandlung.
       *[unsure] Windows nimmt das bei NLA an. Andere Server erwarten zuerst eine Aushandlung, und dieser könnte einer davon sein.
    }
RDP-NEG-038 = { $mode ->
        [admin] Die Datei verlangt Restricted Admin, das der Computer nicht anbietet
       *[guard] Die Datei verlangt Remote Credential Guard, das der Computer nicht anbietet
    }
    .short = Modus nicht angeboten
    .meaning = Die erste Antwort des Computers nennt, was er unterstützt, und dieser Modus ist nicht dabei. Apps, die darauf bestehen, brechen hier ab. { -not-password }

## The network

RDP-NET-001 = Das Netz öffnet die Verbindung und verschluckt dann die Daten
    .short = Netz verschluckt Daten
    .meaning = Der Computer nahm die Verbindung an, aber unsere Daten mussten { $times }-mal neu gesendet werden, ohne jede Empfangsbestätigung. Eine Firewall, ein VPN oder eine Leitung lässt den Aufbau zu und verwirft den Rest. Vom Dienst kam nichts, er kann also in Ordnung sein. { -shown-lost }
RDP-NET-002 = Der Netzwerkpfad zum Computer ist unterbrochen
    .short = Netzwerkpfad unterbrochen
    .meaning = Die Verbindung war offen, dann meldete das Netz, dass der Computer nicht mehr erreichbar ist. { -shown-lost }
RDP-NET-003 = Die Zeit für die Prüfung ist abgelaufen
    .short = Zeit abgelaufen
    .meaning = Die Schritte bis hierher dauerten so lange, dass keine Zeit übrig war. Der Computer oder der Netzwerkpfad zu ihm ist langsam. Mehr lässt sich nicht sagen.
RDP-NET-004 = Die Verbindung endet hier aus unbekanntem Grund
    .short = kein Grund zu sehen
    .meaning = Was zu sehen war, passt zu keiner Ursache, die wir kennen. Sehen Sie sich als Nächstes die Belege zu diesem Schritt und die Protokolle des Computers an.
RDP-NET-005 = Die Paketgröße ist für den Netzwerkpfad zu groß
    .short = Paketgröße
    .meaning = Kleine Nachrichten kamen durch, aber nicht die erste Antwort, die volle Pakete braucht. VPNs und Tunnel mit zu großer { -mtu } (MTU) verlieren solche Pakete. Wenn es mit einer kleineren MTU funktioniert, ist das die Ursache.
RDP-NET-006 = Auf dem Netzwerkpfad gehen Pakete verloren
    .short = Paketverlust
    .meaning = { $lost } von { $sent } Paketen (TCP-Segmenten) mussten neu gesendet werden. Sitzungen stocken und brechen ab, wenn es schlimmer wird. { -shown-lost }
RDP-NET-007 = Die Verbindung zum Computer ist sehr langsam ({ span } hin und zurück)
    .short = hohe Latenz
    .meaning = Ab 300 ms spürt man bei jeder Taste und jedem Klick eine Verzögerung, und manche Apps geben auf. Gemessen wurde vom Ort der Prüfung aus. Ihr eigener Netzwerkpfad kann anders sein.
RDP-NET-008 = Die Verbindung zum Computer schwankt
    .short = schwankende Latenz
    .meaning = Die Laufzeit hin und zurück schwankt um { span }. Ursachen sind WLAN, Mobilfunk und ausgelastete Leitungen. Sitzungen frieren kurz ein und können abbrechen.
RDP-NET-009 = Der Computer braucht { span } für eine Antwort
    .short = langsame Antworten
    .meaning = Der Netzwerkpfad ist schnell, also ist der Computer selbst langsam. Er ist überlastet oder mit anderen Verbindungen beschäftigt. Apps können aufgeben, bevor er antwortet.
RDP-NET-010 = Die Verbindung zum Computer ist etwas langsam ({ span } hin und zurück)
    .short = etwas Latenz
    .meaning = Arbeiten ist möglich, fühlt sich aber träge an. Gemessen wurde vom Ort der Prüfung aus. Ihr eigener Netzwerkpfad kann anders sein.
RDP-NET-011 = Etwas vor dem Computer nimmt die Verbindungen an
    .short = Proxy davor
    .meaning = Die Verbindung wird viel schneller angenommen, als danach Antworten kommen. Die erste brauchte { span }. So sieht ein Proxy, ein Tunnel oder ein Schutzdienst aus, aber auch ein langsamer Computer. Der offene Port beweist also wenig.
RDP-NET-012 = Der Netzwerkpfad lässt nur kleine Pakete durch ({ $bytes } Bytes)
    .short = kleine Pakete
    .meaning = Üblich sind 1500 Bytes, also liegt auf dem Pfad ein VPN oder Tunnel. Das ist in Ordnung, solange beide Enden davon wissen.
RDP-NET-013 = Auf dem Netzwerkpfad gehen große Pakete verloren
    .short = große Pakete verloren
    .meaning = Kleine Nachrichten kamen durch. { -not-password } Von der ersten großen Antwort kam das Ende, aber nie der Anfang. So verlieren VPNs und Tunnel mit zu großer { -mtu } (MTU) volle Pakete. { -shown-lost }
RDP-NET-014 = Die Gegenseite nimmt die Verbindung an, aber keine Daten
    .short = kein Platz für Daten
    .meaning = Sie meldete dauernd, dass sie keinen Platz hat (TCP-Fenster 0), also konnten wir unsere Daten nicht senden. Eine Falle für Scanner (Tarpit) macht das mit Absicht. Bei einer überlasteten oder hängenden App passiert es, wenn sie nicht mehr liest. { -not-password } { -shown-lost }

## Was der Browser der Lesenden neben diesem Server sieht

RDP-VAN-001 = { $by ->
        [terminal] Der Server erreicht den Computer, Ihr Gerät aber nicht
        [tool] Dieser Server erreicht den Computer, Ihr Netzwerkwerkzeug aber nicht
        [tool-vpn] Dieser Server erreicht den Computer, Ihr Netzwerkwerkzeug aber nicht
       *[browser] Dieser Server erreicht den Computer, Ihr Browser aber nicht
    }
    .short = Ihr Netz sperrt
    .meaning = { $by ->
        [terminal] Ihr Gerät bekam keine Verbindung zu { $host }, Port { $port }. Der Server bekommt eine. Also sperrt vermutlich Ihr Netz, VPN oder Ihre Firewall den Weg, oder es fehlt ein VPN.
        [tool] Ihr Netzwerkwerkzeug bekam keine Verbindung zu { $host }, Port { $port }. Dieser Server bekommt eine. Also sperrt vermutlich das Netz oder die Firewall dort, wo das Werkzeug lief, den Weg, oder es fehlt ein VPN.
        [tool-vpn] Ihr Netzwerkwerkzeug bekam über ein VPN keine Verbindung zu { $host }, Port { $port }. Dieser Server bekommt eine. Also sperrt vermutlich das VPN oder das Netz dahinter den Weg.
       *[browser] Von Ihrem Browser aus reagiert bei { $host }, Port { $port }, 10 Sekunden lang nichts. Dieser Server bekommt dort eine Antwort. Also sperrt vermutlich Ihr Netz, VPN oder Ihre Firewall den Weg.
    }
RDP-VAN-002 = { $by ->
        [terminal] Ihr Gerät erreicht den Computer, der Server aber nicht
        [tool] Ihr Netzwerkwerkzeug erreicht den Computer, dieser Server aber nicht
        [tool-vpn] Ihr Netzwerkwerkzeug erreicht den Computer, dieser Server aber nicht
       *[browser] Ihr Browser erreicht den Computer, dieser Server aber nicht
    }
    .short = Server erreicht den Computer nicht
    .meaning = { $by ->
        [terminal] Ihr Gerät bekam eine Verbindung zu { $host }, Port { $port }. Der Server bekam keine. Über den Computer sagt also nur etwas, was Ihr Gerät gesehen hat.
        [tool] Ihr Netzwerkwerkzeug bekam eine Verbindung zu { $host }, Port { $port }. Ob es Remotedesktop ist, kann es nicht erkennen. Dieser Server bekam keine. Über den Computer sagt diese Prüfung also nichts.
        [tool-vpn] Ihr Netzwerkwerkzeug bekam über ein VPN eine Verbindung zu { $host }, Port { $port }. Ob es Remotedesktop ist, kann es nicht erkennen. Dieser Server bekam keine. Über den Computer sagt diese Prüfung also nichts.
       *[browser] Von Ihrem Browser aus reagiert etwas bei { $host }, Port { $port }. Ob es Remotedesktop ist, kann ein Browser nicht erkennen. Dieser Server bekommt keine Antwort. Über den Computer sagt diese Prüfung also nichts.
    }
RDP-VAN-003 = { $by ->
        [terminal] Weder der Server noch Ihr Gerät bekommt eine Antwort
        [tool] Weder dieser Server noch Ihr Netzwerkwerkzeug bekommt eine Antwort
        [tool-vpn] Weder dieser Server noch Ihr Netzwerkwerkzeug bekommt eine Antwort
       *[browser] Weder dieser Server noch Ihr Browser bekommt eine Antwort
    }
    .short = keine Antwort von zwei Orten
    .meaning = { $by ->
        [terminal] Von beiden Orten aus antwortet bei { $host }, Port { $port }, nichts. Also ist der Computer vermutlich aus, oder eine Firewall nahe bei ihm sperrt den Port.
        [tool] Von beiden Orten aus antwortet bei { $host }, Port { $port }, nichts. Also ist der Computer vermutlich aus, oder eine Firewall nahe bei ihm sperrt den Port.
        [tool-vpn] Von beiden Orten aus antwortet bei { $host }, Port { $port }, nichts, auch nicht über Ihr VPN. Also ist der Computer vermutlich aus, oder eine Firewall nahe bei ihm sperrt den Port.
       *[browser] Von beiden Orten aus reagiert bei { $host }, Port { $port }, nichts. Also ist der Computer vermutlich aus, oder eine Firewall nahe bei ihm sperrt den Port.
    }
RDP-VAN-004 = { $by ->
        [terminal] Der Server und Ihr Gerät erreichen beide den Computer
        [tool] Dieser Server und Ihr Netzwerkwerkzeug erreichen beide den Computer
        [tool-vpn] Dieser Server und Ihr Netzwerkwerkzeug erreichen beide den Computer
       *[browser] Dieser Server und Ihr Browser erreichen beide den Computer
    }
    .short = von zwei Orten erreicht
    .meaning = { $by ->
        [terminal] Ihr Gerät bekam wie der Server eine Verbindung zu { $host }, Port { $port }. Also ist das Netz vermutlich in Ordnung. Prüfen Sie die App und ihre Einstellungen.
        [tool] Ihr Netzwerkwerkzeug bekam eine Verbindung zu { $host }, Port { $port }. Also ist das Netz vermutlich in Ordnung. Prüfen Sie die App und ihre Einstellungen.
        [tool-vpn] Ihr Netzwerkwerkzeug bekam über ein VPN eine Verbindung zu { $host }, Port { $port }. Also ist das Netz mit diesem VPN vermutlich in Ordnung. Prüfen Sie die App und ihre Einstellungen.
       *[browser] Von Ihrem Browser aus reagiert etwas bei { $host }, Port { $port }. Ob es Remotedesktop ist, kann ein Browser nicht erkennen. Also ist das Netz vermutlich in Ordnung. Prüfen Sie die App und ihre Einstellungen.
    }
RDP-VAN-005 = Ihr Browser bekommt nur manchmal eine Reaktion
    .short = von Ihrem Browser aus unzuverlässig
    .meaning = Von Ihrem Browser aus bekam nur einer von zwei Versuchen bei { $host }, Port { $port }, eine Reaktion. Dieser Server bekam eine Antwort. Also verliert vermutlich Ihr eigenes Netz Pakete, oder der Computer war kurz beschäftigt.
