import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

/** Attaches a small file to the field of the evidence, as a person chooses one. */
function attach() {
    const input = document.querySelector(
        ".o_field_widget[name=evidence_ids] input[type=file]"
    );
    const files = new DataTransfer();
    files.items.add(new File(["在岗"], "证明1.txt", { type: "text/plain" }));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * The steps from the list of one's results to an appeal that is submitted.
 *
 * @param {string} facts what speaks against the line
 * @returns {Object[]}
 */
function appeal(facts) {
    return [
        {
            content: "My results list what I was told",
            trigger: ".o_list_view .o_data_row:contains(李测试) .o_data_cell",
            run: "click",
        },
        {
            content: "The form says until when, and shows the button",
            trigger: ".o_form_view .alert-info:contains(申诉)",
            run: checkChinese,
        },
        { trigger: "button[name=action_appeal]", run: "click" },
        {
            trigger: ".o_field_widget[name=facts] textarea",
            run: `edit ${facts}`,
        },
        {
            trigger: ".o_field_widget[name=evidence_ids] .o_attach",
            run: attach,
        },
        {
            content: "The file is there",
            trigger: ".o_field_widget[name=evidence_ids]:contains(证明)",
        },
        { trigger: "button[name=action_submit]", run: "click" },
        {
            content: "Submitted, and who decides is named",
            trigger: ".o_form_view:not(:has(button[name=action_submit])) .o_field_widget[name=level]",
        },
    ];
}

registry.category("web_tour.tours").add("callback_appeal_employee", {
    url: "/odoo/callback-my-results",
    steps: () => appeal("当日 14:02 已联系客户"),
});

registry.category("web_tour.tours").add("callback_appeal_leader", {
    url: "/odoo/callback-appeals",
    steps: () => [
        {
            trigger: ".o_list_view .o_data_row:contains(李测试) .o_data_cell",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=action_uphold]",
            run: checkChinese,
        },
        {
            trigger: ".o_field_widget[name=decision_reason] textarea",
            run: "edit 录音显示未接通",
        },
        { trigger: "button[name=action_uphold]", run: "click" },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        {
            content: "Decided: nothing is left to press",
            trigger: ".o_form_view:not(:has(button[name=action_uphold])) .o_field_widget[name=outcome]",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_appeal_again", {
    url: "/odoo/callback-my-results",
    steps: () => appeal("补充通话清单"),
});

registry.category("web_tour.tours").add("callback_appeal_human_resources", {
    url: "/odoo/callback-appeals",
    steps: () => [
        {
            trigger: ".o_list_view .o_data_row:contains(李测试) .o_data_cell",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=hr_finding] textarea",
            run: "edit 通话清单属实",
        },
        {
            trigger: ".o_field_widget[name=proposed_amount] input",
            run: "edit 100",
        },
        {
            trigger: ".o_field_widget[name=decision_reason] textarea",
            run: "edit 情节轻微",
        },
        { trigger: "button[name=action_reduce]", run: "click" },
        {
            trigger: ".o_form_view .o_field_widget[name=outcome]",
            run: checkChinese,
        },
        {
            content: "From the appeal to the line, which is final next",
            trigger: ".o_field_widget[name=sanction_id] a, .o_field_widget[name=sanction_id] .o_external_button",
            run: "click",
        },
        {
            trigger: "button[name=action_finalise]",
            run: "click",
        },
        {
            content: "Final",
            trigger: ".o_form_view:not(:has(button[name=action_finalise])) .o_field_widget[name=date_final]",
            run: checkChinese,
        },
    ],
});
