### What is wrong with what was typed or dropped, and what would be right; and why a relay does not run a check.

target-empty = Enter the name or address of a computer, such as pc.example.org or 192.0.2.7.
target-too-long = That's too long for a computer name ({ $length } characters). Enter only the name and, if needed, the port.
target-space = Computer names don't contain spaces. Enter only the computer, such as pc-01.example.org.
target-character = A computer name can't contain “{ $found }”. Use letters, digits, hyphens, and dots.
target-scheme = This is a link. Enter only the computer: { $suggestion }
target-user = Leave out the user name or domain. Enter only the computer: { $suggestion }
target-path = Only a port can follow the computer. Enter: { $suggestion }
target-no-port = Enter a port after the colon, such as pc.example.org:3389, or remove the colon.
target-port = “{ $given }” isn't a port. Ports are whole numbers from 1 to 65535, and Remote Desktop uses 3389.
target-brackets = To add a port to an IPv6 address, put the address in brackets, such as [2001:db8::7]:3389.
target-not-an-address = That isn't a valid IPv4 address. It needs four numbers from 0 to 255, such as 192.0.2.7. If it's an error code, enter the computer's name here.
target-wrapped-v4 = This IPv6 address contains an IPv4 address. Enter that one: { $suggestion }
target-zone = The part after % only works on one device. Enter the computer's name or its IPv4 address instead.
target-empty-label = There are two dots in a row, or a dot at the start. Enter it like pc-01.example.org.
target-encoded = “{ $label }” isn't an encoded name. Enter the name with its own letters.
target-label = “{ $label }” can't be part of a name. Parts have up to 63 characters and don't start or end with a hyphen.

rdp-file-too-long = This file is too long for a connection file. Choose the .rdp file your app saved.
rdp-file-unreadable = This isn't a connection file, or it's damaged. Choose the .rdp file your app saved.
rdp-file-no-address = This connection file doesn't name a computer, because the “full address” line is missing or empty. Enter the computer's name instead.
rdp-file-address = The “full address” line isn't valid. { $why }

refusal-unreadable-message = The server didn't understand this page. Reload the page and try again.
refusal-bad-target = The server can't read this computer's name. Check the name and try again.
refusal-target-forbidden = This server isn't allowed to check that computer. Ask its owner to allow it, or run rdptrace on your own computer.
refusal-portal-gone = Checks from this portal are turned off. Ask your support team.
refusal-busy = A check is already running here. Wait for it, or cancel it.
refusal-no-such-place = There's no such place to check from, or it isn't connected at the moment.
refusal-run-gone = This check isn't available anymore. It stops when its page is closed or reloaded, and the server keeps it for 15 minutes. Run the check again.
refusal-overloaded = Too many checks are running here or were just started. Try again in a minute.
refusal-shutting-down = This server is shutting down. Try again in a minute.
