# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """A customer with sealed files is the one that the others are merged into.

    Merging rewrites links below the ORM. A sealed file says which customer it is
    about, so it would be found changed for good (BASE-23).
    """

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Refuse to give sealed files another customer."""
        # sudo: whether there are files is told, whoever merges.
        archives = self.env["callback.archive"].sudo()
        partner = Domain("partner_id", "in", src_partners.ids)
        sealed = archives.search(partner, limit=1).partner_id
        if not sealed:
            callbacks = self.env["callback.record"].sudo()  # as above
            person = partner | Domain("contact_id", "in", src_partners.ids)
            record = callbacks.search(
                person & Domain("archive_id", "!=", False), limit=1
            )
            sealed = src_partners & (record.partner_id | record.contact_id)
        if sealed:
            raise UserError(
                self.env._(
                    "%(customer)s has sealed files, which stay as they are: merge the "
                    "other contacts into this one. Two contacts with sealed files "
                    "cannot be merged.",
                    customer=sealed[0].name,
                )
            )
        # sudo: a hold of a merged customer goes on; the register says so.
        holds = self.env["callback.archive.hold"].sudo().search(partner)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        holds.invalidate_recordset()
        self.env["callback.archive.entry"]._enter(holds)
        return result
