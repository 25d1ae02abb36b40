# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the migrations of several addons do alike."""

from odoo.tools import SQL


def release_record_rules(cr, addon):
    """Let the table of an addon mend the rules that nobody has changed.

    Rules stood in a file that upgrades leave alone; now they are a table, as access
    rights are, and an upgrade brings what was mended. A model of which somebody
    changed a rule keeps all of its rules as they are.

    :param cr: cursor of the upgrade
    :param str addon: technical name of the addon
    """
    cr.execute(
        SQL(
            """
            WITH own AS (
                SELECT data.id, rule.model_id,
                       rule.write_date > rule.create_date AS is_changed
                  FROM ir_model_data data
                  JOIN ir_rule rule ON rule.id = data.res_id
                 WHERE data.module = %s AND data.model = 'ir.rule'
            )
            UPDATE ir_model_data
               SET noupdate = FALSE
              FROM own
             WHERE own.id = ir_model_data.id
               AND own.model_id NOT IN (SELECT model_id FROM own WHERE is_changed)
            """,
            addon,
        )
    )


def give_categories_their_sector(env, addon):
    """Offer the complaint categories that an addon brought to its own users only.

    :param env: environment of the upgrade, as superuser
    :param str addon: technical name of the sector's addon
    """
    names = env["ir.model.data"].search(
        [("module", "=", addon), ("model", "=", "callback.complaint.category")]
    )
    categories = env["callback.complaint.category"].browse(names.mapped("res_id"))
    free = categories.exists().filtered(lambda category: not category.sector_id)
    free.sector_id = env.ref(f"{addon}.callback_group_sector")
