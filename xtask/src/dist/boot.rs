//! The package in a Debian that boots: systemd starts the service with its user, its folder and its limits.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::{apt, say};

/// Boots the system in `root`, where the package is installed, and looks at its service from inside.
pub(super) fn check(project: &Project, root: &Path) -> Result<(), Error> {
    let _step = say::step("dist: booting a Debian with the package in it", "two minutes");
    let machine = Machine::ready(project)?;
    for (name, text) in [("init", INIT), ("look", LOOK)] {
        let script = root.join(name);
        project::write(&script, text)?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).map_err(Error::file("change", &script))?;
    }
    project::write(&root.join("etc/systemd/system/look.service"), LOOKER)?;
    let enable = Invocation::new("systemctl").arg(format!("--root={}", root.display()));
    enable
        .args(["enable", "rdptrace.service", "look.service"])
        .quiet()
        .run()?;
    let image = project.built("xtask/image.cpio.gz");
    let line = "find . -xdev -print0 | cpio --create --null --format=newc --quiet | gzip -1 > \"$1\"";
    let packed = Invocation::new("sh").args(["-c", line, "sh"]).arg(&image);
    packed.dir(root).run()?;
    let said = machine.boots(&image)?;
    project::remove(&image)?;
    for expected in EXPECTED {
        // On the console, lines end as on a printer.
        if !said.lines().any(|line| line.trim_end().starts_with(expected)) {
            return Err(Error::package(format!("booted, it does not say {expected:?}:\n{said}")));
        }
    }
    Ok(())
}

/// Debian's qemu and kernel, unpacked: beside other versions of it, qemu could not be installed.
struct Machine(PathBuf);

impl Machine {
    fn ready(project: &Project) -> Result<Self, Error> {
        let folder = project.cached("machine");
        let stamp = folder.join("unpacked");
        if !stamp.is_file() {
            let _step = say::step("apt-get: unpacking qemu and a kernel", "once, ten seconds, 190 MB");
            project::remove(&folder)?;
            apt::unpack(&["qemu-system-x86", "linux-image-cloud-amd64"], &folder)?;
            project::write(&stamp, "")?;
        }
        Ok(Self(folder))
    }

    fn boots(&self, image: &Path) -> Result<String, Error> {
        let boot = self.0.join("boot");
        let found = fs::read_dir(&boot).map_err(Error::file("list", &boot))?;
        let mut kernels = found.flatten().map(|entry| entry.path());
        let kernel = kernels.find(|path| path.to_string_lossy().contains("/vmlinuz-"));
        let kernel = kernel.ok_or_else(|| Error::package("Debian's package of a kernel holds none"))?;
        let shared = self.0.join("usr/share");
        Invocation::new("timeout")
            .arg(MOST_SECONDS)
            .arg(self.0.join("usr/bin/qemu-system-x86_64"))
            .env("LD_LIBRARY_PATH", self.0.join("usr/lib/x86_64-linux-gnu"))
            .args(["-accel", "tcg", "-cpu", "max", "-smp", "2", "-m", "2048"])
            .args(["-nodefaults", "-no-reboot", "-display", "none"])
            .args(["-serial", "stdio", "-L"])
            .arg(shared.join("qemu"))
            .arg("-L")
            .arg(shared.join("seabios"))
            .arg("-kernel")
            .arg(&kernel)
            .arg("-initrd")
            .arg(image)
            .args(["-append", "console=ttyS0 quiet panic=-1 systemd.show_status=false"])
            .answer()
    }
}

/// Every instruction is translated: KVM is not to be had everywhere, and in a machine that is virtual itself it may be there
/// and fail.
const MOST_SECONDS: &str = "900";

/// systemd separates services by moving roots, which what the kernel unpacks an image into does not allow.
const INIT: &str = "#!/bin/sh
mount -t tmpfs -o mode=755 tmpfs /mnt
cp -a /bin /etc /lib /lib64 /look /root /sbin /usr /var /mnt
cd /mnt && mkdir dev proc run sys tmp
exec switch_root /mnt /lib/systemd/systemd
";

const LOOKER: &str = "[Unit]
After=rdptrace.service
[Service]
Type=oneshot
ExecStart=/look
StandardOutput=tty
TTYPath=/dev/ttyS0
[Install]
WantedBy=multi-user.target
";

/// There is nothing in this Debian but bash that speaks TCP.
const LOOK: &str = r#"#!/bin/bash
for _ in {1..300}; do
    exec 3<>/dev/tcp/127.0.0.1/8080 && break
    sleep 0.2
done 2>/dev/null
printf 'GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: close\r\n\r\n' >&3
echo "readyz: $(head -n 1 <&3)"
pid=$(systemctl show --property=MainPID --value rdptrace.service)
sed -n 's/^\(CapEff\|NoNewPrivs\|Seccomp\):\s*/\1: /p' "/proc/$pid/status"
echo "files: $(awk '/open files/ { print $4 }' "/proc/$pid/limits")"
[ "$(stat -c %u "/proc/$pid")" -ge 61184 ] && echo "user: of its own"
[ "$(stat -c %a /var/lib/private/rdptrace)" = 700 ] && echo "folder: of its own"
[ -f /var/lib/private/rdptrace/results.db ] && echo "results: there"
journalctl --unit rdptrace.service --no-pager --output cat | tail -n 20
systemctl --force --force poweroff
"#;

/// What the system says of the service: nothing of the machine is its own but a folder, as the unit says.
const EXPECTED: [&str; 8] = [
    "readyz: HTTP/1.1 200",
    "CapEff: 0000000000000000",
    "NoNewPrivs: 1",
    "Seccomp: 2",
    "files: 65536",
    "user: of its own",
    "folder: of its own",
    "results: there",
];
