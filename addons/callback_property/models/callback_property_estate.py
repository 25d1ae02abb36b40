# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPropertyEstate(models.Model):
    """A residential estate or building project, from its sale to its management."""

    _name = "callback.property.estate"
    _description = "Estate"
    _inherit = ["mail.thread", "callback.import.mixin"]
    _order = "name, id"
    _check_company_auto = True
    _import_unique_fields = ("code",)
    _import_template_fields = (
        "name",
        "code",
        "department_id",
        "address",
        "date_sales_from",
        "date_sales_to",
        "date_handover",
    )

    name = fields.Char(string="Estate", required=True, tracking=True)
    code = fields.Char(string="Estate number", required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Management office",
        required=True,
        check_company=True,
        index=True,
        tracking=True,
        default=lambda self: self.env.user.employee_id.department_id,
        help="Calls back about repairs and opinions of this estate.",
    )
    address = fields.Char()
    date_sales_from = fields.Date(
        string="Sales team from",
        tracking=True,
        help="From this day the sales team answers questions (S4-01).",
    )
    date_sales_to = fields.Date(string="Sales team to", tracking=True)
    date_handover = fields.Date(
        string="Hand-over of the estate",
        tracking=True,
        help="From this day on it is under property management.",
    )
    unit_ids = fields.One2many(
        "callback.property.unit", "estate_id", string="Houses and flats"
    )
    unit_count = fields.Integer(string="Number of units", compute="_compute_unit_count")

    _code_unique = models.Constraint(
        "UNIQUE (code, company_id)", "This estate number exists already."
    )
    _sales_ordered = models.Constraint(
        "CHECK (date_sales_to IS NULL OR date_sales_to >= date_sales_from)",
        "The sales team ends after it begins.",
    )

    def _compute_unit_count(self):
        groups = self.env["callback.property.unit"]._read_group(
            [("estate_id", "in", self.ids)], ["estate_id"], ["__count"]
        )
        counts = {estate.id: count for estate, count in groups}
        for estate in self:
            estate.unit_count = counts.get(estate.id, 0)

    def _get_stage(self, day):
        """Return in which stage the estate is on a day (S4-01).

        ``before_team``, ``sales``, ``after_team`` or ``handed_over``.
        """
        self.ensure_one()
        if self.date_handover and day >= self.date_handover:
            return "handed_over"
        if not self.date_sales_from or day < self.date_sales_from:
            return "before_team"
        ended = self.date_sales_to and day > self.date_sales_to
        return "after_team" if ended else "sales"

    def action_view_units(self):
        """Open the units of the estate."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_property.callback_property_unit_action"
        )
        action["domain"] = [("estate_id", "in", self.ids)]
        action["context"] = {"default_estate_id": self[:1].id}
        return action

    def _get_import_aliases(self):
        """Other names that lists of estates give the columns."""
        return {
            "name": self.env._("Estate name, Project, Residential quarter"),
            "code": self.env._("Estate code, Project number"),
            "department_id": self.env._("Management unit, Unit"),
        }
