# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Items of checklists get their ids before the data is loaded: so translated."""

from odoo.tools import SQL

#: Checklist: the ends of the ids of its items, and what they say.
ITEMS = {
    "checklist_f3": {
        "plan": "There is a plan",
        "on_time": "The callback was done on time",
        "true": "The result is true",
        "traces": "Traces are kept",
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
                    WHERE d.module = 'callback_finance' AND d.name = %(checklist)s
                        AND d.model = 'callback.review.checklist'
                        AND i.name->>'en_US' = %(text)s
                    GROUP BY d.module HAVING count(*) = 1
                    ON CONFLICT DO NOTHING""",
                    name=f"{checklist}_{name}",
                    checklist=checklist,
                    text=text,
                )
            )
