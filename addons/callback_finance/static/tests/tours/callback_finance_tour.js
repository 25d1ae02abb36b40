import { attachRecording, closeDialog } from "@callback_finance/../tests/tours/finance_steps";
import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("callback_finance_sign", {
    url: "/odoo/callback-contracts",
    steps: () => [
        {
            content: "A contract is entered on the day it is signed",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=name] input",
            run: "edit HT-2026-9001",
        },
        {
            trigger: ".o_field_widget[name=account_id] input",
            run: "edit T-100",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(T-100)",
            run: "click",
        },
        {
            content: "Customer and adviser come from the account",
            trigger: ".o_field_widget[name=manager_id] input:value(李测试)",
            run: checkChinese,
        },
        {
            content: "When it was signed",
            trigger: ".o_field_widget[name=date_signed] input",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=date_signed] input",
            run: "edit 2026-11-20 10:00:00 && press Enter",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});

registry.category("web_tour.tours").add("callback_finance_call", {
    url: "/odoo/callback-queue",
    steps: () => [
        {
            content: "The contract waits in the queue",
            trigger: ".o_list_view .o_data_row:contains(海河测试客户)",
            run: checkChinese,
        },
        { trigger: "button[name=action_start_next]", run: "click" },
        { trigger: "button[name=action_log_answered]", run: "click" },
        { trigger: "button[name=action_fill_satisfied]", run: "click" },
        {
            trigger: ".o_field_widget[name=result] textarea:value(满意)",
            run: checkChinese,
        },
        { trigger: "button[name=action_done]", run: "click" },
        {
            content: "F2-09: without its recording it does not end",
            trigger: ".modal:contains(录音):contains(F2)",
            run: checkChinese,
        },
        ...closeDialog,
        ...attachRecording,
        { trigger: "body:not(:has(.modal)) button[name=action_done]", run: "click" },
        {
            content: "Finished: the next button archives",
            trigger: "button[name=action_archive]",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_finance_review", {
    url: "/odoo/callback-to-review",
    steps: () => [
        {
            trigger: ".o_list_view .o_data_row:contains(HT-2026-9001) .o_data_cell",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_statusbar_buttons button:contains(复核), .o_form_view .o_statusbar_buttons button:contains(审核)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=opinion] textarea",
            run: "edit 录音与记录一致",
        },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        {
            content: "The name of the reviewer is the signature",
            trigger: "body:not(:has(.modal)) .o_form_view .o_field_widget[name=reviewer_id]",
            run: checkChinese,
        },
    ],
});
