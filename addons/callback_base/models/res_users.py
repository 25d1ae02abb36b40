# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import ormcache


class ResUsers(models.Model):
    """The units a user belongs to and answers for."""

    _inherit = "res.users"

    callback_unit_ids = fields.Many2many(
        "hr.department",
        compute="_compute_callback_units",
        compute_sudo=True,
        string="Callback units",
        help="Departments of the user's employees.",
    )
    callback_department_ids = fields.Many2many(
        "hr.department",
        compute="_compute_callback_units",
        compute_sudo=True,
        string="Callback department tree",
        help="Those departments and all below them.",
    )

    @api.depends("employee_ids.department_id")
    def _compute_callback_units(self):
        """Look the tree up once, however many users are asked for."""
        departments = self.env["hr.department"].with_context(active_test=False)
        units = self.employee_ids.department_id
        tree, below = departments.search([("id", "child_of", units.ids)]), {}
        for department in tree:
            for number in department.parent_path.split("/"):
                below.setdefault(number, []).append(department.id)
        for user in self:
            own = user.employee_ids.department_id
            found = {n for unit in own for n in below.get(str(unit.id), ())}
            user.callback_unit_ids = own
            user.callback_department_ids = tree.filtered(lambda d, f=found: d.id in f)

    @ormcache("self.id", "tuple(self.env.companies.ids)")
    def _get_callback_unit_ids(self):
        """Return the ids of ``callback_unit_ids``; kept as the record rules are."""
        return tuple(self.sudo().callback_unit_ids.ids)  # sudo: own departments only

    def _get_callback_job_ids(self):
        """Return the positions that persons hold: {user id: set of ids}; one query."""
        # sudo: callers do not read employees; positions only.
        employees = self.env["hr.employee"].sudo()
        held = {user.id: set() for user in self}
        for employee in employees.search([("user_id", "in", self.ids)]):
            held[employee.user_id.id].add(employee.job_id.id)
        return held

    @ormcache("self.id")
    def _is_callback_concerned(self):
        """Tell whether any callback is about this person, see ``concerned_user_ids``.

        Mostly not: then record rules look nothing up.
        """
        # sudo: whether there is one, not which.
        records = self.env["callback.record"].sudo()
        return bool(
            records.search_count([("concerned_user_ids", "in", self.ids)], limit=1)
        )

    @api.model
    def _clear_callback_units(self):
        """Forget the units of users, and the record rules computed from them."""
        self.invalidate_model(["callback_unit_ids", "callback_department_ids"])
        self.env.registry.clear_cache()
