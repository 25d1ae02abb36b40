# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Frozen frames become arrays: keep what the old tables say."""

from odoo.tools import SQL


def migrate(cr, version):
    """Set the old members aside and let exclusions name their document."""
    if not version:
        return
    cr.execute(
        "ALTER TABLE callback_sample_exclusion ADD COLUMN IF NOT EXISTS res_id int4"
    )
    cr.execute(
        """UPDATE callback_sample_exclusion e SET res_id = m.res_id
        FROM callback_sample_member m WHERE m.id = e.member_id"""
    )
    cr.execute("ALTER TABLE callback_sample_exclusion DROP COLUMN member_id")
    cr.execute("ALTER TABLE callback_sample_member RENAME TO callback_sample_member_1")
    # Names of indexes and sequences are taken by the new table.
    cr.execute(
        """SELECT indexname FROM pg_indexes
        WHERE tablename = 'callback_sample_member_1' AND schemaname = current_schema"""
    )
    for (name,) in cr.fetchall():
        cr.execute(
            SQL(
                "ALTER INDEX %s RENAME TO %s",
                SQL.identifier(name),
                SQL.identifier(f"old_{name[:55]}"),
            )
        )
    cr.execute(
        """ALTER SEQUENCE IF EXISTS callback_sample_member_id_seq
        RENAME TO callback_sample_member_1_id_seq"""
    )
