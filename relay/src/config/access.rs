//! Who may use a relay behind a proxy that knows its users, and for what.

use super::{AccessRule, Config, ProxyHeader};
use crate::Error;

/// Who is believed about who asks, and what that opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Access {
    /// What names the user; absent where everybody is just an address.
    pub(crate) user_header: Option<ProxyHeader>,
    /// What names the user's groups.
    pub(crate) groups_header: Option<ProxyHeader>,
    /// What they may do; empty where that does not depend on who they are.
    pub(crate) rules: Vec<AccessRule>,
}

impl Config {
    /// Who is believed about who asks, and what that opens.
    ///
    /// # Errors
    ///
    /// Where one of these settings needs another one that is not there.
    pub(crate) fn who_may(&self) -> Result<Access, Error> {
        Access::of(self)
    }
}

impl Access {
    /// That of a relay with these settings.
    ///
    /// # Errors
    ///
    /// Where one of its settings needs another one that is not there, for then it would not do what it seems to.
    fn of(config: &Config) -> Result<Self, Error> {
        let bad = |setting: &str, what: &str| {
            Err(Error::Config {
                setting: setting.to_owned(),
                place: "the configuration".to_owned(),
                what: what.to_owned(),
            })
        };
        if config.user_header.is_none() {
            if !config.access.is_empty() {
                return bad("access", NO_USERS);
            }
            if config.groups_header.is_some() {
                return bad("groups_header", NO_USERS);
            }
            return Ok(Self::default());
        }
        if config.trusted_proxies.is_empty() {
            return bad("user_header", NO_PROXY);
        }
        if config.groups_header == config.user_header {
            return bad("groups_header", SAME_HEADER);
        }
        for (number, rule) in config.access.iter().enumerate() {
            let setting = format!("access.{number}");
            if rule.users.is_empty() && rule.groups.is_empty() {
                return bad(&setting, FOR_NOBODY);
            }
            if !rule.groups.is_empty() && config.groups_header.is_none() {
                return bad(&setting, NO_GROUPS);
            }
            if let Some(agent) = rule.agents.iter().find(|agent| !config.agents.contains_key(*agent)) {
                let what = format!("there is no agent `{agent}`. Add `[agents.{agent}]` with its key, or leave it out");
                return bad(&format!("{setting}.agents"), &what);
            }
        }
        Ok(Self {
            user_header: config.user_header.clone(),
            groups_header: config.groups_header.clone(),
            rules: config.access.clone(),
        })
    }
}

const NO_USERS: &str =
    "it needs `user_header`, the header with which your proxy names people, such as user_header = \"X-Forwarded-User\"";
const NO_PROXY: &str = "it needs `trusted_proxies`, the networks of the proxy that sets this header, such as \
                        trusted_proxies = [\"127.0.0.1/32\"]";
const SAME_HEADER: &str = "it has to be another header than `user_header`, such as X-Forwarded-Groups";
const FOR_NOBODY: &str =
    "it needs `users` or `groups`, such as groups = [\"helpdesk\"], or users = [\"*\"] for everyone who is signed in";
const NO_GROUPS: &str = "`groups` needs `groups_header`, the header with which your proxy names the groups of a person, \
                         such as groups_header = \"X-Forwarded-Groups\"";

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};

    use super::*;

    fn refusal(toml: &str) -> String {
        let read = Figment::from(Toml::string(toml)).extract::<Config>();
        match read {
            Ok(config) => Access::of(&config).unwrap_err().to_string(),
            Err(error) => error.to_string(),
        }
    }

    const PROXY: &str = "user_header = \"X-Forwarded-User\"\ntrusted_proxies = [\"127.0.0.1/32\"]\n";

    #[test]
    fn settings_that_would_not_do_what_they_seem_to_are_refused_with_the_right_form() {
        for (toml, setting, form) in [
            (
                "[[access]]\nusers = [\"*\"]".to_owned(),
                "`access`",
                "user_header = \"X-Forwarded-User\"",
            ),
            (
                "groups_header = \"X-Forwarded-Groups\"".to_owned(),
                "`groups_header`",
                "user_header = \"X-Forwarded-User\"",
            ),
            (
                "user_header = \"X-Forwarded-User\"".to_owned(),
                "`user_header`",
                "trusted_proxies = [\"127.0.0.1/32\"]",
            ),
            (
                format!("{PROXY}groups_header = \"x-forwarded-user\""),
                "`groups_header`",
                "X-Forwarded-Groups",
            ),
            (
                format!("{PROXY}[[access]]\nallow = [\"pc\"]"),
                "`access.0`",
                "groups = [\"helpdesk\"]",
            ),
            (
                format!("{PROXY}[[access]]\ngroups = [\"helpdesk\"]"),
                "`access.0`",
                "groups_header = \"X-Forwarded-Groups\"",
            ),
            (
                format!("{PROXY}[[access]]\nusers = [\"*\"]\nagents = [\"branch-7\"]"),
                "`access.0.agents`",
                "[agents.branch-7]",
            ),
            (
                "user_header = \"Authorization\"".to_owned(),
                "user_header",
                "such as X-Forwarded-User",
            ),
            (
                "user_header = \"no header\"".to_owned(),
                "user_header",
                "such as X-Forwarded-User",
            ),
            ("[[access]]\ngroup = [\"helpdesk\"]".to_owned(), "group", "groups"),
        ] {
            let told = refusal(&toml);

            assert!(told.contains(setting) && told.contains(form), "{toml}: {told}");
        }
    }

    #[test]
    fn a_rule_is_for_whom_it_names_and_whose_group_it_names() {
        let rule = |users: &[&str], groups: &[&str]| AccessRule {
            users: users.iter().map(ToString::to_string).collect(),
            groups: groups.iter().map(ToString::to_string).collect(),
            ..AccessRule::default()
        };
        let groups = ["staff".to_owned(), "helpdesk".to_owned()];

        assert!(rule(&["alice"], &[]).is_for("alice", &[]));
        assert!(rule(&["*"], &[]).is_for("bob", &[]));
        assert!(rule(&["alice"], &["helpdesk"]).is_for("bob", &groups));
        assert!(!rule(&["alice"], &["admins"]).is_for("bob", &groups));
        assert!(!rule(&[], &["*"]).is_for("bob", &groups), "a group is no pattern");
        assert!(!rule(&["Alice"], &["Helpdesk"]).is_for("alice", &groups));
    }
}
