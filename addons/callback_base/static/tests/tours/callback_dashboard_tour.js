import { checkChinese } from "@callback_base/../tests/tours/check_chinese";
import { registry } from "@web/core/registry";

const card = (name) => `.o_callback_kpi[name=${name}]`;

function start(title) {
    return [
        {
            content: "The dashboard shows figures, with their time",
            trigger: `.o_callback_board h2:contains(${title})`,
            // They are worked out at the first opening.
            timeout: 60000,
        },
        { trigger: ".o_callback_computed:contains(数据截至)", run: checkChinese },
        {
            content: "Charts are drawn",
            trigger: ".o_callback_chart canvas[width]",
            run() {
                for (const canvas of document.querySelectorAll(".o_callback_chart canvas")) {
                    if (!canvas.width || !window.Chart.getChart(canvas)) {
                        console.error("A chart was not drawn");
                    }
                }
            },
        },
    ];
}

/** From the number of a card to its list, and back. */
function drill(place, shown) {
    return [
        { trigger: place, run: "click" },
        {
            content: "As many lines as the number said",
            trigger: ".o_list_view .o_data_row",
            run() {
                const rows = document.querySelectorAll(".o_list_view .o_data_row");
                if (rows.length !== shown) {
                    console.error(`${rows.length} lines instead of ${shown}`);
                }
                checkChinese();
            },
        },
        { content: "Back", trigger: ".o_back_button", run: "click" },
        { trigger: ".o_callback_board" },
    ];
}

registry.category("web_tour.tours").add("callback_dashboard_director", {
    url: "/odoo/callback-dashboard",
    steps: () => [
        ...start("全部单位"),
        { trigger: `${card("on_time")} .o_value:contains(50.00)` },
        { trigger: `${card("satisfaction")} .o_value:contains(75.00)` },
        ...drill(`${card("overdue")} .o_value button`, 2),
        {
            content: "Another period without anything shows a dash, never 100 %",
            trigger: "select[name=period]",
            run: "select last_year",
        },
        { trigger: `${card("on_time")} .o_value:contains(–)`, run: checkChinese },
    ],
});

registry.category("web_tour.tours").add("callback_dashboard_supervisor", {
    url: "/odoo/callback-dashboard",
    steps: () => [
        ...start("我的单位"),
        {
            content: "Who is late and why: the missed ones of a unit …",
            trigger: "[name=units] button[data-drill=missed]",
            run: "click",
        },
        {
            content: "… with their reasons, two clicks after opening",
            trigger: ".o_list_view .o_data_row td[name=late_reason]:contains(尚无联系记录)",
            run: checkChinese,
        },
    ],
});

registry.category("web_tour.tours").add("callback_dashboard_caller", {
    url: "/odoo/callback-dashboard",
    steps: () => [
        ...start("我的工作"),
        {
            content: "A caller decides nothing and compares no units",
            trigger: ".o_callback_board:not(:has([name=decisions])):not(:has([name=units]))",
        },
        ...drill(`${card("overdue")} .o_value button`, 1),
    ],
});
