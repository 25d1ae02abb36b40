# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.callback_base.workday.zone import LocalZone


class CallbackFinanceDisc(models.Model):
    """Disc to which the recordings of a unit and period were burnt (F3-03)."""

    _name = "callback.finance.disc"
    _description = "Disc of recordings"
    _inherit = ["mail.thread"]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Disc number", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Outlet",
        required=True,
        check_company=True,
        index=True,
        default=lambda self: self.env.user.employee_id.department_id,
        help="Its recordings, and those of the units below, are on the disc.",
    )
    date_from = fields.Date(string="Calls from", required=True, tracking=True)
    date_to = fields.Date(string="Calls until", required=True, tracking=True)
    date_burnt = fields.Date(
        string="Burnt on",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Burnt by",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    place = fields.Char(string="Kept at", tracking=True)
    retention_end = fields.Date(
        string="Keep until", compute="_compute_retention_end", store=True
    )
    recording_count = fields.Integer(
        string="Recordings", compute="_compute_recording_count"
    )

    _name_unique = models.UniqueIndex(
        "(name, company_id)", "This disc number exists already."
    )
    _dates_ordered = models.Constraint(
        "CHECK (date_to >= date_from)", "The calls end after they begin."
    )

    @api.depends("date_burnt")
    def _compute_retention_end(self):
        """Kept as long as the files of wealth management, from the burning."""
        category = self.env.ref("callback_finance.archive_category_wealth")
        for disc in self:
            disc.retention_end = disc.date_burnt and category._get_retention_end(
                disc.date_burnt
            )

    def _compute_recording_count(self):
        evidence = self.env["callback.evidence"]
        for disc in self:
            disc.recording_count = evidence.search_count(disc._get_domain())

    @api.constrains("date_to", "date_burnt")
    def _check_burnt(self):
        for disc in self:
            if disc.date_burnt < disc.date_to:
                raise ValidationError(
                    self.env._(
                        "Disc %(name)s: it was burnt before its last call.",
                        name=disc.name,
                    )
                )

    def _get_domain(self):
        """Return the condition on the recordings of the disc."""
        if not (self.date_from and self.date_to and self.department_id):
            return Domain.FALSE
        # sudo: only the time zone, by which the policy counts its days.
        policy = self.env.ref("callback_finance.policy_f3").sudo()
        zone = LocalZone(policy._get_calendar(self.company_id).tz or "UTC")
        first, last = zone.midnight(self.date_from), zone.day_end(self.date_to)
        return (
            Domain("kind_id.code", "=", "recording")
            & Domain("record_id.company_id", "=", self.company_id.id)
            & Domain("record_id.department_id", "child_of", self.department_id.ids)
            & Domain("record_id.policy_id.code", "=", "F3")
            & Domain("record_id.date_contact", ">=", first)
            & Domain("record_id.date_contact", "<=", last)
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        """A disc stays on file as long as its recordings are kept."""
        today = fields.Date.context_today(self)
        for disc in self:
            if disc.retention_end and disc.retention_end >= today:
                raise UserError(
                    self.env._(
                        "F3-03: disc %(name)s is kept until %(day)s.",
                        name=disc.name,
                        day=str(disc.retention_end),
                    )
                )

    def action_view_recordings(self):
        """Open the recordings of the disc."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Recordings on %(disc)s", disc=self.name),
            "res_model": "callback.evidence",
            "view_mode": "list,form",
            "domain": list(self._get_domain()),
            "context": {"create": False},
        }
