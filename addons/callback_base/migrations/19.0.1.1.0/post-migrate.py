# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Frozen frames become arrays: fill them, and the digests that follow from them."""

from odoo import SUPERUSER_ID, api

from odoo.addons.callback_base.models.callback_sample_frame_sql import CHUNK


def migrate(cr, version):
    """Move the members of the old table into frames, picks and exclusions."""
    if not version:
        return
    cr.execute(
        """INSERT INTO callback_sample_frame (sample_id, stratum_id, number, ids)
        SELECT sample_id, stratum_id, part, array_agg(res_id ORDER BY res_id)
        FROM (
            SELECT sample_id, stratum_id, res_id, (row_number() OVER
                (PARTITION BY stratum_id ORDER BY res_id) - 1) / %s AS part
            FROM callback_sample_member_1
        ) AS member GROUP BY sample_id, stratum_id, part""",
        [CHUNK],
    )
    cr.execute(
        """INSERT INTO callback_sample_member
            (sample_id, stratum_id, split_id, res_id, is_picked, exclusion)
        SELECT sample_id, stratum_id, split_id, res_id, COALESCE(is_picked, false),
            exclusion
        FROM callback_sample_member_1 WHERE is_picked OR exclusion IS NOT NULL"""
    )
    cr.execute("DROP TABLE callback_sample_member_1")
    env = api.Environment(cr, SUPERUSER_ID, {})
    for sample in env["callback.sample"].search([("frame_digest", "!=", False)]):
        sample.frame_digest = sample._get_frame_digest()
