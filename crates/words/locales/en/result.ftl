### The pages of shared results, of comparisons and of runs that somebody asked for, which a relay renders.

## A shared result

page-shared-title = Check of { $target }
page-shared-title-public = A Remote Desktop check
page-shared-description = See where a Remote Desktop connection fails, what that means, and who can fix it.
page-shared-from = Checked
page-shared-just-now = less than a minute ago
page-shared-a-minute = 1 minute
page-shared-ago = { $span } ago
page-shared-stand-ins = Names and addresses are placeholders
page-shared-old = This result is more than a day old. Settings, addresses, and certificates can have changed. Check again before you act on it.
page-shared-uploaded = Someone uploaded this result. This server didn't run the check, so it can't vouch for what it says.
page-shared-doing = Note from the person who shared this
page-shared-actions = Actions for this result
page-shared-again = Check again
page-shared-save = Save as
page-shared-save-html = HTML
page-shared-save-markdown = Markdown
page-shared-save-text = Text
page-shared-save-json = JSON
page-shared-compare = Compare…
page-shared-copy = Copy
page-shared-copy-line = One line
page-shared-copy-text = Text
page-shared-copy-markdown = Markdown
page-shared-copy-link = Link
page-shared-copied = Copied.
page-shared-uncopied = This browser doesn't allow copying from the page. The text is selected, so copy it with Ctrl+C.
page-shared-print = Print
page-shared-open-all = Open all steps
page-shared-close-all = Close all steps
page-shared-about = About this result
page-shared-run = Checked
page-shared-shared = Shared
page-shared-expires = Link works until
page-shared-revocable = The person who shared it can delete it sooner.
page-shared-level = What it shows
page-shared-everything = Everything.
page-shared-everything-left-out = Nothing was removed.
page-shared-support = For support.
page-shared-support-left-out = User names and certificate names that don't match are replaced. Private addresses are cut to their network. Message bytes that can contain a name are removed.
page-shared-public = Public.
page-shared-public-left-out = All names of computers, organizations, and people and all addresses are replaced by placeholders. Only the day is shown. All message bytes are removed.
page-shared-bytes = Messages
page-shared-bytes-left-out = To keep this page small, it only shows message bytes where the connection failed. The HTML and JSON files have all of them.
page-shared-link = Link
page-shared-more = More
page-shared-revoke = Delete result
page-shared-revoke-sure = Delete it now for everyone?
page-shared-unrevoked = It couldn't be deleted. Try again in a moment.

## Links that lead to no result

page-gone-title = Result not found
page-gone-lead = It may have expired or been deleted.
page-gone-lives = Results are kept for { $span } at most, often for a shorter time. Then they're deleted.
page-gone-off = This server doesn't keep results.
page-gone-revoked = The person who shared a result can delete it at any time.
page-gone-copied = Check that you copied the whole link. It ends with 22 characters after /r/.
page-gone-again-title = How to get a new one
page-gone-again = Ask the person who sent you the link to check and share again. Or run the check yourself. It takes a few seconds and never asks for your password.
page-gone-ask = Ask someone to run a check

## Two results side by side

page-compare-title = Compare two results
page-compare-lead = See the first step where two checks differ, for example yesterday and today, and what changed.
page-compare-with = Compare with another result
page-compare-with-lead = Show a second result next to this one, for example from another day.
page-compare-other = Link to the other result
page-compare-do = Compare
page-compare-earlier = Earlier
page-compare-later = Later
page-compare-first = First
page-compare-second = Second
page-compare-found = The result we found
page-compare-open = Open result
page-compare-jump = Go to the first difference
page-compare-swap = Swap sides
page-compare-step = Step
page-compare-first-difference = first difference
page-compare-values = What changed
page-compare-no-change = Addresses, certificate, protocol, and times are the same in both.
page-compare-same = What stayed the same or can't be compared
page-compare-what = What
page-compare-others = Compare other results
page-compare-which = Choose two results
page-compare-a = Link to the first result
page-compare-b = Link to the second result
page-compare-content-a = Contents of the first file
page-compare-content-b = Contents of the second file
page-compare-brought = This result is from a file or a check:
page-compare-unaddressed = This comparison has no link of its own. To send it, share both results and compare their links.
page-compare-last = Use this browser's last result
page-compare-files = Choose saved JSON files
page-compare-paste = Paste the contents of saved JSON files
page-compare-bad-link = This isn't a link to a result on this server. A link looks like { $link }.
page-compare-sealed = This result is encrypted, so only a browser with the full link can read it. Open the link, save the result as JSON, and choose that file here.

## Asking for a run

page-request-title = Ask someone to run a check
page-request-lead = Create a link and send it. The other person sees your message and runs the check with one click. They decide whether to share the result with you.
page-request-target = Computer to check
page-request-target-hint = Name or IP address. Add the port if it isn't 3389.
page-request-note = Your message
page-request-note-hint = Say who you are and why you ask (256 characters at most).
page-request-ticket = Ticket reference (optional)
page-request-ticket-hint = Your own reference, for example INC-4711. The other person sees it too.
page-request-life = Link works until
page-request-lasting = How long the link works
page-request-hour = One hour
page-request-day = One day
page-request-week = Seven days
page-request-month = Thirty days
page-request-do = Create link
page-asked-heading = Your request for a check
page-asked-title = Your request to check { $target }
page-asked-unopened = No one has opened the link yet.
page-asked-opened = The link is open. The check hasn't started.
page-asked-running = The check is running.
page-asked-finished = The check is finished. The result waits for the person's consent.
page-asked-answered = A result was sent.
page-asked-answers = Results sent
page-asked-compare = Compare with the one before
page-asked-give = Send this link
page-asked-give-lead = It opens the check with this computer already entered. It doesn't lead to this page.
page-asked-copy = Copy link
page-asked-qr = QR code of this link
page-asked-ticket = Ticket reference
page-asked-what = What you ask for
page-asked-keep = Bookmark this page. Its address is secret, and it's the only way to get back to the result.

## /run/<key>

page-run-refreshes = This page updates itself until the check is done.

## /

page-scope = This server only checks some computers, including { $names }.
page-scope-unsaid = This server only checks some computers. Its owner can tell you which.
