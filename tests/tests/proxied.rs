//! The relay behind a real nginx: as it is set up by who thinks of nothing, as the examples say, below a path, and with
//! people who are signed in.

use std::fs;
use std::future::Future;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;

use fixtures::net;
use suite::live::Live;
use suite::nginx::Nginx;
use suite::rdptrace::Relay;
use tempfile::TempDir;
use wire::{Outcome, ServerMessage, Stage};

/// The name under which people reach it in the examples.
const HOST: &str = "rdptrace.example.org";
const ORIGIN: &str = "https://rdptrace.example.org";
/// What of TLS stands in the examples, which these tests leave out.
const TLS: [&str; 4] = [
    "listen 443 ssl;",
    "listen [::]:443 ssl;",
    "ssl_certificate ",
    "ssl_certificate_key ",
];

/// A relay, and nginx before it.
struct Site {
    nginx: SocketAddr,
    relay: Relay,
    _running: Nginx,
    _folder: TempDir,
}

impl Site {
    /// A relay with these settings, behind what `servers` says of both addresses.
    fn open(settings: &str, servers: impl FnOnce(SocketAddr, &str) -> String) -> Self {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join("rdptrace.toml");
        fs::write(&file, settings).expect("our own folder");
        let relay = Relay::start_with(|command| {
            command.arg("--config").arg(&file);
        });
        let nginx = net::own_socket();
        let servers = servers(nginx, relay.authority());
        Self {
            _running: Nginx::start(nginx, |_| servers),
            nginx,
            relay,
            _folder: folder,
        }
    }

    /// Opens the WebSocket through nginx as a page of `own`, the relay's own address, does; the status where it is refused.
    fn knock(&self, own: &str) -> Result<Live, u16> {
        let (url, origin) = (format!("ws://{own}/api/check"), format!("http://{own}"));
        wait(Live::knock(self.nginx, &url, &[("origin", &origin)]))
    }

    /// What nginx answers to a request of `method` for `path` with these lines; with a form where it is a POST.
    fn ask(&self, method: &str, path: &str, host: &str, lines: &[&str], form: &str) -> Answer {
        let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let length = form.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{lines}{kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        let mut stream = TcpStream::connect(self.nginx).expect("nginx listens");
        stream.write_all(head.as_bytes()).expect("nginx reads");
        stream.write_all(form.as_bytes()).expect("nginx reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("nginx answers");
        Answer(String::from_utf8_lossy(&answer).into_owned())
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, HOST, &[], "")
    }

    async fn page(&self, base: &str, headers: &[(&'static str, &str)]) -> Result<Live, u16> {
        let headers = [&[("origin", ORIGIN)], headers].concat();
        Live::knock(self.nginx, &format!("ws://{HOST}{base}/api/check"), &headers).await
    }
}

struct Answer(String);

impl Answer {
    fn status(&self) -> u16 {
        let status = self.0.split(' ').nth(1).and_then(|status| status.parse().ok());
        status.unwrap_or_else(|| panic!("no answer: {}", self.0))
    }

    fn header(&self, name: &str) -> Option<&str> {
        let (head, _) = self.0.split_once("\r\n\r\n")?;
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(own, _)| own.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value)
    }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

/// An example for nginx without its TLS, between these two addresses.
fn example(name: &str, nginx: SocketAddr, relay: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let is_tls = |line: &&str| TLS.iter().any(|tls| line.trim().starts_with(tls));
    assert_eq!(text.lines().filter(is_tls).count(), TLS.len(), "{name}");
    let plain: String = text
        .lines()
        .filter(|line| !is_tls(line))
        .map(|line| format!("{line}\n"))
        .collect();
    plain
        .replace("server_name", &format!("listen {nginx};\n    server_name"))
        .replace("127.0.0.1:8080", relay)
}

/// The settings that the examples tell, for a check of what is on this port.
fn settings(more: &str, port: u16) -> String {
    format!(
        "public_origins = [\"{ORIGIN}\"]\ntrusted_proxies = [\"127.0.0.0/8\"]\n{more}\n\
         [policy]\nallow = [\"127.0.0.0/8:{port}\"]\n"
    )
}

#[test]
fn a_relay_for_its_own_machine_serves_nobody_through_an_nginx_that_is_told_nothing() {
    let site = Site::open("", |nginx, relay| {
        format!("server {{ listen {nginx}; location / {{ proxy_pass http://{relay}; }} }}")
    });
    let own = site.relay.authority().to_owned();
    let forged = format!("Origin: http://{own}");

    for lines in [&[][..], &[forged.as_str()]] {
        let answer = site.ask("GET", "/", HOST, lines, "");
        assert_eq!(answer.status(), 421, "{lines:?}");
        assert!(
            answer.0.contains("public_origins"),
            "it says what mends it: {}",
            answer.0
        );
    }
    let started = site.ask("POST", "/check", HOST, &[&forged], "target=127.0.0.1%3A22");
    assert_eq!(started.status(), 421);
    let socket = site.knock(&own);
    assert_eq!(socket.err(), Some(421));
}

#[test]
fn a_relay_for_its_own_machine_serves_no_websocket_through_an_nginx_that_passes_them_on() {
    let site = Site::open("", |nginx, relay| {
        format!(
            "server {{ listen {nginx}; location / {{ proxy_pass http://{relay}; proxy_http_version 1.1;\n\
             proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;\n\
             proxy_set_header X-Real-IP $remote_addr; }} }}"
        )
    });
    let own = site.relay.authority().to_owned();
    let socket = site.knock(&own);

    assert_eq!(socket.err(), Some(421));
}

/// With the settings that its manuals give for WebSockets, and nothing else.
#[test]
fn a_relay_for_its_own_machine_serves_nobody_through_an_nginx_that_only_passes_websockets_on() {
    for word in ["upgrade", "Upgrade"] {
        let site = Site::open("", |nginx, relay| {
            format!(
                "server {{ listen {nginx}; location / {{ proxy_pass http://{relay}; proxy_http_version 1.1;\n\
                 proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection {word}; }} }}"
            )
        });
        let own = site.relay.authority().to_owned();
        let forged = format!("Origin: http://{own}");

        let page = site.ask("GET", "/", HOST, &[], "");
        assert_eq!(page.status(), 421, "{word}");
        assert!(page.0.contains("public_origins"), "it says what mends it: {}", page.0);
        let started = site.ask("POST", "/check", HOST, &[&forged], "target=127.0.0.1%3A22");
        assert_eq!(started.status(), 421, "{word}");
        if word == "upgrade" {
            assert_eq!(site.knock(&own).err(), Some(421));
        }
    }
}

#[test]
fn behind_nginx_as_the_example_says_a_check_is_made_and_its_steps_come_as_they_happen() {
    let closed = net::own_socket();
    let site = Site::open(&settings("", closed.port()), |nginx, relay| {
        example("nginx.conf", nginx, relay)
    });

    assert_eq!(site.get("/").status(), 200);
    assert_eq!(
        site.ask("GET", "/", "evil.example", &[], "").status(),
        421,
        "another name of the same nginx"
    );
    let heard = wait(async {
        let mut page = site.page("", &[]).await.expect("nginx passes WebSockets on");
        page.follow(closed.to_string().parse().expect("a target")).await
    });
    let Some(ServerMessage::Finished(report)) = heard.last() else {
        panic!("{heard:?}");
    };
    let connect = report
        .legs
        .iter()
        .flat_map(|leg| &leg.stages)
        .find(|stage| stage.stage() == Stage::Connect);
    assert_eq!(connect.map(|stage| stage.outcome), Some(Outcome::Failed));
    assert!(heard.len() > 3, "the steps were told before the end: {heard:?}");
}

/// Each page that comes through nginx is a source of its own, by the address that nginx saw.
#[test]
fn behind_nginx_limits_count_whoever_asks_and_not_nginx() {
    let closed = net::own_socket();
    // Whoever asks is on this machine as well, and nobody's proxy.
    let settings = settings("", closed.port()).replace("127.0.0.0/8\"]\n", "127.99.0.1/32\"]\n");
    let site = Site::open(&settings, |nginx, relay| {
        example("nginx.conf", nginx, relay).replace("proxy_pass", "proxy_bind 127.99.0.1; proxy_pass")
    });
    let from = |client: &'static str| wait(site.page("", &[("x-forwarded-for", client)]));
    // All of them come from the same address, whatever they say of themselves.
    let pages: Vec<_> = ["192.0.2.1", "192.0.2.2"]
        .into_iter()
        .cycle()
        .take(9)
        .map(from)
        .collect();

    let statuses: Vec<_> = pages.iter().filter_map(|page| page.as_ref().err()).collect();

    assert_eq!(
        statuses,
        [&429],
        "eight for one address, and a forged header makes no other of it"
    );
}

fn below_a_path(location: &str) {
    let closed = net::own_socket();
    let settings = settings("base_path = \"/rdp/\"", closed.port());
    let site = Site::open(&settings, |nginx, relay| {
        let site = example("nginx.conf", nginx, relay).replace("location /", "location /rdp/");
        let passed = format!("proxy_pass http://{relay};");
        assert!(site.contains(&passed));
        site.replace(&passed, &format!("proxy_pass http://{relay}{location};"))
    });

    let page = site.get("/rdp/");
    assert_eq!(page.status(), 200);
    let below = |attribute: &str| {
        let texts = page
            .0
            .split(attribute)
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        texts
            .filter(|path| path.starts_with('/'))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let paths = [below("href=\""), below("src=\"")].concat();
    assert!(!paths.is_empty(), "{}", page.0);
    for path in paths {
        assert!(path.starts_with("/rdp/"), "{path} leads out of the relay");
        let found = site.get(path.split('#').next().unwrap_or_default());
        assert_eq!(found.status(), 200, "{path}: {}", found.0);
    }
    let target = format!("target={}", closed.to_string().replace(':', "%3A"));
    let started = site.ask("POST", "/rdp/check", HOST, &[&format!("Origin: {ORIGIN}")], &target);
    assert_eq!(started.status(), 303, "{}", started.0);
    let run = started.header("location").expect("it says where the run is");
    assert!(run.starts_with("/rdp/run/"), "{run}");
    assert_eq!(site.get(run).status(), 200);
    assert!(wait(async {
        site.page("/rdp", &[])
            .await
            .expect("a WebSocket")
            .may_check(closed)
            .await
    }));
    assert!(
        !site.get("/").0.contains("rdptrace"),
        "what is not below the path is nginx's own"
    );
}

#[test]
fn below_a_path_that_nginx_keeps_everything_is_found() {
    below_a_path("");
}

#[test]
fn below_a_path_that_nginx_takes_off_everything_is_found() {
    below_a_path("/");
}

/// What knows who is signed in, by their cookie; oauth2-proxy answers `auth_request` in the same way.
fn authority(address: SocketAddr) -> String {
    format!(
        "map $cookie_session $session_user {{ alice alice; bob bob; }}\n\
         map $cookie_session $session_groups {{ alice staff,helpdesk; bob staff; }}\n\
         server {{ listen {address}; location / {{\n\
         if ($session_user = '') {{ return 401; }}\n\
         add_header X-Auth-Request-User $session_user always;\n\
         add_header X-Auth-Request-Groups $session_groups always;\n\
         return 202; }} }}"
    )
}

#[test]
fn where_nginx_signs_people_in_their_groups_decide_and_nobody_names_themselves() {
    let (office, secret) = (net::own_socket(), net::own_socket());
    let authority_at = net::own_socket();
    let settings = format!(
        "public_origins = [\"{ORIGIN}\"]\ntrusted_proxies = [\"127.0.0.0/8\"]\n\
         user_header = \"X-Forwarded-User\"\ngroups_header = \"X-Forwarded-Groups\"\nlog_format = \"json\"\n\
         [policy]\nallow = [\"127.0.0.0/8:{0},{1}\"]\n\
         [[access]]\ngroups = [\"helpdesk\"]\n\
         [[access]]\nusers = [\"*\"]\nallow = [\"127.0.0.0/8:{0}\"]\n",
        office.port(),
        secret.port()
    );
    let site = Site::open(&settings, |nginx, relay| {
        let site = example("nginx-signed-in.conf", nginx, relay);
        let authority_at = authority_at.to_string();
        [
            site.replace("127.0.0.1:4180", &authority_at),
            authority(authority_at.parse().expect("an address")),
        ]
        .concat()
    });
    let forged = [("x-forwarded-user", "alice"), ("x-forwarded-groups", "helpdesk")];

    assert_eq!(wait(site.page("", &forged)).err(), Some(401), "nobody is signed in");
    for (cookie, target, allowed) in [
        ("session=alice", office, true),
        ("session=alice", secret, true),
        ("session=bob", office, true),
        ("session=bob", secret, false),
    ] {
        let headers = [&[("cookie", cookie)], &forged[..]].concat();
        let begun = wait(async {
            site.page("", &headers)
                .await
                .expect("signed in")
                .may_check(target)
                .await
        });

        assert_eq!(begun, allowed, "{cookie} {target}");
    }
    let named = |user: &'static str| {
        site.relay
            .program
            .await_line(user, |line| line.contains(user).then_some(()));
    };
    named("\"user\":\"alice\"");
    named("\"user\":\"bob\"");
}
