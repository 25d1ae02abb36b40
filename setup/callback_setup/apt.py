"""Private use of apt: own lists and cache, the system untouched, no root needed.

Signatures are checked as always, with the keys the machine's sources name.
"""

import os
import re
import shutil
import subprocess

from . import config
from .steps import Failure, call, retry, write_file

# Never unpacked beside the system's own: the C library and what is not needed.
NEVER = re.compile(
    r"^(libc6|libc-bin|libc-l10n|locales|libllvm.*|libz3-.*|perl.*|libperl.*"
    r"|lib.*-perl|adduser|passwd|systemd.*|libsystemd-shared|dbus.*|udev|init.*"
    r"|sysvinit.*|logrotate|cron|ucf|debconf|ssl-cert|gcc-.*-base|python3.*)$"
)


def available():
    """Tell whether this machine has apt and dpkg at all."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def architecture():
    """Return dpkg's name of the machine's architecture."""
    return call(["dpkg", "--print-architecture"], "dpkg does not answer").strip()


def multiarch():
    """Return the name of the folder of libraries, e.g. x86_64-linux-gnu."""
    known = {"amd64": "x86_64", "arm64": "aarch64", "i386": "i386"}
    return f"{known.get(architecture(), architecture())}-linux-gnu"


class Apt:
    """apt with a private list of sources."""

    def __init__(self, name, sources, folder=None):
        if not available():
            raise Failure(
                "apt-get is missing: Callback's set-up needs Debian or Ubuntu",
                "on another system use a container, e.g. of debian:stable.",
            )
        self.folder = (folder or config.HOME / "apt") / name
        self.sources = sources
        self.accept_old = False

    def _configure(self):
        """Write the private configuration: the machine's network words only."""
        for part in ("lists/partial", "cache/archives/partial"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        kept = [
            line
            for line in call(["apt-config", "dump"], "apt-config fails").splitlines()
            if line.startswith(("Acquire::http", "Acquire::ftp", "APT::Architecture"))
        ]
        own = {
            "Dir::Etc::main": "/dev/null",
            "Dir::Etc::parts": "/dev/null",
            "Dir::Etc::sourcelist": self.folder / "private.sources",
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "Dir::State::lists": self.folder / "lists",
            "Dir::Cache": self.folder / "cache",
            "Debug::NoLocking": "1",
            "APT::Sandbox::User": "root",
            "APT::Install-Recommends": "0",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            "Acquire::http::Timeout": "60",
        }
        if self.accept_old:
            own["Acquire::Check-Valid-Until"] = "false"
        kept += [f'{name} "{value}";' for name, value in own.items()]
        write_file(self.folder / "apt.conf", "\n".join(kept) + "\n")
        write_file(self.folder / "private.sources", "\n".join(self.sources))

    def run(self, what, *words, cwd=None, tool="apt-get"):
        """Run apt-get (or another tool of apt) with the private configuration."""
        self._configure()
        env = dict(os.environ, APT_CONFIG=str(self.folder / "apt.conf"), LC_ALL="C")
        return call([tool, *words], what, config.NETWORK_ADVICE, env=env, cwd=cwd)

    def update(self):
        """Fetch the package lists; apt keeps what it has of an earlier try.

        A frozen mirror (snapshot, offline copy) serves an index past its date;
        its signature still holds, so it is taken, and said so.
        """
        try:
            retry(self._update_once)
        except Failure as failure:
            if "is expired" not in failure.detail:
                raise
            print("\nThe mirror's signed index is past its date; taken as it is.")
            self.accept_old = True
            retry(self._update_once)

    def _update_once(self):
        what = "apt cannot fetch its package lists"
        self.run(what, "update", "--error-on=any")

    def version(self, package):
        """Return the version the sources offer, or None."""
        text = self.run("apt-cache fails", "policy", package, tool="apt-cache")
        match = re.search(r"Candidate: (\S+)", text)
        return match[1] if match and match[1] != "(none)" else None

    def download(self, packages, folder):
        """Fetch the .deb files of packages (no dependencies) into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        retry(
            lambda: self.run(
                f"apt cannot fetch {' '.join(packages)}",
                "download",
                *packages,
                cwd=folder,
            )
        )
        return sorted(folder.glob("*.deb"))

    def missing(self, packages):
        """Return which packages the machine lacks for `packages` to work."""
        text = self.run(
            f"apt finds no way to install {' '.join(packages)}",
            "install",
            "--simulate",
            "-y",
            *packages,
        )
        names = re.findall(r"^Inst (\S+)", text, re.M)
        return [name for name in names if not NEVER.match(name.split(":")[0])]


def unpack(archives, folder):
    """Unpack .deb files into a folder, as dpkg would below /."""
    for archive in archives:
        call(
            ["dpkg-deb", "-x", archive, folder],
            f"{archive.name} cannot be unpacked",
            "start again (the file may be incomplete); is the disk full?",
        )


def system_install(packages, what):
    """Install packages on the machine itself: root only, the last resort."""
    command = f"apt-get update && apt-get install --no-install-recommends {packages}"
    if not config.IS_ROOT:
        raise Failure(f"{what} is missing", f"type: sudo sh -c '{command}'")
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    script = command.replace("install ", "install -y ", 1)
    result = subprocess.run(
        ["sh", "-c", script],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise Failure(f"{what} is missing", f"type: {command}", result.stderr)
