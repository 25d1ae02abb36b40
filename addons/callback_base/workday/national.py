# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""National holidays and make-up working days, from the library ``holidays``."""

from functools import lru_cache

import holidays

#: Countries whose government announces make-up working days, year by year.
MAKE_UP_COUNTRIES = frozenset({"CN"})


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


def covers(country_code, year):
    """Tell whether the library has holidays of the country for that year."""
    if not is_known(country_code):
        return False
    table = holidays.country_holidays(country_code)
    return table.start_year <= year <= table.end_year


@lru_cache(maxsize=8)
def last_official_year(country_code):
    """Return the last year whose make-up days the library knows, None for none.

    None also for countries that have no make-up days: nothing is awaited there.
    """
    if country_code not in MAKE_UP_COUNTRIES:
        return None
    end = holidays.country_holidays(country_code).end_year
    # Announced days of a year lie in it, or at the end of the year before.
    table = holidays.country_holidays(country_code, years=range(2001, end + 1))
    return max((day.year for day in table.weekend_workdays), default=None)


def is_provisional(country_code, year):
    """Tell whether the make-up days of the year have still to be published."""
    last = last_official_year(country_code)
    return last is not None and year > last
