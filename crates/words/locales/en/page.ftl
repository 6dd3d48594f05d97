### The page's own furniture: headings, labels, buttons and what it says about its own leg.

## The header

page-nav-codes = Codes
page-nav-findings = Findings
page-nav-ask = Ask for a check

## The form

page-heading = Where does your Remote Desktop connection break?
page-field = Computer
page-field-hint = A name or an address, with a port if it is not 3389. An .rdp file or a saved result can be dropped here, too.
page-file = Open a file …
page-check = Check
page-check-again = Check again
page-checking = Checking …
page-cancel = Cancel
page-understood = The check goes to { $host }, port { $port }.
page-understood-file = From { $file }: the check goes to { $host }, port { $port }.
page-understood-lines = From the pasted connection file: the check goes to { $host }, port { $port }.
page-understood-gateway = The file uses the gateway { $gateway }. The check does not: it goes from the relay to the computer directly.

## The result

page-result-title = Result
page-intro-what = The check walks a Remote Desktop connection step by step, from the computer’s name to the first picture, and shows where it breaks.
page-intro-limits = Only the handshake is done: no password is asked for or sent, and nothing on the computer is changed.
page-status-checking = Checking { $host } …
page-status-cancelling = Stopping …
page-status-cancelled = Stopped by you. What was found until then is kept below.
page-status-unreachable = The relay cannot be reached, so nothing was checked. This says nothing about the computer.
page-status-lost = Your connection to the relay was lost. What was found until then is kept below; the computer is not the cause of this.
page-progress = Step { $number } of { $of }, { $stage }
page-run-id = Run
page-jump = See step { $number }, { $stage }
page-steps-title = The steps
page-legs-title = The two legs
page-you = You
page-browser = Browser
page-relay = Relay
page-computer = Computer
page-leg-untried = not tried yet
page-leg-unknown = not known
page-leg-trying = checking …
page-leg-whole = holds
page-leg-broken = breaks at step { $number }, { $stage }
page-leg-broken-near = broken

## The steps

page-state-waiting = waiting
page-state-running = running
page-state-passed = passed
page-state-failed = failed
page-state-silent = no answer
page-state-not-reached = not reached
page-state-not-checked = not checked
page-state-interrupted = interrupted
page-interrupted = Interrupted before it ended
page-badge-warning = warning
page-badge-info = note
page-about-reach = Whether the computer's port reacts to your own browser
page-about-answer = The gateway answers over HTTP and names the sign-ins it offers
page-about-sign-in = You sign in to the gateway
page-about-tunnel = The gateway opens a tunnel to the computer
page-about-relay = Your browser reaches the relay, which makes the connection
page-about-resolve = The name is turned into addresses
page-about-connect = The port accepts a connection
page-about-negotiate = Both agree on how to secure it
page-about-secure = The encryption begins
page-about-authenticate = The computer says who it is and asks for the sign-in
page-about-settings = The session's settings are exchanged
page-about-channels = The session's channels are joined
page-about-logon = The client introduces itself
page-about-license = Licences are settled
page-about-capabilities = The computer offers a session
page-about-finalize = The session begins
page-about-desktop = The first picture comes
page-about-stay = The session holds for some seconds

## Findings

page-who = Who must act:
page-confidence = How sure:
page-do-user = What you can do
page-do-admin = For the administrator
page-do-windows = On Windows and in the network
page-do-linux = With xrdp, GNOME or FreeRDP
page-do-relay-owner = For the relay's owner
page-confirm = Where the logs confirm it

## Evidence

page-evidence = Evidence
page-other-tools = The same step with other tools
page-sent = Sent
page-received = Received
page-exchange = { $length } bytes at { $time }
page-exchange-cut = { $length } bytes at { $time }, the first { $shown } shown
page-signal-at = Said at { $time }
page-signal-error-info = The reason { $code } (Set Error Info)
page-signal-ultimatum = The end of the conversation, reason { $reason } (MCS Disconnect Provider Ultimatum)
page-signal-logged-on = Signed in: { $user }
page-signal-logon-error = A sign-in error { $notification }, { $data }
page-signal-license-error = A licensing error { $code }, transition { $transition }
page-signal-redirection = Go to { $target } (Server Redirection)
page-signal-deactivate-all = The session starts anew (Deactivate All)
page-purpose-main = Main connection
page-purpose-without-cookie = Asked once more, without a user name in the request
page-purpose-raw-ntlm = Asked again for the computer's name, with NTLM alone
page-purpose-tls-only = Asked whether NLA is required
page-purpose-standard = Asked what the server's own encryption is
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

page-relay-passed = Your browser reaches the relay
page-relay-kept = The relay was reached
page-relay-unreachable = The relay cannot be reached
page-relay-closed = The relay closed the connection
page-relay-silent = The relay stopped answering
page-relay-unreadable = The relay speaks another version than this page
page-relay-unreachable-title = Your browser cannot reach the relay
page-relay-unreachable-meaning = The break is between your browser and the relay. The relay makes the connection to the computer, so nothing was checked, and this says nothing about the computer.
page-relay-lost-title = The connection to the relay was lost
page-relay-lost-meaning = The break is between your browser and the relay, which stops checking when it loses you. What had been found until then stands; the computer is not the cause of this.
page-relay-unreadable-title = This page and the relay do not fit together
page-relay-unreadable-meaning = The relay was probably updated while this page was open.
page-relay-do-again = See whether you are online, then check again.
page-relay-do-ask = If it stays so, a proxy, a VPN or a security program may keep WebSockets from getting through. Try another network, or ask whoever runs the relay.
page-relay-do-reload = Load this page once more, then check again.
page-relay-owner-runs = See that the relay runs: it answers at /healthz. Read its log.
page-relay-owner-proxy = A proxy in front must let WebSockets through at /api/check, and keep them open for a minute.
