//! Lines in which another service speaks of its own connection. What the system said there about a socket says nothing about
//! Remote Desktop.

use super::catalogue::Catalogue;
use super::label::Label;
use super::origin::has_words;
use super::scan::{CodeMatch, What};
use super::table::Table;

/// Which lines of a text are about other services.
#[derive(Debug)]
pub(super) struct Others {
    lines: Vec<bool>,
}

/// Whose the ports of web servers are in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WebPorts {
    /// It names something of Remote Desktop: a gateway may have one.
    OfGateways,
    OfOthers,
}

impl Others {
    /// Of `text`, in lower case.
    pub(super) fn of(text: &str, web: WebPorts) -> Self {
        let mut lines: Vec<bool> = Vec::new();
        for line in text.lines() {
            let goes_on = line.starts_with([' ', '\t']) || line.starts_with("caused by");
            let before = lines.last().copied().unwrap_or_default();
            let ours = OURS.iter().any(|stem| line.contains(stem));
            lines.push(!ours && (goes_on && before || is_of_another(line, web)));
        }
        Self { lines }
    }

    /// Whether the line with this number is.
    pub(super) fn have(&self, line: usize) -> bool {
        self.lines.get(line).copied().unwrap_or_default()
    }

    /// Whether a code may be one of ours: what a system says of a socket is not, in such a line.
    pub(super) fn leave(&self, catalogue: &Catalogue, code: &CodeMatch) -> bool {
        !self.have(code.line) || !is_of_socket(catalogue, code)
    }
}

fn is_of_socket(catalogue: &Catalogue, code: &CodeMatch) -> bool {
    match &code.what {
        What::Rows(rows) => rows.iter().any(|row| row.table == Table::SocketError),
        What::Number(number) => {
            let mut rows = catalogue.with_number(number.value);
            code.label == Label::Errno || rows.any(|row| row.table == Table::SocketError)
        }
    }
}

fn is_of_another(line: &str, web: WebPorts) -> bool {
    let named = || NAMES.iter().any(|words| has_words(line, words));
    let mut ports = ports(line).peekable();
    let by_port = ports.peek().is_some()
        && ports.all(|port| is_of_others(port) || web == WebPorts::OfOthers && is_of_the_web(port));
    by_port || named()
}

/// The ports that a line names, as `:5432` or `port 5432`.
fn ports(line: &str) -> impl Iterator<Item = u16> {
    let colon = line.match_indices(':').map(|(at, mark)| (at, at + mark.len()));
    let word = line.match_indices("port ").map(|(at, mark)| (at, at + mark.len()));
    colon.chain(word).filter_map(|(start, from)| {
        let digits = line.get(from..)?;
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (digits, after) = digits.split_at(end);
        // The minutes of a time are no port.
        let in_time = line.get(..start)?.ends_with(|c: char| c.is_ascii_digit()) && digits.len() < 3;
        let port: u16 = digits.parse().ok()?;
        (!in_time && port >= FIRST_PORT && !after.starts_with(char::is_alphabetic)).then_some(port)
    })
}

/// Whether another service than Remote Desktop usually has this port.
pub(super) fn is_of_others(port: u16) -> bool {
    PORTS.binary_search(&port).is_ok()
}

/// Whether web servers usually have it, and with them the gateways.
pub(super) fn is_of_the_web(port: u16) -> bool {
    WEB.contains(&port)
}

/// Lower numbers behind a colon are parts of a message.
const FIRST_PORT: u16 = 20;
/// FTP, SSH, telnet, mail, DNS, LDAP, SMB, databases, message queues, VNC, and the interface of Kubernetes; in order.
const PORTS: &[u16] = &[
    21, 22, 23, 25, 53, 110, 111, 143, 389, 445, 465, 587, 636, 873, 993, 995, 1433, 1521, 1883, 2049, 2375, 2376,
    2379, 3306, 5432, 5433, 5672, 5900, 5901, 6379, 6380, 6443, 8883, 9042, 9092, 9200, 9300, 9418, 10250, 11211,
    15672, 27017,
];
const WEB: &[u16] = &[80, 443, 3000, 5000, 8000, 8080, 8081, 8443, 8888, 9000, 9090];
/// What names a part of Remote Desktop, as stems of words.
const OURS: &[&str] = &[
    "3389",
    "rdp",
    "mstsc",
    "remmina",
    "guac",
    "remote desktop",
    "remotedesktop",
    "credssp",
    "winpr",
];
/// Who writes of connections that have no part in Remote Desktop.
const NAMES: &[&str] = &[
    "psql",
    "pg_dump",
    "pg_restore",
    "psqlexception",
    "postgresql",
    "sqlexception",
    "sqlserverexception",
    "jdbc",
    "odbc",
    "mysql",
    "mysqldump",
    "mariadb",
    "pymysql",
    "mongo",
    "mongosh",
    "mongoserverselectionerror",
    "mongonetworkerror",
    "redis",
    "redis-cli",
    "kex_exchange_identification",
    "ssh_exchange_identification",
    "ssh-keyscan",
    "ssh-copy-id",
    "scp",
    "sftp",
    "ftp",
    "rsync",
    "wget",
    "git",
    "mount.nfs",
    "mount.cifs",
    "mount error",
    "upstream timed out",
    "upstream prematurely closed",
    "httpconnectionpool",
    "httpsconnectionpool",
    "urlopen error",
    "hyper",
    "reqwest",
    "ldapsearch",
    "ldap_bind",
    "smtp",
    "imap",
    "kafka",
    "rabbitmq",
    "amqp",
    "mqtt",
    "elasticsearch",
    "memcached",
    "kubectl",
    "kubelet",
    "docker",
    "containerd",
    "apt",
    "yum",
    "dnf",
    "npm",
    "pip",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_of_another_service_is_told_from_a_time_and_from_ours() {
        assert!(is_of_another(
            "connect econnrefused 127.0.0.1:5432",
            WebPorts::OfGateways
        ));
        assert!(is_of_another("dial tcp 10.96.0.1:443: i/o timeout", WebPorts::OfOthers));
        assert!(!is_of_another(
            "dial tcp 10.96.0.1:443: i/o timeout",
            WebPorts::OfGateways
        ));
        assert!(!is_of_another("10:22:53 connection refused", WebPorts::OfGateways));
        assert!(!is_of_another(
            "connect 192.0.2.7:3390: connection refused",
            WebPorts::OfGateways
        ));
        let mixed = Others::of(
            "psql: error:\n\tconnection timed out\ndial tcp 127.0.0.1:3389: i/o timeout",
            WebPorts::OfGateways,
        );
        assert_eq!([0, 1, 2].map(|line| mixed.have(line)), [true, true, false]);
        assert!(PORTS.is_sorted());
    }
}
