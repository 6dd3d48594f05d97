### What is wrong before encryption: names, TCP, negotiation, and the network itself. The key is the finding's id.

-shown-dns = Microsoft's apps show 0x104 here.
-shown-tcp = Microsoft's apps show 0x204 here, at times 0x4.
-shown-lost = Microsoft's apps show such a loss without a reason as 0x4.
-shown-neg = Microsoft's programs may show an internal error or 0x4 here.
-not-password = Your password is not the problem.

## Names

RDP-DNS-001 = The name { $host } is only known inside a network
    .short = name known inside only
    .meaning = The relay's name server does not know it. Short names and endings such as .local exist only inside the network or VPN that they belong to. { -shown-dns }
RDP-DNS-002 = The name { $host } is not known
    .short = no such name
    .meaning = The relay's name server says that there is no such name. It may be misspelled, have been given up, or be known only inside a company's network or VPN. The computer itself was not asked. { -shown-dns }
RDP-DNS-003 = The name { $host } has no address
    .short = name without address
    .meaning = The name exists, but neither an IPv4 nor an IPv6 address belongs to it. Often an alias points to something that is gone. { -shown-dns }
RDP-DNS-004 = The name server cannot answer for { $host }
    .short = name server error (SERVFAIL)
    .meaning = It answered with SERVFAIL. Usually the zone's own servers cannot be reached, or its DNSSEC signatures are broken. The computer itself may be fine. { -shown-dns }
RDP-DNS-005 = The name server refuses to answer the relay
    .short = name server refuses
    .meaning = It answered with REFUSED: it does not serve this relay. That says nothing about { $host } or about your own name server.
RDP-DNS-006 = The name server answered with the error { $code }
    .short = name server error { $code }
    .meaning = That is an error of the name server that the relay uses, and no statement about { $host }.
RDP-DNS-007 = The name server does not answer the relay
    .short = name server silent
    .meaning = No usable answer came to the question for { $host }. The relay's name server, or the way to it, is down or overloaded. The computer was not asked, and your own name server may well work.
RDP-DNS-008 = This relay may not connect to { $host }
    .short = forbidden by the relay's policy
    .meaning = The name leads to { $address }, and the relay's policy forbids that address. Nothing was sent to the computer; this says nothing about it.
RDP-DNS-009 = A part of the name lookup fails: { $record } records
    .short = { $record } lookup fails
    .meaning = The name server answered for one kind of address and failed for { $record }. Programs that wait for both become slow or give up, others notice nothing.
RDP-DNS-010 = The name lookup is slow: { span }
    .short = slow name lookup
    .meaning = A few tens of milliseconds is typical. Each new connection waits that long before it begins.
RDP-DNS-011 = The name leads back to the relay's own computer
    .short = name leads to the relay itself
    .meaning = { $host } leads to { $address }, which always is the computer that asks. What was checked is the relay's own computer. If you meant another one, the hosts file or the name server is wrong.
RDP-DNS-012 = The name has only IPv6 addresses
    .short = IPv6 only
    .meaning = The computer answers, but people whose network has no IPv6 have no way to { $host }. It works for one person and not for the next. { -shown-dns }
RDP-DNS-013 = The relay left out a part of the computer's addresses
    .short = some addresses not checked
    .meaning = { $address } belongs to { $host }, too, and the relay's policy forbids it. Nothing was sent there; programs that choose this address may fare otherwise.

## TCP

RDP-TCP-001 = Nothing listens on port { $port }: Remote Desktop is off, stopped, or on another port
    .short = port refused
    .meaning = { $address } refused the connection after { span }. So something at this address is alive and can be reached, and no program there takes connections on this port. { -not-password } { -shown-tcp }
RDP-TCP-002 = Nothing answers on port { $port }: a firewall drops the packets, or the computer is off
    .short = no answer on the port
    .meaning = The relay knocked for { span }, and not even a refusal came back. A computer that is on and reachable answers or refuses, so the packets were dropped on the way or nobody is there. { -not-password } { -shown-tcp }
RDP-TCP-003 = The computer cannot be reached: a router reports it
    .short = host unreachable
    .meaning = A router or the relay's own network said that { $address } cannot be reached. Either nobody is at that address now, or a firewall forbids the way and says so. { -shown-tcp }
RDP-TCP-004 = There is no route to the computer's network
    .short = network unreachable
    .meaning = A router, or the relay itself, knows no way to { $address }. Usually a VPN or a route is missing. The computer was not asked. { -shown-tcp }
RDP-TCP-006 = None of the computer's addresses takes a connection, each for its own reason
    .short = every address fails
    .meaning = The addresses of { $host } fail in different ways, which the row lists. Some probably belong to nothing any more. One that refuses is alive without Remote Desktop; one that is silent is filtered or off. { -shown-tcp }
RDP-TCP-007 = The relay's own firewall forbids the connection
    .short = blocked at the relay
    .meaning = The relay's own system did not let it connect. No packet was sent; this says nothing about { $host }.
RDP-TCP-008 = The relay could not open a connection
    .short = relay out of means
    .meaning = The relay's own system reported the error { $errno }, usually for lack of sockets or files. This says nothing about { $host }.
RDP-TCP-009 = The computer has only IPv6 addresses, and the relay has no IPv6
    .short = relay without IPv6
    .meaning = The relay has no way to any IPv6 address. This says nothing about { $host }. People without IPv6 have the same trouble.
RDP-TCP-010 = The computer may be off or asleep
    .short = computer off or asleep
    .meaning = A sleeping computer is as silent as a firewall. If anything else at this address answers, it is awake, and a firewall is the cause.
RDP-TCP-011 = The router may not forward the port to the computer
    .short = port not forwarded
    .meaning = { $address } is a public address. Behind a home or office router, the port must be forwarded to the computer. If the connection works inside the network and only fails from outside, this is it.
RDP-TCP-012 = The address is one of a private network
    .short = private address
    .meaning = { $address } can be reached only from inside its network or through a VPN. If the relay stands outside, it cannot reach it, and neither can you from there.
RDP-TCP-013 = The computer may let in certain addresses only
    .short = filtered for the relay
    .meaning = Allow lists, brute-force protection and some providers drop connections from some places and not from others. If it works from another network, this is it.
RDP-TCP-014 = A firewall may refuse in the computer's name
    .short = refused by a firewall
    .meaning = Some firewalls answer with a refusal instead of dropping. If the computer itself shows that it listens on port { $port }, something in front of it refuses.
RDP-TCP-015 = Port { $port } may be the wrong one
    .short = wrong port
    .meaning = Remote Desktop listens on 3389 unless somebody changed it. If it was changed back, or a router forwards another port now, { $port } refuses.
RDP-TCP-016 = The computer does not answer over IPv6
    .short = IPv6 broken
    .meaning = { $used } answers, and { $address } does not. Programs that try IPv6 first wait long or fail, and others do not: it works for one person and not for the next.
RDP-TCP-017 = The computer does not answer over IPv4
    .short = IPv4 broken
    .meaning = { $used } answers, and { $address } does not. People without IPv6 cannot connect. { -shown-tcp }
RDP-TCP-018 = One of the computer's addresses does not answer
    .short = one address broken
    .meaning = { $address } fails while another address of { $host } answers. Programs that pick the first one fail now and then.
RDP-TCP-019 = The computer accepts connections only after { span }
    .short = slow accept
    .meaning = The way itself is faster. The first packet was lost, or the computer is too busy to accept at once: too many connections, or too little processor time.
RDP-TCP-020 = IPv6 was not checked: the relay has none
    .short = IPv6 not checked
    .meaning = The computer has an IPv6 address, and the relay cannot tell whether it works. If your program uses IPv6 and fails, try the IPv4 address.

## Negotiation

RDP-NEG-001 = The server demands TLS
    .short = server demands TLS
    .meaning = It refuses everything without TLS (SSL_REQUIRED_BY_SERVER). Our request offered TLS, so an old server or a proxy in between reads it wrongly. Programs that offer no TLS are always turned away here. { -shown-neg }
RDP-NEG-002 = The server forbids TLS and allows only its old encryption
    .short = server forbids TLS
    .meaning = It is set to Standard RDP Security (SSL_NOT_ALLOWED_BY_SERVER). Programs of today want TLS or NLA and cannot connect. The network and the firewall are fine. { -shown-neg }
RDP-NEG-003 = The server has no certificate that it can use
    .short = server has no certificate
    .meaning = It wants TLS and says that its certificate or key is missing or cannot be read (SSL_CERT_NOT_ON_SERVER). The network and the firewall are fine. { -not-password } { -shown-neg }
RDP-NEG-004 = The server finds the request inconsistent
    .short = inconsistent flags
    .meaning = It answered INCONSISTENT_FLAGS. That happens when something in between changes the request, or already secures the connection. It is a 4 on the wire, and is not what programs show as 0x4.
RDP-NEG-005 = The server accepts only Network Level Authentication
    .short = server wants NLA
    .meaning = It turns away what does not begin with NLA (HYBRID_REQUIRED_BY_SERVER). Our request offered NLA, so something in between may take it out; a program without NLA is refused in the same way. mstsc shows 0xB09 (2825) here.
RDP-NEG-006 = The server demands a certificate from you
    .short = client certificate required
    .meaning = It wants TLS with a client certificate or a smart card (SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER). Without one nobody gets further.
RDP-NEG-007 = The server demands a sign-in with Entra ID
    .short = Entra sign-in required
    .meaning = It turns away everything but the web sign-in of Microsoft Entra ID (ENTRA_AUTH_REQUIRED_BY_SERVER). Older programs cannot do that. The network is fine.
RDP-NEG-008 = The server refuses with the unknown code { $code }
    .short = unknown refusal { $code }
    .meaning = It speaks Remote Desktop and refuses our request, with a code that no published table has. The network is fine.
RDP-NEG-009 = The computer accepts the connection and hangs up without an answer
    .short = hung up without an answer
    .meaning = TCP was accepted, our request was sent, and the connection was closed after { span } without a byte. That is an orderly end, so the network is fine up to whatever accepts the port. { $second ->
        [same] A second request, without a user name in it, ended the same way; so the port itself hangs up, whatever it is asked.
        [other] A second request got no answer either, and ended otherwise.
       *[none] The possible reasons stand below.
    } { -not-password } { -shown-lost }
RDP-NEG-010 = The port is accepted by something that has no computer behind it
    .short = forward without backend
    .meaning = The connection ended after { span }, faster than our request can have arrived. So whoever accepts the port hangs up by itself: a tunnel, a load balancer or a port proxy whose target is gone. { -shown-lost }
RDP-NEG-011 = The connection is cut off the moment Remote Desktop is spoken
    .short = reset at the first message
    .meaning = TCP was accepted, and our first message was answered with a reset after { span }. Filters that recognise Remote Desktop do that, and so does a service that crashes on connect. { $second ->
        [same] A second request, without a user name in it, was reset as well; so it is not the name.
        [other] A second request got no answer either, and ended otherwise.
       *[none] The service itself was not heard.
    } { -not-password } { -shown-lost }
RDP-NEG-012 = The computer accepts the connection, but Remote Desktop does not answer
    .short = service does not answer
    .meaning = The connection stood, and for { span } nothing came. It stayed open. { $second ->
        [same] A second request, without a user name in it, was left without an answer, too.
        [other] A second request got no answer either.
       *[none] Nothing more was heard of it.
    } Usually the service hangs, or serves nobody while too many connections are half open. { -not-password } { -shown-lost }
RDP-NEG-013 = The answer breaks off in the middle
    .short = answer cut short
    .meaning = A part of the answer came, and then no more. Something on the way, or a program that only looks like Remote Desktop, stops in the middle. { -shown-lost }
RDP-NEG-014 = Another program answers on this port: { $service }
    .short = { $service } on this port
    .meaning = What came back is { $service }, not Remote Desktop. The port is the wrong one, or a router forwards it to the wrong place. The network and the firewall are fine. { -shown-neg }
RDP-NEG-015 = A web server answers on this port
    .short = HTTP on this port
    .meaning = It said: { $banner }. It may be a web page, a proxy, or a Remote Desktop gateway, which programs must be told about as a gateway. { -shown-neg }
RDP-NEG-016 = The port expects TLS from the first byte
    .short = TLS service on this port
    .meaning = That is how web servers and Remote Desktop gateways answer, and not Remote Desktop itself. The port is the wrong one, or this is a gateway.
RDP-NEG-017 = The server skips the negotiation
    .short = negotiation skipped
    .meaning = It speaks Remote Desktop, and answered our offer with the end of a later step. Older xrdp versions do so when they do not know what is offered. { -shown-neg }
RDP-NEG-018 = What answers on this port is not Remote Desktop
    .short = not Remote Desktop
    .meaning = Bytes came back that belong to no service we know. The port is the wrong one, or a router forwards it to the wrong place. { -shown-neg }
RDP-NEG-019 = The server chose a security that nobody offered
    .short = unoffered protocol chosen
    .meaning = It picked { $protocol }, which was not in our offer. That is a fault of the server or of a proxy in between. Programs end here.
RDP-NEG-020 = The server turns new connections away
    .short = turned away (X.224 disconnect)
    .meaning = It answered our request with a disconnect, reason { $code }. A server at its limit, in drain mode or behind a broker does so.
RDP-NEG-021 = The server's answer cannot be read
    .short = unreadable answer
    .meaning = It begins like Remote Desktop and then breaks the rules. A program that only looks like Remote Desktop, or a proxy in between, is the usual reason.
RDP-NEG-022 = A tunnel or port forwarding may lead nowhere
    .short = forward leads nowhere
    .meaning = Tunnels, port proxies and load balancers accept a connection first and close it when their target does not answer. If Remote Desktop works inside the network, this is it.
RDP-NEG-023 = Too many half-open connections may block the service
    .short = too many pending connections
    .meaning = Windows stops serving new connections while too many are unfinished; password guessing from the internet causes that. If a restart helps for a while, or event 1006 is logged, this is it.
RDP-NEG-024 = The server may dislike what is offered
    .short = offer disliked
    .meaning = Some servers hang up where others would name a reason, such as older xrdp and IronRDP servers. If a program with other security settings gets an answer, this is it.
RDP-NEG-025 = The server offers only the old Standard RDP Security
    .short = Standard RDP Security only
    .meaning = TLS and NLA were offered, and the server took neither. Its own encryption is weak and proves nothing about who is there; newer programs refuse it. xrdp falls back to it when it cannot read its key.
RDP-NEG-026 = The server answers, with Standard RDP Security
    .short = answers, old security
    .meaning = The name, network, firewall and service are fine. What lies behind the old encryption was not checked.
RDP-NEG-027 = The server answers the same offer differently each time
    .short = answers differ
    .meaning = Within one check, the same offer led to different kinds of security. Different computers answer behind one address, as with a load balancer, and are set up differently. It works now and then fails.
RDP-NEG-028 = Remote Desktop answers only at the second try
    .short = answers after a wake-up
    .meaning = The first request was left without an answer for { span }; the next one, on a new connection, was answered. A computer or service that has to wake up does so, or one that is too busy at times. Programs that do not try again give up. A filter that drops requests with a user name in them is rarer; then the first try fails each time.
RDP-NEG-029 = The first request is cut off, and the same one without a user name is answered
    .short = only answered without a user name
    .meaning = The first request, which names a user as those of most programs do, was { $how ->
        [reset] reset
       *[closed] hung up on
    } after { span }. The second, moments later and without the name, was answered. If that is so each time, something in front chooses by the name: a load balancer or a filter. If it changes, the service or one of several computers fails now and then.
RDP-NEG-030 = The first request may have shut the port
    .short = port shut after one request
    .meaning = The port took a first connection, and moments later no second one. Either the service ended over our request, or something blocks whoever has just been there, as protection against password guessing does. If it works from another network now, it is such a block.
RDP-NEG-031 = Something on the way cuts the connection off
    .short = reset on the way
    .meaning = The reset came { span } after our first message, faster than that can have reached the computer. So something nearer recognises Remote Desktop and forbids it: a firewall, intrusion prevention, or the provider. { -not-password } { -shown-lost }
RDP-NEG-032 = The session is not encrypted
    .short = no encryption
    .meaning = The server took neither TLS nor NLA, and says that its own encryption is off. Anyone on the network path can read what is typed, passwords included.
RDP-NEG-033 = The server demands the encryption of FIPS 140
    .short = FIPS encryption only
    .meaning = With its own old security it takes nothing but methods approved by FIPS 140. Programs that cannot do that are turned away.
RDP-NEG-034 = The server hangs up on whoever offers TLS or NLA
    .short = hangs up on TLS and NLA
    .meaning = Two requests that offered TLS and NLA were hung up on without an answer. A third, which offered nothing, was answered, with the old Standard RDP Security. Programs of today offer TLS and NLA, and are hung up on as well. { -shown-neg }

## The network

RDP-NET-001 = After the connection is open, the network swallows what is sent
    .short = path swallows data
    .meaning = The computer accepted the connection, and then our bytes had to be sent again { $times } times without even a receipt. A firewall, VPN or line lets the opening through and drops the rest. The service was not heard, so nothing is known about it. { -shown-lost }
RDP-NET-002 = Lost the network path to the computer
    .short = path broke
    .meaning = The connection was open, and then the network reported that the computer cannot be reached any more. { -shown-lost }
RDP-NET-003 = The time for the whole check ran out
    .short = check ran out of time
    .meaning = The steps until here took so long that no time was left. The computer or the way to it is slow; nothing else is proven.
RDP-NET-004 = It stops here, and the evidence does not say why
    .short = no reason seen
    .meaning = What was seen fits none of the causes that we know how to tell apart. The evidence in the row and the computer's logs are the next place to look.
RDP-NET-005 = Large packets may get lost on the way
    .short = packet size
    .meaning = Small messages came through until here; the answer that is missing is the first that needs full-size packets. VPNs and tunnels with a too large MTU swallow those. If it works with a smaller MTU, this is it.
RDP-NET-006 = Packets get lost on the way
    .short = packet loss
    .meaning = { $lost } of { $sent } segments had to be sent again. Sessions stall, and break off when it gets worse. { -shown-lost }
RDP-NET-007 = The way to the computer is very slow: { span } there and back
    .short = high latency
    .meaning = Above 300 ms, each key and click is felt, and some programs give up. The relay measured it from where it stands; your own way may differ.
RDP-NET-008 = The way to the computer is unsteady
    .short = unsteady latency
    .meaning = The round trip varies by { span }. Wi-Fi, mobile networks and full lines do that. Sessions freeze for moments and may break off.
RDP-NET-009 = The computer answers slowly: { span }
    .short = slow answers
    .meaning = The way itself is fast, so the computer takes its time: it is overloaded, or busy with other connections. Programs may give up before it answers.
RDP-NET-010 = The way to the computer is somewhat slow: { span } there and back
    .short = some latency
    .meaning = Working is possible and feels sluggish. The relay measured it from where it stands; your own way may differ.
RDP-NET-011 = Something in front of the computer accepts the connections
    .short = proxy in front
    .meaning = TCP is accepted much faster than everything behind it, of which the first answer took { span }. A proxy, tunnel or protection service in front would look so; so would a slow server. An open port then proves little.
RDP-NET-012 = The way takes only smaller packets: { $bytes } bytes
    .short = small packets
    .meaning = 1500 is typical. A VPN or a tunnel is on the way. That is fine as long as both ends account for it.
RDP-NET-013 = Large packets get lost on the way
    .short = large packets lost
    .meaning = Small messages came through. Of the first large answer, the encryption's, the end came and the beginning never did. VPNs and tunnels with a too large MTU swallow full-size packets in this way. { -not-password } { -shown-lost }
