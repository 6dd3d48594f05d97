//! rdptrace.exe under wine, beside the program of this machine: the same servers, the same outcomes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::{fs, thread};

use fixtures::dns::Resolver;
use fixtures::http::Client;
use fixtures::net;
use suite::filtered::assert_told_whose_network_it_is;
use suite::rdptrace::{Check, Run};
use suite::shadow::{Security, Shadow};
use suite::triangle::Places;
use suite::wine::Wine;
use suite::xrdp::{SecurityLayer, Xrdp};
use tempfile::TempDir;
use wire::{Outcome, Stage};

/// Both programs check `check`: their outcomes, first findings and exit codes are the same.
#[track_caller]
fn assert_alike(wine: &Wine, check: &Check) -> Run {
    let (here, there) = (check.run(), wine.run(check));

    assert_eq!(
        there.report.outcomes(),
        here.report.outcomes(),
        "{}",
        there.report.summary
    );
    assert_eq!(there.report.first_finding(), here.report.first_finding());
    assert_eq!(there.code, here.code);
    there
}

#[test]
fn exe_finds_a_closed_port_a_silent_server_and_an_unknown_name_as_linux_does() {
    let wine = Wine::start();

    let closed = assert_alike(&wine, &Check::of(net::own_socket()));

    assert_eq!(closed.report.stage(Stage::Connect).outcome, Outcome::Failed);

    let silent = TcpListener::bind((net::own_address(), 0)).unwrap();
    let silent = assert_alike(&wine, &Check::of(silent.local_addr().unwrap()));
    assert_eq!(silent.report.stage(Stage::Negotiate).outcome, Outcome::Silent);

    let resolver = Resolver::start([]);
    let unknown = assert_alike(&wine, &Check::of("nobody.example").resolver(resolver.address));
    assert_eq!(unknown.report.stage(Stage::Resolve).outcome, Outcome::Failed);
}

#[test]
fn exe_gets_as_far_with_xrdp_as_linux_does() {
    let (wine, server) = (Wine::start(), Xrdp::start(SecurityLayer::Tls));

    let run = assert_alike(&wine, &Check::of(server.address));

    assert_eq!(run.report.first_finding(), "RDP-DSK-002");
}

#[test]
fn exe_gets_as_far_with_network_level_authentication_as_linux_does() {
    let (wine, server) = (Wine::start(), Shadow::start(Security::Nla));

    assert_alike(&wine, &Check::of(server.address));
}

/// A Windows that has a network of its own: wine makes connections where it was started first.
#[test]
fn exe_behind_a_filter_and_the_server_tell_together_whose_network_it_is() {
    let places = Places::new();
    let wine = places.at_home(Wine::start);

    assert_told_whose_network_it_is(&places, |arguments| wine.runs(arguments));
}

#[test]
fn exe_goes_through_the_proxy_of_windows_settings_and_says_where_these_name_a_script() {
    const SETTINGS: &str = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";
    let wine = Wine::start();
    let proxy = TcpListener::bind((net::own_address(), 0)).unwrap();
    let address = proxy.local_addr().unwrap();
    let answer = || wine.runs(&["answer", "https://rdptrace.invalid/?ask=Bx8i"]);
    wine.sets(
        SETTINGS,
        "ProxyServer",
        "REG_SZ",
        &format!("http=192.0.2.1:1;https={address}"),
    );
    wine.sets(SETTINGS, "ProxyEnable", "REG_DWORD", "1");
    let asked = thread::spawn(move || {
        let mut client = BufReader::new(proxy.accept().unwrap().0);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(client.read_line(&mut head).unwrap(), 0, "no whole head: {head}");
        }
        client.get_mut().write_all(b"HTTP/1.1 503 No\r\n\r\n").unwrap();
        // Closed first, with something unread, the connection would be reset before the answer is read.
        let _ = client.read_to_end(&mut Vec::new());
        head
    });

    let through = answer();

    let said = String::from_utf8_lossy(&through.stderr);
    assert!(
        !through.status.success() && said.contains("the proxy doesn't connect to it"),
        "{said}"
    );
    assert!(asked.join().unwrap().starts_with("CONNECT rdptrace.invalid:443 "));

    wine.sets(SETTINGS, "ProxyEnable", "REG_DWORD", "0");
    wine.sets(SETTINGS, "AutoConfigURL", "REG_SZ", "http://192.0.2.1/proxy.pac");
    let said = String::from_utf8_lossy(&answer().stderr).into_owned();
    assert!(said.contains("a script, which isn't read here"), "{said}");
}

/// Windows comes with this switched on, so nothing is said of it where all is well.
#[test]
fn exe_says_that_it_detects_no_proxy_where_the_server_is_not_reached() {
    const CONNECTIONS: &str = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections";
    let wine = Wine::start();
    wine.sets(
        CONNECTIONS,
        "DefaultConnectionSettings",
        "REG_BINARY",
        "460000000100000009000000",
    );

    let answered = wine.runs(&["answer", "https://rdptrace.invalid/?ask=Bx8i"]);

    let said = String::from_utf8_lossy(&answered.stderr);
    assert!(said.contains("(WPAD)") && said.contains("HTTPS_PROXY"), "{said}");

    wine.says(&["agent", "key", "--key-file", r"C:\agent.key"]);
    let who = ["--relay", "https://rdptrace.invalid", "--name", "branch-7"];
    let what = ["--key-file", r"C:\agent.key", "--allow", "10.7.0.0/16"];
    let agent = wine.program(&[&["agent"], &who[..], &what].concat());
    agent.await_line("it's told", |line| line.contains("(WPAD)").then_some(()));
}

/// As far as wine knows tasks: it takes them in, and does not start any. Who may read and change what, it keeps no account of.
#[test]
fn exe_has_windows_start_its_agent_with_settings_that_nobody_else_can_change() {
    let wine = Wine::start();
    let folder = TempDir::new().unwrap();
    let config = folder.path().join("branch.toml");
    fs::write(&config, "dns_server = \"192.0.2.53:53\"\n").unwrap();
    let work = ["--relay", "https://rdptrace.example.org", "--name", "branch-7"];
    let allowed = ["--allow", "*.corp.example in 10.7.0.0/16"];
    let config = format!("Z:{}", config.display());
    let before = ["--config", &config, "agent", "install"];
    let arguments = before.iter().chain(&work).chain(&allowed);

    let said = wine.says(&arguments.copied().collect::<Vec<_>>());

    assert!(said.starts_with("key = \"ed25519:"), "{said}");
    assert!(
        said.contains(r"C:\Program Files\rdptrace\agent\rdptrace.toml"),
        "{said}"
    );
    // wine writes down what it understands of it, which is little.
    assert!(wine.drive().join("windows/system32/tasks/rdptrace-agent").is_file());
    let programs = wine.drive().join("Program Files/rdptrace");
    let task = fs::read(programs.join("agent/agent.xml")).unwrap();
    let units: Vec<u16> = task
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    let task = String::from_utf16(&units).unwrap();
    for part in [
        "S-1-5-19",
        "\"*.corp.example in 10.7.0.0/16\"",
        r#"--config "C:\Program Files\rdptrace\agent\rdptrace.toml""#,
        r#"--key-file "C:\Program Files\rdptrace\agent\agent.key""#,
    ] {
        assert!(task.contains(part), "{part}: {task}");
    }
    let settings = fs::read_to_string(programs.join("agent/rdptrace.toml")).unwrap();
    assert_eq!(settings, "dns_server = \"192.0.2.53:53\"\n");
    assert!(programs.join("rdptrace.exe").is_file() && programs.join("agent/agent.key").is_file());
    assert!(!wine.drive().join("ProgramData/rdptrace").exists());
}

#[test]
fn exe_serves_its_page_and_keeps_results_where_windows_keeps_what_programs_keep() {
    let wine = Wine::start();
    let program = wine.program(&["serve", "--listen", "127.0.0.1:0"]);
    let url = program.await_line("it says where it listens", |line| {
        line.strip_prefix("rdptrace listens on ")
            .map(|url| url.trim_end().to_owned())
    });

    let client = Client::of(url.trim_end_matches('/'));

    assert_eq!(client.get("/healthz").status, 200);
    assert_eq!(client.get("/readyz").status, 200);
    assert!(wine.local_app_data().join("rdptrace/results.db").is_file());
}
