# Die Seite mit den Links, die in diesem Browser erstellt wurden.

page-links-title = Ihre Links
page-links-lead = Links zu Ergebnissen und Anfragen, die in diesem Browser erstellt wurden. Die Liste hat nur dieser Browser.
page-links-unscripted = Diese Liste braucht JavaScript, weil nur Ihr Browser sie hat.
page-links-none = Hier sind keine Links. Sie erscheinen, wenn Sie in diesem Browser ein Ergebnis teilen oder um eine Prüfung bitten.
page-links-result = Ergebnis
page-links-sealed = Verschlüsseltes Ergebnis. Nur der ganze Link öffnet es, und den behält dieser Browser nicht.
page-links-request = Anfrage
page-links-until = bis
page-links-delete = Link löschen
page-links-sure = Zum Löschen noch einmal auswählen
page-links-failed = Nicht gelöscht. Versuchen Sie es noch einmal.
page-links-deleted = Link gelöscht.
page-links-forget = Aus der Liste entfernen
page-links-unknown = Dieser Server kann im Moment nicht mehr dazu sagen.
