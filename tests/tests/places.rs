//! What several places see of one computer: the person's own machine and the server, each in a network of its own.

use std::process::Command;

use suite::filtered::assert_told_whose_network_it_is;
use suite::rdptrace::binary;
use suite::triangle::Places;

#[test]
fn own_machine_behind_a_filter_and_the_server_tell_together_whose_network_it_is() {
    assert_told_whose_network_it_is(&Places::new(), |arguments| {
        let mut answer = Command::new(binary());
        answer.args(arguments).output().expect("the program runs")
    });
}
