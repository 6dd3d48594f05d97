### What can be done. Commands stand in the code, because they are the same in every language.

## For the person who wants to connect; some for everybody.

step-send = Send this result to the person who manages the computer, for example your IT support.
step-send-to-network = Send this result to the person who manages the network or the firewall.
step-send-to-relay = Send this result to the person who { $place ->
    [terminal] manages your device, for example your IT support.
    [agent] runs the agent.
   *[server] runs this rdptrace server.
}
step-nothing-to-do = You don't have to do anything about this.
step-check-again = Check again and let the check finish.
step-check-at-once = Check again right away, a few times. See if the first try fails each time.
step-again = Wait a minute, then check again.
step-try-your-app = Sign in with your own app and your own password. If that works, nothing is wrong.
step-spelling = Check the spelling of { $host }.
step-vpn = { $by ->
        [tool-vpn] Ask your IT support if your VPN leads to { $host }, port { $port }.
       *[other] If the computer is in a company or home network, connect the VPN first. Then try again.
    }
step-full-name = Use the full name, such as pc.example.org, instead of the short name or an address.
step-own-address = At the computer, reconnect the network cable or the Wi-Fi. Its address then shouldn't start with 169.254 anymore.
step-try-address = Try the computer's IP address instead of its name.
step-try-ipv4 = Try the computer's IPv4 address.
step-working-address = Use the address that answers instead of the name.
step-check-hosts-file = If you meant another computer, look for { $host } in the hosts file where the check runs. Or use the address.
step-own-relay = Run rdptrace on your own computer. It then checks what your computer can reach.
step-power = Make sure the computer is turned on and awake.
step-wake = Wake the computer: press a key, use Wake-on-LAN, or start it from its host.
step-ask-neighbour = Ask someone in the same network if they can reach the computer. If they can, it isn't asleep.
step-enable-rdp = On the remote computer, open Settings > System > Remote Desktop and turn it on. (Windows Home can't accept Remote Desktop connections.)
step-restart-computer = If it's your computer, restart it once. Then check again.
step-check-port = Check the port. If it isn't 3389, add it after the name: pc.example.org:3390.
step-check-forward = If a router or tunnel forwards the port, check that it leads to the right computer and port.
step-forward = In your router, forward TCP port { $port } to the computer's current address. Reserve that address for the computer.
step-public-address = Compare the address with the public address your router shows today. Home connections get new addresses.
step-shared-address = Use a VPN if your connection shares a public address. Mobile and many new home connections can't be reached from outside.
step-public-name = From outside, use the computer's public name or address.
step-other-network = Try another network, such as a phone's hotspot. If it works there, the first network is the cause.
step-tunnel = If you use a tunnel (frp, cloudflared, ssh), check that its target is still the computer's address and port. Then restart the tunnel.
step-cable = Use a cable instead of Wi-Fi, and pause large downloads.
step-nearer = Use a VPN location or a region closer to the computer.
step-vpn-packet-size = If you use a VPN, set its { -mtu } (MTU) to 1400 or less, or try without it.
step-update-program = Update your Remote Desktop app.
step-update-windows = Install the pending updates on both computers.
step-enable-nla = Turn on Network Level Authentication in your app. In an .rdp file, it's this line:
step-negotiate-file = Let the app negotiate security. In the .rdp file, it's this line:
step-plain-sign-in = Turn off Restricted Admin or Remote Credential Guard in the file or app. Without it, the computer receives your password.
step-authentication-level = If you know this computer, let the app ask instead of refusing. In the .rdp file, it's this line:
step-kdc-proxy = If a sign-in by Kerberos fails, check the proxy for its tickets. Its name must be right and answer from your network:
step-signed-file = Ask the person who made the file for a new one. Don't change a signed file yourself.
step-program-in-file = Get the file again from the person who gave it to you. This line names the app:
step-allow-without-nla = If your app insists on NLA, let it use TLS without NLA for this computer.
step-smart-card = Insert the smart card, or choose the certificate you got for this computer.
step-entra-sign-in = If the computer is joined to Entra ID, turn on the web account sign-in. Sign in with your work account.
step-use-gateway = If this is a Remote Desktop gateway, enter it in your app as the gateway. Enter the computer behind it as the computer.
step-legacy-program = Until then, use an app that still allows Standard RDP Security:
step-do-not-sign-in = Don't enter a password for this computer until this is clear.
step-certificate-name = Connect with the name in the certificate, if that name leads to the computer.
step-compare-thumbprint = Before you accept the certificate for the first time, compare its thumbprint with the one on the computer. The administrator can read it there.
step-check-own-clock = Check the date and time on your own device.
step-user-name-form = Enter the full user name: PC\user for a local account, user@domain for a domain account.
step-password-not-pin = Enter the account's password, not a PIN. Check the keyboard layout.
step-set-password = Set a password for the account. Accounts without one can't sign in over the network.
step-change-password = Change the password at the computer itself or on your organization's page for it. Then sign in again.
step-type-password = Enter the password again. Saved passwords aren't accepted here.
step-wait-lockout = Don't try more passwords. Wait until the lock ends, often after 15 to 30 minutes.
step-no-oracle-workaround = Don't lower the security of your own computer for this. The other computer needs the update.
step-sign-in-again = Sign in again.
step-other-device = Close the connection on your other devices. Check if someone else uses the same account.
step-ask-other-user = Ask the person who is signed in there to sign out.
step-ask-administrator = Ask the administrator for the reason.
step-wait-restart = Wait a few minutes until the computer is running again. Then check again.
step-admin-session = Administrators can still connect without a license:
step-license-store = On your own Windows computer, remove the stored license. Then start Remote Desktop once as administrator.
step-connect-by-broker = Connect with your organization's file or feed, not with the name of a single server.
step-remoteapp-file = Use the RemoteApp file from your organization.
step-lower-display = In your app, use one screen, a lower resolution, and fewer colors.
step-check-that-one = Check the computer you're redirected to.
step-redirection-file = If your app doesn't follow the redirection, update it. Or add this line to the .rdp file:
step-mac-local-network = On a Mac, allow the app under System Settings > Privacy & Security > Local Network.
step-own-antivirus = Pause the web or firewall shield of your antivirus. Check that the VPN covers this computer.
step-new-connection = Create a new connection in your app instead of using a saved one. Remove saved passwords for it:
step-no-gateway = Make sure no gateway is set that you don't need. In an .rdp file, it's this line:
step-gateway-name = Check the gateway's name and port in your app or .rdp file.
step-gateway-setting = In your app, the gateway is under the advanced settings or in the .rdp file.
step-send-to-gateway = Send this result to the person who manages the gateway, for example your IT support.
step-service-app = Open this computer in Windows App, and sign in there.
step-vm-connect = On a computer with Hyper-V's tools, open the machine's console:
step-no-udp = If the connection drops after seconds or minutes, make your Windows app use TCP only:

## For every administrator: of the network, of the relay, of any computer.

step-create-record = Create the A or AAAA record, or correct the target of the alias.
step-unblock-name = If a DNS filter such as Pi-hole blocks { $host }, allow the name there.
step-repair-zone = Check the zone's delegation, its name servers, and its DNSSEC signatures.
step-other-resolver = Check the DNS resolver where the check runs, or set another one.
step-remove-aaaa = If the computer shouldn't be reachable over IPv6, remove its AAAA record.
step-add-ipv4-record = If the computer has an IPv4 address, add an A record to the name.
step-dead-records = Remove the addresses that don't answer from the name, or fix the computers behind them.
step-split-dns = Let the name lead to a public address outside, or accept that it only works through the VPN.
step-relay-policy = Unless it's a cloud metadata service, allow this address in the target policy where the check runs. This command shows what it decides today:
step-relay-firewall = Allow outgoing TCP to port { $port } in the firewall where the check runs.
step-relay-limits = Check the limits where the check runs: open files and free local ports.
step-relay-ipv6 = Set up IPv6 where the check runs.
step-cloud-rule = Allow TCP { $port } from the clients' addresses in the security group, router, or firewall in front of the computer.
step-inspection = Exclude Remote Desktop from application control, intrusion prevention, and TLS inspection on the network path.
step-balancer = Check the load balancer or proxy in front: its members, health checks, and known names.
step-cookie-rule = Look for a rule about the user name in the request (mstshash), in a load balancer or a filter.
step-allow-list = Allow the client's address in brute-force protection, geographic filters, and just-in-time access.
step-too-many-callers = If the port is open to the internet, only allow known addresses. Or put a VPN or gateway in front.
step-proxy-in-between = Look for a proxy, recorder, or gateway that changes the request, and update it.
step-client-certificates = Check which certificates the computer, or the proxy in front of it, requires from clients.
step-name-in-certificate = Issue a certificate for the name people use, and bind it to Remote Desktop.
step-trusted-certificate = To avoid the question, bind a certificate from an authority that people's computers trust.
step-update-server = Update the Remote Desktop server software.
step-clamp = On the router or VPN gateway, adapt the segment size (MSS), and allow ICMP type 3 code 4:
step-gateway-rule = If this gateway should be checked, add it with its port to the target policy where the check runs. This command shows what it decides today:
step-gateway-port = Make the gateway reachable on TCP port { $port }, with HTTPS, through every firewall in front of it.
step-gateway-path = Let proxies and filters in front pass on the path /remoteDesktopGateway/. They also have to pass on the methods RDG_OUT_DATA and RDG_IN_DATA, and WebSockets.
step-gateway-idle = Check the idle timeout of every firewall, load balancer, and proxy in front of the gateway. It has to be longer than the quiet times in a session.
step-events-at-that-time = Look at the event logs for the time of this check.

## For the administrator of a Windows computer.

step-gateway-service = On the gateway, check its services, and restart the gateway's:
step-gateway-role = On the server, check that the gateway role is installed:
step-gateway-certificate = In RD Gateway Manager, bind a valid certificate for the name people use. This shows what is bound:
step-gateway-sign-in = On the gateway, turn on Windows authentication for the gateway's site in IIS:
step-gateway-limits = On the gateway, read the time limits of the connection policies (CAP), in minutes. 0 means no limit. You can change them in RD Gateway Manager, in the policy's Timeouts tab:
step-gateway-target = On the gateway, check that it reaches the computer. TcpTestSucceeded should be “True”:
step-vm-id = On the Hyper-V host, look up the machine's ID. In an .rdp file, it's the entry pcb:s:ID:
step-look-up = Ask a public name server and compare the answer with your own:
step-register-name = Make the computer register its name again:
step-allow-connections = Allow Remote Desktop connections:
step-policy = Check that no policy blocks Remote Desktop. This one should be “Not configured” or “Enabled”:
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Connections > Allow users to connect remotely by using Remote Desktop Services
step-start-service = Start the service. TermService should then show “Running”:
step-restart-service = Restart the service. If it doesn't stop, restart the computer.
step-listener = Check that the rdp-tcp listener exists. Its state should be “Listen”:
step-listening-port = Check which port Remote Desktop uses. PortNumber should match, and fEnableWinStation should be 1:
step-port-owner = Check which app uses the port. For Remote Desktop, it should be svchost:
step-port-proxy = Check for a port proxy, container, or tunnel in front, and where it leads. An empty list means no port proxy:
step-firewall-rule = Allow Remote Desktop in Windows Firewall:
step-network-profile = Check the network profile. NetworkCategory should be “Private” or “DomainAuthenticated”, because the rule can be off for “Public”:
step-test-inside = Test from inside the network and from outside. If only outside fails, the firewall at the edge blocks it:
step-test-on-itself = Test on the computer itself. If TcpTestSucceeded is “True” there, something in front of it is the cause:
step-route = Check how far the packets get:
step-pending-connections = Only if that doesn't help, allow more pending connections. Then restart the computer.
step-no-standby = Keep the computer from going to sleep:
step-load = Check for missing memory, processor time, or handles. Tens of thousands of handles in one process are too many:
step-rdp-wrapper = Remove changes to the service such as RDP Wrapper, because Windows updates break them. Then repair the system files:
step-security-layer = Let the computer negotiate the security layer, including TLS:
step-security-layer-policy = Set the same as a policy. A policy overrides the setting above:
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Security > Require use of specific security layer for remote (RDP) connections
step-nla-setting = Keep NLA on if possible. If an app doesn't support it, this turns it off:
step-restricted-admin = If your organization wants these modes, allow them on the computer:
step-require-nla = Require NLA, so no one reaches the sign-in screen without an account:
step-entra-file = Provide an .rdp file that asks for the Entra ID sign-in:
step-renew-certificate = Remove the self-signed certificate and restart the services. Windows then creates a new one:
step-bound-certificate = Check which certificate is bound to Remote Desktop. It must exist with its key and allow server authentication:
step-sent-chain = Add the issuers' certificates to the computer's store for intermediate authorities. The computer then sends them along:
step-key-rights = Allow the service to read the key:
step-key-services = Check the services for keys and certificates. None of them should be “Disabled” under StartType:
step-key-store-size = Count the key files. Hundreds of thousands make every handshake slow:
step-protocols-off = Check if TLS versions were turned off. Enabled should be 1 or missing:
step-enable-tls12 = Turn on TLS 1.2 and restart. Windows 7 and Server 2008 R2 need the update KB3080079 for it.
step-cipher-suites = Compare the cipher suites with those of a working computer. Remove a policy that restricts them.
step-update-windows-server = Install the Windows updates on the computer. CredSSP was fixed in May 2018 (CVE-2018-0886).
step-set-clock = Set the computer's clock, and the clock of its host if it's a virtual machine:
step-ntlm-policy = Check if NTLM is restricted. With Kerberos, people need the full name and a reachable domain controller.
    .line = Computer Configuration > Windows Settings > Security Settings > Local Policies > Security Options > Network security: Restrict NTLM: Incoming NTLM traffic
step-lm-level = Check the NTLM level. It should be 3 or higher:
step-lsa = Look for errors of the security service, then restart the computer:
step-find-dc = Check that the computer finds a domain controller. The command should list one:
step-repair-trust = Reset the computer's trust with its domain. The command should answer “True”:
step-grant-logon = Add the user to the group Remote Desktop Users:
step-logon-rights = Check the user's rights. “Allow log on through Remote Desktop Services” should include the user, and no Deny entry should.
    .line = Computer Configuration > Windows Settings > Security Settings > Local Policies > User Rights Assignment
step-account-state = Check the account. Enabled should be True, LockedOut and PasswordExpired should be False:
step-enable-account = Enable the account, or change its expiry date:
step-unlock-account = Unlock the account, and find out who tries passwords:
step-logon-hours = Check the account's logon hours and the computers it can use.
step-protected-users = Members of Protected Users need Kerberos. Use the full name, with a domain controller in reach.
step-allowed-to-authenticate = Give the user the permission “Allowed to authenticate” on the computer. The trust only covers selected accounts.
step-prompt-policy = Check this policy, which asks for the password each time:
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Security > Always prompt for password upon connection
step-time-limits = Check the time limits for sessions:
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Session Time Limits
step-sessions = Check who is signed in, and sign out sessions no one needs:
step-single-session = Allow more than one session for each account, if needed:
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Connections > Restrict Remote Desktop Services users to a single Remote Desktop Services session
step-drain-mode = Check if the computer accepts new sessions. The answer should be “enabled”:
step-connection-limit = Check the connection limit. Desktop Windows allows one person, a server without the RDS role two administrators.
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Connections > Limit number of connections
step-fips-setting = Compare the FIPS setting and the encryption level on both sides. Enabled 0 means FIPS is off:
step-wddm-policy = Turn off the WDDM display driver for Remote Desktop, then restart:
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Remote Session Environment > Use WDDM graphics display driver for Remote Desktop Connections = Disabled
step-avc-policy = Turn off H.264 with full color:
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Remote Session Environment > Prioritize H.264/AVC 444 graphics mode for Remote Desktop Connections = Disabled
step-display-update = Update the display driver. Remove drivers of other remote control apps.
step-system-files = Repair the system files:
step-broker-state = Check the broker: its service, the state of the target, and the permissions of the collection. Tssdis should be “Running”:
step-remoteapp-setting = If people need full desktops, allow them in the collection.
step-channel-policy = Check for policies that block redirection (clipboard, drives, printers), and for security products.
step-antivirus = Exclude Remote Desktop in the computer's security product. Some products mistake this message for an attack.
step-keep-alive = Let the computer send keep-alives, so it notices lost connections:
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Connections > Configure keep-alive connection interval
step-tcp-only = If sessions freeze or drop, make the computer use TCP only:
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Connections > Select RDP transport protocols = Use only TCP
step-license-diagnoser = Start the RD Licensing Diagnoser. It shows what's missing:
step-license-server = Set a license server and the licensing mode. Check that the computer reaches the license server:
    .line = Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Licensing > Use the specified Remote Desktop license servers
step-license-count = Add or free up licenses (RDS CALs). Their version can't be older than the server.
step-license-services = Restart the service. On the license server, restart the licensing service too:
step-path-size = Find the largest packet that passes. Lower the number until you get an answer (1472 is normal):
step-measure-loss = Measure packet loss along the path for a few minutes. It should be 0% at the last line:
step-gateway-file = If this is a Remote Desktop gateway, provide an .rdp file that names it:

## For the administrator of an xrdp, GNOME or FreeRDP computer.

step-look-up-linux = Ask a public name server and compare the answer with your own:
step-xrdp-status = Check whether xrdp is running, and start it if not. Both services should be “active (running)”:
step-xrdp-restart = Restart xrdp:
step-xrdp-log = Read the xrdp log for the time of this check:
step-xrdp-port = Check the port in xrdp.ini, and the address if there is one:
step-xrdp-negotiate = Let xrdp negotiate TLS, then restart it:
step-xrdp-key = Let xrdp read the certificate and its key, then restart it. Without them, it falls back to outdated security or no security at all:
step-xrdp-new-key = Create a new certificate:
step-xrdp-chain = Add the issuers' certificates to the same file, after the certificate:
step-xrdp-tls-versions = Allow current TLS versions:
step-xrdp-ciphers = Remove a restriction of the ciphers:
step-xrdp-update = Update xrdp. Older versions close the connection where newer ones answer:
step-xrdp-no-nla = xrdp doesn't support NLA and asks for the password inside the session. Put a VPN in front if that isn't enough.
step-xrdp-groups = Add the user to the group that sesman.ini names under TerminalServerUsers:
step-xrdp-limits = Check the session limits:
step-xrdp-session = Check why the session didn't start. The same user can't be signed in at the screen.
step-xrdp-channels = Check which channels xrdp allows:
step-gnome-status = In GNOME, check that remote desktop is on (“Status: enabled”) and has a certificate:
step-gnome-key = In GNOME, set a certificate and a key:
step-gnome-redirection = GNOME redirects sign-ins to a session of their own, so the app must follow redirections.
step-freerdp-nla = Update FreeRDP or GNOME Remote Desktop. Older versions only support part of NLA.
step-entra-linux = Use a version of FreeRDP that supports the Entra ID sign-in:
step-gateway-log = If the gateway is rdpgw, read its log for the time of this check:
step-gateway-proxy = If nginx or HAProxy is in front of the gateway, check its timeouts. In nginx, 60 seconds is the default, and the tunnel closes if nothing is sent for that long:
step-listening-linux = Check which app listens on the port. The address should be 0.0.0.0, [::], *, or the computer's own address:
step-firewall-ufw = Open the port with ufw:
step-firewall-cmd = Open the port with firewalld:
step-firewall-list = Read the firewall rules:
step-fail2ban = Check whether the client's address is banned:
step-container = If the server runs in a container, check that it's up and its port is published:
step-route-linux = Check how far the packets get:
step-path-size-linux = Find the largest packet that passes (pmtu 1500 is normal):
step-measure-loss-linux = Measure packet loss along the path for a few minutes. It should be 0% at the last line:
step-load-linux = Check for missing memory or processor time:
step-no-sleep-linux = Keep the computer from going to sleep:
step-set-clock-linux = Set the clock. It should then say “System clock synchronized: yes”:
step-linux-account = Check the account: if it's locked or expired, and what PAM says:

## What the computer's logs show.

step-event-service = A service stopped unexpectedly:
    .line = System: 7031, 7034; Application: 1000 (termsrv.dll, rdpcorets.dll)
step-event-listener = Event 261: the connection reached the service. If it's missing, something stopped it before.
    .line = Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational: 261
step-event-pending = Event 1006: too many connections were started and not finished.
    .line = Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational: 1006
step-event-rdpcore = Event 131: a connection with its address. 140: wrong user name or password. 226: an error with its number.
    .line = Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational: 131, 140, 226
step-event-certificate = Events 1057 and 1058: the certificate couldn't be created or replaced.
    .line = System, source TerminalServices-RemoteConnectionManager: 1057, 1058
step-event-schannel = Event 36870: the key can't be opened. 36871, 36874, 36888: no common version or cipher.
    .line = System, source Schannel: 36870, 36871, 36872, 36874, 36888
step-event-logons = Event 4625: a failed sign-in, with the reason. 4740: an account was locked.
    .line = Security: 4625, 4740
step-event-session = Event 40: a session ended, with the reason as a number. 24 and 25: disconnected and reconnected.
    .line = Microsoft-Windows-TerminalServices-LocalSessionManager/Operational: 24, 25, 40
step-event-license = Events 1128 and 1069: the grace period is over, or no licensing mode is set.
    .line = System, source TerminalServices-RemoteConnectionManager: 1069, 1128
step-event-crash = Event 1000: an app crashed, such as dwm.exe, winlogon.exe, or a display driver.
    .line = Application: 1000
step-event-gateway = Event 303: a connection through the gateway ended. 202: an administrator ended it. 203: too many connections. 304: the gateway couldn't reach the computer.
    .line = Microsoft-Windows-TerminalServices-Gateway/Operational: 202, 203, 302, 303, 304
step-event-client = Event 1026 on your own Windows computer: why it disconnected, as a decimal number.
    .line = Microsoft-Windows-TerminalServices-RDPClient/Operational: 1026
step-log-xrdp = xrdp logs the certificate, the key, and each connection:

## Where a step is done

tool-group-policy = Group Policy
tool-event-viewer = Event Viewer
