### What a program showed, and whether it goes with a check. The meanings of the codes are in the catalogue of codes.

decode-empty = Enter the code your app showed, or paste the whole message.
decode-too-long = This text is too long. Paste the message or the last lines of the log ({ $most } characters at most).
decode-no-code = No app we know of shows this. A code looks like 0x4, 516, -1073741715, or ERRCONNECT_DNS_ERROR.
decode-nothing-told = No line in it that we know tells why a connection failed.
decode-unknown-code = No app we know of shows this code ({ $codes }).
decode-said-only = This is a message we know:
decode-understood = What we know about { $codes }:

decode-code-alone = { $code }
decode-code-error = Error code { $code }
decode-code-extended = Extended error code { $code }
decode-code-other = { $code }, also
decode-code-event = Event { $code }
decode-code-line = “{ $code }”
decode-elsewhere = { $code } also exists in { $programs }, but its meaning there doesn't apply here.
decode-list = { $first } and { $last }
decode-as-extended = { $programs }, as the extended error code
decode-as-exit = { $programs }, as the exit status

decode-origin-named = The text names { $programs }.
decode-origin-family-named = The text names Windows App or Microsoft Remote Desktop, but not the system.
decode-origin-system-named = { $programs }, based on the system the text names.
decode-origin-form = { $programs }, based on the form of the message.
decode-origin-sentence = { $how ->
    [certain] This sentence comes from { $programs }.
   *[guessed] Many apps show this sentence.
}
decode-origin-code = { $how ->
    [certain] Only { $programs } shows this code.
    [many] Many apps show this number, and it means different things in them.
   *[guessed] Several apps show this number ({ $programs }).
}

## Programs

decode-program-windows-app = Windows App
decode-program-windows-app-on-windows = Windows App on Windows
decode-program-windows-app-on-mac = Windows App on macOS
decode-program-windows-app-on-ios = Windows App on iOS
decode-program-windows-app-on-android = Windows App on Android
decode-program-mstsc = Remote Desktop Connection (mstsc)
decode-program-activex-host = apps built on Microsoft's RDP control (RDCMan, mRemoteNG, NETworkManager)
decode-program-freerdp = FreeRDP
decode-program-remmina = Remmina
decode-program-guacamole = Guacamole
decode-program-rdesktop = rdesktop
decode-program-ironrdp = IronRDP
decode-program-event-log = Windows event log
decode-program-gateway = RD Gateway
decode-program-rd-web = RD Web Access
decode-program-virtual-desktop = Azure Virtual Desktop diagnostics
decode-program-remote-assistance = Remote Assistance
decode-program-system = any app (operating system error)
decode-program-trace = packet captures and protocol logs
decode-program-xrdp = xrdp
decode-program-gnome-remote-desktop = GNOME Remote Desktop
decode-program-krdp = KRDP (KDE)
decode-program-hyper-v = Hyper-V console
decode-program-teleport = Teleport
decode-program-tunnel = tunnels (SSH, frp, cloudflared)

## Code spaces

decode-space-windows-app-code = Windows App error codes
decode-space-mstsc-disconnect-reason = Disconnect reasons of Microsoft's RDP control
decode-space-mstsc-gateway-code = Disconnect reasons with a gateway
decode-space-mstsc-reason-class = Groups of disconnect reasons
decode-space-extended-disconnect-reason = Extended disconnect reasons
decode-space-errinfo = Reasons the server sends (Set Error Info)
decode-space-windows-event40-reason = Reasons in event 40
decode-space-freerdp-errconnect = FreeRDP connection errors
decode-space-freerdp-error-class = FreeRDP error classes
decode-space-xfreerdp-exit = xfreerdp exit statuses
decode-space-rdesktop-exit = rdesktop exit statuses
decode-space-credssp-ntstatus = Sign-in errors (NTSTATUS)
decode-space-sspi-sec-e = Windows security errors
decode-space-tsg-e-proxy = RD Gateway errors
decode-space-gateway-http-status = HTTP gateway status codes
decode-space-avd-connection-error = Azure Virtual Desktop connection errors
decode-space-rdp-neg-failure = Security negotiation failures (X.224)
decode-space-tls-alert = TLS alerts
decode-space-license-error-code = Licensing errors
decode-space-license-state-transition = What follows a licensing error
decode-space-logon-error-notification = Logon errors
decode-space-early-user-auth-result = Early authorization results
decode-space-rdstls-result = RDSTLS results
decode-space-mcs-disconnect-reason = MCS disconnect reasons (Disconnect Provider Ultimatum)
decode-space-t125-mcs-result = MCS results
decode-space-socket-error = Socket errors
decode-space-dns-rcode = DNS response codes
decode-space-icmp-unreachable = ICMP destination unreachable
decode-space-kerberos-error = Kerberos errors
decode-space-x224-dr-reason = X.224 disconnect reasons
decode-space-x224-tpdu = X.224 messages
decode-space-rdp-security-protocol = Security protocols
decode-space-rdp-neg-req-flag = Negotiation request flags
decode-space-rdp-neg-rsp-flag = Negotiation response flags
decode-space-rdp-negotiation-type = Negotiation blocks
decode-space-mstsc-fatal-error = Fatal errors of Microsoft's RDP control
decode-space-msra-saferror = Remote Assistance errors
decode-space-windows-error = Windows errors (HRESULT)
decode-space-windows-event = Windows events
decode-space-statement = Messages without a number

decode-status-documented = documented
decode-status-observed = observed
decode-status-inferred = inferred
decode-status-weak = unconfirmed

decode-place-resolve = looking up the name
decode-place-connect = opening the connection
decode-place-path = waiting for an answer that didn't come
decode-place-transport = losing a working connection
decode-place-negotiate = negotiating security
decode-place-secure = encryption (TLS)
decode-place-handshake = encryption (TLS) or the sign-in (NLA)
decode-place-authenticate = the sign-in (NLA)
decode-place-settings = exchanging settings
decode-place-license = licensing
decode-place-capabilities = starting the picture
decode-place-session = the session
decode-place-gateway = a gateway or broker
decode-place-client = the app or the device it runs on

## Notes

decode-note-not-the-time-limit = Some sites say 0x4 means “session time limit”. That's only true for the extended error code 0x4.
decode-note-assumed-hex = We read the number as hexadecimal, as if it started with 0x.
decode-note-family-only = We don't know this exact code. This applies to all codes of its group.
decode-note-from-sentence = The text contains no code, so we inferred it from the sentence.
decode-note-similar = The wording differs a little from the message we know.
decode-note-other-service = This is about the connection of another service, judging by its name or port. It says nothing about Remote Desktop.
decode-note-internal-error = “An internal error has occurred” is shown for every code without a text of its own in Microsoft's RDP control. The sentence alone says nothing about the cause.


## Whether it goes with the check

decode-fit-same-reason = This matches: the computer gave this check the same reason at “{ $stage }”. That's why { $programs } shows { $code }.
decode-fit-closed = This matches: { $programs } shows { $code } if the connection is closed without a reason, as here at “{ $stage }”.
decode-fit-reset = This matches: { $programs } shows { $code } if the connection is reset, as here at “{ $stage }”.
decode-fit-silent = This matches: { $programs } shows { $code } if no answer comes, as here at “{ $stage }”.
decode-fit-broken = This matches: { $programs } shows { $code } if the network path breaks, as here at “{ $stage }”.
decode-fit-broken-off = This matches: { $programs } shows { $code } if the computer ends the connection, as here at “{ $stage }”.
decode-fit-same-stage = This matches: { $programs } shows { $code } when a connection fails at this step (“{ $stage }”).
decode-fit-nla-required = This matches: the computer requires Network Level Authentication (NLA), and { $programs } shows { $code } if NLA is turned off.
decode-fit-finding = This matches: { $code } in { $programs } is about the same step as our finding at “{ $stage }”.
decode-fit-not = This doesn't match: { $code } is about { $place }, but this check failed at “{ $stage }”. The computer may have changed since, or your app may use a different route, such as a gateway.
decode-fit-not-lost-now = This doesn't match: { $code } is about { $place }, but this check kept its connection. Look for differences in the app's settings, its network or VPN, or the account. The network path can also fail only at times.
decode-fit-not-now = This doesn't match: { $code } is about { $place }, and that worked in this check. The problem is fixed by now, comes and goes, or is in your app.
decode-fit-nothing-known = The text contains no known code, so it says nothing about this check.
decode-fit-several-meanings = This number means different things in different apps. Name your app, or paste its whole message.
decode-fit-about-client = This code is about the app or the device it runs on. A check from outside can't see that.
decode-fit-about-gateway = This code is about a gateway or broker in between. This check connects to the computer directly, so it can't see that.
decode-fit-not-walked = This check didn't get that far, so it can neither confirm this code nor rule it out.
decode-fit-nothing-failed = This text doesn't tell of anything that failed.
decode-fit-other-port = This text is about another port than this check.
decode-fit-other-computer = This text names another computer than this check, or the same one in another way. So it isn't compared with it.
decode-fit-reach-both = The port takes connections from where this text comes from, and from this server. If Remote Desktop still fails, the network path isn't the reason.
decode-fit-reach-only-there = The port takes connections where this text comes from, but not from this server. So something listens there, and the network path keeps this server out.
decode-fit-reach-only-here = This server reaches the port, but it can't be reached where this text comes from. The reason is on that side: its network, firewall, VPN, or name lookup.
decode-fit-reach-neither = The port can't be reached where this text comes from, nor from this server. So the computer is probably off, or a firewall near it blocks the port.
decode-fit-no-reason = This code doesn't give a reason. Look for an extended error code.

## What a text or a file is

explain-is-empty = There's nothing to explain. Enter a code, a message, or a file that isn't empty.
explain-is-code = This is a code.
explain-is-message = This is a message.
explain-is-log = { $encoding ->
    [UTF-8] This is a log ({ $lines } lines).
   *[other] This is a log ({ $lines } lines, { $encoding }).
}
explain-is-event-log = This is a Windows event log ({ $lines } events).
explain-is-connection-file = This is a connection file.
explain-is-link = This is a link that opens a connection.
explain-is-capture = This is captured network traffic, which can hold passwords. Read it in a terminal with rdptrace explain.
explain-is-archive = This is an archive. Unpack it first.
explain-is-picture = This is a picture. Type or copy the text in it.
explain-is-windows-trace = This is a Windows trace. Convert it first with pktmon etl2pcap or tracerpt.
explain-is-binary = This isn't text. Other than text, we read .evtx and .rdp files and network captures (pcap, pcapng).
explain-connects-to = It connects to { $target }.
explain-connects-nowhere = It's not clear which computer it connects to.
explain-connects-through = Its gateway is { $gateway }.
explain-too-large = This file is longer than this server reads. Choose the part around the failure, up to { $most } MB of it.
explain-in-part = Only the first { $most } MB were read.

## What a capture holds

capture-holds = This is captured network traffic ({ $frames } frames). Remote Desktop connections in it: { $connections }.
capture-damaged = The file is damaged or cut off. This is what came before that.
capture-left-out = { $count } more connections were left out.
capture-cut-off = The capture ends, or the app left, before anything failed.
capture-up-to-tls = What comes after TLS is encrypted, and the capture has no secrets to read it.
capture-with-gaps = Parts of this connection are missing in the capture.
capture-speaks = The sentences below were written for a check. Here, the app in the capture made the connection.
capture-nothing-failed = Nothing failed in what the capture shows
capture-pick = Pick one with --connection NUMBER.
