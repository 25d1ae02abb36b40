# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackUtilityWorkOrder(models.Model):
    """What a file of work orders may hold, and what is wrong in one of its rows."""

    _inherit = "callback.utility.work.order"

    _import_unique_fields = ("name",)

    @api.model
    def _check_import_values(self, values, is_new):
        """Name the column of wrong times and of a missing customer."""
        yield from super()._check_import_values(values, is_new)
        problem = self._get_time_problem(values)
        if problem:
            yield problem
        if is_new and not (values.get("supply_point_id") or values.get("partner_id")):
            yield (
                "supply_point_id",
                self.env._("An account number or a customer is required"),
            )

    @api.model
    def _get_import_needed_fields(self, columns):
        """Ask for the accepting unit: that of whoever imports would be a guess."""
        needed = super()._get_import_needed_fields(columns)
        if "department_id" not in columns and "department_id" not in needed:
            needed.append("department_id")
        return needed

    @api.model
    def _get_import_aliases(self):
        """Other names that exports of utilities give columns and values."""
        return {
            "name": self.env._("Work order no., Order number"),
            "kind": self.env._("Business type, Type of business, Category"),
            "supply_point_id": self.env._("Household number, Customer number"),
            "partner_id": self.env._("Customer name, Account name"),
            "department_id": self.env._("Accepting department, Unit"),
            "date_accepted": self.env._("Time accepted, Date accepted, Received on"),
            "date_completed": self.env._("Time completed, Date completed"),
            "date_archived": self.env._("Time archived, Date archived"),
            "area_id": self.env._("Area, Supply district"),
            "description": self.env._("Description, Content accepted"),
            "kind:new_connection": self.env._("Connection, New installation"),
            "kind:change": self.env._("Changes, Change of use"),
            "kind:fault_repair": self.env._("Repair, Emergency repair"),
            "kind:letter_complaint": self.env._("Complaint by letter"),
            "kind:letter_report": self.env._("Report by letter"),
        }
