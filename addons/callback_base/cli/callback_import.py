# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import sys
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.cli.command import Command
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config


class CallbackImport(Command):
    """Import a CSV or XLSX file of one model: all of it, or nothing

    The file is read exactly as Odoo's import screen reads it: a heading with field
    names or labels (any installed language), times in the user's time zone. When
    one row is wrong, each refused row is printed and nothing is imported.
    """

    name = "callback_import"

    def run(self, cmdargs):
        """Parse the arguments, import in one transaction, exit 1 when refused."""
        args = self._parse(cmdargs)
        if not args.file.is_file():
            sys.exit(f"{args.file}: no such file")
        sys.stdout.reconfigure(errors="replace")
        registry = Registry(self._configure(args))
        # the addon can be imported only once the registry has loaded it, and a
        # command is no part of the addon's package
        # pylint: disable=odoo-addons-relative-import
        from odoo.addons.callback_base.file_import import import_file  # noqa: PLC0415

        with registry.cursor() as cr:
            try:
                summary = import_file(
                    self._open_environment(cr, args),
                    args.model,
                    args.file.name,
                    args.file.read_bytes(),
                    batch=args.batch,
                    ignored=args.ignore,
                    created=args.create,
                    dry_run=args.dry_run,
                    say=self._say,
                )
            except UserError as error:
                cr.rollback()
                sys.exit(str(error.args[0]))
        registry.signal_changes()
        self._say(summary)

    def _parse(self, cmdargs):
        add = self.parser.add_argument
        add("model", help="for example callback.utility.work.order")
        add("file", type=Path, help="CSV or XLSX file with a heading")
        add("-c", "--config", help="Odoo configuration file")
        add("-d", "--database", help="default: the one of the configuration")
        add("--lang", help="language of messages, default: that of the user")
        add("--user", help="login of the user who imports, default: the administrator")
        add("--batch", type=int, default=2000, help="rows created together")
        add(
            "--ignore",
            action="append",
            default=[],
            metavar="COLUMN",
            help="heading of a column to leave out (repeat for more)",
        )
        add(
            "--create",
            action="append",
            default=[],
            metavar="FIELD",
            help="link whose unknown names become records, for example partner_id",
        )
        add("--dry-run", action="store_true", help="check everything, import nothing")
        return self.parser.parse_args(cmdargs)

    def _configure(self, args):
        """Set up Odoo without a web server and return the database's name."""
        arguments = ["--no-http", "--log-level=warn"]
        if args.config:
            arguments += ["-c", args.config]
        if args.database:
            arguments += ["-d", args.database]
        config.parse_config(arguments, setup_logging=True)
        databases = config["db_name"]
        if len(databases) != 1:
            self.parser.error("name one database with -d")
        return databases[0]

    def _open_environment(self, cr, args):
        """Return the environment of the user who imports, with his rights."""
        env = api.Environment(cr, SUPERUSER_ID, {})
        if args.user:
            user = env["res.users"].search([("login", "=", args.user)])
        else:
            user = env.ref("base.user_admin")
        if not user:
            sys.exit(f"There is no user with the login {args.user}.")
        if args.lang and args.lang not in dict(env["res.lang"].get_installed()):
            sys.exit(f"The language {args.lang} is not installed.")
        context = dict(user.with_user(user).context_get())
        return env(user=user, context={**context, "lang": args.lang or user.lang})

    def _say(self, text):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
