# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .callback_grade_numbers import FULL, Band, exact, find_faults, plain


class CallbackGrade(models.Model):
    """One grade of a scale: from where to where, each end open or closed."""

    _name = "callback.grade"
    _description = "Grade"
    _order = "scale_id, sequence, id"
    _rec_names_search = ["code", "name"]

    scale_id = fields.Many2one(
        "callback.grade.scale", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="For example A.")
    name = fields.Char(required=True, translate=True)
    description = fields.Char(string="What it means", translate=True)
    lower = fields.Float(string="From", digits=(16, 4), required=True)
    lower_closed = fields.Boolean(
        string="Lower end counts", help="The lower score itself has this grade."
    )
    upper = fields.Float(string="To", digits=(16, 4), required=True)
    upper_closed = fields.Boolean(
        string="Upper end counts", help="The upper score itself has this grade."
    )
    interval = fields.Char(compute="_compute_interval")

    _code_unique = models.UniqueIndex(
        "(scale_id, code)", "A scale has each grade once only."
    )

    @api.depends("lower", "upper", "lower_closed", "upper_closed")
    def _compute_interval(self):
        for grade in self:
            grade.interval = (
                f"{'[' if grade.lower_closed else '('}{grade.lower:g}, "
                f"{grade.upper:g}{']' if grade.upper_closed else ')'}"
            )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for grade in self:
            grade.display_name = f"{grade.code or ''} {grade.name or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Grades are added to scales that no scorecard in force uses."""
        grades = super().create(vals_list)
        grades.scale_id._check_open()
        return grades

    def write(self, vals):
        """Grades that were given stay as they are; their words may be corrected."""
        if not set(vals) <= {"name", "description", "sequence"}:
            self.scale_id._check_open()
        result = super().write(vals)
        if "scale_id" in vals:
            self.scale_id._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.scale_id._check_open()

    @api.constrains("lower", "upper", "lower_closed", "upper_closed", "scale_id")
    def _check_interval(self):
        """Each interval holds a score, and no other grade of the scale has it too.

        Holes are looked for when the whole scale is saved, and before it is used.
        """
        for grade in self:
            low, high = exact(grade.lower), exact(grade.upper)
            point = low == high and grade.lower_closed and grade.upper_closed
            if not (0 <= low < high <= FULL or (point and 0 <= low <= FULL)):
                raise ValidationError(
                    self.env._(
                        "Grade %(grade)s: %(interval)s holds no score from 0 to 100.",
                        grade=grade.code,
                        interval=f"{plain(low)} – {plain(high)}",
                    )
                )
        for scale in self.scale_id:
            found = find_faults(scale._get_bands(), scale.digits)
            overlaps = [fault for fault in found if fault[2]]
            if overlaps:
                raise ValidationError(
                    self.env._(
                        "Grade scale “%(scale)s”: %(faults)s.",
                        scale=scale.name,
                        faults="; ".join(scale._describe_fault(*f) for f in overlaps),
                    )
                )

    def _get_band(self):
        self.ensure_one()
        return Band(self, self.lower, self.upper, self.lower_closed, self.upper_closed)
