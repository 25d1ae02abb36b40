# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .archive_tampering_beyond import BEYOND, ArchiveTamperingBeyond


@tagged("post_install", "-at_install")
class TestArchiveTamperBeyond(ArchiveTamperingBeyond):
    """What else is changed below the program, and what may be changed (BASE-23)."""

    def test_each_is_found_and_located(self):
        self.assertGreater(len(BEYOND), 25)
        for name, file, words in self._tampered():
            broken = self._verify()
            file = self.chain.display_name if file == "chain" else file
            texts = [line["what"] for line in broken if line["archive"] == file]
            self.assertTrue(any(words in text for text in texts), (name, broken))

    def _may(self, change):
        with self.env.cr.savepoint() as savepoint:
            change()
            found = self._verify()
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual(found, [])

    def test_what_may_be_changed_is_not_reported(self):
        """Names, addresses, activities, later classes: the file says what it said."""
        self.env["res.lang"]._activate_lang("zh_CN")
        longer = self._make_category("LONG", 9)
        for change in (
            lambda: self.customer.write({"name": "Other", "phone": "1"}),
            lambda: self.customer.action_archive(),
            lambda: self.branch.write({"name": "Other"}),
            lambda: self.caller.write({"name": "Other", "lang": "zh_CN"}),
            lambda: self.type.write({"name": "Other"}),
            lambda: self.env.company.write({"name": "Other"}),
            lambda: self.record.message_post(body="Note"),
            lambda: self.record.evidence_ids.action_verify(),
            lambda: self.one.with_user(self.manager).action_file_under(longer),
            lambda: self._create_record(parent_id=self.record.id),
            lambda: self.record.with_user(self.supervisor).open_complaint(),
            lambda: self.env["callback.breach"].sweep(),
        ):
            self._may(change)
        self.assertEqual(self._verify(), [])

    def test_answers_are_told_in_the_language_of_asking(self):
        """Sealed and verified by people of different languages."""
        self.env["res.lang"]._activate_lang("zh_CN")
        title = "\u600e\u4e48\u6837"
        self.question.with_context(lang="zh_CN").title = title
        self.env.flush_all()
        contexts = [{**self.env.context, "lang": lang} for lang in ("en_US", "zh_CN")]
        one, two = (
            self.env(context=context)["callback.archive"] for context in contexts
        )
        made = self._make_file("2026-10-03 06:00:00").with_env(two.env)
        record = made.record_id
        # As files were sealed before: in the language of who archived.
        old = record.with_context(callback_asked_in="zh_CN")._get_archive_content()
        old |= {"cover": self._load(made)["cover"], "version": 2}
        self.assertIn(title, made._canonical(old))
        self.assertNotIn(title, made.content)
        for archive in (one, two):
            archive.env.invalidate_all()
            self.assertEqual(
                archive.with_user(self.auditor).verify_chain()["broken"], []
            )
        head = self._reseal(made, content=made._canonical(old))
        self._set("callback_archive_chain", made.chain_id.id, head=head)
        self._set("callback_record", record.id, result="Other")
        for archive in (one, two):
            archive.env.invalidate_all()
            found = archive.with_user(self.auditor).verify_chain()["broken"]
            self.assertEqual([line["archive"] for line in found], [made.name])

    def test_a_foreign_company_is_refused_not_passed_over(self):
        company = self.env["res.company"].create({"name": "Other"})
        archive = self.env["callback.archive"].with_user(self.auditor)
        for asked in (company, company.id, [company.id]):
            with self.assertRaisesRegex(AccessError, "your own companies"):
                archive.verify_chain(asked)
        own = self.env.company
        for asked in (own, own.id, [own.id]):
            self.assertGreater(archive.verify_chain(asked)["checked"], 3)

    def test_customers_with_files_are_not_merged_away(self):
        other = self.env["res.partner"].create({"name": "Twice the same"})
        both = (self.customer | other).ids
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with self.assertRaisesRegex(UserError, "has sealed files"):
            wizard._merge(both, dst_partner=other)
        wizard._merge(both, dst_partner=self.customer)
        self.assertFalse(other.exists())
        self.assertEqual(self._verify(), [])
