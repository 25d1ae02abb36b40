# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Setting X-43 of the policy decides what was kept beside it, on each rule."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL
from odoo.tools.sql import column_exists

TABLE, COLUMN = "callback_penalty_rule", "breach_once"


def migrate(cr, version):
    """Move “once a month” from the rules to the setting of their policies (X-43)."""
    if not version or not column_exists(cr, TABLE, COLUMN):
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    cr.execute(
        SQL(
            "SELECT id FROM %s WHERE %s = 'month'",
            SQL.identifier(TABLE),
            SQL.identifier(COLUMN),
        )
    )
    rules = env["callback.penalty.rule"].browse([number for [number] in cr.fetchall()])
    said = rules.filtered(lambda r: r.policy_id and r.breach_kind == "deadline")
    setting = env.ref("callback_base.callback_setting_x_43")
    for rule in said:
        policies = rule._get_breach_policies()
        lines = policies.setting_ids.filtered(lambda x: x.setting_id == setting)
        lines.write({"value": "month"})
        env["callback.policy.setting"].create(
            [
                {"policy_id": policy.id, "setting_id": setting.id, "value": "month"}
                for policy in policies - lines.policy_id
            ]
        )
    # What no setting can say proposes nothing by itself any longer: rather too few
    # fines than one for each task where one a month was meant.
    for rule in (rules - said).filtered("is_automatic"):
        rule.is_automatic = False
        rule.message_post(
            body="Was proposed once a month and department. Setting X-43 of a policy "
            "says so for late callbacks only: nothing is proposed by itself now."
        )
    cr.execute(
        SQL(
            "ALTER TABLE %s DROP COLUMN %s",
            SQL.identifier(TABLE),
            SQL.identifier(COLUMN),
        )
    )
