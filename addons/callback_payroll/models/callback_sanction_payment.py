# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

TAKEN = ("sanction_id", "payslip_id", "company_id", "employee_id", "code", "amount")


class CallbackSanctionPayment(models.Model):
    """What one payslip takes over of one line; a line may be spread (X-40).

    ``draft`` while the payslip is computed, ``done`` with it, ``released`` when the
    payslip was cancelled or refunded. Made and changed by payslips only.
    """

    _name = "callback.sanction.payment"
    _description = "Line on a payslip"
    _inherit = ["callback.guarded.mixin"]
    _order = "id desc"
    _rec_name = "sanction_id"
    _guarded_fields = frozenset(
        {"amount", "code", "payslip_id", "sanction_id", "state"}
    )

    sanction_id = fields.Many2one(
        "callback.sanction", required=True, index=True, ondelete="restrict"
    )
    payslip_id = fields.Many2one(
        "hr.payslip", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="restrict"
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    code = fields.Char(required=True)
    amount = fields.Monetary(required=True, help="Negative: deducted.")
    state = fields.Selection(
        [("draft", "Computed"), ("done", "Paid"), ("released", "Released")],
        required=True,
        default="draft",
        index=True,
    )

    _draft_unique = models.UniqueIndex(
        "(sanction_id) WHERE state = 'draft'",
        "A line is on one open payslip only.",
    )
    _slip_unique = models.UniqueIndex(
        "(sanction_id, payslip_id) WHERE state <> 'released'",
        "A line is on a payslip once.",
    )

    @api.model
    def _take_over(self, vals_list):
        """Insert what open payslips take over, in one statement; private.

        The payslips, which call it as superuser, have looked at what is due.

        :param vals_list: dicts of the fields in ``TAKEN``, relations as ids
        """
        if not vals_list:
            return
        self.flush_model()
        columns = [[vals[name] for vals in vals_list] for name in TAKEN]
        self.env.execute_query(
            SQL(
                "INSERT INTO callback_sanction_payment (sanction_id, payslip_id,"
                " company_id, employee_id, code, amount, state, create_uid, write_uid,"
                " create_date, write_date)"
                " SELECT n.*, 'draft', %s, %s, %s, %s FROM unnest(%s::int[],"
                " %s::int[], %s::int[], %s::int[], %s::text[], %s::numeric[]) n"
                " RETURNING id",
                self.env.uid,
                self.env.uid,
                self.env.cr.now(),
                self.env.cr.now(),
                *columns,
            )
        )
        self.invalidate_model()
        self.env["callback.sanction"].invalidate_model(["payment_ids", "amount_paid"])

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if any(payment.state != "draft" for payment in self):
            raise UserError(self.env._("What was paid stays on file."))
