"""Translation files against the terms Odoo finds in an installed addon.

Run by a Python that has polib: terms.py CHECKOUT FOLDER [--update]; FOLDER holds
<addon>.pot and <addon>.foreign of odoo_terms.py. Terms of demo data only are left
out: they are content, in the language of the company they describe.
"""

import csv
import difflib
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import polib

PO_WORDS = {"Content-Transfer-Encoding": "8bit"}


def demo_ids(addon):
    """Return the names, as the exporter gives them, of an addon's demo records.

    A record of the data that the demo data only fills in further is not one of them.
    """
    return _ids(addon, "demo") - _ids(addon, "data")


def _ids(addon, folder):
    names = set()
    for path in (addon / folder).glob("*.xml"):
        elements = ElementTree.parse(path).iter()
        names.update(e.get("id") for e in elements if e.tag != "field")
    for path in (addon / folder).glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            names.update(line.get("id") for line in csv.DictReader(lines))
    return {n if "." in n else f"{addon.name}.{n}" for n in names if n}


def left_out(addon, fresh):
    """Return the names of records whose terms are not an addon's own."""
    foreign = fresh.with_suffix(".foreign").read_text(encoding="utf-8")
    return demo_ids(addon) | set(foreign.split())


def own(path, excluded):
    """Return a catalog without the terms that stand only in excluded records."""
    catalog, kept = polib.pofile(str(path)), []
    for entry in catalog:
        entry.occurrences = [
            place for place in entry.occurrences if not _names(place[0], excluded)
        ]
        if entry.occurrences:
            kept.append(entry)
    catalog[:] = kept
    return catalog


def _names(place, xml_ids):
    return place.startswith("model") and place.rsplit(":", 1)[-1] in xml_ids


def compare(addon, fresh):
    """Yield what in an addon's translation files does not fit its terms."""
    path, excluded = addon / "i18n" / f"{addon.name}.pot", left_out(addon, fresh)
    wanted = {entry.msgid for entry in own(fresh, excluded)}
    have = {entry.msgid for entry in (own(path, excluded) if path.exists() else ())}
    where = f"addons/{addon.name}/i18n"
    for text in sorted(wanted - have):
        yield f"{where}/{path.name}: missing {text!r}"
    for text in sorted(have - wanted):
        yield f"{where}/{path.name}: no longer in the code {text!r}"
    for translation in sorted(path.parent.glob("*.po")):
        catalog = polib.pofile(str(translation))
        known = {entry.msgid for entry in catalog.translated_entries()}
        for text in sorted(wanted - known):
            yield f"{where}/{translation.name}: not translated {text!r}"


def _picture(catalog):
    return [(e.msgid, e.msgstr, e.occurrences, e.comment, e.flags) for e in catalog]


def _save(catalog, path, metadata):
    """Write a file, unless only its dates would change."""
    if path.exists():
        old = polib.pofile(str(path))
        if _picture(old) == _picture(catalog):
            return False
        catalog.header = old.header
        dates = {k: v for k, v in metadata.items() if k.endswith("-Date")}
        metadata = {**old.metadata, **dates}
    catalog.metadata = metadata
    path.parent.mkdir(exist_ok=True)
    catalog.save(str(path))
    print(f"written: {path}")
    return True


def update(addon, fresh):
    """Write an addon's .pot and .po files anew; translations are kept."""
    template = own(fresh, left_out(addon, fresh))
    for entry in template:
        entry.msgstr, entry.flags = "", []
    folder, dates = addon / "i18n", dict(template.metadata)
    _save(template, folder / f"{addon.name}.pot", dates)
    for path in sorted(folder.glob("*.po")):
        old = {e.msgid: e.msgstr for e in polib.pofile(str(path)) if e.msgstr}
        for entry in template:
            entry.msgstr = old.get(entry.msgid, "")
        _save(template, path, {**dates, **PO_WORDS})
        gone = sorted(set(old) - {entry.msgid for entry in template})
        for text in gone:
            print(f"  gone: {text!r} = {old[text]!r}")
        for entry in template:
            if not entry.msgstr:
                near = difflib.get_close_matches(entry.msgid, gone, 1, 0.6)
                was = f" (was {near[0]!r} = {old[near[0]]!r})" if near else ""
                print(f"  to translate: {entry.msgid!r}{was}")


def main(checkout, folder, write):
    """Compare, or with `write` update, every addon; return what is found."""
    findings = []
    for fresh in sorted(folder.glob("*.pot")):
        addon = checkout / "addons" / fresh.stem
        if write:
            update(addon, fresh)
        else:
            findings += compare(addon, fresh)
    return findings


if __name__ == "__main__":
    lines = main(Path(sys.argv[1]), Path(sys.argv[2]), "--update" in sys.argv[3:])
    print("\n".join(lines))
    sys.exit(1 if lines else 0)
