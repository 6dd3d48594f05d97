# What every page ends with, where the owner of the server says who they are.
operator-run-by = Run by { $name }
operator-help = Get help
operator-privacy = Privacy
