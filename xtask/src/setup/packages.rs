//! The Debian packages that the project is built, tested and measured with.

use crate::apt::{self, Package};
use crate::cli::Purpose;
use crate::error::Error;
use crate::project;

/// Each package with the program that shows that it need not be installed, and what it is for. A test against real
/// servers that needs one more names it here.
#[rustfmt::skip]
const PACKAGES: &[(Package, &[Purpose])] = {
    use Purpose::{Bench, Browser, Lint, Packages, Page, RequestTracker, Servers, Wasm, Windows};
    const fn package(name: &'static str, program: &'static str) -> Package {
        Package { name, program }
    }
    &[
        (package("nodejs",              "node"),               &[Page, Bench]),
        (package("npm",                 "npm"),                &[Page]),
        (package("python3-pip",         "pip3"),               &[Lint, Browser, Servers, Packages]),
        (package("chromium",            "chromium"),           &[Wasm, Browser, RequestTracker, Packages, Bench]),
        (package("firefox-esr",         "firefox-esr"),        &[Browser]),
        (package("chromium-driver",     "chromedriver"),       &[Wasm, Browser, RequestTracker, Packages, Bench]),
        (package("xrdp",                "xrdp"),               &[Servers, Browser, Windows, Bench]),
        (package("xorgxrdp",            "Xorg"),               &[Browser]),
        (package("freerdp2-shadow-x11", "freerdp-shadow-cli"), &[Servers, Browser, Windows, Bench]),
        (package("winpr-utils",         "winpr-hash"),         &[Servers, Browser, Windows, Bench]),
        (package("nats-server",         "nats-server"),        &[Servers, Bench]),
        (package("postgresql",          "pg_ctlcluster"),      &[Servers, Bench]),
        (package("krb5-kdc",            "krb5kdc"),            &[Servers]),
        (package("krb5-admin-server",   "kadmin.local"),       &[Servers]),
        (package("xvfb",                "Xvfb"),               &[Servers, Browser, Windows, Bench]),
        (package("nftables",            "nft"),                &[Servers, Browser]),
        (package("iproute2",            "ip"),                 &[Servers, Browser]),
        (package("tshark",              "tshark"),             &[Servers]),
        (package("prometheus",          "promtool"),           &[Servers, Packages]),
        (package("mmdebstrap",          "mmdebstrap"),         &[Packages]),
        (package("systemd",             "systemd-analyze"),    &[Packages]),
        (package("binutils",            "objdump"),            &[Packages]),
        (package("cpio",                "cpio"),               &[Packages]),
        (package("sqlite3",             "sqlite3"),            &[Packages]),
        (package("buildah",             "buildah"),            &[Packages]),
        // The one of two whose threads are those of Windows; the other's need a library of their own.
        (package("gcc-mingw-w64-x86-64-win32", "x86_64-w64-mingw32-gcc"), &[Packages, Windows]),
        (package("wine",                "wine"),               &[Windows]),
        (package("php-cli",             "php"),                &[Servers]),
        (package("ruby",                "ruby"),               &[Servers]),
        (package("freerdp2-x11",        "xfreerdp"),           &[Servers, Bench]),
        (package("nmap",                "nmap"),               &[Bench]),
        (package("weston",              "weston"),             &[Browser, Bench]),
        (package("haproxy",             "haproxy"),            &[Bench]),
        (package("stunnel4",            "stunnel4"),           &[Bench]),
        (package("openssh-server",      "sshd"),               &[Bench]),
        (package("openssh-client",      "ssh"),                &[Bench]),
        (package("dnsmasq-base",        "dnsmasq"),            &[Bench]),
        (package("nginx-light",         "nginx"),              &[Servers, Bench]),
        (package("prometheus-blackbox-exporter", "prometheus-blackbox-exporter"), &[Bench]),
        (package("openssl",             "openssl"),            &[Bench]),
        (package("wrk",                 "wrk"),                &[Bench]),
    ]
};

/// Whether nothing would have to be installed for `purpose`.
pub(super) fn has_all_for(purpose: Purpose) -> bool {
    let needed = PACKAGES.iter().filter(|(_, of)| of.contains(&purpose));
    needed
        .map(|(package, _)| package.program)
        .all(|program| project::program(program).is_some())
}

/// Installs the packages that `purposes` need. A program that is on the machine will do, however it came there.
pub(crate) fn install_for(purposes: &[Purpose]) -> Result<(), Error> {
    let needed = PACKAGES
        .iter()
        .filter(|(_, of)| of.iter().any(|purpose| purposes.contains(purpose)));
    apt::install_programs(needed.map(|(package, _)| package))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_stand_in_the_table_once() {
        let mut names: Vec<&str> = PACKAGES.iter().map(|(package, _)| package.name).collect();
        names.sort_unstable();
        names.dedup();

        assert_eq!(names.len(), PACKAGES.len());
    }
}
