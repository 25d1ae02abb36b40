"""Odoo 19.0: Debian's package in a private prefix, or the user's own folder."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import config
from .apt import Apt, unpack
from .apt_sources import main_mirror, os_release
from .steps import Failure, build_folder, digest

RECIPE = "2"  # raise it when what is done to the prefix changes
ASSETS = (
    "libjs-jquery libjs-jquery-form libjs-underscore fonts-font-awesome "
    "fonts-roboto-unhinted fonts-montserrat fonts-inconsolata "
    "fonts-glyphicons-halflings fonts-ocr-b"
).split()
OWN_ODOO = "name your own Odoo 19 instead: CALLBACK_ODOO=<folder of the source>"
STUB = "/* Left out by Debian; used by the blur of video calls only. */\n"


@dataclass
class Odoo:
    """An Odoo 19 to run: its launcher, import path and core addons."""

    launcher: Path
    python_path: Path
    addons: list
    key: str
    packaged: bool


def locate(progress):
    """Return the Odoo to use, fetching Debian's package at the first time."""
    own = os.environ.get("CALLBACK_ODOO")
    if own:
        return _own_odoo(Path(own).expanduser().absolute())
    prefixes = sorted((config.HOME / "odoo").glob(f"19.0*-r{RECIPE}"))
    if prefixes:
        return _packaged(prefixes[-1])
    progress.show("Odoo 19.0: fetching Debian's package (123 MB)")
    return _packaged(_fetch(progress))


def _own_odoo(folder):
    """Check and describe the user's own Odoo 19."""
    for root in (folder, folder / "usr/lib/python3/dist-packages", folder.parent):
        release = root / "odoo" / "release.py"
        if release.is_file():
            break
    else:
        raise Failure(
            f"CALLBACK_ODOO: no Odoo in {folder}",
            "name the folder that holds odoo-bin and odoo/release.py.",
        )
    version = re.search(r"version_info = \((\d+), (\d+)", release.read_text("utf-8"))
    if not version or version.groups() != ("19", "0"):
        raise Failure(
            f"CALLBACK_ODOO: {folder} is not Odoo 19.0",
            "name a folder of version 19.0, or unset it for Debian's package.",
        )
    launchers = [root / "odoo-bin", root / "setup" / "odoo", folder / "usr/bin/odoo"]
    launcher = next((path for path in launchers if path.is_file()), None)
    if launcher is None:
        launcher = config.SETUP / "callback_setup" / "odoo_launcher.py"
    addons = [path for path in (root / "addons", root / "odoo/addons") if path.is_dir()]
    return Odoo(launcher, root, addons, digest(str(root)), False)


def _packaged(prefix):
    packages = prefix / "usr/lib/python3/dist-packages"
    return Odoo(
        prefix / "usr/bin/odoo", packages, [packages / "odoo/addons"], prefix.name, True
    )


def _suites(mirror):
    """Return (suites to look for odoo-19 in, suites for its assets), best first.

    Only Debian's unstable has odoo-19, but it has moved to other names of the
    fonts that Odoo's package links to; Debian 13 has the ones that fit.
    """
    release = os_release()
    if "debian" in mirror.uri:
        return ["sid"], ["trixie", "bookworm", "sid"]
    own = release.get("VERSION_CODENAME", "")
    suites = [name for name in (own, "devel") if name]
    return suites, suites


def _offers(mirror, suites, package):
    """Return (apt, version) of the first suite that offers a package."""
    for suite in suites:
        components = ["main"] if "debian" in mirror.uri else ["main", "universe"]
        apt = Apt(f"odoo-{suite}", [mirror.stanza([suite], components)])
        apt.update()
        version = apt.version(package)
        if version:
            return apt, version
    raise Failure(f"the mirror {mirror.uri} offers no {package}", OWN_ODOO)


def _fetch(progress):
    """Fetch odoo-19 and the assets it links to; unpack and mend them."""
    mirror = main_mirror()
    suites, asset_suites = _suites(mirror)
    apt, version = _offers(mirror, suites, "odoo-19")
    if not version.startswith("19.0"):
        raise Failure(f"the mirror offers odoo-19 {version}, not 19.0", OWN_ODOO)
    kept = [_download(apt, "odoo-19", version)]
    apt, _version = _offers(mirror, asset_suites, ASSETS[0])
    kept += [_download(apt, name, apt.version(name)) for name in ASSETS]
    progress.show("Odoo 19.0: unpacking")
    prefix = config.HOME / "odoo" / f"{version.replace(':', '_')}-r{RECIPE}"
    build_folder(prefix, lambda folder: _fill(folder, kept))
    return prefix


def _download(apt, package, version):
    """Return the .deb of a package, fetched unless it is there already."""
    if version is None:
        raise Failure(f"the mirror offers no {package}", OWN_ODOO)
    archives = config.HOME / "debs"
    shown = version.replace(":", "%3a")
    kept = next(archives.glob(f"{package}_{shown}_*.deb"), None)
    if kept is None:
        part = archives / f"{package}.part"
        shutil.rmtree(part, ignore_errors=True)
        fetched = apt.download([f"{package}={version}"], part)[0]
        kept = fetched.rename(archives / fetched.name)
        part.rmdir()
    return kept


def _fill(folder, archives):
    """Unpack into the new prefix and mend what Debian's packaging left out."""
    unpack(archives, folder)
    packages = folder / "usr/lib/python3/dist-packages"
    requires = packages / "odoo-19.0.egg-info"
    for name in ("PKG-INFO", "requires.txt"):
        text = (requires / name).read_text(encoding="utf-8")
        text = re.sub(r"\bpsycopg2\b(?!-)(>=[\d.]+)?", "psycopg2-binary", text)
        (requires / name).write_text(text.replace("PyPDF2", "pypdf"), encoding="utf-8")
    stub = packages / "odoo/addons/mail/static/lib/selfie_segmentation"
    stub.mkdir(parents=True, exist_ok=True)
    if not (stub / "selfie_segmentation.js").exists():
        (stub / "selfie_segmentation.js").write_text(STUB, encoding="utf-8")
    _mend_links(folder)


def _mend_links(folder):
    """Point absolute links into the prefix and refuse a prefix with dead ones."""
    dead = []
    for top, folders, files in os.walk(folder):
        for name in folders + files:
            path = Path(top, name)
            if not path.is_symlink() or path.exists():
                continue
            target = os.readlink(path)
            inside = folder / target.lstrip("/")
            if target.startswith("/") and inside.exists():
                path.unlink()
                path.symlink_to(os.path.relpath(inside, path.parent))
            else:
                dead.append(f"{path.relative_to(folder)} -> {target}")
    wanted = [line for line in dead if "/static/" in line]
    if wanted:
        raise Failure(
            "Debian's Odoo links to files no fetched package has",
            OWN_ODOO,
            "\n".join(wanted),
        )
