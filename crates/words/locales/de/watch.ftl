# Die Seite mit den überwachten Computern.

watch-title = Überwachte Computer
watch-lead = Was dieser Server von selbst prüft, und was er in den letzten 7 Tagen gefunden hat.
watch-none = Hier werden keine überwachten Computer gezeigt. Die Konfiguration des Servers nennt sie und wer sie sehen darf.
watch-from = von { $place }
watch-from-server = von diesem Server
watch-since = seit { $moment }.
watch-checked = Letzte Prüfung: { $age }.
watch-pending = Noch nicht geprüft.
watch-timeline = Die letzten 7 Tage. So oft war er nicht erreichbar: { $down }.
watch-up = Erreichbar
watch-down = Nicht erreichbar
watch-not-run = Nicht geprüft
watch-was-up = Anders als gestern: Er war erreichbar.
watch-was-down = Anders als gestern: Er war nicht erreichbar.
watch-was-not-run = Anders als gestern: Er wurde nicht geprüft.
watch-new = Von gestern ist nichts bekannt.
watch-policy = Die Richtlinie am Ort der Prüfung erlaubt es nicht.
watch-agent = Der Agent ist nicht verbunden oder kam nicht zum Ende.
watch-busy = Der Server hatte keinen Platz für die Prüfung.
watch-place = Am Ort der Prüfung war etwas im Weg. Über den Computer ist also nichts bekannt.
watch-time = Die Prüfung dauerte zu lange.
