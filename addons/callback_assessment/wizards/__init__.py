from . import callback_sanction_reason
