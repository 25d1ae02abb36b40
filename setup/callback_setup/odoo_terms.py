"""Runs in Odoo's shell: writes the translatable terms of addons to .pot files.

Reads {addon: path of the file} from CALLBACK_REQUEST. Odoo counts a field that
another addon adds to a mixin (calendar, sms) as ours; such names are listed in
<addon>.foreign, because a database without that addon does not have them.
"""
# ruff: noqa: F821 - `env` is what Odoo's shell offers

import json
import os

from odoo.tools.translate import trans_export


def foreign(addon):
    """Yield fields and model names that come from addons `addon` does not need."""
    module = env["ir.module.module"].search([("name", "=", addon)])
    needed = module.upstream_dependencies(exclude_states=("uninstallable",))
    names = {addon, "base", *needed.mapped("name")}
    for model in env.values():
        name = model._name.replace(".", "_")
        # The classes of the source; those Odoo puts together have a registry.
        source = [c for c in type(model).mro() if getattr(c, "pool", None) is None]
        named = (c._module for c in source if vars(c).get("_description"))
        if next(named, addon) not in names:
            yield f"{addon}.model_{name}"
        for field in model._fields.values():
            if field._module and field._module not in names:
                yield f"{addon}.field_{name}__{field.name}"


for addon, path in json.loads(os.environ["CALLBACK_REQUEST"]).items():
    with open(path, "wb") as file:
        trans_export(None, [addon], file, "po", env)
    with open(path.replace(".pot", ".foreign"), "w", encoding="utf-8") as file:
        file.write("\n".join(foreign(addon)))
env.cr.rollback()
print("\nCALLBACK-DONE {}")
