### Two results side by side, and what is wrong with a report that no run wrote.

report-fault-schema = This result was written by a newer version, or by another program: its schema is { $found }, and this version reads 1 to { $known }.
report-fault-stages = This is no result: one holds thirteen steps, each once and in order.
report-fault-too-many = This is no result of a check: it holds more { $what ->
    [connections] connections
    [signals] messages by which a server explains itself
    [exchanges] messages in one step
    [evidence] bytes of evidence
   *[facts] facts in one step
} than the { $most } that a check writes at most.
report-fault-text = This is no result of a check: step { $number }, { $stage }, holds a text that a check does not write.
report-fault-text-bare = This is no result of a check: it holds a text that a check does not write.
report-fault-contradiction = This result contradicts itself at step { $number }, { $stage }. It was probably changed.
report-fault-time = This is no result of a check: it holds a time that no clock shows, or one longer than any check.
