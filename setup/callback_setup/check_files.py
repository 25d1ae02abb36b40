"""Checks of XML and PO files; run by the Python of the development tools."""

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PLACEHOLDER = re.compile(r"%\(\w+\)[sdfr]|%[sdfr]|\{\w*\}|\$\{[^}]*\}")
TAG = re.compile(r"</?\w+")


def check_xml(path):
    """Yield what is wrong with an XML file."""
    try:
        ElementTree.parse(path)
    except ElementTree.ParseError as error:
        yield str(error)


def _differs(entry):
    """Tell whether a translation lost or invented a placeholder or a tag."""
    return any(
        sorted(pattern.findall(entry.msgid)) != sorted(pattern.findall(entry.msgstr))
        for pattern in (PLACEHOLDER, TAG)
    )


def check_po(path):
    """Yield what is wrong with a translation file."""
    import polib

    catalog = polib.pofile(str(path), check_for_duplicates=True)
    for entry in catalog:
        where = f"line {entry.linenum}: {entry.msgid[:60]!r}"
        if entry.obsolete:
            yield f"{where} is obsolete"
        elif entry.fuzzy:
            yield f"{where} is fuzzy"
        elif not entry.translated():
            yield f"{where} is not translated"
        elif _differs(entry):
            yield f"{where}: placeholders or tags differ in the translation"
    template = path.with_name(f"{path.parents[1].name}.pot")
    if not template.exists():
        yield f"{template.name} is missing"
        return
    wanted = {(e.msgctxt, e.msgid) for e in polib.pofile(str(template))}
    have = {(e.msgctxt, e.msgid) for e in catalog if not e.obsolete}
    for _context, text in sorted(wanted - have, key=str):
        yield f"{text[:60]!r} of {template.name} is missing"
    for _context, text in sorted(have - wanted, key=str):
        yield f"{text[:60]!r} is not in {template.name}"


def main(root):
    """Check every XML and PO file of the addons; return how many findings."""
    findings = 0
    for pattern, check in (("*.xml", check_xml), ("*.po", check_po)):
        for path in sorted((root / "addons").rglob(pattern)):
            try:
                found = list(check(path))
            except (OSError, ValueError) as error:
                found = [str(error)]
            for text in found:
                print(f"{path.relative_to(root)}: {text}")
            findings += len(found)
    return findings


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 1))
