# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .callback_grade_numbers import (
    FULL,
    METHODS,
    exact,
    find_faults,
    plain,
    round_exact,
)

#: What stays open once a scorecard in force grades by the scale.
FREE_FIELDS = frozenset({"active", "name", "note"})


class CallbackGradeScale(models.Model):
    """The grades of the scores from 0 to 100, without hole or overlap (ASMT-02).

    A score is rounded first, by ``digits`` and ``rounding``, and then graded: 90.004
    is 90.00 and 90.005 is 90.01 where two digits are kept half up.
    """

    _name = "callback.grade.scale"
    _description = "Grade scale"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: every company.")
    digits = fields.Integer(
        string="Decimals of a score",
        default=2,
        required=True,
        help="To which a score is rounded before it is graded.",
    )
    rounding = fields.Selection(METHODS, default="half_up", required=True)
    grade_ids = fields.One2many("callback.grade", "scale_id", "Grades", copy=True)
    scorecard_ids = fields.One2many("callback.scorecard", "scale_id", "Scorecards")
    note = fields.Text(string="Remark")
    fault_text = fields.Text(string="Holes and overlaps", compute="_compute_fault_text")

    @api.depends("digits", "grade_ids.lower", "grade_ids.upper")
    @api.depends("grade_ids.lower_closed", "grade_ids.upper_closed", "grade_ids.code")
    def _compute_fault_text(self):
        for scale in self:
            found = scale.grade_ids and scale._get_faults()
            scale.fault_text = "\n".join(found or [])

    @api.constrains("digits")
    def _check_digits(self):
        if any(not 0 <= scale.digits <= 4 for scale in self):
            raise ValidationError(self.env._("A score has 0 to 4 decimals."))

    @api.constrains("grade_ids", "digits")
    def _check_grades(self):
        """A scale that is saved with its grades covers each score once."""
        for scale in self.filtered("grade_ids"):
            scale._check_complete()

    def write(self, vals):
        """A scale by which grades were given stays as it is."""
        if not set(vals) <= FREE_FIELDS:
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_open()

    # Grading --------------------------------------------------------------------------

    def grade_for(self, score):
        """Return the ``callback.grade`` that a score earns. RPC.

        :param score: a number from 0 to 100 (int, float, ``Decimal`` or its text)
        :raises UserError: for a score outside 0 to 100 or no number, and for a scale
            with a hole or an overlap at the score (A1-05)
        """
        self.ensure_one()
        self.check_access("read")
        return self._get_grade(self._round(score))

    def _round(self, score):
        """Return a score as a rounded fraction.

        :raises UserError: outside 0 to 100, or no number
        """
        self.ensure_one()
        try:
            value = exact(score)
        except ValueError:
            value = None
        if value is None or not 0 <= value <= FULL:
            raise UserError(
                self.env._(
                    "%(scale)s: %(score)s is no score from 0 to 100.",
                    scale=self.name,
                    score=score if not hasattr(score, "numerator") else float(score),
                )
            )
        return round_exact(value, self.digits, self.rounding)

    def _get_grade(self, rounded, bands=None):
        """Return the grade of a rounded fraction.

        :param bands: those of ``_get_bands``, for many scores
        """
        bands = bands or self._get_bands()
        found = [band.name for band in bands if band.holds(rounded)]
        if len(found) != 1:
            fault = self._describe_fault(rounded, rounded, found)
            raise UserError(
                self.env._(
                    "Grade scale “%(scale)s”: %(faults)s.",
                    scale=self.name,
                    faults=fault,
                )
            )
        return found[0]

    def _get_bands(self):
        return [grade._get_band() for grade in self.grade_ids]

    # Checks ---------------------------------------------------------------------------

    def _get_faults(self):
        """Return what is wrong, a sentence each: holes and overlaps over [0, 100]."""
        self.ensure_one()
        faults = find_faults(self._get_bands(), min(max(self.digits, 0), 4))
        return [self._describe_fault(*fault) for fault in faults]

    def _describe_fault(self, first, last, grades):
        score = plain(first) if first == last else f"{plain(first)} – {plain(last)}"
        if grades:
            return self.env._(
                "%(score)s has several grades: %(grades)s",
                score=score,
                grades=", ".join(grade.code or "" for grade in grades),
            )
        return self.env._("%(score)s has no grade", score=score)

    def _check_complete(self):
        """Raise naming each score without grade or with several (ASMT-02)."""
        self.ensure_one()
        faults = self._get_faults()
        if faults:
            raise ValidationError(
                self.env._(
                    "Grade scale “%(scale)s”: %(faults)s.",
                    scale=self.name,
                    faults="; ".join(faults),
                )
            )

    def _check_open(self):
        """Raise when a scorecard in force or closed grades by the scale."""
        if self.env.su:
            return
        # sudo: a scorecard that the user may not see counts as well.
        used = self.sudo().scorecard_ids.filtered(lambda card: card.state != "draft")
        if used:
            raise UserError(
                self.env._(
                    "%(scale)s gives the grades of “%(card)s” and stays as it is. "
                    "Change a copy.",
                    scale=used[0].scale_id.name,
                    card=used[0].display_name,
                )
            )
