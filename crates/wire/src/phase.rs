use crate::{LegKind, Stage};

/// The four parts of a connection, as somebody who does not know the protocol tells them apart.
///
/// Every stage but the browser's own way to the relay belongs to one. Within each [`LegKind`] they follow one another in
/// this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// The name leads to an address.
    Find,
    /// The port at that address accepts a connection.
    Reach,
    /// Both sides agree on security; a gateway lets the connection through; the computer asks for the sign-in.
    Secure,
    /// The session is set up, shows its first picture and stays open.
    Start,
}

impl Phase {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Find, Self::Reach, Self::Secure, Self::Start];

    /// The phase of `stage`; absent for the browser's way to the relay, which is no part of the way to the computer.
    pub fn of(stage: Stage) -> Option<Self> {
        match stage {
            Stage::Relay => None,
            Stage::Resolve => Some(Self::Find),
            Stage::Reach | Stage::Connect => Some(Self::Reach),
            Stage::Negotiate | Stage::Secure | Stage::Answer | Stage::SignIn | Stage::Tunnel | Stage::Authenticate => {
                Some(Self::Secure)
            }
            Stage::Settings
            | Stage::Channels
            | Stage::Logon
            | Stage::License
            | Stage::Capabilities
            | Stage::Finalize
            | Stage::Desktop
            | Stage::Stay => Some(Self::Start),
        }
    }

    /// Its stages on a leg of `kind`, in order; none where such a leg does not get that far.
    pub fn stages(self, kind: LegKind) -> impl Iterator<Item = Stage> {
        kind.stages().filter(move |stage| Self::of(*stage) == Some(self))
    }

    /// The name in keys and attributes: lower case, ASCII.
    pub fn name(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Reach => "reach",
            Self::Secure => "secure",
            Self::Start => "start",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_of_a_leg_hold_all_of_its_stages_in_order() {
        for kind in [LegKind::ToPort, LegKind::ToGateway, LegKind::ToComputer] {
            let by_phase: Vec<_> = Phase::ALL.into_iter().flat_map(|phase| phase.stages(kind)).collect();
            assert_eq!(by_phase, kind.stages().collect::<Vec<_>>(), "{kind:?}");
        }
    }

    #[test]
    fn browsers_way_to_the_relay_is_in_no_phase() {
        assert_eq!(Phase::of(Stage::Relay), None);
    }
}
