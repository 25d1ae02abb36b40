# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Labels of the units and shifts that ``callback.workday.deadline`` knows."""

UNITS = [
    ("minute", "Minutes"),
    ("hour", "Hours"),
    ("day", "Days"),
    ("working_day", "Working days"),
    ("week", "Weeks"),
    ("month", "Months"),
    ("year", "Years"),
]
SHIFTS = [
    ("none", "Stays"),
    ("next", "Next working day"),
    ("previous", "Previous working day"),
]
PERIODS = [
    ("week", "Week"),
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("half_year", "Half year"),
    ("year", "Year"),
]
#: Types of the fields whose values can be strata.
STRATUM_TYPES = ("char", "selection", "many2one", "boolean", "integer")
