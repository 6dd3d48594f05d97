# The page that lists the links this browser has made.

page-links-title = Your links
page-links-lead = Links to results and requests that were made in this browser. The list is kept in this browser only.
page-links-unscripted = This list needs JavaScript, because only your browser has it.
page-links-none = No links here. They appear after you share a result or ask for a check in this browser.
page-links-result = Result
page-links-sealed = Encrypted result. Only the full link opens it, and this browser doesn't keep that.
page-links-request = Request
page-links-until = until
page-links-delete = Delete link
page-links-sure = Select again to delete
page-links-failed = Not deleted. Try again.
page-links-deleted = Link deleted.
page-links-forget = Remove from list
page-links-unknown = This server can't say more about it at the moment.
