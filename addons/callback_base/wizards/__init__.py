from . import callback_record_cancel
from . import callback_sample_redraw
