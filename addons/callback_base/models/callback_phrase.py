# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..placeholders import find_unknown
from .callback_script_step import PLACEHOLDERS

#: In the order of a conversation; the apology moves up where there is a complaint.
SITUATIONS = [
    ("greeting", "Greeting"),
    ("apology", "Apology"),
    ("our_fault", "Our fault: promise of action"),
    ("not_our_fault", "Not our fault: polite refusal"),
    ("explanation", "Explanation"),
    ("angry", "Angry customer"),
    ("waiting", "Please wait"),
    ("no_time", "No time now"),
    ("suggestion", "Suggestion or praise"),
    ("closing", "Closing words"),
    ("other", "Other"),
]
FIRST = ("greeting", "apology")


class CallbackPhrase(models.Model):
    """Standard words for a situation, of one policy or of the whole company (R2-08).

    The caller sees those that fit the callback and puts one into its result by a
    click. Those of a policy are a part of its version; those without one are kept by
    the manager at any time.
    """

    _name = "callback.phrase"
    _description = "Standard phrase"
    _inherit = ["callback.policy.part.mixin"]
    _order = "sequence, id"
    _rec_name = "text"
    _free_fields = frozenset({"active"})

    policy_id = fields.Many2one(
        "callback.policy",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: whatever the policy.",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        help="Empty: every company.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    situation = fields.Selection(SITUATIONS, required=True, default="other")
    text = fields.Text(
        required=True,
        translate=True,
        help="In braces: caller, staff_number, customer, company, date (of the event), "
        "document, number (of the callback).",
    )
    text_said = fields.Text(string="Phrase", compute="_compute_text_said")
    type_ids = fields.Many2many(
        "callback.type", string="Callback types", help="Empty: on every type."
    )
    channel_ids = fields.Many2many(
        "callback.channel", string="Channels", help="Empty: on every channel."
    )
    lang_id = fields.Many2one(
        "res.lang", string="Language", help="Empty: whatever the customer speaks."
    )

    @api.depends("policy_id.company_id")
    def _compute_company_id(self):
        for phrase in self.filtered("policy_id"):
            phrase.company_id = phrase.policy_id.company_id

    @api.depends("text")
    @api.depends_context("callback_record_id", "lang")
    def _compute_text_said(self):
        """The text with the names of the callback at hand, if there is one."""
        record = self._get_record_at_hand()
        # Names are put in for whoever may read the callback.
        values = {}
        if record and record.has_access("read"):
            values = record._get_script_values()
        merge = self.env["callback.script.step"]._merge
        for phrase in self:
            phrase.text_said = merge(phrase.text, values) if values else phrase.text

    @api.constrains("text")
    def _check_text(self):
        for phrase in self:
            unknown = find_unknown(phrase.text, PLACEHOLDERS)
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Phrase “%(text)s”: nothing is known as %(unknown)s. Known "
                        "are %(known)s.",
                        text=phrase.text,
                        unknown=unknown,
                        known=list(PLACEHOLDERS),
                    )
                )

    def action_insert(self):
        """Put the phrase into the callback that the context names. RPC.

        :raises UserError: without ``callback_record_id`` in the context; see
            ``callback.record.insert_phrase``
        """
        self.ensure_one()
        record = self._get_record_at_hand()
        if not record:
            raise UserError(self.env._("Open a callback to put this phrase into it."))
        return record.insert_phrase(self)

    def _get_record_at_hand(self):
        number = self.env.context.get("callback_record_id")
        records = self.env["callback.record"]
        return records.browse(number if isinstance(number, int) else ()).exists()

    def _sort_for(self, is_complaint):
        """Return them in the order in which they are said (R2-08).

        To a customer who complains the apology comes before everything else but the
        greeting; otherwise the given order stays.
        """
        if not is_complaint:
            return self
        last = len(FIRST)
        return self.sorted(
            lambda phrase: (
                FIRST.index(phrase.situation) if phrase.situation in FIRST else last
            )
        )
