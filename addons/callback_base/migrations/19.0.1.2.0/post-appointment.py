# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Hide the customer of an appointment from colleagues (BASE-19)."""
    if not version:
        return
    cr.execute(
        """UPDATE calendar_event e SET privacy = 'private' FROM callback_record r
        WHERE r.calendar_event_id = e.id AND e.privacy = 'confidential'"""
    )
