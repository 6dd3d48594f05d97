### A result as text and Markdown, for a ticket.

text-computer = Computer
text-checked = Checked
text-checked-value = { $moment } by the clock of the device that checked
text-captured = Captured
text-captured-value = { $moment } by the clock of the device that captured it
text-took = { $said }, took { $time }
text-program = Checked with
text-origin = Checked from
text-link = Link
text-left-out = Left out
text-left-out-support = user names, cookies, the last parts of private addresses, and names in the certificate that don't match
text-left-out-public = everything that names a computer, organization, person, or address (replaced by placeholders)
text-step = Step
text-result = Result
text-time = Time
text-said = What we saw
text-rows = { $first } to { $last }
text-meaning = What it means
text-facts = Facts of step { $number }, { $stage }
