# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL, email_normalize_all, formataddr, ormcache

#: What of a contact makes the author of a note.
AUTHOR_FIELDS = frozenset({"name", "email"})


class ResUsers(models.Model):
    """The author of what a user does, kept in memory: each traced change asks."""

    _inherit = "res.users"

    @ormcache("self.id")
    def _get_note_author(self):
        """Return (id, address) of the user's contact, as ``mail.thread`` has them."""
        self.env["res.users"].flush_model(["partner_id"])
        self.env["res.partner"].flush_model(list(AUTHOR_FIELDS))
        [(partner, name, email)] = self.env.execute_query(
            SQL(
                "SELECT p.id, p.name, p.email FROM res_users u"
                " JOIN res_partner p ON p.id = u.partner_id WHERE u.id = %s",
                self.id,
            )
        )
        address = ",".join(email_normalize_all(email)) or email
        return partner, formataddr((name or "", address)) if address else ""

    def write(self, vals):
        """Forget the author when the user gets another contact."""
        result = super().write(vals)
        if "partner_id" in vals:
            self.env.registry.clear_cache()
        return result


class ResPartner(models.Model):
    """The contacts of users, who are authors."""

    _inherit = "res.partner"

    def write(self, vals):
        """Forget the authors when one gets another name or address."""
        result = super().write(vals)
        if AUTHOR_FIELDS & vals.keys() and self._have_callback_authors():
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Forget the authors: of merged contacts the users got another by SQL."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def _have_callback_authors(self):
        # sudo: whether one of the contacts belongs to a user, whoever writes it.
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return bool(users.search_count([("partner_id", "in", self.ids)], limit=1))
