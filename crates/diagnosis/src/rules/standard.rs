//! Standard RDP Security.

use wire::Stage;

use super::{Match, Rule};
use crate::finding::Actor::Administrator;
use crate::finding::Confidence::Certain;
use crate::steps::Remedy::*;

pub(super) const LEGACY_ONLY: Rule = Rule::warning("RDP-NEG-025", Stage::Negotiate, Certain, |view| {
    let facts = view.negotiate()?;
    let offered_more = facts.requested != 0 || facts.refused_offer.is_some();
    let legacy = facts.selected == Some(0) || facts.without_negotiation_data;
    (view.passed(Stage::Negotiate) && offered_more && legacy).then(Match::plain)
})
.actor(Administrator)
.steps(&[
    Send,
    LegacyProgram,
    SecurityLayer,
    SecurityLayerPolicy,
    UpdateServer,
    XrdpKey,
    XrdpNegotiate,
    XrdpRestart,
    LogXrdp,
])
.contradicts(&["RDP-NEG-034"]);

/// Standard RDP Security with its encryption switched off.
pub(super) const UNENCRYPTED: Rule = Rule::warning("RDP-NEG-032", Stage::Secure, Certain, |view| {
    let told = view.secure()?.standard.filter(|_| view.passed(Stage::Settings))?;
    (told.method == 0).then(Match::plain)
})
.steps(&[
    DoNotSignIn,
    Send,
    SecurityLayer,
    SecurityLayerPolicy,
    XrdpNegotiate,
    XrdpKey,
]);

/// Standard RDP Security with nothing but FIPS 140's methods.
pub(super) const FIPS_ONLY: Rule = Rule::info("RDP-NEG-033", Stage::Secure, Certain, |view| {
    let told = view.secure()?.standard?;
    (told.method == FIPS_METHOD).then(Match::plain)
})
.steps(&[UpdateProgram, Send, FipsSetting, SecurityLayer, XrdpNegotiate]);

/// ENCRYPTION_METHOD_FIPS, [MS-RDPBCGR] 2.2.1.4.3.
const FIPS_METHOD: u32 = 16;
