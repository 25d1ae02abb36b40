# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api

#: What the shipped kinds and channels are since this version; edited ones keep the
#: rest of what was edited.
KINDS = {
    "recording": {"is_recording": True, "is_personal": True, "size_limit": 500},
    "customer_signature": {"is_signature": True, "is_personal": True},
    "organisation_seal": {"is_personal": True},
}
CHANNELS = {
    "public_letter": {"is_collective": True},
    "meeting": {"is_collective": True},
}


def migrate(cr, version):
    """Tell recordings, signatures and collective channels apart."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    for prefix, values_by_code in (("evidence_kind", KINDS), ("channel", CHANNELS)):
        for code, values in values_by_code.items():
            record = env.ref(f"callback_base.callback_{prefix}_{code}", False)
            if record:
                record.write(values)
    # What was taken in before has its size and type in the attachment.
    cr.execute(
        """UPDATE callback_evidence evidence SET file_size = attachment.file_size,
            mimetype = attachment.mimetype
        FROM ir_attachment attachment WHERE attachment.res_id = evidence.id
            AND attachment.res_model = 'callback.evidence'
            AND attachment.res_field = 'file' AND evidence.file_size IS NULL"""
    )
