# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .callback_answer_limit import ANSWER_UNITS


class CallbackPolicy(models.Model):
    """How soon incoming calls and chats are answered under a policy (X-26)."""

    _inherit = "callback.policy"

    answer_limit_ids = fields.One2many(
        "callback.answer.limit", "policy_id", string="Answer limits", copy=True
    )

    @api.readonly
    def check_answer(self, channel, value, unit="second"):
        """Tell whether an answer was in time: not above the limit (T-06). RPC.

        :param channel: code of the channel
        :param value: whole or decimal number of seconds or rings until the answer
        :param unit: ``second``, ``ring`` or ``response`` (seconds until the first
            reply of a chat)
        :returns: True in time, False too late
        :raises UserError: for a number below 0, an unknown unit or channel, and when
            the policy lays down no such limit
        """
        return self.check_answers(channel, [value], unit)["missed"] == 0

    @api.readonly
    def check_answers(self, channel, values, unit="second"):
        """Return how many answers were in time, see ``check_answer``. RPC.

        :param values: list of numbers
        :returns: dict ``limit``, ``total``, ``met``, ``missed``, ``rate`` (met of the
            total, None without any) and ``clauses`` (codes)
        """
        self.ensure_one()
        self.check_access("read")
        line = self._get_answer_line(channel, unit)
        limit = line._get_limit()
        for value in values if isinstance(values, list | tuple) else [str(values)]:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            if not number or not value >= 0:
                raise UserError(
                    self.env._(
                        "%(limit)s: “%(value)s” is not a number from 0.",
                        limit=line.display_name,
                        value=str(value),
                    )
                )
        met = sum(value <= limit for value in values)
        return {
            "limit": limit,
            "total": len(values),
            "met": met,
            "missed": len(values) - met,
            "rate": met / len(values) if values else None,
            "clauses": line.clause_ids.mapped("code"),
        }

    def _get_answer_line(self, channel, unit):
        labels = dict(
            self.env["callback.answer.limit"]
            ._fields["unit"]
            ._description_selection(self.env)
        )
        if str(unit) not in dict(ANSWER_UNITS):
            raise UserError(
                self.env._(
                    "“%(unit)s” is no unit of an answer limit. Use one of: %(units)s.",
                    unit=str(unit),
                    units=", ".join(labels),
                )
            )
        channel = self.env["callback.channel"]._get_by_code(channel)
        line = self.answer_limit_ids.filtered(
            lambda line: line.channel_id == channel and line.unit == unit
        )
        if not line:
            raise UserError(
                self.env._(
                    "%(policy)s lays down no answer limit for %(channel)s (%(unit)s).",
                    policy=self.display_name,
                    channel=channel.name,
                    unit=labels[unit],
                )
            )
        return line

    def _get_fed_settings(self):
        return super()._get_fed_settings() | self.answer_limit_ids.setting_id

    def _link_own_clauses(self):
        """Answer limits of a copy name the clauses of this version."""
        result = super()._link_own_clauses()
        own = {clause.code: clause.id for clause in self.clause_ids}
        for line in self.answer_limit_ids:
            codes = line.clause_ids.mapped("code")
            line.clause_ids = [fields.Command.set([own[code] for code in codes])]
        return result
