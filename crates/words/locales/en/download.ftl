# The page where the app can be had for one's own computer.

download-title = Check from your own computer
download-lead = The app checks a Remote Desktop connection from the computer it runs on. It needs no password and isn't installed.
download-windows = Windows 10 or later
download-linux = Linux on Intel or AMD processors
download-get = Download { $file } ({ $megabytes } MB)
download-run = Open a terminal where you saved it, and name the computer that you want to reach:
download-sum = To make sure that the file arrived as it is here, run this command. It must show the SHA-256 below:
download-asked-title = Were you asked for a check?
download-asked = The page that you were sent has a whole command that begins with “rdptrace”. In the folder where you saved the app, write .\rdptrace.exe (Windows) or ./rdptrace (Linux) instead of that word.
