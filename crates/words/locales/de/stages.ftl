### The steps: their names, what they wait for, what they say when they have ended, and their facts.

## Names

stage-relay = Relay
stage-reach = Ihr Browser
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
outcome-failed = gescheitert
outcome-silent = keine Antwort
outcome-not_reached = nicht erreicht
outcome-not_checked = nicht geprüft

actor-you = Sie
actor-network = Administrator Ihres Netzes
actor-administrator = Administrator des Computers
actor-relay-owner = Betreiber des Relays
actor-nobody = Niemand

confidence-certain = sicher
confidence-likely = wahrscheinlich
confidence-possible = möglich

severity-error = verhindert die Verbindung
severity-warning = Warnung
severity-info = gut zu wissen

## Legs

leg-title = { $from } → { $to }
node-browser = Browser
node-relay = rdptrace-Server
node-terminal = Dieses Terminal
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

verdict-broken = Es endet bei Schritt { $number } von { $of }, { $stage }: { $title }
verdict-trouble = Jeder Schritt ging, und doch beklagt sich der Server: { $title }
verdict-warning = Nichts brach ab, aber: { $title }
verdict-well = { $title }
summary-stopped = endet bei { $stage } ({ $number }/{ $of })
summary-passed = bestanden
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

waiting-relay = Wartet auf das Relay; gibt nach { $limit } auf.
waiting-reach = Wartet auf eine Reaktion vom Port des Computers; gibt nach { $limit } auf.
waiting-answer = Wartet auf die Antwort des Gateways; gibt nach { $limit } auf.
waiting-sign_in = Wartet darauf, dass das Gateway die Anmeldung annimmt; gibt nach { $limit } auf.
waiting-tunnel = Wartet darauf, dass das Gateway einen Tunnel öffnet; gibt nach { $limit } auf.
waiting-resolve = Wartet auf die Antwort des Nameservers; gibt nach { $limit } auf.
waiting-connect = Wartet, dass der Computer eine Verbindung annimmt; gibt nach { $limit } auf.
waiting-negotiate = Wartet auf die Antwort auf unsere Verbindungsanfrage; gibt nach { $limit } auf.
waiting-secure = Wartet, dass die Verschlüsselung vereinbart wird; gibt nach { $limit } auf.
waiting-authenticate = Wartet, dass der Computer sagt, wer er ist; gibt nach { $limit } auf.
waiting-settings = Wartet auf die Einstellungen der Sitzung; gibt nach { $limit } auf.
waiting-channels = Wartet auf die Kanäle der Sitzung; gibt nach { $limit } auf.
waiting-logon = Wartet, dass der Computer unsere Clientangaben annimmt; gibt nach { $limit } auf.
waiting-license = Wartet auf das Ende der Lizenzierung; gibt nach { $limit } auf.
waiting-capabilities = Wartet, dass der Computer eine Sitzung anbietet; gibt nach { $limit } auf.
waiting-finalize = Wartet auf den Beginn der Sitzung; gibt nach { $limit } auf.
waiting-desktop = Wartet auf das erste Bild; gibt nach { $limit } auf.
waiting-stay = Beobachtet, ob die Sitzung hält; endet nach { $limit }.

## Rows

row-not-reached = Nicht erreicht
row-not-checked = Nicht geprüft
row-needs-password = Nicht geprüft: braucht ein Kennwort
row-legacy-security = Nicht geprüft: Der Server bietet nur Standard RDP Security
row-relay = Ihr Browser erreichte das Relay nach { $time }
row-reach = Am Port des Computers hat etwas reagiert; auch eine Ablehnung ist eine Reaktion
row-answer = Das Gateway antwortete mit dem HTTP-Status { $status }
row-sign-in = Das Gateway nahm die Anmeldung an
row-tunnel = Das Gateway öffnete einen Tunnel zum Computer
row-literal = Eine Adresse wurde angegeben; da ist nichts aufzulösen
row-resolve = { $more ->
    [0] { $count ->
        [one] Der Name führt zu { $addresses }
       *[other] { $count } Adressen: { $addresses }
    }
   *[other] { $count } Adressen: { $addresses } und { $more } weitere
}
row-connect = { $broken ->
    [0] Port { $port } antwortet bei { $address } nach { $time }
    [one] Port { $port } antwortet bei { $address } nach { $time }; eine andere Adresse antwortet nicht
   *[other] Port { $port } antwortet bei { $address } nach { $time }; { $broken } andere Adressen antworten nicht
}
row-connect-bare = Der Port antwortet
row-answered = Port { $port } antwortet bei { $address } nach { $time }
row-refused = { $address } lehnte sofort ab: Auf Port { $port } lauscht nichts
row-host-unreachable = { $address } ist nicht erreichbar: Das sagt ein Router oder das eigene Netz des Relays
row-network-unreachable = Vom Relay führt kein Weg zu { $address }
row-silent = Keine Antwort von { $address } auf Port { $port }, { $time } lang
row-locally-blocked = Die eigene Firewall des Relays verbietet die Verbindung zu { $address }
row-local-fault = Das eigene System des Relays konnte keine Verbindung öffnen (Fehler { $errno })
row-abandoned = Der Versuch, { $address } zu erreichen, wurde aufgegeben
row-dials = { $more ->
    [0] { $dials }
   *[other] { $dials } und { $more } weitere
}
short-answered = { $address } antwortete nach { $time }
short-refused = { $address } lehnte nach { $time } ab
short-host-unreachable = { $address } nach { $time } nicht erreichbar
short-network-unreachable = kein Weg zu { $address }
short-silent = { $address } stumm, { $time } lang
short-locally-blocked = { $address } von der Firewall des Relays gesperrt
short-local-fault = { $address } aus Mangel an Mitteln nicht versucht
short-abandoned = { $address } aufgegeben
row-negotiate = Gefragt nach { $asked }; der Server wählte { $chosen }
row-second-try = { $end ->
    [silent] { $sentence }; ein erster Versuch bekam { $time } lang keine Antwort
    [reset] { $sentence }; ein erster Versuch wurde nach { $time } zurückgesetzt
   *[closed] { $sentence }; ein erster Versuch wurde nach { $time } geschlossen
}
row-third-try = { $sentence }; bei zwei Versuchen, die mehr anboten, wurde aufgelegt
row-second-failed = { $end ->
    [silent] { $sentence }; ein zweiter Versuch bekam keine Antwort
    [reset] { $sentence }; ein zweiter Versuch wurde zurückgesetzt
    [closed] { $sentence }; ein zweiter Versuch wurde geschlossen
   *[not-connected] { $sentence }; ein zweiter Versuch fand den Port verschlossen
}
row-negotiate-without-data = Der Server kennt keine Aushandlung; das heißt Standard RDP Security
protocol-standard = Standard RDP Security
protocol-entra = Entra-ID-Anmeldung
row-secure = { $state ->
    [expired] { $version }, Zertifikat für { $name }, abgelaufen am { $date }
    [early] { $version }, Zertifikat für { $name }, erst gültig ab { $date }
   *[valid] { $version }, Zertifikat für { $name }, gültig bis { $date }
}
row-secure-bare = { $version }
row-standard-security = Kein TLS: Der Server bietet nur Standard RDP Security
row-nla-not-used = Von diesem Server nicht benutzt: Er fragte hier nach keinem Kennwort
row-nla-passed = Die Anmeldung wurde angenommen
row-challenge = { $what }; der Rest braucht ein Kennwort
row-challenge-bare = Der Server antwortete ohne ein Wort über sich; der Rest braucht ein Kennwort
challenge-in-domain = { $computer } in der Domäne { $domain }
challenge-system = { $name } ({ $number })
challenge-clock = { $direction ->
    [ahead] Uhr geht { $time } vor
    [behind] Uhr geht { $time } nach
   *[right] Uhr geht richtig
}
row-settings = Einstellungen ausgetauscht; der Server spricht { $version }
row-settings-bare = Einstellungen ausgetauscht
row-channels = { $count ->
    [one] Ein Kanal betreten
   *[other] { $count } Kanäle betreten
}
row-logon = { $count ->
    [0] Clientangaben gesendet
    [one] Clientangaben gesendet; ein Netztest beantwortet
   *[other] Clientangaben gesendet; { $count } Netztests beantwortet
}
row-license = Der Server verlangt keine Lizenz
row-capabilities = Der Server bietet eine Sitzung mit { $size } Pixeln
row-capabilities-bare = Der Server bietet eine Sitzung
row-finalize = { $count ->
    [0] Die Sitzung hat begonnen
    [one] Die Sitzung hat begonnen, nach einem Neuanfang
   *[other] Die Sitzung hat begonnen, nach { $count } Neuanfängen
}
row-desktop = { $kind ->
    [none] Das erste Bild kam
   *[some] Das erste Bild kam, { $bytes } Bytes
}
row-stay = { $count ->
    [0] Die Sitzung hielt { $time }
    [one] Die Sitzung hielt { $time }, mit einer Aktualisierung
   *[other] Die Sitzung hielt { $time }, mit { $count } Aktualisierungen
}

## Rows of steps that broke

failure-name-not-found = Kein solcher Name
failure-no-addresses = Den Namen gibt es, aber er hat keine Adresse
failure-lookup = Der Nameserver antwortete mit einem Fehler: { $code }
failure-lookup-unanswered = Der Nameserver gab keine brauchbare Antwort
failure-addresses-refused = Das Relay darf sich nicht mit der Adresse dieses Namens verbinden
failure-no-connection = Keine Adresse nahm eine Verbindung an
failure-closed = Der Server schloss die Verbindung nach { $time }, bevor er antwortete
failure-closed-halfway = Der Server schloss die Verbindung nach { $code } Bytes seiner Antwort
failure-reset = Die Verbindung wurde nach { $time } zurückgesetzt, vor einer Antwort
failure-reset-halfway = Die Verbindung wurde nach { $code } Bytes der Antwort zurückgesetzt
failure-silent = Keine Antwort, { $time } lang; die Verbindung blieb offen
failure-silent-halfway = Die Antwort hörte nach { $code } Bytes auf; die Verbindung blieb offen
failure-path-broken = Der Weg zum Server riss unter der offenen Verbindung ab
failure-run-timed-out = Die Zeit für die ganze Prüfung lief hier ab
failure-other-service = { $said ->
    [yes] { $service } antwortet auf diesem Port: { $banner }
   *[no] { $service } antwortet auf diesem Port
}
failure-bare-mcs = Der Server übersprang einen Schritt: Er antwortete mit MCS statt X.224
failure-not-rdp = Was zurückkam, ist nicht Remotedesktop
failure-negotiation = { $code ->
    [1] Der Server verlangt TLS
    [2] Der Server verbietet TLS
    [3] Der Server hat kein Zertifikat für TLS
    [4] Der Server findet unsere Anfrage widersprüchlich
    [5] Der Server verlangt NLA
    [6] Der Server verlangt ein Clientzertifikat
    [7] Der Server verlangt eine Anmeldung mit Entra ID
   *[other] Der Server lehnte mit dem unbekannten Code { $code } ab
}
failure-unoffered = Der Server wählte eine Sicherheit, die nicht angeboten war ({ $code })
failure-disconnect-request = Der Server lehnte mit einer X.224-Trennung ab, Grund { $code }
failure-malformed = Die Antwort ist nicht lesbar; erwartet wurde: { $code }
failure-unreadable = Die Prüfung kann die Nachricht nicht lesen, die kam: { $code }
failure-unexpected = Erwartet wurde { $code }; es kam { $received }
failure-alert = Der Server beendete TLS mit dem Alert { $alert } ({ $code })
failure-tls-not-tls = Die Antwort auf unsere erste TLS-Nachricht ist kein TLS
failure-tls-nothing-in-common = Der Server will eine TLS-Version oder ein Verfahren, das wir nicht anbieten
failure-tls-bad-certificate = Das Zertifikat des Servers ist nicht lesbar
failure-tls-bad-signature = Der Server hat den Schlüssel seines Zertifikats nicht
failure-tls-protocol = Der Server verletzte die Regeln von TLS
failure-tls-too-large = Der Server sandte mehr Zertifikate, als Platz haben
failure-credssp = Der Server lehnte die Anmeldung mit { $code } ab
failure-mcs = Der Server lehnte die Einstellungen ab: { $code }
failure-channel = Der Server ließ uns nicht in seinen Kanal { $code }
failure-ultimatum = Der Server beendete das Gespräch, Grund { $code }
failure-error-info = Der Server beendete die Sitzung mit dem Grund { $code }
failure-license = Der Server lehnte seiner Lizenzierung wegen ab, Code { $code }
failure-redirected = Der Server verweist auf einen anderen
failure-deactivate-loop = Der Server begann die Sitzung { $code }-mal von vorn

## Facts

fact-try = Versuch
fact-try-unanswered = nichts reagierte
fact-http-status = HTTP-Status
fact-schemes = Angebotene Anmeldungen
fact-gateway-server = Server
fact-scheme = Verwendete Anmeldung
fact-tunnel-status = Antwort
fact-greeted = Begrüßung des Relays
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
fact-forbidden = Von der Richtlinie des Relays verboten
fact-dial = Versuch
fact-used = Benutzt
fact-requested = Gefragt nach
fact-selected = Gewählt
fact-flags = Flags
fact-without-negotiation-data = Bestätigt ohne Aushandlung
fact-refused-offer = Erstes Angebot abgelehnt mit Code
fact-first-try = Erster Versuch
fact-first-try-value = { $end }, nach { $time }
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
fact-name-matches = Gilt für den gefragten Namen
fact-chain = Weitere Zertifikate
fact-hello = Allein angeboten
hello-answered = { $offered }: beantwortet mit { $value }
hello-alert = { $offered }: Alert { $value }
hello-closed = { $offered }: geschlossen
hello-reset = { $offered }: zurückgesetzt
hello-silent = { $offered }: keine Antwort
hello-not-tls = { $offered }: beantwortet mit etwas, das kein TLS ist
hello-not-reached = { $offered }: kam nicht so weit
fact-encryption = Verschlüsselung
encryption-none = keine
fact-encryption-level = Verschlüsselungsstufe
fact-nla = NLA
nla-required = verlangt
nla-optional = freiwillig
nla-not-used = nicht benutzt
fact-token = Erstes beantwortetes Token
fact-credssp-version = CredSSP-Version
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
fact-license-messages = Nachrichten
fact-license-status = Status
fact-desktop = Desktop
fact-color-depth = Farbtiefe
fact-capability-sets = Sätze von Fähigkeiten
fact-reactivations = Neuanfänge
fact-picture = Bild
picture-bitmap = Bitmap
picture-orders = Zeichenbefehle
picture-surface = Flächenbefehle
fact-update-length = Erste Aktualisierung, Bytes
fact-held = Gehalten
fact-updates = Aktualisierungen
