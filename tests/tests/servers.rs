//! The built program against real servers, real names and real networks.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::thread;
use std::time::Duration;

use fixtures::certificate::Quality;
use fixtures::clock;
use fixtures::dns::{Answer, Resolver};
use fixtures::net;
use nix::sys::signal::Signal;
use serde_json::{Value, json};
use suite::expectation::{assert_breaks, beyond_limits};
use suite::ironrdp::{self, IronRdp};
use suite::measure::Sample;
use suite::netns::{Fault, Network};
use suite::peer::{ClientEnd, Peer};
use suite::program::Program;
use suite::rdptrace::{self, Check, Run, facts};
use suite::shadow::{self, Shadow};
use suite::triangle::Places;
use suite::truth::tools::Bench;
use suite::xrdp::{self, Key, SecurityLayer, Xrdp};
use wire::{LegKind, NotChecked, Outcome, Stage};

/// The facts of a stage, by their names in the report.
fn fact(run: &Run, stage: Stage, name: &str) -> Value {
    facts(run.report.stage(stage)).get(name).cloned().unwrap_or(Value::Null)
}

/// Asserts what holds for every run, and the outcomes: `passed` up to `last`, and `behind` from there on.
#[track_caller]
fn assert_ends(run: &Run, last: Stage, behind: Outcome) {
    assert_eq!(beyond_limits(run), [""; 0]);
    for (stage, outcome) in run.report.outcomes() {
        let expected = if stage <= last { Outcome::Passed } else { behind };
        assert_eq!(outcome, expected, "{}: {}", stage.name(), run.report.summary);
    }
    assert!(run.report.connections.len() <= 4, "{:?}", run.report.connections);
}

/// The gateway of the scenarios speaks as the specification says: a client that knows real ones gets as far as its refusal.
#[test]
fn freerdps_client_takes_the_scripted_gateway_for_one() {
    let gateway = Peer::playing("gateway-lets-sign-in");

    let said = Bench::start().freerdp_through(gateway.address).text;

    assert!(said.contains("E_PROXY_NAP_ACCESSDENIED"), "{said}");
}

/// It checks the password and the channel binding, and so does what signs in here.
#[test]
fn freerdps_client_signs_in_to_the_scripted_gateway_up_to_each_policy() {
    let bench = Bench::start();
    for (scenario, wanted) in [
        ("gateway-account/connection-policy", "E_PROXY_NAP_ACCESSDENIED"),
        ("gateway-account/resource-policy", "E_PROXY_RAP_ACCESSDENIED"),
    ] {
        let gateway = Peer::playing(scenario);

        let said = bench.freerdp_through(gateway.address).text;

        assert!(said.contains(wanted), "{scenario}: {said}");
    }
}

#[test]
fn freerdps_client_speaks_to_a_computer_through_the_scripted_gateway() {
    let gateway = Peer::playing("gateway-goes-through/opens");

    let said = Bench::start().freerdp_through(gateway.address).text;

    assert!(said.contains("HYBRID_REQUIRED_BY_SERVER"), "{said}");
}

#[test]
fn xrdp_with_tls_passes_to_the_first_picture_and_is_left_politely() {
    let server = Xrdp::start(SecurityLayer::Tls);

    let run = Check::of(server.address).run();

    assert_ends(&run, Stage::Stay, Outcome::Passed);
    assert_eq!(run.report.first_finding(), "RDP-DSK-002");
    assert_eq!(fact(&run, Stage::Negotiate, "requested"), json!(0x0b));
    assert_eq!(fact(&run, Stage::Negotiate, "selected"), json!(1));
    assert_eq!(fact(&run, Stage::Secure, "version"), json!(0x0304));
    assert_eq!(fact(&run, Stage::Secure, "name_matches"), json!(true));
    assert_eq!(fact(&run, Stage::Authenticate, "nla"), json!("not_used"));
    assert_eq!(fact(&run, Stage::License, "status"), json!(7));
    assert!(fact(&run, Stage::Stay, "held_ms").as_f64() >= Some(2900.0));
    let connections = &run.report.connections;
    assert_eq!(connections.len(), 1);
    assert!(connections.iter().all(|connection| connection.kernel.is_some()));
    // xrdp notes an MCS disconnect, which precedes the end of the stream.
    server.program.await_line("the client has said goodbye", |line| {
        line.contains("Received disconnection request").then_some(())
    });
    let visits = server
        .program
        .lines()
        .into_iter()
        .filter(|line| line.contains("connection received from"));
    assert_eq!(visits.count(), 1);
}

#[test]
fn xrdp_that_negotiates_is_asked_for_tls_and_gives_it() {
    let server = Xrdp::start(SecurityLayer::Negotiate);

    let run = Check::of(server.address).run();

    assert_ends(&run, Stage::Stay, Outcome::Passed);
    assert_eq!(fact(&run, Stage::Negotiate, "selected"), json!(1));
}

#[test]
fn xrdp_on_ipv6_is_reached_by_its_address() {
    let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
    settings.address = net::free_port(net::LOOPBACK_V6);
    let server = settings.start();

    let run = Check::of(server.address).run();

    assert_ends(&run, Stage::Stay, Outcome::Passed);
    assert_eq!(fact(&run, Stage::Connect, "used"), json!(server.address));
}

#[test]
fn legacy_security_is_named_with_the_encryption_that_the_server_told() {
    for (crypt_level, method, level) in [("high", 2, 3), ("low", 1, 1)] {
        let mut settings = xrdp::Settings::new(SecurityLayer::Rdp);
        settings.crypt_level = crypt_level;
        let server = settings.start();

        let run = Check::of(server.address).run();

        assert_ends(&run, Stage::Settings, Outcome::NotChecked);
        assert_eq!(run.report.first_finding(), "RDP-NEG-025");
        assert_eq!(
            fact(&run, Stage::Secure, "standard"),
            json!({ "method": method, "level": level })
        );
        let reason = run.report.stage(Stage::Stay).not_checked;
        assert_eq!(reason, Some(NotChecked::LegacySecurity));
    }
}

#[test]
fn bad_certificates_of_a_server_that_works_are_the_first_finding() {
    for (certificate, finding) in [
        (Quality::Expired, "RDP-TLS-021"),
        (Quality::NotYetValid, "RDP-TLS-022"),
        (Quality::WrongName, "RDP-TLS-027"),
    ] {
        let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
        settings.certificate = certificate;
        let server = settings.start();

        let run = Check::of(server.address).run();

        assert_ends(&run, Stage::Stay, Outcome::Passed);
        assert_eq!(run.report.first_finding(), finding);
    }
}

#[test]
fn a_key_that_xrdp_cannot_use_breaks_tls_or_brings_legacy_security() {
    let mut unusable = xrdp::Settings::new(SecurityLayer::Tls);
    unusable.key = Key::Unusable;
    let unusable = unusable.start();
    let mut missing = xrdp::Settings::new(SecurityLayer::Negotiate);
    missing.key = Key::Missing;
    let missing = missing.start();

    let broken = Check::of(unusable.address).run();
    let legacy = Check::of(missing.address).run();

    // It selects TLS all the same, and answers the ClientHello in clear.
    assert_breaks(&broken, Stage::Secure, Outcome::Failed, "RDP-TLS-011");
    assert_ends(&legacy, Stage::Settings, Outcome::NotChecked);
    assert_eq!(legacy.report.first_finding(), "RDP-NEG-025");
}

#[test]
fn a_server_with_old_tls_only_is_told_from_one_without_tls() {
    let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
    settings.tls_version = Some("TLSv1");
    let server = settings.start();

    let run = Check::of(server.address).run();

    assert_breaks(&run, Stage::Secure, Outcome::Failed, "RDP-TLS-001");
    let hellos = fact(&run, Stage::Secure, "hellos");
    let answers = hellos.as_array().map_or(&[][..], Vec::as_slice).iter();
    let answered: Vec<_> = answers
        .map(|hello| (hello["offered"].as_u64(), hello["answer"]["version"].as_u64()))
        .collect();
    // Whatever it is offered, it picks the one that it has.
    let expected = [0x0303, 0x0302, 0x0301].map(|offered| (Some(offered), Some(0x0301)));
    assert_eq!(answered, expected, "{hellos}");
}

#[test]
fn shadow_with_nla_tells_its_name_and_that_the_rest_needs_a_password() {
    let server = Shadow::start(shadow::Security::Nla);

    let run = Check::of(server.address).run();

    assert_ends(&run, Stage::Authenticate, Outcome::NotChecked);
    assert_eq!(fact(&run, Stage::Negotiate, "selected"), json!(2));
    assert_eq!(fact(&run, Stage::Authenticate, "nla"), json!("required"));
    assert_eq!(fact(&run, Stage::Authenticate, "tls_only_failure"), json!(5));
    assert_eq!(fact(&run, Stage::Authenticate, "token"), json!("raw_ntlm"));
    assert_eq!(fact(&run, Stage::Authenticate, "raw_ntlm_only"), json!(true));
    let challenge = fact(&run, Stage::Authenticate, "challenge");
    let named = |name: &str| {
        challenge
            .get(name)
            .and_then(Value::as_str)
            .is_some_and(|name| !name.is_empty())
    };
    assert!(named("computer"), "{challenge}");
    assert!(challenge.get("version").is_some_and(Value::is_array), "{challenge}");
    let clock = challenge.get("clock_offset_ms").and_then(Value::as_i64);
    assert!(clock.is_some_and(|offset| offset.abs() < 2000), "{challenge}");
    assert_eq!(
        run.report.stage(Stage::Settings).not_checked,
        Some(NotChecked::NeedsPassword)
    );
    // Raw NTLM, SPNEGO, TLS only.
    assert_eq!(run.report.connections.len(), 3);
    assert_eq!(run.report.first_finding(), "RDP-NLA-025");
}

#[test]
fn shadow_with_tls_passes_to_the_first_picture() {
    let server = Shadow::start(shadow::Security::Tls);

    let run = Check::of(server.address).run();

    assert_ends(&run, Stage::Stay, Outcome::Passed);
    assert_eq!(fact(&run, Stage::Negotiate, "selected"), json!(1));
}

#[test]
fn ironrdp_with_tls_passes_to_the_first_picture() {
    let server = IronRdp::start(ironrdp::Security::Tls);

    let run = Check::of(server.address).run();

    assert_ends(&run, Stage::Stay, Outcome::Passed);
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn ironrdp_with_nla_is_asked_as_far_as_its_challenge() {
    let server = IronRdp::start(ironrdp::Security::Hybrid);

    let run = Check::of(server.address).run();

    assert_ends(&run, Stage::Authenticate, Outcome::NotChecked);
    assert_eq!(fact(&run, Stage::Negotiate, "selected"), json!(8));
    assert_eq!(fact(&run, Stage::Authenticate, "nla"), json!("required"));
    // It closes without a word where Windows would send failure 5.
    assert_eq!(fact(&run, Stage::Authenticate, "tls_only_end"), json!("closed"));
}

#[test]
fn a_name_leads_over_ipv6_where_only_that_works() {
    let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
    settings.address = net::free_port(net::LOOPBACK_V6);
    let server = settings.start();
    let addresses = vec![net::LOOPBACK_V6, net::own_address()];
    let resolver = Resolver::start([("pc.example.test", Answer::Addresses(addresses.clone()))]);

    let run = Check::of(format!("pc.example.test:{}", server.address.port()))
        .resolver(resolver.address)
        .run();

    assert_ends(&run, Stage::Stay, Outcome::Passed);
    assert_eq!(fact(&run, Stage::Connect, "used"), json!(server.address));
    let found = fact(&run, Stage::Resolve, "addresses");
    assert_eq!(found.as_array().map(Vec::len), Some(2), "{found}");
}

#[test]
fn names_that_do_not_lead_anywhere_say_why() {
    let resolver = Resolver::start([
        ("empty.example.test", Answer::NoData),
        ("broken.example.test", Answer::ServerFailure),
        ("closed.example.test", Answer::Refused),
    ]);
    for (name, finding) in [
        ("nobody.example.test", "RDP-DNS-002"),
        ("empty.example.test", "RDP-DNS-003"),
        ("broken.example.test", "RDP-DNS-004"),
        ("closed.example.test", "RDP-DNS-005"),
    ] {
        let run = Check::of(name).resolver(resolver.address).run();

        assert_breaks(&run, Stage::Resolve, Outcome::Failed, finding);
        assert!(run.report.connections.is_empty());
    }
}

#[test]
fn aliases_that_lead_nowhere_are_told_from_names_that_do_not_exist() {
    let alias = |target: &str| Answer::Alias(vec![target.to_owned()], Vec::new());
    let resolver = Resolver::start([
        ("self.example.test", alias("self.example.test")),
        ("ring.example.test", alias("ring-b.example.test")),
        ("ring-b.example.test", alias("ring.example.test")),
        ("late.example.test", alias("ring.example.test")),
        ("renamed.example.test", alias("gone.example.test")),
        ("gone.example.test", Answer::NoSuchName),
        ("bare.example.test", alias("empty.example.test")),
        ("empty.example.test", Answer::NoData),
    ]);
    for (name, finding) in [
        ("self.example.test", "RDP-DNS-015"),
        ("ring.example.test", "RDP-DNS-015"),
        ("late.example.test", "RDP-DNS-015"),
        ("renamed.example.test", "RDP-DNS-016"),
        ("bare.example.test", "RDP-DNS-003"),
    ] {
        let run = Check::of(name).resolver(resolver.address).run();

        assert_breaks(&run, Stage::Resolve, Outcome::Failed, finding);
        let aliases = fact(&run, Stage::Resolve, "aliases");
        assert!(aliases.as_array().is_some_and(|it| !it.is_empty()), "{name}: {aliases}");
    }
}

#[test]
fn addresses_that_no_computer_has_are_named_as_such() {
    let listener = TcpListener::bind((net::own_address(), 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let leads_to = |addresses: &[&str]| Answer::Addresses(addresses.iter().map(|it| it.parse().unwrap()).collect());
    let resolver = Resolver::start([
        ("blocked.example.test", leads_to(&["0.0.0.0"])),
        ("blocked-both.example.test", leads_to(&["0.0.0.0", "::"])),
        ("this-network.example.test", leads_to(&["0.0.0.1"])),
        ("group.example.test", leads_to(&["224.0.0.5"])),
        ("group-six.example.test", leads_to(&["ff02::1"])),
        ("reserved.example.test", leads_to(&["240.0.0.1"])),
        ("broadcast.example.test", leads_to(&["255.255.255.255"])),
        ("link.example.test", leads_to(&["fe80::1"])),
    ]);
    for (target, finding) in [
        ("blocked.example.test", "RDP-DNS-014"),
        ("blocked-both.example.test", "RDP-DNS-014"),
        ("this-network.example.test", "RDP-DNS-014"),
        ("group.example.test", "RDP-DNS-014"),
        ("group-six.example.test", "RDP-DNS-014"),
        ("reserved.example.test", "RDP-DNS-014"),
        ("broadcast.example.test", "RDP-DNS-014"),
        ("0.0.0.0", "RDP-TCP-021"),
        ("[::]", "RDP-TCP-021"),
        ("224.0.0.5", "RDP-TCP-021"),
        ("link.example.test", "RDP-TCP-022"),
        ("[fe80::1]", "RDP-TCP-022"),
    ] {
        let run = Check::of(format!("{target}:{port}")).resolver(resolver.address).run();

        assert_breaks(&run, Stage::Connect, Outcome::Failed, finding);
    }
}

#[test]
fn sixteenth_address_is_tried_as_well() {
    let server = xrdp::Settings::new(SecurityLayer::Tls).start();
    let mut addresses: Vec<IpAddr> = (1..16).map(|last| Ipv4Addr::new(127, 250, 250, last).into()).collect();
    addresses.push(server.address.ip());
    let resolver = Resolver::start([("pc.example.test", Answer::Addresses(addresses))]);

    let run = Check::of(format!("pc.example.test:{}", server.address.port()))
        .resolver(resolver.address)
        .run();

    assert_eq!(fact(&run, Stage::Connect, "used"), json!(server.address));
}

#[test]
fn an_answer_too_long_for_a_datagram_is_fetched_over_tcp() {
    let closed = net::own_socket();
    let resolver = Resolver::start([("pc.example.test", Answer::TooLongForUdp(vec![closed.ip()]))]);

    let run = Check::of(format!("pc.example.test:{}", closed.port()))
        .resolver(resolver.address)
        .run();

    assert_breaks(&run, Stage::Connect, Outcome::Failed, "RDP-TCP-001");
}

#[test]
fn a_resolver_that_fails_once_is_believed_the_second_time() {
    let closed = net::own_socket();
    let resolver = Resolver::start([("pc.example.test", Answer::Flapping(vec![closed.ip()]))]);
    let check = Check::of(format!("pc.example.test:{}", closed.port())).resolver(resolver.address);

    let (first, second) = (check.run(), check.run());

    assert_breaks(&first, Stage::Resolve, Outcome::Failed, "RDP-DNS-004");
    assert_breaks(&second, Stage::Connect, Outcome::Failed, "RDP-TCP-001");
}

#[test]
fn what_a_network_does_to_a_connection_request_is_told_apart() {
    let network = Network::new();
    let faults = [
        (Fault::Drop, Outcome::Silent, "silent", "RDP-TCP-002"),
        (Fault::Reset, Outcome::Failed, "refused", "RDP-TCP-001"),
        (Fault::PortUnreachable, Outcome::Failed, "refused", "RDP-TCP-001"),
        (Fault::Prohibited, Outcome::Failed, "unreachable", "RDP-TCP-003"),
        (Fault::HostUnreachable, Outcome::Failed, "unreachable", "RDP-TCP-003"),
        (Fault::NetworkUnreachable, Outcome::Failed, "unreachable", "RDP-TCP-004"),
    ];
    for ((fault, ..), port) in faults.iter().zip(FIRST_PORT..) {
        network.breaks(port, *fault);
    }

    thread::scope(|scope| {
        for ((fault, outcome, dialed, finding), port) in faults.into_iter().zip(FIRST_PORT..) {
            let network = &network;
            scope.spawn(move || {
                let run = Check::of(SocketAddr::new(network.server_address, port))
                    .namespace(&network.client)
                    .run();
                assert_breaks(&run, Stage::Connect, outcome, finding);
                let dials = fact(&run, Stage::Connect, "dials");
                let found = dials.pointer("/0/dialed/result").and_then(Value::as_str);
                assert_eq!(found, Some(dialed), "{fault:?}: {dials}");
                let by = dials.pointer("/0/dialed/by").and_then(Value::as_str);
                let itself = network.server_address.to_string();
                let told = (dialed == "unreachable").then_some(itself.as_str());
                assert_eq!(by, told, "{fault:?}: {dials}");
            });
        }
    });
}

#[test]
fn a_router_on_the_way_that_says_there_is_none_is_named() {
    let places = Places::new();
    // The other network is one that stands in examples only, which says more than that there is no way to it.
    for (network, address, finding) in [
        ("10.251.9.0/24", "10.251.9.7", "RDP-TCP-003"),
        ("198.51.100.0/24", "198.51.100.7", "RDP-TCP-024"),
    ] {
        places.leads_nowhere(network);

        let run = Check::of(address).namespace(&places.home).run();

        assert_breaks(&run, Stage::Connect, Outcome::Failed, finding);
        let by = fact(&run, Stage::Connect, "dials").pointer("/0/dialed/by").cloned();
        assert_eq!(by, Some(places.relay_address().to_string().into()), "{address}");
    }
}

#[test]
fn a_filter_that_stops_tls_is_seen_at_tls() {
    let network = Network::new();
    let server = |port| {
        let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
        settings.address = SocketAddr::new(network.server_address, port);
        settings.namespace = Some(network.server.clone());
        settings.start()
    };
    let (dropping, resetting) = (server(FIRST_PORT), server(FIRST_PORT + 1));
    network.breaks(dropping.address.port(), Fault::DropClientHello);
    network.breaks(resetting.address.port(), Fault::ResetClientHello);
    let check = |server: &Xrdp| Check::of(server.address).namespace(&network.client).run();

    let (dropped, reset) = thread::scope(|scope| {
        let dropped = scope.spawn(|| check(&dropping));
        let reset = check(&resetting);
        (dropped.join().expect("the check ends"), reset)
    });

    // The kernel's own count of what it sent again tells a path that swallows from a server that thinks.
    assert_breaks(&dropped, Stage::Secure, Outcome::Silent, "RDP-NET-001");
    assert_breaks(&reset, Stage::Secure, Outcome::Failed, "RDP-TLS-003");
}

#[test]
fn a_check_behind_a_pipe_prints_a_line_per_stage_and_then_the_verdict() {
    let closed = net::own_socket();

    let sample = Sample::of(Check::of(closed).command(&[]));

    assert_eq!(sample.code, Some(1));
    let mut lines = sample.lines.iter().map(|(_, line)| line.as_str());
    for stage in [Stage::Resolve, Stage::Connect] {
        let line = lines.next().unwrap_or_default();
        let named = line.to_lowercase().starts_with(stage.name());
        assert!(named, "{line:?} is not about {}", stage.name());
    }
    // Those that were left out for the same reason share a line.
    let last = LegKind::ToComputer.stages().count();
    let folded = lines.next().unwrap_or_default();
    assert!(folded.starts_with(&format!("steps 3-{last} ")), "{folded:?}");
    let rest: Vec<&str> = lines.collect();
    assert!(rest.iter().any(|line| line.starts_with("RDP-TCP-001")), "{rest:#?}");
    assert!(rest.iter().all(|line| !line.contains('\u{1b}')), "{rest:#?}");
}

#[test]
fn an_interrupted_check_hangs_up_at_once() {
    let server = Peer::playing("neg-silent");
    let binary = rdptrace::binary();
    let mut program = Program::start(&binary.to_string_lossy(), |command| {
        command.args(["check", &server.address.to_string()]);
    });
    program.await_line("it is connected", |line| line.starts_with("Connect").then_some(()));

    let begun = clock::now();
    let status = program.stop(Signal::SIGINT);

    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert_eq!(status.code(), Some(130));
    assert!(server.ends_within(Duration::from_secs(1)));
    assert_eq!(server.seen().last().and_then(|seen| seen.end), Some(ClientEnd::Fin));
}

#[test]
fn bad_input_is_answered_with_a_sentence_and_code_2() {
    for (target, said) in [
        ("pc:70000", "70000"),
        ("rdp://pc", "pc"),
        ("my pc", "space"),
        ("anna@pc", "pc"),
        ("300.1.1.1", "address"),
    ] {
        let output = Check::of(target)
            .command(&["--json"])
            .output()
            .expect("the program runs");

        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{target}: {stderr}");
        assert!(
            stderr.contains(said) && !stderr.contains("panicked"),
            "{target}: {stderr}"
        );
        assert!(output.stdout.is_empty(), "{target}");
    }
}

#[test]
fn metadata_addresses_are_refused_with_code_3() {
    let metadata = IpAddr::V4(Ipv4Addr::new(169, 254, 169, 254));
    let resolver = Resolver::start([("inside.example.test", Answer::Addresses(vec![metadata]))]);

    let literal = Check::of(metadata)
        .command(&["--json"])
        .output()
        .expect("the program runs");
    let named = Check::of("inside.example.test")
        .resolver(resolver.address)
        .command(&["--json"])
        .output()
        .expect("the program runs");

    assert_eq!(
        literal.status.code(),
        Some(3),
        "{}",
        String::from_utf8_lossy(&literal.stderr)
    );
    assert_eq!(
        named.status.code(),
        Some(3),
        "{}",
        String::from_utf8_lossy(&named.stderr)
    );
}

/// Inside a namespace of its own every port is free.
const FIRST_PORT: u16 = 3389;
