from . import callback_assessment_pay
from . import callback_sanction_reason
from . import callback_review_extra
from . import callback_scorecard_cycle
