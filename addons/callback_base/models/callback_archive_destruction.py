# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models, modules
from odoo.exceptions import UserError
from odoo.tools import SQL

from .callback_archive_register_mixin import ARCHIVIST, MANAGER

#: Files whose content is removed in one transaction.
BATCH = 500


class CallbackArchiveDestruction(models.Model):
    """Destruction of files whose retention is over, by two persons (BASE-21, F3-59).

    One proposes a list, another approves it. Then the certificate, with the seal of
    each file, is itself sealed, and the content of the files is removed in batches.
    Number and seal of a file stay, so the chain still verifies.
    """

    _name = "callback.archive.destruction"
    _description = "Destruction of archive files"
    _inherit = ["callback.archive.register.mixin", "callback.archive.mixin"]
    _order = "id desc"
    _guarded_fields = frozenset(
        {
            "approver_id",
            "archive_id",
            "date_archived",
            "date_decided",
            "date_done",
            "date_proposed",
            "line_ids",
            "refusal_reason",
        }
    )

    user_id = fields.Many2one(string="Proposed by")
    reason = fields.Text(string="How they are destroyed", required=True, tracking=True)
    department_id = fields.Many2one(
        "hr.department", string="Unit", ondelete="restrict", help="Empty: all units."
    )
    category_ids = fields.Many2many(
        "callback.archive.category", string="Classes", help="Empty: all classes."
    )
    line_ids = fields.One2many(
        "callback.archive.destruction.line", "destruction_id", string="Files"
    )
    line_count = fields.Integer(string="Number of files", compute="_compute_line_count")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Rejected"),
            ("done", "Destroyed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    date_proposed = fields.Datetime(string="Proposed on", readonly=True)
    approver_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, ondelete="restrict"
    )
    date_decided = fields.Datetime(string="Decided on", readonly=True)
    refusal_reason = fields.Text(readonly=True)
    date_done = fields.Datetime(string="Destroyed on", readonly=True)
    archive_id = fields.Many2one(
        "callback.archive",
        string="Sealed certificate",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    date_archived = fields.Datetime(
        string="Certificate sealed on", readonly=True, copy=False
    )

    @api.depends("line_ids")
    def _compute_line_count(self):
        lines = self.env["callback.archive.destruction.line"]
        counts = dict(
            lines._read_group(
                [("destruction_id", "in", self.ids)], ["destruction_id"], ["__count"]
            )
        )
        for destruction in self:
            destruction.line_count = counts.get(destruction, 0)

    def write(self, vals):
        """What was proposed stays as it was proposed."""
        if {"category_ids", "department_id", "reason"} & set(vals) and not self.env.su:
            self._check_entry_state("draft")
        return super().write(vals)

    def action_collect(self):
        """List every file of these classes and this unit that is expired. RPC.

        Left out are files under a legal hold and those on another open list.

        :returns: True
        """
        self.check_access("write")
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("draft")
        for destruction in self:
            destruction._collect()
        return True

    def _collect(self):
        archives = self.env["callback.archive"]
        today = archives._get_local_today(self.company_id)
        domain = [
            ("company_id", "=", self.company_id.id),
            ("retention_end", "<", today),
            ("date_destroyed", "=", False),
            ("res_model", "!=", self._name),
            ("is_held", "=", False),
        ]
        if self.department_id:
            domain.append(("department_id", "child_of", self.department_id.id))
        if self.category_ids:
            domain.append(("category_id", "in", self.category_ids.ids))
        # The rules of the user stand in the query: who may not see a file does not
        # propose it.
        query = archives._search(domain)
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """DELETE FROM callback_archive_destruction_line
                WHERE destruction_id = %s RETURNING id""",
                self.id,
            )
        )
        self.env.execute_query(
            SQL(
                """INSERT INTO callback_archive_destruction_line
                    (destruction_id, company_id, archive_id, create_uid, write_uid,
                    create_date, write_date)
                SELECT %(id)s, a.company_id, a.id, %(uid)s, %(uid)s,
                    now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                FROM callback_archive a WHERE a.id IN %(query)s
                AND NOT EXISTS (SELECT FROM callback_archive_filing f
                    WHERE f.archive_id = a.id
                    AND (f.retention_end IS NULL OR f.retention_end >= %(today)s))
                AND NOT EXISTS (SELECT FROM callback_archive_destruction_line l
                    JOIN callback_archive_destruction d ON d.id = l.destruction_id
                    WHERE l.archive_id = a.id AND d.state IN ('proposed', 'approved'))
                ON CONFLICT DO NOTHING RETURNING id""",
                id=self.id,
                uid=self.env.uid,
                query=query.subselect(),
                today=today,
            )
        )
        self.env.invalidate_all(flush=False)

    def action_propose(self):
        """Hand the list in. RPC.

        :raises UserError: for an empty list, or a file that must still be kept
        """
        self.check_access("write")
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("draft")
        self._check_files()
        # sudo: guarded fields; who may propose is checked above.
        self.sudo().write(
            {
                "state": "proposed",
                "user_id": self.env.uid,
                "date_proposed": fields.Datetime.now(),
            }
        )
        return True

    def _check_files(self):
        for destruction in self:
            if not destruction.line_ids:
                raise UserError(
                    self.env._(
                        "%(entry)s lists no file. Collect the expired files first.",
                        entry=destruction.name,
                    )
                )
            # sudo: a file is expired whoever asks.
            destruction.sudo().line_ids.archive_id._check_expired()

    def action_approve(self):
        """Approve; by an archivist or manager who did not propose it. RPC."""
        self.check_access("write")
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("proposed")
        self._check_second_person("user_id")
        self._check_files()
        self._decide("approved")
        return True

    def action_refuse(self, reason):
        """Reject the list with a reason; by an archivist or manager. RPC."""
        self.check_access("write")
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("proposed")
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason for rejecting."))
        self._decide("refused", refusal_reason=reason.strip())
        return True

    def _decide(self, state, **values):
        # sudo: guarded fields; the actions check who may decide.
        self.sudo().write(
            {
                "state": state,
                "approver_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
                **values,
            }
        )

    def action_execute(self):
        """Seal the certificate, then remove the content of the files. RPC.

        In batches, each committed: killed, the next call goes on with the rest.

        :raises UserError: when a file came under a legal hold or is kept longer now
        """
        self.check_access("write")
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("approved")
        for destruction in self:
            # sudo: removing sealed content is no right of any role; two persons have
            # agreed to this list, and it is checked again in each batch.
            destruction.sudo()._execute()
        return True

    def _execute(self):
        if not self.archive_id:
            self._check_files()
            self.env["callback.archive"]._create_from_records(
                self, fields.Datetime.now()
            )
        lines = self.env["callback.archive.destruction.line"]
        left = [
            ("destruction_id", "=", self.id),
            ("archive_id.date_destroyed", "=", False),
        ]
        while batch := lines.search(left, limit=BATCH):
            batch.archive_id._check_expired()
            batch.archive_id._destroy(self)
            self._commit_destroyed(len(batch))
        self.write({"state": "done", "date_done": fields.Datetime.now()})

    def _commit_destroyed(self, count):
        """Commit a batch: what is destroyed stays so when the server is killed."""
        self.env.flush_all()
        if self.env.registry.ready and not modules.module.current_test:
            self.env["ir.cron"]._commit_progress(count, remaining=1)
        self.env.invalidate_all()

    # The sealed certificate -----------------------------------------------------

    def _get_archive_category(self):
        return self.env.ref("callback_base.archive_category_destruction")

    def _get_archive_content(self):
        """Return who destroyed which files, with the seals that remain."""
        self.ensure_one()
        people = self.user_id | self.approver_id
        return {
            "record": {
                "name": self.name,
                "reason": self.reason,
                "user_id": self.user_id.id,
                "approver_id": self.approver_id.id,
                "date_proposed": fields.Datetime.to_string(self.date_proposed),
                "date_decided": fields.Datetime.to_string(self.date_decided),
                "date_archived": fields.Datetime.to_string(self.date_archived),
            },
            "lines": [
                {"id": a.id, "name": a.name, "digest": a.digest}
                for a in self.line_ids.archive_id.sorted("id")
            ],
            "labels": {"res.users": {str(user.id): user.name for user in people}},
        }
