### What is wrong before encryption: names, TCP, negotiation, and the network itself. The key is the finding's id.

-shown-dns = Microsofts Apps zeigen hier 0x104.
-shown-tcp = Microsofts Apps zeigen hier 0x204, manchmal 0x4.
-shown-lost = Einen solchen Abbruch ohne Grund zeigen Microsofts Apps als 0x4.
-shown-neg = Microsofts Programme zeigen hier womöglich einen internen Fehler oder 0x4.
-not-password = An Ihrem Kennwort liegt es nicht.

## Names

RDP-DNS-001 = Der Name { $host } ist nur innerhalb eines Netzes bekannt
    .short = Name nur intern bekannt
    .meaning = Der Nameserver des Relays kennt ihn nicht. Kurze Namen und Endungen wie .local gibt es nur in dem Netz oder VPN, zu dem sie gehören. { -shown-dns }
RDP-DNS-002 = Der Name { $host } ist nicht bekannt
    .short = kein solcher Name
    .meaning = Der Nameserver des Relays sagt, dass es diesen Namen nicht gibt. Vielleicht ist er falsch geschrieben, wurde aufgegeben, oder ist nur im Netz oder VPN einer Firma bekannt. Der Computer selbst wurde nicht gefragt. { -shown-dns }
RDP-DNS-003 = Der Name { $host } hat keine Adresse
    .short = Name ohne Adresse
    .meaning = Den Namen gibt es, aber weder eine IPv4- noch eine IPv6-Adresse gehört zu ihm. Oft zeigt ein Alias auf etwas, das es nicht mehr gibt. { -shown-dns }
RDP-DNS-004 = Der Nameserver kann für { $host } keine Antwort geben
    .short = Fehler des Nameservers (SERVFAIL)
    .meaning = Er antwortete mit SERVFAIL. Meist sind die Server der Zone nicht erreichbar, oder ihre DNSSEC-Signaturen sind kaputt. Der Computer kann in Ordnung sein. { -shown-dns }
RDP-DNS-005 = Der Nameserver verweigert dem Relay die Antwort
    .short = Nameserver weigert sich
    .meaning = Er antwortete mit REFUSED: Er bedient dieses Relay nicht. Das sagt nichts über { $host } und nichts über Ihren eigenen Nameserver.
RDP-DNS-006 = Der Nameserver antwortete mit dem Fehler { $code }
    .short = Fehler des Nameservers { $code }
    .meaning = Das ist ein Fehler des Nameservers, den das Relay benutzt, und keine Aussage über { $host }.
RDP-DNS-007 = Der Nameserver antwortet dem Relay nicht
    .short = Nameserver stumm
    .meaning = Auf die Frage nach { $host } kam keine brauchbare Antwort. Der Nameserver des Relays oder der Weg dorthin ist ausgefallen oder überlastet. Der Computer wurde nicht gefragt, und Ihr eigener Nameserver kann gut funktionieren.
RDP-DNS-008 = Dieses Relay darf sich nicht mit { $host } verbinden
    .short = vom Relay nicht erlaubt
    .meaning = Der Name führt zu { $address }, und die Richtlinie des Relays verbietet diese Adresse. An den Computer wurde nichts gesendet; das sagt nichts über ihn.
RDP-DNS-009 = Ein Teil der Namensauflösung scheitert: { $record }-Einträge
    .short = Abfrage von { $record } scheitert
    .meaning = Für eine Art von Adressen antwortete der Nameserver, für { $record } scheiterte er. Programme, die auf beides warten, werden langsam oder geben auf; andere merken nichts.
RDP-DNS-010 = Die Namensauflösung ist langsam: { span }
    .short = langsame Namensauflösung
    .meaning = Üblich sind einige zehn Millisekunden. Jede neue Verbindung wartet so lange, bevor sie beginnt.
RDP-DNS-011 = Der Name führt zurück zum Computer des Relays selbst
    .short = Name führt zum Relay selbst
    .meaning = { $host } führt zu { $address }, und das ist immer der Computer, der fragt. Geprüft wurde also der Computer des Relays. Wenn Sie einen anderen meinten, ist die hosts-Datei oder der Nameserver falsch.
RDP-DNS-012 = Der Name hat nur IPv6-Adressen
    .short = nur IPv6
    .meaning = Der Computer antwortet, aber wessen Netz kein IPv6 hat, der hat keinen Weg zu { $host }. Bei einem geht es, beim nächsten nicht. { -shown-dns }
RDP-DNS-013 = Das Relay hat einen Teil der Adressen des Computers ausgelassen
    .short = manche Adressen nicht geprüft
    .meaning = Auch { $address } gehört zu { $host }, und die Richtlinie des Relays verbietet diese Adresse. Dorthin wurde nichts gesendet; Programmen, die sie wählen, kann es anders ergehen.

## TCP

RDP-TCP-001 = Auf Port { $port } lauscht nichts: Remotedesktop ist aus, angehalten oder auf einem anderen Port
    .short = Port lehnt ab
    .meaning = { $address } lehnte die Verbindung nach { span } ab. Unter dieser Adresse lebt also etwas und ist erreichbar, aber kein Programm nimmt dort auf diesem Port Verbindungen an. { -not-password } { -shown-tcp }
RDP-TCP-002 = Auf Port { $port } antwortet nichts: Eine Firewall verwirft die Pakete, oder der Computer ist aus
    .short = keine Antwort vom Port
    .meaning = Das Relay klopfte { span } lang an, und nicht einmal eine Ablehnung kam zurück. Ein Computer, der läuft und erreichbar ist, antwortet oder lehnt ab. Also wurden die Pakete unterwegs verworfen, oder dort ist niemand. { -not-password } { -shown-tcp }
RDP-TCP-003 = Der Computer ist nicht erreichbar: Das meldet ein Router
    .short = Computer nicht erreichbar
    .meaning = Ein Router oder das eigene Netz des Relays sagte, dass { $address } nicht zu erreichen ist. Entweder ist gerade niemand unter dieser Adresse, oder eine Firewall verbietet den Weg und sagt das auch. { -shown-tcp }
RDP-TCP-004 = Zum Netz des Computers führt kein Weg
    .short = Netz nicht erreichbar
    .meaning = Ein Router oder das Relay selbst kennt keinen Weg zu { $address }. Meist fehlt ein VPN oder eine Route. Der Computer wurde nicht gefragt. { -shown-tcp }
RDP-TCP-006 = Keine Adresse des Computers nimmt eine Verbindung an, jede aus einem anderen Grund
    .short = alle Adressen scheitern
    .meaning = Die Adressen von { $host } scheitern auf verschiedene Art; die Zeile zählt sie auf. Manche gehören vermutlich zu nichts mehr. Eine, die ablehnt, lebt, aber ohne Remotedesktop; eine, die schweigt, ist gefiltert oder aus. { -shown-tcp }
RDP-TCP-007 = Die eigene Firewall des Relays verbietet die Verbindung
    .short = beim Relay gesperrt
    .meaning = Das eigene System des Relays ließ die Verbindung nicht zu. Es wurde kein Paket gesendet; das sagt nichts über { $host }.
RDP-TCP-008 = Das Relay konnte keine Verbindung öffnen
    .short = Relay ohne freie Mittel
    .meaning = Das eigene System des Relays meldete den Fehler { $errno }, meist weil ihm Sockets oder Dateien fehlen. Das sagt nichts über { $host }.
RDP-TCP-009 = Der Computer hat nur IPv6-Adressen, und das Relay hat kein IPv6
    .short = Relay ohne IPv6
    .meaning = Das Relay hat zu keiner IPv6-Adresse einen Weg. Das sagt nichts über { $host }. Wer kein IPv6 hat, dem geht es genauso.
RDP-TCP-010 = Vielleicht ist der Computer aus oder im Energiesparmodus
    .short = Computer aus oder im Schlaf
    .meaning = Ein schlafender Computer schweigt genau wie eine Firewall. Antwortet unter dieser Adresse irgendetwas anderes, ist er wach, und eine Firewall ist die Ursache.
RDP-TCP-011 = Vielleicht leitet der Router den Port nicht zum Computer weiter
    .short = Port nicht weitergeleitet
    .meaning = { $address } ist eine öffentliche Adresse. Hinter dem Router einer Wohnung oder eines Büros muss der Port zum Computer weitergeleitet werden. Wenn die Verbindung innerhalb des Netzes geht und nur von außen scheitert, ist es das.
RDP-TCP-012 = Die Adresse gehört zu einem privaten Netz
    .short = private Adresse
    .meaning = { $address } ist nur aus dem eigenen Netz oder über ein VPN erreichbar. Steht das Relay außerhalb, erreicht es sie nicht, und Sie von dort auch nicht.
RDP-TCP-013 = Vielleicht lässt der Computer nur bestimmte Adressen ein
    .short = für das Relay gefiltert
    .meaning = Listen erlaubter Adressen, der Schutz gegen das Erraten von Kennwörtern und manche Anbieter verwerfen Verbindungen von einigen Orten und von anderen nicht. Wenn es aus einem anderen Netz geht, ist es das.
RDP-TCP-014 = Vielleicht lehnt eine Firewall im Namen des Computers ab
    .short = von einer Firewall abgelehnt
    .meaning = Manche Firewalls lehnen ab, statt zu verwerfen. Wenn auf dem Computer selbst zu sehen ist, dass er auf Port { $port } lauscht, lehnt etwas vor ihm ab.
RDP-TCP-015 = Vielleicht ist Port { $port } der falsche
    .short = falscher Port
    .meaning = Remotedesktop lauscht auf 3389, wenn es niemand geändert hat. Wurde das zurückgestellt oder leitet ein Router jetzt einen anderen Port weiter, lehnt { $port } ab.
RDP-TCP-016 = Über IPv6 antwortet der Computer nicht
    .short = IPv6 gestört
    .meaning = { $used } antwortet, { $address } nicht. Programme, die zuerst IPv6 versuchen, warten lange oder scheitern, andere nicht: Bei einem geht es, beim nächsten nicht.
RDP-TCP-017 = Über IPv4 antwortet der Computer nicht
    .short = IPv4 gestört
    .meaning = { $used } antwortet, { $address } nicht. Wer kein IPv6 hat, kann sich nicht verbinden. { -shown-tcp }
RDP-TCP-018 = Eine der Adressen des Computers antwortet nicht
    .short = eine Adresse gestört
    .meaning = { $address } scheitert, während eine andere Adresse von { $host } antwortet. Programme, die die erste nehmen, scheitern ab und zu.
RDP-TCP-019 = Der Computer nimmt Verbindungen erst nach { span } an
    .short = nimmt langsam an
    .meaning = Der Weg selbst ist schneller. Das erste Paket ging verloren, oder der Computer ist zu beschäftigt, um sofort anzunehmen: zu viele Verbindungen oder zu wenig Rechenzeit.
RDP-TCP-020 = IPv6 wurde nicht geprüft: Das Relay hat keines
    .short = IPv6 nicht geprüft
    .meaning = Der Computer hat eine IPv6-Adresse, und das Relay kann nicht sagen, ob sie geht. Wenn Ihr Programm IPv6 nimmt und scheitert, versuchen Sie die IPv4-Adresse.

## Negotiation

RDP-NEG-001 = Der Server verlangt TLS
    .short = Server verlangt TLS
    .meaning = Er lehnt alles ohne TLS ab (SSL_REQUIRED_BY_SERVER). Unsere Anfrage bot TLS an; ein alter Server oder ein Proxy dazwischen liest sie also falsch. Programme, die kein TLS anbieten, werden hier immer abgewiesen. { -shown-neg }
RDP-NEG-002 = Der Server verbietet TLS und erlaubt nur seine alte Verschlüsselung
    .short = Server verbietet TLS
    .meaning = Er ist auf Standard RDP Security eingestellt (SSL_NOT_ALLOWED_BY_SERVER). Heutige Programme wollen TLS oder NLA und können sich nicht verbinden. Netz und Firewall sind in Ordnung. { -shown-neg }
RDP-NEG-003 = Der Server hat kein Zertifikat, das er benutzen kann
    .short = Server ohne Zertifikat
    .meaning = Er will TLS und sagt, dass sein Zertifikat oder dessen Schlüssel fehlt oder nicht lesbar ist (SSL_CERT_NOT_ON_SERVER). Netz und Firewall sind in Ordnung. { -not-password } { -shown-neg }
RDP-NEG-004 = Der Server findet die Anfrage widersprüchlich
    .short = widersprüchliche Flags
    .meaning = Er antwortete INCONSISTENT_FLAGS. Das kommt vor, wenn etwas dazwischen die Anfrage verändert oder die Verbindung schon sichert. Auf der Leitung ist das eine 4, aber nicht das, was Programme als 0x4 zeigen.
RDP-NEG-005 = Der Server nimmt nur die Authentifizierung auf Netzwerkebene an
    .short = Server will NLA
    .meaning = Er weist ab, was nicht mit NLA beginnt (HYBRID_REQUIRED_BY_SERVER). Unsere Anfrage bot NLA an; vielleicht nimmt etwas dazwischen es heraus. Ein Programm ohne NLA wird ebenso abgewiesen. mstsc zeigt hier 0xB09 (2825).
RDP-NEG-006 = Der Server verlangt von Ihnen ein Zertifikat
    .short = Clientzertifikat verlangt
    .meaning = Er will TLS mit einem Clientzertifikat oder einer Smartcard (SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER). Ohne kommt niemand weiter.
RDP-NEG-007 = Der Server verlangt eine Anmeldung mit Entra ID
    .short = Entra-Anmeldung verlangt
    .meaning = Er weist alles ab außer der Webanmeldung von Microsoft Entra ID (ENTRA_AUTH_REQUIRED_BY_SERVER). Ältere Programme können das nicht. Das Netz ist in Ordnung.
RDP-NEG-008 = Der Server lehnt mit dem unbekannten Code { $code } ab
    .short = unbekannte Ablehnung { $code }
    .meaning = Er spricht Remotedesktop und lehnt unsere Anfrage ab, mit einem Code, den keine veröffentlichte Tabelle kennt. Das Netz ist in Ordnung.
RDP-NEG-009 = Der Computer nimmt die Verbindung an und legt ohne Antwort auf
    .short = ohne Antwort aufgelegt
    .meaning = TCP wurde angenommen, unsere Anfrage gesendet, und nach { span } wurde die Verbindung ohne ein Byte geschlossen. Das ist ein ordentliches Ende; das Netz ist also in Ordnung bis zu dem, was den Port annimmt. { $second ->
        [same] Eine zweite Anfrage, ohne Benutzernamen darin, endete genauso; der Port selbst legt also auf, was man ihn auch fragt.
        [other] Auch eine zweite Anfrage bekam keine Antwort und endete anders.
       *[none] Die möglichen Gründe stehen unten.
    } { -not-password } { -shown-lost }
RDP-NEG-010 = Den Port nimmt etwas an, hinter dem kein Computer steht
    .short = Weiterleitung ohne Ziel
    .meaning = Die Verbindung endete nach { span }, schneller, als unsere Anfrage angekommen sein kann. Wer den Port annimmt, legt also von sich aus auf: ein Tunnel, ein Load Balancer oder ein Portproxy, dessen Ziel weg ist. { -shown-lost }
RDP-NEG-011 = Die Verbindung wird gekappt, sobald Remotedesktop gesprochen wird
    .short = bei erster Nachricht zurückgesetzt
    .meaning = TCP wurde angenommen, und unsere erste Nachricht wurde nach { span } mit einem Reset beantwortet. So verhalten sich Filter, die Remotedesktop erkennen, und auch ein Dienst, der bei jeder Verbindung abstürzt. { $second ->
        [same] Eine zweite Anfrage, ohne Benutzernamen darin, wurde ebenfalls zurückgesetzt; am Namen liegt es also nicht.
        [other] Auch eine zweite Anfrage bekam keine Antwort und endete anders.
       *[none] Vom Dienst selbst war nichts zu hören.
    } { -not-password } { -shown-lost }
RDP-NEG-012 = Der Computer nimmt die Verbindung an, aber Remotedesktop antwortet nicht
    .short = Dienst antwortet nicht
    .meaning = Die Verbindung stand, und { span } lang kam nichts. Sie blieb offen. { $second ->
        [same] Auch eine zweite Anfrage, ohne Benutzernamen darin, blieb ohne Antwort.
        [other] Auch eine zweite Anfrage bekam keine Antwort.
       *[none] Mehr war von ihm nicht zu hören.
    } Meist hängt der Dienst, oder er bedient niemanden, solange zu viele Verbindungen halb offen sind. { -not-password } { -shown-lost }
RDP-NEG-013 = Die Antwort bricht mittendrin ab
    .short = Antwort abgebrochen
    .meaning = Ein Teil der Antwort kam und dann nichts mehr. Etwas auf dem Weg hört mittendrin auf, oder ein Programm, das nur wie Remotedesktop aussieht. { -shown-lost }
RDP-NEG-014 = Auf diesem Port antwortet ein anderes Programm: { $service }
    .short = { $service } auf diesem Port
    .meaning = Was zurückkam, ist { $service } und nicht Remotedesktop. Der Port ist der falsche, oder ein Router leitet ihn an die falsche Stelle weiter. Netz und Firewall sind in Ordnung. { -shown-neg }
RDP-NEG-015 = Auf diesem Port antwortet ein Webserver
    .short = HTTP auf diesem Port
    .meaning = Er sagte: { $banner }. Das kann eine Webseite sein, ein Proxy, oder ein Remotedesktopgateway, das man Programmen als Gateway nennen muss. { -shown-neg }
RDP-NEG-016 = Der Port erwartet TLS vom ersten Byte an
    .short = TLS-Dienst auf diesem Port
    .meaning = So antworten Webserver und Remotedesktopgateways, nicht Remotedesktop selbst. Der Port ist der falsche, oder das ist ein Gateway.
RDP-NEG-017 = Der Server überspringt die Aushandlung
    .short = Aushandlung übersprungen
    .meaning = Er spricht Remotedesktop und beantwortete unser Angebot mit dem Ende eines späteren Schritts. Ältere Versionen von xrdp tun das, wenn sie nicht kennen, was angeboten wird. { -shown-neg }
RDP-NEG-018 = Was auf diesem Port antwortet, ist nicht Remotedesktop
    .short = nicht Remotedesktop
    .meaning = Es kamen Bytes zurück, die zu keinem Dienst gehören, den wir kennen. Der Port ist der falsche, oder ein Router leitet ihn an die falsche Stelle weiter. { -shown-neg }
RDP-NEG-019 = Der Server wählte eine Sicherheit, die niemand angeboten hat
    .short = nicht Angebotenes gewählt
    .meaning = Er nahm { $protocol }, und das stand nicht in unserem Angebot. Das ist ein Fehler des Servers oder eines Proxys dazwischen. Programme brechen hier ab.
RDP-NEG-020 = Der Server weist neue Verbindungen ab
    .short = abgewiesen (X.224-Trennung)
    .meaning = Er beantwortete unsere Anfrage mit einer Trennung, Grund { $code }. Das tut ein Server an seiner Grenze, im Drain-Modus oder hinter einem Broker.
RDP-NEG-021 = Die Antwort des Servers ist nicht lesbar
    .short = unlesbare Antwort
    .meaning = Sie beginnt wie Remotedesktop und verletzt dann die Regeln. Meist steckt ein Programm dahinter, das nur wie Remotedesktop aussieht, oder ein Proxy dazwischen.
RDP-NEG-022 = Vielleicht führt ein Tunnel oder eine Portweiterleitung ins Leere
    .short = Weiterleitung ins Leere
    .meaning = Tunnel, Portproxys und Load Balancer nehmen eine Verbindung erst an und schließen sie, wenn ihr Ziel nicht antwortet. Wenn Remotedesktop innerhalb des Netzes geht, ist es das.
RDP-NEG-023 = Vielleicht blockieren zu viele halb offene Verbindungen den Dienst
    .short = zu viele wartende Verbindungen
    .meaning = Windows bedient keine neuen Verbindungen, solange zu viele unfertig sind; das kommt vor, wenn jemand aus dem Internet Kennwörter errät. Wenn ein Neustart eine Weile hilft oder Ereignis 1006 protokolliert ist, ist es das.
RDP-NEG-024 = Vielleicht missfällt dem Server, was angeboten wird
    .short = Angebot missfällt
    .meaning = Manche Server legen auf, wo andere einen Grund nennen würden, etwa ältere xrdp- und IronRDP-Server. Wenn ein Programm mit anderen Sicherheitseinstellungen eine Antwort bekommt, ist es das.
RDP-NEG-025 = Der Server bietet nur die alte Standard RDP Security
    .short = nur Standard RDP Security
    .meaning = TLS und NLA wurden angeboten, und der Server nahm keines von beiden. Seine eigene Verschlüsselung ist schwach und beweist nichts darüber, wer dort ist; neuere Programme lehnen sie ab. xrdp fällt darauf zurück, wenn es seinen Schlüssel nicht lesen kann.
RDP-NEG-026 = Der Server antwortet, mit Standard RDP Security
    .short = antwortet, alte Sicherheit
    .meaning = Name, Netz, Firewall und Dienst sind in Ordnung. Was hinter der alten Verschlüsselung liegt, wurde nicht geprüft.
RDP-NEG-027 = Der Server beantwortet dasselbe Angebot jedes Mal anders
    .short = Antworten verschieden
    .meaning = Innerhalb einer Prüfung führte dasselbe Angebot zu verschiedenen Arten von Sicherheit. Hinter einer Adresse antworten verschiedene Computer, wie bei einem Load Balancer, und sie sind verschieden eingestellt. Mal geht es, mal nicht.
RDP-NEG-028 = Remotedesktop antwortet erst beim zweiten Versuch
    .short = antwortet nach dem Aufwachen
    .meaning = Die erste Anfrage blieb { span } lang ohne Antwort; die nächste, auf einer neuen Verbindung, wurde beantwortet. So verhält sich ein Computer oder Dienst, der erst aufwachen muss oder zeitweise zu beschäftigt ist. Programme, die es nicht noch einmal versuchen, geben auf. Seltener ist ein Filter, der Anfragen mit einem Benutzernamen verwirft; dann scheitert der erste Versuch jedes Mal.
RDP-NEG-029 = Die erste Anfrage wird abgebrochen, und dieselbe ohne Benutzernamen wird beantwortet
    .short = Antwort nur ohne Benutzernamen
    .meaning = Die erste Anfrage nennt einen Benutzer, wie die der meisten Programme. Sie wurde nach { span } { $how ->
        [reset] zurückgesetzt
       *[closed] mit Auflegen beantwortet
    }. Die zweite, Augenblicke später und ohne den Namen, wurde beantwortet. Ist das jedes Mal so, wählt etwas davor nach dem Namen aus: ein Load Balancer oder ein Filter. Wechselt es, versagt der Dienst oder einer von mehreren Computern ab und zu.
RDP-NEG-030 = Vielleicht hat die erste Anfrage den Port verschlossen
    .short = Port nach einer Anfrage zu
    .meaning = Der Port nahm eine erste Verbindung an und Augenblicke später keine zweite. Entweder endete der Dienst über unserer Anfrage, oder etwas sperrt den, der gerade da war, wie es der Schutz gegen das Erraten von Kennwörtern tut. Wenn es jetzt aus einem anderen Netz geht, ist es eine solche Sperre.
RDP-NEG-031 = Etwas auf dem Weg kappt die Verbindung
    .short = unterwegs zurückgesetzt
    .meaning = Der Reset kam { span } nach unserer ersten Nachricht, schneller, als diese den Computer erreicht haben kann. Also erkennt etwas Näheres Remotedesktop und verbietet es: eine Firewall, ein Angriffsschutz oder der Anbieter. { -not-password } { -shown-lost }
RDP-NEG-032 = Die Sitzung ist nicht verschlüsselt
    .short = keine Verschlüsselung
    .meaning = Der Server nahm weder TLS noch NLA und sagt, dass seine eigene Verschlüsselung aus ist. Wer auf dem Weg sitzt, kann lesen, was getippt wird, auch Kennwörter.
RDP-NEG-033 = Der Server verlangt die Verschlüsselung nach FIPS 140
    .short = nur FIPS-Verschlüsselung
    .meaning = Mit seiner eigenen alten Sicherheit nimmt er nur Verfahren, die FIPS 140 zulässt. Programme, die das nicht können, werden abgewiesen.
RDP-NEG-034 = Der Server legt bei jedem auf, der TLS oder NLA anbietet
    .short = legt bei TLS und NLA auf
    .meaning = Bei zwei Anfragen, die TLS und NLA anboten, wurde ohne Antwort aufgelegt. Eine dritte, die nichts anbot, wurde beantwortet, mit der alten Standard RDP Security. Heutige Programme bieten TLS und NLA an, und auch bei ihnen wird aufgelegt. { -shown-neg }

## The network

RDP-NET-001 = Sobald die Verbindung offen ist, verschluckt das Netz, was gesendet wird
    .short = Weg verschluckt Daten
    .meaning = Der Computer nahm die Verbindung an, und dann mussten unsere Bytes { $times }-mal neu gesendet werden, ohne auch nur eine Empfangsbestätigung. Eine Firewall, ein VPN oder eine Leitung lässt die Eröffnung durch und verwirft den Rest. Vom Dienst war nichts zu hören, also ist über ihn nichts bekannt. { -shown-lost }
RDP-NET-002 = Der Weg zum Computer ist abgerissen
    .short = Weg abgerissen
    .meaning = Die Verbindung war offen, und dann meldete das Netz, dass der Computer nicht mehr erreichbar ist. { -shown-lost }
RDP-NET-003 = Die Zeit für die ganze Prüfung lief ab
    .short = Prüfung außer Zeit
    .meaning = Die Schritte bis hierher dauerten so lange, dass keine Zeit übrig war. Der Computer oder der Weg zu ihm ist langsam; mehr ist nicht bewiesen.
RDP-NET-004 = Hier bleibt es stehen, und die Belege sagen nicht, warum
    .short = kein Grund zu sehen
    .meaning = Was zu sehen war, passt zu keiner Ursache, die wir unterscheiden können. Sehen Sie als Nächstes in die Belege in der Zeile und in die Protokolle des Computers.
RDP-NET-005 = Vielleicht gehen große Pakete unterwegs verloren
    .short = Paketgröße
    .meaning = Kleine Nachrichten kamen bis hierher durch; die Antwort, die fehlt, ist die erste, die volle Pakete braucht. VPNs und Tunnel mit zu großer MTU verschlucken diese. Wenn es mit einer kleineren MTU geht, ist es das.
RDP-NET-006 = Unterwegs gehen Pakete verloren
    .short = Paketverlust
    .meaning = { $lost } von { $sent } Segmenten mussten neu gesendet werden. Sitzungen stocken, und sie brechen ab, wenn es schlimmer wird. { -shown-lost }
RDP-NET-007 = Der Weg zum Computer ist sehr langsam: { span } hin und zurück
    .short = hohe Latenz
    .meaning = Über 300 ms spürt man jede Taste und jeden Klick, und manche Programme geben auf. Das Relay hat von seinem Standort aus gemessen; Ihr eigener Weg kann anders sein.
RDP-NET-008 = Der Weg zum Computer ist unruhig
    .short = unruhige Latenz
    .meaning = Die Laufzeit hin und zurück schwankt um { span }. Das kommt von WLAN, Mobilfunk und vollen Leitungen. Sitzungen frieren für Augenblicke ein und brechen womöglich ab.
RDP-NET-009 = Der Computer antwortet langsam: { span }
    .short = langsame Antworten
    .meaning = Der Weg selbst ist schnell, also lässt sich der Computer Zeit: Er ist überlastet oder mit anderen Verbindungen beschäftigt. Programme geben womöglich auf, bevor er antwortet.
RDP-NET-010 = Der Weg zum Computer ist etwas langsam: { span } hin und zurück
    .short = etwas Latenz
    .meaning = Arbeiten ist möglich und fühlt sich zäh an. Das Relay hat von seinem Standort aus gemessen; Ihr eigener Weg kann anders sein.
RDP-NET-011 = Etwas vor dem Computer nimmt die Verbindungen an
    .short = Proxy davor
    .meaning = TCP wird viel schneller angenommen als alles dahinter; die erste Antwort davon brauchte { span }. So sähe ein Proxy, ein Tunnel oder ein Schutzdienst davor aus, aber auch ein langsamer Server. Ein offener Port beweist dann wenig.
RDP-NET-012 = Der Weg lässt nur kleinere Pakete durch: { $bytes } Bytes
    .short = kleine Pakete
    .meaning = Üblich sind 1500. Auf dem Weg ist ein VPN oder ein Tunnel. Das ist in Ordnung, solange beide Enden davon wissen.
RDP-NET-013 = Große Pakete gehen unterwegs verloren
    .short = große Pakete verloren
    .meaning = Kleine Nachrichten kamen durch. Von der ersten großen Antwort, der der Verschlüsselung, kam das Ende, aber nie der Anfang. So verschlucken VPNs und Tunnel mit zu großer MTU volle Pakete. { -not-password } { -shown-lost }
