# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from odoo import api, models

#: Longest list of values that Excel takes into a cell's own list.
LIST_LIMIT = 255
#: Rows of the template that are formatted for values.
ROWS = 5000


class CallbackImportMixin(models.AbstractModel):
    """A workbook to fill, for each document that comes in files.

    It is written when it is asked for: its headings are the labels of the fields in
    the user's language, so that what is filled in loads without assigning a column.
    """

    _inherit = "callback.import.mixin"

    #: Fields in the order of the columns; without them there is no template.
    _import_template_fields = ()

    @api.model
    def get_import_templates(self):
        """Offer the template on the import screen. RPC."""
        templates = super().get_import_templates()
        if self._import_template_fields and self.has_access("create"):
            title = self.env["ir.model"]._get(self._name).name
            templates.append(
                {
                    "label": self.env._("Template: %(document)s", document=title),
                    "template": f"/callback/import_template/{self._name}",
                }
            )
        return templates

    @api.model
    def _get_import_template(self):
        """Return the workbook as bytes: the sheet to fill, and one that explains it.

        :raises AccessError: for who may not create such documents
        """
        import xlsxwriter  # noqa: PLC0415 (as in Odoo's export: only when needed)

        self.check_access("create")
        needed = set(self._get_import_needed_fields(()))
        columns = [*self._import_template_fields, "id"]
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
            sheet = book.add_worksheet(self.env._("Data"))
            guide = book.add_worksheet(self.env._("Instructions"))
            plain = book.add_format({"bold": True, "bg_color": "#EEEEEE", "border": 1})
            must = book.add_format({"bold": True, "bg_color": "#FFD966", "border": 1})
            wrap = book.add_format({"text_wrap": True, "valign": "top"})
            heads = (
                self.env._("Column"),
                self.env._("To be filled in"),
                self.env._("What to enter"),
            )
            for number, head in enumerate(heads):
                guide.write_string(0, number, head, plain)
            for number, name in enumerate(columns):
                label = self._get_import_label(name)
                is_needed = name in needed
                sheet.write_string(0, number, label, must if is_needed else plain)
                self._set_import_template_column(book, sheet, number, name)
                yes = self.env._("Yes") if is_needed else ""
                cells = (label, yes, self._explain_import_column(name))
                for column, text in enumerate(cells):
                    guide.write_string(number + 1, column, text, wrap)
            sheet.freeze_panes(1, 0)
            guide.set_column(0, 1, 16)
            guide.set_column(2, 2, 70)
        return content.getvalue()

    @api.model
    def _set_import_template_column(self, book, sheet, number, name):
        """Keep numbers with leading zeros as text, and offer what may be chosen."""
        field = self._fields[name]
        formats = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm"}
        is_number = field.type in ("float", "integer")
        kind = "General" if is_number else formats.get(field.type, "@")
        sheet.set_column(number, number, 18, book.add_format({"num_format": kind}))
        values = self._get_import_choices(name)
        if values and len(",".join(values)) <= LIST_LIMIT:
            sheet.data_validation(
                1, number, ROWS, number, {"validate": "list", "source": values}
            )

    @api.model
    def _get_import_choices(self, name):
        """Return the values of a selection in the user's language, else nothing."""
        field = self._fields[name]
        if field.type == "boolean":
            return [self.env._("Yes"), self.env._("No")]
        if field.type != "selection":
            return []
        return [label for _key, label in field._description_selection(self.env)]

    @api.model
    def _explain_import_column(self, name):
        """Return in words what belongs into a column."""
        field = self._fields[name]
        if name == "id":
            return self.env._("A number of your own, to load the same row again later")
        if choices := self._get_import_choices(name):
            return self.env._("One of: %(values)s", values=", ".join(choices))
        texts = {
            "date": self.env._("A date, for example 2026-03-01"),
            "datetime": self.env._("Date and time, for example 2026-03-01 08:30"),
            "float": self.env._("A number"),
            "integer": self.env._("A whole number"),
            "many2many": self.env._("Names, separated by commas"),
        }
        text = texts.get(field.type, self.env._("Text"))
        if field.type == "many2one":
            title = self.env["ir.model"]._get(field.comodel_name).name
            text = self.env._("Name or number as in “%(document)s”", document=title)
        hint = field._description_help(self.env)
        return f"{text}\n{hint}" if hint else text
