import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("callback_lending_request", {
    url: "/odoo/callback-archive-lendings",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            content: "Whose file, what for, until when",
            trigger: ".o_form_view .o_field_widget[name=reason] textarea, .o_form_view .o_field_widget[name=reason] input",
            run: "edit 客户投诉复核",
        },
        { trigger: ".o_field_widget[name=partner_id] input", run: "edit 海河测试店" },
        {
            trigger: ".o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains(海河测试店)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=date_to] button, .o_field_widget[name=date_to] input",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=date_to] input",
            run: "edit 2099-12-31 18:00:00 && press Enter",
        },
        {
            trigger: "button[name=action_request]",
            run: checkChinese,
        },
        { trigger: "button[name=action_request]", run: "click" },
        {
            content: "It waits for the archivist",
            trigger: ".o_field_widget[name=reason]:not(:has(input, textarea)):contains(客户投诉复核)",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_lending_hand_out", {
    url: "/odoo/callback-archive-requests",
    steps: () => [
        {
            content: "The request of the supervisor",
            trigger: ".o_data_row:contains(王测试) .o_data_cell[name=name]",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=action_approve]",
            run: checkChinese,
        },
        { trigger: "button[name=action_approve]", run: "click" },
        {
            content: "Handed out",
            trigger: "button[name=action_hand_out]",
            run: "click",
        },
        {
            content: "And returned",
            trigger: "button[name=action_return]",
            run: checkChinese,
        },
        { trigger: "button[name=action_return]", run: "click" },
        {
            trigger: ".o_form_view .o_field_widget[name=date_returned]",
            run: checkChinese,
        },
    ],
});
