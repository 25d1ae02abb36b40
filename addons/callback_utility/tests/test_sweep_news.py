# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .utility_common import UtilityCommon, china

INDEXED = """
    SELECT tablename FROM pg_indexes
    WHERE schemaname = current_schema() AND indexdef LIKE '%%(write_date)'
"""


@tagged("post_install", "-at_install")
class TestSweepNews(UtilityCommon):
    """What changed since the last sweep is found without reading the whole table."""

    def test_each_source_of_callbacks_has_the_index(self):
        indexed = {table for [table] in self.env.execute_query(SQL(INDEXED))}
        tables = {
            model._table
            for model in self.env.values()
            if "callback_record_ids" in model._fields and model._auto
        }
        self.assertIn("callback_utility_work_order", tables)
        self.assertLessEqual(tables, indexed)

    def test_both_kinds_of_news_are_looked_up(self):
        """What changed, and what became due: each by its index."""
        rule = self.env.ref("callback_utility.rule_u1_repair")
        self._order("fault_repair", "2026-10-02 23:30", name="copied")
        self._fill(6000)
        self.env["callback.rule"].sweep()
        now = fields.Datetime.now()
        step = rule.step_ids
        domain = rule._get_swept_domain(now, step) & rule._get_news_domain(now, step)
        query = rule._get_source_model()._search(domain)
        rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(line for [line] in rows)
        self.assertIn("BitmapOr", plan)
        self.assertIn("callback_utility_work_order_write_date_index", plan)
        self.assertIn("callback_utility_work_order_kind_archived", plan)

    def _fill(self, count):
        """Copy the newest work order: one an hour, unchanged since."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """INSERT INTO callback_utility_work_order (name, company_id, kind,
                    partner_id, department_id, date_archived, write_date, state)
                SELECT 'FILL' || n, company_id, kind, partner_id, department_id,
                    date_archived - n * interval '1 hour',
                    date_archived - n * interval '1 hour', 'archived'
                FROM generate_series(1, %s) n, (
                    SELECT * FROM callback_utility_work_order ORDER BY id DESC LIMIT 1
                ) AS newest""",
                count,
            )
        )
        self.env.cr.execute("ANALYZE callback_utility_work_order")

    def test_an_old_order_that_changes_is_news(self):
        order = self._order("fault_repair", "2026-10-02 23:30")
        rules = self.env["callback.rule"]
        order.kind = "letter_complaint"
        self.env.flush_all()
        rules.sweep(now=china("2026-10-03 00:00:00"))
        rules.sweep(now=china("2026-10-03 00:10:00"))
        self.assertFalse(order.callback_record_ids)
        order.kind = "fault_repair"
        self.assertEqual(rules.sweep(now=china("2026-10-03 00:20:00")), 1)

    def test_an_event_that_was_ahead_is_news_when_it_comes(self):
        """Nothing is written when a planned moment comes."""
        rules = self.env["callback.rule"]
        order = self._order("fault_repair", "2026-10-02 23:30")
        before = fields.Datetime.now() - timedelta(days=9)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE callback_utility_work_order SET write_date = %s WHERE id = %s",
                before,
                order.id,
            )
        )
        rules.sweep(now=china("2026-10-02 23:00:00"))
        rules.sweep(now=china("2026-10-02 23:20:00"))
        self.assertFalse(order.callback_record_ids)
        self.assertEqual(rules.sweep(now=china("2026-10-02 23:40:00")), 1)
