from . import callback_import_template
from . import evidence
from . import callback_archive_export
from . import callback_answer
from . import callback_ledger
