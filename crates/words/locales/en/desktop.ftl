### The document that signs in, in a frame of the page.

desktop-title = Test with your account
desktop-trust = Your password goes encrypted from this tab to the computer. This server passes the bytes on and can't read them. You only need to trust the page that this server sent you.
desktop-unframed = This page is part of a check. Run a check first, then choose “Test with your account”.
desktop-no-script = This needs JavaScript. You can also use the command line on your own device.
desktop-user = User name
desktop-domain = Domain (optional)
desktop-password = Password
desktop-expected = The check saw a certificate with this fingerprint (SHA-256):
desktop-without-nla = This computer doesn't use NLA ({ -nla }). It sees the password itself. Send it anyway, this one time.
desktop-one-try = Each check allows one try. Nothing you type here is saved.
desktop-warned = You tried this account a few minutes ago. Accounts often lock after 3 to 10 wrong passwords. Select “Sign in” again to go on.
desktop-too-many = You tried this account 3 times in 30 minutes. Wait before you try again, or the account may lock.
desktop-sign-in = Sign in
desktop-session = Sign-in
desktop-certificate = Certificate of the computer
desktop-certificate-same = It's the same certificate that the check saw.
desktop-certificate-other = It isn't the certificate that the check saw.
desktop-screen = Screen of the computer
desktop-black = The picture is black. That can be genuine: a new desktop stays black until something appears on it.
desktop-leave = Your keyboard now goes to the computer. Press Ctrl+Alt+Home to leave its screen.
desktop-enlarge = Enlarge the picture
desktop-shrink = Shrink the picture
desktop-keep = Keep it open for 10 minutes
desktop-close = Close the session

## What it says on the way, and at the end

desktop-say-loading = Loading the Remote Desktop client…
desktop-say-connecting = Connecting to the computer…
desktop-say-signing-in = The connection is encrypted. Signing in…
desktop-say-signed-in = The computer accepted your account. Waiting for the picture…
desktop-say-picture = You're signed in, and this is the picture. It closes by itself after one minute.
desktop-say-picture-without-nla = This is the picture. The computer checks passwords only on its own screen, so look there. It closes after one minute.
desktop-say-kept = The session stays open for 10 minutes.
desktop-say-closed = The session is closed. The steps on the page show what worked.
desktop-say-ended = The computer ended the session. The steps on the page show where.
desktop-say-wrong-password = The computer refused the user name or the password. Nothing more was tried.
desktop-say-no-right = The password is right, but this account isn't allowed to use Remote Desktop here.
desktop-say-certificate-changed = The certificate has changed since the check. Your password wasn't sent.
desktop-say-broken = The sign-in stopped. The steps on the page show where and why.
desktop-say-unreachable = The connection to the computer didn't work this time. Your password wasn't sent.
desktop-say-port-refused = The computer refused the connection this time. Your password wasn't sent.
desktop-say-silent = The computer didn't answer this time. Your password wasn't sent.
desktop-say-cut = The connection was cut off before it was encrypted. Your password wasn't sent.
desktop-say-tls-alert = The computer refused to encrypt the connection. Your password wasn't sent.
desktop-say-negotiation = The computer refused this kind of connection. Your password wasn't sent. The steps on the page show why.
desktop-say-no-name = This server couldn't find the computer's name this time. Your password wasn't sent.
desktop-say-forbidden = This server isn't allowed to connect to that computer. Your password wasn't sent.
desktop-say-client-failed = The Remote Desktop client in this page failed, not the computer. Try another app.
desktop-say-client-stopped = The client in this page couldn't finish the sign-in. Try another app.
desktop-say-refused = The server refused the sign-in.
desktop-say-not-started = The Remote Desktop client couldn't be loaded. Reload the page and try again.
