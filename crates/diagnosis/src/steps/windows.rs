//! For the administrator of a Windows computer, and for those of the network and of the relay.

use super::{GROUP_POLICY, POWERSHELL, RDP_FILE, Remedy, TERMINAL};

pub(crate) const LOOK_UP: Remedy = Remedy::run("look-up", POWERSHELL, "Resolve-DnsName {host} -Server 1.1.1.1");
pub(crate) const REGISTER_NAME: Remedy = Remedy::run("register-name", POWERSHELL, "ipconfig /registerdns");
pub(crate) const CREATE_RECORD: Remedy = Remedy::tell("create-record");
pub(crate) const REPAIR_ZONE: Remedy = Remedy::tell("repair-zone");
pub(crate) const OTHER_RESOLVER: Remedy = Remedy::tell("other-resolver");
pub(crate) const REMOVE_AAAA: Remedy = Remedy::tell("remove-aaaa");
pub(crate) const ADD_IPV4_RECORD: Remedy = Remedy::tell("add-ipv4-record");
pub(crate) const DEAD_RECORDS: Remedy = Remedy::tell("dead-records");
pub(crate) const SPLIT_DNS: Remedy = Remedy::tell("split-dns");
pub(crate) const RELAY_POLICY: Remedy = Remedy::run("relay-policy", TERMINAL, "rdptrace policy test {target}");
pub(crate) const RELAY_FIREWALL: Remedy = Remedy::tell("relay-firewall");
pub(crate) const RELAY_LIMITS: Remedy = Remedy::run("relay-limits", TERMINAL, "ulimit -n; ss -s");
pub(crate) const RELAY_IPV6: Remedy = Remedy::tell("relay-ipv6");
pub(crate) const ALLOW_CONNECTIONS: Remedy = Remedy::run(
    "allow-connections",
    POWERSHELL,
    r"Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server' fDenyTSConnections 0",
);
pub(crate) const POLICY: Remedy = Remedy::run(
    "policy",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Connections > Allow users to connect remotely by using Remote Desktop Services",
);
pub(crate) const START_SERVICE: Remedy = Remedy::run(
    "start-service",
    POWERSHELL,
    "Get-Service TermService, UmRdpService, SessionEnv; Start-Service TermService",
);
pub(crate) const RESTART_SERVICE: Remedy =
    Remedy::run("restart-service", POWERSHELL, "Restart-Service TermService -Force");
pub(crate) const LISTENER: Remedy = Remedy::run("listener", POWERSHELL, "qwinsta");
pub(crate) const LISTENING_PORT: Remedy = Remedy::run(
    "listening-port",
    POWERSHELL,
    r"Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' PortNumber, fEnableWinStation",
);
pub(crate) const PORT_OWNER: Remedy = Remedy::run(
    "port-owner",
    POWERSHELL,
    "Get-NetTCPConnection -LocalPort {port} -State Listen | ForEach-Object { Get-Process -Id $_.OwningProcess }",
);
pub(crate) const PORT_PROXY: Remedy = Remedy::run("port-proxy", POWERSHELL, "netsh interface portproxy show all");
pub(crate) const FIREWALL_RULE: Remedy = Remedy::run(
    "firewall-rule",
    POWERSHELL,
    "Enable-NetFirewallRule -Group '@FirewallAPI.dll,-28752'",
);
pub(crate) const NETWORK_PROFILE: Remedy = Remedy::run("network-profile", POWERSHELL, "Get-NetConnectionProfile");
pub(crate) const CLOUD_RULE: Remedy = Remedy::tell("cloud-rule");
pub(crate) const TEST_INSIDE: Remedy = Remedy::run("test-inside", POWERSHELL, "Test-NetConnection {host} -Port {port}");
pub(crate) const TEST_ON_ITSELF: Remedy = Remedy::run(
    "test-on-itself",
    POWERSHELL,
    "Test-NetConnection localhost -Port {port}",
);
pub(crate) const ROUTE: Remedy = Remedy::run("route", POWERSHELL, "Test-NetConnection {host} -TraceRoute");
pub(crate) const INSPECTION: Remedy = Remedy::tell("inspection");
pub(crate) const BALANCER: Remedy = Remedy::tell("balancer");
pub(crate) const ALLOW_LIST: Remedy = Remedy::tell("allow-list");
pub(crate) const TOO_MANY_CALLERS: Remedy = Remedy::tell("too-many-callers");
pub(crate) const PENDING_CONNECTIONS: Remedy = Remedy::run(
    "pending-connections",
    POWERSHELL,
    r"New-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server' MaxOutstandingConnections -PropertyType DWord -Value 0x10000 -Force",
);
pub(crate) const NO_STANDBY: Remedy = Remedy::run(
    "no-standby",
    POWERSHELL,
    "powercfg /change standby-timeout-ac 0; powercfg /hibernate off",
);
pub(crate) const LOAD: Remedy = Remedy::run(
    "load",
    POWERSHELL,
    "Get-Process | Sort-Object HandleCount -Descending | Select-Object -First 10 Name, HandleCount, WS, CPU",
);
pub(crate) const RDP_WRAPPER: Remedy = Remedy::run("rdp-wrapper", POWERSHELL, "sfc /scannow");
pub(crate) const PROXY_IN_BETWEEN: Remedy = Remedy::tell("proxy-in-between");
pub(crate) const SECURITY_LAYER: Remedy = Remedy::run(
    "security-layer",
    POWERSHELL,
    r"Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' SecurityLayer 2",
);
pub(crate) const SECURITY_LAYER_POLICY: Remedy = Remedy::run(
    "security-layer-policy",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Security > Require use of specific security layer for remote (RDP) connections",
);
pub(crate) const NLA_SETTING: Remedy = Remedy::run(
    "nla-setting",
    POWERSHELL,
    r"Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' UserAuthentication 0",
);
pub(crate) const REQUIRE_NLA: Remedy = Remedy::run(
    "require-nla",
    POWERSHELL,
    r"Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' UserAuthentication 1",
);
pub(crate) const ENTRA_FILE: Remedy = Remedy::run("entra-file", RDP_FILE, "enablerdsaadauth:i:1");
pub(crate) const CLIENT_CERTIFICATES: Remedy = Remedy::tell("client-certificates");
pub(crate) const RENEW_CERTIFICATE: Remedy = Remedy::run(
    "renew-certificate",
    POWERSHELL,
    r"Remove-Item 'Cert:\LocalMachine\Remote Desktop\*'; Restart-Service SessionEnv, TermService -Force",
);
pub(crate) const BOUND_CERTIFICATE: Remedy = Remedy::run(
    "bound-certificate",
    POWERSHELL,
    "Get-CimInstance -Namespace root/cimv2/TerminalServices Win32_TSGeneralSetting | Select-Object SSLCertificateSHA1Hash",
);
pub(crate) const KEY_RIGHTS: Remedy = Remedy::run(
    "key-rights",
    POWERSHELL,
    r"icacls C:\ProgramData\Microsoft\Crypto\RSA\MachineKeys\f686aace6942fb7f7ceb231212eef4a4_* /grant *S-1-5-20:R",
);
pub(crate) const KEY_SERVICES: Remedy = Remedy::run(
    "key-services",
    POWERSHELL,
    "Get-Service KeyIso, CryptSvc, CertPropSvc, SessionEnv",
);
pub(crate) const KEY_STORE_SIZE: Remedy = Remedy::run(
    "key-store-size",
    POWERSHELL,
    r"(Get-ChildItem C:\ProgramData\Microsoft\Crypto\RSA\MachineKeys).Count",
);
pub(crate) const PROTOCOLS_OFF: Remedy = Remedy::run(
    "protocols-off",
    POWERSHELL,
    r"Get-ChildItem -Recurse 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols'",
);
pub(crate) const ENABLE_TLS12: Remedy = Remedy::run(
    "enable-tls12",
    POWERSHELL,
    r"New-Item 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Server' -Force | New-ItemProperty -Name Enabled -Value 1 -PropertyType DWord",
);
pub(crate) const CIPHER_SUITES: Remedy =
    Remedy::run("cipher-suites", POWERSHELL, "Get-TlsCipherSuite | Format-Table Name");
pub(crate) const NAME_IN_CERTIFICATE: Remedy = Remedy::tell("name-in-certificate");
pub(crate) const TRUSTED_CERTIFICATE: Remedy = Remedy::tell("trusted-certificate");
pub(crate) const UPDATE_SERVER: Remedy = Remedy::tell("update-server");
pub(crate) const UPDATE_WINDOWS_SERVER: Remedy = Remedy::tell("update-windows-server");
pub(crate) const SET_CLOCK: Remedy = Remedy::run("set-clock", POWERSHELL, "w32tm /resync; w32tm /query /status");
pub(crate) const NTLM_POLICY: Remedy = Remedy::run(
    "ntlm-policy",
    GROUP_POLICY,
    "Computer Configuration > Windows Settings > Security Settings > Local Policies > Security Options > Network security: Restrict NTLM: Incoming NTLM traffic",
);
pub(crate) const LM_LEVEL: Remedy = Remedy::run(
    "lm-level",
    POWERSHELL,
    r"Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa' LmCompatibilityLevel",
);
pub(crate) const LSA: Remedy = Remedy::run(
    "lsa",
    POWERSHELL,
    "Get-WinEvent -LogName System -MaxEvents 50 | Where-Object ProviderName -in 'LsaSrv', 'TermDD', 'Schannel'",
);
pub(crate) const FIND_DC: Remedy = Remedy::run("find-dc", POWERSHELL, "nltest /dsgetdc:$env:USERDNSDOMAIN");
pub(crate) const REPAIR_TRUST: Remedy = Remedy::run("repair-trust", POWERSHELL, "Test-ComputerSecureChannel -Repair");
pub(crate) const GRANT_LOGON: Remedy = Remedy::run(
    "grant-logon",
    POWERSHELL,
    "Add-LocalGroupMember -SID S-1-5-32-555 -Member USER",
);
pub(crate) const LOGON_RIGHTS: Remedy = Remedy::run(
    "logon-rights",
    GROUP_POLICY,
    "Computer Configuration > Windows Settings > Security Settings > Local Policies > User Rights Assignment",
);
pub(crate) const ACCOUNT_STATE: Remedy = Remedy::run(
    "account-state",
    POWERSHELL,
    "Get-ADUser USER -Properties Enabled, LockedOut, PasswordExpired, AccountExpirationDate, LogonWorkstations",
);
pub(crate) const ENABLE_ACCOUNT: Remedy = Remedy::run(
    "enable-account",
    POWERSHELL,
    "Enable-ADAccount USER; Clear-ADAccountExpiration USER",
);
pub(crate) const UNLOCK_ACCOUNT: Remedy = Remedy::run("unlock-account", POWERSHELL, "Unlock-ADAccount USER");
pub(crate) const LOGON_HOURS: Remedy = Remedy::tell("logon-hours");
pub(crate) const PROTECTED_USERS: Remedy = Remedy::tell("protected-users");
pub(crate) const ALLOWED_TO_AUTHENTICATE: Remedy = Remedy::tell("allowed-to-authenticate");
pub(crate) const PROMPT_POLICY: Remedy = Remedy::run(
    "prompt-policy",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Security > Always prompt for password upon connection",
);
pub(crate) const TIME_LIMITS: Remedy = Remedy::run(
    "time-limits",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Session Time Limits",
);
pub(crate) const SESSIONS: Remedy = Remedy::run("sessions", POWERSHELL, "quser /server:{host}");
pub(crate) const SINGLE_SESSION: Remedy = Remedy::run(
    "single-session",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Connections > Restrict Remote Desktop Services users to a single Remote Desktop Services session",
);
pub(crate) const DRAIN_MODE: Remedy = Remedy::run("drain-mode", POWERSHELL, "change logon /query");
pub(crate) const CONNECTION_LIMIT: Remedy = Remedy::run(
    "connection-limit",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Connections > Limit number of connections",
);
pub(crate) const FIPS_SETTING: Remedy = Remedy::run(
    "fips-setting",
    POWERSHELL,
    r"Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa\FIPSAlgorithmPolicy' Enabled",
);
pub(crate) const WDDM_POLICY: Remedy = Remedy::run(
    "wddm-policy",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Remote Session Environment > Use WDDM graphics display driver for Remote Desktop Connections = Disabled",
);
pub(crate) const AVC_POLICY: Remedy = Remedy::run(
    "avc-policy",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Remote Session Environment > Prioritize H.264/AVC 444 graphics mode for Remote Desktop Connections = Disabled",
);
pub(crate) const DISPLAY_UPDATE: Remedy = Remedy::tell("display-update");
pub(crate) const SYSTEM_FILES: Remedy = Remedy::run(
    "system-files",
    POWERSHELL,
    "sfc /scannow; DISM /Online /Cleanup-Image /RestoreHealth",
);
pub(crate) const BROKER_STATE: Remedy = Remedy::run(
    "broker-state",
    POWERSHELL,
    "Get-Service Tssdis; Get-RDSessionCollection",
);
pub(crate) const REMOTEAPP_SETTING: Remedy = Remedy::tell("remoteapp-setting");
pub(crate) const CHANNEL_POLICY: Remedy = Remedy::tell("channel-policy");
pub(crate) const ANTIVIRUS: Remedy = Remedy::tell("antivirus");
pub(crate) const KEEP_ALIVE: Remedy = Remedy::run(
    "keep-alive",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Connections > Configure keep-alive connection interval",
);
pub(crate) const TCP_ONLY: Remedy = Remedy::run(
    "tcp-only",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Connections > Select RDP transport protocols = Use only TCP",
);
pub(crate) const LICENSE_DIAGNOSER: Remedy = Remedy::run("license-diagnoser", POWERSHELL, "lsdiag.msc");
pub(crate) const LICENSE_SERVER: Remedy = Remedy::run(
    "license-server",
    GROUP_POLICY,
    "Computer Configuration > Administrative Templates > Windows Components > Remote Desktop Services > Remote Desktop Session Host > Licensing > Use the specified Remote Desktop license servers",
);
pub(crate) const LICENSE_COUNT: Remedy = Remedy::tell("license-count");
pub(crate) const LICENSE_SERVICES: Remedy = Remedy::run(
    "license-services",
    POWERSHELL,
    "Restart-Service TermService -Force; Restart-Service TermServLicensing",
);
pub(crate) const PATH_SIZE: Remedy = Remedy::run("path-size", POWERSHELL, "ping -f -l 1472 {host}");
pub(crate) const CLAMP: Remedy = Remedy::run(
    "clamp",
    TERMINAL,
    "iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu",
);
pub(crate) const MEASURE_LOSS: Remedy = Remedy::run("measure-loss", POWERSHELL, "pathping {host}");
pub(crate) const GATEWAY_FILE: Remedy = Remedy::run("gateway-file", RDP_FILE, "gatewayhostname:s:{host}");
pub(crate) const EVENTS_AT_THAT_TIME: Remedy = Remedy::tell("events-at-that-time");
