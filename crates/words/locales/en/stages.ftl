### The steps: their names, what they wait for, what they say when they have ended, and their facts.

## Names

stage-relay = Relay
stage-reach = Your browser
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
actor-relay-owner = The relay's owner
actor-nobody = Nobody

confidence-certain = certain
confidence-likely = likely
confidence-possible = possible

severity-error = stops the connection
severity-warning = warning
severity-info = worth knowing

## Legs

leg-title = { $from } → { $to }
node-browser = Browser
node-relay = rdptrace server
node-terminal = This terminal
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

verdict-broken = It stops at step { $number } of { $of }, { $stage }: { $title }
verdict-trouble = Every step passed, and yet the server complains: { $title }
verdict-warning = Nothing broke, but: { $title }
verdict-well = { $title }
summary-stopped = stopped at { $stage } ({ $number }/{ $of })
summary-passed = passed
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

waiting-relay = Waiting for the relay; gives up after { $limit }.
waiting-reach = Waiting for a reaction from the computer's port; gives up after { $limit }.
waiting-answer = Waiting for the gateway's answer; gives up after { $limit }.
waiting-sign_in = Waiting for the gateway to accept the sign-in; gives up after { $limit }.
waiting-tunnel = Waiting for the gateway to open a tunnel; gives up after { $limit }.
waiting-resolve = Waiting for the name server's answer; gives up after { $limit }.
waiting-connect = Waiting for the computer to accept a connection; gives up after { $limit }.
waiting-negotiate = Waiting for the answer to our connection request; gives up after { $limit }.
waiting-secure = Waiting for the encryption to be agreed; gives up after { $limit }.
waiting-authenticate = Waiting for the computer to say who it is; gives up after { $limit }.
waiting-settings = Waiting for the session's settings; gives up after { $limit }.
waiting-channels = Waiting for the session's channels; gives up after { $limit }.
waiting-logon = Waiting for the computer to take our client information; gives up after { $limit }.
waiting-license = Waiting for the licensing to end; gives up after { $limit }.
waiting-capabilities = Waiting for the computer to offer a session; gives up after { $limit }.
waiting-finalize = Waiting for the session to begin; gives up after { $limit }.
waiting-desktop = Waiting for the first picture; gives up after { $limit }.
waiting-stay = Watching whether the session holds; ends after { $limit }.

## Rows

row-not-reached = Not reached
row-not-checked = Not checked
row-needs-password = Not checked: needs a password
row-legacy-security = Not checked: the server offers only Standard RDP Security
row-relay = Your browser reached the relay after { $time }
row-reach = Something reacted at the computer's port; this may be a refusal
row-answer = The gateway answered with HTTP status { $status }
row-sign-in = The gateway accepted the sign-in
row-tunnel = The gateway opened a tunnel to the computer
row-literal = An address was given; there is nothing to look up
row-resolve = { $more ->
    [0] { $count ->
        [one] The name leads to { $addresses }
       *[other] { $count } addresses: { $addresses }
    }
   *[other] { $count } addresses: { $addresses } and { $more } more
}
row-connect = { $broken ->
    [0] Port { $port } answers at { $address } after { $time }
    [one] Port { $port } answers at { $address } after { $time }; one other address does not
   *[other] Port { $port } answers at { $address } after { $time }; { $broken } other addresses do not
}
row-connect-bare = The port answers
row-answered = Port { $port } answers at { $address } after { $time }
row-refused = { $address } refused at once: nothing listens on port { $port }
row-host-unreachable = { $address } cannot be reached: a router or the relay's own network says so
row-network-unreachable = There is no way to { $address } from the relay
row-silent = No answer from { $address } on port { $port } for { $time }
row-locally-blocked = The relay's own firewall does not let it connect to { $address }
row-local-fault = The relay's own system could not open a connection (error { $errno })
row-abandoned = The attempt to reach { $address } was given up
row-dials = { $more ->
    [0] { $dials }
   *[other] { $dials } and { $more } more
}
short-answered = { $address } answered after { $time }
short-refused = { $address } refused after { $time }
short-host-unreachable = { $address } unreachable after { $time }
short-network-unreachable = no way to { $address }
short-silent = { $address } silent for { $time }
short-locally-blocked = { $address } blocked by the relay's firewall
short-local-fault = { $address } not tried for lack of means
short-abandoned = { $address } given up
row-negotiate = Asked for { $asked }; the server chose { $chosen }
row-second-try = { $end ->
    [silent] { $sentence }; a first try got no answer for { $time }
    [reset] { $sentence }; a first try was reset after { $time }
   *[closed] { $sentence }; a first try was closed after { $time }
}
row-third-try = { $sentence }; two tries that offered more were hung up on
row-second-failed = { $end ->
    [silent] { $sentence }; a second try got no answer
    [reset] { $sentence }; a second try was reset
    [closed] { $sentence }; a second try was closed
   *[not-connected] { $sentence }; a second try found the port shut
}
row-negotiate-without-data = The server knows no negotiation; that means Standard RDP Security
protocol-standard = Standard RDP Security
protocol-entra = Entra ID sign-in
row-secure = { $state ->
    [expired] { $version }, certificate for { $name }, expired on { $date }
    [early] { $version }, certificate for { $name }, not valid before { $date }
   *[valid] { $version }, certificate for { $name }, valid until { $date }
}
row-secure-bare = { $version }
row-standard-security = No TLS: the server offers only Standard RDP Security
row-nla-not-used = Not used by this server: it asked for no password at this stage
row-nla-passed = The sign-in was accepted
row-challenge = { $what }; the rest needs a password
row-challenge-bare = The server answered without a word about itself; the rest needs a password
challenge-in-domain = { $computer } in the domain { $domain }
challenge-system = { $name } ({ $number })
challenge-clock = { $direction ->
    [ahead] clock { $time } ahead
    [behind] clock { $time } behind
   *[right] clock right
}
row-settings = Settings exchanged; the server speaks { $version }
row-settings-bare = Settings exchanged
row-channels = { $count ->
    [one] One channel joined
   *[other] { $count } channels joined
}
row-logon = { $count ->
    [0] Client information sent
    [one] Client information sent; one network test answered
   *[other] Client information sent; { $count } network tests answered
}
row-license = The server asks for no licence
row-capabilities = The server offers a session of { $size } pixels
row-capabilities-bare = The server offers a session
row-finalize = { $count ->
    [0] The session has begun
    [one] The session has begun, after one new start
   *[other] The session has begun, after { $count } new starts
}
row-desktop = { $kind ->
    [none] The first picture came
   *[some] The first picture came, { $bytes } bytes
}
row-stay = { $count ->
    [0] The session held for { $time }
    [one] The session held for { $time }, with one update
   *[other] The session held for { $time }, with { $count } updates
}

## Rows of steps that broke

failure-name-not-found = No such name
failure-no-addresses = The name exists, but has no address
failure-lookup = The name server answered with an error: { $code }
failure-lookup-unanswered = The name server gave no usable answer
failure-addresses-refused = The relay may not connect to the address of this name
failure-no-connection = No address could be connected to
failure-closed = The server closed the connection after { $time }, before it answered
failure-closed-halfway = The server closed the connection after { $code } bytes of its answer
failure-reset = The connection was reset after { $time }, before an answer
failure-reset-halfway = The connection was reset after { $code } bytes of the answer
failure-silent = No answer for { $time }; the connection stayed open
failure-silent-halfway = The answer stopped after { $code } bytes; the connection stayed open
failure-path-broken = The way to the server broke under the open connection
failure-run-timed-out = The time for the whole check ran out here
failure-other-service = { $said ->
    [yes] { $service } answers on this port: { $banner }
   *[no] { $service } answers on this port
}
failure-bare-mcs = The server skipped a step: it answered with MCS instead of X.224
failure-not-rdp = What came back is not Remote Desktop
failure-negotiation = { $code ->
    [1] The server demands TLS
    [2] The server forbids TLS
    [3] The server has no certificate for TLS
    [4] The server finds our request inconsistent
    [5] The server demands NLA
    [6] The server demands a client certificate
    [7] The server demands a sign-in with Entra ID
   *[other] The server refused with the unknown code { $code }
}
failure-unoffered = The server chose a security that was not offered ({ $code })
failure-disconnect-request = The server refused with an X.224 disconnect, reason { $code }
failure-malformed = The answer cannot be read; expected was: { $code }
failure-unreadable = The check cannot read the { $code } that came
failure-unexpected = Expected was { $code }; what came was { $received }
failure-alert = The server ended TLS with the alert { $alert } ({ $code })
failure-tls-not-tls = The answer to our first TLS message is not TLS
failure-tls-nothing-in-common = The server wants a TLS version or cipher that we do not offer
failure-tls-bad-certificate = The server's certificate cannot be read
failure-tls-bad-signature = The server does not hold the key of its certificate
failure-tls-protocol = The server broke the rules of TLS
failure-tls-too-large = The server sent more certificates than fit
failure-credssp = The server refused the sign-in with { $code }
failure-mcs = The server refused the settings: { $code }
failure-channel = The server did not let us into its channel { $code }
failure-ultimatum = The server ended the conversation, reason { $code }
failure-error-info = The server ended the session with the reason { $code }
failure-license = The server refused for its licensing, code { $code }
failure-redirected = The server points to another one
failure-deactivate-loop = The server began the session anew { $code } times

## Facts

fact-try = Try
fact-try-unanswered = nothing reacted
fact-http-status = HTTP status
fact-schemes = Sign-ins offered
fact-gateway-server = Server
fact-scheme = Sign-in used
fact-tunnel-status = Answer
fact-greeted = Relay's greeting
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
fact-forbidden = Forbidden by the relay's policy
fact-dial = Attempt
fact-used = In use
fact-requested = Asked for
fact-selected = Chosen
fact-flags = Flags
fact-without-negotiation-data = Confirmed without negotiation
fact-refused-offer = First offer refused with code
fact-first-try = First try
fact-first-try-value = { $end }, after { $time }
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
fact-name-matches = Covers the name asked for
fact-chain = Further certificates
fact-hello = Offered alone
hello-answered = { $offered }: answered with { $value }
hello-alert = { $offered }: alert { $value }
hello-closed = { $offered }: closed
hello-reset = { $offered }: reset
hello-silent = { $offered }: no answer
hello-not-tls = { $offered }: answered with something that is not TLS
hello-not-reached = { $offered }: did not get that far
fact-encryption = Encryption
encryption-none = none
fact-encryption-level = Encryption level
fact-nla = NLA
nla-required = required
nla-optional = optional
nla-not-used = not used
fact-token = First token answered
fact-credssp-version = CredSSP version
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
fact-license-messages = Messages
fact-license-status = Status
fact-desktop = Desktop
fact-color-depth = Colour depth
fact-capability-sets = Capability sets
fact-reactivations = New starts
fact-picture = Picture
picture-bitmap = bitmap
picture-orders = drawing orders
picture-surface = surface commands
fact-update-length = First update, bytes
fact-held = Held for
fact-updates = Updates
