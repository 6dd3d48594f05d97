//! What the page says of a port that the reader's browser and the relay see each for themselves.

use suite::browser::Kind;
use suite::triangle::{Case, Triangle};

/// Every case once. The program of the same name shows them more often, and to Firefox, too, whose driver is no package.
#[test]
fn chromium_and_relay_say_what_is_so_of_every_port() {
    let mut heard = 0;
    Triangle::start(&Case::all()).play(Kind::Chromium, 1, |case, said| {
        heard += 1;
        assert_eq!(said, case.truth(), "{}", case.name());
    });
    assert_eq!(heard, Case::all().len());
}
