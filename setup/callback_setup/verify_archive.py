"""Checks an exported archive of callbacks. Needs Python alone: no Odoo, no database.

Copy this file wherever the check is to be made and type

    python3 verify_archive.py EXPORT.zip

It recomputes the digest of every content, the seal of every file, the chain from
file to file, and the SHA-256 of every piece of evidence, and compares the documents
as they were at the time of the export with what was sealed.
"""

import hashlib
import json
import re
import sys
import zipfile

FORMAT = 1
NEWEST = 2
CHUNK = 1 << 20
#: Sealed columns beside the content, in the order of the hashed text.
COVER = (
    "name res_model res_id company_id category_id level retention_end date_archived"
    " partner_id department_id user_id"
).split()
CERTIFICATE = "callback.archive.destruction"
NOT_COMPARED = {"labels", "policy", "cover", "version"}
HELP = """usage: ./setup/verify [--anchor NUMBER:SEAL] ... [--json] EXPORT

Checks an export of the archive (Callback ▸ Archives ▸ Export the archive) without
Odoo and without the database: the digest of every content, every seal, every chain,
the bytes of the evidence, and the documents against what was sealed.

  --anchor NUMBER:SEAL   a file and its seal that were noted outside, for example on
                         a printed monthly statement; may be given several times
  --json                 tell the result as JSON

The exit code is 0 when all is whole, 1 when something is broken, 2 when the export
cannot be read."""


class Unreadable(Exception):
    """The file is no export that this program can check."""


def sha256(*lines):
    """Return the digest of lines joined by line breaks."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def canonical(value):
    """Return a value as the text that is digested."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def seal(row, chain):
    """Return the seal that a file should have."""
    previous, version = row["digest_previous"] or "", str(row["content_version"])
    if row["content_version"] == 1:
        return sha256(previous, version, row["content"] or "")
    place = [chain["company_id"], chain["year"], row["number"]]
    place = canonical(place + [row[name] for name in COVER])
    return sha256(
        previous, version, place, row["leaf"] or "", row["digest_source"] or ""
    )


def read_content(row):
    """Return the content of a file as a dict, None when it cannot be read."""
    try:
        content = json.loads(row["content"] or "null")
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def read_part(content, name, kind):
    """Return a part of a content, empty when it is not of the kind it should be."""
    part = (content or {}).get(name)
    return part if isinstance(part, kind) else kind()


def compare_lines(part, sealed, living):
    """Yield how the lines of a part differ."""
    before = {line.get("id", n): line for n, line in enumerate(sealed)}
    now = {line.get("id", n): line for n, line in enumerate(living)}
    for number, (key, line) in enumerate(before.items(), 1):
        if key not in now:
            yield f"removed after sealing: {part}, line {number}"
            continue
        names = [name for name in sorted(line) if line[name] != now[key].get(name)]
        if names:
            yield f"changed after sealing: {part}, line {number}: {', '.join(names)}"
    for _key in now.keys() - before.keys():
        yield f"added after sealing: {part}"


def has_lines(value):
    """Return whether a part is a list of lines with fields, which may be empty."""
    return isinstance(value, list) and all(
        isinstance(line, dict) and isinstance(line.get("id", 0), int) for line in value
    )


def compare(sealed, living):
    """Yield how a living document differs from its sealed content."""
    for part in sorted(set(sealed) - NOT_COMPARED):
        before, now = sealed[part], living.get(part)
        if isinstance(before, dict) and isinstance(now, dict):
            names = [n for n in sorted(before) if before[n] != now.get(n)]
            if names:
                yield f"changed after sealing: {', '.join(names)}"
        elif has_lines(before) and has_lines(now):
            yield from compare_lines(part, before, now)
        elif before != now:
            yield f"changed after sealing: {part}"


class Verifier:
    """Walks through an export line by line; ``broken`` collects (file, text)."""

    def __init__(self, export, anchors=None):
        """Take an open ``zipfile.ZipFile`` and a dict file name → noted seal."""
        self.export = export
        self.anchors = dict(anchors or {})
        self.broken = []
        self.checked = 0
        self.destroyed = {}
        self.certificates = {}

    def lines(self, name):
        """Yield the objects of a file of the export, one a line."""
        try:
            stream = self.export.open(name)
        except KeyError:
            raise Unreadable(f"the export has no {name}") from None
        with stream:
            for number, line in enumerate(stream, 1):
                try:
                    yield json.loads(line)
                except ValueError:
                    raise Unreadable(f"{name}, line {number} is no JSON") from None

    def run(self):
        """Check everything; return ``{"checked": n, "broken": […]}``."""
        head = next(self.lines("export.json"), {})
        if head.get("format") != FORMAT:
            raise Unreadable(f"its format is {head.get('format')}, not {FORMAT}")
        self.chains = {}
        for chain in self.lines("chains.jsonl"):
            self.add_chain(chain)
        self.ends = {key: (0, "", 0, None) for key in self.chains}
        for row in self.lines("files.jsonl"):
            self.checked += 1
            for text in self.check(row):
                self.broken.append((row["name"], text))
        self.check_ends()
        self.check_destroyed()
        if head.get("register"):
            self.check_register()
        for stray in self.lines("strays.jsonl"):
            self.broken.append((stray["archive"], stray["what"]))
        for name, digest in self.anchors.items():
            self.broken.append(
                (name, f"the file of the noted seal {digest} is missing")
            )
        return {
            "checked": self.checked,
            "broken": [{"archive": name, "what": what} for name, what in self.broken],
        }

    def add_chain(self, chain):
        """Keep a chain; a company has one a year."""
        key = (chain["company_id"], chain["year"])
        if key in {(c["company_id"], c["year"]) for c in self.chains.values()}:
            text = "there is more than one chain of this company and year"
            self.broken.append((f"chain {key[0]}-{key[1]}", text))
        self.chains[chain["id"]] = chain

    def check(self, row):
        """Yield what is wrong with one file."""
        chain = self.chains.get(row["chain_id"])
        if chain is None:
            yield "its chain is missing"
            return
        number, head, version, _name = self.ends[chain["id"]]
        if row["number"] != number + 1:
            yield (
                f"files are missing before it: number {row['number']} follows {number}"
            )
        if (row["digest_previous"] or "") != head:
            yield "it does not continue the file before it"
        if row["content_version"] < version:
            yield f"version {row['content_version']} follows version {version}"
        if row["content_version"] > NEWEST:
            yield f"version {row['content_version']} is unknown to this program"
        if row["name"] in self.anchors:
            if self.anchors.pop(row["name"]) != row["digest"]:
                yield "it does not have the seal noted outside"
        version = max(version, row["content_version"])
        self.ends[chain["id"]] = (row["number"], row["digest"], version, row["name"])
        yield from self.check_seal(row, chain)
        yield from self.check_content(row)

    def check_seal(self, row, chain):
        """Yield whether content and columns fit the seal."""
        fits = seal(row, chain) == row["digest"]
        if row["content"] is not None and row["content_version"] > 1:
            fits = fits and sha256(row["content"]) == row["leaf"]
        if fits:
            return
        yield "the seal does not fit the content"
        cover = read_part(read_content(row), "cover", dict)
        names = [name for name in COVER if name in cover and cover[name] != row[name]]
        if names:
            yield f"changed after sealing: {', '.join(names)}"

    def check_content(self, row):
        """Yield how document and evidence differ from the content."""
        if row["content"] is None:
            self.destroyed[row["name"]] = row["digest"]
            return
        if row.get("date_destroyed"):
            yield "it is marked as destroyed, but its content is there"
        content = read_content(row)
        if content is None:
            yield "the content cannot be read"
            return
        if row["res_model"] == CERTIFICATE:
            for line in read_part(content, "lines", list):
                if isinstance(line, dict):
                    self.certificates[str(line.get("name"))] = line.get("digest")
        if row["living"] is None:
            yield "its document is missing"
        else:
            yield from compare(content, row["living"])
        for evidence in row["evidence"]:
            yield from self.check_evidence(evidence)

    def check_evidence(self, evidence):
        """Yield whether the bytes of an evidence are those that were sealed."""
        if evidence["path"] is None:
            if evidence["is_kept_here"]:
                yield f"the file “{evidence['name']}” is missing"
            return
        digest = hashlib.sha256()
        try:
            stream = self.export.open(evidence["path"])
        except KeyError:
            yield f"the file “{evidence['name']}” is missing"
            return
        with stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != evidence["sha256"]:
            yield f"the file “{evidence['name']}” was changed"

    def check_ends(self):
        """Compare the last file of each chain with what the chain knows."""
        for key, (number, head, _version, name) in self.ends.items():
            chain = self.chains[key]
            if (number, head) != (chain["last_number"], chain["head"] or ""):
                name = name or f"chain {chain['company_id']}-{chain['year']}"
                text = (
                    f"the end of the chain is missing or changed: file {number} is the"
                    f" last, the chain knows {chain['last_number']}"
                )
                self.broken.append((name, text))

    def check_destroyed(self):
        """A file without content stands in a sealed certificate of destruction."""
        for name, digest in self.destroyed.items():
            if self.certificates.get(name) != digest:
                self.broken.append(
                    (name, "its content is missing, and no certificate says why")
                )

    def check_register(self):
        """Further classes and legal holds are those that their chain holds."""
        heads, ends, last, living = {}, {}, {}, {}
        for line in self.lines("register.jsonl"):
            company = line["company_id"]
            if line["line"] == "head":
                heads[company] = (line["last_number"], line["head"] or "")
            elif line["line"] == "living":
                living[line["res_model"], line["res_id"]] = line
            else:
                end = ends.get(company, (0, ""))
                self.broken += [(line["name"], text) for text in check_entry(line, end)]
                ends[company] = (line["number"], line["digest"])
                last[line["res_model"], line["res_id"]] = line
        for company in sorted(heads.keys() | ends.keys()):
            if ends.get(company, (0, "")) != heads.get(company, (0, "")):
                text = "the end of the register is missing or changed"
                self.broken.append((f"register {company}", text))
        for key, line in last.items():
            now = living.pop(key, None)
            if now is None:
                self.broken.append((line["name"], "removed from the register"))
            elif canonical(now["content"]) != line["content"]:
                text = "changed after it was entered in the register"
                self.broken.append((line["name"], text))
        for line in living.values():
            self.broken.append((line["name"], "not in the chain of the register"))


def check_entry(line, end):
    """Yield what is wrong with an entry of the register as a link of its chain."""
    number, head = end
    if line["number"] != number + 1:
        yield "entries of the register are missing before it"
    if (line["digest_previous"] or "") != head:
        yield "it does not continue the entry before it"
    names = ("company_id", "number", "date", "user_id", "res_model", "res_id", "name")
    place = canonical([line[name] for name in names])
    if sha256(line["digest_previous"] or "", place, line["content"]) != line["digest"]:
        yield "the seal does not fit the entry of the register"


def verify(path, anchors=None):
    """Check an export; return ``{"checked": n, "broken": […]}``.

    :raises Unreadable: when the file is no export
    """
    try:
        with zipfile.ZipFile(path) as export:
            return Verifier(export, anchors).run()
    except (zipfile.BadZipFile, OSError) as error:
        raise Unreadable(str(error)) from None
    except (KeyError, TypeError) as error:
        raise Unreadable(f"a value is missing: {error}") from None


def parse(arguments):
    """Return (path, anchors, as_json) of the command line."""
    anchors, as_json, paths, words = {}, False, [], list(arguments)
    while words:
        word = words.pop(0)
        if word == "--json":
            as_json = True
        elif word == "--anchor" or word.startswith("--anchor="):
            text = word.partition("=")[2] or (words.pop(0) if words else "")
            if not re.fullmatch(r"[^:]+:[0-9a-fA-F]{64}", text):
                raise Unreadable(f"--anchor is {text!r}, not NUMBER:SEAL")
            name, digest = text.split(":")
            anchors[name] = digest.lower()
        elif word.startswith("-"):
            raise Unreadable(f"there is no option {word}")
        else:
            paths.append(word)
    if len(paths) != 1:
        raise Unreadable("name one export")
    return paths[0], anchors, as_json


def main(arguments):
    """Check what the command line names; return the exit code."""
    if not arguments or {"-h", "--help"} & set(arguments):
        print(HELP)
        return 0 if arguments else 2
    try:
        path, anchors, as_json = parse(arguments)
        result = verify(path, anchors)
    except Unreadable as error:
        print(f"{error}\nSee --help.", file=sys.stderr)
        return 2
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        for line in result["broken"]:
            print(f"{line['archive']}: {line['what']}")
        print(f"{result['checked']} files checked, {len(result['broken'])} broken")
    return 1 if result["broken"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
