# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

#: What a report says (U5-13), and what closing it needs (U5-14).
REPORTED = ("place", "course", "cause", "consequence", "progress")
CLOSED = ("investigation", "date_written", "date_government", "date_safety")


class CallbackUtilityIncident(models.Model):
    """An incident at an important customer, told, investigated, reported (U5-13)."""

    _name = "callback.utility.incident"
    _description = "Incident"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _order = "date_incident desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"state"})

    name = fields.Char(
        string="Incident number", required=True, copy=False, tracking=True
    )
    supply_point_id = fields.Many2one(
        "callback.utility.supply.point",
        string="Account number",
        required=True,
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        related="supply_point_id.partner_id", store=True, index=True
    )
    department_id = fields.Many2one(
        related="supply_point_id.department_id", store=True, index=True
    )
    date_incident = fields.Datetime(string="Happened on", required=True, tracking=True)
    place = fields.Char()
    course = fields.Text(string="Course of events")
    cause = fields.Text(string="First cause")
    consequence = fields.Text(string="Consequences")
    progress = fields.Text(string="Progress of the repair")
    date_oral = fields.Datetime(string="Told orally on", tracking=True)
    investigation = fields.Text(
        help="Cause found, responsible persons dealt with, measures taken, staff "
        "taught: nothing is let go (U5-14)."
    )
    date_written = fields.Date(string="Reported in writing on", tracking=True)
    date_government = fields.Date(string="Sent to the power department", copy=False)
    date_safety = fields.Date(string="Sent to the safety department", copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("reported", "Reported"), ("closed", "Closed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

    _name_unique = models.Constraint(
        "UNIQUE (name, company_id)", "This incident number exists already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Incidents begin as drafts."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """The state is set by the buttons."""
        self._check_guarded(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reported(self):
        if self.filtered(lambda incident: incident.state != "draft"):
            raise UserError(self.env._("A reported incident cannot be deleted."))

    def action_report(self):
        """Note that incidents were told: every fact of the report is there. RPC.

        :raises UserError: naming the fact that is missing (U5-13)
        """
        return self._step("draft", "reported", (*REPORTED, "date_oral"), "U5-13")

    def action_close(self):
        """Close incidents that were investigated and reported in writing. RPC.

        :raises UserError: naming what is missing (U5-14)
        """
        return self._step("reported", "closed", CLOSED, "U5-14")

    def _step(self, before, after, names, clause):
        self.check_access("write")
        for incident in self:
            empty = [name for name in names if not incident[name]]
            if incident.state != before or empty:
                name = (empty or ["state"])[0]
                label = self._fields[name].get_description(self.env, ["string"])
                raise UserError(
                    self.env._(
                        "%(clause)s: incident %(incident)s, “%(field)s” does not "
                        "allow this yet.",
                        clause=clause,
                        incident=incident.name,
                        field=label["string"],
                    )
                )
        # sudo: the state is guarded; right, order and facts were checked above
        self.sudo().write({"state": after})
        return True
