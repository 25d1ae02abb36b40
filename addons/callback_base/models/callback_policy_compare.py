# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import models
from odoo.exceptions import UserError
from odoo.orm.models import MAGIC_COLUMNS

#: Fields that say which version it is, not what it demands.
IDENTITY = {*MAGIC_COLUMNS, "display_name", "origin_id", "version"}


class CallbackPolicy(models.Model):
    """What differs between two versions, field by field (BASE-53, T-13).

    Fields and parts are found through the registry: whatever a module adds to a
    policy, its clauses, rules, steps or settings is compared as well.
    """

    _inherit = "callback.policy"

    def action_compare(self, other=None):
        """Show what this version changes. RPC.

        :param other: policy or its id. Default: the version before
        """
        self.ensure_one()
        comparison = self.env["callback.policy.comparison"]._make(
            self, self._get_other_version(other)
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What the version changes"),
            "res_model": comparison._name,
            "res_id": comparison.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def get_difference(self, other=None):
        """Return what this version changes, as plain values. RPC.

        :param other: policy or its id. Default: the version before
        :returns: list of dicts with ``kind`` (added, removed, changed), ``model``,
            ``type`` (of the part, in words), ``part`` (its name), ``field``, ``label``,
            ``old``, ``new``; texts are in the user's language. Parts that were added
            or removed have no field; their content is in ``new`` or ``old``.
        :raises UserError: when there is no version before
        """
        self.ensure_one()
        other = self._get_other_version(other)
        (self | other).check_access("read")
        new, old = (
            policy.with_context(active_test=False, callback_clause_code_only=True)
            for policy in (self, other)
        )
        return self._compare_records(old, new)

    def _get_other_version(self, other):
        if isinstance(other, int) and other:
            other = self.browse(other).exists()
        elif not isinstance(other, type(self) | None):
            other = self.browse()
        if other is None:
            other = self.previous_id or self.search(
                [
                    ("code", "=", self.code),
                    ("company_id", "=", self.company_id.id),
                    ("version", "<", self.version),
                ],
                order="version desc",
                limit=1,
            )
        if not other:
            raise UserError(
                self.env._(
                    "%(policy)s has no version before to compare with.",
                    policy=self.display_name,
                )
            )
        return other

    # Comparing ------------------------------------------------------------

    def _compare_records(self, old, new, parent=None):
        """Return the changed fields of a pair of records and of all their parts."""
        lines = []
        for name in self._get_compared_fields(new, parent):
            if self._get_comparable(old, name) != self._get_comparable(new, name):
                values = self._describe(old, name), self._describe(new, name)
                lines.append(self._prepare_difference("changed", new, *values, name))
        for name, inverse in self._get_part_fields(new):
            for was, now in self._match_parts(old[name], new[name]):
                if was and now:
                    lines += self._compare_records(was, now, inverse)
                else:
                    lines += self._compare_lone(was, now, inverse)
        return lines

    def _compare_lone(self, was, now, parent):
        """Return the lines of a part that one of the versions lacks."""
        part = now or was
        content = self._summarise(part, parent)
        values = ("", content) if now else (content, "")
        kind = "added" if now else "removed"
        lines = [self._prepare_difference(kind, part, *values)]
        for name, inverse in self._get_part_fields(part):
            for child in part[name]:
                pair = (None, child) if now else (child, None)
                lines += self._compare_lone(*pair, inverse)
        return lines

    def _prepare_difference(self, kind, record, old, new, name=""):
        label = ""
        if name:
            label = record._fields[name].get_description(self.env, ["string"])["string"]
        return {
            "kind": kind,
            "model": record._name,
            "type": self.env["ir.model"]._get(record._name).name,
            "part": record.display_name,
            "field": name,
            "label": label,
            "old": old,
            "new": new,
        }

    def _match_parts(self, old, new):
        """Return (old, new) pairs in the order of the new ones, then what is gone."""
        found, gone = {}, list(old)
        for number in range(3):
            left = {}
            for part in gone:
                left.setdefault(part._get_part_keys()[number], []).append(part)
            for part in new:
                same = left.get(part._get_part_keys()[number])
                if part not in found and same:
                    found[part] = same.pop(0)
                    gone.remove(found[part])
        pairs = [(found.get(part), part) for part in new]
        return pairs + [(part, None) for part in gone]

    def _get_part_fields(self, record):
        """Return (field, its inverse) of the lists of parts of a policy or a part."""
        return [
            (name, field.inverse_name)
            for name, field in record._fields.items()
            if field.type == "one2many" and field.copy and self._is_part(field)
        ]

    def _is_part(self, field):
        return hasattr(self.env[field.comodel_name], "_get_part_keys")

    def _get_compared_fields(self, record, parent):
        """Return what a new version takes over: stored, entered, not technical."""
        names = []
        for name, field in record._fields.items():
            derived = field.related or (field.compute and field.readonly)
            technical = name in IDENTITY or name == parent or not field.copy
            if field.type == "one2many" or not field.store or derived or technical:
                continue
            if record._has_field_access(field, "read"):
                names.append(name)
        return names

    def _get_comparable(self, record, name):
        field, value = record._fields[name], record[name]
        if not field.relational:
            return value or False
        if self._is_part(field):
            return {part._get_part_keys()[2] for part in value}
        return set(value.ids)

    # Words ----------------------------------------------------------------

    def _summarise(self, part, parent):
        """Return the content of a whole part in one text."""
        texts = []
        for name in self._get_compared_fields(part, parent):
            text = self._describe(part, name)
            if part[name] and text and name != "sequence":
                field = part._fields[name]
                label = field.get_description(self.env, ["string"])["string"]
                texts.append(
                    self.env._("%(label)s: %(value)s", label=label, value=text)
                )
        return "\n".join(texts)

    def _describe(self, record, name):
        if hasattr(record, "_get_part_text"):
            return record._get_part_text(name)
        return self._format_field(record, name)

    def _format_field(self, record, name):
        """Return the value of a field as the reader knows it; "" when it is empty."""
        field, value = record._fields[name], record[name]
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "float" and "hour" in name.split("_"):
            minutes = round(value * 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        if field.type in ("integer", "float", "monetary"):
            return f"{value:g}" if field.type == "float" else str(value)
        if not value:
            return ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.relational:
            return ", ".join(sorted(value.mapped("display_name")))
        if field.type == "json":
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
        if field.type == "binary":
            return self.env._("a file")
        return str(value)
