# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.tools import SQL, split_every
from odoo.tools.mail import generate_tracking_message_id

#: Rows of one insert: what a statement may be long.
ROWS = 1000


class CallbackTraceMixin(models.AbstractModel):
    """The trace of changes, written for all records at once (BASE-52).

    Odoo logs the tracked fields of each record by a message of its own, some ten
    statements each. Here the notes of any number of records are two statements: who,
    and the messages with their values. They are rows as Odoo would make them, but for
    the address of a reply, which is the author's own: a note is never mailed. What is
    more than a note, a subtype that followers get or a text of its own, goes Odoo's
    way.
    """

    _name = "callback.trace.mixin"
    _inherit = ["mail.thread"]
    _description = "Changes traced in sets"

    def _message_track(self, fields_iter, initial_values_dict):
        if not fields_iter:
            return {}
        changed = self._get_traced_names(fields_iter, initial_values_dict)
        names = ("string", "type", "selection", "currency_field")
        # Of no names at all it would return every field.
        tracked = self.fields_get(changed, attributes=names) if changed else {}
        data = self.env.cr.precommit.data
        # What is set apart for one record, its text or its author, is Odoo's matter.
        special = {
            *data.get(f"mail.tracking.message.{self._name}", ()),
            *data.get(f"mail.tracking.author.{self._name}", ()),
        }
        tracking, notes, others = {}, [], self.browse()
        for record in self:
            initial = initial_values_dict[record.id]
            try:
                changes, commands = record._mail_track(tracked, initial)
            except MissingError:
                continue
            tracking[record.id] = (changes, commands)
            if not changes:
                continue
            if record.id in special or not record._is_plain_note(changes, initial):
                others |= record
            elif commands:
                notes.append((record.id, [values for _add, _id, values in commands]))
        for batch in split_every(ROWS, notes):
            self._insert_notes(list(batch))
        if others:
            tracking |= super(CallbackTraceMixin, others)._message_track(
                fields_iter, initial_values_dict
            )
        return tracking

    def _get_traced_names(self, fields_iter, initial_values_dict):
        """Return the tracked fields that changed on any of the records.

        To describe all of them takes longer than to note those that changed.
        """
        changed = set()
        for record in self:
            initial = initial_values_dict[record.id]
            try:
                changed.update(
                    name
                    for name in fields_iter
                    if name in initial and record[name] != initial[name]
                )
            except MissingError:
                continue
        return [name for name in fields_iter if name in changed]

    def _is_plain_note(self, changes, initial):
        """Whether a change is a note only: nobody is told and nothing is said."""
        self.ensure_one()
        before = {name: initial[name] for name in changes}
        return not (
            self._track_subtype(before)
            or self._track_get_default_log_message(changes)
            or any(self._fields[name].type == "properties" for name in changes)
        )

    @api.model
    def _insert_notes(self, notes):
        """Insert the notes of records and their old and new values.

        :param notes: [(id of the record, [values of ``mail.tracking.value``])]
        """
        author, address = self.env.user._get_note_author()
        now, stamp, uid = fields.Datetime.now(), self.env.cr.now(), self.env.uid
        subtype = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note")
        same = SQL(
            "%s, 'notification', %s, %s, %s, %s, '', TRUE, FALSE, %s, %s, %s, %s, %s",
            self._name,
            subtype,
            author,
            address,
            address,
            now,
            uid,
            uid,
            stamp,
            stamp,
        )
        messages = SQL(
            "INSERT INTO mail_message (res_id, message_id, model, message_type,"
            " subtype_id, author_id, email_from, reply_to, body, is_internal,"
            " email_add_signature, date, create_uid, write_uid, create_date,"
            " write_date) VALUES %s RETURNING res_id, id",
            SQL(", ").join(
                SQL(
                    "(%s, %s, %s)",
                    number,
                    generate_tracking_message_id("message-notify"),
                    same,
                )
                for number, _values in notes
            ),
        )
        lines = [(number, values) for number, lines in notes for values in lines]
        self.env.execute_query(
            self._prepare_note_values(
                messages, lines, SQL("%s, %s, %s, %s", uid, uid, stamp, stamp)
            )
        )
        self.browse(number for number, _values in notes).invalidate_recordset(
            ["message_ids", "message_needaction", "message_needaction_counter"]
        )

    @api.model
    def _prepare_note_values(self, messages, lines, stamps):
        """Return the statement that inserts messages with their old and new values.

        :param messages: the statement of the messages; it returns ``res_id, id``
        :param lines: [(id of the record, values of ``mail.tracking.value``)]
        """
        model = self.env["mail.tracking.value"]
        names = sorted({name for _number, values in lines for name in values})
        columns = [model._fields[name] for name in names]
        rows = SQL(", ").join(
            SQL(
                "(%s, %s)",
                number,
                SQL(", ").join(
                    SQL("%s", field.convert_to_column(values[field.name], model))
                    if field.name in values
                    else SQL("NULL")
                    for field in columns
                ),
            )
            for number, values in lines
        )
        identifiers = [SQL.identifier(name) for name in names]
        return SQL(
            "WITH note AS (%s), line (res_id, %s) AS (VALUES %s)"
            " INSERT INTO mail_tracking_value (mail_message_id, %s, create_uid,"
            " write_uid, create_date, write_date) SELECT note.id, %s, %s"
            " FROM line JOIN note USING (res_id) RETURNING id",
            messages,
            SQL(", ").join(identifiers),
            rows,
            SQL(", ").join(identifiers),
            SQL(", ").join(
                # What is unknown in a list of values is text to the database.
                SQL("line.%s::%s", name, SQL(field.column_type[1]))
                for name, field in zip(identifiers, columns, strict=True)
            ),
            stamps,
        )
