### The pages of shared results, of comparisons and of runs that somebody asked for, which a relay renders.

## A shared result

page-shared-title = Check of { $target }
page-shared-title-public = A Remote Desktop check
page-shared-description = Step by step, where a Remote Desktop connection breaks, what that means, and who can fix it.
page-shared-from = Checked
page-shared-just-now = less than a minute ago
page-shared-a-minute = 1 minute
page-shared-ago = { $span } ago
page-shared-stand-ins = Names and addresses are stand-ins
page-shared-old = This result is more than a day old. Settings, addresses and certificates may have changed since. Check again before you act on it.
page-shared-doing = What the person was doing, in their own words
page-shared-actions = What you can do with this result
page-shared-again = Check again from here
page-shared-save = Save as
page-shared-save-html = HTML
page-shared-save-markdown = Markdown
page-shared-save-text = Text
page-shared-save-json = JSON
page-shared-compare = Compare …
page-shared-copy = Copy
page-shared-copy-line = One line
page-shared-copy-text = Text
page-shared-copy-markdown = Markdown
page-shared-copy-link = Link
page-shared-copied = Copied.
page-shared-uncopied = This browser does not let the page copy. The text is selected: copy it with Ctrl+C.
page-shared-print = Print
page-shared-open-all = Open all steps
page-shared-close-all = Close all steps
page-shared-about = About this result
page-shared-run = Checked
page-shared-shared = Shared
page-shared-expires = Link works until
page-shared-revocable = The person who shared it can end that sooner.
page-shared-level = What it shows
page-shared-everything = Everything.
page-shared-everything-left-out = Nothing was left out.
page-shared-support = For support.
page-shared-support-left-out = User names and names in the certificate that do not match are replaced, private addresses are cut to their network, and the bytes of messages that may hold a name are left out.
page-shared-public = For everybody.
page-shared-public-left-out = Everything that names a computer, an organisation, a person or an address is replaced by a stand-in; of the time, only the day is told; all bytes are left out.
page-shared-bytes = Messages
page-shared-bytes-left-out = To keep this page small, it shows the bytes of messages only where the connection broke. The HTML file and the JSON have all.
page-shared-link = Link
page-shared-revoke = Delete this result
page-shared-revoke-sure = Delete it now, for everybody?
page-shared-unrevoked = It could not be deleted. Try again in a moment.

## Links that lead to no result

page-gone-title = This result is not here
page-gone-lead = The link leads to no result, or to none any more.
page-gone-lives = Results are kept for at most { $span }, often for less. Then they are deleted.
page-gone-off = This relay keeps no results.
page-gone-revoked = The person who shared a result can delete it at any time.
page-gone-copied = A link that was not copied to its end leads nowhere. It ends with 22 characters after /r/.
page-gone-again-title = How to get a new one
page-gone-again = Ask whoever sent you the link to check and share once more. Or check yourself: it takes a few seconds and asks for no password.
page-gone-ask = Ask somebody else to check

## Two results side by side

page-compare-title = Two results side by side
page-compare-lead = Yesterday and today, at home and in the office: see the first step at which two checks differ, and what has changed.
page-compare-with = Compare with another result
page-compare-with-lead = Lay a second result beside this one, such as one from another place or another day.
page-compare-other = Link to the other result
page-compare-do = Compare
page-compare-earlier = Earlier
page-compare-later = Later
page-compare-first = First
page-compare-second = Second
page-compare-found = The result that was found
page-compare-open = Open this result
page-compare-jump = See the first difference
page-compare-swap = Swap sides
page-compare-step = Step
page-compare-first-difference = first difference
page-compare-values = What changed
page-compare-no-change = Addresses, certificate, protocol and times are the same in both.
page-compare-same = What stayed the same or cannot be compared
page-compare-what = What
page-compare-others = Compare others
page-compare-which = Which two?
page-compare-a = Link to the first result
page-compare-b = Link to the second result
page-compare-last = Use the last result of this browser
page-compare-files = Choose saved JSON files
page-compare-paste = Paste the content of saved JSON files
page-compare-bad-link = This is no link to a result of this relay. A link looks like { $link }.
page-compare-sealed = This result is sealed: only a browser with the whole link can read it. Open the link, save the result as JSON, and choose that file here.

## Asking for a run

page-request-title = Ask somebody to check
page-request-lead = You get a link to give away. The person who opens it sees what you ask for, starts the check with one click and agrees to share. The result then appears on your page by itself.
page-request-target = Computer
page-request-target-hint = A name or an address, with a port if it is not 3389.
page-request-note = What the person is told
page-request-note-hint = Say who you are and why you ask. At most 256 characters.
page-request-life = Link works until
page-request-lasting = How long the link works
page-request-hour = One hour
page-request-day = One day
page-request-week = Seven days
page-request-month = Thirty days
page-request-do = Make the link
page-asked-heading = Waiting for a result
page-asked-title = Waiting for a check of { $target }
page-asked-waiting = Nobody has shared a result yet. This page shows it as soon as somebody does.
page-asked-give = Give this link away
page-asked-give-lead = It opens the check with this computer filled in. It does not lead to this page.
page-asked-copy = Copy the link
page-asked-what = What you ask for
page-asked-keep = Keep the address of this page. It is secret, and the only way to the result.
