//! nginx, as it stands before web servers.

use std::fs::{self, Permissions};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

use crate::program::Program;

/// A running nginx with a folder of its own.
#[derive(Debug)]
pub struct Nginx {
    _program: Program,
    _folder: TempDir,
}

impl Nginx {
    /// One with what `servers` makes of its folder inside of `http { }`; it listens on `address` when this returns.
    pub fn start(address: SocketAddr, servers: impl FnOnce(&Path) -> String) -> Self {
        let folder = TempDir::new().expect("a folder");
        // Its workers may be another user.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("our own folder");
        let path = folder.path().display();
        let servers = servers(folder.path());
        let configuration = format!(
            "daemon off;\nworker_processes auto;\npid {path}/pid;\nerror_log stderr warn;\n\
             events {{ }}\nhttp {{\n  access_log off;\n  sendfile on;\n  keepalive_requests 10000000;\n  \
             client_body_temp_path {path}/b;\n  proxy_temp_path {path}/p;\n  fastcgi_temp_path {path}/f;\n  \
             uwsgi_temp_path {path}/u;\n  scgi_temp_path {path}/s;\n{servers}\n}}\n"
        );
        fs::write(folder.path().join("nginx.conf"), configuration).expect("our own folder");
        let program = Program::start("nginx", |command| {
            command.arg("-c").arg(folder.path().join("nginx.conf"));
        });
        program.await_listening(address);
        Self {
            _program: program,
            _folder: folder,
        }
    }
}
