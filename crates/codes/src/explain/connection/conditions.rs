//! When the settings of a connection file mean something: one condition for each row of `data/settings.txt`.

use core::net::IpAddr;

use wire::{FileSetting, GatewayUsage, Host, Target};

use super::{ConnectionFile, TOKEN};

impl ConnectionFile {
    fn is(&self, name: &str, value: u32) -> bool {
        self.settings.number(name) == Some(value)
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Which way the connection takes: what holds, what it means, and by which setting.
    pub(super) fn about_the_way(&self) -> Vec<(bool, &'static str, &'static str)> {
        let (cloud, arm) = (self.has("wvd endpoint pool"), self.has("armpath"));
        let other = self.value("alternate full address").zip(self.value("full address"));
        let differs = other.is_some_and(|(other, full)| !full.eq_ignore_ascii_case(other));
        let usage = GatewayUsage::of(&self.settings);
        let gateway = self.has("gatewayhostname");
        let private = self.target.as_ref().is_some_and(|target| is_private(&target.host));
        let console = self
            .target
            .as_ref()
            .is_some_and(|target| target.port.number() == HYPER_V_CONSOLE);
        vec![
            (arm, "file.cloud-pc", "armpath"),
            (cloud && !arm, "file.cloud-pc", "wvd endpoint pool"),
            (differs, "file.alternate", "alternate full address"),
            (
                gateway && usage == Some(GatewayUsage::Always),
                "file.gateway",
                "gatewayhostname",
            ),
            (
                gateway && usage == Some(GatewayUsage::Fallback),
                "file.gateway-local",
                "gatewayhostname",
            ),
            (gateway && usage.is_none(), "file.gateway-off", "gatewayhostname"),
            (
                self.gateway.is_some() && private,
                "file.gateway-private",
                "full address",
            ),
            (
                self.has("gatewayaccesstoken"),
                "file.gateway-token",
                "gatewayaccesstoken",
            ),
            (
                !gateway && matches!(usage, Some(GatewayUsage::Always | GatewayUsage::Fallback)),
                "file.gateway-nameless",
                "gatewayusagemethod",
            ),
            (
                self.gateway
                    .as_deref()
                    .is_some_and(|name| Target::of_gateway(name).is_err()),
                "file.gateway-no-name",
                "gatewayhostname",
            ),
            (self.has("loadbalanceinfo"), "file.broker", "loadbalanceinfo"),
            (self.has("pcb"), "file.preconnection", "pcb"),
            (
                self.has("pre-authentication server address"),
                "file.pre-authentication",
                "pre-authentication server address",
            ),
            (
                self.gateway.is_some() && self.is("gatewaycredentialssource", COOKIE) && !self.has(TOKEN),
                "file.gateway-no-token",
                "gatewaycredentialssource",
            ),
            (console, "file.hyper-v-console", "server port"),
        ]
    }

    /// How it signs in, and what the session is.
    pub(super) fn about_the_sign_in(&self) -> Vec<(bool, &'static str, &'static str)> {
        let by_address = self.asked.contains(&FileSetting::ByAddress);
        let (entra, kdc) = (self.is("enablerdsaadauth", 1), self.has("kdcproxyname"));
        let level = self.settings.number("authentication level");
        let program = self.is("remoteapplicationmode", 1);
        let named = self.has("remoteapplicationprogram");
        vec![
            (
                self.is("enablecredsspsupport", 0),
                "file.credssp-off",
                "enablecredsspsupport",
            ),
            (
                self.is("negotiate security layer", 0),
                "file.no-negotiation",
                "negotiate security layer",
            ),
            (entra && by_address, "file.entra-address", "full address"),
            (
                self.is("remotecredentialguard", 1) && by_address,
                "file.guard-address",
                "full address",
            ),
            (entra, "file.entra", "enablerdsaadauth"),
            (
                self.is("targetisaadjoined", 1) && !entra,
                "file.entra",
                "targetisaadjoined",
            ),
            (kdc, "file.kdc-proxy", "kdcproxyname"),
            (self.is("rdgiskdcproxy", 1) && !kdc, "file.kdc-proxy", "rdgiskdcproxy"),
            (
                self.is("restricted admin mode", 1),
                "file.restricted-admin",
                "restricted admin mode",
            ),
            (
                self.is("restrictedadmin", 1),
                "file.restricted-admin",
                "restrictedadmin",
            ),
            (
                self.is("remotecredentialguard", 1),
                "file.remote-guard",
                "remotecredentialguard",
            ),
            (
                self.is("use redirection server name", 0),
                "file.redirection-name",
                "use redirection server name",
            ),
            (level == Some(0), "file.authentication-none", "authentication level"),
            (level == Some(1), "file.authentication-required", "authentication level"),
            (self.has("signature"), "file.signed", "signscope"),
            (
                self.is("administrative session", 1),
                "file.admin",
                "administrative session",
            ),
            (self.is("connect to console", 1), "file.admin", "connect to console"),
            (program && named, "file.remote-app", "remoteapplicationprogram"),
            (program && !named, "file.remote-app-nothing", "remoteapplicationmode"),
            (
                self.has("alternate shell") && !program,
                "file.alternate-shell",
                "alternate shell",
            ),
        ]
    }
}

fn is_private(host: &Host) -> bool {
    match host.to_string().trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(address)) => address.is_private() || address.is_link_local(),
        Ok(IpAddr::V6(address)) => address.is_unique_local() || address.is_unicast_link_local(),
        Err(_) => false,
    }
}

const HYPER_V_CONSOLE: u16 = 2179;
/// `gatewaycredentialssource`: the sign-in by a cookie (FreeRDP client/common/file.c; "Supported RDP properties").
const COOKIE: u32 = 5;
