### Two results side by side, and what is wrong with a report that no run wrote.

report-fault-schema = This result was written by a newer version, or by another program: its schema is { $found }, and this version reads 1 to { $known }.
report-fault-legs = This is no result: at least one of its legs leads to the computer, and none joins ends that no check joins.
report-fault-stages = This is no result: one holds every step once, in the order of a connection.
report-fault-too-many = This is no result of a check: it holds more { $what ->
    [legs] legs
    [connections] connections
    [signals] messages by which a server explains itself
    [exchanges] messages in one step
    [evidence] bytes of evidence
   *[facts] facts in one step
} than the { $most } that a check writes at most.
report-fault-text = This is no result of a check: the step { $stage } holds a text that a check does not write.
report-fault-text-bare = This is no result of a check: it holds a text that a check does not write.
report-fault-contradiction = This result contradicts itself at the step { $stage }. It was probably changed.
report-fault-time = This is no result of a check: it holds a time that no clock shows, or one longer than any check.

## Two results side by side

compare-same = Both ended alike at every step.
compare-differ = They first differ at step { $number } of { $of }, { $stage }: { $left } in { $first }, { $right } in { $second }.
compare-differ-reason = They first differ at step { $number } of { $of }, { $stage }: both ended there, for different reasons.
compare-first = the first
compare-second = the second
compare-earlier = the earlier
compare-later = the later
compare-other-target = They are about different computers: { $left } and { $right }.
compare-hidden-target = Whether both are about the same computer cannot be told: its name was left out.
compare-disclosures = One shows more than the other. What one of them leaves out cannot be compared.
compare-head = { $moment }, { $target }
compare-outcome = { $outcome }, { $time }
compare-outcome-said = { $outcome }: { $said }
compare-slower = Much slower in { $which }
compare-incomparable = Cannot be compared: left out of at least one
compare-one-sided-leg = Only { $which } has this leg: { $leg }
compare-one-sided = Only { $which } tells
compare-nothing = —
compare-steps = The steps
compare-values = What else was compared
compare-differs = differs
compare-first-difference = first difference
compare-first-head = First
compare-second-head = Second
compare-change = Change

compare-target = What was checked
compare-addresses = Addresses
compare-protocol = Security chosen
compare-tls-version = TLS version
compare-computer = The computer calls itself
compare-certificate-start = Certificate valid from
compare-certificate-expiry = Certificate valid until
compare-fingerprint = Certificate's fingerprint (SHA-256)
compare-issuer = Certificate issued by
compare-finding = First finding
compare-duration = Time of the whole check
