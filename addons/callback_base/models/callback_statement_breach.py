# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackStatement(models.Model):
    """A statement and its due time (U1-41)."""

    _inherit = "callback.statement"
    # Figures without customers: whoever reads them may print them.
    _callback_free_print = True

    def _get_breach_met_dates(self, kind):
        """Return when the statements were submitted after all: {id: naive UTC}."""
        return {statement.id: statement.date_submitted for statement in self}
