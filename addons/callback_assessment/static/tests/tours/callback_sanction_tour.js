import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

const LINE = ".o_list_view .o_data_row:contains(李测试) .o_data_cell";

/**
 * The steps that choose a record by its name.
 *
 * @param {string} name of the field
 * @param {string} text
 * @returns {Object[]}
 */
function choose(name, text) {
    return [
        { trigger: `.o_field_widget[name=${name}] input`, run: `edit ${text}` },
        {
            trigger: `.o-autocomplete--dropdown-item:contains(${text}) a`,
            run: "click",
        },
    ];
}

registry.category("web_tour.tours").add("callback_violation_supervisor", {
    url: "/odoo/callback-violations",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        ...choose("rule_id", "档案缺联系人"),
        ...choose("employee_id", "李测试0"),
        {
            trigger: ".o_field_widget[name=facts] textarea",
            run: "edit 三份档案缺少联系人",
        },
        { trigger: "button[name=action_confirm]", run: "click" },
        {
            content: "Proposed, and the way to the proposal",
            trigger:
                ".o_form_view:not(:has(button[name=action_confirm])) .o_stat_text:contains(建议)",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_sanction_human_resources", {
    url: "/odoo/callback-sanctions",
    steps: () => [
        { trigger: LINE, run: "click" },
        {
            content: "The rule leaves a range, and the form says so",
            trigger: ".o_form_view .alert[name=amount_open]",
            run: checkChinese,
        },
        { trigger: ".o_field_widget[name=typed_amount] input", run: "edit 123.45" },
        {
            trigger: ".o_field_widget[name=amount_reason] textarea",
            run: "edit 情节较轻",
        },
        { trigger: "button[name=action_confirm]", run: "click" },
        { trigger: "button[name=action_notify]", run: "click" },
        {
            content: "Told: no button before the time for an appeal is over",
            trigger:
                ".o_form_view:not(:has(button[name=action_finalise])) .alert[name=appeal_time]",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_sanction_final", {
    url: "/odoo/callback-sanctions",
    steps: () => [
        {
            content: "Show what is not a proposal any more",
            trigger: ".o_searchview .o_facet_remove",
            run: "click",
        },
        { trigger: LINE, run: "click" },
        { trigger: "button[name=action_finalise]", run: "click" },
        {
            trigger:
                ".o_form_view:not(:has(button[name=action_finalise])) .o_field_widget[name=date_final]",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_pay_own", {
    url: "/odoo",
    steps: () => [
        {
            content: "Who makes no callbacks has the app",
            trigger: ".o_navbar_apps_menu button",
            run: "click",
        },
        {
            trigger: ".o_app[data-menu-xmlid='callback_base.callback_menu_root']",
            run: "click",
        },
        {
            content: "The person finds the own proof of pay in the menu",
            trigger: ".o_menu_sections button:contains(我的工作)",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .dropdown-item:contains(我的绩效工资依据)",
            run: "click",
        },
        {
            content: "The line, how it came about, and what it comes to",
            trigger:
                ".o_form_view:has(.o_field_widget[name=total]:contains(-123.45)) .o_data_row:contains(123.45 \\(100.00)",
            run: checkChinese,
        },
    ],
});
