//! What Wireshark shows of the file that `rdptrace check --pcapng` writes.

use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fixtures::net;
use serde_json::Value;
use suite::peer::{Peer, Silent};
use suite::rdptrace::{self, Check};
use suite::shadow::{self, Shadow};
use suite::tshark::Tshark;
use suite::xrdp::{self, SecurityLayer, Xrdp};
use tempfile::TempDir;

/// A run and the file that it wrote.
struct Capture {
    address: SocketAddr,
    file: PathBuf,
    _folder: TempDir,
}

impl Capture {
    fn of(address: SocketAddr, options: &[&str]) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let file = folder.path().join("run.pcapng");
        let path = file.to_str().expect("a path of letters");
        let output = Check::of(address)
            .command(&[&["--json", "--pcapng", path], options].concat())
            .output()
            .expect("the program runs");
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", said(&output));
        serde_json::from_slice::<Value>(&output.stdout).expect("the report is printed all the same");
        Self {
            address,
            file,
            _folder: folder,
        }
    }

    /// How many packets a filter lets through where the port is taken for TPKT, which shows what comes before TLS.
    fn before_tls(&self, filter: &str) -> usize {
        self.as_tpkt().count(&self.file, filter)
    }

    /// How many packets a filter lets through where the port is taken for TLS with TPKT inside.
    fn inside_tls(&self, filter: &str) -> usize {
        self.as_tls().count(&self.file, filter)
    }

    fn as_tpkt(&self) -> Tshark {
        let port = self.address.port();
        Tshark::new().decode(&format!("tcp.port=={port}"), "tpkt")
    }

    fn as_tls(&self) -> Tshark {
        let port = self.address.port();
        Tshark::new()
            .decode(&format!("tcp.port=={port}"), "tls")
            .decode(&format!("tls.port=={port}"), "tpkt")
    }

    /// Asserts that the framing is flawless: nothing malformed, no wrong checksum, no gap and no repetition, and all
    /// packets between the addresses of the run.
    #[track_caller]
    fn assert_sound(&self) {
        let ip = match self.address.ip() {
            IpAddr::V4(_) => "ip",
            IpAddr::V6(_) => "ipv6",
        };
        let server = format!(
            "({ip}.addr == {} && tcp.port == {})",
            self.address.ip(),
            self.address.port()
        );
        assert!(self.before_tls(&server) > 0);
        let wrong = format!(
            "_ws.malformed || tcp.analysis.flags || tcp.checksum.status != 1 || (ip && ip.checksum.status != 1) || \
             tcp.len > 1460 || !{server}"
        );
        let found = self
            .as_tpkt()
            .fields(&self.file, &wrong, &["frame.number", "_ws.col.Info"]);
        assert!(found.is_empty(), "{found:?}");
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Messages that only somebody with the secrets can see: MCS, RDP, CredSSP.
const INSIDE: &str = "t125 || credssp || ntlmssp || rdp.clientData || tpkt";

#[test]
fn wireshark_shows_the_negotiation_and_with_the_secrets_what_follows() {
    let server = Xrdp::start(SecurityLayer::Tls);

    let closed = Capture::of(server.address, &[]);
    let open = Capture::of(server.address, &["--tls-secrets"]);

    for capture in [&closed, &open] {
        capture.assert_sound();
        // X.224 Connection Request and Confirm.
        assert_eq!(capture.before_tls("cotp.type == 0x0e && rdp.neg_type == 1"), 1);
        assert_eq!(capture.before_tls("cotp.type == 0x0d && rdp.neg_type == 2"), 1);
        assert_eq!(capture.inside_tls("tls.handshake.type == 1"), 1);
        assert_eq!(capture.before_tls("tcp.flags.syn == 1"), 2);
        assert_eq!(capture.before_tls("tcp.flags.fin == 1"), 2);
        assert_eq!(capture.before_tls("tcp.flags.reset == 1"), 0);
    }
    assert_eq!(closed.inside_tls(INSIDE), 0);
    for (what, filter) in [
        ("MCS Connect Initial", "t125.connect_initial_element"),
        ("MCS Connect Response", "t125.connect_response_element"),
        ("the client's settings", "t124.connectGCCPDU"),
        ("Client Info", "rdp.clientInfoPDU"),
        ("the server's settings", "rdp.serverData"),
        ("Confirm Active", "rdp.pduType.type == 3"),
    ] {
        assert!(open.inside_tls(filter) > 0, "{what}");
    }
    // Only what our own client sent may look odd to tshark: it misses an optional field behind the Client Info, and
    // measures the GCC request by a length that servers do not look at.
    let odd = "_ws.malformed && !(rdp.clientInfoPDU || t124.connectGCCPDU)";
    assert_eq!(open.inside_tls(odd), 0);
}

#[test]
fn no_password_is_in_a_file_that_lies_open() {
    let server = Xrdp::start(SecurityLayer::Tls);
    let capture = Capture::of(server.address, &["--tls-secrets"]);

    let client_info = capture.as_tls().fields(
        &capture.file,
        "rdp.clientInfoPDU",
        &["rdp.userName.length", "rdp.password.length", "rdp.password"],
    );

    // This is the PDU that would carry it.
    assert_eq!(client_info, [["0", "0", ""]]);
}

#[test]
fn wireshark_shows_the_ntlm_challenge_of_a_server_with_nla_only_with_the_secrets() {
    let server = Shadow::start(shadow::Security::Nla);

    let closed = Capture::of(server.address, &[]);
    let open = Capture::of(server.address, &["--tls-secrets"]);

    for capture in [&closed, &open] {
        capture.assert_sound();
        // SPNEGO, raw NTLM, TLS only.
        assert_eq!(capture.before_tls("tcp.stream == 2 && tcp.flags.syn == 1"), 2);
        assert_eq!(capture.before_tls("tcp.stream == 3"), 0);
        assert_eq!(capture.before_tls("rdp.negFailure.failureCode == 5"), 1);
    }
    assert_eq!(closed.inside_tls(INSIDE), 0);
    assert!(open.inside_tls("credssp") > 0);
    assert!(open.inside_tls("ntlmssp.messagetype == 2") > 0);
    assert_eq!(open.inside_tls("ntlmssp.messagetype == 3"), 0);
}

#[test]
fn a_run_over_ipv6_is_a_file_of_ipv6() {
    let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
    settings.address = net::free_port(net::LOOPBACK_V6);
    let server = settings.start();

    let capture = Capture::of(server.address, &["--tls-secrets"]);

    capture.assert_sound();
    assert_eq!(capture.before_tls("ip"), 0);
    assert_eq!(capture.before_tls("ipv6 && cotp.type == 0x0d"), 1);
    assert!(capture.inside_tls("t125") > 0);
}

#[test]
fn ports_that_refuse_and_ports_that_say_nothing_are_told_apart() {
    let silent = net::listen(net::own_socket());
    let silent_at = silent.local_addr().expect("a bound listener");
    let _silent = Silent::start(silent);

    let refused = Capture::of(net::own_socket(), &[]);
    let unanswered = Capture::of(silent_at, &[]);

    let flags = ["tcp.flags.syn", "tcp.flags.ack", "tcp.flags.reset"];
    let read = |capture: &Capture| capture.as_tpkt().fields(&capture.file, "tcp", &flags);
    assert_eq!(read(&refused), [["1", "0", "0"], ["0", "1", "1"]]);
    assert_eq!(read(&unanswered), [["1", "0", "0"]]);
    refused.assert_sound();
    unanswered.assert_sound();
    let comments = |capture: &Capture| {
        capture
            .as_tpkt()
            .fields(&capture.file, "frame.comment", &["frame.comment"])
    };
    assert!(comments(&refused).concat().concat().contains("port unreachable"));
    assert!(comments(&unanswered).concat().concat().contains("No answer"));
    // The system's own port, which a firewall's log names.
    for capture in [&refused, &unanswered] {
        let port = capture
            .as_tpkt()
            .fields(&capture.file, "tcp.flags.syn == 1", &["tcp.srcport"]);
        assert_ne!(port, [["49152"]]);
    }
}

#[test]
fn ends_of_a_connection_are_there_as_they_happened() {
    for (scenario, reset) in [("neg-closed-after-request", false), ("neg-reset-after-request", true)] {
        let server = Peer::playing(scenario);

        let capture = Capture::of(server.address, &[]);

        capture.assert_sound();
        // The last connection says TLS at once, which the peer does not read.
        let of_server = |flag: &str| {
            format!(
                "tcp.{flag} == 1 && tcp.stream == 0 && tcp.srcport == {}",
                server.address.port()
            )
        };
        assert_eq!(capture.before_tls(&of_server("flags.reset")) > 0, reset);
        assert_eq!(capture.before_tls(&of_server("flags.fin")) > 0, !reset);
        assert!(capture.before_tls("cotp.type == 0x0e") > 0);
    }
}

#[test]
fn a_file_that_cannot_be_written_is_answered_with_a_sentence_and_nothing_half_is_left() {
    let folder = TempDir::new().expect("a temporary folder");
    let target = net::own_socket().to_string();
    let path = |name: &str| folder.path().join(name).to_str().expect("a path of letters").to_owned();
    let (there, nowhere, large) = (path("there.pcapng"), path("missing/run.pcapng"), path("large.pcapng"));
    fs::write(&there, "mine").expect("own folder");
    let check = |arguments: &[&str]| {
        Check::of(&target)
            .command(arguments)
            .output()
            .expect("the program runs")
    };

    let exists = check(&["--pcapng", &there]);
    let missing = check(&["--pcapng", &nowhere]);
    let alone = check(&["--tls-secrets"]);
    // A system that is full, as far as this process goes.
    let full = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\""])
        .arg(rdptrace::binary())
        .args(["check", &target, "--pcapng", &large])
        .output()
        .expect("a shell");

    for (output, said_of) in [
        (&exists, "already exists and won't be overwritten"),
        (&missing, "can't write the file"),
        (&alone, "--pcapng"),
        (&full, "can't write the file"),
    ] {
        assert_eq!(output.status.code(), Some(2), "{}", said(output));
        assert!(said(output).contains(said_of), "{}", said(output));
    }
    assert!(exists.stdout.is_empty() && missing.stdout.is_empty());
    assert!(!full.stdout.is_empty(), "the result is printed before");
    assert_eq!(fs::read_to_string(&there).expect("own file"), "mine");
    assert!(!PathBuf::from(large).exists());
}

/// What `rdptrace explain` says of a file.
fn explained(file: &Path) -> Value {
    let output = Command::new(rdptrace::binary())
        .args(["explain", "--json"])
        .arg(file)
        .output()
        .expect("the program runs");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", said(&output)))
}

/// The outcome of each step of a connection in a file, by name.
fn outcomes(connection: &Value) -> Vec<(String, String)> {
    let stages = connection.pointer("/check/stages").and_then(Value::as_array);
    let stages = stages.expect("stages");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    stages
        .iter()
        .map(|stage| (text(&stage["stage"]), text(&stage["outcome"])))
        .collect()
}

#[test]
fn a_recorded_run_reads_as_the_run_told_it_and_without_secrets_up_to_tls() {
    let server = Xrdp::start(SecurityLayer::Tls);
    let closed = Capture::of(server.address, &[]);
    let open = Capture::of(server.address, &["--tls-secrets"]);

    let (closed, open) = (explained(&closed.file), explained(&open.file));

    for told in [&closed, &open] {
        assert_eq!((&told["kind"], &told["damaged"]), (&"capture".into(), &false.into()));
        assert_eq!(told["connections"][0]["server"], server.address.to_string());
    }
    assert_eq!(open["connections"][0]["seen"], "everything");
    for (stage, outcome) in outcomes(&open["connections"][0]) {
        assert_eq!(outcome, "passed", "{stage}");
    }
    let facts = |told: &Value, stage: usize| told["connections"][0]["check"]["stages"][stage]["facts"].clone();
    assert!(facts(&open, 3)["certificates"][0]["subject"].is_string(), "{open}");
    assert_eq!(closed["connections"][0]["seen"], "up_to_tls");
    for (place, (stage, outcome)) in outcomes(&closed["connections"][0]).into_iter().enumerate() {
        let expected = if place < 4 { "passed" } else { "not_checked" };
        assert_eq!(outcome, expected, "{stage}");
    }
    assert_eq!(facts(&closed, 3)["version"], facts(&open, 3)["version"]);
}

#[test]
fn a_recorded_challenge_is_read_with_the_secrets() {
    let server = Shadow::start(shadow::Security::Nla);
    let open = Capture::of(server.address, &["--tls-secrets"]);

    let told = explained(&open.file);

    let challenge = &told["connections"][0]["check"]["stages"][4]["facts"]["challenge"];
    assert!(challenge["computer"].is_string(), "{told}");
    // The computer's answer to a client without NLA.
    let refused = told["connections"]
        .as_array()
        .expect("connections")
        .iter()
        .any(|connection| connection["check"]["stages"][2]["failure"]["code"] == 5);
    assert!(refused, "{told}");
}
