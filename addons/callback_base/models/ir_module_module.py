# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class IrModuleModule(models.Model):
    """The language of demo data, which stores texts as it works."""

    _inherit = "ir.module.module"

    @api.model
    def _load_callback_demo_language(self, addon):
        """Make a language active with the words of an addon, before its demo data.

        :param addon: technical name; its demo data is Chinese
        """
        self.env["res.lang"]._activate_and_install_lang("zh_CN")
        self._load_module_terms([addon], ["zh_CN"])
