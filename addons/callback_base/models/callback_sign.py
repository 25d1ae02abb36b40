# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from .callback_policy_sign import NUMBERS, RATES

KINDS = [
    ("excused", "More excused than others"),
    ("short", "Many very short calls"),
    ("end", "Bunched at the end of the month"),
    ("same", "Same answers in a row"),
]


class CallbackSign(models.Model):
    """What looks unusual in a month, of a caller or a unit: a question, not a proof.

    Always true, as nothing is stored; only of policies that say from when on
    something is unusual. A reader sees signs in the callbacks that the reader may
    see. The statements are in ``callback_sign_sql.py``.
    """

    _name = "callback.sign"
    _description = "Sign to ask about"
    _auto = False
    _order = "month desc, kind, share desc, id"
    _depends = {
        "callback.policy": [*RATES, *NUMBERS],
        "callback.attempt": ["record_id", "outcome", "talk_seconds", "user_id"],
        "callback.breach": ["record_id", "kind", "state"],
        "survey.user_input.line": ["user_input_id", "question_id"],
    }

    kind = fields.Selection(KINDS, string="What is unusual", readonly=True)
    policy_id = fields.Many2one("callback.policy", readonly=True)
    month = fields.Date(
        string="Begin of the month", readonly=True, help="First day of the month."
    )
    month_text = fields.Char(string="Month", compute="_compute_month_text")
    department_id = fields.Many2one(
        "hr.department", string="Unit", readonly=True, help="Of a sign of a whole unit."
    )
    user_id = fields.Many2one("res.users", string="Caller", readonly=True)
    count = fields.Integer(string="Unusual", readonly=True)
    population = fields.Integer(string="Of", readonly=True)
    share = fields.Float(
        string="Share (%)", readonly=True, digits=(16, 2), aggregator=False
    )
    others = fields.Float(
        string="Others (%)",
        readonly=True,
        digits=(16, 2),
        aggregator=False,
        help="The same share of all others of the policy in the month.",
    )
    sign_count = fields.Integer(string="Signs", readonly=True)
    document_ids = fields.Json(string="Counted documents", readonly=True)
    question = fields.Char(string="What to ask", compute="_compute_question")

    @property
    def _table_query(self):
        policies = self._get_sign_policies()
        if not policies or not self.env["callback.record"].has_access("read"):
            return self._get_no_signs_sql()
        zone = self.env["callback.dashboard"]._get_zone().name
        parts = SQL(" UNION ALL ").join(self._get_signs_sql(policies, zone))
        return SQL(
            """SELECT ('x' || substr(md5(concat_ws('/', s.kind, s.policy_id, s.month,
                    s.department_id, s.user_id, s.first_id)), 1, 13))::bit(52)::bigint
                    AS id,
                s.kind::varchar AS kind, s.policy_id, s.month, s.department_id,
                s.user_id, s.count::int AS count, s.population::int AS population,
                round(100.0 * s.count / s.population, 2)::float8 AS share,
                s.others::float8 AS others, 1 AS sign_count,
                s.document_ids::jsonb AS document_ids
            FROM (%s) s""",
            parts,
        )

    @api.model
    def _get_sign_policies(self):
        """Return the ids of policies that look for signs."""
        # sudo: limits only; which callbacks count is decided by the record rules.
        policies = self.env["callback.policy"].sudo()
        names = ("sign_excused_gap", "sign_talk_seconds", "sign_end_days")
        domain = ["|"] * len(names) + [(n, ">", 0) for n in (*names, "sign_same_run")]
        return policies.search(domain).ids

    @api.depends("month")
    def _compute_month_text(self):
        for sign in self:
            sign.month_text = sign.month.strftime("%Y-%m")

    @api.depends("kind", "count", "population", "others")
    @api.depends_context("lang")
    def _compute_question(self):
        for sign in self:
            policy = sign.policy_id.sudo()  # sudo: its limits only
            values = {
                "count": sign.count,
                "all": sign.population,
                "share": formatLang(self.env, sign.share, digits=2),
                "others": formatLang(self.env, sign.others, digits=2),
                "seconds": policy.sign_talk_seconds,
                "days": policy.sign_end_days,
            }
            sign.question = sign._get_question(values)

    def _get_question(self, values):
        """Say what was seen and what to ask; no sign proves anything by itself."""
        if self.kind == "excused":
            return self.env._(
                "%(count)s of %(all)s are excused (%(share)s %%, the others "
                "%(others)s %%). Are the reasons documented?",
                **values,
            )
        if self.kind == "short":
            return self.env._(
                "%(count)s of %(all)s answered calls lasted less than %(seconds)s s. "
                "Were all questions asked? Listen to some recordings.",
                **values,
            )
        if self.kind == "end":
            return self.env._(
                "%(count)s of %(all)s were finished in the last %(days)s days of the "
                "month. Was there a reason for it?",
                **values,
            )
        return self.env._(
            "%(count)s questionnaires in a row have the same answers. Did the "
            "customers say so? Compare them with the recordings.",
            **values,
        )

    # Lists ------------------------------------------------------------------------

    def action_open_documents(self):
        """Open what was counted. RPC."""
        self.ensure_one()
        self.check_access("read")
        model = "callback.attempt" if self.kind == "short" else "callback.record"
        return {
            "type": "ir.actions.act_window",
            "name": self.question,
            "res_model": model,
            "domain": [("id", "in", self.document_ids)],
            "views": [(False, "list"), (False, "form")],
            "context": {"create": False},
        }
