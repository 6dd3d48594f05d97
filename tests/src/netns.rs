//! A network of its own that can be broken: a client and a server in network namespaces, with a cable between them.
//!
//! Nothing of it touches the machine's own network, and all of it goes when the value is dropped.

use std::fs::File;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::panic::resume_unwind;
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

use nix::sched::{self, CloneFlags};

/// Two namespaces and the cable.
#[derive(Debug)]
pub struct Network {
    /// The client's namespace, for `ip netns exec`.
    pub client: String,
    /// The server's namespace.
    pub server: String,
    /// The client's address.
    pub client_address: IpAddr,
    /// The server's address.
    pub server_address: IpAddr,
}

/// What the server's side does with packets to one of its ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Drops them.
    Drop,
    /// Answers with RST.
    Reset,
    /// Answers with ICMP port unreachable, as `iptables -j REJECT` does.
    PortUnreachable,
    /// Answers with ICMP administratively prohibited.
    Prohibited,
    /// Answers with ICMP host unreachable.
    HostUnreachable,
    /// Answers with ICMP network unreachable.
    NetworkUnreachable,
    /// Lets a connection stand and drops the packet that begins with a TLS ClientHello, as a filter for TLS would.
    DropClientHello,
    /// The same, with RST.
    ResetClientHello,
    /// Drops what the server sends in large packets and tells nobody, as a path with a smaller MTU and filtered ICMP does.
    DropLargeAnswers,
    /// Drops every fourth packet with data in it.
    Lose,
}

impl Fault {
    /// Whether it happens where the answers arrive, not where the client's packets do. A kernel that drops what it sends
    /// itself knows that, and waits.
    fn at_client(self) -> bool {
        self == Self::DropLargeAnswers
    }

    fn rule(self, port: u16) -> String {
        // The raw expression looks at the payload of TCP: a handshake record of any version, TLS 1.0 in its header.
        let matched = match self {
            Self::Drop
            | Self::Reset
            | Self::PortUnreachable
            | Self::Prohibited
            | Self::HostUnreachable
            | Self::NetworkUnreachable => format!("tcp dport {port}"),
            Self::DropClientHello | Self::ResetClientHello => format!("tcp dport {port} @ih,0,16 0x1603"),
            // Larger than a confirm, smaller than the server's first flight of TLS.
            Self::DropLargeAnswers => format!("tcp sport {port} meta length > 576"),
            Self::Lose => format!("tcp dport {port} tcp flags & psh == psh numgen inc mod 4 3"),
        };
        let verdict = match self {
            Self::Drop | Self::DropClientHello | Self::DropLargeAnswers | Self::Lose => "drop",
            Self::Reset | Self::ResetClientHello => "reject with tcp reset",
            Self::PortUnreachable => "reject with icmp type port-unreachable",
            Self::Prohibited => "reject with icmp type admin-prohibited",
            Self::HostUnreachable => "reject with icmp type host-unreachable",
            Self::NetworkUnreachable => "reject with icmp type net-unreachable",
        };
        format!("{matched} {verdict}")
    }
}

impl Network {
    /// Makes both namespaces; packets flow when this returns.
    pub fn new() -> Self {
        static NEXT: AtomicU8 = AtomicU8::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let id = process::id();
        let network = Self {
            client: format!("suite-{id}-{number}-c"),
            server: format!("suite-{id}-{number}-s"),
            client_address: Ipv4Addr::new(10, 231, number, 1).into(),
            server_address: Ipv4Addr::new(10, 231, number, 2).into(),
        };
        let (client, server) = (network.client.as_str(), network.server.as_str());
        for namespace in [client, server] {
            run("ip", &["netns", "add", namespace]);
            run("ip", &["-n", namespace, "link", "set", "lo", "up"]);
        }
        run(
            "ip",
            &[
                "link", "add", "cable", "netns", client, "type", "veth", "peer", "name", "cable", "netns", server,
            ],
        );
        for (namespace, address) in [(client, network.client_address), (server, network.server_address)] {
            let address = format!("{address}/24");
            run("ip", &["-n", namespace, "address", "add", &address, "dev", "cable"]);
            // Packets as a cable carries them, none that the kernel cuts up later.
            run(
                "ip",
                &["-n", namespace, "link", "set", "cable", "up", "gso_max_segs", "1"],
            );
        }
        network
    }

    /// Breaks the way to `port` of the server.
    pub fn breaks(&self, port: u16, fault: Fault) {
        let rules = format!(
            "table inet suite {{ chain input {{ type filter hook input priority 0; policy accept; {}; }}; }}",
            fault.rule(port)
        );
        let namespace = if fault.at_client() { &self.client } else { &self.server };
        filter(namespace, &rules);
    }

    /// Sends no packets over the cable that are larger, in bytes.
    pub fn limit_packets(&self, mtu: u16) {
        for namespace in [&self.client, &self.server] {
            run(
                "ip",
                &["-n", namespace, "link", "set", "cable", "mtu", &mtu.to_string()],
            );
        }
    }

    /// Does something on the client's side: every socket and every program of it are there.
    pub fn as_client<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        within(&self.client, work)
    }
}

/// Does something in a namespace: every socket and every program of it are there.
pub(crate) fn within<T: Send>(namespace: &str, work: impl FnOnce() -> T + Send) -> T {
    let namespace = File::open(format!("/run/netns/{namespace}")).expect("a namespace that was made");
    thread::scope(|scope| {
        let inside = scope.spawn(|| {
            // Of this thread only.
            sched::setns(namespace, CloneFlags::CLONE_NEWNET).expect("root may enter");
            work()
        });
        inside.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// Gives `namespace` these rules of nftables.
pub(crate) fn filter(namespace: &str, rules: &str) {
    let mut nft = Command::new("ip")
        .args(["netns", "exec", namespace, "nft", "-f", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("cannot start nft: {error}; apt-get install nftables"));
    let input = nft.stdin.take();
    input
        .expect("stdin is piped")
        .write_all(rules.as_bytes())
        .expect("nft reads its rules");
    let status = nft.wait().expect("nft ends");
    assert!(status.success(), "nft did not take: {rules}");
}

impl Default for Network {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        for namespace in [&self.client, &self.server] {
            // A failure here has nobody to tell; a namespace without processes costs nothing.
            let _ = Command::new("ip").args(["netns", "delete", namespace]).status();
        }
    }
}

/// Has a program do something to the machine's networks.
pub(crate) fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("cannot start {program}: {error}; apt-get install iproute2"));
    assert!(
        output.status.success(),
        "{program} {}: {} (namespaces need root, as in a container with CAP_NET_ADMIN and CAP_SYS_ADMIN)",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr).trim()
    );
}
