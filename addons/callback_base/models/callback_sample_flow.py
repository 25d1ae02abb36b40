# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import secrets

from odoo import fields, models
from odoo.exceptions import UserError

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

    def _settle(self, day):
        """Freeze, draw and confirm a sample of a plan, from wherever it stands.

        Documents that the rule leaves out are marked in the frame before the draw.

        :param day: first local date of the occasion; what is left out on it is
        """
        self.ensure_one()
        if self.state == "draft":
            self.action_freeze()
            self._leave_out(day)
        if self.state == "frozen":
            self._draw()
        if self.state == "drawn":
            self._check_covered()
            # sudo: the state is closed to every role; an approved plan asks for it.
            self.sudo().state = "confirmed"

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
        # sudo: seed, state and figures are closed to every role.
        sample = self.sudo()
        with self.env.cr.savepoint():
            sample._mark(seed)
            sample._refresh_counts()
            values = {
                "seed": seed,
                "algorithm": draw.ALGORITHM,
                "date_drawn": fields.Datetime.now(),
                "user_id": self.env.uid,
                "picked_digest": sample._get_picked_digest(),
            }
            sample.write({**values, "state": "drawn"})
            record = sample.env["callback.sample.draw"].create(
                {
                    **values,
                    "sample_id": self.id,
                    "reason": reason,
                    "frame_digest": sample.frame_digest,
                }
            )
            record.flush_recordset()
            self.env.cr.execute(statements.keep_picked(self, record))
            record.invalidate_recordset(["picked"])
        self.invalidate_recordset(["draw_ids", "member_ids"])

    def _mark(self, seed):
        """Store the drawn members and their methods in place of an earlier draw."""
        members = self.env["callback.sample.member"]
        for name in ("member", "split", "stratum"):
            self.env[f"callback.sample.{name}"].flush_model()
        splits = self.split_ids.sorted(lambda s: (s.sequence, s.id))
        for everyone in (False, True):
            self.env.cr.execute(statements.clear_picks(self))
            ranked = self._get_drawn(seed, draw.ALGORITHM, everyone)
            self.env.cr.execute(statements.picks(self, ranked, splits))
            if self.env.cr.rowcount == self._get_total():
                break
        members.invalidate_model()

    def _compare(self):
        """Draw again; return which members are missing and which were not drawn."""
        for everyone in (False, True):
            ranked = self._get_drawn(self.seed, self.algorithm, everyone)
            compare = statements.compare(self, ranked, NAMED)
            [[found, missing, extra]] = self.env.execute_query(compare)
            if found == self._get_total():
                break
        return missing, extra

    def _get_drawn(self, seed, algorithm, everyone):
        """Return the statement of the draw; with ``everyone`` complete in any case."""
        [[excluded]] = self.env.execute_query(statements.has_excluded(self))
        wanted = statements.wanted(self, seed, algorithm, everyone)
        return statements.drawn(self, wanted, excluded)

    def _get_total(self):
        return sum(self.stratum_ids.mapped("size"))

    def _get_picked_digest(self):
        [[digest]] = self.env.execute_query(statements.picked_digest(self))
        return digest

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
        for name in ("member", "stratum"):
            self.env[f"callback.sample.{name}"].flush_model()
        texts = []
        if sample._get_frame_digest() != sample.frame_digest:
            texts.append(self.env._("the frame was changed"))
        strata = sample.stratum_ids.sorted("id")
        if sample._get_sizes(strata, sample._get_maximum()) != strata.mapped("size"):
            texts.append(self.env._("the sizes do not follow from the rates"))
        missing, extra = sample._compare()
        if missing:
            texts.append(self.env._("missing: %(numbers)s", numbers=missing))
        if extra:
            texts.append(self.env._("not drawn: %(numbers)s", numbers=extra))
        if sample._get_picked_digest() != sample.picked_digest:
            texts.append(self.env._("the digest of the draw differs"))
        return texts
