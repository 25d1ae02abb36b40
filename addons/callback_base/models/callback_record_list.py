# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from .prefetch import CONTACT_FIELDS, JoinedQuery

#: So many rows are read whole rather than asked for once more.
FEW = 20

#: The only thing a list shows of a document it names.
NAME_ONLY = {"fields": {"display_name": {}}}


class CallbackRecord(models.Model):
    """Lists of callbacks, read in as few steps as they need (BASE-51)."""

    _inherit = "callback.record"

    @api.model
    @api.readonly
    def web_search_read(
        self, domain, specification, offset=0, limit=None, order=None, count_limit=None
    ):
        """Read a page of a list. RPC.

        What was just found under the record rules is not put to them again, and of
        the documents named in the list only what makes their names is read. Anything
        but plain columns and names goes the usual way.
        """
        if not self._is_plain_list(specification):
            return super().web_search_read(
                domain, specification, offset, limit, order, count_limit
            )
        parts = [] if order or not limit else self._split_by_user(domain)
        if parts:
            records = self._search_parts(parts, list(specification), offset, limit)
        else:
            records = self.search_fetch(
                domain, list(specification), offset=offset, limit=limit, order=order
            )
        if "partner_id" in specification:
            # sudo: of customers, what their names and categories say; as lists do.
            records.partner_id.sudo().fetch(CONTACT_FIELDS)
        rows = records._read_format(list(specification), load=None)
        for name, wanted in specification.items():
            if wanted:
                self._fill_names(rows, name, records[name])
        return self._format_web_search_read_results(
            domain, rows, offset, limit, count_limit
        )

    @api.model
    def _split_by_user(self, domain):
        """Split “mine or nobody's” into its parts, which each have an index.

        :returns: [(user id or False, domain)] for ``_search_parts``, or nothing to
            split
        """
        wanted = Domain(domain).optimize(self)
        for condition in wanted.iter_conditions():
            if (condition.field_expr, condition.operator) == ("user_id", "in"):
                users = sorted(condition.value)
                if len(users) == 2 and not users[0]:
                    return [(user, wanted) for user in reversed(users)]
        return []

    @api.model
    def _search_parts(self, parts, names, offset, limit):
        """Read a page of what several parts find, by the order of the model.

        One condition with “or” makes the database sort all that it finds. Here each
        part reads as much as the page has in the order of its index. As the assigned
        user of a part is known, what its domain and the record rules ask of him is
        decided beforehand: the database takes it for another filter that leaves little,
        and would sort all the same.

        :param parts: [(id of the assigned user or False, domain)]
        :param names: fields to read
        :raises AccessError: when the user may not read them
        """
        self.check_access("read")
        fields = self._determine_fields_to_fetch(names)
        keys = {self._fields[key.strip()] for key in self._order.split(",")}
        keys.discard(self._fields["id"])
        wanted = [field.name for field in {*fields, *keys}]
        # sudo: the right to the model and to the fields is checked above, the record
        # rules are part of the domains.
        model, found = self.sudo(), self.browse()
        domains = self._get_part_domains(parts)
        if offset + limit <= FEW:
            queries = [
                model._search(domain, limit=offset + limit, order=self._order)
                for domain in domains
            ]
            queries = [query for query in queries if not query.is_empty()]
            columns = [self._fields[name] for name in wanted]
            if queries:
                page = model._fetch_query(JoinedQuery(queries), columns)
                found = self.browse(dict.fromkeys(page._ids))
            domains = []
        for domain in domains:
            page = model.search_fetch(domain, wanted, limit=offset + limit)
            found |= page.with_env(self.env)
            wanted = [key.name for key in keys]  # the rest of a few, mostly of none
        page = found.sorted()[offset : offset + limit]
        page.sudo().fetch(field.name for field in fields)  # as above
        return page

    @api.model
    def _count_parts(self, parts, condition, limit):
        """Count what several parts find, up to a limit; see ``_search_parts``.

        :param parts: without a callback in common
        :param condition: domain that they fulfil besides
        """
        self.check_access("read")
        count = 0
        for domain in self._get_part_domains(parts):
            if count < limit:
                # sudo: see _search_parts
                found = self.sudo().search_count(domain & condition, limit - count)
                count += found
        return count

    @api.model
    def _get_part_domains(self, parts):
        """Return the domains of parts, with the record rules."""
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        return [
            self._fix_user(Domain(domain) & rules, user) & Domain("user_id", "=", user)
            for user, domain in parts
        ]

    @api.model
    def _fix_user(self, domain, user):
        """Decide what a domain asks of the assigned user, when he is known."""

        def _decide(condition):
            if condition.field_expr == "user_id" and condition.operator == "in":
                return Domain(user in condition.value)
            if condition.field_expr == "user_id" and condition.operator == "not in":
                return Domain(user not in condition.value)
            return condition

        return domain.optimize(self).map_conditions(_decide)

    def _is_plain_list(self, specification):
        """Say whether a list asks for plain columns and names only."""
        for name, wanted in specification.items():
            field = self._fields.get(name)
            if field is None or field.type in ("reference", "many2one_reference"):
                return False
            named = field.type == "many2one" and wanted == NAME_ONLY
            if field.relational and not named:
                return False
        return bool(specification)

    def _fill_names(self, rows, name, documents):
        """Replace the ids of documents by ids with names."""
        # sudo: who sees a callback sees the names on it, as in any list.
        named = documents.sudo()
        if documents._name != "res.partner":
            named.fetch(["display_name"])
        names = {
            document.id: {"id": document.id, "display_name": document.display_name}
            for document in named
        }
        for row in rows:
            row[name] = row[name] and names[row[name]]
