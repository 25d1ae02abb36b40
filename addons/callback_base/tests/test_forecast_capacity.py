# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import random
from fractions import Fraction

from odoo.tests import BaseCase, tagged

from ..forecast.capacity import accumulate, first_miss, needed, onto


def simulate(due, capacity, backlog):
    """Work day by day on what is due first; return the first day that was missed."""
    queue = [(-1, Fraction(backlog))]
    for day in range(max([*due, *capacity, 0]) + 1):
        hours = Fraction(capacity.get(day, 0))
        queue += [(day, Fraction(due[day]))] if day in due else []
        future = [(d, Fraction(n)) for d, n in due.items() if d > day]
        waiting = sorted(queue) + sorted(future)
        left = []
        for limit, number in waiting:
            done = min(hours, number)
            hours -= done
            left.append((limit, number - done))
        if any(limit == day and number for limit, number in left):
            return day
        queue = [(limit, number) for limit, number in left if limit <= day]
        due = {limit: number for limit, number in left if limit > day}
    return None


@tagged("post_install", "-at_install")
class TestForecastCapacity(BaseCase):
    """Which deadline is missed first, and how many callers hold all (BASE-03)."""

    def test_first_miss_by_hand(self):
        due, capacity = {1: 4, 3: 7}, {1: 5, 2: 5, 3: 0}
        self.assertIsNone(first_miss({1: 5, 3: 5}, capacity))
        self.assertEqual(first_miss(due, capacity), 3)
        self.assertEqual(first_miss({1: 6}, capacity), 1)
        self.assertEqual(first_miss({1: 5}, capacity, backlog=1), 1)
        self.assertIsNone(first_miss({2: 9}, capacity, backlog=1))
        self.assertIsNone(first_miss({}, capacity, backlog=99))

    def test_needed_by_hand(self):
        self.assertEqual(needed({1: 10, 2: 20}, {1: 5, 2: 10}), 2)
        self.assertEqual(needed({1: 10, 2: 21}, {1: 5, 2: 10}), 3)
        self.assertEqual(needed({}, {1: 5}), 0)
        self.assertIsNone(needed({1: 1}, {2: 5}))

    def test_thirds_are_exact(self):
        third = Fraction(1, 3)
        self.assertIsNone(first_miss({3: 1}, {1: third, 2: third, 3: third}))
        self.assertEqual(needed({3: 1}, {1: third, 2: third, 3: third}), 1)
        self.assertIsNone(first_miss({3: 3}, {1: 0.1, 2: 0.2, 3: 2.7}))

    def test_random_against_a_simulation(self):
        chance = random.Random(20261122)
        misses = 0
        for _number in range(2000):
            days = range(chance.randint(1, 9))
            due = {day: chance.randint(0, 9) for day in days if chance.random() < 0.6}
            one = {
                day: Fraction(chance.randint(0, 12), chance.randint(1, 5))
                for day in days
                if chance.random() < 0.7
            }
            backlog = chance.choice([0, 0, 3])
            expected = simulate(due, one, backlog)
            self.assertEqual(first_miss(due, one, backlog), expected)
            misses += expected is not None
            callers = needed(due, one, backlog)
            if callers is None:
                crowd = {day: 10**6 * able for day, able in one.items()}
                self.assertIsNotNone(simulate(due, crowd, backlog))
                continue
            enough = {day: callers * able for day, able in one.items()}
            self.assertIsNone(simulate(due, enough, backlog))
            if callers:
                fewer = {day: (callers - 1) * able for day, able in one.items()}
                self.assertIsNotNone(simulate(due, fewer, backlog))
        self.assertGreater(misses, 200)

    def test_closed_days_count_for_the_open_day_before(self):
        self.assertEqual(
            onto([3, 4, 7], {1: 5, 3: 1, 5: 2, 6: 3, 7: 1, 9: 4}),
            {1: 5, 3: 1, 4: 5, 7: 5},
        )
        due, days = {5: 2, 6: 3}, [4, 7]
        able = {4: 4, 7: 9}
        self.assertEqual(first_miss(due, able), 6)
        self.assertEqual(first_miss(onto(days, due), able), 4)

    def test_sums_so_far(self):
        self.assertEqual(
            list(accumulate({2: 3}, {1: 2, 3: 1}, 1)), [(1, 1, 2), (2, 4, 2), (3, 4, 3)]
        )
