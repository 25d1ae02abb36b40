# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command, Domain


class CallbackRecord(models.Model):
    """Whom the accounts of a customer keep away, and whom an anomaly is about."""

    _inherit = "callback.record"

    is_form_late = fields.Boolean(
        string="Form not filled in",
        compute="_compute_is_form_late",
        search="_search_is_form_late",
        help="The customer was reached, and the hours of the policy for the form are "
        "over (F3-44).",
    )

    @api.depends("state", "date_contact", "policy_id")
    def _compute_is_form_late(self):
        late = self.filtered_domain(self._get_form_late_domain())
        for record in self:
            record.is_form_late = record in late

    def _search_is_form_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._get_form_late_domain()
        return Domain.OR(late if wanted else ~late for wanted in value)

    @api.model
    def _get_form_late_domain(self, now=None):
        """Return the condition on callbacks whose form is owed for too long (F3-44)."""
        now = now or fields.Datetime.now()
        # sudo: how long a policy waits is no secret.
        policies = self.env["callback.policy"].sudo().search([("form_hours", ">", 0)])
        return Domain("state", "=", "ongoing") & Domain.OR(
            Domain("policy_id", "=", policy.id)
            & Domain("date_contact", "<", now - timedelta(hours=policy.form_hours))
            for policy in policies
        )

    def _get_named_users(self):
        """Add the present managers of the customer, whatever the document (F3-06).

        A contract names who signed it; since a departure somebody else may look after
        the customer. Callbacks by order have no document at all.
        """
        users = super()._get_named_users()
        # sudo: see _get_conflicts.
        own = self.sudo().filtered(
            lambda r: r.partner_id and r.policy_id.exclude_salesperson
        )
        if not own:
            return users
        customers = own.partner_id | own.partner_id.commercial_partner_id
        accounts = self.env["callback.finance.account"].sudo()  # see _get_conflicts
        found = accounts.search(
            [
                ("partner_id", "in", customers.ids),
                ("state", "=", "active"),
                ("manager_id.user_id", "!=", False),
            ]
        ).grouped(lambda account: (account.company_id, account.partner_id))
        for record in own if found else ():
            partner = record.partner_id
            for customer in partner | partner.commercial_partner_id:
                account = found.get((record.company_id, customer), accounts)
                managers = account.manager_id.user_id
                users[record] = users.get(record, self.env["res.users"]) | managers
        return users

    def _open_complaint(self, values):
        """An answer on the manager is about the manager, whose leader asks (F3-48).

        The answer says of which class the anomaly is (F3-47).
        """
        question_id = values.get("answer_question_id")
        if question_id:
            # sudo: callers have no rights of the survey app.
            lines = self.sudo().answer_id.user_input_line_ids
            lines = lines.filtered(lambda line: line.question_id.id == question_id)
            categories = lines.suggested_answer_id.callback_issue_category_id
            values = {"category_id": categories[:1].id, **values}
        if question_id and (self.res_model or "").startswith("callback.finance."):
            people = self._get_concerned_users()[self]
            values = {"concerned_user_ids": [Command.set(people.ids)], **values}
        return super()._open_complaint(values)
