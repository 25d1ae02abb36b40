import { _t } from "@web/core/l10n/translation";

/**
 * Words of Odoo's own screens that its Chinese file leaves in English.
 *
 * A module without a translation of its own takes that of another: what is translated here
 * is shown in Chinese on every screen.
 */
export const WEB_TERMS = [
    _t("Missing required fields"),
    _t("Are you sure you want to delete the selected record?"),
    _t("Are you sure you want to delete the %(nbSelected)s selected records?"),
    _t("Are you sure you want to update %(count)s records?"),
    _t("Among the %(total)s selected records, %(valid_count)s are valid for this update."),
    _t("Heads up! Your recent changes are too large to save automatically. Please click the %(upload_icon)s button now to ensure your work is saved before you exit this tab."),
    _t("Caps Lock is on!"),
    _t("Custom range"),
    _t("Month to date"),
    _t("Year to date"),
    _t("Toggle date range mode"),
    _t("Invalid Display Name"),
    _t("My Preferences"),
    _t("No settings found"),
    _t("Select one or several criteria"),
    _t("Try searching for another keyword"),
    _t("Add nested rule"),
    _t("Show options"),
    _t("Add a"),
    _t("before"),
    _t("between"),
    _t("empty"),
    _t("greater or equal to"),
    _t("lower or equal to"),
    _t("lower than"),
    _t("not %(operator_label)s"),
    _t("not ="),
    _t("Tracked Changes"),
    _t("No content."),
    _t("Discard editing"),
    _t("Emails sent via"),
    _t("Search conversations"),
    _t("Conversations"),
    _t("Starred messages"),
    _t("Starred message"),
    _t("Add Star"),
    _t("Remove Star"),
    _t("Hover on your message and add a star"),
    _t("Filter Messages"),
    _t("Deleted document"),
    _t("Out-of-office message"),
    _t("Thread Actions"),
    _t("Invite people or email"),
    _t("This conversation isn’t available."),
];
