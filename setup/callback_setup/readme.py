"""README.md of each addon, put together from its manifest and readme/*.md.

The order of the parts is that of the Odoo Community Association. Run as a script
it checks every addon, and with --fix it writes what is out of date.
"""

import ast
import re
import sys
from pathlib import Path

FIRST = "DESCRIPTION"
SECTIONS = {
    "CONTEXT": "Context",
    "INSTALL": "Installation",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "CLAUSES": "Clauses",
    "DEVELOP": "Development",
    "ROADMAP": "Known issues and roadmap",
    "HISTORY": "Changes",
}
CREDITS = {"CONTRIBUTORS": "Contributors", "CREDITS": "Other credits"}
LICENCES = {"AGPL-3": "GNU Affero General Public License, version 3 or later (AGPL-3)"}
FENCE = re.compile(r"^ {0,3}(```|~~~)")


def manifest(addon):
    """Return the manifest of an addon as a dictionary."""
    return ast.literal_eval((addon / "__manifest__.py").read_text(encoding="utf-8"))


def fragment(addon, name):
    """Return the text of readme/<name>.md; empty when there is none."""
    path = addon / "readme" / f"{name}.md"
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def below(text, level):
    """Return a fragment whose highest heading is one deeper than `level`."""
    lines, code, headings = text.splitlines(), False, []
    for number, line in enumerate(lines):
        if FENCE.match(line):
            code = not code
        elif not code and re.match(r"#+ ", line):
            headings.append(number)
    depths = [len(lines[number].split(" ", 1)[0]) for number in headings]
    shift = max(level + 1 - min(depths, default=level + 1), 0)
    for number in headings:
        lines[number] = "#" * shift + lines[number]
    return "\n".join(lines)


def compose(addon):
    """Return the README.md an addon should have."""
    about = manifest(addon)
    parts = [
        f"<!-- Written by ./setup/lint --fix from __manifest__.py and readme/. -->\n"
        f"# {about['name']}",
        about.get("summary", ""),
        below(fragment(addon, FIRST), 1),
    ]
    for name, title in SECTIONS.items():
        text = fragment(addon, name)
        if text:
            parts += [f"## {title}", below(text, 2)]
    parts += ["## Credits", "### Authors", authors(about)]
    for name, title in CREDITS.items():
        text = fragment(addon, name)
        if text:
            parts += [f"### {title}", below(text, 3)]
    words = LICENCES.get(about["license"], about["license"])
    parts += ["## Licence", f"`{addon.name}` {about['version']}: {words}."]
    return "\n\n".join(part for part in parts if part) + "\n"


def authors(about):
    """Return the list of authors, linked when the manifest names a site."""
    names = [name.strip() for name in about["author"].split(",")]
    site = about.get("website")
    return "\n".join(f"- [{name}]({site})" if site else f"- {name}" for name in names)


def unknown(addon):
    """Return the fragments that no section takes: a misspelt name, most often."""
    # CLAUSES is a table of its own, written and checked by a test of the addon.
    known = {FIRST, *SECTIONS, *CREDITS, "CLAUSES", "newsfragments"}
    found = (addon / "readme").glob("*") if (addon / "readme").is_dir() else ()
    return sorted(path.name for path in found if path.stem not in known)


def main(root, fix):
    """Check, or with `fix` write, the READMEs; return how many are wrong."""
    findings = 0
    for path in sorted((root / "addons").glob("*/__manifest__.py")):
        addon = path.parent
        target, text = addon / "README.md", compose(addon)
        shown = target.relative_to(root)
        for name in unknown(addon):
            print(f"addons/{addon.name}/readme/{name}: not a part of a README")
            findings += 1
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        if fix:
            target.write_text(text, encoding="utf-8")
            print(f"{shown}: written")
        else:
            print(f"{shown}: out of date; ./setup/lint --fix writes it")
            findings += 1
    return findings


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1]), "--fix" in sys.argv[2:]), 1))
