import { _t } from "@web/core/l10n/translation";

/**
 * Words of the web client that its own Chinese translation leaves in English.
 *
 * The client looks a word up with the addon that says it, and then among the words of
 * all addons: named here, it is found in the translation of this one. Where the web
 * client brings a translation of its own, that one counts.
 */
export const CORE_WORDS = [
    _t("Add nested rule"),
    _t("Among the %(total)s selected records, %(valid_count)s are valid for this update."),
    _t("Are you sure you want to delete the %(nbSelected)s selected records?"),
    _t("Are you sure you want to delete the selected record?"),
    _t("Are you sure you want to update %(count)s records?"),
    _t("Caps Lock is on!"),
    _t("Custom range"),
    _t("Missing required fields"),
    _t("Month to date"),
    _t("My Preferences"),
    _t("Select one or several criteria"),
    _t("Show options"),
    _t("Toggle date range mode"),
    _t("Year to date"),
    _t("before"),
    _t("between"),
    _t("greater or equal to"),
    _t("lower or equal to"),
    _t("lower than"),
    _t("not %(operator_label)s"),
];
