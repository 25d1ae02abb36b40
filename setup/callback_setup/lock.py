"""Locks between runs: the kernel frees them when their holder dies."""

import contextlib
import fcntl
import os
import time

from . import config
from .steps import Failure


def _open(name):
    folder = config.HOME / "lock"
    folder.mkdir(exist_ok=True)
    return os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)


def _holder(handle):
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 1000).decode(errors="replace").strip() or "another run"


def _sign(handle, what):
    since = time.strftime("%Y-%m-%d %H:%M:%S")
    text = f"{what}, process {os.getpid()}, checkout {config.CHECKOUT}, since {since}"
    os.ftruncate(handle, 0)
    os.pwrite(handle, text.encode(), 0)


def _try(handle, mode):
    try:
        fcntl.flock(handle, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def exclusive(name, what, advice):
    """Hold a lock or fail at once, saying who holds it."""
    handle = _open(name)
    try:
        if not _try(handle, fcntl.LOCK_EX):
            raise Failure(f"in use by {_holder(handle)}", advice)
        _sign(handle, what)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def waiting(name, what):
    """Hold a lock for a moment; wait for another holder, saying so once."""
    handle = _open(name)
    try:
        if not _try(handle, fcntl.LOCK_EX):
            print(f"Waiting for {_holder(handle)} …", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        _sign(handle, what)
        yield
    finally:
        os.close(handle)


class Users:
    """Counts the users of a shared thing by shared locks on one file."""

    def __init__(self, name):
        self.name = name
        self.handle = None

    def enter(self):
        """Register this process as a user."""
        self.handle = _open(self.name)
        fcntl.flock(self.handle, fcntl.LOCK_SH)

    def leave(self):
        """Unregister; return True when no other user is left."""
        alone = _try(self.handle, fcntl.LOCK_EX)
        os.close(self.handle)
        self.handle = None
        return alone
