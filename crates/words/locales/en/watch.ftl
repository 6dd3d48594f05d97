# The page about watched computers.

watch-title = Watched computers
watch-lead = What this server checks by itself, and what it found in the last 7 days.
watch-none = No watched computers are shown here. The server's configuration names them, and who can see them.
watch-from = from { $place }
watch-from-server = from this server
watch-since = since { $moment }.
watch-checked = Last check: { $age }.
watch-pending = Not checked yet.
watch-timeline = The last 7 days. Times when it was down: { $down }.
watch-up = Up
watch-down = Down
watch-not-run = Not checked
watch-was-up = Different from yesterday: it was up.
watch-was-down = Different from yesterday: it was down.
watch-was-not-run = Different from yesterday: it wasn't checked.
watch-new = Nothing is known from yesterday.
watch-policy = The policy where the check runs doesn't allow it.
watch-agent = The agent isn't connected, or didn't finish.
watch-busy = The server had no room for the check.
watch-place = Something where the check runs was in the way, so nothing is known of the computer.
watch-time = The check took too long.
