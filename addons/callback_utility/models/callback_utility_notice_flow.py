# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

TOLD = {
    "date_government": "U4-10",
    "date_safety": "U5-10",
    "date_regulator": "U4-10",
}


class CallbackUtilityNotice(models.Model):
    """Issuing, looking again, telling the authorities, asking for an outage."""

    _inherit = "callback.utility.notice"

    @api.model
    def _get_import_aliases(self):
        """Other names of the columns of a file of notices."""
        return {
            "name": self.env._("Notice no., Number of the notice"),
            "supply_point_id": self.env._("Household number, Customer number"),
            "hazard": self.env._("Hazards, Content of the hazard"),
            "date_limit": self.env._("Time limit of the rectification, Limit"),
            "user_id": self.env._("Reporter, Reporting person"),
        }

    def action_issue(self):
        """Issue drafts that the customer signed. RPC.

        :raises UserError: without signature (U4-09, G1-40), or when a gas hazard was
            not handed over (G1-30)
        """
        self._check_step("draft")
        for notice in self:
            if not (notice.signed_by or "").strip():
                raise UserError(
                    self.env._(
                        "%(clause)s: notice %(notice)s was not signed by the customer.",
                        clause="G1-40" if notice.kind == "gas" else "U4-09",
                        notice=notice.name,
                    )
                )
            handed = notice.receiver_id and notice.date_handover
            if notice.kind == "gas" and not handed:
                raise UserError(
                    self.env._(
                        "G1-30: say to whom and when the hazard %(notice)s was handed "
                        "over.",
                        notice=notice.name,
                    )
                )
        return self._set(state="issued", date_issued=fields.Datetime.now())

    def action_rectified(self):
        """Note that hazards are gone: somebody looked again. RPC.

        :raises UserError: without the second look
        """
        self._check_step("issued", "outage")
        for notice in self:
            if not notice.date_follow or not (notice.follow_result or "").strip():
                raise UserError(
                    self.env._(
                        "Notice %(notice)s: say when somebody looked again and what "
                        "was found.",
                        notice=notice.name,
                    )
                )
        return self._set(state="rectified", date_rectified=fields.Datetime.now())

    def action_ask_outage(self):
        """Ask for an outage because of overdue hazards. RPC.

        :raises UserError: before the limit, for hazards that do not endanger the
            grid, and while one of the authorities was not told (U4-10, U5-10)
        """
        self._check_step("issued")
        for notice in self:
            if not notice.is_overdue:
                raise UserError(
                    self.env._(
                        "U5-10: notice %(notice)s is not overdue.", notice=notice.name
                    )
                )
            if not notice.endangers_grid and notice.kind != "serious":
                raise UserError(
                    self.env._(
                        "U4-10: notice %(notice)s is no hazard for the grid.",
                        notice=notice.name,
                    )
                )
            for name, clause in TOLD.items():
                if notice[name]:
                    continue
                label = self._fields[name].get_description(self.env, ["string"])
                raise UserError(
                    self.env._(
                        "%(clause)s: notice %(notice)s, “%(field)s” is empty. "
                        "Authorities are told before an outage.",
                        clause=clause,
                        notice=notice.name,
                        field=label["string"],
                    )
                )
        return self._set(state="outage")

    def _check_step(self, *states):
        self.check_access("write")
        wrong = self.filtered(lambda notice: notice.state not in states)
        if wrong:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Notice %(notice)s is “%(state)s”.",
                    notice=wrong[0].name,
                    state=labels[wrong[0].state],
                )
            )

    def _set(self, **values):
        # sudo: the state is guarded; the actions checked right and step before
        self.sudo().write(values)
        return True
