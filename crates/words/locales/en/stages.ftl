### The steps: their names, what they wait for, what they say when they have ended, and their facts.

## Names

stage-relay = rdptrace server
stage-reach = Port
stage-resolve = Resolve
stage-connect = Connect
stage-negotiate = Negotiate
stage-secure = Secure
stage-answer = Answer
stage-sign_in = Sign in
stage-tunnel = Tunnel
stage-authenticate = Authenticate
stage-settings = Settings
stage-channels = Channels
stage-logon = Logon
stage-license = License
stage-capabilities = Capabilities
stage-finalize = Finalize
stage-desktop = Desktop
stage-stay = Stay

outcome-passed = passed
outcome-failed = failed
outcome-silent = no answer
outcome-not_reached = not reached
outcome-not_checked = not checked

actor-you = You
actor-network = Your network's administrator
actor-administrator = The computer's administrator
actor-relay-owner = The person who runs rdptrace
actor-nobody = No one

confidence-certain = certain
confidence-likely = likely
confidence-possible = possible

severity-error = stops the connection
severity-warning = warning
severity-info = worth knowing

## Legs

leg-title = { $from } → { $to }
leg-seen-from = checked from: { $places }
leg-sign-in = Your sign-in, made by this tab
node-browser = Browser
node-relay = rdptrace server
node-terminal = This person's computer
node-own-terminal = Your device
node-agent = Agent
node-tool = Network tool
node-gateway = Gateway
node-computer = Computer

## The end

verdict-name-blocked = Blocked
verdict-name-no_answer = No answer
verdict-name-reaches_sign_in = Reaches the sign-in
verdict-name-works = Works
verdict-name-partly_checked = Partly checked
verdict-name-not_checked = Not checked

phase-find = Find the computer
phase-reach = Reach it
phase-secure = Secure the connection
phase-start = Start the session

verdict-broken = { $title } (stopped at step { $number } of { $of }, { $stage })
verdict-trouble = Every step passed, but there's a problem: { $title }
verdict-warning = { $title }, but the connection works
verdict-well = { $title }
summary-stopped = stopped at { $stage } ({ $number }/{ $of })
summary-ended-early = ended early

## Numbers and lists

span = { $unit ->
    [ms] { $amount } ms
    [s] { $amount } s
    [minutes] { $amount ->
        [one] 1 minute
       *[other] { $amount } minutes
    }
    [hours] { $amount ->
        [one] 1 hour
       *[other] { $amount } hours
    }
   *[days] { $amount ->
        [one] 1 day
       *[other] { $amount } days
    }
}
list-or = { $first } or { $last }
word-yes = yes
word-no = no

## While a step runs

waiting-relay = Waiting for the rdptrace server (up to { $limit })
waiting-reach = Waiting for the computer's port to react (up to { $limit })
waiting-answer = Waiting for the gateway to answer (up to { $limit })
waiting-sign_in = Waiting for the gateway to accept the sign-in (up to { $limit })
waiting-tunnel = Waiting for the gateway to open a tunnel (up to { $limit })
waiting-resolve = Waiting for the name server to answer (up to { $limit })
waiting-connect = Waiting for the computer to accept the connection (up to { $limit })
waiting-negotiate = Waiting for the computer to answer (up to { $limit })
waiting-secure = Waiting for encryption to start (up to { $limit })
waiting-authenticate = Waiting for the computer to identify itself (up to { $limit })
waiting-settings = Waiting for the session settings (up to { $limit })
waiting-channels = Waiting for the session channels (up to { $limit })
waiting-logon = Waiting for the computer to accept our client details (up to { $limit })
waiting-license = Waiting for licensing to finish (up to { $limit })
waiting-capabilities = Waiting for the computer to offer a session (up to { $limit })
waiting-finalize = Waiting for the session to start (up to { $limit })
waiting-desktop = Waiting for the first picture (up to { $limit })
waiting-stay = Checking that the session stays open (for { $limit })

## Rows

row-not-reached = Not reached
row-not-checked = Not checked
row-needs-password = Not checked, because it needs a password
row-behind-service = The computer can only be reached through its service, so the direct connection wasn't checked
row-legacy-security = Not checked with the old Standard RDP Security
row-relay = Your browser reached this server after { $time }
row-reach = Something reacted at the computer's port, possibly with a refusal
row-reach-unsteady = Something reacted at the computer's port, but only to one of two attempts
row-reach-silent = Nothing reacted at the computer's port within 10 seconds
row-told-open = { $tool } could connect to the port { $way ->
        [vpn] from { $source }, over { $interface }, which is a VPN by its name
        [hidden-vpn] over a VPN
        [interface] from { $source }, over { $interface }, whose name tells of no VPN
        [address] from { $source }
       *[unknown] where it ran
    }
row-told-shut = { $tool } couldn't connect to the port { $way ->
        [vpn] from { $source }, over { $interface }, which is a VPN by its name
        [hidden-vpn] over a VPN
        [interface] from { $source }, over { $interface }, whose name tells of no VPN
        [address] from { $source }
       *[unknown] where it ran
    }
tool-other = The network tool
row-page-cannot-try = Not known, because the browser doesn't let a page try this port
row-page-may-not-try = Not known, because the browser doesn't let this page reach the network
row-own-server-silent = Not known, because the browser's attempts don't even reach this server
row-everything-reacts = Not known, because in this network something reacts even at an unused address
row-no-address = Not known, because this server found no address that a browser could try
row-undecided = Not known, because the reaction came too late to count
row-answer = The gateway answered with HTTP status { $status }
row-sign-in = The gateway accepted the sign-in
row-tunnel = The gateway opened a tunnel to the computer
row-literal = This is an address, so there's no name to look up
row-resolve = { $more ->
    [0] { $count ->
        [one] The name leads to { $addresses }
       *[other] { $count } addresses: { $addresses }
    }
   *[other] { $count } addresses: { $addresses } and { $more } more
}
row-connect = { $broken ->
    [0] Port { $port } answers at { $address } after { $time }
    [one] Port { $port } answers at { $address } after { $time } (one other address doesn't)
   *[other] Port { $port } answers at { $address } after { $time } ({ $broken } other addresses don't)
}
row-connect-bare = The port answers
row-answered = Port { $port } answers at { $address } after { $time }
row-refused = { $address } refused the connection, nothing listens on port { $port }
row-host-unreachable = { $by ->
    [none] The network reports that { $address } can't be reached
   *[other] { $by } reports that { $address } can't be reached
}
row-network-unreachable = { $by ->
    [none] There's no network path to { $address }
   *[other] { $by } reports that there's no network path to { $address }
}
row-silent = No answer from { $address } on port { $port } for { $time }
row-locally-blocked = A firewall where the check runs blocks the connection to { $address }
row-local-fault = The check couldn't open a connection (error { $errno })
row-abandoned = The attempt to reach { $address } was stopped
row-dials = { $more ->
    [0] { $dials }
   *[other] { $dials } and { $more } more
}
short-answered = { $address } answered after { $time }
short-refused = { $address } refused after { $time }
short-host-unreachable = { $address } unreachable after { $time }
short-network-unreachable = no path to { $address }
short-silent = no answer from { $address } for { $time }
short-locally-blocked = { $address } blocked where the check runs
short-local-fault = { $address } not tried (server out of resources)
short-abandoned = { $address } stopped
row-negotiate = Asked for { $asked }, the computer chose { $chosen }
row-second-try = { $end ->
    [silent] { $sentence } (a first try got no answer for { $time })
    [reset] { $sentence } (a first try was reset after { $time })
   *[closed] { $sentence } (a first try was closed after { $time })
}
row-third-try = { $sentence } (two tries that offered more were closed)
row-second-failed = { $end ->
    [silent] { $sentence } (a second try got no answer)
    [reset] { $sentence } (a second try was reset)
    [closed] { $sentence } (a second try was closed)
   *[not-connected] { $sentence } (a second try couldn't connect)
}
row-negotiate-without-data = The computer doesn't negotiate, so it uses Standard RDP Security
protocol-standard = Standard RDP Security
protocol-entra = Entra ID sign-in
row-secure = { $state ->
    [expired] { $version }, certificate for { $name }, expired on { $date }
    [early] { $version }, certificate for { $name }, not valid before { $date }
   *[valid] { $version }, certificate for { $name }, valid until { $date }
}
row-secure-bare = { $version }
row-standard-security = No TLS, only the old Standard RDP Security
row-nla-not-used = Not used, because the computer doesn't ask for a password here
row-nla-passed = The sign-in was accepted
row-challenge = { $what } (the rest needs a password)
row-challenge-bare = The computer answered without details (the rest needs a password)
challenge-in-domain = { $computer } in the domain { $domain }
challenge-system = { $name } ({ $number })
challenge-clock = { $direction ->
    [ahead] clock { $time } ahead
    [behind] clock { $time } behind
   *[right] clock correct
}
row-settings = Settings exchanged, the computer uses { $version }
row-settings-bare = Settings exchanged
row-channels = { $count ->
    [one] One channel joined
   *[other] { $count } channels joined
}
row-logon = { $count ->
    [0] Client details sent
    [one] Client details sent, one network test answered
   *[other] Client details sent, { $count } network tests answered
}
row-license = The computer doesn't ask for a license
row-capabilities = The computer offers a session of { $size } pixels
row-capabilities-bare = The computer offers a session
row-finalize = { $count ->
    [0] The session has started
    [one] The session has started, after one restart
   *[other] The session has started, after { $count } restarts
}
row-desktop = { $kind ->
    [none] The first picture came
   *[some] The first picture came, { $bytes } bytes
}
row-stay = { $count ->
    [0] The session stayed open for { $time }
    [one] The session stayed open for { $time }, with one update
   *[other] The session stayed open for { $time }, with { $count } updates
}

## Rows of steps that broke

failure-name-not-found = No such name
failure-no-addresses = The name exists, but has no address
failure-lookup = The name server answered with an error: { $code }
failure-lookup-unanswered = The name server gave no usable answer
failure-addresses-refused = The policy doesn't allow connecting to this address
failure-no-connection = No address accepted a connection
failure-closed = The connection was closed after { $time }, before an answer
failure-closed-halfway = The connection was closed after { $code ->
        [one] one byte
       *[other] { $code } bytes
    } of the answer
failure-reset = The connection was reset after { $time }, before an answer
failure-reset-halfway = The connection was reset after { $code ->
        [one] one byte
       *[other] { $code } bytes
    } of the answer
failure-silent = No answer for { $time }, the connection stayed open
failure-silent-halfway = The answer stopped after { $code ->
        [one] one byte
       *[other] { $code } bytes
    }, the connection stayed open
failure-path-broken = The network path broke while the connection was open
failure-run-timed-out = The check ran out of time here
failure-http-status = HTTP status { $code } instead of a sign-in
failure-gateway = The gateway refuses with { $code }
failure-other-service = { $said ->
    [yes] { $service } answers on this port: { $banner }
   *[no] { $service } answers on this port
}
failure-bare-mcs = The computer skipped a step and answered with MCS instead of X.224
failure-not-rdp = The answer isn't Remote Desktop
failure-negotiation = { $code ->
    [1] The computer requires TLS
    [2] The computer doesn't allow TLS
    [3] The computer has no certificate for TLS
    [4] The computer rejects our request as inconsistent
    [5] The computer requires NLA
    [6] The computer requires a client certificate
    [7] The computer requires a sign-in with Entra ID
   *[other] The computer refused with the unknown code { $code }
}
failure-unoffered = The computer chose a security protocol we didn't offer ({ $code })
failure-disconnect-request = The computer refused with an X.224 disconnect, reason { $code }
failure-malformed = The answer can't be read (expected: { $code })
failure-unreadable = This check can't read the answer ({ $code })
failure-unexpected = Expected { $code }, but got { $received }
failure-alert = TLS ended with the alert { $alert } ({ $code })
failure-tls-not-tls = { $when ->
    [later] What came isn't TLS, although the connection is encrypted by now
   *[first] The answer to our first TLS message isn't TLS
}
failure-tls-nothing-in-common = The answer chose a TLS version or cipher we don't offer
failure-tls-bad-certificate = The certificate can't be read
failure-tls-bad-signature = The signature doesn't fit the certificate's key
failure-tls-protocol = The answer broke the rules of TLS
failure-tls-too-large = The certificates are larger than what we read
failure-credssp = The computer refused the sign-in with { $code }
failure-kdc = The domain gave no Kerberos ticket, error { $code }
failure-kdc-silent = This check got no Kerberos ticket from the domain's KDC
failure-mcs = The computer refused the settings with { $code }
failure-channel = { $confirmed ->
    [none] The computer didn't let us join its channel { $code }
   *[other] We asked for channel { $code }, and the computer confirmed { $confirmed }
}
failure-ultimatum = The computer ended the session, reason { $code }
failure-error-info = The computer ended the session with the reason { $code }
failure-license = The computer refused because of licensing, code { $code }
failure-redirected = The computer redirects to another one
failure-deactivate-loop = The computer restarted the session { $code } times
failure-client-gave-up = The client in this page stopped by itself

## Facts

fact-try = Try
fact-try-unanswered = nothing reacted
fact-http-status = HTTP status
fact-schemes = Sign-ins offered
fact-gateway-server = Server
fact-transport = Transport
fact-location = Redirects to
fact-gateway-clock = Gateway's clock
fact-scheme = Sign-in used
fact-tunnel-status = Answer
fact-greeted = Server's greeting
fact-lookup = Lookup
fact-lookup-value = { $record }: { $answer }, { $time }
lookup-answered = { $count ->
    [0] no address
    [one] one address
   *[other] { $count } addresses
}
lookup-unanswered = no answer
fact-aliases = Alias of
fact-addresses = Addresses
fact-forbidden = Not allowed by the policy
fact-withheld = Addresses not allowed and not shown
fact-dial = Attempt
fact-used = In use
fact-requested = Asked for
fact-selected = Chosen
fact-flags = Flags
fact-without-negotiation-data = Answered without negotiation
fact-refused-offer = First offer refused with code
fact-first-try = First try
fact-first-try-value = { $end }, after { $time }
fact-routing-token = Routing token sent
fact-preconnection = Preconnection blob sent
fact-second-try = Second try, without a user name
end-answered = answered
fact-tls-version = Version
fact-cipher = Cipher suite
fact-subject = Certificate for
fact-issuer = Issued by
fact-self-signed = Self-signed
fact-names = Names
fact-not-before = Valid from
fact-not-after = Valid until
fact-key = Key
fact-signature = Signature
fact-sha1 = Thumbprint (SHA-1)
fact-sha256 = Fingerprint (SHA-256)
fact-name-matches = Matches the computer's name
fact-chain = Issuer certificates
fact-asks-certificate = Asks for a client certificate
fact-hello = Offered alone
hello-answered = { $offered }: answered with { $value }
hello-alert = { $offered }: alert { $value }
hello-closed = { $offered }: closed
hello-reset = { $offered }: reset
hello-silent = { $offered }: no answer
hello-not-tls = { $offered }: answered with something other than TLS
hello-not-reached = { $offered }: not reached
fact-encryption = Encryption
encryption-none = none
fact-encryption-level = Encryption level
fact-nla = NLA
nla-required = required
nla-optional = optional
nla-not-used = not used
fact-token = First token answered
fact-kerberos = Kerberos possible
fact-credssp-version = CredSSP version
fact-sign-in = Password
sign-in-answered = proven to the computer
sign-in-delegated = given to the computer
fact-kdc = Kerberos sign-in
kdc-known = used
kdc-refused = not used: the KDC answered with error { $code }
kdc-silent = not used: no KDC was found, or its answer led nowhere
fact-computer = Computer
fact-domain = Domain
fact-dns-computer = DNS name
fact-dns-domain = DNS domain
fact-dns-forest = Forest
fact-system = System
fact-clock = Clock
fact-tls-only-failure = TLS alone: failure code
fact-tls-only-end = TLS alone
end-closed = closed
end-reset = reset
end-silent = no answer
end-not-connected = no connection
end-garbled = answered with something else
fact-rdp-version = Version
fact-echoed = Echoed request
fact-io-channel = I/O channel
fact-message-channel = Message channel
fact-user-channel = Our channel
fact-joined = Channels
fact-auto-detect = Network tests
fact-autologon = Sign-in on its own screen
fact-license-messages = Messages
fact-license-status = Status
fact-desktop = Desktop
fact-color-depth = Color depth
fact-capability-sets = Capability sets
fact-reactivations = Restarts
fact-picture = Picture
picture-bitmap = bitmap
picture-orders = drawing orders
picture-surface = surface commands
fact-update-length = First update, bytes
fact-held = Stayed open for
fact-updates = Updates
