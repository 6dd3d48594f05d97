### The page's own furniture: headings, labels, buttons and what it says about its own leg.

## The header

page-nav-codes = Codes
page-nav-findings = Findings
page-nav-ask = Request a check

## The form

page-heading = Find out why Remote Desktop won't connect
page-field = Computer you connect to
page-field-hint = Name or IP address. Add the port if it isn't 3389. You can also drop an .rdp file here.
page-drop = Drop the file here to open it.
page-file = Open a file…
page-from = Check from
page-from-server = This server
page-from-all = All places
page-check = Find the problem
page-check-again = Check again
page-watch = Check again until it works
page-watch-every = Checks again every 30 seconds, for up to 30 minutes. Keep this page open.
page-watch-changed = Changed at
page-watch-over = Nothing changed for 30 minutes, so watching has ended.
page-watch-ended = Watching has ended.
page-watch-stop = Stop watching
page-checking = Checking…
page-cancel = Cancel
page-understood = Will check { $host }, port { $port }.
page-understood-file = From { $file }: will check { $host }, port { $port }.
page-understood-lines = From the pasted connection file: will check { $host }, port { $port }.
page-understood-gateway = The file uses the gateway { $gateway }. We check the gateway, too.

## The result

page-result-title = Result
page-intro-what = Tries to connect step by step and shows where it stops, why, and who can fix it.
page-intro-limits = Needs no password, and changes nothing on the computer.
page-status-checking = Checking { $host }…
page-status-waiting = { $ahead ->
    [0] This server is busy. Your check is next.
    [one] This server is busy. 1 check comes before yours.
   *[other] This server is busy. { $ahead } checks come before yours.
}
page-status-cancelling = Stopping…
page-status-cancelled = You stopped the check. Results so far are below.
page-status-unreachable = We couldn't reach the rdptrace server, so nothing was checked. The computer itself may be fine.
page-status-lost = The connection to the rdptrace server was lost. Results so far are below. The computer isn't the cause.
page-progress = Step { $number } of { $of }, { $stage }
page-run-id = Run
page-steps-title = The steps
page-legs-title = Where we looked from
page-you = You
page-browser = Browser
page-relay = This server
page-computer = Computer
page-leg-untried = not tried yet
page-leg-unknown = not known
page-leg-trying = checking…
page-leg-whole = OK
page-leg-broken = stops at { $stage }
page-leg-broken-near = broken
page-leg-direct = Directly from the browser:
page-leg-reacts = something reacts
page-leg-nothing-reacts = nothing reacts
page-reach-offer = Is it your own network? This browser can try the same port and see if anything reacts.
page-reach-try = Try { $host }, port { $port }, from here
page-reach-lasts = This browser then does that with every check.
page-reach-agreed = This browser also tries the port with every check.
page-reach-stop = Stop trying the port

## The answer

page-intro-time = Takes about 10 seconds.
page-confidence = How sure:
page-recent-title = Your last checks
page-recent-forget = Clear list
page-recent-forget-one = Remove { $target }
page-recent-about = Only this browser knows them. They're never sent anywhere.
page-edit = Edit
page-sign-in = Test with your account
page-check-other = New check
page-do-now = Do this now
page-check-next = Check these next
page-still-fails = If your app still fails
page-more-about = More about this
page-refused = The check wasn't run
page-run-gone-title = This check has ended
page-cancelled = You stopped the check
page-stopped-at = stopped at step { $number } of { $of }, { $stage }
page-left = up to { $span } left
page-folded-not-reached = { $count ->
    [one] 1 later step wasn't reached
   *[other] { $count } later steps weren't reached
}
page-folded-not-checked = { $count ->
    [one] 1 step needs a password and wasn't checked
   *[other] { $count } steps need a password and weren't checked
}
page-folded-waiting = { $count ->
    [one] 1 step to go
   *[other] { $count } steps to go
}
page-other-causes = Other possible causes
page-worth-fixing = Worth fixing
page-worth-knowing = Good to know
page-waterfall = Timeline
page-connections = Connections
page-sent-again = { $count ->
    [0] nothing sent again
    [one] 1 packet sent again
   *[other] { $count } packets sent again
}
page-not-looked-at = Not tested: signing in, the { -udp } (UDP), and your own network. This server makes the check, not your device.
page-not-looked-at-places = Not tested: signing in, the { -udp } (UDP), and every network that no check was made from.
page-not-looked-at-reached = Not tested: signing in, the { -udp } (UDP), and your own app. Your browser only saw if anything reacts at the port.
page-not-looked-at-signed-in = Not tested: the domain's sign-in (Kerberos), the { -udp } (UDP), and your own app. The page signed in itself, with NTLM.
page-not-looked-at-on-screen = Not tested: your password, the { -udp } (UDP), and your own app. This computer checks passwords on its own screen.
page-take-title = Take it with you
page-take-summary = Copy summary for support
page-tab-windows = Windows
page-tab-linux = Linux
page-tab-logs = Logs
page-command-copy = Copy
page-commands-copy = Copy all commands
page-command-copied = Copied

## The steps

page-state-waiting = waiting
page-state-running = running
page-state-passed = passed
page-state-failed = failed
page-state-silent = no answer
page-state-not-reached = not reached
page-state-not-checked = not checked
page-state-interrupted = interrupted
page-interrupted = Interrupted
page-badge-warning = warning
page-badge-info = note
page-about-reach = Whether the computer's port reacts to your own browser
page-about-answer = The gateway answers over HTTP and names the sign-ins it offers
page-about-sign-in = You sign in to the gateway
page-about-tunnel = The gateway opens a tunnel to the computer
page-about-relay = Your browser can reach this server
page-about-resolve = The name leads to an address
page-about-connect = The port accepts a connection
page-about-negotiate = Both sides agree on security
page-about-secure = The encryption starts
page-about-authenticate = The computer says who it is and asks for the sign-in
page-about-settings = Both sides exchange the session's settings
page-about-channels = The session's channels are opened
page-about-logon = The app introduces itself
page-about-license = Licensing
page-about-capabilities = The computer offers a session
page-about-finalize = The session starts
page-about-desktop = The first picture arrives
page-about-stay = The session stays open for a few seconds

## Findings

page-who = Who can fix it:
page-do-user = What you can do
page-do-admin = For the administrator
page-do-windows = On Windows and in the network
page-do-linux = With xrdp, GNOME, or FreeRDP
page-do-relay-owner = For the owner of this server
page-confirm = Where the logs confirm it

## Evidence

page-other-tools = The same step with other tools
page-sent = Sent
page-received = Received
page-exchange = { $length ->
        [one] 1 byte
       *[other] { $length } bytes
    } at { $time }
page-exchange-cut = { $length } bytes at { $time }, the first { $shown } shown
page-signal-at = Said at { $time }
page-signal-error-info = The reason { $code } (Set Error Info)
page-signal-ultimatum = The end of the session, reason { $reason } (MCS Disconnect Provider Ultimatum)
page-signal-logged-on = Signed in: { $user }
page-signal-logon-error = A sign-in error { $notification }, { $data }
page-signal-license-error = A licensing error { $code }, transition { $transition }
page-signal-redirection = Go to { $target } (Server Redirection)
page-signal-deactivate-all = The session starts again (Deactivate All)
page-purpose-main = Main connection
page-purpose-without-cookie = Asked again without a user name in the request
page-purpose-spnego = Asked whether Kerberos could work
page-purpose-raw-ntlm = Asked again for the computer's name, with NTLM alone
page-purpose-tls-only = Asked whether NLA is required
page-purpose-standard = Asked for the computer's own encryption
page-purpose-bare-tls = Asked whether the port expects TLS at once
page-purpose-tls-hello = Asked for { $version } alone
page-connection-address = Address
page-connection-opened = Opened after
page-connection-handshake = TCP handshake
page-kernel-round-trip = Round trip
page-kernel-round-trip-value = { $time }, spread { $spread }
page-kernel-retransmits = Sent again
page-kernel-retransmits-value = { $again } of { $segments } segments
page-kernel-segment = Largest segment, bytes
page-kernel-mtu = Largest packet on the path, bytes

## The relay's leg

page-relay-passed = Your browser can reach this server
page-relay-kept = The server was reached
page-relay-unreachable = The rdptrace server can't be reached
page-relay-closed = The rdptrace server closed the connection
page-relay-silent = The rdptrace server stopped answering
page-relay-unreadable = The rdptrace server uses a different version than this page
page-relay-unreachable-title = Your browser can't reach the rdptrace server
page-relay-unreachable-meaning = Nothing was checked. The computer itself may be fine.
page-relay-lost-title = The connection to the rdptrace server was lost
page-relay-lost-meaning = The check stopped early. The computer isn't the cause.
page-relay-unreadable-title = This page and the rdptrace server don't match
page-relay-unreadable-meaning = The server was probably updated while this page was open.
page-relay-do-again = Check that you're online, then check again.
page-relay-do-ask = If it still fails, try another network. A proxy, VPN, or security app may block WebSockets.
page-relay-do-reload = Reload this page, then check again.
page-relay-owner-runs = Check that the server runs. It answers at /healthz. Read its log.
page-relay-owner-proxy = A proxy in front must allow WebSockets at /api/check and keep them open for a minute.
