# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .common import CallbackCommon


class SampleCommon(CallbackCommon):
    """Populations of partners: ``ref`` names the test, ``city`` the stratum."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner_model = cls.env["ir.model"]._get_id("res.partner")
        cls.count = 0

    @classmethod
    def _population(cls, **cities):
        """Create so many partners in each city and return their condition."""
        cls.count += 1
        ref = f"sample {cls.count}"
        cls.env["res.partner"].create(
            [
                {"name": f"{city} {number}", "city": city, "ref": ref}
                for city, total in cities.items()
                for number in range(total)
            ]
        )
        return str([("ref", "=", ref)])

    @classmethod
    def _sample(cls, domain, user=None, **values):
        model = cls.env["callback.sample"].with_user(user or cls.supervisor)
        return model.create(
            {
                "name": "Sample",
                "model_id": cls.partner_model,
                "domain": domain,
                "rate": 0.1,
                **values,
            }
        )

    @classmethod
    def _by_city(cls, domain, method="rate", **values):
        return cls._sample(domain, strata_method=method, stratum_field="city", **values)

    @staticmethod
    def _strata(**shares):
        return [
            Command.create({"name": name, "share": share})
            for name, share in shares.items()
        ]

    def _sizes(self, sample):
        return {s.key: s.size for s in sample.stratum_ids}

    def _picked(self, sample):
        return set(sample.member_ids.mapped("res_id"))

    def _frame(self, sample):
        """Return the stored frame as triples (number, stratum key, is excluded)."""
        members = self.env["callback.sample.member"].search(
            [("sample_id", "=", sample.id), ("exclusion", "!=", False)]
        )
        excluded = set(members.mapped("res_id"))
        return [
            (number, part.stratum_id.key, number in excluded)
            for part in sample.frame_ids
            for number in map(int, part.members.split())
        ]

    def _in_frame(self, sample, key):
        """Return the numbers of a stratum of the stored frame."""
        return [number for number, found, _out in self._frame(sample) if found == key]

    def _exclude(self, sample, number, user=None):
        model = self.env["callback.sample.exclusion"].with_user(user or self.supervisor)
        return model.create(
            {"sample_id": sample.id, "res_id": number, "evidence": "Cut off on 3 May"}
        )
