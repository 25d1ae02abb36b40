# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


class CallbackSurveyPartMixin(models.AbstractModel):
    """Part of a callback questionnaire: fixed as soon as answers refer to it.

    A changed question is another question: answers keep the one they were given to,
    so a questionnaire in use is followed by a new version (issue of mixed rates).
    The superuser is bound as well, because answers are evidence.
    """

    _name = "callback.survey.part.mixin"
    _description = "Part of a callback questionnaire"

    #: Fields that stay open: they change neither the question nor what it counts.
    _callback_free_fields = frozenset()

    #: Field of the part it belongs to; the questionnaire itself has none.
    _callback_parent = None

    def _get_callback_surveys(self):
        """Return the questionnaires these parts belong to."""
        raise NotImplementedError

    def _load_records(self, data_list, update=False):
        """A data file brings a questionnaire once: no upgrade changes what is asked.

        Its tables are CSV, which has no ``noupdate`` of its own and is inserted as one
        set, where XML creates record by record.
        """
        if self.env.context.get("install_mode"):
            own = self._get_callback_owners(data_list)
            for data in data_list:
                vals = data["values"]
                if self._callback_parent:
                    is_own = vals.get(self._callback_parent) in own
                else:
                    is_own = vals.get("survey_type") == "callback"
                data["noupdate"] = data.get("noupdate", False) or is_own
            if all(data["noupdate"] for data in data_list):
                # As of ``callback.data.mixin``: nobody created what an addon brought.
                self = self.with_context(tracking_disable=True)
        return super()._load_records(data_list, update)

    def _get_callback_owners(self, data_list):
        """Return the ids of parents in data that belong to callback questionnaires."""
        name = self._callback_parent
        if not name:
            return frozenset()
        ids = {data["values"].get(name) for data in data_list} - {None, False}
        parents = self.env[self._fields[name].comodel_name].browse(ids)
        return frozenset(
            parent.id
            for parent in parents
            if "callback" in parent._get_callback_surveys().mapped("survey_type")
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Nothing is added to a questionnaire in use."""
        parts = super().create(vals_list)
        parts._check_callback_unlocked()
        parts._forget_callback_setup()
        return parts

    def write(self, vals):
        """Nothing of a questionnaire in use is changed."""
        if not set(vals) <= self._callback_free_fields:
            self._check_callback_unlocked()
        result = super().write(vals)
        self._forget_callback_setup()
        return result

    def unlink(self):
        """Forget what was kept of the questionnaires."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def _forget_callback_setup(self):
        """Forget what was kept of the questionnaires, see ``_get_callback_setup``."""
        surveys = self.sudo()._get_callback_surveys()  # only looks at their type
        if "callback" in surveys.mapped("survey_type"):
            self.env.registry.clear_cache()

    def update_field_translations(self, field_name, translations, source_lang=""):
        """A translation is the wording that customers were asked."""
        if field_name not in self._callback_free_fields:
            self._check_callback_unlocked()
        result = super().update_field_translations(
            field_name, translations, source_lang
        )
        self._forget_callback_setup()  # a translation may quote something else
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_callback_locked(self):
        self._check_callback_unlocked()

    @api.ondelete(at_uninstall=True)
    def _unlink_except_callback_answered(self):
        """Answers outlive the addon that brought the question (BASE-23)."""
        if self.env.context.get(MODULE_UNINSTALL_FLAG):
            # sudo: only looks whether answers refer to the questionnaire.
            self.sudo()._get_callback_surveys()._check_callback_unanswered()

    def _check_callback_unlocked(self):
        """Raise when one of the questionnaires is in use.

        :raises UserError: naming the questionnaire and why it is fixed
        """
        # sudo: only looks whether answers or policies refer to the questionnaire.
        surveys = self.sudo()._get_callback_surveys()
        for survey, reason in surveys._get_callback_locks().items():
            raise UserError(
                self.env._(
                    "%(survey)s version %(version)s cannot be changed: %(reason)s. "
                    "Press “New version” and change that one.",
                    survey=survey.title,
                    version=survey.callback_version,
                    reason=reason,
                )
            )
