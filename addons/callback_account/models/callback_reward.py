# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.callback_assessment.models.callback_sanction_flow import HR

ACCOUNTANTS = "account.group_account_readonly,account.group_account_invoice"


class CallbackReward(models.Model):
    """An approved reward becomes one vendor bill, which pays it (G1-82 … G1-87).

    The bill is made out to a neutral partner and names the numbers of the reward and
    of its rule: whoever enters and pays it learns nothing about the reporter.
    """

    _inherit = "callback.reward"

    bill_ids = fields.One2many(
        "account.move", "callback_reward_id", string="Bills", groups=ACCOUNTANTS
    )
    payment_bill_id = fields.Many2one(
        "account.move",
        string="Paid by bill",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=ACCOUNTANTS,
    )
    bill_name = fields.Char(
        string="Vendor bill", compute="_compute_bill", compute_sudo=True
    )
    bill_state = fields.Selection(
        [("draft", "Draft"), ("posted", "Posted"), ("paid", "Paid")],
        string="Status of the bill",
        compute="_compute_bill",
        compute_sudo=True,
    )

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"bill_ids", "payment_bill_id"}

    @api.depends("bill_ids.name", "bill_ids.state", "bill_ids.payment_state")
    def _compute_bill(self):
        for reward in self:
            bill = reward._get_bill()
            state = bill.state if bill else False
            reward.bill_name = bill._get_move_display_name() if bill else False
            reward.bill_state = "paid" if bill and bill._is_callback_paid() else state

    def action_make_bill(self):
        """Make the draft of the vendor bill of approved rewards, once each. RPC.

        :raises AccessError: but by human resources and finance
        :raises UserError: before the approval, for a reward that has a bill, and
            naming the setting that is missing; then no bill is made
        """
        self._check_role((HR,))
        self._lock()
        self._check_state("approved")
        # sudo: who pays rewards need not enter bills; only the draft is made.
        rewards = self.sudo()
        for reward in rewards:
            reward._check_bill()
        bills = self.env["account.move"].sudo()  # as above
        for company, group in rewards.grouped("company_id").items():
            bills |= bills.with_company(company).create(
                [reward._prepare_bill_values() for reward in group]
            )
        for bill in bills:
            bill.callback_reward_id._message_log(
                body=self.env._(
                    "Draft of the vendor bill: %(bill)s",
                    bill=bill._get_move_display_name(),
                )
            )
        return True

    def action_view_bills(self):
        """Open the bills, for who may read bills. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Vendor bill"),
            "res_model": "account.move",
            "view_mode": "list,form",
            "domain": [("callback_reward_id", "=", self.id)],
            "context": {"create": False},
        }

    def _get_bill(self):
        """Return the bill that stands: neither cancelled nor reversed."""
        self.ensure_one()
        return self.bill_ids.filtered(
            lambda bill: bill.state != "cancel" and bill.payment_state != "reversed"
        )[:1]

    @api.model
    def _get_neutral_partner(self):
        """Return to whom the bills are made out instead of the reporter (G1-87)."""
        partner = self.env.ref("callback_account.partner_reporter", False)
        # sudo: a name that says nothing about anybody.
        return (partner or self.env["res.partner"]).sudo()

    def _check_bill(self):
        """Raise for a bill that is there, and naming what has to be set first."""
        bill = self._get_bill()
        if bill:
            raise UserError(
                self.env._(
                    "%(reward)s has the bill %(bill)s already.",
                    reward=self.name,
                    bill=bill._get_move_display_name(),
                )
            )
        company = self.company_id
        partner = self._get_neutral_partner().with_company(company)
        labels = company.fields_get(
            ["callback_reward_journal_id", "callback_reward_account_id"], ["string"]
        )
        missing = [
            about["string"] for name, about in labels.items() if not company[name]
        ]
        if not partner:
            missing.append(self.env._("contact of protected reporters"))
        elif not partner.property_account_payable_id:
            missing.append(
                self.env._("payable account of %(partner)s", partner=partner.name)
            )
        if missing:
            raise UserError(
                self.env._(
                    "%(reward)s: set first, for %(company)s: %(fields)s (Settings → "
                    "Callback → Fines and rewards).",
                    reward=self.name,
                    company=company.name,
                    fields=", ".join(missing),
                )
            )

    def _prepare_bill_values(self):
        """Return the values of the draft bill; extend, but never with a name."""
        self.ensure_one()
        company = self.company_id
        again = len(self.with_context(active_test=False).bill_ids)
        return {
            "move_type": "in_invoice",
            "journal_id": company.callback_reward_journal_id.id,
            "partner_id": self._get_neutral_partner().id,
            "currency_id": self.currency_id.id,
            "invoice_date": fields.Date.context_today(self),
            "ref": f"{self.name}/{again + 1}" if again else self.name,
            "callback_reward_id": self.id,
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": f"{self.name} {self.rule_id.display_name}",
                        "quantity": 1,
                        "price_unit": self.amount,
                        "account_id": company.callback_reward_account_id.id,
                        "tax_ids": [Command.clear()],
                    }
                )
            ],
        }

    def _find_bill_problem(self, bill):
        """Return why a bill does not stand for the reward, in words, or nothing."""
        self.ensure_one()
        if self.state not in ("approved", "paid"):
            return self.env._("the reward is not approved")
        if bill.move_type != "in_invoice" or not bill._is_callback_amount(self.amount):
            return self.env._(
                "it comes to %(found)s, approved was %(amount)s",
                found=f"{bill.amount_total:.2f}",
                amount=f"{self.amount:.2f}",
            )
        if bill.currency_id != self.currency_id:
            return self.env._("it is in another currency")
        if bill.partner_id != self._get_neutral_partner():
            return self.env._("it is made out to somebody, which would tell who it is")
        return None

    def _check_paid(self):
        """What has a bill is paid by it."""
        for reward in self.sudo():  # whether there is one
            if reward._get_bill():
                raise UserError(
                    self.env._(
                        "%(reward)s is paid by its bill %(bill)s; cancel that first.",
                        reward=reward.name,
                        bill=reward.bill_name,
                    )
                )
        return super()._check_paid()

    def _follow_bills(self):
        """Set rewards paid by their bills, and back when that is undone. Private."""
        for reward in self:
            bill = reward._get_bill()
            paid = bill and bill._is_callback_paid()
            if paid and reward.state == "approved":
                reward.write(
                    {
                        "state": "paid",
                        "date_paid": fields.Datetime.now(),
                        "payment_ref": bill.name,
                        "payment_bill_id": bill.id,
                    }
                )
            elif reward.state == "paid" and reward.payment_bill_id and not paid:
                reward.write(
                    {
                        "state": "approved",
                        "date_paid": False,
                        "payment_ref": False,
                        "payment_bill_id": False,
                    }
                )
