# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import binascii
import hashlib
from datetime import UTC, datetime

import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError

#: Further values of ``push`` and the fields they fill.
PLAIN_VALUES = {
    "agent": "agent",
    "line_reason": "line_reason",
    "tag": "tag",
    "is_searchable": "is_searchable",
}
TIMES = {"started_at": "date_start", "ended_at": "date_end"}
SECONDS = ("ring_seconds", "talk_seconds")
OTHERS = ("record", "phone", "line")


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
        self._check_push(ref, digest, content, url, values)
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
    def _check_push(self, ref, digest, content, url, values):
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
                vals[field] = values[name]
        for name, field in TIMES.items():
            vals[field] = self._parse_time(ref, name, values.get(name))
        for name in SECONDS:
            vals[name] = self._parse_seconds(ref, name, values.get(name))
        if values.get("line"):
            vals["line_id"] = self._get_pushed_line(ref, values["line"]).id
        # sudo: as in push
        record, attempt = self.sudo()._find_owner(
            ref, str(values.get("record") or ""), vals["phone"], vals["date_start"]
        )
        return {**vals, "record_id": record.id, "attempt_id": attempt.id}

    @api.model
    def _get_pushed_kind(self, ref, code):
        # sudo: as in push
        kinds = self.env["callback.evidence.kind"].sudo()
        kind = kinds.search([("code", "=", str(code or ""))])
        if not kind:
            raise UserError(
                self.env._(
                    "Push %(ref)s: unknown kind “%(kind)s”. Known: %(known)s.",
                    ref=ref,
                    kind=code,
                    known=kinds.search([("code", "!=", False)]).mapped("code"),
                )
            )
        return kind

    @api.model
    def _get_pushed_line(self, ref, code):
        # sudo: as in push
        lines = self.env["callback.line"].sudo()
        own = [("company_id", "in", [self.env.company.id, False])]
        line = lines.search(
            [("code", "=", str(code)), *own], order="company_id", limit=1
        )
        if not line:
            raise UserError(
                self.env._(
                    "Push %(ref)s: unknown line “%(line)s”. Known: %(known)s.",
                    ref=ref,
                    line=code,
                    known=lines.search(own).mapped("code"),
                )
            )
        return line

    @api.model
    def _parse_time(self, ref, name, value):
        """Return a moment as naive UTC."""
        if not value:
            return False
        try:
            moment = (
                value
                if isinstance(value, datetime)
                else datetime.fromisoformat(str(value))
            )
        except ValueError as error:
            raise UserError(
                self.env._(
                    "Push %(ref)s: %(name)s “%(value)s” is no time such as "
                    "2026-10-08T02:00:00Z.",
                    ref=ref,
                    name=name,
                    value=value,
                )
            ) from error
        if moment.tzinfo:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
        return moment.replace(microsecond=0)

    @api.model
    def _parse_seconds(self, ref, name, value):
        """Return a number of seconds."""
        seconds = value or 0
        if isinstance(seconds, bool) or not isinstance(seconds, int) or seconds < 0:
            raise UserError(
                self.env._(
                    "Push %(ref)s: %(name)s “%(value)s” is no number of seconds.",
                    ref=ref,
                    name=name,
                    value=value,
                )
            )
        return seconds
