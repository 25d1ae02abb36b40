# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackType(models.Model):
    """The questions of a callback type, unless a policy asks others."""

    _inherit = "callback.type"

    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        domain="[('survey_type', '=', 'callback')]",
        ondelete="restrict",
        index="btree_not_null",
        help="Asked on every channel, unless the policy names another one.",
    )
