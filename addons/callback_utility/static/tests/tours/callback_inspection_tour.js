import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

const LINE = ".o_field_widget[name=line_ids] .o_data_row:contains(设备状况及缺陷)";

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
            trigger: `.o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains(${text})`,
            run: "click",
        },
        { trigger: "body:not(:has(.o-autocomplete--dropdown-menu))" },
    ];
}

/**
 * Types a moment or a day.
 *
 * @param {string} field
 * @param {string} text
 * @returns {Object[]}
 */
function enter(field, text) {
    const trigger = `.o_field_widget[name=${field}]`;
    return [
        { trigger: `${trigger} button, ${trigger} input`, run: "click" },
        { trigger: `${trigger} input`, run: `edit ${text} && press Enter` },
    ];
}

registry.category("web_tour.tours").add("callback_inspection", {
    url: "/odoo/callback-inspections",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            content: "A periodic check of a customer",
            trigger: ".o_form_view .o_field_widget[name=name] input",
            run: "edit AQ-1",
        },
        ...choose("supply_point_id", "0412000001"),
        ...choose("kind_ids", "定期检查"),
        { trigger: ".o_form_button_save", run: "click" },
        { content: "It has its check list", trigger: LINE, run: checkChinese },
        {
            content: "It is not finished while a line is open",
            trigger: "button[name=action_done]",
            run: "click",
        },
        { trigger: ".o_error_dialog:contains(U4-16), .modal:contains(U4-16)", run: checkChinese },
        { trigger: ".modal-footer button", run: "click" },
        {
            content: "One defect",
            trigger: `${LINE} td[name=result]`,
            run: "click",
        },
        { trigger: `${LINE} td[name=result] input`, run: "click" },
        { trigger: ".o_select_menu_item:contains(缺陷)", run: "click" },
        { trigger: `${LINE} td[name=note] input, ${LINE} td[name=note] textarea`, run: "edit 开关老化" },
        {
            content: "The rest is in order",
            trigger: "button[name=action_fill_ok]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=line_ids] .o_data_row:last:contains(正常)",
        },
        {
            trigger: ".o_inner_group .o_field_widget[name=result] textarea",
            run: "edit 一处缺陷",
        },
        { trigger: ".o_field_widget[name=signed_by] input", run: "edit 陈工" },
        { trigger: "button[name=action_done]", run: "click" },
        {
            content: "The defect becomes a notice",
            trigger: "button[name=action_new_notice]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=hazard] textarea:value(开关老化)",
            run: checkChinese,
        },
        { trigger: ".o_field_widget[name=name] input", run: "edit ZG-1" },
        ...enter("date_limit", "2099-12-31"),
        { trigger: ".o_field_widget[name=demand] textarea", run: "edit 更换开关" },
        { trigger: ".o_field_widget[name=signed_by] input", run: "edit 陈工" },
        { trigger: "button[name=action_issue]", run: "click" },
        {
            content: "Somebody looks again",
            trigger: "button[name=action_rectified]",
            run: checkChinese,
        },
        ...enter("date_follow", "2026-01-05 10:00:00"),
        { trigger: ".o_field_widget[name=follow_result] textarea", run: "edit 已更换" },
        { trigger: "button[name=action_rectified]", run: "click" },
        {
            content: "The notice is closed",
            trigger: ".o_form_view:not(:has(button[name=action_rectified])) .o_field_widget[name=date_rectified]",
            run: checkChinese,
        },
    ],
});
