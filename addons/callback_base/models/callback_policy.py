# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .period_selections import SHIFTS


class CallbackPolicy(models.Model):
    """One version of a written callback policy (BASE-01).

    Every number of the document is a field here or on its rules. A record keeps
    the policy version it was made under, so a later version never rewrites it
    (T-13).
    """

    _name = "callback.policy"
    _description = "Callback policy"
    _inherit = ["callback.data.mixin", "mail.thread"]
    _order = "code, version desc, id"
    _rec_names_search = ["code", "name"]

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(required=True, tracking=True)
    version = fields.Integer(default=1, required=True)
    issuer = fields.Char(translate=True)
    company_id = fields.Many2one(
        "res.company", help="Empty: the policy holds for every company."
    )
    date_from = fields.Date(string="Valid from", tracking=True)
    date_to = fields.Date(string="Valid to", tracking=True)
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In force"), ("superseded", "Superseded")],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working calendar",
        help="Counts the working days of this policy. "
        "Empty: the callback calendar of the company.",
    )
    attempt_min = fields.Integer(
        string="Valid attempts before unreachable",
        help="Valid attempts at different times that are needed before a customer "
        "may be called unreachable.",
    )
    attempt_ring_seconds = fields.Integer(
        string="Ringing seconds of a valid attempt",
        help="An unanswered attempt counts when it rang at least this long.",
    )
    statement_day = fields.Integer(
        string="Statement day",
        help="Day of the following month on which the monthly statement is due. "
        "0: this policy asks for none.",
    )
    statement_hour = fields.Float(
        string="Statement time", help="Local clock time on that day."
    )
    statement_shift = fields.Selection(
        SHIFTS,
        string="Statement day on a holiday",
        default="none",
        required=True,
    )
    statement_basis = fields.Selection(
        [("archive", "Time of archiving"), ("call", "Time of the callback")],
        string="Month is that of",
        default="archive",
        required=True,
        help="Which time decides the month a callback is counted in.",
    )
    clause_ids = fields.One2many("callback.policy.clause", "policy_id", copy=True)
    clause_count = fields.Integer(compute="_compute_clause_count")
    rule_ids = fields.One2many("callback.rule", "policy_id", copy=True)
    evidence_rule_ids = fields.One2many(
        "callback.evidence.rule", "policy_id", copy=True
    )

    _version_unique = models.UniqueIndex(
        "(code, version, COALESCE(company_id, 0))",
        "This version of the policy exists already.",
    )
    _dates_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A policy cannot end before it begins.",
    )
    _numbers_positive = models.Constraint(
        "CHECK (attempt_min >= 0 AND attempt_ring_seconds >= 0)",
        "Attempts and ringing seconds cannot be negative.",
    )

    @api.depends("clause_ids")
    def _compute_clause_count(self):
        for policy in self:
            policy.clause_count = len(policy.clause_ids)

    @api.depends("code", "version", "name")
    def _compute_display_name(self):
        for policy in self:
            policy.display_name = self.env._(
                "%(code)s v%(version)s %(name)s",
                # A policy that was begun by its name alone is named once.
                code="" if policy.code == policy.name else policy.code or "",
                version=policy.version,
                name=policy.name or "",
            ).strip()

    @api.constrains("statement_day", "statement_hour")
    def _check_statement_due(self):
        for policy in self:
            if not 0 <= policy.statement_day <= 28:
                raise ValidationError(
                    self.env._(
                        "%(policy)s: the statement day must be 1 to 28 "
                        "(0 for none), not %(day)s.",
                        policy=policy.code,
                        day=policy.statement_day,
                    )
                )
            if not 0 <= policy.statement_hour < 24:
                raise ValidationError(
                    self.env._(
                        "%(policy)s: the statement time must lie within the day.",
                        policy=policy.code,
                    )
                )

    @api.model
    def name_create(self, name):
        """A policy that is begun from a rule goes by its name."""
        policy = self.create({"name": name, "code": name})
        return policy.id, policy.display_name

    def _creation_message(self):
        # Data is loaded in no language, in which the model has no other name.
        return self._fallback_lang().env._("Policy created")

    def action_activate(self):
        """Put draft policies in force, from their first day of validity on. RPC.

        The version in force before ends the day before; events dated inside its
        validity are still its own (T-13).

        :raises UserError: with everything ``_get_activation_problems`` finds
        """
        self.check_access("write")
        self._check_manager()
        for policy in self.sorted("version"):
            problems = policy._get_activation_problems()
            if problems:
                raise UserError("\n".join(problems))
            policy._supersede_others()
            # sudo: the state is locked; who may set it was checked above.
            policy.sudo().write(
                {
                    "state": "in_force",
                    "approver_id": self.env.uid,
                    "date_approved": fields.Datetime.now(),
                }
            )
        return True

    @api.model
    def _check_manager(self):
        """Supervisors draft policies; what holds for everybody is up to managers.

        :raises AccessError: for users below manager
        """
        manager = self.env.user.has_group("callback_base.callback_group_manager")
        if not (manager or self.env.su):
            raise AccessError(
                self.env._("Only a manager decides about policies in force.")
            )

    def _get_calendar(self, company=None):
        """Return the calendar whose working days this policy counts."""
        self.ensure_one()
        company = company or self.company_id or self.env.company
        return (
            self.calendar_id
            or company.callback_calendar_id
            or company.resource_calendar_id
        )
