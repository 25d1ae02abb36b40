# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, format_amount

from .callback_penalty_money import cents, exact, refuse_parts_of_cents

INFORMANT = "callback_assessment.callback_group_informant"
#: What the request says; fixed once somebody else has verified it.
FACT_FIELDS = frozenset(
    {
        "base_amount",
        "base_document",
        "case_ref",
        "company_id",
        "date",
        "facts",
        "informant_id",
        "is_own",
        "rule_id",
    }
)
#: What those who decide and pay type.
DECISION_FIELDS = frozenset({"payment_ref", "reason"})


class CallbackReward(models.Model):
    """Reward to an outside person for a report that proved true (ASMT-17).

    Asked for by who knows the reporter, verified and approved by others who know a
    number only, and paid once: a case is rewarded once, whoever reported it. What it
    is worth stands in the rules of rewards (G1-82 … G1-86).
    """

    _name = "callback.reward"
    _description = "Reward to an outside person"
    _inherit = ["mail.thread", "callback.guarded.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["name", "case_ref", "informant_number"]
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            "amount",
            "approve_user_id",
            "date_approved",
            "date_paid",
            "explanation",
            "informant_number",
            "name",
            "state",
            "user_id",
            "verify_user_id",
        }
    )

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        string="Reported on", required=True, default=fields.Date.context_today
    )
    informant_id = fields.Many2one(
        "callback.informant",
        string="Reporter",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        groups=INFORMANT,
    )
    informant_number = fields.Char(
        string="Reporter number", related="informant_id.name", store=True
    )
    rule_id = fields.Many2one(
        "callback.penalty.rule",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('target', '=', 'outside'), ('state', '=', 'active'),"
        " ('company_id', 'in', (company_id, False))]",
        tracking=True,
    )
    rule_kind = fields.Selection(related="rule_id.kind", string="Kind of amount")
    base_kind = fields.Selection(related="rule_id.base_kind")
    refuses_own = fields.Boolean(related="rule_id.refuses_own")
    case_ref = fields.Char(
        string="Number of the case",
        required=True,
        tracking=True,
        help="Of the hazard, the complaint or the order of the fine: it is rewarded "
        "once.",
    )
    facts = fields.Text(
        string="What was found", help="Without anything that tells who reported it."
    )
    is_own = fields.Boolean(string="In the reporter's own home")
    base_amount = fields.Monetary(string="Base")
    base_document = fields.Char(string="Document of the base")
    amount = fields.Monetary(readonly=True, tracking=True)
    explanation = fields.Char(string="Computed as", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Asked by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    verify_user_id = fields.Many2one(
        "res.users", string="Verified by", readonly=True, copy=False, tracking=True
    )
    approve_user_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False, tracking=True
    )
    date_approved = fields.Datetime(string="Decided on", readonly=True, copy=False)
    reason = fields.Text(string="Why rejected", copy=False)
    payment_ref = fields.Char(string="Paid with", copy=False, tracking=True)
    date_paid = fields.Datetime(string="Paid on", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("verified", "Verified"),
            ("approved", "Approved"),
            ("paid", "Paid"),
            ("rejected", "Rejected"),
        ],
        default="requested",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

    _case_unique = models.UniqueIndex(
        "(company_id, lower(trim(case_ref))) WHERE state <> 'rejected'",
        "This case was rewarded already.",
    )

    @api.depends("name", "amount")
    def _compute_display_name(self):
        for reward in self:
            amount = format_amount(self.env, reward.amount, reward.currency_id)
            reward.display_name = f"{reward.name or ''} {amount}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """A request gets its number and its amount."""
        for vals in vals_list:
            refuse_parts_of_cents(self, vals, ["base_amount"])
            company = vals.get("company_id") or self.env.company.id
            self._check_once(vals.get("case_ref"), company)
        rewards = super().create(vals_list)
        sequences = self.env["ir.sequence"].sudo()  # numbers are the system's
        for reward in rewards.sudo():
            reward.name = sequences.with_company(reward.company_id).next_by_code(
                self._name
            )
        rewards._check_request()
        rewards._set_amount()
        return rewards

    def write(self, vals):
        """What was verified stays as it was requested."""
        refuse_parts_of_cents(self, vals, ["base_amount"])
        facts = FACT_FIELDS & set(vals)
        if facts and not self.env.su:
            if not self.env.user.has_group(INFORMANT):
                raise AccessError(
                    self.env._("Who asks for the reward writes the request (G1-87).")
                )
            self._check_state("requested")
        if DECISION_FIELDS & set(vals) and not self.env.su:
            self._check_state("requested", "verified", "approved")
        if {"case_ref", "company_id"} & set(vals):
            for reward in self:
                company = vals.get("company_id") or reward.company_id.id
                case = vals.get("case_ref", reward.case_ref)
                self._check_once(case, company, self.ids)
        result = super().write(vals)
        if facts:
            self._check_request()
            self._set_amount()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_requested(self):
        self._check_state("requested")

    def _check_request(self):
        """Refuse what earns no reward, naming rule and value."""
        for reward in self.sudo():  # the rule, and cases the user may not see
            rule = reward.rule_id
            if rule.target != "outside" or rule.state != "active":
                reward._refuse(self.env._("the rule is not in force for rewards"))
            outside = (rule.date_from and reward.date < rule.date_from) or (
                rule.date_to and reward.date > rule.date_to
            )
            if outside or (rule.company_id and rule.company_id != reward.company_id):
                reward._refuse(self.env._("the rule is not for this date or company"))
            if reward.date > fields.Date.context_today(reward):
                reward._refuse(self.env._("it has not happened yet"))
            if not reward.case_ref.strip():
                reward._refuse(self.env._("name the case"))
            if rule.refuses_own and reward.is_own:
                reward._refuse(
                    self.env._("what is found in the own home earns no reward")
                )
            if rule.kind == "percent" and not (
                reward.base_amount and (reward.base_document or "").strip()
            ):
                labels = rule._fields["base_kind"]._description_selection(self.env)
                reward._refuse(
                    self.env._(
                        "type the base and its document: %(base)s",
                        base=dict(labels)[rule.base_kind],
                    )
                )

    @api.model
    def _check_once(self, case, company_id, but=()):
        """A case is rewarded once, whoever reports it again.

        :param but: ids of the requests that are being written
        :raises ValidationError: naming the case and the request that has it
        """
        self.flush_model(["case_ref", "company_id", "name", "state"])
        found = self.env.execute_query(
            SQL(
                "SELECT name FROM callback_reward WHERE company_id = %s"
                " AND lower(trim(case_ref)) = lower(trim(%s)) AND id <> ALL(%s)"
                " AND state <> 'rejected' LIMIT 1",
                company_id,
                case or "",
                list(but),
            )
        )
        if found:
            raise ValidationError(
                self.env._(
                    "Case %(case)s has %(reward)s already: it is rewarded once.",
                    case=case,
                    reward=found[0][0],
                )
            )

    def _set_amount(self):
        """Compute the amount: base × rate, the cap, half-up to the cent (T-12)."""
        for reward in self.sudo():  # derived from the rule
            rule = reward.rule_id
            if rule.kind == "percent":
                amount = exact(reward.base_amount) * exact(rule.rate) / 100
                how = f"{reward.base_amount:.2f} × {rule.rate:g} %"
            else:
                amount, how = exact(rule.amount), f"{rule.amount:.2f}"
            if rule.is_capped and amount > exact(rule.cap):
                amount, how = exact(rule.cap), f"{how} > {rule.cap:.2f}"
            reward.write({"amount": float(cents(amount)), "explanation": how})

    def _refuse(self, why):
        rule = self.rule_id
        raise ValidationError(
            self.env._(
                "%(reward)s, rule %(rule)s: %(why)s.",
                reward=self.name or "",
                rule=rule.display_name,
                why=why,
            )
        )

    def _check_state(self, *states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for reward in self:
            if reward.state not in states:
                raise UserError(
                    self.env._(
                        "%(reward)s is “%(state)s”: this step is not open.",
                        reward=reward.name,
                        state=labels[reward.state],
                    )
                )
