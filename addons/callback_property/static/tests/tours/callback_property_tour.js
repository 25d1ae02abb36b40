import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

/**
 * Types a name into a field and takes what the list offers.
 *
 * @param {string} field
 * @param {string} text
 * @returns {Object[]}
 */
function choose(field, text) {
    return [
        { trigger: `.o_field_widget[name=${field}] input`, run: `edit ${text}` },
        {
            content: "The list is that of the search: what comes later opens it again",
            trigger: `.o-autocomplete--dropdown-menu:not(:has(.o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):not(:contains(${text})))) .o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains(${text})`,
            run: "click",
        },
        {
            trigger: `body:not(:has(.o-autocomplete--dropdown-menu)) .o_field_widget[name=${field}] input:value(${text})`,
        },
    ];
}

/**
 * Types a date.
 *
 * @param {string} field
 * @param {string} day
 * @returns {Object[]}
 */
function enterDay(field, day) {
    const trigger = `.o_field_widget[name=${field}] input`;
    return [
        { trigger, run: "click" },
        { trigger, run: `edit ${day} && press Enter` },
    ];
}

/**
 * Types a day and a time, which an empty field shows as a button.
 *
 * @param {string} field
 * @param {string} moment
 * @returns {Object[]}
 */
function enterMoment(field, moment) {
    const widget = `.o_field_widget[name=${field}]`;
    return [
        { trigger: `${widget} input, ${widget} button`, run: "click" },
        { trigger: `${widget} input`, run: `edit ${moment} && press Enter` },
    ];
}

registry.category("web_tour.tours").add("callback_property_reception", {
    url: "/odoo/property-visits",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            content: "The agent enters the visitor",
            trigger: ".o_form_view .o_field_widget[name=name] input",
            run: "edit 赵小明",
        },
        { trigger: ".o_field_widget[name=phone] input", run: "edit 13800000009" },
        { trigger: ".o_field_widget[name=employer] input", run: "edit 滨海新区" },
        { trigger: ".o_field_widget[name=intention] input", run: "edit 三室两厅" },
        { trigger: ".o_field_widget[name=information_source] input", run: "edit 路牌" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "Whose customer it is",
            trigger: ".o_form_saved .o_field_widget[name=owner_id]:contains(李测试)",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_property_share", {
    url: "/odoo/property-deals",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            trigger: ".o_form_view .o_field_widget[name=name] input",
            run: "edit 王晓明",
        },
        ...choose("policy_id", "客户接待业绩归属"),
        ...choose("visit_id", "赵小明"),
        ...choose("closer_id", "李测试1"),
        { trigger: ".o_field_widget[name=case] input", run: "click" },
        { trigger: ".o_select_menu_item:contains(老客户的售楼员不在)", run: "click" },
        ...choose("original_visit_id", "王晓明"),
        {
            trigger: ".o_field_widget[name=commission] input",
            run: "edit 9999.99",
        },
        { trigger: "button[name=action_decide]", run: "click" },
        {
            content: "S5-24: no deal without deposit and subscription",
            trigger: ".modal:contains(S5-24)",
            run: checkChinese,
        },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        ...enterDay("date_deposit", "2026-03-10"),
        ...enterDay("date_signed", "2026-03-10"),
        { trigger: "button[name=action_decide]", run: "click" },
        {
            content: "S5-18: one in five for who closed, half-up to the cent",
            trigger: ".o_field_widget[name=share_ids] .o_data_row:contains(李测试1):contains(2,000.00)",
        },
        {
            trigger: ".o_field_widget[name=share_ids] .o_data_row:contains(李测试0):contains(7,999.99)",
        },
        {
            content: "T-18: the shares add up to the commission",
            trigger: ".o_field_widget[name=share_ids] tfoot:contains(9,999.99)",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_property_approve", {
    url: "/odoo/property-deals",
    steps: () => [
        {
            trigger: ".o_list_view .o_data_row:contains(王晓明) .o_data_cell",
            run: "click",
        },
        { trigger: "button[name=action_approve]", run: "click" },
        {
            trigger: ".o_form_view:not(:has(button[name=action_approve])) .o_field_widget[name=approver_id]:contains(李测试)",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_property_desk", {
    url: "/odoo/property-visits",
    steps: () => [
        {
            content: "A visitor has come",
            trigger: ".o_control_panel button:contains(接待来访)",
            run: "click",
        },
        {
            content: "The desk sees whose turn it is",
            trigger: ".modal .o_field_widget[name=next_user_id]:contains(王测试0)",
        },
        {
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit 周小兰",
        },
        {
            trigger: ".modal .o_field_widget[name=phone] input",
            run: "edit 13800000019",
        },
        {
            content: "All of it is Chinese",
            trigger: ".modal-body",
            run: checkChinese,
        },
        { trigger: ".modal-footer button[name=action_receive]", run: "click" },
        {
            content: "Who receives is said, and the register shows the line",
            trigger: ".o_notification:contains(王测试0)",
        },
        { trigger: ".o_list_view .o_data_row:contains(周小兰)" },
    ],
});

const openOrder = {
    content: "Open the order",
    trigger: ".o_list_view .o_data_row:contains(BX-2026-77) .o_data_cell[name=name]",
    run: "click",
};

registry.category("web_tour.tours").add("callback_property_order", {
    url: "/odoo/property-orders",
    steps: () => [
        openOrder,
        { trigger: ".o_statusbar_buttons button[name=action_dispatch]", run: "click" },
        {
            content: "Dispatched: the next button is there",
            trigger: ".o_statusbar_buttons button[name=action_finish]",
            run: checkChinese,
        },
        { trigger: ".o_statusbar_buttons button[name=action_finish]", run: "click" },
        {
            content: "Finished: nothing is left to press",
            trigger:
                ".o_form_view:not(:has(button[name=action_finish])):has(.o_arrow_button_current:contains(已完成))",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_property_order_callback", {
    url: "/odoo/property-orders",
    steps: () => [
        openOrder,
        {
            trigger: "button[name=action_view_callback_records]:contains(1)",
            run: "click",
        },
        {
            content: "The callback of the order",
            trigger: ".o_breadcrumb:contains(回访), .o_form_view:contains(测试业主)",
            run: checkChinese,
        },
    ],
});

/**
 * Hands the house over, which is refused.
 *
 * @param {string} clause
 * @returns {Object[]}
 */
function refuseDelivery(clause) {
    return [
        { trigger: "button[name=action_done]:contains(交房)", run: "click" },
        { content: clause, trigger: `.modal:contains(${clause})` },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
    ];
}

registry.category("web_tour.tours").add("callback_property_delivery", {
    url: "/odoo/property-deliveries",
    steps: () => [
        {
            trigger: ".o_list_view .o_data_row:contains(测试业主) .o_data_cell",
            run: "click",
        },
        {
            content: "S7-06: papers are due in the year of the hand-over",
            trigger:
                ".o_form_view .o_field_widget[name=date_papers_due]:contains(1月15日)",
            run: checkChinese,
        },
        ...refuseDelivery("S7-04"),
        ...enterMoment("date_notice", "2026/01/05 09:00:00"),
        ...refuseDelivery("S7-06"),
        ...enterMoment("date_papers", "2026/01/14 09:00:00"),
        { trigger: "button[name=action_done]", run: "click" },
        {
            content: "Handed over: nothing is left to press",
            trigger: ".o_form_view:not(:has(button[name=action_done]))",
            run: checkChinese,
        },
    ],
});
