import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useService} from "@web/core/utils/hooks";

/**
 * What a callback must prove, each with its state; a click adds what is missing.
 */
export class EvidenceChecklist extends Component {
    static template = "callback_base.EvidenceChecklist";
    static props = {...standardFieldProps};

    setup() {
        this.action = useService("action");
    }

    get lines() {
        return this.props.record.data[this.props.name] || [];
    }

    get canAdd() {
        return !this.props.record.data.archive_id;
    }

    async add(line) {
        const {record} = this.props;
        if (!(await record.save())) {
            return;
        }
        this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: line.label,
                res_model: "callback.evidence",
                views: [[false, "form"]],
                target: "new",
                context: {
                    default_record_id: record.resId,
                    default_kind_id: line.kind_id,
                },
            },
            {onClose: () => record.load()}
        );
    }
}

/**
 * Shows or plays the file of an evidence beside its data.
 */
export class EvidencePreview extends Component {
    static template = "callback_base.EvidencePreview";
    static props = {...standardFieldProps};

    get type() {
        return (this.props.record.data[this.props.name] || "").split("/")[0];
    }

    get isPdf() {
        return this.props.record.data[this.props.name] === "application/pdf";
    }

    get url() {
        const {resId} = this.props.record;
        return resId ? `/web/content/callback.evidence/${resId}/file` : "";
    }
}

registry.category("fields").add("callback_evidence_checklist", {
    component: EvidenceChecklist,
    supportedTypes: ["json"],
});
registry.category("fields").add("callback_evidence_preview", {
    component: EvidencePreview,
    supportedTypes: ["char"],
});
