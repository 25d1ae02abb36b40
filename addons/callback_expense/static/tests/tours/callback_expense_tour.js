import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

const open = {
    content: "Open the claim",
    trigger: ".o_list_view .o_data_row:contains(测试花茶) .o_data_cell[name=name]",
    run: "click",
};

registry.category("web_tour.tours").add("callback_expense_claim", {
    url: "/odoo/callback-expenses",
    steps: () => [
        open,
        {
            content: "Above the limit, and told so before it is handed in",
            trigger: ".o_form_view .alert-warning:contains(限额)",
            run: checkChinese,
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_submit]:visible",
            run: "click",
        },
        {
            content: "It waits for the supervisor; nothing is left to press",
            trigger:
                ".o_form_view:not(:has(button[name=action_callback_sign]:visible)) .alert-info:contains(部门主管)",
            run: checkChinese,
        },
    ],
});

/**
 * The tour of somebody who signs.
 *
 * @param {string} name
 * @param {string} after what the form shows when it is done
 */
function sign(name, after) {
    registry.category("web_tour.tours").add(name, {
        url: "/odoo/callback-expenses",
        steps: () => [
            open,
            {
                trigger: ".o_statusbar_buttons button[name=action_callback_sign]:visible",
                run: "click",
            },
            { trigger: `.o_form_view ${after}`, run: checkChinese },
        ],
    });
}

sign("callback_expense_supervisor", ".alert-info:contains(分管领导)");
sign("callback_expense_leader", ".alert-info:contains(超限审批)");
sign("callback_expense_excess", ".o_field_widget[name=callback_approval_ids] .o_data_row:contains(超限审批)");

registry.category("web_tour.tours").add("callback_expense_send_back", {
    url: "/odoo/callback-expenses",
    steps: () => [
        open,
        {
            trigger: ".o_statusbar_buttons button[name=action_callback_ask_refuse]:visible",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=reason] textarea", run: "edit 发票抬头不对" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        {
            trigger:
                "body:not(:has(.modal)) .o_form_view:has(.o_arrow_button_current:contains(已拒绝))",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_expense_finance", {
    url: "/odoo/callback-expenses",
    steps: () => [
        open,
        {
            trigger: ".o_statusbar_buttons button[name=action_post]:visible",
            run: "click",
        },
        { trigger: ".modal button[name=action_post_entry]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_form_view:contains(测试花茶)" },
    ],
});
