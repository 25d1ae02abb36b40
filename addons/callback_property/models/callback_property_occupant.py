# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CallbackPropertyOccupant(models.Model):
    """Who owns or rents a unit, from when to when."""

    _name = "callback.property.occupant"
    _description = "Owner or tenant"
    _inherit = ["mail.thread", "callback.import.mixin"]
    _order = "unit_id, role, date_from, id"
    _check_company_auto = True
    _import_template_fields = (
        "unit_id",
        "partner_id",
        "role",
        "share",
        "date_from",
        "date_to",
    )

    unit_id = fields.Many2one(
        "callback.property.unit",
        string="House or flat",
        required=True,
        index=True,
        ondelete="cascade",
        tracking=True,
    )
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    department_id = fields.Many2one(
        related="unit_id.department_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Name",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    phone = fields.Char(related="partner_id.phone")
    role = fields.Selection(
        string="Occupies as",
        selection=[
            ("owner", "House owner"),
            ("tenant", "Tenant"),
            ("family", "Family member"),
        ],
        default="owner",
        required=True,
        tracking=True,
    )
    share = fields.Float(
        string="Share (%)",
        digits=(16, 4),
        tracking=True,
        help="Of the owner; the shares of one time are 100 % at most. 0: not known.",
    )
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(string="To", tracking=True)

    _share_range = models.Constraint(
        "CHECK (share >= 0 AND share <= 100)", "A share lies between 0 and 100 %."
    )
    _dates_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "“To” is before “From”."
    )
    _person_unique = models.UniqueIndex(
        "(unit_id, partner_id, role, date_from)",
        "This person is entered for the unit already.",
    )

    @api.depends("partner_id", "unit_id", "role")
    def _compute_display_name(self):
        for line in self:
            names = (line.unit_id.display_name, line.partner_id.name)
            line.display_name = " · ".join(name for name in names if name)

    @api.constrains("share", "role", "unit_id", "date_from", "date_to")
    def _check_shares(self):
        """At no time do the shares of the owners exceed the whole."""
        for unit in self.unit_id:
            owners = unit.occupant_ids.filtered(
                lambda line: line.role == "owner" and line.share
            )
            for first in owners:
                day = first.date_from
                there = owners.filtered(
                    lambda line, day=day: (
                        line.date_from <= day
                        and (not line.date_to or line.date_to >= day)
                    )
                )
                total = sum(Decimal(str(line.share)) for line in there)
                if total > 100:
                    raise ValidationError(
                        self.env._(
                            "%(unit)s: the shares of the owners are %(total)s %% in "
                            "all, more than the whole.",
                            unit=unit.display_name,
                            total=f"{total.normalize():f}",
                        )
                    )

    @api.model
    def _check_import_values(self, values, is_new):
        """Name the column of a share above the whole and of dates in disorder."""
        yield from super()._check_import_values(values, is_new)
        if not 0 <= (values.get("share") or 0) <= 100:
            yield "share", self.env._("A share lies between 0 and 100 %")
        begin = fields.Date.to_date(values.get("date_from"))
        end = fields.Date.to_date(values.get("date_to"))
        if begin and end and end < begin:
            yield "date_to", self.env._("This day is before the first one")

    @api.model
    def _get_import_aliases(self):
        """Other names that lists of owners and tenants give the columns."""
        return {
            "unit_id": self.env._("House, Room number, Unit"),
            "partner_id": self.env._("Owner, Customer name, Owner or tenant"),
            "role": self.env._("Identity, Relation, Type of person"),
            "share": self.env._("Share, Property share"),
            "date_from": self.env._("Move-in date, Date from, Begin"),
            "date_to": self.env._("Move-out date, Date to, End"),
            "role:tenant": self.env._("Lessee, Renter"),
        }
