# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackUtilitySupplyPoint(models.Model):
    """Electricity account (the household number): who is supplied where, and how."""

    _name = "callback.utility.supply.point"
    _description = "Supply point"
    _inherit = ["mail.thread", "callback.source.mixin", "callback.import.mixin"]
    _order = "name, id"
    _check_company_auto = True

    _import_unique_fields = ("name",)
    _import_template_fields = (
        "name",
        "partner_id",
        "address",
        "area_id",
        "voltage_level",
        "use_type",
        "supply_kind",
        "meter_number",
    )

    name = fields.Char(string="Account number", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        check_company=True,
        index=True,
        tracking=True,
    )
    phone = fields.Char(related="partner_id.phone")
    address = fields.Char(string="Supply address")
    area_id = fields.Many2one(
        "callback.utility.area", string="Supply area", check_company=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Responsible unit",
        compute="_compute_department_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index=True,
        help="Unit that looks after the customer; that of the area unless changed.",
    )
    voltage_level = fields.Selection(
        [
            ("0.22", "0.22 kV"),
            ("0.4", "0.38/0.4 kV"),
            ("6", "6 kV"),
            ("10", "10 kV"),
            ("20", "20 kV"),
            ("35", "35 kV"),
            ("66", "66 kV"),
            ("110", "110 kV"),
            ("220", "220 kV"),
        ],
        default="0.22",
        required=True,
        tracking=True,
    )
    voltage_kv = fields.Float(
        string="Voltage (kV)",
        digits=(6, 2),
        compute="_compute_voltage_kv",
        store=True,
        index=True,
        help="The level as a number, so that a rule can say 35 kV and above.",
    )
    use_type = fields.Selection(
        [
            ("residential", "Residential"),
            ("commercial", "Commercial"),
            ("agricultural", "Agricultural"),
            ("industrial", "Industrial"),
            ("street_lighting", "Street lighting"),
            ("other", "Other non-residential"),
        ],
        string="Electricity use",
        default="residential",
        required=True,
        tracking=True,
    )
    work_order_ids = fields.One2many(
        "callback.utility.work.order", "supply_point_id", string="Work orders"
    )
    work_order_count = fields.Integer(compute="_compute_work_order_count")

    _name_unique = models.Constraint(
        "UNIQUE (name, company_id)", "This account number exists already."
    )

    @api.depends("area_id")
    def _compute_department_id(self):
        for point in self:
            if point.area_id.department_id or not point.department_id:
                point.department_id = point.area_id.department_id

    @api.depends("voltage_level")
    def _compute_voltage_kv(self):
        for point in self:
            point.voltage_kv = float(point.voltage_level or 0)

    def _compute_work_order_count(self):
        groups = self.env["callback.utility.work.order"]._read_group(
            [("supply_point_id", "in", self.ids)], ["supply_point_id"], ["__count"]
        )
        counts = {point.id: count for point, count in groups}
        for point in self:
            point.work_order_count = counts.get(point.id, 0)

    @api.depends("name", "partner_id.name")
    @api.depends_context("callback_utility_show_customer")
    def _compute_display_name(self):
        show_customer = self.env.context.get("callback_utility_show_customer")
        for point in self:
            point.display_name = (
                f"{point.name} {point.partner_id.name}" if show_customer else point.name
            )

    def action_view_work_orders(self):
        """Open the work orders of these supply points."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_utility.callback_utility_work_order_action"
        )
        action["domain"] = [("supply_point_id", "in", self.ids)]
        action["context"] = {"default_supply_point_id": self[:1].id}
        return action

    @api.model
    def _get_import_aliases(self):
        """Other names that exports of utilities give columns and values."""
        return {
            "name": self.env._("Household number, Customer number"),
            "partner_id": self.env._("Customer name, Account name"),
            "voltage_level": self.env._("Voltage, Supply voltage"),
            "use_type": self.env._("Use type, Type of use, Use category"),
            "address": self.env._("Address, Electricity address"),
            "department_id": self.env._("Responsible department, Unit"),
            "area_id": self.env._("Area, Supply district"),
            "voltage_level:0.22": "220V, AC220V, " + self.env._("AC 220V"),
            "voltage_level:0.4": "380V, 400V, 0.38kV, 0.4kV, AC380V, "
            + self.env._("AC 380V"),
            "voltage_level:10": self.env._("AC 10kV"),
            "voltage_level:35": self.env._("AC 35kV"),
            "voltage_level:110": self.env._("AC 110kV"),
            "use_type:residential": self.env._("Residents, Household use"),
            "use_type:commercial": self.env._("Commerce, Commercial use"),
            "use_type:agricultural": self.env._("Agriculture, Farm production"),
            "use_type:industrial": self.env._("Large industry, General industry"),
            "use_type:street_lighting": self.env._("Street lights, Road lighting"),
            "use_type:other": self.env._("Other, Non-residential"),
        }
