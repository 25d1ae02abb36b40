# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from odoo.tests import tagged

from odoo.addons.callback_base.tests.import_case import ImportTemplateMixin

from .property_common import PropertyCommon

MODEL = "callback.property."


@tagged("post_install", "-at_install")
class TestPropertyImportTemplate(ImportTemplateMixin, PropertyCommon):
    """The workbooks of estates, houses, owners, repairs and visits."""

    import_addons = ("callback_property",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.house = cls.env[f"{MODEL}unit"].create(
            {"name": "9-1-101", "estate_id": cls.estate.id}
        )

    def _owner_row(self, share, **values):
        return {
            "unit_id": self.house.display_name,
            "partner_id": "Customer",
            "role": self._choice(f"{MODEL}occupant", "role", "owner"),
            "share": share,
            "date_from": date(2026, 3, 1),
            **values,
        }

    def _order_row(self, name, **values):
        return {
            "name": name,
            "kind": self._choice(f"{MODEL}order", "kind", "repair"),
            "unit_id": self.house.display_name,
            "partner_id": "Customer",
            "department_id": "Head office / Branch",
            "date_reported": datetime(2026, 3, 2, 8, 0),
            "date_dispatched": "2026/3/2 09:00",
            "date_done": "2026年3月2日 10:30",
            **values,
        }

    def test_templates(self):
        documents = ("order", "estate", "unit", "occupant")
        self._check_templates(MODEL + name for name in documents)

    def test_houses_and_owners(self):
        row = {"name": "9-1-102", "estate_id": "Riverside", "area": 88.5}
        row["use"] = self._choice(f"{MODEL}unit", "use", "home")
        self.assertEqual(self._assert_loaded(f"{MODEL}unit", [row]).area, 88.5)
        rows = [self._owner_row(60), self._owner_row(40, date_from="2026.3.2")]
        self._assert_loaded(f"{MODEL}occupant", rows)
        self.assertEqual(self.house.occupant_ids.mapped("share"), [60, 40])

    def test_share_of_101(self):
        rows = [self._owner_row(60), self._owner_row(101)]
        self._assert_refused(f"{MODEL}occupant", rows, 3, "share", "100")

    def test_repairs(self):
        orders = self._assert_loaded(f"{MODEL}order", [self._order_row("BXM-1")])
        self.assertEqual(orders.state, "done")
        self.assertEqual(str(orders.date_done), "2026-03-02 02:30:00")

    def test_finished_before_dispatched(self):
        wrong = self._order_row("BXM-2", date_done="2026-03-02 08:30")
        rows = [self._order_row("BXM-1"), wrong]
        self._assert_refused(f"{MODEL}order", rows, 3, "date_done")

    def test_visit_register(self):
        """S5-04: the keeper's register of the day; nobody visits tomorrow."""
        row = {
            "name": "赵敏",
            "date": date(2026, 3, 2),
            "user_id": self.agent_a.name,
            "department_id": "Head office / Branch",
            "kind": self._choice(f"{MODEL}visit", "kind", "phone"),
            "phone": "13800000009",
        }
        visits = self._assert_loaded(f"{MODEL}visit", [row], user=self.keeper)
        self.assertEqual(visits.owner_id, self.agent_a)
        late = {**row, "date": "2099-01-01"}
        self._assert_refused(f"{MODEL}visit", [row, late], 3, "date", user=self.keeper)
