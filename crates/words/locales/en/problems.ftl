### Why a relay does not keep, show or take back a result, or does not pass on a request for a run.

problem-too-large = This is longer than a result can be. Share the result as the page made it, or save it as a file.
problem-unreadable = The relay cannot read this request. Reload the page and try again.
problem-from-the-future = This result was written by a newer version of rdptrace than this relay runs. Use a relay of that version.
problem-not-a-report = This is not a result as a run writes it, so it cannot be shared. Run the check again and share that.
problem-already-redacted = More was taken out of this result already than this level takes out. Choose the level at which it was shared, or a stricter one.
problem-life-not-allowed = The owner of this relay keeps results for a shorter time. Choose a shorter life.
problem-sharing-is-off = The owner of this relay keeps no results. Save the result as a file and send that.
problem-store-full = This relay has no room for more results. Save the result as a file, and tell the owner of the relay.
problem-store-busy = The relay's database did not answer in time. The result is still on your page; try again in a few seconds.
problem-store-gone = The relay's database is out of order. The result is still on your page; try again later, or save it as a file.
problem-gone = There is nothing under this link: it never was, has expired, or was taken back. Ask whoever sent it for a new one.
problem-wrong-secret = Only whoever shared this result can take it back, with the secret that was shown then.
problem-target-forbidden = This relay may not check that computer. Ask its owner to allow it.
problem-overloaded = The relay has too much to do. Try again in a minute.
problem-sealed = This result is sealed: only a browser with the whole link can read it, and save it from there.
problem-recording-gone = This recording is no longer there. The relay keeps what a run sent and received for 15 minutes, or less while many people use it. Run the check again to get a new one.
problem-recording-no-secrets = This check kept no TLS secrets: they are kept only where that was asked for before it began.

## In place of a page

problem-for-now-title = This cannot be shown just now
problem-nowhere-title = There is nothing here
problem-nowhere = No page of this relay has this address. Checks start at its front page.
problem-misdirected-title = The relay does not answer under this address
problem-misdirected = Open it under the address that it printed when it started, or add the address to `public_origins`.
problem-other-site-title = This request comes from another site
problem-other-site = This relay answers only its own pages. If the other site is yours, add it to `public_origins`.
