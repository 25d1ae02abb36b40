# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields


class MeasuredSeconds(fields.Integer):
    """Whole seconds that somebody measured; unmeasured is stored as NULL.

    In the records an unmeasured time reads 0, in the database it is no value at all,
    so that averages leave it out instead of counting a zero.
    """

    def convert_to_column(self, value, record, values=None, validate=True):
        """Store nothing where nothing was measured."""
        return int(value) if value else None
