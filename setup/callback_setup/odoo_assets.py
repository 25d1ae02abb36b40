"""Runs in Odoo's shell: compiles the bundles that browser tests load.

Test transactions roll compiled bundles back, so each test would compile them
again; here they are kept in the database the tests start from.
"""
# ruff: noqa: F821 - `env` is what Odoo's shell offers

for name in ("web.assets_web", "web.assets_tests", "web.assets_frontend"):
    bundle = env["ir.qweb"]._get_asset_bundle(name, assets_params={})
    bundle.js()
    bundle.css()
env.cr.commit()
print("\nCALLBACK-DONE {}")
