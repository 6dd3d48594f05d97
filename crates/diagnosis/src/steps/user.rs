//! For the person who wants to connect; some for everybody.

use super::{POWERSHELL, RDP_FILE, Remedy, TERMINAL};

pub(crate) const SEND: Remedy = Remedy::tell("send");
pub(crate) const SEND_TO_NETWORK: Remedy = Remedy::tell("send-to-network");
pub(crate) const SEND_TO_RELAY: Remedy = Remedy::tell("send-to-relay");
pub(crate) const NOTHING_TO_DO: Remedy = Remedy::tell("nothing-to-do");
pub(crate) const AGAIN: Remedy = Remedy::tell("again");
pub(crate) const SPELLING: Remedy = Remedy::tell("spelling");
pub(crate) const VPN: Remedy = Remedy::tell("vpn");
pub(crate) const FULL_NAME: Remedy = Remedy::tell("full-name");
pub(crate) const TRY_ADDRESS: Remedy = Remedy::tell("try-address");
pub(crate) const TRY_IPV4: Remedy = Remedy::tell("try-ipv4");
pub(crate) const WORKING_ADDRESS: Remedy = Remedy::tell("working-address");
pub(crate) const CHECK_HOSTS_FILE: Remedy = Remedy::tell("check-hosts-file");
pub(crate) const OWN_RELAY: Remedy = Remedy::run("own-relay", TERMINAL, "rdptrace check {target}");
pub(crate) const POWER: Remedy = Remedy::tell("power");
pub(crate) const WAKE: Remedy = Remedy::tell("wake");
pub(crate) const ASK_NEIGHBOUR: Remedy = Remedy::tell("ask-neighbour");
pub(crate) const ENABLE_RDP: Remedy = Remedy::tell("enable-rdp");
pub(crate) const RESTART_COMPUTER: Remedy = Remedy::tell("restart-computer");
pub(crate) const CHECK_PORT: Remedy = Remedy::tell("check-port");
pub(crate) const CHECK_FORWARD: Remedy = Remedy::tell("check-forward");
pub(crate) const FORWARD: Remedy = Remedy::tell("forward");
pub(crate) const PUBLIC_ADDRESS: Remedy = Remedy::tell("public-address");
pub(crate) const SHARED_ADDRESS: Remedy = Remedy::tell("shared-address");
pub(crate) const PUBLIC_NAME: Remedy = Remedy::tell("public-name");
pub(crate) const OTHER_NETWORK: Remedy = Remedy::tell("other-network");
pub(crate) const TUNNEL: Remedy = Remedy::tell("tunnel");
pub(crate) const CABLE: Remedy = Remedy::tell("cable");
pub(crate) const NEARER: Remedy = Remedy::tell("nearer");
pub(crate) const VPN_PACKET_SIZE: Remedy = Remedy::tell("vpn-packet-size");
pub(crate) const UPDATE_PROGRAM: Remedy = Remedy::tell("update-program");
pub(crate) const UPDATE_WINDOWS: Remedy = Remedy::tell("update-windows");
pub(crate) const ENABLE_NLA: Remedy = Remedy::run("enable-nla", RDP_FILE, "enablecredsspsupport:i:1");
pub(crate) const ALLOW_WITHOUT_NLA: Remedy = Remedy::tell("allow-without-nla");
pub(crate) const SMART_CARD: Remedy = Remedy::tell("smart-card");
pub(crate) const ENTRA_SIGN_IN: Remedy = Remedy::run("entra-sign-in", RDP_FILE, "enablerdsaadauth:i:1");
pub(crate) const USE_GATEWAY: Remedy = Remedy::tell("use-gateway");
pub(crate) const LEGACY_PROGRAM: Remedy = Remedy::run("legacy-program", TERMINAL, "xfreerdp /v:{target} /sec:rdp");
pub(crate) const FREERDP_CLIENT: Remedy = Remedy::run("freerdp-client", TERMINAL, "xfreerdp /v:{target} /sec:nla");
pub(crate) const DO_NOT_SIGN_IN: Remedy = Remedy::tell("do-not-sign-in");
pub(crate) const CERTIFICATE_NAME: Remedy = Remedy::tell("certificate-name");
pub(crate) const COMPARE_THUMBPRINT: Remedy = Remedy::tell("compare-thumbprint");
pub(crate) const CHECK_OWN_CLOCK: Remedy = Remedy::tell("check-own-clock");
pub(crate) const USER_NAME_FORM: Remedy = Remedy::tell("user-name-form");
pub(crate) const PASSWORD_NOT_PIN: Remedy = Remedy::tell("password-not-pin");
pub(crate) const SET_PASSWORD: Remedy = Remedy::tell("set-password");
pub(crate) const CHANGE_PASSWORD: Remedy = Remedy::tell("change-password");
pub(crate) const TYPE_PASSWORD: Remedy = Remedy::tell("type-password");
pub(crate) const WAIT_LOCKOUT: Remedy = Remedy::tell("wait-lockout");
pub(crate) const NO_ORACLE_WORKAROUND: Remedy = Remedy::tell("no-oracle-workaround");
pub(crate) const SIGN_IN_AGAIN: Remedy = Remedy::tell("sign-in-again");
pub(crate) const OTHER_DEVICE: Remedy = Remedy::tell("other-device");
pub(crate) const ASK_OTHER_USER: Remedy = Remedy::tell("ask-other-user");
pub(crate) const ASK_ADMINISTRATOR: Remedy = Remedy::tell("ask-administrator");
pub(crate) const WAIT_RESTART: Remedy = Remedy::tell("wait-restart");
pub(crate) const ADMIN_SESSION: Remedy = Remedy::run("admin-session", POWERSHELL, "mstsc /v:{target} /admin");
pub(crate) const LICENSE_STORE: Remedy = Remedy::run(
    "license-store",
    POWERSHELL,
    r"Remove-Item -Recurse HKLM:\SOFTWARE\Microsoft\MSLicensing",
);
pub(crate) const CONNECT_BY_BROKER: Remedy = Remedy::tell("connect-by-broker");
pub(crate) const REMOTEAPP_FILE: Remedy = Remedy::tell("remoteapp-file");
pub(crate) const LOWER_DISPLAY: Remedy = Remedy::tell("lower-display");
pub(crate) const CHECK_THAT_ONE: Remedy = Remedy::tell("check-that-one");
pub(crate) const REDIRECTION_FILE: Remedy =
    Remedy::run("redirection-file", RDP_FILE, "use redirection server name:i:1");
pub(crate) const MAC_LOCAL_NETWORK: Remedy = Remedy::tell("mac-local-network");
pub(crate) const OWN_ANTIVIRUS: Remedy = Remedy::tell("own-antivirus");
pub(crate) const NEW_CONNECTION: Remedy = Remedy::run("new-connection", POWERSHELL, "cmdkey /delete:TERMSRV/{host}");
pub(crate) const NO_GATEWAY: Remedy = Remedy::run("no-gateway", RDP_FILE, "gatewayusagemethod:i:0");
pub(crate) const NO_UDP: Remedy = Remedy::run(
    "no-udp",
    POWERSHELL,
    r"New-Item 'HKLM:\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services\Client' -Force | New-ItemProperty -Name fClientDisableUDP -Value 1 -PropertyType DWord",
);
