### What is wrong with what was typed or dropped, and what would be right; and why a relay does not run a check.

target-empty = Geben Sie den Namen oder die Adresse eines Computers ein, etwa pc.example.org oder 192.0.2.7.
target-too-long = Das sind { $length } Zeichen; so lang ist kein Computername. Geben Sie nur den Namen ein und, wenn nötig, den Port.
target-space = Der Name eines Computers enthält keine Leerzeichen. Schreiben Sie ihn wie pc-01.example.org.
target-character = „{ $found }“ kommt in keinem Computernamen vor. Erlaubt sind Buchstaben, Ziffern, Bindestriche und Punkte.
target-scheme = Das ist ein Link. Geben Sie nur den Computer ein: { $suggestion }
target-user = Ein Benutzername gehört nicht hierher. Geben Sie nur den Computer ein: { $suggestion }
target-path = Hinter dem Computer darf nur ein Port stehen. Geben Sie ein: { $suggestion }
target-no-port = Hinter dem Doppelpunkt fehlt ein Port. Geben Sie einen von 1 bis 65535 an, etwa pc.example.org:3389, oder lassen Sie den Doppelpunkt weg.
target-port = „{ $given }“ ist kein Port. Ports sind ganze Zahlen von 1 bis 65535; der von Remotedesktop ist 3389.
target-brackets = Eine IPv6-Adresse mit Port steht in eckigen Klammern, etwa [2001:db8::7]:3389.
target-not-an-address = Das sieht aus wie eine IPv4-Adresse, ist aber keine. Eine solche hat vier Zahlen von 0 bis 255, etwa 192.0.2.7.
target-wrapped-v4 = Diese IPv6-Adresse verpackt nur eine IPv4-Adresse. Geben Sie diese ein: { $suggestion }
target-zone = Der Teil hinter % gilt nur auf einem einzigen Computer. Geben Sie die Adresse ohne ihn ein, oder den Namen des Computers.
target-empty-label = Zwei Punkte stehen nebeneinander, oder einer steht am Anfang. Schreiben Sie ihn wie pc-01.example.org.
target-label = „{ $label }“ kann kein Teil eines Namens sein: Teile haben höchstens 63 Zeichen und beginnen und enden nicht mit einem Bindestrich.

rdp-file-too-long = Diese Datei ist zu lang für eine Verbindungsdatei. Wählen Sie die .rdp-Datei, die Ihr Programm gespeichert hat.
rdp-file-unreadable = Das ist keine Verbindungsdatei. Wählen Sie eine Datei, deren Name auf .rdp endet.
rdp-file-no-address = Diese Verbindungsdatei nennt keinen Computer: Die Zeile „full address“ fehlt. Geben Sie stattdessen den Namen des Computers ein.
rdp-file-address = Die „full address“ in dieser Datei ist nicht brauchbar. { $why }

refusal-unreadable-message = Das Relay hat diese Seite nicht verstanden. Laden Sie die Seite neu, und versuchen Sie es noch einmal.
refusal-bad-target = Das Relay kann den Namen dieses Computers nicht lesen. Prüfen Sie ihn, und versuchen Sie es noch einmal.
refusal-target-forbidden = Dieses Relay darf den Computer nicht prüfen. Bitten Sie den Betreiber, es zu erlauben, oder starten Sie rdptrace auf Ihrem eigenen Computer.
refusal-busy = Hier läuft schon eine Prüfung. Warten Sie darauf, oder brechen Sie sie ab.
refusal-run-gone = Das Relay hat diese Prüfung nicht mehr; es behält sie 15 Minuten lang. Führen Sie die Prüfung noch einmal aus.
refusal-overloaded = Das Relay führt schon so viele Prüfungen aus, wie es kann. Versuchen Sie es in einer Minute noch einmal.
refusal-shutting-down = Das Relay wird gerade beendet. Versuchen Sie es in einer Minute noch einmal.
