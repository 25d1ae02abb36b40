from . import callback_record_cancel
from . import callback_rule_diagnosis
from . import callback_rule_diagnosis_line
from . import callback_sample_redraw
from . import callback_order_refuse
from . import callback_record_review
