# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .callback_archive import COVER
from .callback_archive_chain import REGISTER_YEAR
from .callback_archive_seal import plain

BATCH = 1000
#: Breaks that fit into a notice; the rest is in the result of the call.
SHOWN = 10
#: Below every serial number that the database can hold.
LOWEST = -(2**31)


class CallbackArchive(models.Model):
    """Checking the chain, and the living documents against it."""

    _inherit = "callback.archive"

    @api.model
    def verify_chain(self, company=None, anchors=None):
        """Recompute every seal and compare every file with its document. RPC.

        :param company: ``res.company`` or its id; default: the user's companies
        :param anchors: seals noted outside the database, as on a monthly statement:
            ``{file name: digest}`` or lines ``"name:digest"``
        :returns: ``{"checked": n, "broken": [{"archive": name, "what": text}, …]}``
        :raises AccessError: for users who are neither auditor nor supervisor, and for
            a company of others
        """
        if not self.env.user.has_groups(
            "callback_base.callback_group_auditor,"
            "callback_base.callback_group_supervisor"
        ):
            raise AccessError(self.env._("You may not verify the archive."))
        companies = self._get_verified_companies(company)
        anchors = self._read_anchors(anchors)
        # sudo: the check reads whole chains, of which the user may see a part; it
        # tells only names of files and what differs.
        checker = self.sudo()
        self.env.flush_all()
        result = {"checked": 0, "broken": []}
        chains = checker.env["callback.archive.chain"].search(
            [("company_id", "in", companies.ids), ("year", "!=", REGISTER_YEAR)]
        )
        for chain in chains:
            checker._verify_one_chain(chain, anchors, result)
        checker._verify_links(companies, result)
        checker._verify_register(companies, result)
        for name, digest in anchors.items():
            what = self.env._(
                "The file of the noted seal %(digest)s is missing.", digest=digest
            )
            result["broken"].append({"archive": name, "what": what})
        return result

    @api.model
    def _get_verified_companies(self, company):
        """Return the companies asked for; none is left out without a word."""
        if isinstance(company, (int, list, tuple)):
            company = self.env["res.company"].browse(company)
        companies = company or self.env.companies
        if companies - self.env.companies:
            raise AccessError(
                self.env._("You may verify the archive of your own companies only.")
            )
        return companies

    @api.model
    def _read_anchors(self, anchors):
        if not isinstance(anchors, dict):
            lines = [line.strip() for line in anchors or [] if line.strip()]
            wrong = [line for line in lines if line.count(":") != 1]
            if wrong:
                raise UserError(
                    self.env._(
                        "“%(line)s” is no noted seal: write NUMBER:SEAL.", line=wrong[0]
                    )
                )
            anchors = dict(line.split(":") for line in lines)
        return {name.strip(): seal.strip().lower() for name, seal in anchors.items()}

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

    # One chain ----------------------------------------------------------------------

    def _verify_one_chain(self, chain, anchors, result):
        number, head, version, name = 0, "", 0, ""
        place = [chain.company_id.id, chain.year]
        # Where the reading goes on: a number below the first one is read as well.
        after = LOWEST
        while rows := self._read_links(chain, after):
            breaks = {row["id"]: [] for row in rows}
            for row in rows:
                found = breaks[row["id"]]
                before = (number, head, version)
                found += self._find_link_breaks(row, before, place)
                if row["name"] in anchors:
                    if anchors.pop(row["name"]) != row["digest"]:
                        found.append(
                            self.env._("It does not have the seal noted outside.")
                        )
                number, head = row["number"], row["digest"]
                after = number
                version = max(version, row["content_version"])
                name = row["name"]
            self._find_content_breaks(rows, breaks)
            for row in rows:
                result["broken"] += [
                    {"archive": row["name"], "what": what} for what in breaks[row["id"]]
                ]
            result["checked"] += len(rows)
            self.env.invalidate_all(flush=False)
        if (number, head) != (chain.last_number, chain.head):
            what = self.env._(
                "The end of the chain is missing or changed: file %(number)s is the "
                "last, the chain knows %(last)s.",
                number=number,
                last=chain.last_number,
            )
            result["broken"].append(
                {"archive": name or chain.display_name, "what": what}
            )

    def _read_links(self, chain, number, limit=BATCH):
        """Return the next files of a chain as dicts, their content digested.

        Two files with the last number both come, though no index let them in: what
        verifies the chain does not lean on it. Ordered by the number alone, the rows
        are read from the index whatever the statistics of a table that grew say.
        """
        names = [
            *(name for name in COVER if name != "name"),
            *("id", "name", "number", "content_version", "leaf", "digest_source"),
            *("digest_previous", "digest", "date_destroyed"),
        ]
        rows = self.env.execute_query_dict(
            SQL(
                """SELECT %s, content IS NULL AS is_empty,
                    encode(sha256(convert_to(CASE WHEN content_version = 1
                        THEN COALESCE(digest_previous, '') || E'\\n1\\n' || content
                        ELSE content END, 'UTF8')), 'hex') AS found
                FROM callback_archive
                WHERE chain_id = %s AND number > %s
                ORDER BY number FETCH FIRST %s ROWS WITH TIES""",
                SQL(", ").join(SQL.identifier(name) for name in names),
                chain.id,
                number,
                limit,
            )
        )
        return sorted(rows, key=lambda row: (row["number"], row["id"]))

    def _find_link_breaks(self, row, before, place):
        """Yield in words what is wrong with a file as a link of its chain."""
        number, head, version = before
        if row["number"] != number + 1:
            yield self.env._(
                "Files are missing before it: number %(found)s follows %(before)s.",
                found=row["number"],
                before=number,
            )
        if (row["digest_previous"] or "") != head:
            yield self.env._("It does not continue the file before it.")
        if row["content_version"] < version:
            yield self.env._(
                "It has version %(version)s, but the chain had version %(before)s "
                "before it.",
                version=row["content_version"],
                before=version,
            )
        if row["date_destroyed"] and not row["is_empty"]:
            yield self.env._("It is marked as destroyed, but its content is there.")
        if not self._has_true_seal(row, place):
            yield self.env._("The seal does not fit the content.")
            yield from self._find_cover_differences(row)

    def _has_true_seal(self, row, place):
        if row["content_version"] == 1:
            return row["found"] == row["digest"]
        if not row["is_empty"] and row["found"] != row["leaf"]:
            return False
        place = [*place, row["number"], *(plain(row[name]) for name in COVER)]
        return row["digest"] == self._digest_link(
            row["digest_previous"],
            row["content_version"],
            place,
            row["leaf"],
            row["digest_source"],
        )

    def _find_cover_differences(self, row):
        """Yield which columns differ from the cover in the content."""
        content = self._read_content(row["id"]) or {}
        cover = content.get("cover")
        cover = cover if isinstance(cover, dict) else {}
        names = [name for name in cover if name in COVER]
        changed = [name for name in names if cover[name] != plain(row[name])]
        if changed:
            labels = [self._get_label(self, name) for name in changed]
            yield self.env._("Changed after sealing: %(names)s.", names=labels)

    def _read_content(self, archive_id):
        """Return the sealed content of a file, or None when it cannot be read."""
        text = self.browse(archive_id).content
        try:
            content = json.loads(text or "null")
        except (ValueError, RecursionError):
            return None
        return content if isinstance(content, dict) else None

    @api.model
    def _get_label(self, model, name):
        """Label of a field, as the reader knows it."""
        field = model._fields.get(name)
        if field is None:
            return name
        return field.get_description(self.env, ["string"])["string"]
