//! What the page says of a port that the reader's browser and the relay see each for themselves.

use suite::browser::Kind;
use suite::triangle::{Case, Triangle};

/// Shows every case once.
fn nothing_is_said_that_is_not_so(kind: Kind) {
    let mut heard = 0;
    Triangle::start(&Case::all()).play(kind, 1, |case, said| {
        heard += 1;
        assert_eq!(said, case.truth(), "{}", case.name());
    });
    assert_eq!(heard, Case::all().len());
}

#[test]
fn chromium_and_relay_say_what_is_so_of_every_port() {
    nothing_is_said_that_is_not_so(Kind::Chromium);
}

#[test]
fn firefox_and_relay_say_what_is_so_of_every_port() {
    nothing_is_said_that_is_not_so(Kind::Firefox);
}
