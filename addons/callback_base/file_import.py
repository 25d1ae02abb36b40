# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Import of a file without a browser, by Odoo's own import screen model."""

import mimetypes

from odoo.exceptions import UserError


def import_file(
    env,
    model,
    file_name,
    content,
    *,
    batch=None,
    ignored=(),
    created=(),
    dry_run=False,
    say=None,
):
    """Import the file into the model, whole, and return a summary sentence.

    :param env: environment of the user who imports: his rights, language, zone
    :param str model: name of a model that has ``callback.import.mixin``
    :param bytes content: the CSV, XLS, XLSX or ODS file
    :param int batch: rows created together
    :param ignored: headings of columns that are left out on purpose
    :param created: link fields whose unknown names are created
    :param bool dry_run: check everything and keep nothing
    :param say: called with each line of progress
    :raises UserError: with one line for each refused row; nothing is imported then
    """
    say = say or (lambda text: None)
    wizard, options, columns, headings = _open(env, model, file_name, content)
    left_out = {heading.strip().casefold() for heading in ignored}
    unknown = []
    for index, heading in enumerate(headings):
        if heading.strip().casefold() in left_out:
            columns[index] = False
        elif columns[index]:
            say(f"{heading} → {columns[index]}")
        elif heading.strip():
            unknown.append(heading)
    if unknown:
        raise UserError(
            env._(
                "These columns are not known: %(columns)s. Correct the heading or "
                "leave them out with --ignore. Nothing was imported.",
                columns=unknown,
            )
        )
    options["name_create_enabled_fields"] = dict.fromkeys(created, True)
    result = wizard.with_context(
        tracking_disable=True,
        callback_import_batch=batch,
        callback_import_progress=lambda done, total: say(f"{done}/{total}"),
    ).execute_import(
        columns,
        [heading.strip().lower() for heading in headings],
        options,
        dryrun=dry_run,
    )
    lines = [message["message"] for message in result.get("messages") or ()]
    if lines:
        lines.append(
            env._("%(count)s problems. Nothing was imported.", count=len(lines))
        )
        raise UserError("\n".join(lines))
    count = len(result["ids"])
    if dry_run:
        return env._("%(count)s rows are right. Nothing was imported.", count=count)
    return env._("%(count)s rows imported.", count=count)


def _open(env, model, file_name, content):
    """Return the import wizard, its options, the field of each column, headings."""
    mixin = type(env["callback.import.mixin"])
    if model not in env or not issubclass(type(env[model]), mixin):
        known = [name for name in env if issubclass(type(env[name]), mixin)]
        raise UserError(
            env._(
                "%(model)s cannot be imported by this command. Known: %(known)s.",
                model=model,
                known=sorted(set(known) - {"callback.import.mixin"}),
            )
        )
    wizard = env["base_import.import"].with_context(callback_import_memo={})
    wizard = wizard.create(
        {
            "res_model": model,
            "file": content,
            "file_name": file_name,
            "file_type": mimetypes.guess_type(file_name)[0],
        }
    )
    options = {"has_headers": True, "quoting": '"', "advanced": True}
    preview = wizard.parse_preview(options)
    if preview.get("error"):
        raise UserError(preview["error"])
    headings = preview["headers"] or []
    matches = preview["matches"] or {}
    columns = ["/".join(matches.get(i) or ()) or False for i in range(len(headings))]
    return wizard, preview["options"], columns, headings
