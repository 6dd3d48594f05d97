//! How many files and sockets the process may have, and who gets how many of them.

/// What the descriptors of a process are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Descriptors {
    /// Connections of browsers and other clients.
    pub connections: usize,
    /// Runs, each of which has connections of its own.
    pub runs: usize,
    /// Tunnels of sign-ins, each of which has a connection of its own.
    pub sign_ins: usize,
}

impl Descriptors {
    /// Shares out what the system gives this process.
    pub fn of_process() -> Self {
        Self::shared_out(most())
    }

    /// The most of each that this process could have without the others.
    pub fn largest() -> Self {
        let most = most().saturating_sub(RESERVE).max(1);
        Self {
            connections: most,
            runs: (most / OF_RUN).max(1),
            sign_ins: most,
        }
    }

    /// What is not kept for the store, the log and the program's own files is halved between clients, and runs with sign-ins.
    fn shared_out(most: usize) -> Self {
        let half = (most - RESERVE.min(most / 2)) / 2;
        let sign_ins = (half / OF_SIGN_INS).clamp(1, MOST_SIGN_INS);
        Self {
            connections: half.clamp(1, MOST_CONNECTIONS),
            runs: (half.saturating_sub(sign_ins) / OF_RUN).clamp(1, MOST_RUNS),
            sign_ins,
        }
    }
}

/// Asks the system for as many descriptors as it gives without privileges: the usual 1,024 are there for programs that
/// know only `select`, which this one does not use.
pub fn raise_descriptors() {
    #[cfg(unix)]
    {
        use nix::sys::resource::{Resource, getrlimit, setrlimit};

        if let Ok((_, hard)) = getrlimit(Resource::RLIMIT_NOFILE) {
            // Where it is not given, what there is is shared out.
            let _ = setrlimit(Resource::RLIMIT_NOFILE, hard, hard);
        }
    }
}

/// How many files and sockets the process may still open; absent where the system does not say.
pub fn free_descriptors() -> Option<usize> {
    // One of them is the folder itself while it is read.
    let open = std::fs::read_dir("/proc/self/fd").ok()?.count();
    Some(most().saturating_sub(open))
}

fn most() -> usize {
    #[cfg(unix)]
    let soft = {
        use nix::sys::resource::{Resource, getrlimit};

        getrlimit(Resource::RLIMIT_NOFILE).ok().map(|(soft, _)| soft)
    };
    #[cfg(not(unix))]
    let soft: Option<u64> = None;
    soft.and_then(|soft| usize::try_from(soft).ok()).unwrap_or(USUAL)
}

/// For the store, the log, the resolver's files and whatever else is open.
const RESERVE: usize = 64;
/// A run has two connections at a time and up to two sockets that ask for names.
const OF_RUN: usize = 4;
/// One in so many of the runs' half.
const OF_SIGN_INS: usize = 8;
/// Each costs up to 300 KiB, so that these are 19 MiB.
const MOST_SIGN_INS: usize = 64;
/// An idle one costs about 17 KiB, so that these are 34 MiB.
const MOST_CONNECTIONS: usize = 2048;
/// A thousand at once were measured to cost 180 MiB and to end in time on two cores; a quarter leaves room for others.
const MOST_RUNS: usize = 256;
/// Where the system does not say, as elsewhere.
const USUAL: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_systems_serve_few_and_none_more_than_they_have() {
        for (most, connections, runs, sign_ins) in [
            (0, 1, 1, 1),
            (64, 16, 3, 2),
            (1024, 480, 105, 60),
            (1_048_576, 2048, 256, 64),
        ] {
            let shared = Descriptors::shared_out(most);

            assert_eq!((shared.connections, shared.runs), (connections, runs), "{most}");
            assert_eq!(shared.sign_ins, sign_ins, "{most}");
            assert!(most < 64 || shared.connections + shared.runs * OF_RUN + shared.sign_ins < most);
        }
    }
}
