use serde::{Deserialize, Deserializer, Serialize};

use crate::json::{Json, ReadJson, WriteJson, Writer};

/// A TLS cipher suite by its IANA number, such as 0x1302.
///
/// Reports of old have its name in place of the number. A name that no run of ours has written reads as 0, which is
/// `TLS_NULL_WITH_NULL_NULL` and nothing that a connection agrees on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CipherSuite(pub u16);

impl CipherSuite {
    fn named(name: &str) -> Self {
        let known = NAMED.iter().find(|(_, known)| *known == name);
        known.map_or_else(Self::default, |(number, _)| Self(*number))
    }
}

impl<'de> Deserialize<'de> for CipherSuite {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Stored {
            Number(u16),
            Name(String),
        }
        Ok(match Stored::deserialize(deserializer)? {
            Stored::Number(number) => Self(number),
            Stored::Name(name) => Self::named(&name),
        })
    }
}

impl ReadJson for CipherSuite {
    fn read<J: Json>(json: &J) -> Option<Self> {
        match json.text() {
            Some(name) => Some(Self::named(&name)),
            None => u16::read(json).map(Self),
        }
    }
}

impl WriteJson for CipherSuite {
    fn write(&self, json: &mut Writer) {
        self.0.write(json);
    }
}

/// What rustls has agreed on in a check, by the names of IANA.
const NAMED: [(u16, &str); 9] = [
    (0x1301, "TLS_AES_128_GCM_SHA256"),
    (0x1302, "TLS_AES_256_GCM_SHA384"),
    (0x1303, "TLS_CHACHA20_POLY1305_SHA256"),
    (0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    (0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    (0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    (0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    (0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    (0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> CipherSuite {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn numbers_and_the_names_of_older_reports_are_read() {
        assert_eq!(read("4866"), CipherSuite(0x1302));
        assert_eq!(read(r#""TLS_AES_256_GCM_SHA384""#), CipherSuite(0x1302));
        assert_eq!(read(r#""anna""#), CipherSuite(0));
    }

    #[test]
    fn it_is_written_as_a_number() {
        assert_eq!(serde_json::to_string(&CipherSuite(0x1302)).unwrap(), "4866");
    }
}
