# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

#: Fields of the form that go into the register as they are.
REGISTER = (
    *("name", "is_full_name", "phone", "car_brand", "car_plate", "employer"),
    *("intention", "information_source", "kind", "visitor", "public_reason"),
    *("source", "note"),
)


class CallbackPropertyReception(models.TransientModel):
    """The desk of a sales centre: a visitor has come (S2-01, S5-01, S5-10…S5-13).

    The form says who is next, enters the visitor and tells the desk who receives.
    """

    _name = "callback.property.reception"
    _description = "Reception of a visitor"

    roster_id = fields.Many2one(
        "callback.roster",
        string="Rotation",
        required=True,
        default=lambda self: self._get_default_roster(),
    )
    next_user_id = fields.Many2one(related="roster_id.next_user_id")
    takes_turn = fields.Boolean(compute="_compute_takes_turn")
    name = fields.Char(string="Customer name", required=True)
    is_full_name = fields.Boolean(string="Full name", default=True)
    phone = fields.Char()
    car_brand = fields.Char(string="Brand of the car")
    car_plate = fields.Char(string="Number plate")
    employer = fields.Char(string="Employer or address")
    intention = fields.Char(string="Intention to buy")
    information_source = fields.Char(string="Source of information")
    kind = fields.Selection(
        lambda self: self._get_choices("kind"), default="visit", required=True
    )
    visitor = fields.Selection(
        lambda self: self._get_choices("visitor"), default="new", required=True
    )
    public_reason = fields.Selection(
        lambda self: self._get_choices("public_reason"), string="Public because"
    )
    source = fields.Selection(
        lambda self: self._get_choices("source"), default="own", required=True
    )
    asked_user_id = fields.Many2one(
        "res.users",
        string="Asked for",
        domain=[("share", "=", False)],
        help="Named by the customer at any time during the first visit: the customer "
        "belongs to that agent and takes no turn (S5-13).",
    )
    helper_id = fields.Many2one(
        "res.users",
        string="Received instead by",
        domain=[("share", "=", False)],
        help="Who helps because the agent is absent; the turn stays (S5-11, S5-12).",
    )
    estate_id = fields.Many2one("callback.property.estate")
    note = fields.Text(string="Follow-up")

    @api.model
    def _get_choices(self, name):
        """Return what the register offers, in the language of the user."""
        return (
            self.env["callback.property.visit"]
            ._fields[name]
            ._description_selection(self.env)
        )

    @api.model
    def _get_default_roster(self):
        """Return the rotation of the user, else of the own sales centre, else any."""
        rosters = self.env["callback.roster"]
        units = self.env.user.callback_unit_ids
        for domain in (
            [("member_ids.user_id", "=", self.env.uid)],
            [("department_id", "in", units.ids)],
            [],
        ):
            if found := rosters.search(domain, limit=1):
                return found
        return rosters

    @api.depends("visitor", "asked_user_id", "source")
    def _compute_takes_turn(self):
        for desk in self:
            desk.takes_turn = self.env["callback.property.visit"]._takes_turn(
                {
                    "visitor": desk.visitor,
                    "asked_user_id": desk.asked_user_id.id,
                    "source": desk.source,
                }
            )

    def action_receive(self):
        """Enter the visitor and tell who receives. RPC."""
        self.ensure_one()
        values = {name: self[name] for name in REGISTER}
        if self.visitor != "public":
            values.pop("public_reason")
        values["estate_id"] = self.estate_id.id
        if not self.takes_turn:
            values["asked_user_id"] = self.asked_user_id.id
            values["user_id"] = self.helper_id.id
        visit = self.env["callback.property.visit"].receive(self.roster_id, values)
        # sudo: the desk is told who receives, also when the line is a colleague's.
        visit = visit.sudo()
        text = self.env._(
            "%(agent)s receives %(customer)s.",
            agent=visit.user_id.name,
            customer=visit.name,
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": text,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
