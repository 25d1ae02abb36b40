# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackRecord(models.Model):
    """A callback and the limits it missed (BASE-54)."""

    _inherit = "callback.record"
    _guarded_fields = frozenset({"breach_ids"})

    breach_ids = fields.One2many(
        "callback.breach", "record_id", string="Breaches", readonly=True, copy=False
    )
    breach_count = fields.Integer(compute="_compute_breach_count")

    # What the sweep for breaches reads: callbacks that are not kept (yet).
    _late_index = models.Index(
        "(deadline) WHERE on_time IS NOT TRUE AND state <> 'cancelled'"
    )
    _late_start_index = models.Index(
        "(deadline_start) WHERE deadline_start IS NOT NULL"
        " AND start_on_time IS NOT TRUE AND state <> 'cancelled'"
    )
    _breached_index = models.Index(
        "(deadline_breached) WHERE deadline_breached IS NOT NULL"
    )

    @api.depends("breach_ids")
    def _compute_breach_count(self):
        for record in self:
            record.breach_count = len(record.breach_ids)

    @api.model
    def _sweep_overdue(self, now=None):
        """Note all limits of callbacks that have passed; return how many are new."""
        now = fields.Datetime.to_datetime(now) or fields.Datetime.now()
        breach = self.env["callback.breach"]
        sources = breach._get_record_sources(now)
        return sum(breach._insert(source, now) for source in sources)

    def _note_breaches(self):
        """Note the limits these callbacks have missed, before they change."""
        now = fields.Datetime.now()
        # sudo: breaches are facts, written by the system alone.
        breach = self.env["callback.breach"].sudo()
        for source in breach._get_record_sources(now, self.ids):
            breach._insert(source, now)

    def action_cancel(self, reason):
        """Cancelling after the deadline does not undo the breach. RPC."""
        self.check_access("write")
        self._note_breaches()
        return super().action_cancel(reason)

    def _apply_extension(self, extension, missed):
        """An extension after the deadline does not undo the breach."""
        self._note_breaches()
        return super()._apply_extension(extension, missed)

    def _get_breach_met_dates(self, kind):
        """Return when the limits of a kind were met after all: {id: naive UTC}."""
        if kind == "start":
            return {record.id: record.date_first_try for record in self}
        return {
            record.id: record.date_archived
            if record.covers_archive
            else record.date_done
            for record in self
        }

    def action_view_breaches(self):
        """Open the limits this callback missed."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_breach_action"
        )
        return {**action, "domain": [("record_id", "=", self.id)], "context": {}}
