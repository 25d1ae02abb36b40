# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import float_compare

from odoo.addons.callback_assessment.models.callback_sanction_flow import HR


class AccountMove(models.Model):
    """The bill of a reward to an outside person (ASMT-17)."""

    _inherit = "account.move"

    callback_reward_id = fields.Many2one(
        "callback.reward",
        string="Reward to an outside person",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=HR,
    )

    _callback_reward_unique = models.UniqueIndex(
        "(callback_reward_id) WHERE callback_reward_id IS NOT NULL"
        " AND state <> 'cancel' AND COALESCE(payment_state, '') <> 'reversed'",
        "There is a bill for this reward already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Bills of rewards are made by the rewards only."""
        for vals in vals_list:
            self._check_callback_reward(vals)
        return super().create(vals_list)

    def write(self, vals):
        """A bill is not moved to another reward."""
        self._check_callback_reward(vals)
        return super().write(vals)

    @api.model
    def _check_callback_reward(self, vals):
        if "callback_reward_id" in vals and not self.env.su:
            raise AccessError(self.env._("Bills of rewards are made by the rewards."))

    def _post(self, soft=True):
        """A bill says what was approved: the amount, and nobody's name (G1-87)."""
        # sudo: who enters bills need not see rewards; amount and number only.
        for move in self.sudo().filtered("callback_reward_id"):
            reward = move.callback_reward_id
            problem = reward._find_bill_problem(move)
            if problem:
                raise UserError(
                    self.env._(
                        "The bill of %(reward)s cannot be posted: %(why)s.",
                        reward=reward.name,
                        why=problem,
                    )
                )
        return super()._post(soft)

    def _compute_payment_state(self):
        """The rewards follow what is paid, cancelled or reversed."""
        result = super()._compute_payment_state()
        # sudo: as above; rewards are set by their bills here, by nobody's hand.
        bills = self.sudo().filtered(
            lambda move: isinstance(move.id, int) and move.callback_reward_id
        )
        bills.callback_reward_id._follow_bills()
        return result

    def _is_callback_paid(self):
        """Tell whether a bill is posted and paid in full."""
        self.ensure_one()
        return self.state == "posted" and self.payment_state in ("paid", "in_payment")

    def _is_callback_amount(self, amount):
        """Tell whether a bill comes to an amount, to the cent."""
        self.ensure_one()
        return not float_compare(self.amount_total, amount, precision_digits=2)
