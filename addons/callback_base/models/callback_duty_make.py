# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CallbackDuty(models.Model):
    """Making the duties that units owe; repeated, nothing is made twice."""

    _inherit = "callback.duty"

    @api.model
    def _make(self, now):
        """Make the duties whose day or period has begun; return how many are new.

        Called by the sweep of breaches, as superuser.

        :param now: naive UTC
        """
        rules = self.env["callback.duty.rule"].search(
            [("policy_id.state", "in", ("in_force", "superseded"))]
        )
        self.env.flush_all()
        return sum(self._insert_owed(rule, rule._get_owed(now)) for rule in rules)

    @api.model
    def _insert_owed(self, rule, owed):
        """Insert what is not there yet.

        :param owed: set of (company id, unit id, first day)
        """
        known = self._read_group(
            [("rule_id", "=", rule.id)], ["department_id", "date_from:day"]
        )
        known = {(unit.id, fields.Date.to_date(day)) for unit, day in known}
        # Units of a company share the dates of a day.
        dates = {
            (company_id, day): rule._get_dates(day, company_id)
            for company_id, unit_id, day in owed
            if (unit_id, day) not in known
        }
        same = SQL("%s, %s, %s", rule.id, rule.policy_id.id, rule.kind)
        now, uid = fields.Datetime.now(), self.env.uid
        rows = [
            SQL(
                "(%s, %s, %s, %s, %s, %s, 'open', %s, %s, %s, %s)",
                *(same, company_id, unit_id, *dates[company_id, day]),
                *(uid, uid, now, now),
            )
            for company_id, unit_id, day in sorted(owed)
            if (unit_id, day) not in known
        ]
        if not rows:
            return 0
        self.env.cr.execute(
            SQL(
                "INSERT INTO callback_duty (rule_id, policy_id, kind, company_id,"
                " department_id, date_from, date_to, date_due, state, create_uid,"
                " write_uid, create_date, write_date) VALUES %s"
                " ON CONFLICT DO NOTHING",
                SQL(", ").join(rows),
            )
        )
        count = self.env.cr.rowcount
        self.invalidate_model()
        return count
