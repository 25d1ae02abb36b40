# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime, timedelta

from odoo.addons.callback_base.tests.common import CallbackCommon

#: Public holidays of “calendar A” in the worked examples, first and last day.
HOLIDAYS = (
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
    (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
)
#: Make-up working days that “calendar B” adds.
MAKE_UP_DAYS = (
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
)
UTC_OFFSET = timedelta(hours=8)


def china(text):
    """Return a Shanghai wall-clock time as naive UTC."""
    return datetime.fromisoformat(text) - UTC_OFFSET


class UtilityCommon(CallbackCommon):
    """The U1 policy on calendars A and B, and a customer with a supply point."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy_u1 = cls.env.ref("callback_utility.policy_u1")
        cls.policy_u1.calendar_id = cls._calendar_a()
        cls.area = cls.env["callback.utility.area"].create({"name": "Harbour area"})
        cls.point = cls.env["callback.utility.supply.point"].create(
            {
                "name": "0412000001",
                "partner_id": cls.customer.id,
                "area_id": cls.area.id,
                "department_id": cls.branch.id,
                "voltage_level": "10",
                "use_type": "commercial",
            }
        )

    @classmethod
    def _calendar_a(cls):
        standard = cls.env.ref("callback_base.calendar_standard")
        calendar = standard.copy({"name": "Calendar A", "holiday_country_id": False})
        cls.env["resource.calendar.leaves"].create(
            [
                {
                    "name": "Holiday",
                    "calendar_id": calendar.id,
                    "date_from": datetime.combine(first, datetime.min.time())
                    - UTC_OFFSET,
                    "date_to": datetime.combine(last, datetime.max.time()) - UTC_OFFSET,
                }
                for first, last in HOLIDAYS
            ]
        )
        return calendar

    @classmethod
    def _use_calendar_b(cls):
        cls.env["callback.workday"].create(
            [
                {
                    "calendar_id": cls.policy_u1.calendar_id.id,
                    "date": day,
                    "is_working": True,
                    "override_reason": "Make-up working day",
                }
                for day in MAKE_UP_DAYS
            ]
        )

    @classmethod
    def _order(cls, kind, archived, **values):
        """Return a work order of the branch, archived at a Shanghai time."""
        number = values.pop("name", f"{kind} {archived}")
        return cls.env["callback.utility.work.order"].create(
            {
                "name": number,
                "kind": kind,
                "supply_point_id": cls.point.id,
                "department_id": cls.branch.id,
                "date_archived": china(archived) if archived else False,
                **values,
            }
        )

    @classmethod
    def _sweep(cls, *orders):
        """Sweep as a supervisor and return the callbacks of these orders."""
        cls.env["callback.rule"].with_user(cls.supervisor).sweep()
        return cls.env["callback.record"].search(
            [
                ("res_model", "=", "callback.utility.work.order"),
                ("res_id", "in", [order.id for order in orders]),
            ]
        )
