# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def uninstall_hook(env):
    """Leave the neutral contact behind where bills are made out to it."""
    partner = env.ref("callback_account.partner_reporter", False)
    if partner and env["account.move.line"].search_count(
        [("partner_id", "=", partner.id)], limit=1
    ):
        env["ir.model.data"].search(
            [
                ("module", "=", "callback_account"),
                ("name", "=", "partner_reporter"),
            ]
        ).unlink()
