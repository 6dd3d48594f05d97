//! What many watched computers cost a server: `bench_watch [COUNT] [MINUTES]`. Each is checked every minute. The exit code is
//! 1 where a schedule is not kept.

use std::io::{self, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, thread};

use suite::program::Program;
use suite::rdptrace::binary;
use suite::store::Session;
use tempfile::TempDir;

fn main() -> io::Result<ExitCode> {
    let mut arguments = env::args().skip(1).map(|number| number.parse().ok());
    let count: u32 = arguments.next().flatten().unwrap_or(COUNT);
    let minutes: u32 = arguments.next().flatten().unwrap_or(MINUTES).max(2);
    let folder = TempDir::new()?;
    let port = hang_up_on_everybody()?;
    let settings = folder.path().join("settings.toml");
    fs::write(&settings, watching(count, port))?;
    let database = folder.path().join("results.db");
    let server = serve(&settings, &database);
    let before = Figures::of(&server, &database);
    line(&format!(
        "{count} computers are watched, each every minute, for {minutes} minutes. Before: {before}"
    ))?;
    let mut last = before;
    for minute in 1..=minutes {
        thread::sleep(MINUTE);
        let now = Figures::of(&server, &database);
        let load = now.processor.saturating_sub(last.processor).as_secs_f64() / MINUTE.as_secs_f64();
        line(&format!(
            "minute {minute}: {now}, {:.1} % of one processor",
            load * 100.0
        ))?;
        last = now;
    }
    let mut session = Session::of(&database);
    let runs = session.number("SELECT COALESCE(SUM(runs), 0) FROM watch_spans");
    let of_each = "SELECT target, SUM(runs) AS runs FROM watch_spans GROUP BY target";
    let seen = session.number(&format!("SELECT COUNT(*) FROM ({of_each}) AS each"));
    let fewest = session.number(&format!("SELECT COALESCE(MIN(runs), 0) FROM ({of_each}) AS each"));
    let most = session.number(&format!("SELECT COALESCE(MAX(runs), 0) FROM ({of_each}) AS each"));
    let rows = session.number("SELECT COUNT(*) FROM watch_spans");
    let each = last.database.saturating_sub(before.database) / u64::from(count.max(1));
    line(&format!(
        "{runs} checks of {seen} computers, {fewest} to {most} of each ({} are due); {rows} rows, {each} bytes for each computer",
        minutes
    ))?;
    // The first one comes within a minute, and the last one may be under way.
    let kept = seen == i64::from(count) && fewest >= i64::from(minutes) - 1 && most <= i64::from(minutes) + 1;
    line(if kept {
        "the schedule was kept"
    } else {
        "the schedule was not kept"
    })?;
    Ok(if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A computer at every address of loopback, which takes connections and hangs up.
fn hang_up_on_everybody() -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || listener.incoming().for_each(drop));
    Ok(port)
}

fn watching(count: u32, port: u16) -> String {
    let first = u32::from(Ipv4Addr::new(127, 1, 0, 1));
    let each = (0..count).map(|number| {
        let address = Ipv4Addr::from(first + number);
        format!("[[watch]]\ntarget = \"{address}:{port}\"\nevery_minutes = 1\n")
    });
    each.collect()
}

fn serve(settings: &Path, database: &Path) -> Program {
    let server = Program::start(&binary().to_string_lossy(), |command| {
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--config"])
            .arg(settings);
        command.env("RDPTRACE_STORE", format!("sqlite:{}", database.display()));
        command.env("RDPTRACE_LOG", "warn");
    });
    server.await_line("it listens", |line| {
        line.starts_with("rdptrace listens on").then_some(())
    });
    server
}

/// What a server takes.
#[derive(Clone, Copy)]
struct Figures {
    memory: u64,
    processor: Duration,
    /// The bytes of its database, with what is not merged into it yet.
    database: u64,
}

impl Figures {
    fn of(server: &Program, database: &Path) -> Self {
        let size = |path: PathBuf| fs::metadata(path).map_or(0, |found| found.len());
        let beside = |ending: &str| PathBuf::from(format!("{}{ending}", database.display()));
        Self {
            memory: server.memory(),
            processor: server.processor(),
            database: size(database.to_owned()) + size(beside("-wal")),
        }
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (memory, database) = (self.memory / 1024 / 1024, self.database / 1024);
        write!(f, "{memory} MiB of memory, {database} KiB of database")
    }
}

fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{text}")
}

const COUNT: u32 = 1000;
const MINUTES: u32 = 5;
const MINUTE: Duration = Duration::from_secs(60);
