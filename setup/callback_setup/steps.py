"""Progress on the terminal, failures with advice, folders built in one piece."""

import contextlib
import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path


class Failure(Exception):
    """Something went wrong that the user can mend; `advice` says how."""

    def __init__(self, what, advice="", detail=""):
        super().__init__(what)
        self.what = what
        self.advice = advice
        self.detail = detail


def explain(failure):
    """Print a failure: what failed, the last words of the tool, what to do."""
    sys.stdout.flush()
    print(f"\nFailed: {failure.what}", file=sys.stderr)
    for line in failure.detail.strip().splitlines()[-15:]:
        print(f"    {line}", file=sys.stderr)
    if failure.advice:
        print(f"What to do: {failure.advice}", file=sys.stderr)


class Progress:
    """Numbered steps, one line each: `[ 3/12] Odoo 19.0 … 4 s`."""

    def __init__(self, total):
        self.total = total
        self.number = 0

    @contextlib.contextmanager
    def step(self, title):
        """Show a step while it runs; the block may yield words by `note`."""
        self.number += 1
        self.notes = []
        head = f"[{self.number:2d}/{self.total}] {title}"
        live = sys.stdout.isatty()
        if live:
            print(f"{head} …", end="", flush=True)
        began = time.monotonic()
        try:
            yield self
        except BaseException:
            print(f"\r{head} … stopped" if live else f"{head} … stopped", flush=True)
            raise
        seconds = time.monotonic() - began
        words = "".join(f", {note}" for note in self.notes)
        taken = "ready" if seconds < 0.5 else f"{seconds:.0f} s"
        clear = "\r\033[K" if live else ""
        print(f"{clear}{head} … {taken}{words}", flush=True)

    def note(self, words):
        """Add words to the end of the running step's line."""
        self.notes.append(words)

    def show(self, words):
        """Show passing words behind the running step (terminals only)."""
        if sys.stdout.isatty():
            print(
                f"\r\033[K[{self.number:2d}/{self.total}] {words}", end="", flush=True
            )


def digest(*parts):
    """Short key over texts, bytes and files, to see whether inputs changed."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            part = part.read_bytes()
        total.update(part if isinstance(part, bytes) else str(part).encode())
        total.update(b"\0")
    return total.hexdigest()[:16]


def build_folder(folder, build):
    """Make `folder` by `build(temporary)` unless it is there already.

    The rename at the end is the only moment it appears, so that a run killed
    half-way leaves nothing that looks finished. A name of its own each time: what
    a killed run started (tar below dpkg-deb) may still be writing for a moment.
    """
    if folder.exists():
        return False
    for left_over in folder.parent.glob(f"{folder.name}.part-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    temporary = folder.with_name(f"{folder.name}.part-{os.getpid()}")
    temporary.mkdir(parents=True)
    build(temporary)
    temporary.rename(folder)
    return True


def write_file(path, text, mode=0o644):
    """Write a small file in one piece (temporary name, then rename)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.touch(mode=mode)
    temporary.write_text(text, encoding="utf-8")
    temporary.chmod(mode)
    temporary.replace(path)


def die_with_parent():
    """Ask the kernel to end a child when the set-up dies, even by kill -9.

    A left-over pip or Odoo would write into what the next run rebuilds.
    """
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def call(command, what, advice="", **options):
    """Run a helper program; its output is shown only when it fails."""
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("preexec_fn", die_with_parent)
    result = subprocess.run(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **options,
    )
    if result.returncode:
        raise Failure(what, advice, result.stdout)
    return result.stdout


def retry(action, attempts=3, pause=3):
    """Repeat what depends on the network before giving up."""
    for attempt in range(1, attempts + 1):
        try:
            return action()
        except Failure as failure:
            if attempt == attempts or "is expired" in failure.detail:
                raise
            time.sleep(pause * attempt)
    return None
