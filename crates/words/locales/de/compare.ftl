### Two results side by side, and what is wrong with a report that no run wrote.

report-fault-schema = Dieses Ergebnis stammt von einer neueren Version oder einer anderen App (Schema { $found }). Diese Version liest die Schemata 1 bis { $known }.
report-fault-legs = Das ist kein gültiges Ergebnis, weil seine Verbindungen nicht zu denen einer Prüfung passen.
report-fault-stages = Das ist kein gültiges Ergebnis, weil es nicht jeden Schritt einmal und in der richtigen Reihenfolge enthält.
report-fault-too-many = Das ist kein gültiges Ergebnis, weil es mehr enthält als erlaubt: { $what ->
    [legs] Verbindungen zwischen zwei Orten
    [connections] Verbindungen
    [signals] Erklärungen eines Servers
    [exchanges] Nachrichten in einem Schritt
    [evidence] Bytes an Belegen
   *[facts] Angaben in einem Schritt
} (höchstens { $most }).
report-fault-text = Das ist kein gültiges Ergebnis, weil der Schritt { $stage } Text enthält, den eine Prüfung nie schreibt.
report-fault-text-bare = Das ist kein gültiges Ergebnis, weil es Text enthält, den eine Prüfung nie schreibt.
report-fault-contradiction = Dieses Ergebnis widerspricht sich beim Schritt { $stage }. Es wurde vermutlich verändert.
report-fault-time = Das ist kein gültiges Ergebnis, weil es eine unmögliche Zeit enthält.

## Two results side by side

compare-same = Kein Unterschied in irgendeinem Schritt.
compare-differ = Der erste Unterschied ist bei Schritt { $number } von { $of } ({ $stage }): { $left } bei { $first }, { $right } bei { $second }.
compare-differ-reason = Der erste Unterschied ist bei Schritt { $number } von { $of } ({ $stage }). Beide Prüfungen endeten dort, aus verschiedenen Gründen.
compare-first = der ersten Prüfung
compare-second = der zweiten Prüfung
compare-earlier = der früheren Prüfung
compare-later = der späteren Prüfung
compare-other-target = Die Prüfungen betreffen verschiedene Computer ({ $left } und { $right }).
compare-hidden-target = Ob beide denselben Computer betreffen, lässt sich nicht sagen, weil sein Name weggelassen wurde.
compare-disclosures = Ein Ergebnis zeigt mehr als das andere. Was in einem fehlt, lässt sich nicht vergleichen.
compare-head = { $moment }, { $target }
compare-outcome = { $outcome }, { $time }
compare-outcome-said = { $outcome }: { $said }
compare-slower = Viel langsamer bei { $which }
compare-incomparable = Nicht vergleichbar, weil es in mindestens einem fehlt
compare-one-sided-leg = Diese Verbindung gibt es nur bei { $which } ({ $leg })
compare-one-sided = Nur bei { $which }
compare-nothing = —
compare-steps = Die Schritte
compare-values = Was sonst verglichen wurde
compare-differs = verschieden
compare-first-difference = erster Unterschied
compare-first-head = Erstes
compare-second-head = Zweites
compare-change = Änderung

compare-target = Geprüfter Computer
compare-addresses = Adressen
compare-protocol = Gewählte Sicherheit
compare-tls-version = TLS-Version
compare-computer = Eigener Name des Computers
compare-certificate-start = Zertifikat gültig ab
compare-certificate-expiry = Zertifikat gültig bis
compare-fingerprint = Fingerabdruck des Zertifikats (SHA-256)
compare-issuer = Zertifikat ausgestellt von
compare-finding = Erster Befund
compare-duration = Dauer der Prüfung
