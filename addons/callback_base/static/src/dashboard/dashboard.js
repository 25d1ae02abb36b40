import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { Layout } from "@web/search/layout";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";

import { ChartBox } from "./chart_box";
import { ageing, deadlineTrend, moodTrend, workload } from "./dashboard_charts";

const { DateTime } = luxon;

/** The day of a director, a supervisor or a caller; every number opens its list. */
export class CallbackDashboard extends Component {
    static template = "callback_base.Dashboard";
    static components = { ChartBox, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.state = useState({ period: "this_month", figures: null, busy: false });
        onWillStart(() => this.load(this.props.state?.period || "this_month"));
    }

    get periods() {
        return [
            ["this_month", _t("This month")],
            ["last_month", _t("Last month")],
            ["this_quarter", _t("This quarter")],
            ["last_quarter", _t("Last quarter")],
            ["this_year", _t("This year")],
            ["last_year", _t("Last year")],
        ];
    }

    /** Show at once what is kept, and work out again what is old or missing. */
    async load(period) {
        this.state.period = period;
        this.props.updateActionState?.({ period });
        const kept = await this.orm.call("callback.dashboard", "get_figures", [], {
            period,
            kept_only: true,
        });
        if (period !== this.state.period) {
            return;
        }
        this.show(kept);
        if (!kept || kept.is_old) {
            this.refresh();
        }
    }

    async refresh() {
        const { period } = this.state;
        this.state.busy = true;
        try {
            const figures = await this.orm.call("callback.dashboard", "refresh", [], {
                period,
            });
            if (period === this.state.period) {
                this.show(figures);
            }
        } finally {
            this.state.busy = false;
        }
    }

    show(figures) {
        this.state.figures = figures;
        this.charts = figures && {
            months: deadlineTrend(figures.months),
            moods: moodTrend(figures.moods),
            ages: figures.complaints && ageing(figures.complaints.ages),
            work: workload(figures.workload.days),
        };
    }

    // Words ------------------------------------------------------------------

    get title() {
        return {
            director: _t("All units"),
            supervisor: _t("My units"),
            caller: _t("My work"),
        }[this.state.figures.role];
    }

    get computed() {
        const moment = deserializeDateTime(this.state.figures.computed);
        const today = moment.hasSame(DateTime.local(), "day");
        const text = moment.toFormat(today ? "HH:mm" : "yyyy-MM-dd HH:mm");
        return _t("As of %s", text);
    }

    get isEmpty() {
        const { on_time, overdue, reach, complaints, workload: work } = this.state.figures;
        const open = complaints ? complaints.open.value : 0;
        const due = work.days.some((day) => day.value);
        const numbers = [on_time.due, on_time.open, overdue, reach.closed];
        return !open && !due && numbers.every((number) => !number.value);
    }

    get workText() {
        const work = this.state.figures.workload;
        if (!work.callers) {
            return _t("No callers here: nobody to do the work.");
        }
        if (work.first_miss) {
            const names = { date: work.first_miss, callers: work.callers };
            return _t(
                "With %(callers)s callers the deadlines of %(date)s cannot be held.",
                names
            );
        }
        return _t("All known deadlines can be held with %s callers.", work.callers);
    }

    decision(name) {
        return {
            unreachable: _t("Unreachable, not reviewed"),
            extensions: _t("Extensions of callbacks to decide"),
            complaint_extensions: _t("Extensions of complaints to decide"),
            excusals: _t("Excusals to decide"),
            signs: _t("Signs to ask about: a question, not a proof"),
        }[name];
    }

    /** Zero out of zero is no rate: never 100 %. */
    rate(value) {
        return value === null || value === undefined ? "–" : `${value.toFixed(2)} %`;
    }

    /** The parts of a unit's bar: in time, late, missed. */
    parts(unit) {
        const due = unit.due.value || 1;
        return [
            ["met", "bg-success"],
            ["late", "bg-warning"],
            ["missed", "bg-danger"],
        ].map(([name, color]) => ({
            name,
            color,
            style: `width: ${(100 * unit[name].value) / due}%`,
        }));
    }

    width(quota) {
        const share = quota.is_share ? quota.share || 0 : quota.numerator.value;
        const top = quota.is_share ? 100 : Math.max(quota.limit, share, 1);
        return {
            bar: `width: ${Math.min(100, (100 * share) / top)}%`,
            mark: `left: ${Math.min(100, (100 * quota.limit) / top)}%`,
        };
    }

    /** Lines with a bar, the longest for the largest number. */
    bars(lines) {
        const most = Math.max(1, ...lines.map((line) => line.value));
        return lines.map((line) => ({
            ...line,
            style: `width: ${(100 * line.value) / most}%`,
        }));
    }

    // Lists ------------------------------------------------------------------

    /** Open the documents behind a number. */
    open(number, name) {
        const drill = this.state.figures.drills[number.drill];
        this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: drill.model,
            domain: [...drill.domain, ...number.extra],
            // A sign has no form: its line opens what was counted.
            views: [
                [drill.view || false, "list"],
                ...(drill.model === "callback.sign" ? [] : [[false, "form"]]),
            ],
            context: { create: false },
        });
    }

    pick(chart, dataset, index) {
        const { label, points } = this.charts[chart].data.datasets[dataset];
        if (points) {
            this.open(points[index], label);
        }
    }

    openAction(name) {
        this.action.doAction(`callback_base.${name}`);
    }
}

registry.category("actions").add("callback_dashboard", CallbackDashboard);
