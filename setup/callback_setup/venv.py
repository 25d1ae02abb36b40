"""Private virtual environments, one folder per set of inputs.

The folder's name is a key over everything that goes in, so two checkouts with
different requirements do not disturb each other, and a stamp written last tells
a whole environment from one that was interrupted.
"""

import os
import shutil
import subprocess
import sys

from . import config, native
from .steps import call, digest, retry

RECIPE = "1"
ODOO_METADATA = "Metadata-Version: 2.1\nName: odoo\nVersion: 19.0\n"


def _pip_environment():
    """Return the machine's environment without words that redirect pip."""
    dropped = {
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_USER",
        "PYTHONPATH",
        "PIP_REQUIRE_VIRTUALENV",
    }
    env = {name: value for name, value in os.environ.items() if name not in dropped}
    env["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def pip(python, *words, what):
    """Run pip of a virtual environment, again when the network fails."""
    command = [python, "-m", "pip", "--no-input", *words]
    return retry(
        lambda: call(command, what, config.NETWORK_ADVICE, env=_pip_environment())
    )


def _site_packages(folder):
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return folder / "lib" / version / "site-packages"


def _see(folder, paths, stub):
    """Let an environment import from `paths`; `stub` tells pip Odoo is there."""
    site = _site_packages(folder)
    (site / "callback.pth").write_text("".join(f"{path}\n" for path in paths))
    if stub:
        metadata = site / "odoo-19.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(ODOO_METADATA)
        (metadata / "INSTALLER").write_text("callback\n")


def see_odoo(folder, odoo):
    """Let an environment import Odoo, and pip know that it is installed."""
    _see(folder, [odoo.python_path], stub=not odoo.packaged)


def build(kind, requirements, paths=(), extra=""):
    """Return the folder of a ready environment, made when it is not there.

    `paths` are import folders added by a .pth file before anything is
    installed, so that pip sees what they hold.
    """
    key = digest(RECIPE, sys.version, requirements, *map(str, paths), extra)
    folder = config.HOME / "venv" / f"{kind}-{key}"
    if (folder / "ready").exists() and _starts(folder):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    call(
        [sys.executable, "-m", "venv", folder],
        "a virtual environment cannot be made",
        "type: sudo apt-get install python3-venv",
    )
    _see(folder, paths, stub=extra == "stub")
    pip(
        folder / "bin/python",
        "install",
        "--quiet",
        "--prefer-binary",
        "--no-compile",
        "-r",
        requirements,
        what=f"pip cannot install {requirements.name}",
    )
    (folder / "ready").touch()
    return folder


def _starts(folder):
    """Tell whether the environment's Python still exists on the machine."""
    return os.access(folder / "bin/python", os.X_OK)


def runtime(odoo):
    """Return the environment Odoo runs in."""
    folder = build(
        "run",
        config.SETUP / "requirements.txt",
        [odoo.python_path],
        "" if odoo.packaged else "stub",
    )
    _mend_barcodes(folder)
    return folder


def _mend_barcodes(folder):
    """Give reportlab a drawing backend on Python 3.13, which has no wheel of one."""
    if sys.version_info < (3, 13) or (folder / "barcodes").exists():
        return
    python = folder / "bin/python"
    what = "pip cannot install the barcode backend"
    pip(python, "install", "-q", "cairocffi==1.7.1", "freetype-py==2.5.1", what=what)
    pip(python, "install", "-q", "--no-deps", "rlPyCairo==0.4.0", what=what)
    (folder / "barcodes").touch()


def drawing_libraries(runtime_folder):
    """Return the library path of the barcode backend; empty when not needed."""
    if not (runtime_folder / "barcodes").exists():
        return ""
    python = runtime_folder / "bin/python"
    command = [python, "-c", "import cairocffi"]
    if subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return ""
    return native.libraries(native.folder("cairo", ["libcairo2"]))


def _layer(kind, runtime_folder):
    return build(
        kind,
        config.SETUP / f"requirements-{kind}.txt",
        [_site_packages(runtime_folder), *_pth_lines(runtime_folder)],
    )


def tools(runtime_folder):
    """Return the environment of the test tools, a layer above `runtime`."""
    return _layer("test", runtime_folder)


def peers(runtime_folder):
    """Return the environment with what the benchmarks compare with."""
    return _layer("bench", runtime_folder)


def _pth_lines(folder):
    return (_site_packages(folder) / "callback.pth").read_text().split()


def development():
    """Return the environment of linters and the packager."""
    return build("dev", config.SETUP / "requirements-dev.txt")
