### What is found on the leg to a gateway. The key is the finding's id; the host is the gateway's.

RDP-GW-001 = Das Gateway antwortet und { $how ->
        [open] lässt Apps ohne Webanmeldung zu
        [tunnel] öffnet einen Tunnel zum Computer
       *[sign-in] verlangt eine Anmeldung
    }
    .short = Gateway antwortet
    .meaning = { $host } antwortete wie ein Remotedesktopgateway. { $how ->
        [open] Nicht getestet ist, wie es Personen prüft und ob es Sie zum Computer durchlässt. Darüber entscheiden nach der Anmeldung seine Richtlinien.
        [tunnel] Es ließ das Konto zu, und seine Richtlinien erlauben diesen Computer. Was der Computer auf diesem Weg antwortet, steht in eigenen Schritten, wenn es getestet wurde. Sie zeigen weniger als eine direkte Prüfung, weil es nur eine Verbindung gab.
       *[sign-in] Nicht getestet ist, ob die Anmeldung gelingt und ob es Sie zum Computer durchlässt. Darüber entscheiden nach der Anmeldung seine Richtlinien.
    }
RDP-GW-002 = { $how ->
        [none] Der Gatewayname { $host } hat keine Adresse
       *[failed] Der Gatewayname { $host } ließ sich nicht auflösen
    }
    .short = Gatewayname nicht gefunden
    .meaning = { $how ->
        [none] Der Name ist falsch geschrieben, nicht mehr in Gebrauch oder nur in einem Firmennetz bekannt.
       *[failed] Der Nameserver dieser Prüfung gab keine brauchbare Antwort. Ihr eigener kennt den Namen vielleicht.
    } Bis zum Gateway kamen wir nicht.
RDP-GW-003 = { $how ->
        [local] Diese Prüfung konnte das Gateway { $host } nicht ansprechen
       *[policy] Diese Prüfung darf das Gateway { $host } nicht ansprechen
    }
    .short = Gateway nicht geprüft
    .meaning = { $how ->
        [local] Eine Firewall oder ein Limit des Computers, auf dem die Prüfung läuft, hat die Verbindung verhindert.
       *[policy] Die Richtlinie am Ort der Prüfung hat keine Regel für dieses Gateway und Port { $port }. Eine Regel für den Computer öffnet das Gateway nicht.
    } Es wurde nichts gesendet, also sagt das nichts über das Gateway.
RDP-GW-004 = Das Gateway { $how ->
        [refused] lehnte die Verbindung auf Port { $port } ab
        [silent] antwortete auf Port { $port } nicht
       *[none] war auf Port { $port } nicht erreichbar
    }
    .short = Gateway nicht erreicht
    .meaning = { $how ->
        [refused] Die Adresse gibt es, aber keine App nimmt dort auf diesem Port Verbindungen an.
        [silent] Es kam gar keine Antwort, nicht einmal eine Ablehnung. Gründe können eine Firewall dazwischen oder ein ausgeschaltetes Gateway sein.
       *[none] Von hier führt kein Weg zum Gateway.
    } Apps, die dieses Gateway verwenden müssen, kommen nicht weiter.
RDP-GW-005 = Port { $port } von { $host } spricht kein HTTPS
    .short = kein HTTPS auf dem Gatewayport
    .meaning = { $where ->
        [inside] Die Verschlüsselung funktioniert, aber dahinter antwortet kein gewöhnlicher Webserver. Entweder ist der Port oder der Name falsch.
       *[port] Dort antwortet etwas, aber nicht mit der Verschlüsselung, die ein Gateway braucht. Entweder ist der Port oder der Name falsch, oder ein Proxy davor beendet die Verschlüsselung an anderer Stelle.
    }
RDP-GW-006 = Zum Gateway kam keine verschlüsselte Verbindung zustande
    .short = TLS mit dem Gateway schlägt fehl
    .meaning = { $how ->
        [closed] Das Gateway schloss die Verbindung, während TLS aufgebaut wurde.
        [reset] Die Verbindung wurde zurückgesetzt, während TLS aufgebaut wurde.
        [silent] Das Gateway antwortete nicht mehr, während TLS aufgebaut wurde.
       *[other] Das Gateway und diese Prüfung fanden kein gemeinsames TLS, oder die Nachrichten des Gateways waren falsch.
    } Gründe können ein Zertifikat ohne Schlüssel, alte TLS-Einstellungen oder ein Filter dazwischen sein.
RDP-GW-007 = Das Zertifikat des Gateways ist { $how ->
        [early] noch nicht gültig
       *[over] abgelaufen
    }
    .short = Zertifikatsdaten des Gateways
    .meaning = { $how ->
        [early] Es gilt ab { $date }.
       *[over] Es galt bis { $date }.
    } Apps, die das Zertifikat des Gateways prüfen, brechen hier ab. Wenn die Uhr dieser Prüfung falsch geht, stimmt auch dieses Ergebnis nicht.
RDP-GW-008 = Das Zertifikat des Gateways gilt für einen anderen Namen
    .short = Zertifikatsname des Gateways
    .meaning = Es gilt für { $name }, aber in der Datei oder App steht { $host }. Apps, die das Zertifikat des Gateways prüfen, brechen hier ab.
RDP-GW-009 = Das Zertifikat des Gateways ist selbstsigniert
    .short = selbstsigniertes Gatewayzertifikat
    .meaning = Die meisten Apps verwenden nur ein Gateway, dessen Zertifikat sie vertrauen. Ein selbstsigniertes funktioniert nur auf Computern, auf denen es installiert wurde.
RDP-GW-010 = Das Gateway verweigert den Zugriff (HTTP-Status 403)
    .short = Gateway verweigert (403)
    .meaning = { $host } hat geantwortet, lässt diese Prüfung aber nicht zu. Gründe können ein Adressfilter, eine Firewall für Webanwendungen oder ein fehlendes Clientzertifikat sein.
RDP-GW-011 = Unter { $host } antwortet kein Remotedesktopgateway
    .short = kein Gateway dort
    .meaning = Ein Webserver antwortete mit dem HTTP-Status { $code }, aber nicht auf den Pfaden, die Gateways verwenden. Die Gatewayrolle ist dort nicht installiert, oder ein Reverse Proxy leitet ihre Pfade nicht weiter.
RDP-GW-012 = Ein Proxy vor dem Gateway verlangt eine eigene Anmeldung (407)
    .short = Proxyanmeldung (407)
    .meaning = Die Antwort kam von einem Proxy, nicht vom Gateway. Remotedesktop-Apps können sich an einem Proxy meist nicht anmelden.
RDP-GW-013 = Ein Proxy antwortet, erreicht aber das Gateway dahinter nicht ({ $code })
    .short = nichts hinter dem Proxy ({ $code })
    .meaning = Der Name führt zu einem Reverse Proxy oder Load Balancer. Das Gateway dahinter ist ausgeschaltet, zu langsam oder mit falscher Adresse eingetragen.
RDP-GW-014 = Der Dienst des Gateways ist nicht verfügbar (503)
    .short = Gateway nicht verfügbar (503)
    .meaning = Der Webserver antwortet, aber der Gatewaydienst ist beendet oder überlastet. Auch eine Gatewayfarm ohne Mitglieder antwortet so.
RDP-GW-015 = { $host } leitet an eine andere Adresse um (HTTP-Status { $code })
    .short = Gateway leitet um
    .meaning = Gateways leiten nicht um, Websites und Anmeldeseiten dagegen schon. Remotedesktop-Apps folgen dem nicht, und wir auch nicht.
RDP-GW-016 = Das Gateway beantwortete unsere Anfrage nicht
    .short = keine Antwort vom Gateway
    .meaning = Die Verschlüsselung war aufgebaut, aber { $how ->
        [closed] das Gateway schloss die Verbindung ohne ganze Antwort.
        [reset] die Verbindung wurde vor einer ganzen Antwort zurückgesetzt.
       *[silent] es kam rechtzeitig keine ganze Antwort.
    } Der Grund kann ein Filter sein, der ungewöhnliche Webanfragen sperrt, oder ein Dienst, der hängt.
RDP-GW-017 = { $code ->
        [none] Die Prüfung des Gateways endete vorzeitig
       *[other] Das Gateway antwortete mit dem unerwarteten HTTP-Status { $code }
    }
    .short = unerwartete Antwort des Gateways
    .meaning = { $code ->
        [none] Eine Antwort war nicht lesbar, die Verbindung brach ab, oder die Zeit für die Prüfung lief ab.
       *[other] Ein Gateway verlangt mit Status 401 eine Anmeldung. Was dieser Status bedeutet, weiß nur sein eigenes Protokoll.
    } Weiter kamen wir nicht.
RDP-GW-018 = Das Gateway bietet keine Anmeldeart an, die Windows verwendet
    .short = kein Negotiate oder NTLM
    .meaning = Apps von Microsoft melden sich am Gateway mit Negotiate oder NTLM an. Wenn sie nichts von dem können, was es anbietet, fragen sie immer wieder nach dem Kennwort.
RDP-GW-019 = { $how ->
        [direct] Ihre App würde sich direkt verbinden, nicht über das Gateway
        [fallback] Ihre App würde über das Gateway gehen
       *[always] Ihre App geht über das Gateway
    }
    .short = { $how ->
        [direct] direkte Verbindung
       *[other] über das Gateway
    }
    .meaning = { $how ->
        [direct] Die Einstellungen verwenden das Gateway nur, wenn der Computer direkt nicht erreichbar ist. Von dieser Prüfung aus ist er erreichbar.
        [fallback] Die Einstellungen verwenden das Gateway, wenn der Computer direkt nicht erreichbar ist. Von dieser Prüfung aus ist er nicht erreichbar.
       *[always] Die Einstellungen verwenden immer das Gateway. Also ist es egal, ob der Computer direkt erreichbar ist.
    }
RDP-GW-020 = Dieser Computer ist nur über seinen Microsoft-Dienst erreichbar
    .short = Cloud-PC oder Azure Virtual Desktop
    .meaning = Die Datei stammt von Windows 365 oder Azure Virtual Desktop. Deren Computer nehmen keine direkten Verbindungen an, also prüften wir nur den Eingang des Dienstes bei { $host }. Den Rest entscheidet der Dienst nach der Anmeldung.
RDP-GW-021 = { $how ->
        [account] Das Gateway hat Benutzername oder Kennwort abgelehnt
        [ntlm] Am Gateway konnten wir uns nicht mit NTLM anmelden
       *[other] Das Gateway beantwortete die Anmeldung mit HTTP-Status { $code }
    }
    .short = Gatewayanmeldung abgelehnt
    .meaning = { $how ->
        [account] Wir haben beides einmal versucht. Das Konto kann auch gesperrt, deaktiviert oder abgelaufen sein oder sich dort nicht anmelden dürfen.
        [ntlm] Es bietet NTLM an, fragte aber nie nach dem Kennwort, also haben wir es nicht verwendet.
       *[other] Es verlangte die Anmeldung und machte dann nicht weiter. Mehr steht in seinem Protokoll.
    }
RDP-GW-022 = { $how ->
        [cap] Die { -cap } (CAP) des Gateways erlaubt dieses Konto nicht
        [rap] Die { -rap } (RAP) des Gateways erlaubt diesen Computer nicht
        [computer] Das Gateway erreicht den Computer dahinter nicht
        [health] Das Gateway verlangt ein Gerät, das seine Integritätsprüfung besteht
        [method] Das Gateway verlangt eine andere Art der Anmeldung
       *[other] Das Gateway öffnete keinen Tunnel
    }
    .short = Gateway lehnt ab ({ $code })
    .meaning = Das Gateway ließ das Konto zu und lehnte dann mit { $code } ab. { $how ->
        [cap] Diese Richtlinie sagt, welche Gruppen das Gateway benutzen dürfen und wie sie sich anmelden. Im Protokoll des Gateways ist es Ereignis 201.
        [rap] Diese Richtlinie sagt, welche Computer erreichbar sind und für wen. Vielleicht kennt sie diesen unter einem anderen Namen, etwa dem vollständigen. Im Protokoll des Gateways ist es Ereignis 301.
        [computer] Vielleicht ist der Computer aus, das Gateway kennt seinen Namen nicht, oder eine Firewall ist dazwischen.
        [health] Dahinter steckt eine alte Regel für den Netzwerkzugriffsschutz.
        [method] Ein Kennwort reicht dort nicht. Vielleicht verlangt es eine Smartcard oder einen zweiten Faktor.
       *[other] Mehr steht in seinem Protokoll.
    }
RDP-GW-023 = Keine Anmeldung, weil dem Zertifikat des Gateways hier nicht vertraut wird
    .short = Gateway hier nicht vertrauenswürdig
    .meaning = Das Gerät, auf dem diese Prüfung lief, vertraut dem Zertifikat von { $host } nicht: Der Aussteller ist dort unbekannt, oder Name oder Gültigkeit passen nicht. Deshalb haben wir keinen Beweis für das Kennwort gesendet, und weder die Richtlinien noch der Computer dahinter sind getestet. Auch Apps brechen hier ab oder fragen nach. Wenn Sie wissen, dass dieses Zertifikat wirklich vom Gateway ist, speichern Sie es oder das des Ausstellers als PEM-Datei. Prüfen Sie dann noch einmal mit --gateway-ca und dem Namen dieser Datei.
RDP-GW-024 = Der Tunnel durch das Gateway endete während der Prüfung
    .short = Tunnel des Gateways beendet
    .meaning = Das Gateway hatte uns mit dem Computer verbunden. { $how ->
        [lost] Dann endete die Verbindung zum Gateway, oder es hat etwas gesendet, das sich nicht lesen ließ. Was danach kommt, wurde nicht getestet. Auch der Computer kann der Grund sein, denn ein Gateway schließt den Tunnel, wenn der Computer seine Verbindung schließt.
        [time] Dann hat es den Tunnel mit { $code } geschlossen: Die Sitzung war länger offen, als das Gateway erlaubt. Das Limit steht in seiner { -cap } (CAP). Was danach kommt, wurde nicht getestet.
       *[other] Dann hat es den Tunnel mit { $code } geschlossen. Was danach kommt, wurde nicht getestet. Auch der Computer kann der Grund sein, denn ein Gateway schließt den Tunnel, wenn der Computer seine Verbindung schließt.
    } Mehr steht im Protokoll des Gateways.
