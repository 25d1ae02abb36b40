# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The shipped workbooks of imports: filled in and loaded as a Chinese user does."""

import io

from openpyxl import load_workbook

from odoo.tools import mute_logger


class ImportTemplateMixin:
    """Fill in the workbook of a document and load it through Odoo's import screen."""

    #: The addons whose translations the headings and messages come from.
    import_addons = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["ir.module.module"]._load_module_terms(
            ["base", "base_import", "callback_base", *cls.import_addons], ["zh_CN"]
        )

    def _chinese(self, user=None):
        return self.env(
            user=user or self.manager, context={"lang": "zh_CN", "tz": "Asia/Shanghai"}
        )

    def _label(self, model, name):
        """Return the heading of a column in Chinese."""
        return self._chinese()[model]._get_import_label(name)

    def _choice(self, model, name, key):
        """Return a value of a selection in Chinese."""
        env = self._chinese()
        return dict(env[model]._fields[name]._description_selection(env))[key]

    def _fill(self, model, rows, user=None):
        """Return the workbook of a document with rows of {field: value} filled in."""
        content = self._chinese(user)[model]._get_import_template()
        book = load_workbook(io.BytesIO(content))
        sheet = book.worksheets[0]
        headings = [cell.value for cell in sheet[1]]
        for row in rows:
            cells = {self._label(model, name): value for name, value in row.items()}
            self.assertLessEqual(set(cells), set(headings))
            sheet.append([cells.get(heading) for heading in headings])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def _load(self, model, rows, user=None):
        """Import as the browser does, every column as the screen suggests it."""
        env = self._chinese(user)
        wizard = env["base_import.import"].create(
            {
                "res_model": model,
                "file": self._fill(model, rows, user),
                "file_name": "filled.xlsx",
                "file_type": "",
            }
        )
        options = {
            "has_headers": True,
            "quoting": '"',
            "encoding": "",
            "separator": "",
            "limit": 2000,
            "advanced": True,
        }
        preview = wizard.parse_preview(options)
        self.assertNotIn("error", preview)
        columns = [
            "/".join(preview["matches"].get(number) or ()) or False
            for number in range(len(preview["headers"]))
        ]
        # Each heading finds its own field, nobody has to assign one.
        self.assertEqual(columns, [*env[model]._import_template_fields, "id"])
        with mute_logger("odoo.sql_db"):
            return wizard.execute_import(
                columns, preview["headers"], preview["options"]
            )

    def _assert_loaded(self, model, rows, user=None):
        """Load the rows and return the records."""
        result = self._load(model, rows, user)
        self.assertFalse(result["messages"], result["messages"])
        self.assertEqual(len(result["ids"]), len(rows))
        return self.env[model].browse(result["ids"])

    def _assert_refused(self, model, rows, row, field, *words, user=None):
        """A wrong row: named with row, column and reason in Chinese; nothing kept."""
        before = self.env[model].with_context(active_test=False).search_count([])
        result = self._load(model, rows, user)
        self.assertFalse(result["ids"])
        message = result["messages"][0]
        self.assertEqual(message["record"], row, message)
        self.assertEqual(message["field"], field, message)
        for word in (str(row), self._label(model, field), *words):
            self.assertIn(word, message["message"])
        chinese = [letter for letter in message["message"] if letter >= "\u4e00"]
        latin = [letter for letter in message["message"] if "a" <= letter <= "z"]
        self.assertGreater(len(chinese), len(latin), message["message"])
        self.env.invalidate_all()
        after = self.env[model].with_context(active_test=False).search_count([])
        self.assertEqual(before, after)

    def _check_templates(self, models):
        """Each is offered to who may load it, headings in Chinese, and to no other."""
        for model in models:
            env = self._chinese()
            offered = env[model].get_import_templates()
            address = f"/callback/import_template/{model}"
            self.assertIn(address, [item["template"] for item in offered])
            content = env[model]._get_import_template()
            book = load_workbook(io.BytesIO(content))
            headings = [cell.value for cell in book.worksheets[0][1]]
            self.assertEqual(len(headings), len(set(headings)), headings)
            for heading in headings:
                self.assertTrue(any(letter >= "\u4e00" for letter in heading), heading)
            self.assertEqual(book.worksheets[1].max_row, len(headings) + 1)
            self.assertFalse(
                self.env[model].with_user(self.auditor).get_import_templates()
            )
