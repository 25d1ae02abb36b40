"""The machine's own apt sources: which official mirror does it use?

`apt-get indextargets` says nothing on a machine where `apt-get update` never
ran, so the source files are read here. Third-party sources are left alone.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from .steps import Failure

OFFICIAL = re.compile(r"/(debian|ubuntu|ubuntu-ports|debian-security)(\.list)?/?$")
KEPT_OPTIONS = {"signed-by": "Signed-By", "trusted": "Trusted"}


@dataclass
class Source:
    """One apt source: where, which suites and components, checked by what."""

    uri: str
    suites: list
    components: list
    options: dict = field(default_factory=dict)

    def stanza(self, suites=None, components=None):
        """Return the source in apt's deb822 form, perhaps for another suite."""
        words = [
            "Types: deb",
            f"URIs: {self.uri}",
            f"Suites: {' '.join(suites or self.suites)}",
            f"Components: {' '.join(components or self.components)}",
        ]
        words += [f"{name}: {value}" for name, value in self.options.items()]
        return "\n".join(words) + "\n"

    @property
    def is_security(self):
        """Tell the source of security updates from the main mirror."""
        return "security" in self.uri or all("security" in s for s in self.suites)


def os_release():
    """Return the fields of /etc/os-release."""
    text = Path("/etc/os-release").read_text(encoding="utf-8")
    return dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', text, re.M))


def _from_deb822(text):
    for stanza in re.split(r"\n\s*\n", re.sub(r"^#.*\n?", "", text, flags=re.M)):
        fields = {
            name.lower(): value.strip()
            for name, value in re.findall(
                r"^([\w-]+):((?:.*\n?)(?:[ \t].*\n?)*)", stanza, re.M
            )
        }
        if "deb" not in fields.get("types", "").split():
            continue
        if fields.get("enabled", "yes").lower() == "no":
            continue
        options = {
            shown: fields[name].replace("\n", "\n ").replace("\n  ", "\n ")
            for name, shown in KEPT_OPTIONS.items()
            if name in fields
        }
        for uri in fields.get("uris", "").split():
            yield Source(
                uri,
                fields.get("suites", "").split(),
                fields.get("components", "").split(),
                options,
            )


def _from_list(text):
    for line in text.splitlines():
        match = re.match(
            r"deb\s+(?:\[([^]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]+)", line.strip()
        )
        if match:
            pairs = re.findall(r"([\w-]+)\+?=(\S+)", match[1] or "")
            options = {
                KEPT_OPTIONS[name]: value.replace(",", " ")
                for name, value in pairs
                if name in KEPT_OPTIONS
            }
            yield Source(match[2], [match[3]], match[4].split(), options)


def machine_sources(etc=Path("/etc/apt")):
    """Return the machine's official sources (Debian's or Ubuntu's own)."""
    found = []
    files = [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*"))]
    for path in files:
        if path.suffix not in {".list", ".sources"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        parse = _from_deb822 if path.suffix == ".sources" else _from_list
        found += [
            source
            for source in parse(text)
            if "main" in source.components and OFFICIAL.search(source.uri)
        ]
    if not found:
        raise Failure(
            "no Debian or Ubuntu mirror is named in /etc/apt",
            "add your distribution's standard sources to /etc/apt/sources.list.d, "
            "or name your own Odoo 19: CALLBACK_ODOO=<folder>",
        )
    return found


def main_mirror():
    """Return the source of the distribution's main archive."""
    for source in machine_sources():
        if not source.is_security:
            return source
    return machine_sources()[0]
