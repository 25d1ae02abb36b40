from . import callback_record_cancel
