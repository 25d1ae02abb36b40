# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.callback_base.sampling import sizes

from .callback_review_rule import INSPECTOR_GROUPS


class CallbackReviewQuota(models.Model):
    """Making a draw and dealing its checks out: a fixed number of statements."""

    _inherit = "callback.review.quota"

    @api.model
    def _open(self, rule, company, first, last, scopes):
        """Insert the quotas of a period; return those that are new.

        Two jobs at once: the unique index lets one of them have each quota.
        """
        if not scopes:
            return self
        due, now = rule._get_due(company, last), fields.Datetime.now()
        rows = [
            SQL(
                "(%s, %s, %s, %s::int, %s::int, %s, %s, %s, 0, 0, 0, %s, %s, %s, %s)",
                *(rule.id, rule.policy_id.id, company.id, unit, person),
                *(first, last, due, self.env.uid, self.env.uid, now, now),
            )
            for unit, person in scopes
        ]
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                "INSERT INTO callback_review_quota (rule_id, policy_id, company_id,"
                " department_id, person_id, date_from, date_to, date_due, population,"
                " demanded, uncut, create_uid, write_uid, create_date, write_date)"
                " VALUES %s ON CONFLICT DO NOTHING RETURNING id",
                SQL(", ").join(rows),
            )
        )
        self.invalidate_model()
        return self.browse(number for [number] in found)

    def _draw(self):
        """Draw by the base's sampling, make the checks and deal them out."""
        self.ensure_one()
        rule = self.rule_id
        size = rule._get_sample_size(self.company_id)
        domain = rule._get_population_domain(self)
        if rule._get_cap(self.company_id) == 0:
            # A cap of nothing draws nothing; a sample takes 0 for no cap.
            self.population = self.env["callback.record"].search_count(domain)
            self.uncut = min(
                self.population,
                max(sizes.at_least(size["rate"], self.population), size["floor"]),
            )
            return
        sample = self.env["callback.sample"].create(
            {
                **size,
                "name": self.display_name,
                "company_id": self.company_id.id,
                "policy_id": self.policy_id.id,
                "clause_ids": [fields.Command.set(rule.clause_ids.ids)],
                # sudo: the number of a model, which not every role may read.
                "model_id": self.env["ir.model"].sudo()._get_id("callback.record"),
                "domain": repr(domain),
            }
        )
        sample.action_freeze()
        sample._draw()
        # Closed at once: a draw that somebody dislikes is not made again.
        sample.state = "confirmed"
        uncut = sample.size_uncut
        if rule.size_kind == "fixed":
            uncut = min(sample.population, rule.number)
        self.write(
            {
                "sample_id": sample.id,
                "population": sample.population,
                "demanded": sample.size,
                "uncut": uncut,
            }
        )
        self._insert_reviews()
        self._deal()

    def _insert_reviews(self):
        """Make a check of each callback drawn, by one statement.

        The methods are dealt out in an order that the seed gives (G1-39).
        """
        rule, now = self.rule_id, fields.Datetime.now()
        first, method = self.demanded, SQL("%s", rule.method)
        if rule.second_method:
            share = sizes.exact(rule.second_share)
            first, _second = sizes.split(self.demanded, [1 - share, share], True)
            method = SQL(
                "CASE WHEN row_number() OVER (ORDER BY md5(%s || r.id)) <= %s"
                " THEN %s ELSE %s END",
                self.sample_id.seed,
                first,
                rule.method,
                rule.second_method,
            )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "INSERT INTO callback_review (quota_id, rule_id, policy_id,"
                " checklist_id, company_id, level, kind, state, name, record_id,"
                " department_id, person_id, method, date_drawn, date_due, is_blind,"
                " create_uid, write_uid, create_date, write_date)"
                " SELECT %(same)s, 'drawn', 'drawn', r.name, r.id, r.department_id,"
                " r.user_id, %(method)s, %(now)s, %(due)s, false, %(uid)s, %(uid)s,"
                " %(now)s, %(now)s FROM callback_sample_member m"
                " JOIN callback_record r ON r.id = m.res_id"
                " WHERE m.sample_id = %(sample)s AND m.is_picked"
                " ON CONFLICT DO NOTHING",
                same=SQL(
                    "%s, %s, %s, %s, %s, %s",
                    *(self.id, rule.id, self.policy_id.id, rule.checklist_id.id),
                    *(self.company_id.id, rule.level),
                ),
                method=method,
                now=now,
                due=self.date_due,
                uid=self.env.uid,
                sample=self.sample_id.id,
            )
        )
        self.env["callback.review"].invalidate_model()
        self.invalidate_recordset()

    # Who checks what ----------------------------------------------------------------

    def _get_inspectors(self):
        """Return who checks, in a fixed order; who lost the role is passed over."""
        return self._get_named().filtered(
            lambda user: user.active and user.has_groups(INSPECTOR_GROUPS)
        )

    def _get_named(self):
        rule = self.rule_id
        if rule.inspector_kind == "person":
            return rule.inspector_ids.sorted("id")
        unit = (
            self.department_id
            or self.person_id.employee_ids.filtered(
                lambda employee: employee.company_id == self.company_id
            )[:1].department_id
        )
        if rule.inspector_kind == "above":
            unit = unit.parent_id
        return unit.manager_id.user_id

    def _get_blocked(self, user):
        """Return the callbacks that a person may not check, as a set of ids.

        Own calls (F2-04), cases with an interest of the person (F3-06), and customers
        above the person's level.
        """
        records = self.env["callback.record"]
        hidden = records.with_user(user)._get_hidden_domain()
        domain = Domain("review_ids", "any", [("quota_id", "=", self.id)]) & (
            Domain("user_id", "=", user.id)
            | Domain("attempt_ids.user_id", "=", user.id)
            | Domain("concerned_user_ids", "in", user.ids)
            | hidden
        )
        # Archived callbacks are checked as well; who finds none is not concerned.
        return set(records.with_context(active_test=False).search(domain)._ids)

    def _deal(self):
        """Give the checks to the inspectors evenly, each to one who may do it.

        What nobody of them may check stays open: a reviewer of the unit takes it.
        """
        inspectors = self._get_inspectors()
        if not inspectors:
            return
        blocked = {user.id: self._get_blocked(user) for user in inspectors}
        rows = self.env.execute_query(
            SQL(
                "SELECT id, record_id FROM callback_review WHERE quota_id = %s"
                " AND kind = 'drawn' ORDER BY md5(%s || record_id)",
                self.id,
                self.sample_id.seed,
            )
        )
        load, dealt = dict.fromkeys(inspectors.ids, 0), {}
        allowed = {
            number: [user for user in load if record_id not in blocked[user]]
            for number, record_id in rows
        }
        # What few may check comes first: the others then make up for it.
        for number, users in sorted(allowed.items(), key=lambda item: len(item[1])):
            if users:
                user = min(users, key=load.get)
                load[user] += 1
                dealt[number] = user
        self.env.cr.execute(
            SQL(
                "UPDATE callback_review r SET user_id = d.user_id"
                " FROM unnest(%s::int[], %s::int[]) AS d (id, user_id)"
                " WHERE r.id = d.id",
                list(dealt),
                list(dealt.values()),
            )
        )
        if self.rule_id.double_rate:
            self._insert_seconds(rows, dealt, blocked)
        self.env["callback.review"].invalidate_model()

    def _insert_seconds(self, rows, dealt, blocked):
        """Let a share be checked a second time by another person, blind.

        :param rows: (id, callback id) of the checks
        :param dealt: {id: inspector}
        :param blocked: {inspector: callback ids}
        """
        wanted = sizes.at_least(self.rule_id.double_rate, len(rows))
        load, pairs = dict.fromkeys(blocked, 0), []
        for number, record_id in rows:
            free = [
                u
                for u in load
                if number in dealt
                and u != dealt[number]
                and record_id not in blocked[u]
            ]
            if free and len(pairs) < wanted:
                user = min(free, key=load.get)
                load[user] += 1
                pairs.append((number, user))
        self.env.cr.execute(
            SQL(
                "WITH made AS (INSERT INTO callback_review (quota_id, rule_id,"
                " policy_id, checklist_id, company_id, level, kind, state, name,"
                " record_id, department_id, person_id, method, date_drawn, date_due,"
                " is_blind, user_id, pair_id, pair_user_id, create_uid, write_uid,"
                " create_date, write_date)"
                " SELECT r.quota_id, r.rule_id, r.policy_id, r.checklist_id,"
                " r.company_id, r.level, 'second', 'drawn', r.name, r.record_id,"
                " r.department_id, r.person_id, r.method, r.date_drawn, r.date_due,"
                " true, d.user_id, r.id, r.user_id, r.create_uid, r.write_uid,"
                " r.create_date, r.write_date FROM callback_review r"
                " JOIN unnest(%s::int[], %s::int[]) AS d (id, user_id) ON d.id = r.id"
                " ON CONFLICT DO NOTHING RETURNING id, pair_id, user_id)"
                " UPDATE callback_review r SET is_blind = true, pair_id = made.id,"
                " pair_user_id = made.user_id FROM made WHERE r.id = made.pair_id",
                [number for number, _user in pairs],
                [user for _number, user in pairs],
            )
        )
