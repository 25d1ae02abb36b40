# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError


class CallbackRosterMember(models.Model):
    """A person in a rotation, and the turns that are to be made up."""

    _name = "callback.roster.member"
    _description = "Person in a rotation"
    _inherit = ["callback.guarded.mixin"]
    _order = "roster_id, sequence, id"
    _rec_name = "user_id"
    _guarded_fields = frozenset({"date_owed", "is_passed", "owed"})

    roster_id = fields.Many2one(
        "callback.roster", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", string="Person", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(string="Place", default=10)
    owed = fields.Integer(
        string="To make up",
        readonly=True,
        copy=False,
        help="Turns that are made up before the order goes on.",
    )
    date_owed = fields.Datetime(string="To make up since", readonly=True, copy=False)
    is_passed = fields.Boolean(
        string="Passed over",
        readonly=True,
        copy=False,
        help="Does not take the customer who is waiting now.",
    )

    _person_unique = models.UniqueIndex(
        "(roster_id, user_id)", "Each person is in a rotation once."
    )

    def write(self, vals):
        """The order is changed with a reason only (S2-02).

        :raises AccessError: for a place that is typed or dragged
        """
        if {"sequence", "user_id", "roster_id"} & set(vals) and not self.env.su:
            raise AccessError(
                self.env._(
                    "The order of “%(rotation)s” is changed with a reason, by the "
                    "button “Change the order”.",
                    rotation=self.roster_id[:1].name,
                )
            )
        return super().write(vals)
