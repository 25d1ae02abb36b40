# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Money and lists that the models of fines and bonuses share.

Rounding order of a line (T-12): base × rate or wage × factor, the cap, the quantity,
the factor of the repetition, and only then half-up to the cent, once.
"""

from decimal import ROUND_HALF_UP, Decimal

from odoo.exceptions import ValidationError

CENT = Decimal("0.01")
#: Beyond it, floats lose cents; also refuses what is not a number.
LARGEST = 10**13
KINDS = [
    ("fixed", "Fixed amount"),
    ("range", "Amount typed within a range"),
    ("item", "Amount per item"),
    ("percent", "Share of a typed base"),
    ("wage", "Monthly wages"),
    ("pay_share", "Share of the performance pay"),
    ("points", "Points"),
    ("measure", "Measure without money"),
]
#: Kinds that give an amount of money.
MONEY_KINDS = frozenset({"fixed", "range", "item", "percent", "wage", "pay_share"})
DEMERITS = [
    ("warning", "Warning"),
    ("criticism", "Public criticism"),
    ("minor_demerit", "Minor demerit"),
    ("major_demerit", "Major demerit"),
    ("pay_cut", "Pay cut"),
    ("transfer", "Transfer"),
    ("demotion", "Demotion"),
    ("post_change", "Transfer or demotion"),
    ("dismissal", "Dismissal"),
]
MERITS = [
    ("commendation", "Commendation"),
    ("minor_merit", "Minor merit"),
    ("major_merit", "Major merit"),
    ("award", "Special award"),
    ("goods", "Goods"),
    ("holiday", "Holiday"),
]
MEASURES = DEMERITS + MERITS
#: Proposals to human resources: they alone confirm them, and nothing changes by itself.
HR_MEASURES = frozenset({"pay_cut", "transfer", "demotion", "post_change", "dismissal"})
WINDOWS = [
    ("forever", "Without end"),
    ("calendar_year", "Calendar year"),
    ("months", "Months back"),
]


def explain_range(amount, low, high):
    """Return how an amount within a range came about; blank: the range alone."""
    span = f"{low:.2f} – {high:.2f}"
    return f"{amount:.2f} ({span})" if amount else span


def exact(value):
    """Return a number of any kind as the decimal that a person reads."""
    return value if isinstance(value, Decimal) else Decimal(repr(float(value or 0)))


def cents(value):
    """Return a decimal rounded half-up to the cent."""
    return exact(value).quantize(CENT, ROUND_HALF_UP)


def refuse_parts_of_cents(model, vals, names):
    """Refuse money with more than two decimals, before anything rounds it (T-12).

    :raises ValidationError: naming the rule, or what else it is, field and value
    """
    for name in names:
        value = vals.get(name)
        if not value:
            continue
        number = float(value)
        if not 0 <= number < LARGEST or exact(number) != cents(number):
            label = model._fields[name].get_description(model.env, ["string"])
            what = (
                model.display_name
                if len(model) == 1
                else " ".join(filter(None, (vals.get("code"), vals.get("name"))))
            )
            raise ValidationError(
                model.env._(
                    "%(field)s: %(value)s is not an amount; money has two decimals at "
                    "most and is not negative.",
                    field=", ".join(filter(None, (what, label["string"]))),
                    value=value,
                )
            )
