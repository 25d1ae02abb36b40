# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

from .callback_record import CLOSED_STATES


class CallbackArchive(models.Model):
    """Checking that files, callbacks and chains name each other."""

    _inherit = "callback.archive"

    def _verify_links(self, companies, result):
        """Add what the walk along the chains cannot see.

        :param companies: ``res.company`` whose archive is checked
        :param result: as ``verify_chain`` returns it; ``broken`` grows
        """
        for name, what in (
            *self._find_doubled_chains(companies),
            *self._find_stray_files(companies),
            *self._find_stray_records(companies),
            *self._find_stray_documents(companies),
            *self._find_false_clocks(companies),
        ):
            result["broken"].append({"archive": name, "what": what})

    def _find_doubled_chains(self, companies):
        """Yield chains of which there are several for a company and year."""
        chains = self.env["callback.archive.chain"]
        groups = chains._read_group(
            [("company_id", "in", companies.ids)],
            ["company_id", "year"],
            ["id:recordset"],
            having=[("__count", ">", 1)],
        )
        for _company, _year, doubled in groups:
            yield (
                doubled[0].display_name,
                self.env._("There is more than one chain of this company and year."),
            )

    def _find_stray_files(self, companies):
        """Yield files outside the chains of their company."""
        rows = self.env.execute_query(
            SQL(
                """SELECT a.name FROM callback_archive a
                LEFT JOIN callback_archive_chain c ON c.id = a.chain_id
                WHERE a.company_id = ANY(%s)
                    AND c.company_id IS DISTINCT FROM a.company_id ORDER BY 1""",
                list(companies.ids),
            )
        )
        for (name,) in rows:
            yield name, self.env._("Its chain is missing or of another company.")

    def _find_stray_records(self, companies):
        """Yield callbacks that say they are archived and whose file denies it."""
        rows = self.env.execute_query(
            SQL(
                """SELECT COALESCE(a.name, shared.name, r.name), r.name, a.id
                FROM callback_record r
                FULL JOIN callback_archive a ON a.record_id = r.id
                LEFT JOIN callback_archive shared ON shared.id = r.archive_id
                WHERE COALESCE(a.company_id, r.company_id) = ANY(%s)
                    AND (a.record_id IS NOT NULL OR (a.id IS NULL AND (
                        r.archive_id IS NOT NULL OR r.date_archived IS NOT NULL)))
                    AND (r.archive_id IS DISTINCT FROM COALESCE(a.id, shared.id)
                        OR r.date_archived IS DISTINCT FROM
                            COALESCE(a.date_archived, shared.date_archived)
                        OR (a.id IS NULL AND (shared.id IS NULL
                            OR shared.res_model = 'callback.record')))
                ORDER BY 1""",
                list(companies.ids),
            )
        )
        for name, record, archive_id in rows:
            if archive_id:
                yield (
                    name,
                    self.env._(
                        "The callback %(record)s and its file do not name each other.",
                        record=record or "?",
                    ),
                )
            else:
                yield (
                    name,
                    self.env._(
                        "The callback %(record)s was archived, its file is missing.",
                        record=record,
                    ),
                )

    def _get_document_models(self):
        """Return the models of documents that are sealed, beside callbacks."""
        mixin = self.env.registry["callback.archive.mixin"]
        return [
            self.env[name]
            for name, model in sorted(self.env.registry.items())
            if issubclass(model, mixin)
            and not model._abstract
            and name != "callback.record"
        ]

    def _find_stray_documents(self, companies):
        """Yield other documents and their files that do not name each other."""
        for model in self._get_document_models():
            rows = self.env.execute_query(
                SQL(
                    """SELECT COALESCE(a.name, other.name, d.name), d.name
                    FROM %(table)s d
                    LEFT JOIN callback_archive a
                        ON a.res_model = %(model)s AND a.res_id = d.id
                    LEFT JOIN callback_archive other ON other.id = d.archive_id
                    WHERE d.company_id = ANY(%(companies)s)
                        AND (a.id IS NOT NULL OR d.archive_id IS NOT NULL)
                        AND (d.archive_id IS DISTINCT FROM a.id
                            OR d.date_archived IS DISTINCT FROM a.date_archived)
                    ORDER BY 1""",
                    table=SQL.identifier(model._table),
                    model=model._name,
                    companies=list(companies.ids),
                )
            )
            for name, document in rows:
                yield (
                    name,
                    self.env._(
                        "The document %(document)s and its file do not name each "
                        "other.",
                        document=document,
                    ),
                )

    def _find_false_clocks(self, companies):
        """Yield callbacks whose judgement does not follow from the sealed times.

        ``is_complete`` and ``on_time`` are what statistics count, and are no part of
        the content because they are derived from it: as in ``_compute_on_time``.
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT a.name, COALESCE(r.is_complete, FALSE) <> ended.is_complete,
                    COALESCE(r.on_time, FALSE) <> judged.on_time
                FROM callback_record r
                JOIN callback_archive a ON a.id = r.archive_id,
                LATERAL (SELECT CASE WHEN r.covers_archive THEN r.date_archived
                    ELSE r.date_done END AS finish) AS times,
                LATERAL (SELECT r.state IN %(closed)s AND times.finish IS NOT NULL
                    AS is_complete) AS ended,
                LATERAL (SELECT ended.is_complete AND COALESCE(times.finish
                    <= LEAST(r.deadline, r.deadline_breached), TRUE)
                    AS on_time) AS judged
                WHERE r.company_id = ANY(%(companies)s) AND (
                    COALESCE(r.is_complete, FALSE) <> ended.is_complete
                    OR COALESCE(r.on_time, FALSE) <> judged.on_time)
                ORDER BY 1""",
                closed=CLOSED_STATES,
                companies=list(companies.ids),
            )
        )
        record = self.env["callback.record"]
        for name, *wrong in rows:
            names = [
                self._get_label(record, field)
                for field, is_wrong in zip(
                    ("is_complete", "on_time"), wrong, strict=True
                )
                if is_wrong
            ]
            yield name, self.env._("Changed after sealing: %(names)s.", names=names)
