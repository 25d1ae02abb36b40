# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .complaint_selections import KINDS


class CallbackComplaintProcess(models.Model):
    """How a policy version has complaints handled (BASE-26, BASE-29, X-27).

    Kind, category and severity choose the process; it says the stages with their time
    limits, who leads, how the customer is called back and when the case may close.
    """

    _name = "callback.complaint.process"
    _description = "Complaint process"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"
    _free_fields = frozenset({"sequence"})

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(KINDS, required=True, default="complaint")
    category_ids = fields.Many2many(
        "callback.complaint.category", string="Categories", help="Empty: all."
    )
    severity_ids = fields.Many2many(
        "callback.complaint.severity", string="Severities", help="Empty: all."
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )
    unit_id = fields.Many2one(
        "callback.unit",
        string="Led by",
        help="Accepts, follows and calls back. Empty: the unit that received it.",
    )
    priority = fields.Integer(
        default=50, help="The lower, the earlier it is handled (H2-05)."
    )
    stage_ids = fields.One2many(
        "callback.complaint.process.stage", "process_id", copy=True
    )
    round_ids = fields.One2many(
        "callback.complaint.process.round",
        "process_id",
        string="Channels by round",
        copy=True,
    )
    gate = fields.Selection(
        [
            ("callback", "The customer says in a callback that it is solved"),
            ("informed", "The customer has been told the result"),
        ],
        string="Closes when",
        default="callback",
        required=True,
    )
    callback_rate = fields.Float(
        string="Share called back",
        digits=(16, 4),
        default=1,
        required=True,
        help="Fraction of the cases whose customers are called back, spread evenly; "
        "the others close when the customer has been told (P1-04). 1: all.",
    )
    step_id = fields.Many2one(
        "callback.rule.step",
        string="Callback by",
        ondelete="restrict",
        copy=False,
        domain="[('policy_id', '=', policy_id), "
        "('rule_id.trigger', 'in', ['manual', 'order'])]",
        help="Step of a rule by hand of this policy: it gives the callbacks their "
        "time limit, channel and archive class.",
    )
    onsite_channel_id = fields.Many2one(
        "callback.channel",
        string="On site by",
        help="How customers are called back whose problem cannot be solved by phone "
        "(E1-27, T1-14).",
    )
    raises_level = fields.Boolean(
        string="Reopens one level higher",
        default=True,
        help="A complaint that the customer does not call solved goes to the "
        "department above.",
    )
    opens_on_dissatisfaction = fields.Boolean(
        string="Opened for dissatisfied customers",
        help="A callback that ends dissatisfied opens an issue of this process.",
    )
    reply_time_required = fields.Boolean(
        string="Reply time is told",
        help="An issue opened from a callback needs the time at which the customer "
        "was told to expect the reply (P1-11).",
    )
    is_confidential = fields.Boolean(
        string="Confidential, three steps",
        help="Only the superior and head office see it: interview, self-check, final "
        "opinion of head office, second callback by the superior (F3-47 to F3-50).",
    )
    joint_count = fields.Integer(
        string="Joint explanation from",
        help="So many complaints of one category propose one explanation for all "
        "(S3-10). 0: none.",
    )
    joint_days = fields.Integer(string="Within days", help="In so many days up to now.")

    _numbers_positive = models.Constraint(
        "CHECK (COALESCE(joint_count, 0) >= 0 AND COALESCE(joint_days, 0) >= 0"
        " AND (COALESCE(joint_count, 0) = 0 OR joint_days > 0))",
        "A joint explanation needs a number of complaints and of days.",
    )

    _rate_is_share = models.Constraint(
        "CHECK (callback_rate > 0 AND callback_rate <= 1)",
        "The share of the cases called back lies above 0 and is 1 at most.",
    )

    @api.constrains("step_id", "policy_id")
    def _check_step(self):
        for process in self.filtered("step_id"):
            rule = process.step_id.rule_id
            own = rule.policy_id == process.policy_id
            if not own or rule.trigger not in ("manual", "order"):
                raise ValidationError(
                    self.env._(
                        "Complaint process “%(process)s”: its callbacks need a step "
                        "of a rule by hand of the same policy, not “%(step)s”.",
                        process=process.name,
                        step=process.step_id.display_name,
                    )
                )

    def _get_problems(self):
        """Return, as sentences, what keeps these processes from being carried out."""
        problems = []
        for process in self:
            if process.gate == "callback" and not process.step_id:
                problems.append(
                    self.env._(
                        "Complaint process “%(process)s”: say by which step of a "
                        "rule the customer is called back.",
                        process=process.name,
                    )
                )
            if not process.clause_ids:
                problems.append(
                    self.env._(
                        "Complaint process “%(process)s”: link the clauses it "
                        "carries out.",
                        process=process.name,
                    )
                )
        return problems

    def _get_round_channels(self, number):
        """Return the channels of the callback of a round (P1-13, X-44).

        The line with the highest first round up to this one counts; without a line
        those of the rule.

        :param number: 1 for the first callback
        """
        self.ensure_one()
        lines = self.round_ids.filtered(lambda line: line.round_from <= number)
        line = lines.sorted("round_from")[-1:]
        if line:
            return line.channel_ids
        rule = self.step_id.rule_id
        return rule._get_channels() if rule else rule.channel_ids

    def _is_next_called(self, before):
        """Tell whether the customer of the next case is called back (P1-04).

        :param before: how many cases the process has had
        """
        self.ensure_one()
        rate = Decimal(str(self.callback_rate))
        return int(rate * (before + 1)) > int(rate * before) or rate == 1

    def _matches(self, complaint):
        """Tell whether category and severity of a complaint fall under the process."""
        self.ensure_one()
        category = not self.category_ids or complaint.category_id in self.category_ids
        severity = not self.severity_ids or complaint.severity_id in self.severity_ids
        return category and severity

    def _get_rank(self):
        """Return the sort key: the most special process first."""
        self.ensure_one()
        return (not self.severity_ids, not self.category_ids, self.sequence, self.id)

    def _cite(self):
        """Name the clauses of the process, or its policy, behind a refusal."""
        codes = self.clause_ids.mapped("code")
        return ", ".join(codes) or self.policy_id.code or ""
