# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError


class CallbackRoster(models.Model):
    """A rotation: who takes the next new customer of a unit (S2-01, S2-02, S5-01).

    The order goes round. Who is absent or busy is passed over for the customer who is
    waiting; whether the turn is made up is laid down for each rotation (X-11). What is
    made up comes before the order goes on.
    """

    _name = "callback.roster"
    _description = "Rotation of persons"
    _inherit = ["mail.thread", "callback.guarded.mixin"]
    _order = "name, id"
    _check_company_auto = True
    _guarded_fields = frozenset({"log_ids", "turn_id"})

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self.env.user.callback_unit_ids[:1],
    )
    policy_id = fields.Many2one(
        "callback.policy",
        index="btree_not_null",
        ondelete="restrict",
        help="Decides about skipped persons (X-11) where the rotation does not.",
    )
    skip_policy = fields.Selection(
        [
            ("none", "Not made up"),
            ("later", "Made up later"),
            ("reasons", "Made up by reason"),
        ],
        string="Who is passed over",
        tracking=True,
        help="Not made up: waits for the normal turn. Made up later: takes the next "
        "new customer. By reason: as the reason says. Empty: as the policy decides.",
    )
    member_ids = fields.One2many(
        "callback.roster.member", "roster_id", string="Persons", copy=False
    )
    turn_id = fields.Many2one(
        "callback.roster.member",
        string="Turn of",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="Whose normal turn it is.",
    )
    next_user_id = fields.Many2one(
        "res.users", string="Takes the next customer", compute="_compute_next_user_id"
    )
    log_ids = fields.One2many(
        "callback.roster.log", "roster_id", readonly=True, copy=False
    )

    @api.constrains("skip_policy", "policy_id")
    def _check_skip_policy(self):
        for roster in self:
            if not roster.skip_policy and not roster.policy_id:
                raise ValidationError(
                    self.env._(
                        "Rotation “%(rotation)s”: say what happens to who is passed "
                        "over, or which policy decides it (X-11).",
                        rotation=roster.name,
                    )
                )

    @api.depends(
        "turn_id",
        "member_ids.sequence",
        "member_ids.owed",
        "member_ids.is_passed",
    )
    def _compute_next_user_id(self):
        for roster in self:
            roster.next_user_id = roster._get_next().user_id

    def _get_skip_policy(self):
        """Return ``none``, ``later`` or ``reasons`` (X-11).

        :raises UserError: when neither rotation nor policy decide it
        """
        self.ensure_one()
        # sudo: a policy tells everybody what it decides.
        return self.skip_policy or self.policy_id.sudo()._get_setting("X-11")

    def _get_round(self):
        """Return the persons in the order of their turns, whose turn it is first."""
        self.ensure_one()
        members = self.member_ids.filtered("user_id.active")
        members = members.sorted(lambda m: (m.sequence, m.id))
        turn = self.turn_id
        later = members.filtered(
            lambda m: (m.sequence, m.id) >= (turn.sequence, turn.id or 0)
        )
        return later + (members - later)

    def _get_next(self):
        """Return who takes the next customer; nobody when all are passed over.

        Turns that are made up come first, the oldest before the others.
        """
        free = self._get_round().filtered(lambda m: not m.is_passed)
        owed = free.filtered("owed").sorted(lambda m: (m.date_owed, m.sequence, m.id))
        return (owed or free)[:1]

    @api.readonly
    def get_next_person(self):
        """Return the ``res.users`` who takes the next new customer (S2-07). RPC.

        Nobody (an empty recordset) when all are passed over.
        """
        self.ensure_one()
        self.check_access("read")
        return self._get_next().user_id

    # Turns ------------------------------------------------------------------------

    def action_receive(self):
        """The person whose turn it is takes the customer who waits. RPC.

        :returns: True
        :raises UserError: when all are passed over
        """
        for roster in self:
            roster._receive()
        return True

    def _receive(self):
        """Let the person whose turn it is take the customer; return the member.

        Who that is is looked up behind the lock: two desks get two persons.
        """
        self.ensure_one()
        self._begin()
        member = self._get_next()
        if not member:
            raise UserError(
                self.env._(
                    "Rotation “%(rotation)s”: nobody is left for this customer.",
                    rotation=self.name,
                )
            )
        made_up = bool(member.owed)
        # sudo: turns are guarded; who may hand them out was checked above.
        roster, member = self.sudo(), member.sudo()
        if made_up:
            member.owed -= 1
            if not member.owed:
                member.date_owed = False
        else:
            roster._move_on(member)
        roster.member_ids.is_passed = False
        roster._log("make_up" if made_up else "receive", member)
        return member

    def action_clear_passed(self):
        """Everybody is back: nobody is passed over any more. RPC."""
        for roster in self:
            roster._begin()
            # sudo: see action_receive.
            roster.sudo().member_ids.is_passed = False
        return True

    def skip_person(self, reason, note=""):
        """Pass over the person whose turn it is, for the customer who waits. RPC.

        :param reason: code of a ``callback.roster.reason``
        :param note: more about it, kept in the log
        :returns: the ``res.users`` who comes instead
        :raises UserError: for an unknown reason, and when nobody is left
        """
        self.ensure_one()
        self._begin()
        member = self._get_next()
        reasons = self.env["callback.roster.reason"]
        found = reasons.search([("code", "=", reason)])
        if not found or not member:
            raise UserError(
                self.env._(
                    "Rotation “%(rotation)s”: there is nobody to pass over, or no such "
                    "reason: “%(reason)s”. Reasons: %(reasons)s.",
                    rotation=self.name,
                    reason=str(reason),
                    reasons=", ".join(
                        reasons.search([("active", "=", True)]).mapped("code")
                    ),
                )
            )
        policy = self._get_skip_policy()
        made_up = policy == "later" or (policy == "reasons" and found.makes_up)
        # sudo: see action_receive.
        roster, member = self.sudo(), member.sudo()
        if member.owed and not made_up:
            # The turn that was to be made up is lost; the normal one stays.
            member.owed -= 1
        elif not member.owed and made_up:
            member.write({"owed": 1, "date_owed": fields.Datetime.now()})
            roster._move_on_from(member)
        elif not member.owed:
            roster._move_on_from(member)
        member.is_passed = True
        roster._log(
            "skip", member, reason_id=found.id, is_made_up=made_up, note=note or ""
        )
        return self.get_next_person()

    def reorder(self, users, reason):
        """Change the order of a rotation; supervisors only (S2-02). RPC.

        :param users: the ``res.users``, or their ids, of all persons in the new order
        :param reason: why, kept in the log
        :raises UserError: without a reason, or for other persons than those in it
        """
        self.ensure_one()
        self._begin()
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor changes the order."))
        self.check_access("write")
        ids = users.ids if isinstance(users, models.BaseModel) else list(users)
        if sorted(ids) != sorted(self.member_ids.user_id.ids):
            raise UserError(
                self.env._(
                    "Rotation “%(rotation)s”: name each of its persons once.",
                    rotation=self.name,
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason for the new order."))
        # sudo: places are changed here only, by whom was checked above.
        roster = self.sudo()
        before = roster._get_order_text()
        place = {user: number for number, user in enumerate(ids, 1)}
        for member in roster.member_ids:
            member.sequence = place[member.user_id.id]
        note = self.env._(
            "%(reason)s (before: %(before)s; now: %(after)s)",
            reason=reason.strip(),
            before=before,
            after=roster._get_order_text(),
        )
        roster._log("reorder", roster.member_ids.browse(), note=note)
        return True

    def _begin(self):
        """Check that the user may hand out turns, and let nobody else do so now."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("callback_base.callback_group_caller"):
            raise AccessError(
                self.env._("Only callers and supervisors hand out the turns.")
            )
        # sudo: the lock only; who may hand out turns was checked above.
        self.sudo().lock_for_update()

    def _get_order_text(self):
        members = self.member_ids.sorted(lambda m: (m.sequence, m.id))
        return ", ".join(members.user_id.mapped("name"))

    def _move_on(self, member):
        """The normal turn passes to the person after this one."""
        self.turn_id = member
        self.turn_id = self._get_round()[1:2] or member

    def _move_on_from(self, member):
        """Who is passed over loses the normal turn: the next one has it."""
        if self._get_round()[:1] == member:
            self._move_on(member)

    def _log(self, kind, member, **values):
        self.env["callback.roster.log"].create(
            {
                "roster_id": self.id,
                "date": fields.Datetime.now(),
                "kind": kind,
                "person_id": member.user_id.id,
                "user_id": self.env.uid,
                **values,
            }
        )
