# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .callback_review_rule import INSPECTOR_GROUPS


class CallbackRectification(models.Model):
    """Something found in a spot check that is put right by a date (责令整改, F3-09).

    Who put it right does not confirm it: another person verifies.
    """

    _name = "callback.rectification"
    _description = "Rectification"
    _inherit = ["callback.trace.mixin", "callback.guarded.mixin"]
    _order = "date_limit, id"
    _rec_name = "finding"
    _guarded_fields = frozenset(
        {
            *("review_id", "line_id", "record_id", "company_id", "department_id"),
            *("user_id", "finding", "date_limit", "date_done", "done_user_id"),
            *("verifier_id", "date_verified", "state", "return_reason"),
        }
    )

    review_id = fields.Many2one(
        "callback.review",
        string="Spot check",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    line_id = fields.Many2one(
        "callback.review.line",
        string="Item",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    record_id = fields.Many2one(
        "callback.record",
        string="Callback",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department", string="Unit", readonly=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    item_name = fields.Char(string="What was checked", related="line_id.name")
    finding = fields.Char(string="What was found", required=True, readonly=True)
    date_limit = fields.Datetime(
        string="Put right by", required=True, readonly=True, index=True
    )
    measure = fields.Text(help="What was done about it.", tracking=True)
    date_done = fields.Datetime(string="Put right on", readonly=True)
    done_user_id = fields.Many2one(
        "res.users", string="Put right by whom", readonly=True, ondelete="restrict"
    )
    verifier_id = fields.Many2one(
        "res.users", string="Verified by", readonly=True, ondelete="restrict"
    )
    date_verified = fields.Datetime(string="Verified on", readonly=True)
    return_reason = fields.Text(
        string="Why it was sent back", readonly=True, tracking=True
    )
    state = fields.Selection(
        [("open", "To be put right"), ("done", "Put right"), ("verified", "Verified")],
        required=True,
        readonly=True,
        default="open",
        tracking=True,
    )
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _line_unique = models.UniqueIndex("(line_id)", "This finding is ordered already.")

    @api.depends("date_limit", "date_done")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for task in self:
            task.is_overdue = bool(
                task.date_limit and (task.date_done or now) > task.date_limit
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        open_ = Domain("date_done", "=", False)
        late = open_ & Domain("date_limit", "<", fields.Datetime.now())
        late |= Domain.custom(to_sql=self._get_late_sql)
        return late if True in value else ~late

    @api.model
    def _get_late_sql(self, model, alias, query):
        return SQL(
            "%s > %s",
            SQL.identifier(alias, "date_done"),
            SQL.identifier(alias, "date_limit"),
        )

    @api.model
    def _order_lines(self, lines, limit):
        """Order findings to be put right; superuser.

        :param limit: naive UTC
        """
        return self.create(
            [
                {
                    "review_id": line.review_id.id,
                    "line_id": line.id,
                    "record_id": line.review_id.record_id.id,
                    "company_id": line.review_id.company_id.id,
                    "department_id": line.review_id.department_id.id,
                    "user_id": (
                        line.review_id.person_id
                        or line.review_id.department_id.manager_id.user_id
                    ).id,
                    "finding": line.remark,
                    "date_limit": limit,
                }
                for line in lines
            ]
        )

    def write(self, vals):
        """The measure is written while the rectification is open."""
        if not self.env.su and "measure" in vals:
            self._check_state("open")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A rectification stays on file."))

    # Actions ----------------------------------------------------------------------

    def action_done(self):
        """Say that it is put right, and how. RPC."""
        self.check_access("write")
        self._check_state("open")
        for task in self:
            if not (task.measure or "").strip():
                raise UserError(
                    self.env._(
                        "“%(finding)s”: write down the measure first.",
                        finding=task.finding,
                    )
                )
        # sudo: state and time are the system's; who may write was checked.
        self.sudo().write(
            {
                "state": "done",
                "date_done": fields.Datetime.now(),
                "done_user_id": self.env.uid,
            }
        )
        return True

    def action_verify(self):
        """Confirm that it is put right; another person than who did it. RPC."""
        self._check_verifier()
        # sudo: see action_done.
        self.sudo().write(
            {
                "state": "verified",
                "verifier_id": self.env.uid,
                "date_verified": fields.Datetime.now(),
            }
        )
        return True

    def action_return(self, reason=None):
        """Send back what is not put right; the time limit stays. RPC.

        :param reason: why; by default the measure is called insufficient
        """
        self._check_verifier()
        # sudo: see action_done.
        self.sudo().write(
            {
                "state": "open",
                "date_done": False,
                "done_user_id": False,
                "return_reason": (reason or "").strip()
                or self.env._("The measure is not sufficient."),
            }
        )
        return True

    def _check_verifier(self):
        self.check_access("read")
        self._check_state("done")
        user = self.env.user
        if not user.has_groups(INSPECTOR_GROUPS):
            raise AccessError(
                self.env._("%(person)s is not an inspector (A1-02).", person=user.name)
            )
        for task in self:
            if user in task.user_id | task.done_user_id:
                raise UserError(
                    self.env._(
                        "“%(finding)s”: who puts it right does not verify it.",
                        finding=task.finding,
                    )
                )

    def _check_state(self, *states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for task in self:
            if task.state not in states:
                raise UserError(
                    self.env._(
                        "“%(finding)s” is in the state “%(state)s”.",
                        finding=task.finding,
                        state=labels[task.state],
                    )
                )
