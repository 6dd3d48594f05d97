//! Where the reader's browser, the relay and the computer stand: three network namespaces, with the relay's in the middle.

use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{self, Command};
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

use crate::netns::{filter, run, within};

/// The three namespaces and the two cables between them.
#[derive(Debug)]
pub struct Places {
    /// The reader's.
    pub home: String,
    /// The relay's, through which the reader's packets go.
    pub middle: String,
    /// The computer's.
    pub far: String,
    number: u8,
}

impl Places {
    /// Makes them. Packets of the reader to an address that nobody has vanish, as on the internet.
    pub fn new() -> Self {
        static NEXT: AtomicU8 = AtomicU8::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = |place: &str| format!("suite-{}-{number}-{place}", process::id());
        let places = Self {
            home: name("home"),
            middle: name("middle"),
            far: name("far"),
            number,
        };
        for namespace in places.all() {
            run("ip", &["netns", "add", namespace]);
            run("ip", &["-n", namespace, "link", "set", "lo", "up"]);
        }
        places.cable("near", &places.home, places.home_address());
        places.cable("away", &places.far, places.address(0));
        let gateways = [
            (&places.home, places.relay_address()),
            (&places.far, Ipv4Addr::new(10, 233, number, 1)),
        ];
        for (namespace, gateway) in gateways {
            let gateway = gateway.to_string();
            run("ip", &["-n", namespace, "route", "add", "default", "via", &gateway]);
        }
        let forward = "net.ipv4.ip_forward=1";
        run("ip", &["netns", "exec", &places.middle, "sysctl", "-qw", forward]);
        run(
            "ip",
            &["-n", &places.middle, "route", "add", "blackhole", "192.0.2.0/24"],
        );
        places
    }

    fn all(&self) -> [&str; 3] {
        [&self.home, &self.middle, &self.far]
    }

    /// A cable from the middle, whose end there has the first address of the network.
    fn cable(&self, name: &str, namespace: &str, address: Ipv4Addr) {
        let [a, b, c, last] = address.octets();
        let here = if last == 1 { 2 } else { 1 };
        run(
            "ip",
            &[
                "link",
                "add",
                name,
                "netns",
                &self.middle,
                "type",
                "veth",
                "peer",
                "name",
                name,
                "netns",
                namespace,
            ],
        );
        for (namespace, address) in [
            (self.middle.as_str(), Ipv4Addr::new(a, b, c, here)),
            (namespace, address),
        ] {
            run(
                "ip",
                &["-n", namespace, "address", "add", &format!("{address}/24"), "dev", name],
            );
            run("ip", &["-n", namespace, "link", "set", name, "up"]);
        }
    }

    fn home_address(&self) -> Ipv4Addr {
        Ipv4Addr::new(10, 232, self.number, 1)
    }

    /// Where the reader finds the relay.
    pub fn relay_address(&self) -> Ipv4Addr {
        Ipv4Addr::new(10, 232, self.number, 2)
    }

    /// The network in which all computers are.
    pub fn computers(&self) -> String {
        format!("10.233.{}.0/24", self.number)
    }

    /// An address of the computer, by its number.
    pub fn address(&self, number: u8) -> Ipv4Addr {
        Ipv4Addr::new(10, 233, self.number, FIRST + number)
    }

    /// Gives the computer that address.
    pub fn add_address(&self, number: u8) {
        let address = format!("{}/24", self.address(number));
        run("ip", &["-n", &self.far, "address", "add", &address, "dev", "away"]);
    }

    /// Drops what the browser sends to the addresses `of_home`, and what the relay sends to `of_relay`.
    pub fn drop_packets(&self, of_home: &[Ipv4Addr], of_relay: &[Ipv4Addr]) {
        let relay = Ipv4Addr::new(10, 233, self.number, 1);
        let rules = |from: Ipv4Addr, to: &[Ipv4Addr]| {
            to.iter()
                .map(move |to| format!("ip saddr {from} ip daddr {to} drop; "))
                .collect::<String>()
        };
        let rules = rules(self.home_address(), of_home) + &rules(relay, of_relay);
        filter(
            &self.far,
            &format!(
                "table inet suite {{ chain input {{ type filter hook input priority 0; policy accept; {rules} }}; }}"
            ),
        );
    }

    /// Has the router in the middle answer that nobody is in this network.
    pub fn leads_nowhere(&self, network: &str) {
        run("ip", &["-n", &self.middle, "route", "add", "unreachable", network]);
    }

    /// A port of loopback in `namespace`, from which connections are passed on to `address`: programs speak to a server
    /// elsewhere in clear only over loopback.
    pub fn lead_on(&self, namespace: &str, address: SocketAddr) -> SocketAddr {
        let listener = within(namespace, || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
        let listener = listener.expect("loopback is up");
        let door = listener.local_addr().expect("it listens");
        let namespace = namespace.to_owned();
        // For as long as the tests run.
        thread::spawn(move || {
            within(&namespace, move || {
                for near in listener.incoming() {
                    if let (Ok(near), Ok(far)) = (near, TcpStream::connect(address)) {
                        pass_on(&near, &far);
                        pass_on(&far, &near);
                    }
                }
            });
        });
        door
    }

    /// Does something where the reader is.
    pub fn at_home<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        within(&self.home, work)
    }

    /// Does something where the computer is.
    pub fn far_away<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        within(&self.far, work)
    }

    /// Does something where the relay is.
    pub fn in_the_middle<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        within(&self.middle, work)
    }
}

/// Passes on what comes from `from`, up to its end.
fn pass_on(from: &TcpStream, to: &TcpStream) {
    let both = from.try_clone().and_then(|from| Ok((from, to.try_clone()?)));
    let (mut from, mut to) = both.expect("a descriptor");
    thread::spawn(move || {
        // Whoever goes away takes the other end along.
        let _copied = io::copy(&mut from, &mut to);
        let _shut = to.shutdown(Shutdown::Write);
    });
}

impl Default for Places {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Places {
    fn drop(&mut self) {
        for namespace in self.all() {
            // A failure here has nobody to tell; a namespace without processes costs nothing.
            let _ = Command::new("ip").args(["netns", "delete", namespace]).status();
        }
    }
}

/// The last octet of the computer's first address.
const FIRST: u8 = 10;
