# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which clause of a shipped policy is carried by what, and which test shows it.

The clauses and the records linked to them (rules, steps, quotas, processes …) are read
from the database, as far as the data files of the addon made them: demo data does not
count. What no record says stands in ``clause_coverage.csv`` beside the tests, with the
columns ``clause,carrier,where,explanation``; a clause may have several lines:

- ``data``: ``xml_id`` or ``xml_id.field``, a record of the addon without clause link,
  for example ``policy_u1.attempt_min``;
- ``code``: ``model`` or ``model.field_or_method``, of the addon or of the base;
- ``human``: laid before a human, ``where`` says on which model;
- ``out``: out of reach of software; the explanation says why.

The test fails for a clause with neither, for a line whose clause, record, field or
method does not exist, and for a clause that no test names: the docstring of a test (or
of its class) holds the code, of this addon or else of the base. ``out`` needs no test.

The table ``readme/CLAUSES.md`` is compared with what was found; to write it::

    CALLBACK_CLAUSES=write ./setup/odoo -d <database> -u <addon> \\
        --stop-after-init --test-tags=.test_the_clauses
"""

import ast
import csv
import os
import re
from collections import defaultdict
from pathlib import Path

from lxml import etree

from odoo.modules.module import Manifest
from odoo.tests import TransactionCase

CARRIERS = ("data", "code", "human", "out")
CODE = re.compile(r"\b[A-Z]{1,2}\d-\d{2,3}[a-z]?\b")


def read_data_ids(addon):
    """Return the XML ids (without the addon) that the data files of an addon make."""
    manifest = Manifest.for_addon(addon)
    names = set()
    for path in manifest["data"]:
        file = Path(manifest.path) / path
        if path.endswith(".xml"):
            tree = etree.parse(str(file))
            names.update(node.get("id") for node in tree.iter("record", "menuitem"))
        elif path.startswith("data/"):
            with file.open(encoding="utf-8", newline="") as lines:
                names.update(line["id"] for line in csv.DictReader(lines))
    return {name.removeprefix(f"{addon}.") for name in names if name}


def read_tests(addon):
    """Return {clause code: [names of the tests whose docstring holds it]}."""
    tests = defaultdict(list)
    folder = Path(Manifest.for_addon(addon).path) / "tests"
    for path in sorted(folder.glob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for case in (node for node in tree.body if isinstance(node, ast.ClassDef)):
            _read_case(case, tests)
    return tests


def _read_case(case, tests):
    """Add the tests of a class; those of its docstring under the name of the class."""
    for code in _read_codes(ast.get_docstring(case)):
        tests[code].append(case.name)
    for method in case.body:
        if isinstance(method, ast.FunctionDef) and method.name.startswith("test_"):
            for code in _read_codes(ast.get_docstring(method)):
                tests[code].append(f"{case.name}.{method.name}")


def _read_codes(text):
    """Return the codes of a text, ranges like F3-47…F3-50 spread out."""
    text = text or ""
    spread = set(CODE.findall(text))
    for series, first, last in re.findall(
        r"\b([A-Z]{1,2}\d-)(\d{2,3})…(?:[A-Z]{1,2}\d-)?(\d{2,3})\b", text
    ):
        numbers = range(int(first), int(last) + 1)
        spread.update(f"{series}{number:0{len(first)}}" for number in numbers)
    return sorted(spread)


class ClauseCoverageCase(TransactionCase):
    """Say for each clause of an addon's policies what carries it out."""

    #: The addon whose policies are looked at.
    addon = None
    #: What part of the clauses must be carried by records (0 … 1).
    data_share = 0.0

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = Path(Manifest.for_addon(cls.addon).path)
        ids = read_data_ids(cls.addon)
        data = cls.env["ir.model.data"].search(
            [("module", "=", cls.addon), ("name", "in", sorted(ids))]
        )
        cls.names = {(line.model, line.res_id): line.name for line in data}
        cls.records = {line.name: (line.model, line.res_id) for line in data}
        cls.clauses = cls.env["callback.policy.clause"].browse(
            [key[1] for key in cls.names if key[0] == "callback.policy.clause"]
        )
        cls.clauses = cls.clauses.sorted(lambda c: (c.policy_id.code or "", c.code))
        cls.links = cls._find_links()
        cls.lines = cls._read_lines()
        cls.tests = read_tests(cls.addon)
        cls.base_tests = read_tests("callback_base")

    @classmethod
    def _find_links(cls):
        """Return {clause code: [XML ids of the records linked to it]}."""
        links = defaultdict(list)
        for name in sorted({model for model, _id in cls.names} - {"callback.policy"}):
            model = cls.env[name]
            linking = [
                field.name
                for field in model._fields.values()
                if field.comodel_name == "callback.policy.clause" and field.store
            ]
            ids = [res_id for key, res_id in cls.names if key == name]
            for record in model.browse(ids) if linking else model:
                for field in linking:
                    for clause in record[field] & cls.clauses:
                        links[clause.code].append(cls.names[name, record.id])
        return {code: sorted(set(names)) for code, names in links.items()}

    @classmethod
    def _read_lines(cls):
        """Return {clause code: [lines of the table beside the tests]}."""
        path = cls.folder / "tests" / "clause_coverage.csv"
        lines = defaultdict(list)
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                for line in csv.DictReader(file):
                    lines[line["clause"]].append(line)
        return lines

    def _find_problem(self, line):
        """Return what is wrong in a line of the table, or None."""
        if line["carrier"] not in CARRIERS:
            return "no such carrier"
        if line["carrier"] in ("out", "human") and not line["explanation"]:
            return "no explanation"
        if line["carrier"] == "out":
            return None
        if line["carrier"] == "data":
            name, _dot, field = line["where"].partition(".")
            if name not in self.records:
                return "no such record in the data of the addon"
            known = not field or field in self.env[self.records[name][0]]
            return None if known else "no such field"
        if line["where"] in self.env:
            return None
        model, _dot, name = line["where"].rpartition(".")
        known = model in self.env and hasattr(self.env[model], name)
        return None if known else "no such model, field or method"

    def _get_table(self):
        """Return the lines of the readme table: clause, demand, carriers, tests."""
        for clause in self.clauses:
            carriers = [f"`{name}`" for name in self.links.get(clause.code, ())]
            for line in self.lines.get(clause.code, ()):
                where = f"`{line['where']}`" if line["where"] else ""
                words = {"human": "human: ", "out": "out of reach: "}
                text = words.get(line["carrier"], "")
                text += " – ".join(filter(None, (where, line["explanation"])))
                carriers.append(text)
            tests = self.tests.get(clause.code) or self.base_tests.get(clause.code, ())
            shown = ", ".join(f"`{name}`" for name in tests[:3])
            demand = clause.with_context(lang="en_US").name
            yield f"| {clause.code} | {demand} | {', '.join(carriers)} | {shown} |"

    def _get_data_share(self):
        by_data = [
            clause
            for clause in self.clauses
            if self.links.get(clause.code)
            or any(
                line["carrier"] == "data" for line in self.lines.get(clause.code, ())
            )
        ]
        return len(by_data), len(by_data) / max(len(self.clauses), 1)

    def _get_text(self):
        count, share = self._get_data_share()
        return "\n".join(
            [
                "# Clauses",
                "",
                f"{len(self.clauses)} clauses, {count} of them ({share:.0%}) carried"
                " out by records of the data files. Written and checked by a test.",
                "",
                "| Clause | Demand | Carried out by | Shown by |",
                "|---|---|---|---|",
                *self._get_table(),
                "",
            ]
        )

    def _check_clauses(self):
        """Fail for each clause that nothing carries, and for each line that rots."""
        problems = []
        codes = set(self.clauses.mapped("code"))
        for code, lines in self.lines.items():
            if code not in codes:
                problems.append(f"{code}: no such clause in the data of the addon")
            for line in lines:
                problem = self._find_problem(line)
                if problem:
                    problems.append(f"{code}, {line['where']}: {problem}")
        for code in sorted(codes):
            lines = self.lines.get(code, [])
            if not self.links.get(code) and not lines:
                problems.append(f"{code}: carried by nothing")
            out = lines and all(line["carrier"] == "out" for line in lines)
            if not (out or code in self.tests or code in self.base_tests):
                problems.append(f"{code}: no test names it")
        self.assertTrue(codes, "no clauses in the data of the addon")
        path, text = self.folder / "readme" / "CLAUSES.md", self._get_text()
        if os.environ.get("CALLBACK_CLAUSES") == "write":
            path.write_text(text, encoding="utf-8")
        self.assertFalse(problems, "\n".join(problems))
        self.assertGreaterEqual(self._get_data_share()[1], self.data_share)
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        self.assertEqual(found, text, "readme/CLAUSES.md: write it anew")
