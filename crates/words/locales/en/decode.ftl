### What a program showed, and whether it goes with a check. The meanings of the codes are in the catalogue of codes.

decode-empty = Type the code that your program showed, or paste its whole message.
decode-too-long = This text is too long. Paste the message or the last lines of the log: at most { $most } characters.
decode-no-code = No client we know of shows this. A code looks like 0x4, 516, -1073741715 or ERRCONNECT_DNS_ERROR.
decode-unknown-code = No client we know of shows this code: { $codes }.
decode-event-only = This is an event without a code.
decode-understood = What is known about { $codes }:

decode-code-alone = { $code }
decode-code-error = Error code { $code }
decode-code-extended = Extended error code { $code }
decode-code-other = { $code }, besides
decode-elsewhere = { $code } is known from { $programs }. What it means there does not apply here.
decode-list = { $first } and { $last }
decode-as-extended = { $programs }, as the extended error code
decode-as-exit = { $programs }, as the exit status

decode-origin-named = The text names { $programs }.
decode-origin-family-named = The text names Windows App or Microsoft Remote Desktop, but not the system.
decode-origin-system-named = { $programs }, judging by the system that the text names.
decode-origin-form = { $programs }, judging by the form of the message.
decode-origin-sentence = { $how ->
    [certain] This sentence comes from { $programs }.
   *[guessed] Many programs say this sentence.
}
decode-origin-code = { $how ->
    [certain] Only { $programs } shows this code.
    [many] Many programs show this number, and they do not mean the same by it.
   *[guessed] Several programs show this number: { $programs }.
}

## Programs

decode-program-windows-app = Windows App
decode-program-windows-app-on-windows = Windows App on Windows
decode-program-windows-app-on-mac = Windows App on macOS
decode-program-windows-app-on-ios = Windows App on iOS
decode-program-windows-app-on-android = Windows App on Android
decode-program-mstsc = Remote Desktop Connection (mstsc)
decode-program-activex-host = programs around Microsoft's control (RDCMan, mRemoteNG, NETworkManager)
decode-program-freerdp = FreeRDP
decode-program-remmina = Remmina
decode-program-guacamole = Guacamole
decode-program-rdesktop = rdesktop
decode-program-ironrdp = IronRDP
decode-program-event-log = Windows' event log
decode-program-gateway = RD Gateway
decode-program-virtual-desktop = Azure Virtual Desktop diagnostics
decode-program-remote-assistance = Remote Assistance
decode-program-system = any program, from its system
decode-program-trace = packet captures and protocol logs

## Code spaces

decode-space-windows-app-code = Error codes of Windows App
decode-space-mstsc-disconnect-reason = Disconnect reasons of Microsoft's control
decode-space-mstsc-gateway-code = Disconnect reasons by way of a gateway
decode-space-mstsc-reason-class = Families of disconnect reasons
decode-space-extended-disconnect-reason = Extended disconnect reasons
decode-space-errinfo = Reasons that the server sends (Set Error Info)
decode-space-windows-event40-reason = Reasons in event 40
decode-space-freerdp-errconnect = Connect errors of FreeRDP
decode-space-freerdp-error-class = Classes of FreeRDP's errors
decode-space-xfreerdp-exit = Exit statuses of xfreerdp
decode-space-rdesktop-exit = Exit statuses of rdesktop
decode-space-credssp-ntstatus = NTSTATUS values of the sign-in
decode-space-sspi-sec-e = Errors of Windows' security packages
decode-space-tsg-e-proxy = Errors of RD Gateway
decode-space-gateway-http-status = HTTP statuses of a gateway
decode-space-avd-connection-error = Connection errors of Azure Virtual Desktop
decode-space-rdp-neg-failure = Failure codes of the negotiation (X.224)
decode-space-tls-alert = TLS alerts
decode-space-license-error-code = Licensing errors
decode-space-license-state-transition = What follows a licensing error
decode-space-logon-error-notification = Logon errors
decode-space-early-user-auth-result = Results of the early authorisation
decode-space-rdstls-result = Results of RDSTLS
decode-space-mcs-disconnect-reason = Reasons of a Disconnect Provider Ultimatum
decode-space-t125-mcs-result = Results of MCS
decode-space-socket-error = Errors of sockets
decode-space-dns-rcode = Response codes of DNS
decode-space-icmp-unreachable = ICMP destination unreachable
decode-space-kerberos-error = Errors of Kerberos
decode-space-x224-dr-reason = Reasons of an X.224 disconnect
decode-space-x224-tpdu = Messages of X.224
decode-space-rdp-security-protocol = Security protocols
decode-space-rdp-neg-req-flag = Flags of the negotiation's request
decode-space-rdp-neg-rsp-flag = Flags of the negotiation's response
decode-space-rdp-negotiation-type = Blocks of the negotiation
decode-space-mstsc-fatal-error = Fatal errors of Microsoft's control
decode-space-msra-saferror = Errors of Remote Assistance

decode-status-documented = documented
decode-status-observed = observed
decode-status-inferred = concluded
decode-status-weak = claimed without evidence

decode-place-resolve = the name
decode-place-connect = opening the connection
decode-place-path = an answer that did not come
decode-place-transport = a connection that stood and was lost
decode-place-negotiate = the negotiation of security
decode-place-secure = TLS
decode-place-handshake = TLS or the sign-in (NLA)
decode-place-authenticate = the sign-in (NLA)
decode-place-settings = the exchange of settings
decode-place-license = licensing
decode-place-capabilities = the start of the picture
decode-place-session = the session
decode-place-gateway = a gateway or broker
decode-place-client = the program or the device it runs on

## Notes

decode-note-not-the-time-limit = As the error code, 0x4 is not the session time limit, although several tools say so. Only the extended error code 0x4 is.
decode-note-assumed-hex = The number was read as hexadecimal, as if it had 0x before it.
decode-note-family-only = This very code is not known. What is said here holds for all codes of its family.
decode-note-from-sentence = The text shows no code. It was concluded from the sentence.
decode-note-internal-error = "An internal error has occurred" stands for every code that Microsoft's control has no text for. The sentence alone says nothing about the cause.

decode-event-24 = Event 24: a session was disconnected.
decode-event-25 = Event 25: somebody came back to a session.
decode-event-39 = Event 39: one session was disconnected by another.
decode-event-40 = Event 40: a session was disconnected, and the reason code says why.
decode-event-56 = Event 56 of TermDD: the security layer broke the connection off.
decode-event-97 = Event 97: the Remote Desktop core reports an error; the number in it says which.
decode-event-131 = Event 131: the computer took a TCP connection. Packets reach it from that address.
decode-event-140 = Event 140: user or password were wrong. All before the sign-in works.
decode-event-143 = Event 143: a channel of the session was closed.
decode-event-148 = Event 148: a channel of the session was closed.
decode-event-226 = Event 226: the connection left a step with an error; the number in it says which.
decode-event-261 = Event 261: the Remote Desktop service received a connection. Packets reach it.
decode-event-1006 = Event 1006: too many connections stand half open. The service takes new ones, but does not serve them until there are fewer.
decode-event-1026 = Event 1026: a client on this computer was disconnected, and the reason says why.
decode-event-1057 = Event 1057: the service could not make its certificate.
decode-event-1058 = Event 1058: the service could not replace its expired certificate.
decode-event-4625 = Event 4625: a sign-in failed. The sub status, where it is not 0x0, is the exact reason.
decode-event-7031 = Event 7031: a service ended unexpectedly. If it is Remote Desktop Services, connections are taken and dropped.
decode-event-36870 = Event 36870 of Schannel: the private key of the certificate cannot be opened.
decode-event-36871 = Event 36871 of Schannel: no TLS credential could be made, often because no TLS version is allowed.
decode-event-36874 = Event 36874 of Schannel: the client offers no cipher that this computer allows.
decode-event-36888 = Event 36888 of Schannel: this computer sent a fatal alert; its number says why.

## Whether it goes with the check

decode-fit-same-reason = The server told this check the very same reason at "{ $stage }". That is why { $programs } shows { $code }.
decode-fit-closed = { $programs } shows { $code } when the connection is closed at this point without a reason, as it was here at "{ $stage }".
decode-fit-reset = { $programs } shows { $code } when the connection is reset at this point, as it was here at "{ $stage }".
decode-fit-silent = { $programs } shows { $code } when no answer comes at this point, as here at "{ $stage }".
decode-fit-broken = { $programs } shows { $code } when the path breaks at this point, as it did here at "{ $stage }".
decode-fit-broken-off = { $programs } shows { $code } when the server breaks off at this point, as it did here at "{ $stage }".
decode-fit-same-stage = { $code } of { $programs } speaks of the very step at which this check failed: "{ $stage }".
decode-fit-nla-required = This computer requires Network Level Authentication (NLA), and { $programs } shows { $code } where it is set not to do it.
decode-fit-finding = { $code } of { $programs } speaks of the same step as what this check found at "{ $stage }".
decode-fit-not = { $code } does not fit: it speaks of { $place }, and this check failed at "{ $stage }". Perhaps the computer was in another state then, or the program takes another way.
decode-fit-not-lost-now = { $code } does not fit: it speaks of { $place }, and this check lost nothing. Look for what differs: the program's settings, its network or VPN, the account, or a path that fails only at times.
decode-fit-not-now = { $code } does not fit: it speaks of { $place }, and that went well in this check. The problem may be fixed by now, come and go, or lie with your app.
decode-fit-nothing-known = The text holds no code that is known, so it says nothing about this check.
decode-fit-several-meanings = This number means different things in different programs. Name the program, or paste its whole message.
decode-fit-about-client = This code speaks of the program or the device it runs on. A check from outside cannot see that.
decode-fit-about-gateway = This code speaks of a gateway or broker between. This check goes straight to the computer and does not see it.
decode-fit-not-walked = This check did not get as far as what the code speaks of, so it can neither confirm it nor rule it out.
decode-fit-no-reason = This code gives no reason of its own. Look for an extended error code.
