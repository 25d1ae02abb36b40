from . import test_access_matrix
from . import test_callback_sanction
from . import test_callback_grade
from . import test_callback_scorecard
from . import test_callback_assessment_pay
from . import test_callback_assessment_facts
from . import test_callback_penalty
from . import test_callback_appeal
