//! `*.remmina`: `key=value` lines behind `[remmina]` (Remmina's plugins/rdp/rdp_plugin.c).

use super::taken::Foreign;
use crate::program::Program;

/// What a profile of Remmina says.
pub(super) fn remmina(text: &str) -> Option<Foreign> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    if !lines.next()?.eq_ignore_ascii_case("[remmina]") {
        return None;
    }
    let settings: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once('=')).collect();
    let value = |name: &str| {
        let mut known = settings.iter().filter(|(key, _)| key.trim() == name);
        known.next_back().map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let is_on = |name: &str| !["", "0", "false"].contains(&value(name));
    let mut file = Foreign::new(Program::Remmina);
    let protocol = value("protocol");
    if !protocol.is_empty() && !protocol.to_ascii_uppercase().starts_with("RDP") {
        file.remark("file.other-protocol", format!("protocol={protocol}"));
        return Some(file);
    }
    let server = value("server");
    file.set("full address", 's', server, format!("server={server}"));
    let gateway = value("gateway_server");
    if !gateway.is_empty() {
        // Its switch is for "detect"; without it, the gateway is always used.
        let usage = if is_on("gateway_usage") { "2" } else { "1" };
        file.set(
            "gatewayusagemethod",
            'i',
            usage,
            format!("gateway_usage={}", value("gateway_usage")),
        );
        file.set("gatewayhostname", 's', gateway, format!("gateway_server={gateway}"));
    }
    if !value("gatewayaccesstoken").is_empty() {
        file.set(
            "gatewayaccesstoken",
            's',
            HIDDEN,
            format!("gatewayaccesstoken={HIDDEN}"),
        );
    }
    let balancing = value("loadbalanceinfo");
    file.set(
        "loadbalanceinfo",
        's',
        balancing,
        format!("loadbalanceinfo={balancing}"),
    );
    security(&mut file, value("security"));
    if is_on("console") {
        file.set("administrative session", 'i', "1", "console=1".to_owned());
    }
    if is_on("restricted-admin") {
        file.set("restrictedadmin", 'i', "1", "restricted-admin=1".to_owned());
    }
    if is_on("cert_ignore") {
        file.set("authentication level", 'i', "0", "cert_ignore=1".to_owned());
    }
    let program = value("exec");
    file.set("alternate shell", 's', program, format!("exec={program}"));
    if is_on("ssh_tunnel_enabled") {
        let through = value("ssh_tunnel_server");
        let host = through.rsplit('@').next().unwrap_or_default();
        file.remark("file.ssh-tunnel", format!("ssh_tunnel_server={host}"));
    }
    Some(file)
}

fn security(file: &mut Foreign, security: &str) {
    let written = format!("security={security}");
    match security {
        "rdp" => file.remark("file.security-rdp", written),
        "tls" => file.set("enablecredsspsupport", 'i', "0", written),
        "nla" | "ext" => file.remark("file.security-nla", written),
        _ => {}
    }
}

/// In the place of what only its owner may see.
const HIDDEN: &str = "…";
