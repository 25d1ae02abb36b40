# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .supply_common import SupplyCommon

MONTH = ("2026-03-01", "2026-03-31")
REPAIR = {"tightness_test": "passed", "joint_acceptance": True}


class GasCommon(SupplyCommon):
    """G1 in force, a gas customer, and many households by copying one row."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy_g1 = cls._in_force("g1")
        [cls.gas] = cls._points(
            1, prefix="GAS", supply_kind="gas", use_type="residential"
        )

    @classmethod
    def _households(cls, prefix, **counts):
        """Create many read households, so many of each kind, by copying one row."""
        kinds = {
            "unseen": {"not_seen_count": 2, "meter_place": "indoor"},
            "idle": {"gas_state": "idle", "meter_place": "indoor"},
            "boiler": {"has_boiler": True, "meter_place": "indoor"},
            "indoor": {"not_seen_count": 1, "meter_place": "indoor"},
            "outdoor": {"meter_place": "outdoor"},
        }
        for kind, count in counts.items():
            [point] = cls._points(
                1,
                prefix=f"{prefix}{kind}",
                supply_kind="gas",
                date_last_read="2026-03-15",
                **kinds[kind],
            )
            cls._copies(point, count)

    @classmethod
    def _copies(cls, document, count):
        """Make so many rows out of a document, itself among them."""
        document.flush_recordset()
        table = document._table
        cls.env.cr.execute(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attname NOT IN ('id', 'name')",
            (table,),
        )
        columns = cls.env.cr.fetchone()[0]
        cls.env.cr.execute(
            f"INSERT INTO {table} (name, {columns}) SELECT name || '-' || n, {columns}"
            f" FROM {table}, generate_series(2, %s) AS n WHERE id = %s",
            (count, document.id),
        )
