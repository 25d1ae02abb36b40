from . import callback_statement_xlsx
from . import callback_ledger_xlsx
from . import callback_ledger_paper
