# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import ormcache


class CallbackType(models.Model):
    """Kind of callback: where its file goes, what the caller says and may choose."""

    _name = "callback.type"
    _inherit = ["callback.data.mixin"]
    _description = "Callback type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Used by policy packs and integrations.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    archive_category_id = fields.Many2one(
        "callback.archive.category",
        required=True,
        default=lambda self: self.env["callback.archive.category"].search([], limit=1),
    )
    channel_ids = fields.Many2many("callback.channel", string="Allowed channels")
    duration_minutes = fields.Integer(
        string="Minutes per callback",
        default=10,
        required=True,
        help="What a callback takes on average, with everything around it. "
        "Forecasts of plans count with it.",
    )
    script = fields.Html(
        translate=True, help="What the caller says, in the order of the conversation."
    )
    script_step_ids = fields.One2many(
        "callback.script.step", "type_id", string="Script steps", copy=True
    )
    phrase_content = fields.Text(
        string="Usual content",
        translate=True,
        help="Put in by “Satisfied, no problem”.",
    )
    phrase_problem = fields.Text(string="Usual words for no problem", translate=True)
    phrase_result = fields.Text(string="Usual result", translate=True)

    _code_unique = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "A type code can be used once only."
    )
    _duration_positive = models.Constraint(
        "CHECK (duration_minutes > 0)", "A callback takes at least a minute."
    )

    def write(self, vals):
        """Forget which channels rules allow, see ``callback_rule_memory.py``."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @ormcache("self.id", "self.env.lang")
    def _get_script(self):
        """Return the steps of the script as values of the lines of a callback."""
        self.ensure_one()
        # sudo: kept for everybody; the script is read by every caller.
        steps = self.sudo().with_context(active_test=True).script_step_ids
        return tuple(
            {
                "step_id": step.id,
                "sequence": step.sequence,
                "kind": step.kind,
                "text": step.text,
                "is_mandatory": step.is_mandatory,
            }
            for step in steps
        )
