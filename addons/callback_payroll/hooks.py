# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

#: Category of each salary rule, by the codes that payroll itself uses.
CATEGORIES = {
    "callback_payroll.hr_salary_rule_fine": ("DED", "Deduction"),
    "callback_payroll.hr_salary_rule_bonus": ("ALW", "Allowance"),
}


def post_init_hook(env):
    """Put the salary rules into the categories of this database.

    Payroll brings them as demonstration data only, and companies make their own.
    """
    categories = env["hr.salary.rule.category"]
    for xmlid, (code, name) in CATEGORIES.items():
        found = categories.search([("code", "=", code)], limit=1)
        found = found or categories.create({"code": code, "name": name})
        env.ref(xmlid).category_id = found
