/**
 * Fails the tour when the screen shows an English word to a Chinese user.
 * Codes (U1-18, HF-2026-00001, GD-1, CALLBACK_FINE) and units, currencies or formats (kV, CNY, PDF) are no words.
 */
export function checkChinese() {
    const words = [];
    for (const place of document.querySelectorAll(
        ".o_main_navbar, .o_control_panel, .o_content, .modal-content"
    )) {
        const text = place.innerText.replace(/\S*\d\S*|[A-Z]+_[A-Z_]+|kV|CNY|EUR|USD|Excel|PDF|TXT|SHA|Asia\/Shanghai/g, " ");
        words.push(...(text.match(/[A-Za-z]{2,}/g) || []));
    }
    if (words.length) {
        console.error(`English words on the screen: ${[...new Set(words)].join(", ")}`);
    }
}
