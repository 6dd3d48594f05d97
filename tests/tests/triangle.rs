//! What the page says of a port that the reader's browser and the relay see each for themselves.
//!
//! Every case once. The program of the same name shows them more often.

use suite::browser::Kind;
use suite::triangle::{Case, Triangle};

#[test]
fn chromium_and_relay_say_what_is_so_of_every_port() {
    say_what_is_so(Kind::Chromium);
}

#[test]
fn firefox_and_relay_say_what_is_so_of_every_port() {
    say_what_is_so(Kind::Firefox);
}

fn say_what_is_so(kind: Kind) {
    let mut heard = 0;
    Triangle::start(&Case::all()).play(kind, 1, |case, said| {
        heard += 1;
        assert_eq!(said, case.truth(), "{}", case.name());
    });
    assert_eq!(heard, Case::all().len());
}
