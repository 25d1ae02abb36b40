# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Enter further classes and holds from before into the register (BASE-23)."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in ("callback.archive.filing", "callback.archive.hold"):
        env["callback.archive.entry"]._enter(env[name].search([], order="id"))
