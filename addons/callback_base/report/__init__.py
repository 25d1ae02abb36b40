from . import callback_statement_xlsx
