# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Open letters among the letters of P1; papers due in the year of the hand-over."""

from odoo import SUPERUSER_ID, api

OLD = '[("channel_id.code", "in", ["phone", "letter"])]'
NEW = '[("channel_id.code", "in", ["phone", "letter", "public_letter"])]'


def migrate(cr, version):
    """P1-21: the open letter is a letter, in drafts only. S7-06: open deliveries.

    A policy that is in force stays as it was approved: a new version of it counts
    the open letters.
    """
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    quota = env.ref("callback_property.quota_p1_remote", raise_if_not_found=False)
    if quota and quota.policy_id.state == "draft" and quota.numerator_domain == OLD:
        quota.numerator_domain = NEW
    deliveries = env["callback.property.delivery"].search(
        [("method", "=", "proxy"), ("date_done", "=", False)]
    )
    env.add_to_compute(deliveries._fields["date_papers_due"], deliveries)
    deliveries.flush_recordset(["date_papers_due"])
