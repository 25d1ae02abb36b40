# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
import random
from datetime import date, datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..models.callback_record_content import LINE_FIELDS, RECORD_FIELDS
from .archive_common import ArchiveCommon


@tagged("post_install", "-at_install")
class TestArchiveSeal(ArchiveCommon):
    """What is sealed, and that many at once are sealed as one by one (BASE-22)."""

    def _make_random(self, seed, count=30):
        """Create callbacks with random facts, some empty, some long, some Chinese."""
        dice = random.Random(seed)
        texts = (False, "", "ok", "客户反映\n“停电”\t", 'a "b" \\ c', "x" * 3000)
        start = datetime(2026, 9, 1, 2, 3, 4)
        records = self.env["callback.record"]
        for number in range(count):
            record = self._create_record(
                date_event=start + timedelta(seconds=dice.randrange(900_000)),
                user_id=dice.choice([False, self.caller.id, self.supervisor.id]),
                source_name=dice.choice(texts),
                parent_id=records[-1:].id if dice.random() < 0.3 else False,
                opening_reason=dice.choice(texts),
            )
            values = {
                "content": dice.choice(texts),
                "need": dice.choice(texts),
                "satisfaction": dice.choice([None, "satisfied", "dissatisfied"]),
                "covers_archive": dice.random() < 0.5 or None,
                "problem": dice.choice(texts),
                "state": dice.choice(["done", "unreachable", "declined"]),
                "date_done": start + timedelta(days=dice.randrange(20)),
                "deadline_breached": dice.choice([None, start + timedelta(days=9)]),
                "deadline_basis": dice.choice([None, '[{"day": 1, "e": null}]']),
            }
            if number % 7 == 0:
                values["deadline"] = None
            for _line in range(dice.randrange(4)):
                moment = start + timedelta(minutes=dice.randrange(20_000))
                record.log_attempt(
                    "phone", "busy", moment, dice.randrange(60), 0, dice.choice(texts)
                )
            for _line in range(dice.randrange(3)):
                self._add_evidence(record, "recording", name=dice.choice(texts[2:5]))
            if dice.random() < 0.5:
                self._add_lines(record)
            values = {name: value or None for name, value in values.items()}
            self._set("callback_record", record.id, **values)
            records |= record
        return records

    def test_many_at_once_have_the_content_of_one_by_one(self):
        with freeze_time("2026-10-03 01:00:00"):
            records = self._make_random(11)
        together = records._get_archive_contents()
        for record in records:
            alone = record._get_archive_content()
            for part in alone:
                self.assertEqual(together[record.id][part], alone[part], part)
            self.assertEqual(set(together[record.id]), set(alone))
        texts, sources = records._get_archive_texts(), records._get_archive_sources()
        for record in records:
            text = texts[record.id]
            told = {part: json.loads(value) for part, value in text.parts.items()}
            self.assertEqual(told, json.loads(json.dumps(together[record.id])))
            self.assertEqual(text.source, sources[record.id])

    def test_every_fact_of_the_content_is_a_stored_column(self):
        models = {"record": (self.env["callback.record"], RECORD_FIELDS)}
        for part, (name, names) in LINE_FIELDS.items():
            comodel = self.env["callback.record"]._fields[name].comodel_name
            models[part] = (self.env[comodel], names)
        for part, (model, names) in models.items():
            for name in names:
                field = model._fields[name]
                self.assertTrue(field.store and field.column_type, (part, name))

    def test_clocks_settled_by_the_statement_are_those_of_the_compute(self):
        now = datetime(2026, 10, 3, 1)
        with freeze_time(now):
            records = self._make_random(12)
            records._archive(now)
        names = ("on_time", "is_complete")
        found = {name: records.mapped(name) for name in names}
        self.assertEqual({True, False}, set(found["on_time"]))
        for name in names:
            self.env.add_to_compute(records._fields[name], records)
        records._recompute_recordset(names)
        self.assertEqual(found, {name: records.mapped(name) for name in names})
        self.assertEqual(self._verify(), [])

    def test_living_rows_keep_the_digest_they_were_sealed_with(self):
        archive = self._make_file("2026-10-03 01:00:00")
        record = archive.record_id
        found = record._get_archive_sources()[record.id]
        self.assertEqual(found, archive.digest_source)

    def test_as_many_queries_for_few_as_for_many(self):
        """A batch of a thousand is read by as many statements as one of five."""
        with freeze_time("2026-10-03 01:00:00"):
            records = self._make_random(14, 32)
            for record in records.filtered(lambda record: not record.answer_id):
                self._add_lines(record)
            counts = []
            for batch in (records[:2], records[2:7], records[7:]):
                batch = self.env["callback.record"].browse(batch.ids)
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                batch._archive(datetime(2026, 10, 3, 1))
                counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(len(records.archive_id), 32)
        self.assertEqual(counts[1], counts[2], counts)

    def test_order_numbers_and_links_of_a_batch(self):
        with freeze_time("2026-10-03 01:00:00"):
            records = self._make_random(13, 5)
            archives = records[::-1].action_archive()
        self.assertEqual(archives.record_id.ids, records[::-1].ids)
        numbers = archives.mapped("number")
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 5)))
        for before, archive in zip(archives, archives[1:], strict=False):
            self.assertEqual(archive.digest_previous, before.digest)
        for archive in archives:
            self.assertEqual(archive.record_id.archive_id, archive)

    def test_all_facts_are_in_the_file(self):
        archive = self._make_file("2026-10-03 01:00:00")
        content = self._load(archive)
        self.assertEqual(content["version"], 2)
        self.assertEqual(content["cover"]["retention_end"], "2027-10-03")
        self.assertEqual(content["record"]["satisfaction"], "satisfied")
        self.assertEqual(len(content["attempts"]), 3)
        self.assertEqual(content["extensions"][0]["reason"], "Flood")
        evidence = archive.record_id.evidence_ids
        self.assertEqual(
            [line["sha256"] for line in content["evidence"]],
            evidence.mapped("sha256"),
        )
        self.assertEqual(content["policy"]["clauses"][0]["code"], "TP-1")
        partner = str(self.customer.id)
        self.assertEqual(content["labels"]["res.partner"][partner], "Customer")

    def test_a_file_of_version_1_still_verifies(self):
        """Files from before are not touched; what follows them is of version 2."""
        old = self._make_file("2031-10-03 01:00:00")
        content = self._load(old)
        for part in ("cover", "version", "policy", "answers", "script"):
            del content[part]
        content["labels"] = {"partner_id": "Customer"}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        digest = old._digest(old.digest_previous, 1, text)
        self._set(
            "callback_archive",
            old.id,
            content=text,
            content_version=1,
            leaf=None,
            digest_source=None,
            digest=digest,
        )
        self._set("callback_archive_chain", old.chain_id.id, head=digest)
        self.assertEqual(self._verify(), [])
        new = self._make_file("2031-10-03 02:00:00")
        self.assertEqual(new.digest_previous, digest)
        self.assertEqual(new.content_version, 2)
        self.assertEqual(self._verify(), [])
        self._set("callback_record", old.record_id.id, result="Other")
        self.assertEqual([line["archive"] for line in self._verify()], [old.name])

    def test_a_version_never_goes_down_again(self):
        self._make_file("2026-10-03 01:00:00")
        last = self._make_file("2026-10-03 02:00:00")
        digest = last._digest(last.digest_previous, 1, last.content)
        self._set("callback_archive", last.id, content_version=1, digest=digest)
        self._set("callback_archive_chain", last.chain_id.id, head=digest)
        broken = self._verify()
        self.assertEqual(broken[0]["archive"], last.name)
        self.assertIn("version 1", broken[0]["what"])

    def test_ex_036_the_longest_retention_wins(self):
        """X-19: three years as a record, one year as a letter: three years."""
        self.category.retention_years = 3
        self._also_file_under(self._make_category("LTR", 1))
        archive = self._make_file("2026-06-30 04:00:00")
        self.assertEqual(archive.retention_end, date(2029, 6, 30))
        leap = self._make_file("2024-02-29 04:00:00")
        self.assertEqual(leap.retention_end, date(2027, 2, 28))
        self._also_file_under(self._make_category("EVR", 0))
        kept = self._make_file("2026-06-30 05:00:00")
        self.assertFalse(kept.retention_end, "no end laid down is the longest")

    def test_nothing_is_sealed_when_one_is_archived_already(self):
        archive = self._make_file("2026-10-03 01:00:00")
        with freeze_time("2026-10-03 01:00:00"):
            record = self._finish(self._create_record())
            with self.assertRaisesRegex(UserError, "archived already"):
                (record | archive.record_id).action_archive()
        self.assertFalse(record.archive_id)
        self.assertFalse(record.date_archived)

    def test_two_documents_of_one_number_are_told_apart(self):
        """The file of a document is not mistaken for that of a callback."""
        record = self._finish(self._create_record())
        document = self.env["callback.archive.destruction"].create({"reason": "List"})
        record.action_archive()
        archive = self.env["callback.archive"].sudo()
        made = archive._create_from_records(document, datetime(2026, 10, 3, 2))
        self.assertFalse(made.record_id or made.partner_id)
        self.assertEqual(made.res_model, document._name)
        self.assertEqual(made.action_view_record()["res_model"], document._name)
        self.assertEqual(self._verify(), [])
        self._set("callback_archive_destruction", document.id, reason="Other")
        broken = self._verify()
        self.assertEqual([line["archive"] for line in broken], [made.name])
        self.assertIn("How they are destroyed", broken[0]["what"])
