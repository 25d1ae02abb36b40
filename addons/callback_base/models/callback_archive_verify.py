# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib
import json

from odoo import api, models
from odoo.exceptions import AccessError

BATCH = 1000
#: Lines in the canonical content, and the fields that hold them.
PARTS = {
    "attempts": "attempt_ids",
    "evidence": "evidence_ids",
    "extensions": "extension_ids",
}
#: Breaks that fit into a notice; the rest is in the result of the call.
SHOWN = 10


class CallbackArchive(models.Model):
    """Checking the chain against the living records."""

    _inherit = "callback.archive"

    @api.model
    def verify_chain(self, company=None):
        """Recompute every seal and compare every file with its record. RPC.

        :param company: ``res.company`` or its id; default: the user's companies
        :returns: ``{"checked": n, "broken": [{"archive": name, "what": text}, …]}``
        :raises AccessError: for users who are neither auditor nor supervisor
        """
        if not self.env.user.has_groups(
            "callback_base.callback_group_auditor,"
            "callback_base.callback_group_supervisor"
        ):
            raise AccessError(self.env._("You may not verify the archive."))
        companies = (
            self.env["res.company"].browse(company)
            if isinstance(company, int)
            else company
        )
        companies = (companies or self.env.companies) & self.env.companies
        # sudo: the check reads whole chains, of which the user may see a part; it
        # tells only names of files and what differs.
        all_chains = self.env["callback.archive.chain"].sudo()
        chains = all_chains.search([("company_id", "in", companies.ids)])
        result = {"checked": 0, "broken": []}
        for chain in chains:
            self.sudo()._verify_one_chain(chain, result)  # see above
        return result

    @api.model
    def action_verify_chain(self):
        """Verify the user's companies and say what was found. RPC."""
        result = self.verify_chain()
        broken = result["broken"]
        lines = [f"{line['archive']}: {line['what']}" for line in broken[:SHOWN]]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._(
                    "%(checked)s files checked, %(broken)s broken",
                    checked=result["checked"],
                    broken=len(broken),
                ),
                "message": "\n".join(lines)
                or self.env._("Every seal is whole and fits its record."),
                "type": "danger" if broken else "success",
                "sticky": bool(broken),
            },
        }

    def _verify_one_chain(self, chain, result):
        number, head, last_id = 0, "", 0
        domain = [("chain_id", "=", chain.id)]
        while True:
            batch = self.search(
                [*domain, ("number", ">", number)], order="number, id", limit=BATCH
            )
            if not batch:
                break
            batch.record_id._preload_archive_content()
            for archive in batch:
                for what in archive._find_breaks(number, head):
                    result["broken"].append({"archive": archive.name, "what": what})
                number, head, last_id = archive.number, archive.digest, archive.id
            result["checked"] += len(batch)
            self.env.invalidate_all()
        if (number, head) != (chain.last_number, chain.head):
            name = self.browse(last_id).name if last_id else chain.display_name
            what = self.env._(
                "The end of the chain is missing or changed: file %(number)s is the "
                "last, the chain knows %(last)s.",
                number=number,
                last=chain.last_number,
            )
            result["broken"].append({"archive": name, "what": what})

    def _find_breaks(self, number, head):
        """Yield in words everything that is wrong with this file."""
        self.ensure_one()
        if self.number != number + 1:
            yield self.env._(
                "Files are missing before it: number %(found)s follows %(before)s.",
                found=self.number,
                before=number,
            )
        if self.digest_previous != head:
            yield self.env._("It does not continue the file before it.")
        if self.digest != self._digest(
            self.digest_previous or "", self.content_version, self.content
        ):
            yield self.env._("The seal does not fit the content.")
        yield from self._find_differences()

    def _get_label(self, name):
        """Label of a field of the record, as the reader knows it."""
        field = self.record_id._fields.get(name)
        if field is None:
            return name
        return field.get_description(self.env, ["string"])["string"]

    def _find_differences(self):
        """Yield which field of the record, or which file, differs from the content."""
        try:
            sealed = json.loads(self.content)
        except ValueError:
            yield self.env._("The content cannot be read.")
            return
        living = json.loads(self._canonical(self.record_id._get_archive_content()))
        for part in sorted((set(sealed) | set(living)) - {"labels"}):
            before, now = sealed.get(part), living.get(part)
            if before == now:
                continue
            if isinstance(before, dict) and isinstance(now, dict):
                names = [
                    self._get_label(name)
                    for name in sorted(set(before) | set(now))
                    if before.get(name) != now.get(name)
                ]
                yield self.env._("Changed after sealing: %(names)s.", names=names)
            else:
                yield self.env._(
                    "Changed after sealing: %(names)s.",
                    names=self._get_label(PARTS.get(part, part)),
                )
        for evidence in self.record_id.evidence_ids.filtered("file"):
            content = base64.b64decode(evidence.with_context(bin_size=False).file)
            if hashlib.sha256(content).hexdigest() != evidence.sha256:
                yield self.env._(
                    "The file “%(name)s” was changed.", name=evidence.display_name
                )
