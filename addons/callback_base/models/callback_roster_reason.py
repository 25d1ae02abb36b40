# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackRosterReason(models.Model):
    """Why somebody is passed over in a rotation, and whether it is made up.

    The text names four reasons that are made up (S5-02) and three that are not
    (S5-03); a company may have others.
    """

    _name = "callback.roster.reason"
    _description = "Reason for being passed over"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    makes_up = fields.Boolean(
        string="Made up",
        help="In a rotation that makes up by reason, who is passed over for this one "
        "takes the next new customer.",
    )

    _code_unique = models.UniqueIndex("(code)", "A reason code can be used once only.")
