import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

const SHEET = ".o_field_widget[name=line_ids]";

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

/**
 * The steps that answer an item of the sheet.
 *
 * @param {string} item what is checked
 * @param {string} answer
 * @returns {Object[]}
 */
function answer(item, answer) {
    return [
        {
            content: `Take up “${item}”`,
            trigger: `${SHEET} .o_data_row:contains(${item}) td[name=answer]`,
            run: "click",
        },
        {
            trigger: `${SHEET} .o_selected_row:contains(${item}) td[name=answer] input`,
            run: "click",
        },
        { trigger: `.o_select_menu_item:contains(${answer})`, run: "click" },
        {
            content: "The answer has arrived before the next row is taken up",
            trigger: `${SHEET} .o_selected_row:contains(${item}) td[name=answer] input:value(${answer})`,
        },
    ];
}

registry.category("web_tour.tours").add("callback_review_inspector", {
    url: "/odoo/callback-my-reviews",
    steps: () => [
        open("李测试"),
        { trigger: ".o_form_view button[name=action_start]", run: "click" },
        ...answer("开场白", "是"),
        ...answer("如实记录", "否"),
        { trigger: "button[name=action_finish]", run: "click" },
        {
            content: "A finding without a word about it is refused in Chinese",
            trigger: ".o_notification:contains(必填项未填写)",
        },
        {
            trigger: `${SHEET} .o_data_row:contains(如实记录) td[name=remark]`,
            run: "click",
        },
        {
            trigger: `${SHEET} .o_selected_row:contains(如实记录) td[name=remark] input`,
            run: "edit 记录与录音不一致",
        },
        {
            trigger: ".o_field_widget[name=opinion] textarea",
            run: "edit 三日内重新回访并更正",
        },
        {
            content: "A finding stands out",
            trigger: `${SHEET} .o_data_row.text-danger:contains(如实记录)`,
            run: checkChinese,
        },
        { trigger: "button[name=action_finish]", run: "click" },
        {
            content: "Finished: the result, and what comes next",
            trigger: ".o_form_view .o_field_widget[name=result]:contains(不合格)",
            run: checkChinese,
        },
        { trigger: "button[name=action_release]", run: "click" },
        {
            content: "Released: nothing is left to press",
            trigger:
                ".o_form_view:not(:has(button[name=action_release])) .o_field_widget[name=date_released]",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_review_person", {
    url: "/odoo/callback-my-checks",
    steps: () => [
        open("李测试"),
        {
            trigger: ".o_form_view button[name=action_sign]",
            run: checkChinese,
        },
        { trigger: "button[name=action_sign]", run: "click" },
        {
            trigger:
                ".o_form_view:not(:has(button[name=action_sign])) .o_field_widget[name=date_signed]",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_rectification_person", {
    url: "/odoo/callback-rectifications",
    steps: () => [
        open("记录与录音不一致"),
        {
            trigger: ".o_field_widget[name=measure] textarea",
            run: "edit 已重新回访并更正记录",
        },
        { trigger: "button[name=action_done]", run: "click" },
        {
            trigger:
                ".o_form_view:not(:has(button[name=action_done])) .o_field_widget[name=date_done]",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_rectification_inspector", {
    url: "/odoo/callback-rectifications",
    steps: () => [
        open("记录与录音不一致"),
        { trigger: "button[name=action_verify]", run: "click" },
        {
            content: "Verified, and by whom",
            trigger:
                ".o_form_view:not(:has(button[name=action_verify])) .o_field_widget[name=verifier_id]",
            run: checkChinese,
        },
    ],
});
