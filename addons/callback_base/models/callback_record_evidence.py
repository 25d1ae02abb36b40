# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.i18n import format_list
from odoo.tools.misc import format_datetime

from .callback_evidence_verify import BROKEN


class CallbackRecord(models.Model):
    """What proves a callback: the evidence of its channel and policy (BASE-10)."""

    _inherit = "callback.record"

    evidence_checklist = fields.Json(
        string="Evidence needed",
        compute="_compute_evidence_missing",
        help="For each evidence needed: kind, label, held and whether it is stated as "
        "missing.",
    )

    def _get_evidence_rule(self):
        """Return what the policy says of the channel, if anything."""
        self.ensure_one()
        rule_id = self.policy_id._get_evidence_setup(self.channel_id)[0]
        return self.env["callback.evidence.rule"].browse(rule_id)

    def _get_evidence_needs(self):
        """Return the kinds of which the finished callback must hold one each.

        :returns: list of ``callback.evidence.kind`` sets: any one of a set is enough,
            its first is the usual one
        """
        self.ensure_one()
        setup = self.policy_id._get_evidence_setup(self.channel_id)
        needs = list(self.env["callback.evidence.kind"].browse(setup[2]))
        conditional = self.env["callback.evidence.need"].browse(setup[3])
        if not conditional:
            return needs
        for need in conditional._of_customer(self.partner_id):
            if need._get_kinds() not in needs:
                needs.append(need._get_kinds())
        return needs

    def _get_required_evidence_kinds(self):
        """Kinds a finished record must hold, of alternatives the usual one."""
        return self.env["callback.evidence.kind"].union(
            *(kinds[:1] for kinds in self._get_evidence_needs())
        )

    def _get_evidence(self):
        """Return the own evidence and that of the document that closed the callback.

        A signature, a seal or a recording on a document is that of one customer and
        proves nothing about the others.
        """
        shared = self.document_id.filtered(lambda document: document.state == "done")
        return self.evidence_ids | shared.evidence_ids.filtered(
            lambda evidence: not evidence.kind_id.is_personal
        )

    def _get_accepted_evidence(self):
        """Return what counts: not broken, nor missing where that is not accepted."""
        self.ensure_one()
        stated = self.policy_id._get_evidence_setup(self.channel_id)[1]
        return self._get_evidence().filtered(
            lambda evidence: (
                stated
                if evidence.state == "missing"
                else evidence.check_state not in BROKEN
            )
        )

    def _get_missing_evidence(self):
        """Return the needs that no evidence meets, as ``_get_evidence_needs`` does."""
        self.ensure_one()
        held = self._get_accepted_evidence().kind_id
        return [kinds for kinds in self._get_evidence_needs() if not kinds & held]

    def _get_missing_evidence_kinds(self):
        """Kinds still missing, of alternatives the usual one."""
        return self.env["callback.evidence.kind"].union(
            *(kinds[:1] for kinds in self._get_missing_evidence())
        )

    def _check_evidence(self):
        """Raise naming what proof is missing before the callback can be finished.

        :raises UserError: naming the kinds (BASE-10), or the times of a recording that
            does not cover the call (F3-17)
        """
        self.ensure_one()
        missing = self._get_missing_evidence()
        if missing:
            rule = self._get_evidence_rule()
            clauses = self._get_clause_codes(rule.clause_ids) if rule.clause_ids else ""
            raise UserError(
                self.env._(
                    "%(clauses)s: %(record)s cannot be finished by %(channel)s. "
                    "Evidence still missing: %(kinds)s.",
                    clauses=clauses or self.policy_id._cite("evidence"),
                    record=self.name,
                    channel=self.channel_id.name,
                    kinds=[kinds._get_choice_text() for kinds in missing],
                )
            )
        self._check_recording()

    def _get_talk(self):
        """Return when the talk of the last answered call began and ended.

        Without measured seconds both are the time of the attempt. ``None`` when no
        call was answered on a channel that rings.
        """
        self.ensure_one()
        answered = self.attempt_ids.filtered(
            lambda attempt: (
                attempt.outcome == "answered" and attempt.channel_id._rings()
            )
        )
        if not answered or not self.channel_id._rings():
            return None
        call = answered.sorted(lambda attempt: (attempt.date_start, attempt.id))[-1]
        begin = call.date_start + timedelta(seconds=call.ring_seconds)
        return begin, begin + timedelta(seconds=call.talk_seconds)

    def _check_recording(self):
        """Raise when the recordings do not cover the talk (F3-17)."""
        policy = self.policy_id
        if policy._get_kept("recording_cover") == "no":
            return
        recordings = self._get_accepted_evidence().filtered(
            lambda evidence: evidence.kind_id._is_kept_recording()
        )
        if not recordings or "missing" in recordings.mapped("state"):
            return
        talk = self._get_talk()
        if not talk:
            return
        timed = recordings.filtered(lambda each: each.date_start and each.date_end)
        if timed != recordings and policy._get_kept("recording_cover") == "known":
            return
        begin, end = talk
        slack = timedelta(seconds=policy._get_kept("recording_tolerance"))
        covered = begin
        for recording in timed.sorted("date_start"):
            if recording.date_start <= covered + slack:
                covered = max(covered, recording.date_end)
        began = any(each.date_start <= begin + slack for each in timed)
        ended = any(each.date_end >= begin - slack for each in timed)
        if began and ended and covered >= end - slack:
            return
        raise UserError(
            self.env._(
                "%(rule)s: %(record)s cannot be finished. The recording does not cover "
                "the call: recorded %(recorded)s, talked %(talked)s.",
                rule=policy._cite("evidence"),
                record=self.name,
                recorded=[self._format_span(r.date_start, r.date_end) for r in timed]
                or self.env._("at unknown times"),
                talked=self._format_span(begin, end),
            )
        )

    def _format_span(self, begin, end):
        texts = [
            format_datetime(self.env, moment, dt_format="medium")
            for moment in (begin, end)
        ]
        return " – ".join(texts)

    @api.depends(
        "channel_id",
        "partner_id",
        "policy_id",
        "document_id.state",
        "document_id.evidence_ids.kind_id",
        "evidence_ids.check_state",
        "evidence_ids.kind_id",
        "evidence_ids.state",
    )
    def _compute_evidence_missing(self):
        for record in self:
            accepted, missing = record._get_accepted_evidence(), []
            checklist = []
            for kinds in record._get_evidence_needs():
                held = accepted.filtered(
                    lambda each, kinds=kinds: each.kind_id in kinds
                )
                if not held:
                    missing.append(kinds._get_choice_text())
                checklist.append(
                    {
                        "kind_id": kinds[0].id,
                        "label": kinds._get_choice_text(),
                        "held": bool(held),
                        "missing": bool(held)
                        and set(held.mapped("state")) == {"missing"},
                    }
                )
            record.evidence_missing = format_list(self.env, missing)
            record.evidence_checklist = checklist

    def _get_evidence_keepers(self):
        """Return who hears of broken evidence: the supervisor of the unit."""
        self.ensure_one()
        evidence = self.env["callback.evidence"]
        return evidence._get_supervisors(self.department_id, self.company_id)
