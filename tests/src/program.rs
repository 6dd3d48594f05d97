//! Programs that the suite starts, and their ends.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek as _, SeekFrom};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use fixtures::{clock, net};
use nix::sys::signal::{self, Signal};
use nix::unistd::Pid;

/// A running program with everything it has printed. Dropping it ends it and all its children.
#[derive(Debug)]
pub struct Program {
    name: String,
    child: Child,
    log: Arc<Log>,
}

impl Program {
    /// Starts `program`, found by its name, with `prepare` adding arguments and environment.
    ///
    /// It gets a process group of its own, and the kernel ends it should the test's thread die without unwinding.
    pub fn start(program: &str, prepare: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", program]);
        prepare(&mut command);
        let mut child = command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {program}: {error}; {}", install_hint(program)));
        let log = Arc::new(Log::default());
        log.follow(child.stdout.take().expect("stdout is piped"));
        log.follow(child.stderr.take().expect("stderr is piped"));
        Self {
            name: program.to_owned(),
            child,
            log,
        }
    }

    /// The same in a network namespace.
    pub fn start_in(namespace: &str, program: &str, prepare: impl FnOnce(&mut Command)) -> Self {
        let mut inside = Self::start("ip", |command| {
            command.args(["netns", "exec", namespace, program]);
            prepare(command);
        });
        program.clone_into(&mut inside.name);
        inside
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The memory that it has now, in bytes (resident set).
    pub fn memory(&self) -> u64 {
        self.size("VmRSS:")
    }

    /// The most memory that it has had, in bytes (resident set).
    pub fn peak(&self) -> u64 {
        self.size("VmHWM:")
    }

    fn size(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).expect("the program runs");
        let size = status.lines().find_map(|line| line.strip_prefix(name));
        let kibibytes = size.and_then(|size| size.split_whitespace().next()?.parse::<u64>().ok());
        kibibytes.expect("every process has a size") * 1024
    }

    /// How much time of a processor it has taken, its own and the system's for it.
    ///
    /// # Panics
    ///
    /// Where it does not run any more.
    pub fn processor(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.id())).expect("the program runs");
        // The name, in parentheses, may hold spaces; `utime` and `stime` are the 12th and 13th field behind it.
        let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
        let ticks = behind.split_whitespace().skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * MILLIS_OF_A_TICK)
    }

    /// Whether `needle` stands anywhere in what the process can write to, as a dump of its memory would show.
    ///
    /// # Panics
    ///
    /// Where its memory cannot be read, for which one has to be root or its parent.
    pub fn holds_in_memory(&self, needle: &[u8]) -> bool {
        let of = |name: &str| format!("/proc/{}/{name}", self.id());
        let maps = fs::read_to_string(of("maps")).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let mut memory = File::open(of("mem")).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        maps.lines().filter_map(writable).any(|(from, length)| {
            let mut bytes = vec![0; length];
            // The kernel's own pages among them cannot be read.
            let read = memory
                .seek(SeekFrom::Start(from))
                .and_then(|_| memory.read_exact(&mut bytes));
            read.is_ok() && bytes.windows(needle.len()).any(|part| part == needle)
        })
    }

    /// What it has printed so far.
    pub fn lines(&self) -> Vec<String> {
        self.log.state().lines.clone()
    }

    /// Waits until it has printed a line for which `pick` gives a value.
    pub fn await_line<T>(&self, what: &str, pick: impl Fn(&str) -> Option<T>) -> T {
        self.await_some(what, |lines| lines.iter().find_map(|line| pick(line)))
    }

    /// Waits until it listens on `address`; opens no connection, because servers count those.
    pub fn await_listening(&self, address: SocketAddr) {
        self.await_some(&format!("it listens on {address}"), |_| {
            net::listens(self.id(), address).then_some(())
        });
    }

    /// Waits until `pick` gives a value: asked after each line that the program prints, and every few milliseconds.
    pub fn await_some<T>(&self, what: &str, pick: impl Fn(&[String]) -> Option<T>) -> T {
        let begun = clock::now();
        let mut state = self.log.state();
        loop {
            if let Some(value) = pick(&state.lines) {
                return value;
            }
            let ended = state.open == 0;
            if ended || begun.elapsed() > clock::READY {
                let said = state.lines.join("\n");
                let how = if ended { "ended" } else { "did not get there in time" };
                drop(state);
                panic!(
                    "{}: waiting until {what}, but it {how}; {}\n{said}",
                    self.name,
                    install_hint(&self.name)
                );
            }
            state = self
                .log
                .news
                .wait_timeout(state, LOOK_AGAIN)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// Ends it at once, as a crash or `kill -9` would.
    pub fn kill(&mut self) {
        let id = self.id();
        let children = descendants(id);
        // An error means that it is gone already.
        let _ = signal::killpg(pid(id), Signal::SIGKILL);
        for child in children {
            let _ = signal::kill(pid(child), Signal::SIGKILL);
        }
        let _ = self.child.wait();
        // Its streams are closed when the last of them is gone.
        let state = self.log.state();
        let _ = self
            .log
            .news
            .wait_timeout_while(state, clock::READY, |state| state.open > 0)
            .unwrap_or_else(PoisonError::into_inner);
    }

    /// Sends it SIGHUP, with which it reads its settings again.
    pub fn hang_up(&self) {
        signal::kill(pid(self.id()), Signal::SIGHUP)
            .unwrap_or_else(|error| panic!("cannot signal {}: {error}", self.name));
    }

    /// Holds it and everything that it started still, with all sockets open, until what this gives is dropped.
    pub fn freeze(&self) -> Frozen {
        let held = Frozen([vec![self.id()], descendants(self.id())].concat());
        held.signal(Signal::SIGSTOP);
        held
    }

    /// Asks it to stop, as Ctrl-C or a service manager would, and waits for its end.
    pub fn stop(&mut self, signal: Signal) -> std::process::ExitStatus {
        signal::kill(pid(self.id()), signal).unwrap_or_else(|error| panic!("cannot signal {}: {error}", self.name));
        self.child
            .wait()
            .unwrap_or_else(|error| panic!("cannot wait for {}: {error}", self.name))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Processes that stand still. Dropping it lets them go on.
#[derive(Debug)]
#[must_use = "they go on at once"]
pub struct Frozen(Vec<u32>);

impl Frozen {
    fn signal(&self, signal: Signal) {
        for &process in &self.0 {
            // An error means that it is gone already.
            let _ = signal::kill(pid(process), signal);
        }
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        self.signal(Signal::SIGCONT);
    }
}

/// The lines of a program, and how many of its two streams are still open.
#[derive(Debug, Default)]
struct Log {
    state: Mutex<LogState>,
    news: Condvar,
}

#[derive(Debug, Default)]
struct LogState {
    lines: Vec<String>,
    open: u8,
}

impl Log {
    fn state(&self) -> MutexGuard<'_, LogState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn follow(self: &Arc<Self>, stream: impl Read + Send + 'static) {
        self.state().open += 1;
        let log = Arc::clone(self);
        thread::spawn(move || {
            let mut reader = BufReader::new(stream);
            let mut line = Vec::new();
            while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
                let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                line.clear();
                log.state().lines.push(text);
                log.news.notify_all();
            }
            log.state().open -= 1;
            log.news.notify_all();
        });
    }
}

/// All children of a process, and theirs.
fn descendants(process: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut open = vec![process];
    while let Some(parent) = open.pop() {
        let tasks = fs::read_dir(format!("/proc/{parent}/task"))
            .into_iter()
            .flatten()
            .flatten();
        for task in tasks {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            let children = children.split_whitespace().filter_map(|id| id.parse::<u32>().ok());
            for child in children {
                found.push(child);
                open.push(child);
            }
        }
    }
    found
}

fn pid(id: u32) -> Pid {
    Pid::from_raw(i32::try_from(id).expect("a process id fits"))
}

/// Where a mapping begins and how long it is, by its line in `/proc/<id>/maps`; absent where it cannot be written to.
fn writable(line: &str) -> Option<(u64, usize)> {
    let (range, rest) = line.split_once(' ')?;
    let (from, to) = range.split_once('-')?;
    let address = |text| u64::from_str_radix(text, 16).ok();
    let (from, to) = address(from).zip(address(to))?;
    rest.starts_with("rw")
        .then_some((from, usize::try_from(to - from).ok()?))
}

fn install_hint(program: &str) -> String {
    let package = match program {
        "xrdp" => "xrdp xorgxrdp",
        "freerdp-shadow-cli" => "freerdp2-shadow-x11",
        "winpr-hash" => "winpr-utils",
        "Xvfb" => "xvfb",
        "xfreerdp" => "freerdp2-x11",
        "chromedriver" => "chromium chromium-driver",
        "geckodriver" => "firefox-esr, and cargo install geckodriver",
        "/usr/sbin/sshd" => "openssh-server",
        "ssh" => "openssh-client",
        "dnsmasq" => "dnsmasq-base",
        "xrdp-sesman" => "xrdp",
        "nft" => "nftables",
        "ip" => "iproute2",
        other => other,
    };
    format!("if it is missing: apt-get install {package}")
}

/// How often a condition that nobody announces, such as a listening socket, is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// Linux tells times in hundredths of a second, on every machine (`USER_HZ`).
const MILLIS_OF_A_TICK: u64 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_prints_is_kept_and_its_children_end_with_it() {
        let program = Program::start("sh", |command| {
            command.args(["-c", "setsid sh -c 'echo $$; exec cat /dev/zero >/dev/null' & wait"]);
        });
        let grandchild = program.await_line("the grandchild is there", |line| line.parse::<u32>().ok());
        // A process that is ending, or waits to be reaped, has no program any more.
        let alive = || fs::read_link(format!("/proc/{grandchild}/exe")).is_ok();
        assert!(alive());

        drop(program);

        assert!(!alive());
    }
}
