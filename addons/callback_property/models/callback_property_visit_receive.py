# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

#: What the desk says of a visitor. All else follows from the rotation and the clock.
SAID = frozenset(
    {
        *("name", "is_full_name", "surname", "phone", "car_brand", "car_plate"),
        *("employer", "intention", "information_source", "kind", "visitor"),
        *("public_reason", "source", "user_id", "asked_user_id", "parent_id"),
        *("estate_id", "partner_id", "note"),
    }
)


class CallbackPropertyVisit(models.Model):
    """Visitors are received in the order of the rotation (S2-01, S5-01)."""

    _inherit = "callback.property.visit"

    @api.model
    def receive(self, roster, values):
        """Enter the visitor who has just come; whose turn it is receives. RPC.

        A new customer takes a turn. Who asks for an agent, returns or is a public
        customer does not (S5-10, S5-11, S5-13, S5-17): the own agent receives, or who
        is named as helping because that agent is absent (S5-12), else who is next.

        :param roster: a ``callback.roster`` or its id
        :param values: what the register asks for
        :returns: the visit
        :raises UserError: when nobody is left, or for what the desk may not say
        """
        if isinstance(roster, int):
            roster = self.env["callback.roster"].browse(roster)
        self.check_access("create")
        roster.check_access("read")
        if strange := sorted(set(values) - SAID):
            raise UserError(
                self.env._(
                    "The desk does not say, it follows from rotation and clock: "
                    "%(fields)s.",
                    fields=", ".join(strange),
                )
            )
        takes_turn = self._takes_turn(values)
        if takes_turn:
            agent = roster._receive().user_id
        else:
            agent = self._get_receiver(roster, values)
        # sudo: whoever stands at the desk enters the line for the agent in turn; what
        # may be said was checked above.
        visit = self.sudo().create(
            {
                **values,
                "user_id": agent.id,
                "department_id": roster.department_id.id,
                "company_id": roster.company_id.id,
                "date": self.with_company(roster.company_id)._get_today(),
                "roster_id": roster.id,
                "turn_used": takes_turn,
            }
        )
        return visit.sudo(False)

    @api.model
    def _takes_turn(self, values):
        """Tell whether a visitor counts in the rotation."""
        return (
            values.get("visitor", "new") == "new"
            and not values.get("asked_user_id")
            and values.get("source", "own") not in ("company", "group")
        )

    @api.model
    def _get_receiver(self, roster, values):
        """Return who receives a visitor that takes no turn."""
        users = self.env["res.users"]
        if values.get("user_id"):
            return users.browse(values["user_id"])
        if values.get("asked_user_id"):
            return users.browse(values["asked_user_id"])
        if values.get("parent_id") and values.get("visitor") == "returning":
            # sudo: the desk is told whose customer it is, also a colleague's (S5-11).
            first = self.sudo().browse(values["parent_id"]).exists()
            if first.owner_id:
                return users.browse(first.owner_id.id)
        agent = roster.get_next_person()
        if not agent:
            raise UserError(
                self.env._(
                    "Rotation “%(rotation)s”: nobody is left for this customer.",
                    rotation=roster.name,
                )
            )
        return agent
