//! xrdp with its session manager and an account: a desktop behind a login, as most Linux computers have it.
//!
//! The account stands in files that these programs alone see in place of the machine's, in a mount namespace of their own:
//! none is made on the machine, and none has to be removed. So does the session manager's port, which xrdp reads from a file
//! of a fixed name, and so do the sockets and locks of the X server, which would outlive it.

use std::fs::{self, Permissions};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;

use fixtures::net;
use tempfile::TempDir;

use crate::program::Program;
use crate::xrdp::{SecurityLayer, Settings};

/// The account's name.
pub const USER: &str = "suite-desk";
/// The account's password.
pub const PASSWORD: &str = "Suite-Passw0rd";

/// A running computer.
#[derive(Debug)]
pub struct Desk {
    /// Where it listens.
    pub address: SocketAddr,
    /// xrdp and all that it has started, with their log.
    pub program: Program,
    _settings: TempDir,
    _home: TempDir,
}

impl Desk {
    /// Starts a computer whose desktop is white all over, and whose login screen is not; it listens when this returns.
    pub fn start() -> Self {
        let settings = Settings::new(SecurityLayer::Tls);
        let address = settings.address;
        // Not in `/tmp`, of which the programs have one of their own.
        let folder = TempDir::new_in(ELSEWHERE).expect("a temporary folder");
        let home = TempDir::new_in(ELSEWHERE).expect("a temporary folder");
        settings.write(folder.path());
        let port = net::free_port(Ipv4Addr::LOCALHOST.into()).port();
        write_account(folder.path(), home.path());
        write(
            folder.path(),
            "sesman.ini",
            &sesman_ini(folder.path(), home.path(), port),
        );
        fs::create_dir(folder.path().join("run")).expect("own folder");
        let program = Program::start("unshare", |command| {
            command
                .args(["--mount", "--propagation", "private", "sh", "-c", START])
                .arg(folder.path());
        });
        program.await_listening(address);
        // Where there is IPv6, it is told 127.0.0.1 and listens on ::1, and xrdp looks for it there.
        let managers = [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()];
        program.await_some("its session manager listens", |_| {
            let listens = |ip| net::listens(program.id(), SocketAddr::new(ip, port));
            managers.into_iter().any(listens).then_some(())
        });
        Self {
            address,
            program,
            _settings: folder,
            _home: home,
        }
    }
}

/// The machine's accounts and one more, and how PAM is to look it up: without the pause after a wrong password.
fn write_account(folder: &Path, home: &Path) {
    let more = [
        ("passwd", format!("{USER}:x:{ID}:{ID}::{}:/bin/sh\n", home.display())),
        ("group", format!("{USER}:x:{ID}:\n")),
        ("shadow", format!("{USER}:{PASSWORD_HASH}:19000:0:99999:7:::\n")),
    ];
    for (name, line) in more {
        let of_machine = fs::read_to_string(Path::new("/etc").join(name));
        let of_machine = of_machine.unwrap_or_else(|error| panic!("/etc/{name}: {error} (this needs root)"));
        write(folder, name, &format!("{of_machine}{line}"));
    }
    let readable_by_root = Permissions::from_mode(0o600);
    fs::set_permissions(folder.join("shadow"), readable_by_root).expect("own file");
    let stack = "auth required pam_unix.so nodelay\naccount required pam_unix.so\nsession required pam_permit.so\n";
    write(folder, "pam", stack);
    // What a session starts; it ends with the session.
    write(home, "session", "#!/bin/sh\nexec tail -f /dev/null\n");
    fs::set_permissions(home.join("session"), Permissions::from_mode(0o755)).expect("own file");
    chown(home, Some(ID), Some(ID)).expect("root may");
}

fn sesman_ini(folder: &Path, home: &Path, port: u16) -> String {
    let (folder, home) = (folder.display(), home.display());
    // The port's number is nobody else's, and so is the screen's then. The X server's own screen is black until somebody
    // paints it, as an empty picture is; `-wr` makes it white.
    format!(
        "[Globals]\nListenAddress=127.0.0.1\nListenPort={port}\nEnableUserWindowManager=false\n\
         DefaultWindowManager={home}/session\n\
         [Security]\nMaxLoginRetry=4\n\
         [Sessions]\nX11DisplayOffset={port}\nMaxSessions=4\nKillDisconnected=true\nPolicy=UBC\n\
         [Logging]\nLogFile={folder}/sesman.log\nLogLevel=INFO\nEnableSyslog=false\nEnableConsole=true\n\
         ConsoleLevel=INFO\n\
         [Xorg]\nparam=/usr/lib/xorg/Xorg\nparam=-config\nparam=xrdp/xorg.conf\nparam=-noreset\n\
         param=-nolisten\nparam=tcp\nparam=-wr\nparam=-logfile\nparam=/dev/null\n\
         [Chansrv]\nEnableFuseMount=false\n"
    )
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap_or_else(|error| panic!("cannot write {name}: {error}"));
}

/// Puts what was written in the place of the machine's own, and starts both; `$0` is the folder.
const START: &str = r#"set -e
for file in passwd group shadow; do mount --bind "$0/$file" "/etc/$file"; done
mount --bind "$0/pam" /etc/pam.d/xrdp-sesman
mount --bind "$0/sesman.ini" /etc/xrdp/sesman.ini
mount -t tmpfs tmpfs /tmp
mkdir -m 1777 /tmp/.X11-unix
mkdir -p /run/xrdp
mount --bind "$0/run" /run/xrdp
xrdp-sesman --nodaemon --config "$0/sesman.ini" &
exec xrdp --nodaemon --config "$0/xrdp.ini""#;
const ELSEWHERE: &str = "/var/tmp";
/// Of the user and its group; Debian gives numbers up to 59999 to people.
const ID: u32 = 64_123;
/// Of [`PASSWORD`], by SHA-512.
const PASSWORD_HASH: &str =
    "$6$suitedesk$DisU/TCg97mc6cr5g2hnK4brhYKAaj5MlDKGS0KhDRvahzbgCRpk1AvM/kvpZ8idUKZcDyf9clVvZFhm6HZ/M/";
