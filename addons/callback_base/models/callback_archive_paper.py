# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackArchive(models.Model):
    """The certificate of a file: its place in the chain, checked when printed."""

    _inherit = "callback.archive"

    def _get_paper_check(self):
        """Check seal, place and document of one file; return what is wrong, in words.

        The whole chain is checked by ``verify_chain``; here the file, and that it
        continues the one before it.
        """
        self.ensure_one()
        self.check_access("read")
        self.env.flush_all()
        # sudo: the check needs the chain, of which the user may see a part; it tells
        # what differs in the file the user may see.
        checker = self.sudo()
        chain = checker.chain_id
        number, head, version = 0, "", 0
        if checker.number > 1:
            before = checker.search(
                [("chain_id", "=", chain.id), ("number", "=", checker.number - 1)]
            )
            number, head = before.number, before.digest
            version = before.content_version
        rows = checker._read_links(chain, checker.number - 1, limit=1)
        breaks = {row["id"]: [] for row in rows}
        place = [chain.company_id.id, chain.year]
        for row in rows:
            found = checker._find_link_breaks(row, (number, head, version), place)
            breaks[row["id"]] += found
        checker._find_content_breaks(rows, breaks)
        return breaks[self.id]
