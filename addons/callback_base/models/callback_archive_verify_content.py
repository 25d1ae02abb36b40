# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import api, models

#: Parts of the content that are sealed, but not compared with the living document.
NOT_COMPARED = {"labels", "policy", "cover", "version"}


class CallbackArchive(models.Model):
    """Comparing the living documents, and the files of evidence, with the content."""

    _inherit = "callback.archive"

    def _find_content_breaks(self, rows, breaks):
        """Add to ``breaks`` (file id → texts) what differs from the content.

        Rows whose digest is the sealed one are as they were. Of the others the content
        is taken to pieces, to say what was changed.
        """
        by_model = {}
        for row in rows:
            if row["is_empty"]:
                breaks[row["id"]] += self._find_tombstone_breaks(row)
            else:
                by_model.setdefault(row["res_model"], []).append(row)
        for name, of_model in by_model.items():
            if not self._can_be_archived(name):
                for row in of_model:
                    breaks[row["id"]].append(
                        self.env._(
                            "The program of its document is not installed, so it is "
                            "not compared."
                        )
                    )
                continue
            documents = self.env[name].browse([row["res_id"] for row in of_model])
            living = documents.exists()
            sources = living._get_archive_sources()
            for row in of_model:
                document = documents.browse(row["res_id"])
                if document not in living:
                    breaks[row["id"]].append(self.env._("Its document is missing."))
                    continue
                if row["digest_source"] and (
                    sources.get(row["res_id"]) == row["digest_source"]
                ):
                    continue
                breaks[row["id"]] += self._find_differences(row, document)
        self._find_file_breaks(rows, breaks)

    @api.model
    def _can_be_archived(self, name):
        """Tell whether documents of a model are sealed, by the programs installed."""
        mixin = self.env.registry["callback.archive.mixin"]
        model = self.env.registry.get(name)
        return bool(model) and issubclass(model, mixin) and not model._abstract

    def _find_tombstone_breaks(self, row):
        """Yield what is wrong with a file without content."""
        yield self.env._("Its content is missing.")

    def _find_differences(self, row, document):
        """Yield which field or line of the document differs from the content."""
        sealed = self._read_content(row["id"])
        if sealed is None:
            yield self.env._("The content cannot be read.")
            return
        document._preload_archive_content()
        living = json.loads(self._canonical(document._get_living_content(sealed)))
        for part in sorted(set(sealed) - NOT_COMPARED):
            before, now = sealed[part], living.get(part)
            if isinstance(before, dict) and isinstance(now, dict):
                # What is no field of the document, as in answers, has its part's name.
                names = [
                    self._get_label(document, name)
                    if name in document._fields
                    else self._get_part_model(document, part)[1]
                    for name in sorted(before)
                    if before[name] != now.get(name)
                ]
                if names:
                    names = list(dict.fromkeys(names))
                    yield self.env._("Changed after sealing: %(names)s.", names=names)
            elif self._has_lines(before) and self._has_lines(now):
                yield from self._find_line_differences(document, part, before, now)
            elif before != now:
                yield self.env._(
                    "Changed after sealing: %(names)s.",
                    names=self._get_part_model(document, part)[1],
                )

    @api.model
    def _has_lines(self, value):
        """Whether a part is a list of lines with fields, which may be empty."""
        return isinstance(value, list) and all(
            isinstance(line, dict) and isinstance(line.get("id", 0), int)
            for line in value
        )

    def _find_line_differences(self, document, part, before, now):
        """Yield how the lines of a part differ, each named by its number."""
        line_model, label = self._get_part_model(document, part)
        sealed = {line.get("id", n): line for n, line in enumerate(before)}
        living = {line.get("id", n): line for n, line in enumerate(now)}
        places = {key: n for n, key in enumerate(sealed, 1)}
        for key, line in sealed.items():
            if key not in living:
                yield self.env._(
                    "Removed after sealing: %(part)s, line %(line)s.",
                    part=label,
                    line=places[key],
                )
                continue
            names = [
                self._get_label(line_model, field)
                for field in sorted(line)
                if line[field] != living[key].get(field)
            ]
            if names:
                yield self.env._(
                    "Changed after sealing: %(part)s, line %(line)s: %(names)s.",
                    part=label,
                    line=places[key],
                    names=names,
                )
        for _key in living.keys() - sealed.keys():
            yield self.env._("Added after sealing: %(part)s.", part=label)

    @api.model
    def _get_part_model(self, document, part):
        """Return the model whose fields a part holds, and the name of the part."""
        # Of a program that is not installed, the file itself is all there is.
        parts = document._get_archive_parts() if document._name != self._name else {}
        name, model, _names = parts.get(part, (False, document._name, ()))
        if name:
            return self.env[model], self._get_label(document, name)
        titles = {
            "answers": self.env._("Answers"),
            "callbacks": self.env._("Callbacks"),
            "concerned": self.env._("Concerned persons"),
            "files": self.env._("Files"),
            "lines": self.env._("Lines"),
            "script": self.env._("Script"),
            "shared_evidence": self.env._("Evidence of the document"),
            "signatures": self.env._("Signatures"),
        }
        if part in titles:
            return self.env[model], titles[part]
        if part in parts or part == "record":
            # The name of a model is no secret.
            return self.env[model], self.env["ir.model"]._get(model).sudo().name
        return self.env[model], self._get_label(document, part)

    # Files -----------------------------------------------------------------------

    def _find_file_breaks(self, rows, breaks):
        """Digest the file of every evidence again, straight from where it lies."""
        evidence_of = self._get_evidence_of(rows)
        evidence = self.env["callback.evidence"].union(*evidence_of.values())
        states = evidence._find_file_states()
        for row_id, group in evidence_of.items():
            for each in group:
                breaks[row_id] += self._check_file(each, states)

    def _get_evidence_of(self, rows):
        """Return file id → its ``callback.evidence``, of files that have content."""
        found = {}
        by_model = {}
        for row in rows:
            sealed = self._can_be_archived(row["res_model"])
            if sealed and not self._is_empty(row):
                by_model.setdefault(row["res_model"], {})[row["res_id"]] = row["id"]
        names = ("kind_id", "name", "sha256", "state", "url", "file_size")
        records = by_model.pop("callback.record", {})
        evidence = self.env["callback.evidence"]
        own = evidence.search_fetch(
            [("record_id", "in", list(records))], ["record_id", *names]
        )
        for line in own:
            row_id = records[line.record_id.id]
            found[row_id] = found.get(row_id, evidence) | line
        closed = self.env["callback.record"].search_fetch(
            [("id", "in", list(records)), ("document_id", "!=", False)],
            ["document_id", "evidence_ids"],
        )
        for record in closed:
            row_id = records[record.id]
            found[row_id] = found.get(row_id, evidence) | record._get_archive_evidence()
        for name, of_model in by_model.items():
            for document in self.env[name].browse(of_model).exists():
                found[of_model[document.id]] = document._get_archive_evidence()
        return found

    @api.model
    def _is_empty(self, row):
        return row["is_empty"] if "is_empty" in row else not row["content"]

    def _check_file(self, evidence, states):
        """Yield what is wrong with the file of an evidence.

        :param states: as ``callback.evidence._find_file_states`` returns them
        """
        state = states.get(evidence)
        if state == "lost":
            yield self.env._(
                "The file “%(name)s” is missing.", name=evidence.display_name
            )
        elif state == "changed":
            yield self.env._(
                "The file “%(name)s” was changed.", name=evidence.display_name
            )
