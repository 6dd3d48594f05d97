### Das Dokument für die Anmeldung, in einem Rahmen der Seite.

desktop-title = Mit Ihrem Konto testen
desktop-trust = Ihr Kennwort geht verschlüsselt von diesem Tab zum Computer. Dieser Server leitet die Bytes weiter und kann sie nicht lesen. Sie vertrauen der Seite, die er Ihnen geschickt hat.
desktop-unframed = Diese Seite gehört zu einer Prüfung. Starten Sie zuerst eine Prüfung und wählen Sie dann „Mit Ihrem Konto testen“.
desktop-no-script = Dafür wird JavaScript benötigt. Sie können auch die Befehlszeile auf Ihrem eigenen Gerät verwenden.
desktop-user = Benutzername
desktop-domain = Domäne (optional)
desktop-password = Kennwort
desktop-expected = Die Prüfung sah das Zertifikat mit diesem SHA-256:
desktop-without-nla = Dieser Computer verwendet kein NLA ({ -nla }). Er bekommt das Kennwort selbst zu sehen. Trotzdem senden, dieses eine Mal.
desktop-one-try = Jede Prüfung erlaubt einen Versuch. Nichts, was Sie hier eingeben, wird gespeichert.
desktop-warned = Sie haben dieses Konto vor wenigen Minuten verwendet. Konten werden oft nach 3 bis 10 falschen Kennwörtern gesperrt. Wählen Sie noch einmal „Anmelden“, um fortzufahren.
desktop-too-many = Sie haben dieses Konto in 30 Minuten 3-mal verwendet. Warten Sie vor dem nächsten Versuch, sonst wird das Konto vielleicht gesperrt.
desktop-sign-in = Anmelden
desktop-session = Anmeldung
desktop-certificate = Zertifikat des Computers
desktop-certificate-same = Es ist dasselbe Zertifikat, das die Prüfung sah.
desktop-certificate-other = Es ist nicht das Zertifikat, das die Prüfung sah.
desktop-screen = Bildschirm des Computers
desktop-black = Das Bild ist schwarz. Das kann stimmen: Ein neuer Desktop bleibt schwarz, bis etwas darauf erscheint.
desktop-leave = Ihre Tastatur bedient jetzt den Computer. Mit Strg+Alt+Pos1 verlassen Sie seinen Bildschirm.
desktop-enlarge = Bild vergrößern
desktop-shrink = Bild verkleinern
desktop-keep = 10 Minuten offen halten
desktop-close = Sitzung schließen

## Was es unterwegs und am Ende sagt

desktop-say-loading = Der Remotedesktop-Client wird geladen …
desktop-say-connecting = Verbindung zum Computer wird hergestellt …
desktop-say-signing-in = Die Verbindung ist verschlüsselt. Anmeldung läuft …
desktop-say-signed-in = Der Computer hat Ihr Konto angenommen. Warten auf das Bild …
desktop-say-picture = Sie sind angemeldet, und dies ist das Bild. Es schließt sich nach einer Minute von selbst.
desktop-say-picture-without-nla = Dies ist das Bild. Der Computer prüft Kennwörter nur auf seinem eigenen Bildschirm, sehen Sie also dort nach. Es schließt sich nach einer Minute.
desktop-say-kept = Die Sitzung bleibt 10 Minuten offen.
desktop-say-closed = Die Sitzung ist geschlossen. Die Schritte auf der Seite zeigen, was funktioniert hat.
desktop-say-ended = Der Computer hat die Sitzung beendet. Die Schritte auf der Seite zeigen, wo.
desktop-say-wrong-password = Der Computer hat den Benutzernamen oder das Kennwort abgelehnt. Es gab keinen weiteren Versuch.
desktop-say-no-right = Das Kennwort stimmt, aber dieses Konto darf Remotedesktop hier nicht verwenden.
desktop-say-certificate-changed = Das Zertifikat hat sich seit der Prüfung geändert. Ihr Kennwort wurde nicht gesendet.
desktop-say-broken = Die Anmeldung wurde abgebrochen. Die Schritte auf der Seite zeigen, wo und warum.
desktop-say-unreachable = Die Verbindung zum Computer hat diesmal nicht funktioniert. Ihr Kennwort wurde nicht gesendet.
desktop-say-port-refused = Der Computer hat die Verbindung diesmal abgelehnt. Ihr Kennwort wurde nicht gesendet.
desktop-say-silent = Der Computer hat diesmal nicht geantwortet. Ihr Kennwort wurde nicht gesendet.
desktop-say-cut = Die Verbindung brach ab, bevor sie verschlüsselt war. Ihr Kennwort wurde nicht gesendet.
desktop-say-tls-alert = Der Computer hat es abgelehnt, die Verbindung zu verschlüsseln. Ihr Kennwort wurde nicht gesendet.
desktop-say-negotiation = Der Computer hat diese Art von Verbindung abgelehnt. Ihr Kennwort wurde nicht gesendet. Die Schritte auf der Seite zeigen, warum.
desktop-say-no-name = Dieser Server hat den Namen des Computers diesmal nicht gefunden. Ihr Kennwort wurde nicht gesendet.
desktop-say-forbidden = Dieser Server darf sich nicht mit diesem Computer verbinden. Ihr Kennwort wurde nicht gesendet.
desktop-say-client-failed = Der Remotedesktop-Client in dieser Seite hat versagt, nicht der Computer. Versuchen Sie es mit einer anderen App.
desktop-say-client-stopped = Der Client auf dieser Seite konnte die Anmeldung nicht abschließen. Versuchen Sie es mit einer anderen App.
desktop-say-refused = Der Server hat die Anmeldung abgelehnt.
desktop-say-not-started = Der Remotedesktop-Client konnte nicht geladen werden. Laden Sie die Seite neu und versuchen Sie es wieder.
