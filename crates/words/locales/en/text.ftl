### A result as text and Markdown, for a ticket.

text-computer = Computer
text-checked = Checked
text-checked-value = { $moment } by the relay's clock; it took { $time }
text-link = Link
text-left-out = Left out
text-left-out-support = user names, cookies, the inner parts of private addresses, and names in the certificate that do not match
text-left-out-public = everything that names a computer, an organisation, a person or an address; what stands in its place is made up
text-step = Step
text-result = Result
text-time = Time
text-said = What was seen
text-rows = { $first } to { $last }
text-meaning = What it means
text-facts = Facts of step { $number }, { $stage }
