//! Settings that hold from the next start only.

use super::Config;

impl Config {
    /// The settings in which `changed` differs from those of the start, and which hold from the next start on: what is
    /// open, shared out or connected by then.
    pub(crate) fn waiting_in(&self, changed: &Self) -> Vec<&'static str> {
        let each = [
            ("listen", self.listen != changed.listen),
            ("tls", self.tls != changed.tls),
            ("log", self.log != changed.log),
            ("log_format", self.log_format != changed.log_format),
            ("metrics_listen", self.metrics_listen != changed.metrics_listen),
            ("store", self.store != changed.store),
            ("longest_life", self.longest_life != changed.longest_life),
            ("most_results", self.most_results != changed.most_results),
            ("most_megabytes", self.most_megabytes != changed.most_megabytes),
            ("limits", self.limits != changed.limits),
            ("bus", self.bus != changed.bus),
            ("bus_nkey", self.bus_nkey != changed.bus_nkey),
            ("bus_roots", self.bus_roots != changed.bus_roots),
        ];
        let waiting = each.into_iter().filter(|(_, waits)| *waits);
        waiting.map(|(setting, _)| setting).collect()
    }
}

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};

    use super::*;

    #[test]
    fn what_only_a_restart_changes_is_named_and_nothing_else() {
        let read = |toml: &str| -> Config { Figment::from(Toml::string(toml)).extract().unwrap() };
        let start = read("listen = \"127.0.0.1:8080\"\nlog = \"info\"");
        for (changed, waiting) in [
            ("listen = \"127.0.0.1:8080\"\nrecordings = false", &[][..]),
            ("listen = \"127.0.0.1:8081\"", &["listen"]),
            ("log = \"debug\"\nlog_format = \"json\"", &["log", "log_format"]),
            ("tls.certificate = \"/a.pem\"", &["tls"]),
            ("metrics_listen = \"127.0.0.1:9390\"", &["metrics_listen"]),
            (
                "store = \"off\"\nlongest_life = \"hour\"\nmost_results = 1\nmost_megabytes = 1",
                &["store", "longest_life", "most_results", "most_megabytes"],
            ),
            ("limits.people_per_address = 20", &["limits"]),
            (
                "bus = \"nats://10.0.0.5:4222\"\nbus_nkey = \"/a.nk\"\nbus_roots = \"/a.pem\"",
                &["bus", "bus_nkey", "bus_roots"],
            ),
            (
                "operator.name = \"IT\"\ntrusted_proxies = [\"10.0.0.1\"]\npolicy.allow = [\"pc\"]",
                &[],
            ),
        ] {
            assert_eq!(start.waiting_in(&read(changed)), waiting, "{changed}");
        }
    }
}
