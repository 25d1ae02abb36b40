# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .callback_record import OPEN_STATES


class CallbackRecord(models.Model):
    """The standard phrases that fit a callback (BASE-35, R2-08)."""

    _inherit = "callback.record"

    phrase_ids = fields.Many2many(
        "callback.phrase", string="Phrases", compute="_compute_phrase_ids"
    )

    @api.depends(
        "policy_id",
        "type_id",
        "channel_id",
        "partner_id.lang",
        "complaint_id",
        "satisfaction",
    )
    @api.depends_context("uid")
    def _compute_phrase_ids(self):
        """Those for its policy, type, channel and the customer's language."""
        candidates = self.env["callback.phrase"].search(self._get_phrase_domain())
        for record in self:
            fitting = candidates.filtered(record._is_phrase_fitting)
            record.phrase_ids = fitting._sort_for(record._is_about_complaint())

    @api.readonly
    def web_read(self, specification):
        """The phrases of a form show the names of the callback they are on."""
        phrases = specification.get("phrase_ids")
        if phrases and len(self) == 1:
            context = {**phrases.get("context", {}), "callback_record_id": self.id}
            phrases = {**phrases, "context": context}
            specification = {**specification, "phrase_ids": phrases}
        return super().web_read(specification)

    def _get_phrase_domain(self):
        """Domain of what may fit any of these callbacks."""
        return Domain("policy_id", "in", [False, *self.policy_id.ids]) & Domain(
            "company_id", "in", [False, *self.company_id.ids]
        )

    def _is_phrase_fitting(self, phrase):
        lang = self.partner_id.lang
        return (
            phrase.policy_id in (self.policy_id, phrase.policy_id.browse())
            and phrase.company_id in (self.company_id, phrase.company_id.browse())
            and (not phrase.type_ids or self.type_id in phrase.type_ids)
            and (not phrase.channel_ids or self.channel_id in phrase.channel_ids)
            and (not phrase.lang_id or not lang or phrase.lang_id.code == lang)
        )

    def _is_about_complaint(self):
        """Say whether the customer complains: about a complaint, or dissatisfied."""
        self.ensure_one()
        return bool(self.complaint_id) or self.satisfaction == "dissatisfied"

    def insert_phrase(self, phrase):
        """Add a phrase, its names filled in, to the result of the callback. RPC.

        To a customer who complains the apology comes first: it is put before what
        is in the result already.

        :param phrase: ``callback.phrase`` or its id
        :raises UserError: when the callback is closed, or the phrase does not fit it
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("changed"))
        phrase = self.env["callback.phrase"].browse(getattr(phrase, "id", phrase))
        if phrase not in self.phrase_ids:
            raise UserError(
                self.env._(
                    "%(record)s: this phrase is meant for other callbacks.",
                    record=self.name,
                )
            )
        said = phrase.with_context(callback_record_id=self.id).text_said
        parts = [(self.result or "").strip(), said]
        if phrase.situation == "apology" and self._is_about_complaint():
            parts.reverse()
        self.result = "\n".join(filter(None, parts))
        return True
