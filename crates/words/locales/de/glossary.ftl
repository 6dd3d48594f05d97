### What the words of the protocol mean, for people who meet them in a result, a message or a log.

## A word in a few plain ones, as findings say it, too

-nla = Anmeldung vor der Sitzung
-mtu = Paketgröße
-udp = zweite Verbindung für Bilder
-cap = Verbindungsrichtlinie
-rap = Ressourcenrichtlinie
-kdc = Domänencontroller

## The page

page-words-link = Fachbegriffe erklärt
page-words-title = Was die Fachbegriffe von Remotedesktop bedeuten
page-words-description = TLS, NLA, CredSSP, NTLM, Kerberos, X.224, MCS und andere Begriffe von Remotedesktop, jeder in wenigen einfachen Sätzen.
page-words-lead = Ein Ergebnis verstehen Sie auch ohne diese Begriffe. Hier steht, was sie bedeuten, wenn Ihnen einer in einem Ergebnis, einer Meldung oder einem Protokoll begegnet.

## The words, in the order of a connection

word-rdp = Remote Desktop Protocol (RDP)
    .meaning = So verständigen sich App und Computer, wenn Sie aus der Ferne an dem Computer arbeiten.
word-dns = DNS
    .meaning = Das Namensverzeichnis eines Netzes. Es macht aus einem Namen wie pc.example.org eine Adresse.
word-port = Port
    .meaning = Eine Nummer, die angibt, welchen Dienst eines Computers Sie möchten. Remotedesktop nutzt Port 3389, solange niemand das ändert.
word-reset = Reset
    .meaning = Eine Nachricht, die eine Verbindung sofort beendet, statt sie ordentlich zu schließen. Sie kommt vom Computer oder von einem Gerät dazwischen.
word-x224 = X.224
    .meaning = Die ersten Nachrichten einer Verbindung. Die App nennt die Arten von Sicherheit, die sie kann, und der Computer wählt eine aus.
word-tls = TLS
    .meaning = Die Verschlüsselung, die auch Websites verwenden. Niemand kann unterwegs mitlesen, und ein Zertifikat sagt, wer antwortet.
word-certificate = Zertifikat
    .meaning = Der digitale Ausweis eines Computers. Unterschrieben ist er von einem Aussteller, dem Ihr Gerät vertraut. Hat der Computer ihn selbst unterschrieben, heißt er selbstsigniert.
word-standard = Standard RDP Security
    .meaning = Die eigene Verschlüsselung von Remotedesktop aus der Zeit vor TLS. Sie ist schwach und beweist nicht, wer antwortet. Deshalb lehnen neuere Apps sie ab.
word-nla = Authentifizierung auf Netzwerkebene (NLA)
    .meaning = Die { -nla }. Der Computer prüft erst Benutzernamen und Kennwort und zeigt dann einen Bildschirm.
word-credssp = CredSSP
    .meaning = Die Nachrichten, aus denen NLA besteht. Sie übertragen die Anmeldung mit NTLM oder Kerberos innerhalb der Verschlüsselung.
word-ntlm = NTLM
    .meaning = Die Anmeldung nur mit Name und Kennwort. Manche Firmen schalten sie ab, dann bleibt nur Kerberos.
word-kerberos = Kerberos
    .meaning = Die Anmeldung in einer Windows-Domäne. Sie arbeitet mit Tickets und braucht den vollständigen Namen des Computers und Uhren, die gleich gehen.
word-kdc = Domänencontroller (KDC)
    .meaning = Der Server, der die Konten einer Firma kennt und ihre Kennwörter prüft. KDC heißt der Teil, der Kerberos-Tickets ausstellt.
word-spn = Dienstprinzipalname (SPN)
    .meaning = Der Name, unter dem eine Domäne einen Dienst kennt. Bei Remotedesktop besteht er aus TERMSRV und dem Namen des Computers.
word-mcs = MCS
    .meaning = Die Nachrichten, die nach der Verschlüsselung eine Sitzung aufbauen. Sie öffnen ihre Kanäle, etwa für Bilder und die Zwischenablage.
word-license = Remotedesktoplizenz (CAL)
    .meaning = Die braucht jede Person oder jedes Gerät, um auf einem Windows-Sitzungshost zu arbeiten. Ein Lizenzserver verwaltet sie.
word-gateway = Remotedesktopgateway
    .meaning = Ein Server, über den man von außen Computer in einer Firma erreicht. Er nutzt HTTPS, wie eine Website.
word-policies = CAP und RAP
    .meaning = Die beiden Regeln eines Gateways. Die { -cap } (CAP) legt fest, wer es benutzen darf, die { -rap } (RAP), welche Computer erreichbar sind.
word-broker = Verbindungsbroker
    .meaning = Ein Server, der einen von mehreren Computern für Sie auswählt und Ihre App dorthin schickt.
word-udp = UDP
    .meaning = Eine schnellere Art der Verbindung, ohne Bestätigung für jedes Paket. Remotedesktop kann sie als { -udp } nutzen.
word-mtu = MTU
    .meaning = Die größtmögliche { -mtu } auf einem Netzwerkpfad. Größere Pakete gehen in einem VPN oder Tunnel verloren, der nur kleinere durchlässt.
