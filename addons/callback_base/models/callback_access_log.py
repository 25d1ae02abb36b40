# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2.errors import ReadOnlySqlTransaction

from odoo import api, fields, models
from odoo.exceptions import UserError

from .access_numbers import AccessNumbers


class CallbackAccessLog(models.Model):
    """Who took restricted data out, or read a secret file, and when (BASE-19, F3-05).

    Lines are added by the system and never changed or deleted, by nobody.
    """

    _name = "callback.access.log"
    _description = "Access log"
    _order = "date desc, id desc"
    _log_access = False

    date = fields.Datetime(
        string="Time of access", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    operation = fields.Selection(
        [
            ("read", "Read"),
            ("export", "Export"),
            ("print", "Print"),
            ("access", "Access"),
        ],
        required=True,
        readonly=True,
    )
    model = fields.Char(string="Document model", required=True, readonly=True)
    model_name = fields.Char(string="Documents", compute="_compute_model_name")
    row_count = fields.Integer(string="Rows", required=True, readonly=True)
    record_numbers = fields.Text(
        string="Records",
        readonly=True,
        help="The numbers of the records; of very many, the SHA-256 of their list.",
    )
    note = fields.Text(readonly=True, help="What was taken: columns, report, reason.")

    @api.depends("user_id", "date")
    def _compute_display_name(self):
        labels = dict(self._fields["operation"]._description_selection(self.env))
        for line in self:
            line.display_name = (
                f"{line.user_id.name or ''} {labels.get(line.operation, '')}"
            )

    @api.depends("model")
    @api.depends_context("lang")
    def _compute_model_name(self):
        models_ = self.env["ir.model"]
        for line in self:
            known = line.model in self.env
            line.model_name = models_._get(line.model).name if known else line.model

    def write(self, vals):  # pylint: disable=method-required-super
        """Nothing in the log is changed."""
        raise UserError(self.env._("The access log is not changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The access log is not deleted."))

    @api.model
    def _log(self, operation, records, note=None):
        """Write down that the user read, exported or printed records.

        :param operation: read, export, print or access
        :param records: a recordset of any model
        :param note: what was taken: columns, report, reason
        :returns: the line
        """
        numbers = AccessNumbers(records.ids)
        return self._log_numbers(operation, records._name, numbers, note)

    @api.model
    def _log_numbers(self, operation, model, numbers, note=None):
        """Write down that the user took out the records of these numbers.

        :param model: name of their model
        :param numbers: ``AccessNumbers``
        :returns: the line
        """
        if self.env.cr.readonly:
            # Odoo answers by running the request again where it may write.
            raise ReadOnlySqlTransaction("The access has to be logged")
        # sudo: nobody has the right to write lines by hand.
        return self.sudo().create(
            {
                "date": fields.Datetime.now(),
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "operation": operation,
                "model": model,
                "row_count": numbers.count,
                "record_numbers": numbers.text(),
                "note": note,
            }
        )
