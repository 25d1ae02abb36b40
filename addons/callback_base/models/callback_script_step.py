# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..placeholders import find_unknown, merge

KINDS = [
    ("greeting", "Greeting"),
    ("convenience", "Does the time suit"),
    ("thanks", "Thanks"),
    ("risk", "Risk notice"),
    ("question", "Question"),
    ("promotion", "Promotion"),
    ("closing", "Closing words"),
    ("other", "Other"),
]
#: What a text may name, and what is put in when it is said (R2-13).
PLACEHOLDERS = (
    "caller",
    "staff_number",
    "customer",
    "company",
    "date",
    "document",
    "number",
)


class CallbackScriptStep(models.Model):
    """One thing the caller says; a mandatory one is ticked before the finish.

    A callback takes over the texts when it is started, so that a later change does
    not rewrite what was said (BASE-35, F1-02, L1-06, R2-13).
    """

    _name = "callback.script.step"
    _inherit = ["callback.data.mixin", "callback.memory.mixin"]
    _description = "Step of the script"
    _order = "type_id, sequence, id"
    _rec_name = "text"

    type_id = fields.Many2one(
        "callback.type", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, default="other", required=True)
    text = fields.Text(
        required=True,
        translate=True,
        help="In braces: caller, staff_number, customer, company, date (of the event), "
        "document, number (of the callback).",
    )
    is_mandatory = fields.Boolean(
        string="Mandatory",
        compute="_compute_is_mandatory",
        store=True,
        readonly=False,
        precompute=True,
        help="The callback cannot be finished before this was said.",
    )
    channel_ids = fields.Many2many(
        "callback.channel", string="Channels", help="Empty: on every channel."
    )

    _promotion_free = models.Constraint(
        "CHECK (kind != 'promotion' OR is_mandatory IS NOT TRUE)",
        "Promotion is never mandatory: the customer agrees to it separately.",
    )

    @api.depends("kind")
    def _compute_is_mandatory(self):
        """Everything is said, but promotion, which the customer may refuse (X-28)."""
        for step in self:
            step.is_mandatory = step.kind != "promotion"

    @api.constrains("text")
    def _check_text(self):
        for step in self:
            unknown = find_unknown(step.text, PLACEHOLDERS)
            if unknown:
                raise ValidationError(
                    self.env._(
                        "%(type)s, script: nothing is known as %(unknown)s. Known are "
                        "%(known)s.",
                        type=step.type_id.name,
                        unknown=unknown,
                        known=list(PLACEHOLDERS),
                    )
                )

    @api.model
    def _merge(self, text, values):
        """Return the text with the values put in; what is not known is left out."""
        return merge(text, {name: values.get(name) or "" for name in PLACEHOLDERS})
