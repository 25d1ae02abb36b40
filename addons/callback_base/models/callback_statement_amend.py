# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CallbackStatement(models.Model):
    """What exactly was counted when a statement was submitted, and its corrections.

    The snapshot never leaves the database: it is written and compared there, however
    many callbacks a statement counts.
    """

    _inherit = "callback.statement"
    _guarded_fields = frozenset({"amendment_ids", "snapshot"})

    snapshot = fields.Json(
        groups=fields.NO_ACCESS,
        prefetch=False,
        copy=False,
        export_string_translation=False,
    )
    amendment_ids = fields.One2many(
        "callback.statement.amendment",
        "statement_id",
        string="Amendments",
        readonly=True,
    )
    amendment_count = fields.Integer(
        string="Amended", compute="_compute_amendment_count"
    )

    @api.depends("amendment_ids")
    def _compute_amendment_count(self):
        for statement in self:
            statement.amendment_count = len(statement.amendment_ids)

    def action_submit(self):
        """Keep which callbacks are counted in the figures. RPC."""
        result = super().action_submit()
        for statement in self:
            statement._take_snapshot("callback_statement", statement.id)
        return result

    def _get_snapshot_sql(self):
        """Return SQL of one JSON object: {id of a callback: how it is counted}."""
        # sudo: the statement counts its whole unit, as its figures do.
        records = self.env["callback.record"].sudo()
        query = records._search(self._get_counted_domain())
        names = ("state", "on_time", "satisfaction", "department_id", "type_id")
        pairs = SQL(", ").join(
            SQL("%s, %s", name, records._field_to_sql(query.table, name, query))
            for name in names
        )
        return query.select(
            SQL(
                "COALESCE(jsonb_object_agg(%s, jsonb_build_object(%s)), '{}')",
                records._field_to_sql(query.table, "id", query),
                pairs,
            )
        )

    def _take_snapshot(self, table, row_id):
        """Write the snapshot into a row of the statement or of an amendment."""
        self.ensure_one()
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE %s SET snapshot = (%s) WHERE id = %s RETURNING id",
                SQL.identifier(table),
                self._get_snapshot_sql(),
                row_id,
            )
        )

    def action_amend(self, reason=None):
        """Correct submitted statements by a numbered amendment each. RPC.

        :param reason: why; default: what the form says
        :returns: the ``callback.statement.amendment``
        :raises UserError: without a reason, before submission, or without difference
        """
        self.check_access("write")
        reason = (reason or self.env.context.get("callback_reason") or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the statement is amended."))
        amendments = self.env["callback.statement.amendment"]
        for statement in self:
            if statement.state != "submitted":
                raise UserError(
                    self.env._(
                        "%(statement)s has not been submitted: compute it anew "
                        "instead.",
                        statement=statement.name,
                    )
                )
            amendments |= statement._amend(reason)
        return amendments

    def _amend(self, reason):
        """Make the next amendment of a statement; its right was checked."""
        self.ensure_one()
        # One at a time: numbers follow each other.
        self.lock_for_update()
        # sudo: amendments are made here alone.
        amendments = self.env["callback.statement.amendment"].sudo()
        last = amendments.search(
            [("statement_id", "=", self.id)], order="number desc", limit=1
        )
        amendment = amendments.create(
            {
                "statement_id": self.id,
                "number": last.number + 1,
                "reason": reason,
                "user_id": self.env.uid,
                "date": fields.Datetime.now(),
            }
        )
        self._take_snapshot("callback_statement_amendment", amendment.id)
        if not self._list_differences(amendment, last):
            raise UserError(
                self.env._(
                    "%(statement)s: nothing has changed since it was submitted or "
                    "amended. There is nothing to amend.",
                    statement=self.name,
                )
            )
        amendments.invalidate_model()
        self.sudo()._message_log(  # as above
            body=self.env._(
                "Amendment %(number)s: %(reason)s",
                number=amendment.number,
                reason=reason,
            )
        )
        return amendment.sudo(False)

    def _list_differences(self, amendment, last):
        """Write the differences and the figures of an amendment; return how many."""
        table = "callback_statement_amendment" if last else "callback_statement"
        rows = self.env.execute_query(
            SQL(
                """WITH old AS (
                    SELECT e.key::int AS id, e.value FROM %(table)s t,
                        jsonb_each(COALESCE(t.snapshot, '{}')) e
                    WHERE t.id = %(before)s
                ), new AS (
                    SELECT e.key::int AS id, e.value
                    FROM callback_statement_amendment t, jsonb_each(t.snapshot) e
                    WHERE t.id = %(after)s
                ), difference AS (
                    INSERT INTO callback_statement_amendment_line (amendment_id,
                        record_id, record_name, change, value_before, value_after,
                        create_uid, create_date, write_uid, write_date)
                    SELECT %(after)s, r.id, COALESCE(r.name, '#' || id), CASE
                            WHEN old.value IS NULL THEN 'added'
                            WHEN new.value IS NULL THEN 'removed' ELSE 'changed' END,
                        old.value, new.value, %(uid)s, %(now)s, %(uid)s, %(now)s
                    FROM old FULL JOIN new USING (id)
                    LEFT JOIN callback_record r USING (id)
                    WHERE old.value IS DISTINCT FROM new.value
                    RETURNING id
                )
                UPDATE callback_statement_amendment SET
                    record_count = (SELECT count(*) FROM new),
                    on_time_count = (SELECT count(*) FROM new
                        WHERE (value->>'on_time')::boolean),
                    late_count = (SELECT count(*) FROM new
                        WHERE (value->>'on_time')::boolean IS NOT TRUE)
                WHERE id = %(after)s
                RETURNING (SELECT count(*) FROM difference)""",
                table=SQL.identifier(table),
                before=last.id or self.id,
                after=amendment.id,
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        return rows[0][0]
