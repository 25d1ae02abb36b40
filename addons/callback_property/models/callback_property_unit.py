# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackPropertyUnit(models.Model):
    """A flat, shop or office of an estate: one household."""

    _name = "callback.property.unit"
    _description = "House or flat"
    _inherit = ["mail.thread", "callback.import.mixin"]
    _order = "estate_id, name, id"
    _rec_name = "full_name"
    _rec_names_search = ["full_name"]
    _check_company_auto = True
    _import_template_fields = (
        "name",
        "estate_id",
        "area",
        "use",
    )

    name = fields.Char(string="Room number", required=True, tracking=True)
    full_name = fields.Char(
        string="House or flat",
        compute="_compute_full_name",
        store=True,
        index="trigram",
        help="Estate and room number: how files and searches name it.",
    )
    estate_id = fields.Many2one(
        "callback.property.estate",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(related="estate_id.company_id", store=True, index=True)
    department_id = fields.Many2one(
        related="estate_id.department_id", store=True, index=True
    )
    active = fields.Boolean(default=True)
    area = fields.Float(string="Area (m²)", digits=(16, 2))
    use = fields.Selection(
        [("home", "Home"), ("shop", "Shop"), ("office", "Office"), ("other", "Other")],
        default="home",
        required=True,
    )
    occupant_ids = fields.One2many(
        "callback.property.occupant", "unit_id", string="Owners and tenants"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        compute="_compute_partner_id",
        store=True,
        index="btree_not_null",
        help="Who is called about this unit: the tenant while there is one, else the "
        "first owner.",
    )
    is_occupied = fields.Boolean(
        string="Moved in",
        compute="_compute_partner_id",
        store=True,
        help="Occupied households are the base of the survey (P3-03).",
    )

    _name_unique = models.Constraint(
        "UNIQUE (estate_id, name)", "This estate has that room number already."
    )
    _area_positive = models.Constraint(
        "CHECK (area >= 0)", "The area cannot be negative."
    )

    @api.depends("name", "estate_id.name")
    def _compute_full_name(self):
        for unit in self:
            unit.full_name = f"{unit.estate_id.name or ''} {unit.name or ''}".strip()

    @api.depends(
        "occupant_ids.partner_id",
        "occupant_ids.role",
        "occupant_ids.date_from",
        "occupant_ids.date_to",
    )
    def _compute_partner_id(self):
        """What is over is left out; a daily look is not needed for the contact."""
        today = fields.Date.context_today(self)
        for unit in self:
            there = unit.occupant_ids.filtered(
                lambda line: not line.date_to or line.date_to >= today
            )
            tenants = there.filtered(lambda line: line.role == "tenant")
            owners = there.filtered(lambda line: line.role == "owner")
            unit.partner_id = (tenants or owners or there)[:1].partner_id
            unit.is_occupied = bool(there)

    @api.model
    def _get_import_aliases(self):
        """Other names that lists of houses give the columns."""
        return {
            "name": self.env._("Room, Room no., House number"),
            "estate_id": self.env._("Estate name, Residential quarter, Building"),
            "area": self.env._("Area, Floor area"),
            "use": self.env._("Type of house, Purpose"),
            "use:home": self.env._("Residence, Dwelling"),
        }

    @api.model
    def _check_import_values(self, values, is_new):
        """Name the column of an area that cannot be."""
        yield from super()._check_import_values(values, is_new)
        if (values.get("area") or 0) < 0:
            yield "area", self.env._("The area cannot be negative")
