# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallbackBatchMixin(models.AbstractModel):
    """A decision that makes callbacks for many customers of one rule's step.

    A model names in ``_batch_triggers`` which rules it may use and in ``_batch_link``
    the field of ``callback.record`` that leads back to it.
    """

    _name = "callback.batch.mixin"
    _description = "Callbacks for many customers"

    _batch_triggers = ()
    _batch_link = ""

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Responsible department",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    rule_id = fields.Many2one(
        "callback.rule",
        index="btree_not_null",
        ondelete="restrict",
        help="Rule to which the callbacks belong: its policy, type and clauses.",
    )
    step_id = fields.Many2one(
        "callback.rule.step",
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        domain="[('rule_id', '=', rule_id)]",
    )
    channel_id = fields.Many2one(
        "callback.channel",
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        help="Channel of the callbacks; the rule says which others are allowed.",
    )
    type_id = fields.Many2one(
        related="rule_id.type_id", string="Callback type", store=True
    )
    policy_id = fields.Many2one(
        related="rule_id.policy_id", string="Policy", store=True, index="btree_not_null"
    )

    @api.depends("rule_id")
    def _compute_from_rule(self):
        for batch in self:
            rule = batch.rule_id
            if batch.step_id.rule_id != rule:
                batch.step_id = rule.step_ids[:1]
            if rule and batch.channel_id not in rule._get_channels():
                batch.channel_id = rule.channel_id

    @api.constrains("rule_id", "step_id", "channel_id", "company_id")
    def _check_batch_rule(self):
        """Refuse a rule that is made by other means, and foreign steps or channels."""
        for batch in self.filtered("rule_id"):
            rule = batch.rule_id
            company = rule.policy_id.company_id
            if rule.trigger not in self._batch_triggers:
                batch._refuse_batch("rule_id", rule.name)
            if company and company != batch.company_id:
                batch._refuse_batch("rule_id", rule.name)
            if batch.step_id and batch.step_id.rule_id != rule:
                batch._refuse_batch("step_id", batch.step_id.name)
            channel = batch.channel_id
            if channel and channel not in rule._get_channels() | rule.channel_id:
                batch._refuse_batch("channel_id", channel.name)

    def _refuse_batch(self, name, value):
        label = self._fields[name].get_description(self.env, ["string"])["string"]
        raise ValidationError(
            self.env._(
                "“%(record)s”, %(field)s: “%(value)s” cannot be used here.",
                record=self.display_name,
                field=label,
                value=value,
            )
        )

    def _check_batch_ready(self):
        """Refuse to go on without a step of a policy in force (T-13).

        The version before is in force until the one that follows it begins.
        """
        policies = self.env["callback.policy"]
        for batch in self:
            today = batch.step_id and batch._get_batch_today()
            current = batch.step_id and policies._get_current_domain(today)
            if not (current and batch.policy_id.filtered_domain(current)):
                raise UserError(
                    self.env._(
                        "“%(record)s” needs a rule, with a step, of a policy in force.",
                        record=batch.display_name,
                    )
                )

    def _get_batch_calendar(self):
        """Return the working calendar of the callbacks."""
        self.ensure_one()
        policy, company = self.policy_id, self.company_id
        if policy:
            return policy._get_calendar(company)
        return company.callback_calendar_id or company.resource_calendar_id

    def _get_batch_zone(self):
        """Return the ``LocalZone`` in which the dates of the batch are local."""
        # Time zones are no secret; who may see the batch may know its days.
        return self._get_batch_calendar().sudo()._workday_table().zone

    def _get_batch_today(self):
        """Return the local date of now."""
        return self._get_batch_zone().local(fields.Datetime.now()).date()

    def _create_batch(self, customers, occurrence, values, users=None):
        """Create the callbacks of these customers that are not there yet.

        One for each customer, step and occurrence, however often it is called and
        whoever made the first.

        :param customers: distinct ``res.partner`` in the order of the work
        :param occurrence: number that tells the repetitions of the step apart
        :param values: further values of all of them: event, deadline, derivation
        :param users: ``res.users`` who share the callbacks in turn
        :return: the new ``callback.record``
        """
        self.ensure_one()
        # sudo: callbacks of other departments count as well; only who has one is
        # read. Creating is closed to every role; the caller of this private method
        # has checked the approval.
        records = self.env["callback.record"].sudo()
        made = records._read_group(
            [
                ("step_id", "=", self.step_id.id),
                ("occurrence", "=", occurrence),
                ("res_id", "in", customers.ids),
            ],
            ["res_id"],
        )
        made = {res_id for (res_id,) in made}
        owed = [customer for customer in customers if customer.id not in made]
        # sudo: as above. Read here together, not one by one when a record looks at its
        # customer before it is made.
        customers.sudo().mapped("callback_class_id")
        # One query takes all numbers, the sequence's own way takes two for each.
        step = self.step_id.with_env(records.env)
        names = step._take_record_names(self.company_id, len(owed))
        vals_list = [
            {
                "name": name,
                "company_id": self.company_id.id,
                "step_id": self.step_id.id,
                "occurrence": occurrence,
                "res_model": customers._name,
                "res_id": customer.id,
                "source_name": self.display_name,
                "partner_id": customer.id,
                "department_id": self.department_id.id,
                "channel_id": self._get_batch_channel(customer).id,
                self._batch_link: self.id,
                **values,
            }
            for customer, name in zip(owed, names, strict=True)
        ]
        records = records.with_context(tracking_disable=True).create(vals_list)
        self._share_batch(records, users)
        return records

    def _get_batch_channel(self, customer):
        """Return the channel, or the first other one that the customer accepts."""
        # sudo: who calls must know what the customer refuses (BASE-15).
        refused = customer.sudo().callback_refused_channel_ids
        if self.channel_id not in refused:
            return self.channel_id
        allowed = self.rule_id._get_channels().sorted("sequence, id")
        other = allowed.filtered(lambda channel: channel not in refused)[:1]
        # Without another one the duty stays: the record chooses, and its form says so.
        return other

    def _share_batch(self, records, users):
        """Deal callbacks out in turn, none to a person kept away from it (F3-06)."""
        if not users:
            return
        barred = {user: set(records._get_obstacles(user)) for user in users}
        turns, shares = list(users), {}
        for number, record in enumerate(records):
            start = number % len(turns)
            for user in turns[start:] + turns[:start]:
                if record not in barred[user]:
                    shares[user] = shares.get(user, records.browse()) | record
                    break
        for user, share in shares.items():
            share.write({"user_id": user.id})
