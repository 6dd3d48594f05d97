//! What can be done, once for all findings: for whom, the key of a sentence, and where there is one, the line to type.
//!
//! The lines are the same in every language and stand here; the sentences stand in the locales of `words`. `{host}`,
//! `{port}` and `{target}` in a line are those of the report; what the reader has to fill in is in capitals.

/// For whom a list of steps is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The person who wants to connect.
    User,
    /// The administrator of a Windows computer, or of the network.
    Administrator,
    /// The administrator of an xrdp, GNOME or FreeRDP computer.
    LinuxAdministrator,
}

/// Whom a remedy is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    User,
    Windows,
    Linux,
    /// Every administrator.
    Both,
    /// Whoever reads the computer's logs.
    Logs,
}

/// A line that the reader types; we never run it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Where it is typed, such as `PowerShell` or `Terminal`, or the tool's name.
    pub shell: String,
    /// The line.
    pub line: String,
}

/// Where a line is typed or a setting found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// An elevated prompt on the computer, where the sentence does not say otherwise.
    PowerShell,
    /// A shell of Linux or macOS.
    Terminal,
    /// The editor of group policies.
    GroupPolicy,
    /// The viewer of Windows' event logs.
    EventViewer,
    /// A connection file.
    RdpFile,
    /// The settings of xrdp.
    XrdpIni,
}

impl Tool {
    /// What the tool or file is called in English, and but for the two of Windows in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::PowerShell => "PowerShell",
            Self::Terminal => "Terminal",
            Self::GroupPolicy => "Group Policy",
            Self::EventViewer => "Event Viewer",
            Self::RdpFile => ".rdp",
            Self::XrdpIni => "/etc/xrdp/xrdp.ini",
        }
    }
}

/// What a remedy consists of.
struct Parts {
    reader: Reader,
    key: &'static str,
    command: Option<(Tool, &'static str)>,
}

impl Remedy {
    /// The sentence's key, without its `step-`.
    pub fn key(self) -> &'static str {
        self.parts().key
    }

    /// What to type, and where. A path through the settings or logs of Windows is in the reader's language, as `.line`
    /// of the sentence's key; it is empty here.
    pub fn command(self) -> Option<(Tool, &'static str)> {
        self.parts().command
    }

    /// Whether it is something for `audience` to do.
    pub fn is_for(self, audience: Audience) -> bool {
        match (self.parts().reader, audience) {
            (Reader::User, Audience::User)
            | (Reader::Windows | Reader::Both, Audience::Administrator)
            | (Reader::Linux | Reader::Both, Audience::LinuxAdministrator) => true,
            (Reader::User | Reader::Windows | Reader::Linux | Reader::Both | Reader::Logs, _) => false,
        }
    }

    /// Whether it is a place in the computer's logs.
    pub fn is_log(self) -> bool {
        self.parts().reader == Reader::Logs
    }
}

/// Makes the remedies out of rows `Name: Reader, "key", Tool, "line";`.
macro_rules! remedies {
    ($($name:ident: $reader:ident, $key:literal $(, $shell:ident, $line:literal)?;)*) => {
        /// One thing to do, or one place to look.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Remedy {
            $(
                #[doc = concat!("`step-", $key, "` of the locales.")]
                $name,
            )*
        }

        impl Remedy {
            fn parts(self) -> &'static Parts {
                match self {
                    $(Self::$name => &Parts {
                        reader: Reader::$reader,
                        key: $key,
                        command: remedies!(@command $($shell, $line)?),
                    },)*
                }
            }
        }
    };
    (@command) => { None };
    (@command $shell:ident, $line:literal) => { Some((Tool::$shell, $line)) };
}

remedies! {
    // For the person who wants to connect; some for everybody.
    Send: User, "send";
    SendToNetwork: User, "send-to-network";
    SendToRelay: User, "send-to-relay";
    NothingToDo: User, "nothing-to-do";
    Again: User, "again";
    TryYourApp: User, "try-your-app";
    CheckAgain: User, "check-again";
    CheckAtOnce: User, "check-at-once";
    Spelling: User, "spelling";
    Vpn: User, "vpn";
    FullName: User, "full-name";
    OwnAddress: User, "own-address";
    TryAddress: User, "try-address";
    TryIpv4: User, "try-ipv4";
    WorkingAddress: User, "working-address";
    CheckHostsFile: User, "check-hosts-file";
    OwnRelay: User, "own-relay", Terminal, "rdptrace check {target}";
    Power: User, "power";
    Wake: User, "wake";
    AskNeighbour: User, "ask-neighbour";
    EnableRdp: User, "enable-rdp";
    RestartComputer: User, "restart-computer";
    CheckPort: User, "check-port";
    CheckForward: User, "check-forward";
    Forward: User, "forward";
    PublicAddress: User, "public-address";
    SharedAddress: User, "shared-address";
    PublicName: User, "public-name";
    OtherNetwork: User, "other-network";
    Tunnel: User, "tunnel";
    Cable: User, "cable";
    Nearer: User, "nearer";
    VpnPacketSize: User, "vpn-packet-size";
    UpdateProgram: User, "update-program";
    UpdateWindows: User, "update-windows";
    EnableNla: User, "enable-nla", RdpFile, "enablecredsspsupport:i:1";
    NegotiateFile: User, "negotiate-file", RdpFile, "negotiate security layer:i:1";
    PlainSignIn: User, "plain-sign-in";
    AuthenticationLevel: User, "authentication-level", RdpFile, "authentication level:i:2";
    KdcProxy: User, "kdc-proxy", RdpFile, "kdcproxyname:s:NAME";
    SignedFile: User, "signed-file";
    ProgramInFile: User, "program-in-file", RdpFile, "remoteapplicationprogram:s:||NAME";
    AllowWithoutNla: User, "allow-without-nla";
    SmartCard: User, "smart-card";
    EntraSignIn: User, "entra-sign-in", RdpFile, "enablerdsaadauth:i:1";
    UseGateway: User, "use-gateway";
    LegacyProgram: User, "legacy-program", Terminal, "xfreerdp /v:{target} /sec:rdp";
    DoNotSignIn: User, "do-not-sign-in";
    CertificateName: User, "certificate-name";
    CompareThumbprint: User, "compare-thumbprint";
    CheckOwnClock: User, "check-own-clock";
    UserNameForm: User, "user-name-form";
    PasswordNotPin: User, "password-not-pin";
    SetPassword: User, "set-password";
    ChangePassword: User, "change-password";
    TypePassword: User, "type-password";
    WaitLockout: User, "wait-lockout";
    NoOracleWorkaround: User, "no-oracle-workaround";
    SignInAgain: User, "sign-in-again";
    OtherDevice: User, "other-device";
    AskOtherUser: User, "ask-other-user";
    AskAdministrator: User, "ask-administrator";
    WaitRestart: User, "wait-restart";
    AdminSession: User, "admin-session", PowerShell, "mstsc /v:{target} /admin";
    LicenseStore: User, "license-store", PowerShell, r"Remove-Item -Recurse HKLM:\SOFTWARE\Microsoft\MSLicensing";
    ConnectByBroker: User, "connect-by-broker";
    RemoteappFile: User, "remoteapp-file";
    LowerDisplay: User, "lower-display";
    CheckThatOne: User, "check-that-one";
    RedirectionFile: User, "redirection-file", RdpFile, "use redirection server name:i:1";
    MacLocalNetwork: User, "mac-local-network";
    OwnAntivirus: User, "own-antivirus";
    NewConnection: User, "new-connection", PowerShell, "cmdkey /delete:TERMSRV/{host}";
    NoGateway: User, "no-gateway", RdpFile, "gatewayusagemethod:i:0";
    NoUdp: User, "no-udp", PowerShell, r"New-Item 'HKLM:\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services\Client' -Force | New-ItemProperty -Name fClientDisableUDP -Value 1 -PropertyType DWord";

    GatewayName: User, "gateway-name";
    GatewaySetting: User, "gateway-setting";
    SendToGateway: User, "send-to-gateway";
    ServiceApp: User, "service-app";
    VmConnect: User, "vm-connect", PowerShell, "vmconnect.exe {host} VM-NAME";

    // For every administrator: of the network, of the relay, of any computer.
    CreateRecord: Both, "create-record";
    RepairZone: Both, "repair-zone";
    OtherResolver: Both, "other-resolver";
    RemoveAaaa: Both, "remove-aaaa";
    AddIpv4Record: Both, "add-ipv4-record";
    DeadRecords: Both, "dead-records";
    SplitDns: Both, "split-dns";
    RelayPolicy: Both, "relay-policy", Terminal, "rdptrace policy test {target}";
    RelayFirewall: Both, "relay-firewall";
    RelayLimits: Both, "relay-limits", Terminal, "ulimit -n; ss -s";
    RelayIpv6: Both, "relay-ipv6";
    CloudRule: Both, "cloud-rule";
    Inspection: Both, "inspection";
    Balancer: Both, "balancer";
    AllowList: Both, "allow-list";
    CookieRule: Both, "cookie-rule";
    TooManyCallers: Both, "too-many-callers";
    ProxyInBetween: Both, "proxy-in-between";
    ClientCertificates: Both, "client-certificates";
    NameInCertificate: Both, "name-in-certificate";
    TrustedCertificate: Both, "trusted-certificate";
    UnblockName: Both, "unblock-name";
    UpdateServer: Both, "update-server";
    Clamp: Both, "clamp", Terminal, "iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu";
    GatewayRule: Both, "gateway-rule", Terminal, "rdptrace policy test {target}";
    GatewayPort: Both, "gateway-port";
    GatewayPath: Both, "gateway-path";
    GatewayIdle: Both, "gateway-idle";
    EventsAtThatTime: Both, "events-at-that-time";

    // For the administrator of a Windows computer.
    GatewayService: Windows, "gateway-service", PowerShell, "Get-Service TSGateway, W3SVC; Restart-Service TSGateway";
    GatewayRole: Windows, "gateway-role", PowerShell, "Get-WindowsFeature RDS-Gateway";
    GatewayCertificate: Windows, "gateway-certificate", PowerShell, r"Import-Module RemoteDesktopServices; Get-ChildItem RDS:\GatewayServer\SSLCertificate";
    GatewaySignIn: Windows, "gateway-sign-in", PowerShell, "Get-WebConfiguration //security/authentication/windowsAuthentication -Location 'Default Web Site/Rpc'";
    GatewayLimits: Windows, "gateway-limits", PowerShell, r"Import-Module RemoteDesktopServices; Get-ChildItem RDS:\GatewayServer\CAP | ForEach-Object { Get-ChildItem RDS:\GatewayServer\CAP\$($_.Name) } | Where-Object Name -in 'IdleTimeout', 'SessionTimeout' | Format-Table Name, CurrentValue";
    GatewayTarget: Windows, "gateway-target", PowerShell, "Test-NetConnection COMPUTER -Port 3389";
    VmId: Windows, "vm-id", PowerShell, "Get-VM | Format-Table Name, Id";
    LookUp: Windows, "look-up", PowerShell, "Resolve-DnsName {host} -Server 1.1.1.1";
    RegisterName: Windows, "register-name", PowerShell, "ipconfig /registerdns";
    AllowConnections: Windows, "allow-connections", PowerShell, r"Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server' fDenyTSConnections 0";
    Policy: Windows, "policy", GroupPolicy, "";
    StartService: Windows, "start-service", PowerShell, "Start-Service TermService; Get-Service TermService, UmRdpService, SessionEnv";
    RestartService: Windows, "restart-service", PowerShell, "Restart-Service TermService -Force";
    Listener: Windows, "listener", PowerShell, "qwinsta";
    ListeningPort: Windows, "listening-port", PowerShell, r"Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' PortNumber, fEnableWinStation";
    PortOwner: Windows, "port-owner", PowerShell, "Get-NetTCPConnection -LocalPort {port} -State Listen | ForEach-Object { Get-Process -Id $_.OwningProcess }";
    PortProxy: Windows, "port-proxy", PowerShell, "netsh interface portproxy show all";
    FirewallRule: Windows, "firewall-rule", PowerShell, "Enable-NetFirewallRule -Group '@FirewallAPI.dll,-28752'";
    NetworkProfile: Windows, "network-profile", PowerShell, "Get-NetConnectionProfile";
    TestInside: Windows, "test-inside", PowerShell, "Test-NetConnection {host} -Port {port}";
    TestOnItself: Windows, "test-on-itself", PowerShell, "Test-NetConnection localhost -Port {port}";
    Route: Windows, "route", PowerShell, "Test-NetConnection {host} -TraceRoute";
    PendingConnections: Windows, "pending-connections", PowerShell, r"New-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server' MaxOutstandingConnections -PropertyType DWord -Value 0x10000 -Force";
    NoStandby: Windows, "no-standby", PowerShell, "powercfg /change standby-timeout-ac 0; powercfg /hibernate off";
    Load: Windows, "load", PowerShell, "Get-Process | Sort-Object HandleCount -Descending | Select-Object -First 10 Name, HandleCount, WS, CPU";
    RdpWrapper: Windows, "rdp-wrapper", PowerShell, "sfc /scannow";
    SecurityLayer: Windows, "security-layer", PowerShell, r"Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' SecurityLayer 2";
    SecurityLayerPolicy: Windows, "security-layer-policy", GroupPolicy, "";
    NlaSetting: Windows, "nla-setting", PowerShell, r"Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' UserAuthentication 0";
    RestrictedAdmin: Windows, "restricted-admin", PowerShell, r"New-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\Lsa DisableRestrictedAdmin -PropertyType DWord -Value 0 -Force";
    RequireNla: Windows, "require-nla", PowerShell, r"Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' UserAuthentication 1";
    EntraFile: Windows, "entra-file", RdpFile, "enablerdsaadauth:i:1";
    RenewCertificate: Windows, "renew-certificate", PowerShell, r"Remove-Item 'Cert:\LocalMachine\Remote Desktop\*'; Restart-Service SessionEnv, TermService -Force";
    BoundCertificate: Windows, "bound-certificate", PowerShell, "Get-CimInstance -Namespace root/cimv2/TerminalServices Win32_TSGeneralSetting | Select-Object SSLCertificateSHA1Hash";
    SentChain: Windows, "sent-chain", PowerShell, r"Get-ChildItem Cert:\LocalMachine\CA | Format-List Subject, Issuer, NotAfter";
    KeyRights: Windows, "key-rights", PowerShell, r"icacls C:\ProgramData\Microsoft\Crypto\RSA\MachineKeys\f686aace6942fb7f7ceb231212eef4a4_* /grant *S-1-5-20:R";
    KeyServices: Windows, "key-services", PowerShell, "Get-Service KeyIso, CryptSvc, CertPropSvc, SessionEnv";
    KeyStoreSize: Windows, "key-store-size", PowerShell, r"(Get-ChildItem C:\ProgramData\Microsoft\Crypto\RSA\MachineKeys).Count";
    ProtocolsOff: Windows, "protocols-off", PowerShell, r"Get-ChildItem -Recurse 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols'";
    EnableTls12: Windows, "enable-tls12", PowerShell, r"New-Item 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Server' -Force | New-ItemProperty -Name Enabled -Value 1 -PropertyType DWord";
    CipherSuites: Windows, "cipher-suites", PowerShell, "Get-TlsCipherSuite | Format-Table Name";
    UpdateWindowsServer: Windows, "update-windows-server";
    SetClock: Windows, "set-clock", PowerShell, "w32tm /resync; w32tm /query /status";
    NtlmPolicy: Windows, "ntlm-policy", GroupPolicy, "";
    LmLevel: Windows, "lm-level", PowerShell, r"Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa' LmCompatibilityLevel";
    Lsa: Windows, "lsa", PowerShell, "Get-WinEvent -LogName System -MaxEvents 50 | Where-Object ProviderName -in 'LsaSrv', 'TermDD', 'Schannel'";
    FindDc: Windows, "find-dc", PowerShell, "nltest /dsgetdc:$env:USERDNSDOMAIN";
    RepairTrust: Windows, "repair-trust", PowerShell, "Test-ComputerSecureChannel -Repair";
    GrantLogon: Windows, "grant-logon", PowerShell, "Add-LocalGroupMember -SID S-1-5-32-555 -Member USER";
    LogonRights: Windows, "logon-rights", GroupPolicy, "";
    AccountState: Windows, "account-state", PowerShell, "Get-ADUser USER -Properties Enabled, LockedOut, PasswordExpired, AccountExpirationDate, LogonWorkstations";
    EnableAccount: Windows, "enable-account", PowerShell, "Enable-ADAccount USER; Clear-ADAccountExpiration USER";
    UnlockAccount: Windows, "unlock-account", PowerShell, "Unlock-ADAccount USER";
    LogonHours: Windows, "logon-hours";
    ProtectedUsers: Windows, "protected-users";
    AllowedToAuthenticate: Windows, "allowed-to-authenticate";
    PromptPolicy: Windows, "prompt-policy", GroupPolicy, "";
    TimeLimits: Windows, "time-limits", GroupPolicy, "";
    Sessions: Windows, "sessions", PowerShell, "quser /server:{host}";
    SingleSession: Windows, "single-session", GroupPolicy, "";
    DrainMode: Windows, "drain-mode", PowerShell, "change logon /query";
    ConnectionLimit: Windows, "connection-limit", GroupPolicy, "";
    FipsSetting: Windows, "fips-setting", PowerShell, r"Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa\FIPSAlgorithmPolicy' Enabled";
    WddmPolicy: Windows, "wddm-policy", GroupPolicy, "";
    AvcPolicy: Windows, "avc-policy", GroupPolicy, "";
    DisplayUpdate: Windows, "display-update";
    SystemFiles: Windows, "system-files", PowerShell, "sfc /scannow; DISM /Online /Cleanup-Image /RestoreHealth";
    BrokerState: Windows, "broker-state", PowerShell, "Get-Service Tssdis; Get-RDSessionCollection";
    RemoteappSetting: Windows, "remoteapp-setting";
    ChannelPolicy: Windows, "channel-policy";
    Antivirus: Windows, "antivirus";
    KeepAlive: Windows, "keep-alive", GroupPolicy, "";
    TcpOnly: Windows, "tcp-only", GroupPolicy, "";
    LicenseDiagnoser: Windows, "license-diagnoser", PowerShell, "lsdiag.msc";
    LicenseServer: Windows, "license-server", GroupPolicy, "";
    LicenseCount: Windows, "license-count";
    LicenseServices: Windows, "license-services", PowerShell, "Restart-Service TermService -Force; Restart-Service TermServLicensing";
    PathSize: Windows, "path-size", PowerShell, "ping -f -l 1472 {host}";
    MeasureLoss: Windows, "measure-loss", PowerShell, "pathping {host}";
    GatewayFile: Windows, "gateway-file", RdpFile, "gatewayhostname:s:{host}";

    // For the administrator of an xrdp, GNOME or FreeRDP computer.
    LookUpLinux: Linux, "look-up-linux", Terminal, "dig {host} A @1.1.1.1; dig {host} AAAA @1.1.1.1";
    XrdpStatus: Linux, "xrdp-status", Terminal, "systemctl status xrdp xrdp-sesman; sudo systemctl start xrdp";
    XrdpRestart: Linux, "xrdp-restart", Terminal, "sudo systemctl restart xrdp xrdp-sesman";
    XrdpLog: Linux, "xrdp-log", Terminal, "sudo tail -n 50 /var/log/xrdp.log";
    XrdpPort: Linux, "xrdp-port", Terminal, "grep -n '^port' /etc/xrdp/xrdp.ini";
    XrdpNegotiate: Linux, "xrdp-negotiate", XrdpIni, "security_layer=negotiate";
    XrdpKey: Linux, "xrdp-key", Terminal, "sudo adduser xrdp ssl-cert; sudo systemctl restart xrdp";
    XrdpNewKey: Linux, "xrdp-new-key", Terminal, "sudo openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=$(hostname -f) -addext subjectAltName=DNS:$(hostname -f) -keyout /etc/xrdp/key.pem -out /etc/xrdp/cert.pem";
    XrdpChain: Linux, "xrdp-chain", Terminal, "cat CERT.pem CHAIN.pem | sudo tee /etc/xrdp/cert.pem; sudo systemctl restart xrdp";
    XrdpTlsVersions: Linux, "xrdp-tls-versions", XrdpIni, "ssl_protocols=TLSv1.2, TLSv1.3";
    XrdpCiphers: Linux, "xrdp-ciphers", XrdpIni, "tls_ciphers=HIGH";
    XrdpUpdate: Linux, "xrdp-update", Terminal, "sudo apt update; sudo apt install --only-upgrade xrdp";
    XrdpNoNla: Linux, "xrdp-no-nla";
    XrdpGroups: Linux, "xrdp-groups", Terminal, r"grep -n 'TerminalServer\|AllowRootLogin' /etc/xrdp/sesman.ini";
    XrdpLimits: Linux, "xrdp-limits", Terminal, r"grep -n 'MaxSessions\|IdleTimeLimit\|DisconnectedTimeLimit\|KillDisconnected' /etc/xrdp/sesman.ini";
    XrdpSession: Linux, "xrdp-session", Terminal, "tail -n 50 ~/.xsession-errors; sudo tail -n 50 /var/log/xrdp-sesman.log";
    XrdpChannels: Linux, "xrdp-channels", Terminal, r"sed -n '/^\[Channels\]/,/^\[/p' /etc/xrdp/xrdp.ini";
    GnomeStatus: Linux, "gnome-status", Terminal, "grdctl status";
    GnomeKey: Linux, "gnome-key", Terminal, "grdctl rdp set-tls-cert CERT.pem; grdctl rdp set-tls-key KEY.pem";
    GnomeRedirection: Linux, "gnome-redirection";
    FreerdpNla: Linux, "freerdp-nla";
    EntraLinux: Linux, "entra-linux", Terminal, "xfreerdp /v:{target} /sec:aad";
    GatewayLog: Linux, "gateway-log", Terminal, "sudo journalctl -u rdpgw -n 50; docker logs --tail 50 rdpgw";
    GatewayProxy: Linux, "gateway-proxy", Terminal, r"grep -rn 'proxy_read_timeout\|timeout tunnel\|timeout client' /etc/nginx /etc/haproxy";
    ListeningLinux: Linux, "listening-linux", Terminal, "sudo ss -ltnp 'sport = :{port}'";
    FirewallUfw: Linux, "firewall-ufw", Terminal, "sudo ufw allow {port}/tcp";
    FirewallCmd: Linux, "firewall-cmd", Terminal, "sudo firewall-cmd --permanent --add-port={port}/tcp; sudo firewall-cmd --reload";
    FirewallList: Linux, "firewall-list", Terminal, "sudo nft list ruleset";
    Fail2ban: Linux, "fail2ban", Terminal, "sudo fail2ban-client status; sudo nft list ruleset";
    Container: Linux, "container", Terminal, "docker ps";
    RouteLinux: Linux, "route-linux", Terminal, "tracepath {host}";
    PathSizeLinux: Linux, "path-size-linux", Terminal, "tracepath -n {host}";
    MeasureLossLinux: Linux, "measure-loss-linux", Terminal, "mtr --tcp --port {port} {host}";
    LoadLinux: Linux, "load-linux", Terminal, "uptime; free -m; ps aux --sort=-%cpu | head";
    NoSleepLinux: Linux, "no-sleep-linux", Terminal, "sudo systemctl mask sleep.target suspend.target hibernate.target";
    SetClockLinux: Linux, "set-clock-linux", Terminal, "timedatectl set-ntp true; timedatectl";
    LinuxAccount: Linux, "linux-account", Terminal, "sudo passwd -S USER; sudo chage -l USER; sudo journalctl -n 50 -g pam_";

    // What the computer's logs show.
    EventService: Logs, "event-service", EventViewer, "";
    EventListener: Logs, "event-listener", EventViewer, "";
    EventPending: Logs, "event-pending", EventViewer, "";
    EventRdpcore: Logs, "event-rdpcore", EventViewer, "";
    EventCertificate: Logs, "event-certificate", EventViewer, "";
    EventSchannel: Logs, "event-schannel", EventViewer, "";
    EventLogons: Logs, "event-logons", EventViewer, "";
    EventSession: Logs, "event-session", EventViewer, "";
    EventLicense: Logs, "event-license", EventViewer, "";
    EventCrash: Logs, "event-crash", EventViewer, "";
    EventGateway: Logs, "event-gateway", EventViewer, "";
    EventClient: Logs, "event-client", EventViewer, "";
    LogXrdp: Logs, "log-xrdp", Terminal, "sudo journalctl -u xrdp -u xrdp-sesman -n 50";
}
