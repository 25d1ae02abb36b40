# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import io

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.callback_base.file_import import import_file

from .property_common import PropertyCommon

MODEL = "callback.property."


@tagged("post_install", "-at_install")
class TestPropertyImport(PropertyCommon):
    """Files of houses, owners, repairs and visits: whole, or refused by row and column.

    P1-05, P2-03, S1-01, S5-04.
    """

    def _file(self, rows):
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        return out.getvalue().encode("utf-8-sig")

    def _load(self, model, *rows, user=None):
        env = self.env(
            user=user or self.manager, context={"lang": "en_US", "tz": "Asia/Shanghai"}
        )
        return import_file(env, MODEL + model, "file.csv", self._file(rows))

    def _house(self, name="9-1-101"):
        return self.env[f"{MODEL}unit"].create(
            {"name": name, "estate_id": self.estate.id}
        )

    def test_houses_and_owners(self):
        self._load(
            "unit",
            ["Room number", "Estate", "Area (m²)", "Use"],
            ["9-1-101", "Riverside", "88.5", "Home"],
            ["9-1-102", "Riverside", "90", "Shop"],
        )
        houses = self.estate.unit_ids
        self.assertEqual(houses.mapped("area"), [88.5, 90])
        self._load(
            "occupant",
            ["House or flat", "Name", "Occupies as", "Share (%)", "From"],
            ["Riverside 9-1-101", "Customer", "House owner", "100", "2026-03-01"],
        )
        self.assertEqual(houses[0].partner_id, self.customer)
        self.assertTrue(houses[0].is_occupied)

    def test_a_share_of_101(self):
        """A share of 101 % is refused with row and column; nothing is stored."""
        self._house()
        rows = [
            ["House or flat", "Name", "Occupies as", "Share (%)", "From"],
            ["Riverside 9-1-101", "Customer", "House owner", "60", "2026-03-01"],
            ["Riverside 9-1-101", "Customer", "House owner", "101", "2026-03-02"],
        ]
        with self.assertRaisesRegex(UserError, "(?s)3.*Share.*100 %"):
            self._load("occupant", *rows)
        self.assertFalse(self.estate.unit_ids.occupant_ids)
        rows[2][3] = "41"
        with self.assertRaisesRegex(UserError, "101 %"):
            self._load("occupant", *rows)
        self.env.invalidate_all()
        self.assertFalse(self.estate.unit_ids.occupant_ids)

    def test_repairs(self):
        """A repair finished before it was dispatched, and two of one number."""
        self._house()
        head = ["Order number", "House or flat", "Customer", "Management office"]
        head += ["Reported on", "Dispatched on", "Finished on"]
        good = ["BX-1", "Riverside 9-1-101", "Customer", "Head office / Branch"]
        good += ["2026/3/2 08:00", "2026/3/2 09:00", "2026/3/2 10:30"]
        early = ["BX-2", *good[1:6], "2026/3/2 08:30"]
        with self.assertRaisesRegex(UserError, "(?s)3.*Finished on"):
            self._load("order", head, good, early)
        with self.assertRaisesRegex(UserError, "BX-1"):
            self._load("order", head, good, good)
        orders = self.env[f"{MODEL}order"]
        self.assertFalse(orders.search([("name", "in", ("BX-1", "BX-2"))]))
        self._load("order", head, good)
        self.assertEqual(orders.search([("name", "=", "BX-1")]).state, "done")

    def test_visits(self):
        """S5-04: the keeper brings in a register; a visit of tomorrow is refused."""
        head = ["Customer name", "Date of the visit", "Received by", "Phone"]
        head += ["Sales centre"]
        name = self.agent_a.name
        good = ["Zhao", "2026-03-02", name, "13800000009", "Head office / Branch"]
        with self.assertRaisesRegex(UserError, "(?s)3.*Date of the visit"):
            self._load(
                "visit",
                head,
                good,
                ["Qian", "2099-01-01", name, "1", "Head office / Branch"],
                user=self.keeper,
            )
        visits = self.env[f"{MODEL}visit"]
        self.assertFalse(visits.search([("phone", "=", "13800000009")]))
        self._load("visit", head, good, user=self.keeper)
        visit = visits.search([("phone", "=", "13800000009")])
        self.assertEqual(visit.owner_id, self.agent_a)
        self.assertTrue(visit.is_late)
