### What is wrong with encryption, certificates and the sign-in. The key is the finding's id.

-shown-tls = Microsofts Apps zeigen hier womöglich 0x904, 0x207 oder 0x4, und mstsc einen internen Fehler.
-shown-certificate = Windows fragt oder warnt; Apples Systeme und strenge Einstellungen lehnen ab und zeigen 0x907.
-works-until-tls = Netz, Firewall und der Port des Dienstes sind in Ordnung.
server-said = Der Server selbst nannte den Status { $status }.

## TLS

RDP-TLS-001 = Der Server spricht nur { $version }, und das ist zu alt
    .short = nur { $version }
    .meaning = Er antwortete auf nichts Neueres als { $version }. Heutige Programme verlangen TLS 1.2. { -works-until-tls } { -shown-tls }
RDP-TLS-002 = Der Server bietet nur veraltete Verschlüsselungen
    .short = nur veraltete Verschlüsselungen
    .meaning = Er spricht TLS 1.2, aber mit Verfahren, die neuere Programme nicht mehr anbieten; diese Prüfung gehört dazu. Das tun Windows 8.1, Server 2012 R2 und ältere. Das Programm von Windows selbst verbindet sich vielleicht noch. { -works-until-tls }
RDP-TLS-003 = Der Computer kann sein Zertifikat für Remotedesktop nicht benutzen
    .short = legt nach ClientHello auf
    .meaning = Er vereinbarte TLS und legte bei unserer ersten TLS-Nachricht auf, in jeder Version. So verhält sich ein Server, der den Schlüssel seines Zertifikats nicht öffnen kann oder dessen TLS abgeschaltet ist. { -works-until-tls } { -not-password } { -shown-tls }
RDP-TLS-004 = Der Server lehnt jede Version von TLS ab
    .short = jede TLS-Version abgelehnt
    .meaning = Jede Version wurde mit einem Alert beantwortet. Sein TLS ist abgeschaltet oder eingeschränkt, oder er hat kein passendes Zertifikat. { -works-until-tls } { -not-password } { -shown-tls }
RDP-TLS-005 = Der Server lehnt unsere Versionen von TLS ab
    .short = TLS-Version abgelehnt
    .meaning = Er beendete den Handshake mit dem Alert { $alert } ({ $code }). Er will eine andere Version als TLS 1.2 oder 1.3. { -works-until-tls } { -shown-tls }
RDP-TLS-006 = Der Server findet keine gemeinsame Verschlüsselung
    .short = TLS-Alert { $code }
    .meaning = Er beendete den Handshake mit dem Alert { $alert } ({ $code }). Seine Verfahren sind eingeschränkt oder veraltet, oder sein Zertifikat passt nicht zu ihnen. { -works-until-tls } { -shown-tls }
RDP-TLS-007 = Der Server kann den Schlüssel seines Zertifikats nicht benutzen
    .short = TLS-Alert { $code }
    .meaning = Er beendete den Handshake mit dem Alert { $alert } ({ $code }), also mit einem eigenen Fehler. Unter Windows ist es meist ein Schlüssel, den der Dienst nicht lesen darf. { -works-until-tls } { -not-password } { -shown-tls }
RDP-TLS-008 = Etwas vor dem Server kennt diesen Namen nicht
    .short = TLS-Alert { $code }
    .meaning = Der Handshake endete mit dem Alert { $alert } ({ $code }). Das tun Proxys und Load Balancer, die nach dem Namen auswählen.
RDP-TLS-009 = Der Server will ein Zertifikat vom Client oder weist es zurück
    .short = TLS-Alert { $code }
    .meaning = Er beendete den Handshake mit dem Alert { $alert } ({ $code }). Er oder ein Proxy davor lässt nur Clients mit einem Zertifikat ein.
RDP-TLS-010 = Der Server beendete TLS mit dem Alert { $alert }
    .short = TLS-Alert { $code }
    .meaning = Statt einer Antwort kam der Alert { $code }. Auf Remotedesktop hatte man sich vorher geeinigt. { -works-until-tls } { -shown-tls }
RDP-TLS-011 = Der Server vereinbart TLS und spricht es dann nicht
    .short = kein TLS in der Antwort
    .meaning = Seine Antwort auf unsere erste TLS-Nachricht ist kein TLS. xrdp tut das, wenn es sein Zertifikat nicht laden kann; ein Proxy dazwischen ist ein anderer Grund. { -not-password } { -shown-tls }
RDP-TLS-012 = Das Zertifikat des Servers ist nicht lesbar
    .short = unlesbares Zertifikat
    .meaning = Was er als Zertifikat sandte, ist keines oder beschädigt. Programme brechen hier ab. { -shown-tls }
RDP-TLS-013 = Der Server hat den Schlüssel seines Zertifikats nicht
    .short = Zertifikat ohne seinen Schlüssel
    .meaning = Die Signatur des Handshakes ist falsch. Zertifikat und Schlüssel gehören nicht zusammen, oder etwas dazwischen gibt sich als der Server aus. Programme brechen hier ab, und das zu Recht.
RDP-TLS-014 = Die Verschlüsselung wird unterwegs gestört
    .short = TLS gestört
    .meaning = Die Nachrichten verletzen die Regeln von TLS. Meist verändert sie ein Filter oder Proxy dazwischen; ein fehlerhafter Server ist seltener. { -shown-tls }
RDP-TLS-015 = Der Server sendet eine riesige Kette von Zertifikaten
    .short = Zertifikate zu groß
    .meaning = Sie ist größer als die 32 KiB, die diese Prüfung liest. Eine gewöhnliche hat zwei oder drei Zertifikate. Auch manche Programme geben hier auf.
RDP-TLS-016 = Der Server wählte eine TLS-Version oder ein Verfahren, das nicht angeboten war
    .short = in TLS nichts gemeinsam
    .meaning = Er will, was neuere Programme nicht mehr anbieten. { -works-until-tls } { -shown-tls }
RDP-TLS-017 = Die Verschlüsselung bleibt mittendrin stehen
    .short = TLS abgebrochen
    .meaning = Ein Teil der Antwort des Servers kam, der Rest nicht. Meist gehen volle Pakete unterwegs verloren, wie bei einem VPN mit zu großer MTU; Filter, die TLS lesen, sind ein anderer Grund. { -not-password } { -shown-lost }
RDP-TLS-018 = Der Computer antwortet nicht, wenn die Verschlüsselung beginnen soll
    .short = keine Antwort auf ClientHello
    .meaning = Er vereinbarte TLS, und { span } lang kam nichts mehr; die Verbindung blieb offen. Der Computer ist überlastet oder hängt beim Öffnen seines Schlüssels, oder seine Antwort geht unterwegs verloren. { -not-password } { -shown-lost }
RDP-TLS-019 = Der Computer legt auf, wenn die Verschlüsselung beginnen soll
    .short = legt nach ClientHello auf
    .meaning = Er vereinbarte TLS und legte bei unserer ersten TLS-Nachricht auf. Meist kann er den Schlüssel seines Zertifikats nicht öffnen, oder sein TLS ist eingeschränkt. { -works-until-tls } { -not-password } { -shown-tls }
RDP-TLS-020 = Vielleicht kappt ein Filter auf dem Weg die Verschlüsselung
    .short = Filter kappt TLS
    .meaning = Manche Firewalls kappen TLS, das sie nicht lesen können; von außen sieht das gleich aus. Wenn es auf dem Computer selbst oder in seinem eigenen Netz geht, ist es das.
RDP-TLS-021 = Das Zertifikat ist abgelaufen
    .short = Zertifikat abgelaufen
    .meaning = Es war gültig bis { $date }, { $days ->
        [0] das ist weniger als einen Tag her
        [one] das ist einen Tag her
       *[other] das ist { $days } Tage her
    }. { -shown-certificate } Windows erneuert sein eigenes Zertifikat; vermutlich ist also sein Zertifikatdienst gestört.
RDP-TLS-022 = Das Zertifikat ist noch nicht gültig
    .short = Zertifikat noch nicht gültig
    .meaning = Es wird am { $date } gültig. Die Uhr des Computers ging falsch, als es erstellt wurde, oder die Uhr des Relays geht falsch. { -shown-certificate }
RDP-TLS-023 = Etwas auf dem Weg öffnet die Verschlüsselung
    .short = TLS unterwegs geöffnet
    .meaning = Das Zertifikat wurde von { $issuer } ausgestellt, einem Produkt, das TLS untersucht. NLA merkt, dass jemand dazwischen steht, und lehnt ab.
RDP-TLS-024 = Der Schlüssel des Zertifikats ist zu kurz: { $key }, { $bits } Bit
    .short = Schlüssel zu kurz
    .meaning = Heutige Programme wollen RSA mit mindestens 2048 Bit. { -shown-certificate }
RDP-TLS-025 = Das Zertifikat ist mit einem veralteten Verfahren signiert
    .short = veraltete Signatur
    .meaning = Es ist mit { $signature } signiert. { -shown-certificate }
RDP-TLS-026 = Das Zertifikat ist nicht für einen Server gemacht
    .short = Zertifikat für anderen Zweck
    .meaning = Es erlaubt weder Serverauthentifizierung noch Remotedesktop. { -shown-certificate }
RDP-TLS-027 = Das Zertifikat gilt für einen anderen Namen
    .short = Zertifikat für anderen Namen
    .meaning = Es gilt für { $name }, und Sie fragen nach { $host }. { -shown-certificate } Programme, die dem Aussteller vertrauen, warnen allein des Namens wegen.
RDP-TLS-028 = Das Zertifikat ist selbstsigniert und gilt für einen anderen Namen
    .short = selbstsigniert, anderer Name
    .meaning = Es gilt für { $name }. { $asked ->
        [address] Das ist bei Windows normal, wenn nach einer Adresse gefragt wird.
       *[name] Das ist bei Windows normal, wenn nach einem anderen als seinem eigenen Namen gefragt wird.
    } Programme fragen einmal, ob Sie ihm vertrauen; strenge Einstellungen lehnen ab.
RDP-TLS-029 = Das Zertifikat ist selbstsigniert
    .short = selbstsigniertes Zertifikat
    .meaning = Das ist bei Windows und xrdp normal. Programme fragen einmal, ob Sie ihm vertrauen; strenge Einstellungen lehnen ab. Sein Fingerabdruck ist { $thumbprint }.
RDP-TLS-030 = Das Zertifikat läuft am { $date } ab
    .short = Zertifikat läuft bald ab
    .meaning = { $days ->
        [0] Das ist in weniger als einem Tag.
        [one] Ein Tag bleibt noch.
       *[other] { $days } Tage bleiben noch.
    } Dann fangen Programme an zu warnen oder abzulehnen.
RDP-TLS-031 = Das Zertifikat gilt länger, als Apples Systeme erlauben
    .short = Zertifikat gilt zu lange
    .meaning = Es gilt insgesamt { $days } Tage; Apples Systeme nehmen höchstens 825 an und lehnen es womöglich mit 0x907 ab.
RDP-TLS-032 = Das Zertifikat wechselt von einer Verbindung zur nächsten
    .short = Zertifikat wechselt
    .meaning = Innerhalb einer Prüfung zeigten zwei Verbindungen verschiedene Zertifikate. Hinter einer Adresse antworten verschiedene Computer, wie bei einem Load Balancer; einer davon kann der schlechte sein. Gibt es keinen, fragen Sie nach, bevor Sie einem der Zertifikate vertrauen.
RDP-TLS-033 = Das Zertifikat kommt ohne das seines Ausstellers
    .short = Ausstellerzertifikat fehlt
    .meaning = Es wurde von { $issuer } ausgestellt, und dessen eigenes Zertifikat sendet der Server nicht. Das ist in Ordnung, wo Ihr Gerät { $issuer } als Zertifizierungsstelle kennt. Sonst kann es das Zertifikat nicht prüfen und warnt oder lehnt ab.
RDP-TLS-034 = Ein Zertifikat, das für das des Servers bürgt, ist abgelaufen
    .short = Ausstellerzertifikat abgelaufen
    .meaning = Der Server sendet das Zertifikat von { $issuer } mit, und das war gültig bis { $date }. Programme, die damit prüfen, warnen oder lehnen ab; wer ein neueres kennt, merkt nichts.

## The sign-in

RDP-NLA-001 = Der Computer legt auf, wenn die Anmeldung beginnt
    .short = legt bei NLA auf
    .meaning = TLS steht, und bei unserer ersten Nachricht von NLA wurde ohne Grund aufgelegt. Das tun Richtlinien gegen NTLM, ein veralteter Server oder ein Filter. Es wurde kein Kennwort gesendet, also kann keines falsch sein. Windows App zeigt hier 0x207, 0x904 oder 0x4.
RDP-NLA-002 = Der Computer antwortet nicht, wenn die Anmeldung beginnt
    .short = keine Antwort auf NLA
    .meaning = TLS steht, und { span } lang kam keine Antwort auf unsere erste Nachricht von NLA; die Verbindung blieb offen. Sein Sicherheitsdienst hängt, oder er sucht einen Domänencontroller, der nicht antwortet. Es wurde kein Kennwort gesendet.
RDP-NLA-003 = Die Antwort des Computers auf die Anmeldung ist nicht lesbar
    .short = unlesbare NLA-Antwort
    .meaning = TLS steht, und was zurückkam, ist keine Nachricht von NLA. Meist ist der Server fehlerhaft oder veraltet. Es wurde kein Kennwort gesendet.
RDP-NLA-004 = Der Computer lehnt NTLM ab
    .short = NTLM abgelehnt
    .meaning = { server-said } Dann bleibt nur Kerberos, und das braucht den vollen Namen des Computers und einen Domänencontroller, den Ihr Computer erreicht.
RDP-NLA-005 = Der Computer lehnt den Benutzernamen oder das Kennwort ab
    .short = Anmeldung abgelehnt
    .meaning = { server-said } Netz, Firewall, Dienst und Verschlüsselung sind in Ordnung. Windows App zeigt hier 0x807 oder 0x207.
RDP-NLA-006 = Das Konto darf sich nicht auf diese Art anmelden
    .short = Konto eingeschränkt
    .meaning = { server-said } Benutzer und Kennwort stimmten. Das Konto hat ein leeres Kennwort, oder Regeln verlangen Kerberos oder eine andere Art der Anmeldung.
RDP-NLA-007 = Das Konto darf sich jetzt nicht anmelden, oder nicht an diesem Computer
    .short = Anmeldezeiten oder Computer
    .meaning = { server-said } Das Konto ist auf bestimmte Zeiten oder Computer beschränkt.
RDP-NLA-008 = Das Kennwort ist abgelaufen oder muss geändert werden
    .short = Kennwort abgelaufen
    .meaning = { server-said } NLA kann kein Kennwort ändern; es muss also vorher woanders geändert werden.
RDP-NLA-009 = Das Konto ist deaktiviert oder abgelaufen
    .short = Konto deaktiviert
    .meaning = { server-said } Das kann nur ein Administrator ändern.
RDP-NLA-010 = Das Konto ist gesperrt
    .short = Konto gesperrt
    .meaning = { server-said } Zu oft wurde ein anderes als das richtige Kennwort versucht: von Ihnen, von einem gespeicherten Kennwort oder von jemand anderem. Jeder weitere Versuch verlängert die Sperre.
RDP-NLA-011 = Das Konto hat kein Recht, sich mit Remotedesktop anzumelden
    .short = kein Recht zur Anmeldung
    .meaning = { server-said } Benutzer und Kennwort stimmten.
RDP-NLA-012 = Der Computer findet keinen Domänencontroller
    .short = kein Domänencontroller
    .meaning = { server-said } Er kann niemanden nach dem Konto fragen. Ein lokales Konto würde gehen.
RDP-NLA-013 = Der Computer kann seine Vertrauensstellung zur Domäne nicht benutzen
    .short = Vertrauensstellung gestört
    .meaning = { server-said } Er kann seine Domäne nicht nach Konten fragen: Sein eigenes Konto dort fehlt oder passt nicht mehr, oder Netlogon läuft nicht, wie gleich nach einem Start.
RDP-NLA-014 = Die Uhren gehen zu weit auseinander
    .short = Uhren verschieden
    .meaning = { server-said } Kerberos erlaubt fünf Minuten.
RDP-NLA-015 = Etwas steht zwischen Ihnen und dem Computer
    .short = TLS geöffnet (Kanalbindung)
    .meaning = { server-said } Was Sie als das TLS des Computers sehen, ist nicht das, was der Computer sieht. Meist untersucht ein Produkt auf dem Weg TLS.
RDP-NLA-016 = Das Konto darf sich über diese Vertrauensstellung nicht anmelden
    .short = selektive Vertrauensstellung
    .meaning = { server-said } Die Vertrauensstellung zwischen den beiden Domänen gilt nur für ausgewählte Konten.
RDP-NLA-017 = Der Computer lehnt die Anmeldung mit { $status } ab
    .short = Anmeldung abgelehnt, { $status }
    .meaning = { server-said } Netz, Firewall, Dienst und Verschlüsselung sind in Ordnung.
RDP-NLA-019 = Die Uhr des Computers geht falsch
    .short = Uhr um { span } falsch
    .meaning = Sie geht { span } { $direction ->
        [behind] nach
       *[ahead] vor
    }. Kerberos erlaubt fünf Minuten; Anmeldungen mit Domänenkonten schlagen also fehl.
RDP-NLA-020 = Dem Computer fehlt das CredSSP-Update von 2018
    .short = CredSSP veraltet
    .meaning = Er spricht Version { $version } von CredSSP, und die hat eine bekannte Lücke. Windows mit heutigen Updates verweigert die Anmeldung an ihm, mit einem Text über CredSSP Encryption Oracle Remediation.
RDP-NLA-021 = Der Computer bediente eine Verbindung und die nächste nicht
    .short = zweite Verbindung nicht bedient
    .meaning = Eine erste Verbindung bekam ihre Antworten; eine zweite, gleich danach, bekam keine. Das tun Grenzen für Verbindungen, der Schutz gegen das Erraten von Kennwörtern, oder ein überlasteter Dienst. Vielleicht geht es jetzt und in einer Minute nicht.
RDP-NLA-022 = { $membership ->
        [domain] Der Computer gehört zur Domäne { $domain }
       *[alone] Der Computer gehört zu keiner Domäne
    }
    .short = { $computer }
    .meaning = { $membership ->
        [domain] Er nennt sich { $computer }. Schreiben Sie den Benutzer als { $domain }\user, oder als { $computer }\user für ein Konto des Computers selbst.
       *[alone] Er nennt sich { $computer }. Schreiben Sie den Benutzer als { $computer }\user. Bei einem Microsoft-Konto schreiben Sie die Mailadresse.
    }
RDP-NLA-023 = Der Server bevorzugt NLA und lässt auch ohne ein
    .short = NLA freiwillig
    .meaning = Wer NLA auslässt, erreicht den Anmeldebildschirm ohne Konto. Das geht und ist weniger sicher, als NLA zu verlangen.
RDP-NLA-024 = Der Server fragt vor der Sitzung nach keinem Kennwort
    .short = NLA nicht benutzt
    .meaning = NLA wurde angeboten und nicht genommen; die Anmeldung kommt in der Sitzung, wie es bei xrdp üblich ist. Programme, die auf NLA bestehen, können sich nicht verbinden.
RDP-NLA-025 = Alles ist gut, soweit man ohne Kennwort sehen kann
    .short = gut bis zum Kennwort
    .meaning = { $named ->
        [yes] { $computer } antwortete mit seinem Namen.
       *[no] Der Computer antwortete.
    } Name, Netz, Firewall, Dienst, TLS und NLA gehen bis zu dem Punkt, an dem das Kennwort fällig ist. Was bleibt, ist die Anmeldung und was danach kommt.
RDP-NLA-026 = Was bleibt, ist die Anmeldung: das Konto, seine Rechte oder die Sitzung
    .short = Anmeldung bleibt
    .meaning = Ohne Kennwort kann niemand weiter sehen. Einem Programm, das sagt, das Kennwort sei falsch, kann man glauben; zeigt eines nach der Anmeldung 0x4, weist das auf den Beginn der Sitzung oder auf das Netz. „Zeitlimit der Anmeldung“ passt nur, wenn der erweiterte Code 4 ist, nie bei 0x4 allein.
