//! The answers to requests over HTTP.

use super::{Json, Read, member, member_or_default};
use crate::{
    Ask, DecodeAnswer, DecodedCode, DecodedMeaning, Problem, ProblemKind, ShareContent, ShareReceipt, SharedResult,
};

record!(sparse DecodeAnswer { headline, fit, origin, codes, notes });
record!(sparse DecodedCode { title, path, meanings, elsewhere });
record!(sparse DecodedMeaning { programs, symbol, meaning, status });
record!(ShareReceipt {
    id,
    path,
    expires_at_ms,
    revoke
});
record!(Ask {
    target,
    note,
    expires_at_ms,
    answered
});
record!(Problem { problem, sentence });
choice!(ProblemKind {
    "too_large" => TooLarge, "unreadable" => Unreadable, "from_the_future" => FromTheFuture,
    "not_a_report" => NotAReport, "life_not_allowed" => LifeNotAllowed, "sharing_is_off" => SharingIsOff,
    "store_full" => StoreFull, "store_busy" => StoreBusy, "store_gone" => StoreGone, "gone" => Gone, "run_gone" => RunGone,
    "wrong_secret" => WrongSecret, "target_forbidden" => TargetForbidden, "overloaded" => Overloaded,
});

impl Read for SharedResult {
    fn read<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            shared_at_ms: member(json, "shared_at_ms")?,
            expires_at_ms: member(json, "expires_at_ms")?,
            content: ShareContent::read(json)?,
        })
    }
}

impl Read for ShareContent {
    fn read<J: Json>(json: &J) -> Option<Self> {
        const _ALL_VARIANTS: fn(ShareContent) = |it| match it {
            ShareContent::Open { .. } | ShareContent::Sealed { .. } => {}
        };
        let content: String = member(json, "content")?;
        Some(match content.as_str() {
            "open" => Self::Open {
                disclosure: member_or_default(json, "disclosure")?,
                doing: member(json, "doing")?,
                report: Box::new(member(json, "report")?),
            },
            "sealed" => Self::Sealed {
                sealed: member(json, "sealed")?,
            },
            _ => return None,
        })
    }
}
