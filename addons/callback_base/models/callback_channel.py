# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache


class CallbackChannel(models.Model):
    """Way of reaching a customer, and the evidence a finished record must hold.

    A policy may ask for other evidence on the same channel, see
    ``callback.evidence.rule`` (BASE-10).
    """

    _name = "callback.channel"
    _description = "Callback channel"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Used by integrations, never shown.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    has_ring = fields.Boolean(
        string="Rings",
        help="An attempt on this channel has a ringing time, which decides whether "
        "an unanswered attempt counts.",
    )
    is_limited = fields.Boolean(
        string="Contact hours hold",
        compute="_compute_is_limited",
        store=True,
        readonly=False,
        precompute=True,
        help="An attempt on this channel disturbs the customer: it is made inside the "
        "contact windows and counts for the daily limits of the policy.",
    )
    evidence_kind_ids = fields.Many2many(
        "callback.evidence.kind",
        string="Required evidence",
        help="A record finished on this channel must hold one of each, "
        "unless the policy says otherwise.",
    )
    need_ids = fields.One2many(
        "callback.evidence.need", "channel_id", string="Asked of some customers"
    )
    is_collective = fields.Boolean(
        string="Closes many at once",
        help="One document, a public letter or a meeting, can answer many customers.",
    )

    _code_unique = models.UniqueIndex("(code)", "A channel code can be used once only.")

    def write(self, vals):
        """Forget which channels rules allow, see ``callback_rule_memory.py``."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @ormcache("self.id")
    def _rings(self):
        """Return ``has_ring``, kept in memory."""
        return self.sudo().has_ring  # sudo: kept for everybody; no secret

    @api.depends("has_ring")
    def _compute_is_limited(self):
        """What rings disturbs, unless somebody decides otherwise."""
        for channel in self:
            channel.is_limited = channel.has_ring

    @api.model
    def _get_by_code(self, code):
        """Return the channel with this code.

        :raises UserError: when there is none; the message lists the codes.
        """
        channel = self.search([("code", "=", code)], limit=1)
        if not channel:
            raise UserError(
                self.env._(
                    "There is no callback channel with the code “%(code)s”. "
                    "Known codes: %(codes)s.",
                    code=code,
                    codes=self.search([("active", "=", True)]).mapped("code"),
                )
            )
        return channel
