# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

from .callback_archive_chain import REGISTER_YEAR

#: Registers whose entries are chained.
REGISTERS = ("callback.archive.filing", "callback.archive.hold")


class CallbackArchive(models.Model):
    """Checking further classes and legal holds against the chain of the register."""

    _inherit = "callback.archive"

    def _verify_register(self, companies, result):
        """Add what differs between the registers and their chain.

        :param companies: ``res.company`` whose register is checked
        :param result: as ``verify_chain`` returns it; ``broken`` grows
        """
        for company in companies:
            result["broken"] += [
                {"archive": name, "what": what}
                for name, what in self._find_register_breaks(company)
            ]

    def _find_register_breaks(self, company):
        number, head, last = 0, "", {}
        digest = self.env["callback.archive.entry"]._get_digest
        for row in self._read_register(company):
            if row["number"] != number + 1:
                yield (
                    row["name"],
                    self.env._("Entries of the register are missing before it."),
                )
            if (row["digest_previous"] or "") != head:
                yield row["name"], self.env._("It does not continue the entry before.")
            if digest(row) != row["digest"]:
                yield (
                    row["name"],
                    self.env._("The seal does not fit the entry of the register."),
                )
            number, head = row["number"], row["digest"]
            last[row["res_model"], row["res_id"]] = row
        yield from self._find_register_end(company, number, head)
        yield from self._find_register_differences(company, last)

    def _read_register(self, company):
        names = (
            *("company_id", "number", "date", "user_id", "res_model", "res_id"),
            *("name", "content", "digest_previous", "digest"),
        )
        return self.env.execute_query_dict(
            SQL(
                "SELECT %s FROM callback_archive_entry WHERE company_id = %s"
                " ORDER BY number, id",
                SQL(", ").join(map(SQL.identifier, names)),
                company.id,
            )
        )

    def _get_register_chain(self, company):
        domain = [("company_id", "=", company.id), ("year", "=", REGISTER_YEAR)]
        return self.env["callback.archive.chain"].search(domain, limit=1)

    def _find_register_end(self, company, number, head):
        chain = self._get_register_chain(company)
        if (number, head) != (chain.last_number or 0, chain.head or ""):
            yield (
                chain.display_name or company.name,
                self.env._(
                    "The end of the register is missing or changed: entry %(number)s "
                    "is the last, its chain knows %(last)s.",
                    number=number,
                    last=chain.last_number or 0,
                ),
            )

    def _get_registered(self, company):
        """Yield the documents of the registers as they are now."""
        self.env.invalidate_all()
        for name in REGISTERS:
            yield from self.env[name].search([("company_id", "=", company.id)])

    def _find_register_differences(self, company, last):
        content = self.env["callback.archive.entry"]._get_content
        for document in self._get_registered(company):
            entry = last.pop((document._name, document.id), None)
            name = document._get_register_name() or "?"
            if entry is None:
                yield name, self.env._("It is not in the chain of the register.")
            elif content(document) != entry["content"]:
                yield (
                    entry["name"],
                    self.env._("Changed after it was entered in the register."),
                )
        for entry in last.values():
            yield entry["name"], self.env._("Removed from the register.")

    def _export_register(self, archive, companies):
        """Write the chain of the register, and the registers as they are now."""
        lines = []
        for company in companies:
            chain = self._get_register_chain(company)
            head = {"last_number": chain.last_number or 0, "head": chain.head or ""}
            lines.append({"line": "head", "company_id": company.id, **head})
            for row in self._read_register(company):
                date = row["date"].strftime("%Y-%m-%d %H:%M:%S")
                lines.append({"line": "entry", **row, "date": date})
            lines += [
                {
                    "line": "living",
                    "company_id": company.id,
                    "res_model": document._name,
                    "res_id": document.id,
                    "name": document._get_register_name() or "?",
                    "content": document._get_register_content(),
                }
                for document in self._get_registered(company)
            ]
        archive.writestr("register.jsonl", "".join(map(self._line, lines)))
