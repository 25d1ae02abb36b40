# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import binascii
import hashlib

import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError

#: Further values of ``push`` and the fields they fill.
PLAIN_VALUES = {
    "agent": "agent",
    "line_reason": "line_reason",
    "tag": "tag",
}
TIMES = {"started_at": "date_start", "ended_at": "date_end"}
SECONDS = ("ring_seconds", "talk_seconds")
OTHERS = ("record", "phone", "line", "is_searchable")


class CallbackEvidence(models.Model):
    """Recordings that a call centre sends (BASE-39): once each, however often sent."""

    _inherit = "callback.evidence"

    external_ref = fields.Char(
        string="Reference of the sender", readonly=True, copy=False
    )
    attempt_id = fields.Many2one(
        "callback.attempt", readonly=True, index="btree_not_null", ondelete="set null"
    )
    phone = fields.Char(string="Telephone number", readonly=True)
    agent = fields.Char(readonly=True)
    ring_seconds = fields.Integer(string="Rang (s)", readonly=True, aggregator=False)
    talk_seconds = fields.Integer(string="Talked (s)", readonly=True)

    _external_unique = models.UniqueIndex(
        "(company_id, external_ref) WHERE external_ref IS NOT NULL",
        "This reference was sent already.",
    )

    @api.model
    def push(
        self,
        external_ref,
        kind,
        filename,
        sha256,
        content=None,
        url=None,
        **values,
    ):
        """Take in a recording or other evidence of a call centre, once. RPC.

        The same reference and digest again, also at the same moment, changes nothing
        and returns the same evidence. Only technical users and managers may push; the
        evidence belongs to the company of the user.

        :param external_ref: reference of the sender, unique within the company
        :param kind: code of the evidence kind, ``recording`` for example
        :param filename: name whose ending must fit the content
        :param sha256: of the content, hexadecimal
        :param content: the file in base64; or else ``url``, its external address
        :param values: ``record`` (number of the callback) or ``phone``;
            ``started_at``, ``ended_at`` (ISO 8601; UTC when it names no zone);
            ``ring_seconds``, ``talk_seconds``; ``line`` (code), ``line_reason``,
            ``is_searchable``; ``agent``, ``tag``
        :returns: the ``callback.evidence``, through JSON-2 a list with its id. It
            belongs to no callback when none was found for the number and the time: a
            supervisor attaches it
        :raises AccessError: for other roles
        :raises UserError: for a reference with another digest, a content that does not
            fit its digest, unknown values, an unknown callback, and a number that fits
            several callbacks, which are named
        """
        return self._push(external_ref, kind, filename, sha256, content, url, values)

    @api.model
    def _push(self, external_ref, kind, filename, sha256, content, url, values):
        """Take in a push; ``content`` is base64 or an open binary file."""
        if not self.env.su and not self.env.user.has_groups(
            "callback_base.callback_group_technical,"
            "callback_base.callback_group_manager"
        ):
            raise AccessError(
                self.env._("Only the technical user of a telephone system may push.")
            )
        ref, digest = str(external_ref or "").strip(), str(sha256 or "").lower()
        self._check_push(ref, digest, filename, content, url, values)
        known = self._find_pushed(ref, digest)
        if known:
            return self.browse(known.id)
        vals = self._prepare_push(ref, kind, filename, digest, url, values)
        # sudo: the technical user sees and does nothing but this.
        evidence = self.sudo()
        try:
            with self.env.cr.savepoint():
                if hasattr(content, "read"):
                    created = evidence._create_from_stream(vals, content)
                else:
                    created = evidence.create({**vals, "file": content})
        except psycopg2.errors.UniqueViolation as error:
            # Another request brought the same reference at this moment: tried again,
            # this one finds what the other made.
            raise ConcurrencyError(f"push of {ref!r}") from error
        if created.sha256 != digest:
            raise UserError(
                self.env._("Push %(ref)s: the file was not stored whole.", ref=ref)
            )
        return self.browse(created.id)

    @api.model
    def _check_push(self, ref, digest, filename, content, url, values):
        """Raise naming what is wrong with the values of a push as such."""
        known = {*PLAIN_VALUES, *TIMES, *SECONDS, *OTHERS}
        unknown = sorted(set(values) - known)
        if unknown:
            raise UserError(
                self.env._(
                    "Push %(ref)s: unknown values %(names)s. Known: %(known)s.",
                    ref=ref,
                    names=unknown,
                    known=sorted(known),
                )
            )
        if not ref:
            raise UserError(self.env._("Push: external_ref is empty."))
        told = {"external_ref": ref, "filename": filename, "url": url, **values}
        for name, value in told.items():
            if not self._is_text(str(value or "")):
                raise UserError(
                    self.env._(
                        "Push: %(name)s contains a character that is no text.",
                        name=name,
                    )
                )
        if not self._is_digest(digest):
            raise UserError(
                self.env._("Push %(ref)s: sha256 is no SHA-256 digest.", ref=ref)
            )
        if bool(content) == bool(url):
            raise UserError(
                self.env._("Push %(ref)s: give either content or url.", ref=ref)
            )
        if content and self._digest_content(ref, content) != digest:
            raise UserError(
                self.env._(
                    "Push %(ref)s: the content does not fit its sha256. Send it again.",
                    ref=ref,
                )
            )

    @api.model
    def _is_text(self, text):
        """Tell whether the database can hold a text."""
        try:
            return b"\0" not in text.encode()
        except UnicodeEncodeError:
            return False

    @api.model
    def _digest_content(self, ref, content):
        """Return the SHA-256 of a content in base64, or of an open file."""
        if hasattr(content, "read"):
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            content.seek(0)
            return digest
        try:
            data = base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError, TypeError) as error:
            raise UserError(
                self.env._("Push %(ref)s: content is not base64.", ref=ref)
            ) from error
        return hashlib.sha256(data).hexdigest()

    @api.model
    def _find_pushed(self, ref, digest):
        """Return what came with a reference before; raise when it was another file."""
        # sudo: as in push
        known = self.sudo().search(
            [("company_id", "=", self.env.company.id), ("external_ref", "=", ref)]
        )
        if known and known.sha256 != digest:
            raise UserError(
                self.env._(
                    "Push %(ref)s: this reference was sent before with another content "
                    "(SHA-256 %(before)s). Evidence is never replaced; send a new "
                    "reference.",
                    ref=ref,
                    before=known.sha256,
                )
            )
        return known

    @api.model
    def _prepare_push(self, ref, kind, filename, digest, url, values):
        """Return the values of new evidence, its callback found."""
        vals = {
            "company_id": self.env.company.id,
            "external_ref": ref,
            "kind_id": self._get_pushed_kind(ref, kind).id,
            "name": str(filename or "").strip() or ref,
            "phone": str(values.get("phone") or "").strip(),
            "user_id": self.env.uid,
        }
        if url:
            vals |= {"url": url, "sha256": digest}
        for name, field in PLAIN_VALUES.items():
            if name in values:
                vals[field] = str(values[name] or "").strip()
        if "is_searchable" in values:
            vals["is_searchable"] = self._parse_flag(ref, values["is_searchable"])
        for name, field in TIMES.items():
            vals[field] = self._parse_time(ref, name, values.get(name))
        if vals["date_start"] and vals["date_end"]:
            if vals["date_end"] < vals["date_start"]:
                raise UserError(
                    self.env._("Push %(ref)s: it ends before it begins.", ref=ref)
                )
        for name in SECONDS:
            vals[name] = self._parse_seconds(ref, name, values.get(name))
        if values.get("line"):
            vals["line_id"] = self._get_pushed_line(ref, values["line"]).id
        # sudo: as in push
        record, attempt = self.sudo()._find_owner(
            ref, str(values.get("record") or ""), vals["phone"], vals["date_start"]
        )
        return {**vals, "record_id": record.id, "attempt_id": attempt.id}
