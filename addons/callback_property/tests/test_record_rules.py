# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL, file_path

SCRIPT = "callback_property/migrations/19.0.1.7.0/%s-migrate.py"


@tagged("post_install", "-at_install")
class TestRecordRules(TransactionCase):
    """An upgrade mends the record rules, and leaves alone what somebody changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.names = cls.env["ir.model.data"].search(
            [("module", "=", "callback_property"), ("model", "=", "ir.rule")]
        )
        cls.env.cr.execute(
            SQL(
                "UPDATE ir_rule SET write_date = create_date WHERE id IN %s",
                tuple(cls.names.mapped("res_id")),
            )
        )

    def _migrate(self, when="pre"):
        self.names.noupdate = True
        self.env.flush_all()
        script = load_script(file_path(SCRIPT % when), f"callback_property_{when}")
        script.migrate(self.env.cr, "19.0.1.6.0")
        self.env.invalidate_all()

    def test_rules_of_an_older_version_are_released(self):
        """Nobody changed a rule: the upgrade may write and remove all of them."""
        self._migrate()
        self.assertFalse(self.names.filtered("noupdate"))

    def test_changed_rules_stay_with_their_neighbours(self):
        """A model of which one rule was changed keeps all of its rules."""
        changed = self.env.ref("callback_property.callback_property_estate_rule_unit")
        changed.domain_force = "[('create_uid', '=', user.id)]"
        self._migrate()
        kept = self.env["ir.rule"].browse(
            self.names.filtered("noupdate").mapped("res_id")
        )
        self.assertEqual(kept.model_id.model, "callback.property.estate")
        self.assertEqual(kept, kept.model_id.rule_ids)
        self.assertIn(changed, kept)

    def test_categories_get_their_sector(self):
        """Brought categories are the sector's; what a manager said himself stays."""
        base = self.env.ref("callback_base.callback_complaint_category_other")
        owner = self.env.ref("callback_property.complaint_category_owner")
        sales = self.env.ref("callback_property.complaint_category_sales")
        other = self.env.ref("callback_base.callback_group_caller")
        owner.sector_id, sales.sector_id = False, other
        self._migrate("post")
        sector = self.env.ref("callback_property.callback_group_sector")
        self.assertEqual((owner.sector_id, sales.sector_id), (sector, other))
        self.assertFalse(base.sector_id)
