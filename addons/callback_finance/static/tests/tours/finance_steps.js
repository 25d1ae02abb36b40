/** The smallest sound file, chosen as the recording of the call. */
function chooseRecording() {
    const sound = atob("UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=");
    const bytes = Uint8Array.from(sound, (letter) => letter.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], "luyin.wav", { type: "audio/wav" }));
    const input = document.querySelector(
        ".modal .o_field_widget[name=file] input[type=file]"
    );
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** What is missing is one click away: the recording of the call. */
export const attachRecording = [
    {
        content: "What is missing is one click away",
        trigger: ".o_field_widget button.btn-outline-danger:contains(录音)",
        run: "click",
    },
    {
        trigger: ".modal .o_field_widget[name=file]",
        run: chooseRecording,
    },
    {
        trigger: ".modal .o_field_widget[name=file] input:value(luyin)",
    },
    { trigger: ".modal .o_form_button_save", run: "click" },
];

/** The message has been read. */
export const closeDialog = [
    { trigger: ".modal .modal-footer .btn-primary", run: "click" },
    { trigger: "body:not(:has(.modal))" },
];

/**
 * Types a name into a field and takes what the list offers.
 *
 * @param {string} field
 * @param {string} text
 * @returns {Object[]}
 */
export function choose(field, text) {
    return [
        { trigger: `.o_field_widget[name=${field}] input`, run: `edit ${text}` },
        {
            trigger: `.o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains(${text})`,
            run: "click",
        },
        {
            trigger: `body:not(:has(.o-autocomplete--dropdown-menu)) .o_field_widget[name=${field}] input:value(${text})`,
        },
    ];
}

/**
 * Types a date and time.
 *
 * @param {string} field
 * @param {string} moment
 * @returns {Object[]}
 */
export function enterTime(field, moment) {
    const place = `.o_field_widget[name=${field}]`;
    const trigger = `${place} input`;
    return [
        { trigger: `${place} :is(input, button)`, run: "click" },
        { trigger, run: `edit ${moment} && press Enter` },
    ];
}
