### What can be done with a result on the live page: take it along, share it, open one again; and what a program said.

## Taking a result along

take-share = Create a link for support
take-copy = Copy
take-copy-line = One line
take-copy-text = Text
take-copy-markdown = Markdown
take-copy-link = Copy the link
take-save = Save
take-save-json = JSON, to open here again
take-save-html = One HTML file
take-print = Print
take-compare = Compare with the result before
take-recording = Packet capture for Wireshark
take-recording-hint = The bytes of this run as a pcapng file, kept by the relay for 15 minutes. It names the computer and its addresses.
take-recording-secrets = With the keys that decrypt its TLS
take-done = Copied
take-saved = Saved
take-not-copied = The browser does not allow copying. Select this text and copy it:
take-not-saved = The relay does not answer, so this form cannot be made now. The result is still here; save it as JSON, which needs no relay, or try again.

## A result of another time or place

kept-from = This result is from { $moment }.
kept-doing = What the person was doing: “{ $doing }”
kept-redacted-support = Some names and addresses were taken out of it for support.
kept-redacted-public = All names and addresses were taken out of it.
kept-fault-unreadable = This is no saved result. Choose a JSON file that was saved on this page.
kept-fault-from-the-future = This result was saved by a newer version. Load this page once more, or open the file where it was saved.
kept-fault-not-a-report = This file looks like a result but contradicts itself; it was probably changed. Ask for it once more.
kept-fault-too-large = This file is longer than any result. Choose a JSON file that was saved on this page.
kept-fault-gone = This link does not work any more: its time is over, or whoever shared the result took it back. Ask them for a new one.
kept-fault-locked = This result is sealed, and the link lacks its key. Open the whole link, with everything behind the #.

## Sharing

share-title = Create a link for support
share-level = What the link shows
share-level-everything = Everything
share-level-everything-about = As you see it, with all names, addresses and bytes.
share-level-support = For support
share-level-support-about = The computer stays named. User names, cookies, the last part of private addresses and names in the certificate that do not match are taken out.
share-level-public = Public
share-level-public-about = Nothing names a computer, an organisation, a person or an address. For forums.
share-life = How long it works
share-life-hour = 1 hour
share-life-day = 1 day
share-life-week = 7 days
share-life-month = 30 days
share-until = Until { $moment }.
share-doing = What were you doing? (optional)
share-doing-said = My program said: { $said }
share-doing-hint = Shown to whoever opens the link, as you write it.
share-seal = Seal it
share-seal-about = Encrypted in your browser: the relay cannot read it. The key is in the link alone, so send the whole link.
share-who = Whoever has the link can open the result, without signing in. It is listed nowhere, and search engines are told to keep out.
share-who-asked = The result goes to whoever asked you for it, and to whoever has the link.
share-preview = Below is exactly what the link will show.
share-preview-awaited = Preparing what the link will show …
share-preview-missing = The relay does not answer, so nothing can be shared now. The result stays here; you can copy or save it.
share-send = Create the link
share-send-asked = Share the result
share-sending = Creating the link …
share-close = Cancel
share-done = Done
share-made = The link works until { $moment }.
share-made-asked = Whoever asked sees the result now. It can be seen until { $moment }.
share-link = Link
share-revoke = Take it back
share-revoke-about = The link stops working at once. This browser remembers how; from elsewhere, only this secret can do it, and it is shown only now:
share-revoking = Taking it back …
share-revoked = The link does not work any more.
share-failed = The relay does not answer. The result is still here; try again.

## A run that somebody asks for

ask-title = You are asked to run this check
ask-for = Whoever sent you the link wants to see how a connection to { $target } goes from where you are.
ask-note = They write: { $note }
ask-how = Press Check. Nothing is sent to them until you have seen the result and agree.
ask-answered = A result has been shared already. You can run the check once more.
ask-share = Share the result with whoever asked
ask-gone = This request does not work any more. Ask for a new link, or check a computer of your own choice.

## What a program said

said-field = What did your program say? (optional)
said-hint = A code such as 0x4, or the whole message: it is explained beside the result.
said-title = What your program said
said-awaited = Looking the code up …
said-missing = The code could not be looked up: the relay does not answer. All codes are listed at /codes.
said-more = More about this code
said-meanings = What it means
