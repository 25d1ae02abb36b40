# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .archive_tampering import ArchiveTampering

#: As ``TAMPERINGS``; the name of the hold stands for what is about holds.
REGISTER = {
    "class_kept_shorter": (1, "Changed after it was entered"),
    "class_kept_for_ever": (1, "Changed after it was entered"),
    "class_exchanged": (1, "Changed after it was entered"),
    "class_of_another_file": (1, "Changed after it was entered"),
    "class_filed_by_another": (1, "Changed after it was entered"),
    "class_deleted": (1, "Removed from the register"),
    "class_added": (2, "not in the chain of the register"),
    "hold_released": ("hold", "Changed after it was entered"),
    "hold_without_a_file": ("hold", "Changed after it was entered"),
    "hold_of_another_file": ("hold", "Changed after it was entered"),
    "hold_of_a_customer": ("hold", "Changed after it was entered"),
    "hold_reason_changed": ("hold", "Changed after it was entered"),
    "hold_renamed": ("hold", "Changed after it was entered"),
    "hold_deleted": ("hold", "Removed from the register"),
    "hold_of_another_company": ("hold", "Removed from the register"),
    "entry_changed_too": ("hold", "seal does not fit the entry"),
    "entry_and_seal_changed": ("after", "does not continue the entry"),
    "entry_deleted": ("after", "Entries of the register are missing"),
    "entry_and_class_deleted": ("hold", "Entries of the register are missing"),
    "entry_backdated": ("hold", "seal does not fit the entry"),
    "entry_of_another_person": ("hold", "seal does not fit the entry"),
    "last_entry_deleted": ("chain", "end of the register"),
    "last_entry_and_hold_deleted": ("chain", "end of the register"),
    "head_of_the_register_changed": ("chain", "end of the register"),
    "head_of_the_register_deleted": ("company", "end of the register"),
}


class ArchiveTamperingRegister(ArchiveTampering):
    """A further class and legal holds laid down after sealing, and a hand on them."""

    tamperings = REGISTER

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        classes = cls.env["callback.archive.category"].create(
            [
                {"name": f"Class {code}", "code": code, "retention_years": years}
                for code, years in (("TLA", 7), ("TLB", 9))
            ]
        )
        cls.longer, cls.other_class = classes
        cls.one.sudo().action_file_under(cls.longer)
        cls.filing = cls.one.filing_ids
        holds = cls.env["callback.archive.hold"]
        cls.hold = holds.create(
            {"reason": "Suit", "archive_ids": [(6, 0, (cls.one | cls.two).ids)]}
        )
        cls.after = holds.create({"reason": "Audit", "archive_ids": cls.three.ids})
        cls.entries = cls.env["callback.archive.entry"].search(
            [("company_id", "=", cls.one.company_id.id)], order="number desc", limit=3
        )[::-1]
        cls.register = cls.env["callback.archive.chain"].search(
            [("company_id", "=", cls.one.company_id.id), ("year", "=", 0)]
        )

    def _tampered(self):
        """As for files; what is about the register is named by its own names."""
        for name, file, words in super()._tampered():
            yield name, self._get_place(file), words

    def _get_place(self, file):
        places = {"hold": self.hold, "after": self.after}
        if file in places:
            return (
                self.env["callback.archive.entry"]
                .browse(self.entries[1 if file == "hold" else 2].id)
                .name
            )
        return file

    def _filing(self, **values):
        self._set("callback_archive_filing", self.filing.id, **values)

    def _hold(self, **values):
        self._set("callback_archive_hold", self.hold.id, **values)

    def _entry(self, number=1, **values):
        self._set("callback_archive_entry", self.entries[number].id, **values)

    def _delete(self, record):
        self._sql(f"DELETE FROM {record._table} WHERE id = %s", record.id)  # pylint: disable=sql-injection

    def _delete_hold(self, hold):
        self._sql(
            "DELETE FROM callback_archive_hold_rel WHERE callback_archive_hold_id = %s",
            hold.id,
        )
        self._delete(hold)

    def _tamper_class_kept_shorter(self):
        self._filing(retention_end="2027-10-03")

    def _tamper_class_kept_for_ever(self):
        self._filing(retention_end=None)

    def _tamper_class_exchanged(self):
        self._filing(category_id=self.other_class.id)

    def _tamper_class_of_another_file(self):
        self._filing(archive_id=self.two.id)

    def _tamper_class_filed_by_another(self):
        self._filing(user_id=self.caller.id)

    def _tamper_class_deleted(self):
        self._delete(self.filing)

    def _tamper_class_added(self):
        self._sql(
            """INSERT INTO callback_archive_filing
                (archive_id, company_id, category_id, user_id, date_filed)
            SELECT %s, company_id, category_id, user_id, date_filed
            FROM callback_archive_filing WHERE id = %s""",
            self.two.id,
            self.filing.id,
        )

    def _tamper_hold_released(self):
        self._hold(state="released")

    def _tamper_hold_without_a_file(self):
        self._sql(
            """DELETE FROM callback_archive_hold_rel
            WHERE callback_archive_hold_id = %s AND callback_archive_id = %s""",
            self.hold.id,
            self.one.id,
        )

    def _tamper_hold_of_another_file(self):
        self._sql(
            """UPDATE callback_archive_hold_rel SET callback_archive_id = %s
            WHERE callback_archive_hold_id = %s AND callback_archive_id = %s""",
            self.three.id,
            self.hold.id,
            self.one.id,
        )

    def _tamper_hold_of_a_customer(self):
        self._hold(partner_id=self.customer.id)

    def _tamper_hold_reason_changed(self):
        self._hold(reason="None")

    def _tamper_hold_renamed(self):
        self._hold(name="HOLD-0")

    def _tamper_hold_deleted(self):
        self._delete_hold(self.hold)

    def _tamper_hold_of_another_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        self._hold(company_id=company.id)

    def _tamper_entry_changed_too(self):
        self._hold(reason="None")
        content = self.entries[1].content.replace("Suit", "None")
        self._entry(content=content)

    def _tamper_entry_and_seal_changed(self):
        self._tamper_entry_changed_too()
        entry = self.entries[1]
        row = {name: entry[name] for name in ("number", "date", "res_model", "name")}
        row |= {name: entry[name] for name in ("content", "digest_previous", "res_id")}
        row |= {"company_id": entry.company_id.id, "user_id": entry.user_id.id}
        self._entry(digest=entry._get_digest(row))

    def _tamper_entry_deleted(self):
        self._delete(self.entries[1])

    def _tamper_entry_and_class_deleted(self):
        self._delete(self.filing)
        self._delete(self.entries[0])

    def _tamper_entry_backdated(self):
        self._entry(date="2026-01-01 00:00:00")

    def _tamper_entry_of_another_person(self):
        self._entry(user_id=self.caller.id)

    def _tamper_last_entry_deleted(self):
        self._delete(self.entries[2])

    def _tamper_last_entry_and_hold_deleted(self):
        self._delete(self.entries[2])
        self._delete_hold(self.after)

    def _tamper_head_of_the_register_changed(self):
        self._set("callback_archive_chain", self.register.id, head="0" * 64)

    def _tamper_head_of_the_register_deleted(self):
        self._delete(self.register)
