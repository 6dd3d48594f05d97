//! wine, which runs rdptrace.exe on Linux.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::program::Program;
use crate::rdptrace::{Check, JSON, Run};

/// A Windows of its own, with nothing in it but rdptrace.exe. Dropping it ends all that runs in it.
#[derive(Debug)]
pub struct Wine {
    folder: TempDir,
}

impl Wine {
    /// Makes one.
    ///
    /// # Panics
    ///
    /// Where `SUITE_EXE` does not say where rdptrace.exe is, or wine does not run it.
    pub fn start() -> Self {
        let Some(exe) = env::var_os("SUITE_EXE") else {
            panic!("SUITE_EXE does not say where rdptrace.exe is; cargo xtask test --only windows builds it");
        };
        let wine = Self {
            folder: TempDir::new().expect("a temporary folder"),
        };
        fs::copy(exe, wine.exe()).expect("rdptrace.exe is there");
        wine.add_randomness();
        // The first call makes the folders of a Windows, which takes its time.
        assert_eq!(
            wine.says(&["--version"]),
            format!("rdptrace {}", env!("CARGO_PKG_VERSION"))
        );
        wine
    }

    /// wine 8 lacks what Windows has had since version 10, and Rust's library begins with.
    fn add_randomness(&self) {
        let (source, library) = (self.path("random.c"), self.path("bcryptprimitives.dll"));
        fs::write(&source, RANDOM).expect("our own folder");
        let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
        compiler
            .args(["-shared", "-o"])
            .arg(&library)
            .arg(&source)
            .arg("-ladvapi32");
        let made = compiler.status();
        let made = made.unwrap_or_else(|error| panic!("{error}; apt-get install gcc-mingw-w64-x86-64-win32"));
        assert!(made.success(), "{made}");
    }

    /// What rdptrace.exe prints when it is called with `arguments`, without the end of the line.
    pub fn says(&self, arguments: &[&str]) -> String {
        let ran = self.runs(arguments);
        let said = String::from_utf8_lossy(&ran.stdout).trim_end().to_owned();
        assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
        said
    }

    /// Calls rdptrace.exe with `arguments`, up to its end.
    pub fn runs(&self, arguments: &[&str]) -> Output {
        let ran = self.command().args(arguments).stdin(Stdio::null()).output();
        ran.unwrap_or_else(|error| panic!("cannot start wine: {error}; apt-get install wine wine64"))
    }

    /// Sets what a value in the registry of whoever uses this Windows is; `kind` is that of `reg.exe`.
    pub fn sets(&self, key: &str, name: &str, kind: &str, value: &str) {
        let mut command = Command::new("wine");
        command.args([
            "reg",
            "add",
            &format!("HKCU\\{key}"),
            "/v",
            name,
            "/t",
            kind,
            "/d",
            value,
            "/f",
        ]);
        self.prepare(&mut command);
        let set = command.stdin(Stdio::null()).output().expect("wine is there");
        assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    }

    /// Makes this very check with rdptrace.exe.
    pub fn run(&self, check: &Check) -> Run {
        let native = check.command(JSON);
        let mut command = self.command();
        command.args(native.get_args());
        for (name, value) in native.get_envs() {
            command.env(name, value.unwrap_or_default());
        }
        Run::of(command)
    }

    /// Starts rdptrace.exe with these arguments, to go on until it is dropped.
    pub fn program(&self, arguments: &[&str]) -> Program {
        Program::start("wine", |command| {
            command.arg(self.exe()).args(arguments);
            self.prepare(command);
        })
    }

    /// The folder that Windows calls `%LOCALAPPDATA%`.
    pub fn local_app_data(&self) -> PathBuf {
        let users = fs::read_dir(self.drive().join("users")).expect("it has users");
        let folders = users.map(|user| user.expect("a folder").path().join("AppData/Local"));
        let mut folders = folders.filter(|folder| folder.is_dir() && !folder.to_string_lossy().contains("/Public/"));
        folders.next().expect("one of them is us")
    }

    /// The folder that Windows calls `C:`.
    pub fn drive(&self) -> PathBuf {
        self.path("prefix/drive_c")
    }

    fn command(&self) -> Command {
        let mut command = Command::new("wine");
        command.arg(self.exe());
        self.prepare(&mut command);
        command
    }

    fn prepare(&self, command: &mut Command) {
        command.env("WINEPREFIX", self.path("prefix"));
        // Nothing of its own doings, no window, and no question whether to fetch what runs .NET and shows HTML.
        command.env("WINEDEBUG", "-all").env_remove("DISPLAY");
        command.env("WINEDLLOVERRIDES", "mscoree,mshtml=");
        // What tells rdptrace where its things are on Linux is not there on Windows.
        for name in ["HOME", "XDG_STATE_HOME", "STATE_DIRECTORY"] {
            command.env_remove(name);
        }
        // It is asked for first, before the settings of Windows.
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
    }

    fn exe(&self) -> PathBuf {
        self.path("rdptrace.exe")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Wine {
    fn drop(&mut self) {
        for end in ["--kill", "--wait"] {
            let mut server = Command::new("wineserver");
            server.arg(end).env("WINEPREFIX", self.path("prefix"));
            // That nothing runs any more is as good.
            let _ = server.stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
    }
}

/// `ProcessPrng`, as Windows' own library has it.
const RANDOM: &str = "
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(unsigned char *data, size_t length) {
    return RtlGenRandom(data, (ULONG) length);
}
";
