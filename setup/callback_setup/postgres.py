"""The database server: an embedded private cluster, or the user's own.

PostgreSQL refuses to run as root; called as root, a system user without rights
or home runs it. Two clusters: `run` is durable, `test` is relaxed for speed.
"""

import os
import pwd
import re
import shutil
import socket
import subprocess
from pathlib import Path

from . import config, lock, native
from .steps import Failure, call, write_file

ROLE = "callback"
SERVICE_USER = "callback-pg"
SOCKET_NAME = ".s.PGSQL.5432"
COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "shared_buffers": "256MB",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
RELAXED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
VARIABLES = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSSLMODE")


class OwnServer:
    """The user's own server, named by PGHOST and its companions."""

    embedded = False
    key = re.sub(r"\W+", "_", f"{os.environ.get('PGHOST')}_{os.environ.get('PGPORT')}")

    def environment(self):
        """Return the variables that lead a client to the server."""
        return {name: os.environ[name] for name in VARIABLES if os.environ.get(name)}

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


def server(kind):
    """Return the server to use for `kind` (run or test), not yet started."""
    return OwnServer() if os.environ.get("PGHOST") else Cluster(kind)


def _installed(wanted=None):
    """Return the folder of the newest installed server's programs, or None."""
    found = {}
    for path in Path("/usr/lib/postgresql").glob("*/bin/initdb"):
        if path.parts[-3].isdigit() and int(path.parts[-3]) >= 13:
            share = Path("/usr/share/postgresql", path.parts[-3], "extension")
            if (share / "pg_trgm.control").exists():
                found[int(path.parts[-3])] = path.parent
    return found.get(wanted) or (found[max(found)] if found else None)


def programs():
    """Return (folder of programs, library path), fetching a server if needed."""
    if not os.environ.get("CALLBACK_PRIVATE_POSTGRES"):
        installed = _installed()
        if installed:
            return installed, None
    root = native.folder("postgresql", ["postgresql", "tzdata"])
    found = sorted(root.glob("usr/lib/postgresql/*/bin"))
    if not found:
        raise Failure(
            "apt's postgresql package holds no server",
            "type: sudo apt-get install postgresql",
        )
    return found[-1], native.libraries(root)


def _service_user():
    """Return the system user PostgreSQL runs as when we are root."""
    try:
        return pwd.getpwnam(SERVICE_USER)
    except KeyError:
        words = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        call(
            ["useradd", *words, "--user-group", SERVICE_USER],
            f"the system user {SERVICE_USER} cannot be made",
            "call the set-up as an ordinary user instead of root.",
        )
        return pwd.getpwnam(SERVICE_USER)


class Cluster:
    """One embedded cluster; a context manager that starts and stops it."""

    embedded = True

    def __init__(self, kind):
        self.kind = self.key = kind
        self.users = lock.Users(f"postgresql-{kind}")
        self.started_here = False
        self.user = _service_user() if config.IS_ROOT else None
        self.base = self._place()
        self.bin, self.library_path = self._programs()
        self.data = self.base / kind / f"data-{self.major}"
        self.socket = self._socket_folder()
        self.log = self.base / kind / "postgresql.log"

    # -- places -----------------------------------------------------------

    def _place(self):
        """Return the cluster folder; beside CALLBACK_HOME if that is closed."""
        base = config.HOME / "postgresql"
        base.mkdir(parents=True, exist_ok=True)
        if not self.user or self._reaches(base):
            return base
        side = Path(f"/var/lib/callback-postgresql-{config.HOME_KEY}")
        if not side.exists():
            print(
                f"{config.HOME} is closed to PostgreSQL's user; its data goes to {side}"
            )
        side.mkdir(mode=0o755, exist_ok=True)
        write_file(side / "home", f"{config.HOME}\n")
        return side

    def _reaches(self, path):
        command = [*self._drop_root(), "test", "-x", str(path)]
        return subprocess.run(command, cwd="/", check=False).returncode == 0

    def _programs(self):
        folder, library_path = programs()
        self.major = int(folder.parts[-2])
        if self.user and not self._reaches(folder):
            copy = self.base / f"programs-{self.major}"
            root = folder.parents[4]
            if not copy.exists():
                part = copy.with_name(copy.name + ".part")
                shutil.rmtree(part, ignore_errors=True)
                shutil.copytree(root, part, symlinks=True)
                part.rename(copy)
            folder = copy / folder.relative_to(root)
            library_path = native.libraries(copy)
        return folder, library_path

    def _socket_folder(self):
        """Return a folder for the socket; its path is limited to 107 bytes."""
        folder = self.base / self.kind / "socket"
        if len(str(folder / SOCKET_NAME).encode()) <= 100:
            return folder
        return Path(f"/tmp/callback-{config.HOME_KEY}-{self.kind}")

    def _own(self, folder):
        """Make a folder that only the server's user (and root) can enter."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted = self.user.pw_uid if self.user else os.geteuid()
        if self.user:
            if folder.stat().st_uid not in (0, wanted):
                raise Failure(f"{folder} belongs to somebody else", "remove it.")
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        elif folder.stat().st_uid != wanted:
            raise Failure(f"{folder} belongs to somebody else", "remove it.")
        folder.chmod(0o700)

    # -- processes --------------------------------------------------------

    def _drop_root(self):
        if not self.user:
            return []
        name = self.user.pw_name
        return [
            "setpriv",
            f"--reuid={name}",
            f"--regid={name}",
            "--clear-groups",
            "--no-new-privs",
        ]

    def _program(self, name, *words):
        env = {
            key: value
            for key, value in os.environ.items()
            if key not in VARIABLES and key != "PGDATA"
        }
        env["LC_ALL"] = "C.UTF-8"
        if self.library_path:
            env["LD_LIBRARY_PATH"] = self.library_path
        return call(
            [*self._drop_root(), self.bin / name, *words],
            f"PostgreSQL's {name} fails",
            f"see {self.log}; {config.HOME} must be on a local disk with free space.",
            env=env,
            cwd="/",
            start_new_session=True,
        )

    def _create(self):
        """Make the cluster under a temporary name; rename it when it is whole."""
        self._own(self.base / self.kind)
        if self.data.exists():
            return
        older = sorted((self.base / self.kind).glob("data-*[0-9]"))
        if older and self.kind == "run":
            version = older[-1].name.removeprefix("data-")
            raise Failure(
                f"the databases were made by PostgreSQL {version}; "
                f"this machine now has {self.major}",
                f"install postgresql-{version} again, or start afresh with another "
                "CALLBACK_HOME.",
            )
        part = self.data.with_name("data.part")
        shutil.rmtree(part, ignore_errors=True)
        words = ["--username", ROLE, "--auth", "trust", "--encoding", "UTF8"]
        self._program("initdb", "-D", part, "--locale=C.UTF-8", "--no-sync", *words)
        settings = COMMON | (RELAXED if self.kind == "test" else {})
        settings["unix_socket_directories"] = str(self.socket)
        text = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
        with (part / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
            file.write(text)
        os.sync()
        part.rename(self.data)

    def _answers(self):
        """Tell whether a server listens on our socket."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket / SOCKET_NAME))
            except OSError:
                return False
        return True

    def _forget_stale_pid(self):
        """Remove a postmaster.pid whose process is not a PostgreSQL any more."""
        path = self.data / "postmaster.pid"
        try:
            number = path.read_text().split()[0]
            name = Path("/proc", number, "comm").read_text().strip()
        except (OSError, IndexError):
            return
        if name not in ("postgres", "postmaster"):
            path.unlink(missing_ok=True)

    def _start(self):
        self._own(self.socket)
        if self._answers():
            return
        self._forget_stale_pid()
        self._program(
            "pg_ctl", "-D", self.data, "-l", self.log, "-w", "-t", "60", "start"
        )

    def __enter__(self):
        with lock.waiting(f"gate-{self.kind}", "start of PostgreSQL"):
            self._create()
            self.users.enter()
            try:
                self._start()
            except BaseException:
                self.users.leave()
                raise
        return self

    def __exit__(self, *error):
        with lock.waiting(f"gate-{self.kind}", "stop of PostgreSQL"):
            if self.users.leave():
                self._program("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")
        return False

    def environment(self):
        """Return the variables that lead a client to the cluster."""
        return {"PGHOST": str(self.socket), "PGPORT": "5432", "PGUSER": ROLE}
