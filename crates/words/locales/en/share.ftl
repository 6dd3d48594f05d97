### What can be done with a result on the live page: take it along, share it, open one again; and what a program said.

## Taking a result along

page-take-share = Send to support
page-take-copy = Copy
page-take-copy-line = One line
page-take-copy-text = Text
page-take-copy-markdown = Markdown
page-take-copy-link = Copy the link
page-take-save = Save
page-take-save-json = JSON, to open here again
page-take-save-html = One HTML file
page-take-print = Print
page-take-compare = Compare with the result before
page-take-recording = Packet capture for Wireshark
page-take-recording-hint = The bytes of this run as a pcapng file, kept by the relay for 15 minutes. It names the computer and its addresses.
page-take-recording-again = Check again and keep the keys that decrypt TLS
page-take-recording-secrets = With the keys that decrypt its TLS
page-take-done = Copied
page-take-saved = Saved
page-take-not-copied = The browser does not allow copying. Select this text and copy it:
page-take-not-saved = The relay does not answer, so this form cannot be made now. The result is still here; save it as JSON, which needs no relay, or try again.

## A result of another time or place

page-kept-from = This result is from { $moment }.
page-kept-doing = What the person was doing: “{ $doing }”
page-kept-redacted-support = Some names and addresses were taken out of it for support.
page-kept-redacted-public = All names and addresses were taken out of it.
page-kept-fault-unreadable = This is no saved result. Choose a JSON file that was saved on this page.
page-kept-fault-from-the-future = This result was saved by a newer version. Load this page once more, or open the file where it was saved.
page-kept-fault-not-a-report = This file looks like a result but contradicts itself; it was probably changed. Ask for it once more.
page-kept-fault-too-large = This file is longer than any result. Choose a JSON file that was saved on this page.
page-kept-fault-gone = This link does not work any more: its time is over, or whoever shared the result took it back. Ask them for a new one.
page-kept-fault-unreachable = The relay does not answer, so the result cannot be fetched. Load the page once more in a while.
page-kept-fault-locked = This result is sealed, and the link lacks its key. Open the whole link, with everything behind the #.

## Sharing

page-share-title = Create a link for support
page-share-level = What the link shows
page-share-level-everything = Everything
page-share-level-everything-about = As you see it, with all names, addresses and bytes.
page-share-level-support = For support
page-share-level-support-about = The computer stays named. User names, cookies, the last part of private addresses and names in the certificate that do not match are taken out.
page-share-level-public = Public
page-share-level-public-about = Nothing names a computer, an organisation, a person or an address. For forums.
page-share-life = How long it works
page-share-life-hour = 1 hour
page-share-life-day = 1 day
page-share-life-week = 7 days
page-share-life-month = 30 days
page-share-until = Until { $moment }.
page-share-doing = What were you doing? (optional)
page-share-doing-said = My program said: { $said }
page-share-doing-hint = Shown to whoever opens the link, as you write it.
page-share-seal = Seal it
page-share-seal-about = Encrypted in your browser: the relay cannot read it. The key is in the link alone, so send the whole link.
page-share-who = Anyone with the link can open the result, without signing in. It is listed nowhere, and search engines are told to keep out.
page-share-who-asked = The result goes to whoever asked you for it, and to whoever has the link.
page-share-preview = Below is exactly what the link will show.
page-share-preview-awaited = Preparing what the link will show …
page-share-preview-missing = The relay does not answer, so nothing can be shared now. The result stays here; you can copy or save it.
page-share-send = Create the link
page-share-send-asked = Share the result
page-share-sending = Creating the link …
page-share-close = Cancel
page-share-done = Done
page-share-ready = The link is ready.
page-share-made = The link works until { $moment }.
page-share-made-asked = The person who asked sees the result now. It can be seen until { $moment }.
page-share-link = Link
page-share-revoke = Take it back
page-share-revoke-about = The link stops working at once. This browser remembers how; from elsewhere, only this secret can do it, and it is shown only now:
page-share-revoking = Taking it back …
page-share-revoked = The link does not work any more.
page-share-failed = The relay does not answer. The result is still here; try again.

## A run that somebody asks for

page-ask-title = You are asked to run this check
page-ask-for = The person who sent you the link wants to see how a connection to { $target } goes from where you are.
page-ask-note = They write: { $note }
page-ask-how = Press Check. Nothing is sent to them until you have seen the result and agree.
page-ask-answered = A result has been shared already. You can run the check once more.
page-ask-share = Share the result with whoever asked
page-ask-gone = This request does not work any more. Ask for a new link, or check a computer of your own choice.

## What a program said

page-said-field = Error code or message (optional)
page-said-hint = Paste the code (such as 0x4) or the whole message.
page-said-title = What your program said
page-said-awaited = Looking the code up …
page-said-missing = The code could not be looked up: the relay does not answer. All codes are listed at /codes.
page-said-more = More about this code
page-said-meanings = What it means
