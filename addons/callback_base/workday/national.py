# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""National holidays and make-up working days, from the library ``holidays``."""

from functools import lru_cache

import holidays


def is_known(country_code):
    """Tell whether the library has a table for the country."""
    return country_code in holidays.list_supported_countries()


@lru_cache(maxsize=64)
def national_days(country_code, year_from, year_to):
    """Return ({date: name}, make-up dates) of the years, both included.

    Names are in the country's own language. The neighbouring years are loaded too,
    because a make-up day may belong to a holiday of the next year. Raises LookupError
    for a country or a year for which the library has nothing.
    """
    if not is_known(country_code):
        raise LookupError(country_code)
    table = holidays.country_holidays(country_code)
    if year_to > table.end_year:
        raise LookupError(f"{country_code} {year_to}")
    table = holidays.country_holidays(
        country_code,
        years=range(year_from - 1, year_to + 2),
        language=table.default_language,
    )
    years = range(year_from, year_to + 1)
    names = {day: name for day, name in table.items() if day.year in years}
    make_up = {day for day in table.weekend_workdays if day.year in years}
    return names, frozenset(make_up)
