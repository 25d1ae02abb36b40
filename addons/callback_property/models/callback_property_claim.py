# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from .callback_property_ownership_rule import CLAIM_CASES
from .callback_property_visit import PROJECT_MANAGER


class CallbackPropertyClaim(models.Model):
    """Whose customer is it: two lines of the register, and what the policy says.

    The decision keeps its derivation in words. In doubt the sales manager decides
    otherwise, with a reason (S5-27).
    """

    _name = "callback.property.claim"
    _description = "Ownership of a customer"
    _inherit = ["mail.thread", "callback.guarded.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {"state", "owner_id", "basis", "proof", "is_kept", "judge_id", "judgement"}
    )

    policy_id = fields.Many2one(
        "callback.policy",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["callback.policy"]._get_default_ownership(),
        domain="[('state', '=', 'in_force'), ('property_ownership_ids', '!=', False)]",
    )
    case = fields.Selection(CLAIM_CASES, required=True, tracking=True)
    visit_id = fields.Many2one(
        "callback.property.visit",
        string="This visit",
        required=True,
        index=True,
        ondelete="restrict",
        help="The later line, whose owner is disputed.",
    )
    original_id = fields.Many2one(
        "callback.property.visit",
        string="Earlier line",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="visit_id.company_id", store=True, index=True)
    department_id = fields.Many2one(
        related="visit_id.department_id", store=True, index=True
    )
    relation_id = fields.Many2one(
        "callback.property.relation", ondelete="restrict", tracking=True
    )
    date = fields.Date(
        string="Found on",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="The day on which the conflict was found.",
    )
    proof = fields.Selection(
        [
            ("name", "Full name"),
            ("phone", "Phone"),
            ("car", "Car, plate and surname"),
            ("none", "None"),
        ],
        string="Proved by",
        readonly=True,
        copy=False,
        help="One of three (S5-05).",
    )
    owner_id = fields.Many2one(
        "res.users", string="Belongs to", readonly=True, copy=False, tracking=True
    )
    is_kept = fields.Boolean(
        string="Stays with the earlier agent", readonly=True, copy=False
    )
    basis = fields.Text(string="Why", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Open"), ("decided", "Decided"), ("judged", "Decided by manager")],
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    judge_id = fields.Many2one(
        "res.users", string="Sales manager", readonly=True, copy=False
    )
    judgement = fields.Text(string="Reason of the manager", readonly=True, copy=False)

    @api.depends("visit_id.name", "case")
    def _compute_display_name(self):
        labels = dict(self._fields["case"]._description_selection(self.env))
        for claim in self:
            text = labels.get(claim.case) or ""
            claim.display_name = f"{claim.visit_id.name or ''} · {text}"

    @api.constrains("visit_id", "original_id")
    def _check_lines(self):
        for claim in self:
            if claim.visit_id == claim.original_id:
                raise ValidationError(
                    self.env._("Choose two different lines of the register.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        if any(claim.state != "draft" for claim in self):
            raise UserError(self.env._("A decision stays on file (S5-28)."))

    def action_decide(self):
        """Decide as the policy says, and give the customer to the owner. RPC.

        :raises UserError: for a decided claim, and what the policy does not lay down
        """
        self._check_keeper()
        for claim in self:
            if claim.state != "draft":
                raise UserError(
                    self.env._(
                        "%(claim)s is decided already.", claim=claim.display_name
                    )
                )
            rule = claim.policy_id._get_ownership_rule(claim.case)
            kept, reasons, proof = getattr(claim, f"_decide_{claim.case}")(rule)
            winner = claim.original_id if kept else claim.visit_id
            owner = claim._get_owner_of(winner, kept)
            claim._settle(
                owner,
                is_kept=kept,
                proof=proof,
                state="decided",
                basis=f"{rule._cite()}: {' '.join(reasons)}",
            )
        return True

    def judge(self, user, reason):
        """The sales manager decides a doubtful case (S5-27). RPC.

        :param user: to whom the customer belongs, ``res.users`` or its id
        :param reason: kept on the claim
        """
        if not self.env.user.has_group("callback_property.group_sales_manager"):
            raise AccessError(
                self.env._("Only the sales manager decides doubtful cases (S5-27).")
            )
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason."))
        user = self.env["res.users"].browse(user) if isinstance(user, int) else user
        for claim in self:
            claim._settle(
                user, state="judged", judge_id=self.env.uid, judgement=reason.strip()
            )
        return True

    def _check_keeper(self):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group(PROJECT_MANAGER)):
            raise AccessError(
                self.env._("Only the project manager decides about claims.")
            )

    def _settle(self, owner, **values):
        # sudo: decision and owner are guarded; who decides was checked before.
        claim = self.sudo()
        claim.write({**values, "owner_id": owner.id})
        claim.visit_id.owner_id = owner

    def _get_owner_of(self, line, kept):
        """Return whose the line is: who received it, unless it was given on."""
        return (line.owner_id or line.user_id) if kept else line.user_id

    # Cases ------------------------------------------------------------------------

    def _decide_registration(self, rule):
        """The earlier one wins: registration or reception, as X-25 says (S1-06)."""
        # sudo: a policy tells everybody what it decides.
        by = self.policy_id.sudo()._get_setting("X-25")
        proof = self._prove()
        if not proof:
            return False, [self._say_no_proof()], "none"
        if not self.original_id._is_counted(self.policy_id):
            text = self.env._("A phone enquiry does not count as a registration.")
            return False, [text], proof
        name = "date_registered" if by == "registration" else "date"
        mine, yours = self.original_id[name], self.visit_id[name]
        text = self.env._(
            "The earlier one counts: %(first)s against %(second)s.",
            first=str(mine),
            second=str(yours),
        )
        return mine <= yours, [text], proof

    def _decide_introduced(self, rule):
        """Found within the days after the registration, and proved (S5-14)."""
        proof = self._prove()
        begin = self.visit_id._get_registration_day()
        within, text = self._measure(rule, begin, self.date)
        if not proof:
            return False, [text, self._say_no_proof()], "none"
        return within, [text], proof

    def _decide_family(self, rule):
        """First reception of the family, within the days after it (S5-21)."""
        if not self.relation_id.is_family:
            text = self.env._(
                "“%(relation)s” is no relation of one family (S5-08): in turn.",
                relation=self.relation_id.name or "–",
            )
            return False, [text], False
        begin = max(filter(None, (self._get_original_day(), self._get_deal_day())))
        within, text = self._measure(rule, begin, self.visit_id.date)
        return within, [text], False

    def _decide_unaware(self, rule):
        """This visit against the original registration (S5-22)."""
        proof = self._prove()
        begin = self._get_original_day()
        within, text = self._measure(rule, begin, self.visit_id.date)
        if not proof:
            return False, [text, self._say_no_proof()], "none"
        return within, [text], proof

    def _decide_phone(self, rule):
        """The reception prevails unless the agent was asked for (S5-16, S5-17)."""
        agent = self.original_id.user_id
        asked = self.visit_id.asked_user_id == agent
        if asked:
            text = self.env._("The customer asked for %(agent)s.", agent=agent.name)
        else:
            text = self.env._(
                "The customer did not ask for %(agent)s: the reception prevails.",
                agent=agent.name,
            )
        return asked, [text], False

    def _prove(self):
        return self.visit_id._get_proof(self.original_id)

    def _say_no_proof(self):
        return self.env._(
            "None of the three proofs: full name, phone, car with plate and surname "
            "(S5-05)."
        )

    def _get_original_day(self):
        """Return the first day on which the earlier agent received (S5-21)."""
        line = self.original_id
        # sudo: only the day counts, whoever entered the line.
        first = line.sudo().parent_id or line
        return min(first.date, first._get_registration_day(), line.date)

    def _get_deal_day(self):
        """Return when the earlier customer bought, False before."""
        # sudo: only the day counts.
        deals = self.env["callback.property.deal"].sudo()
        found = deals.search(
            [
                ("visit_id", "in", self.original_id.ids),
                ("date_deal", "!=", False),
                ("date_deal", "<=", self.visit_id.date),
            ]
        )
        return max(found.mapped("date_deal"), default=False)

    def _measure(self, rule, begin, end):
        """Return whether the days are within the rule's, and the sentence (T-16)."""
        days = (end - begin).days
        within = 0 <= days <= rule.days
        values = {
            "begin": format_date(self.env, begin),
            "end": format_date(self.env, end),
            "days": days,
            "limit": rule.days,
        }
        if within:
            text = self.env._(
                "%(end)s is %(days)s days after %(begin)s, within %(limit)s days.",
                **values,
            )
        else:
            text = self.env._(
                "%(end)s is %(days)s days after %(begin)s, not within %(limit)s days.",
                **values,
            )
        return within, text
