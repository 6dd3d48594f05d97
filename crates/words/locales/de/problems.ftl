### Why a relay does not keep, show or take back a result, or does not pass on a request for a run.

problem-too-large = Das ist länger, als ein Ergebnis sein kann. Teilen Sie das Ergebnis so, wie die Seite es gemacht hat, oder speichern Sie es als Datei.
problem-unreadable = Das Relay kann diese Anfrage nicht lesen. Laden Sie die Seite neu, und versuchen Sie es noch einmal.
problem-from-the-future = Dieses Ergebnis stammt von einer neueren Version von rdptrace, als dieses Relay sie hat. Nehmen Sie ein Relay dieser Version.
problem-not-a-report = Das ist kein Ergebnis, wie eine Prüfung es schreibt, und lässt sich deshalb nicht teilen. Prüfen Sie noch einmal, und teilen Sie das neue Ergebnis.
problem-already-redacted = Aus diesem Ergebnis wurde schon mehr entfernt, als diese Stufe entfernt. Wählen Sie die Stufe, auf der es geteilt wurde, oder eine strengere.
problem-life-not-allowed = Der Betreiber dieses Relays bewahrt Ergebnisse nicht so lange auf. Wählen Sie eine kürzere Dauer.
problem-sharing-is-off = Der Betreiber dieses Relays bewahrt keine Ergebnisse auf. Speichern Sie das Ergebnis als Datei, und senden Sie diese.
problem-store-full = Dieses Relay hat keinen Platz für weitere Ergebnisse. Speichern Sie das Ergebnis als Datei, und sagen Sie dem Betreiber des Relays Bescheid.
problem-store-busy = Die Datenbank des Relays hat nicht rechtzeitig geantwortet. Das Ergebnis ist noch auf Ihrer Seite; versuchen Sie es in einigen Sekunden noch einmal.
problem-store-gone = Die Datenbank des Relays ist außer Betrieb. Das Ergebnis ist noch auf Ihrer Seite; versuchen Sie es später noch einmal, oder speichern Sie es als Datei.
problem-gone = Unter diesem Link ist nichts: Es gab ihn nie, er ist abgelaufen, oder er wurde zurückgenommen. Bitten Sie den Absender um einen neuen.
problem-wrong-secret = Nur wer dieses Ergebnis geteilt hat, kann es zurücknehmen, mit dem Geheimnis, das damals gezeigt wurde.
problem-target-forbidden = Dieses Relay darf den Computer nicht prüfen. Bitten Sie den Betreiber, es zu erlauben.
problem-overloaded = Das Relay hat zu viel zu tun. Versuchen Sie es in einer Minute noch einmal.
problem-sealed = Dieses Ergebnis ist versiegelt: Nur ein Browser mit dem ganzen Link kann es lesen und von dort speichern.
problem-recording-gone = Diese Aufzeichnung gibt es nicht mehr. Das Relay bewahrt 15 Minuten lang auf, was eine Prüfung gesendet und empfangen hat, oder kürzer, wenn viele es benutzen. Prüfen Sie noch einmal, um eine neue zu bekommen.
problem-recording-no-secrets = Diese Prüfung hat keine TLS-Geheimnisse behalten: Sie werden nur behalten, wenn das vor ihrem Beginn gewünscht wurde.

## Anstelle einer Seite

problem-for-now-title = Das lässt sich gerade nicht zeigen
problem-nowhere-title = Hier ist nichts
problem-nowhere = Keine Seite dieses Relays hat diese Adresse. Prüfungen beginnen auf seiner Startseite.
problem-misdirected-title = Das Relay antwortet unter dieser Adresse nicht
problem-misdirected = Öffnen Sie es unter der Adresse, die es beim Start ausgegeben hat, oder tragen Sie diese Adresse in `public_origins` ein.
problem-other-site-title = Diese Anfrage kommt von einer anderen Website
problem-other-site = Dieses Relay antwortet nur seinen eigenen Seiten. Wenn die andere Website Ihre ist, tragen Sie sie in `public_origins` ein.
