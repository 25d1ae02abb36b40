# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError


class CallbackComplaint(models.Model):
    """The reply on file is a file of a case, not any file of the system (P1-17)."""

    _inherit = "callback.complaint"

    @api.model_create_multi
    def create(self, vals_list):
        """See ``_keep_replies``."""
        complaints = super().create(vals_list)
        complaints.filtered("reply_attachment_ids")._keep_replies()
        return complaints

    def _keep_replies(self):
        """Take in what the user uploaded; refuse what belongs somewhere else.

        One reply may stand for several cases, of which the first one holds it.

        :raises AccessError: for a file of another document or of somebody else
        """
        if self.env.su:
            return
        for complaint in self:
            # sudo: whose files they are; what is not the user's is refused.
            for file in complaint.sudo().reply_attachment_ids:
                if file.res_model != self._name or not file.res_id:
                    file.with_env(self.env)._hand_to_complaint(complaint)
                elif not self.browse(file.res_id).has_access("read"):
                    raise AccessError(
                        self.env._(
                            "“%(file)s” belongs to another document. Upload it here.",
                            file=file.name,
                        )
                    )
