# Womit jede Seite endet, wenn der Betreiber sagt, wer er ist.
operator-run-by = Betrieben von { $name }
operator-help = Hilfe
operator-privacy = Datenschutz
