//! `cargo xtask bench`: rdptrace beside the tools that people use today, the store of shared results, the tunnel
//! of a sign-in, many computers in a second, hostile ones, many agents, a check that support watches, many watched
//! computers, several servers, how soon they make up for what was killed, and the size of the page.

use std::process::ExitCode;

use crate::cli::{Bench, Purpose};
use crate::error::Error;
use crate::page::{self, FirstLoad};
use crate::project::Project;
use crate::{relay, say, setup};

/// Fails when the bench program does, or when the page is larger than it may be.
pub(crate) fn bench(project: &Project, options: &Bench) -> Result<ExitCode, Error> {
    setup::install_packages_for(&[Purpose::Bench])?;
    page::build(project, options.wasm.route)?;
    let binary = relay::build(project, relay::Use::Release)?;
    let websocat = setup::websocat(project);
    let mut ended = Ok(());
    let mut arguments = Some(&options.bench);
    for program in PROGRAMS {
        let _step = say::step(format_args!("bench: {}", program.what), program.how_long);
        let mut run = project.cargo().env(relay::BINARY, &binary);
        if let Some(websocat) = &websocat {
            run = run.env("SUITE_WEBSOCAT", websocat);
        }
        run = run.args(["run", "--release", "--package", "suite", "--bin", program.bin, "--"]);
        if let Some(arguments) = arguments.take() {
            run = run.args(arguments);
        }
        // The others are run all the same.
        let ran = run.run();
        ended = ended.and(ran);
    }
    let load = FirstLoad::published(project)?;
    say::line(load);
    ended?;
    Ok(if load.is_within_limit() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// One program that measures.
struct Program {
    bin: &'static str,
    what: &'static str,
    how_long: &'static str,
}

/// In the order in which they run; the first takes the arguments of the command line.
const PROGRAMS: [Program; 10] = [
    Program {
        bin: "bench",
        what: "checks beside nmap and xfreerdp, the decoder, the page (leave the machine idle)",
        how_long: "about 5 minutes",
    },
    Program {
        bin: "bench_store",
        what: "sharing and reading results, up to a million stored ones",
        how_long: "about 5 minutes",
    },
    Program {
        bin: "bench_tunnel",
        what: "the tunnel of a sign-in beside a plain relay and websocat, and the first picture beside xfreerdp",
        how_long: "about two minutes",
    },
    Program {
        bin: "bench_probes",
        what: "how many computers are asked in a second, beside the blackbox exporter and openssl s_time",
        how_long: "half a minute",
    },
    Program {
        bin: "bench_floods",
        what: "a server with little memory, while computers pour out what they can",
        how_long: "about a minute",
    },
    Program {
        bin: "bench_agents",
        what: "many idle agents, and their return after a crash",
        how_long: "about a minute",
    },
    Program {
        bin: "bench_asked",
        what: "how soon support sees what the person does who was asked to check",
        how_long: "about two minutes",
    },
    Program {
        bin: "bench_watch",
        what: "a thousand watched computers",
        how_long: "about 3 minutes",
    },
    Program {
        bin: "bench_relays",
        what: "several servers on a bus",
        how_long: "about 3 minutes",
    },
    Program {
        bin: "bench_outages",
        what: "how soon several servers are as before, when what was killed is back",
        how_long: "about a minute",
    },
];
