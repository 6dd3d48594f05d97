use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::rdp_file::RdpSettings;
use crate::{Gateway, Host, Target};

/// What a connection file asks of its computer, where a check can hold that against what it saw.
///
/// Names and values are those of "Supported RDP properties" (Microsoft Learn) unless a variant says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum FileSetting {
    /// `enablecredsspsupport:i:0`: NLA is not offered.
    NlaOff,
    /// `negotiate security layer:i:0`: TLS and NLA begin at once, without an X.224 request that asks for them
    /// ([MS-RDPBCGR] 5.4.2.2).
    Direct,
    /// `restricted admin mode:i:1`, [MS-RDPBCGR] 2.2.1.1.1.
    RestrictedAdmin,
    /// `remotecredentialguard:i:1`.
    RemoteGuard,
    /// `enablerdsaadauth:i:1` or `targetisaadjoined:i:1`: a sign-in with Entra ID.
    Entra,
    /// The address is none of a name, which [`Entra`](Self::Entra) and [`RemoteGuard`](Self::RemoteGuard) need.
    ByAddress,
    /// `authentication level:i:1`: no connection to a computer whose identity is not proven.
    ProvenOnly,
    /// `remoteapplicationmode:i:1`: one program instead of a desktop.
    Program,
    /// The same without the name of a program.
    NoProgram,
    /// `administrative session:i:1`, or `connect to console:i:1` of older clients.
    Administrative,
    /// `kdcproxyname`, or `rdgiskdcproxy:i:1`: Kerberos tickets come through a proxy.
    KdcProxy,
    /// `use redirection server name:i:0`: the name that a server gives when it redirects is not used.
    OwnName,
    /// The signature covers one of the above, so that it cannot be changed (`signscope`).
    Signed,
}

/// How many there are.
pub(crate) const FILE_SETTINGS: usize = 13;

impl FileSetting {
    /// Those that hold in a file, which leads to `target`, by way of a `gateway` where it uses one.
    pub(crate) fn all_of(settings: &RdpSettings, target: &Target, gateway: Option<&Gateway>) -> Vec<Self> {
        let holds = |(name, value, _): &&(&str, u32, Self)| settings.number(name) == Some(*value);
        let mut found: Vec<Self> = Vec::new();
        let scope = settings.value("signscope").unwrap_or_default().to_ascii_lowercase();
        let mut signed = false;
        for (name, _, setting) in DECIDING.iter().filter(holds) {
            signed |= scope.contains(name);
            if !found.contains(setting) {
                found.push(*setting);
            }
        }
        if settings.value("kdcproxyname").is_some() && !found.contains(&Self::KdcProxy) {
            found.push(Self::KdcProxy);
        }
        if signed {
            found.push(Self::Signed);
        }
        // A gateway may know the name, as that of Azure Bastion does.
        if gateway.is_none() && matches!(target.host, Host::Address(_)) {
            found.push(Self::ByAddress);
        }
        if found.contains(&Self::Program) && settings.value("remoteapplicationprogram").is_none() {
            found.push(Self::NoProgram);
        }
        found
    }
}

const DECIDING: [(&str, u32, FileSetting); 13] = [
    ("enablecredsspsupport", 0, FileSetting::NlaOff),
    ("negotiate security layer", 0, FileSetting::Direct),
    ("restricted admin mode", 1, FileSetting::RestrictedAdmin),
    ("restrictedadmin", 1, FileSetting::RestrictedAdmin),
    ("remotecredentialguard", 1, FileSetting::RemoteGuard),
    ("enablerdsaadauth", 1, FileSetting::Entra),
    ("targetisaadjoined", 1, FileSetting::Entra),
    ("authentication level", 1, FileSetting::ProvenOnly),
    ("remoteapplicationmode", 1, FileSetting::Program),
    ("administrative session", 1, FileSetting::Administrative),
    ("connect to console", 1, FileSetting::Administrative),
    ("rdgiskdcproxy", 1, FileSetting::KdcProxy),
    ("use redirection server name", 0, FileSetting::OwnName),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn all_of(target: &str, text: &str) -> Vec<FileSetting> {
        FileSetting::all_of(&RdpSettings::read(text), &target.parse().unwrap(), None)
    }

    #[test]
    fn only_values_that_decide_are_kept() {
        assert_eq!(
            all_of(
                "pc",
                "enablecredsspsupport:i:1\nauthentication level:i:2\nnegotiate security layer:i:1"
            ),
            []
        );
        assert_eq!(
            all_of(
                "pc",
                "negotiate security layer:i:0\nauthentication level:i:0x1\nenablecredsspsupport:i:00"
            ),
            [FileSetting::NlaOff, FileSetting::Direct, FileSetting::ProvenOnly]
        );
        assert_eq!(
            all_of("pc", "restrictedadmin:i:1\nrestricted admin mode:i:1"),
            [FileSetting::RestrictedAdmin]
        );
    }

    #[test]
    fn only_what_is_signed_cannot_be_changed() {
        let signed = "signature:s:AQAB\nsignscope:s:Full Address,EnableCredSspSupport";

        assert_eq!(
            all_of("pc", &format!("enablecredsspsupport:i:0\n{signed}")),
            [FileSetting::NlaOff, FileSetting::Signed]
        );
        assert_eq!(
            all_of("pc", &format!("use redirection server name:i:0\n{signed}")),
            [FileSetting::OwnName]
        );
    }

    #[test]
    fn proxy_for_tickets_is_named_or_the_gateway() {
        for text in ["kdcproxyname:s:kdc.example.org", "rdgiskdcproxy:i:1"] {
            assert_eq!(all_of("pc", text), [FileSetting::KdcProxy]);
        }
        assert_eq!(all_of("pc", "kdcproxyname:s:\nrdgiskdcproxy:i:0"), []);
    }

    #[test]
    fn file_with_every_setting_asks_for_as_much_as_a_report_holds() {
        let lines = DECIDING.iter().map(|(name, value, _)| format!("{name}:i:{value}\n"));
        let all: String = lines.chain(["signscope:s:enablecredsspsupport".to_owned()]).collect();

        assert_eq!(all_of("192.0.2.7", &all).len(), FILE_SETTINGS);
    }

    #[test]
    fn program_that_is_not_named_is_told() {
        assert_eq!(
            all_of("pc", "remoteapplicationmode:i:1\nremoteapplicationprogram:s:"),
            [FileSetting::Program, FileSetting::NoProgram]
        );
        assert_eq!(
            all_of("pc", "remoteapplicationmode:i:1\nremoteapplicationprogram:s:||calc"),
            [FileSetting::Program]
        );
        assert_eq!(
            all_of("192.0.2.7", "enablerdsaadauth:i:1"),
            [FileSetting::Entra, FileSetting::ByAddress]
        );
    }
}
