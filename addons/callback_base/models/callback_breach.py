# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

#: Rows of one transaction of the scheduled job; a killed job loses no more.
BATCH = 100_000
#: Columns that every source of breaches gives, in this order.
COLUMNS = (
    "res_model",
    "res_id",
    "record_id",
    "kind",
    "clock",
    "name",
    "company_id",
    "department_id",
    "user_id",
    "policy_id",
    "clause_id",
    "date_limit",
)


class CallbackBreach(models.Model):
    """A time limit that was missed: one row per task, kind and clock (BASE-54).

    Found by ``sweep``, never typed in. It stays when the task is done later, extended
    or cancelled (U1-40); a second person may excuse it, which is shown beside it. The
    unique index, not a flag, keeps a breach from being noted twice.

    Other models add breaches of their own by ``_get_sources`` (a statement that finds
    them) or by ``_note`` (a few at a time); ``clock`` tells several clocks of one kind
    apart, for example the stages of a complaint.
    """

    _name = "callback.breach"
    _description = "Breach of a time limit"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _order = "date_limit desc, id desc"
    _rec_names_search = ["name"]
    _guarded_fields = frozenset({*COLUMNS, "date_noticed", "state"})

    res_model = fields.Char(string="Document model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", required=True, readonly=True
    )
    record_id = fields.Many2one(
        "callback.record",
        string="Callback",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    kind = fields.Selection(
        [
            ("deadline", "Callback late"),
            ("start", "First contact late"),
            ("stage", "Stage late"),
            ("statement", "Statement late"),
            ("quota", "Quota missed"),
        ],
        required=True,
        readonly=True,
    )
    clock = fields.Char(
        required=True,
        default="",
        readonly=True,
        help="Which of several clocks of the same kind.",
    )
    name = fields.Char(string="Document number", readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Responsible unit",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person responsible",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Who had the task when the breach was noticed.",
    )
    policy_id = fields.Many2one(
        "callback.policy", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    clause_id = fields.Many2one(
        "callback.policy.clause", readonly=True, ondelete="restrict"
    )
    date_limit = fields.Datetime(
        string="Time limit", required=True, readonly=True, index=True
    )
    date_noticed = fields.Datetime(string="Noticed", required=True, readonly=True)
    date_met = fields.Datetime(
        string="Done at last",
        compute="_compute_date_met",
        compute_sudo=True,
        help="When the task was finished after all; empty while it is still open.",
    )
    state = fields.Selection(
        [
            ("standing", "Stands"),
            ("requested", "Excusal requested"),
            ("excused", "Excused"),
            ("upheld", "Excusal refused"),
        ],
        default="standing",
        required=True,
        readonly=True,
        tracking=True,
    )

    _task_unique = models.UniqueIndex(
        "(res_id, res_model, kind, clock)", "This breach is on file already."
    )

    @api.depends("name", "kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for breach in self:
            breach.display_name = f"{breach.name or ''} {labels.get(breach.kind, '')}"

    @api.depends("res_model", "res_id", "kind", "clock")
    def _compute_date_met(self):
        for model, breaches in self.grouped("res_model").items():
            known = model in self.env and hasattr(
                self.env[model], "_get_breach_met_dates"
            )
            met = breaches._get_met_dates() if known else {}
            for breach in breaches:
                breach.date_met = met.get(breach, False)

    def _get_met_dates(self):
        """Ask the documents, all of one model, when the limits were met after all."""
        documents = self.env[self[0].res_model].browse(self.mapped("res_id")).exists()
        dates = {}
        for kind, breaches in self.grouped("kind").items():
            found = documents._get_breach_met_dates(kind)
            dates |= {breach: found.get(breach.res_id) for breach in breaches}
        return dates

    def write(self, vals):
        """A breach is a fact: only its excusal is written, by the actions."""
        self._check_guarded(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A breach stays on file; it can be excused."))

    # Sweep ------------------------------------------------------------------

    @api.model
    def sweep(self, now=None):
        """Note every limit that has passed without being met. RPC.

        Safe to repeat, to run twice at once, and with a clock that was moved back:
        what was noted stays, and nothing is noted twice.

        :param now: naive UTC; default now
        :returns: how many breaches are new
        :raises AccessError: for users below supervisor
        """
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor can start the sweep."))
        now = fields.Datetime.to_datetime(now) or fields.Datetime.now()
        # sudo: the sweep is the system's work and sees every document; its only
        # effect is the breaches that are facts, and its only answer their number.
        return sum(self.sudo()._sweep(now))

    @api.model
    def _cron_sweep(self):
        """Note breaches in batches, each committed on its own: killed, the next
        run goes on.
        """
        cron = self.env["ir.cron"]
        for found in self._sweep(fields.Datetime.now(), BATCH):
            if not cron._commit_progress(found, remaining=1):
                return
        cron._commit_progress(0, remaining=0)

    @api.model
    def _sweep(self, now, limit=None):
        """Note what is missed at a moment; yield how many after each statement."""
        for source in self._get_sources(now):
            while True:
                found = self._insert(source, now, limit)
                yield found
                if limit is None or found < limit:
                    break

    @api.model
    def _get_sources(self, now):
        """Return the statements that find missed limits: a list of ``SQL``.

        Each selects ``COLUMNS`` in their order from one kind of document, those not
        on file yet (``_is_new``) first of all. Documents extend this list.
        """
        return []

    @api.model
    def _is_new(self, model, source_id, kind, clock=""):
        """Return the condition that a breach is not on file yet, as ``SQL``.

        :param source_id: ``SQL`` of the document's id
        """
        return SQL(
            "NOT EXISTS (SELECT FROM callback_breach b WHERE b.res_id = %s"
            " AND b.res_model = %s AND b.kind = %s AND b.clock = %s)",
            source_id,
            model,
            kind,
            clock,
        )

    @api.model
    def _insert(self, source, now, limit=None):
        """Note the breaches that a statement selects; return how many are new."""
        self.env.flush_all()
        columns = SQL(", ").join(map(SQL.identifier, COLUMNS))
        self.env.cr.execute(
            SQL(
                "INSERT INTO callback_breach"
                " (%(columns)s, state, date_noticed, create_date, write_date)"
                " SELECT found.*, 'standing', %(now)s, %(clock)s, %(clock)s"
                " FROM (%(source)s %(limit)s) AS found (%(columns)s)"
                " ON CONFLICT DO NOTHING",
                columns=columns,
                now=now,
                clock=fields.Datetime.now(),
                source=source,
                limit=SQL("LIMIT %s", limit) if limit else SQL(),
            )
        )
        count = self.env.cr.rowcount
        if count:
            self.invalidate_model()
        return count

    @api.model
    def _note(self, values_list, now=None):
        """Note breaches that a document found itself; known ones are left alone.

        :param values_list: dicts with the keys ``COLUMNS``; those left out are empty
        :returns: how many are new
        """
        found = 0
        for values in values_list:
            row = {"clock": "", **values}
            parts = [
                SQL(
                    "CAST(%s AS " + self._fields[name].column_type[1] + ")",
                    row.get(name) or (None if name != "clock" else ""),
                )
                for name in COLUMNS
            ]
            source = SQL("SELECT %s", SQL(", ").join(parts))
            found += self._insert(source, now or fields.Datetime.now())
        return found
