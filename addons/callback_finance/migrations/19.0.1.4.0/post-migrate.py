# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What new conditions of shipped rules mean for a database that works already."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

#: The condition of the insurer's report meant two accounts where it means one.
INSURED_BEFORE = (
    '[("callback_finance_account_ids.business", "=", "insurance"),'
    ' ("callback_finance_account_ids.state", "=", "active")]'
)
INSURED = (
    '[("callback_finance_account_ids", "any",'
    ' [("business", "=", "insurance"), ("state", "=", "active")])]'
)


#: Each customer is called once, not for each account.
ONCE = ', ("is_customer_account", "=", True)]'
RULES = {
    "rule_f3_continuous": '[("business", "=", "wealth"), ("state", "=", "active")]',
    "rule_f3_former": '[("business", "=", "wealth"), ("state", "=", "closed")]',
}


def migrate(cr, version):
    """F2-06: who leaves keeps away; F3-33, F4-02: customers with two accounts."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    _set_empty(env, "rule_f2_departed", "concerned_field", "employee_id")
    _set_empty(env, "policy_f3", "form_hours", 24)
    category = env.ref(
        "callback_finance.complaint_category_conduct", raise_if_not_found=False
    )
    for name in ("guaranteed", "behalf"):
        answer = f"survey_continuous_{name}_yes"
        _set_empty(env, answer, "callback_issue_category_id", category)
    for name, before in RULES.items():
        _replace(env, name, "domain", before, before[:-1] + ONCE)
    _replace(env, "service_rule_f4", "customer_domain", INSURED_BEFORE, INSURED)
    _name_documents(cr)


def _set_empty(env, name, field, value):
    """Fill in what the company has not filled in itself."""
    record = env.ref(f"callback_finance.{name}", raise_if_not_found=False)
    if record and value and not record[field]:
        record[field] = value


def _replace(env, name, field, before, value):
    """Replace what was shipped; what the company changed stays."""
    record = env.ref(f"callback_finance.{name}", raise_if_not_found=False)
    if record and record[field] == before:
        record[field] = value


def _name_documents(cr):
    """Callbacks about changes and departures say what they are about."""
    for model in ("callback.finance.change", "callback.finance.departure.line"):
        cr.execute(
            SQL(
                """UPDATE callback_record r SET source_name = d.name FROM %s d
                WHERE r.res_model = %s AND r.res_id = d.id AND d.name IS NOT NULL
                    AND COALESCE(r.source_name, '') = '' AND r.archive_id IS NULL""",
                SQL.identifier(model.replace(".", "_")),
                model,
            )
        )
