//! What is said of a setting that cannot be used: which one it is, where it stands, what is wrong, and how it is written.

use figment::error::{Actual, Kind};

use super::network::NO_NETWORK;
use super::settings::{self, ENVIRONMENT_PREFIX, Example};
use crate::Error;

/// Says which setting it is, where it stands, what is wrong with it and what would be right.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds word themselves")]
pub(super) fn setting_error(error: &figment::Error) -> Error {
    let mut path = error.path.clone();
    if let Kind::MissingField(name) = &error.kind {
        path.push(name.to_string());
    }
    let source = error.metadata.as_ref().and_then(|metadata| metadata.source.as_ref());
    let place = source.map_or_else(|| "the environment".to_owned(), ToString::to_string);
    let written = match source {
        Some(_) => Written::InFile,
        None => Written::InEnvironment,
    };
    let form = settings::example(&path).map(|example| (written.line(&example), example));
    let as_in = |said: String| match &form {
        Some((line, _)) => format!("{said}. Write it as in {line}"),
        None => said,
    };
    let what = match &error.kind {
        Kind::UnknownField(_, known) => unknown(&path, known, written),
        Kind::UnknownVariant(found, known) => format!("`{found}` isn't valid. Use one of {}", known.join(", ")),
        Kind::MissingField(_) => as_in("it's missing".to_owned()),
        Kind::InvalidType(found, _) | Kind::InvalidValue(found, _) => match &form {
            Some((line, example)) => format!("it can't be {}. Write {}, as in {line}", shown(found), kind_of(example)),
            None => format!("{} can't stand there", shown(found)),
        },
        Kind::InvalidLength(..) => as_in("it has too few or too many parts".to_owned()),
        Kind::Message(said) => match OF_LIBRARIES.iter().find(|(own, _)| own == said) {
            Some((_, said)) => as_in((*said).to_owned()),
            None => said.clone(),
        },
        other => other.to_string(),
    };
    if path.is_empty() {
        return Error::ConfigSyntax {
            place,
            what: what.trim_end().to_owned(),
        };
    }
    let setting = written.name(&path);
    Error::Config { setting, place, what }
}

/// Where a setting stands, and so how it is written.
#[derive(Clone, Copy)]
enum Written {
    InFile,
    InEnvironment,
}

impl Written {
    fn name(self, path: &[String]) -> String {
        match self {
            Self::InFile => path.join(".").to_lowercase(),
            Self::InEnvironment => format!("{ENVIRONMENT_PREFIX}{}", path.join("__").to_uppercase()),
        }
    }

    fn line(self, example: &Example) -> String {
        let (name, value) = (self.name(&example.path), example.value);
        match self {
            Self::InFile => format!("{name} = {value}"),
            Self::InEnvironment if value.starts_with('"') => format!("{name}={}", value.trim_matches('"')),
            Self::InEnvironment => format!("{name}='{value}'"),
        }
    }
}

/// A setting that does not exist, and the one that was probably meant.
fn unknown(path: &[String], known: &[&str], written: Written) -> String {
    let (last, section) = path
        .split_last()
        .map_or(("", path), |(last, section)| (last.as_str(), section));
    let meant = |names: &[&str]| {
        let names = names.iter().map(|&name| name.to_owned());
        written.name(&section.iter().cloned().chain(names).collect::<Vec<_>>())
    };
    let inside = known
        .iter()
        .find_map(|&known| Some([known, last.strip_prefix(known)?.strip_prefix('_')?]));
    let near = || {
        let likeness = |name: &&&str| (strsim::jaro_winkler(name, last) * 100.0).round();
        let near = known
            .iter()
            .max_by(|one, other| likeness(one).total_cmp(&likeness(other)))?;
        (likeness(&near) >= LEAST_LIKENESS).then(|| meant(&[near]))
    };
    let meant = match inside {
        // A variable whose sections are not told apart by two underscores.
        Some(names) if settings::example(&names.map(str::to_owned)).is_some() => Some(meant(&names)),
        Some(_) | None => near(),
    };
    match meant {
        Some(meant) => format!("this setting doesn't exist. You probably mean `{meant}`"),
        None => format!(
            "this setting doesn't exist. The valid ones here are {}",
            known.join(", ")
        ),
    }
}

/// What was found. A text may be a secret.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "TOML and the environment hold nothing else"
)]
fn shown(found: &Actual) -> String {
    match found {
        Actual::Bool(value) => format!("`{value}`"),
        Actual::Unsigned(value) => format!("`{value}`"),
        Actual::Signed(value) => format!("`{value}`"),
        Actual::Float(value) => format!("`{value}`"),
        Actual::Str(_) => "a text".to_owned(),
        Actual::Seq => "a list".to_owned(),
        Actual::Map => "a section".to_owned(),
        _ => "something else".to_owned(),
    }
}

fn kind_of(example: &Example) -> &'static str {
    match example.value.as_bytes() {
        _ if example.is_of_section => "a section",
        [b'"', ..] => "a text",
        [b'[', ..] => "a list",
        [b'{', ..] => "a section",
        [b't' | b'f', ..] => "true or false",
        _ => "a whole number of 1 or more",
    }
}

/// What says nothing of the right form: of the standard library, and of networks.
const OF_LIBRARIES: [(&str, &str); 2] = [
    ("invalid socket address syntax", "this isn't an IP address with a port"),
    (NO_NETWORK, NO_NETWORK),
];
/// In hundredths; `allows` is as near to `allow` as 97, `origins` to `public_origins` as 53.
const LEAST_LIKENESS: f64 = 85.0;

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};

    use super::*;
    use crate::Config;

    fn told(toml: &str) -> String {
        let read = Figment::from(Toml::string(toml)).extract::<Config>();
        // Texts have no name as files have, and read as the environment.
        match read {
            Ok(config) => config.fits_together().expect_err(toml).to_string(),
            Err(mut error) => {
                if let Some(metadata) = &mut error.metadata {
                    metadata.source = Some(figment::Source::Custom("rdptrace.toml".to_owned()));
                }
                setting_error(&error).to_string()
            }
        }
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_told_with_the_right_form() {
        for (toml, parts) in [
            (
                "listen = 8080",
                ["it can't be `8080`. Write a text", "listen = \"127.0.0.1:8080\""],
            ),
            (
                "listen = \"localhost:8080\"",
                ["an IP address with a port", "listen = \"127.0.0.1:8080\""],
            ),
            (
                "dns_server = \"192.0.2.53\"",
                ["an IP address with a port", "dns_server = \"192.0.2.53:53\""],
            ),
            (
                "public_origins = \"https://a.example\"",
                ["it can't be a text. Write a list", "public_origins = [\"https"],
            ),
            (
                "trusted_proxies = [\"localhost\"]",
                ["this isn't a network", "trusted_proxies = [\"127.0.0.1/32\"]"],
            ),
            (
                "most_results = -5",
                ["it can't be `-5`", "a whole number of 1 or more, as in most_results"],
            ),
            (
                "most_results = 0",
                ["it can't be `0`. Write a whole number of 1 or more", "store = \"off\""],
            ),
            (
                "most_megabytes = 0",
                ["it can't be `0`. Write a whole number of 1 or more", "store = \"off\""],
            ),
            ("limits.runs = 0", ["it can't be `0`", "limits.runs = 256"]),
            (
                "recordings = \"yes\"",
                ["it can't be a text", "true or false, as in recordings = true"],
            ),
            ("policy = 1", ["it can't be `1`. Write a section", "policy.allow = ["]),
            (
                "access = { users = [\"*\"] }",
                ["it can't be a section. Write a list", "access = [{ users"],
            ),
            (
                "[tls]\nkey = \"/a\"",
                ["`tls.certificate`", "it's missing. Write it as in tls.certificate = "],
            ),
            (
                "[tenants.a]\nallow = [\"pc\"]",
                ["`tenants.a.origins`", "tenants.a.origins = [\"https://"],
            ),
            (
                "[tenants.a]\norigins = [\"https://a.example\"]\naccent = [\"#2f55c8\"]",
                ["too few", "tenants.a.accent"],
            ),
            (
                "[[watch]]\nevery_minutes = 5",
                ["`watch.0.target`", "it's missing. Write it as in watch = [{ target"],
            ),
            (
                "[agents.b]\nkey = \"ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"\nvisible_to = [\"all\"]",
                ["`agents.b.visible_to.0`", "agents.b.visible_to = [\"10.0.0.0/8\"]"],
            ),
        ] {
            let told = told(toml);
            assert!(parts.iter().all(|part| told.contains(part)), "{toml}: {told}");
            assert!(!told.contains("expected"), "{told}");
        }
    }

    #[test]
    fn a_setting_that_is_misspelt_is_told_with_the_one_that_was_meant() {
        for (toml, meant) in [
            ("listne = 1", "You probably mean `listen`"),
            ("policy.allows = [\"pc\"]", "You probably mean `policy.allow`"),
            ("limits_runs = 5", "You probably mean `limits.runs`"),
            ("nonsense = 1", "The valid ones here are listen, "),
        ] {
            assert!(told(toml).contains(meant), "{toml}: {}", told(toml));
        }
    }

    #[test]
    fn the_environment_is_told_about_as_variables_are_written() {
        let written = |path: &[&str]| {
            let path: Vec<String> = path.iter().map(|&part| part.to_owned()).collect();
            Written::InEnvironment.line(&settings::example(&path).unwrap())
        };

        assert_eq!(written(&["listen"]), "RDPTRACE_LISTEN=127.0.0.1:8080");
        assert_eq!(
            written(&["public_origins", "0"]),
            "RDPTRACE_PUBLIC_ORIGINS='[\"https://rdptrace.example.org\"]'"
        );
        let meant = unknown(
            &["limits_runs".to_owned()],
            &["listen", "limits"],
            Written::InEnvironment,
        );
        assert!(meant.contains("`RDPTRACE_LIMITS__RUNS`"), "{meant}");
    }

    #[test]
    fn no_text_is_repeated_that_may_be_a_secret() {
        let told = told("[tenants.a]\norigins = [\"https://a.example\"]\nkeys = \"hush\"");

        assert!(told.contains("`tenants.a.keys`") && !told.contains("hush"), "{told}");
    }

    #[test]
    fn settings_that_need_others_say_which() {
        for (toml, setting, form) in [
            (
                "[[watch]]\ntarget = \"pc\"\nplaces = [\"branch-7\"]",
                "`watch.0.places`",
                "[agents.branch-7]",
            ),
            (
                "[[watch]]\ntarget = \"pc\"\ntenant = \"helpdesk\"",
                "`watch.0.tenant`",
                "[tenants.helpdesk]",
            ),
            (
                "[[watch]]\ntarget = \"pc\"\nticket = \"7\"",
                "`watch.0.ticket`",
                "tenant = \"helpdesk\"",
            ),
            (
                "[agents.b]\nkey = \"ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"\ntenants = [\"helpdesk\"]",
                "`agents.b.tenants`",
                "[tenants.helpdesk]",
            ),
            ("bus_nkey = \"/bus.nk\"", "`bus_nkey`", "bus = \"nats://"),
            ("limits.runs = 99999999999", "`limits.runs`", "LimitNOFILE="),
            ("limits.connections = 99999999999", "`limits.connections`", "ulimit -n"),
            ("limits.sign_ins = 99999999999", "`limits.sign_ins`", "LimitNOFILE="),
        ] {
            let told = told(toml);
            assert!(told.contains(setting) && told.contains(form), "{toml}: {told}");
        }
    }
}
