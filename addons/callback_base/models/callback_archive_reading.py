# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.fields import Domain

#: Groups that see who read a file.
READERS = "callback_base.callback_group_manager,callback_base.callback_group_auditor"


class CallbackArchive(models.Model):
    """Who may read a file beside those whose work it is (BASE-19, BASE-20)."""

    _inherit = "callback.archive"

    access_ids = fields.Many2many(
        "callback.archive.access",
        "callback_archive_access_rel",
        string="Requests",
        groups="callback_base.callback_group_archivist,"
        "callback_base.callback_group_manager,callback_base.callback_group_auditor",
    )

    member_ids = fields.One2many(
        "callback.record", "archive_id", string="Callbacks in this file"
    )
    complaint_ids = fields.One2many(
        "callback.complaint", "archive_id", string="Complaints in this file"
    )
    access_log_ids = fields.Many2many(
        "callback.access.log",
        string="Access log",
        compute="_compute_access_log_ids",
        groups=READERS,
        help="Who read, exported or printed this file.",
    )

    def _compute_access_log_ids(self):
        """Find the lines that name the file; its number stands in their list."""
        log = self.env["callback.access.log"]
        numbers = {str(number) for number in self._origin.ids}
        named = Domain.OR(
            Domain("record_numbers", "=like", pattern.replace("#", number))
            for number in numbers
            for pattern in ("#", "#, %", "%, #", "%, #, %")
        )
        found = dict.fromkeys(numbers, log)
        for line in log.search(Domain("model", "=", self._name) & named):
            for number in numbers & set((line.record_numbers or "").split(", ")):
                found[number] |= line
        for archive in self:
            archive.access_log_ids = found.get(str(archive._origin.id), log)

    def _log_read(self, operation, note=""):
        """Write the reading of secret files into the access log (BASE-19).

        :param operation: ``read``, ``show`` (the original), ``export`` or ``print``
        :param note: what was taken
        """
        log = self.env["callback.access.log"]
        if operation == "export":
            log._log("export", self, note)
            return
        # sudo: only looks which of them are secret; who reads was checked.
        secret = self.sudo().filtered(lambda archive: archive._is_restricted())
        if not secret:
            return
        if operation == "show":
            operation, note = "read", note or self.env._("Original shown")
        log._log(operation, secret.with_env(self.env), note or None)

    def _read_format(self, fnames, load="_classic_read"):
        """Log who reads files above the level “internal”."""
        result = super()._read_format(fnames, load=load)
        if not self.env.su:
            # sudo: only looks which of them are restricted; reading was checked above.
            restricted = self.sudo().filtered(lambda archive: archive._is_restricted())
            if restricted:
                restricted.with_env(self.env)._log_read("read")
        return result

    def _is_restricted(self):
        return self.level in ("secret", "top_secret")
