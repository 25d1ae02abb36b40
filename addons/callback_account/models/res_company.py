# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """Where the bills of rewards are entered; empty until somebody says it."""

    _inherit = "res.company"

    callback_reward_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of rewards",
        domain="[('type', '=', 'purchase'), ('company_id', '=', id)]",
        help="Purchase journal of the bills for rewards to outside persons.",
    )
    callback_reward_account_id = fields.Many2one(
        "account.account",
        string="Expense account of rewards",
        domain="[('account_type', '=like', 'expense%'), ('company_ids', 'in', id)]",
        help="What rewards to outside persons are charged to.",
    )

    @api.constrains("callback_reward_journal_id", "callback_reward_account_id")
    def _check_callback_reward(self):
        for company in self:
            journal = company.callback_reward_journal_id
            account = company.callback_reward_account_id
            wrong = []
            if journal and (
                journal.type != "purchase" or journal.company_id != company
            ):
                wrong.append(journal.display_name)
            expense = (account.account_type or "").startswith("expense")
            if account and not (expense and company in account.company_ids):
                wrong.append(account.display_name)
            if wrong:
                raise ValidationError(
                    self.env._(
                        "%(company)s: %(wrong)s cannot be used for rewards; choose a "
                        "purchase journal and an expense account of this company.",
                        company=company.name,
                        wrong=", ".join(wrong),
                    )
                )
