# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .callback_merit import LEVELS

#: Lines that were not paid yet.
OPEN_STATES = ("proposed", "confirmed", "notified", "final")


class CallbackMerit(models.Model):
    """What an appeal takes back, it takes back with all that came of it (G1-79).

    A measure that was converted already is fetched from the level above, which is
    broken up again; what only that level led to, a dismissal or an amount, goes too
    unless it was paid. When it is earned again, it is proposed again.
    """

    _inherit = "callback.merit"

    @api.model
    def _withdraw(self, line, reason):
        """Take the entry of a cancelled line back. Private.

        :param line: one ``callback.sanction``
        """
        given = self.search([("source_key", "=", f"sanction:{line.id}")])
        if not given:
            return
        self.env["callback.violation"]._touch_people(given.employee_id.ids)
        today = fields.Date.context_today(self)
        self.create(
            {
                **given._get_common_values(today, "withdrawn", reason),
                "measure": given.measure,
                "quantity": -1,
                "source_key": f"withdrawn:{line.id}",
                "sanction_id": line.id,
            }
        )
        employee, company = given.employee_id, given.company_id
        thresholds = self._get_thresholds(company)
        balance = self.get_balance(employee)
        steps = {t.measure: t for t in thresholds if t.result_measure in LEVELS}
        while balance[given.measure] < 0:
            broken = self._borrow(given.measure, steps, balance)
            if not broken:
                break
            self._add_broken(given, today, broken, reason)
        for threshold in thresholds.filtered(lambda t: t.result_measure not in LEVELS):
            self._drop_results(threshold, employee, balance, reason)

    def _get_common_values(self, date, kind, note):
        return {
            "employee_id": self.employee_id.id,
            "company_id": self.company_id.id,
            "department_id": self.department_id.id,
            "date": date,
            "kind": kind,
            "note": note,
        }

    @api.model
    def _borrow(self, measure, steps, balance):
        """Break up one of the level above, itself fetched from above if need be.

        :param steps: {measure: threshold that converts it}
        :param balance: {measure: how many stand}; changed
        :returns: the thresholds undone, or None when nothing stands above
        """
        threshold = steps.get(measure)
        if not threshold:
            return None
        above, undone = threshold.result_measure, []
        if balance[above] < 1:
            undone = self._borrow(above, steps, balance)
            if not undone:
                return None
        balance[above] -= 1
        balance[measure] += threshold.quantity
        return [*undone, threshold]

    @api.model
    def _add_broken(self, given, date, thresholds, reason):
        """Enter what was broken up: one less above, so many more below."""
        common = given._get_common_values(date, "converted", reason)
        known = self.search_count(
            [
                ("employee_id", "=", given.employee_id.id),
                ("source_key", "=like", "broken:%"),
            ]
        )
        for number, threshold in enumerate(thresholds, known + 1):
            key = f"broken:{threshold.id}:{given.employee_id.id}:{number}"
            moves = (
                (threshold.result_measure, -1, "out"),
                (threshold.measure, threshold.quantity, "in"),
            )
            self.create(
                [
                    {
                        **common,
                        "measure": measure,
                        "quantity": quantity,
                        "source_key": f"{key}:{end}",
                    }
                    for measure, quantity, end in moves
                ]
            )

    @api.model
    def _drop_results(self, threshold, employee, balance, reason):
        """Take back what the balance no longer leads to, and free its place."""
        times = max(balance[threshold.measure], 0) // threshold.quantity
        prefix = f"ledger:{threshold.id}:{employee.id}:"
        lines = self.env["callback.sanction"].search(
            [("source_key", "=like", f"{prefix}%"), ("state", "in", OPEN_STATES)]
        )
        for line in lines:
            number = line.source_key.removeprefix(prefix)
            if number.isdecimal() and int(number) > times:
                line._set_amount_after(0, reason)
                line.source_key = f"{line.source_key}:withdrawn:{line.id}"
