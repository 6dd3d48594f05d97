//! How fast results are shared and read, on both databases: `bench_store [results]`, a million stored ones where not
//! said.
//!
//! Reads are measured with `wrk`, and beside them nginx serving the same bytes from a file. The exit code is 1 where a
//! figure is not what it has to be.

use std::env;
use std::fs;
use std::io::{self, Stdout, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::thread;
use std::time::Duration;

use fixtures::clock;
use fixtures::http::Client;
use fixtures::net;
use suite::goals::{Goals, Limit};
use suite::measure::Spread;
use suite::nginx::Nginx;
use suite::rdptrace::Relay;
use suite::store::{Database, Session, share, share_request};
use tempfile::TempDir;
use wire::Report;

fn main() -> io::Result<ExitCode> {
    let most = env::args().nth(1).and_then(|most| most.parse().ok()).unwrap_or(STORED);
    let mut bench = Bench {
        out: io::stdout(),
        folder: TempDir::new()?,
        most,
        goals: Goals::default(),
    };
    bench.line("SQLite")?;
    bench.of(&Database::sqlite(), &Database::sqlite())?;
    bench.line("PostgreSQL")?;
    bench.of(&Database::postgres(), &Database::postgres())?;
    Ok(bench.goals.exit())
}

struct Bench {
    out: Stdout,
    folder: TempDir,
    most: u32,
    goals: Goals,
}

/// What `wrk` says.
struct Load {
    per_second: f64,
    /// In milliseconds.
    median: f64,
    p99: f64,
    worst: f64,
}

impl Bench {
    /// Everything about one kind of database; the second one stays small.
    fn of(&mut self, database: &Database, small: &Database) -> io::Result<()> {
        let relay = relay(database);
        let client = Client::staying(&relay.url);
        self.creating(&client, &relay)?;

        let receipt = share(&client, "read");
        let api = receipt.path();
        self.beside_nginx(&relay, &api, "reads of /api/reports/<id>")?;
        let page = format!("/r/{}", receipt.id);
        if client.get(&page).status == 200 {
            self.beside_nginx(&relay, &page, "reads of the page /r/<id>")?;
        }

        let mut session = database.connect();
        let begun = clock::now();
        fill(database, &mut session, self.most);
        let filled = begun.elapsed().as_secs_f64();
        self.line(&format!("  {} results written by SQL in {filled:.0} s", self.most))?;
        let many = self.beside_few(small, &relay, &mut session)?;

        let client = Client::staying(&relay.url);
        self.creating(&client, &relay)?;
        drop(relay);
        self.sweeping(database, &mut session, &many)
    }

    /// Reads from many stored results and from few, in turn, so that whatever else the machine does hits both.
    fn beside_few(&mut self, small: &Database, relay_of_many: &Relay, session: &mut Session) -> io::Result<Load> {
        let relay_of_few = relay(small);
        let mut session_of_few = small.connect();
        fill(small, &mut session_of_few, FEW);
        self.read_spread(relay_of_many, session)?;
        let (mut few, mut many) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            few.push(self.read_spread(&relay_of_few, &mut session_of_few)?);
            many.push(self.read_spread(relay_of_many, session)?);
        }
        // The best of each: what slows one down from outside has nothing to do with what is stored.
        let best = |loads: Vec<Load>| {
            let best = loads
                .into_iter()
                .max_by(|one, other| one.per_second.total_cmp(&other.per_second));
            best.expect("at least one round")
        };
        let (few, many) = (best(few), best(many));
        self.load(&format!("random reads of {FEW} stored"), &few)?;
        self.load(&format!("random reads of {} stored", self.most), &many)?;
        let ratio = few.per_second / many.per_second;
        self.judge(
            "times as long as with few; a tenth is what the machine varies",
            ratio,
            Limit::AtMost(1.1),
        )?;
        Ok(many)
    }

    fn creating(&mut self, client: &Client, relay: &Relay) -> io::Result<()> {
        let body = share_request("created").to_string();
        let create = |client: &Client| {
            let begun = clock::now();
            let answer = client.send("POST", "/api/reports", &[], Some(body.as_bytes()));
            assert_eq!(answer.status, 201);
            begun.elapsed()
        };
        let alone = Spread::of((0..CREATED).map(|_| create(client)));
        let together: Vec<Duration> = thread::scope(|scope| {
            let threads = (0..4).map(|_| {
                scope.spawn(|| {
                    let client = Client::staying(&relay.url);
                    (0..CREATED / 4).map(|_| create(&client)).collect::<Vec<_>>()
                })
            });
            let threads: Vec<_> = threads.collect();
            threads
                .into_iter()
                .flat_map(|thread| thread.join().expect("no panic"))
                .collect()
        });
        let together = Spread::of(together);
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        self.line(&format!(
            "  sharing, one after the other: median {:.2} ms; four at once: median {:.2} ms, p95 {:.2} ms",
            millis(alone.median),
            millis(together.median),
            millis(together.p95),
        ))?;
        self.judge("ms to share, p95", millis(alone.p95), Limit::AtMost(20.0))
    }

    /// The same bytes from the relay and from nginx.
    fn beside_nginx(&mut self, relay: &Relay, path: &str, what: &str) -> io::Result<()> {
        let body = Client::of(&relay.url).get(path).body;
        let ours = wrk(&format!("{}{path}", relay.url.trim_end_matches('/')), None);
        let (_nginx, url) = serving(&body);
        let theirs = wrk(&url, None);
        self.load(&format!("{what}, {} bytes", body.len()), &ours)?;
        self.load("nginx with the same bytes", &theirs)?;
        let ratio = ours.per_second / theirs.per_second;
        self.line(&format!("  {ratio:.2} of nginx"))?;
        self.judge("a second", ours.per_second, Limit::AtLeast(2000.0))
    }

    /// Reads results that are spread over the whole table.
    fn read_spread(&self, relay: &Relay, session: &mut Session) -> io::Result<Load> {
        let ids = session.texts(&format!(
            "SELECT id FROM results WHERE doing = 'filled' ORDER BY id LIMIT {ASKED_FOR}"
        ));
        let script = self.folder.path().join("spread.lua");
        let paths: Vec<String> = ids.iter().map(|id| format!("\"/api/reports/{id}\"")).collect();
        let script_text = format!(
            "local paths = {{ {} }}\nlocal next = 0\nrequest = function()\n  next = next % #paths + 1\n  \
             return wrk.format(\"GET\", paths[next])\nend\n",
            paths.join(",\n")
        );
        fs::write(&script, script_text)?;
        Ok(wrk(&relay.url, Some(&script)))
    }

    /// Reads while most of what is stored expires at once.
    fn sweeping(&mut self, database: &Database, session: &mut Session, quiet: &Load) -> io::Result<()> {
        let stay = format!("(SELECT id FROM results WHERE doing = 'filled' ORDER BY id LIMIT {ASKED_FOR})");
        let expired = session.execute(&format!("UPDATE results SET expires_at_ms = 1 WHERE id NOT IN {stay}"));
        let left = "SELECT COUNT(*) FROM results WHERE expires_at_ms = 1";
        let relay = relay(database);
        let load = self.read_spread(&relay, session)?;
        let swept = i64::try_from(expired).unwrap_or(i64::MAX) - session.number(left);
        self.load(
            &format!("the same while {swept} of {expired} expired ones were swept out"),
            &load,
        )?;
        assert!(swept > 0, "the sweep had begun, and had not ended");
        let stalled = load.p99 / quiet.p99.max(1.0);
        self.judge("times the p99 without it (or 1 ms)", stalled, Limit::AtMost(3.0))
    }

    fn load(&mut self, what: &str, load: &Load) -> io::Result<()> {
        let Load {
            per_second,
            median,
            p99,
            worst,
        } = load;
        self.line(&format!(
            "  {what}: {per_second:.0} a second, median {median:.2} ms, p99 {p99:.2} ms, slowest {worst:.1} ms"
        ))
    }

    fn judge(&mut self, what: &str, value: f64, limit: Limit) -> io::Result<()> {
        let line = self.goals.judge(what, value, limit);
        self.line(&line)
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }
}

fn relay(database: &Database) -> Relay {
    database.relay_with(&[
        ("RDPTRACE_MOST_RESULTS", "10000000"),
        ("RDPTRACE_MOST_MEGABYTES", "100000"),
        ("RDPTRACE_LOG", "warn"),
    ])
}

/// Writes results past the relay, by statements that make them up.
fn fill(database: &Database, session: &mut Session, count: u32) {
    let target = "pc.example.org".parse().expect("a target");
    let report =
        serde_json::to_string(&Report::new(target, wire::Place::Relay, 1_767_225_600_000)).expect("a report is JSON");
    assert!(!report.contains('\''), "it stands in a statement");
    // 21 hexadecimal digits and an A are an id like any other.
    let (id, numbers) = match database {
        Database::Sqlite(_) => (
            "substr(lower(hex(randomblob(11))), 1, 21) || 'A'",
            format!(
                "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n)"
            ),
        ),
        Database::Postgres(_) => (
            "substr(md5(random()::text || i), 1, 21) || 'A'",
            format!("generate_series(1, {count}) AS n(i)"),
        ),
    };
    let bytes = |text: &str| match database {
        Database::Sqlite(_) => format!("CAST('{text}' AS BLOB)"),
        Database::Postgres(_) => format!("convert_to('{text}', 'UTF8')"),
    };
    let (hash, body) = (bytes("of nothing"), bytes(&report));
    let far = 4_000_000_000_000_u64;
    session.execute(&format!(
        "INSERT INTO results (id, revoke_hash, shared_at_ms, expires_at_ms, encoding, schema_version, doing, body, size) \
         SELECT {id}, {hash}, 1, {far} + i, 'json', 1, 'filled', {body}, {} FROM {numbers}",
        report.len()
    ));
    session.execute("ANALYZE");
}

/// Loads a server for some seconds, over connections that stay.
fn wrk(url: &str, script: Option<&Path>) -> Load {
    let mut command = Command::new("wrk");
    command.args(["--threads", "1", "--connections", "16", "--duration", "5s", "--latency"]);
    if let Some(script) = script {
        command.arg("--script").arg(script);
    }
    let output = command.arg(url).output();
    let output = output.unwrap_or_else(|error| panic!("cannot start wrk: {error}; apt-get install wrk"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!said.contains("Non-2xx") && !said.contains("Socket errors"), "{said}");
    let field = |line: &str, place: usize| {
        let line = said.lines().map(str::trim).find(|found| found.starts_with(line));
        line.and_then(|line| line.split_whitespace().nth(place))
            .unwrap_or_else(|| panic!("wrk says nothing of {said}"))
            .to_owned()
    };
    Load {
        per_second: field("Requests/sec:", 1).parse().expect("a number"),
        median: millis(&field("50%", 1)),
        p99: millis(&field("99%", 1)),
        worst: millis(&field("Latency ", 3)),
    }
}

fn millis(text: &str) -> f64 {
    let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let factor = match unit {
        "us" => 0.001,
        "ms" => 1.0,
        "s" => 1000.0,
        other => panic!("wrk's unit {other}"),
    };
    number.parse::<f64>().expect("a number") * factor
}

/// nginx with one file, and where it is.
fn serving(body: &[u8]) -> (Nginx, String) {
    let address = net::own_socket();
    let nginx = Nginx::start(address, |folder| {
        fs::write(folder.join("body"), body).expect("our own folder");
        let path = folder.display();
        format!("  server {{ listen {address}; root {path}; default_type application/json; }}")
    });
    (nginx, format!("http://{address}/body"))
}

/// A busy helpdesk's year, if nothing of it expired.
const STORED: u32 = 1_000_000;
const FEW: u32 = 1_000;
/// So many that each has the machine to itself once.
const ROUNDS: usize = 5;
/// Results that are read in turn: more than any cache of a page or two holds.
const ASKED_FOR: u32 = 20_000;
const CREATED: u32 = 400;
