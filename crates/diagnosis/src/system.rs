use wire::{Facts, Report, Stage};

/// What kind of system the computer seems to run: a guess, good enough to say whose instructions stand in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum System {
    /// Windows.
    Windows,
    /// xrdp, GNOME or another server that stands on FreeRDP.
    Linux,
}

impl System {
    /// What the server's own words hint at; absent where it said too little.
    pub fn of(report: &Report) -> Option<Self> {
        let facts = |stage| report.stage(stage).map(|stage| &stage.facts);
        if let Some(Facts::Authenticate(facts)) = facts(Stage::Authenticate)
            && let Some(version) = facts.challenge.as_ref().and_then(|challenge| challenge.version)
        {
            return Some(if version == FREERDP { Self::Linux } else { Self::Windows });
        }
        match facts(Stage::Negotiate) {
            // Windows picks CredSSP where it is offered, unless its administrator took that away; xrdp has none.
            Some(Facts::Negotiate(facts)) if facts.selected == Some(TLS) && facts.requested & CREDSSP != 0 => {
                Some(Self::Linux)
            }
            _ => None,
        }
    }
}

/// The version in FreeRDP's NTLM challenge, whatever it runs on. Windows 7, which has the same, is out of support.
const FREERDP: (u8, u8, u16) = (6, 1, 7601);
/// PROTOCOL_SSL, [MS-RDPBCGR] 2.2.1.2.1.
const TLS: u32 = 1;
/// PROTOCOL_HYBRID, [MS-RDPBCGR] 2.2.1.1.1.
const CREDSSP: u32 = 2;

#[cfg(test)]
mod tests {
    use fixtures::reports::{healthy, nla};
    use wire::{Facts, Stage};

    use super::*;

    fn challenged(version: (u8, u8, u16)) -> Report {
        let mut report = nla();
        let mut stage = report.stage(Stage::Authenticate).unwrap().clone();
        if let Facts::Authenticate(facts) = &mut stage.facts
            && let Some(challenge) = &mut facts.challenge
        {
            challenge.version = Some(version);
        }
        report.replace(stage);
        report
    }

    #[test]
    fn version_in_the_challenge_tells_windows_from_freerdp() {
        assert_eq!(System::of(&challenged((10, 0, 20348))), Some(System::Windows));
        assert_eq!(System::of(&challenged((6, 1, 7601))), Some(System::Linux));
    }

    #[test]
    fn server_that_takes_tls_where_credssp_is_offered_is_no_windows() {
        let mut report = healthy();
        let mut stage = report.stage(Stage::Negotiate).unwrap().clone();
        if let Facts::Negotiate(facts) = &mut stage.facts {
            (facts.requested, facts.selected) = (3, Some(1));
        }
        report.replace(stage);

        assert_eq!(System::of(&report), Some(System::Linux));
    }
}
