# Die Seite, auf der es die App für den eigenen Computer gibt.

download-title = Vom eigenen Computer aus prüfen
download-lead = Die App prüft eine Verbindung mit Remotedesktop von dem Computer aus, auf dem sie läuft. Sie braucht kein Kennwort und wird nicht installiert.
download-windows = Windows 10 oder neuer
download-linux = Linux auf Prozessoren von Intel oder AMD
download-get = { $file } herunterladen ({ $megabytes } MB)
download-run = Öffnen Sie ein Terminal im Ordner der App, und nennen Sie den Computer, den Sie erreichen wollen:
download-sum = Um sicherzugehen, dass die Datei so angekommen ist, wie sie hier liegt, führen Sie diesen Befehl aus. Er muss den SHA-256-Wert darunter zeigen:
download-asked-title = Wurden Sie um eine Prüfung gebeten?
download-asked = Die Seite, die Sie bekommen haben, zeigt einen ganzen Befehl, der mit „rdptrace“ beginnt. Schreiben Sie in dem Ordner, in dem Sie die App gespeichert haben, .\rdptrace.exe (Windows) oder ./rdptrace (Linux) anstelle dieses Wortes.
