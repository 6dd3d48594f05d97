### Two results side by side, and what is wrong with a report that no run wrote.

report-fault-schema = Dieses Ergebnis stammt von einer neueren Version oder von einem anderen Programm: Sein Schema ist { $found }, diese Version liest 1 bis { $known }.
report-fault-legs = Das ist kein Ergebnis: Mindestens eine Strecke führt zum Computer, und keine verbindet Enden, die keine Prüfung verbindet.
report-fault-stages = Das ist kein Ergebnis: Ein Ergebnis enthält jeden Schritt einmal, in der Reihenfolge einer Verbindung.
report-fault-too-many = Das ist kein Ergebnis einer Prüfung. Es enthält mehr { $what ->
    [legs] Strecken
    [connections] Verbindungen
    [signals] Meldungen, mit denen sich ein Server erklärt,
    [exchanges] Nachrichten in einem Schritt
    [evidence] Bytes an Belegen
   *[facts] Angaben in einem Schritt
} als die { $most }, die eine Prüfung höchstens schreibt.
report-fault-text = Das ist kein Ergebnis einer Prüfung: Der Schritt { $stage } enthält einen Text, den eine Prüfung nicht schreibt.
report-fault-text-bare = Das ist kein Ergebnis einer Prüfung: Es enthält einen Text, den eine Prüfung nicht schreibt.
report-fault-contradiction = Dieses Ergebnis widerspricht sich beim Schritt { $stage }. Es wurde vermutlich verändert.
report-fault-time = Das ist kein Ergebnis einer Prüfung: Es enthält eine Zeit, die keine Uhr zeigt oder die länger ist als jede Prüfung.

## Two results side by side

compare-same = Beide endeten bei jedem Schritt gleich.
compare-differ = Der erste Unterschied liegt bei Schritt { $number } von { $of }, { $stage }: { $left } bei { $first }, { $right } bei { $second }.
compare-differ-reason = Der erste Unterschied liegt bei Schritt { $number } von { $of }, { $stage }: Beide endeten dort, aber aus verschiedenen Gründen.
compare-first = dem ersten
compare-second = dem zweiten
compare-earlier = dem früheren
compare-later = dem späteren
compare-other-target = Sie betreffen verschiedene Computer: { $left } und { $right }.
compare-hidden-target = Ob beide denselben Computer betreffen, lässt sich nicht sagen: Sein Name wurde weggelassen.
compare-disclosures = Eines zeigt mehr als das andere. Was in einem fehlt, lässt sich nicht vergleichen.
compare-head = { $moment }, { $target }
compare-outcome = { $outcome }, { $time }
compare-outcome-said = { $outcome }: { $said }
compare-slower = Viel langsamer bei { $which }
compare-incomparable = Nicht vergleichbar: fehlt in mindestens einem
compare-one-sided-leg = Diese Strecke gibt es nur bei { $which }: { $leg }
compare-one-sided = Angabe nur bei { $which }
compare-nothing = —
compare-steps = Die Schritte
compare-values = Was sonst verglichen wurde
compare-differs = verschieden
compare-first-difference = erster Unterschied
compare-first-head = Erstes
compare-second-head = Zweites
compare-change = Änderung

compare-target = Was geprüft wurde
compare-addresses = Adressen
compare-protocol = Gewählte Sicherheit
compare-tls-version = TLS-Version
compare-computer = Der Computer nennt sich
compare-certificate-start = Zertifikat gültig ab
compare-certificate-expiry = Zertifikat gültig bis
compare-fingerprint = Fingerabdruck des Zertifikats (SHA-256)
compare-issuer = Zertifikat ausgestellt von
compare-finding = Erster Befund
compare-duration = Dauer der ganzen Prüfung
