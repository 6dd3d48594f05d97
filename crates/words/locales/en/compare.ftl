### Two results side by side, and what is wrong with a report that no run wrote.

report-fault-schema = This result comes from a newer version or from another app (schema { $found }). This version reads schemas 1 to { $known }.
report-fault-legs = This isn't a valid result, because its connections don't match those of a check.
report-fault-stages = This isn't a valid result, because it doesn't contain every step once and in order.
report-fault-too-many = This isn't a valid result, because it contains more { $what ->
    [legs] connections between two places
    [connections] connections
    [signals] explanations from a server
    [exchanges] messages in one step
    [evidence] bytes of evidence
   *[facts] facts in one step
} than the { $most } a check can have.
report-fault-text = This isn't a valid result, because the step { $stage } contains text that a check never writes.
report-fault-text-bare = This isn't a valid result, because it contains text that a check never writes.
report-fault-contradiction = This result contradicts itself at the step { $stage }. Someone probably changed it.
report-fault-time = This isn't a valid result, because it contains an impossible time.

## Two results side by side

compare-same = No difference in any step.
compare-differ = The first difference is at step { $number } of { $of } ({ $stage }): { $left } in { $first }, { $right } in { $second }.
compare-differ-reason = The first difference is at step { $number } of { $of } ({ $stage }). Both checks stopped there, for different reasons.
compare-first = the first check
compare-second = the second check
compare-earlier = the earlier check
compare-later = the later check
compare-other-target = The checks are of different computers ({ $left } and { $right }).
compare-hidden-target = We can't tell if both checks are of the same computer, because its name was left out.
compare-disclosures = One result shows more than the other. What one of them leaves out can't be compared.
compare-head = { $moment }, { $target }
compare-outcome = { $outcome }, { $time }
compare-outcome-said = { $outcome }: { $said }
compare-slower = Much slower in { $which }
compare-incomparable = Can't be compared, because at least one leaves it out
compare-one-sided-leg = Only { $which } has this connection ({ $leg })
compare-one-sided = Only in { $which }
compare-nothing = —
compare-steps = The steps
compare-values = What else we compared
compare-differs = differs
compare-first-difference = first difference
compare-first-head = First
compare-second-head = Second
compare-change = Change

compare-target = Checked computer
compare-addresses = Addresses
compare-protocol = Chosen security
compare-tls-version = TLS version
compare-computer = The computer's own name
compare-certificate-start = Certificate valid from
compare-certificate-expiry = Certificate valid until
compare-fingerprint = Certificate fingerprint (SHA-256)
compare-issuer = Certificate issued by
compare-finding = First finding
compare-duration = Duration of the check
