import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

import { QueueCounters } from "./queue_counters";

export class QueueListRenderer extends ListRenderer {
    static template = "callback_base.QueueListRenderer";
    static components = { ...ListRenderer.components, QueueCounters };
}

registry.category("views").add("callback_queue_list", {
    ...listView,
    Renderer: QueueListRenderer,
});
