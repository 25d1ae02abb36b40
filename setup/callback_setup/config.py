"""Where things live and what the environment variables say."""

import hashlib
import os
import re
from pathlib import Path

from .steps import Failure

CHECKOUT = Path(os.environ["CALLBACK_CHECKOUT"])
SETUP = CHECKOUT / "setup"
ADDONS = CHECKOUT / "addons"
IS_ROOT = os.geteuid() == 0

# What ./setup/test and ./setup/bench make and drop, also on the user's own server;
# no other.
TEST_DATABASES = re.compile(
    r"callback_((core|ready)_[0-9a-f]{16}|test(_building(__old)?|[_-]?gw\d+)?|bench|package|install|uninstall)$"
)
NETWORK_ADVICE = (
    "check the network (and http_proxy, if you need one), then start again; "
    "what was fetched already is kept."
)
VARIABLES = """environment variables:
  CALLBACK_HOME      folder of all state (default: below the user's data folder)
  CALLBACK_PORT      port of the server on 127.0.0.1 (default 8069)
  CALLBACK_DB        name of the database (default callback)
  CALLBACK_ODOO      folder of your own Odoo 19 instead of Debian's package
  CALLBACK_PYTHON    Python 3.11 to 3.13 to use
  PGHOST, PGPORT, PGUSER, PGPASSWORD
                     your own PostgreSQL server instead of the embedded one"""


def _home():
    """Return the state folder; root's must be open to PostgreSQL's user."""
    named = os.environ.get("CALLBACK_HOME")
    if named:
        return Path(named).expanduser().absolute()
    if IS_ROOT:
        return Path("/var/lib/callback")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "callback"


def _port():
    text = os.environ.get("CALLBACK_PORT") or "8069"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Failure(
            f"CALLBACK_PORT is {text!r}", "give a port between 1024 and 65535."
        )
    return int(text)


def _database():
    name = os.environ.get("CALLBACK_DB") or "callback"
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", name):
        raise Failure(
            f"CALLBACK_DB is {name!r}",
            "use a small letter first, then small letters, digits and _, 41 at most.",
        )
    if TEST_DATABASES.match(name):
        raise Failure(
            f"CALLBACK_DB is {name!r}, a name ./setup/test drops", "name another."
        )
    return name


HOME = _home()
HOME_KEY = hashlib.sha256(str(HOME).encode()).hexdigest()[:10]


def port():
    """Return the port the server listens on."""
    return _port()


def database():
    """Return the name of the database `run` serves."""
    return _database()


def own_addons(folder=ADDONS):
    """Return the addons of this repository by name, in a stable order."""
    return [path.parent.name for path in sorted(folder.glob("*/__manifest__.py"))]


def prepare_home():
    """Make the state folder and check that it can be written."""
    try:
        HOME.mkdir(parents=True, exist_ok=True)
        probe = HOME / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Failure(
            f"{HOME} cannot be written ({error.strerror})",
            "name another folder: CALLBACK_HOME=<folder>",
        ) from error
    if HOME == CHECKOUT or CHECKOUT in HOME.parents:
        raise Failure(
            f"CALLBACK_HOME ({HOME}) lies in the checkout",
            "name a folder outside of it.",
        )
