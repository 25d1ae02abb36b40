import { attachRecording, closeDialog, enterTime } from "@callback_finance/../tests/tours/finance_steps";
import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

/** A stroke of the pen over the pad for signatures. */
function drawSignature() {
    const pad = this.anchor;
    const box = pad.getBoundingClientRect();
    const points = [20, 60, 100, 140, 180].map((x, i) => [x, 20 + (i % 2) * 30]);
    const last = points.length - 1;
    points.forEach(([x, y], number) => {
        const type = { 0: "pointerdown", [last]: "pointerup" }[number] || "pointermove";
        pad.dispatchEvent(
            new PointerEvent(type, {
                bubbles: true,
                isPrimary: true,
                pointerId: 1,
                buttons: number === last ? 0 : 1,
                clientX: box.left + x,
                clientY: box.top + y,
            })
        );
    });
}

/**
 * Signs in a field of the minutes.
 *
 * @param {string} field
 * @returns {Object[]}
 */
function sign(field) {
    return [
        {
            trigger: `.o_field_widget[name=${field}] .o_signature_empty`,
            run: "click",
        },
        { trigger: ".modal canvas.o_web_sign_signature", run: drawSignature },
        { trigger: ".modal-footer .btn-primary:enabled", run: "click" },
        {
            trigger: `body:not(:has(.modal)) .o_field_widget[name=${field}] img`,
        },
    ];
}

/**
 * Writes into the long texts of the form.
 *
 * @param {Object} texts
 * @returns {Object[]}
 */
function write(texts) {
    return Object.entries(texts).map(([name, text]) => ({
        trigger: `.o_field_widget[name=${name}] textarea`,
        run: `edit ${text}`,
    }));
}

const openCase = [
    {
        content: "F3-47: in the list of anomalies, with its step",
        trigger: ".o_list_view .o_data_row:contains(海河测试客户) .o_data_cell[name=subject]",
        run: "click",
    },
];
const openSteps = [
    { trigger: ".o_notebook .nav-link:contains(调查)", run: "click" },
    { trigger: ".o_notebook .tab-pane.active .o_field_widget[name=check_finding]" },
];

registry.category("web_tour.tours").add("callback_finance_anomaly_answer", {
    url: "/odoo/callback-queue",
    steps: () => [
        { trigger: ".o_list_view .o_data_row:contains(海河测试客户)" },
        { trigger: "button[name=action_start_next]", run: "click" },
        { trigger: "button[name=action_log_answered]", run: "click" },
        { content: "The contact is noted", trigger: "button[name=action_done]" },
        {
            content: "F3-26: the manager guaranteed a return",
            trigger:
                ".o_callback_question:contains(承诺或者保证) button.btn-outline-secondary:contains(是)",
            run: "click",
        },
        {
            trigger: ".o_callback_question:contains(承诺或者保证) button.btn-primary:contains(是)",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved", run: checkChinese },
    ],
});

registry.category("web_tour.tours").add("callback_finance_anomaly_check", {
    url: "/odoo/callback-anomalies",
    steps: () => [
        ...openCase,
        { trigger: "button[name=action_accept]", run: "click" },
        {
            content: "F3-47: no second callback is waived",
            trigger:
                ".o_form_view:not(:has(.o_statusbar_buttons button:contains(免回访))) button[name=action_interview]",
            run: "click",
        },
        {
            content: "F3-48: all five are named",
            trigger: ".modal:contains(F3-48):contains(约谈时间):contains(员工签字)",
            run: checkChinese,
        },
        ...closeDialog,
        ...openSteps,
        ...enterTime("interview_date", "2026-11-20 09:00:00"),
        {
            trigger: ".o_field_widget[name=interview_place] input",
            run: "edit 测试营业部会议室",
        },
        ...write({ interview_content: "本人承认口头承诺过收益" }),
        ...sign("interview_employee_signature"),
        { trigger: "button[name=action_interview]", run: "click" },
        {
            content: "F3-48: the signature of the head is still missing",
            trigger:
                ".modal:contains(网点负责人签字):not(:contains(员工签字)):not(:contains(约谈时间))",
        },
        ...closeDialog,
        ...sign("interview_head_signature"),
        { trigger: "button[name=action_interview]", run: "click" },
        { trigger: "button[name=action_self_check]" },
        ...openSteps.slice(0, 1),
        ...write({
            check_method: "调听录音,核对账户",
            check_accounts: "筛查名下账户,未见代操作",
            check_callback: "逐一回访,无其他承诺",
            check_opinion: "建议警告处分",
        }),
        { trigger: "button[name=action_self_check]", run: "click" },
        {
            content: "F3-49: the branch says whether it is true",
            trigger: ".modal:contains(是否属实)",
            run: checkChinese,
        },
        ...closeDialog,
        { trigger: ".o_field_widget[name=check_finding] input", run: "click" },
        { trigger: ".o_select_menu_item:contains(属实)", run: "click" },
        { trigger: "button[name=action_self_check]", run: "click" },
        {
            content: "F3-50: the final opinion is not for the superior to give",
            trigger:
                ".o_form_saved:not(:has(button[name=action_self_check])):not(:has(.o_statusbar_buttons button:contains(最终意见)))",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_finance_anomaly_final", {
    url: "/odoo/callback-anomalies",
    steps: () => [
        ...openCase,
        {
            trigger: ".o_statusbar_buttons button:contains(最终意见)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit 情况属实,警告处分,扣发当月奖金",
        },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "F3-47: the case waits for the second callback",
            trigger: "body:not(:has(.modal)) .alert:contains(二次回访)",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_finance_anomaly_second", {
    url: "/odoo/callback-anomalies",
    steps: () => [
        ...openCase,
        { trigger: "button[name=action_close]", run: "click" },
        { trigger: ".modal:contains(F3-47):contains(二次回访)" },
        ...closeDialog,
        {
            content: "The callback is one click away from the case",
            trigger: "button[name=action_view_callbacks]",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(海河测试客户) .o_data_cell",
            run: "click",
        },
        { trigger: "button[name=action_start]", run: "click" },
        { trigger: "button[name=action_log_answered]", run: "click" },
        { trigger: "button[name=action_fill_satisfied]", run: "click" },
        { trigger: ".o_field_widget[name=result] textarea:value(满意)" },
        {
            content: "Whether the matter is settled is asked",
            trigger:
                ".o_field_widget[name=complaint_solved] .badge:contains(已解决), .o_field_widget[name=complaint_solved] span:contains(已解决)",
            run: "click",
        },
        ...attachRecording,
        { trigger: "body:not(:has(.modal)) button[name=action_done]", run: "click" },
        {
            trigger: ".o_form_view:not(:has(button[name=action_done])) button[name=action_archive]",
            run: checkChinese,
        },
        {
            content: "Back to the case",
            trigger: ".breadcrumb-item a:contains(TS-), .o_breadcrumb a:contains(TS-)",
            run: "click",
        },
        { trigger: "button[name=action_close]", run: "click" },
        {
            content: "Closed: the next button archives",
            trigger: ".o_form_view:not(:has(button[name=action_close])) .o_statusbar_buttons button[name=action_archive]",
            run: checkChinese,
        },
    ],
});
