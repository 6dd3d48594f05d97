//! What the portal around the page hears of a check. A script of the frame passes it on (`frontend/embed/frame.js`).

use frontend::News;
use ui::{End, PageModel, Phase};
use wire::FrameMessage;
use wire::json::written;
use words::Words;

use crate::browser;

/// Tells it, where the page is in a frame.
pub(in crate::app) fn tell(words: &Words, page: &PageModel, news: News) {
    let Some(run) = page.results.run.as_ref().filter(|_| browser::is_framed()) else {
        return;
    };
    let message = match news {
        News::Started => FrameMessage::Started {
            target: run.target().clone(),
        },
        News::Stage(stage, outcome) => FrameMessage::Stage {
            stage: stage.name().to_owned(),
            outcome: outcome.name().to_owned(),
        },
        News::Over if run.has_report() => FrameMessage::Finished {
            findings: run.findings().iter().map(|finding| finding.id.to_owned()).collect(),
            verdict: run.verdict().name().to_owned(),
            summary: words.one_line(run.report(), run.findings(), None),
            link: page.results.link.as_ref().map(|link| link.address.clone()),
        },
        News::Over => FrameMessage::Error {
            reason: if matches!(run.phase(), Phase::Over(End::Refused(_))) {
                REFUSED.to_owned()
            } else {
                LOST.to_owned()
            },
        },
        News::Shared(link) => FrameMessage::Shared {
            link: link.address,
            expires_at_ms: link.receipt.expires_at_ms,
        },
    };
    browser::tell(&written(&message));
}

/// The relay did not run the check.
const REFUSED: &str = "refused";
/// The relay was not reached, or went away.
const LOST: &str = "relay_lost";
