### Why a relay does not keep, show or take back a result, or does not pass on a request for a run.

problem-too-large = This is too long for a result. Share the result from the page, or save it as a file.
problem-unreadable = We couldn't read this request. Reload the page and try again.
problem-from-the-future = This result comes from a newer version of rdptrace than this server runs. Use a server with that version.
problem-not-a-report = This isn't a result of a check, so it can't be shared. Run the check again and share that result.
problem-already-redacted = More was already removed from this result than this level removes. Choose the level it was shared at, or a stricter one.
problem-life-not-allowed = The owner of this server keeps results for a shorter time. Choose a shorter time.
problem-sharing-is-off = This server doesn't keep results. Save the result as a file and send the file.
problem-store-full = This server has no room for more results. Save the result as a file, and tell the owner of this server.
problem-store-busy = The server's database didn't answer in time. The result is still on your page. Try again in a few seconds.
problem-store-gone = The server's database isn't available. The result is still on your page. Try again later, or save it as a file.
problem-gone = There's nothing at this link. It never existed, has expired, or was deleted. Ask the sender for a new one.
problem-launch-gone = This check was opened before, or it waited too long. Reload the ticket to get a new one. If that doesn't help, tell your help desk.
problem-wrong-secret = Only the person who shared this result can delete it, with the code shown at that time.
problem-target-forbidden = This server isn't allowed to check that computer. Ask its owner to allow it.
problem-overloaded = This server is busy. Try again in a minute.
problem-sealed = This result is encrypted. Only a browser with the full link can read and save it.
problem-recording-gone = This recording isn't available anymore. The server keeps what a check sent and received for up to 15 minutes. Run the check again to get a new one.
problem-recording-no-secrets = This check kept no TLS secrets. They're only kept if you ask for it before the check.

## Limits

limit-runs-at-once = Several checks from your network are still running. Start the next one when one of them is done.
limit-runs = Many checks were started from your network. You can start the next one in { $wait }.
limit-target-at-once = Other people are checking this computer right now. Try again when they're done.
limit-target = This computer was checked many times in the last minute. You can check it again in { $wait }.
limit-queue = This server is running as many checks as it can, and others are waiting. Try again in { $wait }.
limit-sockets = Several pages from your network are open already. Close one of them, and try again.
limit-waiting = Several pages from your network are already waiting for results. Close one of them, and try again.
limit-shares = Many results were shared from your network. You can share the next one in { $wait }, or save it as a file.
limit-room = Results from your network took their share of the space. Try again in { $wait }, or save the result as a file.
limit-asks = Many checks were requested from your network. You can request the next one in { $wait }.
limit-launches = Many checks were opened from tickets in your network. You can open the next one in { $wait }.
limit-bodies = This server is receiving as much as it can right now. Try again in { $wait }.
limit-sign-ins = There were several sign-ins to this computer, and more could lock the account. You can sign in again in { $wait }.
limit-portal = Many people are using checks from this portal right now. Try again in { $wait }.

## In place of a page

problem-for-now-title = This can't be shown right now
problem-nowhere-title = Page not found
problem-nowhere = This server has no page at this address. You can start a check on its front page.
problem-misdirected-title = This server doesn't answer at this address
problem-misdirected = Open it at the address it printed at the start. If you run this server, add this address to public_origins.
problem-proxied-title = This server is set up for one computer, not for a proxy
problem-proxied = Set public_origins and a [policy] in its configuration file. Then it can be used behind a proxy.
problem-other-site-title = This request comes from another website
problem-other-site = This server only answers its own pages. If the other website is yours, add it to public_origins.

## The element of a portal's page

embed-title = Remote Desktop check
embed-not-loaded = The check can't be shown here. Use this link instead.
embed-link = Check the connection
