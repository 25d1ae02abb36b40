# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackUtilityArea(models.Model):
    """Part of the network served by one unit; disaster events name such areas."""

    _name = "callback.utility.area"
    _description = "Supply area"
    _inherit = ["callback.import.mixin"]
    _order = "code, name, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    _import_unique_fields = ("name",)
    _import_template_fields = (
        "name",
        "code",
        "zone",
        "department_id",
    )

    name = fields.Char(string="Area", required=True)
    code = fields.Char(string="Area code")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department", string="Responsible unit", check_company=True, index=True
    )
    active = fields.Boolean(default=True)
    supply_point_ids = fields.One2many(
        "callback.utility.supply.point", "area_id", string="Supply points"
    )

    _name_unique = models.Constraint(
        "UNIQUE (name, company_id)", "The company has an area of this name already."
    )
