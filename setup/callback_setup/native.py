"""Programs and libraries the machine lacks, unpacked into folders of our own.

apt works out, against the machine's own dpkg state, what installing a package
would bring in; exactly that is fetched and unpacked below CALLBACK_HOME and
reached by LD_LIBRARY_PATH of the processes that need it.
"""

import functools
import os
import shutil

from . import config
from .apt import Apt, multiarch, unpack
from .apt_sources import machine_sources, os_release
from .steps import Failure, build_folder, digest

RECIPE = "1"


@functools.cache
def release_apt():
    """Return apt on the machine's own release, its lists just fetched."""
    stanzas = [source.stanza() for source in machine_sources()]
    apt = Apt("release", stanzas)
    try:
        apt.update()
    except Failure:
        main = [s.stanza() for s in machine_sources() if not s.is_security]
        if len(main) in (0, len(stanzas)):
            raise
        apt = Apt("release-main", main)
        apt.update()
    return apt


def folder(name, packages, closure=True, build=None):
    """Return the folder holding `packages` and what the machine lacks for them."""
    release = os_release()
    key = digest(RECIPE, release.get("VERSION_ID", release.get("ID")), *packages)
    target = config.HOME / "native" / f"{name}-{key}"

    def fill(temporary):
        apt = release_apt()
        wanted = list(packages)
        if closure:
            wanted = sorted(set(apt.missing(packages)) | set(packages))
        archives = config.HOME / "debs" / f"{name}.part"
        shutil.rmtree(archives, ignore_errors=True)
        unpack(apt.download(wanted, archives), temporary)
        shutil.rmtree(archives)
        if build:
            build(temporary)

    build_folder(target, fill)
    return target


def libraries(root):
    """Return the LD_LIBRARY_PATH that reaches the libraries below `root`.

    Some packages keep private libraries one folder deeper (pulseaudio, nss),
    found by an absolute path when they are installed.
    """
    arch = multiarch()
    found = []
    for part in (f"usr/lib/{arch}", f"lib/{arch}", "usr/lib"):
        if (root / part).is_dir():
            found.append(str(root / part))
            deeper = {path.parent for path in (root / part).glob("*/lib*.so*")}
            found += sorted(str(path) for path in deeper if path.name != arch)
    if os.environ.get("LD_LIBRARY_PATH"):
        found.append(os.environ["LD_LIBRARY_PATH"])
    return ":".join(found)
