# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

SUPPLY_KINDS = [("power", "Electricity"), ("gas", "Gas"), ("water", "Water")]


class CallbackUtilitySupplyPoint(models.Model):
    """What is supplied: electricity, gas or water; the gas meter with its reading."""

    _inherit = "callback.utility.supply.point"

    supply_kind = fields.Selection(
        SUPPLY_KINDS,
        string="Supply",
        default="power",
        required=True,
        index=True,
        tracking=True,
    )
    date_last_check = fields.Date(
        string="Last safety check",
        tracking=True,
        help="The next one counts from it (U4-11 to U4-13, G1-25 to G1-28). A finished "
        "inspection sets it.",
    )
    date_last_read = fields.Date(string="Meter last read on", index=True)
    reading_rhythm = fields.Selection(
        [
            ("daily", "Daily"),
            ("weekly", "Weekly"),
            ("three", "Three times a month"),
            ("twice", "Twice a month"),
            ("monthly", "Once a month"),
        ],
        string="Meter is read",
        help="Decides how often the safety is checked in full (G1-25 to G1-28).",
    )
    meter_number = fields.Char()
    meter_place = fields.Selection(
        [("indoor", "Indoor or by card"), ("outdoor", "Outdoor")],
        string="Place of the meter",
    )
    not_seen_count = fields.Integer(
        string="Reported not seen", help="How often in a row the meter was not seen."
    )
    gas_state = fields.Selection(
        [("used", "In use"), ("idle", "Not used yet")], string="Use of gas"
    )
    has_boiler = fields.Boolean(string="Wall-hung boiler")
    watch_reason = fields.Selection(
        [
            ("arrears", "Large arrears"),
            ("not_entered", "Not entered for three months"),
            ("nobody", "Nobody home"),
            ("change", "Sudden rise or fall of use"),
            ("theft", "Suspected theft"),
            ("refused", "Entry refused"),
            ("demolition", "Demolition area"),
        ],
        string="Watched because of",
        tracking=True,
        help="Key customers that inspectors visit (G1-51, G1-52).",
    )
    inspection_ids = fields.One2many(
        "callback.utility.inspection", "supply_point_id", string="Inspections"
    )
    notice_ids = fields.One2many(
        "callback.utility.notice", "supply_point_id", string="Rectification notices"
    )

    _not_seen_positive = models.Constraint(
        "CHECK (not_seen_count >= 0)", "How often a meter was not seen is not negative."
    )

    @api.depends("supply_kind")
    def _compute_voltage_kv(self):
        """Gas and water have no voltage: no band of a rule may take them."""
        result = super()._compute_voltage_kv()
        for point in self.filtered(lambda point: point.supply_kind != "power"):
            point.voltage_kv = 0
        return result

    @api.model
    def _get_import_aliases(self):
        """Other names of the columns of gas and water."""
        return {
            **super()._get_import_aliases(),
            "supply_kind": self.env._("Kind of supply, Supply type"),
            "date_last_check": self.env._("Last check, Date of the last check"),
            "date_last_read": self.env._("Last reading, Date of the last reading"),
            "reading_rhythm": self.env._("Reading rhythm, Reading cycle"),
            "meter_place": self.env._("Meter place, Meter position"),
        }
