//! `rdptrace answer`: does on the person's own machine what somebody asks for, and sends what came of it; and the sending
//! for `rdptrace check --share`.

use std::io::{self, BufRead as _, Read as _, Write};

use diagnosis::diagnose;
use redact::redact;
use wire::{
    Ask, AskProgress, Disclosure, Life, MOST_LEGS, PeerText, Place, Report, ShareReceipt, ShareRequest, ShareSource,
    Target,
};
use words::{Key, Words, key};

use super::args::{AnswerArgs, SharingArgs};
use super::check::{self, Checked};
use super::exit::Exit;
use super::remote::{Remote, is_about_life};
use super::start::single_thread;
use super::wanted::parse;
use crate::Error;
use crate::net::dial::Network;

/// Shows what is asked for, waits for a yes, checks, and sends.
///
/// # Errors
///
/// Where the link leads to no request, or to another computer than the person was shown, or nothing can be sent.
pub(super) fn answer(args: &AnswerArgs, network: &Network) -> Result<Exit, Error> {
    let words = Words::english().in_own_terminal();
    let remote = Remote::new(args.link.address.clone());
    let ask = remote.ask(&args.link.id)?;
    let mut target = parse(&ask.target)?;
    if let Some(shown) = &args.shown {
        let shown = parse(shown)?;
        if !ask.wants(&shown) {
            return Err(Error::AskDiffers { asked: target, shown });
        }
        target = shown;
    }
    let admitted = network
        .admit(target.clone())
        .map_err(|refused| Error::not_admitted(&target, refused))?;
    let mut out = io::stdout().lock();
    let mut sharing = args.sharing.clone();
    // A portal may want less to be shown than the person would show, never more.
    sharing.level = sharing.level.max(ask.level.unwrap_or(Disclosure::Everything));
    introduce(&mut out, &words, &remote, &ask, &target, sharing.level).map_err(Error::Output)?;
    remote.tell(&args.link.id, AskProgress::Opened);
    if !args.yes && !agrees(&mut out)? {
        writeln!(out, "Nothing was checked, and nothing was sent.").map_err(Error::Output)?;
        return Ok(Exit::Unsent);
    }
    drop(out);
    remote.tell(&args.link.id, AskProgress::Running);
    // Begun first, so that both look at the same time.
    let theirs = remote.begin_check(&target);
    let checked = single_thread()?.block_on(check::check(
        admitted.into(),
        network,
        None,
        None,
        args.form(),
        None,
        &[],
    ))?;
    let Checked { mut report, exit } = checked;
    if exit == Exit::Interrupted {
        return Ok(exit);
    }
    // Beside each other, the two tell whose network it is.
    if let Some(theirs) = theirs.and_then(|key| remote.checked(&key)) {
        let legs = theirs.legs.into_iter().filter(|leg| leg.place == Place::Relay);
        let room = MOST_LEGS.saturating_sub(report.legs.len());
        report.legs.extend(legs.take(room));
        let mut out = io::stdout().lock();
        beside(&mut out, &words, &report).map_err(Error::Output)?;
    }
    remote.tell(&args.link.id, AskProgress::Finished);
    let sent = send(&remote, &report, Some(&args.link.id), &sharing)?;
    told(&mut io::stdout().lock(), &remote, &sent).map_err(Error::Output)?;
    Ok(exit)
}

/// Sends what a check found, by itself or as the answer to `ask`; hides here what the level hides, so that the relay
/// never has it.
///
/// # Errors
///
/// Where the relay does not keep it.
pub(super) fn send(remote: &Remote, report: &Report, ask: Option<&str>, args: &SharingArgs) -> Result<Sent, Error> {
    let disclosure = args.level;
    let report = Box::new(redact(report, disclosure));
    let with_life = |life: Life| {
        let request = ShareRequest {
            life,
            ask: ask.map(str::to_owned),
            content: ShareSource::Open {
                disclosure,
                doing: args.doing.as_deref().map(PeerText::from),
                report: report.clone(),
            },
        };
        remote.share(&request)
    };
    let receipt = match args.life {
        Some(life) => with_life(life)?,
        // The usual one, or the longest below it that the relay's owner allows.
        None => {
            let mut lives = Life::ALL.into_iter().rev().filter(|life| *life <= Life::default());
            let first = lives.next().unwrap_or_default();
            lives.fold(with_life(first), |kept, life| match kept {
                Err(error) if is_about_life(&error) => with_life(life),
                other => other,
            })?
        }
    };
    Ok(Sent {
        link: remote.link(&receipt)?,
        receipt,
    })
}

/// A result that was sent.
#[derive(Debug)]
pub(super) struct Sent {
    link: String,
    receipt: ShareReceipt,
}

/// Says where the result is, until when, and how to take it back.
pub(super) fn told(out: &mut impl Write, remote: &Remote, sent: &Sent) -> io::Result<()> {
    let Sent { link, receipt } = sent;
    let until = Words::english().moment(receipt.expires_at_ms);
    writeln!(out, "\nSent. The result is at {link}")?;
    writeln!(
        out,
        "It can be seen until {until}, by anyone who has the link. To delete it sooner:"
    )?;
    let (server, id, secret) = (remote.address(), &receipt.id, &receipt.revoke);
    writeln!(
        out,
        "  curl -X DELETE -H 'Authorization: Bearer {secret}' {server}/api/reports/{id}"
    )?;
    out.flush()
}

/// Says what the server saw beside this machine.
fn beside(out: &mut impl Write, words: &Words, report: &Report) -> io::Result<()> {
    let findings = diagnose(report);
    let relays = findings.iter().filter(|finding| {
        let leg = report.legs.get(finding.leg);
        leg.is_some_and(|leg| leg.place == Place::Relay)
    });
    writeln!(out, "\nThe server checked it, too:")?;
    for finding in relays {
        writeln!(out, "  {}: {}", finding.id, words.title(finding))?;
    }
    out.flush()
}

/// Who asks, for which computer, and what they will get.
fn introduce(
    out: &mut impl Write,
    words: &Words,
    remote: &Remote,
    ask: &Ask,
    target: &Target,
    level: Disclosure,
) -> io::Result<()> {
    writeln!(out, "You are asked to check a computer from this one.\n")?;
    let who = if ask.launched { "a portal that" } else { "someone who" };
    writeln!(out, "  asked by:  {who} uses {}", remote.address())?;
    for (label, said) in [("they write:", &ask.note), ("ticket:", &ask.ticket)] {
        if !said.is_empty() {
            writeln!(out, "  {label:<10} {said}")?;
        }
    }
    writeln!(out, "  computer:  {target}")?;
    writeln!(out, "  sent:      {}", words.text(left_out(level)))?;
    if ask.answered {
        writeln!(out, "\nA result was sent before. You can send another one.")?;
    }
    writeln!(
        out,
        "\nThe check connects to {target} from this computer, without a password. The result shows them if this computer \
         reaches it. The server checks it as well, if it's allowed to, and both results are sent."
    )
}

/// What a level takes out, in the words of the page.
fn left_out(level: Disclosure) -> Key {
    match level {
        Disclosure::Everything => key::PAGE_SHARED_EVERYTHING_LEFT_OUT,
        Disclosure::Support => key::PAGE_SHARED_SUPPORT_LEFT_OUT,
        Disclosure::Public => key::PAGE_SHARED_PUBLIC_LEFT_OUT,
    }
}

/// Waits for a yes. Whatever is none is a no, the end of the input included.
fn agrees(out: &mut impl Write) -> Result<bool, Error> {
    write!(out, "\nCheck it and send the result? [y/N] ").map_err(Error::Output)?;
    out.flush().map_err(Error::Output)?;
    let mut said = String::new();
    let mut input = io::stdin().lock().take(LONGEST_REPLY);
    let read = input.read_line(&mut said);
    writeln!(out).map_err(Error::Output)?;
    Ok(read.is_ok() && matches!(said.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}

/// Longer than a yes.
const LONGEST_REPLY: u64 = 64;
