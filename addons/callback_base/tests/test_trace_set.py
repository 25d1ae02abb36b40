# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .common import CallbackCommon

#: What two notes of the same change may differ in; a reply goes to the author.
OWN = ("id", "res_id", "message_id", "mail_message_id", "reply_to")


@tagged("post_install", "-at_install")
class TestTraceSet(CallbackCommon):
    """Changes of any number of callbacks are traced as Odoo traces one (BASE-52)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={
                **cls.env.context,
                "tracking_disable": False,
                "mail_notrack": False,
            }
        )
        cls.records = cls.env["callback.record"]
        for _number in range(3):
            cls.records |= cls._create_record()
        cls._finish_transaction()

    @classmethod
    def _finish_transaction(cls):
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def _read(self, table, condition, value):
        self.env.flush_all()
        self.env.cr.execute(f"SELECT * FROM {table} WHERE {condition} = %s", [value])  # noqa: S608
        return [
            {key: value for key, value in row.items() if key not in OWN}
            for row in self.env.cr.dictfetchall()
        ]

    def test_rows_are_those_odoo_makes(self):
        mine, other = self.records[:2].with_user(self.caller)
        mine.write({"need_valuable": True, "content": "Asked about the meter"})
        self._finish_transaction()
        note = mine.message_ids[:1]
        values = note.sudo().tracking_value_ids
        self.assertTrue(values)
        theirs = other._message_log(
            tracking_value_ids=[
                (0, 0, {k: v for k, v in row.items() if v is not None})
                for row in self._read("mail_tracking_value", "mail_message_id", note.id)
            ]
        )
        self.assertEqual(
            self._read("mail_message", "id", note.id),
            self._read("mail_message", "id", theirs.id),
        )
        self.assertEqual(
            self._read("mail_tracking_value", "mail_message_id", note.id),
            self._read("mail_tracking_value", "mail_message_id", theirs.id),
        )
        self.assertEqual(note.author_id, self.caller.partner_id)

    def test_many_need_no_more_statements_than_one(self):
        counts = []
        for records in (self.records[:1], self.records[1:]):
            records.need_valuable = True
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env.cr.precommit.run()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertGreaterEqual(counts[0], counts[1])
        for record in self.records:
            [value] = record.message_ids[:1].sudo().tracking_value_ids
            self.assertEqual(value.field_id.name, "need_valuable")
            self.assertEqual((value.old_value_integer, value.new_value_integer), (0, 1))

    def test_a_text_of_its_own_goes_with_the_values(self):
        record = self.records[:1]
        record._track_set_log_message("By order of the head office")
        record.need_valuable = True
        self._finish_transaction()
        note = record.message_ids[:1]
        self.assertIn("By order of the head office", note.body)
        self.assertEqual(note.sudo().tracking_value_ids.field_id.name, "need_valuable")
