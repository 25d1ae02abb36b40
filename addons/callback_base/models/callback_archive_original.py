# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

import pytz

from odoo import fields, models
from odoo.tools import format_datetime

#: Parts of the content in the order of reading.
ORDER = (
    *("cover", "record", "complaint", "document", "records", "attempts", "answers"),
    *("script", "evidence", "shared_evidence", "extensions", "overrides"),
)
NOT_SHOWN = {"labels", "policy", "version"}
#: Derivations that only a program reads.
TECHNICAL = {
    *("deadline_basis", "res_model", "res_id", "id", "category_ids"),
    *("category", "archived_by"),  # names of links, shown with the link
}


class CallbackArchive(models.Model):
    """The sealed document as a page to read, made from the content alone."""

    _inherit = "callback.archive"

    original = fields.Html(
        compute="_compute_original",
        sanitize=False,
        help="Made from the sealed content, not from the document as it is now.",
    )

    def _compute_original(self):
        """Render the content; its template escapes every value."""
        for archive in self:
            archive.original = self.env["ir.qweb"]._render(
                "callback_base.callback_archive_original_body",
                {"sections": archive._get_original(), "archive": archive},
            )

    def action_show_original(self):
        """Print the sealed content as a page. RPC."""
        self.check_access("read")
        self._log_read("show")
        return self.env.ref("callback_base.callback_archive_report").report_action(self)

    def _get_original(self):
        """Return the content as sections to read.

        :returns: list of dicts: ``title`` and either ``rows``, pairs of label and
            text, or ``columns`` and ``lines``, lists of texts
        """
        self.ensure_one()
        try:
            content = json.loads(self.content or "null")
        except ValueError:
            content = None
        if not isinstance(content, dict):
            return []
        parts = [part for part in ORDER if content.get(part)]
        parts += sorted(set(content) - set(parts) - NOT_SHOWN)
        document = self.env[self.res_model] if self.res_model in self.env else self
        sections = []
        for part in parts:
            value = content[part]
            model = self if part == "cover" else document
            if isinstance(value, dict):
                rows = [
                    (self._get_label(model, name), text)
                    for name in value
                    if (text := self._show_value(model, name, value, content))
                ]
                title = self._get_part_title(part, document)
                sections.append({"title": title, "rows": rows})
            elif isinstance(value, list) and value:
                sections.append(self._show_lines(part, value, document, content))
        if content.get("policy"):
            sections.append(self._show_policy(content["policy"]))
        return sections

    def _get_part_title(self, part, document):
        if part == "cover":
            return self.env._("Cover")
        return self._get_part_model(document, part)[1]

    def _show_lines(self, part, lines, document, content):
        """Return a part that is a list as a table."""
        model = self._get_part_model(document, part)[0]
        lines = [line if isinstance(line, dict) else {"": line} for line in lines]
        names = [n for n in dict.fromkeys(k for line in lines for k in line)]
        names = [n for n in names if n not in TECHNICAL]
        rows = [
            [self._show_value(model, name, line, content) for name in names]
            for line in lines
        ]
        used = [n for n in range(len(names)) if any(row[n] for row in rows)]
        return {
            "title": self._get_part_title(part, document),
            "columns": [self._get_label(model, names[n]) for n in used],
            "lines": [[row[n] for n in used] for row in rows],
        }

    def _show_policy(self, policy):
        rows = [
            (
                self.env._("Policy"),
                f"{policy['code']} v{policy['version']} {policy['name']}",
            )
        ]
        rows += [
            (clause["code"], f"{clause['article']} {clause['name']}".strip())
            for clause in policy["clauses"]
        ]
        return {"title": self.env._("Policy and clauses"), "rows": rows}

    def _show_value(self, model, name, values, content):
        """Return a plain value as a person reads it, empty for nothing."""
        value = values.get(name)
        if value is None or value == "" or name in TECHNICAL:
            return ""
        field = model._fields.get(name)
        kind = field.type if field is not None else ""
        if kind == "many2one":
            # From version 2 on labels stand by model and id, before by field.
            labels = content.get("labels", {})
            by_model = labels.get(field.comodel_name)
            if isinstance(by_model, dict):
                return by_model.get(str(value)) or self._name_of_cover(name, content)
            of_cover = self._name_of_cover(name, content)
            return labels.get(name) or of_cover or str(value)
        if kind == "selection":
            return dict(field._description_selection(self.env)).get(value, str(value))
        if kind == "datetime":
            zone = self.env.user.tz or self.env.company.resource_calendar_id.tz
            zone = zone if zone in pytz.all_timezones_set else "UTC"
            return format_datetime(self.env, value, tz=zone)
        if isinstance(value, bool):
            return self.env._("Yes") if value else self.env._("No")
        if isinstance(value, dict | list):
            return json.dumps(value, ensure_ascii=False)
        return str(value)

    def _name_of_cover(self, name, content):
        """Return the name of a link of the cover that has no label of its own."""
        cover = content.get("cover", {})
        names = {"category_id": "category", "user_id": "archived_by"}
        return cover.get(names.get(name)) or ""
