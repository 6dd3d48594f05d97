### What is wrong with encryption, certificates and the sign-in. The key is the finding's id.

-shown-tls = Microsoft's apps may show 0x904, 0x207 or 0x4 here, and mstsc an internal error.
-shown-certificate = Windows asks or warns; Apple's systems and strict settings refuse, and show 0x907.
-works-until-tls = The network, firewall and the service's port are fine.
server-said = The server itself gave the status { $status }.

## TLS

RDP-TLS-001 = The server speaks only { $version }, which is too old
    .short = only { $version }
    .meaning = It answered nothing newer than { $version }. Programs of today demand TLS 1.2. { -works-until-tls } { -shown-tls }
RDP-TLS-002 = The server offers only outdated ciphers
    .short = only outdated ciphers
    .meaning = It speaks TLS 1.2, but with ciphers that newer programs no longer offer; this check is one of them. Windows 8.1, Server 2012 R2 and older do so. Windows' own program may still connect. { -works-until-tls }
RDP-TLS-003 = The computer cannot use its Remote Desktop certificate
    .short = hangs up after ClientHello
    .meaning = It agreed on TLS and hung up on our first TLS message, in every version. That is how a server behaves that cannot open its certificate's key, or whose TLS is switched off. { -works-until-tls } { -not-password } { -shown-tls }
RDP-TLS-004 = The server refuses every version of TLS
    .short = every TLS version refused
    .meaning = Each version was answered with an alert. Its TLS is switched off or restricted, or it has no certificate that fits. { -works-until-tls } { -not-password } { -shown-tls }
RDP-TLS-005 = The server refuses our versions of TLS
    .short = TLS version refused
    .meaning = It ended the handshake with the alert { $alert } ({ $code }). It wants another version than TLS 1.2 or 1.3. { -works-until-tls } { -shown-tls }
RDP-TLS-006 = The server finds no common ground for encryption
    .short = TLS alert { $code }
    .meaning = It ended the handshake with the alert { $alert } ({ $code }). Its ciphers are restricted or outdated, or its certificate does not fit them. { -works-until-tls } { -shown-tls }
RDP-TLS-007 = The server cannot use its certificate's key
    .short = TLS alert { $code }
    .meaning = It ended the handshake with the alert { $alert } ({ $code }): a fault of its own. On Windows this mostly is a key that the service may not read. { -works-until-tls } { -not-password } { -shown-tls }
RDP-TLS-008 = Something in front of the server does not know this name
    .short = TLS alert { $code }
    .meaning = It ended the handshake with the alert { $alert } ({ $code }). Proxies and load balancers that choose by name do so.
RDP-TLS-009 = The server wants a certificate from the client, or rejects it
    .short = TLS alert { $code }
    .meaning = It ended the handshake with the alert { $alert } ({ $code }). It, or a proxy in front, lets in only clients with a certificate.
RDP-TLS-010 = The server ended TLS with the alert { $alert }
    .short = TLS alert { $code }
    .meaning = Alert { $code } came instead of an answer. Remote Desktop was agreed on before. { -works-until-tls } { -shown-tls }
RDP-TLS-011 = The server agrees on TLS and then does not speak it
    .short = no TLS in the answer
    .meaning = Its answer to our first TLS message is not TLS. xrdp does so when it cannot load its certificate; a proxy in between is another reason. { -not-password } { -shown-tls }
RDP-TLS-012 = The server's certificate cannot be read
    .short = unreadable certificate
    .meaning = What it sent as its certificate is none, or is damaged. Programs end here. { -shown-tls }
RDP-TLS-013 = The server does not hold the key of its certificate
    .short = certificate without its key
    .meaning = The signature of the handshake is wrong. Certificate and key do not belong together, or something in between pretends to be the server. Programs end here, and rightly.
RDP-TLS-014 = The encryption is disturbed on the way
    .short = TLS broken
    .meaning = The messages break the rules of TLS. Mostly a filter or proxy in between changes them; a faulty server is rarer. { -shown-tls }
RDP-TLS-015 = The server sends an enormous chain of certificates
    .short = certificates too large
    .meaning = It is larger than the 32 KiB that this check reads. A normal one has two or three certificates. Some programs give up here, too.
RDP-TLS-016 = The server chose a TLS version or cipher that was not offered
    .short = nothing in common in TLS
    .meaning = It wants what newer programs no longer offer. { -works-until-tls } { -shown-tls }
RDP-TLS-017 = The encryption stops in the middle
    .short = TLS cut short
    .meaning = A part of the server's answer came, and the rest did not. Mostly full-size packets get lost on the way, which a VPN with a too large MTU does; filters that read TLS are another reason. { -not-password } { -shown-lost }
RDP-TLS-018 = The computer does not answer when encryption is to begin
    .short = no answer to ClientHello
    .meaning = It agreed on TLS, and for { span } nothing more came; the connection stayed open. The computer is overloaded or hangs when it opens its key, or its answer gets lost on the way. { -not-password } { -shown-lost }
RDP-TLS-019 = The computer hangs up when encryption is to begin
    .short = hangs up after ClientHello
    .meaning = It agreed on TLS and hung up on our first TLS message. Mostly it cannot open its certificate's key, or its TLS is restricted. { -works-until-tls } { -not-password } { -shown-tls }
RDP-TLS-020 = A filter on the way may cut the encryption
    .short = filter cuts TLS
    .meaning = Some firewalls cut TLS that they cannot read, which looks the same from outside. If it works on the computer itself or from its own network, this is it.
RDP-TLS-021 = The certificate has expired
    .short = certificate expired
    .meaning = It was valid until { $date }, { $days ->
        [0] less than a day ago
        [one] one day ago
       *[other] { $days } days ago
    }. { -shown-certificate } Windows renews its own certificate, so its certificate service is probably disturbed.
RDP-TLS-022 = The certificate is not yet valid
    .short = certificate not yet valid
    .meaning = It becomes valid on { $date }. The computer's clock was wrong when it was made, or the relay's clock is. { -shown-certificate }
RDP-TLS-023 = Something on the way opens the encryption
    .short = TLS inspected on the way
    .meaning = The certificate was issued by { $issuer }, a product that inspects TLS. NLA notices that somebody stands in between, and refuses.
RDP-TLS-024 = The certificate's key is too short: { $key }, { $bits } bits
    .short = key too short
    .meaning = Programs of today want RSA with 2048 bits or more. { -shown-certificate }
RDP-TLS-025 = The certificate is signed with an outdated method
    .short = outdated signature
    .meaning = It is signed with { $signature }. { -shown-certificate }
RDP-TLS-026 = The certificate is not made for a server
    .short = certificate for another use
    .meaning = It allows neither server authentication nor remote desktop. { -shown-certificate }
RDP-TLS-027 = The certificate is for another name
    .short = certificate for another name
    .meaning = It is for { $name }, and you ask for { $host }. { -shown-certificate } Programs that trust its issuer warn because of the name alone.
RDP-TLS-028 = The certificate is self-signed and for another name
    .short = self-signed, other name
    .meaning = It is for { $name }. { $asked ->
        [address] That is normal for Windows when an address is asked for.
       *[name] That is normal for Windows when another name than its own is asked for.
    } Programs ask once whether to trust it; strict settings refuse.
RDP-TLS-029 = The certificate is self-signed
    .short = self-signed certificate
    .meaning = That is normal for Windows and xrdp. Programs ask once whether to trust it; strict settings refuse. Its thumbprint is { $thumbprint }.
RDP-TLS-030 = The certificate expires on { $date }
    .short = certificate expires soon
    .meaning = { $days ->
        [0] That is within a day.
        [one] One day is left.
       *[other] { $days } days are left.
    } Then programs begin to warn or refuse.
RDP-TLS-031 = The certificate lives longer than Apple's systems allow
    .short = certificate lives too long
    .meaning = It is valid for { $days } days in all; Apple's systems accept 825 at most and may refuse it with 0x907.
RDP-TLS-032 = The certificate changes from one connection to the next
    .short = certificate changes
    .meaning = Within one check, two connections were shown different certificates. Different computers answer behind one address, as with a load balancer; one of them may be the bad one. If there is none, ask before you trust either certificate.
RDP-TLS-033 = The certificate comes without its issuer's
    .short = issuer's certificate not sent
    .meaning = It was issued by { $issuer }, whose own certificate the server does not send. That is fine where your device knows { $issuer } as an authority. If it does not, it cannot check the certificate, and warns or refuses.
RDP-TLS-034 = A certificate that vouches for the server's has expired
    .short = issuer's certificate expired
    .meaning = The server sends the certificate of { $issuer } along, which was valid until { $date }. Programs that check through it warn or refuse; those that know a newer one notice nothing.

## The sign-in

RDP-NLA-001 = The computer hangs up when the sign-in begins
    .short = hangs up at NLA
    .meaning = TLS stands, and our first message of NLA was answered by hanging up, without a reason. Policies against NTLM, an outdated server, or a filter do that. No password was sent, so none can be wrong. Windows App shows 0x207, 0x904 or 0x4 here.
RDP-NLA-002 = The computer does not answer when the sign-in begins
    .short = no answer to NLA
    .meaning = TLS stands, and for { span } no answer came to our first message of NLA; the connection stayed open. Its security service hangs, or it looks for a domain controller that does not answer. No password was sent.
RDP-NLA-003 = The computer's answer to the sign-in cannot be read
    .short = unreadable NLA answer
    .meaning = TLS stands, and what came back is no message of NLA. A faulty or outdated server is the usual reason. No password was sent.
RDP-NLA-004 = The computer refuses NTLM
    .short = NTLM refused
    .meaning = { server-said } Only Kerberos is left, which needs the computer's full name and a domain controller in reach of your computer.
RDP-NLA-005 = The computer refuses the user name or the password
    .short = sign-in refused
    .meaning = { server-said } The network, firewall, service and encryption are fine. Windows App shows 0x807 or 0x207 here.
RDP-NLA-006 = The account may not sign in this way
    .short = account restricted
    .meaning = { server-said } User and password were right. The account has an empty password, or rules demand Kerberos or another way to sign in.
RDP-NLA-007 = The account may not sign in now, or not to this computer
    .short = logon hours or workstation
    .meaning = { server-said } The account is limited to certain hours or computers.
RDP-NLA-008 = The password has expired or must be changed
    .short = password expired
    .meaning = { server-said } NLA cannot change a password, so it must be changed elsewhere first.
RDP-NLA-009 = The account is disabled or has expired
    .short = account disabled
    .meaning = { server-said } Only an administrator can change that.
RDP-NLA-010 = The account is locked
    .short = account locked
    .meaning = { server-said } Too many wrong passwords were tried, by you, by a saved password, or by somebody else. Each further try prolongs it.
RDP-NLA-011 = The account has no right to sign in with Remote Desktop
    .short = no right to sign in
    .meaning = { server-said } User and password were right.
RDP-NLA-012 = The computer finds no domain controller
    .short = no domain controller
    .meaning = { server-said } It cannot ask anybody about the account. A local account would work.
RDP-NLA-013 = The computer cannot use its trust with the domain
    .short = domain trust broken
    .meaning = { server-said } It cannot ask its domain about accounts: its own account there is missing or out of step, or Netlogon does not run, as right after a start.
RDP-NLA-014 = The clocks differ too much
    .short = clocks differ
    .meaning = { server-said } Kerberos allows five minutes.
RDP-NLA-015 = Something stands between you and the computer
    .short = TLS inspected (channel bindings)
    .meaning = { server-said } What you see as the computer's TLS is not what the computer sees. Mostly a product on the way inspects TLS.
RDP-NLA-016 = The account may not sign in across this trust
    .short = selective trust
    .meaning = { server-said } The trust between the two domains is a selective one.
RDP-NLA-017 = The computer refuses the sign-in with { $status }
    .short = sign-in refused, { $status }
    .meaning = { server-said } The network, firewall, service and encryption are fine.
RDP-NLA-019 = The computer's clock is wrong
    .short = clock off by { span }
    .meaning = It is { span } { $direction ->
        [behind] behind
       *[ahead] ahead
    }. Kerberos allows five minutes, so sign-ins with domain accounts fail.
RDP-NLA-020 = The computer lacks the CredSSP update of 2018
    .short = CredSSP outdated
    .meaning = It speaks version { $version } of CredSSP, which has a known hole. Windows with today's updates refuses the sign-in to it, with a text about CredSSP encryption oracle remediation.
RDP-NLA-021 = The computer served one connection and not the next
    .short = second connection not served
    .meaning = A first connection got its answers; a second, right after it, got none. Limits on connections, brute-force protection or an overloaded service do that. It may work now and fail in a minute.
RDP-NLA-022 = { $membership ->
        [domain] The computer belongs to the domain { $domain }
       *[alone] The computer belongs to no domain
    }
    .short = { $computer }
    .meaning = { $membership ->
        [domain] It calls itself { $computer }. Write the user as { $domain }\user, or as { $computer }\user for an account of the computer itself.
       *[alone] It calls itself { $computer }. Write the user as { $computer }\user. For a Microsoft account, write the mail address.
    }
RDP-NLA-023 = The server prefers NLA, and lets people in without
    .short = NLA optional
    .meaning = A client that skips NLA reaches the sign-in screen without an account. That works, and is less safe than requiring it.
RDP-NLA-024 = The server asks for no password before the session
    .short = NLA not used
    .meaning = NLA was offered and not taken; the sign-in comes inside the session, as is usual for xrdp. Programs that insist on NLA cannot connect.
RDP-NLA-025 = All is well as far as can be seen without a password
    .short = well up to the password
    .meaning = { $named ->
        [yes] { $computer } answered by name.
       *[no] The computer answered.
    } Name, network, firewall, service, TLS and NLA work up to the point where the password is due. What remains is the sign-in, and what comes after it.
RDP-NLA-026 = What is left is the sign-in: the account, its rights, or the session
    .short = sign-in remains
    .meaning = Without a password nobody can see further. A program that says the password is wrong is to be believed; one that says 0x4 after the sign-in points to the session's start or to the network. “Login time limit” only fits when the extended code is 4, never for 0x4 alone.
