# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..search_text import asked

#: A text found in more rows than these is left to the database: walking the queue by
#: deadline then meets it soon.
FEW = 1000
#: A trigram index finds nothing in the middle of a text by less.
ENOUGH = re.compile(r"\w{3}")
#: A number is looked up by its last digits: the first ones are those of all numbers.
TAIL = re.compile(r"(?<=.)\d{6}$")


class CallbackRecord(models.Model):
    """Finding a callback by customer, phone, number or document among a million."""

    _inherit = "callback.record"

    search_text = fields.Char(
        string="Number, document or customer",
        compute="_compute_search_text",
        search="_search_search_text",
        help="Only to search by. Numbers and documents by their first two characters, "
        "or any three.",
    )
    customer_search = fields.Char(
        string="Customer or phone",
        compute="_compute_search_text",
        search="_search_customer_search",
        help="Only to search by.",
    )

    @api.model
    def _search_display_name(self, operator, value):
        """A name typed into a field is looked up the same way."""
        if operator == "ilike" and value:
            return Domain("search_text", operator, value)
        return super()._search_display_name(operator, value)

    def _compute_search_text(self):
        self.search_text = self.customer_search = False

    def _search_customer_search(self, operator, value):
        if operator != "ilike":
            return NotImplemented
        return self._find_customers(value)

    def _search_search_text(self, operator, value):
        """Look each place up in its own index: one condition would read all rows."""
        if operator != "ilike":
            return NotImplemented
        found = [self._find_customers(value)]
        for name in ("name", "source_name"):
            place = self._get_place(name, value)
            ids = self._look_up(self, place)
            found.append(place if ids is None else Domain("id", "in", ids))
        return Domain.OR(found)

    @api.model
    def _get_place(self, name, value):
        """Return the condition on a field, so that few entries of its index are read.

        A text of two characters is looked for at the beginning only. The whole text
        is compared with the rows that the end of a number finds.
        """
        if not ENOUGH.search(value):
            return Domain(name, "=ilike", f"{value}%")
        tail = TAIL.search(value)
        if not tail:
            return Domain(name, "ilike", value)
        unaccent = self.env.registry.unaccent
        # Concatenated: otherwise the index is read for all of the text after all.
        whole = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%s || '') ILIKE %s",
                unaccent(model._field_to_sql(alias, name, query)),
                unaccent(SQL("%s", f"%{value}%")),
            )
        )
        return Domain(name, "ilike", tail.group()) & whole

    def _find_customers(self, value):
        """Domain of the callbacks of customers with a name or number like a text."""
        place = Domain("callback_search", "ilike", asked(value))
        partners = self.env["res.partner"]
        ids = self._look_up(partners, place)
        if ids is None:
            # sudo: as in _look_up.
            rows = partners.sudo().with_context(active_test=False)
            return Domain("partner_id", "in", rows._search(place))
        return Domain("partner_id", "in", ids)

    def _look_up(self, model, place):
        """Return the ids of the few rows a condition finds; None when there are many.

        Only ids, no values; the record rules apply to the callbacks found by them.
        """
        # sudo: see above.
        rows = model.sudo().with_context(active_test=False)
        ids = rows._search(place, limit=FEW + 1, order=None).get_result_ids()
        return None if len(ids) > FEW else list(ids)
