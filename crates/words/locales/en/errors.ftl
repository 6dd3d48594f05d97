### What is wrong with what was typed or dropped, and what would be right; and why a relay does not run a check.

target-empty = Type the name or address of a computer, such as pc.example.org or 192.0.2.7.
target-too-long = That is { $length } characters long, and no computer's name is. Type only the name and, if needed, the port.
target-space = A computer's name has no spaces. Type it like pc-01.example.org.
target-character = “{ $found }” is never part of a computer's name. Letters, digits, hyphens and dots are.
target-scheme = This is a link. Type only the computer: { $suggestion }
target-user = A user name does not belong here. Type only the computer: { $suggestion }
target-path = Nothing may follow the computer but a port. Type: { $suggestion }
target-no-port = A port is missing behind the colon. Type one from 1 to 65535, such as pc.example.org:3389, or leave the colon out.
target-port = “{ $given }” is not a port. Ports are whole numbers from 1 to 65535; Remote Desktop's is 3389.
target-brackets = Put an IPv6 address in brackets when you add a port, such as [2001:db8::7]:3389.
target-not-an-address = This looks like an IPv4 address, and is none. One has four numbers from 0 to 255, such as 192.0.2.7.
target-wrapped-v4 = This IPv6 address only wraps an IPv4 one. Type that: { $suggestion }
target-zone = The part behind % means something on one computer only. Type the address without it, or the computer's name.
target-empty-label = Two dots stand together, or one stands in front. Type it like pc-01.example.org.
target-label = “{ $label }” cannot be part of a name: parts have at most 63 characters and neither begin nor end with a hyphen.

rdp-file-too-long = This file is too long for a connection file. Choose the .rdp file that your program saved.
rdp-file-unreadable = This is not a connection file. Choose a file that ends in .rdp.
rdp-file-no-address = This connection file names no computer: the line “full address” is missing. Type the computer's name instead.
rdp-file-address = The “full address” in this file is of no use. { $why }

refusal-unreadable-message = The relay did not understand this page. Reload the page and try again.
refusal-bad-target = The relay cannot read this computer's name. Check it and try again.
refusal-target-forbidden = This relay may not check that computer. Ask its owner to allow it, or run rdptrace on your own computer.
refusal-busy = A check is already under way here. Wait for it, or cancel it.
refusal-run-gone = The relay no longer has this check; it keeps them for 15 minutes. Run the check again.
refusal-overloaded = The relay runs as many checks as it can. Try again in a minute.
refusal-shutting-down = The relay is being stopped. Try again in a minute.
