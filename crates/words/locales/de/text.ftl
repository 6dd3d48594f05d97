### A result as text and Markdown, for a ticket.

text-computer = Computer
text-checked = Geprüft
text-checked-value = { $moment } nach der Uhr des prüfenden Geräts
text-captured = Aufgezeichnet
text-captured-value = { $moment } nach der Uhr des aufzeichnenden Geräts
text-took = { $said }, Dauer { $time }
text-program = Geprüft mit
text-origin = Geprüft von
text-link = Link
text-left-out = Weggelassen
text-left-out-support = Benutzernamen, Cookies, die hinteren Teile privater Adressen und Namen im Zertifikat, die nicht passen
text-left-out-public = alles, was einen Computer, eine Organisation, eine Person oder eine Adresse nennt (ersetzt durch Platzhalter)
text-step = Schritt
text-result = Ergebnis
text-time = Zeit
text-said = Was zu sehen war
text-rows = { $first } bis { $last }
text-meaning = Was es bedeutet
text-facts = Angaben zu Schritt { $number }, { $stage }
