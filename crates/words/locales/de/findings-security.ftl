### What is wrong with encryption, certificates and the sign-in. The key is the finding's id.

-shown-tls = Microsofts Apps können hier 0x904, 0x207, 0x4 oder einen internen Fehler zeigen.
-shown-certificate = Windows fragt oder warnt. Apple-Geräte und strenge Einstellungen können mit 0x907 ablehnen.
-works-until-tls = Der Weg durchs Netz und der Port funktionieren.
server-said = { $status ->
    [spnego] Der Computer selbst lehnte NTLM ab, als er nach Anmeldeverfahren gefragt wurde.
   *[status] Der Computer selbst nannte den Status { $status }.
}

## TLS

RDP-TLS-001 = Der Computer unterstützt nur { $version }, und das ist zu alt
    .short = nur { $version }
    .meaning = Er antwortet auf nichts Neueres als { $version }, aber heutige Apps brauchen TLS 1.2. { -works-until-tls } { -shown-tls }
RDP-TLS-002 = Der Computer bietet nur veraltete Verschlüsselung
    .short = nur veraltete Verschlüsselung
    .meaning = Er unterstützt TLS 1.2, aber nur mit Verfahren, die neuere Apps und diese Prüfung nicht mehr anbieten. So ist es bei Windows 8.1, Server 2012 R2 und älteren Versionen. Die Remotedesktop-App von Windows selbst kann sich noch verbinden. { -works-until-tls }
RDP-TLS-003 = Der Computer kann sein Zertifikat für Remotedesktop nicht verwenden
    .short = schließt nach ClientHello
    .meaning = Er hat Verschlüsselung (TLS) vereinbart und bei unserer ersten TLS-Nachricht die Verbindung geschlossen, in jeder Version. { -not-password } Das passiert, wenn ein Computer den Schlüssel seines Zertifikats nicht öffnen kann oder TLS dort ausgeschaltet ist. { $how ->
        [reset] Ein Filter auf dem Netzwerkpfad kann genauso aussehen.
       *[closed] { -works-until-tls }
    } { -shown-tls }
RDP-TLS-004 = Der Computer lehnt jede TLS-Version ab
    .short = jede TLS-Version abgelehnt
    .meaning = Er hat jede Version mit einem Alert beantwortet. { -not-password } TLS ist dort ausgeschaltet oder eingeschränkt, oder es gibt kein passendes Zertifikat. { -works-until-tls } { -shown-tls }
RDP-TLS-005 = Der Computer lehnt TLS 1.2 und TLS 1.3 ab
    .short = TLS-Version abgelehnt
    .meaning = Er beendete den Handshake mit dem Alert { $alert } ({ $code }), weil er eine andere Version will. { -works-until-tls } { -shown-tls }
RDP-TLS-006 = Der Computer und diese Prüfung haben keine gemeinsame Verschlüsselung
    .short = TLS-Alert { $code }
    .meaning = Er beendete den Handshake mit dem Alert { $alert } ({ $code }). Er fand in unserem Angebot nichts, was er verwenden kann. { $takes ->
        [curve] Eine Anfrage mit mehr Kurven und Schlüsselarten, etwa P-521, beantwortet er. Apps, die diese anbieten, können sich also verbinden.
        [cipher] Eine Anfrage, die auch { $cipher } anbietet, beantwortet er. Apps, die das anbieten, können sich also verbinden.
       *[unknown] Ihre App bietet vielleicht mehr an und verbindet sich.
    } { -works-until-tls } { -shown-tls }
RDP-TLS-007 = Der Computer kann den Schlüssel seines Zertifikats nicht verwenden
    .short = TLS-Alert { $code }
    .meaning = Er beendete den Handshake mit dem Alert { $alert } ({ $code }), der einen eigenen Fehler meldet. { -not-password } Unter Windows ist der typische Grund ein Schlüssel, den der Dienst nicht lesen darf. { -works-until-tls } { -shown-tls }
RDP-TLS-008 = Etwas vor dem Computer kennt diesen Namen nicht
    .short = TLS-Alert { $code }
    .meaning = Es beendete den Handshake mit dem Alert { $alert } ({ $code }). So antworten Proxys und Load Balancer, die nach dem Namen entscheiden.
RDP-TLS-009 = Der Computer will ein Clientzertifikat oder weist es zurück
    .short = TLS-Alert { $code }
    .meaning = Er beendete den Handshake mit dem Alert { $alert } ({ $code }). Der Computer oder ein Proxy davor nimmt nur Clients mit einem Zertifikat an.
RDP-TLS-010 = Der Computer beendete die Verschlüsselung mit dem Alert { $alert }
    .short = TLS-Alert { $code }
    .meaning = Statt einer Antwort kam der Alert { $code }, nachdem Remotedesktop schon vereinbart war. { -works-until-tls } { -shown-tls }
RDP-TLS-011 = Der Computer vereinbart TLS und verwendet es dann nicht
    .short = kein TLS in der Antwort
    .meaning = Seine Antwort auf unsere erste TLS-Nachricht ist kein TLS. { -not-password } xrdp macht das, wenn es sein Zertifikat nicht laden kann. Auch ein Proxy dazwischen kann der Grund sein. { -shown-tls }
RDP-TLS-012 = Das Zertifikat des Computers ist nicht lesbar
    .short = unlesbares Zertifikat
    .meaning = Er hat kein Zertifikat gesendet oder ein beschädigtes. Apps brechen hier ab. { -shown-tls }
RDP-TLS-013 = Der Computer hat den Schlüssel zu seinem Zertifikat nicht
    .short = Zertifikat ohne seinen Schlüssel
    .meaning = Die Signatur im Handshake ist falsch. Zertifikat und Schlüssel passen nicht zusammen, oder etwas dazwischen gibt sich als der Computer aus. Apps brechen hier ab, und zwar zu Recht.
RDP-TLS-014 = Etwas stört die Verschlüsselung
    .short = TLS gestört
    .meaning = Die Nachrichten verletzen die Regeln von TLS. Der häufigste Grund ist ein Filter oder Proxy, der sie verändert. Ein fehlerhafter Server ist seltener. { -shown-tls }
RDP-TLS-015 = Die Zertifikate des Computers sind zu groß für diese Prüfung
    .short = Zertifikate zu groß
    .meaning = Zusammen sind sie größer als die 32 KiB, die diese Prüfung liest. Das ist ungewöhnlich, aber Ihre App kann sich vielleicht trotzdem verbinden. Was nach diesem Schritt kommt, wurde nicht geprüft.
RDP-TLS-016 = Der Computer wählt TLS-Einstellungen, die nicht angeboten waren
    .short = keine gemeinsame TLS-Einstellung
    .meaning = Er will eine TLS-Version oder ein Verfahren, das neuere Apps nicht mehr anbieten. { -works-until-tls } { -shown-tls }
RDP-TLS-017 = Die Verschlüsselung bricht mittendrin ab
    .short = TLS abgebrochen
    .meaning = Ein Teil der Antwort des Computers kam, der Rest nicht. { -not-password } Der häufigste Grund ist ein VPN mit zu großer { -mtu } (MTU), wodurch volle Pakete verloren gehen. Auch Filter, die TLS lesen, kommen infrage. { -shown-lost }
RDP-TLS-018 = Der Computer antwortet nicht, wenn die Verschlüsselung beginnt
    .short = keine Antwort auf ClientHello
    .meaning = Er hat Verschlüsselung (TLS) vereinbart, dann kam { span } lang nichts, und die Verbindung blieb offen. { -not-password } Der Computer ist überlastet, hängt beim Öffnen seines Schlüssels, oder seine Antwort geht verloren. { -shown-lost }
RDP-TLS-019 = Der Computer schließt die Verbindung, wenn die Verschlüsselung beginnt
    .short = schließt nach ClientHello
    .meaning = Er hat Verschlüsselung (TLS) vereinbart und bei unserer ersten TLS-Nachricht die Verbindung geschlossen. { -not-password } Der häufigste Grund ist ein Schlüssel, den er nicht öffnen kann, oder eingeschränktes TLS. { -works-until-tls } { -shown-tls }
RDP-TLS-020 = Ein Filter unterbricht die Verschlüsselung
    .short = Filter unterbricht TLS
    .meaning = Manche Firewalls unterbrechen TLS, das sie nicht lesen können. Von außen sieht das genauso aus. Wenn es auf dem Computer selbst oder in seinem eigenen Netz funktioniert, ist das die Ursache.
RDP-TLS-021 = Das Zertifikat des Computers ist abgelaufen
    .short = Zertifikat abgelaufen
    .meaning = Es war gültig bis { $date }, { $days ->
        [0] das ist weniger als einen Tag her
        [one] das ist einen Tag her
       *[other] das ist { $days } Tage her
    }. { -shown-certificate } Windows erneuert sein eigenes Zertifikat. Ist es ein solches, hat sein Zertifikatdienst ein Problem.
RDP-TLS-022 = Das Zertifikat des Computers ist noch nicht gültig
    .short = Zertifikat noch nicht gültig
    .meaning = Es wird am { $date } gültig. Entweder ging die Uhr des Computers falsch, als es erstellt wurde, oder die Uhr dieser Prüfung geht jetzt falsch. { -shown-certificate }
RDP-TLS-023 = Etwas zwischen Ihnen und dem Computer entschlüsselt die Verbindung
    .short = TLS unterwegs geöffnet
    .meaning = Das Zertifikat wurde von { $issuer } ausgestellt, einem Produkt, das TLS untersucht. Die { -nla } (NLA) bemerkt, dass etwas dazwischen ist, und lehnt die Verbindung ab.
RDP-TLS-024 = Der Schlüssel des Zertifikats ist zu kurz ({ $key }, { $bits } Bit)
    .short = Schlüssel zu kurz
    .meaning = Heutige Apps wollen RSA mit mindestens 2048 Bit. { -shown-certificate }
RDP-TLS-025 = Das Zertifikat hat eine veraltete Signatur
    .short = veraltete Signatur
    .meaning = Es ist mit { $signature } signiert. { -shown-certificate }
RDP-TLS-026 = Das Zertifikat ist nicht für einen Server gedacht
    .short = Zertifikat für anderen Zweck
    .meaning = Es erlaubt weder Serverauthentifizierung noch Remotedesktop. { -shown-certificate }
RDP-TLS-027 = Das Zertifikat gilt für einen anderen Namen
    .short = Zertifikat für anderen Namen
    .meaning = Es gilt für { $name }, aber gefragt war { $host }. { -shown-certificate } Apps, die dem Aussteller vertrauen, warnen trotzdem wegen des Namens.
RDP-TLS-028 = Das Zertifikat ist selbstsigniert und gilt für einen anderen Namen
    .short = selbstsigniert, anderer Name
    .meaning = Es gilt für { $name }. { $asked ->
        [address] Das ist bei Windows normal, wenn Sie sich über eine Adresse verbinden.
       *[name] Das ist bei Windows normal, wenn Sie sich über einen anderen als seinen eigenen Namen verbinden.
    } Apps fragen einmal, ob Sie ihm vertrauen. Strenge Einstellungen lehnen es ab.
RDP-TLS-029 = Das Zertifikat ist selbstsigniert
    .short = selbstsigniertes Zertifikat
    .meaning = Das ist bei Windows und xrdp normal. Apps fragen einmal, ob Sie ihm vertrauen. Strenge Einstellungen lehnen es ab. Sein Fingerabdruck ist { $thumbprint }.
RDP-TLS-030 = Das Zertifikat läuft am { $date } ab
    .short = Zertifikat läuft bald ab
    .meaning = { $days ->
        [0] Das ist in weniger als einem Tag.
        [one] Das ist in einem Tag.
       *[other] Das ist in { $days } Tagen.
    } Danach warnen Apps oder lehnen die Verbindung ab.
RDP-TLS-031 = Das Zertifikat gilt länger, als Apple-Geräte erlauben
    .short = Zertifikat gilt zu lange
    .meaning = Es gilt { $days } Tage. Apple-Geräte erlauben höchstens 825 und können es mit 0x907 ablehnen.
RDP-TLS-032 = Das Zertifikat wechselt von einer Verbindung zur nächsten
    .short = Zertifikat wechselt
    .meaning = Zwei Verbindungen dieser Prüfung bekamen verschiedene Zertifikate. Unter dieser Adresse antworten verschiedene Computer, etwa hinter einem Load Balancer, und einer davon kann ein Problem haben. Gibt es keinen Load Balancer, fragen Sie nach, bevor Sie einem der Zertifikate vertrauen.
RDP-TLS-033 = Der Computer sendet das Zertifikat seines Ausstellers nicht
    .short = Ausstellerzertifikat fehlt
    .meaning = Das Zertifikat wurde von { $issuer } ausgestellt, aber dessen eigenes Zertifikat sendet der Computer nicht. Das ist in Ordnung, wenn Ihr Gerät { $issuer } kennt. Sonst kann es das Zertifikat nicht prüfen und warnt oder lehnt ab.
RDP-TLS-034 = Das Zertifikat des Ausstellers ist abgelaufen
    .short = Ausstellerzertifikat abgelaufen
    .meaning = Der Computer sendet auch das Zertifikat von { $issuer }, das bis { $date } gültig war. Apps, die damit prüfen, warnen oder lehnen ab. Apps, die ein neueres kennen, funktionieren normal.
RDP-TLS-035 = Etwas auf dem Netzwerkpfad unterbricht die Verschlüsselung
    .short = nur das volle ClientHello wird abgeschnitten
    .meaning = Der Computer beantwortet eine kurze, ältere TLS-Nachricht, aber unsere vollständige wird abgeschnitten oder abgelehnt. Das macht eine Firewall oder ein Proxy, der neuere oder längere Nachrichten nicht verarbeitet. Ein Computer, der mit TLS 1.3 nicht zurechtkommt, sieht genauso aus. { -not-password }
RDP-TLS-036 = Die Datei lehnt Computer ab, die sich nicht ausweisen
    .short = Datei besteht auf Ausweis
    .meaning = In der Datei steht authentication level:i:1, also lässt sich eine Warnung nicht übergehen. { $why ->
        [expired] Dieses Zertifikat ist abgelaufen.
        [name] Dieses Zertifikat gilt für einen anderen Namen.
       *[self] Dieses Zertifikat ist selbstsigniert.
    } Die Datei funktioniert nur, wo Kerberos oder eine vertraute Kopie des Zertifikats für den Computer bürgt.

## The sign-in

RDP-NLA-001 = Der Computer schließt die Verbindung, wenn die Anmeldung beginnt
    .short = schließt bei NLA
    .meaning = Die Verschlüsselung funktioniert, aber der Computer schloss die Verbindung bei unserer ersten Anmeldenachricht (NLA), ohne einen Grund zu nennen. Es wurde kein Kennwort gesendet. { -not-password } Gründe können Richtlinien gegen NTLM, ein veralteter Server oder ein Filter sein. Windows App zeigt hier 0x207, 0x904 oder 0x4.
RDP-NLA-002 = Der Computer antwortet nicht, wenn die Anmeldung beginnt
    .short = keine Antwort auf NLA
    .meaning = Die Verschlüsselung funktioniert, aber auf unsere erste Anmeldenachricht (NLA) kam { span } lang keine Antwort, und die Verbindung blieb offen. Es wurde kein Kennwort gesendet. Der Sicherheitsdienst des Computers hängt, oder er wartet auf einen Domänencontroller.
RDP-NLA-003 = Die Antwort des Computers auf die Anmeldung ist nicht lesbar
    .short = unlesbare NLA-Antwort
    .meaning = Die Verschlüsselung funktioniert, aber die Antwort ist keine Anmeldenachricht (NLA). Es wurde kein Kennwort gesendet. Der übliche Grund ist ein fehlerhafter oder veralteter Server.
RDP-NLA-004 = Der Computer erlaubt keine Anmeldung mit NTLM
    .short = NTLM abgelehnt
    .meaning = { server-said } NTLM ist die Anmeldung nur mit Name und Kennwort. Es bleibt Kerberos, und das braucht den vollen Namen des Computers und einen Domänencontroller, den Ihr Gerät erreicht.
RDP-NLA-005 = Der Computer lehnt den Benutzernamen oder das Kennwort ab
    .short = Anmeldung abgelehnt
    .meaning = { server-said } Netz, Firewall, Dienst und Verschlüsselung sind in Ordnung. Windows App kann hier 0x807 oder 0x207 zeigen.
RDP-NLA-006 = Das Konto darf sich nicht auf diese Art anmelden
    .short = Konto eingeschränkt
    .meaning = { server-said } Entweder hat das Konto ein leeres Kennwort, oder Regeln verlangen Kerberos oder eine andere Anmeldeart.
RDP-NLA-007 = Das Konto darf sich jetzt oder an diesem Computer nicht anmelden
    .short = Anmeldezeiten oder Computer
    .meaning = { server-said } Das Konto ist auf bestimmte Zeiten oder Computer beschränkt.
RDP-NLA-008 = Das Kennwort ist abgelaufen oder muss geändert werden
    .short = Kennwort abgelaufen
    .meaning = { server-said } Über NLA lässt sich kein Kennwort ändern. Ändern Sie es zuerst an anderer Stelle.
RDP-NLA-009 = Das Konto ist deaktiviert oder abgelaufen
    .short = Konto deaktiviert
    .meaning = { server-said } Das kann nur ein Administrator ändern.
RDP-NLA-010 = Das Konto ist gesperrt
    .short = Konto gesperrt
    .meaning = { server-said } Es gab zu viele falsche Anmeldeversuche: von Ihnen, von einem gespeicherten Kennwort oder von jemand anderem. Jeder weitere Versuch verlängert die Sperre.
RDP-NLA-011 = Das Konto hat kein Recht, sich mit Remotedesktop anzumelden
    .short = kein Recht zur Anmeldung
    .meaning = { server-said }
RDP-NLA-012 = Der Computer findet keinen Domänencontroller
    .short = kein Domänencontroller
    .meaning = { server-said } Ohne ihn kann er Domänenkonten nicht prüfen. Ein lokales Konto würde funktionieren.
RDP-NLA-013 = Die Vertrauensstellung des Computers zu seiner Domäne ist gestört
    .short = Vertrauensstellung gestört
    .meaning = { server-said } Er kann seine Domäne nicht nach Konten fragen. Sein eigenes Konto dort fehlt oder ist veraltet, oder der Netlogon-Dienst läuft nicht.
RDP-NLA-014 = Die Uhren gehen zu weit auseinander
    .short = Uhren verschieden
    .meaning = { server-said } Kerberos erlaubt einen Unterschied von fünf Minuten.
RDP-NLA-015 = Etwas hat sich zwischen Sie und den Computer geschaltet
    .short = TLS geöffnet (Kanalbindung)
    .meaning = { server-said } Ihre verschlüsselte Verbindung ist nicht die, die der Computer sieht. Der häufigste Grund ist ein Produkt, das TLS untersucht.
RDP-NLA-016 = Das Konto darf sich über diese Vertrauensstellung nicht anmelden
    .short = selektive Vertrauensstellung
    .meaning = { server-said } Die Vertrauensstellung zwischen den beiden Domänen gilt nur für ausgewählte Konten.
RDP-NLA-017 = Der Computer lehnt die Anmeldung mit { $status } ab
    .short = Anmeldung abgelehnt, { $status }
    .meaning = { server-said } Netz, Firewall, Dienst und Verschlüsselung sind in Ordnung.
RDP-NLA-019 = { $whose ->
        [computer] Die Uhr des Computers geht falsch
        [ours] Die Uhr dieser Prüfung geht falsch
       *[unknown] Die Uhr des Computers und die dieser Prüfung weichen voneinander ab
    }
    .short = Uhren weichen um { span } ab
    .meaning = Die Uhr des Computers geht gegenüber der Uhr dieser Prüfung { span } { $direction ->
        [behind] nach
       *[ahead] vor
    }. { $whose ->
        [computer] Ihr Datum kann nicht stimmen.
        [ours] Das Datum der Uhr dieser Prüfung kann nicht stimmen.
       *[unknown] Welche von beiden falsch geht, können wir nicht erkennen.
    } Kerberos erlaubt fünf Minuten. Geht die Uhr des Computers falsch, schlagen Anmeldungen mit Domänenkonten fehl.
RDP-NLA-020 = Dem Computer fehlt das CredSSP-Update von 2018
    .short = CredSSP veraltet
    .meaning = Er verwendet Version { $version } von CredSSP, das die Anmeldung überträgt. Diese Version hat eine bekannte Sicherheitslücke. Windows mit aktuellen Updates verweigert die Anmeldung. Die Meldung nennt CredSSP Encryption Oracle Remediation.
RDP-NLA-021 = Der Computer beantwortete eine Verbindung, aber die nächste nicht
    .short = zweite Verbindung nicht bedient
    .meaning = { $answer ->
        [unclear] Eine erste Verbindung bekam eine Antwort, die allein keinen Sinn ergibt, und die zweite, die das klären sollte, bekam keine.
       *[whole] Eine erste Verbindung bekam ihre Antworten, eine zweite gleich danach keine.
    } Ursachen sind Verbindungslimits, ein Schutz vor dem Erraten von Kennwörtern oder ein überlasteter Dienst. Es kann jetzt funktionieren und in einer Minute nicht mehr.
RDP-NLA-022 = { $membership ->
        [domain] Der Computer gehört zur Domäne { $domain }
       *[alone] Der Computer gehört zu keiner Domäne
    }
    .short = { $computer }
    .meaning = { $membership ->
        [domain] Sein Name ist { $computer }. Geben Sie den Benutzernamen als { $domain }\user ein, bei einem lokalen Konto als { $computer }\user.
       *[alone] Sein Name ist { $computer }. Geben Sie den Benutzernamen als { $computer }\user ein. Bei einem Microsoft-Konto geben Sie die E-Mail-Adresse ein.
    }
RDP-NLA-023 = Der Computer verlangt keine Authentifizierung auf Netzwerkebene (NLA)
    .short = NLA freiwillig
    .meaning = NLA ist die { -nla }. Apps, die sie überspringen, erreichen den Anmeldebildschirm ohne Konto. Das funktioniert, ist aber weniger sicher, als NLA zu verlangen.
RDP-NLA-024 = Der Computer fragt erst in der Sitzung nach dem Kennwort
    .short = NLA nicht benutzt
    .meaning = Wir haben die { -nla } (NLA) angeboten, und der Computer hat sie nicht genutzt. Das ist bei xrdp normal. Apps, die auf NLA bestehen, können sich nicht verbinden.
RDP-NLA-025 = Bis zur Anmeldung funktioniert alles
    .short = Kennwort nicht geprüft
    .meaning = { $named ->
        [yes] Der Computer nennt sich { $computer }.
       *[no] Der Computer antwortete.
    } Name, Netz, Firewall, Dienst und Verschlüsselung funktionieren bis zum Kennwort. Die Anmeldung können wir ohne Kennwort nicht prüfen.
RDP-NLA-026 = Die Anmeldung selbst wurde nicht geprüft
    .short = Anmeldung nicht geprüft
    .meaning = Dazu gehören das Konto, seine Rechte und der Beginn der Sitzung. Ohne Kennwort lässt sich das nicht testen. Wenn Ihre App sagt, das Kennwort sei falsch, stimmt das wahrscheinlich. Zeigt sie nach der Anmeldung 0x4, suchen Sie beim Beginn der Sitzung oder im Netz. „Zeitlimit der Anmeldung“ passt nur zum erweiterten Code 4, nie zu 0x4 allein.
RDP-NLA-027 = Der Computer schließt die Verbindung nach dem Kennwort
    .short = nach dem Kennwort geschlossen
    .meaning = Der Computer verlangte einen Beweis für das Kennwort, bekam ihn und schloss die Verbindung ohne Begründung. Ob es am Benutzernamen, am Kennwort oder an den Rechten des Kontos liegt, hat er nicht gesagt. Manche Server sagen das nie. Es gab einen Versuch, und es folgt kein zweiter.
RDP-NLA-028 = Die Verschlüsselung bricht mitten in der Anmeldung ab
    .short = TLS-Meldung { $code } während der Anmeldung
    .meaning = Statt einer Antwort auf unseren Beweis für das Kennwort kam die TLS-Meldung { $alert } ({ $code }). Über das Kennwort sagt sie nichts. Windows Server 2008 R2 macht das bei manchen Apps. Auch Produkte, die TLS prüfen, machen das.
RDP-NLA-029 = Der Computer antwortet nach dem Kennwort nicht mehr
    .short = keine Antwort nach dem Kennwort
    .meaning = Der Computer bekam einen Beweis für das Kennwort und sagte dann { span } lang nichts. Die Verbindung blieb offen. Wahrscheinlich wartet er auf einen Domänencontroller oder einen anderen Server, der das Konto kennt.
RDP-NLA-030 = Die Anmeldung funktioniert
    .short = Anmeldung funktioniert
    .meaning = Der Computer nahm das Konto an, zeigte ein Bild und hielt die Sitzung offen. Wenn Ihre App sich trotzdem nicht verbindet, vergleichen Sie ihre Einstellungen mit dieser Prüfung.
RDP-NLA-031 = Der Computer prüft das Kennwort auf seinem eigenen Bildschirm
    .short = Kennwort auf seinem Bildschirm geprüft
    .meaning = Der Computer nahm Benutzernamen und Kennwort ohne NLA entgegen und sagte nie, ob sie stimmen. Das zeigt nur sein eigener Bildschirm, also sehen Sie dort nach.
RDP-NLA-032 = Die Anmeldung der Datei braucht den Namen des Computers
    .short = Anmeldung braucht Namen
    .meaning = In der Datei steht nur eine Adresse. { $mode ->
        [entra] Sie meldet sich mit Entra ID an. Das braucht den Namen, den der Computer in Entra ID hat.
       *[guard] Sie verlangt Remote Credential Guard. Das nutzt Kerberos, das den Namen des Computers braucht.
    }
RDP-NLA-033 = { $how ->
        [needed] Der Proxy der Datei für Kerberos entscheidet über die Anmeldung
       *[unasked] Die Datei holt ihre Kerberos-Tickets bei einem Proxy
    }
    .short = KDC-Proxy
    .meaning = { $how ->
        [needed] Der Computer lehnt NTLM ab, also bleibt nur Kerberos. Dessen Tickets kommen von einem Proxy (KDC-Proxy), den diese Prüfung nicht gefragt hat.
       *[unasked] Diese Prüfung hat den Proxy (KDC-Proxy) nicht gefragt. Ist er nicht erreichbar, schlagen Smartcards und Konten fehl, die Kerberos brauchen.
    }
RDP-NLA-034 = Die Domäne lehnt das Kennwort ab
    .short = Kennwort von der Domäne abgelehnt
    .meaning = Ein { -kdc } (KDC) nahm den Beweis für das Kennwort nicht an. Das Konto kennt er. Der Computer hat das Kennwort nie gesehen, und es folgt kein zweiter Versuch.
RDP-NLA-035 = { $why ->
        [clock] Die Uhren dieses Geräts und der Domäne weichen voneinander ab
        [account] Das Konto ist gesperrt, deaktiviert oder abgelaufen
        [password] Das Kennwort ist abgelaufen
       *[other] Diese Prüfung bekam kein Kerberos-Ticket
    }
    .short = kein Kerberos-Ticket
    .meaning = { $why ->
        [silent] Ein { -kdc } (KDC) kannte das Konto und den Computer, aber diese Prüfung bekam kein Ticket von ihm.
       *[other] Ein { -kdc } (KDC) verweigerte ein Ticket mit dem Kerberos-Fehler { $code }.
    } Der Computer hat das Kennwort nie gesehen.
RDP-NLA-036 = { $why ->
        [account] Die Domäne kennt das Konto für Kerberos nicht
        [computer] Die Domäne kennt den Computer für Kerberos nicht
       *[other] Die Domäne hilft bei Kerberos nicht
    }
    .short = kein Kerberos
    .meaning = { $why ->
        [account] Ein { -kdc } (KDC) kennt kein Konto mit dem eingegebenen Benutzernamen.
        [computer] Ein { -kdc } (KDC) kennt keinen Remotedesktopdienst (TERMSRV) mit dem eingegebenen Namen.
       *[other] Ein { -kdc } (KDC) antwortete mit dem Kerberos-Fehler { $code }.
    } Diese Prüfung nutzte stattdessen NTLM, wie Apps es tun. Wo NTLM verboten ist, können sie sich nicht anmelden.
RDP-NLA-037 = { $asked ->
        [session] Der Computer lehnt die leere Anmeldung dieser Prüfung ab
       *[nla] Der Computer lehnt die Anmeldung ab, bevor er ein Konto kennt
    }
    .short = ohne Konto abgelehnt
    .meaning = { server-said } { $about ->
        [credentials] Dieser Status steht für einen falschen Benutzernamen oder ein falsches Kennwort.
        [restriction] Dieser Status steht für ein eingeschränktes Konto.
        [password] Dieser Status steht für ein abgelaufenes Kennwort.
        [account] Dieser Status steht für ein gesperrtes, deaktiviertes oder abgelaufenes Konto.
       *[right] Dieser Status steht für ein Konto, das sich nicht anmelden darf.
    } { $asked ->
        [session] Diese Prüfung meldet sich aber ohne Namen an. Um Ihr Konto kann es also nicht gehen. Ihre App nennt eines und wird vielleicht angenommen.
       *[nla] Gesendet war aber nur die erste Nachricht von NLA, ohne ein Konto. Um Ihres kann es also nicht gehen. Eine Richtlinie gegen NTLM oder ein veralteter Server kann der Grund sein.
    }
