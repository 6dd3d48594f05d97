### What can be done with a result on the live page: take it along, share it, open one again; and what a program said.

## Taking a result along

page-take-share = Send to support
page-take-copy = Copy
page-take-copy-line = One line
page-take-copy-text = Text
page-take-copy-markdown = Markdown
page-take-copy-link = Copy link
page-take-save = Save
page-take-save-json = JSON (can be reopened here)
page-take-save-html = Web page (HTML)
page-take-print = Print
page-take-compare = Compare with the previous result
page-take-recording = Packet capture for Wireshark
page-take-recording-hint = The network traffic of this check as a pcapng file, kept by this server for 15 minutes. It names the computer and its addresses.
page-take-recording-again = Check again and keep the keys to decrypt TLS
page-take-recording-secrets = With the keys to decrypt TLS
page-take-done = Copied
page-take-saved = Saved
page-take-not-copied = The browser doesn't allow copying. Select this text and copy it:
page-take-not-saved = The server doesn't answer, so this file can't be created now. The result is still here. Save it as JSON, which works without the server, or try again.

## A result of another time or place

page-kept-from = This result is from { $moment }.
page-kept-doing = Note from the person who shared this: “{ $doing }”
page-kept-redacted-support = Some names and addresses were removed for support.
page-kept-redacted-public = All names and addresses were removed.
page-kept-fault-unreadable = This isn't a saved rdptrace result. Choose a JSON file saved on this page.
page-kept-fault-from-the-future = This result was saved by a newer version. Reload this page, or open the file on the server it was saved on.
page-kept-fault-not-a-report = This file looks like a result but contradicts itself, so someone probably changed it. Ask for it again.
page-kept-fault-too-large = This file is too long for a result. Choose a JSON file saved on this page.
page-kept-fault-gone = This link has expired or was deleted. Ask the sender for a new one.
page-kept-fault-unreachable = The server doesn't answer, so the result can't be loaded. Reload this page later.
page-kept-fault-locked = This result is encrypted, and the link lacks its key. Open the full link, including everything after the #.

## Sharing

page-share-title = Send to support
page-share-level = What the link shows
page-share-level-everything = Everything
page-share-level-everything-about = As you see it, with all names, addresses, and bytes.
page-share-level-support = For support
page-share-level-support-about = Keeps the computer's name. Removes user names, cookies, the last part of private addresses, and certificate names that don't match.
page-share-level-public = Public
page-share-level-public-about = Nothing names a computer, an organization, a person, or an address. For forums.
page-share-life = How long the link works
page-share-life-hour = 1 hour
page-share-life-day = 1 day
page-share-life-week = 7 days
page-share-life-month = 30 days
page-share-until = Until { $moment }.
page-share-doing = Add a note (optional)
page-share-doing-said = My app said: { $said }
page-share-doing-hint = Everyone with the link sees this.
page-share-seal = Encrypt it (only people with the full link can read it)
page-share-seal-about = It's encrypted in your browser, so this server can't read it. The key is only in the link, so send the full link.
page-share-who = Anyone with the link can open it without signing in. It isn't listed anywhere, and search engines are asked not to index it.
page-share-who-asked = The result goes to the person who asked you for it, and to anyone with the link.
page-share-preview = This is exactly what the link will show:
page-share-preview-awaited = Preparing what the link will show…
page-share-preview-missing = The server doesn't answer, so nothing can be shared now. The result stays here, and you can copy or save it.
page-share-send = Create and copy link
page-share-send-asked = Share result
page-share-sending = Creating the link…
page-share-change = Change what is sent
page-letter = Write to support
page-letter-subject = Remote Desktop doesn't connect
page-share-close = Cancel
page-share-done = Done
page-share-ready = The link is ready.
page-share-made = The link works until { $moment }.
page-share-made-asked = The person who asked sees the result now. They can see it until { $moment }.
page-share-link = Link
page-share-revoke = Delete link
page-share-revoke-about = The link stops working right away. You can delete it later from this browser. To delete it from another device, save this code (shown only once):
page-share-revoking = Deleting the link…
page-share-revoked = The link doesn't work anymore.
page-share-failed = The server doesn't answer. The result is still here. Try again.

## A run that somebody asks for

page-ask-title = You are asked to run this check
page-ask-for = Someone asked you to run a check of { $target }. The check is made by this server, not by your device.
page-ask-for-one = Someone asked you to check one of these computers. The check is made by this server, not by your device.
page-ask-which = Which computer?
page-ask-note = They write: { $note }
page-ask-ticket = Ticket: { $ticket }
page-ask-how = Select “Find the problem”. Nothing is sent until you've seen the result and agree.
page-ask-own = To check from your own computer, run this command there. It asks before it sends anything:
page-ask-app = Get the app for your computer
page-ask-answered = A result has already been shared. You can run the check again.
page-ask-share = Send the result to the person who asked
page-ask-send = Send result to support
page-ask-sent = The result was sent
page-ask-what = Support sees the computer's name and every step. User names and cookies are removed. The link works for seven days at most.
page-ask-what-public = Support sees every step, but nothing that names a computer, an organization, a person, or an address. The link works for seven days at most.
page-ask-into-ticket = A summary and a link to the result are added to ticket { $ticket }.
page-launch-title = This check is ready
page-launch-for = It's for { $target }. The check is made by this server, not by your device.
page-launch-for-one = It's for one of these computers. The check is made by this server, not by your device.
page-ask-gone = You can still check a computer of your choice.

## What a program said

page-said-field = Error code or message (optional)
page-said-hint = Paste the code (such as 0x4) or the whole message.
page-said-title = What your app showed
page-said-awaited = Looking up the code…
page-said-missing = The server doesn't answer, so the code couldn't be looked up. All codes are listed at /codes.
page-said-more = More about this code
page-said-meanings = What it means
