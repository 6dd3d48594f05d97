//! How many checks one, two and four servers make in a second, on one bus and one database: `bench_relays [SECONDS]`.
//!
//! All of them share this machine, so it shows what the bus costs and not how far they reach.

use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::ExitCode;
use std::time::Duration;
use std::{env, thread};

use fixtures::clock;
use futures_util::future::join_all;
use suite::live::Live;
use suite::nats::Nats;
use suite::rdptrace::Relay;
use suite::store::Database;
use tokio::runtime::Builder;

fn main() -> io::Result<ExitCode> {
    let seconds = env::args().nth(1).and_then(|seconds| seconds.parse().ok());
    let lasts = Duration::from_secs(seconds.unwrap_or(SECONDS));
    let port = hang_up_on_everybody()?;
    let database = Database::postgres();
    let nats = Nats::start();
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let mut alone = None;
    for (servers, bus) in [(1, None), (1, Some(&nats)), (2, Some(&nats)), (4, Some(&nats))] {
        let relays: Vec<Relay> = (0..servers).map(|_| server(&database, bus)).collect();
        let each = PEOPLE / servers;
        let people = relays.iter().zip(0_u32..).flat_map(|(relay, number)| {
            let first = number * u32::try_from(each).unwrap_or(u32::MAX);
            (first..)
                .take(each)
                .map(move |number| checks(relay, number, port, lasts))
        });
        let made: u32 = runtime.block_on(join_all(people)).into_iter().sum();
        let rate = f64::from(made) / lasts.as_secs_f64();
        let ratio = rate / *alone.get_or_insert(rate);
        let how = if bus.is_some() { "with the bus" } else { "without a bus" };
        line(&format!(
            "{servers} {how}: {rate:.0} checks in a second, {ratio:.2} of one alone"
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How many checks of a computer of its own somebody makes, one after the other.
async fn checks(relay: &Relay, number: u32, port: u16, lasts: Duration) -> u32 {
    let address = Ipv4Addr::from(u32::from(Ipv4Addr::new(127, 2, 0, 1)) + number);
    let target = SocketAddr::from((address, port));
    let begun = clock::now();
    let mut made = 0;
    while begun.elapsed() < lasts {
        // A page has one connection for each check.
        Live::open(relay).await.check(target).await;
        made += 1;
    }
    made
}

/// A computer at every address of loopback, which takes connections and hangs up.
fn hang_up_on_everybody() -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || listener.incoming().for_each(drop));
    Ok(port)
}

fn server(database: &Database, bus: Option<&Nats>) -> Relay {
    let url = bus.map(Nats::url);
    let mut settings = vec![
        ("RDPTRACE_LOG", "warn"),
        ("RDPTRACE_LIMITS__PEOPLE_PER_ADDRESS", "100000"),
    ];
    settings.extend(url.as_deref().map(|url| ("RDPTRACE_BUS", url)));
    database.relay_with(&settings)
}

fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{text}")
}

const SECONDS: u64 = 10;
/// At once, whoever serves them.
const PEOPLE: usize = 16;
