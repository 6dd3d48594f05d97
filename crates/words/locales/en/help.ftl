### The pages about findings and codes, which a relay renders.

## Around every page

page-nav = Pages
page-nav-check = Check a computer
page-try-title = Where does your own connection break?
page-try-lead = A check walks the steps of a Remote Desktop connection and shows the one at which it breaks. It asks for no password.
page-sources = Sources

## The findings

page-findings-title = What a check can find
page-findings-description = Every finding of rdptrace, step by step: what it means, who must act, what to do, and where that is known from.
page-findings-lead = Every finding has a page that stays at its address. It says what the finding means, who must act, what to do, and where that is known from.
page-findings-codes = Your program showed a code? See what it means
page-findings-steps = The steps
page-findings-any-step = At any step
page-finding-title = { $title } ({ $id })
page-finding-stand-ins = Words in capitals stand for what a check of your own computer names, such as HOST and PORT.
page-finding-certain = certain: the server says so itself, or nothing else can look like this
page-finding-likely = likely: it is the usual reason for what the check saw
page-finding-possible = possible: it is one of several reasons that fit
page-finding-severity = How bad
page-finding-error = it stops the connection
page-finding-warning = it stops some programs, or makes the connection bad
page-finding-info = it is worth knowing
page-finding-step = Step
page-finding-step-value = { $number } { $stage }
page-finding-who = Who must act
page-finding-confidence = How sure
page-finding-not-beside = Never said beside
page-finding-user = What you can do
page-finding-windows = For the administrator of Windows and of the network
page-finding-linux = For the administrator of xrdp, GNOME or FreeRDP
page-finding-logs = What would confirm it
page-finding-shown = What programs show then
page-finding-shown-one = This code goes with it:
page-finding-shown-some = These codes go with it. Most of them stand for several causes; a check tells which one it is.
page-finding-shown-none = No code stands for this.
page-finding-others = All findings of this step
page-finding-withdrawn-title = { $id } was withdrawn
page-finding-withdrawn = No check finds this any more. The id is not used for anything else.
withdrawn-RDP-NLA-018 = It said that a server which reads raw NTLM tokens only turns Microsoft's programs away. That is wrong: Windows 10 sends a raw NTLM token in its first CredSSP message. Such a server may well work with Microsoft's programs.
withdrawn-RDP-TCP-005 = It said that the computer reset a connection that was still being opened. No system reports that: such a reset is a refusal, and a later one ends a connection that was accepted.
page-finding-missing-title = There is no finding “{ $id }”
page-finding-missing = Findings have ids such as RDP-TCP-001. The list has all of them, and the search finds what a code means.
page-finding-missing-list = All findings
page-finding-missing-search = Search the codes

## The codes

page-codes-title = What a Remote Desktop code means
page-codes-description = What 0x4, 0x204, 0x904, 0x3 and { $count } other codes of Remote Desktop programs mean, per program and with sources.
page-codes-lead = The same number means different things in different programs. Here are { $count } codes of { $spaces } tables, told apart by program, with their sources.
page-codes-field = Code, name or words
page-codes-hint = A number in any notation (0x204, 516, -1073741715), a name (ERRCONNECT_DNS_ERROR) or words of the meaning (time limit).
page-codes-find = Find
page-codes-paste = Paste the whole message of your program instead
page-codes-paste-field = The message, or the last lines of the log
page-codes-paste-find = Read the message
page-codes-often = Asked for most often
page-codes-tables = All codes, by table
page-codes-table-count = { $count ->
    [one] one code
   *[other] { $count } codes
}
page-codes-result-title = Search for “{ $query }”
page-codes-message-title = What this message means
page-codes-found = { $count ->
    [one] One code has these words.
   *[other] { $count } codes have these words.
}
page-codes-found-most = { $count } codes have these words. These are the first { $most }; more words narrow it down.
page-codes-found-none = No code has these words. Try one word less, or the number alone.
page-codes-too-long-title = This is too long
page-code-title = Remote Desktop code { $code }: what it means, per program
page-code-description = { $code } ({ $programs }): { $meaning }
page-code-heading = Code { $code }
page-code-lead = { $count ->
    [one] One table has this number.
   *[other] { $count } tables have this number. What it means depends on the program that showed it, and on what it was shown as.
}
page-code-error = As the error code
page-code-extended = As the extended error code
page-code-extended-lead = Microsoft's programs show it beside the error code. It is the reason that the server gave, and has a table of its own.
page-code-exit = As an exit status
page-code-log = In logs and technical messages
page-code-field = Inside the protocol
page-code-field-lead = People meet these in packet captures and debug logs only.
page-code-documented = documented
page-code-observed = observed
page-code-inferred = concluded
page-code-weak = claimed
page-code-documented-why = A specification, the vendor or the program's source says so.
page-code-observed-why = Not documented; cases show it.
page-code-inferred-why = Not documented; it follows from documented neighbours and from cases.
page-code-weak-why = Not documented; somebody says so without evidence.
page-code-written = Shown as { $code }
page-code-place = It speaks of { $place }.
page-code-findings = What a check may find then
page-code-written-otherwise = The same number in other notations
page-code-hex = hexadecimal
page-code-decimal = decimal
page-code-signed = signed
page-code-without-prefix = { $digits } is also how people write { $code } when they leave out the 0x:
page-code-more = All that is known about { $code }
page-code-all = All codes
page-code-missing-title = No code “{ $code }” is known
page-code-missing = No Remote Desktop program that we know of shows “{ $code }”. A code looks like 0x4, 516, -1073741715 or ERRCONNECT_DNS_ERROR.
