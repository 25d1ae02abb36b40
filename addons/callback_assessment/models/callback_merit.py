# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

LEVELS = {
    "criticism": 1,
    "minor_demerit": 2,
    "major_demerit": 3,
    "commendation": 1,
    "minor_merit": 2,
    "major_merit": 3,
}
#: Beyond it the database knows no id.
MAX_ID = 2**31


class CallbackMerit(models.Model):
    """Ledger of merits and demerits: entries that are never changed (ASMT-12).

    A final measure of the six kinds makes an entry of +1. What adds up (two
    commendations are one minor merit) is converted at once: −2 of the one, +1 of the
    other. Offsets take one from both sides. The balance is the sum.
    """

    _name = "callback.merit"
    _description = "Merit or demerit"
    _order = "date desc, id desc"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    department_id = fields.Many2one("hr.department", ondelete="restrict")
    measure = fields.Selection(
        [
            ("criticism", "Public criticism"),
            ("minor_demerit", "Minor demerit"),
            ("major_demerit", "Major demerit"),
            ("commendation", "Commendation"),
            ("minor_merit", "Minor merit"),
            ("major_merit", "Major merit"),
        ],
        required=True,
        index=True,
    )
    quantity = fields.Integer(required=True, aggregator="sum")
    date = fields.Date(required=True)
    kind = fields.Selection(
        [
            ("given", "Given"),
            ("converted", "Converted"),
            ("offset", "Offset"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
    )
    source_key = fields.Char(required=True, export_string_translation=False)
    sanction_id = fields.Many2one(
        "callback.sanction", string="From", index="btree_not_null", ondelete="restrict"
    )
    offset_id = fields.Many2one(
        "callback.merit.offset", index="btree_not_null", ondelete="restrict"
    )
    note = fields.Char(string="Remark")

    _source_unique = models.UniqueIndex(
        "(source_key)", "This is in the ledger already."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The ledger is added to, never changed."))

    @api.model
    def get_balance(self, employee):
        """Return {measure: how many stand} of an employee. RPC.

        :param employee: ``hr.employee`` or its id
        :raises UserError: naming what is no person, or not exactly one
        """
        person = self._get_person(employee)
        found = self._read_group(
            [("employee_id", "=", person.id)], ["measure"], ["quantity:sum"]
        )
        return {measure: 0 for measure in LEVELS} | dict(found)

    @api.model
    def _get_person(self, employee):
        """Return the one person that a request names, as a record or by its id."""
        people = self.env["hr.employee"]
        if isinstance(employee, models.BaseModel):
            if employee._name == people._name and len(employee) == 1:
                return employee
        elif type(employee) is int and 0 < employee < MAX_ID:  # True is no id
            # sudo: only whether there is such a person; entries are read as the user.
            if person := people.sudo().browse(employee).exists():
                return person
        raise UserError(
            self.env._(
                "“%(value)s” is no person: give the id of one employee.",
                value=employee,
            )
        )

    @api.model
    def _record(self, lines):
        """Enter final measures and convert what adds up. Private.

        :param lines: ``callback.sanction`` that have become final
        """
        lines = lines.filtered(lambda x: x.measure in LEVELS and x.employee_id)
        known = self.search([("source_key", "in", [f"sanction:{x.id}" for x in lines])])
        new = lines - known.sanction_id
        self.create(
            [
                {
                    "employee_id": line.employee_id.id,
                    "company_id": line.company_id.id,
                    "department_id": line.department_id.id,
                    "measure": line.measure,
                    "quantity": 1,
                    "date": line.date,
                    "kind": "given",
                    "source_key": f"sanction:{line.id}",
                    "sanction_id": line.id,
                    "note": line.name,
                }
                for line in new.sorted(lambda x: (x.date, x.id))
            ]
        )
        for company, group in new.grouped("company_id").items():
            for employee in group.employee_id:
                self._convert(employee, company, max(group.mapped("date")))

    @api.model
    def _convert(self, employee, company, date):
        """Convert what adds up, from the lowest level to the highest (G1-79, G1-80)."""
        self.env.execute_query(
            SQL(
                "UPDATE hr_employee SET write_date = write_date WHERE id = %s"
                " RETURNING id",
                employee.id,
            )
        )
        thresholds = self._get_thresholds(company)
        balance = self.get_balance(employee)
        for threshold in thresholds.sorted(lambda t: LEVELS.get(t.measure, 9)):
            source, result = threshold.measure, threshold.result_measure
            if result in LEVELS:
                while balance.get(source, 0) >= threshold.quantity:
                    self._add_conversion(threshold, employee, company, date)
                    balance[source] -= threshold.quantity
                    balance[result] += 1
            elif balance.get(source, 0) >= threshold.quantity:
                self._add_result(threshold, employee, company, date, balance[source])

    @api.model
    def _get_thresholds(self, company):
        """Return what adds up in the ledger of a company."""
        return self.env["callback.penalty.threshold"].search(
            [("mode", "=", "ledger"), ("company_id", "in", (company.id, False))]
        )

    @api.model
    def _add_conversion(self, threshold, employee, company, date):
        number = 1 + self.search_count(
            [
                ("employee_id", "=", employee.id),
                ("kind", "=", "converted"),
                ("measure", "=", threshold.result_measure),
            ]
        )
        common = {
            "employee_id": employee.id,
            "company_id": company.id,
            "department_id": employee.department_id.id,
            "date": date,
            "kind": "converted",
            "note": threshold.name,
        }
        key = f"converted:{threshold.id}:{employee.id}:{number}"
        self.create(
            [
                {
                    **common,
                    "measure": threshold.measure,
                    "quantity": -threshold.quantity,
                    "source_key": f"{key}:out",
                },
                {
                    **common,
                    "measure": threshold.result_measure,
                    "quantity": 1,
                    "source_key": f"{key}:in",
                },
            ]
        )

    @api.model
    def _add_result(self, threshold, employee, company, date, balance):
        """Propose what the highest level leads to, once for each time it is full."""
        times = balance // threshold.quantity
        self.env["callback.sanction"]._propose(
            [
                threshold._get_proposal(
                    employee,
                    company,
                    date,
                    f"ledger:{threshold.id}:{employee.id}:{number}",
                )
                for number in range(1, times + 1)
            ]
        )
