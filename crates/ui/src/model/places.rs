//! From where a computer is checked, as the reader chooses it.

use wire::{MOST_PLACES, RELAY_PLACE};

/// The choice that stands for the server and all agents; no agent can be called so.
pub const EVERYWHERE: &str = "*";

/// The places that a choice means, where these agents are there: the server alone where nothing, or none of them, is chosen.
pub fn places(chosen: &str, agents: &[String]) -> Vec<String> {
    match chosen {
        EVERYWHERE => {
            let all = core::iter::once(RELAY_PLACE).chain(agents.iter().map(String::as_str));
            all.take(MOST_PLACES).map(str::to_owned).collect()
        }
        one if agents.iter().any(|agent| agent == one) => vec![one.to_owned()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choice_names_the_server_an_agent_or_all_of_them() {
        let agents: Vec<String> = (1..10).map(|number| format!("branch-{number}")).collect();

        assert_eq!(places("", &agents), [""; 0]);
        assert_eq!(places("branch-2", &agents), ["branch-2"]);
        assert_eq!(places("branch-77", &agents), [""; 0]);
        assert_eq!(places(EVERYWHERE, &agents[..2]), [RELAY_PLACE, "branch-1", "branch-2"]);
        assert_eq!(places(EVERYWHERE, &agents).len(), MOST_PLACES);
    }
}
