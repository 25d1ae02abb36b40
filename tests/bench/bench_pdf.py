"""A monthly statement of 50 pages in Chinese as a PDF, beside the engine alone.

The engine gets the HTML that the product gives it, with the heads and feet of the
pages; the product answers a request of the web client. Both in turn, so that both
meet the same machine.
"""

import datetime
import io
from statistics import median
from time import perf_counter

from bench_ledger import LOGIN, drain, make_reader
from callbacks import PASSWORD
from common import Figure, at_most, environment
from http_server import Client, server
from pypdf import PdfReader

PAGES = 50
TIMES = 3
LIMIT = 2
REPORT = "callback_base.report_callback_statement"
#: So many lines of the statement fill a page.
LINES = 19


def make_statement(env, lines):
    """Create a statement of very many units and types; return it."""
    head = env["hr.department"].create({"name": "滨海供电公司"})
    units = env["hr.department"].create(
        [
            {"name": f"第 {n} 供电所营业班组", "parent_id": head.id}
            for n in range(1, lines // 5 + 2)
        ]
    )
    types = env["callback.type"].search([], limit=5)
    policy = env["callback.policy"].search([("statement_day", ">", 0)], limit=1)
    first = datetime.date.today().replace(day=1) - datetime.timedelta(days=1)
    statement = env["callback.statement"].create(
        {
            "policy_id": policy.id,
            "department_id": head.id,
            "date_from": first.replace(day=1),
        }
    )
    pairs = [(unit, kind) for unit in units for kind in types][:lines]
    env["callback.statement.line"].create(
        [
            {
                "statement_id": statement.id,
                "department_id": unit.id,
                "type_id": kind.id,
                "record_count": 900 + number,
                "on_time_count": 900,
                "late_count": number,
                "satisfied_count": 800,
                "rather_satisfied_count": 60,
                "basically_satisfied_count": 30,
                "dissatisfied_count": 10,
                "unreachable_count": number % 7,
                "open_count": number % 3,
            }
            for number, (unit, kind) in enumerate(pairs)
        ]
    )
    return statement


def engine(env, statement):
    """Return the work of the engine alone, on the HTML of the product."""
    reports = env["ir.actions.report"].with_context(lang="zh_CN")
    report = reports._get_report(REPORT)
    html = reports._render_qweb_html(REPORT, statement.ids)[0]
    bodies, _ids, header, footer, arguments = report._prepare_html(
        html, report_model="callback.statement"
    )

    def work():
        start = perf_counter()
        report._run_wkhtmltopdf(
            bodies,
            report_ref=REPORT,
            header=header,
            footer=footer,
            landscape=report.get_paperformat().orientation == "Landscape",
            specific_paperformat_args=arguments,
        )
        return perf_counter() - start

    return work


def figures(scale):
    """Yield the lines of the table."""
    with environment() as env:
        make_reader(env)
        # The customer's language, and the address where the engine finds its styles.
        env["res.users"].search([("login", "=", LOGIN)]).lang = "zh_CN"
        statement = make_statement(env, max(20, int(PAGES * LINES * scale)))
        env.cr.commit()
        with server() as address:
            env["ir.config_parameter"].set_param("report.url", address)
            env.cr.commit()
            client = Client(address, LOGIN, PASSWORD)
            url = f"{address}/report/pdf/{REPORT}/{statement.id}"
            drain(client, url)  # makes the styles
            alone = engine(env, statement)
            alone()
            mine, theirs = [], []
            for _time in range(TIMES):
                mine.append(drain(client, url)[0])
                theirs.append(alone())
            with client.opener.open(url) as answer:
                document = PdfReader(io.BytesIO(answer.read()))
    text = document.pages[1].extract_text()
    assert "供电所" in text, text
    yield Figure("pages", f"{len(document.pages)}")
    yield Figure("engine alone", f"{median(theirs):.2f} s")
    yield at_most(
        "statement as PDF",
        f"{median(mine):.2f} s",
        median(mine) / median(theirs),
        LIMIT,
        "× the engine's own time for the same HTML",
    )
