# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from .callback_record import OPEN_STATES


class CallbackRecord(models.Model):
    """What the caller says, step by step (BASE-35, X-28)."""

    _inherit = "callback.record"

    script_line_ids = fields.One2many(
        "callback.record.script.line", "record_id", string="Script lines", copy=False
    )
    script_text = fields.Char(string="Said", compute="_compute_script_text")
    promotion_consent = fields.Selection(
        [("yes", "Agrees"), ("no", "Declines")],
        string="Promotion",
        copy=False,
        tracking=True,
        help="Whether the customer wants to hear of offers. Asked separately.",
    )
    script_left = fields.Boolean(
        string="Something left to say", compute="_compute_script_text"
    )
    has_promotion = fields.Boolean(compute="_compute_script_text")

    @api.depends("script_line_ids.is_said", "script_line_ids.applies")
    def _compute_script_text(self):
        for record in self:
            lines = record.script_line_ids
            due = lines.filtered(lambda line: line.is_mandatory and line.applies)
            record.script_left = not all(due.mapped("is_said"))
            record.has_promotion = "promotion" in lines.mapped("kind")
            record.script_text = due and self.env._(
                "%(said)s of %(needed)s",
                said=len(due.filtered("is_said")),
                needed=len(due),
            )

    def _create_script_lines(self):
        """Take over the script of the type for callbacks that are started."""
        # sudo: the lines are the system's, see ``callback.record.script.line``.
        lines = self.env["callback.record.script.line"].sudo()
        values = []
        steps = self.env["callback.script.step"]
        for record in self:
            script = record.type_id and record.type_id._get_script()
            if not script:
                continue
            # What the texts name is read only when one of them names something.
            named = any("{" in (step["text"] or "") for step in script)
            merged = record._get_script_values() if named else {}
            values += [
                {
                    **step,
                    "record_id": record.id,
                    "text": steps._merge(step["text"], merged),
                }
                for step in script
            ]
        if values:
            lines.create(values)

    def _get_script_values(self):
        """Return what the texts of the script may name (R2-13)."""
        self.ensure_one()
        user = self.user_id or self.env.user
        zone = self.policy_id._get_zone(self.company_id)
        return {
            "caller": user.name,
            # sudo: the number on the badge is said to the customer.
            "staff_number": user.sudo().employee_id.barcode,
            "customer": self.partner_id.name,
            "company": self.company_id.name,
            "date": format_date(self.env, zone.local(self.date_event).date()),
            "document": self.source_name,
            "number": self.name,
        }

    def action_script_said(self):
        """Tick every step of the script that was to be said, but promotion. RPC."""
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("changed"))
        self.script_line_ids.filtered(
            lambda line: line.applies and not line.is_said and line.kind != "promotion"
        ).write({"is_said": True})
        return True

    def _check_script(self):
        """Raise naming the mandatory step that was not said (BASE-35)."""
        # sudo: the lines of callbacks that the user is finishing.
        lines = self.env["callback.record.script.line"].sudo()
        lines.flush_model(["record_id", "is_mandatory", "is_said"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE record_id = ANY(%s) AND is_mandatory"
                " AND is_said IS NOT TRUE ORDER BY sequence, id",
                SQL.identifier(lines._table),
                self.ids,
            )
        )
        unsaid = lines.browse(number for (number,) in rows)
        left = unsaid.filtered("applies")[:1]
        if left:
            labels = dict(left._fields["kind"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(rule)s: %(record)s cannot be finished before this was said: "
                    "%(step)s “%(text)s”.",
                    rule=left.record_id.policy_id._cite("questionnaire"),
                    record=left.record_id.name,
                    step=labels[left.kind],
                    text=left.text,
                )
            )
