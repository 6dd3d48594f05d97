//! What may be typed, and what is answered.

use core::net::Ipv4Addr;

use super::*;

fn parsed(text: &str) -> String {
    text.parse::<Target>()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .to_string()
}

fn refused(text: &str) -> TargetError {
    match text.parse::<Target>() {
        Ok(target) => panic!("{text:?} was read as {target}"),
        Err(error) => error,
    }
}

#[test]
fn names_and_addresses_are_read_with_and_without_port() {
    for (text, expected) in [
        ("pc", "pc:3389"),
        ("  PC-01.Example.ORG  ", "pc-01.example.org:3389"),
        ("PC.example.org.", "pc.example.org.:3389"),
        ("pc:3390", "pc:3390"),
        ("192.0.2.7", "192.0.2.7:3389"),
        ("192.0.2.7:13389", "192.0.2.7:13389"),
        ("2001:db8::7", "[2001:db8::7]:3389"),
        ("[2001:db8::7]", "[2001:db8::7]:3389"),
        ("[2001:db8::7]:1", "[2001:db8::7]:1"),
        ("büro.example", "büro.example:3389"),
        ("7.example.org", "7.example.org:3389"),
        ("my_pc", "my_pc:3389"),
        ("\"pc-01\"", "pc-01:3389"),
        (" 'pc:3390' ", "pc:3390"),
        ("192.0.2.7.", "192.0.2.7:3389"),
    ] {
        assert_eq!(parsed(text), expected, "{text}");
    }
}

#[test]
fn what_is_read_is_written_so_that_it_reads_the_same() {
    for text in ["pc", "pc.", "192.0.2.7:1", "2001:db8::7", "büro.example:65535"] {
        let once = parsed(text);

        assert_eq!(parsed(&once), once);
    }
}

#[test]
fn a_scheme_a_user_or_a_path_is_named_with_what_would_be_right() {
    let suggestion = "pc.example.org".to_owned();
    assert_eq!(
        refused("rdp://pc.example.org/x"),
        TargetError::Scheme {
            suggestion: suggestion.clone()
        }
    );
    assert_eq!(
        refused("anna@pc.example.org"),
        TargetError::UserPart {
            suggestion: suggestion.clone()
        }
    );
    assert_eq!(
        refused("pc.example.org/x"),
        TargetError::Path {
            suggestion: suggestion.clone()
        }
    );
    for share in [
        r"\\pc.example.org\share",
        "//pc.example.org/share",
        r"pc.example.org\c$\temp",
        "pc.example.org/",
    ] {
        let suggestion = suggestion.clone();
        assert_eq!(refused(share), TargetError::Path { suggestion }, "{share}");
    }
    assert_eq!(refused(r"CORP\pc.example.org"), TargetError::UserPart { suggestion });
}

#[test]
fn a_place_for_files_suggests_no_computer() {
    for (text, found) in [
        ("/root", '/'),
        ("./hosts.txt", '/'),
        ("~/hosts.txt", '/'),
        (r"C:\Users", '\\'),
        (r"C:\Users\anna\pc.txt", '\\'),
        (r".\pc", '\\'),
    ] {
        assert_eq!(refused(text), TargetError::Character { found }, "{text}");
    }
}

#[test]
fn ports_out_of_range_are_named() {
    for given in ["0", "70000", "65536", "-1", "+5", "rdp", ""] {
        assert_eq!(
            refused(&format!("pc:{given}")),
            TargetError::Port {
                given: given.to_owned()
            }
        );
    }
    assert_eq!(refused("[::1]:0"), TargetError::Port { given: "0".to_owned() });
}

#[test]
fn digits_that_a_resolver_might_read_as_an_address_are_refused() {
    for text in [
        "127.1",
        "0x7f000001",
        "2130706433",
        "0177.0.0.1",
        "300.1.1.1",
        "1.2.3.4.5",
        "0x7f.1",
        "pc.0x7f",
    ] {
        assert_eq!(refused(text), TargetError::NotAnAddress, "{text}");
    }
}

#[test]
fn wrapped_and_zoned_addresses_are_refused() {
    assert_eq!(
        refused("[::ffff:7f00:1]:3389"),
        TargetError::WrappedV4 {
            suggestion: Ipv4Addr::LOCALHOST
        }
    );
    assert_eq!(refused("fe80::1%eth0"), TargetError::Zone);
}

#[test]
fn text_that_is_no_name_is_refused() {
    assert_eq!(refused("   "), TargetError::Empty);
    assert_eq!(refused("."), TargetError::Empty);
    assert_eq!(refused("my pc"), TargetError::Character { found: ' ' });
    assert_eq!(refused("pc\0"), TargetError::Character { found: '\0' });
    assert_eq!(refused("pc。example"), TargetError::Character { found: '。' });
    assert_eq!(refused("１２７.0.0.1"), TargetError::Character { found: '１' });
    assert_eq!(refused("[pc]:3389"), TargetError::Brackets);
    for text in ["[::1", "[::1]pc", "[::1]]", "[::1]3389"] {
        assert_eq!(refused(text), TargetError::Brackets, "{text}");
    }
    assert_eq!(refused("1:2:3"), TargetError::Brackets);
    for text in ["a..b", "pc..", "-pc", "pc-", &"x".repeat(64)] {
        assert!(matches!(refused(text), TargetError::Label { .. }), "{text}");
    }
    assert_eq!(refused(&"x".repeat(5000)), TargetError::TooLong { length: 5000 });
}

#[test]
fn a_name_of_253_bytes_with_parts_of_63_is_the_longest() {
    let part = "x".repeat(63);
    let longest = [&part[..], &part, &part, &part[..61]].join(".");

    assert_eq!(longest.len(), 253);
    assert_eq!(parsed(&format!("{longest}.:65535")), format!("{longest}.:65535"));
    assert_eq!(refused(&format!("{longest}x")), TargetError::TooLong { length: 254 });
    assert_eq!(
        refused(&format!("{part}x.example")),
        TargetError::Label {
            label: format!("{part}x")
        }
    );
}

#[test]
fn a_link_of_more_than_4_kib_is_not_read() {
    let link = |length: usize| {
        let start = "rdp://full%20address=s:pc&x=s:";
        [start, &"x".repeat(length - start.len())].concat()
    };

    assert_eq!(parsed(&link(4 * 1024)), "pc:3389");
    assert!(link(4 * 1024 + 1).parse::<Target>().is_err());
}

#[test]
fn a_link_of_remote_desktops_own_scheme_names_its_computer() {
    for link in [
        "rdp://full%20address=s:pc.example.org:3390",
        "RDP://audiomode=i:2&Full%20Address=s:pc.example.org%3A3390&username=s:a",
    ] {
        assert_eq!(link.parse::<Target>().unwrap().to_string(), "pc.example.org:3390");
    }
    assert!(matches!(
        "rdp://pc.example.org".parse::<Target>(),
        Err(TargetError::Scheme { suggestion }) if suggestion == "pc.example.org"
    ));
    for broken in [
        "rdp://full%20address=s:",
        "rdp://full%2",
        "rdp://%",
        "rdp://full%zzaddress=s:pc",
    ] {
        assert!(broken.parse::<Target>().is_err(), "{broken}");
    }
}
