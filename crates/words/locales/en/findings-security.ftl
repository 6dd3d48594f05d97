### What is wrong with encryption, certificates and the sign-in. The key is the finding's id.

-shown-tls = Microsoft's apps can show 0x904, 0x207, 0x4, or an internal error here.
-shown-certificate = Windows asks or warns. Apple devices and strict settings can refuse with 0x907.
-works-until-tls = The network path and the port work.
server-said = { $status ->
    [spnego] The computer itself turned down NTLM when asked which sign-in methods it takes.
   *[status] The computer itself gave the status { $status }.
}

## TLS

RDP-TLS-001 = The computer only supports { $version }, which is too old
    .short = only { $version }
    .meaning = It doesn't answer to anything newer than { $version }, but current apps need TLS 1.2. { -works-until-tls } { -shown-tls }
RDP-TLS-002 = The computer only offers outdated encryption
    .short = only outdated ciphers
    .meaning = It supports TLS 1.2, but only with ciphers that newer apps and this check don't offer anymore. Windows 8.1, Server 2012 R2, and older versions do that. The Remote Desktop app of Windows itself can still connect. { -works-until-tls }
RDP-TLS-003 = The computer can't use its Remote Desktop certificate
    .short = closes after ClientHello
    .meaning = It agreed on encryption (TLS), then closed the connection at our first TLS message, in every version. { -not-password } Computers do that if they can't open their certificate's key, or if TLS is turned off. { $how ->
        [reset] A filter on the network path can look the same.
       *[closed] { -works-until-tls }
    } { -shown-tls }
RDP-TLS-004 = The computer refuses every version of TLS
    .short = every TLS version refused
    .meaning = It answered each version with an alert. { -not-password } TLS is turned off or restricted there, or no certificate fits. { -works-until-tls } { -shown-tls }
RDP-TLS-005 = The computer refuses TLS 1.2 and TLS 1.3
    .short = TLS version refused
    .meaning = It ended the handshake with the alert { $alert } ({ $code }), because it wants another version. { -works-until-tls } { -shown-tls }
RDP-TLS-006 = The computer and this check support no common encryption
    .short = TLS alert { $code }
    .meaning = It ended the handshake with the alert { $alert } ({ $code }). It found nothing it can use in what this check offers. { $takes ->
        [curve] It does answer a request with more curves and key types, such as P-521. So apps that offer those can connect.
        [cipher] It does answer a request that also offers { $cipher }. So apps that offer that can connect.
       *[unknown] Your app may offer more, and connect.
    } { -works-until-tls } { -shown-tls }
RDP-TLS-007 = The computer can't use the key of its certificate
    .short = TLS alert { $code }
    .meaning = It ended the handshake with the alert { $alert } ({ $code }), which reports a fault of its own. { -not-password } On Windows, the typical reason is a key that the service isn't allowed to read. { -works-until-tls } { -shown-tls }
RDP-TLS-008 = Something in front of the computer doesn't know this name
    .short = TLS alert { $code }
    .meaning = It ended the handshake with the alert { $alert } ({ $code }). Proxies and load balancers that choose by name do that.
RDP-TLS-009 = The computer wants a client certificate, or rejects it
    .short = TLS alert { $code }
    .meaning = It ended the handshake with the alert { $alert } ({ $code }). The computer, or a proxy in front, only accepts clients with a certificate.
RDP-TLS-010 = The computer ended encryption with the alert { $alert }
    .short = TLS alert { $code }
    .meaning = We got alert { $code } instead of an answer, after both sides had agreed on Remote Desktop. { -works-until-tls } { -shown-tls }
RDP-TLS-011 = The computer agrees on TLS, then doesn't use it
    .short = no TLS in the answer
    .meaning = Its answer to our first TLS message isn't TLS. { -not-password } xrdp does that if it can't load its certificate. A proxy in between is another possible reason. { -shown-tls }
RDP-TLS-012 = The computer's certificate can't be read
    .short = unreadable certificate
    .meaning = It sent something else as its certificate, or a damaged one. Apps stop here. { -shown-tls }
RDP-TLS-013 = The computer doesn't have the key to its certificate
    .short = certificate without its key
    .meaning = The signature in the handshake is wrong. Certificate and key don't match, or something in between pretends to be the computer. Apps stop here, for good reason.
RDP-TLS-014 = Something disturbs the encryption
    .short = TLS broken
    .meaning = The messages break the rules of TLS. The most common reason is a filter or proxy that changes them. A faulty server is less common. { -shown-tls }
RDP-TLS-015 = The computer's certificates are too large for this check
    .short = certificates too large
    .meaning = Together they're larger than the 32 KiB this check reads. That's unusual, but your app may still connect. What comes after this step wasn't checked.
RDP-TLS-016 = The computer chose TLS settings that weren't offered
    .short = nothing in common in TLS
    .meaning = It wants a TLS version or cipher that newer apps don't offer anymore. { -works-until-tls } { -shown-tls }
RDP-TLS-017 = The encryption stops in the middle
    .short = TLS cut short
    .meaning = Part of the computer's answer came, but not the rest. { -not-password } The most common reason is a VPN with a { -mtu } (MTU) that's too high. Full-size packets get lost there. Filters that read TLS are another reason. { -shown-lost }
RDP-TLS-018 = The computer doesn't answer when encryption starts
    .short = no answer to ClientHello
    .meaning = It agreed on encryption (TLS), but then nothing came for { span }, and the connection stayed open. { -not-password } The computer is overloaded, hangs while opening its key, or its answer gets lost. { -shown-lost }
RDP-TLS-019 = The computer closes the connection when encryption starts
    .short = closes after ClientHello
    .meaning = It agreed on encryption (TLS), then closed the connection at our first TLS message. { -not-password } The most common reason is a certificate key it can't open, or restricted TLS. { -works-until-tls } { -shown-tls }
RDP-TLS-020 = A filter cuts the encryption
    .short = filter cuts TLS
    .meaning = Some firewalls cut TLS they can't read, which looks the same from outside. If it works on the computer itself or from its own network, this is the cause.
RDP-TLS-021 = The computer's certificate has expired
    .short = certificate expired
    .meaning = It was valid until { $date }, { $days ->
        [0] less than a day ago
        [one] one day ago
       *[other] { $days } days ago
    }. { -shown-certificate } Windows renews its own certificate. If this is one, its certificate service has a problem.
RDP-TLS-022 = The computer's certificate isn't valid yet
    .short = certificate not yet valid
    .meaning = It becomes valid on { $date }. Either the computer's clock was wrong when the certificate was made, or the clock of this check is wrong now. { -shown-certificate }
RDP-TLS-023 = Something between you and the computer decrypts the connection
    .short = TLS inspected
    .meaning = The certificate was issued by { $issuer }, a product that inspects TLS. The { -nla } (NLA) notices that something is in between, and refuses.
RDP-TLS-024 = The certificate's key is too short ({ $key }, { $bits } bits)
    .short = key too short
    .meaning = Current apps want RSA with 2048 bits or more. { -shown-certificate }
RDP-TLS-025 = The certificate has an outdated signature
    .short = outdated signature
    .meaning = It's signed with { $signature }. { -shown-certificate }
RDP-TLS-026 = The certificate isn't made for a server
    .short = certificate for another use
    .meaning = It allows neither server authentication nor Remote Desktop. { -shown-certificate }
RDP-TLS-027 = The certificate is for another name
    .short = certificate for another name
    .meaning = It's for { $name }, but you asked for { $host }. { -shown-certificate } Apps that trust its issuer still warn because of the name.
RDP-TLS-028 = The certificate is self-signed and for another name
    .short = self-signed, other name
    .meaning = It's for { $name }. { $asked ->
        [address] That's normal for Windows if you connect by address.
       *[name] That's normal for Windows if you connect by a name other than its own.
    } Apps ask once whether to trust it, and strict settings refuse it.
RDP-TLS-029 = The certificate is self-signed
    .short = self-signed certificate
    .meaning = That's normal for Windows and xrdp. Apps ask once whether to trust it, and strict settings refuse it. Its thumbprint is { $thumbprint }.
RDP-TLS-030 = The certificate expires on { $date }
    .short = certificate expires soon
    .meaning = { $days ->
        [0] That's in less than a day.
        [one] That's in one day.
       *[other] That's in { $days } days.
    } After that, apps warn or refuse to connect.
RDP-TLS-031 = The certificate is valid longer than Apple devices allow
    .short = certificate lives too long
    .meaning = It's valid for { $days } days. Apple devices allow 825 at most, and can refuse it with 0x907.
RDP-TLS-032 = The certificate changes from one connection to the next
    .short = certificate changes
    .meaning = Two connections of this check got different certificates. Different computers answer at this address, as behind a load balancer, and one of them can have a problem. If there's no load balancer, ask before you trust either certificate.
RDP-TLS-033 = The computer doesn't send its issuer's certificate
    .short = issuer's certificate not sent
    .meaning = The certificate was issued by { $issuer }, but the computer doesn't send that issuer's own certificate. That's fine if your device knows { $issuer }. If not, it can't verify the certificate, so it warns or refuses.
RDP-TLS-034 = The certificate of the computer's issuer has expired
    .short = issuer's certificate expired
    .meaning = The computer also sends the certificate of { $issuer }, which was valid until { $date }. Apps that verify with it warn or refuse. Apps that know a newer one work normally.
RDP-TLS-035 = Something on the network path cuts the encryption
    .short = only the full ClientHello is cut
    .meaning = The computer answers a short, older TLS message, but our full one is cut off or refused. A firewall or proxy that can't handle newer or longer messages does that. A computer that fails at TLS 1.3 looks the same. { -not-password }
RDP-TLS-036 = The file refuses a computer it can't verify
    .short = file insists on verification
    .meaning = The file says authentication level:i:1, so there's no way past a warning. { $why ->
        [expired] This certificate has expired.
        [name] This certificate is for another name.
       *[self] This certificate is self-signed.
    } The file works only where Kerberos or a trusted copy of the certificate vouches for the computer.

## The sign-in

RDP-NLA-001 = The computer closes the connection when the sign-in starts
    .short = closes at NLA
    .meaning = Encryption works, but the computer closed the connection at our first sign-in message (NLA), without a reason. No password was sent, so yours isn't the problem. Policies against NTLM, an outdated server, or a filter do that. Windows App shows 0x207, 0x904 or 0x4 here.
RDP-NLA-002 = The computer doesn't answer when the sign-in starts
    .short = no answer to NLA
    .meaning = Encryption works, but our first sign-in message (NLA) got no answer for { span }, and the connection stayed open. No password was sent. The computer's security service hangs, or it waits for a domain controller.
RDP-NLA-003 = The computer's answer to the sign-in can't be read
    .short = unreadable NLA answer
    .meaning = Encryption works, but the answer isn't a sign-in message (NLA). No password was sent. The usual reason is a faulty or outdated server.
RDP-NLA-004 = The computer doesn't accept NTLM sign-ins
    .short = NTLM refused
    .meaning = { server-said } NTLM is the sign-in with only a name and a password. That leaves Kerberos, which needs the computer's full name and a domain controller that your device can reach.
RDP-NLA-005 = The computer refuses the user name or the password
    .short = sign-in refused
    .meaning = { server-said } The network, firewall, service, and encryption are fine. Windows App can show 0x807 or 0x207 here.
RDP-NLA-006 = The account isn't allowed to sign in this way
    .short = account restricted
    .meaning = { server-said } Either the account has an empty password, or rules require Kerberos or another sign-in method.
RDP-NLA-007 = The account can't sign in now, or not to this computer
    .short = logon hours or workstation
    .meaning = { server-said } The account is limited to certain hours or computers.
RDP-NLA-008 = The password has expired or must be changed
    .short = password expired
    .meaning = { server-said } You can't change a password through NLA, so change it somewhere else first.
RDP-NLA-009 = The account is disabled or has expired
    .short = account disabled
    .meaning = { server-said } Only an administrator can change that.
RDP-NLA-010 = The account is locked
    .short = account locked
    .meaning = { server-said } There were too many attempts with a wrong password, by you, a saved password, or someone else. Each further attempt makes the lock longer.
RDP-NLA-011 = The account has no permission to sign in with Remote Desktop
    .short = no right to sign in
    .meaning = { server-said }
RDP-NLA-012 = The computer can't find a domain controller
    .short = no domain controller
    .meaning = { server-said } It can't verify domain accounts without one. A local account would work.
RDP-NLA-013 = The computer's trust with its domain is broken
    .short = domain trust broken
    .meaning = { server-said } It can't ask its domain about accounts. Its own account there is missing or out of date, or the Netlogon service isn't running.
RDP-NLA-014 = The clocks are too far apart
    .short = clocks differ
    .meaning = { server-said } Kerberos allows a difference of five minutes.
RDP-NLA-015 = Something sits between you and the computer
    .short = TLS inspected (channel bindings)
    .meaning = { server-said } The encrypted connection you see isn't the one the computer sees. The most common reason is a product that inspects TLS.
RDP-NLA-016 = The account isn't allowed to sign in across this trust
    .short = selective trust
    .meaning = { server-said } The trust between the two domains only covers selected accounts.
RDP-NLA-017 = The computer refused the sign-in with { $status }
    .short = sign-in refused, { $status }
    .meaning = { server-said } The network, firewall, service, and encryption are fine.
RDP-NLA-019 = { $whose ->
        [computer] The computer's clock is wrong
        [ours] The clock of this check is wrong
       *[unknown] The computer's clock and the clock of this check differ
    }
    .short = clocks differ by { span }
    .meaning = The computer's clock is { span } { $direction ->
        [behind] behind
       *[ahead] ahead of
    } { $whose ->
        [computer] ours, and it shows a date that can't be right.
        [ours] ours, which shows a date that can't be right.
       *[unknown] ours. We can't tell which of them is wrong.
    } Kerberos allows five minutes. If the computer's clock is wrong, sign-ins with domain accounts fail.
RDP-NLA-020 = The computer needs the CredSSP update from 2018
    .short = CredSSP outdated
    .meaning = It uses version { $version } of CredSSP, which carries the sign-in and has a known security hole. Windows with current updates refuses to sign in to it. Its message mentions CredSSP encryption oracle remediation.
RDP-NLA-021 = The computer answered one connection, but not the next
    .short = second connection not served
    .meaning = A first connection got { $answer ->
        [unclear] an answer that makes no sense on its own. The second one should settle it, and got none.
       *[whole] its answers, but a second one right after it got none.
    } Connection limits, brute-force protection, or an overloaded service cause that. It can work now and fail in a minute.
RDP-NLA-022 = { $membership ->
        [domain] The computer belongs to the domain { $domain }
       *[alone] The computer doesn't belong to a domain
    }
    .short = { $computer }
    .meaning = { $membership ->
        [domain] Its name is { $computer }. Enter the user name as { $domain }\user, or as { $computer }\user for a local account.
       *[alone] Its name is { $computer }. Enter the user name as { $computer }\user. For a Microsoft account, enter the email address.
    }
RDP-NLA-023 = The computer doesn't require Network Level Authentication (NLA)
    .short = NLA optional
    .meaning = NLA is the { -nla }. Apps that skip it reach the sign-in screen without an account. That works, but it's less safe than requiring NLA.
RDP-NLA-024 = The computer asks for the password inside the session
    .short = NLA not used
    .meaning = We offered the { -nla } (NLA), and the computer didn't use it. That's normal for xrdp. Apps that insist on NLA can't connect.
RDP-NLA-025 = Everything works up to the sign-in
    .short = password not tested
    .meaning = { $named ->
        [yes] The computer says its name is { $computer }.
       *[no] The computer answered.
    } The name, network, firewall, service, and encryption work up to the password. We can't test the sign-in without a password.
RDP-NLA-026 = The sign-in itself wasn't tested
    .short = sign-in not tested
    .meaning = The sign-in covers the account, its permissions, and the start of the session. No check can test them without a password. If your app says the password is wrong, it probably is. If it shows 0x4 after the sign-in, look at the start of the session or the network. “Login time limit” only fits the extended code 4, never 0x4 alone.
RDP-NLA-027 = The computer closes the connection after the password
    .short = closed after the password
    .meaning = The computer asked for proof of the password, got it, and closed the connection without a reason. It didn't say if the user name, the password, or the account's permissions are why. Some servers never say that. There was one try, and there is no second one.
RDP-NLA-028 = Encryption breaks in the middle of the sign-in
    .short = TLS alert { $code } during the sign-in
    .meaning = We got the TLS alert { $alert } ({ $code }) instead of an answer to our proof of the password. It says nothing about the password. Windows Server 2008 R2 does that with some apps. So do products that inspect TLS.
RDP-NLA-029 = The computer doesn't answer after the password
    .short = no answer after the password
    .meaning = The computer got proof of the password, and then said nothing for { span }. The connection stayed open. It probably waits for a domain controller or another server that knows the account.
RDP-NLA-030 = The sign-in works
    .short = sign-in works
    .meaning = The computer accepted the account, showed a picture, and kept the session open. If your app still can't connect, compare its settings with this check.
RDP-NLA-031 = The computer checks the password on its own screen
    .short = password checked on its screen
    .meaning = The computer took the user name and password without NLA, and never said if they're right. Only its own screen shows that, so look there.
RDP-NLA-032 = The file's sign-in needs the computer's name, not an address
    .short = sign-in needs a name
    .meaning = { $mode ->
        [entra] The file signs in with Entra ID. That needs the name the computer has in Entra ID.
       *[guard] The file asks for Remote Credential Guard. That uses Kerberos, which needs the computer's name.
    }
RDP-NLA-033 = { $how ->
        [needed] The file's proxy for Kerberos decides about the sign-in
       *[unasked] The file gets its Kerberos tickets from a proxy
    }
    .short = KDC proxy
    .meaning = { $how ->
        [needed] The computer refuses NTLM, so only Kerberos is left. Its tickets come from a proxy (KDC proxy), which this check didn't ask.
       *[unasked] This check didn't ask that proxy (KDC proxy). If it can't be reached, smart cards and accounts that need Kerberos fail.
    }
RDP-NLA-034 = The domain refuses the password
    .short = password refused by the domain
    .meaning = A { -kdc } (KDC) didn't accept the proof of the password. It knows the account. The computer never saw the password, and there is no second try.
RDP-NLA-035 = { $why ->
        [clock] The clocks of this device and the domain differ
        [account] The account is locked, disabled, or expired
        [password] The password has expired
       *[other] This check got no Kerberos ticket
    }
    .short = no Kerberos ticket
    .meaning = { $why ->
        [silent] A { -kdc } (KDC) knew the account and the computer, but this check got no ticket from it.
       *[other] A { -kdc } (KDC) refused a ticket with Kerberos error { $code }.
    } The computer never saw the password.
RDP-NLA-036 = { $why ->
        [account] The domain doesn't know the account for Kerberos
        [computer] The domain doesn't know the computer for Kerberos
       *[other] The domain doesn't help with Kerberos
    }
    .short = no Kerberos
    .meaning = { $why ->
        [account] A { -kdc } (KDC) knows no account with the user name you entered.
        [computer] A { -kdc } (KDC) knows no Remote Desktop service (TERMSRV) with the name you entered.
       *[other] A { -kdc } (KDC) answered with Kerberos error { $code }.
    } This check used NTLM instead, as apps do. Where NTLM is forbidden, they can't sign in.
RDP-NLA-037 = { $asked ->
        [session] The computer refuses the empty sign-in of this check
       *[nla] The computer refuses the sign-in before it knows who it is
    }
    .short = refused without an account
    .meaning = { server-said } { $about ->
        [credentials] That status means a wrong user name or password.
        [restriction] That status means a restricted account.
        [password] That status means an expired password.
        [account] That status means a locked, disabled, or expired account.
       *[right] That status means an account that isn't allowed to sign in.
    } { $asked ->
        [session] But this check signs in without a name, so it can't be about your account. Your app sends one, and may be let in.
       *[nla] But only the opening message of NLA had been sent, without an account. So it can't be about yours. A policy against NTLM, or an outdated server, can be the reason.
    }
