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
}

/// How many there are.
pub(crate) const FILE_SETTINGS: usize = 10;

impl FileSetting {
    /// Those that hold in a file, which leads to `target`, by way of a `gateway` where it uses one.
    pub(crate) fn all_of(settings: &RdpSettings, target: &Target, gateway: Option<&Gateway>) -> Vec<Self> {
        let holds = |(name, value, _): &&(&str, u32, Self)| settings.number(name) == Some(*value);
        let mut found: Vec<Self> = Vec::new();
        for (.., setting) in DECIDING.iter().filter(holds) {
            if !found.contains(setting) {
                found.push(*setting);
            }
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

const DECIDING: [(&str, u32, FileSetting); 11] = [
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
