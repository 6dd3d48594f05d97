### What is wrong with licenses and sessions. The key is the finding's id.

said-by-server = The computer itself gave the reason { $code }.
-works-until-session = Everything before this step worked.

## Sessions that the server ends with a reason

RDP-SES-001 = The session was idle for too long
    .short = idle limit
    .meaning = { said-by-server } It has a time limit for idle sessions.
RDP-SES-002 = The session reached its time limit
    .short = session time limit
    .meaning = { said-by-server } It has a time limit for active sessions. This is the extended code 4. The 0x4 that apps show alone has nothing to do with it.
RDP-SES-003 = Someone else took over the session
    .short = session taken over
    .meaning = { said-by-server } The same account connected from another device, or someone signed in at the computer. Two devices that reconnect on their own keep disconnecting each other.
RDP-SES-004 = The computer is out of memory
    .short = out of memory
    .meaning = { said-by-server } Your own device has enough memory.
RDP-SES-005 = The computer denies the connection
    .short = connection denied
    .meaning = { said-by-server } Drain mode, a connection limit, an address rule, or the permissions of a collection cause that. { -works-until-session }
RDP-SES-006 = The computer requires FIPS encryption
    .short = FIPS demanded
    .meaning = { said-by-server } Its encryption settings don't match those of the client.
RDP-SES-007 = { $account ->
        [none] The computer doesn't let this check's empty sign-in use it
       *[named] The account isn't allowed to use Remote Desktop
    }
    .short = no right to sign in
    .meaning = { said-by-server } { $account ->
        [none] This check signs in without a name, so that says nothing about your account. If your app shows the same, a rule denies it, or it's in no group that can use Remote Desktop.
       *[named] The user name and password were accepted. The account isn't in a group that can use Remote Desktop, or a rule denies it.
    }
RDP-SES-008 = The computer wants you to type your password
    .short = typed password wanted
    .meaning = { said-by-server } It doesn't accept saved passwords.
RDP-SES-009 = An administrator ended the session
    .short = ended by an administrator
    .meaning = { said-by-server } Someone disconnected or signed out the session with an administration tool.
RDP-SES-010 = Someone ended the session from inside
    .short = ended by its user
    .meaning = { said-by-server } The user, or an app in the session, signed out or disconnected.
RDP-SES-011 = The computer's display driver for Remote Desktop failed
    .short = display driver failed
    .meaning = { said-by-server } The session's display didn't start, or it stopped. { -works-until-session }
RDP-SES-012 = Part of Windows crashed in the session
    .short = session crashed
    .meaning = { said-by-server } The usual reason is a driver or damaged system files.
RDP-SES-013 = The computer is shutting down or restarting
    .short = shutting down
    .meaning = { said-by-server } That ends all sessions. Updates are a common reason.
RDP-SES-014 = The connection broker has no session for you
    .short = broker refused
    .meaning = { said-by-server } The computer belongs to a server farm, and its broker couldn't place the connection. This also happens if you connect to a single server of the farm.
RDP-SES-015 = The computer can't show the requested graphics
    .short = graphics failed
    .meaning = { said-by-server } Simpler display settings or an update on either side often help.
RDP-SES-016 = The computer only offers single apps, not a desktop
    .short = RemoteApp only
    .meaning = { said-by-server } It's set to RemoteApp.
RDP-SES-017 = The computer can't read what the app sends
    .short = client data refused
    .meaning = { said-by-server } Either one side is outdated, or the screen, monitors, or redirected devices are more than the computer accepts.
RDP-SES-018 = The old session encryption failed
    .short = session encryption failed
    .meaning = { said-by-server } This only happens with Standard RDP Security, never with TLS.
RDP-SES-019 = The computer lost the connection to the app
    .short = connection lost
    .meaning = { said-by-server } From its side, the network stalled or went away. { -shown-lost }
RDP-SES-020 = The computer ended the session with the reason { $code }
    .short = reason { $code }
    .meaning = The computer sent this number itself, but no published table explains it. { -works-until-session }
RDP-SES-021 = { $known ->
        [target] The computer redirects you to { $to }
       *[token] The computer redirects you to another computer
    }
    .short = redirected
    .meaning = Brokers and the sign-in of GNOME do that, so it isn't a fault. This check doesn't follow redirections, but apps have to. An app that can't may show 0x204 or an internal error here.
RDP-SES-022 = { $by ->
        [user] The computer ended the session as if someone had asked for it
       *[server] The computer ended the session without a reason
    }
    .short = ended without a reason
    .meaning = It ended the session properly (ultimatum { $code }), but sent no reason before. The computer's logs say more. { -works-until-session } { -shown-lost }

## Sessions that break without a reason

RDP-SES-023 = The computer closes the connection during the session
    .short = closed without a reason
    .meaning = The connection was closed properly, but without a reason. The usual cause is a session service that ended or crashed, or a proxy in between that ends idle connections. { $lacks ->
        [graphics] GNOME Remote Desktop also closes here if the app offers no graphics pipeline, and this check offers none. Then your app can still work. { -works-until-session }
       *[nothing] { -works-until-session }
    } { -shown-lost }
RDP-SES-024 = The session is cut off
    .short = reset
    .meaning = The connection was reset in the middle of the session. A crashed service, a security product, or a device on the network path does that. { -shown-lost }
RDP-SES-025 = The computer stops answering in the middle of the session
    .short = no answer
    .meaning = This step wasn't finished after { span }, and the connection stayed open. The computer is overloaded, or part of it hangs. { -works-until-session }
RDP-SES-026 = The computer sends something unexpected
    .short = unexpected answer
    .meaning = Its message can't be read or comes at the wrong time. The usual reason is a faulty or uncommon server. The step says what was expected. Other apps can still work with it.
RDP-SES-027 = { $how ->
        [cancelled] Stopped early, no problem found so far
        [time] The check ran out of time, no problem found so far
        [agent] The connection to the agent was lost, no problem found so far
        [declined] The agent didn't take this check
       *[other] The check ended early, no problem found so far
    }
    .short = { $how ->
        [cancelled] stopped early
        [time] out of time
        [agent] agent lost
        [declined] agent didn't check
       *[other] ended early
    }
    .meaning = { $how ->
        [declined] It has enough to do, or the server that it's connected to doesn't allow this check. It sent nothing to the computer.
       *[other] The steps that finished are below. We know nothing about the others.
    }
RDP-SES-028 = If your app still fails, the cause could be on your side
    .short = your side
    .meaning = { $place ->
        [terminal] This check could connect from the device it ran on. Apps there can still differ in settings, gateway, and address, and security software can treat them differently. If only one app fails, suspect the app. A computer that only fails after the sign-in looks healthy to this check.
       *[other] This check could connect. Your app can differ from it in device, network, VPN, firewall, antivirus, saved settings, and address. If only one app fails, suspect the app. If all apps fail on your device, suspect your network. A computer that only fails after the sign-in looks healthy to this check.
    }

## The parts of a session

RDP-MCS-001 = The computer refuses to set up the session
    .short = session refused
    .meaning = It answered our settings, or our request to join, with { $code }. It has reached a limit, or doesn't accept what the client asks for. { -works-until-session }
RDP-MCS-002 = The computer closes the connection when the session starts
    .short = closes at the settings
    .meaning = Everything before the session worked, but the computer closed the connection at its first message. { -not-password } Security products mistake this message for a known attack (BlueKeep). A service that crashes, or refuses without a reason, looks the same. { -shown-lost }
RDP-CHN-001 = { $how ->
        [other] The computer confirms the wrong channel
       *[refused] The computer refuses a channel it has just offered
    }
    .short = { $how ->
        [other] wrong channel
       *[refused] channel refused
    }
    .meaning = { $how ->
        [other] We asked for channel { $channel }, and it confirmed channel { $confirmed }. That breaks the rules of the protocol, so most apps stop here as well. It's a fault of the computer, or of a product in between.
       *[refused] It refused channel { $channel }. That's a fault of the computer or of a product that filters the channel.
    }
RDP-LGN-001 = The computer refuses the sign-in of the session
    .short = sign-in refused
    .meaning = { said-by-server } It's about the user name or the password. { $account ->
        [none] This check signs in with an empty password, so that was expected and says nothing about yours.
       *[named] It had been given both.
    }
RDP-LGN-002 = Someone else is signed in to the computer
    .short = session in use
    .meaning = { said-by-server } The computer allows one person at a time. The other person was asked, or didn't agree.
RDP-LGN-003 = The computer's sign-in process ended the session
    .short = sign-in process ended
    .meaning = { said-by-server } It did so on its own. The computer's logs say more.
RDP-CAP-001 = The computer keeps restarting the session
    .short = endless restarts
    .meaning = It started again { $times } times. The usual reason is an unsuitable resolution or graphics setting, or a faulty server. { -works-until-session }
RDP-CAP-002 = The computer accepts the app, then offers no session
    .short = no session offered
    .meaning = Licensing was done, but no session came, and the connection stayed open. Typical reasons are an overloaded computer, a slow policy or profile, used-up licenses, or a waiting broker. { -works-until-session }
RDP-DSK-001 = The session starts, but no picture comes
    .short = no picture
    .meaning = { -works-until-session } The usual reason for a black or missing picture is the display driver, or a desktop that doesn't start.
RDP-DSK-002 = Remote Desktop works and sends a picture
    .short = up to the first picture
    .meaning = The name, network, firewall, service, encryption, licensing, and session work. The first picture came, and the session stayed open. The sign-in isn't tested, because the computer checks passwords on its own screen.

## Licenses

RDP-LIC-001 = The computer can't find a license server
    .short = no license server
    .meaning = It's a session host and can't reach a license server. It turns people away 120 days after it was set up. { -not-password } { -works-until-session }
RDP-LIC-002 = There's no license left for you
    .short = no license left
    .meaning = The computer's licenses are used up, or don't match its version. { -not-password } { -works-until-session }
RDP-LIC-003 = The computer doesn't accept your device's license
    .short = client license refused
    .meaning = The license stored on your device, or a message about it, is damaged or belongs to another device.
RDP-LIC-004 = A network problem interrupted licensing
    .short = licensing interrupted
    .meaning = { said-by-server } The connection between app, computer, and license server was disturbed.
RDP-LIC-005 = Licensing on the computer has an internal error
    .short = licensing fault
    .meaning = { said-by-server } { -works-until-session }
RDP-LIC-006 = The computer isn't licensed for remote connections
    .short = not licensed
    .meaning = { said-by-server } Its edition or its role doesn't allow them.
RDP-LIC-007 = The computer refuses with the licensing error { $code }
    .short = licensing error { $code }
    .meaning = The computer sent this number itself. { -not-password } { -works-until-session }
RDP-LIC-008 = Licensing never finishes
    .short = licensing hangs
    .meaning = The computer stopped answering during licensing, and the connection stayed open. { -not-password } Session hosts do that after 120 days without licenses, or while they wait for a license server.
RDP-LIC-009 = The computer reports a licensing problem
    .short = licensing warning { $code }
    .meaning = It sent the licensing error { $code } and continued. Later it can turn people away.
RDP-SES-029 = This check can't read the computer's answer
    .short = answer this check can't read
    .meaning = The expected message came, but in a form this check doesn't know. That may be a gap in the check, and then the computer is fine. We didn't check anything after this step.
RDP-SES-030 = The computer turns away sign-ins without a password
    .short = closed at the empty sign-in
    .meaning = The check signs in with an empty name, and the computer closed the connection. Some computers do that on purpose, and then nothing is wrong. If your app stops here too, the session service ended or crashed.
RDP-SES-031 = { $part ->
        [sign-in] The computer's answer to the sign-in stops in the middle
       *[session] The computer's answer stops during the session
    }
    .short = answer cut short
    .meaning = { $how ->
        [silent] Part of its message came, and then nothing more. The connection stayed open. A service that hangs, or a device on the network path, does that.
       *[ended] Part of its message came, and then the connection ended. A service that crashed, or a device on the network path, does that.
    } { -not-password } { -shown-lost }
RDP-SES-032 = { $part ->
        [sign-in] The client in this page couldn't finish the sign-in
       *[session] This client failed, not the computer
    }
    .short = client in this page failed
    .meaning = { $part ->
        [sign-in] The computer refused nothing. The client in this page stopped by itself. It doesn't support every kind of sign-in, or something changed the connection on the network path.
       *[session] The computer's messages were in order. The client in this page then stopped by itself. It has known gaps that other apps don't have.
    }
RDP-SES-033 = The file is for a RemoteApp, but doesn't name it
    .short = RemoteApp without a name
    .meaning = The file says remoteapplicationmode:i:1 and has no remoteapplicationprogram. There's nothing to open.
RDP-SES-034 = The file asks for something other than a desktop session
    .short = file asks for something else
    .meaning = { $how ->
        [program] This check asked for a desktop, and the computer only offers single apps. The file opens one, so this refusal may not affect it.
       *[admin] The file asks for an administrative session, which needs no license. This check didn't, so this refusal may not affect the file.
    }
RDP-SES-035 = The file forbids using the name from the redirection
    .short = file forbids redirection name
    .meaning = The file says use redirection server name:i:0. The computer sends you to another one, and apps then look for that one by the old name. Brokers and GNOME's system sign-in need the new one.
RDP-SES-036 = The file is signed, so it can't simply be changed
    .short = signed file
    .meaning = The signature covers a setting that's named here. If you change it, apps no longer trust the file.
