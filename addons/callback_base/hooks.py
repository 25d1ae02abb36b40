# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def uninstall_hook(env):
    """Let go of the shipped calendar, so that it can be removed with the addon."""
    companies = (
        env["res.company"]
        .with_context(active_test=False)
        .search([("callback_calendar_id", "!=", False)])
    )
    companies.write({"callback_calendar_id": False})
    env["callback.policy"].search([("calendar_id", "!=", False)]).write(
        {"calendar_id": False}
    )
