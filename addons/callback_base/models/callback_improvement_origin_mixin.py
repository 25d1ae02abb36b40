# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackImprovementOriginMixin(models.AbstractModel):
    """A document whose opinions lead to improvements (U1-37, B1-13)."""

    _name = "callback.improvement.origin.mixin"
    _description = "Document with improvements"

    #: The field of an improvement that points to this document.
    _improvement_link = "record_id"

    improvement_count = fields.Integer(
        string="Number of improvements", compute="_compute_improvement_count"
    )

    @api.depends_context("uid")
    def _compute_improvement_count(self):
        """Count the improvements that the user may see, in one query."""
        improvements = self.env["callback.improvement"]
        counts = {}
        if improvements.has_access("read"):
            link = self._improvement_link
            groups = improvements._read_group(
                [(link, "in", self._origin.ids)], [link], ["__count"]
            )
            counts = {document.id: count for document, count in groups}
        for document in self:
            document.improvement_count = counts.get(document._origin.id, 0)

    def action_view_improvements(self):
        """Open the improvements of this document. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_improvement_action"
        )
        return {
            **action,
            "domain": [(self._improvement_link, "=", self.id)],
            "context": self._get_improvement_defaults(),
        }

    def action_open_improvement(self):
        """Open a new improvement with what this document says. RPC."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Improvement"),
            "res_model": "callback.improvement",
            "views": [(False, "form")],
            "context": self._get_improvement_defaults(),
        }

    def _get_improvement_defaults(self):
        """Return the defaults of a new improvement as a context."""
        values = self._prepare_improvement()
        values[self._improvement_link] = self.id
        values["company_id"] = self.company_id.id
        return {f"default_{name}": value for name, value in values.items() if value}

    def _prepare_improvement(self):
        """Return subject, opinion and what else the document says."""
        raise NotImplementedError
