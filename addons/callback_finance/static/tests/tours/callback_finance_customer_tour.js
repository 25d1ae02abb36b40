import {
    attachRecording,
    choose,
    enterTime,
} from "@callback_finance/../tests/tours/finance_steps";
import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

/** One callback of the queue to its end, with the recording. */
const callNext = [
    { trigger: ".o_list_view .o_data_row:contains(海河测试客户)" },
    { trigger: "button[name=action_start_next]", run: "click" },
    { trigger: "button[name=action_log_answered]", run: "click" },
    { trigger: "button[name=action_fill_satisfied]", run: "click" },
    { trigger: ".o_field_widget[name=result] textarea:value(满意)" },
    ...attachRecording,
    { trigger: "body:not(:has(.modal)) button[name=action_done]", run: "click" },
    {
        trigger: ".o_form_view:not(:has(button[name=action_done])) button[name=action_archive]",
        run: checkChinese,
    },
];

registry.category("web_tour.tours").add("callback_finance_call_next", {
    url: "/odoo/callback-queue",
    steps: () => callNext,
});

registry.category("web_tour.tours").add("callback_finance_departure", {
    url: "/odoo/callback-departures",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        ...choose("employee_id", "李测试2"),
        ...choose("successor_id", "李测试3"),
        ...enterTime("date", "2026-11-20"),
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved button[name=action_confirm]", run: "click" },
        { trigger: ".modal:contains(移交)", run: checkChinese },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "F2-06: each account of the adviser is listed",
            trigger: "button[name=action_view_lines]:contains(2)",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains(T-100)" },
        {
            trigger: ".o_list_view .o_data_row:contains(T-101)",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_finance_departure_done", {
    url: "/odoo/callback-departures",
    steps: () => [
        {
            content: "How far it is, in the list",
            trigger: ".o_list_view .o_data_row:contains(李测试2):contains(2 / 2) .o_data_cell",
            run: "click",
        },
        {
            content: "F2-06: all customers were called",
            trigger: "button[name=action_view_callbacks]:contains(2 / 2)",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:eq(1):contains(海河测试客户)" },
        { trigger: ".o_list_view", run: checkChinese },
    ],
});

/**
 * Enters a change of the contract.
 *
 * @param {string} kind
 * @param {Object} texts
 * @returns {Object[]}
 */
function change(kind, texts) {
    return [
        { trigger: ".o_list_button_add", run: "click" },
        ...choose("contract_id", "HT-2026-9002"),
        { trigger: ".o_field_widget[name=kind] input", run: "click" },
        { trigger: `.o_select_menu_item:contains(${kind})`, run: "click" },
        ...enterTime("date", "2026-11-20 11:00:00"),
        ...Object.entries(texts).map(([name, text]) => ({
            trigger: `.o_field_widget[name=${name}] :is(input, textarea)`,
            run: `edit ${text}`,
        })),
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved", run: checkChinese },
    ];
}

registry.category("web_tour.tours").add("callback_finance_change", {
    url: "/odoo/callback-contract-changes",
    steps: () => [
        ...change("佣金率", { value_before: "万分之八", value_after: "万分之三" }),
        { trigger: ".o_breadcrumb .o_back_button, .breadcrumb a", run: "click" },
        ...change("协议解除", { reason: "资金另有用途" }),
        {
            content: "F3-29: a termination has no new value",
            trigger: ".o_form_saved:not(:has(.o_field_widget[name=value_after]))",
        },
    ],
});
