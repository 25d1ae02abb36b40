# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which values of a number that a condition lets through are in no band (X-03)."""

from numbers import Number
from operator import eq, ge, gt, le, lt, ne

COMPARISONS = {"=": eq, "!=": ne, ">": gt, ">=": ge, "<": lt, "<=": le}


def gaps(domain, name, bands):
    """Return the values that no band covers, each run of them as a text.

    :param domain: ``Domain`` that a document meets
    :param name: field of the number, not negative
    :param bands: pairs (lower end, which belongs to the band; upper end, which does
        not, or None)
    """
    ends = {0.0} | {float(low) for low, _high in bands}
    ends |= {float(high) for _low, high in bands if high is not None}
    for leaf in domain.iter_conditions():
        if leaf.field_expr == name:
            values = _values(leaf.value)
            ends |= {float(value) for value in values if _is_number(value)}
    # The values are looked at one by one and in between: point, interval, point …
    ends = sorted(ends)
    runs, open_run = [], False
    for place in range(2 * len(ends)):
        value = _sample(ends, place)
        free = not any(
            low <= value and (high is None or value < high) for low, high in bands
        )
        if free and _may_meet(domain, name, value):
            if open_run:
                runs[-1][1] = place
            else:
                runs.append([place, place])
            open_run = True
        else:
            open_run = False
    return [_text(ends, *run) for run in runs]


def _sample(ends, place):
    """Return a value of a place: even ones are the ends, odd ones lie behind them."""
    number = place // 2
    if not place % 2:
        return ends[number]
    if number + 1 < len(ends):
        return (ends[number] + ends[number + 1]) / 2
    return ends[number] + 1


def _text(ends, first, last):
    low, high = ends[first // 2], ends[(last + 1) // 2 :][:1]
    if first == last and not first % 2:
        return f"{low:g}"
    if last + 1 >= 2 * len(ends):
        return f">{low:g}" if first % 2 else f"≥{low:g}"
    start = f">{low:g}" if first % 2 else f"{low:g}"
    return f"{start}–<{high[0]:g}" if last % 2 else f"{start}–{ends[last // 2]:g}"


def _may_meet(domain, name, value):
    """Tell whether a document with this number can meet the condition.

    Read from the end, each part says whether it can hold and whether it can fail;
    what is said of other fields can do both.
    """
    stack = []
    for term in reversed(list(domain)):
        if term == "!":
            can, cannot = stack.pop()
            stack.append((cannot, can))
        elif term in ("&", "|"):
            (can, cannot), (other_can, other_cannot) = stack.pop(), stack.pop()
            if term == "&":
                stack.append((can and other_can, cannot or other_cannot))
            else:
                stack.append((can or other_can, cannot and other_cannot))
        else:
            stack.append(_leaf(term, name, value))
    while len(stack) > 1:
        (can, cannot), (other_can, other_cannot) = stack.pop(), stack.pop()
        stack.append((can and other_can, cannot or other_cannot))
    return not stack or stack[0][0]


def _leaf(term, name, value):
    field, operator, right = term
    if field in (0, 1):
        return bool(field), not field
    if field != name:
        return True, True
    if operator in ("in", "not in") and all(map(_is_number, _values(right))):
        holds = (value in _values(right)) == (operator == "in")
        return holds, not holds
    if operator in COMPARISONS and _is_number(right):
        holds = COMPARISONS[operator](value, right)
        return holds, not holds
    return True, True


def _values(value):
    return value if isinstance(value, list | tuple | set) else [value]


def _is_number(value):
    return isinstance(value, Number) and not isinstance(value, bool)
