# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Files of the archive name their document by model and number."""


def migrate(cr, version):
    """Fill the new columns: up to here every file was that of a callback."""
    if not version:
        return
    cr.execute(
        """ALTER TABLE callback_archive
            ADD COLUMN IF NOT EXISTS res_model varchar,
            ADD COLUMN IF NOT EXISTS res_id int4,
            ADD COLUMN IF NOT EXISTS level varchar,
            ALTER COLUMN record_id DROP NOT NULL,
            ALTER COLUMN partner_id DROP NOT NULL,
            ALTER COLUMN content DROP NOT NULL"""
    )
    cr.execute(
        """UPDATE callback_archive SET res_model = 'callback.record',
            res_id = record_id, level = 'internal' WHERE res_id IS NULL"""
    )
    # Sealing pays for every index; see the model for those that remain.
    cr.execute(
        """DROP INDEX IF EXISTS callback_archive__company_id_index,
            callback_archive__category_id_index, callback_archive__record_id_index,
            callback_archive__chain_id_index, callback_archive__digest_index"""
    )
