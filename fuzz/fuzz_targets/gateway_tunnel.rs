#![no_main]

use fixtures::parsers;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| parsers::gateway_tunnel(bytes));
