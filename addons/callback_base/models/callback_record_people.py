# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..workday.zone import LocalZone
from .callback_record import OPEN_STATES

#: How many callbacks of a queue are looked at together.
QUEUE_BATCH = 20
#: And of its beginning, where the first one is mostly taken.
QUEUE_FIRST = 3
#: Ends a statement that adds persons concerned: one row when one of them had no
#: callback before, because a statement does not see what it adds itself.
NEWLY_CONCERNED = """SELECT 1 FROM added WHERE NOT EXISTS (
    SELECT 1 FROM callback_record_concerned_rel AS other
    WHERE other.user_id = added.user_id) LIMIT 1"""


class CallbackRecord(models.Model):
    """Who may call whom: conflicts of interest and permissions (BASE-18, BASE-50)."""

    _inherit = "callback.record"
    _guarded_fields = frozenset({"concerned_user_ids"})

    concerned_user_ids = fields.Many2many(
        "res.users",
        "callback_record_concerned_rel",
        "record_id",
        "user_id",
        string="Concerned persons",
        readonly=True,
        copy=False,
        help="Persons of the document who neither do, review nor see this callback.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Note the persons concerned, and give no callback to one of them."""
        records = super().create(vals_list)
        records._set_concerned_users()
        if any(vals.get("concerned_user_ids") for vals in vals_list):
            self.env.registry.clear_cache()  # see res.users._is_callback_concerned
        for user, assigned in records.filtered("user_id").grouped("user_id").items():
            assigned._check_caller(user)
        return records

    def write(self, vals):
        """A callback is handed to a person who may call only.

        :raises UserError: naming why the person may not call
        """
        if vals.get("user_id"):
            self.check_access("write")
            changed = self.filtered(lambda r: r.user_id.id != vals["user_id"])
            user = self.env["res.users"].browse(vals["user_id"])
            # Who starts a callback is checked for that moment, not the planned one.
            moment = self.env.su and self.env.context.get("callback_call_moment")
            changed._check_caller(user, moment or None)
        result = super().write(vals)
        if "concerned_user_ids" in vals:
            self.env.registry.clear_cache()  # see res.users._is_callback_concerned
        return result

    def _browse_queue(self, condition):
        """Yield the callbacks of the queue by urgency: few, as the first mostly fits.

        :param condition: domain that they fulfil besides
        """
        offset, size = 0, QUEUE_FIRST
        # Read at once, not by a second query.
        names = self._get_work_fields()
        parts = [(user, part & condition) for user, part in self._get_queue_parts()]
        while batch := self._search_parts(parts, names, offset, size):
            yield batch
            offset, size = offset + size, QUEUE_BATCH

    def _check_callers(self, moment):
        """Raise unless the assigned person, or else the user, may call."""
        for user, records in self.grouped("user_id").items():
            records._check_caller(user or self.env.user, moment)

    def _check_contact(self, channel, user, moment):
        """Raise unless a person may reach the customer on a channel at a moment."""
        self._check_channel_accepted(channel)
        self._check_caller(user, moment)

    def _check_caller(self, user, moment=None, reviewing=False):
        """Raise naming why a person may not do, or review, one of these callbacks.

        :param moment: naive UTC time of the call; default: the planned time when it
            is still to come, else now
        :raises UserError: naming conflict, or missing permission and its first day
        """
        obstacles = self._get_obstacles(user, moment, reviewing)
        if obstacles:
            raise UserError(next(iter(obstacles.values())))

    def _check_interest(self, user):
        """Raise when a person with an interest in a case takes part in it (F3-06)."""
        conflicts = self._get_conflicts(user, fields.Datetime.now())
        if conflicts:
            raise UserError(next(iter(conflicts.values())))

    def _get_obstacles(self, user, moment=None, reviewing=False):
        """Return why a person may not do callbacks: {record: text}, of those only.

        A reviewer needs the permission, but not the training of a caller.

        The number of queries does not grow with the callbacks.
        """
        obstacles = self._get_conflicts(user, moment)
        permission = self.env["callback.permission"]
        # sudo: a policy tells every caller what it needs.
        free = self.sudo().filtered(lambda record: record not in obstacles)
        needs = {
            policy: permission._get_needed_kinds(policy, reviewing)
            for policy in free.policy_id
        }
        free = free.filtered(lambda record: needs[record.policy_id])
        granted = permission._get_granted(user) if free else permission
        for record in free:
            policy = record.policy_id
            own = granted.filtered(
                lambda p, record=record: p._covers(
                    record.policy_id, record.type_id, record.company_id
                )
            )
            day = record._get_call_day(moment)
            lack = own._get_lack(user, policy, day, needs[policy])
            if lack:
                obstacles[record] = lack
        return obstacles

    def _get_conflicts(self, user, moment=None):
        """Return the conflicts of interest of a person: {record: text}."""
        # sudo: a person need not see a document, or somebody's declaration, to be
        # kept away by it.
        records = self.sudo()
        concerned = records._get_concerned_users()
        declared = self.env["callback.conflict"]._get_for_caller(user, records)
        conflicts = {}
        for record in records:
            reason = record._get_conflict_reason(user, concerned[record])
            if not reason and declared:
                day = record._get_call_day(moment)
                matching = declared.filtered(
                    lambda conflict, record=record, day=day: conflict._matches(
                        record, day
                    )
                )
                reason = matching[:1].reason
            if reason:
                conflicts[record] = self.env._(
                    "%(rule)s: %(person)s is kept away from %(record)s "
                    "(%(customer)s): %(reason)s. Choose somebody else.",
                    rule=record.policy_id._cite("role"),
                    person=user.name,
                    record=record.name,
                    customer=record.partner_id.name,
                    reason=reason,
                )
        return conflicts

    def _get_conflict_reason(self, user, concerned):
        """Say what the document or the policy has against a person, or nothing."""
        exclude_salesperson, flagged_ids = self.policy_id._get_interest_setup()
        known = exclude_salesperson and self.partner_id._has_callback_customers(user)
        if known and user in self._get_salespeople():
            return self.env._("the customer is this person's own")
        if user in concerned:
            return self.env._(
                "%(document)s concerns this person", document=self.source_name or ""
            )
        units = self.env["callback.conflict"]._get_units_above(user)
        flagged = [number for number in flagged_ids if number in units]
        if flagged:
            unit = self.env["hr.department"].browse(flagged[0])
            return self.env._("the policy excludes the unit %(unit)s", unit=unit.name)
        return ""

    def _get_salespeople(self):
        """Return who looks after the customer, or after the customer's company."""
        partner = self.partner_id
        return partner.user_id | partner.commercial_partner_id.user_id

    def _get_concerned_users(self):
        """Return the persons concerned by the documents: {record: users}.

        Those the document names now, and those it named when the callback was made.
        """
        # Without a document nobody is concerned: nothing is read.
        nobody = self.env["res.users"]
        concerned = {
            record: record.concerned_user_ids if record._has_concerned() else nobody
            for record in self
        }
        for record, users in self._get_named_users().items():
            concerned[record] |= users
        return concerned

    def _has_concerned(self):
        """Tell whether the rule or the complaint may name persons concerned."""
        rule = self.rule_id
        named = rule and rule._get_concerned_setup()[1]
        return bool(self.complaint_id or (self.res_id and named))

    def _get_named_users(self):
        """Return the persons the documents name now, one query for each rule."""
        # sudo: see _get_conflicts.
        named = self.sudo().filtered(
            lambda record: (
                record.res_id
                and record.rule_id._get_concerned_setup()[1]
                and record.res_model == record.rule_id._get_concerned_setup()[0]
                and record.res_model in self.env
            )
        )
        users = {}
        for rule, records in named.grouped("rule_id").items():
            sources = self.env[rule.model_name].browse(records.mapped("res_id"))
            people = rule._get_document_users(sources)
            for record in records:
                users[record] = people.get(record.res_id, self.env["res.users"])
        return users

    def _set_concerned_users(self):
        """Store the persons the documents name, in one statement."""
        pairs = [
            (record.id, user.id)
            for record, users in self._get_named_users().items()
            for user in users
        ]
        if not pairs:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "WITH added AS ("
                "INSERT INTO callback_record_concerned_rel (record_id, user_id)"
                " SELECT * FROM unnest(%s::int4[], %s::int4[])"
                " ON CONFLICT DO NOTHING RETURNING user_id) " + NEWLY_CONCERNED,
                *map(list, zip(*pairs, strict=True)),
            )
        )
        self._after_concerned()

    def _after_concerned(self):
        """Look again when somebody is concerned for the first time.

        To be called right after a statement that ends with ``NEWLY_CONCERNED``.
        """
        self.invalidate_recordset(["concerned_user_ids"])
        if self.env.cr.fetchone():
            self.env.registry.clear_cache()

    def _follow_documents(self, sources):
        """A corrected document may name another person: this one hands over."""
        result = super()._follow_documents(sources)
        self._set_concerned_users()
        for record in self.filtered(lambda r: r.state in OPEN_STATES):
            if record.user_id in record.concerned_user_ids:
                record.user_id = False
        return result

    def _get_call_day(self, moment=None):
        """Return the local day of a call: of ``moment``, the planned time, or now."""
        now = fields.Datetime.now()
        planned = self.date_planned
        moment = moment or (planned if planned and planned > now else now)
        # sudo: the time zone of a calendar only.
        calendar = self.policy_id._get_calendar(self.company_id).sudo()
        return LocalZone(calendar.tz or "UTC").local(moment).date()
