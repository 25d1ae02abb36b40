# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallbackReviewLine(models.Model):
    """One item of a sheet: the answer, the points, what was found."""

    _name = "callback.review.line"
    _description = "Item of a spot check"
    _inherit = ["callback.guarded.mixin"]
    _order = "review_id, sequence, id"
    _guarded_fields = frozenset(
        {
            *("review_id", "item_id", "sequence", "name", "answer_type", "expected"),
            *("points", "is_fatal", "is_critical", "can_be_left"),
            *("is_answered", "is_finding", "points_got", "answer_key"),
        }
    )

    review_id = fields.Many2one(
        "callback.review",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    item_id = fields.Many2one(
        "callback.review.checklist.item",
        string="Item of the checklist",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="review_id.company_id", store=True, index=True)
    sequence = fields.Integer(related="item_id.sequence", store=True)
    name = fields.Char(related="item_id.name", string="What is checked")
    answer_type = fields.Selection(related="item_id.answer_type")
    expected = fields.Selection(related="item_id.expected")
    points = fields.Float(related="item_id.points", digits=(16, 2))
    is_fatal = fields.Boolean(related="item_id.is_fatal")
    is_critical = fields.Boolean(related="item_id.is_critical")
    can_be_left = fields.Boolean(related="item_id.can_be_left")
    answer = fields.Selection(
        [("yes", "Yes"), ("no", "No"), ("na", "Not applicable")],
        help="For an item with points: only “Not applicable”, else type the points.",
    )
    given = fields.Char(
        string="Points given", help="A number from 0 to the points of the item."
    )
    remark = fields.Char(string="What was found")
    points_got = fields.Float(
        string="Points got", compute="_compute_points", store=True, digits=(16, 2)
    )
    answer_key = fields.Char(
        string="Answer in one word",
        compute="_compute_points",
        store=True,
        export_string_translation=False,
    )
    is_answered = fields.Boolean(compute="_compute_points", store=True)
    is_finding = fields.Boolean(
        string="Finding", compute="_compute_points", store=True
    )

    _item_unique = models.UniqueIndex(
        "(review_id, item_id)", "Each item is on a sheet once."
    )

    @api.depends("answer", "given", "item_id")
    def _compute_points(self):
        for line in self:
            got = line._get_given()
            key = line.answer
            if line.answer_type == "score" and line.answer != "na":
                key = None if got is None else f"{got.normalize():f}"
            elif line.answer in ("yes", "no"):
                right = line.answer == line.expected
                got = Decimal(str(line.points)) if right else Decimal(0)
            line.answer_key = key or False
            line.is_answered = bool(key)
            line.points_got = float(got or 0)
            line.is_finding = bool(
                key
                and key != "na"
                and (
                    got < Decimal(str(line.points))
                    if line.answer_type == "score"
                    else line.answer != line.expected
                )
            )

    @api.constrains("answer", "given")
    def _check_answer(self):
        for line in self:
            if line.answer == "na" and not line.can_be_left:
                line._refuse(self.env._("this item always applies"))
            if line.answer_type == "yes_no":
                if line.given:
                    line._refuse(self.env._("answer yes or no"))
                continue
            if line.answer in ("yes", "no") or (line.answer and line.given):
                line._refuse(self.env._("give points, or “not applicable”"))
            given = line._get_given()
            most = Decimal(str(line.points))
            if line.given and (given is None or not 0 <= given <= most):
                line._refuse(
                    self.env._(
                        "%(given)s is no number from 0 to %(points)s with at most two "
                        "decimals",
                        given=line.given,
                        points=f"{most.normalize():f}",
                    )
                )

    def _refuse(self, why):
        raise ValidationError(
            self.env._(
                "%(review)s, “%(item)s”: %(why)s.",
                review=self.review_id.display_name,
                item=self.name,
                why=why,
            )
        )

    def _get_given(self):
        """Return the points typed in as an exact number, or None."""
        try:
            number = Decimal((self.given or "").strip())
        except InvalidOperation:
            return None
        if not number.is_finite() or number != round(number, 2):
            return None
        return number

    def _get_exact_points(self):
        """Return (points, points got, is a fatal finding) in exact numbers."""
        got = Fraction(str(self.points_got))
        return Fraction(str(self.points)), got, self.is_fatal and self.is_finding

    def write(self, vals):
        """Answers are written while the check is under way, by its inspector."""
        if not self.env.su:
            self.review_id._check_state("ongoing")
            self.review_id._check_mine()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A spot check stays on file (G1-57)."))
