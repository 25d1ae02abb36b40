# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What each sector's addon has to show of its menus and fields, and to whom."""

from ast import literal_eval

from odoo.fields import Command

from .common import CallbackCommon


class SectorCase(CallbackCommon):
    """The menus of one sector for its users, for others, and by default."""

    addon = None
    #: XML ids (without the addon) that a caller of the sector finds.
    caller_menus = ()
    #: What only a supervisor finds in addition.
    supervisor_menus = ()
    #: What only a manager finds in addition.
    manager_menus = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.groups = cls.env["res.groups"]
        cls.sector = cls.env.ref(f"{cls.addon}.callback_group_sector")
        # Some other sector, whatever is installed.
        privilege = cls.env["res.groups.privilege"].create(
            {
                "name": "Another sector",
                "category_id": cls.env.ref(
                    "callback_base.module_category_callback_sector"
                ).id,
            }
        )
        cls.groups._set_callback_sectors_apart(False)
        cls.other = cls.groups.create(
            {
                "name": "Another sector",
                "privilege_id": privilege.id,
                "implied_by_ids": cls.groups._get_callback_sector_roles(),
            }
        )

    def _menus(self, user):
        """Return the XML ids of the menus of the addon that a user sees."""
        # sudo: which menus there are, so as to see what a user does not.
        menus = self.env["ir.ui.menu"].with_user(user)
        visible = menus._visible_menu_ids()
        shown = (
            menus.sudo()
            .browse(visible)
            .filtered(
                lambda menu: visible.issuperset(
                    map(int, menu.parent_path.split("/")[:-1])
                )
            )
        )
        data = self.env["ir.model.data"].search(
            [
                ("module", "=", self.addon),
                ("model", "=", "ir.ui.menu"),
                ("res_id", "in", shown.ids),
            ]
        )
        return set(data.mapped("name"))

    def _check_roles(self):
        """Each role of the sector finds its menus, and nothing of a higher role."""
        caller, supervisor, manager = (
            self._menus(user) for user in (self.caller, self.supervisor, self.manager)
        )
        for own, more in (
            (caller, ()),
            (supervisor, self.supervisor_menus),
            (manager, (*self.supervisor_menus, *self.manager_menus)),
        ):
            self.assertLessEqual({*self.caller_menus, *more}, own)
        self.assertFalse(caller & {*self.supervisor_menus, *self.manager_menus})
        self.assertFalse(supervisor & set(self.manager_menus))
        self.assertLessEqual(set(self.caller_menus), self._menus(self.auditor))

    def _check_categories(self, user, is_own):
        """Who files a complaint chooses from the categories of the own sectors."""
        categories = self.env["callback.complaint.category"]
        own, common, strange = categories.create(
            [
                {"name": "Category of the sector", "sector_id": self.sector.id},
                {"name": "Category of all"},
                {"name": "Category of another", "sector_id": self.other.id},
            ]
        )
        intake = self.env["callback.complaint.intake"].with_user(user)
        domain = intake.fields_get(["category_id"])["category_id"]["domain"]
        offered = categories.with_user(user).search(literal_eval(domain))
        self.assertIn(common, offered)
        self.assertEqual(own in offered, is_own)
        self.assertEqual(strange in offered, not is_own)
        self.assertEqual(own.with_user(user).is_offered, is_own)
        brought = self.env["ir.model.data"].search(
            [("module", "=", self.addon), ("model", "=", categories._name)]
        )
        shown = set(offered.ids) & set(brought.mapped("res_id"))
        self.assertEqual(bool(shown), is_own and bool(brought))

    def _check_default(self):
        """Nobody was told anything: every role sees the sector, others do not."""
        self.assertFalse(self.groups._is_callback_sectors_apart())
        self._check_roles()
        stranger = self._new_user("cb_stranger", "base.group_user")
        self.assertFalse(self._menus(stranger))

    def _check_apart(self):
        """Kept apart: only the sector's users and the auditor see it."""
        self.other.user_ids = [Command.link(self.supervisor.id)]
        self.sector.user_ids = [Command.link(self.caller.id)]
        self.groups._set_callback_sectors_apart()
        self.assertTrue(self.groups._is_callback_sectors_apart())
        self.assertFalse(self._menus(self.supervisor))
        self.assertLessEqual(set(self.caller_menus), self._menus(self.caller))
        self.assertFalse(self.caller.all_group_ids & self.other)
        self._check_categories(self.caller, True)
        self._check_categories(self.supervisor, False)
        # Who had no sector of the own keeps all, until the administrator decides.
        self.assertLessEqual(set(self.manager_menus), self._menus(self.manager))
        self.assertLessEqual(set(self.caller_menus), self._menus(self.auditor))
        newcomer = self._new_user("cb_newcomer", "manager", self.branch)
        self.assertFalse(self._menus(newcomer))
        self.sector.user_ids = [Command.link(newcomer.id)]
        self.assertLessEqual(set(self.manager_menus), self._menus(newcomer))
        self.sector.user_ids = [Command.unlink(self.manager.id)]
        self.assertFalse(self._menus(self.manager))
        # A sector that comes later keeps apart from the start.
        self.assertEqual(
            self.groups._get_callback_sector_roles(),
            [Command.link(self.env.ref("callback_base.callback_group_auditor").id)],
        )
        # The switch in the settings gives everything back.
        settings = self.env["res.config.settings"].create({})
        self.assertTrue(settings.has_callback_sectors)
        self.assertTrue(settings.is_callback_sectors_apart)
        settings.is_callback_sectors_apart = False
        settings.set_values()
        self._check_roles()
