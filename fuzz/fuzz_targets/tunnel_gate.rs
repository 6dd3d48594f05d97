#![no_main]

use libfuzzer_sys::fuzz_target;
use relay::fuzz;

fuzz_target!(|bytes: &[u8]| fuzz::tunnel_gate(bytes));
