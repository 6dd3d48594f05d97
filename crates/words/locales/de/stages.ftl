### The steps: their names, what they wait for, what they say when they have ended, and their facts.

## Names

stage-relay = rdptrace-Server
stage-reach = Der Port
stage-resolve = Auflösen
stage-connect = Verbinden
stage-negotiate = Aushandeln
stage-secure = Absichern
stage-answer = Antwort
stage-sign_in = Anmeldung
stage-tunnel = Tunnel
stage-authenticate = Authentifizieren
stage-settings = Einstellungen
stage-channels = Kanäle
stage-logon = Anmelden
stage-license = Lizenz
stage-capabilities = Fähigkeiten
stage-finalize = Abschließen
stage-desktop = Desktop
stage-stay = Halten

outcome-passed = bestanden
outcome-failed = fehlgeschlagen
outcome-silent = keine Antwort
outcome-not_reached = nicht erreicht
outcome-not_checked = nicht geprüft

actor-you = Sie
actor-network = Administrator Ihres Netzes
actor-administrator = Administrator des Computers
actor-relay-owner = Wer rdptrace betreibt
actor-nobody = Niemand

confidence-certain = sicher
confidence-likely = wahrscheinlich
confidence-possible = möglich

severity-error = verhindert die Verbindung
severity-warning = Warnung
severity-info = gut zu wissen

## Legs

leg-title = { $from } → { $to }
leg-seen-from = geprüft von: { $places }
leg-sign-in = Ihre Anmeldung aus diesem Tab
node-browser = Browser
node-relay = rdptrace-Server
node-terminal = Computer dieser Person
node-own-terminal = Ihr Gerät
node-agent = Agent
node-tool = Netzwerkwerkzeug
node-gateway = Gateway
node-computer = Computer

## The end

verdict-name-blocked = Blockiert
verdict-name-no_answer = Keine Antwort
verdict-name-reaches_sign_in = Bis zur Anmeldung
verdict-name-works = Funktioniert
verdict-name-partly_checked = Teilweise geprüft
verdict-name-not_checked = Nicht geprüft

phase-find = Computer finden
phase-reach = Erreichen
phase-secure = Verbindung sichern
phase-start = Sitzung starten

verdict-broken = { $title } (Abbruch bei Schritt { $number } von { $of }, { $stage })
verdict-trouble = Jeder Schritt war erfolgreich, aber es gibt ein Problem: { $title }
verdict-warning = { $title }, die Verbindung funktioniert aber
verdict-well = { $title }
summary-stopped = Abbruch bei { $stage } ({ $number }/{ $of })
summary-ended-early = vorzeitig beendet

## Numbers and lists

span = { $unit ->
    [ms] { $amount } ms
    [s] { $amount } s
    [minutes] { $amount ->
        [one] 1 Minute
       *[other] { $amount } Minuten
    }
    [hours] { $amount ->
        [one] 1 Stunde
       *[other] { $amount } Stunden
    }
   *[days] { $amount ->
        [one] 1 Tag
       *[other] { $amount } Tage
    }
}
list-or = { $first } oder { $last }
word-yes = ja
word-no = nein

## While a step runs

waiting-relay = Wartet auf den rdptrace-Server (bis zu { $limit })
waiting-reach = Wartet auf eine Reaktion vom Port des Computers (bis zu { $limit })
waiting-answer = Wartet auf die Antwort des Gateways (bis zu { $limit })
waiting-sign_in = Wartet, bis das Gateway die Anmeldung annimmt (bis zu { $limit })
waiting-tunnel = Wartet, bis das Gateway einen Tunnel öffnet (bis zu { $limit })
waiting-resolve = Wartet auf die Antwort des Nameservers (bis zu { $limit })
waiting-connect = Wartet, bis der Computer die Verbindung annimmt (bis zu { $limit })
waiting-negotiate = Wartet auf die Antwort des Computers (bis zu { $limit })
waiting-secure = Wartet auf den Beginn der Verschlüsselung (bis zu { $limit })
waiting-authenticate = Wartet, bis der Computer sich ausweist (bis zu { $limit })
waiting-settings = Wartet auf die Einstellungen der Sitzung (bis zu { $limit })
waiting-channels = Wartet auf die Kanäle der Sitzung (bis zu { $limit })
waiting-logon = Wartet, bis der Computer unsere Clientangaben annimmt (bis zu { $limit })
waiting-license = Wartet auf das Ende der Lizenzierung (bis zu { $limit })
waiting-capabilities = Wartet, bis der Computer eine Sitzung anbietet (bis zu { $limit })
waiting-finalize = Wartet auf den Beginn der Sitzung (bis zu { $limit })
waiting-desktop = Wartet auf das erste Bild (bis zu { $limit })
waiting-stay = Prüft, ob die Sitzung offen bleibt ({ $limit } lang)

## Rows

row-not-reached = Nicht erreicht
row-not-checked = Nicht geprüft
row-needs-password = Nicht geprüft, weil dafür ein Kennwort nötig ist
row-behind-service = Der Computer ist nur über seinen Dienst erreichbar; direkt wurde nicht geprüft
row-legacy-security = Nicht geprüft hinter der alten Standard RDP Security
row-relay = Ihr Browser erreichte diesen Server nach { $time }
row-reach = Am Port des Computers hat etwas reagiert, möglicherweise mit einer Ablehnung
row-reach-unsteady = Am Port des Computers hat etwas reagiert, aber nur auf einen von zwei Versuchen
row-reach-silent = Am Port des Computers hat 10 Sekunden lang nichts reagiert
row-told-open = { $tool } bekam eine Verbindung zum Port { $way ->
        [vpn] von { $source } aus, über { $interface }, dem Namen nach ein VPN
        [hidden-vpn] über ein VPN
        [interface] von { $source } aus, über { $interface }, dessen Name von keinem VPN spricht
        [address] von { $source } aus
       *[unknown] von dort aus, wo es lief
    }
row-told-shut = { $tool } bekam keine Verbindung zum Port { $way ->
        [vpn] von { $source } aus, über { $interface }, dem Namen nach ein VPN
        [hidden-vpn] über ein VPN
        [interface] von { $source } aus, über { $interface }, dessen Name von keinem VPN spricht
        [address] von { $source } aus
       *[unknown] von dort aus, wo es lief
    }
tool-other = Das Netzwerkwerkzeug
row-page-cannot-try = Nicht bekannt, weil der Browser eine Seite diesen Port nicht versuchen lässt
row-page-may-not-try = Nicht bekannt, weil der Browser diese Seite nicht ins Netzwerk lässt
row-own-server-silent = Nicht bekannt, weil die Versuche des Browsers nicht einmal diesen Server erreichen
row-everything-reacts = Nicht bekannt, weil in diesem Netz sogar an einer unbenutzten Adresse etwas reagiert
row-no-address = Nicht bekannt, weil dieser Server keine Adresse fand, die ein Browser versuchen könnte
row-undecided = Nicht bekannt, weil die Reaktion zu spät kam, um zu zählen
row-answer = Das Gateway antwortete mit dem HTTP-Status { $status }
row-sign-in = Das Gateway nahm die Anmeldung an
row-tunnel = Das Gateway öffnete einen Tunnel zum Computer
row-literal = Das ist eine Adresse, also gibt es keinen Namen aufzulösen
row-resolve = { $more ->
    [0] { $count ->
        [one] Der Name führt zu { $addresses }
       *[other] { $count } Adressen: { $addresses }
    }
   *[other] { $count } Adressen: { $addresses } und { $more } weitere
}
row-connect = { $broken ->
    [0] Port { $port } antwortet bei { $address } nach { $time }
    [one] Port { $port } antwortet bei { $address } nach { $time } (eine andere Adresse antwortet nicht)
   *[other] Port { $port } antwortet bei { $address } nach { $time } ({ $broken } andere Adressen antworten nicht)
}
row-connect-bare = Der Port antwortet
row-answered = Port { $port } antwortet bei { $address } nach { $time }
row-refused = { $address } lehnte die Verbindung ab, auf Port { $port } lauscht nichts
row-host-unreachable = { $by ->
    [none] Das Netz meldet, dass { $address } nicht erreichbar ist
   *[other] { $by } meldet, dass { $address } nicht erreichbar ist
}
row-network-unreachable = { $by ->
    [none] Es gibt keinen Netzwerkpfad zu { $address }
   *[other] { $by } meldet, dass es keinen Netzwerkpfad zu { $address } gibt
}
row-silent = Keine Antwort von { $address } auf Port { $port }, { $time } lang
row-locally-blocked = Eine Firewall am Ort der Prüfung sperrt die Verbindung zu { $address }
row-local-fault = Die Prüfung konnte keine Verbindung öffnen (Fehler { $errno })
row-abandoned = Der Versuch, { $address } zu erreichen, wurde beendet
row-dials = { $more ->
    [0] { $dials }
   *[other] { $dials } und { $more } weitere
}
short-answered = { $address } antwortete nach { $time }
short-refused = { $address } lehnte nach { $time } ab
short-host-unreachable = { $address } nach { $time } nicht erreichbar
short-network-unreachable = kein Pfad zu { $address }
short-silent = keine Antwort von { $address }, { $time } lang
short-locally-blocked = { $address } am Ort der Prüfung gesperrt
short-local-fault = { $address } nicht versucht (Server ohne freie Ressourcen)
short-abandoned = { $address } beendet
row-negotiate = Gefragt nach { $asked }, der Computer wählte { $chosen }
row-second-try = { $end ->
    [silent] { $sentence } (ein erster Versuch bekam { $time } lang keine Antwort)
    [reset] { $sentence } (ein erster Versuch wurde nach { $time } zurückgesetzt)
   *[closed] { $sentence } (ein erster Versuch wurde nach { $time } geschlossen)
}
row-third-try = { $sentence } (zwei Versuche, die mehr anboten, wurden geschlossen)
row-second-failed = { $end ->
    [silent] { $sentence } (ein zweiter Versuch bekam keine Antwort)
    [reset] { $sentence } (ein zweiter Versuch wurde zurückgesetzt)
    [closed] { $sentence } (ein zweiter Versuch wurde geschlossen)
   *[not-connected] { $sentence } (ein zweiter Versuch bekam keine Verbindung)
}
row-negotiate-without-data = Der Computer handelt nichts aus und verwendet Standard RDP Security
protocol-standard = Standard RDP Security
protocol-entra = Entra-ID-Anmeldung
row-secure = { $state ->
    [expired] { $version }, Zertifikat für { $name }, abgelaufen am { $date }
    [early] { $version }, Zertifikat für { $name }, erst gültig ab { $date }
   *[valid] { $version }, Zertifikat für { $name }, gültig bis { $date }
}
row-secure-bare = { $version }
row-standard-security = Kein TLS, nur die alte Standard RDP Security
row-nla-not-used = Nicht benutzt, weil der Computer hier nicht nach einem Kennwort fragt
row-nla-passed = Die Anmeldung wurde angenommen
row-challenge = { $what } (für den Rest ist ein Kennwort nötig)
row-challenge-bare = Der Computer antwortete ohne Angaben (für den Rest ist ein Kennwort nötig)
challenge-in-domain = { $computer } in der Domäne { $domain }
challenge-system = { $name } ({ $number })
challenge-clock = { $direction ->
    [ahead] Uhr geht { $time } vor
    [behind] Uhr geht { $time } nach
   *[right] Uhr geht richtig
}
row-settings = Einstellungen ausgetauscht, der Computer verwendet { $version }
row-settings-bare = Einstellungen ausgetauscht
row-channels = { $count ->
    [one] Ein Kanal geöffnet
   *[other] { $count } Kanäle geöffnet
}
row-logon = { $count ->
    [0] Clientangaben gesendet
    [one] Clientangaben gesendet, ein Netztest beantwortet
   *[other] Clientangaben gesendet, { $count } Netztests beantwortet
}
row-license = Der Computer verlangt keine Lizenz
row-capabilities = Der Computer bietet eine Sitzung mit { $size } Pixeln
row-capabilities-bare = Der Computer bietet eine Sitzung
row-finalize = { $count ->
    [0] Die Sitzung hat begonnen
    [one] Die Sitzung hat begonnen, nach einem Neustart
   *[other] Die Sitzung hat begonnen, nach { $count } Neustarts
}
row-desktop = { $kind ->
    [none] Das erste Bild kam
   *[some] Das erste Bild kam, { $bytes } Bytes
}
row-stay = { $count ->
    [0] Die Sitzung blieb { $time } offen
    [one] Die Sitzung blieb { $time } offen, mit einer Aktualisierung
   *[other] Die Sitzung blieb { $time } offen, mit { $count } Aktualisierungen
}

## Rows of steps that broke

failure-name-not-found = Kein solcher Name
failure-no-addresses = Den Namen gibt es, aber er hat keine Adresse
failure-lookup = Der Nameserver antwortete mit einem Fehler: { $code }
failure-lookup-unanswered = Der Nameserver gab keine brauchbare Antwort
failure-addresses-refused = Die Richtlinie erlaubt keine Verbindung zu dieser Adresse
failure-no-connection = Keine Adresse nahm eine Verbindung an
failure-closed = Die Verbindung wurde nach { $time } ohne Antwort geschlossen
failure-closed-halfway = Die Verbindung wurde nach { $code ->
        [one] einem Byte
       *[other] { $code } Bytes
    } der Antwort geschlossen
failure-reset = Die Verbindung wurde nach { $time } zurückgesetzt, vor einer Antwort
failure-reset-halfway = Die Verbindung wurde nach { $code ->
        [one] einem Byte
       *[other] { $code } Bytes
    } der Antwort zurückgesetzt
failure-silent = { $time } lang keine Antwort, die Verbindung blieb offen
failure-silent-halfway = Die Antwort hörte nach { $code ->
        [one] einem Byte
       *[other] { $code } Bytes
    } auf, die Verbindung blieb offen
failure-path-broken = Der Netzwerkpfad riss ab, während die Verbindung offen war
failure-run-timed-out = Die Zeit für die Prüfung lief hier ab
failure-http-status = HTTP-Status { $code } statt einer Anmeldung
failure-gateway = Das Gateway lehnt mit { $code } ab
failure-other-service = { $said ->
    [yes] { $service } antwortet auf diesem Port: { $banner }
   *[no] { $service } antwortet auf diesem Port
}
failure-bare-mcs = Der Computer übersprang einen Schritt und antwortete mit MCS statt X.224
failure-not-rdp = Die Antwort ist nicht Remotedesktop
failure-negotiation = { $code ->
    [1] Der Computer verlangt TLS
    [2] Der Computer erlaubt kein TLS
    [3] Der Computer hat kein Zertifikat für TLS
    [4] Der Computer lehnt unsere Anfrage als widersprüchlich ab
    [5] Der Computer verlangt NLA
    [6] Der Computer verlangt ein Clientzertifikat
    [7] Der Computer verlangt eine Anmeldung mit Entra ID
   *[other] Der Computer lehnte mit dem unbekannten Code { $code } ab
}
failure-unoffered = Der Computer wählte ein Sicherheitsprotokoll, das wir nicht anboten ({ $code })
failure-disconnect-request = Der Computer lehnte mit einer X.224-Trennung ab, Grund { $code }
failure-malformed = Die Antwort ist nicht lesbar (erwartet: { $code })
failure-unreadable = Diese Prüfung kann die Antwort nicht lesen ({ $code })
failure-unexpected = Erwartet war { $code }, aber es kam { $received }
failure-alert = TLS endete mit dem Alert { $alert } ({ $code })
failure-tls-not-tls = { $when ->
    [later] Was kam, ist kein TLS, obwohl die Verbindung inzwischen verschlüsselt ist
   *[first] Die Antwort auf unsere erste TLS-Nachricht ist kein TLS
}
failure-tls-nothing-in-common = Die Antwort wählte eine TLS-Version oder ein Verfahren, das wir nicht anbieten
failure-tls-bad-certificate = Das Zertifikat ist nicht lesbar
failure-tls-bad-signature = Die Signatur passt nicht zum Schlüssel des Zertifikats
failure-tls-protocol = Die Antwort verletzte die Regeln von TLS
failure-tls-too-large = Die Zertifikate sind größer, als wir lesen
failure-credssp = Der Computer lehnte die Anmeldung mit { $code } ab
failure-kdc = Die Domäne gab kein Kerberos-Ticket, Fehler { $code }
failure-kdc-silent = Diese Prüfung bekam kein Kerberos-Ticket vom KDC der Domäne
failure-mcs = Der Computer lehnte die Einstellungen mit { $code } ab
failure-channel = { $confirmed ->
    [none] Der Computer ließ uns nicht in seinen Kanal { $code }
   *[other] Wir baten um Kanal { $code }, und der Computer bestätigte { $confirmed }
}
failure-ultimatum = Der Computer beendete die Sitzung, Grund { $code }
failure-error-info = Der Computer beendete die Sitzung mit dem Grund { $code }
failure-license = Der Computer lehnte wegen der Lizenzierung ab, Code { $code }
failure-redirected = Der Computer leitet zu einem anderen um
failure-deactivate-loop = Der Computer startete die Sitzung { $code }-mal neu
failure-client-gave-up = Der Client auf dieser Seite hörte von selbst auf

## Facts

fact-try = Versuch
fact-try-unanswered = nichts reagierte
fact-http-status = HTTP-Status
fact-schemes = Angebotene Anmeldungen
fact-gateway-server = Server
fact-transport = Transportweg
fact-location = Leitet um nach
fact-gateway-clock = Uhr des Gateways
fact-scheme = Verwendete Anmeldung
fact-tunnel-status = Antwort
fact-greeted = Begrüßung des Servers
fact-lookup = Abfrage
fact-lookup-value = { $record }: { $answer }, { $time }
lookup-answered = { $count ->
    [0] keine Adresse
    [one] eine Adresse
   *[other] { $count } Adressen
}
lookup-unanswered = keine Antwort
fact-aliases = Alias von
fact-addresses = Adressen
fact-forbidden = Von der Richtlinie nicht erlaubt
fact-withheld = Nicht erlaubte Adressen, nicht gezeigt
fact-dial = Versuch
fact-used = Benutzt
fact-requested = Gefragt nach
fact-selected = Gewählt
fact-flags = Flags
fact-without-negotiation-data = Ohne Aushandlung beantwortet
fact-refused-offer = Erstes Angebot abgelehnt mit Code
fact-first-try = Erster Versuch
fact-first-try-value = { $end }, nach { $time }
fact-routing-token = Routingtoken gesendet
fact-preconnection = Preconnection Blob gesendet
fact-second-try = Zweiter Versuch, ohne Benutzernamen
end-answered = beantwortet
fact-tls-version = Version
fact-cipher = Verschlüsselungssammlung
fact-subject = Zertifikat für
fact-issuer = Ausgestellt von
fact-self-signed = Selbstsigniert
fact-names = Namen
fact-not-before = Gültig ab
fact-not-after = Gültig bis
fact-key = Schlüssel
fact-signature = Signatur
fact-sha1 = Fingerabdruck (SHA-1)
fact-sha256 = Fingerabdruck (SHA-256)
fact-name-matches = Passt zum eingegebenen Namen
fact-chain = Zertifikate der Aussteller
fact-asks-certificate = Verlangt ein Client-Zertifikat
fact-hello = Allein angeboten
hello-answered = { $offered }: beantwortet mit { $value }
hello-alert = { $offered }: Alert { $value }
hello-closed = { $offered }: geschlossen
hello-reset = { $offered }: zurückgesetzt
hello-silent = { $offered }: keine Antwort
hello-not-tls = { $offered }: beantwortet mit etwas anderem als TLS
hello-not-reached = { $offered }: nicht erreicht
fact-encryption = Verschlüsselung
encryption-none = keine
fact-encryption-level = Verschlüsselungsstufe
fact-nla = NLA
nla-required = verlangt
nla-optional = freiwillig
nla-not-used = nicht benutzt
fact-token = Erstes beantwortetes Token
fact-kerberos = Kerberos möglich
fact-credssp-version = CredSSP-Version
fact-sign-in = Kennwort
sign-in-answered = dem Computer bewiesen
sign-in-delegated = dem Computer gegeben
fact-kdc = Kerberos-Anmeldung
kdc-known = benutzt
kdc-refused = nicht benutzt: Das KDC antwortete mit Fehler { $code }
kdc-silent = nicht benutzt: Kein KDC wurde gefunden, oder seine Antwort half nicht weiter
fact-computer = Computer
fact-domain = Domäne
fact-dns-computer = DNS-Name
fact-dns-domain = DNS-Domäne
fact-dns-forest = Gesamtstruktur
fact-system = System
fact-clock = Uhr
fact-tls-only-failure = TLS allein: Fehlercode
fact-tls-only-end = TLS allein
end-closed = geschlossen
end-reset = zurückgesetzt
end-silent = keine Antwort
end-not-connected = keine Verbindung
end-garbled = beantwortet mit etwas anderem
fact-rdp-version = Version
fact-echoed = Wiederholte Anfrage
fact-io-channel = E/A-Kanal
fact-message-channel = Nachrichtenkanal
fact-user-channel = Unser Kanal
fact-joined = Kanäle
fact-auto-detect = Netztests
fact-autologon = Anmeldung auf seinem Bildschirm
fact-license-messages = Nachrichten
fact-license-status = Status
fact-desktop = Desktop
fact-color-depth = Farbtiefe
fact-capability-sets = Sätze von Fähigkeiten
fact-reactivations = Neustarts
fact-picture = Bild
picture-bitmap = Bitmap
picture-orders = Zeichenbefehle
picture-surface = Flächenbefehle
fact-update-length = Erste Aktualisierung, Bytes
fact-held = Gehalten
fact-updates = Aktualisierungen
