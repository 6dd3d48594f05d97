### What is wrong with what was typed or dropped, and what would be right; and why a relay does not run a check.

target-empty = Geben Sie den Namen oder die Adresse eines Computers ein, etwa pc.example.org oder 192.0.2.7.
target-too-long = Das ist zu lang für einen Computernamen ({ $length } Zeichen). Geben Sie nur den Namen ein und, wenn nötig, den Port.
target-space = Computernamen enthalten keine Leerzeichen. Geben Sie nur den Computer ein, etwa pc-01.example.org.
target-character = Ein Computername kann „{ $found }“ nicht enthalten. Verwenden Sie Buchstaben, Ziffern, Bindestriche und Punkte.
target-scheme = Das ist ein Link. Geben Sie nur den Computer ein: { $suggestion }
target-user = Lassen Sie den Benutzernamen oder die Domäne weg. Geben Sie nur den Computer ein: { $suggestion }
target-path = Nach dem Computer darf nur ein Port stehen. Geben Sie ein: { $suggestion }
target-no-port = Geben Sie nach dem Doppelpunkt einen Port ein, etwa pc.example.org:3389, oder entfernen Sie den Doppelpunkt.
target-port = „{ $given }“ ist kein Port. Ports sind ganze Zahlen von 1 bis 65535, und Remotedesktop nutzt 3389.
target-brackets = Setzen Sie eine IPv6-Adresse mit Port in eckige Klammern, etwa [2001:db8::7]:3389.
target-not-an-address = Das ist keine gültige IPv4-Adresse. Sie braucht vier Zahlen von 0 bis 255, etwa 192.0.2.7. Wenn es ein Fehlercode ist, geben Sie hier den Namen des Computers ein.
target-wrapped-v4 = Diese IPv6-Adresse enthält eine IPv4-Adresse. Geben Sie diese ein: { $suggestion }
target-zone = Der Teil nach % gilt nur auf einem einzigen Gerät. Geben Sie stattdessen den Namen des Computers oder seine IPv4-Adresse ein.
target-empty-label = Zwei Punkte stehen nebeneinander, oder einer steht am Anfang. Schreiben Sie ihn wie pc-01.example.org.
target-encoded = „{ $label }“ ist keine gültige kodierte Form eines Namens. Geben Sie den Namen mit seinen eigenen Buchstaben ein.
target-label = „{ $label }“ kann kein Teil eines Namens sein. Teile haben höchstens 63 Zeichen und beginnen und enden nicht mit einem Bindestrich.

rdp-file-too-long = Diese Datei ist zu lang für eine Verbindungsdatei. Wählen Sie die .rdp-Datei, die Ihre App gespeichert hat.
rdp-file-unreadable = Das ist keine Verbindungsdatei, oder sie ist beschädigt. Wählen Sie die .rdp-Datei, die Ihre App gespeichert hat.
rdp-file-no-address = Diese Verbindungsdatei nennt keinen Computer, weil die Zeile „full address“ fehlt oder leer ist. Geben Sie stattdessen den Namen des Computers ein.
rdp-file-address = Die Zeile „full address“ ist ungültig. { $why }

refusal-unreadable-message = Der Server hat diese Seite nicht verstanden. Laden Sie die Seite neu, und versuchen Sie es noch einmal.
refusal-bad-target = Der Server kann den Namen dieses Computers nicht lesen. Prüfen Sie den Namen, und versuchen Sie es noch einmal.
refusal-target-forbidden = Dieser Server darf den Computer nicht prüfen. Bitten Sie den Betreiber, es zu erlauben, oder starten Sie rdptrace auf Ihrem eigenen Computer.
refusal-portal-gone = Prüfungen aus diesem Portal sind abgeschaltet. Fragen Sie Ihren Support.
refusal-busy = Hier läuft schon eine Prüfung. Warten Sie auf sie, oder brechen Sie sie ab.
refusal-no-such-place = Von diesem Ort kann nicht geprüft werden, oder er ist gerade nicht verbunden.
refusal-run-gone = Diese Prüfung ist nicht mehr verfügbar. Sie endet, wenn ihre Seite geschlossen oder neu geladen wird, und der Server behält sie 15 Minuten lang. Führen Sie die Prüfung noch einmal aus.
refusal-overloaded = Hier laufen zu viele Prüfungen, oder es wurden gerade zu viele begonnen. Versuchen Sie es in einer Minute noch einmal.
refusal-shutting-down = Dieser Server wird gerade beendet. Versuchen Sie es in einer Minute noch einmal.
