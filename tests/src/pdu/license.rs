//! The licensing messages of a server.

use super::{short, to_client, utf16};

/// Server License Request with a proprietary certificate, [MS-RDPELE] 2.2.2.1.
pub fn license_request() -> Vec<u8> {
    let blob = |kind: u16, value: &[u8]| {
        let length = short(value.len()).to_le_bytes();
        [kind.to_le_bytes().as_slice(), &length, value].concat()
    };
    let text = |text: &str| {
        let text = utf16(&format!("{text}\0"));
        [u32::from(short(text.len())).to_le_bytes().as_slice(), &text].concat()
    };
    let numbers = |values: &[u32]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<_>>();
    // RSA with 512 bits: magic, length with padding, bits, bytes that fit, exponent, modulus, padding.
    let key = [
        numbers(&[0x3141_5352, 72, 512, 63, 0x1_0001]),
        vec![0xc5; 64],
        vec![0; 8],
    ]
    .concat();
    let certificate = [numbers(&[1, 1, 1]), blob(6, &key), blob(8, &[0; 72])].concat();
    let message = [
        vec![0x5a; 32],
        numbers(&[0x0006_0000]),
        text("Suite"),
        text("A02"),
        blob(13, &numbers(&[1])),
        blob(3, &certificate),
        numbers(&[1]),
        blob(14, b"example.test\0"),
    ];
    let message = message.concat();
    let mut body = LICENSE_PACKET.to_vec();
    body.extend([1, 3]);
    body.extend(short(message.len() + 4).to_le_bytes());
    body.extend(message);
    to_client(body)
}

/// Licensing Error Message, [MS-RDPBCGR] 2.2.1.12.1.3.
pub fn license_error(code: u32, transition: u32) -> Vec<u8> {
    let mut body = LICENSE_PACKET.to_vec();
    body.extend([0xff, 3, 16, 0]);
    body.extend(code.to_le_bytes());
    body.extend(transition.to_le_bytes());
    body.extend([4, 0, 0, 0]);
    to_client(body)
}

/// The basic security header of all licensing messages.
const LICENSE_PACKET: [u8; 4] = [0x80, 0, 0, 0];
