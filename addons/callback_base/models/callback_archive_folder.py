# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import fields, models


class CallbackArchive(models.Model):
    """A file read like a folder: cover, contents, evidence with its mark."""

    _inherit = "callback.archive"

    fixity = fields.Html(
        string="Evidence",
        compute="_compute_fixity",
        sanitize=False,
        help="Each piece of evidence, its bytes digested again just now.",
    )

    def _compute_fixity(self):
        """List the evidence of the file with whether its bytes are still the sealed."""
        for archive in self:
            # sudo: who may read the file may know whether its evidence is whole.
            group = archive.sudo()._get_fixity()
            states = group._find_file_states()
            checker = archive.sudo()  # as above
            rows = Markup("").join(
                Markup("<tr><td>%s</td><td>%s</td><td>%s</td></tr>")
                % (
                    evidence.display_name,
                    self.env._("whole") if not breaks else " ".join(breaks),
                    evidence.sha256 or "",
                )
                for evidence in group
                for breaks in [list(checker._check_file(evidence, states))]
            )
            archive.fixity = Markup(
                '<table class="table table-sm"><tbody>%s</tbody></table>'
            ) % (rows or self.env._("No evidence."))

    def _get_fixity(self):
        row = {
            "id": self.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "content": self.content,
        }
        evidence = self.env["callback.evidence"]
        return self._get_evidence_of([row]).get(self.id, evidence)

    def action_check(self):
        """Check this file alone: seal, document, evidence; say what was found. RPC."""
        self.ensure_one()
        self.check_access("read")
        # sudo: tells whoever may read the file whether it is whole.
        found = self.sudo()._find_breaks()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.name,
                "message": "\n".join(found)
                or self.env._("The seal is whole and fits the document."),
                "type": "danger" if found else "success",
                "sticky": bool(found),
            },
        }

    def _find_breaks(self):
        """Return in words what is wrong with this file, seen alone."""
        self.env.flush_all()
        rows = self._read_links(self.chain_id, self.number - 1, limit=1)
        row = next(row for row in rows if row["id"] == self.id)
        before = (self.number - 1, self.digest_previous or "", self.content_version)
        place = [self.chain_id.company_id.id, self.chain_id.year]
        breaks = {self.id: list(self._find_link_breaks(row, before, place))}
        self._find_content_breaks([row], breaks)
        return breaks[self.id]
