# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..conditions import check_searchable
from . import callback_sample_frame_sql as statements
from .period_selections import STRATUM_TYPES


class CallbackSampleFreeze(models.Model):
    """Freezing the frame: who could be drawn, in which stratum."""

    _inherit = "callback.sample"

    def action_freeze(self):
        """Fix the population and the sizes; nothing is drawn yet. RPC."""
        self.check_access("write")
        for sample in self:
            sample._check_state("draft")
            sample._check_rate()
            sample._check_limits()
            sample._check_population()
            sample._freeze()
        return True

    def action_reset(self):
        """Give up a frame that nothing was drawn from. RPC."""
        self.check_access("write")
        for sample in self:
            sample._check_state("frozen")
            sample._forget_members()
            # sudo: frame, state and figures are closed to every role.
            closed = sample.sudo()
            closed.frame_ids.unlink()
            closed.exclusion_ids.unlink()
            closed.stratum_ids.write({"population": 0, "size": 0, "excluded_count": 0})
            closed.write(
                {"state": "draft", "frame_digest": False, "date_frozen": False}
                | {"population": 0, "size": 0, "size_uncut": 0, "outside_count": 0}
            )
        self.env.invalidate_all()
        return True

    def _get_population(self):
        """Return the model whose documents are sampled, with the user's rights."""
        self.ensure_one()
        # sudo: reading the name of the model is open to nobody but administrators.
        model = self.sudo().model_id.model
        if not model or model not in self.env or not self.env[model]._auto:
            raise ValidationError(
                self.env._(
                    "Sample “%(sample)s”: choose the population.", sample=self.name
                )
            )
        return self.env[model].with_context(allowed_company_ids=self.company_id.ids)

    def _get_domain(self, text, stratum="", probe=False):
        """Return a condition as a checked ``Domain`` on the population.

        :param probe: ask the database too whether it can compare the values
        :raises ValidationError: naming sample and stratum, when it cannot be read
        """
        try:
            domain = Domain(ast.literal_eval((text or "[]").strip()))
            domain.validate(self._get_population())
            if probe:
                check_searchable(self._get_population(), domain)
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            raise ValidationError(
                self.env._(
                    "Sample “%(sample)s”%(stratum)s, condition: %(error)s",
                    sample=self.name,
                    stratum=f", {stratum}" if stratum else "",
                    error=error,
                )
            ) from error
        return domain

    def _check_stratum_field(self):
        field = self._get_population()._fields.get(self.stratum_field)
        if field is None or not field.store or field.type not in STRATUM_TYPES:
            raise ValidationError(
                self.env._(
                    "Sample “%(sample)s”, strata: “%(field)s” is not a stored field of "
                    "the population with values to choose from.",
                    sample=self.name,
                    field=self.stratum_field,
                )
            )

    def _check_state(self, *states):
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(sample)s” is in state %(state)s.",
                    sample=self.name,
                    state=labels[self.state],
                )
            )

    def _freeze(self):
        population = self._get_population()
        population.check_access("read")
        # The statements read whatever tables the conditions name.
        self.env.flush_all()
        with self.env.cr.savepoint():
            if self.strata_method != "none" and self.stratum_field:
                self._freeze_by_field(population)
            else:
                self._freeze_by_condition(population)
            self._refresh_counts()
            # sudo: state and figures are closed to every role.
            self.sudo().write(
                {
                    "state": "frozen",
                    "date_frozen": fields.Datetime.now(),
                    "frame_digest": self._get_frame_digest(),
                }
            )
            self._set_sizes()

    def _freeze_by_field(self, population):
        """Each value is a stratum; those of a selection exist even when empty."""
        query = population._search(self._get_domain(self.domain))
        self.env.cr.execute(statements.gather(population, query, self.stratum_field))
        found = [value for [value] in self.env.execute_query(statements.values())]
        labels = self._get_value_labels(population, found)
        known = set(self.stratum_ids.mapped("key"))
        # sudo: the strata of the values are made here, not by the user.
        self.env["callback.sample.stratum"].sudo().create(
            [
                {"sample_id": self.id, "key": value, "name": label}
                for value, label in labels.items()
                if value not in known
            ]
        )
        self._insert(statements.freeze_values(self))
        self.env.cr.execute(statements.forget())

    def _freeze_by_condition(self, population):
        # sudo: see _freeze_by_field.
        strata = self.stratum_ids.sudo()
        if self.strata_method == "none":
            strata.unlink()
            strata = strata.create(
                {"sample_id": self.id, "key": "", "name": self.env._("All")}
            )
        elif not strata:
            raise ValidationError(
                self.env._(
                    "Sample “%(sample)s”: give the stratum field or the strata.",
                    sample=self.name,
                )
            )
        strata = strata.sorted(lambda s: (s.sequence, s.id))
        query, conditions = self._get_stratum_conditions(population, strata)
        statement = statements.freeze_conditions(self, query, strata, conditions)
        [[outside]] = self._insert(statement)
        # sudo: figures are closed to every role.
        self.sudo().outside_count = outside

    def _get_stratum_conditions(self, population, strata):
        """Return the query of the population and the SQL condition of each stratum.

        A stratum holds what a search for its condition would find, hence archived
        documents only if the condition of the sample or its own asks for them.
        """
        owned = [self._get_domain(s.domain, s.name) for s in strata]
        return self._get_conditions(population, self._get_domain(self.domain), owned)

    @api.model
    def _get_conditions(self, population, domain, owned):
        """Return the query of a population and each condition on it as SQL.

        :param domain: ``Domain`` of the population
        :param owned: ``Domain`` of each stratum
        """
        name = population._active_name

        def asks(domain):
            """Tell whether a condition says which archived documents it wants."""
            return any(leaf.field_expr == name for leaf in domain.iter_conditions())

        query = population._search(domain, active_test=False)
        conditions = []
        for own in owned:
            if name and not asks(domain) and not asks(own):
                own &= Domain(name, "=", True)
            own = own.optimize_full(population)
            conditions.append(own._to_sql(population, query.table, query))
        return query, conditions

    def _insert(self, statement):
        self.env["callback.sample.stratum"].flush_model()
        rows = self.env.execute_query(statement)
        self.invalidate_recordset(["frame_ids"])
        return rows

    def _get_value_labels(self, population, values):
        """Return the strata by stored value with a name to read."""
        field = population._fields[self.stratum_field]
        labels = {}
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
        elif field.type == "many2one":
            # sudo: only the names of the strata, which head the figures.
            linked = self.env[field.comodel_name].sudo()
            records = linked.browse([int(v) for v in values if v]).exists()
            labels = {str(record.id): record.display_name for record in records}
        missing = {value: value for value in values if value not in labels}
        if "" in missing:
            missing[""] = self.env._("Without value")
        return labels | missing

    def _refresh_counts(self):
        """Write how many members each stratum has, by one statement."""
        self.env["callback.sample.member"].flush_model()
        rows = self.env.execute_query(statements.counts(self))
        by_stratum = {row[0]: row[1:] for row in rows}
        # sudo: figures are closed to every role.
        for stratum in self.sudo().stratum_ids:
            total, excluded, picked = by_stratum.get(stratum.id, (0, 0, 0))
            stratum.write(
                {
                    "population": total,
                    "excluded_count": excluded,
                    "picked_count": picked,
                }
            )
        # sudo: see above.
        self.sudo().population = sum(row[1] for row in rows)

    def _get_frame_digest(self):
        self.env["callback.sample.stratum"].flush_model()
        self.env["callback.sample.member"].flush_model()
        [[digest]] = self.env.execute_query(statements.frame_digest(self))
        return digest

    # What is left out -------------------------------------------------------------

    def _leave_out(self, day):
        """Mark the exclusions of the rule that hold on a day in the frozen frame."""
        self.env["callback.exclusion"].flush_model()
        left_out = statements.left_out(self, day)
        self._exclude(dict(self.env.execute_query(left_out)))

    def _exclude(self, reasons):
        """Leave documents out of the frozen frame; others are not looked at.

        :param reasons: dict document number → why it is left out
        """
        if not reasons:
            return
        members = self.env["callback.sample.member"]
        members.flush_model()
        self.env.cr.execute(statements.exclude(self, reasons))
        members.invalidate_model()
        self._refresh_counts()
        # sudo: figures are closed to every role.
        self.sudo().frame_digest = self._get_frame_digest()
        self._set_sizes()

    def _get_located(self, numbers):
        """Return which of some documents are in the frozen frame, as a set."""
        rows = self.env.execute_query(statements.located(self, numbers))
        return {number for [number] in rows}

    def _forget_members(self):
        """Delete the rows that no foreign key holds to their samples."""
        members = self.env["callback.sample.member"]
        members.flush_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM callback_sample_member WHERE sample_id = ANY(%s)", self.ids
            )
        )
        members.invalidate_model()
