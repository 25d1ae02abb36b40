# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import UTC, date, datetime

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .attempt_values import JUDGED

#: Columns that hold seconds, and the largest number that fits into them.
SECONDS = ("ring_seconds", "talk_seconds", "wrap_seconds")
LARGEST = 2**31 - 1
#: What a correction is told of on the callback.
TOLD = JUDGED | {"phone", "talk_seconds", "wrap_seconds"}


class CallbackAttempt(models.Model):
    """Who may correct an attempt, and what remains of the old values (BASE-23).

    Values come from screens, from other systems and by RPC: what is none is refused in
    words, before anything else looks at it.
    """

    _inherit = "callback.attempt"

    @api.model
    def _clean_values(self, vals, new=True):
        """Return values of an attempt, times as naive UTC; raise for what is none."""
        vals = dict(vals)
        for name in ("record_id", "channel_id", "outcome"):
            if new and not vals.get(name):
                raise UserError(
                    self.env._("An attempt needs: %(field)s.", field=self._label(name))
                )
        outcomes = self._fields["outcome"].get_values(self.env)
        if vals.get("outcome") and vals["outcome"] not in outcomes:
            raise UserError(
                self.env._(
                    "“%(value)s” is no outcome of an attempt. Use one of: %(known)s.",
                    value=str(vals["outcome"]),
                    known=outcomes,
                )
            )
        for name in ("note", "phone"):
            if vals.get(name):
                vals[name] = str(vals[name]).replace("\0", "")
        for name in SECONDS:
            value = vals.get(name) or 0
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not number or not 0 <= value <= LARGEST:
                raise UserError(
                    self.env._(
                        "%(field)s: “%(value)s” is no number of seconds.",
                        field=self._label(name),
                        value=value,
                    )
                )
        if vals.get("date_start") and not isinstance(vals["date_start"], date):
            vals["date_start"] = self._parse_moment(str(vals["date_start"]))
        return vals

    @api.model
    def _parse_moment(self, text):
        """Return a time given as text, UTC when it names no zone, as naive UTC."""
        try:
            moment = datetime.fromisoformat(text.strip())
            if moment.tzinfo:
                moment = moment.astimezone(UTC).replace(tzinfo=None)
        except (OverflowError, ValueError) as error:
            raise UserError(
                self.env._(
                    "“%(value)s” is no time such as 2026-10-08 02:00:00.", value=text
                )
            ) from error
        return moment.replace(microsecond=0)

    @api.model
    def _label(self, name):
        return self._fields[name].get_description(self.env, ["string"])["string"]

    def _check_corrector(self, vals):
        """A caller corrects the own attempts, and they stay the own ones."""
        user = self.env.user
        if self.env.su or user.has_group("callback_base.callback_group_supervisor"):
            return
        foreign = self.filtered(lambda attempt: attempt.user_id != user)
        if foreign or vals.get("user_id", user.id) != user.id:
            raise AccessError(
                self.env._(
                    "%(record)s: callers correct attempts of their own only. Ask a "
                    "supervisor.",
                    record=self[:1].record_id.name,
                )
            )

    def _get_told_values(self, vals):
        """Return the values that a person is about to change, as shown."""
        if self.env.su:
            return {}
        names = [name for name in vals if name in TOLD]
        return {
            attempt: {name: attempt._show(name) for name in names} for attempt in self
        }

    def _show(self, name):
        value, field = self[name], self._fields[name]
        if field.type == "many2one":
            return value.display_name or ""
        if field.type == "datetime":
            return self.record_id._format_local(value) if value else ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        return str(value or "")

    def _log_corrections(self, before):
        """Note old and new values of what a person changed on the callback."""
        for attempt, values in before.items():
            changes = [
                f"{self._label(name)}: {old} → {attempt._show(name)}"
                for name, old in values.items()
                if old != attempt._show(name)
            ]
            if changes:
                attempt.record_id._message_log(
                    body=self.env._(
                        "Attempt of %(time)s corrected. %(changes)s",
                        time=attempt.record_id._format_local(attempt.date_start),
                        changes="; ".join(changes),
                    )
                )
