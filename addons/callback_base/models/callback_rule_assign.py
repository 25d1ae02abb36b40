# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from heapq import heapify, heapreplace

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..bands import gaps
from .callback_record import OPEN_STATES


class CallbackRule(models.Model):
    """Which unit calls, and who in it (BASE-43, U1-12, U1-13)."""

    _inherit = "callback.rule"

    routing = fields.Selection(
        [
            ("acceptor", "Who accepts is responsible"),
            ("unit", "One unit"),
            ("table", "By the routing table"),
        ],
        default="acceptor",
        required=True,
        help="Who accepts: the department on the document. One unit: always the same. "
        "By the routing table: the first line of the policy's table that fits.",
    )
    unit_id = fields.Many2one("callback.unit", ondelete="restrict")
    unit_department_id = fields.Many2one(
        related="unit_id.department_id",
        readonly=False,
        string="Department of the unit",
    )
    route_gap = fields.Text(
        string="Without a unit",
        compute="_compute_route_gap",
        help="Bands and units of the routing table that nobody is responsible for.",
    )
    assign_method = fields.Selection(
        [
            ("queue", "Open queue of the unit"),
            ("round_robin", "In turn"),
            ("load", "Who has least open"),
            ("user", "User on the document"),
        ],
        string="Callers",
        default="queue",
        required=True,
    )
    user_field = fields.Char(
        string="User field", help="User on the document who calls back."
    )

    @api.constrains("assign_method", "user_field", "model_id")
    def _check_user_field(self):
        for rule in self:
            if rule.assign_method == "user" and rule.model_name in self.env:
                rule._check_source_field("user_field", ("many2one",), "res.users")

    @api.constrains("routing", "unit_id")
    def _check_unit(self):
        for rule in self:
            if rule.routing == "unit" and not rule.unit_id:
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: say which unit is responsible.",
                        rule=rule.name,
                    )
                )

    def _needs_department(self):
        return super()._needs_department() and self.routing == "acceptor"

    # Routing ----------------------------------------------------------------------

    def _get_routes(self):
        """Return the lines of the routing table that are about this rule."""
        self.ensure_one()
        if self.routing != "table":
            return self.env["callback.route"]
        return self.policy_id.route_ids.filtered(lambda route: route._fits(self))

    def _get_targets(self):
        """Return who is responsible: pairs of a condition and a unit.

        The first condition that a document meets decides; an empty unit stands for
        the department on the document.
        """
        self.ensure_one()
        if self.routing == "unit":
            return [(Domain.TRUE, self.unit_id)]
        return [
            (
                route._get_domain(self) & self._get_stage(route),
                route.unit_id if route.target == "unit" else self.env["callback.unit"],
            )
            for route in self._get_routes()
        ]

    @api.depends("routing", "unit_id", "model_id", "domain")
    def _compute_route_gap(self):
        for rule in self:
            texts = rule._describe_bare_units()
            if rule.routing == "table" and rule.model_name in self.env:
                texts = rule._describe_band_gaps() + texts
            rule.route_gap = "\n".join(texts)

    def _describe_bare_units(self):
        if self.routing == "acceptor":
            return []
        units = self._get_routes().unit_id
        if self.routing == "unit":
            units = self.unit_id
        return [
            self.env._("“%(unit)s” has no department here.", unit=unit.name)
            for unit in units
            if not unit.department_id
        ]

    def _describe_band_gaps(self):
        """Return a line for each part of a band that no unit is responsible for."""
        texts = []
        banded = self._get_routes().filtered("band_field")
        for name, routes in banded.grouped("band_field").items():
            field = self.env[self.model_name]._fields.get(name)
            label = field.get_description(self.env, ["string"])["string"]
            texts += [
                self.env._(
                    "%(field)s: the band %(band)s has no unit.", field=label, band=band
                )
                for band in self._get_band_gaps(name, routes)
            ]
        return texts

    def _get_band_gaps(self, name, routes):
        """Return the bands the rule's condition reaches and no line covers."""
        return gaps(
            self._get_source_domain(),
            name,
            [(route.band_from, route.band_to or None) for route in routes],
        )

    # Callers ----------------------------------------------------------------------

    def _get_rings(self, counts, staff, company):
        """Return who calls, by department.

        :param counts: dict department id → number of callbacks to deal out
        :param staff: ``res.users`` of the plan; empty: everybody of the unit
        :returns: dict department id → (list of user ids, how far it is turned). The
            n-th callback goes to the n-th user, from the beginning again after the
            last one.
        """
        self.ensure_one()
        if self.assign_method not in ("round_robin", "load") or not counts:
            return {}
        callers = self._get_callers(list(counts), staff, company)
        if self.assign_method == "load":
            loads = self._get_loads({user for ids in callers.values() for user in ids})
            return {
                department: (_deal(users, loads, counts[department]), 0)
                for department, users in callers.items()
                if users
            }
        served = {department: counts[department] for department in callers}
        # sudo: whose turn it is, is closed to every role.
        turned = self.env["callback.rotation"].sudo()._take(self, served)
        return {
            department: (users, turned[department])
            for department, users in callers.items()
            if users
        }

    def _get_callers(self, departments, staff, company):
        """Return dict department id → ids of its callers, in a fixed order."""
        group = self.env.ref("callback_base.callback_group_caller")
        # sudo: who works where is read for the assignment only.
        employees = self.env["hr.employee"].sudo()
        found = employees.search(
            [
                ("department_id", "in", departments),
                ("user_id.active", "=", True),
                ("user_id.all_group_ids", "in", group.ids),
                ("company_id", "=", company.id),
            ],
            order="id",
        )
        users = self._filter_callers(found.user_id if not staff else staff)
        callers = {}
        for department in departments:
            own = found.filtered(lambda e, d=department: e.department_id.id == d)
            chosen = own.user_id & users
            # A plan may name staff of another unit: then they call for all units.
            callers[department] = (chosen or (staff and users) or chosen).ids
        return callers

    def _filter_callers(self, users):
        """Return the users who may call for this rule today."""
        self.ensure_one()
        return users

    def _get_loads(self, users):
        groups = self.env["callback.record"]._read_group(
            [("user_id", "in", list(users)), ("state", "in", OPEN_STATES)],
            ["user_id"],
            ["__count"],
        )
        return {user.id: count for user, count in groups}

    def _get_user_sql(self, ring):
        """Return SQL for the user of a row: the ring's turn, without the concerned.

        :param ring: SQL name of the row of the ring (``users``, ``turned``)
        """
        if self.assign_method == "queue":
            return SQL("NULL::int4")
        if self.assign_method == "user":
            return SQL(
                "CASE WHEN o.user_id = ANY(o.concerned) THEN NULL ELSE o.user_id END"
            )
        turn = SQL("(%s.turned + o.place - 1) %% cardinality(%s.users)", ring, ring)
        return SQL(
            """CASE WHEN %(ring)s.users IS NULL THEN NULL
                WHEN o.concerned IS NULL
                    OR NOT %(ring)s.users[1 + %(turn)s] = ANY(o.concerned)
                THEN %(ring)s.users[1 + %(turn)s]
                ELSE (
                    SELECT t.caller FROM unnest(%(ring)s.users) WITH ORDINALITY
                        AS t (caller, number)
                    WHERE NOT t.caller = ANY(o.concerned)
                    ORDER BY (t.number - 1 - %(turn)s + cardinality(%(ring)s.users))
                        %% cardinality(%(ring)s.users)
                    LIMIT 1)
                END""",
            ring=ring,
            turn=turn,
        )


def _deal(users, loads, count):
    """Return the users of ``count`` callbacks, each to who has least by then."""
    heap = [(loads.get(user, 0), place, user) for place, user in enumerate(users)]
    heapify(heap)
    dealt = []
    for _number in range(count):
        load, place, user = heap[0]
        dealt.append(user)
        heapreplace(heap, (load + 1, place, user))
    return dealt
