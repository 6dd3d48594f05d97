//! What came back over HTTP, and whether the older path is asked besides.

use core::time::Duration;

use wire::{Failure, GatewayUsage, Stage};

use super::http::{Asked, Head, SIGN_IN};
use super::sign_in::Scheme;
use super::{GatewayCheck, Underway};
use crate::limits;

impl GatewayCheck {
    pub(super) fn answered(&mut self, head: Head, now: Duration) {
        let Underway::Open(line) = &self.underway else { return };
        let asked = line.asked;
        if asked == Asked::SignIn {
            return self.signed_in(&head, now);
        }
        self.hang_up();
        if asked == Asked::Rpc {
            return if head.is_of_a_gateway(asked) {
                self.note(head, asked, now);
            } else {
                self.settle_first(now);
            };
        }
        if head.knows_no_path()
            && let Some(address) = self.recorder.facts.connect.used
        {
            self.first = Some(head);
            let connection = self.dial(address);
            self.underway = Underway::Dialing {
                connection,
                asked: Asked::Rpc,
                deadline: now + limits::DIAL,
            };
            return;
        }
        self.note(head, asked, now);
    }

    /// The older path told nothing better than the newer one.
    pub(super) fn settle_first(&mut self, now: Duration) {
        if let Some(head) = self.first.take() {
            self.note(head, Asked::Http, now);
        }
    }

    /// Keeps an answer, and ends with it.
    fn note(&mut self, head: Head, asked: Asked, now: Duration) {
        let ours = self.recorder.time_of_day_ms(now) / 1000;
        let facts = &mut self.recorder.facts.answer;
        facts.status = Some(head.status);
        facts.transport = head.transport(asked);
        facts.clock_offset_s = head.date_s.map(|theirs| theirs.saturating_sub(ours));
        // What a service's own entry answers to strangers is nobody's business: that it answers is all there is to know.
        let entry = self.usage == GatewayUsage::Service && head.status < FAULT_OF_A_SERVER;
        let gateway = entry || head.is_of_a_gateway(asked);
        let Head {
            status,
            schemes,
            challenges,
            server,
            location,
            ..
        } = head;
        (facts.schemes, facts.server, facts.location) = (schemes, server, location);
        if gateway {
            self.recorder.pass(Stage::Answer, now);
            let scheme = Scheme::among(&challenges).filter(|_| asked == Asked::Http && status == SIGN_IN);
            return self.go_through(scheme, now);
        }
        self.recorder.fail(Stage::Answer, Failure::HttpStatus { status }, now);
        self.finish(now);
    }
}

/// RFC 9110 15.6.
const FAULT_OF_A_SERVER: u16 = 500;
