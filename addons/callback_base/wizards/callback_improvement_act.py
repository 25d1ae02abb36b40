# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackImprovementAct(models.TransientModel):
    """Asks for the words that a decision, a verification or a check needs."""

    _name = "callback.improvement.act"
    _description = "Words on an improvement or survey form"

    improvement_id = fields.Many2one("callback.improvement", readonly=True)
    form_id = fields.Many2one("callback.satisfaction.form", readonly=True)
    action = fields.Selection(
        [
            ("no_action", "No action"),
            ("verify", "Verify"),
            ("send_back", "Send back"),
            ("check_untrue", "Not true"),
            ("check_cheating", "Cheating"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Text(string="In words", required=True)

    def action_confirm(self):
        """Do it; the document checks who may. RPC."""
        self.ensure_one()
        document = self.improvement_id or self.form_id
        steps = {
            "no_action": "action_no_action",
            "verify": "action_verify",
            "send_back": "action_send_back",
            "check_untrue": "action_check_untrue",
            "check_cheating": "action_check_cheating",
        }
        getattr(document, steps[self.action])(self.reason)
        return {"type": "ir.actions.act_window_close"}
