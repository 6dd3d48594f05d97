//! For the administrator of an xrdp, GNOME or FreeRDP computer.

use super::{Remedy, TERMINAL, XRDP_INI};

pub(crate) const LOOK_UP_LINUX: Remedy = Remedy::run(
    "look-up-linux",
    TERMINAL,
    "dig {host} A @1.1.1.1; dig {host} AAAA @1.1.1.1",
);
pub(crate) const XRDP_STATUS: Remedy = Remedy::run(
    "xrdp-status",
    TERMINAL,
    "systemctl status xrdp xrdp-sesman; sudo systemctl start xrdp",
);
pub(crate) const XRDP_RESTART: Remedy =
    Remedy::run("xrdp-restart", TERMINAL, "sudo systemctl restart xrdp xrdp-sesman");
pub(crate) const XRDP_LOG: Remedy = Remedy::run("xrdp-log", TERMINAL, "sudo tail -n 50 /var/log/xrdp.log");
pub(crate) const XRDP_PORT: Remedy = Remedy::run("xrdp-port", TERMINAL, "grep -n '^port' /etc/xrdp/xrdp.ini");
pub(crate) const XRDP_NEGOTIATE: Remedy = Remedy::run("xrdp-negotiate", XRDP_INI, "security_layer=negotiate");
pub(crate) const XRDP_KEY: Remedy = Remedy::run(
    "xrdp-key",
    TERMINAL,
    "sudo adduser xrdp ssl-cert; sudo systemctl restart xrdp",
);
pub(crate) const XRDP_NEW_KEY: Remedy = Remedy::run(
    "xrdp-new-key",
    TERMINAL,
    "sudo openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=$(hostname -f) -addext subjectAltName=DNS:$(hostname -f) -keyout /etc/xrdp/key.pem -out /etc/xrdp/cert.pem",
);
pub(crate) const XRDP_TLS_VERSIONS: Remedy =
    Remedy::run("xrdp-tls-versions", XRDP_INI, "ssl_protocols=TLSv1.2, TLSv1.3");
pub(crate) const XRDP_CIPHERS: Remedy = Remedy::run("xrdp-ciphers", XRDP_INI, "tls_ciphers=HIGH");
pub(crate) const XRDP_UPDATE: Remedy = Remedy::run(
    "xrdp-update",
    TERMINAL,
    "sudo apt update; sudo apt install --only-upgrade xrdp",
);
pub(crate) const XRDP_NO_NLA: Remedy = Remedy::tell("xrdp-no-nla");
pub(crate) const XRDP_GROUPS: Remedy = Remedy::run(
    "xrdp-groups",
    TERMINAL,
    r"grep -n 'TerminalServer\|AllowRootLogin' /etc/xrdp/sesman.ini",
);
pub(crate) const XRDP_LIMITS: Remedy = Remedy::run(
    "xrdp-limits",
    TERMINAL,
    r"grep -n 'MaxSessions\|IdleTimeLimit\|DisconnectedTimeLimit\|KillDisconnected' /etc/xrdp/sesman.ini",
);
pub(crate) const XRDP_SESSION: Remedy = Remedy::run(
    "xrdp-session",
    TERMINAL,
    "tail -n 50 ~/.xsession-errors; sudo tail -n 50 /var/log/xrdp-sesman.log",
);
pub(crate) const XRDP_CHANNELS: Remedy = Remedy::run(
    "xrdp-channels",
    TERMINAL,
    r"sed -n '/^\[Channels\]/,/^\[/p' /etc/xrdp/xrdp.ini",
);
pub(crate) const GNOME_STATUS: Remedy = Remedy::run("gnome-status", TERMINAL, "grdctl status");
pub(crate) const GNOME_KEY: Remedy = Remedy::run(
    "gnome-key",
    TERMINAL,
    "grdctl rdp set-tls-cert CERT.pem; grdctl rdp set-tls-key KEY.pem",
);
pub(crate) const GNOME_REDIRECTION: Remedy = Remedy::tell("gnome-redirection");
pub(crate) const FREERDP_NLA: Remedy = Remedy::tell("freerdp-nla");
pub(crate) const ENTRA_LINUX: Remedy = Remedy::run("entra-linux", TERMINAL, "xfreerdp /v:{target} /sec:aad");
pub(crate) const LISTENING_LINUX: Remedy = Remedy::run("listening-linux", TERMINAL, "sudo ss -ltnp 'sport = :{port}'");
pub(crate) const FIREWALL_UFW: Remedy = Remedy::run("firewall-ufw", TERMINAL, "sudo ufw allow {port}/tcp");
pub(crate) const FIREWALL_CMD: Remedy = Remedy::run(
    "firewall-cmd",
    TERMINAL,
    "sudo firewall-cmd --permanent --add-port={port}/tcp; sudo firewall-cmd --reload",
);
pub(crate) const FIREWALL_LIST: Remedy = Remedy::run("firewall-list", TERMINAL, "sudo nft list ruleset");
pub(crate) const FAIL2BAN: Remedy = Remedy::run(
    "fail2ban",
    TERMINAL,
    "sudo fail2ban-client status; sudo nft list ruleset",
);
pub(crate) const CONTAINER: Remedy = Remedy::run("container", TERMINAL, "docker ps");
pub(crate) const ROUTE_LINUX: Remedy = Remedy::run("route-linux", TERMINAL, "tracepath {host}");
pub(crate) const PATH_SIZE_LINUX: Remedy = Remedy::run("path-size-linux", TERMINAL, "tracepath -n {host}");
pub(crate) const MEASURE_LOSS_LINUX: Remedy =
    Remedy::run("measure-loss-linux", TERMINAL, "mtr --tcp --port {port} {host}");
pub(crate) const LOAD_LINUX: Remedy =
    Remedy::run("load-linux", TERMINAL, "uptime; free -m; ps aux --sort=-%cpu | head");
pub(crate) const NO_SLEEP_LINUX: Remedy = Remedy::run(
    "no-sleep-linux",
    TERMINAL,
    "sudo systemctl mask sleep.target suspend.target hibernate.target",
);
pub(crate) const SET_CLOCK_LINUX: Remedy =
    Remedy::run("set-clock-linux", TERMINAL, "timedatectl set-ntp true; timedatectl");
pub(crate) const LINUX_ACCOUNT: Remedy = Remedy::run(
    "linux-account",
    TERMINAL,
    "sudo passwd -S USER; sudo chage -l USER; sudo journalctl -n 50 -t xrdp-sesman",
);
