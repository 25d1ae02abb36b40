import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";

/** A chart of Chart.js; a click on a bar or point is told to the parent. */
export class ChartBox extends Component {
    static template = "callback_base.ChartBox";
    static props = {
        config: Object,
        label: String,
        onPick: { type: Function, optional: true },
    };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                this.draw();
                return () => this.chart?.destroy();
            },
            () => [this.props.config]
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    draw() {
        const { config, onPick } = this.props;
        const options = {
            responsive: true,
            maintainAspectRatio: false,
            animation: false,
            ...config.options,
        };
        if (onPick) {
            options.onClick = (_event, elements) => {
                if (elements.length) {
                    onPick(elements[0].datasetIndex, elements[0].index);
                }
            };
            options.onHover = (event, elements) => {
                event.native.target.style.cursor = elements.length ? "pointer" : "";
            };
        }
        // eslint-disable-next-line no-undef
        this.chart = new Chart(this.canvas.el, { ...config, options });
    }
}
