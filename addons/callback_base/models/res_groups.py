# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Command

#: Roles that see each sector, unless the sectors are kept apart.
CALLER = "callback_base.callback_group_caller"
AUDITOR = "callback_base.callback_group_auditor"
CATEGORY = "callback_base.module_category_callback_sector"


class ResGroups(models.Model):
    """Sectors: whose menus and fields a user sees.

    A sector's addon brings one group in the category of sectors. Whoever has a role
    of Callback gets it by the role, so that nobody has to be told. In a company with
    several sectors they are kept apart: then only the auditor sees all of them, the
    others see those of their own access rights. What may be read and written is said
    by roles and departments alone.
    """

    _inherit = "res.groups"

    @api.model
    def _get_callback_sectors(self):
        """Return the groups of the sectors that are installed."""
        category = self.env.ref(CATEGORY)
        # sudo: what sectors there are is no secret; their members are not told.
        return self.sudo().search([("privilege_id.category_id", "=", category.id)])

    @api.model
    def _is_callback_sectors_apart(self):
        """Return whether the sectors are kept apart: no longer part of a role."""
        # sudo: whether a role includes the sectors is no secret.
        caller = self.env.ref(CALLER).sudo()
        return bool(self._get_callback_sectors() - caller.implied_ids)

    @api.model
    def _get_callback_sector_roles(self):
        """Return what a new sector is part of, as a value of ``implied_by_ids``.

        Where the sectors are kept apart already the new one comes apart as well.
        """
        roles = self.env.ref(AUDITOR)
        if not self._is_callback_sectors_apart():
            roles |= self.env.ref(CALLER)
        return [Command.link(role.id) for role in roles]

    @api.model
    def _set_callback_sectors_apart(self, apart=True):
        """Keep the sectors apart, or give each role all of them again.

        Nobody is left without: users who were given no sector of their own keep all
        those that their role gave them, until the administrator takes one away.
        """
        sectors = self._get_callback_sectors()
        # sudo: private; the settings ask who gives access rights before they call it.
        caller = self.env.ref(CALLER).sudo()
        if not apart:
            caller.implied_ids = [Command.link(sector.id) for sector in sectors]
            return
        implied = sectors & caller.implied_ids
        if len(sectors) < 2 or not implied:
            return
        caller.implied_ids = [Command.unlink(sector.id) for sector in implied]
        groups = (sectors | caller).with_context(active_test=False)
        groups.invalidate_recordset(["all_user_ids"])
        own = (groups - caller).all_user_ids
        keepers = groups.filtered(lambda group: group == caller).all_user_ids - own
        implied.user_ids = [Command.link(user.id) for user in keepers]
