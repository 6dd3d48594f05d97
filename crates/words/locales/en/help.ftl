### The pages about findings and codes, which a relay renders.

## Around every page

page-nav = Pages
page-nav-check = Check a computer
page-try-title = Find out why your connection fails
page-try-lead = A check goes through a Remote Desktop connection step by step and shows where it fails. It never asks for your password.
page-sources = Sources

## The findings

page-findings-title = What a check can find
page-findings-description = Everything an rdptrace check can find, step by step: what it means, who can fix it, and how.
page-findings-lead = Every finding has a permanent page. It says what the finding means, who can fix it, what to do, and how we know.
page-findings-codes = Did your app show a code? See what it means
page-findings-steps = The steps
page-findings-any-step = At any step
page-finding-title = { $title } ({ $id })
page-finding-stand-ins = Words in capitals, such as HOST and PORT, are placeholders for your own values.
page-finding-certain = certain: the computer says so itself, or nothing else looks like this
page-finding-likely = likely: the usual reason for what the check saw
page-finding-possible = possible: one of several reasons that match
page-finding-severity = Severity
page-finding-error = stops the connection
page-finding-warning = stops some apps, or makes the connection worse
page-finding-info = worth knowing
page-finding-step = Step
page-finding-step-value = { $number } { $stage }
page-finding-who = Who can fix it
page-finding-confidence = How sure
page-finding-not-beside = Never shown together with
page-finding-user = What you can do
page-finding-windows = For Windows and network administrators
page-finding-linux = For xrdp, GNOME, or FreeRDP administrators
page-finding-logs = What confirms it in the logs
page-finding-shown = What apps show in this case
page-finding-shown-one = This code belongs to it:
page-finding-shown-some = These codes belong to it. Most of them have several causes, and a check shows which one it is.
page-finding-shown-none = No code belongs to it.
page-finding-others = All findings of this step
page-finding-withdrawn-title = { $id } was withdrawn
page-finding-withdrawn = Checks don't report this anymore. The ID won't be used for anything else.
withdrawn-RDP-NLA-018 = It said that Microsoft's apps can't sign in if a server only reads raw NTLM tokens. That's wrong, because Windows 10 sends a raw NTLM token in its first CredSSP message. Such a server can work with Microsoft's apps.
withdrawn-RDP-TCP-005 = It said that the computer reset a connection while it was still being opened. No system reports that. Such a reset is a refusal, and a later one ends an accepted connection.
page-finding-missing-title = There's no finding “{ $id }”
page-finding-missing = Findings have IDs such as RDP-TCP-001. The list shows all of them, and the search finds what a code means.
page-finding-missing-list = All findings
page-finding-missing-search = Search the codes

## The codes

page-codes-title = What a Remote Desktop code means
page-codes-description = What 0x4, 0x204, 0x904, 0x3, and { $count } other Remote Desktop codes mean, for each app and with sources.
page-codes-lead = The same number means different things in different apps. This page has { $count } codes from { $spaces } tables, sorted by app, with their sources.
page-codes-field = Code, name, or words
page-codes-hint = A number in any form (0x204, 516, -1073741715), a name (ERRCONNECT_DNS_ERROR), or words from the meaning (time limit).
page-codes-find = Find
page-codes-paste = Or paste the whole message of your app
page-codes-paste-field = The message, or the last lines of the log
page-codes-paste-find = Read the message
page-codes-often = Most common codes
page-codes-tables = All codes, by table
page-codes-table-count = { $count ->
    [one] one code
   *[other] { $count } codes
}
page-codes-result-title = Search for “{ $query }”
page-codes-message-title = What this message means
page-codes-found = { $count ->
    [one] One code contains these words.
   *[other] { $count } codes contain these words.
}
page-codes-found-most = { $count } codes contain these words. These are the first { $most }. Add more words to narrow it down.
page-codes-found-none = No code contains these words. Try fewer words, or only the number.
page-codes-too-long-title = This text is too long
page-code-title = Remote Desktop code { $code } and what it means in each app
page-code-description = { $code } ({ $programs }): { $meaning }
page-code-heading = Code { $code }
page-code-lead = { $count ->
    [one] This number is in one table.
   *[other] This number means different things in different apps.
}
page-code-error = As an error code
page-code-extended = As an extended error code
page-code-extended-lead = Microsoft's apps show it next to the error code. It's the reason the computer gave, and it has its own table.
page-code-exit = As an exit status
page-code-log = In logs and technical messages
page-code-field = Inside the protocol
page-code-field-lead = You'll only see these in packet captures and debug logs.
page-code-documented = documented
page-code-observed = observed
page-code-inferred = inferred
page-code-weak = unconfirmed
page-code-documented-why = A specification, the vendor, or the app's source code says so.
page-code-observed-why = Not documented, but known from real cases.
page-code-inferred-why = Not documented, but it follows from similar codes and real cases.
page-code-weak-why = Not documented, and only claimed without evidence.
page-code-written = Shown as { $code }
page-code-place = It's about { $place }.
page-code-findings = What a check can find in this case
page-code-written-otherwise = The same number in other forms
page-code-hex = hexadecimal
page-code-decimal = decimal
page-code-signed = signed
page-code-without-prefix = Some people also write { $code } as { $digits }, without the 0x:
page-code-more = Everything we know about { $code }
page-code-all = All codes
page-code-missing-title = The code “{ $code }” isn't known
page-code-missing = No Remote Desktop app we know of shows “{ $code }”. A code looks like 0x4, 516, -1073741715, or ERRCONNECT_DNS_ERROR.

## Reading a text or a file

page-explain-title = Read a log or a file
page-explain-lead = Choose a log, a Windows event log (.evtx), or a connection file, or paste a text. It goes to this server to be read, and isn't kept.
page-explain-file = File
page-explain-text = Text
page-explain-read = Read it
page-explain-notice = This file goes to this server to be read, and isn't kept.
page-explain-cancel = Don't read it
page-explain-close = Close
page-explain-reading = Reading the file…
page-explain-failed = The server didn't answer. Try again later.
page-explain-capture = This is captured network traffic, which can hold passwords. It's read in this browser, and nothing of it leaves.
page-explain-timeline = Timeline
page-explain-line = line { $line }
