# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Dates of recurring patterns and of periods, without database (BASE-05)."""
