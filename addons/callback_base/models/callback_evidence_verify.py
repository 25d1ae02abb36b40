# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Files compared with their digest in one transaction of the nightly check.
BATCH = 100
BROKEN = ("changed", "lost")


class CallbackEvidence(models.Model):
    """Checking stored files against the digest they were taken in with (BASE-10)."""

    _inherit = "callback.evidence"

    check_state = fields.Selection(
        [
            ("intact", "Intact"),
            ("changed", "Changed"),
            ("lost", "File lost"),
        ],
        string="Last check",
        readonly=True,
        copy=False,
    )
    date_checked = fields.Datetime(
        string="Checked on", readonly=True, copy=False, index=True
    )

    def action_verify(self):
        """Compare the stored files with their digest and keep what was found. RPC.

        Files are read in pieces, so that a long recording needs no memory. What is
        broken for the first time is reported to the supervisor.

        :returns: notification with the numbers of files checked and broken
        """
        self.check_access("read")
        found = self._verify()
        broken = [evidence for evidence, state in found.items() if state in BROKEN]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._(
                    "%(checked)s files checked, %(broken)s broken",
                    checked=len(found),
                    broken=len(broken),
                ),
                "message": "\n".join(evidence.display_name for evidence in broken),
                "type": "danger" if broken else "success",
                "sticky": bool(broken),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _verify(self):
        """Check, store the results, report; return ``{evidence: state}``."""
        found = self._find_file_states()
        now = fields.Datetime.now()
        fresh = self.browse(
            evidence.id
            for evidence, state in found.items()
            if state in BROKEN and evidence.check_state != state
        )
        for state in set(found.values()):
            same = self.browse(e.id for e, s in found.items() if s == state)
            # sudo: the result of a check is guarded; it was found just now.
            same.sudo().write({"check_state": state, "date_checked": now})
        fresh._report_broken()
        return found

    def _find_file_states(self):
        """Return ``{evidence: "intact", "changed" or "lost"}``; nothing is written.

        What is stated as missing or kept at an external address has no state.
        """
        kept = self.filtered(
            lambda evidence: (
                evidence.state == "present" and (evidence.file_size or not evidence.url)
            )
        )
        files = kept._get_all_files()
        results = {}
        for evidence in kept:
            try:
                digests = {
                    attachment._callback_digest()
                    for attachment in files.get(evidence, ())
                }
            except OSError:
                digests = set()
            if not digests:
                results[evidence] = "lost"
            else:
                same = digests == {evidence.sha256}
                results[evidence] = "intact" if same else "changed"
        return results

    def _report_broken(self):
        """Tell the supervisor of each broken evidence, once."""
        labels = dict(self._fields["check_state"]._description_selection(self.env))
        # sudo: the report goes to the supervisor, whoever checked.
        for evidence in self.sudo():
            note = self.env._(
                "%(evidence)s (%(kind)s): %(state)s. Restore the file from a backup "
                "and check it again.",
                evidence=evidence.display_name,
                kind=evidence.kind_id.name,
                state=labels[evidence.check_state],
            )
            title = self.env._("Evidence is broken")
            owner = evidence.record_id or evidence.document_id
            people = (
                owner._get_evidence_keepers()
                if owner
                else self._get_managers(evidence.company_id)
            )
            if owner:
                for user in people:
                    owner.activity_schedule(
                        "mail.mail_activity_data_warning",
                        summary=title,
                        note=note,
                        user_id=user.id,
                    )
                owner.message_post(body=note, subject=title)
            elif people:
                # sudo: as above, nobody's document is changed by it
                self.env["mail.thread"].sudo().message_notify(
                    partner_ids=people.partner_id.ids, subject=title, body=note
                )

    @api.model
    def _get_managers(self, company):
        """Return who answers where no supervisor does."""
        group = self.env.ref("callback_base.callback_group_manager")
        # sudo: who is told is not chosen by who checked.
        users = group.sudo().all_user_ids - self.env.ref("base.user_root")
        return users.filtered(lambda user: user.active and company in user.company_ids)

    @api.model
    def _get_supervisors(self, department, company):
        """Return the supervisor of a unit or of the nearest one above it."""
        # sudo: as above
        department = department.sudo()
        while department:
            user = department.manager_id.user_id
            if user.active and user.has_group(
                "callback_base.callback_group_supervisor"
            ):
                return user
            department = department.parent_id
        return self._get_managers(company)

    @api.model
    def _get_check_domain(self, now):
        """Return the domain of the evidence that is due for a check."""
        due = Domain.FALSE
        for kind in self.env["callback.evidence.kind"].search([("check_days", ">", 0)]):
            limit = now - timedelta(days=kind.check_days)
            due |= Domain("kind_id", "=", kind.id) & (
                Domain("date_checked", "=", False) | Domain("date_checked", "<", limit)
            )
        kept = Domain("file_size", ">", 0) | Domain("url", "=", False)
        return due & Domain("state", "=", "present") & kept

    @api.model
    def _cron_verify(self):
        """Check what is due, the longest unchecked first, a batch a transaction."""
        domain = self._get_check_domain(fields.Datetime.now())
        cron, left = self.env["ir.cron"], self.search_count(domain)
        while batch := self.search(
            domain, order="date_checked NULLS FIRST, id", limit=BATCH
        ):
            batch._verify()
            left = max(0, left - len(batch))
            if not cron._commit_progress(len(batch), remaining=left):
                break
