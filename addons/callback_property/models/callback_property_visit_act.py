# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .callback_property_visit import PROJECT_MANAGER


class CallbackPropertyVisit(models.Model):
    """What is done with visits: received in turn, verified, handed to another agent."""

    _inherit = "callback.property.visit"
    _import_template_fields = (
        "name",
        "date",
        "user_id",
        "department_id",
        "estate_id",
        "kind",
        "visitor",
        "public_reason",
        "phone",
        "employer",
        "intention",
        "information_source",
        "note",
    )

    def action_verify(self):
        """The project manager has checked these lines (S1-01). RPC.

        :raises UserError: while something that the register asks for is missing
        """
        self._check_keeper()
        self.check_access("write")
        for visit in self.filtered(lambda visit: visit.state == "registered"):
            if visit.missing:
                raise UserError(
                    self.env._(
                        "S5-04: %(visit)s lacks: %(missing)s.",
                        visit=visit.display_name,
                        missing=visit.missing,
                    )
                )
            # sudo: the state is guarded; who may verify was checked above.
            visit.sudo().write({"state": "verified", "verifier_id": self.env.uid})
        return True

    def action_confirm_public(self, reason="peer"):
        """It turned out that this was a public customer (S5-10). RPC.

        The customer belongs to nobody, and who received makes up the turn.

        :param reason: value of “Public because”
        """
        self._check_keeper()
        self.check_access("write")
        for visit in self.filtered(lambda visit: visit.visitor != "public"):
            # sudo: owner and turn are guarded; the keeper was checked above.
            line = visit.sudo()
            if line.turn_used:
                member = line.roster_id.member_ids.filtered(
                    lambda member, line=line: member.user_id == line.user_id
                )
                if member:
                    member.write(
                        {
                            "owed": member.owed + 1,
                            "date_owed": member.date_owed or fields.Datetime.now(),
                        }
                    )
            line.write(
                {
                    "visitor": "public",
                    "public_reason": reason,
                    "owner_id": False,
                    "turn_used": False,
                }
            )
        return True

    def assign(self, user, note):
        """The project manager gives a customer without an owner to an agent. RPC.

        For customers of the company and groups (S1-07, S5-25).

        :param user: ``res.users`` or its id
        :param note: why, kept in the history
        """
        self._check_keeper()
        self.check_access("write")
        if not (note or "").strip():
            raise UserError(self.env._("Give the reason."))
        user = self._to_user(user)
        for visit in self:
            if visit.owner_id:
                raise UserError(
                    self.env._(
                        "%(visit)s belongs to %(owner)s: the owner consents first "
                        "(S2-04).",
                        visit=visit.display_name,
                        owner=visit.owner_id.name,
                    )
                )
            # sudo: the owner is guarded; the keeper was checked above.
            line = visit.sudo()
            line.owner_id = user
            line.message_post(body=note)
        return True

    def consent_to(self, user, note):
        """The owner lets a colleague go on with the customer (S2-04, S5-19). RPC.

        :param user: who goes on, ``res.users`` or its id
        :param note: what the colleague was told about the customer
        :raises AccessError: for anybody but the owner, or the keeper in his name
        """
        if not (note or "").strip():
            raise UserError(
                self.env._(
                    "Say what the colleague was told about the customer (S2-04)."
                )
            )
        keeper = self.env.user.has_group(PROJECT_MANAGER)
        user = self._to_user(user)
        for visit in self:
            if visit.owner_id != self.env.user and not keeper:
                raise AccessError(
                    self.env._("Only the agent to whom the customer belongs consents.")
                )
            # sudo: the consent is guarded; who gives it was checked above.
            visit.sudo().write(
                {
                    "consent_user_id": user.id,
                    "date_consent": fields.Datetime.now(),
                    "consent_note": note.strip(),
                }
            )
        return True

    def _to_user(self, user):
        return self.env["res.users"].browse(user) if isinstance(user, int) else user

    def _check_keeper(self):
        if not (self.env.su or self.env.user.has_group(PROJECT_MANAGER)):
            raise AccessError(
                self.env._("Only the project manager keeps the register (S1-02).")
            )

    # Who it was -------------------------------------------------------------------

    @api.model
    def _normalise(self, text):
        """Return letters and digits only: how a plate or number is compared."""
        return re.sub(r"[\W_]", "", text or "").casefold()

    def _get_proof(self, other):
        """Return by what two lines are of one person: S5-05, one of three.

        ``name``, ``phone``, ``car`` (brand, plate and surname together) or False.
        """
        self.ensure_one()
        same = self._is_same
        if self.is_full_name and other.is_full_name and same(other, "name"):
            return "name"
        if same(other, "phone"):
            return "phone"
        car = all(same(other, name) for name in ("car_brand", "car_plate", "surname"))
        return car and "car"

    def _is_same(self, other, name):
        """Tell whether both lines state the same; phones without 86 and 0."""
        mine, yours = self._normalise(self[name]), self._normalise(other[name])
        if name == "phone":
            mine, yours = (
                text.removeprefix("0086").removeprefix("86").lstrip("0")
                for text in (mine, yours)
            )
        return bool(mine) and mine == yours

    def _is_counted(self, policy):
        """Tell whether the line is a registration at all (S1-04, X-10)."""
        self.ensure_one()
        # sudo: a policy tells everybody what it decides.
        return self.kind == "visit" or bool(policy.sudo()._get_setting("X-10"))

    # Files ------------------------------------------------------------------------

    @api.model
    def _check_import_values(self, values, is_new):
        """Name the column of a visit in the future."""
        yield from super()._check_import_values(values, is_new)
        day = values.get("date")
        if day and str(day)[:10] > str(self._get_today()):
            yield "date", self.env._("A visit does not lie in the future")
        if values.get("visitor") == "public" and not values.get("public_reason"):
            yield "public_reason", self.env._("Say why the visitor is public (S5-09)")

    @api.model
    def _get_import_aliases(self):
        """Other names that registers give the columns."""
        return {
            "name": self.env._("Customer, Name of the visitor"),
            "date": self.env._("Visit date, Reception date"),
            "user_id": self.env._("Agent, Receptionist, Salesperson, Received by"),
            "phone": self.env._("Telephone, Contact phone, Mobile"),
            "employer": self.env._("Employer, Address"),
            "intention": self.env._("Intention, Purchase intention"),
            "information_source": self.env._("Information source, How known"),
            "department_id": self.env._("Sales office, Unit"),
            "kind": self.env._("Type, Kind of enquiry"),
            "kind:phone": self.env._("Call, Incoming call"),
            "visitor:new": self.env._("First visit"),
            "visitor:returning": self.env._("Second visit, Revisit"),
        }
