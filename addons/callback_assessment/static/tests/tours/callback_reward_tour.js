import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

/**
 * The step that opens a row of the list.
 *
 * @param {string} text what the row says
 * @returns {Object}
 */
function open(text) {
    return {
        content: "Open the row",
        trigger: `.o_list_view .o_data_row:contains(${text}) .o_data_cell`,
        run: "click",
    };
}

registry.category("web_tour.tours").add("callback_reward_manager", {
    url: "/odoo/callback-rewards",
    steps: () => [
        open("YH-2026-1"),
        {
            content: "The reporter is a number, the amount is there",
            trigger:
                ".o_form_view:not(:contains(举报人甲)):not(:has([name=informant_id])) .o_field_widget[name=amount]:contains(200.05)",
            run: checkChinese,
        },
        { trigger: ".o_statusbar_buttons button[name=action_verify]", run: "click" },
        {
            content: "Verified: the next button is there",
            trigger: ".o_statusbar_buttons button[name=action_approve]",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_reward_human_resources", {
    url: "/odoo/callback-rewards",
    steps: () => [
        open("YH-2026-1"),
        { trigger: ".o_statusbar_buttons button[name=action_approve]", run: "click" },
        {
            trigger: ".o_field_widget[name=payment_ref] input",
            run: "edit 现金凭证 17",
        },
        { trigger: ".o_statusbar_buttons button[name=action_pay]", run: "click" },
        {
            content: "Paid: nothing is left to press",
            trigger:
                ".o_form_view:not(:has(button[name=action_pay])) .o_field_widget[name=date_paid]",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_merit_offset", {
    url: "/odoo/action-callback_assessment.callback_merit_offset_action",
    steps: () => [
        open("李测试"),
        {
            trigger: ".o_form_view .o_field_widget[name=reason] textarea",
            run: checkChinese,
        },
        { trigger: ".o_statusbar_buttons button[name=action_approve]", run: "click" },
        {
            content: "Decided, and by whom",
            trigger:
                ".o_form_view:not(:has(button[name=action_approve])) .o_field_widget[name=decision_user_id]",
            run: checkChinese,
        },
    ],
});
