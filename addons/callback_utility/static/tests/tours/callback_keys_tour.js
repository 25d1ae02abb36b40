import { registry } from "@web/core/registry";

/** A caller may need at most this many keys for a satisfied customer. */
const MOST = 12;
let pressed = 0;

/**
 * Presses a key combination as the caller would, and counts each of its keys.
 *
 * @param {string} combination for example "alt+q"
 * @returns {Function} the run of a tour step
 */
function press(combination) {
    return async ({ press: keys }) => {
        pressed += combination.split("+").length;
        await keys(combination);
    };
}

registry.category("web_tour.tours").add("callback_caller_keys", {
    url: "/odoo/callback-queue",
    steps: () => [
        {
            content: "Take the most urgent callback",
            trigger: ".o_list_view .o_data_row:contains(海河测试店)",
            run: press("alt+q"),
        },
        {
            content: "The customer was reached",
            trigger: "button[name=action_log_answered]",
            run: press("alt+w"),
        },
        {
            content: "A satisfied customer, nothing to handle",
            trigger: "button[name=action_fill_satisfied]",
            run: press("alt+e"),
        },
        {
            content: "Finish",
            trigger: ".o_field_widget[name=result] textarea:value(满意)",
            run: press("alt+enter"),
        },
        {
            content: "Archive",
            trigger: "button[name=action_archive]",
            run: press("alt+q"),
        },
        {
            content: "The next callback waits",
            trigger: "button[name=action_view_archive]",
            run: () => {
                if (pressed > MOST) {
                    console.error(`${pressed} keys, at most ${MOST} are allowed`);
                }
            },
        },
    ],
});
