# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .callback_record import OPEN_STATES


class CallbackRecord(models.Model):
    """A callback that one document closes together with others (BASE-47)."""

    _inherit = "callback.record"

    document_id = fields.Many2one(
        "callback.document",
        string="Closed by document",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        domain="[('state', '=', 'draft')]",
    )

    def write(self, vals):
        """A callback joins or leaves a draft only."""
        if "document_id" in vals and not self.env.su:
            self._check_document(vals["document_id"])
        return super().write(vals)

    def _check_document(self, document_id):
        """Raise when callbacks would join or leave a finished document."""
        documents = self.document_id
        if document_id:
            documents |= documents.browse(document_id)
        documents.check_access("write")
        documents._check_draft()
        self._check_state(OPEN_STATES, self.env._("closed by a document"))

    @api.constrains("document_id", "rule_id")
    def _check_document_channel(self):
        """One document uses one channel, which the rule of each callback allows."""
        for record in self.filtered("document_id"):
            channel = record.document_id.channel_id
            allowed = record.allowed_channel_ids
            if channel and allowed and channel not in allowed:
                raise ValidationError(
                    self.env._(
                        "%(clauses)s: %(record)s cannot be closed by %(channel)s. "
                        "Allowed: %(allowed)s.",
                        clauses=record._get_clause_codes(record.rule_id.clause_ids),
                        record=record.name,
                        channel=channel.name,
                        allowed=allowed.mapped("name"),
                    )
                )

    def action_make_document(self):
        """Begin a document that closes the chosen callbacks; supervisors only. RPC.

        :returns: action that opens the draft
        :raises UserError: when they have no channel in common for this, or one is
            closed or has a document already
        """
        self.check_access("write")
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(
                self.env._("Only a supervisor closes callbacks by one document.")
            )
        self._check_state(OPEN_STATES, self.env._("closed by a document"))
        taken = self.filtered("document_id")
        if taken:
            raise UserError(
                self.env._(
                    "%(record)s belongs to %(document)s already.",
                    record=taken[0].name,
                    document=taken[0].document_id.display_name,
                )
            )
        if len(self.company_id) != 1:
            raise UserError(
                self.env._("Choose callbacks of one company that one document closes.")
            )
        document = self.env["callback.document"].create(
            {
                "title": self.env._("Answer to %(count)s customers", count=len(self)),
                "company_id": self.company_id.id,
                "department_id": self.department_id[:1].id
                or self.env.user.employee_id.department_id.id,
                "channel_id": self._get_common_channel().id,
            }
        )
        self.write({"document_id": document.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }

    def _get_common_channel(self):
        """Return the first channel by which one document may close all of these."""
        common = self.env["callback.channel"].search([("is_collective", "=", True)])
        for rule in self.rule_id:
            allowed = rule._get_channels()
            if allowed:
                common &= allowed
            if not common:
                raise UserError(
                    self.env._(
                        "“%(rule)s” allows no channel by which one document closes "
                        "these callbacks.",
                        rule=rule.name,
                    )
                )
        return common[0]
