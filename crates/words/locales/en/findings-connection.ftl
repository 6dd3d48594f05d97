### What is wrong before encryption: names, TCP, negotiation, and the network itself. The key is the finding's id.

-shown-dns = Microsoft's apps show this as 0x104.
-shown-tcp = Microsoft's apps show this as 0x204, sometimes as 0x4.
-shown-lost = If a connection breaks and nothing says why, Microsoft's apps often show 0x4.
-shown-neg = Microsoft's apps can show an internal error or 0x4 here.
-not-password = Your password isn't the problem.

## Names

RDP-DNS-001 = The name { $host } only works inside its own network
    .short = name works inside its network only
    .meaning = The name server used for this check doesn't know the name. Short names and names ending in .local only work inside their own network or VPN. { -shown-dns }
RDP-DNS-002 = There's no computer with the name { $host }
    .short = no such name
    .meaning = The name server says this name doesn't exist. It's misspelled, no longer in use, or only known inside a company network or VPN. We didn't get as far as the computer. { -shown-dns }
RDP-DNS-003 = The name { $host } has no address
    .short = name without address
    .meaning = The name exists, but no IPv4 or IPv6 address is registered for it. Often it's an alias for a name that no longer exists. { -shown-dns }
RDP-DNS-004 = The name server has a problem with { $host }
    .short = name server error (SERVFAIL)
    .meaning = It answered with the error SERVFAIL. Typical reasons are unreachable servers for this domain, or broken DNSSEC signatures. The computer itself could be fine. { -shown-dns }
RDP-DNS-005 = The name server refused to answer this check
    .short = name server refuses
    .meaning = It answered with REFUSED, so it doesn't serve the place this check runs from. This says nothing about { $host }.
RDP-DNS-006 = The name server reported the error { $code }
    .short = name server error { $code }
    .meaning = The name server used for this check failed. This says nothing about { $host }.
RDP-DNS-007 = { $answer ->
        [unusable] The name server gives no usable answer
       *[none] The name server doesn't answer
    }
    .short = { $answer ->
        [unusable] no usable DNS answer
       *[none] name server silent
    }
    .meaning = { $answer ->
        [unusable] We asked for { $host }. Nothing takes questions at the name server used for this check, or what it sent can't be read. A firewall that blocks long DNS answers (TCP port 53) causes this, too.
       *[none] We asked for { $host } and got no answer. The name server used for this check, or the network path to it, is down or overloaded.
    } We didn't get as far as the computer.
RDP-DNS-008 = { $place ->
        [terminal] Your device isn't allowed to check { $host }
        [agent] The agent isn't allowed to check { $host }
       *[server] This server isn't allowed to check { $host }
    }
    .short = not allowed by the policy
    .meaning = { $address ->
        [unasked] Its policy doesn't allow { $host } with port { $port }.
        [none] The name leads to an address that its policy doesn't allow.
       *[other] The name leads to { $address }, and its policy doesn't allow that address.
    } Nothing was sent to the computer, so it could be fine.
RDP-DNS-009 = Part of the name lookup fails ({ $record } records)
    .short = { $record } lookup fails
    .meaning = The name server answered for one kind of address and failed for { $record }. Apps that wait for both get slow or give up. Others work normally.
RDP-DNS-010 = Looking up the name is slow ({ span })
    .short = slow name lookup
    .meaning = 10 to 50 milliseconds is typical. Every new connection waits this long before it starts.
RDP-DNS-011 = The name leads back to where the check runs
    .short = name leads to where the check runs
    .meaning = { $host } leads to { $address }, which always means the computer that asks. If you meant another computer, the hosts file or the name server is wrong.
RDP-DNS-012 = The name only has IPv6 addresses
    .short = IPv6 only
    .meaning = The computer answers, but people without IPv6 can't reach { $host }. It works for some people and not for others. { -shown-dns }
RDP-DNS-013 = Some of the computer's addresses weren't checked
    .short = some addresses not checked
    .meaning = { $address ->
        [none] Another address also belongs to { $host }, but the policy where the check runs doesn't allow it.
       *[other] { $address } also belongs to { $host }, but the policy where the check runs doesn't allow it.
    } Nothing was sent there. Apps that choose this address can get a different result.
RDP-DNS-014 = The name { $host } leads to an address that no computer has
    .short = name leads to no computer
    .meaning = It leads to { $address }. A DNS filter or a hosts file that blocks a name answers like this, or the record is wrong. { $tried ->
        [yes] The attempt to connect there failed, so the computer itself was never asked.
       *[no] Nothing was sent to the computer.
    }
RDP-DNS-015 = The name { $host } is an alias that leads in a circle
    .short = alias in a circle
    .meaning = Following its aliases comes back to { $alias }, so it never leads to an address. The records in DNS are wrong. { -shown-dns }
RDP-DNS-017 = The name only has an IPv4 address in an IPv6 record
    .short = IPv4 address in AAAA
    .meaning = The name's IPv6 record (AAAA) holds the IPv4 address { $address }, and there's no IPv4 record (A). We used IPv4. Some apps and systems ignore such a record, so the name works for some people and not for others.
RDP-DNS-016 = { $host } is an alias for a name that doesn't exist
    .short = alias for a missing name
    .meaning = The alias exists, but { $alias } doesn't. The computer was probably renamed or removed, or that name is only known inside a company network or VPN. { -shown-dns }

## TCP

RDP-TCP-001 = Remote Desktop is turned off or isn't using port { $port }
    .short = port refused
    .meaning = We reached { $address }, but it refused the connection on port { $port } after { span }. { -not-password } So no app there accepts connections on this port, or a firewall refuses them. { $left ->
        [some] The name has more addresses than the { $most } that were tried, so another one may work. { -shown-tcp }
       *[none] { -shown-tcp }
    }
RDP-TCP-002 = The computer is off, or a firewall blocks port { $port }
    .short = no answer on the port
    .meaning = We tried for { span } and got no answer at all, not even a refusal. { -not-password } A computer that is on and reachable answers or refuses. { $left ->
        [some] The name has more addresses than the { $most } that were tried, so another one may work. { -shown-tcp }
       *[none] { -shown-tcp }
    }
RDP-TCP-003 = The network says the computer can't be reached
    .short = host unreachable
    .meaning = { $told ->
        [computer] { $address } itself answered that port { $port } can't be reached. So something is on at that address, and a firewall there blocks the connection.
        [router] { $router } reported that { $address } can't be reached. Either no computer has that address now, or a firewall blocks the connection.
       *[network] A router, or the network of this check, reported that { $address } can't be reached. Either no computer has that address now, or a firewall blocks the connection.
    } { $left ->
        [some] The name has more addresses than the { $most } that were tried, so another one may work. { -shown-tcp }
       *[none] { -shown-tcp }
    }
RDP-TCP-004 = There's no route to the computer's network
    .short = network unreachable
    .meaning = { $told ->
        [computer] { $address } itself answered that there's no network path to it. So something is on at that address, and a firewall there blocks the connection.
        [router] We got as far as { $router }, which reported that there's no network path to { $address }. The usual reason is a missing VPN, or a route that's missing there.
       *[network] There's no network path to { $address } from here. The usual reason is a missing VPN or route. We didn't get as far as the computer.
    } { -shown-tcp }
RDP-TCP-006 = None of the computer's addresses accepts a connection
    .short = every address fails
    .meaning = The addresses of { $host } fail in different ways. Some of them probably aren't in use anymore. An address that refuses is in use, but without Remote Desktop. One that doesn't answer is blocked or off. { -shown-tcp }
RDP-TCP-007 = A firewall where the check runs blocks the connection
    .short = blocked where the check runs
    .meaning = The computer that runs this check didn't allow the connection. Nothing was sent, so { $host } could be fine.
RDP-TCP-008 = The check couldn't open a connection
    .short = out of resources where the check runs
    .meaning = The computer that runs this check reported the error { $errno }, for example because it ran out of sockets or files. This says nothing about { $host }.
RDP-TCP-009 = This check can't reach IPv6 addresses, and there's no other
    .short = no IPv6 where the check runs
    .meaning = The computer only has IPv6 addresses, and there's no IPv6 where this check runs. This says nothing about { $host }. People without IPv6 have the same problem.
RDP-TCP-010 = The computer is turned off or asleep
    .short = computer off or asleep
    .meaning = A sleeping computer doesn't answer, just like a blocked port. If anything else at this address answers, the computer is awake and a firewall is the cause.
RDP-TCP-011 = The router doesn't forward the port to the computer
    .short = port not forwarded
    .meaning = { $address } is a public address, so a home or office router has to forward the port to the computer. If the connection works inside the network and only fails from outside, this is the cause.
RDP-TCP-012 = The address belongs to a private network
    .short = private address
    .meaning = { $address } can only be reached from inside its own network or through a VPN. This check fails if it runs outside that network, and so does your app.
RDP-TCP-013 = The computer only accepts certain addresses
    .short = address filtered
    .meaning = Allow lists, brute-force protection, and some providers block connections from certain places only. If it works from another network, this is the cause.
RDP-TCP-014 = A firewall refuses the connection instead of the computer
    .short = refused by a firewall
    .meaning = Some firewalls send a refusal instead of dropping the connection. If the computer itself shows that it listens on port { $port }, something in front of it refuses.
RDP-TCP-015 = Port { $port } is the wrong port
    .short = wrong port
    .meaning = Remote Desktop uses port 3389 unless someone changed it. Port { $port } refuses if it was changed back, or if a router forwards another port now.
RDP-TCP-016 = The computer doesn't answer over IPv6
    .short = IPv6 broken
    .meaning = { $used } answers, but { $address } doesn't. Apps that try IPv6 first wait a long time or fail. It works for some people and not for others.
RDP-TCP-017 = The computer doesn't answer over IPv4
    .short = IPv4 broken
    .meaning = { $used } answers, but { $address } doesn't. People without IPv6 can't connect. { -shown-tcp }
RDP-TCP-018 = One of the computer's addresses doesn't answer
    .short = one address broken
    .meaning = { $address } fails while another address of { $host } answers. Apps that pick the first address fail now and then.
RDP-TCP-019 = The computer needed { span } to accept the connection
    .short = slow accept
    .meaning = The network path itself is faster. Either the first packet was lost, or the computer is too busy to accept connections right away.
RDP-TCP-020 = The IPv6 address wasn't checked
    .short = IPv6 not checked
    .meaning = The computer has an IPv6 address, but there's no IPv6 where this check runs. If your app uses IPv6 and fails, try the IPv4 address.
RDP-TCP-021 = { $address } isn't the address of any computer
    .short = address of no computer
    .meaning = Addresses like this one are reserved or meant for groups, so no other computer can answer there. { $tried ->
        [yes] The attempt to connect failed, as it has to.
       *[no] Nothing was sent.
    }
RDP-TCP-022 = { $address } only works together with a network interface
    .short = link-local address
    .meaning = Addresses that start with fe80 only mean something on one cable or Wi-Fi network. Without naming the interface, they lead nowhere. { -not-password }
RDP-TCP-023 = { $address } only works on the computer's own network
    .short = self-assigned address
    .meaning = Nothing came back from this address. { -not-password } Computers give themselves an address that starts with 169.254 if their network gives them none. Routers don't pass such addresses on. { -shown-tcp }
RDP-TCP-024 = { $address } only exists in examples
    .short = example address
    .meaning = Addresses like this one are reserved for manuals and examples, and no computer on the internet has one. Nothing answered there. So an example was copied, or the record was never filled in. { -not-password } { -shown-tcp }

## Negotiation

RDP-NEG-001 = { $offered ->
    [no] The computer requires TLS, which wasn't offered
   *[yes] The computer requires TLS but doesn't recognize our offer
}
    .short = server demands TLS
    .meaning = { $offered ->
        [no] It refuses anything without encryption by TLS (SSL_REQUIRED_BY_SERVER), and this request didn't offer it. { -shown-neg }
       *[yes] It refuses anything without encryption by TLS (SSL_REQUIRED_BY_SERVER), although our request offered it. So an old server, or a proxy in between, misreads it. Apps that don't offer TLS are always refused here. { -shown-neg }
    }
RDP-NEG-002 = The computer doesn't allow TLS, only its old encryption
    .short = server forbids TLS
    .meaning = It's set to Standard RDP Security (SSL_NOT_ALLOWED_BY_SERVER). Current apps need encryption by TLS, so they can't connect. The network path and the port work. { -shown-neg }
RDP-NEG-003 = The computer has no certificate it can use
    .short = server has no certificate
    .meaning = It wants TLS, but says its certificate or key is missing or can't be read (SSL_CERT_NOT_ON_SERVER). { -not-password } The network path and the port work. { -shown-neg }
RDP-NEG-004 = The computer rejects the request as inconsistent
    .short = inconsistent flags
    .meaning = It answered INCONSISTENT_FLAGS. This happens when something in between changes the request, or already encrypts the connection. On the network this is a 4, but it isn't the 0x4 that apps show.
RDP-NEG-005 = The computer only accepts Network Level Authentication
    .short = server wants NLA
    .meaning = { $offered ->
       *[no] It wants the { -nla } (NLA, HYBRID_REQUIRED_BY_SERVER), and this request didn't offer that. mstsc shows 0xB09 (2825) here.
        [removed] It wants the { -nla } (NLA, HYBRID_REQUIRED_BY_SERVER). Our request offered that, so something in between removes it. An app without NLA gets the same refusal. mstsc shows 0xB09 (2825) here.
    }
RDP-NEG-006 = The computer requires a client certificate
    .short = client certificate required
    .meaning = It wants TLS with a client certificate or a smart card (SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER). No one gets further without one.
RDP-NEG-007 = The computer requires a sign-in with Microsoft Entra ID
    .short = Entra sign-in required
    .meaning = It refuses everything except the web sign-in of Microsoft Entra ID (ENTRA_AUTH_REQUIRED_BY_SERVER). Older apps can't do that. The network path and the port work.
RDP-NEG-008 = The computer refused with the unknown code { $code }
    .short = unknown refusal { $code }
    .meaning = It speaks Remote Desktop and refused our request, but no published table lists this code. The network path and the port work.
RDP-NEG-009 = The computer accepts the connection, then closes it without answering
    .short = closed without an answer
    .meaning = It accepted the connection and closed it after { span }, without answering our request. { -not-password } The network path works up to whatever accepts this port. { $second ->
        [same] A second request, without a user name in it, ended the same way. So it doesn't depend on the request.
        [other] A second request got no answer either, but ended in a different way.
       *[none] The possible reasons are listed below.
    } { -shown-lost }
RDP-NEG-010 = Something accepts the port, but no computer is behind it
    .short = forward without backend
    .meaning = The connection ended after { span }, before our request can have arrived. So something in front closes it, such as a tunnel or load balancer whose target is gone. { -shown-lost }
RDP-NEG-011 = The connection is cut as soon as Remote Desktop starts
    .short = reset at the first message
    .meaning = The computer accepted the connection, but our first message got a reset after { span }. { -not-password } Filters that recognize Remote Desktop do that, and so does a service that crashes on connecting. { $second ->
        [same] A second request, without a user name in it, was reset as well. So the user name isn't the reason.
        [other] A second request got no answer either, but ended in a different way.
       *[none] We heard nothing from the service itself.
    } { -shown-lost }
RDP-NEG-012 = The computer accepts the connection, but Remote Desktop doesn't answer
    .short = service doesn't answer
    .meaning = The connection was open, but nothing came back for { span }. { -not-password } { $second ->
        [same] A second request, without a user name in it, got no answer either.
        [other] A second request, without a user name in it, was turned away.
       *[none] Nothing else came from the computer.
    } Either the Remote Desktop service hangs, or it's blocked by too many half-open connections. { -shown-lost }
RDP-NEG-013 = The computer's answer stops in the middle
    .short = answer cut short
    .meaning = Part of the answer came, and then nothing more. Either something in between cuts it off, or this isn't really Remote Desktop. { -shown-lost }
RDP-NEG-014 = Another service answers on this port ({ $service })
    .short = { $service } on this port
    .meaning = The answer came from { $service }, not from Remote Desktop. Either the port is wrong, or a router forwards it to the wrong place. { -shown-neg }
RDP-NEG-015 = A web server answers on this port
    .short = HTTP on this port
    .meaning = { $where ->
        [inside] Encryption works, and behind it a web server answers.
       *[port] The answer isn't Remote Desktop.
    } It said: { $banner }. This could be a website, a proxy, or a Remote Desktop gateway. A gateway has to be entered in the app as a gateway. { -shown-neg }
RDP-NEG-016 = This port expects TLS from the start, so it isn't Remote Desktop
    .short = TLS service on this port
    .meaning = It expects TLS from the first byte, which Remote Desktop itself never does. Web servers, Remote Desktop gateways, and TLS tunnels do that. A gateway has to be entered in the app as a gateway.
RDP-NEG-017 = The computer skips the security negotiation
    .short = negotiation skipped
    .meaning = It speaks Remote Desktop, but answered our offer with the end of a later step. Older versions of xrdp do that when they don't know what's offered. A load balancer that adds a PROXY header causes it, too. { -shown-neg }
RDP-NEG-018 = Something else than Remote Desktop answers on this port
    .short = not Remote Desktop
    .meaning = The answer doesn't belong to any service we know. Either the port is wrong, or a router forwards it to the wrong place. { -shown-neg }
RDP-NEG-019 = The computer chose a security protocol we didn't offer
    .short = unoffered protocol chosen
    .meaning = It chose { $protocol }, which wasn't in our offer. That's a fault of the computer or of a proxy in between. Apps stop here.
RDP-NEG-020 = The computer turns new connections away
    .short = turned away (X.224 disconnect)
    .meaning = It answered our request with a disconnect, reason { $code }. Computers do that at their connection limit, in drain mode, or behind a broker.
RDP-NEG-021 = The computer's answer can't be read
    .short = unreadable answer
    .meaning = It starts like Remote Desktop and then breaks the rules. Either a proxy in between changes it, or this isn't really Remote Desktop.
RDP-NEG-022 = A tunnel or port forwarding leads nowhere
    .short = forward leads nowhere
    .meaning = Tunnels, port proxies, and load balancers accept a connection before they reach their target. If the target doesn't answer, { $how ->
        [silent] some keep the connection open and stay silent.
       *[ended] they close the connection.
    } If Remote Desktop works inside the network, this is the cause.
RDP-NEG-023 = Too many half-open connections block the service
    .short = too many pending connections
    .meaning = Windows stops serving new connections while too many are unfinished. Password guessing from the internet can cause that. If a restart helps for a while, or event 1006 is logged, this is the cause.
RDP-NEG-024 = The computer doesn't support what we offered
    .short = offer not supported
    .meaning = Some servers close the connection where others would give a reason, such as older xrdp and IronRDP servers. If an app with other security settings gets an answer, this is the cause.
RDP-NEG-025 = The computer only offers outdated security (Standard RDP Security)
    .short = Standard RDP Security only
    .meaning = We offered today's encryption (TLS) and the { -nla } (NLA), and the computer took neither. Its own encryption is weak and doesn't prove who is answering, so newer apps refuse it. xrdp falls back to it when it can't read its key.
RDP-NEG-026 = The computer answers, but with outdated security
    .short = answers, old security
    .meaning = The name, the network path, and the service work. We didn't check anything after the old encryption.
RDP-NEG-027 = The computer answers differently each time
    .short = answers differ
    .meaning = In one check, the same offer led to different kinds of security. Several computers answer at this address, as behind a load balancer, and their settings differ. So it works now and then fails.
RDP-NEG-028 = Remote Desktop only answers at the second try
    .short = answers after a wake-up
    .meaning = The first request got no answer for { span }, but the next one did. A computer that has to wake up does that, and so does one that is busy at times. Apps that don't try again give up. If the first try fails every time, a filter blocks requests with a user name.
RDP-NEG-029 = Requests with a user name are cut off
    .short = only answered without a user name
    .meaning = The first request, which names a user like most apps do, was { $how ->
        [reset] reset
       *[closed] closed
    } after { span }. The second one, moments later and without the name, was answered. If this happens every time, a load balancer or filter in front chooses by the name. If it changes, the service or one of several computers fails now and then.
RDP-NEG-030 = The port stopped accepting connections after our first request
    .short = port shut after one request
    .meaning = The port accepted one connection, but not a second one moments later. Either the service stopped, or brute-force protection blocks repeated connections. If it works from another network now, it's such a block.
RDP-NEG-031 = A firewall or filter cuts off Remote Desktop
    .short = reset before the computer
    .meaning = The reset came { span } after our first message, before that can have reached the computer. { -not-password } So something closer recognizes Remote Desktop and blocks it, such as a firewall or the provider. { -shown-lost }
RDP-NEG-032 = The session isn't encrypted
    .short = no encryption
    .meaning = The computer didn't take the encryption we offered (TLS), and says its own is off. Anyone on the network path can read what you type, including passwords.
RDP-NEG-033 = The computer requires FIPS 140 encryption
    .short = FIPS encryption only
    .meaning = With its own old security, it only accepts methods approved by FIPS 140. Apps that don't support them are refused.
RDP-NEG-034 = The computer closes connections that offer TLS or NLA
    .short = closes on TLS and NLA
    .meaning = It closed two requests that offered today's encryption (TLS) and sign-in (NLA), without answering. A third one, which offered neither, got an answer with the old Standard RDP Security. Current apps offer TLS and NLA, so they fail as well. { -shown-neg }
RDP-NEG-035 = Port 2179 is Hyper-V's console, which needs a machine's ID
    .short = Hyper-V console
    .meaning = { $blob ->
        [sent] The file names a virtual machine (pcb), and we sent that first. The console still didn't accept it. It doesn't know this machine, or you don't have permission for it.
       *[none] It expects the ID of a virtual machine before anything else (a preconnection blob). Without it, it ends the connection or stays silent, so this says nothing about the machine.
    }
RDP-NEG-036 = The file turns NLA off, but the computer requires it
    .short = file turns NLA off
    .meaning = The file says enablecredsspsupport:i:0, so apps don't offer the { -nla } (NLA). We also asked this computer without it, and it refused. { -not-password }
RDP-NEG-037 = The file skips the negotiation of security
    .short = file skips negotiation
    .meaning = The file says negotiate security layer:i:0, so apps start TLS or NLA at once. { $how ->
        [tls] This port expects exactly that. Our check negotiates first, so it can't show how far the file gets.
        [other] This computer doesn't use NLA and expects a negotiation first.
       *[unsure] Windows accepts that for NLA. Other servers expect a negotiation first, and this could be one of them.
    }
RDP-NEG-038 = { $mode ->
        [admin] The file asks for Restricted Admin, which the computer doesn't offer
       *[guard] The file asks for Remote Credential Guard, which the computer doesn't offer
    }
    .short = mode not offered
    .meaning = The computer's first answer lists what it supports, and this isn't in it. Apps that insist on it stop there. { -not-password }

## The network

RDP-NET-001 = The network opens the connection, then swallows the data
    .short = path swallows data
    .meaning = The computer accepted the connection, but our data had to be sent again { $times } times without any receipt. A firewall, VPN, or line lets the connection open and drops the rest. We heard nothing from the service, so it could be fine. { -shown-lost }
RDP-NET-002 = The network path to the computer broke
    .short = path broke
    .meaning = The connection was open, and then the network reported that the computer can't be reached anymore. { -shown-lost }
RDP-NET-003 = The check ran out of time
    .short = check ran out of time
    .meaning = The steps up to here took so long that no time was left. The computer or the network path to it is slow. Nothing else is certain.
RDP-NET-004 = The connection stops here for an unknown reason
    .short = no reason seen
    .meaning = What we saw doesn't match any cause we know. Look at the evidence for this step and at the computer's logs next.
RDP-NET-005 = The packet size is too large for the network path
    .short = packet size
    .meaning = Small messages came through, but the first answer that needs full-size packets didn't. VPNs and tunnels whose { -mtu } (MTU) is set too high lose such packets. If it works with a smaller MTU, this is the cause.
RDP-NET-006 = Packets get lost on the network path
    .short = packet loss
    .meaning = { $lost } of { $sent } packets (TCP segments) had to be sent again. Sessions stall, and they break off if it gets worse. { -shown-lost }
RDP-NET-007 = The connection to the computer is very slow ({ span } round trip)
    .short = high latency
    .meaning = Above 300 ms, you feel every key and click, and some apps give up. We measured this from where the check runs. Your own path may differ.
RDP-NET-008 = The connection to the computer is unsteady
    .short = unsteady latency
    .meaning = The round trip varies by { span }. Wi-Fi, mobile networks, and busy lines cause that. Sessions freeze for moments and can break off.
RDP-NET-009 = The computer takes { span } to answer
    .short = slow answers
    .meaning = The network path is fast, so the computer itself is slow. It's overloaded or busy with other connections. Apps can give up before it answers.
RDP-NET-010 = The connection is a little slow ({ span } round trip)
    .short = some latency
    .meaning = You can work, but it feels slow. We measured this from where the check runs. Your own path may differ.
RDP-NET-011 = Something in front of the computer accepts the connections
    .short = proxy in front
    .meaning = The connection is accepted much faster than anything after it, and the first answer took { span }. A proxy, tunnel, or protection service looks like that, and so does a slow computer. So the open port doesn't prove much.
RDP-NET-012 = Only small packets fit the network path ({ $bytes } bytes)
    .short = small packets
    .meaning = 1500 bytes is normal, so there's a VPN or tunnel on the path. That's fine as long as both ends know about it.
RDP-NET-013 = Large packets get lost on the network path
    .short = large packets lost
    .meaning = Small messages came through. { -not-password } Of the first large answer, we got the end but never the beginning. VPNs and tunnels whose { -mtu } (MTU) is set too high lose packets like this. { -shown-lost }
RDP-NET-014 = The other side accepts the connection, but takes no data
    .short = no room for data
    .meaning = It kept saying it has no room (a closed TCP window), so our data couldn't leave. A tarpit against scanners does that on purpose, and an overloaded or hung app does it when it stops reading. { -not-password } { -shown-lost }

## What the reader's browser sees beside this server

RDP-VAN-001 = { $by ->
        [terminal] The server reaches the computer, but your device doesn't
        [tool] This server reaches the computer, but your network tool doesn't
        [tool-vpn] This server reaches the computer, but your network tool doesn't
       *[browser] This server reaches the computer, but your browser doesn't
    }
    .short = your network blocks it
    .meaning = { $by ->
        [terminal] Your device couldn't connect to { $host }, port { $port }. The server can. So your network, VPN, or firewall probably blocks the connection, or a VPN is missing.
        [tool] Your network tool couldn't connect to { $host }, port { $port }. This server can. So the network or firewall where the tool ran probably blocks the connection, or a VPN is missing.
        [tool-vpn] Your network tool couldn't connect to { $host }, port { $port }, and it tried over a VPN. This server can. So the VPN or the network behind it probably blocks the connection.
       *[browser] From your browser, nothing reacts at { $host }, port { $port }, within 10 seconds. This server gets an answer there. So your network, VPN, or firewall probably blocks the connection.
    }
RDP-VAN-002 = { $by ->
        [terminal] Your device reaches the computer, but the server doesn't
        [tool] Your network tool reaches the computer, but this server doesn't
        [tool-vpn] Your network tool reaches the computer, but this server doesn't
       *[browser] Your browser reaches the computer, but this server doesn't
    }
    .short = the server is kept out
    .meaning = { $by ->
        [terminal] Your device could connect to { $host }, port { $port }. The server couldn't, so only what your device saw says something about it.
        [tool] Your network tool could connect to { $host }, port { $port }. Whether it's Remote Desktop, it can't tell. This server couldn't, so this check says nothing about the computer.
        [tool-vpn] Your network tool could connect to { $host }, port { $port }, over a VPN. Whether it's Remote Desktop, it can't tell. This server couldn't, so this check says nothing about the computer.
       *[browser] From your browser, something reacts at { $host }, port { $port }. Whether it's Remote Desktop, a browser can't tell. This server gets no answer, so this check says nothing about the computer.
    }
RDP-VAN-003 = { $by ->
        [terminal] Neither the server nor your device gets an answer
        [tool] Neither this server nor your network tool gets an answer
        [tool-vpn] Neither this server nor your network tool gets an answer
       *[browser] Neither this server nor your browser gets an answer
    }
    .short = no answer from two places
    .meaning = { $by ->
        [terminal] From both places, nothing answers at { $host }, port { $port }. So the computer is probably off, or a firewall close to it blocks the port.
        [tool] From both places, nothing answers at { $host }, port { $port }. So the computer is probably off, or a firewall close to it blocks the port.
        [tool-vpn] From both places, nothing answers at { $host }, port { $port }, not even over your VPN. So the computer is probably off, or a firewall close to it blocks the port.
       *[browser] From both places, nothing reacts at { $host }, port { $port }. So the computer is probably off, or a firewall close to it blocks the port.
    }
RDP-VAN-004 = { $by ->
        [terminal] The server and your device both reach the computer
        [tool] This server and your network tool both reach the computer
        [tool-vpn] This server and your network tool both reach the computer
       *[browser] This server and your browser both reach the computer
    }
    .short = reached from two places
    .meaning = { $by ->
        [terminal] Your device could connect to { $host }, port { $port }, as the server can. So the network is probably fine, and the app or its settings are worth a look.
        [tool] Your network tool could connect to { $host }, port { $port }. So the network is probably fine, and the app or its settings are worth a look.
        [tool-vpn] Your network tool could connect to { $host }, port { $port }, over a VPN. So with that VPN, the network is probably fine, and the app or its settings are worth a look.
       *[browser] From your browser, something reacts at { $host }, port { $port }. Whether it's Remote Desktop, a browser can't tell. So the network is probably fine, and the app or its settings are worth a look.
    }
RDP-VAN-005 = Your browser gets a reaction only now and then
    .short = unsteady from your browser
    .meaning = From your browser, only one of two attempts at { $host }, port { $port }, got a reaction. This server got an answer. So your own network probably loses packets, or the computer was busy for a moment.
