import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("callback_caller", {
    url: "/odoo/callback-queue",
    steps: () => [
        {
            content: "The queue shows the callback that is owed",
            trigger: ".o_list_view .o_data_row:contains(海河测试店)",
            run: checkChinese,
        },
        {
            content: "Take the most urgent callback",
            trigger: ".o_list_buttons button[name=action_start_next], button[name=action_start_next]",
            run: "click",
        },
        {
            content: "It is open, with its script",
            trigger: ".o_form_view .o_field_widget[name=script]:contains(感谢)",
            run: checkChinese,
        },
        {
            content: "Why this deadline?",
            trigger: ".o_notebook a[name=why]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=deadline_basis_text]:contains(工作日)",
            run: checkChinese,
        },
        {
            trigger: ".o_notebook a[name=work]",
            run: "click",
        },
        {
            content: "The customer was reached",
            trigger: "button[name=action_log_answered]",
            run: "click",
        },
        {
            content: "A satisfied customer, nothing to handle",
            trigger: "button[name=action_fill_satisfied]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=result] textarea:value(满意)",
            run: checkChinese,
        },
        {
            content: "Finish",
            trigger: "button[name=action_done]",
            run: "click",
        },
        {
            content: "Archive",
            trigger: "button[name=action_archive]",
            run: "click",
        },
        {
            content: "The file is sealed and the next callback waits",
            trigger: ".o_form_view button[name=action_view_archive]",
            run: checkChinese,
        },
        {
            trigger: "button[name=action_view_archive]",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=digest]",
            run: checkChinese,
        },
    ],
});
