# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCompanyChoice(TransactionCase):
    """What a company follows from can be chosen on a new form (BASE-02)."""

    def test_the_source_of_the_company_is_not_limited_by_it(self):
        """On a new form the company is empty, and would leave nothing to choose."""
        limited = []
        for name, model in self.registry.items():
            company = model._fields.get("company_id")
            if not name.startswith("callback.") or not company or not company.related:
                continue
            source = company.related.split(".")[0]
            if model._fields[source].check_company:
                limited.append(f"{name}.{source}")
        self.assertFalse(limited)
