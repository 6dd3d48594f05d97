//! CredSSP with NTLM inside, as far as the challenge.

use std::time::Duration;

use serde::Deserialize;

use super::{der, short, utf16};

/// What a computer tells about itself in its NTLM challenge.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Computer {
    /// NetBIOS name.
    pub name: String,
    /// NetBIOS domain.
    pub domain: String,
    /// DNS name.
    pub dns_name: String,
    /// DNS domain.
    pub dns_domain: String,
    /// Windows' build number; its version is told as 10.0.
    pub build: u16,
    /// Its clock, in seconds since 1970; that of whoever plays the server where absent.
    pub clock: Option<u64>,
}

impl Default for Computer {
    fn default() -> Self {
        Self {
            name: "OFFICE-07".to_owned(),
            domain: "EXAMPLE".to_owned(),
            dns_name: "office-07.example.test".to_owned(),
            dns_domain: "example.test".to_owned(),
            build: 20348,
            clock: None,
        }
    }
}

/// CHALLENGE_MESSAGE, [MS-NLMP] 2.2.1.2, at a time that is counted from 1970; the computer's own clock stands above it.
pub fn ntlm_challenge(computer: &Computer, time_of_day: Duration) -> Vec<u8> {
    let mut info = Vec::new();
    let mut pair = |id: u16, value: &[u8]| {
        info.extend(id.to_le_bytes());
        info.extend(short(value.len()).to_le_bytes());
        info.extend(value);
    };
    pair(2, &utf16(&computer.domain));
    pair(1, &utf16(&computer.name));
    pair(4, &utf16(&computer.dns_domain));
    pair(3, &utf16(&computer.dns_name));
    let clock = computer.clock.unwrap_or(time_of_day.as_secs());
    pair(7, &filetime(clock).to_le_bytes());
    pair(0, &[]);

    let target = utf16(&computer.domain);
    let fields = |length: usize, offset: usize| {
        let length = short(length).to_le_bytes();
        [
            length.as_slice(),
            length.as_slice(),
            &u32::from(short(offset)).to_le_bytes(),
        ]
        .concat()
    };
    let mut message = b"NTLMSSP\0".to_vec();
    message.extend(2_u32.to_le_bytes());
    message.extend(fields(target.len(), CHALLENGE_HEADER));
    message.extend(0xe289_8235_u32.to_le_bytes());
    message.extend([0x11; 8]);
    message.extend([0; 8]);
    message.extend(fields(info.len(), CHALLENGE_HEADER + target.len()));
    message.extend([10, 0]);
    message.extend(computer.build.to_le_bytes());
    message.extend([0, 0, 0, 15]);
    message.extend(target);
    message.extend(info);
    message
}

/// Sets the clock that a CHALLENGE_MESSAGE shows, wherever in `message` it stands: the value of MsvAvTimestamp,
/// [MS-NLMP] 2.2.2.1. Leaves what holds none.
pub fn set_challenge_clock(message: &mut [u8], time_of_day: Duration) {
    const TIMESTAMP: [u8; 4] = [7, 0, 8, 0];
    let place = message.windows(TIMESTAMP.len()).position(|pair| pair == TIMESTAMP);
    let value = place.and_then(|place| message.get_mut(place + TIMESTAMP.len()..)?.first_chunk_mut());
    if let Some(value) = value {
        *value = filetime(time_of_day.as_secs()).to_le_bytes();
    }
}

/// NegTokenResp that goes on with NTLM, RFC 4178 4.2.2.
pub fn spnego_answer(token: &[u8]) -> Vec<u8> {
    const NTLMSSP: [u8; 12] = [6, 10, 0x2b, 6, 1, 4, 1, 0x82, 0x37, 2, 2, 10];
    const ACCEPT_INCOMPLETE: [u8; 3] = [10, 1, 1];
    let mut fields = der(0xa0, &ACCEPT_INCOMPLETE);
    fields.extend(der(0xa1, &NTLMSSP));
    fields.extend(der(0xa2, &der(0x04, token)));
    der(0xa1, &der(0x30, &fields))
}

/// TSRequest with a token, [MS-CSSP] 2.2.1.
pub fn ts_request(version: u8, token: &[u8]) -> Vec<u8> {
    let tokens = der(0xa1, &der(0x30, &der(0x30, &der(0xa0, &der(0x04, token)))));
    der(0x30, &[der(0xa0, &[2, 1, version]), tokens].concat())
}

/// TSRequest that ends CredSSP with an NTSTATUS, [MS-CSSP] 2.2.1.
pub fn ts_error(version: u8, status: u32) -> Vec<u8> {
    let code = der(0xa4, &der(0x02, &status.to_be_bytes()));
    der(0x30, &[der(0xa0, &[2, 1, version]), code].concat())
}

/// 100 nanoseconds since 1601.
fn filetime(seconds_since_1970: u64) -> u64 {
    (seconds_since_1970 + 11_644_473_600) * 10_000_000
}

/// Where the payload of a CHALLENGE_MESSAGE begins.
const CHALLENGE_HEADER: usize = 56;

#[cfg(test)]
mod tests {
    use sspi::credssp::TsRequest;

    use super::*;

    #[test]
    fn the_clock_of_a_challenge_can_be_set_later() {
        let computer = Computer::default();
        let (early, late) = (Duration::from_secs(1_000_000_000), Duration::from_secs(1_800_000_000));

        let mut challenge = ntlm_challenge(&computer, early);
        set_challenge_clock(&mut challenge, late);

        assert_eq!(challenge, ntlm_challenge(&computer, late));
    }

    #[test]
    fn credssp_messages_carry_version_token_and_status() {
        let request = TsRequest::from_buffer(&ts_request(6, b"token")).unwrap();
        assert_eq!(
            (request.version, request.nego_tokens.as_deref()),
            (6, Some(b"token".as_slice()))
        );

        let error = TsRequest::from_buffer(&ts_error(6, 0xc000_006d)).unwrap();
        assert_eq!(error.error_code.unwrap().0, 0xc000_006d);
    }
}
