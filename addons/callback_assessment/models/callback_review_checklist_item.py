# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

ANSWER_TYPES = [("yes_no", "Yes or no"), ("score", "Points")]
EXPECTED = [("yes", "Yes"), ("no", "No")]


class CallbackReviewChecklistItem(models.Model):
    """One thing that is looked at, and what it counts."""

    _name = "callback.review.checklist.item"
    _description = "Item of a checklist"
    _inherit = ["callback.policy.part.mixin"]
    _order = "checklist_id, sequence, id"
    _policy_path = "checklist_id.policy_id"

    checklist_id = fields.Many2one(
        "callback.review.checklist", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="What is checked", required=True, translate=True)
    answer_type = fields.Selection(ANSWER_TYPES, required=True, default="yes_no")
    expected = fields.Selection(
        EXPECTED,
        string="Right answer",
        default="yes",
        help="Another answer costs all points of the item.",
    )
    points = fields.Float(
        digits=(16, 2),
        required=True,
        default=1,
        help="What the item counts, or the most that can be given.",
    )
    is_fatal = fields.Boolean(
        string="Fatal", help="Not met: the whole check scores zero and is failed."
    )
    is_critical = fields.Boolean(
        string="Critical", help="Not met: the check is failed, whatever its score."
    )
    can_be_left = fields.Boolean(
        string="May not apply", help="“Not applicable” is an answer: it counts nothing."
    )

    @api.constrains("points", "answer_type", "expected")
    def _check_item(self):
        for item in self:
            if item.points < 0 or (item.answer_type == "score" and not item.points):
                raise ValidationError(
                    self.env._(
                        "Checklist “%(checklist)s”, “%(item)s”: %(points)s is no "
                        "number of points for it.",
                        checklist=item.checklist_id.name,
                        item=item.name,
                        points=f"{item.points:g}",
                    )
                )
            if item.answer_type == "yes_no" and not item.expected:
                raise ValidationError(
                    self.env._(
                        "Checklist “%(checklist)s”, “%(item)s”: say which answer is "
                        "the right one.",
                        checklist=item.checklist_id.name,
                        item=item.name,
                    )
                )
