import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** What waits in the caller's queue, by urgency; each number opens its callbacks. */
export class QueueCounters extends Component {
    static template = "callback_base.QueueCounters";
    static props = { list: { type: Object, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ counts: {} });
        onWillStart(() => this.load());
        onWillUpdateProps(() => this.load());
    }

    async load() {
        this.state.counts = await this.orm.call("callback.record", "queue_counts", []);
    }

    get counters() {
        return [
            { name: "overdue", label: _t("Overdue"), color: "text-danger" },
            { name: "due_today", label: _t("Due today"), color: "text-warning" },
            { name: "due_this_week", label: _t("This week"), color: "" },
            {
                name: "window_closed",
                label: _t("Not now (outside the contact windows)"),
                color: "text-muted",
            },
        ];
    }

    text(name) {
        const { counts } = this.state;
        return counts[name] >= counts.limit ? `${counts.limit - 1}+` : counts[name];
    }

    /** Show the callbacks behind a number, or all again. */
    toggle(name) {
        const { searchModel } = this.env;
        const names = this.counters.map((counter) => counter.name);
        const active = new Set(searchModel.query.map((part) => part.searchItemId));
        for (const item of searchModel.getSearchItems((i) => names.includes(i.name))) {
            if (item.name === name || active.has(item.id)) {
                searchModel.toggleSearchItem(item.id);
            }
        }
    }
}
