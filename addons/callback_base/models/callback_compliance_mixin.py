# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

FIGURES = ("met", "late", "missed", "excused", "open")


class CallbackComplianceMixin(models.AbstractModel):
    """Documents with a time limit, by which clauses of a policy are measured.

    Every document falls into exactly one figure: ``met`` done in time, ``late`` done
    after its limit, ``missed`` not done and the limit has passed, ``excused``, or
    ``open`` not due yet. So the figures always add up to the population.
    """

    _name = "callback.compliance.mixin"
    _description = "Documents that prove a clause"

    #: The time limit: it decides in which period a document counts.
    _compliance_date = "deadline"
    #: Small number by which rows of different models are told apart in the report.
    _compliance_source = 0

    @api.model
    def _get_compliance_population(self):
        """Return which documents of the model count, as a ``Domain``."""
        return Domain.TRUE

    @api.model
    def _get_compliance_parts(self):
        """Return the four conditions everything follows from, for overriders.

        :returns: dict of ``Domain``: ``excused``, ``done``, ``kept`` (of what is
            done), ``passed`` (of what is not)
        """
        raise NotImplementedError

    @api.model
    def _get_compliance_scope(self, clauses):
        """Return the documents that clauses are about as a ``Domain``."""
        raise NotImplementedError

    @api.model
    def _get_compliance_links(self):
        """Return SQL of the pairs (clause_id, link_id), see the next."""
        raise NotImplementedError

    @api.model
    def _get_compliance_columns(self, query):
        """Return the columns of the report as SQL.

        :param query: the ``Query`` of the documents that the reader may see
        :returns: dict with ``link`` (joined with the pairs), ``record_id``, ``name``,
            ``company_id``, ``department_id`` and ``user_id``
        """
        raise NotImplementedError

    def _get_compliance_form(self):
        """Return the record whose form shows the document."""
        return self

    @api.model
    def _get_compliance_domains(self):
        """Return ``{figure: Domain}``; every document is in exactly one."""
        parts = self._get_compliance_parts()
        judged, done = ~parts["excused"], parts["done"]
        return {
            "met": judged & done & parts["kept"],
            "late": judged & done & ~parts["kept"],
            "missed": judged & ~done & parts["passed"],
            "excused": parts["excused"],
            "open": judged & ~done & ~parts["passed"],
        }

    @api.model
    def _get_compliance_sql(self):
        """Return the rows of the report that come from this model.

        Only documents that the reader may see: the query carries the record rules.
        """
        query = self._search(
            Domain(self._compliance_date, "!=", False)
            & self._get_compliance_population()
        )
        parts = {
            name: domain.optimize_full(self)._to_sql(self, query.table, query)
            for name, domain in self._get_compliance_parts().items()
        }
        columns = self._get_compliance_columns(query)
        key = self._field_to_sql(query.table, "id", query)
        return SQL(
            """SELECT ((%(key)s::bigint * 8 + %(source)s) << 20) | l.clause_id AS id,
                l.clause_id, l.policy_id, %(model)s::varchar AS res_model,
                %(key)s AS res_id, %(record_id)s::int AS record_id,
                %(name)s::varchar AS name, %(company_id)s AS company_id,
                %(department_id)s AS department_id, %(user_id)s AS user_id,
                %(date)s AS date,
                (CASE WHEN %(excused)s THEN 'excused'
                    WHEN %(done)s AND %(kept)s THEN 'met'
                    WHEN %(done)s THEN 'late'
                    WHEN %(passed)s THEN 'missed'
                    ELSE 'open' END)::varchar AS status
            FROM %(tables)s
            JOIN (%(links)s) AS l (clause_id, policy_id, link_id)
                ON l.link_id = %(link)s
            WHERE %(where)s""",
            key=key,
            source=self._compliance_source,
            model=self._name,
            date=self._field_to_sql(query.table, self._compliance_date, query),
            links=self._get_compliance_links(),
            tables=query.from_clause,
            where=query.where_clause or SQL("TRUE"),
            **columns,
            **parts,
        )
