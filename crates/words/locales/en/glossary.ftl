### What the words of the protocol mean, for people who meet them in a result, a message or a log.

## A word in a few plain ones, as findings say it, too

-nla = sign-in before the session
-mtu = largest packet size
-udp = second connection for pictures
-cap = connection policy
-rap = resource policy
-kdc = domain controller

## The page

page-words-link = What the words mean
page-words-title = What the words of Remote Desktop mean
page-words-description = TLS, NLA, CredSSP, NTLM, Kerberos, X.224, MCS, and other words of Remote Desktop, each in a few plain sentences.
page-words-lead = You can follow a result without these words. Look here when you meet one of them in a result, a message, or a log.

## The words, in the order of a connection

word-rdp = Remote Desktop Protocol (RDP)
    .meaning = How an app and a computer talk when you work on the computer from elsewhere.
word-dns = DNS
    .meaning = The directory of names in a network. It turns a name such as pc.example.org into an address.
word-port = Port
    .meaning = A number that says which service of a computer you want. Remote Desktop uses port 3389, unless someone changed that.
word-reset = Reset
    .meaning = A message that ends a connection at once, without closing it properly. It comes from the computer, or from a device in between.
word-x224 = X.224
    .meaning = The first messages of a connection. The app says which kinds of security it can use, and the computer picks one.
word-tls = TLS
    .meaning = The encryption that websites use, too. No one in between can read along, and a certificate says who is answering.
word-certificate = Certificate
    .meaning = The digital ID of a computer. It's signed by an issuer that your device trusts. A computer that signs its own has a self-signed certificate.
word-standard = Standard RDP Security
    .meaning = Remote Desktop's own encryption, from the time before TLS. It's weak and doesn't prove who is answering, so newer apps refuse it.
word-nla = Network Level Authentication (NLA)
    .meaning = The { -nla }. The computer checks the user name and password first, and only then shows a screen.
word-credssp = CredSSP
    .meaning = The messages that NLA consists of. They carry the sign-in with NTLM or Kerberos inside the encryption.
word-ntlm = NTLM
    .meaning = The sign-in with only a name and a password. Some companies turn it off, and then only Kerberos is left.
word-kerberos = Kerberos
    .meaning = The sign-in of a Windows domain. It works with tickets, so it needs the computer's full name and clocks that agree.
word-kdc = Domain controller (KDC)
    .meaning = The server that knows a company's accounts and checks their passwords. KDC is the part of it that issues Kerberos tickets.
word-spn = Service principal name (SPN)
    .meaning = The name under which a domain knows a service. For Remote Desktop, it's TERMSRV and the name of the computer.
word-mcs = MCS
    .meaning = The messages that set up a session after the encryption. They open its channels, such as those for pictures and the clipboard.
word-license = Remote Desktop license (CAL)
    .meaning = What each person or device needs to work on a Windows session host. A license server keeps count of them.
word-gateway = Remote Desktop Gateway
    .meaning = A server that lets you reach computers inside a company from outside. It uses HTTPS, like a website.
word-policies = CAP and RAP
    .meaning = The two rules of a gateway. Its { -cap } (CAP) says who can use it, and its { -rap } (RAP) which computers they can reach.
word-broker = Connection broker
    .meaning = A server that picks one of several computers for you and sends your app there.
word-udp = UDP
    .meaning = A faster kind of connection, without a confirmation for each packet. Remote Desktop can use it as a { -udp }.
word-mtu = MTU
    .meaning = The { -mtu } on a network path. Larger packets get lost in a VPN or tunnel that only lets smaller ones through.
