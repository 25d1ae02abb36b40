# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..schedule.periods import period_of
from ..workday.zone import LocalZone


class CallbackQuota(models.Model):
    """Which callbacks a quota is about: period, company, department tree, lists."""

    _inherit = "callback.quota"

    # Scope ------------------------------------------------------------------------

    def _get_scope(self, day=None, department=None, company=None):
        """Return the period and the conditions of both figures in it."""
        self.ensure_one()
        company = self._get_company(company)
        zone = LocalZone(self.policy_id._get_calendar(company).tz or "UTC")
        today = zone.local(fields.Datetime.now()).date()
        first, last, start, end = self._get_bounds(day or today, zone)
        base = (
            Domain("policy_id.code", "=", self.policy_id.code)
            & Domain("company_id", "=", company.id)
            & Domain("state", "!=", "cancelled")
            & Domain(self.basis, ">=", start)
            & Domain(self.basis, "<", end)
        )
        if department:
            units = self._browse_argument("hr.department", department)
            base &= Domain("department_id", "child_of", units.ids)
        met = self._get_condition("numerator_domain")
        if self.kind == "share":
            base &= self._get_condition("denominator_domain")
        return {
            "period_from": first,
            "period_to": last,
            "is_over": last < today,
            "numerator_domain": base & met,
            "denominator_domain": base,
            "missing_domain": base & ~met,
        }

    def _get_bounds(self, day, zone):
        """Return first and last local date and the moments of the period."""
        try:
            first, last = period_of(fields.Date.to_date(day), self.period)
            end = zone.midnight(last + datetime.timedelta(days=1))
            return first, last, zone.midnight(first), end
        except (ArithmeticError, AttributeError, TypeError, ValueError) as error:
            raise UserError(
                self.env._(
                    "Quota “%(quota)s”: “%(day)s” is no date with a period around it. "
                    "Write it as 2026-12-31.",
                    quota=self.name,
                    day=day,
                )
            ) from error

    def _get_company(self, company=None):
        """Return the company to count in.

        :raises UserError: for one that the user or the policy is not about
        """
        own = self.policy_id.company_id
        if not company:
            return own or self.env.company
        company = self._browse_argument("res.company", company)
        open_ = self.env.su or company in self.env.companies
        if not open_ or (own and company != own):
            raise UserError(
                self.env._(
                    "Quota “%(quota)s” cannot be worked out for %(company)s: the "
                    "policy is not about this company, or you have not chosen it.",
                    quota=self.name,
                    # sudo: only the name, to say which company is meant.
                    company=company.sudo().name,
                )
            )
        return company

    def _browse_argument(self, model, value):
        """Return the one record that an argument names, given as record or id."""
        named = isinstance(value, models.BaseModel) and value._name == model
        records = value if named else self.env[model]
        if isinstance(value, int):
            records = records.browse(value)
        if len(records.exists()) != 1:
            raise UserError(
                self.env._(
                    "Quota “%(quota)s”: “%(value)s” is no %(model)s.",
                    quota=self.name,
                    value=value,
                    model=self.env["ir.model"]._get(model).name,
                )
            )
        return records

    # Lists ------------------------------------------------------------------------

    def action_open_numerator(self):
        """Open the callbacks that count in the current period. RPC."""
        return self._open_list("numerator_domain", self.env._("They count"))

    def action_open_denominator(self):
        """Open the callbacks of which they are a share. RPC."""
        return self._open_list("denominator_domain", self.env._("All of them"))

    def action_open_missing(self):
        """Open the callbacks of the denominator that do not count. RPC."""
        return self._open_list("missing_domain", self.env._("They do not count"))

    def _open_list(self, name, title):
        return {
            "type": "ir.actions.act_window",
            "name": f"{self.name}: {title}",
            "res_model": "callback.record",
            "views": [(False, "list"), (False, "form")],
            "domain": self.get_value()[name],
            "context": {"create": False},
        }
