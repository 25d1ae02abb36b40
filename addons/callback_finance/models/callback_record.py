# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Command


class CallbackRecord(models.Model):
    """Whom the accounts of a customer keep away, and whom an anomaly is about."""

    _inherit = "callback.record"

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
        """An answer on the manager is about the manager, whose leader asks (F3-48)."""
        is_finance = (self.res_model or "").startswith("callback.finance.")
        if is_finance and values.get("answer_question_id"):
            people = self._get_concerned_users()[self]
            values = {"concerned_user_ids": [Command.set(people.ids)], **values}
        return super()._open_complaint(values)
