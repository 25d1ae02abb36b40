# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import secrets

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..sampling import draw
from . import callback_sample_sql as statements

NAMED = 10


class CallbackSampleFlow(models.Model):
    """Drawing, checking and confirming a sample."""

    _inherit = "callback.sample"

    def action_draw(self):
        """Freeze the frame if that was not done, then draw. RPC."""
        self.check_access("write")
        for sample in self:
            sample._check_state("draft", "frozen")
            if sample.state == "draft":
                sample.action_freeze()
            sample._draw()
        return True

    def action_redraw(self, reason):
        """Draw again with another seed; the old draw stays on file. RPC.

        :param reason: why; it is kept with the new draw
        """
        self.check_access("write")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the sample is drawn again."))
        for sample in self:
            sample._check_state("drawn")
            sample._draw(reason)
            sample.message_post(
                body=self.env._("Drawn again: %(reason)s", reason=reason)
            )
        return True

    def action_confirm(self):
        """Close the sample, unless a stratum is not covered. RPC."""
        self.check_access("write")
        for sample in self:
            sample._check_reassigned()
            sample._check_state("drawn")
            sample._refresh_counts()
            sample._check_covered()
            sample.verify()
            # sudo: the state is closed to every role.
            sample.sudo().state = "confirmed"
        return True

    def _settle(self):
        """Freeze, draw and confirm a sample of a plan, from wherever it stands.

        Documents that the rule leaves out are marked in the frame before the draw.
        """
        self.ensure_one()
        if self.state == "draft":
            self.action_freeze()
            self._leave_out()
        if self.state == "frozen":
            self._draw()
        if self.state == "drawn":
            self._check_covered()
            # sudo: the state is closed to every role; an approved plan asks for it.
            self.sudo().state = "confirmed"

    def _leave_out(self):
        """Mark the approved exclusions of the rule in the frozen frame."""
        self.env["callback.exclusion"].flush_model()
        self.env["callback.sample.member"].flush_model()
        self.env.cr.execute(statements.leave_out(self, fields.Date.today()))
        if self.env.cr.rowcount:
            self.env["callback.sample.member"].invalidate_model()
            self._refresh_counts()
            # sudo: figures are closed to every role.
            self.sudo().frame_digest = self._get_frame_digest()
            self._set_sizes()

    def verify(self):
        """Redraw from the frozen frame; True, or an error with the difference. RPC."""
        self.check_access("read")
        for sample in self:
            if not sample.picked_digest:
                raise UserError(
                    self.env._("“%(sample)s” has not been drawn.", sample=sample.name)
                )
            differences = sample._get_differences()
            if differences:
                raise UserError(
                    self.env._(
                        "“%(sample)s” is not the sample that was drawn: "
                        "%(differences)s",
                        sample=sample.name,
                        differences="; ".join(differences),
                    )
                )
        return True

    def action_view_verified(self):
        """Verify and say so on screen. RPC."""
        self.verify()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The redraw gives the identical sample."),
            },
        }

    # The draw ---------------------------------------------------------------------

    def _draw(self, reason=None):
        self._check_reassigned()
        self._set_sizes()
        seed = secrets.token_hex(16)
        self.env["callback.sample.member"].flush_model()
        # sudo: seed, state and figures are closed to every role.
        sample = self.sudo()
        with self.env.cr.savepoint():
            sample._mark(seed)
            sample._refresh_counts()
            numbers = sample._get_picked()
            values = {
                "seed": seed,
                "algorithm": draw.ALGORITHM,
                "date_drawn": fields.Datetime.now(),
                "user_id": self.env.uid,
                "picked_digest": draw.picked_digest(numbers),
            }
            sample.write({**values, "state": "drawn"})
            sample.env["callback.sample.draw"].create(
                {
                    **values,
                    "sample_id": self.id,
                    "reason": reason,
                    "frame_digest": sample.frame_digest,
                    "picked": " ".join(map(str, numbers)),
                }
            )
        self.invalidate_recordset(["draw_ids", "member_ids"])

    def _mark(self, seed):
        """Mark the drawn members and their methods in the stored frame."""
        table = SQL.identifier("callback_sample_member")
        self.env["callback.sample.stratum"].flush_model()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET is_picked = false, split_id = NULL"
                " WHERE sample_id = %s AND is_picked",
                table,
                self.id,
            )
        )
        ranked = self._get_ranked(seed, draw.ALGORITHM)
        self.env.cr.execute(statements.picks(self, ranked))
        splits = self.split_ids.sorted(lambda s: (s.sequence, s.id))
        if splits:
            self.env["callback.sample.split"].flush_model()
            self.env.cr.execute(statements.assign_splits(self, ranked, splits))
        self.env["callback.sample.member"].invalidate_model()

    def _get_ranked(self, seed, algorithm):
        """Return the statement of the draw, complete for this frame and seed."""
        ranked = statements.drawn(self, seed, algorithm)
        count = SQL("SELECT count(*) FROM (%s) AS ranked", ranked)
        [[found]] = self.env.execute_query(count)
        if found == sum(self.stratum_ids.mapped("size")):
            return ranked
        return statements.drawn(self, seed, algorithm, everyone=True)

    def _get_picked(self):
        self.env["callback.sample.member"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT res_id FROM callback_sample_member"
                " WHERE sample_id = %s AND is_picked ORDER BY res_id",
                self.id,
            )
        )
        return [number for [number] in rows]

    # Checks -----------------------------------------------------------------------

    def _check_reassigned(self):
        """The share of a stratum without members is moved to others first (G1-20)."""
        if self.strata_method != "share" or self.state == "draft":
            return
        self._check_share_sum(self.stratum_ids)
        for stratum in self.stratum_ids:
            if stratum.share and not stratum.population:
                raise UserError(
                    self.env._(
                        "Sample “%(sample)s”: %(stratum)s is empty. Move its "
                        "%(share)s %% to other strata, so that the shares sum to "
                        "100 %%.",
                        sample=self.name,
                        stratum=stratum.name,
                        share=self._percent(stratum.share),
                    )
                )

    def _check_covered(self):
        short = self.stratum_ids.filtered("is_short")
        if short:
            raise UserError(
                self.env._(
                    "Sample “%(sample)s” does not cover every stratum: %(strata)s.",
                    sample=self.name,
                    strata=", ".join(
                        self.env._(
                            "%(stratum)s %(picked)s of %(size)s",
                            stratum=stratum.name,
                            picked=stratum.picked_count,
                            size=max(stratum.size, 1),
                        )
                        for stratum in short
                    ),
                )
            )

    def _get_differences(self):
        """Return in words what differs from the draw on file."""
        self.ensure_one()
        # sudo: the draw is compared as a whole, whatever the reader may see of it.
        sample = self.sudo()
        texts = []
        if sample._get_frame_digest() != sample.frame_digest:
            texts.append(self.env._("the frame was changed"))
        strata = sample.stratum_ids.sorted("id")
        if sample._get_sizes(strata, sample._get_maximum()) != strata.mapped("size"):
            texts.append(self.env._("the sizes do not follow from the rates"))
        ranked = sample._get_ranked(sample.seed, sample.algorithm)
        expected = {row[1] for row in self.env.execute_query(ranked)}
        stored = set(sample._get_picked())
        if expected - stored:
            numbers = sorted(expected - stored)[:NAMED]
            texts.append(self.env._("missing: %(numbers)s", numbers=numbers))
        if stored - expected:
            numbers = sorted(stored - expected)[:NAMED]
            texts.append(self.env._("not drawn: %(numbers)s", numbers=numbers))
        if draw.picked_digest(stored) != sample.picked_digest:
            texts.append(self.env._("the digest of the draw differs"))
        return texts
