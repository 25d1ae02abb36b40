# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import UTC, datetime

from odoo import api, models
from odoo.exceptions import UserError

from .callback_attempt_correct import LARGEST

#: How a yes or no is written in a form, where everything is text.
FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class CallbackEvidence(models.Model):
    """Values of a push, read strictly: what is none is refused in words (BASE-39)."""

    _inherit = "callback.evidence"

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
            if moment.tzinfo:
                moment = moment.astimezone(UTC).replace(tzinfo=None)
        except (OverflowError, ValueError) as error:
            raise UserError(
                self.env._(
                    "Push %(ref)s: %(name)s “%(value)s” is no time such as "
                    "2026-10-08T02:00:00Z.",
                    ref=ref,
                    name=name,
                    value=value,
                )
            ) from error
        return moment.replace(microsecond=0)

    @api.model
    def _parse_flag(self, ref, value):
        """Return yes or no; the text “false” of a form is a no."""
        if value in (None, ""):
            return False
        if str(value).lower() not in FLAGS:
            raise UserError(
                self.env._(
                    "Push %(ref)s: is_searchable “%(value)s” is neither true nor "
                    "false.",
                    ref=ref,
                    value=value,
                )
            )
        return FLAGS[str(value).lower()]

    @api.model
    def _parse_seconds(self, ref, name, value):
        """Return a number of seconds."""
        seconds = value or 0
        number = isinstance(seconds, int) and not isinstance(seconds, bool)
        if not number or not 0 <= seconds <= LARGEST:
            raise UserError(
                self.env._(
                    "Push %(ref)s: %(name)s “%(value)s” is no number of seconds.",
                    ref=ref,
                    name=name,
                    value=value,
                )
            )
        return seconds
