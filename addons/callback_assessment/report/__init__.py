from . import callback_sanction_handover_xlsx
