//! What people put in front of a server or run in its place: balancers, tunnels, a compositor with a server of its own, and
//! a name server that blocks names. Debian's programs, as they come.

use std::any::Any;
use std::fs;
use std::net::SocketAddr;
use std::process::Command;

use fixtures::certificate::{Certificate, Quality};
use fixtures::{clock, net};
use nix::unistd::{Uid, User};
use tempfile::TempDir;

use crate::program::Program;

/// A program that listens, with all that stands behind it.
pub struct Between {
    /// Where it listens.
    pub address: SocketAddr,
    _programs: Vec<Program>,
    folder: TempDir,
    _behind: Box<dyn Any>,
}

impl Between {
    fn new(address: SocketAddr, programs: Vec<Program>, folder: TempDir, behind: impl Any) -> Self {
        for program in &programs {
            program.await_listening(address);
        }
        Self {
            address,
            _programs: programs,
            folder,
            _behind: Box::new(behind),
        }
    }
}

/// Where a program leads to, and what has to go on running for it.
pub type Target = (SocketAddr, Box<dyn Any>);

/// Nothing listens there.
pub fn nowhere() -> Target {
    (net::own_socket(), Box::new(()))
}

/// haproxy in front of `target`. `bind` stands behind its own address, `server` behind the target's, `rules` between; in
/// `bind` and `rules`, `CERT` is the path of its certificate with the key.
pub fn haproxy(bind: &str, rules: &str, server: &str, (target, behind): Target) -> Between {
    let (folder, address) = (folder(), net::own_socket());
    let certificate = certificate(&folder, address);
    let settings = format!(
        "defaults\n mode tcp\n timeout connect 3s\n timeout client 1m\n timeout server 1m\n\
         listen rdp\n bind {address} {bind}\n {rules}\n server one {target} {server}\n"
    );
    let file = folder.path().join("haproxy.cfg");
    fs::write(&file, settings.replace("CERT", &certificate)).expect("own folder");
    let program = Program::start("haproxy", |command| {
        command.arg("-db").arg("-f").arg(&file);
    });
    Between::new(address, vec![program], folder, behind)
}

/// stunnel in front of `target`: whoever connects has to begin with TLS.
pub fn stunnel((target, behind): Target) -> Between {
    let (folder, address) = (folder(), net::own_socket());
    let certificate = certificate(&folder, address);
    let file = folder.path().join("stunnel.conf");
    let settings =
        format!("foreground = yes\npid =\n[rdp]\naccept = {address}\nconnect = {target}\ncert = {certificate}\n");
    fs::write(&file, settings).expect("own folder");
    let program = Program::start("stunnel4", |command| {
        command.arg(&file);
    });
    Between::new(address, vec![program], folder, behind)
}

/// `ssh -L` to `target`, by an sshd of its own.
pub fn ssh_forward((target, behind): Target) -> Between {
    let server = sshd();
    let (folder, address) = (folder(), net::own_socket());
    let user = User::from_uid(Uid::current())
        .ok()
        .flatten()
        .expect("whoever runs this has a name");
    let program = Program::start("ssh", |command| {
        command
            .args([
                "-N",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
            ])
            .args(["-o", "ExitOnForwardFailure=yes", "-F", "none"])
            .arg("-L")
            .arg(format!("{address}:{target}"))
            .arg("-p")
            .arg(server.address.port().to_string())
            .arg("-i")
            .arg(server.folder.path().join(USER_KEY))
            .arg(format!("{}@{}", user.name, server.address.ip()));
    });
    Between::new(address, vec![program], folder, (server, behind))
}

/// OpenSSH's server, which takes the key [`USER_KEY`] of its folder.
pub fn sshd() -> Between {
    let (folder, address) = (folder(), net::own_socket());
    for key in [HOST_KEY, USER_KEY] {
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(folder.path().join(key))
            .status();
        assert!(
            made.is_ok_and(|status| status.success()),
            "ssh-keygen; apt-get install openssh-client"
        );
    }
    if Uid::current().is_root() {
        // What Debian's unit makes.
        fs::create_dir_all("/run/sshd").expect("root may");
    }
    let at = folder.path().display();
    let settings = format!(
        "ListenAddress {}\nPort {}\nHostKey {at}/{HOST_KEY}\nAuthorizedKeysFile {at}/{USER_KEY}.pub\n\
         StrictModes no\nPermitRootLogin yes\nUsePAM no\nPidFile none\n",
        address.ip(),
        address.port()
    );
    let file = folder.path().join("sshd_config");
    fs::write(&file, settings).expect("own folder");
    // It starts itself again for each connection, and wants to be called by its path for that.
    let program = Program::start("/usr/sbin/sshd", |command| {
        command.args(["-D", "-e", "-f"]).arg(&file);
    });
    Between::new(address, vec![program], folder, ())
}

/// weston with its RDP backend, which requires the Surface Commands of a client.
pub fn weston() -> Between {
    let (folder, address) = (folder(), net::own_socket());
    certificate(&folder, address);
    let settings = folder.path().join("weston.ini");
    let shell = format!("[shell]\nbackground-image=\nbackground-color=0xff{BACKGROUND:02x}4060\npanel-position=none\n");
    fs::write(&settings, shell).expect("own folder");
    let program = Program::start("weston", |command| {
        command
            .arg(format!("--config={}", settings.display()))
            .arg("--backend=rdp-backend.so")
            .arg(format!("--address={}", address.ip()))
            .arg(format!("--port={}", address.port()))
            .arg(format!("--rdp-tls-cert={}", folder.path().join("cert.pem").display()))
            .arg(format!("--rdp-tls-key={}", folder.path().join("key.pem").display()))
            .env("XDG_RUNTIME_DIR", folder.path());
    });
    Between::new(address, vec![program], folder, ())
}

/// How much red of 255 weston's screen has, all over.
pub const BACKGROUND: u8 = 0x20;

/// dnsmasq, on port 53, that answers for `name` as filters do for what they block: with the address of nobody.
pub fn name_filter(name: &str) -> Between {
    let (folder, address) = (folder(), SocketAddr::new(net::own_address(), 53));
    let program = Program::start("dnsmasq", |command| {
        command
            .args([
                "--keep-in-foreground",
                "--no-resolv",
                "--no-hosts",
                "--bind-interfaces",
                "--port=53",
            ])
            .args(["--conf-file=/dev/null", "--user=root", "--log-facility=-", "--pid-file"])
            .arg(format!("--listen-address={}", address.ip()))
            .arg(format!("--address=/{name}/0.0.0.0"))
            .arg(format!("--address=/{name}/::"));
    });
    Between::new(address, vec![program], folder, ())
}

/// xrdp's session manager, on its one port.
pub fn sesman() -> Program {
    Program::start("xrdp-sesman", |command| {
        command.arg("--nodaemon");
    })
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

/// Writes a certificate and its key, alone and together; where both are together.
fn certificate(folder: &TempDir, address: SocketAddr) -> String {
    let made = Certificate::issue(Quality::Good, &[address.ip().to_string()], clock::time_of_day());
    let both = format!("{}{}", made.chain_pem, made.key_pem);
    for (name, text) in [
        ("cert.pem", &made.chain_pem),
        ("key.pem", &made.key_pem),
        ("both.pem", &both),
    ] {
        fs::write(folder.path().join(name), text).expect("own folder");
    }
    folder.path().join("both.pem").display().to_string()
}

const HOST_KEY: &str = "host_key";
const USER_KEY: &str = "user_key";
