### What is wrong with licences and sessions. The key is the finding's id.

said-by-server = The server itself gave the reason { $code }.
-works-until-session = The network, firewall, encryption and the service's port are fine.

## Sessions that the server ends with a reason

RDP-SES-001 = The session was idle for too long
    .short = idle limit
    .meaning = { said-by-server } A time limit for idle sessions is set.
RDP-SES-002 = The session reached its time limit
    .short = session time limit
    .meaning = { said-by-server } A limit for active sessions is set. This is the extended code 4. The 0x4 that programs show alone is another thing and has nothing to do with it.
RDP-SES-003 = Somebody took the session over
    .short = session taken over
    .meaning = { said-by-server } The same account connected from elsewhere, or somebody signed in at the computer. Two devices that reconnect by themselves throw each other out without end.
RDP-SES-004 = The computer is out of memory
    .short = out of memory
    .meaning = { said-by-server } It is the server that lacks memory, not your computer.
RDP-SES-005 = The server denies the connection
    .short = connection denied
    .meaning = { said-by-server } Drain mode, a limit on connections, a rule about addresses, or a collection's rights do that. { -works-until-session }
RDP-SES-006 = The server demands FIPS encryption
    .short = FIPS demanded
    .meaning = { said-by-server } Its encryption settings do not fit those of the client.
RDP-SES-007 = The account has no right to sign in with Remote Desktop
    .short = no right to sign in
    .meaning = { said-by-server } User and password were accepted. The account is in no group that may use Remote Desktop, or a rule denies it.
RDP-SES-008 = The server wants the password typed anew
    .short = fresh password wanted
    .meaning = { said-by-server } Saved passwords are not accepted here.
RDP-SES-009 = An administrator ended the session
    .short = ended by an administrator
    .meaning = { said-by-server } Somebody disconnected or signed out the session with a tool.
RDP-SES-010 = The session was ended from inside
    .short = ended by its user
    .meaning = { said-by-server } Its own user, or a program in it, signed out or disconnected.
RDP-SES-011 = The computer's display driver for Remote Desktop failed
    .short = display driver failed
    .meaning = { said-by-server } The session's display did not start or stopped. { -works-until-session }
RDP-SES-012 = A part of Windows crashed in the session
    .short = session crashed
    .meaning = { said-by-server } Mostly a driver or damaged system files are behind it.
RDP-SES-013 = The computer is shutting down or restarting
    .short = shutting down
    .meaning = { said-by-server } That ends all sessions; updates are a common reason for it.
RDP-SES-014 = The broker has no session for you
    .short = broker refused
    .meaning = { said-by-server } The computer belongs to a farm, and its broker could not place the connection. That also comes from connecting to one member directly.
RDP-SES-015 = The server cannot do the graphics that were asked for
    .short = graphics failed
    .meaning = { said-by-server } Simpler display settings, or an update on either side, often help.
RDP-SES-016 = The server gives out single programs, not a desktop
    .short = RemoteApp only
    .meaning = { said-by-server } It is set to RemoteApp.
RDP-SES-017 = The server cannot read what the client sends
    .short = client data refused
    .meaning = { said-by-server } Client and server do not fit together: one is outdated, or the screen, the number of monitors or the redirections are beyond what the server takes.
RDP-SES-018 = The old encryption of the session failed
    .short = session encryption failed
    .meaning = { said-by-server } That concerns Standard RDP Security. With TLS it does not occur.
RDP-SES-019 = The server lost the connection to the client
    .short = connection lost
    .meaning = { said-by-server } Seen from the server, the network went away or stalled. { -shown-lost }
RDP-SES-020 = The server ends the session with the reason { $code }
    .short = reason { $code }
    .meaning = The server sent this number itself; no published table explains it. { -works-until-session }
RDP-SES-021 = { $known ->
        [target] The server points to another one: { $to }
       *[token] The server points to another one
    }
    .short = redirected
    .meaning = Brokers and GNOME's sign-in do that; it is not a fault. This check does not follow, but programs must. One that cannot shows 0x204 or an internal error here.
RDP-SES-022 = { $by ->
        [user] The server ended the conversation as if somebody had asked for it
       *[server] The server ended the conversation and gave no reason
    }
    .short = ended without a reason
    .meaning = It was an orderly end (ultimatum { $code }), and no reason was sent before. The computer's logs have more. { -works-until-session } { -shown-lost }

## Sessions that break without a reason

RDP-SES-023 = The computer hangs up while the session is being set up or held
    .short = closed without a reason
    .meaning = The connection was closed in an orderly way and without a word. Mostly the program behind the session ended or crashed. { -works-until-session } { -shown-lost }
RDP-SES-024 = The session is cut off
    .short = reset
    .meaning = The connection was reset in the middle of the session. A service that crashed, a security product, or a device on the way does that. { -shown-lost }
RDP-SES-025 = The computer stops answering in the middle of the session
    .short = no answer
    .meaning = For { span } nothing more came; the connection stayed open. The computer is overloaded, or a part of it hangs. { -works-until-session }
RDP-SES-026 = The computer sends what has no place here
    .short = unexpected answer
    .meaning = Its message cannot be read, or comes at the wrong time. Mostly the server is faulty or unusual; the row says what was expected. Other programs may cope with it.
RDP-SES-027 = { $how ->
        [cancelled] The check was cancelled; nothing had broken until then
        [time] The check ran out of time; nothing had broken until then
       *[other] The check ended early; nothing had broken until then
    }
    .short = { $how ->
        [cancelled] cancelled
        [time] out of time
       *[other] ended early
    }
    .meaning = The steps that ended are below. Nothing is known about the others.
RDP-SES-028 = If your program still fails, the cause is on your side of the relay
    .short = your side
    .meaning = The relay came through. Between you and it differ: your network and VPN, your firewall and antivirus, your program with its saved settings, and what is filtered for your address. If it fails at once only in one program, it is that program; if in all, your network; if after seconds or minutes, the line.

## The parts of a session

RDP-MCS-001 = The server refuses to set the session up
    .short = session refused
    .meaning = It answered our settings, or our request to be let in, with { $code }. It is at a limit, or does not take what the client asks for. { -works-until-session }
RDP-MCS-002 = The computer hangs up at the first message of the session
    .short = hangs up at the settings
    .meaning = TLS stands, and the exchange of settings was answered by hanging up. Security products take this message for a known attack (BlueKeep); a service that crashes, or refuses without a word, looks the same. { -not-password } { -shown-lost }
RDP-CHN-001 = The server does not open a channel that it had named
    .short = channel refused
    .meaning = It refused channel { $channel }, which it had offered a moment before. That is a fault of the server or of a product that filters it.
RDP-LGN-001 = The computer refuses the sign-in of the session
    .short = sign-in refused
    .meaning = { said-by-server } That is about the user name or the password. A check without a password signs in with an empty one: then this was to be expected, and says nothing about yours.
RDP-LGN-002 = Somebody else is signed in
    .short = session in use
    .meaning = { said-by-server } The computer serves one person at a time, and the other one was asked, or did not agree.
RDP-LGN-003 = The computer's sign-in process ended the session
    .short = sign-in process ended
    .meaning = { said-by-server } It did so by itself; the computer's logs have more.
RDP-CAP-001 = The server starts the session over and over
    .short = endless restarts
    .meaning = It began anew { $times } times. Mostly the resolution or the graphics settings do not fit, or the server is faulty. { -works-until-session }
RDP-CAP-002 = The computer takes the client in and then offers no session
    .short = no session offered
    .meaning = Licensing was done, and no session came; the connection stayed open. The computer is overloaded, a policy or profile takes too long, its licences have run out, or a broker waits. { -works-until-session }
RDP-DSK-001 = The session begins, but no picture comes
    .short = no picture
    .meaning = Everything until the picture worked. A black or missing picture mostly comes from the display driver or from a desktop that does not start. { -works-until-session }
RDP-DSK-002 = All is well as far as can be seen without a password
    .short = well up to the first picture
    .meaning = Name, network, firewall, service, TLS, licensing and session work: the first picture came and the session held. What remains is the sign-in inside the session, and what comes after it.

## Licences

RDP-LIC-001 = The server finds no licence server
    .short = no licence server
    .meaning = It is a session host without a licence server that it can reach; 120 days after its setup it turns people away. { -works-until-session } { -not-password }
RDP-LIC-002 = There is no licence left for you
    .short = no licence left
    .meaning = The server's licences are used up, or do not fit its version. { -works-until-session } { -not-password }
RDP-LIC-003 = The server does not accept the client's licence
    .short = client licence refused
    .meaning = The licence that your computer keeps, or a message about it, is damaged or belongs to another one.
RDP-LIC-004 = The network broke the licensing
    .short = licensing interrupted
    .meaning = { said-by-server } The connection between client, server and licence server was disturbed.
RDP-LIC-005 = The server's licensing has an internal fault
    .short = licensing fault
    .meaning = { said-by-server } { -works-until-session }
RDP-LIC-006 = The computer has no licence to be reached remotely
    .short = not licensed
    .meaning = { said-by-server } Its edition or its role does not allow it.
RDP-LIC-007 = The server refuses for its licensing, with the code { $code }
    .short = licensing error { $code }
    .meaning = The server sent this number itself. { -works-until-session } { -not-password }
RDP-LIC-008 = Licensing never finishes
    .short = licensing hangs
    .meaning = The server went silent in the middle of it; the connection stayed open. Session hosts past their 120 days without licences do that, and so do those that wait for a licence server. { -not-password }
RDP-LIC-009 = The server complains about its licensing
    .short = licensing warning { $code }
    .meaning = It sent the licensing error { $code }, and went on. Later it may turn people away.
RDP-SES-029 = The check cannot read an answer of the computer
    .short = answer that only the check cannot read
    .meaning = The message that was due came, in a form that this check does not know. That may be a gap in the check, and no fault of the computer: other programs may read it. What comes after this step was not looked at.
