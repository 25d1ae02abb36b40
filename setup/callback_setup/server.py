"""Running Odoo: its configuration file, environment and processes."""

import os
import secrets
import signal
import socket
import subprocess
from pathlib import Path

from . import config
from .steps import die_with_parent, write_file

SERVER_WIDE = "base,rpc,web,queue_job"
OPTIONS = """[options]
addons_path = {addons_path}
data_dir = {data_dir}
db_name = {database}
list_db = False
admin_passwd = {secret}
http_interface = 127.0.0.1
http_port = {port}
proxy_mode = False
server_wide_modules = {server_wide}
workers = 0
max_cron_threads = 1
limit_time_cpu = 900
limit_time_real = 1800
limit_time_real_cron = 1800
limit_memory_soft = 4294967296
limit_memory_hard = 6442450944
screenshots = {screenshots}
geoip_city_db = {nowhere}
geoip_country_db = {nowhere}

[queue_job]
channels = root:2
"""


def free_port():
    """Return a port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def port_is_taken(number):
    """Tell whether something listens on a port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return True
    return False


def _secret():
    path = config.HOME / "conf" / "secret"
    if not path.exists():
        write_file(path, secrets.token_urlsafe(24), mode=0o600)
    return path.read_text(encoding="utf-8")


class Instance:
    """Odoo with one database server, one configuration, one set of addons."""

    def __init__(self, odoo, python, server, fonts=None, addons=config.ADDONS):
        self.odoo = odoo
        self.python = python
        self.server = server
        self.fonts = fonts
        self.addons = addons

    @property
    def data_dir(self):
        """Folder of attachments and sessions, one per database server."""
        return config.HOME / "data" / self.server.key

    def filestore(self, database):
        """Return the folder of a database's attachments."""
        return self.data_dir / "filestore" / database

    def configure(self, name, database, port):
        """Write a configuration file and return its path."""
        paths = [*map(str, self.odoo.addons)]
        if self.addons and config.own_addons(self.addons):
            paths.append(str(self.addons))
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = OPTIONS.format(
            addons_path=",".join(paths),
            data_dir=self.data_dir,
            database=database,
            secret=_secret(),
            port=port,
            server_wide=SERVER_WIDE,
            screenshots=config.HOME / "log" / "screenshots",
            nowhere=config.HOME / "conf" / "no-geoip.mmdb",
        )
        path = config.HOME / "conf" / f"{name}.conf"
        write_file(path, text, mode=0o600)
        return path

    def environment(self, conf):
        """Return the environment of Odoo's processes."""
        dropped = ("PG", "ODOO_", "OPENERP_", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
        env = {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
        env.update(self.server.environment())
        path = [str(config.HOME / "bin"), str(Path(self.python).parent)]
        env["PATH"] = ":".join([*path, os.environ.get("PATH", "/usr/bin:/bin")])
        env["ODOO_RC"] = str(conf)
        env["PYTHONPYCACHEPREFIX"] = str(config.HOME / "cache" / "python")
        env["PYTHONWARNINGS"] = "ignore::DeprecationWarning"
        env.setdefault("LANG", "C.UTF-8")
        if self.fonts:
            env["FONTCONFIG_FILE"] = str(self.fonts)
        return env

    def command(self, *words):
        """Return the command line of Odoo."""
        return [str(self.python), str(self.odoo.launcher), *map(str, words)]

    def popen(self, conf, *words, **options):
        """Start an Odoo process that does not outlive this one."""
        options.setdefault("preexec_fn", die_with_parent)
        return subprocess.Popen(
            self.command(*words), env=self.environment(conf), **options
        )


def end(process, patience=20):
    """End a process we started: kindly first, by force when it does not go."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serve(process, shared_terminal=False):
    """Wait for a foreground process and pass on what tells it to stop.

    With a terminal of its own a Ctrl-C reaches us only; sharing ours (a shell)
    it gets the Ctrl-C from the terminal already.
    """

    def forward(*_):
        if process.poll() is None:
            process.terminate()

    signal.signal(signal.SIGINT, signal.SIG_IGN if shared_terminal else forward)
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, forward)
    return process.wait()
