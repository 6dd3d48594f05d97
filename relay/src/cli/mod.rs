//! The command line: the things that it starts.

mod agent;
mod agents;
mod answer;
mod args;
mod attempts;
mod capture;
mod captured;
mod check;
mod delivery;
mod embed;
mod exit;
mod explain;
mod install;
mod list;
mod proxy;
mod reach;
mod remote;
mod serve;
mod several;
mod sign_in;
mod signals;
mod start;
mod store;
mod token;
mod told;
mod unreached;
mod view;
mod wanted;
mod watch;

use std::io::{self, Write as _};
use std::process::ExitCode;

pub use self::args::Cli;
pub(crate) use self::attempts::MOST as MOST_SIGN_INS;

use self::args::{CheckArgs, Command, EmbedCommand, PolicyCommand, PolicyTestArgs};
use self::check::{Checked, Form};
use self::exit::{Exit, REFUSED};
use self::remote::Remote;
use self::start::single_thread;
use self::wanted::{Wanted, parse, parse_all, read_list, through};
use crate::net::dial::Network;
use crate::net::policy::{Decision, Policy};
use crate::net::resolve::Resolver;
use crate::{Config, Error};

impl Cli {
    /// Does what was asked for.
    ///
    /// # Errors
    ///
    /// What keeps it from being done; the caller prints it.
    pub fn execute(self) -> Result<ExitCode, Error> {
        let config = Config::load(self.config.as_deref())?;
        match self.command {
            Command::Delivery(command) => single_thread()?.block_on(delivery::run(command, &config)),
            Command::Token(command) => single_thread()?.block_on(token::run(command, &config)),
            Command::Serve(args) => serve::run(config, args, self.config),
            Command::Check(args) => run_check(&args, args.dns.over(config)),
            Command::Agent(args) => agent::run(args, config, self.config.as_deref()),
            Command::Agents(args) => agents::list(&args, &config),
            Command::Answer(args) => {
                let network = own_network(&args.dns.over(config));
                Ok(answer::answer(&args, &network)?.into())
            }
            Command::Explain(args) => explain::run(&args),
            Command::Policy(PolicyCommand::Test(args)) => run_policy_test(args, config),
            Command::Policy(PolicyCommand::Reach(args)) => {
                let policy = args
                    .policy
                    .over(config)
                    .policy
                    .map_or(Policy::OwnMachine, Policy::Rules);
                single_thread()?.block_on(reach::reach(&policy))
            }
            Command::Embed(EmbedCommand::Check(args)) => embed::check(&args.portal, args.server, &config),
            Command::Watch(args) => single_thread()?.block_on(watch::run(&args, &config)),
            Command::Store(command) => single_thread()?.block_on(store::run(command, config)),
        }
    }
}

fn run_check(args: &CheckArgs, config: Config) -> Result<ExitCode, Error> {
    let network = own_network(&config);
    let (targets, unreadable) = match &args.file {
        Some(path) => read_list(path)?,
        None => (parse_all(&args.targets)?, Exit::Passed),
    };
    let targets = match &args.gateway {
        Some(gateway) => through(targets, gateway)?,
        None => targets,
    };
    if let ([Wanted { target, route }], None, false) = (targets.as_slice(), &args.file, args.csv) {
        let way = network
            .admit_way(target.clone(), route.clone())
            .map_err(|refused| Error::not_admitted(target, refused))?;
        let capture = args.capture()?;
        let through = args.gateway_sign_in.through(&way)?;
        let account = args.sign_in.credentials(target)?;
        let told = args.with.as_deref().map_or_else(|| Ok(Vec::new()), told::read)?;
        let check = async {
            let account = match account {
                Some(account) => Some(args.sign_in.choose(account, &way, &network).await),
                None => None,
            };
            check::check(way, &network, account, through, args.form(), capture, &told).await
        };
        let Checked { report, exit } = single_thread()?.block_on(check)?;
        if args.with.is_some() {
            told::say_if_left_out(&mut io::stderr().lock(), &report).map_err(Error::Output)?;
        }
        if let Some(address) = args.share.as_ref().filter(|_| exit != Exit::Interrupted) {
            let remote = Remote::new(address.clone());
            let sent = answer::send(&remote, &report, None, &args.sharing)?;
            let told = match args.form() {
                Form::People(_) => answer::told(&mut io::stdout().lock(), &remote, &sent),
                // One object is all that stands in the output.
                Form::Json => answer::told(&mut io::stderr().lock(), &remote, &sent),
            };
            told.map_err(Error::Output)?;
        }
        return Ok(exit.into());
    }
    for (setting, given, what) in [
        (
            "--user",
            args.sign_in.is_asked_for(),
            "one check signs in to one computer",
        ),
        (
            "--gateway-user",
            args.gateway_sign_in.is_asked_for(),
            "one check goes through a gateway to one computer",
        ),
        (
            "--pcapng",
            args.pcapng.is_some(),
            "a file holds the traffic of one computer",
        ),
        (
            "--share",
            args.share.is_some(),
            "a link shows the result of one computer",
        ),
        (
            "--with",
            args.with.is_some(),
            "what a tool printed is about one computer",
        ),
    ] {
        if given {
            return Err(Error::Config {
                setting: setting.to_owned(),
                place: "the command line".to_owned(),
                what: [what, ", so name only one"].concat(),
            });
        }
    }
    let worst = single_thread()?.block_on(several::check(targets, &network, args.rows()))?;
    Ok(worst.max(unreadable).into())
}

/// What a check on one's own machine may reach: everything but what is never checked.
fn own_network(config: &Config) -> Network {
    Network::new(Policy::OwnMachine, Resolver::new(config.dns_server))
}

fn run_policy_test(args: PolicyTestArgs, config: Config) -> Result<ExitCode, Error> {
    let target = parse(&args.target)?;
    let config = args.dns.over(args.policy.over(config));
    let policy = config.policy.map_or(Policy::OwnMachine, Policy::Rules);
    let admitted = policy
        .admit(target.clone())
        .map_err(|refused| Error::not_admitted(&target, refused))?;
    let resolver = Resolver::new(config.dns_server);
    let resolution = single_thread()?.block_on(resolver.resolve(&admitted.resolved().host, policy.search()));
    let mut out = io::stdout().lock();
    if resolution.addresses.is_empty() {
        writeln!(out, "{target} has no address, so there's nothing to decide").map_err(Error::Output)?;
    }
    let mut allowed = false;
    for address in resolution.addresses {
        let line = match policy.decide(admitted.resolved(), address) {
            Decision::Allowed(reason) => {
                allowed = true;
                format!("allowed    {address}: {reason}")
            }
            Decision::Forbidden(reason) => format!("denied     {address}: {reason}"),
        };
        writeln!(out, "{line}").map_err(Error::Output)?;
    }
    Ok(ExitCode::from(if allowed { 0 } else { REFUSED }))
}
