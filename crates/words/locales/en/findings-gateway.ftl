### What is found on the leg to a gateway. The key is the finding's id; the host is the gateway's.

RDP-GW-001 = The gateway answers, and { $how ->
        [open] lets apps in without a web sign-in
        [tunnel] opens a tunnel to the computer
       *[sign-in] asks for a sign-in
    }
    .short = gateway answers
    .meaning = { $host } answered like a Remote Desktop gateway. { $how ->
        [open] We didn't test how it checks people, or whether it lets you reach the computer. Its policies decide that after the sign-in.
        [tunnel] It let the account sign in, and its policies allow this computer. What the computer answers that way has steps of its own, if it was tested. They show less than a direct check, because there was only one connection.
       *[sign-in] We didn't test the sign-in, or whether it lets you reach the computer. Its policies decide that after the sign-in.
    }
RDP-GW-002 = { $how ->
        [none] The gateway's name { $host } has no address
       *[failed] The gateway's name { $host } couldn't be looked up
    }
    .short = gateway's name not found
    .meaning = { $how ->
        [none] The name is misspelled, no longer in use, or only known inside a company network.
       *[failed] The name server used for this check gave no usable answer. Your own may know the name.
    } We didn't get as far as the gateway.
RDP-GW-003 = { $how ->
        [local] This check couldn't try the gateway { $host }
       *[policy] This check isn't allowed to try the gateway { $host }
    }
    .short = gateway not tried
    .meaning = { $how ->
        [local] A firewall or a limit of the computer that runs the check stopped the connection.
       *[policy] The policy where the check runs has no rule for this gateway and port { $port }. A rule for the computer doesn't open the gateway.
    } Nothing was sent, so this says nothing about the gateway.
RDP-GW-004 = The gateway { $how ->
        [refused] refused the connection on port { $port }
        [silent] didn't answer on port { $port }
       *[none] couldn't be reached on port { $port }
    }
    .short = gateway not reached
    .meaning = { $how ->
        [refused] The address exists, but no app there accepts connections on this port.
        [silent] We got no answer at all, not even a refusal. A firewall in between does that, and so does a gateway that's off.
       *[none] There's no route from here to the gateway.
    } Apps that have to use this gateway can't go any further.
RDP-GW-005 = Port { $port } of { $host } doesn't speak HTTPS
    .short = no HTTPS on the gateway's port
    .meaning = { $where ->
        [inside] Encryption was set up, but what answers behind it isn't a normal web server. Either the port or the name is wrong.
       *[port] Something answers there, but not with the encryption that a gateway needs. Either the port or the name is wrong, or a proxy in front ends the encryption elsewhere.
    }
RDP-GW-006 = No encrypted connection to the gateway could be set up
    .short = TLS with the gateway fails
    .meaning = { $how ->
        [closed] The gateway closed the connection while TLS was being set up.
        [reset] The connection was reset while TLS was being set up.
        [silent] The gateway stopped answering while TLS was being set up.
       *[other] The gateway and this check found no TLS that both accept, or the gateway's messages were wrong.
    } A certificate without its key, old TLS settings, or a filter in between can be the reason.
RDP-GW-007 = The gateway's certificate { $how ->
        [early] isn't valid yet
       *[over] has expired
    }
    .short = gateway certificate dates
    .meaning = { $how ->
        [early] It's valid from { $date }.
       *[over] It was valid until { $date }.
    } Apps that check the gateway's certificate stop here. If the clock of this check is wrong, so is this result.
RDP-GW-008 = The gateway's certificate is for another name
    .short = gateway certificate name
    .meaning = It's for { $name }, and the file or app says { $host }. Apps that check the gateway's certificate stop here.
RDP-GW-009 = The gateway's certificate is self-signed
    .short = self-signed gateway certificate
    .meaning = Most apps only use a gateway whose certificate they trust. A self-signed one only works on computers where it was installed.
RDP-GW-010 = The gateway refuses access (HTTP status 403)
    .short = gateway refuses (403)
    .meaning = { $host } answered, but doesn't let this check in. An address filter, a firewall for web applications, or a missing client certificate can be the reason.
RDP-GW-011 = No Remote Desktop gateway answers at { $host }
    .short = no gateway there
    .meaning = A web server answered with HTTP status { $code }, but not on the paths that gateways use. The gateway role isn't installed there, or a reverse proxy doesn't pass its paths on.
RDP-GW-012 = A proxy in front of the gateway wants its own sign-in (407)
    .short = proxy sign-in (407)
    .meaning = The answer came from a proxy, not from the gateway. Remote Desktop apps usually can't sign in to a proxy.
RDP-GW-013 = A proxy answers, but can't reach the gateway behind it ({ $code })
    .short = nothing behind the proxy ({ $code })
    .meaning = The name leads to a reverse proxy or a load balancer. The gateway behind it is off, too slow, or configured with a wrong address.
RDP-GW-014 = The gateway's service isn't available (503)
    .short = gateway unavailable (503)
    .meaning = The web server answers, but the gateway's service is stopped or overloaded. A gateway farm without members answers like this, too.
RDP-GW-015 = { $host } redirects to another address (HTTP status { $code })
    .short = gateway redirects
    .meaning = Gateways don't redirect, but websites and sign-in pages do. Remote Desktop apps don't follow, and neither did we.
RDP-GW-016 = The gateway didn't answer our request
    .short = no answer from the gateway
    .meaning = Encryption was set up, but { $how ->
        [closed] the gateway closed the connection without a whole answer.
        [reset] the connection was reset before a whole answer.
       *[silent] no whole answer came in time.
    } A filter that blocks unusual web requests does that, and so does a service that hangs.
RDP-GW-017 = { $code ->
        [none] The check of the gateway ended early
       *[other] The gateway answered with the unexpected HTTP status { $code }
    }
    .short = unexpected answer of the gateway
    .meaning = { $code ->
        [none] An answer couldn't be read, the connection broke, or the time for the check ran out.
       *[other] A gateway asks for a sign-in with status 401. Only the gateway's own log can tell what this status means.
    } We didn't get any further.
RDP-GW-018 = The gateway doesn't offer the sign-ins that Windows uses
    .short = no Negotiate or NTLM
    .meaning = Microsoft's apps sign in to a gateway with Negotiate or NTLM. If they can't use what it offers, they ask for the password again and again.
RDP-GW-019 = { $how ->
        [direct] Your app would connect directly, not through the gateway
        [fallback] Your app would go through the gateway
       *[always] Your app goes through the gateway
    }
    .short = { $how ->
        [direct] direct connection
       *[other] through the gateway
    }
    .meaning = { $how ->
        [direct] The settings only use the gateway if the computer can't be reached directly. From where this check runs, it can.
        [fallback] The settings use the gateway if the computer can't be reached directly. From where this check runs, it can't.
       *[always] The settings always use the gateway. So it doesn't matter whether the computer can be reached directly.
    }
RDP-GW-020 = This computer can only be reached through its Microsoft service
    .short = Cloud PC or Azure Virtual Desktop
    .meaning = The file is from Windows 365 or Azure Virtual Desktop. Those computers accept no direct connections, so we only checked the service's entry at { $host }. The service decides the rest after the sign-in.
RDP-GW-021 = { $how ->
        [account] The gateway refused the user name or password
        [ntlm] The gateway didn't let us sign in with NTLM
       *[other] The gateway answered the sign-in with HTTP status { $code }
    }
    .short = gateway sign-in refused
    .meaning = { $how ->
        [account] We tried them once. The account can also be locked, disabled, or expired, or not allowed to sign in there.
        [ntlm] It offers NTLM, but never asked for the password, so we didn't use it.
       *[other] It asked for the sign-in, and then didn't go on. Its log says more.
    }
RDP-GW-022 = { $how ->
        [cap] The gateway's { -cap } (CAP) doesn't allow this account
        [rap] The gateway's { -rap } (RAP) doesn't allow this computer
        [computer] The gateway can't reach the computer behind it
        [health] The gateway requires a device that passes its health check
        [method] The gateway wants another kind of sign-in
       *[other] The gateway refused to open a tunnel
    }
    .short = gateway refuses ({ $code })
    .meaning = The gateway let the account sign in, and then refused with { $code }. { $how ->
        [cap] That policy says which groups can use the gateway, and how they sign in. In the gateway's log, it's event 201.
        [rap] That policy says which computers can be reached, and by whom. It may know this one by another name, such as the full name. In the gateway's log, it's event 301.
        [computer] The computer is off, the gateway doesn't know its name, or a firewall is in between.
        [health] An old rule for network access protection does that.
        [method] A password isn't enough there. It can require a smart card or a second factor.
       *[other] Its log says more.
    }
RDP-GW-023 = No sign-in, because the gateway's certificate isn't trusted here
    .short = gateway not trusted here
    .meaning = The device that ran this check doesn't trust the certificate of { $host }: its issuer is unknown there, or its name or dates are wrong. So we sent no proof of the password, and its policies and the computer behind it weren't tested. Apps stop here as well, or ask. If you know that this certificate is the gateway's own, save it or its issuer's as a PEM file. Then check again with --gateway-ca and the name of that file.
RDP-GW-024 = The tunnel through the gateway ended during the check
    .short = gateway's tunnel ended
    .meaning = The gateway had connected us to the computer. { $how ->
        [lost] Then the connection to the gateway ended, or it sent something that couldn't be read. What comes after that wasn't tested. The computer can also be the reason, because a gateway closes the tunnel when the computer closes its connection.
        [time] Then it closed the tunnel with { $code }: the session was open for longer than the gateway allows. Its { -cap } (CAP) has the limit. What comes after that wasn't tested.
       *[other] Then it closed the tunnel with { $code }. What comes after that wasn't tested. The computer can also be the reason, because a gateway closes the tunnel when the computer closes its connection.
    } The gateway's log says more.
