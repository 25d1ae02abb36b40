# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackPenaltyRule(models.Model):
    """What the chatter of a rule says first."""

    _inherit = "callback.penalty.rule"

    def _creation_message(self):
        # Data is loaded in no language, in which the model has no other name.
        return self._fallback_lang().env._("Rule of fines and rewards created")
