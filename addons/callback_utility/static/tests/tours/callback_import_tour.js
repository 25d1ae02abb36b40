import { registry } from "@web/core/registry";

/**
 * Gives the screen a workbook that the test put there.
 *
 * @param {string} name the end of the external id of the attachment
 * @returns {Function} the run of a tour step
 */
function upload(name) {
    return async () => {
        const answer = await fetch(`/web/content/__import__.${name}`);
        const files = new DataTransfer();
        files.items.add(
            new File([await answer.arrayBuffer()], `${name}.xlsx`, {
                type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            })
        );
        const input = document.querySelector(".o_action input[type=file], .o_control_panel input[type=file]");
        input.files = files.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
    };
}

registry.category("web_tour.tours").add("callback_import_orders", {
    steps: () => [
        {
            content: "The template is offered",
            trigger: ".o_import_action a:contains(模板)",
        },
        {
            content: "A workbook with one wrong row",
            trigger: ".o_control_panel:contains(上传数据文件)",
            run: upload("wrong_orders"),
        },
        {
            content: "Its headings are understood",
            trigger: ".o_import_data_content:contains(归档时间)",
        },
        { trigger: ".o_control_panel button:contains(导入)", run: "click" },
        {
            content: "The row, the column and the reason",
            trigger: ".o_import_action .alert-danger:contains(第 4 行):contains(归档时间):contains(早于)",
        },
        {
            content: "The same workbook, right",
            trigger: ".o_control_panel:contains(加载数据文件)",
            run: upload("right_orders"),
        },
        {
            trigger: ".o_import_action:not(:has(.alert-danger)):contains(right_orders)",
        },
        { trigger: ".o_control_panel button:contains(导入)", run: "click" },
        { content: "Back at the orders, or told", trigger: ".o_notification:contains(4)" },
    ],
});
