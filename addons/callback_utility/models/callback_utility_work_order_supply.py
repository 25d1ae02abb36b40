# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: Repairs of gas: no archive without a tightness test (G1-12).
GAS_REPAIRS = (
    *("gas_repair", "riser_replacement", "meter_change"),
    *("ignition", "pipe_exposed", "pipe_concealed"),
)
GAS_LABELS = [
    ("gas_repair", "Gas repair"),
    ("riser_replacement", "Gas: riser replaced"),
    ("meter_change", "Gas: meter changed"),
    ("ignition", "Gas: gas-on and ignition"),
    ("pipe_exposed", "Gas: exposed pipe altered"),
    ("pipe_concealed", "Gas: concealed pipe altered"),
    ("gas_violation", "Gas: violation reported"),
]
#: Times that say when the crew was there, at the latest.
ARRIVAL_TIMES = ("date_accepted", "date_arrived", "date_completed")
#: Setting with the minutes a repair crew has, by the kind of area (U3-03).
ARRIVAL_SETTINGS = {"urban": "U3-03a", "rural": "U3-03b", "remote": "U3-03c"}


class CallbackUtilityWorkOrder(models.Model):
    """Business beside connections and repairs: reviews, tests, gas and water."""

    _inherit = "callback.utility.work.order"

    kind = fields.Selection(
        selection_add=[
            ("phone_complaint", "Phone complaint"),
            ("key_matter", "Matter of a key person"),
            ("design_review", "Design review"),
            ("test_request", "Test ordered by the customer"),
            *GAS_LABELS,
            ("water_repair", "Water repair"),
        ],
        ondelete={
            name: "cascade"
            for name in (
                *("phone_complaint", "key_matter", "design_review", "test_request"),
                *(*GAS_REPAIRS, "gas_violation", "water_repair"),
            )
        },
    )
    date_arrived = fields.Datetime(string="On the spot at", tracking=True)
    arrival_minutes = fields.Integer(
        string="On the spot within (min)",
        compute="_compute_arrival",
        help="By the kind of area (U3-03).",
    )
    is_arrival_late = fields.Boolean(string="Arrived late", compute="_compute_arrival")
    tightness_test = fields.Selection(
        [("passed", "Passed"), ("failed", "Failed")], tracking=True
    )
    joint_acceptance = fields.Boolean(
        string="Joint acceptance sheet on file", tracking=True
    )
    date_onsite_check = fields.Date(string="Checked on site on", tracking=True)

    @api.depends("kind", "area_id.zone", *ARRIVAL_TIMES)
    def _compute_arrival(self):
        """Say until when the crew has to be there, and whether it was late."""
        points = self.env["callback.utility.supply.point"]
        minutes = {
            code: points._get_policy_number(code) for code in ARRIVAL_SETTINGS.values()
        }
        now = fields.Datetime.now()
        for order in self:
            limit = 0
            if order.kind == "fault_repair":
                zone = order.area_id.zone or "urban"
                limit = int(minutes[ARRIVAL_SETTINGS[zone]])
            order.arrival_minutes = limit
            late = False
            if limit and order.date_accepted:
                until = order.date_accepted + timedelta(minutes=limit)
                end = order.date_arrived or order.date_completed or now
                late = end > until
            order.is_arrival_late = late

    @api.constrains(
        "kind",
        "date_archived",
        "tightness_test",
        "joint_acceptance",
        "date_onsite_check",
    )
    def _check_gas_archive(self):
        """A gas repair is archived with what its checks ask (G1-12, G1-32)."""
        for order in self.filtered("date_archived"):
            reason = order._get_gas_problem()
            if reason:
                raise ValidationError(
                    self.env._(
                        "Work order %(name)s: %(reason)s",
                        name=order.name,
                        reason=reason,
                    )
                )

    def _get_gas_problem(self):
        self.ensure_one()
        if self.kind in GAS_REPAIRS and self.tightness_test != "passed":
            return self.env._(
                "G1-12: it is not archived before the tightness test has passed."
            )
        if self.kind == "ignition" and not self.joint_acceptance:
            return self.env._(
                "G1-12: gas is not turned on without the sheet of the joint acceptance."
            )
        if self.kind == "riser_replacement" and not self.date_onsite_check:
            return self.env._(
                "G1-32: a replaced riser is checked on site before it is archived."
            )
        return ""

    @api.constrains("kind", "date_completed")
    def _check_acceptance(self):
        """Nothing is accepted while a notice on the mid check is open (U5-06)."""
        for order in self.filtered(lambda o: o.kind == "new_connection"):
            # sudo: an open notice stops the order, whoever may read the notice
            notice = order.supply_point_id.sudo().notice_ids.filtered(
                lambda n: n.kind == "limit" and n.state in ("issued", "outage")
            )
            if order.date_completed and notice:
                raise ValidationError(
                    self.env._(
                        "U5-06: work order %(name)s is not completed while notice "
                        "%(notice)s is open.",
                        name=order.name,
                        notice=notice[0].name,
                    )
                )
