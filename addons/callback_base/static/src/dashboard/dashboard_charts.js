import { _t } from "@web/core/l10n/translation";

export const COLORS = {
    good: "#2e9e6b",
    fair: "#8cc152",
    soso: "#f0ad4e",
    bad: "#d9534f",
    line: "#2f6fb3",
    soft: "#a9c6e8",
    muted: "#adb5bd",
};
const GRADES = [
    ["satisfied", "good"],
    ["rather_satisfied", "fair"],
    ["basically_satisfied", "soso"],
    ["dissatisfied", "bad"],
];

function gradeLabel(name) {
    return {
        satisfied: _t("Satisfied"),
        rather_satisfied: _t("Rather satisfied"),
        basically_satisfied: _t("Basically satisfied"),
        dissatisfied: _t("Dissatisfied"),
    }[name];
}

function ageLabel(name) {
    return {
        d3: _t("Up to 3 days"),
        d7: _t("4 to 7 days"),
        d15: _t("8 to 15 days"),
        d30: _t("16 to 30 days"),
        older: _t("Over 30 days"),
    }[name];
}

const small = { font: { size: 11 } };
const legend = { position: "bottom", labels: { boxWidth: 10, boxHeight: 10, ...small } };
const whole = { beginAtZero: true, ticks: { precision: 0, ...small } };
const percent = {
    min: 0,
    max: 100,
    ticks: { callback: (value) => `${value} %`, ...small },
};

function bars(label, color, points, extra = {}) {
    return {
        label,
        data: points.map((point) => point.value),
        points,
        backgroundColor: COLORS[color],
        borderRadius: 3,
        maxBarThickness: 26,
        ...extra,
    };
}

/** A line of percentages over bars, on an axis of its own. */
function rates(label, rows) {
    return {
        type: "line",
        label,
        data: rows.map((row) => row.rate),
        borderColor: COLORS.line,
        backgroundColor: COLORS.line,
        yAxisID: "rate",
        tension: 0.3,
        pointRadius: 3,
        spanGaps: false,
    };
}

function trend(labels, datasets) {
    return {
        type: "bar",
        data: { labels, datasets },
        options: {
            plugins: { legend },
            scales: {
                x: { stacked: true, grid: { display: false }, ticks: small },
                y: { stacked: true, ...whole },
                rate: { position: "right", grid: { display: false }, ...percent },
            },
        },
    };
}

function monthLabels(rows) {
    return rows.map((row) => row.month.slice(0, 7));
}

export function deadlineTrend(rows) {
    return trend(monthLabels(rows), [
        rates(_t("On time (%)"), rows),
        bars(_t("On time"), "good", rows.map((row) => row.met)),
        bars(_t("Done late"), "soso", rows.map((row) => row.late)),
        bars(_t("Missed"), "bad", rows.map((row) => row.missed)),
    ]);
}

export function moodTrend(rows) {
    const grades = GRADES.map(([name, color]) =>
        bars(gradeLabel(name), color, rows.map((row) => row[name]))
    );
    return trend(monthLabels(rows), [rates(_t("Not dissatisfied (%)"), rows), ...grades]);
}

export function ageing(rows) {
    return {
        type: "bar",
        data: {
            labels: rows.map((row) => ageLabel(row.age)),
            datasets: [
                bars(_t("Within the limit"), "soft", rows.map((row) => row.running)),
                bars(_t("Stage overdue"), "bad", rows.map((row) => row.overdue)),
            ],
        },
        options: {
            plugins: { legend },
            scales: {
                x: { stacked: true, grid: { display: false }, ticks: small },
                y: { stacked: true, ...whole },
            },
        },
    };
}

export function workload(days) {
    return {
        type: "bar",
        data: {
            labels: days.map((day) => day.date.slice(5)),
            datasets: [
                {
                    type: "line",
                    label: _t("Hours the callers have"),
                    data: days.map((day) => day.able),
                    borderColor: COLORS.good,
                    backgroundColor: COLORS.good,
                    stepped: "middle",
                    pointRadius: 0,
                    borderWidth: 2,
                },
                {
                    ...bars(_t("Hours due"), "soft", days),
                    data: days.map((day) => day.hours),
                },
            ],
        },
        options: {
            plugins: {
                legend,
                tooltip: {
                    callbacks: {
                        afterLabel: ({ dataset, dataIndex }) =>
                            dataset.points
                                ? _t("%s callbacks", dataset.points[dataIndex].value)
                                : "",
                    },
                },
            },
            scales: {
                x: { grid: { display: false }, ticks: small },
                y: { beginAtZero: true, ticks: small },
            },
        },
    };
}
