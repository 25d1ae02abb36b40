# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ..split import split_amount
from .callback_property_visit import PROJECT_MANAGER

#: Cases in which the helper gives the customer back afterwards.
HELPED = ("absent", "asked", "phone_asked", "other")


class CallbackPropertyDeal(models.Model):
    """How the commission of a deal is decided, with the derivation in words."""

    _inherit = "callback.property.deal"

    def action_decide(self):
        """Share the commission as the policy says; project managers only. RPC.

        :raises UserError: while the deal is none yet (S5-24), when it is decided, and
            when the policy does not lay the case down
        :raises ValidationError: for a fine outside the limits, shares that are not
            100 % in all
        """
        self._check_keeper()
        for deal in self:
            deal._check_complete()
            case, closer_rate, reasons = deal._judge_case()
            rule = deal.policy_id._get_ownership_rule(case)
            deal._check_fine(rule, case)
            if rule.is_manual:
                deal._share_by_agreement(rule)
            else:
                deal._share(case, closer_rate)
            helped = case in HELPED and deal.original_user_id
            # sudo: the decision is guarded; who decides was checked above.
            deal.sudo().write(
                {
                    "state": "decided",
                    "decided_case": case,
                    "paperwork_user_id": (helped or deal.closer_id).id,
                    "basis": f"{rule._cite()}: {' '.join(reasons)}",
                }
            )
        return True

    def _check_keeper(self):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group(PROJECT_MANAGER)):
            raise AccessError(self.env._("Only the project manager decides deals."))

    def _check_complete(self):
        """Raise unless deposit and subscription are there, and what the case needs."""
        self.ensure_one()
        if self.state != "draft":
            raise UserError(
                self.env._("The deal is decided: reopen it to change something.")
            )
        if not self.date_deal:
            raise UserError(
                self.env._(
                    "S5-24: a deal needs the deposit and the signed subscription of "
                    "%(buyer)s.",
                    buyer=self.name,
                )
            )
        needs_other = self.case in (*HELPED, "snatched", "unaware_deal")
        if needs_other and not self.original_user_id:
            raise UserError(
                self.env._("Name the earlier agent of %(buyer)s.", buyer=self.name)
            )
        if needs_other and self.original_user_id == self.closer_id:
            raise UserError(
                self.env._(
                    "The closer of %(buyer)s is the earlier agent.", buyer=self.name
                )
            )

    def _judge_case(self):
        """Return ``(case, share of the closer, sentences)``."""
        self.ensure_one()
        rules = self.policy_id
        if self.case == "other":
            return self._judge_other()
        if self.case == "unaware_deal":
            return self._judge_unaware(rules._get_ownership_rule("unaware_deal"))
        rule = rules._get_ownership_rule(self.case)
        rate = rule._get_closer_rate()
        return self.case, rate, [f"{rule.name}.", self._say_rate(rate)]

    def _judge_other(self):
        """Consent before the closing, or unreachable: shared; else snatched (S5-19)."""
        rule = self.policy_id._get_ownership_rule("other")
        # sudo: whether there was a consent is a fact, whoever sees the line.
        line = self.original_visit_id.sudo()
        given = line.date_consent and line._to_local_day(line.date_consent)
        consent = line.consent_user_id == self.closer_id and given
        if consent and given <= self.date_deal:
            text = self.env._(
                "%(owner)s consented on %(day)s.",
                owner=self.original_user_id.name,
                day=format_date(self.env, given),
            )
        elif self.unreachable_note:
            text = self.env._(
                "%(owner)s could not be reached: %(note)s.",
                owner=self.original_user_id.name,
                note=self.unreachable_note,
            )
        else:
            text = self.env._(
                "Closed without the consent of %(owner)s, who could be reached: the "
                "commission is cancelled.",
                owner=self.original_user_id.name,
            )
            return "snatched", Decimal(0), [text]
        rate = rule._get_closer_rate()
        return "other", rate, [text, self._say_rate(rate)]

    def _judge_unaware(self, rule):
        """Sixty days from registration to closing, three days to find (S5-23)."""
        line = self.original_visit_id.sudo()  # sudo: only the day counts
        if not line or not self.date_found:
            raise UserError(
                self.env._(
                    "%(buyer)s: name the earlier line, and the day on which it was "
                    "found.",
                    buyer=self.name,
                )
            )
        begin = min(line.date, line._get_registration_day())
        age = (self.date_deal - begin).days
        late = (self.date_found - self.date_deal).days
        if age < 0 or late < 0:
            raise UserError(
                self.env._(
                    "S5-23: the earlier line of %(buyer)s lies before the deal, and "
                    "was found on its day or later. Found before, it is a customer "
                    "of another agent (S5-19).",
                    buyer=self.name,
                )
            )
        text = self.env._(
            "Deal on %(deal)s, %(days)s days after the registration of %(begin)s "
            "(limit %(limit)s).",
            deal=format_date(self.env, self.date_deal),
            days=age,
            begin=format_date(self.env, begin),
            limit=rule.days_registration,
        )
        if age > rule.days_registration:
            more = self.env._("A new customer: all to who closed.")
            return "unaware_deal", Decimal(1), [text, more]
        found = self.env._(
            "Found on %(found)s, %(days)s days after the deal (limit %(limit)s).",
            found=format_date(self.env, self.date_found),
            days=late,
            limit=rule.days,
        )
        rate = rule._get_closer_rate() if late <= rule.days else Decimal(1)
        return "unaware_deal", rate, [text, found, self._say_rate(rate)]

    def _say_rate(self, rate):
        return self.env._(
            "%(rate)s %% to who closed, the rest to the earlier agent.",
            rate=f"{(rate * 100).normalize():f}",
        )

    def _check_fine(self, rule, case):
        """A fine is for snatching only, and within the policy's limits (S5-20)."""
        if case != "snatched":
            if self.fine:
                raise ValidationError(
                    self.env._(
                        "%(buyer)s: a fine is for a snatched customer only.",
                        buyer=self.name,
                    )
                )
            return
        if not rule.fine_min <= self.fine <= rule.fine_max:
            raise ValidationError(
                self.env._(
                    "%(clauses)s: the fine lies between %(low)s and %(high)s, not "
                    "%(fine)s.",
                    clauses=rule._cite(),
                    low=f"{rule.fine_min:g}",
                    high=f"{rule.fine_max:g}",
                    fine=f"{self.fine:g}",
                )
            )

    def _get_commission(self):
        """Return the commission as a Decimal to the cent."""
        return Decimal(str(round(self.commission, 2))).quantize(Decimal("0.01"))

    def _share(self, case, closer_rate):
        """Make the shares of closer and earlier agent."""
        users = [(self.closer_id, closer_rate)]
        if case == "snatched":
            amounts = [Decimal(0)]
        else:
            if self.original_user_id and closer_rate < 1:
                users.append((self.original_user_id, 1 - closer_rate))
            else:
                users = [(self.closer_id, Decimal(1))]
            amounts = split_amount(
                self._get_commission(), [rate for _user, rate in users]
            )
        # sudo: amounts are set by the decision only.
        shares = self.sudo().share_ids
        shares.unlink()
        shares.create(
            [
                {
                    "deal_id": self.id,
                    "sequence": place,
                    "user_id": user.id,
                    "rate": float(rate * 100),
                    "amount": float(amount),
                    "is_entered": False,
                }
                for place, ((user, rate), amount) in enumerate(
                    zip(users, amounts, strict=True)
                )
            ]
        )

    def _share_by_agreement(self, rule):
        """Share as was agreed, when that is the whole (S1-07, S5-25)."""
        rates = [Decimal(str(share.rate)) / 100 for share in self.share_ids]
        if sum(rates) != 1:
            raise ValidationError(
                self.env._(
                    "%(clauses)s: enter the agreed shares of %(buyer)s; they are "
                    "%(total)s %% in all, not 100 %%.",
                    clauses=rule._cite(),
                    buyer=self.name,
                    total=f"{(sum(rates) * 100).normalize():f}" if rates else "0",
                )
            )
        whole = self.share_ids.filtered(lambda share: share.rate == 100)
        if self.case == "group" and self.closer_id in whole.user_id:
            raise ValidationError(
                self.env._(
                    "%(clauses)s: a group purchase is not wholly %(agent)s’s; enter "
                    "the agreed part.",
                    clauses=rule._cite(),
                    agent=self.closer_id.name,
                )
            )
        amounts = split_amount(self._get_commission(), rates)
        # sudo: amounts are set by the decision only.
        shares = self.sudo().share_ids
        for share, amount in zip(shares, amounts, strict=True):
            share.amount = float(amount)
