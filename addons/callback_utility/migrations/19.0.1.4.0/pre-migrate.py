# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Items of checklists get their ids before the data is loaded: so translated."""

from odoo.tools import SQL

#: Checklist: the ends of the ids of its items, and what they say.
ITEMS = {
    "checklist_g1_hotline": {
        "answer": "Calls are answered within 20 seconds of ringing",
        "leak": "A report of leaking gas becomes a work order at once and is passed on",
        "safety": "Safety rules and first steps at a leak are known",
        "emergency": "The procedure of the emergency plan is known",
        "callback": "Every work order that repairers returned is called back",
        "hazard": "Hazards are reported in time, handed over and recorded",
        "watch": "Account managers, repairers, safety inspectors and clerks are "
        "watched and checked by phone, by percentage",
    },
    "checklist_g1_inspectors": {
        "daily": "Daily inspection at the required percentages: readings, checks "
        "made, ignition, alterations, meters, hotline, reception",
        "evidence": "Evidence of violations is taken within the time limit",
        "key": "Key customers are inspected: arrears, not entered for three "
        "months, nobody home, sudden change, suspected theft, refused entry",
        "demolition": "Customers in demolition areas: safety watched, education, "
        "closing of accounts, checked on site",
        "reported": "Violating or reported customers are inspected within 2 days",
        "ledger": "The ledger is kept as required",
        "hazard": "Hazards are reported in time, handed over and recorded",
    },
}


def migrate(cr, version):
    """Attach the ids to the items that were loaded without; others are left alone."""
    if not version:
        return
    for checklist, names in ITEMS.items():
        for name, text in names.items():
            cr.execute(
                SQL(
                    """INSERT INTO ir_model_data
                        (module, name, model, res_id, noupdate, create_date, write_date)
                    SELECT d.module, %(name)s, 'callback.review.checklist.item',
                        min(i.id), true, now() AT TIME ZONE 'UTC',
                        now() AT TIME ZONE 'UTC'
                    FROM ir_model_data d
                    JOIN callback_review_checklist_item i ON i.checklist_id = d.res_id
                    WHERE d.module = 'callback_utility' AND d.name = %(checklist)s
                        AND d.model = 'callback.review.checklist'
                        AND i.name->>'en_US' = %(text)s
                    GROUP BY d.module HAVING count(*) = 1
                    ON CONFLICT DO NOTHING""",
                    name=f"{checklist}_{name}",
                    checklist=checklist,
                    text=text,
                )
            )
