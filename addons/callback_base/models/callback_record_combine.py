# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .callback_record import OPEN_STATES

#: What the combined callback takes over from the visit that satisfied it.
TAKEN = (
    "channel_id",
    "satisfaction",
    "dissatisfaction_reason",
    "content",
    "problem",
    "result",
    "need",
)


class CallbackRecord(models.Model):
    """One visit that satisfies a periodic and a special check (U4-15).

    The visit is finished as usual; the other callback is closed by it and keeps its
    own number, deadline, plan and archive file, so that each plan counts it once.
    """

    _inherit = "callback.record"
    _guarded_fields = frozenset({"fulfilled_by_id"})

    fulfilled_by_id = fields.Many2one(
        "callback.record",
        string="Satisfied by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Callback whose visit satisfied this one too.",
    )
    also_satisfies_ids = fields.One2many(
        "callback.record", "fulfilled_by_id", string="Also satisfies", readonly=True
    )

    can_combine = fields.Boolean(
        string="Can be combined", compute="_compute_can_combine"
    )

    _combined_once = models.UniqueIndex(
        "(fulfilled_by_id, rule_id) WHERE fulfilled_by_id IS NOT NULL",
        "One visit satisfies one callback of a rule only.",
    )

    @api.depends("state", "rule_id", "fulfilled_by_id")
    def _compute_can_combine(self):
        for record in self:
            # sudo: one option of the rule.
            rule = record.sudo().rule_id
            done = record.state == "done" and not record.fulfilled_by_id
            record.can_combine = done and rule.may_combine

    @api.depends("fulfilled_by_id")
    def _compute_date_contact(self):
        """The customer was reached by the visit that satisfied the callback."""
        result = super()._compute_date_contact()
        for record in self.filtered("fulfilled_by_id"):
            record.date_contact = record.fulfilled_by_id.date_contact
        return result

    def _get_missing_evidence(self):
        """The evidence of the visit counts for what it satisfied."""
        missing = super()._get_missing_evidence()
        if not missing or not self.fulfilled_by_id:
            return missing
        # sudo: the visit may be in the queue of somebody else.
        held = self.sudo().fulfilled_by_id._get_accepted_evidence().kind_id
        return [kinds for kinds in missing if not kinds & held]

    def _get_combinable_domain(self):
        """Return which open callbacks this visit might satisfy too."""
        self.ensure_one()
        return [
            ("partner_id", "=", self.partner_id.id),
            ("state", "in", OPEN_STATES),
            ("rule_id", "!=", self.rule_id.id),
            ("rule_id.may_combine", "=", True),
            ("date_event", "<=", self.date_done),
        ]

    def action_satisfy(self, others):
        """Let the finished visit satisfy open callbacks of other rules too. RPC.

        :param others: the open ``callback.record`` of the same customer, or their ids
        :raises UserError: for a visit that is not done, for a callback that is not
            open, of another customer, document or period, or not to be combined, and
            for evidence that the visit does not hold
        """
        self.ensure_one()
        if not isinstance(others, models.BaseModel):
            others = self.browse(others)
        (self | others).check_access("write")
        self._check_state(("done",), self.env._("used for another callback"))
        others._check_state(OPEN_STATES, self.env._("satisfied by a visit"))
        others._check_callers(self.date_done)
        for other in others:
            self._check_combination(other)
        # sudo: state and clocks are guarded; what may be combined was checked above.
        visit, closed = self.sudo(), others.sudo()
        values = {name: visit[name] for name in TAKEN}
        values["channel_id"] = visit.channel_id.id
        for other in closed:
            other.write(
                {
                    **values,
                    "user_id": other.user_id.id or visit.user_id.id,
                    "date_start": other.date_start or visit.date_start,
                    "date_done": visit.date_done,
                    "state": "done",
                    "fulfilled_by_id": visit.id,
                }
            )
            other._check_evidence()
        return True

    def _check_combination(self, other):
        """Raise naming why this visit cannot satisfy another callback."""
        # sudo: rules of another policy may be out of the user's sight.
        visit, other = self.sudo(), other.sudo()
        problem = ""
        if not (visit.rule_id.may_combine and other.rule_id.may_combine):
            problem = self.env._("their rules do not say that they may be combined")
        elif visit.rule_id == other.rule_id:
            problem = self.env._("both are of the same rule")
        elif visit.fulfilled_by_id:
            problem = self.env._("it was no visit of its own")
        elif visit.partner_id != other.partner_id:
            problem = self.env._("they are of different customers")
        elif visit.res_model == other.res_model and visit.res_id != other.res_id:
            problem = self.env._("they are about different documents")
        elif visit.date_done < other.date_event:
            problem = self.env._("it was before the other was owed")
        elif visit.channel_id not in other.allowed_channel_ids:
            problem = self.env._("the other is not done on this channel")
        elif other.rule_id in visit.also_satisfies_ids.rule_id:
            problem = self.env._("it satisfies one of this rule already")
        if problem:
            raise UserError(
                self.env._(
                    "%(clause)s: %(visit)s cannot satisfy %(other)s: %(problem)s.",
                    clause=other.rule_id._cite("schedule"),
                    visit=visit.name,
                    other=other.name,
                    problem=problem,
                )
            )

    @api.model
    def _get_fields_free_after_archive(self):
        """The visit may be sealed before another callback names it."""
        return super()._get_fields_free_after_archive() | {"also_satisfies_ids"}

    def action_open_fulfilled_by(self):
        """Open the visit that satisfied this callback."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.fulfilled_by_id.id,
            "views": [(False, "form")],
        }
