//! What the browser and the relay meet, and what may be said of it.

/// What is at the computer's port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// Nothing: the port refuses.
    Closed,
    /// xrdp.
    Xrdp,
    /// FreeRDP with Network Level Authentication.
    Nla,
    /// A web server.
    Http,
    /// The name of the computer does not resolve.
    NoName,
}

/// What becomes of packets to the computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// They arrive.
    Open,
    /// They are dropped.
    Dropped,
}

/// One of both ways to one of the servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// What is there.
    pub server: Server,
    /// From the browser.
    pub home: Way,
    /// From the relay.
    pub relay: Way,
}

/// What is said of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The state of the triangle's third side.
    pub direct: String,
    /// The ids of the findings about both views.
    pub views: Vec<String>,
}

impl Case {
    /// Every case: each server as both see it, as only one of them does, and as neither does.
    pub fn all() -> Vec<Self> {
        let ways = [
            (Way::Open, Way::Open),
            (Way::Dropped, Way::Open),
            (Way::Open, Way::Dropped),
        ];
        let servers = [Server::Closed, Server::Xrdp, Server::Nla, Server::Http];
        let apart = servers
            .into_iter()
            .flat_map(|server| ways.map(|(home, relay)| Self { server, home, relay }));
        let silent = Self {
            server: Server::Closed,
            home: Way::Dropped,
            relay: Way::Dropped,
        };
        let unknown = Self {
            server: Server::NoName,
            home: Way::Open,
            relay: Way::Open,
        };
        apart.chain([silent, unknown]).collect()
    }

    /// All that is so, and so all that may be said.
    pub fn truth(self) -> Said {
        let direct = match (self.server, self.home) {
            (Server::NoName, _) => "unknown",
            (_, Way::Open) => "whole",
            (_, Way::Dropped) => "silent",
        };
        let views: &[&str] = match (self.server, self.relay, self.home) {
            (Server::NoName, _, _) => &[],
            (_, Way::Open, Way::Dropped) => &["RDP-VAN-001"],
            (_, Way::Dropped, Way::Open) => &["RDP-VAN-002"],
            (_, Way::Dropped, Way::Dropped) => &["RDP-VAN-003"],
            (Server::Xrdp | Server::Nla, Way::Open, Way::Open) => &["RDP-VAN-004"],
            // A refusal, or another service, is no way that is open to Remote Desktop.
            (Server::Closed | Server::Http, Way::Open, Way::Open) => &[],
        };
        Said {
            direct: direct.to_owned(),
            views: views.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    /// The name in what is printed.
    pub fn name(self) -> String {
        let way = |way| match way {
            Way::Open => "reaches it",
            Way::Dropped => "is dropped",
        };
        let server = match self.server {
            Server::Closed => "closed",
            Server::Xrdp => "xrdp",
            Server::Nla => "FreeRDP, NLA",
            Server::Http => "web server",
            Server::NoName => return "name that does not resolve".to_owned(),
        };
        format!("{server}: browser {}, server {}", way(self.home), way(self.relay))
    }
}
