from . import callback_assessment_pay
