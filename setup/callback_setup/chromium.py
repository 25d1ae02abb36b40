"""The browser of the tests: the machine's own Chromium, or one in the prefix."""

import functools
import os
import shutil
import subprocess

from . import config, native
from .apt import system_install
from .pdf import write_program
from .steps import Failure

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--disable-dev-shm-usage"
).split()
NAMES = ("chromium", "chromium-browser", "google-chrome")


def _installed():
    """Return a browser of the machine, but never our own launcher."""
    ours = str(config.HOME / "bin")
    places = os.environ.get("PATH", "/usr/bin:/bin").split(":")
    path = ":".join(place for place in places if place != ours)
    return next((p for p in (shutil.which(n, path=path) for n in NAMES) if p), None)


def _starts(program):
    try:
        result = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.returncode == 0


@functools.cache
def _own():
    """Return the launcher's parts of a Chromium unpacked in the prefix."""
    root = native.folder("chromium", ["chromium"])
    program = root / "usr/lib/chromium/chromium"
    paths = native.libraries(root)
    return program, {"LD_LIBRARY_PATH": paths}


def prepare():
    """Put a launcher named chromium first on the tests' PATH; return it."""
    program, environment = _installed(), {}
    if program is None or os.environ.get("CALLBACK_PRIVATE_CHROMIUM"):
        try:
            program, environment = _own()
        except Failure:
            program = None
    launcher = program and write_program("chromium", program, FLAGS, environment)
    if not launcher or not _starts(launcher):
        system_install("chromium", "Chromium, the browser of the tests,")
        launcher = write_program("chromium", _installed(), FLAGS, {})
        if not _starts(launcher):
            raise Failure("Chromium does not start", f"try: {launcher} --version")
    alias = launcher.with_name("google-chrome")
    if not alias.is_symlink():
        alias.symlink_to(launcher.name)
    return launcher
