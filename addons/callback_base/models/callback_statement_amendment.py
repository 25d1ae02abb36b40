# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackStatementAmendment(models.Model):
    """Numbered correction of a submitted statement, which itself stays as sent.

    It lists the differences callback by callback, against the statement or against
    the amendment before. Made by ``callback.statement.action_amend`` alone.
    """

    _name = "callback.statement.amendment"
    _description = "Amendment of a statement"
    _order = "statement_id, number"

    statement_id = fields.Many2one(
        "callback.statement",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="statement_id.company_id", store=True)
    department_id = fields.Many2one(related="statement_id.department_id", store=True)
    number = fields.Integer(required=True, readonly=True, aggregator=False)
    reason = fields.Text(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Amended by",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    date = fields.Datetime(string="Amended on", required=True, readonly=True)
    snapshot = fields.Json(
        groups=fields.NO_ACCESS, prefetch=False, export_string_translation=False
    )
    record_count = fields.Integer(string="Callbacks", readonly=True)
    on_time_count = fields.Integer(string="On time", readonly=True)
    late_count = fields.Integer(string="Late", readonly=True)
    line_ids = fields.One2many(
        "callback.statement.amendment.line",
        "amendment_id",
        string="Differences",
        readonly=True,
    )

    _number_unique = models.UniqueIndex(
        "(statement_id, number)", "The amendments of a statement are numbered."
    )

    @api.depends("statement_id", "number")
    def _compute_display_name(self):
        for amendment in self:
            amendment.display_name = self.env._(
                "%(statement)s, amendment %(number)s",
                statement=amendment.statement_id.name,
                number=amendment.number,
            )

    def write(self, vals):
        """An amendment stays as it was made."""
        if not self.env.su:
            raise UserError(self.env._("An amendment stays as it was made."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An amendment stays on file."))
