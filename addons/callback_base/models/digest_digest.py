# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .callback_clause_compliance import READERS
from .callback_record import CLOSED_STATES


class DigestDigest(models.Model):
    """Callback figures in the periodic e-mail to those who lead.

    Each recipient gets the figures of what that person may see.
    """

    _inherit = "digest.digest"

    kpi_callback_done = fields.Boolean("Callbacks finished")
    kpi_callback_done_value = fields.Integer(
        compute="_compute_kpi_callback_done_value", export_string_translation=False
    )
    kpi_callback_late = fields.Boolean("Callbacks not in time")
    kpi_callback_late_value = fields.Integer(
        compute="_compute_kpi_callback_late_value", export_string_translation=False
    )
    kpi_callback_rate = fields.Boolean("Callbacks in time (%)")
    kpi_callback_rate_value = fields.Float(
        compute="_compute_kpi_callback_rate_value", export_string_translation=False
    )
    kpi_callback_dissatisfied = fields.Boolean("Dissatisfied customers")
    kpi_callback_dissatisfied_value = fields.Integer(
        compute="_compute_kpi_callback_dissatisfied_value",
        export_string_translation=False,
    )
    kpi_callback_complaint = fields.Boolean("Complaints received")
    kpi_callback_complaint_value = fields.Integer(
        compute="_compute_kpi_callback_complaint_value",
        export_string_translation=False,
    )

    def _check_callback_reader(self):
        """Who does not lead gets no figures; the digest leaves them out then."""
        if not any(self.env.user.has_group(group) for group in READERS):
            raise AccessError(
                self.env._("Callback figures are for supervisors and auditors.")
            )

    def _compute_kpi_callback_done_value(self):
        self._check_callback_reader()
        self._calculate_company_based_kpi(
            "callback.record",
            "kpi_callback_done_value",
            date_field="date_done",
            additional_domain=[("state", "in", CLOSED_STATES)],
        )

    def _compute_kpi_callback_late_value(self):
        self._check_callback_reader()
        parts = self.env["callback.record"]._get_compliance_domains()
        self._calculate_company_based_kpi(
            "callback.record",
            "kpi_callback_late_value",
            date_field="deadline",
            additional_domain=list(parts["late"] | parts["missed"]),
        )

    def _compute_kpi_callback_rate_value(self):
        """Share of what was in time in all that was due; nothing due is no share."""
        self._check_callback_reader()
        records = self.env["callback.record"]
        parts = records._get_compliance_domains()
        start, end, _companies = self._get_kpi_compute_parameters()
        for digest in self:
            company = digest.company_id or self.env.company
            base = (
                Domain("company_id", "=", company.id)
                & Domain("deadline", ">=", start)
                & Domain("deadline", "<", end)
            )
            met = records.search_count(base & parts["met"])
            bad = records.search_count(base & (parts["late"] | parts["missed"]))
            rate = self.env["callback.dashboard"]._get_rate(met, met + bad)
            digest.kpi_callback_rate_value = rate or 0

    def _compute_kpi_callback_dissatisfied_value(self):
        self._check_callback_reader()
        self._calculate_company_based_kpi(
            "callback.record",
            "kpi_callback_dissatisfied_value",
            date_field="date_done",
            additional_domain=[("satisfaction", "=", "dissatisfied")],
        )

    def _compute_kpi_callback_complaint_value(self):
        self._check_callback_reader()
        self._calculate_company_based_kpi(
            "callback.complaint",
            "kpi_callback_complaint_value",
            date_field="date_received",
            additional_domain=[("state", "!=", "merged")],
        )

    def _compute_kpis_actions(self, company, user):
        """Each figure leads to the dashboard."""
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("callback_base.callback_menu_root").id
        link = f"callback_base.callback_dashboard_action?menu_id={menu}"
        names = [name for name in self._fields if name.startswith("kpi_callback_")]
        return actions | dict.fromkeys(names, link)
