# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import fields, models

from .callback_archive import LEVELS


class CallbackArchiveCategory(models.Model):
    """Class of the archive, with its retention (U1-17, BASE-21, T-17)."""

    _name = "callback.archive.category"
    _inherit = ["callback.data.mixin"]
    _description = "Callback archive category"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    retention_years = fields.Integer(
        help="Years to keep a file of this class. 0: no end is laid down, so the "
        "file is kept."
    )

    level = fields.Selection(
        LEVELS,
        string="Confidentiality",
        default="internal",
        required=True,
        help="Who may read a file of this class (R2-22, R2-23): secret and top secret "
        "ones only the members of these groups.",
    )

    lending_signature = fields.Boolean(
        string="Lent with signature only",
        help="An original of this class is handed out with the director's signature "
        "on the request only (S6-04).",
    )

    _code_unique = models.UniqueIndex(
        "(code)", "A category code can be used once only."
    )
    _retention_positive = models.Constraint(
        "CHECK (retention_years >= 0)", "The retention cannot be negative."
    )

    def _get_retention_end(self, date):
        """Return the last day a file archived on this local date is kept, or False.

        The same day number ``retention_years`` later, clamped (T-17). Of several
        classes the longest wins (X-19); one without an end is the longest of all.
        """
        ends = [
            category.retention_years
            and date + relativedelta(years=category.retention_years)
            for category in self
        ]
        return max(ends) if ends and all(ends) else False

    def _get_level(self):
        """Return the highest confidentiality of these classes."""
        order = [level for level, _label in LEVELS]
        return max((category.level for category in self), key=order.index)
