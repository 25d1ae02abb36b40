# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.tests import tagged

from odoo.addons.callback_base.tests.import_case import ImportTemplateMixin

from .common import MODEL, UtilityCommon

POINT = "callback.utility.supply.point"


@tagged("post_install", "-at_install")
class TestUtilityImportTemplate(ImportTemplateMixin, UtilityCommon):
    """The workbooks of work orders, supply points, inspections, notices and areas."""

    import_addons = ("callback_utility",)

    def _order_row(self, number, **values):
        return {
            "name": f"GDM{number}",
            "kind": self._choice(MODEL, "kind", "fault_repair"),
            "supply_point_id": "0499000001",
            "department_id": "Branch",
            "date_accepted": datetime(2026, 3, 2, 8, 0),
            "date_completed": "2026年3月2日 10:30",
            "date_archived": "2026/3/2 15:20",
            **values,
        }

    def _point_row(self, name, level="10kV"):
        return {"name": name, "partner_id": "Customer", "voltage_level": level}

    def test_templates(self):
        documents = ("work.order", "supply.point", "inspection", "notice", "area")
        self._check_templates(f"callback.utility.{name}" for name in documents)

    def test_work_orders(self):
        """Excel dates, typed dates and one with Chinese words are the same moment."""
        rows = [self._order_row(1), self._order_row(2, date_accepted="2026-03-02 8:00")]
        orders = self._assert_loaded(MODEL, rows)
        self.assertEqual(orders.supply_point_id, self.point)
        self.assertEqual(
            {str(order.date_accepted) for order in orders}, {"2026-03-02 00:00:00"}
        )
        self.assertEqual(set(orders.mapped("state")), {"archived"})

    def test_unknown_account_number(self):
        rows = [self._order_row(1), self._order_row(2, supply_point_id="0400000000")]
        self._assert_refused(MODEL, rows, 3, "supply_point_id", "0400000000")

    def test_archived_before_accepted(self):
        wrong = self._order_row(2, date_archived="2026-03-01", date_completed=None)
        self._assert_refused(
            MODEL, [self._order_row(1), wrong], 3, "date_archived", "受理时间"
        )

    def test_impossible_date(self):
        rows = [self._order_row(1, date_accepted="2026-02-30 08:00")]
        self._assert_refused(MODEL, rows, 2, "date_accepted", "2026-02-30")

    def test_supply_points(self):
        rows = [self._point_row("0499000011"), self._point_row("0499000012", "35kV")]
        points = self._assert_loaded(POINT, rows)
        self.assertEqual(points.mapped("voltage_kv"), [10, 35])

    def test_voltage_of_minus_10_kv(self):
        rows = [self._point_row("0499000011"), self._point_row("0499000012", "-10kV")]
        self._assert_refused(POINT, rows, 3, "voltage_level", "-10kV")

    def test_two_customers_with_one_number(self):
        rows = [self._point_row("0499000011"), self._point_row("0499000011")]
        self._assert_refused(POINT, rows, 3, "name", "0499000011", "2")
        self._assert_refused(
            POINT, [self._point_row(self.point.name)], 2, "name", self.point.name
        )
