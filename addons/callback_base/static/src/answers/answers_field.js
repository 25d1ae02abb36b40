import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * The questionnaire of a callback as lines of its form: one row for each question,
 * answered while talking. Digits choose an answer and go on to the next question.
 */
export class CallbackAnswersField extends Component {
    static template = "callback_base.AnswersField";
    static props = { ...standardFieldProps };

    setup() {
        // Answers given faster than the form takes them over build on one another.
        this.draft = null;
        this.root = useRef("root");
        // The question whose reason is asked next; its input comes with the answer,
        // in a rendering that a busy browser may do much later.
        this.asking = useState({ questionId: false });
        useEffect(() => {
            const { questionId } = this.asking;
            if (questionId) {
                this.asking.questionId = false;
                this.root.el
                    ?.querySelector(`[data-question="${questionId}"] .o_callback_reason`)
                    ?.focus();
            }
        });
    }

    get sheet() {
        return this.draft || this.props.record.data[this.props.name] || { questions: [] };
    }

    get chosen() {
        return new Set(this.sheet.questions.flatMap((question) => question.value || []));
    }

    /** Questions that are asked, given the answers that bring up others. */
    get questions() {
        const chosen = this.chosen;
        return this.sheet.questions
            .filter((q) => !q.triggers.length || q.triggers.some((id) => chosen.has(id)))
            .map((question, index) => ({ ...question, number: index + 1 }));
    }

    get locked() {
        return this.props.readonly || this.sheet.done;
    }

    isChoice(question) {
        return ["simple_choice", "multiple_choice"].includes(question.type);
    }

    isChosen(question, option) {
        return [].concat(question.value || []).includes(option.id);
    }

    isDissatisfied(question) {
        return question.options.some((o) => o.dissatisfied && this.isChosen(question, o));
    }

    isOpen(question) {
        const empty = [false, null, undefined, ""].includes(question.value);
        return question.mandatory && (empty || question.value.length === 0);
    }

    inputType(question) {
        const types = {
            numerical_box: "number",
            scale: "number",
            date: "date",
        };
        return types[question.type] || "text";
    }

    async update(question, values) {
        const questions = this.sheet.questions.map((known) =>
            known.id === question.id ? { ...known, ...values } : known
        );
        const draft = { ...this.sheet, questions };
        this.draft = draft;
        try {
            await this.props.record.update({ [this.props.name]: draft });
        } finally {
            if (this.draft === draft) {
                this.draft = null;
            }
        }
    }

    choose(question, option) {
        if (this.locked) {
            return;
        }
        if (question.type === "multiple_choice") {
            const value = this.isChosen(question, option)
                ? question.value.filter((id) => id !== option.id)
                : [...(question.value || []), option.id];
            return this.update(question, { value });
        }
        const value = this.isChosen(question, option) ? false : option.id;
        return this.update(question, { value });
    }

    onInput(question, ev) {
        let value = ev.target.value;
        if (this.inputType(question) === "number") {
            value = value === "" ? false : Number(value);
        }
        return this.update(question, { value });
    }

    onReason(question, ev) {
        return this.update(question, { reason: ev.target.value });
    }

    async onKeydown(question, ev) {
        if (["INPUT", "TEXTAREA"].includes(ev.target.tagName)) {
            return;
        }
        const row = ev.currentTarget;
        const option = question.options[Number(ev.key) - 1];
        if (/^[1-9]$/.test(ev.key) && option) {
            ev.preventDefault();
            ev.stopPropagation();
            await this.choose(question, option);
            if (option.dissatisfied) {
                this.asking.questionId = question.id;
            } else if (question.type === "simple_choice") {
                this.focusRow(row.nextElementSibling);
            }
        } else if (["ArrowDown", "ArrowUp"].includes(ev.key)) {
            ev.preventDefault();
            this.focusRow(
                ev.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling
            );
        }
    }

    focusRow(row) {
        if (row) {
            (row.querySelector("input.o_callback_value, textarea") || row).focus();
        }
    }
}

registry.category("fields").add("callback_answers", {
    component: CallbackAnswersField,
    supportedTypes: ["json"],
});
